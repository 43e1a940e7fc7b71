//! A file read through one window, so that a reader that jumps to and fro costs few calls.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom};
use std::os::unix::fs::FileExt;

/// Bytes in the window: the tags of most files fit.
const WINDOW: usize = 16 << 10;
/// Bytes that may be read of one file before its tags are given up: a reader led round in rings must end.
const BUDGET: u64 = 256 << 20;

/// Reads a file without moving the file's own place. What grows while it is read is not seen.
pub(super) struct Paged<'a> {
    file: &'a File,
    length: u64,
    position: u64,
    window: Vec<u8>,
    /// Where the window begins.
    start: u64,
    budget: u64,
}

impl<'a> Paged<'a> {
    pub(super) fn new(file: &'a File, length: u64) -> Self {
        Self { file, length, position: 0, window: Vec::new(), start: 0, budget: BUDGET }
    }

    /// What the window holds from the position on.
    fn held(&self) -> &[u8] {
        let offset = self.position.checked_sub(self.start).and_then(|offset| usize::try_from(offset).ok());
        offset.and_then(|offset| self.window.get(offset..)).unwrap_or_default()
    }

    fn spend(&mut self, bytes: usize) -> Result<()> {
        let left = self.budget.checked_sub(bytes as u64);
        self.budget = left.ok_or_else(|| Error::new(ErrorKind::InvalidData, "its tags lead round in rings"))?;
        Ok(())
    }

    fn load(&mut self) -> Result<()> {
        let wanted = usize::try_from(self.length.saturating_sub(self.position)).unwrap_or(WINDOW).min(WINDOW);
        self.window.resize(wanted, 0);
        self.start = self.position;
        let read = read_at_most(self.file, &mut self.window, self.position);
        self.window.truncate(*read.as_ref().unwrap_or(&0));
        read.map(drop)
    }
}

/// Fills the buffer as far as the file goes.
pub(in crate::library) fn read_at_most(file: &File, buffer: &mut [u8], at: u64) -> Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read_at(&mut buffer[filled..], at + filled as u64) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

impl Read for Paged<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if buffer.is_empty() || self.position >= self.length {
            return Ok(0);
        }
        let read = if self.held().is_empty() && buffer.len() >= WINDOW {
            let most = buffer.len().min(usize::try_from(self.length - self.position).unwrap_or(usize::MAX));
            read_at_most(self.file, &mut buffer[..most], self.position)?
        } else {
            if self.held().is_empty() {
                self.load()?;
            }
            let held = self.held();
            let read = held.len().min(buffer.len());
            buffer[..read].copy_from_slice(&held[..read]);
            read
        };
        self.spend(read)?;
        self.position += read as u64;
        Ok(read)
    }
}

impl Seek for Paged<'_> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let to = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        // Each jump costs a little, so that no ring of jumps alone is endless.
        self.spend(1)?;
        self.position = to.ok_or_else(|| Error::new(ErrorKind::InvalidInput, "a place before the file's start"))?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_as_a_file_does() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let bytes: Vec<u8> = (0..100_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        std::fs::write(&path, &bytes).unwrap();
        let mut plain = File::open(&path).unwrap();
        let file = File::open(&path).unwrap();
        let mut paged = Paged::new(&file, bytes.len() as u64);
        let mut random = fastrand::Rng::with_seed(4);
        for _ in 0..2_000 {
            let to = match random.u8(0..4) {
                0 => SeekFrom::Start(random.u64(0..110_000)),
                1 => SeekFrom::End(-random.i64(0..100_000)),
                _ => SeekFrom::Current(random.i64(-50..50)),
            };
            let (expected, found) = (plain.seek(to), paged.seek(to));
            assert_eq!(expected.is_ok(), found.is_ok(), "{to:?}");
            let mut buffers = [vec![0; random.usize(0..40_000)], Vec::new()];
            buffers[1] = buffers[0].clone();
            let [a, b] = &mut buffers;
            let full = |reader: &mut dyn Read, buffer: &mut [u8]| {
                let mut filled = 0;
                while let Ok(read @ 1..) = reader.read(&mut buffer[filled..]) {
                    filled += read;
                }
                filled
            };
            assert_eq!(full(&mut plain, a), full(&mut paged, b));
            assert_eq!(a, b);
        }
    }

    #[test]
    fn rings_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, vec![0; 1 << 20]).unwrap();
        let file = File::open(&path).unwrap();
        let mut paged = Paged::new(&file, 1 << 20);
        let mut buffer = vec![0; 1 << 20];
        let rounds = (0..).take_while(|_| paged.rewind().is_ok() && paged.read_exact(&mut buffer).is_ok()).count();
        assert!((200..=256).contains(&rounds), "{rounds}");
    }
}
