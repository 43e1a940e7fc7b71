//! What a person types to find music, as a [`Query`]: how it is understood, and how well a track fits it.
//!
//! Words stand for the beginnings of words, without regard to case, accents and punctuation. `"…"` asks for words in a
//! row, `-` before anything for what has it not, `artist:` `album:` `title:` `genre:` `path:` for it in that field,
//! `year:` for a year or years (`1995`, `1990..1999`, `>=1995`). Nothing is an error: what makes no sense as syntax is
//! searched for as words.

mod fold;
mod parse;
mod score;
mod years;

pub use fold::{fold, for_each_term, is_unspaced};
pub use score::Text;

/// A search, understood. Everything in it has to be so at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub terms: Vec<Term>,
    pub years: Vec<Years>,
}

/// Words to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub field: Field,
    /// Folded, never empty. Several are a phrase: they stand in a row.
    pub words: Vec<String>,
    /// The last word is whole, not only a beginning: the phrase was closed, or must not be there.
    pub whole: bool,
    /// They must not be found.
    pub not: bool,
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Any,
    Title,
    Artist,
    Album,
    Genre,
    /// The file's name and the two folders that it is in.
    Path,
}

/// Years to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Years {
    pub span: Span,
    pub not: bool,
}

/// From one year to another, both included; 0 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: u16,
    pub to: u16,
}

impl Query {
    /// Never fails. Of very long texts only the beginning counts: the first thousand characters, and 24 words.
    pub fn parse(text: &str) -> Self {
        parse::parse(text)
    }

    /// Nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.years.is_empty()
    }
}
