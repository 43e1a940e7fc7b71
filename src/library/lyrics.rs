//! The words to the music: from a `.lrc` file beside it, else from its tags.

mod lrc;

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::tags;

/// Bytes: what is larger is no lyrics.
const LARGEST: u64 = 1 << 20;
/// So many names in a folder are looked at.
const MOST_NAMES: usize = 5_000;

/// The words of a track. Never without any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lyrics {
    /// Line by line; an empty one between stanzas.
    Plain(Vec<String>),
    /// In the order of their times. An empty line is one where nobody sings.
    Synced(Vec<Line>),
}

/// A line and when it is sung.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// From the beginning of the track.
    pub at: Duration,
    pub text: String,
}

/// The lyrics of a music file; `None` if there are none, or none that can be read. Blocks on the disk.
pub fn lyrics(path: &Path) -> Option<Lyrics> {
    beside(path).and_then(|file| read(&file)).or_else(|| in_tags(path))
}

/// Those with times are worth more.
fn in_tags(path: &Path) -> Option<Lyrics> {
    let said = tags::lyrics(path)?;
    let timed = said.timed.into_iter().map(|(millis, text)| (Duration::from_millis(millis.into()), text));
    lrc::synced(timed.collect()).or_else(|| {
        let mut all: Vec<Lyrics> = said.texts.iter().filter_map(|text| lrc::parse(text)).collect();
        let best = all.iter().position(|lyrics| matches!(lyrics, Lyrics::Synced(_))).unwrap_or(0);
        (!all.is_empty()).then(|| all.swap_remove(best))
    })
}

fn read(path: &Path) -> Option<Lyrics> {
    // A pipe would wait for a writer.
    std::fs::metadata(path).ok().filter(|about| about.is_file() && about.len() <= LARGEST)?;
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
    lrc::parse(&tags::decoded(&bytes))
}

/// `NAME.lrc` for `NAME.flac`, in any case.
fn beside(path: &Path) -> Option<PathBuf> {
    let usual = path.with_extension("lrc");
    if usual.is_file() {
        return Some(usual);
    }
    let lower = |part: Option<&OsStr>| part.map(|part| part.to_string_lossy().to_lowercase());
    let stem = lower(path.file_stem());
    let entries = std::fs::read_dir(path.parent()?).ok()?.flatten().take(MOST_NAMES).map(|entry| entry.path());
    let is_meant =
        |other: &PathBuf| lower(other.extension()).as_deref() == Some("lrc") && lower(other.file_stem()) == stem;
    entries.filter(is_meant).min()
}

#[cfg(test)]
mod tests;
