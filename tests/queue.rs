//! The queue of a running player: played at once, next, moved, gone to; before the feeds, and the feeds after it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use segue::clock::Clock;
use segue::model::{Location, Track};
use segue::player::{Command, Edit, Place, Setup};
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
