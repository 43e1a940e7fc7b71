//! A story for each class of fault.
//!
//! `air` is the connection that sounds, `try` the attempt; `flows L` and `starves L` fill the time since the last row
//! with reports, the level moving to L seconds (`crawls L`: half as much is decoded as is heard). To the right: what
//! should be on air and how to leave what is, the first feed's health, why it is not on air (or `fine`), whether an
//! attempt is wanted (`dials`) or not (`rests`).

mod connecting;
mod returning;
mod table;

use std::time::Duration;

use super::{Return, Settings};
use table::tell;

fn settings(return_: Return) -> Settings {
    Settings { return_, ..Settings::default() }
}

/// Every story that begins on air begins like this: at 30 s, with 15 s in the buffer.
const ON_AIR: &str = "
     0.2  try connected        -> reserve buffering fine dials 1:rests
     1.5  try flows 1.5        -> feed now healthy dials
     1.6  heard feed           -> feed healthy fine rests
    30.0  air flows 15         -> feed healthy fine rests 1:rests
";

fn tell_on_air(return_: Return, rest: &str) {
    tell(settings(return_), &format!("{ON_AIR}{rest}"));
}

#[test]
fn a_connection_cut_or_ended_lets_the_buffer_play_out_while_the_next_is_tried() {
    for fault in ["reset", "ended", "decoder-died"] {
        let rest = format!(
            "
             31.0  air lost {fault}     -> reserve at-end down {fault} rests
             31.4                       -> dials
             31.5  try fails refused    -> down refused
             45.0  heard reserve        -> reserve down
            "
        );
        tell_on_air(Return::Now, &rest);
    }
}

#[test]
fn what_is_lost_may_be_left_at_a_title_that_is_heard_in_time() {
    tell_on_air(
        Return::Now,
        "
         30.5  air title in 6       -> feed healthy
         31.0  air lost ended       -> reserve within:5.5 down
         33.0                       -> reserve within:3.5
        ",
    );
    tell_on_air(Return::Now, "30.5 air title in 20 -> feed\n 31 air lost ended -> reserve at-end");
}

#[test]
fn a_second_connection_proven_before_the_buffer_ends_takes_over_unnoticed() {
    tell_on_air(
        Return::Manual,
        "
         31.0  air lost reset       -> reserve at-end down
         31.4                       -> dials
         31.5  try connected        -> reserve buffering reset
         36.0  try flows 5          -> reserve probation reset
         42.5  try flows 11         -> feed at-end healthy dials
         44.0  try flows 12         -> feed at-end healthy
         44.1  heard feed           -> feed healthy fine rests
        ",
    );
}

#[test]
fn a_stall_is_suspected_within_moments_and_restarted_beside_the_old_connection() {
    tell_on_air(
        Return::Now,
        "
         30.5  air starves 14.5     -> feed healthy
         31.5  air starves 13.5     -> feed suspect stalled rests
         32.5  air starves 12.5     -> feed suspect rests
         34.5  air starves 10.5     -> reserve at-end down stalled dials 1:dials
         36.0  air starves 9        -> reserve at-end
         36.5  air flows 11         -> reserve down
         38.0  air flows 12         -> feed healthy fine rests 1:rests
        ",
    );
}

#[test]
fn a_stall_that_lasts_ends_in_local_music_and_a_probation() {
    tell_on_air(
        Return::Now,
        "
         44.0  air starves 1        -> reserve at-end down no-answer
         45.0  heard reserve        -> reserve down
         45.2  try fails unreachable
         60.0  link-up              -> dials
         60.2  try connected        -> buffering
         69.0  try flows 9          -> reserve probation no-answer
         71.0  try flows 11         -> feed now healthy
         71.1  heard feed           -> fine rests
        ",
    );
}

#[test]
fn the_mixer_may_be_faster_than_the_machine() {
    tell_on_air(Return::Now, "31.6 air starves 13.4 -> suspect\n 31.7 heard reserve -> reserve down stalled");
}

