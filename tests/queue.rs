//! The queue of a running player: played at once, next, moved, gone to; before the feeds, and the feeds after it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use segue::clock::Clock;
use segue::model::{Location, Track};
use segue::player::{Command, Edit, Place, Setup, Sleep, State};
use segue::queue::Repeat;

use crate::lab::media::Media;
use crate::lab::{Lab, wav};
use crate::studio::{FEED, RATE, SPEED, Studio, setup};

/// Tones of so many seconds, `a.wav`, `b.wav` and so on.
fn tones(folder: &Path, count: u8, seconds: f64) -> Vec<Arc<Track>> {
    let tone = |number: u8| {
        let path = folder.join(format!("{}.wav", char::from(b'a' + number)));
        let hz = 300.0 + 110.0 * f64::from(number);
        wav::write(&path, &wav::sine(hz, seconds, RATE, 2), RATE, 2).unwrap();
        Arc::new(Track::from_path(path))
    };
    (0..count).map(tone).collect()
}

fn title(studio: &Studio) -> String {
    studio.player.snapshot().on_air.title.clone()
}

fn names(studio: &Studio) -> String {
    studio.player.snapshot().queue.tracks.iter().map(|track| track.title.as_str()).collect()
}

/// A player with the queue alone.
fn alone(count: u8, seconds: f64) -> (Studio, Vec<Arc<Track>>) {
    let folder = tempfile::tempdir().unwrap();
    let tracks = tones(folder.path(), count, seconds);
    let setup = Setup { queue: tracks.clone(), clock: Clock::at_speed(SPEED), ..Setup::default() };
    let studio = Studio::start(setup, folder);
    studio.wait("the first", 10.0, |studio| title(studio) == "a");
    (studio, tracks)
}

#[test]
fn what_a_person_chooses_is_heard_before_the_feed_comes_back() {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let (setup, folder) = setup(&[&lab.url()], 120);
    let tracks = tones(folder.path(), 3, 15.0);
    let studio = Studio::start(setup, folder);
    studio.wait("the feed", 20.0, |studio| studio.on_air() == Some(FEED));
    studio.pass(5.0);
    studio.player.send(Command::Enqueue(tracks, Place::Now));
    let waited = studio.wait("the choice", 5.0, |studio| title(studio) == "a");
    assert!(waited < 3.0, "a person waited {waited} s");
    for name in ["b", "c"] {
        studio.wait(name, 20.0, |studio| title(studio) == name);
        assert_ne!(studio.on_air(), Some(FEED));
    }
    let rest = studio.wait("the feed again", 40.0, |studio| studio.on_air() == Some(FEED));
    assert!(rest > 5.0, "the last track was cut off after {rest} s: {}", studio.story());
    studio.pass(3.0);
    studio.assert_no_dead_air(45.0);
}

#[test]
fn next_comes_next_and_the_end_comes_last() {
    let (studio, tracks) = alone(2, 12.0);
    let folder = tempfile::tempdir().unwrap();
    let more = tones(folder.path(), 5, 12.0);
    studio.player.send(Command::Enqueue(vec![more[4].clone()], Place::End));
    studio.player.send(Command::Enqueue(vec![more[2].clone(), more[3].clone()], Place::Next));
    studio.wait("the new order", 3.0, |studio| names(studio) == "acdbe");
    studio.player.send(Command::Queue(Edit::Move { from: 4, to: 1 }));
    studio.player.send(Command::Queue(Edit::Remove(2)));
    studio.wait("the order after that", 3.0, |studio| names(studio) == "aedb");
    for name in ["e", "d", "b"] {
        studio.wait(name, 20.0, |studio| title(studio) == name);
    }
    assert_eq!(tracks[1].title, "b");
    studio.assert_no_dead_air(30.0);
}

#[test]
fn who_goes_to_a_track_hears_it_and_what_cannot_be_played_is_passed_over() {
    let (studio, _) = alone(5, 40.0);
    studio.player.send(Command::Queue(Edit::Go(3)));
    studio.wait("the fourth", 4.0, |studio| title(studio) == "d");
    let second = studio.player.snapshot().queue.tracks[1].location.clone();
    if let Location::File(path) = second {
        std::fs::write(path, "no music").unwrap();
    }
    studio.player.send(Command::Queue(Edit::Go(1)));
    studio.wait("what follows the broken one", 6.0, |studio| title(studio) == "c");
    studio.player.send(Command::Queue(Edit::Repeat(Repeat::One)));
    studio.player.send(Command::Seek(Duration::from_secs(38)));
    studio.pass(6.0);
    assert_eq!(title(&studio), "c");
    studio.player.send(Command::Queue(Edit::Clear));
    studio.player.send(Command::Next);
    studio.wait("the reserve", 6.0, |studio| !["c", "d"].contains(&title(studio).as_str()));
    studio.assert_no_dead_air(8.0);
}

#[test]
fn what_was_taken_out_comes_back_and_what_plays_goes_on() {
    let (studio, tracks) = alone(5, 40.0);
    let edit = |edit| studio.player.send(Command::Queue(edit));
    edit(Edit::RemoveMany(vec![1, 3]));
    studio.wait("the rest", 3.0, |studio| names(studio) == "ace");
    edit(Edit::Insert { at: 1, tracks: vec![tracks[1].clone()] });
    edit(Edit::MoveMany { from: vec![1, 3], to: 0 });
    studio.wait("another order", 3.0, |studio| names(studio) == "beac");
    assert_eq!(studio.player.snapshot().queue.position, Some(2));
    edit(Edit::Clear);
    studio.wait("nothing", 3.0, |studio| names(studio).is_empty());
    edit(Edit::Replace { tracks: tracks.clone(), position: Some(0) });
    studio.wait("all again", 3.0, |studio| names(studio) == "abcde");
    let snapshot = studio.player.snapshot();
    assert_eq!((snapshot.queue.position, snapshot.switches, title(&studio).as_str()), (Some(0), 0, "a"));
    assert!(snapshot.on_air.track.as_ref().is_some_and(|track| track.location == tracks[0].location));
    studio.player.send(Command::Next);
    studio.wait("what follows it", 20.0, |studio| title(studio) == "b");
    // An idle machine has come so far within less sound than can be judged.
    studio.pass(5.0);
    studio.assert_no_dead_air(4.0);
}

