//! Test music, made once by `ffmpeg` and kept: a codec, a sound, a rate.
//!
//! Every tone loops without a seam: its loop is a whole number of codec frames and of periods. For AAC at
//! 44.1 kHz that holds for multiples of 21 Hz, which is why the lab's tones are such.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use super::clip::Clip;
use super::wav;

/// What a feed sounds like, unless a test says otherwise, in Hz.
pub const FEED_HZ: u32 = 441;
/// What the tracks of [`reserve`] sound like, in Hz: no multiples of [`FEED_HZ`], so that the ear can tell.
pub const RESERVE_HZ: [u32; 3] = [693, 756, 819];
/// The title of each link of a chained Ogg stream; ICY streams have the same unless a test says otherwise.
pub const TITLES: [&str; 3] = ["The Lab - First", "The Lab - Second", "The Lab - Third"];

/// Bumped when the recipe changes, so that no older file is taken for a newer one.
const RECIPE: u32 = 1;
/// Length of a link of an Ogg chain, and of the loop of a WAV stream, in seconds.
const LINK: f64 = 8.0;

/// How a stream is encoded. `Flac` is FLAC in Ogg.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Codec {
    Mp3,
    Aac,
    Vorbis,
    Opus,
    Flac,
    Wav,
}

/// What is to be heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sound {
    /// [`wav::sine`] of so many Hz.
    Tone(u32),
    /// Digital silence.
    Silence,
    /// White noise, about -12 dBFS at its peaks.
    Noise,
}

/// A stream's recipe. Stereo, 128 kbit/s where the codec has a bit rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Media {
    pub codec: Codec,
    pub sound: Sound,
    /// In Hz; Opus always runs at 48000.
    pub rate: u32,
}

impl Media {
    pub const MP3: Self = Self::of(Codec::Mp3, 44_100);
    pub const AAC: Self = Self::of(Codec::Aac, 44_100);
    pub const VORBIS: Self = Self::of(Codec::Vorbis, 44_100);
    pub const OPUS: Self = Self::of(Codec::Opus, 48_000);
    pub const FLAC: Self = Self::of(Codec::Flac, 44_100);
    pub const WAV: Self = Self::of(Codec::Wav, 44_100);

    const fn of(codec: Codec, rate: u32) -> Self {
        Self { codec, sound: Sound::Tone(FEED_HZ), rate }
    }

    pub const fn sound(self, sound: Sound) -> Self {
        Self { sound, ..self }
    }

    pub const fn rate(self, rate: u32) -> Self {
        Self { rate, ..self }
    }

    /// The same sound in another family of codec: what a station does that changes its encoder on air.
    pub const fn other_codec(self) -> Self {
        let other = if self.is_ogg() { Self::MP3 } else { Self::VORBIS };
        other.sound(self.sound)
    }

    /// The same sound at the other usual rate.
    pub const fn other_rate(self) -> Self {
        self.rate(if self.rate == 44_100 { 48_000 } else { 44_100 })
    }

    pub const fn is_ogg(self) -> bool {
        matches!(self.codec, Codec::Vorbis | Codec::Opus | Codec::Flac)
    }

