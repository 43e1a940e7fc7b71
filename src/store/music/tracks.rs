//! Views of tracks: as pages of rows, and as ids.

use std::path::PathBuf;

use rusqlite::OptionalExtension;
use rusqlite::types::Value;

use super::batch::joined;
use super::groups::bare;
use super::page::View;
use super::reader::Reader;
use super::roots::below;
use super::rows::{COLUMNS, COUNT, FROM, row_of};
use super::{Key, Page, Row, Sort, Tracks};
use crate::model::Location;
use crate::search::Query;
use crate::store::StoreError;

const BY_TITLE: &[&str] = &["t.title_key", "t.id"];
const IN_ALBUM: &[&str] = &["t.place", "t.title_key", "t.id"];
const BY_YEAR: &[&str] = &["coalesce(t.year, 65535)", "t.album_id", "t.place", "t.id"];
const IN_YEAR: &[&str] = &["t.album_id", "t.place", "t.id"];
const OF_ARTIST: &[&str] = &["x.year", "x.album_id", "x.place", "x.track_id"];
const BY_ARTIST: &[&str] = &["a.key", "a.id", "x.year", "x.album_id", "x.place", "x.track_id"];
const BY_ALBUM: &[&str] = &["al.key", "al.id", "t.place", "t.title_key", "t.id"];
const BY_YEAR_OF_ARTIST: &[&str] = &["coalesce(al.year, 65535)", "al.id", "t.place", "t.title_key", "t.id"];
const BY_FOLDER: &[&str] = &["f.path", "t.name"];
const NEWEST: &[&str] = &["t.added_at", "t.id"];
const MOST_PLAYED: &[&str] = &["t.plays", "t.played_at", "t.id"];

/// A table that a view begins with, and what a whole row ([`COLUMNS`]) needs beside it.
type Base = (&'static str, &'static str);

const FOLDER: &str = " CROSS JOIN folders f ON f.id = t.folder CROSS JOIN albums al ON al.id = t.album_id \
                      CROSS JOIN artists aa ON aa.id = al.artist_id";
const TRACKS: Base = ("tracks t", FOLDER);
const ARTISTS: Base =
    ("artists a CROSS JOIN track_artists x ON x.artist_id = a.id CROSS JOIN tracks t ON t.id = x.track_id", FOLDER);
const AN_ARTIST: Base = ("track_artists x CROSS JOIN tracks t ON t.id = x.track_id", FOLDER);
const A_GENRE: Base = ("track_genres x CROSS JOIN tracks t ON t.id = x.track_id", FOLDER);
const ALBUMS: Base = (
    "albums al CROSS JOIN tracks t INDEXED BY tracks_album ON t.album_id = al.id",
    " CROSS JOIN folders f ON f.id = t.folder CROSS JOIN artists aa ON aa.id = al.artist_id",
);
const FOLDERS: Base = (
    "folders f CROSS JOIN tracks t ON t.folder = f.id",
    " CROSS JOIN albums al ON al.id = t.album_id CROSS JOIN artists aa ON aa.id = al.artist_id",
);

/// A view, without what it shows.
struct Shape {
    base: Base,
    of: &'static str,
    values: Vec<Value>,
    order: &'static [&'static str],
    descending: bool,
}

