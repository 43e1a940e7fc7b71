//! What is shown is linked: listed and counted in its groups, and in the full text.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension, params};

use super::names::{Names, last_two, run, terms};
use super::schema::{NO_YEAR, NONE, SEPARATOR, VARIOUS};
use crate::search::fold;

/// What of a row is needed to link it; all of it is in the row, so that it can be unlinked again.
pub(super) struct Entry {
    pub id: i64,
    pub folder: i64,
    pub name: Vec<u8>,
    pub title: String,
    pub artists: String,
    pub album: Option<String>,
    pub genres: String,
    pub year: Option<u16>,
    pub album_id: i64,
    pub place: i64,
    pub plays: i64,
    pub millis: i64,
}

impl Entry {
    pub(super) fn read(db: &Connection, id: i64) -> rusqlite::Result<Self> {
        let sql = "SELECT folder, name, title, artists, album, genres, year, album_id, place, plays, millis
                   FROM tracks WHERE id = ?1";
        db.prepare_cached(sql)?.query_row([id], |row| {
            Ok(Self {
                id,
                folder: row.get(0)?,
                name: row.get(1)?,
                title: row.get(2)?,
                artists: row.get(3)?,
                album: row.get(4)?,
                genres: row.get(5)?,
                year: row.get(6)?,
                album_id: row.get(7)?,
                place: row.get(8)?,
                plays: row.get(9)?,
                millis: row.get::<_, Option<i64>>(10)?.unwrap_or(0),
            })
        })
    }

    fn year(&self) -> i64 {
        self.year.map_or(NO_YEAR, i64::from)
    }
}

#[derive(Clone, Copy, Default)]
struct Count {
    tracks: i64,
    plays: i64,
    millis: i64,
}

struct GroupsOf {
    artists: Vec<i64>,
    genres: Vec<i64>,
}

/// Counts that have changed, written once a batch.
#[derive(Default)]
pub(super) struct Counts {
    artists: HashMap<i64, Count>,
    genres: HashMap<i64, Count>,
    years: HashMap<i64, Count>,
    folders: HashMap<i64, Count>,
    /// These are counted anew: few tracks, and they say more than numbers.
    albums: BTreeSet<i64>,
}

/// Links and unlinks rows in one transaction.
pub(super) struct Links<'a> {
    pub db: &'a Connection,
    pub names: &'a mut Names,
    pub counts: Counts,
}

impl Links<'_> {
    pub(super) fn link(&mut self, entry: &Entry) -> rusqlite::Result<()> {
        let groups = self.groups_of(entry)?;
        let values = |group: i64| [group, entry.year(), entry.album_id, entry.place, entry.id];
        for artist in &groups.artists {
            run(self.db, "INSERT OR IGNORE INTO track_artists VALUES (?1, ?2, ?3, ?4, ?5)", values(*artist))?;
        }
        for genre in &groups.genres {
            run(self.db, "INSERT OR IGNORE INTO track_genres VALUES (?1, ?2, ?3, ?4, ?5)", values(*genre))?;
        }
        self.count(entry, &groups, Count { tracks: 1, plays: entry.plays, millis: entry.millis });
        self.write_words(entry, true)
    }

    pub(super) fn unlink(&mut self, entry: &Entry) -> rusqlite::Result<()> {
        let groups = self.groups_of(entry)?;
        let values = |group: i64| [group, entry.year(), entry.album_id, entry.place, entry.id];
        for artist in &groups.artists {
            let sql = "DELETE FROM track_artists WHERE artist_id = ?1 AND year = ?2 AND album_id = ?3 AND place = ?4
                       AND track_id = ?5";
            run(self.db, sql, values(*artist))?;
        }
        for genre in &groups.genres {
            let sql = "DELETE FROM track_genres WHERE genre_id = ?1 AND year = ?2 AND album_id = ?3 AND place = ?4
                       AND track_id = ?5";
            run(self.db, sql, values(*genre))?;
        }
        self.count(entry, &groups, Count { tracks: -1, plays: -entry.plays, millis: -entry.millis });
        self.write_words(entry, false)
    }

    /// One play more of a linked row.
    pub(super) fn play(&mut self, entry: &Entry) -> rusqlite::Result<()> {
        let groups = self.groups_of(entry)?;
        self.count(entry, &groups, Count { plays: 1, ..Count::default() });
        Ok(())
    }

    fn count(&mut self, entry: &Entry, groups: &GroupsOf, more: Count) {
        for artist in &groups.artists {
            self.counts.artists.entry(*artist).or_default().add(more);
        }
        for genre in &groups.genres {
            self.counts.genres.entry(*genre).or_default().add(more);
        }
        self.counts.years.entry(entry.year()).or_default().add(more);
        self.counts.folders.entry(entry.folder).or_default().add(more);
        if entry.album_id != NONE {
            self.counts.albums.insert(entry.album_id);
        }
    }

    /// A track of no artist belongs to the row for that.
    fn groups_of(&mut self, entry: &Entry) -> rusqlite::Result<GroupsOf> {
        let artists = entry.artists.split(SEPARATOR).map(|name| self.names.artist(self.db, name, None));
        let artists = artists.collect::<rusqlite::Result<_>>()?;
        let genres = entry.genres.split(SEPARATOR).filter(|name| !name.is_empty());
        let genres = genres.map(|name| self.names.genre(self.db, name)).collect::<rusqlite::Result<_>>()?;
        Ok(GroupsOf { artists, genres })
    }

    /// Taking words out of the full text needs the very words that were put in.
    fn write_words(&mut self, entry: &Entry, is_new: bool) -> rusqlite::Result<()> {
        let [title, artist, genre] = [&entry.title, &entry.artists, &entry.genres].map(|text| fold(text));
        let album = entry.album.as_deref().map(fold).unwrap_or_default();
        let file = fold(&String::from_utf8_lossy(stem(&entry.name)));
        let path = {
            let folders = self.names.folder_words(self.db, entry.folder)?;
            let is_known = |word: &&str| [&title, &artist, &album, &genre].iter().any(|text| has_word(text, word));
            let words = folders.split(' ').chain(file.split(' '));
            words.filter(|word| !is_known(word)).collect::<Vec<_>>().join(" ")
        };
        let year = entry.year.map(|year| format!("{year:04}"));
        let sql = if is_new {
            "INSERT INTO words (rowid, title, artist, album, genre, year, path) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        } else {
            "INSERT INTO words (words, rowid, title, artist, album, genre, year, path)
             VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        };
        let [t, a, b, g, p] = [&title, &artist, &album, &genre, &path].map(|text| terms(text));
        run(self.db, sql, params![entry.id, t, a, b, g, year, p])?;
        if is_new {
            [title, artist, album, genre, path].iter().try_for_each(|text| self.names.learn(self.db, text))?;
        }
        Ok(())
    }

    /// Writes the counts; the last act of a batch.
    pub(super) fn finish(mut self) -> rusqlite::Result<()> {
        for (id, count) in std::mem::take(&mut self.counts.artists) {
            let sql = "UPDATE artists SET tracks = tracks + ?2, plays = plays + ?3 WHERE id = ?1";
            run(self.db, sql, [id, count.tracks, count.plays])?;
        }
        for (id, count) in std::mem::take(&mut self.counts.genres) {
            let sql = "UPDATE genres SET tracks = tracks + ?2, plays = plays + ?3 WHERE id = ?1";
            run(self.db, sql, [id, count.tracks, count.plays])?;
        }
        for (year, count) in std::mem::take(&mut self.counts.years) {
            let sql = "INSERT INTO years (year, tracks, plays, millis) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (year)
                       DO UPDATE SET tracks = tracks + ?2, plays = plays + ?3, millis = millis + ?4";
            run(self.db, sql, [year, count.tracks, count.plays, count.millis])?;
        }
        self.finish_folders()?;
        std::mem::take(&mut self.counts.albums).into_iter().try_for_each(|album| refresh_album(self.db, album))
    }

    /// A folder's tracks are its parent's, too.
    fn finish_folders(&mut self) -> rusqlite::Result<()> {
        let mut all: HashMap<i64, i64> = HashMap::new();
        for (folder, count) in std::mem::take(&mut self.counts.folders) {
            let mut at = folder;
            while at != NONE && count.tracks != 0 {
                *all.entry(at).or_default() += count.tracks;
                let mut statement = self.db.prepare_cached("SELECT parent FROM folders WHERE id = ?1")?;
                at = statement.query_row([at], |row| row.get(0)).optional()?.unwrap_or(NONE);
            }
        }
        for (folder, tracks) in all {
            run(self.db, "UPDATE folders SET tracks = tracks + ?2 WHERE id = ?1", [folder, tracks])?;
        }
        Ok(())
    }
}

