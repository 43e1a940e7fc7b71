//! Local tracks: joined without a gap, ended at the last sample, sought, skipped, paused.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use segue::clock::Clock;
use segue::model::{Lineup, Track};
use segue::player::{Command, Setup, State, Tuning};

use crate::lab::{RESERVE_HZ, analyse, wav};
use crate::studio::{RATE, SPEED, Studio};

/// These tracks and then the end.
fn queue(folder: tempfile::TempDir, tracks: Vec<Track>, crossfade: f64) -> Studio {
    let setup = Setup {
        lineup: Lineup::default(),
        queue: tracks.into_iter().map(Arc::new).collect(),
        end_with_queue: true,
        tuning: Tuning { crossfade: Duration::from_secs_f64(crossfade), ..Tuning::default() },
        clock: Clock::at_speed(SPEED),
        ..Setup::default()
    };
    Studio::start(setup, folder)
}

fn track(path: &Path, album: Option<&str>) -> Track {
    Track { album: album.map(String::from), ..Track::from_path(path.to_owned()) }
}

/// One sine cut at an uneven place into an album of three, and the whole of it.
fn album(folder: &Path, rate: u32, album: Option<&str>) -> (Vec<Track>, Vec<f32>) {
    let whole = wav::sine(693.0, 20.0, rate, 2);
    let cuts = [0, rate as usize * 7 + 123, rate as usize * 13 + 4567, rate as usize * 20];
    let tracks = cuts.windows(2).enumerate().map(|(number, cut)| {
        let path = folder.join(format!("{number}.wav"));
        wav::write(&path, &whole[cut[0] * 2..cut[1] * 2], rate, 2).unwrap();
        track(&path, album)
    });
    (tracks.collect(), whole)
}

/// What was heard, from the first sample of sound to the last.
fn sound(studio: &Studio) -> Vec<f32> {
    let heard = studio.heard();
    let begin = heard.iter().position(|sample| *sample != 0.0).unwrap();
    let end = heard.iter().rposition(|sample| *sample != 0.0).unwrap();
    heard[begin / 2 * 2..=end].to_vec()
}

fn is_sample_exact(name: Option<&str>, crossfade: f64) {
    let folder = tempfile::tempdir().unwrap();
    let (tracks, whole) = album(folder.path(), RATE, name);
    let studio = queue(folder, tracks, crossfade);
    studio.wait("the end", 30.0, Studio::has_stopped);
    assert_eq!(studio.player.snapshot().state, State::Stopped);
    studio.pass(0.5);
    let heard = sound(&studio);
    // A sine begins with a zero.
    let whole = &whole[2..];
    assert!(heard.len().abs_diff(whole.len()) <= 2, "{} samples of {}", heard.len(), whole.len());
    let off = heard.iter().zip(whole).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(off < 4.0e-5, "off by {off}: {}", studio.story());
}

#[test]
fn an_album_is_one_piece() {
    is_sample_exact(Some("One Sine"), 4.0);
}

#[test]
fn without_crossfade_everything_is_one_piece() {
    is_sample_exact(None, 0.0);
}

#[test]
fn an_album_at_another_rate_has_no_seam() {
    let folder = tempfile::tempdir().unwrap();
    let (tracks, _) = album(folder.path(), 48_000, Some("One Sine"));
    let studio = queue(folder, tracks, 4.0);
    studio.wait("the end", 30.0, Studio::has_stopped);
    studio.pass(0.5);
    let heard = sound(&studio);
    assert!((heard.len() / 2).abs_diff(RATE as usize * 20) < 20, "{} frames", heard.len() / 2);
    let clicks = analyse::clicks(&heard, RATE, 3.0 * 693.0, 0.1);
    assert!(clicks.is_empty(), "{clicks:?}");
}

/// A track that tells its time: every five seconds another tone, in one unbroken wave.
fn clock_track(path: &Path) {
    let mut turn = 0.0f64;
    let samples = (0..RATE as usize * 60).flat_map(|frame| {
        turn += std::f64::consts::TAU * f64::from(hz_at(frame as f64 / f64::from(RATE))) / f64::from(RATE);
        let sample = (0.25 * turn.sin()) as f32;
        [sample, sample]
    });
    wav::write(path, &samples.collect::<Vec<_>>(), RATE, 2).unwrap();
}

fn hz_at(seconds: f64) -> u32 {
    420 + 42 * (seconds / 5.0) as u32
}

/// What sounds now, and what should by the player's word.
fn assert_position(studio: &Studio, seconds: f64) {
    let elapsed = studio.player.snapshot().on_air.elapsed.as_secs_f64();
    assert!((elapsed - seconds).abs() < 1.3, "at {elapsed} s in place of {seconds}");
    let length = studio.length();
    let elapsed = studio.player.snapshot().on_air.elapsed.as_secs_f64();
    let among: Vec<u32> = (0..12).map(|step| 420 + 42 * step).collect();
    let heard = analyse::dominant(&studio.between(length - 0.2, length - 0.1), RATE, &among);
    let likely = [hz_at((elapsed - 0.8).max(0.0)), hz_at(elapsed), hz_at(elapsed + 0.4)];
    assert!(heard.is_some_and(|hz| likely.contains(&hz)), "{heard:?} at {elapsed} s");
}

