//! Decode, mix, output. The emergency path is the everyday path: see [`mixer`].
//!
//! All sound inside Segue is stereo, 32-bit float, interleaved, full scale ±1.0, at the mixer's rate.

pub mod deck;
pub mod decoder;
pub mod equaliser;
pub mod gain;
pub mod limiter;
pub mod listen;
pub mod loudness;
pub mod meter;
pub mod mixer;
pub mod output;
pub mod resampler;
pub mod ring;
pub mod segue;
pub mod virtual_output;

/// Channels everywhere behind the decoder.
pub const CHANNELS: usize = 2;

/// Sound whose RMS over 10 ms lies below this is silent: −60 dBFS.
pub const SILENCE: f32 = 0.001;

/// Silence that nobody asked for is dead air when it lasts longer.
pub const DEAD_AIR: std::time::Duration = std::time::Duration::from_millis(50);
