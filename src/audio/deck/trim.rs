//! Cuts dead air out of local music: at both ends wholly, within to a short pause.

use crate::audio::{CHANNELS, SILENCE};

/// Holds silence back until sound follows it.
pub struct Trim {
    window: usize,
    pause: usize,
    started: bool,
    held: Vec<f32>,
}

impl Trim {
    /// For sound at `rate` Hz. Pauses are kept up to half a second.
    pub fn new(rate: u32) -> Self {
        let window = rate as usize / 100 * CHANNELS;
        let pause = rate as usize / 2 * CHANNELS;
        Self { window: window.max(CHANNELS), pause, started: false, held: Vec::with_capacity(pause) }
    }

    /// Appends to `out` what of `sound` may be heard by now. What is held at the end is dropped with the trimmer.
    pub fn pass(&mut self, sound: &[f32], out: &mut Vec<f32>) {
        for window in sound.chunks(self.window) {
            if is_silent(window) {
                let room = self.pause.saturating_sub(self.held.len()).min(window.len());
                self.held.extend_from_slice(&window[..if self.started { room } else { 0 }]);
            } else {
                self.started = true;
                out.append(&mut self.held);
                out.extend_from_slice(window);
            }
        }
    }
}

fn is_silent(window: &[f32]) -> bool {
    let energy: f32 = window.iter().map(|sample| sample * sample).sum();
    energy < SILENCE * SILENCE * window.len() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 1000;

    fn trimmed(parts: &[(f32, usize)]) -> Vec<f32> {
        let sound: Vec<f32> = parts.iter().flat_map(|(level, frames)| vec![*level; frames * CHANNELS]).collect();
        let (mut trim, mut out) = (Trim::new(RATE), Vec::new());
        sound.chunks(70).for_each(|block| trim.pass(block, &mut out));
        out
    }

    #[test]
    fn both_ends_are_cut() {
        assert_eq!(trimmed(&[(0.0, 700), (0.5, 350), (0.0, 700)]).len(), 350 * CHANNELS);
    }

    #[test]
    fn a_short_pause_stays_and_a_long_one_is_shortened() {
        assert_eq!(trimmed(&[(0.5, 350), (0.0, 350), (0.5, 350)]).len(), 1050 * CHANNELS);
        assert_eq!(trimmed(&[(0.5, 350), (0.0, 3500), (0.5, 350)]).len(), 1200 * CHANNELS);
    }

    #[test]
    fn what_nobody_hears_is_silence_whatever_its_peaks() {
        let hiss: Vec<f32> = (0..1400).map(|n| if n % 4 == 0 { 0.0015 } else { 0.0 }).collect();
        let (mut trim, mut out) = (Trim::new(RATE), Vec::new());
        trim.pass(&hiss, &mut out);
        assert!(out.is_empty());
        trim.pass(&[0.003; 140], &mut out);
        assert_eq!(out.len(), 140);
    }

    #[test]
    fn silence_alone_is_nothing() {
        assert!(trimmed(&[(0.0, 5000)]).is_empty());
    }
}
