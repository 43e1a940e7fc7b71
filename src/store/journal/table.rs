//! The journal's table: writing, pruning, reading.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::super::{Schema, StoreError, open, open_to_read, set_aside};
use super::writer::Sink;
use super::{Entry, Row};

pub(super) const JOURNAL: Schema = Schema {
    what: "journal",
    steps: &[
        // `key` marks rows that later news replaces (an outage that has ended); `body` is the entry as JSON.
        "CREATE TABLE journal (
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,          -- microseconds since 1970, UTC
        key TEXT UNIQUE,
        body TEXT NOT NULL
     ) STRICT;",
        "CREATE INDEX journal_at ON journal (at);",
    ],
};

/// Old rows are looked for when the file is opened, and so often.
const PRUNE_EVERY: Duration = Duration::from_secs(24 * 3600);

/// The table on disk, opened when first written and opened anew after damage.
pub(super) struct Table {
    path: PathBuf,
    keep_days: u32,
    pub(super) connection: Option<Connection>,
    pruned: Option<Timestamp>,
}

impl Table {
    pub(super) fn new(path: &Path, keep_days: u32) -> Self {
        Self { path: path.to_owned(), keep_days, connection: None, pruned: None }
    }

    fn insert_all(&mut self, rows: &[Row]) -> Result<(), StoreError> {
        let sqlite = |why| StoreError::sqlite(&self.path, why);
        let connection = match &mut self.connection {
            Some(connection) => connection,
            None => self.connection.insert(open(&self.path, &JOURNAL)?),
        };
        if rows.is_empty() {
            return Ok(());
        }
        let batch = connection.transaction().map_err(sqlite)?;
        for row in rows {
            let body = serde_json::to_string(&row.entry).map_err(|why| StoreError::Unwritable { why })?;
            insert(&batch, row, &body).map_err(sqlite)?;
        }
        batch.commit().map_err(sqlite)
    }

    /// Deletes what is older than was asked for.
    fn prune(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let is_recent = |pruned: Timestamp| now.duration_since(pruned).unsigned_abs() < PRUNE_EVERY;
        if self.keep_days == 0 || self.pruned.is_some_and(is_recent) {
            return Ok(());
        }
        let Some(connection) = &self.connection else { return Ok(()) };
        let oldest = now.as_microsecond().saturating_sub(i64::from(self.keep_days).saturating_mul(86_400_000_000));
        let deleted = connection.execute("DELETE FROM journal WHERE at < ?1", [oldest]);
        deleted.map_err(|why| StoreError::sqlite(&self.path, why))?;
        self.pruned = Some(now);
        Ok(())
    }

    fn begin_anew(&mut self) -> Result<String, StoreError> {
        // Closed first: its last act may be to write.
        self.connection = None;
        let now = Timestamp::now();
        let aside = set_aside(&self.path, now)?;
        let text = format!("the journal was damaged: it was set aside as {} and a new one begun", aside.display());
        self.insert_all(&[Row { at: now, entry: Entry::Note { text: text.clone() } }])?;
        Ok(text)
    }
}

impl Sink for Table {
    fn write(&mut self, rows: &[Row]) -> Result<Option<String>, StoreError> {
        let mut sentence = None;
        if let Err(error) = self.insert_all(rows) {
            let StoreError::Damaged { .. } = error else { return Err(error) };
            sentence = Some(self.begin_anew()?);
            self.insert_all(rows)?;
        }
        // Rows kept for too long are no reason to say that these were not written.
        if let Err(error) = self.prune(Timestamp::now()) {
            tracing::warn!("the journal's old rows could not be deleted: {error}");
        }
        Ok(sentence)
    }
}

/// News of a known key replace the row, which keeps its place in time.
fn insert(connection: &Connection, row: &Row, body: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO journal (at, key, body) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE SET body = ?3";
    let mut statement = connection.prepare_cached(sql)?;
    statement.execute(params![row.at.as_microsecond(), row.entry.key(), body]).map(drop)
}

/// The newest `limit` rows not older than `since`, oldest first.
///
/// # Errors
/// [`StoreError::Absent`] if there is no journal yet, else whatever kept it from being read.
pub fn read(path: &Path, since: Option<Timestamp>, limit: usize) -> Result<Vec<Row>, StoreError> {
    let sqlite = |why| StoreError::sqlite(path, why);
    let connection = open_to_read(path, &JOURNAL)?;
    let since = since.map_or(i64::MIN, Timestamp::as_microsecond);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let sql = "SELECT at, body FROM journal WHERE at >= ?1 ORDER BY at DESC, id DESC LIMIT ?2";
    let mut statement = connection.prepare(sql).map_err(sqlite)?;
    let rows = statement.query_map([since, limit], |row| Ok(row_of(row.get(0)?, &row.get::<_, String>(1)?)));
    let mut rows = rows.and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>).map_err(sqlite)?;
    rows.reverse();
    Ok(rows)
}

/// A row that makes no sense is shown as such: it must not hide the others.
fn row_of(at: i64, body: &str) -> Row {
    let at = Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    Row { at, entry: serde_json::from_str(body).unwrap_or(Entry::Unknown) }
}
