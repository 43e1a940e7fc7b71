//! From a query to what the full text is asked: always quoted by us, never what a person typed.

use crate::search::{Field, Query, Span, Term, for_each_term, is_unspaced};

/// The columns that a table of the full text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Tracks,
    Albums,
    Artists,
}

impl Table {
    /// The column of a field; `None` for all, `Some("")` if it has none.
    fn column(self, field: Field) -> Option<&'static str> {
        match (self, field) {
            (_, Field::Any) => None,
            // A path's words are only in its own column if they are in no other.
            (Self::Tracks, Field::Path) => None,
            (Self::Tracks, Field::Title) => Some("title"),
            (_, Field::Artist) => Some("artist"),
            (Self::Tracks | Self::Albums, Field::Album) => Some("album"),
            (Self::Tracks, Field::Genre) => Some("genre"),
            _ => Some(""),
        }
    }
}

/// What the vocabulary says of a word.
pub(super) struct Words<'a> {
    /// All words that begin with it, if they are few: to ask for these reads less than to ask for a beginning.
    pub beginnings: &'a dyn Fn(&str) -> Option<Vec<String>>,
    /// Words that it is a part of; with none, words are only found at their beginnings.
    pub parts: &'a dyn Fn(&str) -> Vec<String>,
}

/// An expression that is true of all rows that fit, and of few others. `None` if there is nothing to look up: all it
/// asks for is that something is not there. `Some(None)` if nothing of this kind can fit.
///
pub(super) fn expression(query: &Query, table: Table, words: &Words<'_>) -> Option<Option<String>> {
    let mut all = Vec::new();
    for term in query.terms.iter().filter(|term| !term.not) {
        let column = table.column(term.field);
        if column == Some("") {
            return Some(None);
        }
        let filter = column.map_or_else(String::new, |column| format!("{column} : "));
        all.extend(term.words.iter().enumerate().map(|(at, word)| {
            let is_whole = term.whole || at + 1 < term.words.len();
            format!("{filter}({})", lookup(word, is_whole, words))
        }));
    }
    for years in query.years.iter().filter(|years| !years.not) {
        if table == Table::Artists {
            return Some(None);
        }
        let prefixes: Vec<String> = prefixes(years.span).iter().map(|prefix| format!("\"{prefix}\" *")).collect();
        all.push(format!("year : ({})", prefixes.join(" OR ")));
    }
    if all.is_empty() {
        return None;
    }
    let not: Vec<String> = query.terms.iter().filter_map(|term| excluded(term, table)).collect();
    let without = if not.is_empty() { String::new() } else { format!(" NOT ({})", not.join(" OR ")) };
    Some(Some(format!("({}){without}", all.join(" AND "))))
}

/// One word: from its beginning, or with others that it is a part of.
fn lookup(word: &str, is_whole: bool, words: &Words<'_>) -> String {
    let is_free = word.chars().next().is_some_and(is_unspaced);
    if is_free && word.chars().nth(1).is_some() {
        let mut pairs = Vec::new();
        for_each_term(word, &mut |term| pairs.extend(term.chars().nth(1).map(|_| format!("\"{term}\""))));
        return pairs.join(" AND ");
    }
    if is_whole && !is_free {
        return format!("\"{word}\"");
    }
    let others = (words.parts)(word).into_iter().map(|other| format!(" OR \"{other}\"")).collect::<String>();
    match (words.beginnings)(word) {
        Some(whole) => {
            // The word itself, too: there has to be something to ask for.
            let whole = std::iter::once(word).chain(whole.iter().map(String::as_str).filter(|whole| *whole != word));
            let whole: Vec<String> = whole.map(|whole| format!("\"{whole}\"")).collect();
            format!("{}{others}", whole.join(" OR "))
        }
        None => format!("\"{word}\" *{others}"),
    }
}

/// Only single words: of a phrase, the words may be there in another order.
fn excluded(term: &Term, table: Table) -> Option<String> {
    let ([word], true) = (term.words.as_slice(), term.not) else { return None };
    let column = table.column(term.field);
    if word.chars().next().is_some_and(is_unspaced) || column == Some("") || term.field == Field::Path {
        return None;
    }
    Some(format!("{}\"{word}\"", column.map_or_else(String::new, |column| format!("{column} : "))))
}

/// The fewest beginnings of numbers of four digits that are of those in the span: 1989 to 2000 is `1989 199 2000`.
fn prefixes(span: Span) -> Vec<String> {
    let (mut at, to) = (u32::from(span.from), u32::from(span.to.min(9999)));
    let mut out = Vec::new();
    while at <= to {
        let wide = [1000, 100, 10, 1].into_iter().find(|wide| at % wide == 0 && at + wide - 1 <= to).unwrap_or(1);
        let digits = format!("{at:04}");
        out.push(digits[..4 - wide.ilog10() as usize].to_owned());
        at += wide;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, table: Table) -> Option<Option<String>> {
        expression(&Query::parse(text), table, &Words { beginnings: &|_| None, parts: &|_| Vec::new() })
    }

    fn tracks(text: &str) -> String {
        of(text, Table::Tracks).unwrap().unwrap()
    }

    #[test]
    fn words_are_quoted_and_looked_for_from_their_beginning() {
        assert_eq!(tracks("Love ME"), r#"(("love" *) AND ("me" *))"#);
        assert_eq!(tracks("\"love me\" OR"), r#"(("love") AND ("me") AND ("or" *))"#);
        assert_eq!(tracks("artist:b -live -\"at sea\""), r#"(artist : ("b" *)) NOT ("live")"#);
        assert_eq!(tracks("東京都 夜"), r#"(("東京" AND "京都") AND ("夜" *))"#);
    }

    #[test]
    fn words_of_the_vocabulary_are_asked_for_as_they_are() {
        let beginnings = |_: &str| Some(vec!["heart".to_owned(), "hearts".to_owned()]);
        let words = Words { beginnings: &beginnings, parts: &|_| vec!["sweetheart".to_owned()] };
        let found = expression(&Query::parse("heart"), Table::Tracks, &words);
        assert_eq!(found, Some(Some(r#"(("heart" OR "hearts" OR "sweetheart"))"#.to_owned())));
    }

    #[test]
    fn what_a_kind_has_not_is_not_looked_for() {
        assert_eq!(of("-live", Table::Tracks), None);
        assert_eq!(of("genre:jazz", Table::Artists), Some(None));
        assert_eq!(of("love year:1995", Table::Artists), Some(None));
    }

    #[test]
    fn years_are_few_prefixes() {
        assert_eq!(prefixes(Span { from: 1989, to: 2000 }), ["1989", "199", "2000"]);
        assert_eq!(prefixes(Span { from: 0, to: 9999 }).len(), 10);
        assert_eq!(prefixes(Span { from: 1990, to: 9999 }), ["199", "2", "3", "4", "5", "6", "7", "8", "9"]);
        assert!(prefixes(Span { from: 2001, to: 2000 }).is_empty());
    }
}
