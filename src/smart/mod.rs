//! Smart playlists: rules that say which tracks of the library belong, written in plain TOML. Pure: [`parse`] reads
//! them, [`Rules::to_toml`] writes them, and the store finds the tracks.
//!
//! ```toml
//! match = "all"          # each rule must hold; "any": one of them
//! limit = "100 tracks"   # or "5 h", or "2 GB"
//! order = "-added"       # a word of the table below, "-" before it for the other way round; or "random"
//! [[rule]]
//! field = "genre"
//! is = "jazz"
//! [[rule]]
//! any = [{ field = "played", not_within = "30 days" }, { field = "played", empty = true }]
//! ```

mod read;
pub mod word;
mod write;

use std::fmt;
use std::time::Duration;

use jiff::civil::Date;

pub use read::parse;
pub use write::quoted;

/// A file of rules to begin with.
pub const EXAMPLE: &str = include_str!("example.toml");

/// Which tracks belong, how many of them, and in which order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    pub of: Group,
    pub limit: Option<Limit>,
    /// `None`: as albums stand on a shelf.
    pub order: Option<Order>,
}

/// Rules that are judged together. Without any, every track belongs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    pub join: Join,
    pub rules: Vec<Rule>,
}

/// How many of a group's rules must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Join {
    #[default]
    All,
    Any,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// A test of one field.
    Field(Field, Test),
    Group(Group),
}

/// What may be tested of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Title,
    /// One of them, where there are several; so with album artists and genres.
    Artist,
    Album,
    AlbumArtist,
    Genre,
    Path,
    Codec,
    Year,
    Added,
    /// When it was last played.
    Played,
    /// How often.
    Plays,
    Length,
    /// In kbit/s.
    Bitrate,
    /// In LUFS, of the track.
    Loudness,
    /// On its disc.
    Number,
    Disc,
}

/// What a field holds, and so how it can be tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Text,
    Number,
    /// In seconds.
    Length,
    Moment,
}

/// A test. Text is compared without regard to case and accents. [`Field::shape`] and the test always fit together.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    Is(Value),
    IsNot(Value),
    Contains(String),
    ContainsNot(String),
    Starts(String),
    Ends(String),
    /// More than; of a day: on it or later.
    Above(Value),
    /// Less than; of a day: before it.
    Below(Value),
    /// Both ends included.
    Between(Value, Value),
    /// In the time before now.
    Within(Duration),
    /// Longer ago than that, or never.
    NotWithin(Duration),
    /// Whether the field has no value: no tag, never played.
    Empty(bool),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    /// Of [`Shape::Number`], or seconds of [`Shape::Length`]; finite.
    Number(f64),
    /// In UTC.
    Day(Date),
}

/// How much is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    Tracks(u64),
    /// No more than this in all.
    Length(Duration),
    /// Bytes, in all.
    Size(u64),
}

/// By what the tracks are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    pub by: By,
    /// Z to A, newest or most first. Always `false` for [`By::Random`].
    pub descending: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Title,
    Artist,
    Album,
    Year,
    Added,
    Played,
    Plays,
    Length,
    Random,
}

/// One thing that is wrong with the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// From 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub sentence: String,
}

/// All that is wrong, in the order of the lines; never empty. Shown one a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistakes(pub Vec<Mistake>);

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> =
            self.0.iter().map(|Mistake { line, sentence }| format!("line {line}: {sentence}")).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Mistakes {}

impl Field {
    pub fn shape(self) -> Shape {
        match self {
            Self::Title | Self::Artist | Self::Album | Self::AlbumArtist | Self::Genre | Self::Path | Self::Codec => {
                Shape::Text
            }
            Self::Year | Self::Plays | Self::Bitrate | Self::Loudness | Self::Number | Self::Disc => Shape::Number,
            Self::Length => Shape::Length,
            Self::Added | Self::Played => Shape::Moment,
        }
    }
}

#[cfg(test)]
mod tests;
