//! The library's folders: what is under none of them is hidden.

use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use super::batch::Batch;
use super::link::Entry;
use super::names::run;
use super::schema::{OUTSIDE, SHOWN};

/// Folders gone through in one transaction when the library's folders have changed.
const FOLDERS_A_BATCH: i64 = 500;

/// The library's folders, as far as they were ever set.
#[derive(Debug, Default)]
pub(super) struct Roots {
    /// `None`: never; then all is in.
    paths: Option<Vec<PathBuf>>,
    /// All tracks are hidden or shown as these say.
    pub is_true: bool,
}

impl Roots {
    /// Until all rows are as the new ones say, a crash must not be taken for the end of it.
    pub(super) const BEGIN_CHANGE: &str = "UPDATE notes SET rooted = 2";

    pub(super) fn of(paths: &[PathBuf]) -> Self {
        Self { paths: Some(sorted(paths)), is_true: false }
    }

    pub(super) fn read(db: &Connection) -> rusqlite::Result<Self> {
        let rooted: i64 = db.query_row("SELECT rooted FROM notes", [], |row| row.get(0))?;
        let mut statement = db.prepare("SELECT path FROM roots ORDER BY path")?;
        let path = |row: &rusqlite::Row<'_>| Ok(PathBuf::from(std::ffi::OsString::from_vec(row.get(0)?)));
        let paths = statement.query_map([], path)?.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(Self { paths: (rooted != 0).then_some(paths), is_true: rooted != 2 })
    }

    pub(super) fn write(&self, db: &Connection) -> rusqlite::Result<()> {
        db.execute("DELETE FROM roots", [])?;
        let sql = "INSERT INTO roots (path) VALUES (?1)";
        self.paths.iter().flatten().try_for_each(|path| run(db, sql, [path.as_os_str().as_bytes()]).map(drop))
    }

    pub(super) fn is_change(&self, paths: &[PathBuf]) -> bool {
        !self.is_true || self.paths.as_ref() != Some(&sorted(paths))
    }

    /// Whether a file or folder is in the library.
    pub(super) fn contain(&self, path: &[u8]) -> bool {
        let path = Path::new(std::ffi::OsStr::from_bytes(path));
        self.paths.as_ref().is_none_or(|roots| roots.iter().any(|root| path.starts_with(root)))
    }
}

fn sorted(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut paths = paths.to_vec();
    paths.sort();
    paths.dedup();
    paths
}

/// From a folder to all that begins with it and a slash: `from <= path AND path < to`.
pub(super) fn below(folder: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let bare = folder.strip_suffix(b"/").unwrap_or(folder);
    let ended = |end: u8| bare.iter().copied().chain([end]).collect::<Vec<u8>>();
    (ended(b'/'), ended(b'/' + 1))
}

impl Batch<'_> {
    /// Hides and shows the tracks of some folders after the one with the id `last`. Returns the last of these.
    pub(super) fn sort_by_roots(&mut self, last: i64) -> rusqlite::Result<Option<i64>> {
        let mut statement =
            self.db.prepare_cached("SELECT id, path FROM folders WHERE id > ?1 ORDER BY id LIMIT ?2")?;
        let folder = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?));
        let folders = statement.query_map([last, FOLDERS_A_BATCH], folder)?.collect::<rusqlite::Result<Vec<_>>>()?;
        for (id, path) in &folders {
            let is_in = self.roots.contain(path);
            for track in self.tracks_in(*id, if is_in { OUTSIDE } else { SHOWN })? {
                if is_in { self.show(track)? } else { self.hide(track, OUTSIDE)? }
            }
        }
        Ok(folders.last().map(|(id, _)| *id))
    }

    pub(super) fn end_sorting(&mut self) -> rusqlite::Result<()> {
        let mut statement = self.db.prepare("SELECT path FROM problems")?;
        let paths = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        for path in paths.iter().filter(|path| !self.roots.contain(path)) {
            run(self.db, "DELETE FROM problems WHERE path = ?1", [path])?;
        }
        run(self.db, "UPDATE notes SET rooted = 1, revision = revision + 1", []).map(drop)
    }

    fn tracks_in(&self, folder: i64, state: i64) -> rusqlite::Result<Vec<i64>> {
        let mut statement = self.db.prepare_cached("SELECT id FROM tracks WHERE folder = ?1 AND state = ?2")?;
        statement.query_map([folder, state], |row| row.get(0))?.collect()
    }

    fn show(&mut self, track: i64) -> rusqlite::Result<()> {
        run(self.db, "UPDATE tracks SET state = 0, hidden_at = NULL WHERE id = ?1", [track])?;
        let entry = Entry::read(self.db, track)?;
        self.links.link(&entry)
    }

    pub(super) fn hide(&mut self, track: i64, state: i64) -> rusqlite::Result<()> {
        let entry = Entry::read(self.db, track)?;
        self.links.unlink(&entry)?;
        let sql = "UPDATE tracks SET state = ?2, hidden_at = ?3 WHERE id = ?1";
        run(self.db, sql, params![track, state, self.now]).map(drop)
    }
}
