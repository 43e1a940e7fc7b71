//! The day's story for the journal: switches, outages, tracks heard.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::super::event::Event;
use super::super::outage::Over;
use crate::fault::Fault;
use crate::model::{Now, Source};
use crate::store::journal::{Entry, Journal, Outage, Why};

/// See the module's text. Without a journal it tells nobody.
pub struct Story {
    journal: Option<Journal>,
    heard: Option<Heard>,
    /// Since when local music stands in for a feed.
    reserve_since: Option<Now>,
    bridged: Duration,
    trouble: Option<Arc<String>>,
}

struct Heard {
    title: String,
    artist: Option<String>,
    source: Source,
    name: String,
    started: Timestamp,
    at: std::time::Instant,
}

impl Story {
    pub fn new(journal: Option<Journal>) -> Self {
        let story = Self { journal, heard: None, reserve_since: None, bridged: Duration::ZERO, trouble: None };
        story.note("Segue started.".into());
        story
    }

    /// Takes down what is worth keeping of an event.
    pub fn tell(&mut self, event: &Event) {
        match event {
            Event::Switched { from, to, fade_ms, fault, .. } => self.record(Entry::Switch {
                from: from.clone().unwrap_or_default(),
                to: to.clone(),
                why: fault.as_ref().map(why),
                fade_ms: *fade_ms,
            }),
            Event::Track { source, name, title, artist, .. } => {
                self.track_over();
                let (title, artist, name) = (title.clone(), artist.clone(), name.clone());
                let (started, at) = (Timestamp::now(), std::time::Instant::now());
                self.heard = Some(Heard { title, artist, source: *source, name, started, at });
            }
            Event::Skipped { sentence, .. } => self.note(sentence.clone()),
            Event::NoDevice { sentence, .. } => self.note(sentence.clone()),
            Event::DrillDone { seam } => self.note(seam.to_string()),
            _ => {}
        }
    }

    /// What sounds has changed: time that local music bridges is counted.
    pub fn switched(&mut self, to: Source, now: Now) {
        if let Some(since) = self.reserve_since.take() {
            self.bridged += now.saturating_sub(since);
        }
        if to == Source::Reserve {
            self.reserve_since = Some(now);
        }
    }

    /// An outage has begun, or more is known about it.
    pub fn outage(&mut self, feed: &str, fault: &Fault, evidence: String, began: Timestamp) {
        self.record(Entry::Outage(Outage {
            feed: feed.to_owned(),
            why: why(fault),
            evidence,
            began,
            ended: None,
            seconds_from_reserve: 0.0,
            seconds_from_buffer: 0.0,
        }));
    }

    /// An outage is over.
    pub fn outage_over(&mut self, feed: &str, over: &Over, now: Now) {
        let Some(fault) = &over.fault else { return };
        let open = self.reserve_since.map_or(Duration::ZERO, |since| now.saturating_sub(since));
        let reserve = (std::mem::take(&mut self.bridged) + open).min(over.lasted);
        self.record(Entry::Outage(Outage {
            feed: feed.to_owned(),
            why: why(fault),
            evidence: String::new(),
            began: over.began,
            ended: Some(Timestamp::now()),
            seconds_from_reserve: reserve.as_secs_f64(),
            seconds_from_buffer: over.lasted.saturating_sub(reserve).as_secs_f64(),
        }));
    }

    /// The player ends: what is open is closed and written.
    pub fn close(&mut self) {
        self.track_over();
        self.note("Segue stopped.".into());
        if let Some(journal) = &self.journal {
            // A wedged disk must not keep the player from ending.
            journal.flush(Duration::from_millis(500));
        }
    }

    fn track_over(&mut self) {
        let Some(heard) = self.heard.take() else { return };
        let is_feed = matches!(heard.source, Source::Feed(_));
        self.record(Entry::Heard {
            title: heard.title,
            artist: heard.artist,
            source: if is_feed { "feed".into() } else { heard.name.clone() },
            feed: is_feed.then_some(heard.name),
            started: heard.started,
            seconds: heard.at.elapsed().as_secs_f64(),
        });
    }

    fn note(&self, text: String) {
        self.record(Entry::Note { text });
    }

    fn record(&self, entry: Entry) {
        if let Some(journal) = &self.journal {
            journal.record(entry);
        }
    }

    /// What keeps the journal from being written, told once.
    pub fn new_trouble(&mut self) -> Option<String> {
        let trouble = self.journal.as_ref().and_then(Journal::trouble);
        let news = trouble.clone().filter(|trouble| self.trouble.as_ref() != Some(trouble));
        self.trouble = trouble;
        news.map(|trouble| trouble.to_string())
    }
}

fn why(fault: &Fault) -> Why {
    Why { code: fault.code().to_owned(), sentence: fault.sentence() }
}
