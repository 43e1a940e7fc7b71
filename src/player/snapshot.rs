//! All that a face may show, as one immutable value.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::setup::Tuning;
use crate::failover::Health;
use crate::fault::Fault;
use crate::library::Progress;
use crate::model::{Bands, FeedId, Source, Track, label, maybe_seconds, seconds};
use crate::queue::Repeat;
use crate::reserve::SourceReadiness;

/// What the sound as a whole does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nothing has sounded yet.
    Starting,
    Playing,
    Paused,
    Stopped,
}

/// See the module's text. Durations are in seconds where serialised.
#[derive(Clone, Debug, Serialize)]
pub struct Snapshot {
    pub version: &'static str,
    pub pid: u32,
    pub state: State,
    pub on_air: OnAirView,
    /// The local track that comes next, or comes in if the feed fails.
    pub next: Option<String>,
    pub queue: QueueView,
    /// How far the look through the library's folders is; `None` without a library.
    pub library: Option<Progress>,
    pub feeds: Vec<FeedView>,
    pub reserve: ReserveView,
    /// What is wrong with the most wanted feed, if anything is.
    pub outage: Option<OutageView>,
    pub output: OutputView,
    /// In percent, 0–100.
    pub volume: f32,
    /// What the equaliser does.
    pub equaliser: Bands,
    /// A person stays on local music.
    pub offline: bool,
    /// The sleep timer, if it is set.
    pub sleep: Option<SleepView>,
    /// The settings in force. Not serialised.
    #[serde(skip)]
    pub tuning: Arc<Tuning>,
    /// A rehearsal is on.
    pub drill: bool,
    /// Switches between feeds and local music since the start.
    pub switches: u64,
    /// Silence that nobody asked for since the start, measured at the mixer.
    #[serde(serialize_with = "seconds")]
    pub dead_air: Duration,
    #[serde(serialize_with = "seconds")]
    pub running: Duration,
}

/// What sounds.
#[derive(Clone, Debug, Serialize)]
pub struct OnAirView {
    pub source: Source,
    /// The feed's name, or "reserve", "queue", "last resort".
    pub name: String,
    /// The local track that sounds; `None` for a feed. Not serialised: what may be shown of it is in the other fields.
    #[serde(skip)]
    pub track: Option<Arc<Track>>,
    pub title: String,
    pub artist: Option<String>,
    pub album: Option<String>,
    /// Into the track; into the broadcast since it came on air, for a feed.
    #[serde(serialize_with = "seconds")]
    pub elapsed: Duration,
    #[serde(serialize_with = "maybe_seconds")]
    pub duration: Option<Duration>,
}

/// The tracks that a person asked for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct QueueView {
    /// In the order of play. Not serialised: there may be a hundred thousand.
    #[serde(skip)]
    pub tracks: Arc<[Arc<Track>]>,
    pub length: usize,
    /// The current track's place, from 0.
    pub position: Option<usize>,
    pub repeat: Repeat,
    pub shuffled: bool,
}

/// A feed.
#[derive(Clone, Debug, Serialize)]
pub struct FeedView {
    pub id: FeedId,
    pub name: String,
    /// Where it comes from, without secrets.
    pub url: String,
    pub health: Health,
    pub on_air: bool,
    /// The station's own name.
    pub station: Option<String>,
    pub title: Option<String>,
    /// In kbit/s, as the server says.
    pub bitrate: Option<u32>,
    pub codec: Option<String>,
    /// Sound between the network and the ear.
    #[serde(serialize_with = "seconds")]
    pub buffered: Duration,
}

/// The local music.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReserveView {
    pub tracks: usize,
    /// All of it; a lower bound while `unknown` tracks have not told their length.
    #[serde(serialize_with = "seconds")]
    pub total: Duration,
    /// Before any of it repeats.
    #[serde(serialize_with = "seconds")]
    pub left: Duration,
    pub unknown: usize,
    /// Only the music inside the binary is there.
    pub last_resort: bool,
    /// Sentences on what is wrong with it.
    pub problems: Vec<String>,
    /// What of `total` has been decoded to its end since its files changed last.
    #[serde(serialize_with = "seconds")]
    pub verified: Duration,
    /// Marked files that cannot be played.
    pub damaged: usize,
    /// "31 h 20 min ready, verified 02:10; 3 files damaged (names)".
    pub sentence: String,
    /// The name of the source that is on air now.
    pub playing_from: Option<String>,
    /// As the owner has them.
    pub sources: Vec<SourceView>,
}

/// One source of the reserve.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    pub name: String,
    pub tracks: usize,
    #[serde(serialize_with = "seconds")]
    pub total: Duration,
    #[serde(serialize_with = "seconds")]
    pub verified: Duration,
    pub damaged: usize,
    /// It is what the reserve plays from now, perhaps with others.
    pub in_use: bool,
    /// As [`ReserveView::sentence`].
    pub sentence: String,
}

impl SourceView {
    pub(super) fn of(source: &SourceReadiness, now: Timestamp, zone: &TimeZone) -> Self {
        Self {
            name: source.name.clone(),
            tracks: source.music.tracks,
            total: source.music.playable,
            verified: source.verified.playable,
            damaged: source.damage.count,
            in_use: source.in_use,
            sentence: source.sentence(now, zone),
        }
    }
}

/// An outage of the most wanted feed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutageView {
    pub feed: String,
    pub fault: Fault,
    pub sentence: String,
    pub remedy: String,
    pub since: Timestamp,
    #[serde(serialize_with = "seconds")]
    pub lasting: Duration,
    /// Until the next attempt; `None`: under way, or not before a person asks.
    #[serde(serialize_with = "maybe_seconds")]
    pub retry_in: Option<Duration>,
}

/// The sleep timer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SleepView {
    /// Until the fade begins, or the track ends; `None` where that cannot be told.
    #[serde(serialize_with = "maybe_seconds")]
    pub left: Option<Duration>,
    pub at_track_end: bool,
    /// The sound is on its way to silence.
    pub fading: bool,
}

/// Where the sound goes.
#[derive(Clone, Debug, Serialize)]
pub struct OutputView {
    /// `None`: no device.
    pub device: Option<String>,
    /// In Hz.
    pub rate: u32,
    /// The last block's peak, 0–1.
    pub peak: f32,
}

impl Snapshot {
    /// Before anything is known.
    pub fn starting(rate: u32) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            pid: std::process::id(),
            state: State::Starting,
            on_air: OnAirView::nothing(),
            next: None,
            queue: QueueView::default(),
            library: None,
            feeds: Vec::new(),
            reserve: ReserveView::default(),
            outage: None,
            output: OutputView { device: None, rate, peak: 0.0 },
            volume: 100.0,
            equaliser: Bands::FLAT,
            offline: false,
            sleep: None,
            tuning: Arc::default(),
            drill: false,
            switches: 0,
            dead_air: Duration::ZERO,
            running: Duration::ZERO,
        }
    }
}

impl OnAirView {
    pub fn nothing() -> Self {
        Self {
            source: Source::Reserve,
            name: String::new(),
            title: String::new(),
            artist: None,
            album: None,
            track: None,
            elapsed: Duration::ZERO,
            duration: None,
        }
    }

    /// `Artist – Title`, or the title alone.
    pub fn label(&self) -> String {
        label(self.artist.as_deref(), &self.title)
    }
}