impl Count {
    fn add(&mut self, more: Count) {
        self.tracks += more.tracks;
        self.plays += more.plays;
        self.millis += more.millis;
    }
}

/// Counts an album's tracks and finds whose it is, where no tag says so: of the one artist of its tracks, else of many.
fn refresh_album(db: &Connection, album: i64) -> rusqlite::Result<()> {
    let sql = "SELECT count(*), count(DISTINCT place >> 16), total(plays), max(year), min(artist_id), max(artist_id)
               FROM tracks INDEXED BY tracks_album WHERE album_id = ?1 AND state = 0";
    let counted = |row: &rusqlite::Row<'_>| {
        let (tracks, discs, plays): (i64, i64, f64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (year, first, last): (Option<i64>, Option<i64>, Option<i64>) = (row.get(3)?, row.get(4)?, row.get(5)?);
        Ok((tracks, discs, plays, year, first.zip(last)))
    };
    let (tracks, discs, plays, year, artists) = db.prepare_cached(sql)?.query_row([album], counted)?;
    let sql = "SELECT explicit, artist_id, tracks FROM albums WHERE id = ?1";
    let (is_explicit, before, tracks_before): (bool, i64, i64) =
        db.prepare_cached(sql)?.query_row([album], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let artist = match artists {
        Some((first, last)) if !is_explicit && first == last => first,
        Some(_) if !is_explicit => VARIOUS,
        _ => before,
    };
    let sql = "UPDATE albums SET tracks = ?2, discs = ?3, plays = ?4, year = ?5, artist_id = ?6 WHERE id = ?1";
    run(db, sql, params![album, tracks, discs, plays as i64, year, artist])?;
    let sql = "UPDATE artists SET albums = albums + ?2, album_tracks = album_tracks + ?3 WHERE id = ?1";
    if tracks_before > 0 {
        run(db, sql, [before, -1, -tracks_before])?;
    }
    if tracks > 0 {
        run(db, sql, [artist, 1, tracks])?;
    }
    Ok(())
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(' ').any(|other| other == word)
}

fn stem(name: &[u8]) -> &[u8] {
    match name.iter().rposition(|byte| *byte == b'.') {
        Some(at) if at > 0 => &name[..at],
        _ => name,
    }
}

/// What `path:` looks at, folded: the file's name and those of its folder and that one's.
pub(super) fn path_words(folder: &[u8], name: &[u8]) -> String {
    fold(&format!("{} {}", last_two(folder), String::from_utf8_lossy(stem(name))))
}
