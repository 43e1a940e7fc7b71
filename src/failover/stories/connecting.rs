//! How a feed comes on air the first time, and what keeps it from it.

use super::super::{Return, Settings, Start};
use super::settings;
use super::table::tell;

#[test]
fn a_fast_start_needs_one_second_of_sound() {
    tell(
        Settings::default(),
        "
         0.0                   -> reserve connecting fine dials 1:rests
         0.3  try connected    -> reserve buffering fine
         1.0  try flows 0.7    -> reserve buffering
         1.5  try flows 1.2    -> feed now healthy fine dials
         1.6  heard feed       -> feed healthy fine rests
        ",
    );
}

#[test]
fn a_full_start_waits_for_the_buffer_and_still_comes_at_once() {
    tell(
        Settings { start: Start::Full, ..Settings::default() },
        "
         0.3  try connected    -> reserve buffering
         8.0  try flows 8      -> reserve buffering 1:rests
        14.8  try flows 14.5   -> reserve buffering
        15.8  try flows 15.5   -> feed now healthy
        ",
    );
}

#[test]
fn a_start_without_a_network_plays_local_music_and_returns_by_the_setting() {
    tell(
        settings(Return::TrackEnd),
        "
          0.1  try fails dns   -> reserve down dns rests
          0.2  probe no-route  -> reserve down no-route
          9.0                  -> down no-route 1:dials
         60.0  link-up         -> dials
         60.2  try connected   -> reserve buffering
         61.5  try flows 1.5   -> feed at-end healthy
         70.0  try flows 8     -> feed at-end
         71.0  try flows 8     -> feed at-end
         71.1  heard feed      -> feed healthy fine rests
        ",
    );
}

/// No answer at all, one that is no stream, one that forbids: each is a failed attempt with its own word.
#[test]
fn every_failure_to_connect_is_told_and_tried_again() {
    let faults = "dns refused unreachable connect-timeout tls unauthorized forbidden not-found too-many-requests \
                  server-error redirect-loop bad-answer not-audio unknown-format";
    for fault in faults.split_whitespace() {
        let story = format!(
            "
             0.5  try fails {fault}     -> reserve down {fault} rests
             2.0                        -> reserve {fault} dials 1:dials
             2.1  try fails {fault}     -> reserve down {fault} rests
            "
        );
        tell(Settings::default(), &story);
    }
}

#[test]
fn a_host_that_never_answers_is_given_up_after_six_seconds() {
    tell(
        Settings::default(),
        "
         4.9                   -> reserve connecting fine 1:rests
         5.1                   -> reserve connecting 1:dials
         6.05                  -> reserve down no-answer rests
         6.3                   -> reserve down no-answer dials
        ",
    );
}

#[test]
fn a_host_that_answers_and_sends_nothing_is_given_up_after_five() {
    tell(
        Settings::default(),
        "
         0.2  try connected    -> reserve buffering fine
         5.1                   -> reserve buffering
         5.25                  -> reserve down stalled
        ",
    );
}

#[test]
fn the_server_s_wish_is_kept_until_a_person_insists() {
    tell(
        Settings::default(),
        "
          0.5  try fails too-many-requests 120  -> down too-many-requests rests
         90.0  link-up                          -> rests
        119.0                                   -> rests
        120.6                                   -> dials
        121.0  try fails too-many-requests 120  -> rests
        130.0  try-now                          -> dials
        ",
    );
}
