//! Threads of Segue itself die, hang or are starved: the music plays on.

use std::time::Duration;

use segue::model::Source;
use segue::player::{Command, Event, Sabotage};

use crate::lab::{Fault, Lab, Media};
use crate::studio::{FEED, SPEED, Studio, setup};

fn real(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds / SPEED)
}

#[test]
fn the_decoder_on_air_dies() {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let studio = Studio::tuned_to(&lab);
    studio.player.sabotage(Sabotage::KillDeckOnAir);
    studio.wait("rescue", 30.0, |studio| studio.on_air() == Some(Source::Reserve));
    studio.wait("return", 60.0, |studio| studio.on_air() == Some(FEED));
    studio.pass(5.0);
    studio.assert_unbroken(15.0);
}

#[test]
fn the_decoder_of_local_music_dies() {
    let (setup, folder) = setup(&[], 60);
    let studio = Studio::start(setup, folder);
    studio.pass(5.0);
    studio.player.sabotage(Sabotage::KillDeckOnAir);
    studio.pass(20.0);
    studio.assert_unbroken(20.0);
}

/// The feed stalls while the conductor is away: the mixer's own rule has to bring the rescue, and then the next one.
#[test]
fn the_conductor_is_stopped() {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let (setup, folder) = setup(&[&lab.url()], 12);
    let studio = Studio::start(setup, folder);
    studio.wait("the feed on air", 20.0, |studio| studio.on_air() == Some(FEED));
    studio.pass(3.0);
    studio.player.sabotage(Sabotage::FreezeConductor(real(150.0)));
    lab.set(Fault::Stall);
    let said = studio.said().len();
    studio.pass(140.0);
    assert_eq!(studio.said().len(), said, "a frozen conductor says nothing");
    lab.heal();
    studio.wait("return", 90.0, |studio| studio.player.snapshot().on_air.source == FEED);
    // The last resort is real music, in which a test of sines would find clicks.
    studio.assert_no_dead_air(140.0);
}

#[test]
fn the_network_is_wedged() {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let studio = Studio::tuned_to(&lab);
    studio.player.sabotage(Sabotage::WedgeNetwork(real(60.0)));
    studio.wait("rescue", 60.0, |studio| studio.on_air() == Some(Source::Reserve));
    studio.wait("return", 300.0, |studio| studio.on_air() == Some(FEED));
    studio.assert_unbroken(20.0);
}

#[test]
fn a_drill_passes_and_the_feed_comes_back() {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let studio = Studio::tuned_to(&lab);
    studio.pass(4.0);
    studio.player.send(Command::Drill);
    studio.wait("the drill's result", 40.0, |studio| {
        studio.said().iter().any(|event| matches!(event, Event::DrillDone { seam } if seam.passed))
    });
    studio.wait("return", 30.0, |studio| studio.on_air() == Some(FEED));
    studio.assert_unbroken(10.0);
}

#[test]
fn quitting_fades_out() {
    let (setup, folder) = setup(&[], 60);
    let studio = Studio::start(setup, folder);
    studio.pass(4.0);
    studio.quit();
    // The mixer says that it has stopped while it makes the block in which it does; that is heard a moment later.
    studio.pass(0.5);
    let heard = studio.heard();
    let loud = |from: usize| heard[from..].iter().fold(0.0f32, |peak, sample| peak.max(sample.abs()));
    assert_eq!(loud(heard.len() - 8), 0.0);
}

/// The connection is cut, but another one has proved itself before the buffer is empty: the station plays on, over the
/// new connection, which is watched as the old one was.
#[test]
fn a_second_connection_takes_over_unnoticed() {
    let lab = Lab::with(crate::lab::Setup { speed: SPEED, burst: 16_000 * 14, ..crate::lab::Setup::new(Media::MP3) });
    let studio = Studio::tuned_to(&lab);
    studio.pass(4.0);
    let before = studio.player.snapshot().switches;
    lab.set_running(Fault::Reset);
    lab.heal();
    studio.pass(60.0);
    assert_eq!(studio.on_air(), Some(FEED));
    assert_eq!(studio.player.snapshot().switches, before, "{}", studio.story());
    studio.assert_no_dead_air(60.0);
    lab.set(Fault::Stall);
    studio.wait("rescue", 60.0, |studio| studio.on_air() == Some(Source::Reserve));
    studio.assert_no_dead_air(60.0);
}
