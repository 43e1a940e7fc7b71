//! A deck: a decoder thread and the ring that it fills.
//!
//! This file is what others may call; [`worker`] is what the thread does. A deck is never waited for: dropping the
//! handle ejects it, and a thread that hangs on a wedged disk is left behind.

mod steer;
mod trim;
mod worker;

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

pub use steer::Steering;

use super::decoder::{DecodeError, Info, Input, Live};
use super::loudness::Leveling;
use super::ring::{Gauge, Voice, ring};
use crate::model::{DeckId, Track};

/// What to play and how.
pub struct Job {
    pub deck: DeckId,
    pub input: Input,
    /// What is known of the track before it is opened; the file's own tags complete it.
    pub track: Track,
    /// Where to begin.
    pub start: Duration,
    /// The mixer's rate, in Hz.
    pub rate: u32,
    /// The ring's length. Longer than the longest fade.
    pub ring: Duration,
    /// Decoded sound from which on the deck may go on air.
    pub ready: Duration,
    /// Begin again at the end, for ever.
    pub endless: bool,
    /// Cut silence off both ends and shorten it within: for music that must never be mistaken for dead air.
    pub trim: bool,
    pub terms: Terms,
    /// The gain (dB) at which the same feed, track or album was last heard, if it was ridden.
    pub gain: Option<f32>,
}

/// What may be changed while a deck plays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// For a live input: how much sound shall lie between the network and the ear.
    pub target: Duration,
    /// Level (dBFS) under which a live input counts as silent.
    pub silence_dbfs: f32,
    /// How loud it shall be heard.
    pub leveling: Leveling,
}

/// What a deck's thread reports, in order. Durations are of sound, not of time.
#[derive(Debug)]
pub enum News {
    /// The input is open and known.
    Opened { track: Arc<Track>, info: Info },
    /// So much is decoded that it may go on air.
    Ready,
    /// Live: so much more was decoded without a fault.
    Decoded { length: Duration },
    /// Live: the stream is silent, for so long by now and from this frame of the deck on.
    DeadAir { silent: Duration, frame: u64 },
    /// Live: the stream is noise, for so long by now and from about this frame on.
    Noise { noisy: Duration, frame: u64 },
    /// Live: after dead air or noise, music again.
    Music,
    /// Live: a new title, from this frame on.
    Title { title: Arc<str>, frame: u64 },
    /// The input is over; so much was decoded of it in all.
    Ended { length: Duration },
    /// The input cannot be opened, or no longer be decoded. What is in the ring still sounds.
    Broken(DecodeError),
    /// The thread died. What is in the ring still sounds.
    Died,
}

/// State shared with the thread.
#[derive(Default)]
struct Leash {
    ejected: AtomicBool,
    killed: AtomicBool,
    /// Blocks asked of the decoder so far.
    steps: AtomicU32,
    /// Bytes of the live input for a second of sound, as measured while decoding; 0 while unknown.
    bytes_per_second: AtomicU32,
    /// Other terms, until the thread takes them over. Neither side holds the lock for longer than a copy takes.
    terms: Mutex<Option<Terms>>,
}

impl Leash {
    fn new_terms(&self) -> Option<Terms> {
        self.terms.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The handle. Dropping it ejects the deck.
pub struct Deck {
    id: DeckId,
    rate: u32,
    gauge: Arc<Gauge>,
    leash: Arc<Leash>,
    live: Option<Arc<dyn Live>>,
}

impl Deck {
    /// Starts the thread and returns at once. The voice fills up as the thread decodes; `report` is called on the
    /// thread.
    pub fn cue(job: Job, report: impl Fn(DeckId, News) + Send + 'static) -> std::io::Result<(Deck, Voice)> {
        let live = match &job.input {
            Input::Stream { live, .. } => Some(live.clone()),
            _ => None,
        };
        let frames = (job.ring.as_secs_f64() * f64::from(job.rate)) as usize;
        let (feeder, voice) = ring(job.deck, live.is_some(), frames);
        let leash = Arc::new(Leash::default());
        let deck = Deck { id: job.deck, rate: job.rate, gauge: feeder.gauge(), leash: leash.clone(), live };
        std::thread::Builder::new()
            .name(format!("deck {}", job.deck.0))
            .spawn(move || worker::run(job, feeder, &leash, &report))?;
        Ok((deck, voice))
    }

    pub fn id(&self) -> DeckId {
        self.id
    }

    /// The ring's counters.
    pub fn gauge(&self) -> &Gauge {
        &self.gauge
    }

    /// Sound decoded and not yet heard.
    pub fn decoded(&self) -> Duration {
        self.seconds(self.gauge.level())
    }

    /// Sound heard so far.
    pub fn heard(&self) -> Duration {
        self.seconds(self.gauge.read())
    }

    /// The gain (dB) that the deck is heard at or on the way to, if it is one that is ridden.
    pub fn ridden(&self) -> Option<f32> {
        self.gauge.knob().ridden()
    }

    /// All sound between the network and the ear: decoded, and still in bytes.
    pub fn buffered(&self) -> Duration {
        let rate = self.leash.bytes_per_second.load(Ordering::Relaxed);
        let waiting = self.live.as_ref().map_or(0, |live| live.waiting());
        let undecoded = if rate == 0 { 0.0 } else { waiting as f64 / f64::from(rate) };
        self.decoded() + Duration::from_secs_f64(undecoded)
    }

    /// Bytes of a live input that went into the decoder.
    pub fn bytes_read(&self) -> u64 {
        self.live.as_ref().map_or(0, |live| live.read())
    }

    /// Blocks asked of the decoder so far, even if they were silent and cut off, or junk: a sign of life.
    pub fn steps(&self) -> u32 {
        self.leash.steps.load(Ordering::Relaxed)
    }

    /// Other terms from now on. The gain comes to another loudness by a ramp.
    pub fn tune(&self, terms: Terms) {
        *self.leash.terms.lock().unwrap_or_else(PoisonError::into_inner) = Some(terms);
        self.gauge.wake_writer();
    }

    /// For rehearsals and tests: the thread panics at its next step.
    pub fn kill(&self) {
        self.leash.killed.store(true, Ordering::Release);
    }

    fn seconds(&self, frames: u64) -> Duration {
        Duration::from_secs_f64(frames as f64 / f64::from(self.rate))
    }
}

impl Drop for Deck {
    fn drop(&mut self) {
        self.leash.ejected.store(true, Ordering::Release);
        if let Some(live) = &self.live {
            live.cancel();
        }
        self.gauge.wake_writer();
    }
}

impl std::fmt::Debug for Deck {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "deck {} with {:?} decoded", self.id.0, self.decoded())
    }
}

#[cfg(test)]
mod tests;
