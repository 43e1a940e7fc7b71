//! The file's sections and their defaults.

use std::path::PathBuf;
use std::time::Duration;

use url::Url;

use super::choice::{FadeCurve, LogLevel, Look, Loudness, Motion, OutputChoice, Return, Start};
use super::rule;
use crate::model::Bands;

/// `[reserve]`: music on this machine.
#[derive(Clone, Debug, PartialEq)]
pub struct ReserveSettings {
    /// Files, folders and playlists, most wanted first. None: what is marked in the library, else all of it.
    pub sources: Vec<PathBuf>,
    /// Whether `sources` are rotated, too.
    pub shuffle: bool,
    /// In a rotation, tracks between two of one artist; 0 to 100.
    pub artist_gap: usize,
    /// In a rotation, time between two plays of one track; 0 to 30 days.
    pub track_gap: Duration,
}

/// `[failover]`: when to leave a feed, and when to return to it.
#[derive(Clone, Debug, PartialEq)]
pub struct FailoverSettings {
    pub start: Start,
    /// `return` in the file.
    pub return_when: Return,
    /// How long a returning feed has to prove itself unheard; 0 to 15 min.
    pub probation: Duration,
    /// Sound between the network and the ear; 2 s to 2 min.
    pub buffer: Duration,
    /// A feed that is silent for this long is left; 0.5 s to 10 min.
    pub dead_air: Duration,
    /// What counts as silent, in dBFS; -100 to -20.
    pub dead_air_level: f32,
    /// Whether to leave a feed that turns to noise.
    pub noise: bool,
}

/// `[audio]`: how it sounds, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct AudioSettings {
    pub output: OutputChoice,
    /// Percent, 0 to 100.
    pub volume: u8,
    /// 0 to 12 s; zero leaves only gapless joins.
    pub crossfade: Duration,
    pub fade: FadeCurve,
    /// Whether tracks that belong together are joined without a fade.
    pub gapless: bool,
    /// The limiter's true-peak ceiling in dBTP; -20 to 0.
    pub ceiling: f32,
    pub loudness: Loudness,
    /// What all is brought to, in LUFS; -30 to -8.
    pub loudness_target: f32,
    /// Added to the gain of tracks of known loudness, in dB; -12 to 12.
    pub preamp: f32,
    /// The equaliser's gains; a preset in the file may give them.
    pub equaliser: Bands,
}

/// `[probe]`: how to tell a dead internet from a dead feed.
#[derive(Clone, Debug, PartialEq)]
pub struct ProbeSettings {
    pub enabled: bool,
    pub targets: Vec<ProbeTarget>,
}

/// An address that answers whenever the internet does: with status 200 or 204, and with `body` in it where given.
#[derive(Clone, Debug, PartialEq)]
pub struct ProbeTarget {
    /// Best plain `http`: a login page cannot answer in place of an encrypted address without being noticed.
    pub url: Url,
    pub body: Option<String>,
}

/// `[journal]`: what happened, kept.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalSettings {
    pub enabled: bool,
    pub keep_days: u32,
    /// `None`: [`super::journal_file`].
    pub path: Option<PathBuf>,
}

/// `[library]`: the music on this machine.
#[derive(Clone, Debug, PartialEq)]
pub struct LibrarySettings {
    /// The folder in which the library, the playlists, the history and the queue are kept. `None`:
    /// [`super::library_folder`].
    pub place: Option<PathBuf>,
    /// Whether changes in the music folders are noticed while a player runs.
    pub watch: bool,
    /// Whether files are decoded in the background, to verify them and to measure their loudness.
    pub verify: bool,
    /// Whether a player goes on with the queue of the last time.
    pub resume: bool,
}

/// `[log]`: what is told while it happens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogSettings {
    pub level: LogLevel,
}

/// `[window]`: the face for listeners.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowSettings {
    pub look: Look,
    /// Such as `de`; `None`: the desktop's.
    pub language: Option<String>,
    /// In percent, 70 to 200.
    pub text_size: u16,
    pub motion: Motion,
    /// Whether each song is told of by the desktop.
    pub notify_songs: bool,
    /// Whether there is an icon in the desktop's tray.
    pub tray: bool,
}

impl Default for WindowSettings {
    fn default() -> Self {
        Self {
            look: Look::default(),
            language: None,
            text_size: 100,
            motion: Motion::default(),
            notify_songs: false,
            tray: true,
        }
    }
}

impl Default for ReserveSettings {
    fn default() -> Self {
        Self { sources: Vec::new(), shuffle: false, artist_gap: 8, track_gap: Duration::from_secs(12 * 3600) }
    }
}

impl Default for FailoverSettings {
    fn default() -> Self {
        Self {
            start: Start::default(),
            return_when: Return::default(),
            probation: Duration::from_secs(10),
            buffer: Duration::from_secs(15),
            dead_air: Duration::from_secs(2),
            dead_air_level: -60.0,
            noise: true,
        }
    }
}

impl Default for AudioSettings {
    fn default() -> Self {
        Self {
            output: OutputChoice::default(),
            volume: 100,
            crossfade: Duration::from_secs(4),
            fade: FadeCurve::default(),
            gapless: true,
            ceiling: -1.0,
            loudness: Loudness::default(),
            loudness_target: -18.0,
            preamp: 0.0,
            equaliser: Bands::FLAT,
        }
    }
}

impl Default for ProbeSettings {
    /// Three answers by three owners, so that one owner's outage is not mistaken for the internet's.
    fn default() -> Self {
        let targets = [
            "tcp://1.1.1.1:443",
            "http://detectportal.firefox.com/success.txt success",
            "http://connectivity-check.ubuntu.com/",
            "http://nmcheck.gnome.org/check_network_status.txt NetworkManager is online",
        ];
        Self { enabled: true, targets: targets.into_iter().filter_map(|text| rule::probe_target(text).ok()).collect() }
    }
}

impl Default for LibrarySettings {
    fn default() -> Self {
        Self { place: None, watch: true, verify: true, resume: true }
    }
}

impl Default for JournalSettings {
    fn default() -> Self {
        Self { enabled: true, keep_days: 400, path: None }
    }
}
