//! Tracks that fit.

use std::collections::HashMap;

use rusqlite::{Connection, Params, Row as SqlRow, params_from_iter};

use super::super::Row;
use super::super::link::path_words;
use super::super::rows::{COLUMNS, FROM, row_of};
use super::super::schema::{NONE, SEPARATOR};
use super::{ENOUGH, FEW, LOOKED_AT, Table, end_of, whole, with_parts, without_parts};
use crate::model::Location;
use crate::search::{Field, Query, Text, fold};

/// What [`Finder::look`] reads.
const TEXT: &str = "t.id, t.title, t.artists, t.album, t.genres, t.year, t.plays, t.folder, t.name";

struct Finder<'a> {
    db: &'a Connection,
    query: &'a Query,
    /// Nothing may be left out: something has to be in a path, or must not be anywhere.
    needs_all: bool,
    has_phrase: bool,
    /// By id.
    scores: HashMap<i64, u32>,
}

/// The best, at most `limit`.
pub(super) fn find(db: &Connection, query: &Query, limit: usize) -> rusqlite::Result<Vec<Row>> {
    let mut finder = Finder::new(db, query);
    finder.collect(limit)?;
    let mut best: Vec<(i64, u32)> = finder.scores.into_iter().collect();
    best.sort_unstable_by_key(|(id, score)| (std::cmp::Reverse(*score), *id));
    best.truncate(limit);
    let mut statement = db.prepare_cached(&format!("SELECT {COLUMNS} FROM {FROM} WHERE t.id = ?1"))?;
    best.into_iter().map(|(id, _)| statement.query_row([id], row_of)).collect()
}

impl<'a> Finder<'a> {
    fn new(db: &'a Connection, query: &'a Query) -> Self {
        let needs_all = query.terms.iter().any(|term| term.field == Field::Path || term.not);
        let has_phrase = query.terms.iter().any(|term| term.words.len() > 1 && !term.not);
        Self { db, query, needs_all, has_phrase, scores: HashMap::new() }
    }

    fn collect(&mut self, limit: usize) -> rusqlite::Result<()> {
        let is_all = match without_parts(self.db, self.query, Table::Tracks) {
            Some(Some(expression)) => self.look_up(&expression)?,
            Some(None) => true,
            None => self.look(
                "tracks t INDEXED BY tracks_added",
                "true ORDER BY t.added_at DESC, t.id DESC",
                [],
                LOOKED_AT,
            )?,
        };
        if !is_all {
            self.look("tracks t", "t.plays > 0 ORDER BY t.plays DESC, t.played_at DESC", [], FEW)?;
            self.names()?;
        }
        if self.scores.len() < limit
            && let Some(expression) = with_parts(self.db, self.query, Table::Tracks)
        {
            self.look_up(&expression)?;
        }
        Ok(())
    }

    /// Titles, artists and albums that are what was typed, and titles that begin with it.
    fn names(&mut self) -> rusqlite::Result<()> {
        if let Some(title) = whole(self.query, Field::Title) {
            self.look("tracks t", "t.title_key = ?1", [&title], FEW)?;
            self.look("tracks t", "t.title_key > ?1 AND t.title_key < ?2", [&title, &end_of(&title)], FEW)?;
        }
        if let Some(artist) = whole(self.query, Field::Artist) {
            let from =
                "artists a CROSS JOIN track_artists x ON x.artist_id = a.id CROSS JOIN tracks t ON t.id = x.track_id";
            self.look(from, "a.fold = ?1", [&artist], FEW)?;
        }
        if let Some(album) = whole(self.query, Field::Album) {
            let from = "albums al CROSS JOIN tracks t INDEXED BY tracks_album ON t.album_id = al.id";
            self.look(from, &format!("al.key = ?1 AND al.id > {NONE}"), [&album], FEW)?;
        }
        Ok(())
    }

    fn look_up(&mut self, expression: &str) -> rusqlite::Result<bool> {
        self.look("words w CROSS JOIN tracks t ON t.id = w.rowid", "words MATCH ?1", [expression], LOOKED_AT)
    }

