//! What a player is made of.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::Receiver;

use crate::audio::deck::Terms;
use crate::audio::loudness::Leveling;
use crate::audio::segue::Curve;
use crate::clock::Clock;
use crate::failover;
use crate::feeds::probe::{Probe, Target as ProbeTarget};
use crate::library::{Collection, Kept, Told};
use crate::model::{Bands, Lineup, ReserveSource, Track};
use crate::net::NetError;
use crate::queue::Repeat;
use crate::reserve::{Gaps, Means};
use crate::store::journal::Journal;

/// A crossfade into or out of a feed is never shorter than this, nor longer than that: the ring has to hold it.
const RESCUE_FADE: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(6));

/// Everything that [`super::Player::start`] needs to know.
pub struct Setup {
    pub lineup: Lineup,
    /// How the reserve is ordered, remembered and verified; its gaps are those of `tuning`.
    pub reserve: Means,
    /// Local tracks that a person asked for; they come before the reserve.
    pub queue: Vec<Arc<Track>>,
    pub repeat: Repeat,
    /// The queue of the last time, to go on with where nothing else was asked for.
    pub resume: Option<Kept>,
    /// The library and all that is kept of what a person does, and what it tells.
    pub collection: Option<(Collection, Receiver<Told>)>,
    /// What is the reserve in any case; the rest of it is marked in the library, and may change.
    pub named_reserve: Vec<ReserveSource>,
    /// Ends behind the last track of the queue, in place of going on with the reserve.
    pub end_with_queue: bool,
    /// What may be changed while it plays.
    pub tuning: Tuning,
    /// In percent, 0–100.
    pub volume: f32,
    pub equaliser: Bands,
    pub journal: Option<Journal>,
    /// More certificate authorities (PEM) to trust than the system's.
    pub authorities: Option<PathBuf>,
    pub clock: Clock,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            lineup: Lineup::default(),
            reserve: Means::default(),
            queue: Vec::new(),
            repeat: Repeat::Off,
            resume: None,
            collection: None,
            named_reserve: Vec::new(),
            end_with_queue: false,
            tuning: Tuning::default(),
            volume: 100.0,
            equaliser: Bands::FLAT,
            journal: None,
            authorities: None,
            clock: Clock::real(),
        }
    }
}

/// The settings of a player that may be others from now on, without a gap in the sound.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuning {
    pub failover: failover::Settings,
    /// Level (dBFS) under which a stream counts as silent.
    pub silence_dbfs: f32,
    /// How loud all that plays is to be.
    pub leveling: Leveling,
    /// Between local tracks; 0 joins them without a gap.
    pub crossfade: Duration,
    pub curve: Curve,
    /// Tracks of one album follow each other without a fade.
    pub gapless: bool,
    /// The limiter's true-peak ceiling, in dBTP.
    pub ceiling: f32,
    /// What of the reserve shall not be heard again soon.
    pub gaps: Gaps,
    /// What answers when the internet is up; empty: no probing.
    pub probe: Vec<ProbeTarget>,
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            failover: failover::Settings::default(),
            silence_dbfs: -60.0,
            leveling: Leveling::default(),
            crossfade: Duration::from_secs(4),
            curve: Curve::EqualPower,
            gapless: true,
            ceiling: -1.0,
            gaps: Gaps::default(),
            probe: Vec::new(),
        }
    }
}

impl Tuning {
    /// Sound that a deck must be able to hold: the longest fade that there may be.
    pub(super) fn longest_fade(&self) -> Duration {
        self.crossfade.max(RESCUE_FADE.1)
    }

    /// Into a feed, or out of it.
    pub(super) fn rescue_fade(&self) -> Duration {
        self.crossfade.clamp(RESCUE_FADE.0, RESCUE_FADE.1)
    }

    /// What a deck has to know of it.
    pub(super) fn terms(&self) -> Terms {
        Terms { target: self.failover.buffer, silence_dbfs: self.silence_dbfs, leveling: self.leveling }
    }

    pub(super) fn prober(&self) -> Option<Arc<Probe>> {
        (!self.probe.is_empty()).then(|| Arc::new(Probe::new(self.probe.clone())))
    }
}

/// Why a player could not even begin.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("This machine cannot start another thread ({0}). Close some programs and try again.")]
    Thread(std::io::Error),
    #[error(transparent)]
    Net(#[from] NetError),
}
