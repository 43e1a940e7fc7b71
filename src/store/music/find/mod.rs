//! The search: what fits a query, the best first.
//!
//! A key is answered at once however large the library is, so only so many rows are looked at. They are: the first
//! [`ENOUGH`] that the full text knows; and, if it knows more than these, the tracks whose title is or begins with what
//! was typed, those of the artist or album of that name, and the most played ones. Of all these the best fit comes first
//! ([`Query::score`]). So with up to [`ENOUGH`] matches the order is exact; with more, a match is missed only if it is
//! none of these. Parts of words are looked for where beginnings of words gave too little.

mod expression;
mod groups;
mod tracks;

use rusqlite::Connection;

use super::names::LONGEST_WORD;
use super::reader::Reader;
use super::{Found, Row};
use crate::search::{Field, Query, Term};
use crate::store::StoreError;
use expression::{Table, Words, expression};

/// Matches looked at of one source.
const ENOUGH: usize = 150;
/// Rows looked at of the full text, fit or not.
const LOOKED_AT: usize = 300;
/// The same of any other source, where most do not fit or are known already.
const FEW: usize = 100;
/// Words that a part of a word is looked for in.
const WORDS_OF_PART: usize = 20;
/// So many words are asked for one by one.
const FEW_WORDS: usize = 16;

impl Reader {
    /// At most `limit` of each kind. Nothing for an empty query.
    ///
    /// # Errors
    /// Any [`StoreError`], but none for what the query says.
    pub fn search(&self, query: &Query, limit: usize) -> Result<Found, StoreError> {
        if query.is_empty() {
            return Ok(Found::default());
        }
        self.ask(|db| {
            let artists = groups::find(db, query, &groups::ARTISTS, limit)?;
            let albums = groups::find(db, query, &groups::ALBUMS, limit)?;
            Ok(Found { tracks: tracks::find(db, query, limit)?, albums, artists })
        })
    }

    /// All tracks that fit, album by album.
    ///
    /// # Errors
    /// Any [`StoreError`], but none for what the query says.
    pub fn matching(&self, query: &Query) -> Result<Vec<Row>, StoreError> {
        if query.is_empty() {
            return Ok(Vec::new());
        }
        self.ask(|db| tracks::all(db, query))
    }
}

/// See [`Reader::ids_of_search`].
pub(super) fn ids(db: &Connection, query: &Query) -> rusqlite::Result<Vec<i64>> {
    tracks::all_ids(db, query)
}

/// What was typed as one text, if it may be a name as a whole: words of one field or of any.
fn whole(query: &Query, field: Field) -> Option<String> {
    let is_plain = query.terms.iter().all(|term| !term.not && (term.field == Field::Any || term.field == field));
    let words = query.terms.iter().flat_map(|term| &term.words);
    let text = words.map(String::as_str).collect::<Vec<_>>().join(" ");
    (is_plain && !text.is_empty()).then_some(text)
}

/// The end of what begins with a text: `text <= x AND x < end`.
fn end_of(text: &str) -> String {
    format!("{text}{}", char::MAX)
}

/// Words in the library that have this word within; none if it is too short to tell.
fn words_with(db: &Connection, part: &str) -> rusqlite::Result<Vec<String>> {
    let letters: Vec<char> = part.chars().collect();
    if letters.len() < 3 {
        return Ok(Vec::new());
    }
    let parts: Vec<String> = letters.windows(3).map(|three| format!("\"{}\"", String::from_iter(three))).collect();
    let sql = "SELECT v.word FROM word_parts p CROSS JOIN vocabulary v ON v.id = p.rowid
               WHERE word_parts MATCH ?1 AND instr(v.word, ?2) > 1 LIMIT ?3";
    let mut statement = db.prepare_cached(sql)?;
    let values = (parts.join(" AND "), part, WORDS_OF_PART as i64);
    statement.query_map(values, |row| row.get(0))?.collect()
}

/// All words in the library that begin so, if they are few, and beginnings of that length have no lists of their own.
/// The vocabulary has no words longer than [`LONGEST_WORD`].
fn words_from(db: &Connection, beginning: &str) -> rusqlite::Result<Option<Vec<String>>> {
    if beginning.chars().nth(4).is_none() || beginning.len() > LONGEST_WORD {
        return Ok(None);
    }
    let mut statement =
        db.prepare_cached("SELECT word FROM vocabulary WHERE word >= ?1 AND word < ?2 ORDER BY word LIMIT ?3")?;
    let values = (beginning, end_of(beginning), FEW_WORDS as i64 + 1);
    let words = statement.query_map(values, |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(Some(words).filter(|words| words.len() <= FEW_WORDS))
}

/// The expression with words that the query's words are parts of; `None` if it can have none: words of phrases and
/// short ones are no parts.
fn with_parts(db: &Connection, query: &Query, table: Table) -> Option<String> {
    let may_be_part = |term: &Term| {
        let is_single = !term.not && !term.whole && term.words.len() == 1;
        is_single && term.words.iter().any(|word| word.chars().nth(2).is_some())
    };
    if !query.terms.iter().any(may_be_part) {
        return None;
    }
    // A vocabulary that cannot be read is as good as none: there are the beginnings of words.
    let parts = |word: &str| words_with(db, word).unwrap_or_default();
    expression(query, table, &Words { beginnings: &|word| words_from(db, word).ok().flatten(), parts: &parts })
        .flatten()
}

fn without_parts(db: &Connection, query: &Query, table: Table) -> Option<Option<String>> {
    let beginnings = |word: &str| words_from(db, word).ok().flatten();
    expression(query, table, &Words { beginnings: &beginnings, parts: &|_| Vec::new() })
}

#[cfg(test)]
mod tests;
