//! A slow hand on the gain of what has no known level: live streams, and files that were never measured.

use std::collections::VecDeque;

use super::MOST;
use super::blocks::Blocks;

/// So much music says how loud it is, in blocks of 0.4 s: 40 s.
const WINDOW: usize = 100;
/// From so many blocks on the measure is trusted: 10 s.
const ENOUGH: usize = 25;
/// What is known from before counts as so many blocks at first: 4.8 s.
const MEMORY: usize = 12;
/// A passage softer than the relative gate is waited out for so many blocks before it counts: 60 s.
const HOLD: usize = 150;
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
    blocks: Blocks,
    target: f32,
    heard: Heard,
    /// What the same feed's last connection was like, as a power.
    memory: Option<f32>,
}

/// The music so far.
#[derive(Default)]
struct Heard {
    /// The powers of its last blocks, as 10^(LUFS/10).
    powers: VecDeque<f32>,
    /// Blocks in a row that were too soft to count.
    soft: usize,
}

impl Rider {
    /// For sound at `rate` Hz that shall come to `target` LUFS. `before` is the gain (dB) with which the same music came
    /// there last.
    pub fn new(rate: u32, target: f32, before: Option<f32>) -> Self {
        let memory = before.map(|gain| power(target - gain));
        Self { blocks: Blocks::new(rate), target, heard: Heard::default(), memory }
    }

    /// Another target from now on, for what is measured already too.
    pub fn aim(&mut self, target: f32) -> Turn {
        self.target = target;
        self.turn()
    }

    /// What to begin with, if there is a memory.
    pub fn first(&self) -> Option<Turn> {
        self.memory.map(|_| self.turn())
    }

    /// Takes the next sound, interleaved stereo; a turn, about every 0.4 s of music.
    pub fn hear(&mut self, samples: &[f32]) -> Option<Turn> {
        let (heard, mut turned) = (&mut self.heard, false);
        self.blocks.hear(samples, |power| turned |= heard.take(power));
        turned.then(|| self.turn())
    }

    fn turn(&self) -> Turn {
        let known = self.heard.powers.len();
        let measured = self.heard.mean();
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

impl Heard {
    /// A block is whole. `true` if it is music: what is no number compares as silent.
    fn take(&mut self, power: f32) -> bool {
        let counts = power >= SILENT && power.is_finite() && !self.holds(power);
        if counts {
            self.powers.truncate(WINDOW - 1);
            self.powers.push_front(power);
        }
        counts
    }

    fn holds(&mut self, power: f32) -> bool {
        let soft = self.powers.len() >= ENOUGH && power < SOFT * self.mean();
        self.soft = if soft { self.soft + 1 } else { 0 };
        soft && self.soft <= HOLD
    }

    /// The mean of the powers that are not more than 10 LU under the mean of all; 0 for none.
    fn mean(&self) -> f32 {
        let above = |least: f32| {
            let powers = self.powers.iter().filter(|power| **power >= least);
            let (sum, count) = powers.fold((0.0, 0), |(sum, count), power| (sum + power, count + 1));
            sum / count.max(1) as f32
        };
        above(SOFT * above(0.0))
    }
}

/// 10^(LUFS/10): the mean square of BS.1770 but for a constant, which cancels out.
fn power(lufs: f32) -> f32 {
    10f32.powf(lufs / 10.0)
}

#[cfg(test)]
mod tests;
