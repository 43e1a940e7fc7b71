//! Tests with media made by ffmpeg on the spot. (HE-AAC, which ffmpeg cannot make, lies beside: 1.5 s at 44.1 kHz;
//! v1 with 1 kHz left, 1.5 kHz right, v2 with 1 kHz louder on the left; in both 14 kHz, which only SBR carries.)

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::*;

mod faults;
mod formats;
mod streams;

/// Frames of the test sound at 44.1 kHz: a length that fits no codec's packets.
const FRAMES: usize = 132_741;
const RATE: u32 = 44_100;

/// A folder with the test sound: 1 kHz left, 1.5 kHz right, each with a slow sweep that makes every moment different.
struct Studio {
    folder: tempfile::TempDir,
}

impl Studio {
    fn new() -> Self {
        let studio = Self { folder: tempfile::tempdir().unwrap() };
        let sweep = "0.1*sin(2*PI*(100+40*t)*t)";
        let sound = format!(
            "aevalsrc=0.25*sin(2*PI*1000*t)+{sweep}|0.25*sin(2*PI*1500*t)+{sweep}:s={RATE}:d={}",
            FRAMES as f64 / f64::from(RATE)
        );
        studio.run(&["-f", "lavfi", "-i", &sound, "-c:a", "pcm_s16le", "source.wav"]);
        studio
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) {
        let output = Command::new("ffmpeg")
            .args(["-nostdin", "-v", "error", "-y"])
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .expect("ffmpeg is needed for these tests");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Encodes the test sound.
    fn encode(&self, name: &str, arguments: &[&str]) -> PathBuf {
        self.run(&[&["-i", "source.wav"], arguments, &[name]].concat());
        self.path(name)
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        std::fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }
}

/// All that a decoder gave.
struct Sound {
    samples: Vec<f32>,
    rate: u32,
    info: Info,
    titles: Vec<String>,
    bad_packets: usize,
    /// The error that ended it.
    error: Option<DecodeError>,
}

impl Sound {
    fn frames(&self) -> usize {
        self.samples.len() / 2
    }

    /// The level of what lies above about 10 kHz, linear: the second difference hardly passes anything below.
    #[cfg(feature = "fdk-aac")]
    fn brightness(&self) -> f64 {
        let left: Vec<f32> = self.samples.iter().step_by(2).copied().collect();
        let sum: f64 = left.windows(3).map(|w| f64::from(w[0] - 2.0 * w[1] + w[2]).powi(2)).sum();
        (sum / left.len() as f64).sqrt()
    }

    /// The level of a tone on one side, linear, by Goertzel's method over the whole.
    fn tone(&self, side: usize, frequency: f64) -> f64 {
        let turn = std::f64::consts::TAU * frequency / f64::from(self.rate);
        let (mut before, mut now, mut count) = (0.0, 0.0, 0.0);
        for sample in self.samples.iter().skip(side).step_by(2) {
            (before, now) = (now, f64::from(*sample) + 2.0 * turn.cos() * now - before);
            count += 1.0;
        }
        (now * now + before * before - 2.0 * turn.cos() * now * before).sqrt() * 2.0 / count
    }
}

fn decode_file(path: &Path, start: Duration) -> Sound {
    decode(Input::File(path.to_owned()), start).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn decode(input: Input, start: Duration) -> Result<Sound, DecodeError> {
    let mut decoder = Decoder::open(input, start)?;
    let mut sound = Sound {
        samples: Vec::new(),
        rate: 0,
        info: decoder.info().clone(),
        titles: Vec::new(),
        bad_packets: 0,
        error: None,
    };
    loop {
        sound.titles.extend(decoder.take_title());
        match decoder.next() {
            Ok(Some(block)) => {
                assert!(!block.samples.is_empty() && block.samples.len() % 2 == 0);
                sound.samples.extend(block.samples);
                sound.rate = block.rate;
            }
            Ok(None) => break,
            Err(error) if error.is_skippable() => sound.bad_packets += 1,
            Err(error) => {
                assert_eq!(decoder.next(), Ok(None), "after a fatal error it has ended");
                sound.error = Some(error);
                break;
            }
        }
    }
    Ok(sound)
}

/// A deck opens its decoder on one thread and may be dropped on another.
const _: fn() = || {
    fn sendable<T: Send>() {}
    sendable::<Decoder>();
    sendable::<Input>();
};

/// The root mean square of the difference, over the shorter.
fn difference(a: &[f32], b: &[f32]) -> f64 {
    let sum: f64 = a.iter().zip(b).map(|(a, b)| f64::from(a - b).powi(2)).sum();
    (sum / a.len().min(b.len()).max(1) as f64).sqrt()
}