/// Three clock tracks.
fn clocks() -> Studio {
    let folder = tempfile::tempdir().unwrap();
    let tracks = (0..3).map(|number| {
        let path = folder.path().join(format!("clock-{number}.wav"));
        clock_track(&path);
        track(&path, None)
    });
    let tracks = tracks.collect();
    let studio = queue(folder, tracks, 4.0);
    studio.wait("sound", 5.0, |studio| studio.player.snapshot().state == State::Playing);
    studio
}

fn title(studio: &Studio) -> String {
    studio.player.snapshot().on_air.title.clone()
}

#[test]
fn seeking_lands_where_it_was_asked_to() {
    let studio = clocks();
    studio.pass(3.0);
    for (command, place) in [
        (Command::Seek(Duration::from_secs_f64(32.0)), 32.0),
        (Command::SeekBy(-20.0), 14.0),
        (Command::SeekBy(20.0), 36.0),
        (Command::SeekBy(-100.0), 0.0),
        (Command::Seek(Duration::from_secs_f64(47.0)), 47.0),
    ] {
        studio.player.send(command);
        studio.pass(2.0);
        assert_position(&studio, place + 1.9);
    }
    // In the very fade to the next track.
    studio.player.send(Command::Seek(Duration::from_secs_f64(55.0)));
    studio.wait("the next track", 10.0, |studio| title(studio) == "clock-1");
    studio.player.send(Command::Seek(Duration::from_secs_f64(22.0)));
    studio.pass(6.0);
    assert_eq!(title(&studio), "clock-1");
    assert!((studio.player.snapshot().on_air.elapsed.as_secs_f64() - 26.0).abs() < 4.0, "{}", studio.story());
    studio.assert_unbroken(20.0);
}

/// A key that is held down: every step counts, and what follows the track is still the next one.
#[test]
fn seeks_in_quick_succession_add_up() {
    let studio = clocks();
    studio.pass(3.0);
    for _ in 0..40 {
        studio.player.send(Command::SeekBy(1.0));
        studio.pass(0.04);
    }
    studio.pass(2.0);
    assert_eq!(title(&studio), "clock-0", "{}", studio.story());
    assert_position(&studio, 3.0 + 40.0 + 2.0 + 0.5);
    studio.player.send(Command::Next);
    studio.wait("the next track", 2.0, |studio| title(studio) == "clock-1");
    studio.pass(2.0);
    studio.assert_unbroken(8.0);
}

#[test]
fn a_seek_beyond_the_end_ends_the_track() {
    let studio = clocks();
    studio.pass(3.0);
    studio.player.send(Command::Seek(Duration::from_secs(6000)));
    studio.wait("the next track", 12.0, |studio| title(studio) == "clock-1");
    studio.pass(4.0);
    assert_eq!(title(&studio), "clock-1", "{}", studio.story());
    studio.assert_unbroken(6.0);
}

#[test]
fn next_and_previous_go_where_a_person_expects() {
    let studio = clocks();
    studio.pass(5.0);
    studio.player.send(Command::Next);
    studio.wait("the second", 2.0, |studio| title(studio) == "clock-1");
    studio.pass(1.5);
    studio.player.send(Command::Previous);
    studio.wait("the first again", 2.0, |studio| title(studio) == "clock-0");
    studio.pass(1.0);
    studio.player.send(Command::Next);
    studio.wait("the second again", 2.0, |studio| title(studio) == "clock-1");
    studio.pass(6.0);
    studio.player.send(Command::Previous);
    studio.pass(2.0);
    assert_eq!(title(&studio), "clock-1");
    assert_position(&studio, 1.9);
    studio.player.send(Command::Next);
    studio.wait("the third", 2.0, |studio| title(studio) == "clock-2");
    studio.pass(4.0);
    assert_position(&studio, 4.0);
    studio.assert_unbroken(15.0);
}

#[test]
fn a_pause_holds_the_music_where_it_is() {
    let studio = clocks();
    studio.pass(4.0);
    studio.player.send(Command::Pause(true));
    studio.wait("pause", 2.0, |studio| studio.player.snapshot().state == State::Paused);
    studio.pass(1.0);
    let held = studio.player.snapshot().on_air.elapsed;
    studio.pass(6.0);
    assert_eq!(studio.player.snapshot().on_air.elapsed, held);
    let length = studio.length();
    assert!(studio.between(length - 4.0, length).iter().all(|sample| *sample == 0.0));
    studio.player.send(Command::Pause(false));
    studio.pass(4.0);
    assert_position(&studio, held.as_secs_f64() + 3.9);
    let heard = studio.heard();
    let top = f64::from(RESERVE_HZ[2]);
    // The first sample of all is the file's own doing.
    let mut clicks = analyse::clicks(&heard, RATE, top, 0.4);
    clicks.retain(|at| *at > 0.1);
    assert!(clicks.is_empty(), "{clicks:?}");
    let pauses: Vec<_> = analyse::dead_air(&heard, RATE).into_iter().filter(|span| span.start > 1.0).collect();
    assert_eq!(pauses.len(), 1, "{pauses:?}");
    assert_eq!(studio.player.snapshot().dead_air, Duration::ZERO);
}
