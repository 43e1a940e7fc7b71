//! Every fault of the lab, at random moments: no dead air, no click, and back by itself.

use std::time::Duration;

use segue::model::Source;

use crate::lab::{Fault, Lab, Media};
use crate::studio::{FEED, SPEED, Studio, some_moment};

/// Time for the buffer to run out, the fault to be heard, and the rescue to come.
const RESCUED: f64 = 45.0;
/// Probation, the buffer, and a retry.
const BACK: f64 = 60.0;

/// The feed is on air, suffers the fault for long enough to be left, is healed, and comes back.
fn suffers(fault: Fault) {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let studio = Studio::tuned_to(&lab);
    studio.pass(some_moment(12.0));
    lab.set(fault);
    studio.wait("rescue", RESCUED, |studio| studio.on_air() == Some(Source::Reserve));
    studio.pass(some_moment(8.0));
    lab.heal();
    studio.wait("return", BACK, |studio| studio.on_air() == Some(FEED));
    studio.pass(6.0);
    studio.assert_unbroken(20.0);
}

#[test]
fn stall() {
    suffers(Fault::Stall);
}

#[test]
fn reset() {
    suffers(Fault::Reset);
}

#[test]
fn refused() {
    suffers(Fault::Refuse);
}

#[test]
fn silence() {
    suffers(Fault::Silence);
}

#[test]
fn garbage() {
    suffers(Fault::Garbage);
}

#[test]
fn trickle() {
    suffers(Fault::Trickle(0.4));
}

#[test]
fn a_sound_feed_is_left_alone() {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    lab.set(Fault::Jitter { mean: Duration::from_millis(300), dev: Duration::from_millis(200), loss: 0.05 });
    let studio = Studio::tuned_to(&lab);
    studio.pass(60.0);
    assert_eq!(studio.on_air(), Some(FEED));
    studio.assert_unbroken(55.0);
    assert_eq!(studio.player.snapshot().switches, 1, "{}", studio.story());
}
