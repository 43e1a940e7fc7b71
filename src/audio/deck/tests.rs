//! Decks on real files, faster than they are heard.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

use super::*;
use crate::audio::CHANNELS;
use crate::audio::loudness::Mode;
use crate::model::{Level, Location, Mark, Meaning};

const RATE: u32 = 44_100;

/// A WAV file of 16-bit stereo: parts of (amplitude, seconds) of a 441 Hz sine.
fn wav(folder: &Path, parts: &[(f32, f32)]) -> PathBuf {
    let mut sound = Vec::new();
    for (level, seconds) in parts {
        for n in 0..(seconds * RATE as f32) as usize {
            let value = level * (std::f32::consts::TAU * 441.0 * n as f32 / RATE as f32).sin();
            sound.extend([((value * 32_767.0) as i16).to_le_bytes(); CHANNELS].concat());
        }
    }
    let mut file = Vec::new();
    file.extend(b"RIFF");
    file.extend((sound.len() as u32 + 36).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x02\0");
    file.extend(RATE.to_le_bytes());
    file.extend((RATE * 4).to_le_bytes());
    file.extend(b"\x04\0\x10\0data");
    file.extend((sound.len() as u32).to_le_bytes());
    file.extend(sound);
    let path = folder.join("track.wav");
    std::fs::write(&path, file).unwrap();
    path
}

fn terms(leveling: Leveling) -> Terms {
    Terms { target: Duration::from_secs(15), silence_dbfs: -60.0, leveling }
}

fn job(path: &Path) -> Job {
    Job {
        deck: DeckId(1),
        input: Input::File(path.to_owned()),
        track: Track::from_path(path.to_owned()),
        start: Duration::ZERO,
        rate: RATE,
        ring: Duration::from_secs(8),
        ready: Duration::from_secs(5),
        trim: false,
        endless: false,
        terms: terms(Leveling::default()),
        gain: None,
    }
}

fn cue(job: Job) -> (Deck, Voice, Receiver<News>) {
    let (tell, news) = channel();
    let (deck, voice) = Deck::cue(job, move |_, what| drop(tell.send(what))).unwrap();
    (deck, voice, news)
}

/// Reads all that comes, and the marks with it.
fn drain(voice: &mut Voice) -> (Vec<f32>, Vec<Mark>) {
    let (mut sound, mut marks) = (Vec::new(), Vec::new());
    let mut block = [0.0; 1024];
    loop {
        let ended = voice.ended();
        let frames = voice.read(&mut block);
        sound.extend_from_slice(&block[..frames * CHANNELS]);
        marks.extend(std::iter::from_fn(|| voice.due()));
        if frames == 0 && ended {
            return (sound, marks);
        }
        if frames == 0 {
            std::thread::yield_now();
        }
    }
}

#[test]
fn a_file_longer_than_the_ring_comes_through_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = wav(folder.path(), &[(0.5, 20.0)]);
    let (_deck, mut voice, news) = cue(job(&path));
    let (sound, marks) = drain(&mut voice);
    assert_eq!(sound.len(), 20 * RATE as usize * CHANNELS);
    assert!(matches!(&marks[0].what, Meaning::Started { track, .. } if track.location == Location::File(path)));
    let told: Vec<News> = news.iter().collect();
    assert!(matches!(told[..], [News::Opened { .. }, News::Ready, News::Ended { .. }]), "{told:?}");
}

#[test]
fn a_reserve_track_is_trimmed_to_its_sound() {
    let folder = tempfile::tempdir().unwrap();
    let path = wav(folder.path(), &[(0.0, 3.0), (0.5, 2.0), (0.0, 4.0)]);
    let (_deck, mut voice, _news) = cue(Job { trim: true, ..job(&path) });
    let (sound, _) = drain(&mut voice);
    let seconds = sound.len() as f32 / CHANNELS as f32 / RATE as f32;
    assert!((1.97..=2.03).contains(&seconds), "{seconds} s");
}

#[test]
fn a_start_within_the_track_is_exact() {
    let folder = tempfile::tempdir().unwrap();
    let path = wav(folder.path(), &[(0.1, 3.0), (0.8, 1.0)]);
    let (_deck, mut voice, _news) = cue(Job { start: Duration::from_secs(3), ..job(&path) });
    let (sound, marks) = drain(&mut voice);
    assert_eq!(sound.len(), RATE as usize * CHANNELS);
    assert!(matches!(marks[0].what, Meaning::Started { at, .. } if at == Duration::from_secs(3)));
}

fn leveled() -> Terms {
    terms(Leveling { mode: Mode::Track, ..Leveling::default() })
}

/// What a sine of 441 Hz with this amplitude in both channels has: at 997 Hz it would be 0.7 dB louder.
fn lufs(amplitude: f32) -> f32 {
    20.0 * amplitude.log10() - 0.7
}