#[test]
fn a_song_of_a_hundred_thousand_is_chosen_and_heard_at_once() {
    let (studio, few) = alone(3, 40.0);
    let mut tracks: Vec<_> = (0..100_000).map(|_| Arc::new(Track::clone(&few[0]))).collect();
    tracks.splice(70_000..70_002, few[1..].iter().cloned());
    let began = std::time::Instant::now();
    studio.player.send(Command::PlayFrom { tracks: tracks.clone(), at: 70_000 });
    while studio.player.snapshot().queue.position != Some(70_000) {
        std::thread::sleep(Duration::from_micros(200));
    }
    let took = began.elapsed();
    // Milliseconds on an idle machine; one that does much else must not fail for it.
    assert!(took < Duration::from_secs(2), "{took:?}");
    println!("chosen within {took:?}");
    studio.wait("the song", 20.0, |studio| title(studio) == "b");
    studio.player.send(Command::Queue(Edit::Shuffle(true)));
    studio.player.send(Command::PlayFrom { tracks, at: 70_001 });
    studio.wait("another", 20.0, |studio| title(studio) == "c");
    assert_eq!(studio.player.snapshot().queue.position, Some(0));
    studio.pass(5.0);
    studio.assert_no_dead_air(4.0);
}

#[test]
fn a_bell_rings_once_a_second_and_when_something_happens() {
    let (studio, _) = alone(2, 60.0);
    studio.pass(2.0);
    let bell = studio.player.bell();
    let rings = |seconds: f64| {
        let until = std::time::Instant::now() + studio.clock.wait(Duration::from_secs_f64(seconds));
        std::iter::from_fn(|| bell.recv_deadline(until).ok()).count()
    };
    rings(1.0);
    let calm = rings(10.0);
    assert!((7..=13).contains(&calm), "{calm} rings in ten seconds");
    studio.player.send(Command::Pause(true));
    rings(2.0);
    assert!(rings(6.0) <= 1, "nothing changes in a pause");
    studio.player.send(Command::Volume(30.0));
    assert!(rings(0.5) >= 1);
}

/// The loudest sample between two moments, in seconds.
fn peak(studio: &Studio, from: f64, to: f64) -> f32 {
    studio.between(from, to).iter().fold(0.0, |most: f32, sample| most.max(sample.abs()))
}

#[test]
fn who_sleeps_hears_the_music_go_slowly_and_only_a_person_brings_it_back() {
    let (studio, _) = alone(2, 120.0);
    let asleep = |studio: &Studio| studio.player.snapshot().state == State::Paused;
    studio.player.send(Command::Sleep(Some(Sleep::After(Duration::from_secs(4)))));
    studio.wait("a timer", 2.0, |studio| studio.player.snapshot().sleep.is_some_and(|sleep| !sleep.fading));
    studio.wait("the fade", 8.0, |studio| studio.player.snapshot().sleep.is_some_and(|sleep| sleep.fading));
    let began = studio.length();
    // Taken back in mid-fade, and set again.
    studio.wait("a third of it", 30.0, |studio| studio.length() > began + 7.0);
    let softer = studio.length();
    studio.player.send(Command::Sleep(None));
    studio.wait("the volume", 30.0, |studio| studio.length() > softer + 3.0);
    let awake = studio.length();
    assert!(studio.player.snapshot().sleep.is_none() && !asleep(&studio));
    assert!(peak(&studio, softer - 1.0, softer) < 0.9 * peak(&studio, awake - 1.0, awake));
    studio.player.send(Command::Sleep(Some(Sleep::After(Duration::ZERO))));
    let took = studio.wait("sleep", 30.0, asleep);
    assert!(took > 18.0, "asleep after {took} s");
    studio.pass(1.0);
    let silent = studio.length();
    studio.pass(20.0);
    assert!(peak(&studio, silent, silent + 10.0) == 0.0 && asleep(&studio));
    assert_eq!(studio.player.snapshot().dead_air, Duration::ZERO, "this silence was asked for");
    studio.player.send(Command::TogglePause);
    studio.wait("the music", 3.0, |studio| peak(studio, studio.length() - 0.2, studio.length()) > 0.1);
    let heard = studio.heard();
    let clicks = crate::lab::analyse::clicks(&heard, RATE, 1300.0, 0.4);
    assert!(clicks.is_empty(), "{clicks:?}");
}

#[test]
fn who_sleeps_at_the_end_of_a_track_hears_nothing_of_the_next() {
    let (studio, _) = alone(2, 30.0);
    studio.player.send(Command::Sleep(Some(Sleep::AtTrackEnd)));
    let took = studio.wait("sleep", 40.0, |studio| studio.player.snapshot().state == State::Paused);
    assert!((20.0..30.0).contains(&took), "{took}");
    assert_eq!(title(&studio), "a");
    studio.player.send(Command::Pause(false));
    studio.wait("the next", 8.0, |studio| title(studio) == "b");
    assert_eq!(studio.player.snapshot().dead_air, Duration::ZERO);
}
