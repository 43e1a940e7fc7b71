//! Artists and albums that fit.

use std::collections::HashMap;

use rusqlite::{Connection, Params};

use super::super::Group;
use super::super::groups::{ALBUM, ALBUM_FROM, ARTIST, group_of};
use super::{ENOUGH, FEW, LOOKED_AT, Table, end_of, whole, with_parts, without_parts};
use crate::search::{Field, Query, Text, fold};

/// What is searched, and where it is.
pub(super) struct Kind {
    table: Table,
    columns: &'static str,
    from: &'static str,
    words: &'static str,
    /// Of the full text.
    name: &'static str,
    id: &'static str,
    key: &'static str,
    plays: &'static str,
    shown: &'static str,
    field: Field,
}

pub(super) const ARTISTS: Kind = Kind {
    table: Table::Artists,
    columns: ARTIST,
    from: "artists a",
    words: "artist_words w CROSS JOIN artists a ON a.id = w.rowid",
    name: "artist_words",
    id: "a.id",
    key: "a.key",
    plays: "a.plays",
    shown: "(a.tracks > 0 OR a.albums > 0) AND a.id > 0",
    field: Field::Artist,
};

pub(super) const ALBUMS: Kind = Kind {
    table: Table::Albums,
    columns: ALBUM,
    from: ALBUM_FROM,
    words: "album_words w CROSS JOIN albums al ON al.id = w.rowid JOIN artists aa ON aa.id = al.artist_id",
    name: "album_words",
    id: "al.id",
    key: "al.key",
    plays: "al.plays",
    shown: "al.tracks > 0 AND al.id > 0",
    field: Field::Album,
};

struct Finder<'a> {
    db: &'a Connection,
    query: &'a Query,
    kind: &'a Kind,
    found: HashMap<i64, (u32, Group)>,
}

/// The best, at most `limit`.
pub(super) fn find(db: &Connection, query: &Query, kind: &Kind, limit: usize) -> rusqlite::Result<Vec<Group>> {
    let Some(Some(expression)) = without_parts(db, query, kind.table) else { return Ok(Vec::new()) };
    let mut finder = Finder { db, query, kind, found: HashMap::new() };
    if !finder.look_up(&expression)? {
        finder.look(kind.from, &format!("{} > 0 ORDER BY {} DESC", kind.plays, kind.plays), [], FEW)?;
        if let Some(name) = whole(query, kind.field) {
            let of = format!("{key} >= ?1 AND {key} < ?2 ORDER BY {key}, {}", kind.id, key = kind.key);
            finder.look(kind.from, &of, [&name, &end_of(&name)], FEW)?;
        }
    }
    if finder.found.len() < limit
        && let Some(expression) = with_parts(db, query, kind.table)
    {
        finder.look_up(&expression)?;
    }
    let mut best: Vec<(u32, Group)> = finder.found.into_values().collect();
    best.sort_by_key(|(score, group)| (std::cmp::Reverse(*score), group.id));
    best.truncate(limit);
    Ok(best.into_iter().map(|(_, group)| group).collect())
}

impl Finder<'_> {
    fn look_up(&mut self, expression: &str) -> rusqlite::Result<bool> {
        self.look(self.kind.words, &format!("{} MATCH ?1", self.kind.name), [expression], LOOKED_AT)
    }

    /// Scores rows, at most so many; `true` if these were all.
    fn look(&mut self, from: &str, of: &str, values: impl Params, at_most: usize) -> rusqlite::Result<bool> {
        let Kind { columns, shown, .. } = self.kind;
        let sql = format!("SELECT {columns} FROM {from} WHERE {shown} AND {of} LIMIT {at_most}");
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query(values)?;
        let (mut looked_at, mut fit) = (0, 0);
        while let Some(row) = rows.next()? {
            looked_at += 1;
            let group = group_of(row)?;
            if let Some(score) = self.query.score(&self.text(&group), group.plays) {
                self.found.insert(group.id, (score, group));
                fit += 1;
            }
            if fit == ENOUGH {
                return Ok(false);
            }
        }
        Ok(looked_at < at_most)
    }

    fn text(&self, group: &Group) -> Text {
        let name = fold(&group.name);
        match self.kind.field {
            Field::Artist => Text { artist: name, ..Text::default() },
            _ => {
                let artist = group.artist.as_deref().map(fold).unwrap_or_default();
                Text { album: name, artist, year: group.year, ..Text::default() }
            }
        }
    }
}
