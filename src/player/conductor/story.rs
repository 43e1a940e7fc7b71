//! The day's story for the journal: switches, outages, tracks heard.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::super::event::Event;
use super::super::links::GONE;
use super::Places;
use crate::fault::Fault;
use crate::model::{FeedId, Now, Source};
use crate::store::journal::{Entry, Journal, Outage, Why};

/// See the module's text. Without a journal it tells nobody.
pub struct Story {
    journal: Option<Journal>,
    heard: Option<Heard>,
    /// What sounds, and since when.
    sounding: Option<(Source, Now)>,
    /// For how long each source has sounded before.
    sounded: HashMap<Source, Duration>,
    outages: HashMap<FeedId, Open>,
    /// Silence in all that nobody asked for.
    silence: Duration,
    trouble: Option<Arc<String>>,
}

/// A track, or a stream's title, that is being heard.
struct Heard {
    title: String,
    artist: Option<String>,
    source: Source,
    name: String,
    started: Timestamp,
    at: Now,
}

/// An outage that lasts, and how long the reserve, the feed itself and silence had lasted when it began.
struct Open {
    outage: Outage,
    reserve: Duration,
    feed: Duration,
    silence: Duration,
}

impl Story {
    pub fn new(journal: Option<Journal>) -> Self {
        let (sounded, outages) = (HashMap::new(), HashMap::new());
        let story =
            Self { journal, heard: None, sounding: None, sounded, outages, silence: Duration::ZERO, trouble: None };
        story.note("Segue started.".into());
        story
    }

    /// Takes down what is worth keeping of an event.
    pub fn tell(&mut self, event: &Event, now: Now) {
        match event {
            Event::Switched { from, to, fade_ms, fault, .. } => self.record(Entry::Switch {
                from: from.clone().unwrap_or_default(),
                to: to.clone(),
                why: fault.as_ref().map(why),
                fade_ms: *fade_ms,
            }),
            Event::Track { source, name, title, artist, .. } => {
                self.track_over(now);
                let (title, artist, name) = (title.clone(), artist.clone(), name.clone());
                self.heard = Some(Heard { title, artist, source: *source, name, started: Timestamp::now(), at: now });
            }
            Event::Explained { feed, fault, .. } => {
                if let Some(open) = self.outages.get_mut(feed) {
                    open.outage.why = why(fault);
                    let outage = open.outage.clone();
                    self.record(Entry::Outage(outage));
                }
            }
            Event::Skipped { sentence, .. } | Event::NoDevice { sentence, .. } => self.note(sentence.clone()),
            Event::DrillDone { seam } => self.note(seam.to_string()),
            _ => {}
        }
    }

    /// Something else sounds.
    pub fn switched(&mut self, to: Source, now: Now) {
        if let Some((source, since)) = self.sounding.replace((to, now)) {
            *self.sounded.entry(source).or_default() += now.saturating_sub(since);
        }
    }

    /// The feeds are at other places now. The time of those that have gone is told already.
    pub fn take_lineup(&mut self, places: &Places) {
        let now = |source: Source| match source {
            Source::Feed(feed) => places.now(feed).map(Source::Feed),
            Source::Reserve => Some(Source::Reserve),
        };
        let sounded = std::mem::take(&mut self.sounded);
        self.sounded = sounded.into_iter().filter_map(|(source, length)| Some((now(source)?, length))).collect();
        let outages = std::mem::take(&mut self.outages);
        self.outages = outages.into_iter().filter_map(|(feed, open)| Some((places.now(feed)?, open))).collect();
        self.sounding = self.sounding.and_then(|(source, since)| Some((now(source)?, since)));
        if let Some(heard) = &mut self.heard {
            // Of one that has gone it is still told that it was a feed.
            heard.source = now(heard.source).unwrap_or(Source::Feed(GONE));
        }
    }

    /// An outage has begun.
    pub fn outage(&mut self, feed: FeedId, name: &str, fault: &Fault, evidence: String, began: Timestamp, now: Now) {
        let outage = Outage {
            feed: name.to_owned(),
            why: why(fault),
            evidence,
            began,
            ended: None,
            seconds_from_reserve: 0.0,
            seconds_from_buffer: 0.0,
            seconds_of_silence: None,
        };
        self.record(Entry::Outage(outage.clone()));
        let (reserve, itself) = (self.time_with(Source::Reserve, now), self.time_with(Source::Feed(feed), now));
        self.outages.entry(feed).or_insert(Open { outage, reserve, feed: itself, silence: self.silence });
    }

