//! One short piece of sound in each format, made by `ffmpeg`.

use std::error::Error;
use std::process::Command;

/// Extension, seconds, rate in Hz, channels, encoder.
type Recipe = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

const RECIPES: [Recipe; 6] = [
    // No bit reservoir: each frame stands alone.
    ("mp3", "3", "44100", "2", &["-c:a", "libmp3lame", "-b:a", "112k", "-reservoir", "0", "-write_xing", "0"]),
    ("flac", "2", "22050", "1", &["-c:a", "flac", "-frame_size", "1152", "-sample_fmt", "s16"]),
    ("ogg", "3", "44100", "2", &["-c:a", "libvorbis", "-q:a", "2"]),
    ("opus", "3", "48000", "2", &["-c:a", "libopus", "-b:a", "96k"]),
    ("m4a", "3", "44100", "2", &["-c:a", "aac", "-b:a", "96k"]),
    ("wav", "2", "11025", "1", &["-c:a", "pcm_s16le"]),
];

pub struct Seeds(Vec<(&'static str, Vec<u8>)>);

impl Seeds {
    pub fn make() -> Result<Self, Box<dyn Error>> {
        let folder = std::env::temp_dir().join(format!("make-library-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let seeds: Result<_, Box<dyn Error>> = RECIPES.iter().map(|recipe| make(recipe, &folder)).collect();
        std::fs::remove_dir_all(&folder)?;
        Ok(Self(seeds?))
    }

    /// The formats take turns.
    pub fn of(&self, number: usize) -> (&'static str, &[u8]) {
        let (extension, bytes) = &self.0[number % self.0.len()];
        (extension, bytes)
    }
}

fn make(recipe: &Recipe, folder: &std::path::Path) -> Result<(&'static str, Vec<u8>), Box<dyn Error>> {
    let (extension, seconds, rate, channels, encoder) = recipe;
    let path = folder.join(format!("seed.{extension}"));
    let noise = format!("anoisesrc=c=pink:r={rate}:a=0.2:seed=1:d={seconds}");
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-nostdin", "-v", "error", "-f", "lavfi", "-i", &noise, "-ar", rate, "-ac", channels]).args(*encoder);
    let status = ffmpeg.args(["-map_metadata", "-1", "-fflags", "+bitexact"]).arg(&path).status();
    status
        .map_err(|error| format!("ffmpeg cannot be run: {error}; install it"))?
        .success()
        .then_some(())
        .ok_or("ffmpeg failed")?;
    Ok((extension, std::fs::read(path)?))
}