#[test]
fn a_trickle_is_suspected_by_its_slope_and_left_before_it_is_dry() {
    tell_on_air(
        Return::Now,
        "
         38.0  air flows 9          -> feed suspect too-slow rests
         42.0  air flows 6          -> feed suspect too-slow
         45.0  air flows 3          -> reserve at-end down too-slow
         50.0  air flows 6          -> feed healthy fine rests
        ",
    );
    tell_on_air(Return::Now, "38 air flows 7 -> suspect\n 38.1 air title in 6 -> reserve within:6 down too-slow");
}

#[test]
fn garbage_and_unknown_formats_are_left_and_junk_is_borne() {
    tell_on_air(
        Return::Now,
        "
         30.5  air junk 6000        -> feed healthy
         31.0  air junk 70000       -> reserve at-end down garbage
         31.4                       -> dials
        ",
    );
    tell_on_air(Return::Now, "31 air lost unknown-format -> reserve at-end down unknown-format");
}

#[test]
fn dead_air_is_left_before_it_is_heard() {
    tell_on_air(
        Return::Now,
        "
         30.5  air silent 0.5 in 6.5  -> feed healthy
         32.0  air silent 2.0 in 5.0  -> reserve within:5 down dead-air
         32.4                         -> reserve within:4.6 dials
         33.0  heard reserve          -> reserve dead-air
         33.1  try connected
         36.0  try flows 3
         36.1  try silent 2.5 in 8    -> reserve buffering dead-air
         50.0  try flows 9            -> reserve dead-air
         50.1  try music
         60.0  try flows 9            -> feed now healthy
        ",
    );
}

#[test]
fn dead_air_is_decided_early_when_little_is_decoded_ahead() {
    tell_on_air(Return::Now, "31 air silent 0.4 in 0.5 -> reserve within:0.5 down dead-air");
    tell_on_air(Return::Now, "31 air silent 0.5 in 0 -> reserve now down dead-air");
    let patient = Settings { dead_air: Duration::from_secs(30), ..settings(Return::Now) };
    tell(patient, &format!("{ON_AIR} 30.5 air silent 5 in 0 -> feed healthy"));
}

#[test]
fn noise_is_left_unless_a_person_likes_it() {
    tell_on_air(
        Return::Now,
        "
         30.5  air noisy 1 in 5.5    -> feed healthy
         32.0  air noisy 2 in 4     -> reserve within:4 down noise
        ",
    );
    let liked = Settings { noise: false, ..settings(Return::Now) };
    tell(liked, &format!("{ON_AIR} 30.5 air noisy 2 in 4 -> feed healthy"));
}

#[test]
fn a_failed_probe_never_takes_a_sounding_feed_off() {
    for code in ["no-internet", "captive-portal", "dns"] {
        let rest = format!(
            "
              31.0  probe {code}    -> feed suspect {code}
              50.0  air flows 15    -> feed suspect {code}
              50.5  probe good      -> feed healthy fine
            "
        );
        tell_on_air(Return::Now, &rest);
        let forgotten = format!("31 probe {code} -> feed suspect {code}\n 51.5 air flows 15 -> feed healthy fine");
        tell_on_air(Return::Now, &forgotten);
    }
}

#[test]
fn a_failed_probe_explains_and_shortens_patience_and_a_good_one_keeps_nothing_alive() {
    tell_on_air(
        Return::Now,
        "
         30.1  probe no-internet    -> feed suspect no-internet
         31.8  air starves 13.2     -> reserve at-end down no-internet
        ",
    );
    tell_on_air(
        Return::Now,
        "
         33.5  air starves 11.5     -> reserve down stalled
         34.0  probe good           -> reserve down stalled
        ",
    );
}

#[test]
fn a_probe_that_gets_through_again_is_reason_to_try() {
    tell_on_air(
        Return::Now,
        "
         31.0  air lost reset
         31.5  try fails not-found 300  -> down not-found
         32.0  heard reserve
         33.0  probe no-internet    -> rests
         40.0  try-now              -> dials
         40.1  try fails refused    -> rests no-internet
         40.1  probe good           -> dials
        ",
    );
}
