//! An output without a device: pulls the mixer by hand, at any speed, and keeps what was heard.

use super::CHANNELS;
use super::mixer::Mixer;

/// The device's usual block, in frames.
const BLOCK: usize = 512;

/// Owns a mixer and hears all it renders.
pub struct VirtualOutput {
    mixer: Mixer,
    heard: Vec<f32>,
}

impl VirtualOutput {
    pub fn new(mixer: Mixer) -> Self {
        Self { mixer, heard: Vec::new() }
    }

    /// Renders so many frames, in blocks as a device would ask for them.
    pub fn pull(&mut self, frames: usize) {
        let mut rest = frames;
        while rest > 0 {
            let block = rest.min(BLOCK);
            let at = self.heard.len();
            self.heard.resize(at + block * CHANNELS, f32::NAN);
            self.mixer.render(&mut self.heard[at..]);
            rest -= block;
        }
    }

    /// All that was heard, interleaved stereo.
    pub fn heard(&self) -> &[f32] {
        &self.heard
    }

    /// One channel of it, 0 for left.
    pub fn channel(&self, channel: usize) -> Vec<f32> {
        self.heard.iter().skip(channel).step_by(CHANNELS).copied().collect()
    }
}
