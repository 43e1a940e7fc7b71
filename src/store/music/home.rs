//! What a home page shows of the library.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension};

use super::groups::{ALBUM, ALBUM_FROM, group_of};
use super::reader::Reader;
use super::schema::NONE;
use super::{Group, Shelf};
use crate::store::StoreError;

/// Tracks looked at for recent albums: it may not take longer because somebody has 100,000 tracks of no album.
const LOOKED_AT: usize = 10_000;

impl Reader {
    /// At most `limit` albums, the newest or most played first.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn shelf(&self, shelf: Shelf, limit: usize) -> Result<Vec<Group>, StoreError> {
        self.ask(|db| {
            let ids = match shelf {
                Shelf::Played => recent(db, "state = 0 AND played_at > 0 ORDER BY played_at DESC, album_id", limit)?,
                Shelf::Added => recent(db, "state = 0 ORDER BY added_at DESC, id DESC", limit)?,
                Shelf::MostPlayed => most_played(db, limit)?,
            };
            let sql = format!("SELECT {ALBUM} FROM {ALBUM_FROM} WHERE al.id = ?1 AND al.tracks > 0");
            let mut statement = db.prepare_cached(&sql)?;
            let mut groups = Vec::with_capacity(ids.len());
            for id in ids {
                groups.extend(statement.query_row([id], group_of).optional()?);
            }
            Ok(groups)
        })
    }
}

/// Each album at its first track in this order.
fn recent(db: &Connection, of: &str, limit: usize) -> rusqlite::Result<Vec<i64>> {
    let mut statement = db.prepare_cached(&format!("SELECT album_id FROM tracks WHERE {of} LIMIT {LOOKED_AT}"))?;
    let mut rows = statement.query([])?;
    let (mut seen, mut ids) = (HashSet::from([NONE]), Vec::new());
    while ids.len() < limit
        && let Some(row) = rows.next()?
    {
        let album = row.get(0)?;
        if seen.insert(album) {
            ids.push(album);
        }
    }
    Ok(ids)
}

fn most_played(db: &Connection, limit: usize) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT id FROM albums WHERE plays > 0 AND tracks > 0 AND id > 0 ORDER BY plays DESC, id LIMIT ?1";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    db.prepare_cached(sql)?.query_map([limit], |row| row.get(0))?.collect()
}
