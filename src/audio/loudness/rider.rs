//! A slow hand on the gain of what has no known level: live streams, and files that were never measured.

use std::collections::VecDeque;

use ebur128::{EbuR128, Mode};

use super::MOST;
use crate::audio::CHANNELS;

/// Blocks of 0.4 s begin every 0.1 s (BS.1770-5).
const BLOCKS_A_SECOND: usize = 10;
/// The first block is whole after so many beats.
const FIRST: u32 = 4;
/// So much music says how loud it is, in blocks: 40 s.
const WINDOW: usize = 40 * BLOCKS_A_SECOND;
/// From so many blocks on the measure is trusted: 10 s.
const ENOUGH: usize = 10 * BLOCKS_A_SECOND;
/// What is known from before counts as so many blocks at first: 5 s.
const MEMORY: usize = 5 * BLOCKS_A_SECOND;
/// A passage softer than the relative gate is waited out for so many blocks before it counts: 60 s.
const HOLD: usize = 60 * BLOCKS_A_SECOND;
/// The absolute gate, −70 LUFS, as a power.
const SILENT: f32 = 1e-7;
/// The relative gate, −10 LU, as a factor of powers.
const SOFT: f32 = 0.1;
/// How fast the gain may move while it is heard, in dB a second; and before enough is measured.
const SPEED: f32 = 0.5;
const HASTE: f32 = 3.0;

/// Where the gain should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn {
    /// In dB.
    pub gain: f32,
    /// How fast to go there, in dB a second.
    pub speed: f32,
}

/// Measures sound as it is decoded and says with which gain it comes to the target.
///
/// The loudness is that of the last 40 s of music, gated as in BS.1770-5: silence does not count, nor do passages more
/// than 10 LU under the rest; those do not even age what is known, for a minute. So nothing is lifted out of a pause or
/// a pianissimo. With little measured, lifting is bounded: a soft first second may be an intro.
pub struct Rider {
    meter: EbuR128,
    target: f32,
    /// Frames for 0.1 s, and how many are still missing to the next block.
    beat: usize,
    missing: usize,
    beats: u32,
    /// The powers of the last blocks of music, as 10^(LUFS/10).
    blocks: VecDeque<f32>,
    /// Blocks in a row that were too soft to count.
    soft: usize,
    /// What the same feed's last connection was like, as a power.
    memory: Option<f32>,
}

impl Rider {
    /// For sound at `rate` Hz that shall come to `target` LUFS. `before` is the gain (dB) with which the same feed came
    /// there last. `None` for a rate that cannot be measured (no device has such).
    pub fn new(rate: u32, target: f32, before: Option<f32>) -> Option<Self> {
        let meter = EbuR128::new(CHANNELS as u32, rate, Mode::M).ok()?;
        let beat = (rate as usize + 5) / BLOCKS_A_SECOND;
        let memory = before.map(|gain| power(target - gain));
        let blocks = VecDeque::with_capacity(WINDOW);
        Some(Self { meter, target, beat, missing: beat, beats: 0, blocks, soft: 0, memory })
    }

    /// What to begin with, if there is a memory.
    pub fn first(&self) -> Option<Turn> {
        self.memory.map(|_| self.turn())
    }

    /// Takes the next sound, interleaved stereo; a turn, about ten times in a second of music.
    pub fn hear(&mut self, samples: &[f32]) -> Option<Turn> {
        let (mut rest, mut turned) = (samples, false);
        while !rest.is_empty() {
            let (part, later) = rest.split_at((self.missing * CHANNELS).min(rest.len()));
            // Fails only for half frames, of which there are none.
            let _ = self.meter.add_frames_f32(part);
            self.missing -= part.len() / CHANNELS;
            if self.missing == 0 {
                self.missing = self.beat;
                turned |= self.block();
            }
            rest = later;
        }
        turned.then(|| self.turn())
    }

    /// A block is whole. `true` if it is music.
    fn block(&mut self) -> bool {
        self.beats = self.beats.saturating_add(1);
        let power = self.meter.loudness_momentary().map_or(0.0, |lufs| power(lufs as f32));
        if !power.is_finite() {
            // What is no number would stay in the meter's filters for ever.
            self.meter.reset();
            self.beats = 0;
        }
        let counts = self.beats >= FIRST && power >= SILENT;
        if !counts || self.is_held(power) {
            return false;
        }
        self.blocks.truncate(WINDOW - 1);
        self.blocks.push_front(power);
        true
    }

    fn is_held(&mut self, power: f32) -> bool {
        let soft = self.blocks.len() >= ENOUGH && power < SOFT * gated_mean(&self.blocks);
        self.soft = if soft { self.soft + 1 } else { 0 };
        soft && self.soft <= HOLD
    }

    fn turn(&self) -> Turn {
        let known = self.blocks.len();
        let measured = gated_mean(&self.blocks);
        // A memory fades out as the measure comes to be trusted.
        let (memory, weight) = self
            .memory
            .map_or((0.0, 0.0), |memory| (memory, (MEMORY as f32 * (1.0 - known as f32 / ENOUGH as f32)).max(0.0)));
        let mean = (measured * known as f32 + memory * weight) / (known as f32 + weight).max(1.0);
        let loudness = 10.0 * mean.max(SILENT).log10();
        let trust = if self.memory.is_some() { 1.0 } else { (known as f32 / ENOUGH as f32).min(1.0) };
        let gain = (self.target - loudness).clamp(-MOST, MOST * trust);
        Turn { gain, speed: if known < ENOUGH { HASTE } else { SPEED } }
    }
}

/// 10^(LUFS/10): the mean square of BS.1770 but for a constant, which cancels out.
fn power(lufs: f32) -> f32 {
    10f32.powf(lufs / 10.0)
}

/// The mean of the powers that are not more than 10 LU under the mean of all; 0 for none.
fn gated_mean(blocks: &VecDeque<f32>) -> f32 {
    let mean = |least: f32| {
        let (sum, count) = blocks
            .iter()
            .filter(|power| **power >= least)
            .fold((0.0, 0), |(sum, count), power| (sum + power, count + 1));
        sum / count.max(1) as f32
    };
    mean(SOFT * mean(0.0))
}

#[cfg(test)]
mod tests;
