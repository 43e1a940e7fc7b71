//! Changes to the index: each call is one transaction, which happens as a whole or not at all.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, TransactionBehavior, params};

use super::super::{StoreError, check, connect, migrate, set_aside, version};
use super::batch::Batch;
use super::names::Names;
use super::roots::Roots;
use super::schema::LIBRARY;
use super::{Change, Moved, Sound};

/// What is remembered of a file that is gone is forgotten after so many seconds: 400 days.
const PURGE_AFTER: i64 = 400 * 86_400;

/// How the index was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// There was none.
    New,
    Sound,
    /// It was damaged: it lies aside now and a new one was begun, which is empty.
    Rebuilt {
        aside: PathBuf,
    },
}

/// The one that writes: one a process, used by one thread. Dropped without [`Writer::close`], as in a crash, the whole
/// file is read for damage when it is next opened.
///
/// Every method may fail with [`StoreError::Full`], [`StoreError::Busy`] or any other; then nothing of that call has
/// been done, and it may be tried again.
pub struct Writer {
    path: PathBuf,
    pub(super) db: Connection,
    names: Names,
    roots: Roots,
}

impl Writer {
    /// Opens the index, begins it if there is none, and begins it anew if it is damaged.
    ///
    /// # Errors
    /// Any [`StoreError`] but `Damaged`.
    pub fn open(path: &Path) -> Result<(Self, Opened), StoreError> {
        match Self::open_as_is(path) {
            Err(StoreError::Damaged { .. }) => {
                let aside = set_aside(path, Timestamp::now())?;
                let (writer, _) = Self::open_as_is(path)?;
                Ok((writer, Opened::Rebuilt { aside }))
            }
            opened => opened,
        }
    }

    fn open_as_is(path: &Path) -> Result<(Self, Opened), StoreError> {
        let sqlite = |why| StoreError::sqlite(path, why);
        let mut db = connect(path)?;
        let is_new = version(&db).map_err(sqlite)? == 0;
        if !is_new && ended_badly(&db) {
            check(&db, path)?;
        }
        migrate(&mut db, path, LIBRARY.steps)?;
        tune(&db).map_err(sqlite)?;
        db.execute("UPDATE notes SET open = 1", []).map_err(sqlite)?;
        let roots = Roots::read(&db).map_err(sqlite)?;
        let mut writer = Self { path: path.to_owned(), db, names: Names::default(), roots };
        writer.purge(Timestamp::now())?;
        Ok((writer, if is_new { Opened::New } else { Opened::Sound }))
    }

    /// Marks a clean end: the next start need not look for damage.
    pub fn close(self) -> Result<(), StoreError> {
        self.db.execute("UPDATE notes SET open = 0", []).map_err(|why| StoreError::sqlite(&self.path, why))?;
        self.db.close().map_err(|(_, why)| StoreError::sqlite(&self.path, why))
    }

    /// The library's folders from now on. What is under none is hidden, but not forgotten. Without any call, all is in.
    pub fn set_roots(&mut self, roots: &[PathBuf]) -> Result<(), StoreError> {
        if !self.roots.is_change(roots) {
            return Ok(());
        }
        let roots = Roots::of(roots);
        let sqlite = |why| StoreError::sqlite(&self.path, why);
        self.db.execute_batch(Roots::BEGIN_CHANGE).map_err(sqlite)?;
        self.in_batch(|batch| roots.write(batch.db))?;
        self.roots = roots;
        // In several transactions: a whole library in one would need its size again on disk.
        let mut last = Some(0);
        while let Some(folder) = last {
            last = self.in_batch(|batch| batch.sort_by_roots(folder))?;
        }
        self.in_batch(|batch| batch.end_sorting())?;
        self.roots.is_true = true;
        Ok(())
    }

    /// Takes in what a scan has found: all or nothing. Returns the files that were found again under another name.
    pub fn apply(&mut self, changes: &[Change]) -> Result<Vec<Moved>, StoreError> {
        self.in_batch(|batch| {
            changes.iter().try_for_each(|change| batch.apply(change))?;
            if !changes.is_empty() {
                batch.db.execute("UPDATE notes SET revision = revision + 1", [])?;
            }
            Ok(std::mem::take(&mut batch.moved))
        })
    }