    pub const fn content_type(self) -> &'static str {
        match self.codec {
            Codec::Mp3 => "audio/mpeg",
            Codec::Aac => "audio/aac",
            Codec::Vorbis | Codec::Opus | Codec::Flac => "application/ogg",
            Codec::Wav => "audio/wav",
        }
    }

    /// A file name's ending, without the dot.
    pub const fn extension(self) -> &'static str {
        match self.codec {
            Codec::Mp3 => "mp3",
            Codec::Aac => "aac",
            Codec::Vorbis => "ogg",
            Codec::Opus => "opus",
            Codec::Flac => "oga",
            Codec::Wav => "wav",
        }
    }

    /// This as an endless stream.
    pub fn clip(self) -> Arc<Clip> {
        static CLIPS: OnceLock<Mutex<HashMap<Media, Arc<Clip>>>> = OnceLock::new();
        let mut clips = CLIPS.get_or_init(Mutex::default).lock().expect("no test panics here");
        clips.entry(self).or_insert_with(|| Arc::new(self.make_clip())).clone()
    }

    fn make_clip(self) -> Clip {
        let tone_loop = match (self.codec, self.rate) {
            (Codec::Mp3, 48_000) => (1000, 24.0),
            (Codec::Mp3, _) => (1225, 32.0),
            (Codec::Aac, 48_000) => (375, 8.0),
            (Codec::Aac, _) => (525, 525.0 * 1024.0 / 44_100.0),
            (Codec::Wav, _) => return Clip::wav(wav::pcm(&self.samples(LINK)), self.rate, LINK),
            _ => return Clip::ogg((0..TITLES.len()).map(|link| self.link(link)).collect(), LINK),
        };
        Clip::frames(&read(&self.file_as("stream", tone_loop.1 + 3.0, STREAM_FLAGS)), tone_loop.0, tone_loop.1)
    }

    fn link(self, link: usize) -> Vec<u8> {
        let (title, serial) = (format!("title={}", TITLES[link]), (1000 + link).to_string());
        let flags = ["-page_duration", "200000", "-serial_offset", &serial, "-metadata", &title];
        read(&self.file_as(&format!("link{link}"), LINK, &flags))
    }

    /// This as a whole file (`seconds` long) such as lies on a disk. Shared and kept: copy it before you harm it.
    pub fn file(self, seconds: u32) -> PathBuf {
        self.file_as("file", seconds.into(), &[])
    }

    fn file_as(self, use_: &str, seconds: f64, flags: &[&str]) -> PathBuf {
        let sound = format!("{:?}", self.sound).replace(['(', ')'], "").to_lowercase();
        let name = format!("{use_}{RECIPE}-{sound}-{}-{seconds:.0}s.{}", self.rate, self.extension());
        kept(&name, |path| {
            let raw = path.with_extension("raw.wav");
            wav::write(&raw, &self.samples(seconds), self.rate, 2).expect("the lab's folder is writable");
            if self.codec == Codec::Wav {
                fs::rename(&raw, path).expect("both are in one folder");
            } else {
                self.encode(&raw, path, flags);
                let _ = fs::remove_file(&raw);
            }
        })
    }

    fn encode(self, raw: &Path, to: &Path, flags: &[&str]) {
        let codec: &[&str] = match self.codec {
            Codec::Mp3 => &["-c:a", "libmp3lame", "-b:a", "128k"],
            Codec::Aac => &["-c:a", "aac", "-b:a", "128k", "-f", "adts"],
            Codec::Vorbis => &["-c:a", "libvorbis", "-q:a", "6", "-f", "ogg"],
            Codec::Opus => &["-c:a", "libopus", "-b:a", "128k", "-f", "ogg"],
            Codec::Flac => &["-c:a", "flac", "-f", "ogg"],
            Codec::Wav => &[],
        };
        let flags = if self.codec == Codec::Aac { &[] } else { flags };
        let mut ffmpeg = Command::new("ffmpeg");
        ffmpeg.args(["-nostdin", "-v", "error", "-y", "-i"]).arg(raw).args(codec).args(flags).arg(to);
        let status = ffmpeg.stdin(Stdio::null()).status().expect("ffmpeg is installed (apt install ffmpeg)");
        assert!(status.success(), "ffmpeg could not make {}", to.display());
    }

    fn samples(self, seconds: f64) -> Vec<f32> {
        let count = (seconds * f64::from(self.rate)).round() as usize * 2;
        let mut dice = fastrand::Rng::with_seed(7);
        match self.sound {
            Sound::Tone(hz) => wav::sine(hz.into(), seconds, self.rate, 2),
            Sound::Silence => vec![0.0; count],
            Sound::Noise => (0..count).map(|_| (dice.f32() - 0.5) * 0.5).collect(),
        }
    }
}

/// No bit reservoir: each frame stands alone, so a loop may be cut between any two. No Xing header: a stream has none.
const STREAM_FLAGS: &[&str] = &["-reservoir", "0", "-write_xing", "0", "-id3v2_version", "0"];

/// Music on this machine: see [`reserve`].
#[derive(Clone, Debug)]
pub struct ReserveFiles {
    /// An M3U8 that names all files, relative to its folder.
    pub playlist: PathBuf,
    /// One for each of [`RESERVE_HZ`]: WAV, MP3, Ogg Vorbis.
    pub files: Vec<PathBuf>,
}

/// Writes three tracks of `seconds` and their playlist into `folder`.
pub fn reserve(folder: &Path, seconds: u32) -> ReserveFiles {
    let kinds = [Media::WAV, Media::MP3, Media::VORBIS];
    let tracks = kinds.iter().zip(RESERVE_HZ).map(|(media, hz)| {
        let file = folder.join(format!("reserve-{hz}.{}", media.extension()));
        fs::copy(media.sound(Sound::Tone(hz)).file(seconds), &file).expect("the test's folder is writable");
        file
    });
    let files: Vec<PathBuf> = tracks.collect();
    let names = files.iter().filter_map(|file| file.file_name()?.to_str());
    let playlist = folder.join("reserve.m3u8");
    let text = names.fold(String::from("#EXTM3U\n"), |text, name| text + name + "\n");
    fs::write(&playlist, text).expect("the test's folder is writable");
    ReserveFiles { playlist, files }
}

/// The lab's own folder, kept between runs.
pub fn folder() -> PathBuf {
    // Cargo names its folder to tests only, not to examples.
    let root = option_env!("CARGO_TARGET_TMPDIR").map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = root.join("segue-lab");
    fs::create_dir_all(&folder).expect("the lab's folder can be made");
    folder
}

/// The file `name`, made by `make` unless an earlier run has. Several processes may do so at once: each writes
/// its own; the first to link it into place whole wins.
pub fn kept(name: &str, make: impl FnOnce(&Path)) -> PathBuf {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let path = folder().join(name);
    if !path.exists() {
        let own = format!("making-{}-{}-{name}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let own = path.with_file_name(own);
        make(&own);
        let linked = fs::hard_link(&own, &path);
        let _ = fs::remove_file(&own);
        assert!(linked.is_ok() || path.exists(), "{} cannot be written: {linked:?}", path.display());
    }
    path
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).expect("a kept file can be read")
}
