//! A WAV file of 32-bit floats whose header is true after every second, so that a crash leaves a playable file.

use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use crate::audio::CHANNELS;

/// A file being written.
pub struct Wav {
    file: BufWriter<File>,
    rate: u32,
    bytes: u64,
    told: u64,
}

impl Wav {
    /// Creates (or overwrites) the file for sound at `rate` Hz.
    pub fn create(path: &Path, rate: u32) -> std::io::Result<Wav> {
        let mut wav = Wav { file: BufWriter::new(File::create(path)?), rate, bytes: 0, told: 0 };
        wav.write_header()?;
        Ok(wav)
    }

    /// Appends interleaved samples.
    pub fn write(&mut self, samples: &[f32]) -> std::io::Result<()> {
        for sample in samples {
            self.file.write_all(&sample.to_le_bytes())?;
        }
        self.bytes += samples.len() as u64 * 4;
        if self.bytes - self.told >= u64::from(self.rate) * 4 * CHANNELS as u64 {
            self.finish()?;
        }
        Ok(())
    }

    /// Makes the header true for what is written so far.
    pub fn finish(&mut self) -> std::io::Result<()> {
        self.told = self.bytes;
        self.file.seek(SeekFrom::Start(0))?;
        self.write_header()?;
        self.file.seek(SeekFrom::End(0))?;
        self.file.flush()
    }

    fn write_header(&mut self) -> std::io::Result<()> {
        // A file of over 4 GiB keeps the largest length that the format can say.
        let data = u32::try_from(self.bytes).unwrap_or(u32::MAX - 36);
        let frame = CHANNELS as u16 * 4;
        let mut header = Vec::with_capacity(44);
        header.extend_from_slice(b"RIFF");
        header.extend_from_slice(&(data + 36).to_le_bytes());
        header.extend_from_slice(b"WAVEfmt \x10\0\0\0\x03\0");
        header.extend_from_slice(&(CHANNELS as u16).to_le_bytes());
        header.extend_from_slice(&self.rate.to_le_bytes());
        header.extend_from_slice(&(self.rate * u32::from(frame)).to_le_bytes());
        header.extend_from_slice(&frame.to_le_bytes());
        header.extend_from_slice(&32u16.to_le_bytes());
        header.extend_from_slice(b"data");
        header.extend_from_slice(&data.to_le_bytes());
        self.file.write_all(&header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_true_and_the_samples_are_ours() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("out.wav");
        let mut wav = Wav::create(&path, 44_100)?;
        wav.write(&[0.25, -0.5, 1.0, -1.0])?;
        wav.finish()?;
        let bytes = std::fs::read(&path)?;
        assert_eq!(bytes.len(), 44 + 16);
        assert_eq!(&bytes[4..8], &52u32.to_le_bytes());
        assert_eq!(&bytes[40..44], &16u32.to_le_bytes());
        assert_eq!(&bytes[44..48], &0.25f32.to_le_bytes());
        Ok(())
    }
}
