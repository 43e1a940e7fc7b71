//! Ten bands, an octave each, before the limiter: peaking filters one behind the other.
//!
//! What is wanted comes as a [`Design`], made outside the callback. A change first lets the new filters run unheard,
//! until they have swung in, and then fades from the old ones to them; no change is a step, and none is lost: of those
//! that come meanwhile, the last is next. When flat, the sound is not touched, and costs nothing.
//!
//! [`Equaliser::process`] runs in the output's callback: it never allocates, locks, blocks or panics.

mod design;

pub use design::Design;

use super::CHANNELS;
use crate::model::Bands;
use design::Section;

/// Frames filtered at a time.
const BLOCK: usize = 256;
/// Seconds in which new filters run unheard; the lowest band swings in within about that.
const WARM_UP: f32 = 0.04;
/// Seconds in which they are faded to.
const FADE: f32 = 0.02;
/// What is louder than this (18 dB over full scale) is no music: it would ring on in the lowest bands for seconds.
const LOUDEST: f32 = 8.0;
/// What still swings below this (−600 dB) is stopped, before it gets to numbers so small that they are slow to reckon
/// with (denormal ones).
const STILL: f64 = 1e-30;

type Frame = [f64; CHANNELS];

/// See the module.
pub struct Equaliser {
    now: Bank,
    /// What is being changed to, and for how many frames it has been.
    coming: Option<(Bank, usize)>,
    /// What is to be changed to after that.
    next: Option<Design>,
    warm_up: usize,
    fade: usize,
}

impl Equaliser {
    /// A flat one for sound at `rate` Hz.
    pub fn new(rate: u32) -> Self {
        let frames = |seconds: f32| ((rate as f32 * seconds) as usize).max(1);
        Self { now: Bank::new(Design::FLAT), coming: None, next: None, warm_up: frames(WARM_UP), fade: frames(FADE) }
    }

    /// Goes over to `design`, made for the same rate.
    pub fn change(&mut self, design: Design) {
        self.next = Some(design);
    }

    /// Filters interleaved stereo in place.
    pub fn process(&mut self, samples: &mut [f32]) {
        for block in samples.chunks_mut(BLOCK * CHANNELS) {
            if self.coming.is_none() {
                self.coming = self.next.take().map(|design| (Bank::new(design), 0));
            }
            match self.coming {
                Some(_) => self.change_over(block),
                None => self.now.run(block),
            }
        }
    }

    /// Filters a block with the old filters and the new.
    fn change_over(&mut self, block: &mut [f32]) {
        let Some((bank, done)) = &mut self.coming else { return };
        let mut copy = [0.0; BLOCK * CHANNELS];
        let new = &mut copy[..block.len()];
        new.copy_from_slice(block);
        bank.run(new);
        self.now.run(block);
        for (old, new) in block.chunks_exact_mut(CHANNELS).zip(new.chunks_exact(CHANNELS)) {
            *done += 1;
            let part = (done.saturating_sub(self.warm_up) as f32 / self.fade as f32).min(1.0);
            // The same music on both sides: the gains' sum is constant. Without corners, which low notes would show.
            let heard = part * part * (3.0 - 2.0 * part);
            old.iter_mut().zip(new).for_each(|(old, new)| *old += (new - *old) * heard);
        }
        if *done >= self.warm_up + self.fade {
            self.now = *bank;
            self.coming = None;
        }
    }
}

/// The filters of a design, at work.
#[derive(Clone, Copy)]
struct Bank {
    design: Design,
    /// For each filter what it keeps from frame to frame.
    kept: [[Frame; 2]; Bands::COUNT],
}

impl Bank {
    fn new(design: Design) -> Self {
        Self { design, kept: [[[0.0; CHANNELS]; 2]; Bands::COUNT] }
    }

    fn run(&mut self, samples: &mut [f32]) {
        if self.design.is_flat() {
            return;
        }
        let mut work = [[0.0; CHANNELS]; BLOCK];
        let (frames, _) = samples.as_chunks_mut::<CHANNELS>();
        let work = &mut work[..frames.len().min(BLOCK)];
        for (work, frame) in work.iter_mut().zip(frames.iter()) {
            *work = frame.map(|sample| f64::from(tame(sample)) * self.design.preamp());
        }
        for (section, kept) in self.design.sections().iter().zip(&mut self.kept) {
            filter(section, kept, work);
        }
        for (frame, work) in frames.iter_mut().zip(work.iter()) {
            *frame = work.map(|sample| sample as f32);
        }
    }
}

/// What a filter never forgets is not let in.
fn tame(sample: f32) -> f32 {
    if sample.is_finite() { sample.clamp(-LOUDEST, LOUDEST) } else { 0.0 }
}

/// One filter over a block, in transposed direct form II, both channels at once.
fn filter(section: &Section, kept: &mut [Frame; 2], frames: &mut [Frame]) {
    let Section { b0, b1, b2, a1, a2 } = *section;
    let [mut first, mut second] = *kept;
    for frame in frames {
        for (side, sample) in frame.iter_mut().enumerate() {
            let input = *sample;
            let output = b0 * input + first[side];
            first[side] = b1 * input - a1 * output + second[side];
            second[side] = b2 * input - a2 * output;
            *sample = output;
        }
    }
    *kept = [first, second].map(|frame| frame.map(|value| if value.abs() < STILL { 0.0 } else { value }));
}

#[cfg(test)]
mod tests;