    /// Scores rows, at most so many; `true` if these were all.
    fn look(&mut self, from: &str, of: &str, values: impl Params, at_most: usize) -> rusqlite::Result<bool> {
        let (condition, order) = of
            .split_once(" ORDER BY ")
            .map_or((of, String::new()), |(condition, order)| (condition, format!(" ORDER BY {order}")));
        let sql = format!("SELECT {TEXT} FROM {from} WHERE {condition} AND t.state = 0{order} LIMIT {at_most}");
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query(values)?;
        let (mut looked_at, mut fit) = (0, 0);
        while let Some(row) = rows.next()? {
            looked_at += 1;
            // All in the full text has the words, if need be in its path; but not as a phrase.
            if let Some(score) = self.score(row, at_most == LOOKED_AT && !self.has_phrase)? {
                self.scores.insert(row.get(0)?, score);
                fit += 1;
            }
            if fit == ENOUGH {
                return Ok(false);
            }
        }
        Ok(looked_at < at_most)
    }

    /// Reads no more than it takes: the path takes longest, and is seldom needed.
    fn score(&self, row: &SqlRow<'_>, by_path: bool) -> rusqlite::Result<Option<u32>> {
        let text = |column| row.get_ref(column).map(|text| fold(text.as_str_or_null().ok().flatten().unwrap_or("")));
        let (title, artist, album) = (text(1)?, text(2)?, text(3)?);
        let mut text = Text { title, artist, album, year: row.get(5)?, ..Text::default() };
        let plays = row.get(6)?;
        if !self.needs_all
            && let Some(score) = self.query.score(&text, plays)
        {
            return Ok(Some(score));
        }
        text.genre = fold(row.get_ref(4)?.as_str_or_null()?.unwrap_or(""));
        if by_path || self.needs_all {
            let mut statement = self.db.prepare_cached("SELECT path FROM folders WHERE id = ?1")?;
            let folder: Vec<u8> = statement.query_row([row.get::<_, i64>(7)?], |row| row.get(0))?;
            text.path = path_words(&folder, row.get_ref(8)?.as_blob()?);
        }
        Ok(self.query.score(&text, plays))
    }
}

/// All that fit, in the order of album artists, years, albums, discs and numbers.
pub(super) fn all(db: &Connection, query: &Query) -> rusqlite::Result<Vec<Row>> {
    all_by(db, query, COLUMNS, &|row| {
        let row = row_of(row)?;
        Ok(query.score(&text_of(&row), 0).map(|_| row))
    })
}

/// Their ids.
pub(super) fn all_ids(db: &Connection, query: &Query) -> rusqlite::Result<Vec<i64>> {
    let finder = Finder::new(db, query);
    all_by(db, query, TEXT, &|row| finder.score(row, true)?.map(|_| row.get(0)).transpose())
}

type Take<'a, T> = &'a dyn Fn(&SqlRow<'_>) -> rusqlite::Result<Option<T>>;

/// `take` gives what it makes of a row that fits.
fn all_by<T>(db: &Connection, query: &Query, columns: &str, take: Take<'_, T>) -> rusqlite::Result<Vec<T>> {
    let words = "words w CROSS JOIN tracks t ON t.id = w.rowid JOIN folders f ON f.id = t.folder \
                 JOIN albums al ON al.id = t.album_id JOIN artists aa ON aa.id = al.artist_id";
    let all_of = |from: &str, of: &str, values: &[String]| -> rusqlite::Result<Vec<T>> {
        let order = "aa.key, coalesce(al.year, 65535), al.key, al.id, t.place, t.title_key, t.id";
        let sql = format!("SELECT {columns} FROM {from} WHERE {of} AND t.state = 0 ORDER BY {order}");
        let mut statement = db.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.extend(take(row)?);
        }
        Ok(found)
    };
    let found = match without_parts(db, query, Table::Tracks) {
        Some(Some(expression)) => all_of(words, "words MATCH ?1", &[expression])?,
        Some(None) => Vec::new(),
        None => all_of(FROM, "true", &[])?,
    };
    match with_parts(db, query, Table::Tracks) {
        Some(expression) if found.is_empty() => all_of(words, "words MATCH ?1", &[expression]),
        _ => Ok(found),
    }
}

fn text_of(row: &Row) -> Text {
    use std::os::unix::ffi::OsStrExt;
    let folded = |text: &Option<String>| text.as_deref().map(fold).unwrap_or_default();
    let path = match &row.track.location {
        Location::File(path) => {
            let (folder, name) = super::super::names::split(path.as_os_str().as_bytes());
            path_words(folder, name)
        }
        _ => String::new(),
    };
    debug_assert!(!path.contains(SEPARATOR));
    Text {
        title: fold(&row.track.title),
        artist: folded(&row.track.artist),
        album: folded(&row.track.album),
        genre: folded(&row.track.genre),
        path,
        year: row.year,
    }
}