impl Reader {
    /// A page of at most `limit` tracks; the first, or the one after a page's `next`.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn tracks(&self, of: &Tracks, after: Option<&Key>, limit: usize) -> Result<Page<Row>, StoreError> {
        let shape = shape(of);
        let from = format!("{}{}", shape.base.0, shape.base.1);
        self.page(&shape.view(&from), after, limit, row_of)
    }

    /// The ids of all tracks of a view, in its order.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn ids(&self, of: &Tracks) -> Result<Vec<i64>, StoreError> {
        let shape = shape(of);
        self.ask(|db| shape.view(shape.base.0).ids(db))
    }

    /// The ids of all tracks that fit, album by album, as [`Reader::matching`] has them.
    ///
    /// # Errors
    /// Any [`StoreError`], but none for what the query says.
    pub fn ids_of_search(&self, query: &Query) -> Result<Vec<i64>, StoreError> {
        if query.is_empty() {
            return Ok(Vec::new());
        }
        self.ask(|db| super::find::ids(db, query))
    }

    /// The tracks with these ids, in the order of the ids; those that are not in the library (any more) are left out.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn rows(&self, ids: &[i64]) -> Result<Vec<Row>, StoreError> {
        self.ask(|db| {
            let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE t.id = ?1 AND t.state = 0");
            let mut statement = db.prepare_cached(&sql)?;
            let mut rows = Vec::with_capacity(ids.len());
            for id in ids {
                rows.extend(statement.query_row([id], row_of).optional()?);
            }
            Ok(rows)
        })
    }

    /// The file whose picture stands for a view: its first; one whose disk is there, if any is.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn sample(&self, of: &Tracks) -> Result<Option<PathBuf>, StoreError> {
        let page = self.tracks(of, None, 50)?;
        let best = page.items.iter().find(|row| !row.away).or(page.items.first());
        Ok(best.and_then(|row| match &row.track.location {
            Location::File(path) => Some(path.clone()),
            _ => None,
        }))
    }

    /// The same for many albums at once; those without tracks are left out.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn samples(&self, albums: &[i64]) -> Result<Vec<(i64, PathBuf)>, StoreError> {
        let sql = "SELECT f.path, t.name FROM tracks t INDEXED BY tracks_album CROSS JOIN folders f ON f.id = t.folder
                   WHERE t.album_id = ?1 AND t.state = 0 ORDER BY f.away, t.place, t.title_key, t.id LIMIT 1";
        self.ask(|db| {
            let mut statement = db.prepare_cached(sql)?;
            let mut samples = Vec::with_capacity(albums.len());
            for album in albums {
                let path = statement.query_row([album], |row| Ok(joined(row.get(0)?, row.get_ref(1)?.as_blob()?)));
                samples.extend(path.optional()?.map(|path| (*album, path)));
            }
            Ok(samples)
        })
    }
}

fn shape(of: &Tracks) -> Shape {
    match of {
        Tracks::All(Sort::Title) => Shape::new(TRACKS, "t.state = 0", BY_TITLE),
        // A track of several artists is listed with its first.
        Tracks::All(Sort::Artist) => Shape::new(ARTISTS, "t.state = 0 AND t.artist_id = a.id", BY_ARTIST),
        Tracks::All(Sort::Album) => Shape::new(ALBUMS, "t.state = 0", BY_ALBUM),
        Tracks::All(Sort::Year) => Shape::new(TRACKS, "t.state = 0", BY_YEAR),
        Tracks::Artist(id) => Shape::new(AN_ARTIST, "x.artist_id = ?1", OF_ARTIST).with(*id),
        Tracks::AlbumArtist(id) => {
            Shape::new(ALBUMS, "al.artist_id = ?1 AND al.tracks > 0 AND t.state = 0", BY_YEAR_OF_ARTIST).with(*id)
        }
        Tracks::Album(id) => Shape::new(TRACKS, "t.album_id = ?1 AND t.state = 0", IN_ALBUM).with(*id),
        Tracks::Genre(id) => Shape::new(A_GENRE, "x.genre_id = ?1", OF_ARTIST).with(*id),
        Tracks::Year(year) => {
            Shape::new(TRACKS, "coalesce(t.year, 65535) = ?1 AND t.state = 0", IN_YEAR).with(i64::from(*year))
        }
        Tracks::Folder(path) => Shape::new(FOLDERS, "f.path = ?1 AND t.state = 0", &["t.name"]).with(bare(path)),
        Tracks::Under(path) => {
            let (bare, (from, to)) = (bare(path), below(&bare(path)));
            let of = "f.path >= ?1 AND f.path < ?3 AND (+f.path = ?1 OR +f.path >= ?2) AND t.state = 0";
            Shape::new(FOLDERS, of, BY_FOLDER).with(bare).with(from).with(to)
        }
        Tracks::Added => Shape::new(TRACKS, "t.state = 0", NEWEST).newest_first(),
        Tracks::NeverPlayed => Shape::new(TRACKS, "t.state = 0 AND t.plays = 0", NEWEST).newest_first(),
        Tracks::MostPlayed => Shape::new(TRACKS, "t.state = 0 AND t.plays > 0", MOST_PLAYED).newest_first(),
    }
}

impl Shape {
    fn new(base: Base, of: &'static str, order: &'static [&'static str]) -> Self {
        Self { base, of, values: Vec::new(), order, descending: false }
    }

    /// With the next value of its condition.
    fn with(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    fn newest_first(self) -> Self {
        Self { descending: true, ..self }
    }

    fn view<'a>(&'a self, from: &'a str) -> View<'a> {
        let Self { of, values, order, descending, .. } = self;
        View { columns: COLUMNS, count: COUNT, from, of, values: values.clone(), order, descending: *descending }
    }
}
