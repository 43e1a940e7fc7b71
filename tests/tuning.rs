//! Other settings, and another lineup, while the music plays.

use std::sync::Arc;
use std::time::Duration;

use segue::audio::loudness::{Leveling, Mode};
use segue::clock::Clock;
use segue::failover::{Return, Settings};
use segue::model::{Level, Track};
use segue::player::{Command, Setup, Tuning};

use crate::lab::media::Media;
use crate::lab::{Lab, analyse, wav};
use crate::studio::{FEED, RATE, SPEED, Studio};

/// The loudness of the last half second, as a root mean square.
fn loudness(studio: &Studio) -> f64 {
    let now = studio.length();
    analyse::rms(&studio.between(now - 0.5, now))
}

/// How many seconds of the first track are heard before the second comes in.
fn heard_before_the_next(studio: &Studio) -> f64 {
    let heard = std::cell::Cell::new(0.0);
    studio.wait("the second", 60.0, |studio| {
        let snapshot = studio.player.snapshot();
        if snapshot.on_air.title == "a" {
            heard.set(snapshot.on_air.elapsed.as_secs_f64());
        }
        snapshot.on_air.title == "b"
    });
    heard.get()
}

#[test]
fn other_fades_and_another_loudness_come_without_a_gap() {
    let folder = tempfile::tempdir().unwrap();
    let tone = |(name, hz): (&str, f64)| {
        let path = folder.path().join(name);
        wav::write(&path, &wav::sine(hz, 30.0, RATE, 2), RATE, 2).unwrap();
        let mut track = Track::from_path(path);
        track.levels.track = Some(Level { lufs: -18.0, peak: Some(0.3) });
        Arc::new(track)
    };
    let queue = [("a.wav", 300.0), ("b.wav", 410.0)].map(tone).to_vec();
    let setup = Setup { queue, clock: Clock::at_speed(SPEED), ..Setup::default() };
    let studio = Studio::start(setup, folder);
    studio.wait("the first", 10.0, |studio| studio.player.snapshot().on_air.title == "a");
    studio.pass(3.0);
    let before = loudness(&studio);
    let tuning = Tuning {
        crossfade: Duration::from_secs(10),
        leveling: Leveling { mode: Mode::Track, target: -24.0, ..Leveling::default() },
        ceiling: -3.0,
        ..Tuning::default()
    };
    studio.player.send(Command::Tune(Box::new(tuning.clone())));
    studio.wait("the new settings", 2.0, |studio| *studio.player.snapshot().tuning == tuning);
    studio.pass(10.0);
    assert!((loudness(&studio) / before - 0.5).abs() < 0.05, "6 dB softer: {} of {before}", loudness(&studio));
    let heard = heard_before_the_next(&studio);
    // With the four seconds of before it would be 26.
    assert!((19.0..21.5).contains(&heard), "a fade of ten seconds begins after twenty, not {heard}");
    studio.pass(12.0);
    let heard = studio.assert_no_dead_air(30.0);
    let clicks = analyse::clicks(&heard, RATE, 1300.0, 0.4);
    assert!(clicks.is_empty(), "{clicks:?}\n{}", studio.story());
}

#[test]
fn a_feed_takes_other_settings_while_it_sounds() {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let studio = Studio::tuned_to(&lab);
    studio.pass(4.0);
    let before = loudness(&studio);
    let failover = Settings { return_: Return::Now, dead_air: Duration::from_secs(5), ..Settings::default() };
    let leveling = Leveling { mode: Mode::Track, target: -30.0, ..Leveling::default() };
    let tuning = Tuning { failover, leveling, silence_dbfs: -70.0, ..Tuning::default() };
    studio.player.send(Command::Tune(Box::new(tuning)));
    studio.pass(25.0);
    assert!(loudness(&studio) < 0.7 * before, "{} of {before}", loudness(&studio));
    assert_eq!((studio.on_air(), studio.player.snapshot().switches), (Some(FEED), 0), "{}", studio.story());
    studio.assert_unbroken(25.0);
}