    /// The file was played. One that is not in the library (yet) is remembered.
    pub fn played(&mut self, path: &Path, at: Timestamp) -> Result<(), StoreError> {
        self.in_batch(|batch| batch.played(path.as_os_str().as_bytes(), at.as_second()))
    }

    /// The same for many at once, as when the history is gone through: one transaction.
    pub fn played_all(&mut self, plays: &[(PathBuf, Timestamp)]) -> Result<(), StoreError> {
        self.in_batch(|batch| {
            plays.iter().try_for_each(|(path, at)| batch.played(path.as_os_str().as_bytes(), at.as_second()))
        })
    }

    /// Nothing was ever played: before the history is counted anew.
    pub fn forget_plays(&mut self) -> Result<(), StoreError> {
        let sql = "UPDATE tracks SET plays = 0, played_at = NULL WHERE plays > 0;
                   UPDATE artists SET plays = 0 WHERE plays > 0; UPDATE albums SET plays = 0 WHERE plays > 0;
                   UPDATE genres SET plays = 0 WHERE plays > 0; UPDATE years SET plays = 0 WHERE plays > 0;
                   DELETE FROM strangers;";
        self.in_batch(|batch| batch.db.execute_batch(sql))
    }

    /// What decoding a file has shown, whether it is in the library or not. A verdict stays with its file when that
    /// is moved.
    pub fn heard(&mut self, path: &Path, sound: &Sound) -> Result<(), StoreError> {
        self.in_batch(|batch| batch.heard(path.as_os_str().as_bytes(), sound))
    }

    /// Puts the full text in order after a large scan, so that a search reads less. Each step is a transaction of
    /// some milliseconds.
    pub fn tidy(&mut self) -> Result<(), StoreError> {
        let sqlite = |why| StoreError::sqlite(&self.path, why);
        for table in ["words", "artist_words", "album_words", "word_parts"] {
            // Negative: whatever their sizes, the parts become one; positive: goes on with that.
            let sql = format!("INSERT INTO {table} ({table}, rank) VALUES ('merge', ?1)");
            let mut pages = -1000;
            loop {
                let before = self.db.total_changes();
                self.db.execute(&sql, [pages]).map_err(sqlite)?;
                if self.db.total_changes() - before < 2 {
                    break;
                }
                pages = 1000;
            }
        }
        // No statistics for the planner: the queries are written for their indexes, and must not change their ways.
        Ok(())
    }

    /// Forgets what has been gone for long.
    pub(super) fn purge(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let sql = "DELETE FROM tracks WHERE state > 0 AND hidden_at < ?1";
        self.in_batch(|batch| batch.db.execute(sql, params![now.as_second() - PURGE_AFTER]))?;
        Ok(())
    }

    fn in_batch<T>(&mut self, act: impl FnOnce(&mut Batch<'_>) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let done = self.try_batch(act);
        if done.is_err() {
            // They may name rows that were never written.
            self.names = Names::default();
        }
        done.map_err(|why| StoreError::sqlite(&self.path, why))
    }

    fn try_batch<T>(&mut self, act: impl FnOnce(&mut Batch<'_>) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        // Immediate: a reader that becomes a writer could not wait for another.
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut batch = Batch::new(&transaction, &mut self.names, &self.roots);
        let done = act(&mut batch)?;
        batch.finish()?;
        transaction.commit()?;
        Ok(done)
    }
}

/// Whether the last run crashed, or another one goes on, which cannot be told apart and does no harm.
fn ended_badly(db: &Connection) -> bool {
    db.query_row("SELECT open FROM notes", [], |row| row.get(0)).unwrap_or(true)
}

/// Memory for speed, but little of it. And a journal that is taken over every 50 MB, not every 4: each batch of a scan
/// changes the same pages again, which so are written once for many.
fn tune(db: &Connection) -> rusqlite::Result<()> {
    db.set_prepared_statement_cache_capacity(100);
    // Else statements would be planned anew for each value.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.pragma_update(None, "cache_size", -16_000)?;
    db.pragma_update_and_check(None, "wal_autocheckpoint", 12_000, |_| Ok(()))?;
    db.pragma_update_and_check(None, "journal_size_limit", 16 << 20, |_| Ok(()))
}