#[test]
fn a_known_level_is_a_constant_gain() {
    let folder = tempfile::tempdir().unwrap();
    let path = wav(folder.path(), &[(0.5, 3.0)]);
    let mut track = Track::from_path(path.clone());
    track.levels.track = Some(Level { lufs: -11.979_4, peak: None });
    let (deck, mut voice, _news) = cue(Job { track, terms: leveled(), ..job(&path) });
    let (sound, _) = drain(&mut voice);
    let (_plain, mut plain, _news) = cue(job(&path));
    let (plain, _) = drain(&mut plain);
    assert!(sound.iter().zip(&plain).all(|(new, old)| (new - old / 2.0).abs() < 1e-5));
    assert_eq!((deck.ridden(), sound.len()), (None, plain.len()));
}

#[test]
fn an_unknown_file_is_measured_before_its_first_frame_is_heard() {
    let folder = tempfile::tempdir().unwrap();
    for amplitude in [0.5, 0.06] {
        let path = wav(folder.path(), &[(amplitude, 12.0)]);
        let (deck, mut voice, news) = cue(Job { terms: leveled(), ..job(&path) });
        while voice.level() < 8 * u64::from(RATE) {
            std::thread::yield_now();
        }
        let (sound, _) = drain(&mut voice);
        let peak = |part: &[f32]| part.iter().fold(0.0, |peak: f32, sample| peak.max(sample.abs()));
        for part in [&sound[..RATE as usize], &sound[sound.len() - RATE as usize..]] {
            assert!((lufs(peak(part)) + 18.0).abs() < 0.3, "{amplitude}: {} LUFS", lufs(peak(part)));
        }
        assert!(deck.ridden().is_some_and(|gain| (gain + 18.0 + lufs(amplitude)).abs() < 0.5), "{:?}", deck.ridden());
        assert!(news.iter().all(|what| !matches!(what, News::Broken(_) | News::Died)));
    }
}

#[test]
fn a_missing_file_is_told() {
    let (_deck, voice, news) = cue(job(Path::new("/nowhere/at/all.mp3")));
    assert!(matches!(news.iter().last(), Some(News::Broken(DecodeError::Io(std::io::ErrorKind::NotFound)))));
    assert!(voice.ended() && voice.level() == 0);
}

#[test]
fn a_killed_thread_ends_its_ring_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let (deck, mut voice, news) = cue(job(&wav(folder.path(), &[(0.5, 30.0)])));
    while voice.level() < 7 * u64::from(RATE) {
        std::thread::yield_now();
    }
    deck.kill();
    let (sound, _) = drain(&mut voice);
    assert!(sound.len() < 30 * RATE as usize * CHANNELS && sound.len() > 7 * RATE as usize * CHANNELS);
    assert!(matches!(news.iter().last(), Some(News::Died)));
}

#[test]
fn an_ejected_deck_ends_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let (deck, voice, news) = cue(job(&wav(folder.path(), &[(0.5, 30.0)])));
    assert!(news.iter().any(|what| matches!(what, News::Ready)));
    drop(deck);
    assert_eq!(news.iter().count(), 0);
    assert!(voice.ended());
}

#[test]
fn the_floor_begins_again_for_ever() {
    let piece = crate::audio::decoder::Input::Memory { bytes: BEEP, extension: "wav" };
    let (_deck, mut voice, _news) = cue(Job { input: piece, endless: true, ..job(Path::new("beep")) });
    let mut heard = 0;
    while heard < 40 * RATE as usize {
        assert!(!voice.ended());
        heard += voice.read(&mut [0.0; 4096]);
    }
}

/// A tenth of a second of noise-free square wave, 8 bit, 8 kHz, mono.
const BEEP: &[u8] = &{
    let mut file = [0u8; 44 + 800];
    let header = *b"RIFF\x44\x03\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x20\x03\0\0";
    let mut at = 0;
    while at < 844 {
        file[at] = if at < 44 {
            header[at]
        } else if at / 16 % 2 == 0 {
            160
        } else {
            96
        };
        at += 1;
    }
    file
};

#[test]
fn another_loudness_is_come_to_while_it_plays() {
    let folder = tempfile::tempdir().unwrap();
    let path = wav(folder.path(), &[(0.5, 60.0)]);
    let mut track = Track::from_path(path.clone());
    let known = Level { lufs: -11.979_4, peak: None };
    // What is unknown is measured: −6.7 LUFS.
    for (level, softer) in [(Some(known), 0.25), (None, 0.136)] {
        track.levels.track = level;
        let (deck, mut voice, _news) = cue(Job { track: track.clone(), ..job(&path) });
        let mut heard = |frames: usize| {
            let mut sound = vec![0.0; 512];
            let mut loudest = 0.0f32;
            for _ in 0..frames / 256 {
                while voice.level() < 2 * u64::from(RATE) {
                    std::thread::yield_now();
                }
                let read = voice.read(&mut sound);
                loudest = sound[..read * 2].iter().fold(0.0, |most, sample| most.max(sample.abs()));
            }
            loudest
        };
        let second = RATE as usize;
        assert!((heard(second) - 0.5).abs() < 0.01);
        deck.tune(leveled());
        heard(20 * second);
        let quieter = heard(second);
        assert!((quieter - softer).abs() < 0.03, "{quieter} of {level:?}");
        deck.tune(terms(Leveling::default()));
        heard(12 * second);
        assert!((heard(second) - 0.5).abs() < 0.01);
    }
}
