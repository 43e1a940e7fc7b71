//! What a listener would have heard: dead air, clicks, which tone. All samples are interleaved stereo, full scale ±1.0.

use std::f64::consts::TAU;

/// Below this (RMS, 5 ms) nothing is heard: -60 dBFS.
const SILENCE: f64 = 0.001;
/// Shorter gaps are no dead air, in seconds.
const TOLERATED: f64 = 0.050;
/// The resolution, in seconds.
const WINDOW: f64 = 0.005;

/// A stretch of time, in seconds from the first sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub start: f64,
    pub length: f64,
}

/// Every stretch longer than 50 ms whose 5 ms windows are all below -60 dBFS.
pub fn dead_air(samples: &[f32], rate: u32) -> Vec<Span> {
    let window = (WINDOW * f64::from(rate)) as usize * 2;
    let quiet: Vec<bool> = samples.chunks(window).map(|chunk| rms(chunk) < SILENCE).collect();
    let seconds = (window / 2) as f64 / f64::from(rate);
    let mut at = 0;
    let mut spans = Vec::new();
    for run in quiet.chunk_by(|a, b| a == b) {
        let span = Span { start: at as f64 * seconds, length: run.len() as f64 * seconds };
        if run[0] && span.length > TOLERATED {
            spans.push(span);
        }
        at += run.len();
    }
    spans
}

/// Root mean square; 0 for no samples.
pub fn rms(samples: &[f32]) -> f64 {
    let sum: f64 = samples.iter().map(|&sample| f64::from(sample).powi(2)).sum();
    (sum / samples.len().max(1) as f64).sqrt()
}

/// When (in seconds) the left channel jumps as no sum of sines up to `top_hz` with peaks of `peak` can: its second
/// difference exceeds `1.5 · peak · (2π · top_hz / rate)²`. Jumps within 5 ms count once.
pub fn clicks(samples: &[f32], rate: u32, top_hz: f64, peak: f64) -> Vec<f64> {
    let limit = 1.5 * peak * (TAU * top_hz / f64::from(rate)).powi(2);
    let left: Vec<f64> = samples.iter().step_by(2).map(|&sample| sample.into()).collect();
    let jumps = left.windows(3).enumerate().filter(|(_, w)| (w[0] - 2.0 * w[1] + w[2]).abs() > limit);
    let mut clicks: Vec<f64> = Vec::new();
    for at in jumps.map(|(at, _)| (at + 1) as f64 / f64::from(rate)) {
        if clicks.last().is_none_or(|last| at - last > WINDOW) {
            clicks.push(at);
        }
    }
    clicks
}

/// The amplitude of `hz` in the left channel (Goertzel's recursion): 0.2 for the lab's tones. A window of 50 ms
/// tells tones apart that differ by 20 Hz.
pub fn amplitude(samples: &[f32], rate: u32, hz: f64) -> f64 {
    let turn = 2.0 * (TAU * hz / f64::from(rate)).cos();
    let (mut one, mut two) = (0.0, 0.0);
    for &sample in samples.iter().step_by(2) {
        (one, two) = (f64::from(sample) + turn * one - two, one);
    }
    let power: f64 = one * one + two * two - turn * one * two;
    power.max(0.0).sqrt() * 2.0 / (samples.len() / 2).max(1) as f64
}

/// Which of the frequencies is the loudest in this window; `None` if none reaches -40 dBFS.
pub fn dominant(samples: &[f32], rate: u32, among: &[u32]) -> Option<u32> {
    let heard = among.iter().map(|&hz| (hz, amplitude(samples, rate, hz.into())));
    heard.filter(|&(_, loud)| loud > 0.01).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(hz, _)| hz)
}

/// What was heard when: runs of [`dominant`] over windows of 50 ms.
pub fn programme(samples: &[f32], rate: u32, among: &[u32]) -> Vec<(Option<u32>, Span)> {
    let window = (0.050 * f64::from(rate)) as usize * 2;
    let heard: Vec<_> = samples.chunks_exact(window).map(|chunk| dominant(chunk, rate, among)).collect();
    let seconds = (window / 2) as f64 / f64::from(rate);
    let mut at = 0;
    let runs = heard.chunk_by(|a, b| a == b).map(|run| {
        let span = Span { start: at as f64 * seconds, length: run.len() as f64 * seconds };
        at += run.len();
        (run[0], span)
    });
    runs.collect()
}
