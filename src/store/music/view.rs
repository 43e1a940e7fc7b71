//! What may be asked of the index, and the pages it answers with.

use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::types::Value;
use serde::Serialize;

use super::Row;

/// Where a page ended. Opaque; belongs to the view that it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Key(pub(super) Vec<Value>);

/// A stretch of a view.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Asks for the next page; `None` after the last.
    pub next: Option<Key>,
}

/// What tracks have in common: an artist, an album, a genre, a year or a folder.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// For [`Tracks`]; the year itself for years. Not the same after the index was rebuilt.
    pub id: i64,
    pub name: String,
    /// An album's artist; `Various Artists` where it has many.
    pub artist: Option<String>,
    /// An album's.
    pub year: Option<u16>,
    /// A folder's.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "maybe_lossy")]
    pub path: Option<PathBuf>,
    /// An artist's.
    pub albums: u32,
    /// In a folder: all below it.
    pub tracks: u32,
    /// An album's number of discs.
    pub discs: u32,
    pub plays: u32,
}

fn maybe_lossy<S: serde::Serializer>(path: &Option<PathBuf>, out: S) -> Result<S::Ok, S::Error> {
    path.as_ref().map(|path| path.to_string_lossy()).serialize(out)
}

/// A view of groups. Names are in the order of their sort names, without regard to case and accents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Groups {
    Artists,
    /// Artists that have albums. Records of many artists are under `Various Artists`.
    AlbumArtists,
    Albums,
    /// An album artist's, by year.
    AlbumsOf(i64),
    Genres,
    /// The newest first.
    Years,
    /// The folders in a folder; `None` for the library's own folders.
    Folders(Option<PathBuf>),
}

/// A view of tracks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tracks {
    All(Sort),
    /// By year, album, disc, number: this and the next.
    Artist(i64),
    AlbumArtist(i64),
    /// By disc, number, title.
    Album(i64),
    /// By year, album, disc, number: this and the next.
    Genre(i64),
    Year(u16),
    /// Files directly in a folder, by name.
    Folder(PathBuf),
    /// All files below a folder, however deep: folder by folder.
    Under(PathBuf),
    /// The newest first.
    Added,
    /// The most played first, without those never played.
    MostPlayed,
    /// The newest first.
    NeverPlayed,
}

/// An order of all tracks. Those that lack what they are ordered by come last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Title,
    Artist,
    Album,
    Year,
}

/// An order of a whole table. What lacks the column comes last, whichever way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ordering {
    pub by: Column,
    pub descending: bool,
}

/// What a table of tracks can be ordered by. Names are compared by their sort names, without regard to case and accents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    Title,
    /// The track's first artist.
    Artist,
    Album,
    Year,
    Duration,
    /// When it was added.
    Added,
    /// How often it was played; never is 0.
    Plays,
    /// When it was last played.
    Played,
    /// The first genre.
    Genre,
    /// The number on its disc.
    Number,
}

/// Albums for a home page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shelf {
    /// By the newest play of any of its tracks.
    Played,
    /// By its newest track.
    Added,
    /// By the plays of all of its tracks, without those never played.
    MostPlayed,
}

/// What was found, the best first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Found {
    pub tracks: Vec<Row>,
    pub albums: Vec<Group>,
    pub artists: Vec<Group>,
}

/// A file that is no music, or not readable as such.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Problem {
    #[serde(serialize_with = "crate::model::lossy")]
    pub path: PathBuf,
    pub at: Timestamp,
    pub sentence: String,
}

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    pub tracks: u64,
    /// Tracks whose disk is not there now; among `tracks`.
    pub away: u64,
    pub albums: u64,
    pub artists: u64,
    pub genres: u64,
    #[serde(serialize_with = "crate::model::seconds")]
    pub duration: Duration,
    pub problems: u64,
    /// Tracks that were decoded to their end and are as they were then.
    pub heard: u64,
}
