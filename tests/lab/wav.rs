//! WAV files, written (16 bit) and read (16 bit and float), so that a test's sound needs no tool.

use std::f64::consts::TAU;
use std::fs;
use std::io;
use std::path::Path;

/// The 44 bytes before the sound of a 16-bit file with `data` bytes of it. `u32::MAX`: a stream that never ends.
pub fn header(rate: u32, channels: u16, data: u32) -> Vec<u8> {
    let frame = u32::from(channels) * 2;
    let mut head = Vec::with_capacity(44);
    head.extend(b"RIFF");
    head.extend(data.saturating_add(36).to_le_bytes());
    head.extend(b"WAVEfmt ");
    head.extend(16u32.to_le_bytes());
    head.extend(1u16.to_le_bytes());
    head.extend(channels.to_le_bytes());
    head.extend(rate.to_le_bytes());
    head.extend((rate * frame).to_le_bytes());
    head.extend((frame as u16).to_le_bytes());
    head.extend(16u16.to_le_bytes());
    head.extend(b"data");
    head.extend(data.to_le_bytes());
    head
}

/// Interleaved samples (full scale ±1.0) as 16-bit little-endian bytes.
pub fn pcm(samples: &[f32]) -> Vec<u8> {
    samples.iter().flat_map(|sample| ((sample * 32767.0).round() as i16).to_le_bytes()).collect()
}

/// Writes interleaved samples as a 16-bit file.
pub fn write(path: &Path, samples: &[f32], rate: u32, channels: u16) -> io::Result<()> {
    let data = pcm(samples);
    let mut file = header(rate, channels, data.len() as u32);
    file.extend(data);
    fs::write(path, file)
}

/// The lab's music: a sine of `hz` with two soft harmonics, about -12 dBFS at its peaks and never silent;
/// interleaved, every channel the same.
pub fn sine(hz: f64, seconds: f64, rate: u32, channels: u16) -> Vec<f32> {
    let frames = (seconds * f64::from(rate)).round() as u64;
    (0..frames)
        .flat_map(|frame| {
            let turn = TAU * hz * frame as f64 / f64::from(rate);
            let sample = 0.2 * turn.sin() + 0.05 * (2.0 * turn).sin() + 0.03 * (3.0 * turn).sin();
            std::iter::repeat_n(sample as f32, channels.into())
        })
        .collect()
}

/// A 16-bit file of [`sine`].
pub fn sine_wav(path: &Path, hz: f64, seconds: f64, rate: u32, channels: u16) -> io::Result<()> {
    write(path, &sine(hz, seconds, rate, channels), rate, channels)
}

/// What [`read`] found: samples are interleaved, full scale ±1.0.
#[derive(Debug, PartialEq)]
pub struct Wav {
    pub samples: Vec<f32>,
    pub rate: u32,
    pub channels: u16,
}

/// Reads a file of 16-bit or 32-bit float samples. A length that promises more than is there (a recorder that
/// was killed) is no error.
pub fn read(path: &Path) -> io::Result<Wav> {
    parse(&fs::read(path)?).ok_or_else(|| io::Error::other(format!("{} is no WAV file this lab reads", path.display())))
}

fn parse(file: &[u8]) -> Option<Wav> {
    let (mut rest, mut format) = (file.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WAVE")?, None);
    loop {
        let length = u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?) as usize;
        let body = &rest[8..];
        match rest.get(..4)? {
            b"fmt " => format = Some(body.get(..16)?),
            b"data" => return Some(samples(format?, &body[..length.min(body.len())])),
            _ => {}
        }
        rest = body.get(length + length % 2..)?;
    }
}

fn samples(format: &[u8], data: &[u8]) -> Wav {
    let word = |at: usize| u16::from_le_bytes([format[at], format[at + 1]]);
    let samples = match word(14) {
        32 => data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
        _ => data.chunks_exact(2).map(|b| f32::from(i16::from_le_bytes([b[0], b[1]])) / 32768.0).collect(),
    };
    let rate = u32::from_le_bytes([format[4], format[5], format[6], format[7]]);
    Wav { samples, rate, channels: word(2) }
}
