//! Who may come back, and when.

use super::super::Return;
use super::table::tell;
use super::{settings, tell_on_air};

#[test]
fn a_trickle_does_not_pass_probation() {
    tell_on_air(
        Return::Now,
        "
         31.0  air lost reset
         31.4                       -> dials
         31.5  try connected
         31.6  heard reserve
         31.7  try flows 1
         60.0  try crawls 15        -> reserve probation too-slow
        ",
    );
}

#[test]
fn a_burst_then_a_stall_again_and_again_never_comes_back() {
    tell_on_air(
        Return::Now,
        "
         31.0  air lost reset
         31.5  heard reserve
         31.6  try connected
         34.0  try flows 8          -> reserve probation
         39.5  try starves 8        -> reserve down stalled
         41.0  try connected        -> reserve buffering
         44.0  try flows 8          -> reserve probation
         49.5  try starves 8        -> reserve down stalled
        ",
    );
}

#[test]
fn track_end_and_manual_wait_for_their_moment() {
    let outage = "
         31.0  air lost reset
         32.0  heard reserve
         32.1  try connected
         45.0  try flows 12";
    tell_on_air(Return::TrackEnd, &format!("{outage} -> feed at-end healthy\n 50 try flows 12 -> at-end"));
    tell_on_air(
        Return::Manual,
        &format!(
            "{outage} -> reserve at-end healthy dials fine
             47.6  try flows 12         -> reserve
             48.0  try-now              -> feed now
             48.1  heard feed           -> feed healthy rests
            "
        ),
    );
}

#[test]
fn a_person_who_has_just_asked_is_not_kept_waiting() {
    tell_on_air(
        Return::Manual,
        "
         31.0  air lost reset
         32.0  heard reserve
         32.5  try fails refused
         40.0  try-now              -> dials
         40.1  try connected
         52.0  try flows 12         -> feed now healthy
        ",
    );
}

#[test]
fn a_ready_feed_that_fails_while_it_waits_is_not_put_on_air() {
    tell_on_air(
        Return::TrackEnd,
        "
         31.0  air lost reset
         32.0  heard reserve
         32.1  try connected
         45.0  try flows 12         -> feed at-end healthy
         47.0  try starves 12       -> reserve suspect stalled
         50.0  try starves 12       -> reserve down stalled
        ",
    );
}

#[test]
fn a_feed_that_flaps_must_behave_for_longer() {
    let loss = |at: u32, probation: u32| {
        format!(
            "
             {at}.0  air lost reset -> reserve down
             {at}.5  heard reserve
             {at}.6  try connected
             {}.0  try flows 9      -> reserve probation
             {}.0  try flows 9      -> feed now healthy
             {}.1  heard feed       -> feed healthy
            ",
            at + probation - 1,
            at + probation + 2,
            at + probation + 2,
        )
    };
    tell_on_air(Return::Now, &[loss(31, 10), loss(50, 20), loss(80, 40), loss(130, 80)].concat());
}

#[test]
fn a_worse_feed_stands_by_and_yields() {
    tell_on_air(
        Return::Now,
        "
         31.0  air lost reset       -> reserve at-end down
         31.4                       -> dials 1:dials
         31.5  1:try connected      -> 1:buffering
         33.5  1:try flows 2        -> 1:feed at-end 1:healthy
         34.0  1:heard feed         -> 1:feed 1:healthy 1:rests dials reset
         36.0  1:air flows 3        -> 1:feed 1:healthy reset
         36.5  try fails refused    -> 1:feed refused rests
         39.0  1:air flows 3        -> 1:feed dials
        ",
    );
}

#[test]
fn a_better_feed_takes_over_from_a_worse_one_at_once() {
    tell(
        settings(Return::TrackEnd),
        "
          0.1  try fails refused    -> down
          0.2  1:try connected
          2.0  1:try flows 2        -> 1:feed now
          2.1  1:heard feed         -> 1:feed refused
          2.2  try connected
          3.5  try flows 3          -> feed now healthy
          3.6  heard feed           -> feed fine 1:idle 1:rests
        ",
    );
}

#[test]
fn offline_means_offline_and_online_means_now() {
    tell_on_air(
        Return::TrackEnd,
        "
          31.0  offline             -> reserve now rests 1:rests fine
          31.5  heard reserve       -> reserve idle rests
         500.0                      -> reserve idle rests 1:rests
         501.0  online              -> reserve connecting dials
         501.2  try connected
         513.0  try flows 12        -> feed now healthy
        ",
    );
}

#[test]
fn a_rehearsal_is_quick_and_leaves_no_trace() {
    tell_on_air(
        Return::TrackEnd,
        "
         31.0  drill                -> reserve at-end down drill rests 1:rests
         31.5  heard reserve        -> reserve drill
         60.0  air flows 9          -> reserve down drill rests
         61.0  drill-over           -> reserve down drill
         61.4                       -> dials
         61.5  try connected
         66.0  try flows 9          -> feed now healthy
         66.1  heard feed           -> feed fine
         67.0  air lost reset
         67.5  heard reserve
         67.6  try connected
         78.0  try flows 9          -> feed at-end healthy
        ",
    );
}

#[test]
fn after_a_sleep_everything_is_tried_anew() {
    tell_on_air(
        Return::Now,
        "
         31.0  resumed              -> reserve at-end down
         31.4                       -> dials
         31.5  try connected
         43.0  try flows 12         -> feed at-end healthy
        ",
    );
    tell_on_air(Return::Now, "31 resumed -> reserve\n 33 air flows 15 -> feed healthy fine rests");
}

#[test]
fn silence_while_the_program_was_held_up_is_no_stall() {
    tell_on_air(Return::Now, "32.5 held-up -> feed\n 33.2 air flows 12 -> feed healthy fine");
}

#[test]
fn late_answers_are_ignored() {
    tell_on_air(
        Return::Now,
        "
         30.5  try fails refused    -> feed healthy fine
         30.5  try lost reset       -> feed healthy
         30.5  1:air lost reset     -> feed healthy 1:idle
        ",
    );
}
