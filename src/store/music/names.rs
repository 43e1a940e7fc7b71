//! From names to rows: folders, artists, genres, albums, words. The frequent ones are remembered.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::{Connection, OptionalExtension, Params, params};

use super::schema::{NONE, VARIOUS};
use super::song::Facts;
use crate::search::{fold, for_each_term, is_unspaced};

/// Names remembered of a kind; then all are forgotten. About 4 MB in all.
const REMEMBERED: usize = 20_000;
const WORDS_REMEMBERED: usize = 200_000;
/// In bytes: the longest in the vocabulary.
pub(super) const LONGEST_WORD: usize = 60;

#[derive(Default)]
pub(super) struct Names {
    folders: HashMap<Vec<u8>, i64>,
    /// Of the last folder: its words, which each of its files is found by.
    folder_words: Option<(i64, String)>,
    artists: HashMap<String, i64>,
    genres: HashMap<String, i64>,
    albums: HashMap<(String, String), i64>,
    /// Hashes of what is in the vocabulary.
    words: HashSet<u64>,
}

/// Runs a statement that is kept prepared.
pub(super) fn run(connection: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<usize> {
    connection.prepare_cached(sql)?.execute(values)
}

/// The id that a statement gives, if any.
fn id(connection: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<Option<i64>> {
    connection.prepare_cached(sql)?.query_row(values, |row| row.get(0)).optional()
}

/// A path's parent and the name in it. `/` stays `/`.
pub(super) fn split(path: &[u8]) -> (&[u8], &[u8]) {
    match path.iter().rposition(|byte| *byte == b'/') {
        Some(0) => (&path[..1], &path[1..]),
        Some(at) => (&path[..at], &path[at + 1..]),
        None => (b"", path),
    }
}

impl Names {
    pub(super) fn folder(&mut self, db: &Connection, path: &[u8]) -> rusqlite::Result<i64> {
        if let Some(id) = self.folders.get(path) {
            return Ok(*id);
        }
        let known = id(db, "SELECT id FROM folders WHERE path = ?1", [path])?;
        let id = known.map_or_else(|| self.new_folder(db, path), Ok)?;
        if self.folders.len() >= REMEMBERED {
            self.folders.clear();
        }
        self.folders.insert(path.to_owned(), id);
        Ok(id)
    }

    fn new_folder(&mut self, db: &Connection, path: &[u8]) -> rusqlite::Result<i64> {
        let (parent, name) = split(path);
        let parent =
            if path.len() > parent.len() && !path.is_empty() && path != b"/" { self.folder(db, parent)? } else { NONE };
        let name = String::from_utf8_lossy(if name.is_empty() { path } else { name });
        let sql = "INSERT INTO folders (parent, path, name, key) VALUES (?1, ?2, ?3, ?4)";
        run(db, sql, params![parent, path, name, fold(&name)])?;
        Ok(db.last_insert_rowid())
    }

    /// The words of a folder's and its parent's name: with the file's own, what `path:` looks at.
    pub(super) fn folder_words(&mut self, db: &Connection, folder: i64) -> rusqlite::Result<&str> {
        if self.folder_words.as_ref().is_none_or(|(last, _)| *last != folder) {
            let mut statement = db.prepare_cached("SELECT path FROM folders WHERE id = ?1")?;
            let path: Vec<u8> = statement.query_row([folder], |row| row.get(0))?;
            self.folder_words = Some((folder, fold(&last_two(&path))));
        }
        Ok(self.folder_words.as_ref().map_or("", |(_, words)| words))
    }

    pub(super) fn artist(&mut self, db: &Connection, name: &str, sort: Option<&str>) -> rusqlite::Result<i64> {
        let folded = fold(name);
        if folded.is_empty() {
            return Ok(NONE);
        }
        if let Some(id) = self.artists.get(&folded) {
            return Ok(*id);
        }
        let known = id(db, "SELECT id FROM artists WHERE fold = ?1", [&folded])?;
        let id = match known {
            Some(id) => id,
            None => {
                self.learn(db, &folded)?;
                new_artist(db, name, &folded, sort)?
            }
        };
        if self.artists.len() >= REMEMBERED {
            self.artists.clear();
        }
        self.artists.insert(folded, id);
        Ok(id)
    }

    pub(super) fn genre(&mut self, db: &Connection, name: &str) -> rusqlite::Result<i64> {
        let folded = fold(name);
        if let Some(id) = self.genres.get(&folded) {
            return Ok(*id);
        }
        let known = id(db, "SELECT id FROM genres WHERE fold = ?1", [&folded])?;
        let id = match known {
            Some(id) => id,
            None => {
                run(db, "INSERT INTO genres (fold, name) VALUES (?1, ?2)", [folded.as_str(), name])?;
                db.last_insert_rowid()
            }
        };
        if self.genres.len() >= REMEMBERED {
            self.genres.clear();
        }
        self.genres.insert(folded, id);
        Ok(id)
    }

    /// An album is the same by its name and its artist; a record of many by its name; else by its folder.
    pub(super) fn album(&mut self, db: &Connection, facts: &Facts) -> rusqlite::Result<i64> {
        let Some(title) = &facts.album else { return Ok(NONE) };
        let key = (fold(title), facts.album_owner());
        if let Some(id) = self.albums.get(&key) {
            return Ok(*id);
        }
        let known = id(db, "SELECT id FROM albums WHERE fold = ?1 AND owner = ?2", [&key.0, &key.1])?;
        let id = match known {
            Some(id) => id,
            None => self.new_album(db, facts, title, &key)?,
        };
        if self.albums.len() >= REMEMBERED {
            self.albums.clear();
        }
        self.albums.insert(key, id);
        Ok(id)
    }

    fn new_album(
        &mut self,
        db: &Connection,
        facts: &Facts,
        title: &str,
        (folded, owner): &(String, String),
    ) -> rusqlite::Result<i64> {
        let artist = match facts.album_artists.first() {
            Some(name) => self.artist(db, name, facts.sort_album_artist.as_deref())?,
            None if facts.compilation => VARIOUS,
            None => facts.artists.first().map_or(Ok(NONE), |name| self.artist(db, name, None))?,
        };
        let is_explicit = !facts.album_artists.is_empty() || facts.compilation;
        let key = facts.sort_album.as_deref().map_or_else(|| folded.clone(), fold);
        let sql = "INSERT INTO albums (fold, owner, title, key, explicit, artist_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        run(db, sql, params![folded, owner, title, key, is_explicit, artist])?;
        let id = db.last_insert_rowid();
        let of = if is_explicit { facts.album_artists.join(" ") } else { facts.artists.join(" ") };
        let of = if of.is_empty() && facts.compilation { "various artists".to_owned() } else { fold(&of) };
        self.learn(db, folded)?;
        let year = facts.year.map(|year| format!("{year:04}"));
        let sql = "INSERT INTO album_words (rowid, album, artist, year) VALUES (?1, ?2, ?3, ?4)";
        run(db, sql, params![id, terms(folded), terms(&of), year])?;
        Ok(id)
    }

    /// Makes parts of words findable.
    pub(super) fn learn(&mut self, db: &Connection, folded: &str) -> rusqlite::Result<()> {
        for word in folded.split(' ').filter(|word| word.len() > 3 && word.len() <= LONGEST_WORD) {
            let mut hasher = DefaultHasher::new();
            word.hash(&mut hasher);
            if !self.words.insert(hasher.finish()) || word.chars().next().is_some_and(is_unspaced) {
                continue;
            }
            if run(db, "INSERT OR IGNORE INTO vocabulary (word) VALUES (?1)", [word])? == 1 {
                let sql = "INSERT INTO word_parts (rowid, word) VALUES (?1, ?2)";
                run(db, sql, params![db.last_insert_rowid(), word])?;
            }
        }
        if self.words.len() >= WORDS_REMEMBERED {
            self.words.clear();
        }
        Ok(())
    }
}

fn new_artist(db: &Connection, name: &str, folded: &str, sort: Option<&str>) -> rusqlite::Result<i64> {
    let key = sort.map(fold).filter(|key| !key.is_empty()).unwrap_or_else(|| folded.to_owned());
    run(db, "INSERT INTO artists (fold, name, key) VALUES (?1, ?2, ?3)", [folded, name, &key])?;
    let id = db.last_insert_rowid();
    run(db, "INSERT INTO artist_words (rowid, artist) VALUES (?1, ?2)", params![id, terms(folded)])?;
    Ok(id)
}

/// A folded text as the full text has it.
pub(super) fn terms(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len() + 8);
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        for_each_term(word, &mut |term| {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(term);
        });
    }
    out
}

/// The last two names of a path.
pub(super) fn last_two(path: &[u8]) -> String {
    let names: Vec<_> = path.rsplit(|byte| *byte == b'/').take(2).map(String::from_utf8_lossy).collect();
    names.into_iter().rev().collect::<Vec<_>>().join(" ")
}
