//! Other settings, and another lineup, while the music plays.

use std::sync::Arc;
use std::time::Duration;

use segue::audio::loudness::{Leveling, Mode};
use segue::clock::Clock;
use segue::failover::{Return, Settings};
use segue::model::{Feed, FeedId, Level, Source, Track};
use segue::player::{Command, Event, Setup, Tuning};

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
    let (before, switches) = (loudness(&studio), studio.player.snapshot().switches);
    let failover = Settings { return_: Return::Now, dead_air: Duration::from_secs(5), ..Settings::default() };
    let leveling = Leveling { mode: Mode::Track, target: -30.0, ..Leveling::default() };
    let tuning = Tuning { failover, leveling, silence_dbfs: -70.0, ..Tuning::default() };
    studio.player.send(Command::Tune(Box::new(tuning)));
    studio.pass(25.0);
    assert!(loudness(&studio) < 0.7 * before, "{} of {before}", loudness(&studio));
    assert_eq!((studio.on_air(), studio.player.snapshot().switches), (Some(FEED), switches), "{}", studio.story());
    studio.assert_unbroken(25.0);
}

fn feed(name: &str, lab: &Lab) -> Feed {
    Feed { name: name.into(), urls: vec![lab.url().parse().unwrap()] }
}

fn lineup(feeds: Vec<Feed>) -> Command {
    Command::Lineup { feeds, named_reserve: Vec::new() }
}

/// What sounds, by its name.
fn name(studio: &Studio) -> String {
    studio.player.snapshot().on_air.name.clone()
}

#[test]
fn a_feed_that_stays_plays_on_wherever_it_is_and_whatever_it_is_called() {
    let (first, second) = (Lab::start_at_speed(Media::MP3, SPEED), Lab::start_at_speed(Media::MP3, SPEED));
    let studio = Studio::tuned_to(&first);
    studio.pass(3.0);
    let switches = studio.player.snapshot().switches;
    let nowhere = Feed { name: "nowhere".into(), urls: vec!["http://127.0.0.1:1/".parse().unwrap()] };
    studio.player.send(lineup(vec![nowhere.clone(), feed("mine", &first)]));
    studio.wait("its new name", 6.0, |studio| name(studio) == "mine");
    studio.pass(25.0);
    let snapshot = studio.player.snapshot();
    assert_eq!((snapshot.switches, snapshot.on_air.source), (switches, Source::Feed(FeedId(1))), "{}", studio.story());
    assert!(snapshot.feeds[1].on_air && snapshot.feeds[0].health.word() == "down", "{}", studio.story());
    // A better one comes without the reserve between; the worse one is no longer connected.
    studio.player.send(lineup(vec![feed("better", &second), feed("mine", &first), nowhere]));
    studio.wait("the better one", 30.0, |studio| name(studio) == "better");
    studio.pass(8.0);
    let names: Vec<String> = studio
        .said()
        .into_iter()
        .filter_map(|event| if let Event::Switched { to, .. } = event { Some(to) } else { None })
        .collect();
    assert_eq!(names.last().map(String::as_str), Some("better"));
    assert!(!names.contains(&"reserve".to_owned()) || names[0] == "reserve", "{names:?}");
    studio.assert_unbroken(30.0);
}

#[test]
fn a_feed_that_is_taken_out_fades_into_the_reserve_and_can_come_back() {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let studio = Studio::tuned_to(&lab);
    studio.pass(6.0);
    studio.player.send(lineup(Vec::new()));
    let took = studio.wait("the reserve", 6.0, |studio| name(studio) == "reserve");
    assert!(took < 3.0, "left only after {took} s");
    studio.pass(8.0);
    assert!(studio.player.snapshot().feeds.is_empty() && studio.player.snapshot().outage.is_none());
    studio.player.send(lineup(vec![feed("again", &lab)]));
    studio.wait("the feed again", 30.0, |studio| name(studio) == "again");
    studio.pass(8.0);
    studio.assert_unbroken(25.0);
}

#[test]
fn lineups_that_change_again_and_again_leave_no_gap() {
    let labs = [0; 3].map(|_| Lab::start_at_speed(Media::MP3, SPEED));
    let studio = Studio::tuned_to(&labs[0]);
    for _ in 0..25 {
        let mut feeds: Vec<_> = labs.iter().map(|lab| feed("radio", lab)).collect();
        fastrand::shuffle(&mut feeds);
        feeds.truncate(fastrand::usize(..=3));
        studio.player.send(lineup(feeds));
        studio.pass(fastrand::f64() * 4.0);
    }
    studio.player.send(lineup(vec![feed("last", &labs[1])]));
    studio.wait("the last", 60.0, |studio| name(studio) == "last");
    studio.pass(8.0);
    studio.assert_unbroken(30.0);
}
