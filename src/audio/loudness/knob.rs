//! The gain of a deck: turned by its thread, followed where its ring is read.

use std::sync::atomic::{AtomicU64, Ordering};

use super::factor;
use crate::audio::CHANNELS;
use crate::audio::gain::decibels;

/// A gain that one thread sets and another follows, without locks.
#[derive(Debug)]
pub struct Knob(AtomicU64);

impl Default for Knob {
    /// Leaves the sound as it is.
    fn default() -> Self {
        Self(AtomicU64::new(packed(1.0, 0.0)))
    }
}

impl Knob {
    /// One gain (dB) for all of the deck; to be set before its first frame is there.
    pub fn fix(&self, gain: f32) {
        self.set(factor(gain), 0.0);
    }

    /// A gain (dB) that is to be gone to by so many dB a second, at `rate` frames a second.
    pub fn turn(&self, gain: f32, speed: f32, rate: u32) {
        self.set(factor(gain), (factor(speed) - 1.0) / rate.max(1) as f32);
    }

    /// The gain (dB) that is gone to, if it is one that is ridden.
    pub fn ridden(&self) -> Option<f32> {
        let (gain, step) = self.get();
        (step > 0.0).then(|| decibels(gain))
    }

    fn set(&self, gain: f32, step: f32) {
        if gain.is_finite() && gain > 0.0 {
            self.0.store(packed(gain, step), Ordering::Relaxed);
        }
    }

    /// The gain as a factor, and the most by which it may change in a frame, as a part of it.
    fn get(&self) -> (f32, f32) {
        let both = self.0.load(Ordering::Relaxed);
        (f32::from_bits((both >> 32) as u32), f32::from_bits(both as u32))
    }
}

fn packed(gain: f32, step: f32) -> u64 {
    u64::from(gain.to_bits()) << 32 | u64::from(step.to_bits())
}

/// Follows a knob along ramps.
#[derive(Debug, Default)]
pub struct Hand {
    /// `None` before the first frame is heard: then nobody hears a jump.
    now: Option<f32>,
}

impl Hand {
    /// Applies the gain to the next frames, interleaved stereo; at rest at 0 dB they are untouched, bit for bit. Never
    /// locks, allocates or panics.
    pub fn apply(&mut self, knob: &Knob, samples: &mut [f32]) {
        let (wanted, step) = knob.get();
        let frames = (samples.len() / CHANNELS).max(1) as f32;
        let most = 1.0 + step * frames;
        let from = self.now.unwrap_or(wanted);
        let to = wanted.min(from * most).max(from / most);
        self.now = Some(to);
        if from == 1.0 && to == 1.0 {
            return;
        }
        let (mut gain, slope) = (from, (to - from) / frames);
        for frame in samples.chunks_exact_mut(CHANNELS) {
            gain += slope;
            frame.iter_mut().for_each(|sample| *sample *= gain);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 1000;

    fn heard(hand: &mut Hand, knob: &Knob, frames: usize) -> Vec<f32> {
        let mut sound = vec![0.5; frames * CHANNELS];
        sound.chunks_mut(64 * CHANNELS).for_each(|block| hand.apply(knob, block));
        sound.into_iter().step_by(CHANNELS).collect()
    }

    #[test]
    fn an_untouched_knob_leaves_the_bits_alone() {
        let mut sound = [0.1, -0.9, 0.333, 1.0];
        Hand::default().apply(&Knob::default(), &mut sound);
        assert_eq!(sound, [0.1, -0.9, 0.333, 1.0]);
        assert_eq!(Knob::default().ridden(), None);
    }

    #[test]
    fn what_is_turned_unheard_is_there_at_the_first_frame() {
        let knob = Knob::default();
        knob.turn(3.0, 0.5, RATE);
        knob.turn(-6.0206, 0.5, RATE);
        let sound = heard(&mut Hand::default(), &knob, 100);
        assert!(sound.iter().all(|sample| (sample - 0.25).abs() < 1e-4), "{sound:?}");
        assert!(knob.ridden().is_some_and(|gain| (gain + 6.0206).abs() < 1e-3));
    }

    #[test]
    fn what_is_turned_later_is_come_to_slowly_and_without_a_step() {
        let (knob, mut hand) = (Knob::default(), Hand::default());
        knob.turn(0.0, 0.5, RATE);
        heard(&mut hand, &knob, 10);
        knob.turn(-6.0206, 0.5, RATE);
        let sound = heard(&mut hand, &knob, 14 * RATE as usize);
        let steepest = sound.windows(2).map(|pair| (pair[0] - pair[1]) / pair[0]).fold(0.0, f32::max);
        assert!(steepest < 0.000_07 && steepest > 0.000_05, "{steepest}");
        // 6 dB at half a dB a second.
        let arrived = sound.iter().position(|sample| *sample < 0.2501).unwrap_or(sound.len());
        assert!((11_500..12_600).contains(&arrived), "{arrived}");
        assert!((sound[sound.len() - 1] - 0.25).abs() < 1e-4);
    }

    #[test]
    fn a_fixed_gain_is_constant_and_what_is_no_number_is_refused() {
        let (knob, mut hand) = (Knob::default(), Hand::default());
        knob.fix(-6.0206);
        for broken in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            knob.fix(broken);
        }
        assert!(heard(&mut hand, &knob, 500).iter().all(|sample| (sample - 0.25).abs() < 1e-4));
        assert_eq!(knob.ridden(), None);
    }
}
