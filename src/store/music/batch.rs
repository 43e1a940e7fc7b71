//! One transaction's work.

use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::link::{Counts, Entry, Links};
use super::names::{Names, run, split};
use super::put::Known;
use super::roots::{Roots, below};
use super::schema::{GONE, SHOWN};
use super::{Change, Moved, Sound, Stamp};

/// Work in one transaction. It counts once [`Batch::finish`] is done and the transaction committed.
pub(super) struct Batch<'a> {
    pub db: &'a Connection,
    pub links: Links<'a>,
    pub roots: &'a Roots,
    pub moved: Vec<Moved>,
    /// In seconds since 1970.
    pub now: i64,
}

impl<'a> Batch<'a> {
    pub(super) fn new(db: &'a Connection, names: &'a mut Names, roots: &'a Roots) -> Self {
        let links = Links { db, names, counts: Counts::default() };
        Self { db, links, roots, moved: Vec::new(), now: Timestamp::now().as_second() }
    }

    pub(super) fn finish(self) -> rusqlite::Result<()> {
        self.links.finish()
    }

    pub(super) fn apply(&mut self, change: &Change) -> rusqlite::Result<()> {
        match change {
            Change::Put(song) => self.put(song),
            Change::Problem { path, stamp, sentence } => self.problem(path.as_os_str().as_bytes(), stamp, sentence),
            Change::Gone(path) => self.gone(path.as_os_str().as_bytes()),
            Change::Away { root } => self.set_away(root.as_os_str().as_bytes(), true),
            Change::Here { root } => self.set_away(root.as_os_str().as_bytes(), false),
        }
    }

    /// The row of a path, whatever its state.
    pub(super) fn known(&mut self, path: &[u8]) -> rusqlite::Result<Option<Known>> {
        let (folder, name) = split(path);
        let sql =
            "SELECT t.id, t.state FROM folders f JOIN tracks t ON t.folder = f.id WHERE f.path = ?1 AND t.name = ?2";
        let known = |row: &rusqlite::Row<'_>| Ok(Known { id: row.get(0)?, state: row.get(1)? });
        self.db.prepare_cached(sql)?.query_row([folder, name], known).optional()
    }

    fn problem(&mut self, path: &[u8], stamp: &Stamp, sentence: &str) -> rusqlite::Result<()> {
        let sql = "INSERT OR REPLACE INTO problems (path, at, sentence, size, modified, inode)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let (size, inode) = (stamp.size.cast_signed(), stamp.inode.cast_signed());
        run(self.db, sql, params![path, self.now, sentence, size, stamp.modified, inode]).map(drop)
    }

    fn gone(&mut self, path: &[u8]) -> rusqlite::Result<()> {
        run(self.db, "DELETE FROM problems WHERE path = ?1", [path])?;
        match self.known(path)? {
            Some(Known { id, state: SHOWN }) => self.hide(id, GONE),
            Some(Known { id, .. }) => run(self.db, "UPDATE tracks SET state = 1 WHERE id = ?1", [id]).map(drop),
            None => Ok(()),
        }
    }

    fn set_away(&mut self, root: &[u8], away: bool) -> rusqlite::Result<()> {
        let bare = root.strip_suffix(b"/").unwrap_or(root);
        let (from, to) = below(root);
        let sql = "UPDATE folders SET away = ?1 WHERE path = ?2 AND away <> ?1";
        run(self.db, sql, params![away, bare])?;
        let sql = "UPDATE folders SET away = ?1 WHERE path >= ?2 AND path < ?3 AND away <> ?1";
        run(self.db, sql, params![away, from, to]).map(drop)
    }

    pub(super) fn played(&mut self, path: &[u8], at: i64) -> rusqlite::Result<()> {
        let Some(known) = self.known(path)? else {
            let sql = "INSERT INTO strangers VALUES (?1, 1, ?2) ON CONFLICT (path)
                       DO UPDATE SET plays = plays + 1, played_at = max(played_at, ?2)";
            return run(self.db, sql, params![path, at]).map(drop);
        };
        let sql = "UPDATE tracks SET plays = plays + 1, played_at = max(coalesce(played_at, ?2), ?2) WHERE id = ?1";
        run(self.db, sql, [known.id, at])?;
        if known.state != SHOWN {
            return Ok(());
        }
        let entry = Entry::read(self.db, known.id)?;
        self.links.play(&entry)
    }

    pub(super) fn heard(&mut self, path: &[u8], sound: &Sound) -> rusqlite::Result<()> {
        let Stamp { size, modified, inode } = sound.stamp;
        let (size, inode, at) = (size.cast_signed(), inode.cast_signed(), sound.at.as_second());
        let heard = sound.verdict.as_ref().ok();
        let level = heard.and_then(|heard| heard.level);
        let (lufs, peak) = (level.map(|level| level.lufs), level.and_then(|level| level.peak));
        let millis = heard.map(|heard| i64::try_from(heard.length.as_millis()).unwrap_or(i64::MAX));
        let trouble = sound.verdict.as_ref().err();
        let sql = "INSERT OR REPLACE INTO sounds (path, at, size, modified, inode, trouble, millis, lufs, peak)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        run(self.db, sql, params![path, at, size, modified, inode, trouble, millis, lufs, peak])?;
        let Some(known) = self.known(path)? else { return Ok(()) };
        let sql = "UPDATE tracks SET heard = 2, heard_lufs = ?2, heard_peak = ?3
                   WHERE id = ?1 AND size = ?4 AND modified = ?5 AND inode = ?6";
        run(self.db, sql, params![known.id, lufs, peak, size, modified, inode]).map(drop)
    }
}

/// Bytes of a path, as the rest of the program has it.
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    std::ffi::OsString::from_vec(bytes).into()
}

/// A folder's path and a name in it.
pub(super) fn joined(folder: Vec<u8>, name: &[u8]) -> PathBuf {
    let folder = path_of(folder);
    let name = Path::new(std::ffi::OsStr::from_bytes(name));
    if folder.as_os_str().is_empty() { name.to_owned() } else { folder.join(name) }
}
