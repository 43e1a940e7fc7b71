//! A cut from the stream to local music, and back, is no jump in loudness: within 1 LU, whatever each is like by itself.

use std::f64::consts::TAU;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command as Program;
use std::sync::Arc;

use segue::audio::loudness::{Leveling, Measure, Mode};
use segue::clock::Clock;
use segue::failover::{Return, Settings};
use segue::model::{Feed, Lineup, Reserve, Source};
use segue::player::{Setup, Tuning};

use crate::lab::clip::Clip;
use crate::lab::{self, Fault, Lab, Media, wav};
use crate::studio::{FEED, RATE, SPEED, Studio};

/// What all is brought to, in LUFS.
const TARGET: f32 = -18.0;
/// The most by which a seam may jump, in LU.
const SEAM: f32 = 1.0;
/// The longest fade, and how much is measured on each side of it, in seconds.
const FADE: f64 = 6.0;
const SIDE: f64 = 10.0;

fn lufs(sound: &[f32]) -> f32 {
    let mut measure = Measure::new(RATE).unwrap();
    measure.hear(sound, RATE);
    measure.level().unwrap().lufs
}

/// A programme of so many seconds and LUFS: a chord that moves every second over murmuring noise, with a beat. Loops
/// without a click.
fn programme(key: f64, seconds: usize, loudness: f32) -> Vec<f32> {
    let (mut dice, mut murmur) = (fastrand::Rng::with_seed(11), 0.0);
    let second = |n: usize| n / RATE as usize;
    let mut sound: Vec<f32> = (0..seconds * RATE as usize)
        .flat_map(|n| {
            let time = n as f64 / f64::from(RATE);
            let step = [1.0, 1.25, 1.5, 1.125][second(n) % 4];
            let chord: f64 =
                [1.0, 2.0, 3.0].iter().map(|part| (TAU * (key * step * part).round() * time).sin() / part).sum();
            murmur += 0.02 * (dice.f64() - 0.5 - murmur);
            let beat = 0.8 + 0.2 * (TAU * 2.0 * time).cos();
            let swell = 0.8 + 0.2 * (TAU * time / 4.0).cos();
            // Pressed, as music is that is to be loud.
            [((3.0 * (chord + 6.0 * murmur)).tanh() * beat * swell) as f32; 2]
        })
        .collect();
    let gain = 10f32.powf((loudness - lufs(&sound)) / 20.0);
    sound.iter_mut().for_each(|sample| *sample *= gain);
    assert!(sound.iter().all(|sample| sample.abs() < 1.0), "{loudness} LUFS cannot be reached");
    sound
}

/// A station with this programme.
fn station(loudness: f32) -> Lab {
    let clip = Clip::wav(wav::pcm(&programme(220.0, 8, loudness)), RATE, 8.0);
    let setup = lab::Setup { speed: SPEED, clip: Some(Arc::new(clip)), ..lab::Setup::new(Media::WAV) };
    Lab::with(setup)
}

/// Two long files of so many LUFS; tagged if wanted.
fn files(folder: &Path, loudness: f32, tagged: bool) -> Vec<PathBuf> {
    let make = |(n, key): (usize, f64)| {
        let (raw, path) = (folder.join("raw.wav"), folder.join(format!("{n}.flac")));
        wav::write(&raw, &programme(key, 90, loudness), RATE, 2).unwrap();
        let mut ffmpeg = Program::new("ffmpeg");
        ffmpeg.args(["-nostdin", "-v", "error", "-y", "-i"]).arg(&raw);
        if tagged {
            // A ReplayGain of 0 dB is what has −18 LUFS.
            ffmpeg.arg("-metadata").arg(format!("REPLAYGAIN_TRACK_GAIN={:.2} dB", -18.0 - loudness));
        }
        assert!(ffmpeg.arg(&path).status().unwrap().success());
        fs::remove_file(raw).unwrap();
        path
    };
    [165.0, 330.0].into_iter().enumerate().map(make).collect()
}

