//! Decoding a minute of real music from a file. An "item" is a second of it: the throughput is in times real time.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use divan::counter::ItemsCount;
use segue::audio::decoder::{Decoder, Input};

use crate::lab::media::kept;

const SECONDS: u32 = 60;
const MUSIC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/last-resort/2-the-long-way-round.opus");

/// Name, file ending, and how ffmpeg makes it. Stereo at 44.1 kHz, but for Opus, which is always at 48 kHz.
const CODECS: [(&str, &str, &str); 7] = [
    ("MP3 128 kbit/s", "mp3", "-c:a libmp3lame -b:a 128k"),
    ("AAC-LC 128 kbit/s", "m4a", "-c:a aac -b:a 128k"),
    ("Vorbis q6", "ogg", "-c:a libvorbis -q:a 6"),
    ("Opus 128 kbit/s", "opus", "-c:a libopus -b:a 128k -ar 48000"),
    ("FLAC", "flac", "-c:a flac"),
    ("ALAC", "m4a", "-c:a alac"),
    ("WAV", "wav", "-c:a pcm_s16le"),
];

fn codecs() -> Vec<&'static str> {
    let there = Command::new("ffmpeg").arg("-version").stdout(Stdio::null()).status().is_ok();
    if !there {
        println!("The decoders are not measured: ffmpeg, which makes the music, is not installed.");
        return Vec::new();
    }
    CODECS.iter().map(|(name, ..)| *name).collect()
}

/// The music in this codec, made once.
fn music(codec: &str) -> PathBuf {
    let (_, extension, flags) = CODECS.into_iter().find(|(name, ..)| *name == codec).expect("a codec of the list");
    let word = codec.split([' ', '-']).next().expect("a name").to_lowercase();
    kept(&format!("bench-{word}.{extension}"), |path| encode(path, flags))
}

fn encode(to: &Path, flags: &str) {
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-nostdin", "-v", "error", "-y", "-i", MUSIC, "-t", &SECONDS.to_string(), "-ar", "44100"]);
    let status = ffmpeg.args(flags.split(' ')).arg(to).stdin(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.success()), "ffmpeg could not make {}", to.display());
}

#[divan::bench(args = codecs(), sample_count = 7, sample_size = 1)]
fn decode(bencher: divan::Bencher, codec: &str) {
    let path = music(codec);
    bencher.counter(ItemsCount::new(SECONDS)).bench(|| {
        let mut decoder = Decoder::open(Input::File(path.clone()), Duration::ZERO).expect("it was just made");
        let mut samples = 0;
        while let Some(block) = decoder.next().expect("it is whole") {
            samples += divan::black_box(block.samples).len();
        }
        samples
    });
}
