//! What the index knows of a file, and what it gives back.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use crate::model::{Levels, Track};

/// By this a changed file is told from an unchanged one, without opening it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// In bytes.
    pub size: u64,
    /// The last change of its content, in nanoseconds since 1970, UTC.
    pub modified: i64,
    pub inode: u64,
}

impl Stamp {
    pub fn of(metadata: &Metadata) -> Self {
        let modified = metadata.mtime().saturating_mul(1_000_000_000).saturating_add(metadata.mtime_nsec());
        Self { size: metadata.len(), modified, inode: metadata.ino() }
    }
}

/// A music file as its tags have it: what the scanner hands to the store.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Song {
    pub path: PathBuf,
    pub stamp: Stamp,
    /// Of its sound, not of its tags: a file that was moved, renamed or retagged keeps it. `None` if there is too
    /// little sound to tell it from others.
    pub fingerprint: Option<u64>,
    pub title: Option<String>,
    /// Each artist on its own; shown joined by ", ".
    pub artists: Vec<String>,
    pub album: Option<String>,
    pub album_artists: Vec<String>,
    pub genres: Vec<String>,
    pub year: Option<u16>,
    pub disc: Option<u16>,
    /// The track's number on its disc.
    pub number: Option<u16>,
    /// A record of many artists, by its tag.
    pub compilation: bool,
    /// The sort names, where the tags give them ("Beatles, The").
    pub sort_title: Option<String>,
    pub sort_artist: Option<String>,
    pub sort_album: Option<String>,
    pub sort_album_artist: Option<String>,
    pub duration: Option<Duration>,
    /// Short, lower case: `mp3`, `flac`, `opus`.
    pub codec: String,
    /// In kbit/s.
    pub bitrate: Option<u32>,
    /// In Hz.
    pub rate: Option<u32>,
    pub channels: Option<u8>,
    /// What ReplayGain or R128 tags say.
    pub levels: Levels,
}

/// One step of a scan. Steps are applied in batches, each in one transaction.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The file is new or has changed.
    Put(Box<Song>),
    /// The file cannot be read as music, which the sentence says. It stays in the library as far as it was known.
    Problem { path: PathBuf, stamp: Stamp, sentence: String },
    /// The file was deleted while its folder is there.
    Gone(PathBuf),
    /// A folder of the library cannot be seen now (its disk is unplugged): its tracks are greyed out, not deleted.
    Away { root: PathBuf },
    /// It is back.
    Here { root: PathBuf },
}

/// A file that was found again under another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub from: PathBuf,
    pub to: PathBuf,
}

/// What decoding a whole file has shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Sound {
    /// The file as it was then: a verdict on another one is void.
    pub stamp: Stamp,
    pub at: Timestamp,
    /// `Err`: why it cannot be played to its end, as a sentence.
    pub verdict: Result<Heard, String>,
}

/// What was heard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heard {
    pub length: Duration,
    /// Integrated loudness (EBU R 128) and true peak; `None` for silence.
    pub level: Option<crate::model::Level>,
}

/// A track of the library.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Stays the same when the file is moved.
    pub id: i64,
    #[serde(flatten)]
    pub track: Track,
    pub album_artist: Option<String>,
    pub year: Option<u16>,
    pub disc: Option<u16>,
    pub number: Option<u16>,
    pub plays: u32,
    pub played_at: Option<Timestamp>,
    pub added_at: Timestamp,
    /// Its disk is not there now.
    pub away: bool,
    /// Short, lower case: `mp3`, `flac`, `opus`.
    pub codec: String,
    /// In kbit/s.
    pub bitrate: Option<u32>,
    /// In Hz.
    pub rate: Option<u32>,
    pub channels: Option<u8>,
    /// In bytes.
    pub size: u64,
    /// Why it cannot be played to its end, as a sentence, where decoding it has shown that.
    pub trouble: Option<String>,
}
