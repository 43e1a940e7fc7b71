//! The owner's proof: what is on air is broken on purpose, and the samples at the seam are measured.

use std::fmt;
use std::time::Duration;

use rtrb::Consumer;
use serde::{Deserialize, Serialize};

use crate::audio::gain::decibels;
use crate::audio::{CHANNELS, DEAD_AIR, SILENCE};

/// Windows in which loudness is measured.
const WINDOW: Duration = Duration::from_millis(10);
/// A jump counts as a click if it stands out of the sound around it by this factor.
const CLICK: f32 = 12.0;

/// What a seam sounded like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seam {
    pub passed: bool,
    /// What was broken, and what came in.
    pub from: String,
    pub to: String,
    /// From the break to the moment when the other music began to come in.
    pub reacted_ms: u64,
    /// The fade's length.
    pub fade_ms: u64,
    /// Silence below −60 dBFS in runs of over 50 ms.
    pub dead_air_ms: u64,
    /// The longest stretch below −60 dBFS.
    pub longest_silence_ms: u64,
    /// The quietest 10 ms, in dBFS.
    pub quietest_dbfs: f32,
    /// Jumps in the waveform that stand out of it.
    pub clicks: usize,
    /// Samples that were measured.
    pub samples: u64,
}

impl fmt::Display for Seam {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.passed { "Drill passed" } else { "Drill FAILED" };
        write!(
            f,
            "{verdict}: {} was cut and {} came in after {:.1} s with a fade of {:.1} s. Dead air: {} ms; clicks: {}; quietest moment: {:.0} dBFS.",
            self.from,
            self.to,
            self.reacted_ms as f64 / 1000.0,
            self.fade_ms as f64 / 1000.0,
            self.dead_air_ms,
            self.clicks,
            self.quietest_dbfs,
        )
    }
}

/// What is known of a drill when its seam is over.
pub struct Course {
    pub from: String,
    pub to: String,
    pub reacted: Duration,
    pub fade: Duration,
}

/// Copies what the mixer renders while a drill runs. The conductor reads it at every beat: the tap holds 4 s.
pub struct Recorder {
    tap: Consumer<f32>,
    sound: Vec<f32>,
}

impl Recorder {
    /// Forgets what lies in the tap from before.
    pub fn new(mut tap: Consumer<f32>) -> Self {
        let stale = tap.slots();
        if let Ok(chunk) = tap.read_chunk(stale) {
            chunk.commit_all();
        }
        Self { tap, sound: Vec::new() }
    }

    /// Takes what has been rendered since.
    pub fn listen(&mut self) {
        let waiting = self.tap.slots();
        let at = self.sound.len();
        self.sound.resize(at + waiting, 0.0);
        if self.tap.pop_entire_slice(&mut self.sound[at..]).is_err() {
            self.sound.truncate(at);
        }
    }

    /// The verdict, and the tap back.
    pub fn finish(mut self, rate: u32, course: Course) -> (Seam, Consumer<f32>) {
        self.listen();
        (measure(&self.sound, rate, course), self.tap)
    }
}

/// Measures interleaved stereo at `rate` Hz.
fn measure(sound: &[f32], rate: u32, course: Course) -> Seam {
    let window = (WINDOW.as_secs_f64() * f64::from(rate)) as usize * CHANNELS;
    let levels: Vec<f32> = sound.chunks_exact(window).map(rms).collect();
    let (mut run, mut longest, mut dead) = (0, 0, 0);
    let bar = (DEAD_AIR.as_millis() / WINDOW.as_millis()) as u64;
    for level in levels.iter().chain(&[1.0]) {
        if *level < SILENCE {
            run += 1;
            longest = longest.max(run);
        } else {
            dead += if run > bar { run } else { 0 };
            run = 0;
        }
    }
    let clicks = clicks(sound, rate);
    let milliseconds = |windows: u64| windows * WINDOW.as_millis() as u64;
    Seam {
        passed: dead == 0 && clicks == 0 && !levels.is_empty(),
        from: course.from,
        to: course.to,
        reacted_ms: course.reacted.as_millis() as u64,
        fade_ms: course.fade.as_millis() as u64,
        dead_air_ms: milliseconds(dead),
        longest_silence_ms: milliseconds(longest),
        quietest_dbfs: decibels(levels.iter().copied().fold(1.0, f32::min)),
        clicks,
        samples: sound.len() as u64,
    }
}

fn rms(samples: &[f32]) -> f32 {
    (samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len().max(1) as f32).sqrt()
}

/// Counts single jumps: a second difference far beyond those of the 20 ms around it. Music has sharp attacks, but they
/// ring on; a click stands alone.
fn clicks(sound: &[f32], rate: u32) -> usize {
    let around = rate as usize / 50;
    let left: Vec<f32> = sound.iter().step_by(CHANNELS).copied().collect();
    let bends: Vec<f32> = left.windows(3).map(|w| (w[0] - 2.0 * w[1] + w[2]).abs()).collect();
    let stands_out = |block: &[f32]| {
        let mut sorted = block.to_vec();
        sorted.sort_unstable_by(f32::total_cmp);
        // A jump shows in three neighbouring second differences; the next largest is the music's own.
        let (largest, own) = (sorted[sorted.len() - 1], sorted[sorted.len() - 5]);
        largest > 0.02 && largest > own * CLICK
    };
    bends.chunks(around.max(8)).filter(|block| block.len() >= 8 && stands_out(block)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f32::consts::TAU;

    const RATE: u32 = 44_100;

    fn course() -> Course {
        Course { from: "a".into(), to: "b".into(), reacted: Duration::ZERO, fade: Duration::from_secs(4) }
    }

    fn tone(frames: usize) -> Vec<f32> {
        (0..frames).flat_map(|n| [0.3 * (TAU * 440.0 * n as f32 / RATE as f32).sin(); 2]).collect()
    }

    #[test]
    fn sound_without_a_gap_passes() {
        let seam = measure(&tone(88_200), RATE, course());
        assert!(seam.passed, "{seam}");
        assert_eq!((seam.dead_air_ms, seam.clicks, seam.samples), (0, 0, 176_400));
    }

    #[test]
    fn a_gap_of_seventy_milliseconds_fails_and_one_of_forty_does_not() {
        for (gap_ms, passes) in [(40, true), (70, false)] {
            let mut sound = tone(44_100);
            let gap = RATE as usize * gap_ms / 1000 * CHANNELS;
            // From a crossing of zero to another, so that only the silence counts.
            sound[44_100..44_100 + gap].fill(0.0);
            let seam = measure(&sound, RATE, course());
            assert_eq!(seam.dead_air_ms == 0, passes, "{seam}");
        }
    }

    #[test]
    fn a_jump_in_the_wave_is_a_click() {
        let mut sound = tone(44_100);
        sound[44_100..].iter_mut().for_each(|sample| *sample += 0.4);
        assert_eq!(measure(&sound, RATE, course()).clicks, 1);
    }

    #[test]
    fn nothing_measured_is_no_proof() {
        assert!(!measure(&[], RATE, course()).passed);
    }
}
