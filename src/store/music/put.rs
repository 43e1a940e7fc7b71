//! A song into the index.

use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use rusqlite::{OptionalExtension, params};

use super::batch::{Batch, joined};
use super::link::Entry;
use super::names::{run, split};
use super::schema::{OUTSIDE, SHOWN};
use super::song::Facts;
use super::{Moved, Song};

/// A row that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub id: i64,
    pub state: i64,
}

/// Where a song goes.
struct Place<'a> {
    folder: i64,
    name: &'a [u8],
    album: i64,
    artist: i64,
    state: i64,
}

/// What decoding has shown of the file as it is.
#[derive(Default)]
struct Measured {
    heard: bool,
    lufs: Option<f32>,
    peak: Option<f32>,
}

/// A row that may be the same file under its old name.
struct Candidate {
    known: Known,
    path: PathBuf,
    /// Of several copies, the one that is most surely this.
    likeness: (bool, bool, u32),
}

/// `plays`, `played_at` and `added_at` are not among them: they are no news from a file.
const COLUMNS: [&str; 32] = [
    "folder",
    "name",
    "state",
    "hidden_at",
    "title",
    "artists",
    "album",
    "genres",
    "year",
    "album_id",
    "artist_id",
    "place",
    "title_key",
    "disc",
    "number",
    "millis",
    "lufs",
    "peak",
    "album_lufs",
    "album_peak",
    "heard",
    "heard_lufs",
    "heard_peak",
    "codec",
    "bitrate",
    "rate",
    "channels",
    "size",
    "modified",
    "inode",
    "fingerprint",
    "added_at",
];

