//! WAV, 24-bit PCM.

use std::io;
use std::path::Path;

use crate::{Frame, RATE};

/// Writes stereo frames; what is beyond full scale is clipped (the master's limiter leaves nothing there).
pub fn write(path: &Path, frames: &[Frame]) -> io::Result<()> {
    const FRAME_BYTES: u32 = 6;
    let rate = RATE as u32;
    let size = frames.len() as u32 * FRAME_BYTES;
    let mut bytes = Vec::with_capacity(44 + size as usize);
    bytes.extend(b"RIFF");
    bytes.extend((36 + size).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16u32.to_le_bytes());
    bytes.extend(1u16.to_le_bytes()); // integer PCM
    bytes.extend(2u16.to_le_bytes());
    bytes.extend(rate.to_le_bytes());
    bytes.extend((rate * FRAME_BYTES).to_le_bytes());
    bytes.extend((FRAME_BYTES as u16).to_le_bytes());
    bytes.extend(24u16.to_le_bytes());
    bytes.extend(b"data");
    bytes.extend(size.to_le_bytes());
    for sample in frames.iter().flatten() {
        let whole = (sample.clamp(-1.0, 1.0) * 8_388_607.0).round() as i32;
        bytes.extend(&whole.to_le_bytes()[..3]);
    }
    std::fs::write(path, bytes)
}
