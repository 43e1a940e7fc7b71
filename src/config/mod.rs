//! What a person may set, once: defaults here, the file's keys in `keys`, the flags in [`crate::cli`].
//!
//! [`parse`] is pure; [`load`] reads the file and the password files. Every key has a default, and an empty file is
//! valid.

mod check;
mod choice;
mod described;
pub mod edit;
mod error;
mod keys;
mod place;
mod preset;
pub mod rule;
mod settings;

use std::fmt;

use url::Url;

use crate::model::{Feed, Lineup, Reserve, shown};

pub use choice::{FadeCurve, LogLevel, Look, Loudness, Motion, OutputChoice, Return, Start};
pub use described::{Described, Kind, described};
pub use error::{ConfigError, ConfigErrors, Position};
pub use keys::{Surroundings, parse};
pub use place::{change, config_file, journal_file, library_folder, load, reserve_file};
pub use preset::Preset;
pub use settings::{
    AudioSettings, FailoverSettings, JournalSettings, LibrarySettings, LogSettings, ProbeSettings, ProbeTarget,
    ReserveSettings, WindowSettings,
};

/// Everything a person may set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// `[[feed]]`: the feeds, most wanted first.
    pub feeds: Vec<FeedSettings>,
    pub library: LibrarySettings,
    pub reserve: ReserveSettings,
    pub failover: FailoverSettings,
    pub audio: AudioSettings,
    pub probe: ProbeSettings,
    pub journal: JournalSettings,
    pub log: LogSettings,
    pub window: WindowSettings,
}

/// One `[[feed]]`. Its `Debug` shows no secrets.
#[derive(Clone, Default, PartialEq)]
pub struct FeedSettings {
    /// `None`: the host of the first address.
    pub name: Option<String>,
    /// Mirrors of one programme, most wanted first.
    pub urls: Vec<Url>,
    /// For addresses that carry no name of their own.
    pub user: Option<String>,
    /// What `password_file` holds, for addresses that carry no password of their own.
    pub password: Option<String>,
}

impl fmt::Debug for FeedSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FeedSettings")
            .field("name", &self.name)
            .field("urls", &self.urls.iter().map(shown).collect::<Vec<_>>())
            .field("user", &self.user.as_ref().map(|_| "(hidden)"))
            .field("password", &self.password.as_ref().map(|_| "(hidden)"))
            .finish()
    }
}

impl Config {
    /// What to play, in the words of the floors above. The addresses carry user and password: show them by
    /// [`shown`] only.
    pub fn lineup(&self) -> Lineup {
        Lineup {
            feeds: self.feeds.iter().map(FeedSettings::feed).collect(),
            reserve: Reserve::of_paths(self.reserve.sources.clone()),
        }
    }
}

impl FeedSettings {
    fn feed(&self) -> Feed {
        let mut feed = Feed { name: String::new(), urls: self.urls.iter().map(|url| self.signed(url)).collect() };
        feed.name = self.name.clone().unwrap_or_else(|| feed.host());
        feed
    }

    /// The address with this feed's user and password, unless it has its own.
    fn signed(&self, url: &Url) -> Url {
        let mut url = url.clone();
        // Neither can fail: only addresses with a host come through `rule::address`.
        if let Some(user) = self.user.as_deref().filter(|_| url.username().is_empty()) {
            let _ = url.set_username(user);
        }
        if let Some(password) = self.password.as_deref().filter(|_| url.password().is_none()) {
            let _ = url.set_password(Some(password));
        }
        url
    }
}

/// A file for `config.toml` in which every key stands with its meaning and its default.
pub fn example() -> &'static str {
    include_str!("example.toml")
}

/// The word most like `given`, if any is like it at all.
fn nearest<'a>(given: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |word: &str| strsim::jaro_winkler(&given.to_lowercase(), word);
    words
        .map(|word| (word, likeness(word)))
        .filter(|(_, like)| *like > 0.8)
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(word, _)| word)
}

#[cfg(test)]
mod tests;
