//! The words of the rules' files.

use super::{By, Field, Shape};

/// The fields' names.
pub const FIELDS: [(&str, Field); 16] = [
    ("title", Field::Title),
    ("artist", Field::Artist),
    ("album", Field::Album),
    ("album_artist", Field::AlbumArtist),
    ("genre", Field::Genre),
    ("path", Field::Path),
    ("codec", Field::Codec),
    ("year", Field::Year),
    ("added", Field::Added),
    ("played", Field::Played),
    ("plays", Field::Plays),
    ("length", Field::Length),
    ("bitrate", Field::Bitrate),
    ("loudness", Field::Loudness),
    ("number", Field::Number),
    ("disc", Field::Disc),
];

/// The orders' names.
pub const ORDERS: [(&str, By); 9] = [
    ("title", By::Title),
    ("artist", By::Artist),
    ("album", By::Album),
    ("year", By::Year),
    ("added", By::Added),
    ("played", By::Played),
    ("plays", By::Plays),
    ("length", By::Length),
    ("random", By::Random),
];

/// Units of size, largest first, in bytes.
pub(super) const SIZES: [(&str, u64); 8] = [
    ("TB", 1_000_000_000_000),
    ("GB", 1_000_000_000),
    ("MB", 1_000_000),
    ("kB", 1000),
    ("GiB", 1 << 30),
    ("MiB", 1 << 20),
    ("KiB", 1 << 10),
    ("B", 1),
];

/// The tests that fields of a shape take.
pub fn tests(shape: Shape) -> &'static [&'static str] {
    match shape {
        Shape::Text => &["is", "is_not", "contains", "contains_not", "starts", "ends", "empty"],
        Shape::Number | Shape::Length => &["is", "is_not", "above", "below", "between", "empty"],
        Shape::Moment => &["within", "not_within", "above", "below", "between", "empty"],
    }
}

/// What stands for `word` in a table.
pub(super) fn find<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// The word that stands for `value`.
pub(super) fn name<T: Copy + PartialEq>(table: &[(&'static str, T)], value: T) -> &'static str {
    table.iter().find(|(_, other)| *other == value).map_or("", |(name, _)| name)
}

/// What to write instead of an unknown word.
pub(super) fn advice<'a>(given: &str, words: impl Iterator<Item = &'a str> + Clone) -> String {
    let given = given.to_lowercase();
    let like = |word: &&str| strsim::jaro_winkler(&given, word);
    match words.clone().filter(|word| like(word) > 0.8).max_by(|a, b| like(a).total_cmp(&like(b))) {
        Some(word) => format!("did you mean \"{word}\"?"),
        None => format!("known here: {}", words.collect::<Vec<_>>().join(", ")),
    }
}
