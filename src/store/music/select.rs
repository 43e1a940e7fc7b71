//! Smart playlists: from rules to SQL.
//!
//! Everything that comes from the rules is a parameter; only words of this file become SQL. Text is compared folded,
//! as in a search. What the tables do not have folded (titles and paths) is compared here, and its tracks' ids become a
//! parameter.

mod condition;

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::Row;
use super::batch::joined;
use super::names::split;
use super::reader::Reader;
use super::rows::{COLUMNS, FROM, row_of};
use crate::smart::{By, Limit, Order, Rules};
use crate::store::StoreError;

use condition::Conditions;

/// A track that the rules let in, with what limits count.
struct Candidate {
    id: i64,
    millis: Option<u64>,
    bytes: u64,
}

impl Reader {
    /// The tracks that belong to a smart playlist now, in its order. A limit of time or bytes leaves out what would
    /// exceed it and goes on with what fits; one of time leaves out tracks of unknown length. `seed` decides what
    /// `random` gives.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn select(&self, rules: &Rules, now: Timestamp, seed: u64) -> Result<Vec<Row>, StoreError> {
        self.ask(|db| {
            let mut candidates = candidates(db, rules, now)?;
            if rules.order.is_some_and(|order| order.by == By::Random) {
                fastrand::Rng::with_seed(seed).shuffle(&mut candidates);
            }
            let mut statement = db.prepare_cached(&format!("SELECT {COLUMNS} FROM {FROM} WHERE t.id = ?1"))?;
            limited(candidates, rules.limit).iter().map(|found| statement.query_row([found.id], row_of)).collect()
        })
    }

    /// Another number whenever what is in the library has changed; not for plays and verdicts, which come all the time.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn revision(&self) -> Result<u64, StoreError> {
        let sql = "SELECT revision FROM notes";
        self.ask(|db| db.prepare_cached(sql)?.query_row([], |row| row.get(0))).map(i64::cast_unsigned)
    }

    /// The fingerprint of a file of the library.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn fingerprint(&self, path: &Path) -> Result<Option<u64>, StoreError> {
        let (folder, name) = split(path.as_os_str().as_bytes());
        let sql =
            "SELECT t.fingerprint FROM tracks t JOIN folders f ON f.id = t.folder WHERE f.path = ?1 AND t.name = ?2";
        let found = self
            .ask(|db| db.prepare_cached(sql)?.query_row([folder, name], |row| row.get::<_, Option<i64>>(0)).optional());
        found.map(|found| found.flatten().map(i64::cast_unsigned))
    }

    /// The file that has this fingerprint now, for what was known under a path that is gone.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn by_fingerprint(&self, fingerprint: u64) -> Result<Option<PathBuf>, StoreError> {
        let sql = "SELECT f.path, t.name FROM tracks t JOIN folders f ON f.id = t.folder
                   WHERE t.fingerprint = ?1 AND t.state = 0 ORDER BY t.id LIMIT 1";
        let path = |row: &rusqlite::Row<'_>| Ok(joined(row.get(0)?, row.get_ref(1)?.as_blob()?));
        self.ask(|db| db.prepare_cached(sql)?.query_row([fingerprint.cast_signed()], path).optional())
    }
}

fn candidates(db: &Connection, rules: &Rules, now: Timestamp) -> rusqlite::Result<Vec<Candidate>> {
    let mut conditions = Conditions::new(db, now);
    let of = conditions.group(&rules.of)?;
    let sql = format!(
        "SELECT t.id, t.millis, t.size FROM {FROM} JOIN artists a ON a.id = t.artist_id
         WHERE t.state = 0 AND {of} ORDER BY {}",
        order(rules.order)
    );
    let candidate = |row: &rusqlite::Row<'_>| {
        let millis = row.get::<_, Option<i64>>(1)?.map(i64::unsigned_abs);
        Ok(Candidate { id: row.get(0)?, millis, bytes: row.get::<_, i64>(2)?.cast_unsigned() })
    };
    db.prepare(&sql)?.query_map(params_from_iter(conditions.values), candidate)?.collect()
}

/// Tracks without what they are ordered by come last, either way round. Ties are as albums stand on a shelf.
fn order(order: Option<Order>) -> String {
    const SHELF: &str = "al.key, al.id, t.place, t.title_key, t.id";
    let Some(Order { by, descending }) = order else { return SHELF.to_owned() };
    let way = if descending { "DESC" } else { "ASC" };
    let main = match by {
        By::Random => return "t.id".to_owned(),
        By::Title => "t.title_key",
        By::Artist => "nullif(a.key, char(1114111))",
        By::Album => "nullif(al.key, char(1114111))",
        By::Year => "t.year",
        By::Added => "t.added_at",
        By::Played => "t.played_at",
        By::Plays => "t.plays",
        By::Length => "t.millis",
    };
    let then = if by == By::Artist { "coalesce(t.year, 65535), " } else { "" };
    format!("{main} {way} NULLS LAST, {then}{SHELF}")
}

fn limited(candidates: Vec<Candidate>, limit: Option<Limit>) -> Vec<Candidate> {
    let cost = |found: &Candidate| match limit {
        None => Some(0),
        Some(Limit::Tracks(_)) => Some(1),
        Some(Limit::Length(_)) => found.millis,
        Some(Limit::Size(_)) => Some(found.bytes),
    };
    let mut left = match limit {
        None => 0,
        Some(Limit::Tracks(most) | Limit::Size(most)) => most,
        Some(Limit::Length(most)) => u64::try_from(most.as_millis()).unwrap_or(u64::MAX),
    };
    let fits = |found: &Candidate| {
        let rest = cost(found).and_then(|cost| left.checked_sub(cost));
        left = rest.unwrap_or(left);
        rest.is_some()
    };
    let mut fitting = candidates;
    fitting.retain(fits);
    fitting
}

#[cfg(test)]
mod tests;
