//! Watches the feeds' health and tells its changes, each once.

use std::time::Duration;

use jiff::Timestamp;

use super::conductor::Places;
use super::event::Event;
use super::links::Link;
use super::snapshot::OutageView;
use crate::failover::Health;
use crate::fault::Fault;
use crate::model::{FeedId, Now};

/// A feed's hiccups are told this often at most.
const QUIET: Duration = Duration::from_secs(20);

/// One feed's story.
struct Story {
    name: String,
    health: Health,
    began: Option<(Timestamp, Now)>,
    /// What a probe made of the fault.
    explained: Option<Fault>,
    /// The faults told of this outage, each once.
    told: Vec<Fault>,
    suspected: Option<Now>,
}

/// All feeds' stories.
pub struct Outages {
    stories: Vec<Story>,
}

impl Outages {
    pub fn new(names: impl Iterator<Item = String>) -> Self {
        Self { stories: names.map(Story::new).collect() }
    }

    /// Other feeds from now on; of those that stay the story goes on.
    pub fn take_lineup(&mut self, places: &Places, names: impl Iterator<Item = String>) {
        self.stories = places.carry(std::mem::take(&mut self.stories), |_| Story::new(String::new()));
        self.stories.iter_mut().zip(names).for_each(|(story, name)| story.name = name);
    }

    /// Compares with what was, and says what is new. The second part says that an outage has ended.
    pub fn watch(&mut self, feed: FeedId, health: Health, link: Option<&Link>, now: Now) -> (Option<Event>, bool) {
        let Some(story) = self.stories.get_mut(feed.0) else { return (None, false) };
        let before = std::mem::replace(&mut story.health, health.clone());
        if before == health {
            return (None, false);
        }
        match health {
            Health::Suspect { fault, .. } => (story.suspect(feed, fault, link, now), false),
            Health::Down { fault, .. } => (story.down(feed, fault, now), false),
            Health::Probation { until } if !matches!(before, Health::Probation { .. }) => {
                let for_s = until.saturating_sub(now).as_secs_f64().round();
                (Some(Event::Proving { feed, name: story.name.clone(), for_s }), false)
            }
            // Between two looks a feed may have been down, in doubt and well again.
            Health::Healthy if !matches!(before, Health::Suspect { .. }) || story.began.is_some() => {
                story.up(feed, now)
            }
            _ => (None, false),
        }
    }

    /// A probe has found out more.
    pub fn explain(&mut self, feed: FeedId, fault: Fault) -> Option<Event> {
        let story = self.stories.get_mut(feed.0)?;
        if story.told.is_empty() {
            return None;
        }
        story.explained = Some(fault.clone());
        if !story.is_new(&fault) {
            return None;
        }
        let (sentence, remedy) = (fault.sentence(), fault.remedy().to_owned());
        Some(Event::Explained { feed, name: story.name.clone(), fault, sentence, remedy })
    }

    /// The best word there is on why a feed is not on air.
    pub fn fault(&self, feed: FeedId) -> Option<&Fault> {
        self.stories.get(feed.0).and_then(|story| story.explained.as_ref().or(story.health.fault()))
    }

    /// Since when a feed is out; now, if it is not.
    pub fn began(&self, feed: FeedId) -> Timestamp {
        self.stories.get(feed.0).and_then(|story| story.began).map_or_else(Timestamp::now, |(began, _)| began)
    }

    /// What is wrong with a feed, for a face.
    pub fn view(&self, feed: FeedId, now: Now) -> Option<OutageView> {
        let story = self.stories.get(feed.0)?;
        let fault = self.fault(feed)?.clone();
        let (since, began) = story.began.unwrap_or((Timestamp::now(), now));
        let retry_in = match &story.health {
            Health::Down { retry_at, .. } => retry_at.map(|at| at.saturating_sub(now)),
            _ => None,
        };
        let (sentence, remedy) = (fault.sentence(), fault.remedy().to_owned());
        let lasting = now.saturating_sub(began);
        Some(OutageView { feed: story.name.clone(), fault, sentence, remedy, since, lasting, retry_in })
    }
}

impl Story {
    fn new(name: String) -> Self {
        Self { name, health: Health::Idle, began: None, explained: None, told: Vec::new(), suspected: None }
    }

    fn suspect(&mut self, feed: FeedId, fault: Fault, link: Option<&Link>, now: Now) -> Option<Event> {
        if self.suspected.is_some_and(|at| now.saturating_sub(at) < QUIET) {
            return None;
        }
        self.suspected = Some(now);
        let buffered_s = link.map_or(0.0, |link| link.buffered().as_secs_f64());
        Some(Event::Suspect { feed, name: self.name.clone(), sentence: fault.sentence(), fault, buffered_s })
    }

    fn down(&mut self, feed: FeedId, fault: Fault, now: Now) -> Option<Event> {
        self.began.get_or_insert_with(|| (Timestamp::now(), now));
        if !self.is_new(&fault) {
            return None;
        }
        // What was found out about another fault says nothing about this one.
        self.explained = None;
        let (sentence, remedy) = (fault.sentence(), fault.remedy().to_owned());
        Some(Event::Down { feed, name: self.name.clone(), fault, sentence, remedy })
    }

    /// Notes that a fault is told; false if it was told before.
    fn is_new(&mut self, fault: &Fault) -> bool {
        let new = !self.told.contains(fault);
        if new {
            self.told.push(fault.clone());
        }
        new
    }

    fn up(&mut self, feed: FeedId, now: Now) -> (Option<Event>, bool) {
        (self.explained, self.suspected) = (None, None);
        self.told.clear();
        let lasted = self.began.take().map(|(_, at)| now.saturating_sub(at));
        let outage_s = lasted.map(|lasted| lasted.as_secs_f64());
        (Some(Event::Up { feed, name: self.name.clone(), outage_s }), lasted.is_some())
    }
}
