//! A number for a file's sound: the same after it was retagged, renamed or moved, another for other sound.
//!
//! It is taken from the sound's length in bytes and three blocks of it: from its start, which was read with the tags,
//! from its middle, and from its end. So it costs one more jump of the disk.

mod region;
#[cfg(test)]
mod tests;

use std::fs::File;

use super::tags::read_at_most;
use region::Region;

/// Bytes of a block.
const BLOCK: u64 = 4096;
/// Less sound (in bytes) than this does not tell a file from others.
const LEAST: u64 = 256;

/// The fingerprint; `None` if the file cannot be read, or holds too little sound to be told from others.
///
/// `length` is the file's, in bytes.
pub fn of(file: &File, length: u64) -> Option<u64> {
    let region = region::of(file, length)?;
    let mut hash = Hash::default();
    if let Region::Digest(digest) = region {
        hash.add(&digest);
        return Some(hash.finish());
    }
    let (start, end, is_ogg) = region.bounds();
    let size = end.checked_sub(start).filter(|size| *size >= LEAST)?;
    hash.add(&size.to_le_bytes());
    let mut varied = false;
    for at in [start, start + (size - size.min(BLOCK)) / 2, end - size.min(BLOCK)] {
        let mut block = vec![0; usize::try_from(size.min(BLOCK)).ok()?];
        let read = read_at_most(file, &mut block, at).ok()?;
        block.truncate(read);
        if is_ogg {
            region::mask_ogg(file, at, &mut block)?;
        }
        varied |= block.iter().any(|byte| *byte != block[0]);
        hash.add(&block);
    }
    varied.then(|| hash.finish())
}

/// A hash that is the same on every machine and in every version: it is kept in the library. Words of 8 bytes are
/// folded in by a 128-bit multiplication whose halves are joined.
struct Hash {
    state: u64,
}

const ODD: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93];

impl Default for Hash {
    fn default() -> Self {
        Self { state: ODD[1] }
    }
}

impl Hash {
    fn add(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.fold(u64::from_le_bytes(word));
        }
        self.fold(bytes.len() as u64);
    }

    fn fold(&mut self, word: u64) {
        let product = u128::from(self.state ^ word) * u128::from(ODD[0]);
        self.state = (product as u64) ^ ((product >> 64) as u64).rotate_left(23) ^ ODD[1];
    }

    fn finish(&self) -> u64 {
        let mut last = Self { state: self.state };
        last.fold(ODD[0].rotate_left(17));
        last.state
    }
}
