//! How well a track fits a query.

use std::fmt::Write;

use super::{Field, Query, Term, is_unspaced};

/// What can be found of a track, an album or an artist: each field [folded](super::fold).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub title: String,
    pub artist: String,
    pub album: String,
    pub genre: String,
    pub path: String,
    pub year: Option<u16>,
}

/// The better, the higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Somewhere within a word.
    Within,
    /// At the beginning of a word.
    Beginning,
    Word,
    /// The field begins with it, and a word ends where it does not.
    Starts,
    StartsWithWords,
    /// It is the whole field.
    Whole,
}

impl Query {
    /// `None` if it does not fit. How well it fits comes first, in thousands: the field is what was typed, begins with
    /// it, has it as words, as beginnings of words, within words. Among those that fit equally well counts how often
    /// it is played, and a title before an artist before an album.
    pub fn score(&self, text: &Text, plays: u32) -> Option<u32> {
        let is_excluded = |term: &&Term| term.not && fields(term.field, text).any(|(field, _)| has(field, term));
        if self.terms.iter().any(|term| is_excluded(&term)) || !self.fits_years(text.year) {
            return None;
        }
        let fields_asked = [Field::Any, Field::Title, Field::Artist, Field::Album, Field::Genre, Field::Path];
        let mut worst = (Fit::Whole, 3);
        for field in fields_asked {
            if let Some(fit) = self.fit_of_field(field, text)? {
                worst = worst.min(fit);
            }
        }
        let (fit, weight) = worst;
        // Twice as often is as good at every number of plays; a million of them are no more than the next fit.
        let often = (f64::from(plays) + 1.0).log2() * 40.0;
        let length = text.title.len().min(100) as u32 / 10;
        Some((fit as u32 + 1) * 1000 + weight * 20 + (often as u32).min(900) + 10 - length)
    }

    fn fits_years(&self, year: Option<u16>) -> bool {
        let within = |span: &super::Span| year.is_some_and(|year| (span.from..=span.to).contains(&year));
        self.years.iter().all(|years| within(&years.span) != years.not)
    }

    /// Of all that is asked of a field. `Some(None)` if nothing is, `None` if it does not fit.
    fn fit_of_field(&self, field: Field, text: &Text) -> Option<Option<(Fit, u32)>> {
        let mut asked = self.terms.iter().filter(|term| term.field == field && !term.not).peekable();
        if asked.peek().is_none() {
            return Some(None);
        }
        let mut whole = String::new();
        let mut worst = (Fit::Whole, 3);
        for term in asked {
            for word in &term.words {
                // Writing to a string cannot fail.
                let _ = write!(whole, "{}{word}", if whole.is_empty() { "" } else { " " });
            }
            worst = worst.min(fields(field, text).filter_map(|(text, weight)| Some((fit(text, term)?, weight))).max()?);
        }
        let as_a_whole = fields(field, text).filter_map(|(text, weight)| Some((fit_whole(text, &whole)?, weight)));
        Some(as_a_whole.max().max(Some(worst)))
    }
}

/// The texts of a field, and what each weighs. A year may be a word of its own.
fn fields(field: Field, text: &Text) -> impl Iterator<Item = (&str, u32)> {
    let all = [
        (Field::Title, text.title.as_str(), 3),
        (Field::Artist, &text.artist, 2),
        (Field::Album, &text.album, 1),
        (Field::Genre, &text.genre, 0),
        (Field::Path, &text.path, 0),
    ];
    let year = text.year.map(year_word).filter(|_| field == Field::Any);
    let fields = all.into_iter().filter(move |(of, text, _)| (field == Field::Any || *of == field) && !text.is_empty());
    fields.map(|(_, text, weight)| (text, weight)).chain(year.map(|word| (word, 0)))
}

/// Each year's digits, kept as one text.
fn year_word(year: u16) -> &'static str {
    static YEARS: std::sync::LazyLock<String> =
        std::sync::LazyLock::new(|| (0..10_000).map(|year| format!("{year:04}")).collect());
    let at = usize::from(year) * 4;
    YEARS.get(at..at + 4).unwrap_or("")
}

fn fit_whole(text: &str, whole: &str) -> Option<Fit> {
    match text.strip_prefix(whole)? {
        "" => Some(Fit::Whole),
        rest if rest.starts_with(' ') => Some(Fit::StartsWithWords),
        _ => Some(Fit::Starts),
    }
}