fn tuned(lab: &Lab, folder: tempfile::TempDir, sources: Vec<PathBuf>) -> Studio {
    let feed = Feed { name: "radio".into(), urls: vec![lab.url().parse().unwrap()] };
    let setup = Setup {
        lineup: Lineup { feeds: vec![feed], reserve: Reserve::of_paths(sources) },
        tuning: Tuning {
            failover: Settings { return_: Return::Now, ..Settings::default() },
            leveling: Leveling { mode: Mode::Track, target: TARGET, ..Leveling::default() },
            ..Tuning::default()
        },
        clock: Clock::at_speed(SPEED),
        ..Setup::default()
    };
    let studio = Studio::start(setup, folder);
    studio.wait("the feed on air", 20.0, |studio| studio.on_air() == Some(FEED));
    studio
}

/// Waits for a switch to this source and measures the loudness before and after its fade.
fn seam(studio: &Studio, to: Source) -> (f32, f32) {
    studio.wait("a switch", 90.0, |studio| studio.on_air() == Some(to));
    let at = studio.length();
    studio.wait("what follows", 60.0, |studio| studio.length() > at + FADE + 1.0 + SIDE);
    let before = lufs(&studio.between(at - 1.0 - SIDE, at - 1.0));
    let after = lufs(&studio.between(at + FADE + 1.0, at + FADE + 1.0 + SIDE));
    println!("to {to:?}: {before:.2} LUFS, then {after:.2}: {:.2} LU", after - before);
    (before, after)
}

/// The station fails and comes back: neither seam jumps.
fn is_level(stream: f32, folder: tempfile::TempDir, sources: Vec<PathBuf>) {
    let lab = station(stream);
    let studio = tuned(&lab, folder, sources);
    studio.pass(25.0);
    lab.set(Fault::Refuse);
    let away = seam(&studio, Source::Reserve);
    lab.heal();
    let back = seam(&studio, FEED);
    studio.assert_no_dead_air(60.0);
    for (before, after) in [away, back] {
        assert!((after - before).abs() <= SEAM, "{before} LUFS, then {after}\n{}", studio.story());
        assert!((before - TARGET).abs() <= SEAM && (after - TARGET).abs() <= SEAM, "{before} LUFS, then {after}");
    }
}

fn is_level_with_files(stream: f32, local: f32, tagged: bool) {
    let folder = tempfile::tempdir().unwrap();
    let files = files(folder.path(), local, tagged);
    is_level(stream, folder, files);
}

#[test]
fn a_loud_stream_and_soft_tagged_files() {
    is_level_with_files(-9.0, -24.0, true);
}

#[test]
fn a_soft_stream_and_loud_tagged_files() {
    is_level_with_files(-27.0, -11.0, true);
}

#[test]
fn a_loud_stream_and_soft_files_that_nobody_measured() {
    is_level_with_files(-9.0, -25.0, false);
}

#[test]
fn a_soft_stream_and_loud_files_that_nobody_measured() {
    is_level_with_files(-27.0, -11.0, false);
}

#[test]
fn the_music_in_the_binary_is_level_with_a_stream() {
    is_level(-9.0, tempfile::tempdir().unwrap(), Vec::new());
}

#[test]
fn without_leveling_all_sounds_as_it_is() {
    let lab = station(-9.0);
    let (setup, folder) = crate::studio::setup(&[&lab.url()], 30);
    let studio = Studio::start(setup, folder);
    studio.wait("the feed on air", 20.0, |studio| studio.on_air() == Some(FEED));
    let at = studio.length() + 1.0;
    studio.wait("some of it", 30.0, |studio| studio.length() > at + SIDE);
    let heard = lufs(&studio.between(at, at + SIDE));
    // The limiter may take a little.
    assert!((heard + 9.0).abs() < 1.0, "{heard} LUFS");
}

/// What is lifted or lowered is judged by what the station sends.
#[test]
fn silence_and_noise_are_found_under_any_gain() {
    for (stream, fault) in [(-27.0, Fault::Silence), (-9.0, Fault::Noise)] {
        let lab = station(stream);
        let folder = tempfile::tempdir().unwrap();
        let files = files(folder.path(), -20.0, true);
        let studio = tuned(&lab, folder, files);
        studio.pass(20.0);
        lab.set(fault);
        studio.wait("rescue", 50.0, |studio| studio.on_air() == Some(Source::Reserve));
        studio.pass(8.0);
        studio.assert_no_dead_air(25.0);
    }
}
