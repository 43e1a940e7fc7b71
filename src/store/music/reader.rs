//! Questions to the index.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row as SqlRow, params};

use super::batch::{joined, path_of};
use super::groups::bare;
use super::names::split;
use super::page::View;
use super::roots::below;
use super::rows::{COLUMNS, FROM, row_of, time};
use super::schema::LIBRARY;
use super::{Heard, Key, Page, Problem, Row, Sound, Stamp, Stats};
use crate::model::Level;
use crate::store::{StoreError, open_to_read};

/// Reads the index; one a thread. Never waits for the writer, and sees what it has committed.
pub struct Reader {
    pub(super) db: Connection,
    path: PathBuf,
}

impl Reader {
    /// # Errors
    /// [`StoreError::Absent`] until a writer has opened it, else any [`StoreError`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let db = open_to_read(path, &LIBRARY)?;
        db.set_prepared_statement_cache_capacity(100);
        let reader = Self { db, path: path.to_owned() };
        // Else queries would be planned anew for each value.
        reader.ask(|db| db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true))?;
        reader.ask(|db| db.pragma_update(None, "cache_size", -8_000))?;
        Ok(reader)
    }

    /// Every file that is known below a folder, as it was when it was last read; those with problems, too.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn each_stamp(&self, root: &Path, f: &mut dyn FnMut(&Path, Stamp)) -> Result<(), StoreError> {
        let sql =
            "SELECT f.path, t.name, t.size, t.modified, t.inode FROM folders f CROSS JOIN tracks t ON t.folder = f.id
                   WHERE f.path >= ?1 AND f.path < ?3 AND (+f.path = ?1 OR +f.path >= ?2) AND t.state <> 1
                   AND NOT EXISTS (SELECT 1 FROM problems p WHERE p.path = CAST(f.path || '/' || t.name AS BLOB))
                   UNION ALL SELECT p.path, NULL, p.size, p.modified, p.inode FROM problems p
                   WHERE p.path = ?1 OR p.path >= ?2 AND p.path < ?3";
        let (from, to) = below(root.as_os_str().as_bytes());
        self.ask(|db| {
            let mut statement = db.prepare_cached(sql)?;
            let mut rows = statement.query(params![bare(root), from, to])?;
            while let Some(row) = rows.next()? {
                let path = match row.get_ref(1)?.as_blob_or_null()? {
                    Some(name) => joined(row.get(0)?, name),
                    None => path_of(row.get(0)?),
                };
                f(&path, stamp(row, 2)?);
            }
            Ok(())
        })
    }

    /// The track of a file.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn track(&self, path: &Path) -> Result<Option<Row>, StoreError> {
        let (folder, name) = split(path.as_os_str().as_bytes());
        let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE f.path = ?1 AND t.name = ?2 AND t.state = 0");
        self.ask(|db| db.prepare_cached(&sql)?.query_row([folder, name], row_of).optional())
    }

    /// What decoding a file has shown, the file as it was then.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn sound(&self, path: &Path) -> Result<Option<Sound>, StoreError> {
        let sql = "SELECT size, modified, inode, at, trouble, millis, lufs, peak FROM sounds WHERE path = ?1";
        self.ask(|db| db.prepare_cached(sql)?.query_row([path.as_os_str().as_bytes()], sound_of).optional())
    }

    /// How much there is.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn stats(&self) -> Result<Stats, StoreError> {
        let sql = "SELECT (SELECT coalesce(sum(tracks), 0) FROM years),
                   (SELECT count(*) FROM folders f JOIN tracks t ON t.folder = f.id WHERE f.away = 1 AND t.state = 0),
                   (SELECT count(*) FROM albums WHERE tracks > 0),
                   (SELECT count(*) FROM artists WHERE tracks > 0 AND id > 0),
                   (SELECT count(*) FROM genres WHERE tracks > 0),
                   (SELECT coalesce(sum(millis), 0) FROM years),
                   (SELECT count(*) FROM problems),
                   (SELECT count(*) FROM tracks WHERE state = 0 AND heard < 2)";
        self.ask(|db| {
            db.prepare_cached(sql)?.query_row([], |row| {
                let count = |column| row.get::<_, i64>(column).map(i64::unsigned_abs);
                Ok(Stats {
                    tracks: count(0)?,
                    away: count(1)?,
                    albums: count(2)?,
                    artists: count(3)?,
                    genres: count(4)?,
                    duration: Duration::from_millis(count(5)?),
                    problems: count(6)?,
                    heard: count(0)?.saturating_sub(count(7)?),
                })
            })
        })
    }

    /// Files that are no music, or not readable as such, by path.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn problems(&self, after: Option<&Key>, limit: usize) -> Result<Page<Problem>, StoreError> {
        let order = &["p.path"];
        let (columns, values) = ("p.path, p.at, p.sentence", Vec::<Value>::new());
        let view = View { columns, count: 3, from: "problems p", of: "true", values, order, descending: false };
        let problem =
            |row: &SqlRow<'_>| Ok(Problem { path: path_of(row.get(0)?), at: time(row.get(1)?), sentence: row.get(2)? });
        self.page(&view, after, limit, problem)
    }

    /// Files that were not decoded to their end yet, or have changed since; those first whose loudness nobody knows.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn unheard(&self, limit: usize) -> Result<Vec<PathBuf>, StoreError> {
        let sql = "SELECT f.path, t.name FROM tracks t JOIN folders f ON f.id = t.folder
                   WHERE t.state = 0 AND t.heard < 2 AND f.away = 0 ORDER BY t.heard, t.id LIMIT ?1";
        let path = |row: &SqlRow<'_>| Ok(joined(row.get(0)?, row.get_ref(1)?.as_blob()?));
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.ask(|db| db.prepare_cached(sql)?.query_map([limit], path)?.collect())
    }

    pub(super) fn page<T>(
        &self,
        view: &View<'_>,
        after: Option<&Key>,
        limit: usize,
        item: impl Fn(&SqlRow<'_>) -> rusqlite::Result<T>,
    ) -> Result<Page<T>, StoreError> {
        self.ask(|db| view.page(db, after, limit, item))
    }

    /// Errors get the file's name.
    pub(super) fn ask<T>(&self, act: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        act(&self.db).map_err(|why| StoreError::sqlite(&self.path, why))
    }
}

fn stamp(row: &SqlRow<'_>, first: usize) -> rusqlite::Result<Stamp> {
    let number = |column| row.get::<_, i64>(column);
    let (size, modified, inode) = (number(first)?, number(first + 1)?, number(first + 2)?);
    Ok(Stamp { size: size.cast_unsigned(), modified, inode: inode.cast_unsigned() })
}

fn sound_of(row: &SqlRow<'_>) -> rusqlite::Result<Sound> {
    let peak = row.get(7)?;
    let level = row.get::<_, Option<f32>>(6)?.map(|lufs| Level { lufs, peak });
    let length = Duration::from_millis(row.get::<_, Option<i64>>(5)?.unwrap_or(0).unsigned_abs());
    let verdict = row.get::<_, Option<String>>(4)?.map_or(Ok(Heard { length, level }), Err);
    Ok(Sound { stamp: stamp(row, 0)?, at: time(row.get(3)?), verdict })
}