/// The best place in the text at which the term's words stand.
fn fit(text: &str, term: &Term) -> Option<Fit> {
    if let [word] = term.words.as_slice() {
        return fit_word(text, word).filter(|fit| !term.whole || *fit == Fit::Word || is_free(word));
    }
    let phrase = term.words.join(" ");
    text.match_indices(&phrase).filter_map(|(at, _)| fit_at(text, at, phrase.len())).max().filter(|fit| match fit {
        Fit::Word => true,
        Fit::Beginning => !term.whole,
        _ => false,
    })
}

fn fit_word(text: &str, word: &str) -> Option<Fit> {
    let mut best = None;
    for (at, _) in text.match_indices(word) {
        best = best.max(fit_at(text, at, word.len()));
        if best == Some(Fit::Word) {
            break;
        }
    }
    best
}

fn fit_at(text: &str, at: usize, length: usize) -> Option<Fit> {
    let begins = at == 0 || text[..at].ends_with(' ');
    let ends = text.get(at + length..)?.chars().next().is_none_or(|next| next == ' ');
    Some(match (begins, ends) {
        (true, true) => Fit::Word,
        (true, false) => Fit::Beginning,
        (false, _) => Fit::Within,
    })
}

/// In a script without spaces a word may stand anywhere.
fn is_free(word: &str) -> bool {
    word.chars().next().is_some_and(is_unspaced)
}

fn has(text: &str, term: &Term) -> bool {
    fit(text, term).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;

    fn text(title: &str, artist: &str, album: &str) -> Text {
        Text { title: fold(title), artist: fold(artist), album: fold(album), year: Some(1995), ..Text::default() }
    }

    fn score(query: &str, text: &Text) -> Option<u32> {
        Query::parse(query).score(text, 0)
    }

    #[test]
    fn what_fits_better_scores_higher_however_often_it_is_played() {
        let order = [
            text("Love", "x", "y"),
            text("Love Me Do", "x", "y"),
            text("Lovely Day", "x", "y"),
            text("All My Love", "x", "y"),
            text("My Lovely Day", "x", "y"),
            text("Glove", "x", "y"),
        ];
        let query = Query::parse("love");
        for pair in order.windows(2) {
            assert!(query.score(&pair[0], 0) > query.score(&pair[1], u32::MAX), "{pair:?}");
        }
        assert_eq!(score("love", &text("Live", "x", "y")), None);
    }

    #[test]
    fn plays_decide_among_equals_then_the_field() {
        let (title, artist) = (text("Love", "x", "y"), text("x", "Love", "y"));
        let query = Query::parse("love");
        assert!(query.score(&title, 0) > query.score(&artist, 0));
        assert!(query.score(&title, 0) < query.score(&artist, 50));
    }

    #[test]
    fn every_word_has_to_be_somewhere() {
        let help = text("Help!", "The Beatles", "Help!");
        for (query, fits) in [
            ("beatles help", true),
            ("beat hel", true),
            ("beatles yesterday", false),
            ("artist:help", false),
            ("artist:beatles title:help", true),
            ("help -beatles", false),
            ("help -beat", true),
            ("\"the beatles\"", true),
            ("\"the beat\"", false),
            ("\"the beat", true),
            ("\"beatles the\"", false),
            ("eatle", true),
            ("1995", true),
            ("help 199", true),
            ("help year:1990..1999", true),
            ("help -year:1995", false),
            ("year:1996", false),
        ] {
            assert_eq!(score(query, &help).is_some(), fits, "{query}");
        }
    }

    #[test]
    fn a_whole_query_in_its_field_is_as_good_as_without() {
        let help = text("Help!", "The Beatles", "x");
        assert!(score("title:help", &help).unwrap() / 1000 == 6);
        assert!(score("artist:the artist:beat", &help).unwrap() / 1000 == 4);
    }

    #[test]
    fn scripts_without_spaces_are_found_anywhere() {
        let song = text("東京の夜", "椎名林檎", "x");
        for query in ["東", "京の", "\"の夜\"", "林檎", "夜 椎名"] {
            assert!(score(query, &song).is_some(), "{query}");
        }
        assert_eq!(score("-京", &song), None);
    }
}
