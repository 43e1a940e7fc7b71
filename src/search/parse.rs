//! From text to a query.

use super::{Field, Query, Term, Years, fold, years};

const LONGEST_TEXT: usize = 1000;
const MOST_WORDS: usize = 24;

/// One thing between spaces: `-artist:"the beatles"`.
#[derive(Debug, Default)]
struct Chunk {
    not: bool,
    /// What stands before the colon, if it is a word.
    name: Option<String>,
    value: String,
    /// In quotation marks.
    quoted: bool,
    /// They were closed.
    closed: bool,
}

pub(super) fn parse(text: &str) -> Query {
    let short: String = text.chars().take(LONGEST_TEXT).collect();
    let mut query = Query::default();
    let mut chunks = chunks(&short).into_iter().peekable();
    while let Some(mut chunk) = chunks.next() {
        let is_field = chunk.name.as_deref().is_some_and(|name| name == "year" || field(name).is_some());
        // `artist: björk` is meant as it is without the space.
        if is_field
            && chunk.value.is_empty()
            && let Some(next) = chunks.next_if(|next| next.name.is_none() && !next.not)
        {
            chunk = Chunk { not: chunk.not, name: chunk.name, ..next };
        }
        add(&mut query, chunk);
    }
    drop_signs(&mut query);
    query.terms.truncate(MOST_WORDS);
    query.years.truncate(MOST_WORDS);
    query
}

/// In `love & peace *` the signs are not meant; in `!!!` they are all there is.
fn drop_signs(query: &mut Query) {
    let is_sign = |term: &Term| !term.words.iter().any(|word| word.chars().any(char::is_alphanumeric));
    if !query.terms.iter().all(is_sign) {
        query.terms.retain(|term| !is_sign(term));
    }
}

fn add(query: &mut Query, chunk: Chunk) {
    match chunk.name.as_deref() {
        Some("year") => match years::parse(&chunk.value) {
            Some(span) => query.years.push(Years { span, not: chunk.not }),
            None => add_plainly(query, chunk),
        },
        Some(name) => match field(name).filter(|_| !fold(&chunk.value).is_empty()) {
            Some(field) => add_words(query, field, &chunk),
            None => add_plainly(query, chunk),
        },
        None => add_words(query, Field::Any, &chunk),
    }
}

/// What stood before the colon was a word like any other.
fn add_plainly(query: &mut Query, chunk: Chunk) {
    let name = Chunk { value: chunk.name.unwrap_or_default(), not: chunk.not, ..Chunk::default() };
    add_words(query, Field::Any, &name);
    add_words(query, Field::Any, &Chunk { name: None, ..chunk });
}

fn add_words(query: &mut Query, field: Field, chunk: &Chunk) {
    let folded = fold(&chunk.value);
    let words: Vec<String> = folded.split(' ').filter(|word| !word.is_empty()).map(shortened).collect();
    if words.is_empty() {
        return;
    }
    let whole = chunk.not || (chunk.quoted && chunk.closed);
    if chunk.quoted || chunk.not {
        let words = words.into_iter().take(MOST_WORDS).collect();
        return query.terms.push(Term { field, words, whole, not: chunk.not });
    }
    query.terms.extend(words.into_iter().map(|word| Term { field, words: vec![word], whole, not: false }));
}

fn shortened(word: &str) -> String {
    word.chars().take(64).collect()
}

fn field(name: &str) -> Option<Field> {
    Some(match name {
        "title" | "track" => Field::Title,
        "artist" => Field::Artist,
        "album" => Field::Album,
        "genre" => Field::Genre,
        "path" => Field::Path,
        _ => return None,
    })
}

fn chunks(text: &str) -> Vec<Chunk> {
    let mut rest = text.trim_start();
    let mut chunks = Vec::new();
    while !rest.is_empty() {
        let (chunk, after) = chunk(rest);
        chunks.push(chunk);
        rest = after.trim_start();
    }
    chunks
}

fn chunk(text: &str) -> (Chunk, &str) {
    let mut chunk = Chunk { not: text.starts_with('-') && text.len() > 1, ..Chunk::default() };
    let mut rest = text.trim_start_matches('-');
    let before_colon = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    if before_colon > 0 && rest[before_colon..].starts_with(':') {
        chunk.name = Some(rest[..before_colon].to_ascii_lowercase());
        rest = &rest[before_colon + 1..];
    }
    if let Some(inner) = rest.strip_prefix(is_quote) {
        let end = inner.find(is_quote);
        let (value, after) = inner.split_at(end.unwrap_or(inner.len()));
        (chunk.value, chunk.quoted, chunk.closed) = (value.to_owned(), true, end.is_some());
        return (chunk, after.strip_prefix(is_quote).unwrap_or(after));
    }
    let (value, after) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
    chunk.value = value.to_owned();
    (chunk, after)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Span;
    use super::*;

    /// `artist=bjork`, `-"live at"` and so on, in short.
    fn shown(text: &str) -> String {
        let query = Query::parse(text);
        let term = |term: &Term| {
            let words = term.words.join("+");
            let field = if term.field == Field::Any { String::new() } else { format!("{:?}=", term.field) };
            format!("{}{field}{words}{}", if term.not { "-" } else { "" }, if term.whole { "." } else { "" })
        };
        let year = |years: &Years| {
            let Span { from, to } = years.span;
            format!("{}{from}..{to}", if years.not { "-" } else { "" })
        };
        query.terms.iter().map(term).chain(query.years.iter().map(year)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_typed_is_understood() {
        for (text, understood) in [
            ("", ""),
            ("love me", "love me"),
            ("artist:björk year:1990..1999 genre:Jazz -live", "Artist=bjork Genre=jazz -live. 1990..1999"),
            ("\"love me do", "love+me+do"),
            ("“love me do” x", "love+me+do. x"),
            ("artist:\"The Beatles\"", "Artist=the+beatles."),
            ("artist: björk", "Artist=bjork"),
            ("ARTIST:ac/dc", "Artist=ac Artist=dc"),
            ("-ac/dc", "-ac+dc."),
            ("-genre:rock -year:1995", "-Genre=rock. -1995..1995"),
            ("year:>=1995", "1995..9999"),
        ] {
            assert_eq!(shown(text), understood, "{text}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_words() {
        for (text, understood) in [
            ("foo:bar", "foo bar"),
            ("year:soon", "year soon"),
            ("artist:", "artist"),
            ("artist:\"\"", "artist"),
            ("- -- \" \"", ""),
            ("AND OR NOT NEAR(a b)", "and or not near a b"),
            ("jay-z 'n sync: *", "jay z n sync"),
            ("!!!", "!!!"),
            ("a:b:c", "a b c"),
        ] {
            assert_eq!(shown(text), understood, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_an_error(text in ".*") {
            let query = Query::parse(&text);
            prop_assert!(query.terms.iter().all(|term| !term.words.is_empty()));
            prop_assert!(query.terms.iter().flat_map(|term| &term.words).all(|word| !word.is_empty()));
        }

        #[test]
        fn nor_is_anything_that_looks_like_syntax(text in "[-:\"a-c 19.<>=*()^äyear東]{0,40}") {
            Query::parse(&text);
        }
    }
}
