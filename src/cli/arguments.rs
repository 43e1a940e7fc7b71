//! What each command takes.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};
use url::Url;

use super::exit;
use super::overrides::Overrides;
use crate::config::rule;
use crate::queue::Repeat;

/// Play: files, stations, or what the settings say
///
/// With FILES, these play first; then the feeds. Whatever fails, the music does not stop.
#[derive(Args, Clone, Debug, Default)]
#[command(after_long_help = exit::help())]
pub struct PlayArgs {
    /// Files, folders, playlist files and names of playlists to play
    #[arg(value_name = "FILES", value_parser = rule::local)]
    pub files: Vec<PathBuf>,
    /// Play what this search finds in the library, such as 'genre:jazz year:1955..1965'
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub search: Option<String>,
    /// Play them in another order each time
    #[arg(long)]
    pub shuffle: bool,
    /// What follows when a file has ended
    #[arg(long, value_enum, value_name = "WHAT", default_value_t)]
    pub repeat: Repeat,
    /// Stop after this time, such as 30s or 2h
    #[arg(long = "for", value_name = "TIME", value_parser = rule::any_length)]
    pub stop_after: Option<Duration>,
    /// Print what happens as JSON, one event a line
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub overrides: Overrides,
}

/// Open the window: the same as `segue` on a desktop
///
/// A window that is open already comes to the front, and plays FILES.
#[cfg(feature = "window")]
#[derive(Args, Clone, Debug, Default)]
pub struct WindowArgs {
    /// Files, folders, playlist files and names of playlists to play
    #[arg(value_name = "FILES", value_parser = named)]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub overrides: Overrides,
}

#[cfg(feature = "window")]
/// A file by its path, or by its address, as desktops have it.
fn named(text: &str) -> Result<PathBuf, String> {
    let address = url::Url::parse(text).ok().filter(|url| url.scheme() == "file");
    address.and_then(|url| url.to_file_path().ok()).map_or_else(|| rule::local(text), Ok)
}

/// Show what a running player plays, and why
#[derive(Args, Clone, Debug, Default)]
pub struct StatusArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Which player, if several run: its process id
    #[arg(long, value_name = "PID")]
    pub pid: Option<u32>,
}

/// List the sound devices, by the names that --output takes
#[derive(Args, Clone, Debug, Default)]
pub struct DevicesArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Examine stations: reached, how fast, what they play, what is wrong
#[derive(Args, Clone, Debug)]
#[command(after_help = "Example: segue probe https://radio.example/live")]
pub struct ProbeArgs {
    /// The stations' addresses
    #[arg(required = true, value_name = "URL", value_parser = rule::address)]
    pub urls: Vec<Url>,
    /// Print JSON, one station a line
    #[arg(long)]
    pub json: bool,
}

/// Break what is on air on purpose, and measure what is heard
///
/// In the player that runs, if there is one and no flag asks for another; else in one of its own, which then ends.
/// Code 4: there was dead air or a click, or nothing came in.
#[derive(Args, Clone, Debug, Default)]
#[command(after_long_help = exit::help())]
pub struct DrillArgs {
    /// Print the result as JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub overrides: Overrides,
}

/// Show what happened: outages, switches, returns, and why
#[derive(Args, Clone, Debug, Default)]
#[command(after_help = "Examples: segue journal --since 2h; segue journal --since 2026-03-01; \
                        segue journal --since '2026-03-01 18:00' --json")]
pub struct JournalArgs {
    /// Print JSON, one entry a line
    #[arg(long)]
    pub json: bool,
    /// Only what is younger than this: a time ago (2h, 3days) or a date (2026-03-01, '2026-03-01 18:00')
    #[arg(long, value_name = "WHEN", value_parser = since)]
    pub since: Option<Since>,
    /// At most this many entries, the newest
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

/// Print an example of the settings, check them, or show where they are
#[derive(Args, Clone, Debug, Default)]
#[group(required = true, multiple = false)]
pub struct ConfigArgs {
    /// Print a file with every setting, its meaning and its default
    #[arg(long)]
    example: bool,
    /// Check the file; every mistake is shown with its place
    #[arg(long)]
    check: bool,
    /// Print where the file is
    #[arg(long)]
    path: bool,
}

/// What `segue config` is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigTask {
    Example,
    Check,
    Path,
}

impl ConfigArgs {
    /// The one task that was asked for.
    pub fn task(&self) -> ConfigTask {
        match (self.example, self.path) {
            (true, _) => ConfigTask::Example,
            (_, true) => ConfigTask::Path,
            _ => ConfigTask::Check,
        }
    }
}

/// From when on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// This long before now.
    Ago(Duration),
    /// A date and time where the person is.
    At(DateTime),
}

impl Since {
    /// The moment that is meant, said at `now`.
    ///
    /// # Errors
    /// A sentence, for moments beyond the calendar's ends (years -9999 to 9999).
    pub fn moment(self, now: &ZonedDateTime) -> Result<Timestamp, String> {
        let moment = match self {
            Self::Ago(length) => {
                SignedDuration::try_from(length).and_then(|length| now.timestamp().checked_sub(length))
            }
            Self::At(date) => date.to_zoned_datetime(now.time_zone().clone()).map(|zoned| zoned.timestamp()),
        };
        moment.map_err(|why| format!("--since: there is no such moment ({why})."))
    }
}

fn since(text: &str) -> Result<Since, String> {
    if let Ok(length) = rule::any_length(text) {
        return Ok(Since::Ago(length));
    }
    let date = text
        .parse()
        .map_err(|_| "allowed: a time ago (2h, 3days) or a date (2026-03-01, '2026-03-01 18:00').".to_owned())?;
    Ok(Since::At(date))
}
