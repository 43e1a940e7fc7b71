//! What happened, once, in words for people and fields for scripts.

use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use super::drill::Seam;
use crate::fault::{Fault, spoken};
use crate::model::{FeedId, Source, label};

/// An event and its time on the wall.
#[derive(Clone, Debug, Serialize)]
pub struct Happened {
    pub at: Timestamp,
    #[serde(flatten)]
    pub event: Event,
}

/// See the module's text.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// Something else sounds now. `why`: `start`, `ended`, `starved`, `ordered`, as the mixer saw it.
    Switched {
        from: Option<String>,
        to: String,
        source: Source,
        why: &'static str,
        fade_ms: u64,
        fault: Option<Fault>,
    },
    /// A track, or a stream's title, begins to be heard.
    Track {
        source: Source,
        name: String,
        title: String,
        artist: Option<String>,
        album: Option<String>,
    },
    /// A feed shows a fault that nobody hears yet.
    Suspect {
        feed: FeedId,
        name: String,
        fault: Fault,
        sentence: String,
        buffered_s: f64,
    },
    /// A feed has failed.
    Down {
        feed: FeedId,
        name: String,
        fault: Fault,
        sentence: String,
        remedy: String,
    },
    /// More is known about a failure.
    Explained {
        feed: FeedId,
        name: String,
        fault: Fault,
        sentence: String,
        remedy: String,
    },
    /// A feed is connected and has to prove itself, unheard.
    Proving {
        feed: FeedId,
        name: String,
        for_s: f64,
    },
    /// A feed has proved itself.
    Up {
        feed: FeedId,
        name: String,
        outage_s: Option<f64>,
    },
    /// A local file was skipped.
    Skipped {
        fault: Fault,
        sentence: String,
    },
    /// The sound comes out of this device.
    Device {
        device: String,
    },
    /// There is no sound device; music goes on, unheard.
    NoDevice {
        fault: Fault,
        sentence: String,
        remedy: String,
    },
    Paused {
        paused: bool,
    },
    Offline {
        offline: bool,
    },
    Volume {
        percent: f32,
    },
    DrillBegun {
        what: String,
    },
    DrillDone {
        seam: Seam,
    },
    /// Anything else a person should know.
    Notice {
        text: String,
    },
    /// The player has faded out. Nothing follows.
    Stopped,
}

impl Event {
    /// The event as a line for a person, without its time. `None`: of no interest as a line.
    pub fn line(&self) -> Option<String> {
        Some(match self {
            Event::Switched { from: Some(from), to, fault, .. } if from != to => match fault {
                Some(fault) => format!("{fault} Now playing: {to}."),
                None => format!("Now playing: {to} (before: {from})."),
            },
            Event::Switched { from: None, to, .. } => format!("On air: {to}."),
            Event::Switched { .. } | Event::Volume { .. } => return None,
            Event::Track { title, artist, .. } => format!("♪ {}", label(artist.as_deref(), title)),
            Event::Suspect { name, sentence, buffered_s, .. } => {
                format!("{name}: {sentence} {} are buffered.", spoken(Duration::from_secs_f64(*buffered_s)))
            }
            Event::Down { name, sentence, remedy, .. } | Event::Explained { name, sentence, remedy, .. } => {
                format!("{name}: {sentence} {remedy}")
            }
            Event::Proving { name, for_s, .. } => {
                format!("{name} is connected again and proves itself for {}.", spoken(Duration::from_secs_f64(*for_s)))
            }
            Event::Up { name, outage_s: Some(outage), .. } => {
                format!("{name} is well again after {}.", spoken(Duration::from_secs_f64(*outage)))
            }
            Event::Up { name, .. } => format!("{name} is connected."),
            Event::Skipped { sentence, .. } => sentence.clone(),
            Event::Device { device } => format!("Sound comes out of {device}."),
            Event::NoDevice { sentence, remedy, .. } => format!("{sentence} {remedy}"),
            Event::Paused { paused: true } => "Paused.".into(),
            Event::Paused { paused: false } => "Going on.".into(),
            Event::Offline { offline: true } => "Staying on local music.".into(),
            Event::Offline { offline: false } => "Feeds are wanted again.".into(),
            Event::DrillBegun { what } => format!("Drill: {what}"),
            Event::DrillDone { seam } => seam.to_string(),
            Event::Notice { text } => text.clone(),
            Event::Stopped => "Stopped.".into(),
        })
    }
}
