//! Views in pages: the next one begins after the last row of this, by an index in the view's order. Nothing is ever
//! counted over.

use rusqlite::types::Value;
use rusqlite::{Connection, Row as SqlRow, params_from_iter};

use super::{Key, Page};

/// An order in which every row is somewhere, and some index is.
pub(super) struct View<'a> {
    /// What makes a row, comma separated; `count` of them.
    pub columns: &'a str,
    pub count: usize,
    /// After `FROM`.
    pub from: &'a str,
    /// After `WHERE`; its values are `?1` and on.
    pub of: &'a str,
    pub values: Vec<Value>,
    /// From the most to the least important; all in one direction. The last tells rows apart.
    pub order: &'a [&'a str],
    pub descending: bool,
}

impl View<'_> {
    pub(super) fn page<T>(
        &self,
        db: &Connection,
        after: Option<&Key>,
        limit: usize,
        item: impl Fn(&SqlRow<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Page<T>> {
        let after = after.filter(|key| key.0.len() == self.order.len());
        let limit = limit.min(100_000);
        let mut statement = db.prepare_cached(&self.sql(after.is_some(), limit))?;
        let values = self.values.iter().chain(after.into_iter().flat_map(|key| &key.0));
        let mut rows = statement.query(params_from_iter(values))?;
        let (mut items, mut last) = (Vec::new(), None);
        while let Some(row) = rows.next()? {
            items.push(item(row)?);
            if items.len() == limit {
                let keys = (self.count..self.count + self.order.len()).map(|column| row.get(column));
                last = Some(Key(keys.collect::<rusqlite::Result<_>>()?));
            }
        }
        Ok(Page { items, next: last })
    }

    /// The ids of all tracks of a view, in its order. `columns` do not matter.
    pub(super) fn ids(&self, db: &Connection) -> rusqlite::Result<Vec<i64>> {
        let Self { from, of, values, .. } = self;
        let sql = format!("SELECT t.id FROM {from} WHERE {of} ORDER BY {}", self.by());
        db.prepare_cached(&sql)?.query_map(params_from_iter(values), |row| row.get(0))?.collect()
    }

    fn by(&self) -> String {
        let direction = if self.descending { " DESC" } else { "" };
        self.order.iter().map(|key| format!("{key}{direction}")).collect::<Vec<_>>().join(", ")
    }

    fn sql(&self, is_later: bool, limit: usize) -> String {
        let Self { columns, from, of, order, values, .. } = self;
        let sign = if self.descending { "<" } else { ">" };
        let keys = order.join(", ");
        let marks = (1..=order.len()).map(|n| format!("?{}", values.len() + n)).collect::<Vec<_>>().join(", ");
        let later = if is_later { format!(" AND ({keys}) {sign} ({marks})") } else { String::new() };
        format!("SELECT {columns}, {keys} FROM {from} WHERE {of}{later} ORDER BY {} LIMIT {limit}", self.by())
    }
}
