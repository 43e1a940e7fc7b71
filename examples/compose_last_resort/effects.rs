//! Filters, the room, and the limiter.

use std::collections::VecDeque;
use std::f32::consts::{PI, TAU};

use crate::{Frame, RATE};

/// A two-pole state variable filter, stable while its frequency moves (Zavalishin 2012, trapezoidal integrators).
#[derive(Default)]
pub struct Filter {
    first: f32,
    second: f32,
}

impl Filter {
    /// Lets pass what is below `hertz`; `q` 0.7 is flat.
    pub fn low(&mut self, input: f32, hertz: f32, q: f32) -> f32 {
        self.step(input, hertz, q).0
    }

    /// Lets pass what is round `hertz`, with gain 1 there.
    pub fn band(&mut self, input: f32, hertz: f32, q: f32) -> f32 {
        self.step(input, hertz, q).1 / q
    }

    /// Lets pass what is above `hertz`.
    pub fn high(&mut self, input: f32, hertz: f32, q: f32) -> f32 {
        let (low, band) = self.step(input, hertz, q);
        input - low - band / q
    }

    fn step(&mut self, input: f32, hertz: f32, q: f32) -> (f32, f32) {
        let g = (PI * hertz.min(0.45 * RATE) / RATE).tan();
        let a = 1.0 / (1.0 + g * (g + 1.0 / q));
        let high = input - self.second;
        let band = a * self.first + g * a * high;
        let low = self.second + g * band;
        (self.first, self.second) = (2.0 * band - self.first, 2.0 * low - self.second);
        (low, band)
    }
}

/// A small wooden room: a feedback delay network (Jot 1991) of eight lines with a Householder matrix.
pub struct Room {
    lines: [VecDeque<f32>; 8],
    dull: [f32; 8],
    ahead: VecDeque<Frame>,
    floor: [Filter; 2],
}

/// Frames of each line: primes, so that echoes never pile up. 32 to 89 ms.
const LINES: [usize; 8] = [1559, 1901, 2251, 2609, 2969, 3373, 3821, 4253];

/// Seconds until the room's sound has fallen by 60 dB.
const REVERBERATION: f32 = 1.5;

impl Room {
    pub fn new() -> Self {
        let ahead = VecDeque::from(vec![[0.0; 2]; (0.016 * RATE) as usize]);
        Self { lines: LINES.map(|frames| vec![0.0; frames].into()), dull: [0.0; 8], ahead, floor: Default::default() }
    }

    /// One frame in, the room's answer out (without the frame itself).
    pub fn step(&mut self, input: Frame) -> Frame {
        self.ahead.push_back(input);
        let input = self.ahead.pop_front().unwrap_or_default();
        let [left, right] = [0, 1].map(|side| self.floor[side].high(input[side], 180.0, 0.7));
        let mut heard = [0.0; 8];
        for (line, frames) in LINES.into_iter().enumerate() {
            let echo = self.lines[line].pop_front().unwrap_or_default();
            let kept = 10f32.powf(-3.0 * frames as f32 / (REVERBERATION * RATE));
            self.dull[line] += 0.42 * (kept * echo - self.dull[line]);
            heard[line] = self.dull[line];
        }
        let mean = heard.iter().sum::<f32>() / 4.0;
        for (place, (line, heard)) in self.lines.iter_mut().zip(heard).enumerate() {
            let fed = if place % 2 == 0 { left } else { right };
            line.push_back(fed + heard - mean);
        }
        let side = |first: usize| 0.28 * (heard[first] - heard[first + 2] + heard[first + 4] - heard[first + 6]);
        [side(0), side(1)]
    }
}

/// Two slowly moving echoes, out of step left and right: one electric piano becomes a wide one.
pub fn chorus(frames: &mut [Frame]) {
    let dry = frames.to_vec();
    for (frame, out) in frames.iter_mut().enumerate() {
        let turn = TAU * 0.55 * frame as f32 / RATE;
        for (side, sample) in out.iter_mut().enumerate() {
            let delay = (0.0085 + 0.0016 * (turn + PI * side as f32).sin()) * RATE;
            let (whole, part) = (delay as usize, delay.fract());
            if frame > whole {
                let echo = dry[frame - whole][side] * (1.0 - part) + dry[frame - whole - 1][side] * part;
                *sample = 0.85 * *sample + 0.35 * echo;
            }
        }
    }
}

/// Holds every sample under `ceiling`: looks 5 ms ahead, turns down in time, comes back within a fifth of a second.
pub fn limit(frames: &mut [Frame], ceiling: f32) {
    let ahead = (0.005 * RATE) as usize;
    let wanted: Vec<f32> =
        frames.iter().map(|frame| ceiling / frame[0].abs().max(frame[1].abs()).max(ceiling)).collect();
    let lowest: Vec<f32> = (0..wanted.len())
        .map(|frame| wanted[frame..(frame + ahead).min(wanted.len())].iter().fold(1.0, |low: f32, gain| low.min(*gain)))
        .collect();
    let (mut eased, mut released) = (VecDeque::from(vec![1.0; ahead]), 1.0f32);
    let mut sum = ahead as f32;
    for (frame, low) in frames.iter_mut().zip(lowest) {
        released = low.min(released + (1.0 - released) / (0.2 * RATE));
        eased.push_back(released);
        // A running mean over the look-ahead: at the peak itself all of it is at or below what the peak needs.
        sum += released - eased.pop_front().unwrap_or(1.0);
        *frame = frame.map(|sample| sample * (sum / ahead as f32).min(1.0));
    }
}