    /// An outage is over: by what was it bridged?
    pub fn outage_over(&mut self, feed: FeedId, now: Now) {
        let Some(Open { mut outage, reserve, feed: itself, silence }) = self.outages.remove(&feed) else { return };
        outage.ended = Some(Timestamp::now());
        outage.seconds_from_reserve = self.time_with(Source::Reserve, now).saturating_sub(reserve).as_secs_f64();
        outage.seconds_from_buffer = self.time_with(Source::Feed(feed), now).saturating_sub(itself).as_secs_f64();
        outage.seconds_of_silence = Some(self.silence.saturating_sub(silence).as_secs_f64());
        self.record(Entry::Outage(outage));
    }

    /// How much silence there has been in all.
    pub fn silent_for(&mut self, silence: Duration) {
        self.silence = silence;
    }

    /// For how long a source has sounded so far.
    fn time_with(&self, source: Source, now: Now) -> Duration {
        let current = self.sounding.filter(|(sounding, _)| *sounding == source);
        let current = current.map_or(Duration::ZERO, |(_, since)| now.saturating_sub(since));
        self.sounded.get(&source).copied().unwrap_or_default() + current
    }

    /// The player ends: what is open is closed and written.
    pub fn close(&mut self, now: Now) {
        self.track_over(now);
        self.note("Segue stopped.".into());
        if let Some(journal) = &self.journal {
            // A wedged disk must not keep the player from ending.
            journal.flush(Duration::from_millis(500));
        }
    }

    /// What keeps the journal from being written, told once.
    pub fn new_trouble(&mut self) -> Option<String> {
        let trouble = self.journal.as_ref().and_then(Journal::trouble);
        let news = trouble.clone().filter(|trouble| self.trouble.as_ref() != Some(trouble));
        self.trouble = trouble;
        news.map(|trouble| trouble.to_string())
    }

    fn track_over(&mut self, now: Now) {
        let Some(heard) = self.heard.take() else { return };
        let is_feed = matches!(heard.source, Source::Feed(_));
        self.record(Entry::Heard {
            title: heard.title,
            artist: heard.artist,
            source: if is_feed { "feed".into() } else { heard.name.clone() },
            feed: is_feed.then_some(heard.name),
            started: heard.started,
            seconds: now.saturating_sub(heard.at).as_secs_f64(),
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
}

fn why(fault: &Fault) -> Why {
    Why { code: fault.code().to_owned(), sentence: fault.sentence() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::journal::read;

    const FEED: FeedId = FeedId(0);

    fn s(seconds: u64) -> Now {
        Duration::from_secs(seconds)
    }

    #[test]
    fn an_outage_keeps_its_evidence_and_counts_only_its_own_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let journal = Journal::open(&path, 0);
        let mut story = Story::new(Some(journal.clone()));
        // Half a minute of local music before the feed first comes is no part of any outage.
        story.switched(Source::Reserve, s(0));
        story.switched(Source::Feed(FEED), s(30));
        let fault = Fault::Stalled { host: "a.example".into() };
        story.outage(FEED, "Radio", &fault, "9 s were buffered".into(), Timestamp::now(), s(100));
        story.switched(Source::Reserve, s(109));
        story.switched(Source::Feed(FeedId(1)), s(120));
        story.silent_for(Duration::from_millis(300));
        story.outage_over(FEED, s(200));
        assert!(journal.flush(s(5)));
        let rows = read(&path, None, 100).unwrap();
        let outages: Vec<_> = rows
            .iter()
            .filter_map(|row| if let Entry::Outage(outage) = &row.entry { Some(outage) } else { None })
            .collect();
        let [outage] = outages[..] else { panic!("one row: {rows:?}") };
        assert_eq!(outage.evidence, "9 s were buffered");
        assert_eq!((outage.seconds_from_reserve, outage.seconds_from_buffer), (11.0, 9.0));
        assert_eq!(outage.seconds_of_silence, Some(0.3));
        assert!(outage.ended.is_some());
    }
}
