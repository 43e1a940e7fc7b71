//! Music for tests: a second of noise in each format, made once by ffmpeg.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock};

use lofty::config::WriteOptions;
use lofty::file::TaggedFileExt;
use lofty::tag::{ItemKey, Tag, TagExt};

/// Every format whose tags can be written here.
pub(super) const FORMATS: [&str; 8] = ["mp3", "flac", "ogg", "opus", "m4a", "wav", "aiff", "aac"];

fn arguments(extension: &str) -> &'static [&'static str] {
    match extension {
        "ogg" => &["-c:a", "libvorbis", "-page_duration", "100000"],
        "opus" => &["-c:a", "libopus", "-page_duration", "100000"],
        "oga" => &["-c:a", "flac"],
        "caf" => &["-c:a", "pcm_s16be"],
        "mka" | "webm" => &["-c:a", "libopus"],
        _ => &[],
    }
}

/// A second of stereo noise at 48 kHz without tags; another `voice` is another noise.
pub(super) fn sound(extension: &str, voice: u32) -> Vec<u8> {
    type Made = Mutex<HashMap<(String, u32), Vec<u8>>>;
    static MADE: OnceLock<Made> = OnceLock::new();
    let mut made = MADE.get_or_init(Made::default).lock().unwrap();
    let make = || {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("sound.{extension}"));
        let noise = format!("anoisesrc=r=48000:d=1:a=0.3:seed={voice}");
        let mut ffmpeg = Command::new("ffmpeg");
        ffmpeg.args(["-nostdin", "-v", "error", "-f", "lavfi", "-i", &noise, "-ac", "2", "-fflags", "+bitexact"]);
        let status = ffmpeg.args(["-map_metadata", "-1"]).args(arguments(extension)).arg(&path).status();
        assert!(status.expect("ffmpeg is installed").success(), "{extension}");
        std::fs::read(path).unwrap()
    };
    made.entry((extension.to_owned(), voice)).or_insert_with(make).clone()
}

/// A file with a [`sound`] in a folder.
pub(super) fn file(folder: &Path, name: &str, voice: u32) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, sound(path.extension().unwrap().to_str().unwrap(), voice)).unwrap();
    path
}

/// Writes tags of the format's own kind into a file.
pub(super) fn retag(path: &Path, items: &[(ItemKey, &str)]) {
    let mut file = lofty::read_from_path(path).unwrap();
    let kind = file.primary_tag_type();
    let mut tag = file.remove(kind).unwrap_or_else(|| Tag::new(kind));
    for (key, text) in items {
        tag.push(lofty::tag::TagItem::new(*key, lofty::tag::ItemValue::Text((*text).to_owned())));
    }
    tag.save_to_path(path, WriteOptions::default()).unwrap();
}