impl Batch<'_> {
    pub(super) fn put(&mut self, song: &Song) -> rusqlite::Result<()> {
        let path = song.path.as_os_str().as_bytes();
        let (folder, name) = split(path);
        let is_in = self.roots.contain(path);
        let folder = self.links.names.folder(self.db, folder)?;
        let known = self.known_in(folder, name)?;
        let moved = if known.is_none() { self.moved(song)? } else { None };
        let known = known.or(moved);
        if let Some(Known { id, state: SHOWN }) = known {
            let before = Entry::read(self.db, id)?;
            self.links.unlink(&before)?;
        }
        let facts = Facts::of(song);
        let sort = facts.sort_artist.as_deref();
        let artist = facts.artists.first().map_or(Ok(0), |name| self.links.names.artist(self.db, name, sort))?;
        let album = self.links.names.album(self.db, &facts)?;
        let place = Place { folder, name, album, artist, state: if is_in { SHOWN } else { OUTSIDE } };
        let (id, plays) = self.write(known.map(|known| known.id), song, &facts, &place)?;
        run(self.db, "DELETE FROM problems WHERE path = ?1", [path])?;
        if is_in { self.links.link(&entry(id, plays, song, facts, &place)) } else { Ok(()) }
    }

    fn known_in(&self, folder: i64, name: &[u8]) -> rusqlite::Result<Option<Known>> {
        let sql = "SELECT id, state FROM tracks WHERE folder = ?1 AND name = ?2";
        let known = |row: &rusqlite::Row<'_>| Ok(Known { id: row.get(0)?, state: row.get(1)? });
        self.db.prepare_cached(sql)?.query_row(params![folder, name], known).optional()
    }

    /// Returns the row's id and plays.
    fn write(
        &mut self,
        known: Option<i64>,
        song: &Song,
        facts: &Facts,
        at: &Place<'_>,
    ) -> rusqlite::Result<(i64, i64)> {
        let measured = self.measured(song)?;
        let by_tags = song.levels.track.is_some();
        let heard = if measured.heard { 2 } else { i64::from(by_tags) };
        let (track, album) = (song.levels.track, song.levels.album);
        let hidden_at = (at.state != SHOWN).then_some(self.now);
        let values = params![
            at.folder,
            at.name,
            at.state,
            hidden_at,
            facts.title,
            facts.artist_column(),
            facts.album,
            facts.genre_column(),
            facts.year,
            at.album,
            at.artist,
            facts.place,
            facts.title_key,
            song.disc,
            song.number,
            millis(song),
            track.map(|level| level.lufs),
            track.and_then(|level| level.peak),
            album.map(|level| level.lufs),
            album.and_then(|level| level.peak),
            heard,
            measured.lufs,
            measured.peak,
            song.codec,
            song.bitrate,
            song.rate,
            song.channels,
            song.stamp.size.cast_signed(),
            song.stamp.modified,
            song.stamp.inode.cast_signed(),
            song.fingerprint.map(u64::cast_signed),
            self.now,
            known,
        ];
        let Some(id) = known else {
            run(self.db, insert(), &values[..COLUMNS.len()])?;
            let id = self.db.last_insert_rowid();
            return Ok((id, self.adopt(id, song.path.as_os_str().as_bytes())?));
        };
        run(self.db, update(), values)?;
        let mut statement = self.db.prepare_cached("SELECT plays FROM tracks WHERE id = ?1")?;
        Ok((id, statement.query_row([id], |row| row.get(0))?))
    }

    /// A new row takes over the plays that its file had before it came into the library.
    fn adopt(&mut self, id: i64, path: &[u8]) -> rusqlite::Result<i64> {
        let sql = "SELECT plays, played_at FROM strangers WHERE path = ?1";
        let mut statement = self.db.prepare_cached(sql)?;
        let plays = statement.query_row([path], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((plays, played_at)) = plays else { return Ok(0) };
        run(self.db, "UPDATE tracks SET plays = ?2, played_at = ?3 WHERE id = ?1", [id, plays, played_at])?;
        run(self.db, "DELETE FROM strangers WHERE path = ?1", [path])?;
        Ok(plays)
    }

    fn measured(&self, song: &Song) -> rusqlite::Result<Measured> {
        let sql = "SELECT lufs, peak FROM sounds WHERE path = ?1 AND size = ?2 AND modified = ?3 AND inode = ?4";
        let stamp = song.stamp;
        let (size, inode) = (stamp.size.cast_signed(), stamp.inode.cast_signed());
        let values = params![song.path.as_os_str().as_bytes(), size, stamp.modified, inode];
        let measured = |row: &rusqlite::Row<'_>| Ok(Measured { heard: true, lufs: row.get(0)?, peak: row.get(1)? });
        Ok(self.db.prepare_cached(sql)?.query_row(values, measured).optional()?.unwrap_or_default())
    }

    /// The row of the same sound whose file is no more, if there is one: this is that file.
    fn moved(&mut self, song: &Song) -> rusqlite::Result<Option<Known>> {
        let Some(fingerprint) = song.fingerprint else { return Ok(None) };
        let alike = self.alike(fingerprint, song)?;
        let lost = alike.into_iter().filter(|candidate| candidate.path.symlink_metadata().is_err());
        let Some(Candidate { known, path, .. }) = lost.max_by_key(|candidate| candidate.likeness) else {
            return Ok(None);
        };
        let (from, to) = (path.as_os_str().as_bytes(), song.path.as_os_str().as_bytes());
        run(self.db, "UPDATE OR REPLACE sounds SET path = ?2 WHERE path = ?1", [from, to])?;
        run(self.db, "DELETE FROM problems WHERE path = ?1", [from])?;
        self.moved.push(Moved { from: path, to: song.path.clone() });
        Ok(Some(known))
    }

    /// Rows of the same sound. Those whose disk is away are not: their files will be back with it.
    fn alike(&self, fingerprint: u64, song: &Song) -> rusqlite::Result<Vec<Candidate>> {
        let sql =
            "SELECT t.id, t.state, f.path, t.name, t.inode, t.plays FROM tracks t JOIN folders f ON f.id = t.folder
                   WHERE t.fingerprint = ?1 AND f.away = 0 LIMIT 100";
        let mut statement = self.db.prepare_cached(sql)?;
        let candidates = statement.query_map([fingerprint.cast_signed()], |row| {
            let path = joined(row.get(2)?, &row.get::<_, Vec<u8>>(3)?);
            let same_inode = row.get::<_, i64>(4)? == song.stamp.inode.cast_signed();
            let likeness = (same_inode, path.file_name() == song.path.file_name(), row.get(5)?);
            Ok(Candidate { known: Known { id: row.get(0)?, state: row.get(1)? }, path, likeness })
        })?;
        candidates.collect()
    }
}

fn entry(id: i64, plays: i64, song: &Song, facts: Facts, at: &Place<'_>) -> Entry {
    Entry {
        id,
        folder: at.folder,
        name: at.name.to_owned(),
        artists: facts.artist_column(),
        genres: facts.genre_column(),
        title: facts.title,
        album: facts.album,
        year: facts.year,
        album_id: at.album,
        place: facts.place,
        plays,
        millis: millis(song).unwrap_or(0),
    }
}

fn millis(song: &Song) -> Option<i64> {
    song.duration.and_then(|duration| i64::try_from(duration.as_millis()).ok())
}

fn insert() -> &'static str {
    static SQL: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let values = (1..=COLUMNS.len()).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ");
        format!("INSERT INTO tracks ({}) VALUES ({values})", COLUMNS.join(", "))
    });
    &SQL
}

fn update() -> &'static str {
    static SQL: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let kept = COLUMNS.iter().zip(1..).filter(|(column, _)| **column != "added_at");
        let set = kept.map(|(column, n)| format!("{column} = ?{n}")).collect::<Vec<_>>().join(", ");
        format!("UPDATE tracks SET {set} WHERE id = ?{}", COLUMNS.len() + 1)
    });
    &SQL
}
