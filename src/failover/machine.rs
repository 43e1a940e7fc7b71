//! The machine itself: which feed should be on air, and how to get there.

use std::time::Duration;

use super::candidate::{Candidate, Step};
use super::{Health, Leave, Observation, Plan, Return, Settings};
use crate::fault::Fault;
use crate::model::{FeedId, Now, Source};

/// A feed that is ready so soon after a person asked for it comes at once, whatever the setting for returns.
const PATIENCE: Duration = Duration::from_secs(30);

/// Evidence in, plan out. The same seed and evidence give the same plans.
#[derive(Clone, Debug)]
pub struct Machine {
    settings: Settings,
    feeds: Vec<Candidate>,
    now: Now,
    /// The mixer's word.
    heard: Source,
    /// The last plan's word.
    wanted: Source,
    offline: bool,
    drill: bool,
    /// When a person last asked for the feeds (starting the player is asking), until one has come.
    asked: Option<Now>,
    attempts: u64,
    rng: fastrand::Rng,
}

impl Machine {
    /// A machine for feeds at these hosts (for sentences), most wanted first. Local music plays at first.
    pub fn new(hosts: Vec<String>, settings: Settings, seed: u64, now: Now) -> Self {
        Self {
            settings,
            feeds: hosts.into_iter().map(Candidate::new).collect(),
            now,
            heard: Source::Reserve,
            wanted: Source::Reserve,
            offline: false,
            drill: false,
            asked: Some(now),
            attempts: 0,
            rng: fastrand::Rng::with_seed(seed),
        }
    }

    /// Takes one observation in and says what is wanted now. Time never runs backwards: an earlier `now` counts as
    /// the latest one.
    pub fn step(&mut self, now: Now, observation: Observation) -> Plan {
        self.now = self.now.max(now);
        self.take(observation);
        self.tick();
        self.plan()
    }

    /// Other settings from now on; what is known stays known.
    pub fn tune(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// Other feeds from now on, most wanted first: each one's host, and the place at which it was before. What is known
    /// of those that stay stays known, and what sounds of one that has gone counts as local music. A new feed is one
    /// that a person asks for.
    pub fn take_lineup(&mut self, feeds: Vec<(String, Option<FeedId>)>, now: Now) {
        let place = |source: Source| match source {
            Source::Feed(was) => feeds.iter().position(|(_, before)| *before == Some(was)).map(FeedId),
            Source::Reserve => None,
        };
        let source = |was: Source| place(was).map_or(Source::Reserve, Source::Feed);
        (self.heard, self.wanted) = (source(self.heard), source(self.wanted));
        if feeds.iter().any(|(_, before)| before.is_none()) {
            self.asked = Some(now);
        }
        let mut old: Vec<_> = std::mem::take(&mut self.feeds).into_iter().map(Some).collect();
        let mut known = |before: Option<FeedId>| before.and_then(|was| old.get_mut(was.0)?.take());
        let feeds = feeds.into_iter();
        self.feeds = feeds.map(|(host, before)| known(before).unwrap_or_else(|| Candidate::new(host))).collect();
    }

    /// How a feed is; `Idle` for one that is not in the lineup.
    pub fn health(&self, feed: FeedId) -> Health {
        self.feeds.get(feed.0).map_or(Health::Idle, |feed| feed.health(self.now, &self.settings))
    }

    /// All feeds, most wanted first.
    pub fn healths(&self) -> Vec<Health> {
        (0..self.feeds.len()).map(|feed| self.health(FeedId(feed))).collect()
    }

    /// A person stays on local music.
    pub fn is_offline(&self) -> bool {
        self.offline
    }

    /// A rehearsal is on.
    pub fn is_drill(&self) -> bool {
        self.drill
    }

    fn take(&mut self, observation: Observation) {
        match observation {
            Observation::Tick => {}
            Observation::Feed { feed, via, evidence } => {
                self.with(|index, candidate, step| {
                    if index == feed.0 {
                        candidate.observe(step, via, evidence.clone());
                    }
                });
            }
            Observation::Switched { to } => self.switched(to),
            Observation::LinkUp => self.with(|_, candidate, step| {
                candidate.forget_probe();
                candidate.hurry(step);
            }),
            Observation::TryNow => self.ask(),
            Observation::StayOffline(true) => self.offline = true,
            Observation::StayOffline(false) => {
                self.offline = false;
                self.ask();
            }
            Observation::HeldUp => self.with(|_, candidate, step| candidate.held_up(step.now)),
            Observation::Resumed => self.with(|_, candidate, step| candidate.resumed(step)),
            Observation::Drill(true) => {
                self.drill = true;
                self.with(|_, candidate, step| candidate.drill(step.now));
            }
            Observation::Drill(false) => {
                self.drill = false;
                self.asked = Some(self.now);
            }
        }
    }

    fn ask(&mut self) {
        self.asked = Some(self.now);
        self.with(|_, candidate, step| candidate.insist(step));
    }

    fn switched(&mut self, to: Source) {
        let wanted = self.wanted;
        self.heard = to;
        if to != Source::Reserve {
            self.asked = None;
        }
        self.with(|index, candidate, step| {
            let source = Source::Feed(FeedId(index));
            if source == to {
                candidate.came_on_air(step.now);
            } else {
                candidate.left_air(step, source == wanted);
            }
        });
    }

    /// Lets time act on every feed, the better ones first: whether a worse one is wanted depends on them.
    fn tick(&mut self) {
        let (offline, drill) = (self.offline, self.drill);
        let mut sufficient = false;
        self.with(|_, candidate, step| {
            candidate.tick(step, !(offline || drill || sufficient), !drill);
            sufficient |= candidate.suffices(step.now);
        });
    }

    /// Calls `act` for each feed with what a step needs.
    fn with(&mut self, mut act: impl FnMut(usize, &mut Candidate, &mut Step)) {
        let Self { settings, feeds, now, attempts, rng, .. } = self;
        let mut step = Step { now: *now, settings, rng, attempts };
        for (index, candidate) in feeds.iter_mut().enumerate() {
            act(index, candidate, &mut step);
        }
    }

    fn plan(&mut self) -> Plan {
        let (on_air, leave) = self.choose();
        self.wanted = on_air;
        let all_is_well = on_air == self.heard && on_air == Source::Feed(FeedId(0));
        self.asked = self.asked.filter(|_| !all_is_well);
        let attempts = self.feeds.iter().enumerate();
        Plan {
            on_air,
            leave,
            connect: attempts.filter_map(|(index, feed)| Some((FeedId(index), feed.attempt()?))).collect(),
            wake_at: self.wake_at(),
            because: self.because(),
        }
    }

    /// What should be on air, and how to leave what is.
    fn choose(&self) -> (Source, Leave) {
        if self.offline {
            return (Source::Reserve, Leave::Now);
        }
        if self.drill {
            // As in a real fault: the mixer's own rule has to bring the rescue.
            return (Source::Reserve, Leave::AtEnd);
        }
        for (index, feed) in self.feeds.iter().enumerate() {
            let source = Source::Feed(FeedId(index));
            if feed.stays() {
                return (source, Leave::AtEnd);
            }
            if let Some(leave) = feed.ready_since().and_then(|since| self.may_come(since)) {
                return (source, leave);
            }
        }
        (Source::Reserve, self.failing().map_or(Leave::AtEnd, |feed| feed.leave(self.now)))
    }

    /// The feed that sounds although it has failed.
    fn failing(&self) -> Option<&Candidate> {
        match self.heard {
            Source::Feed(feed) => self.feeds.get(feed.0).filter(|feed| !feed.stays()),
            Source::Reserve => None,
        }
    }

    /// Whether a feed that is ready since then may come on air, and how what sounds is left for it.
    fn may_come(&self, ready_since: Now) -> Option<Leave> {
        // What has failed is left for anything better; permission is needed only to leave something good.
        if let Some(failing) = self.failing() {
            return Some(failing.leave(self.now));
        }
        let asked_lately = self.asked.is_some_and(|asked| ready_since.saturating_sub(asked) < PATIENCE);
        let at_once = asked_lately || self.heard != Source::Reserve;
        let gently = if at_once { Leave::Now } else { Leave::AtEnd };
        match self.settings.return_ {
            Return::Now => Some(Leave::Now),
            Return::TrackEnd => Some(gently),
            Return::Manual => self.asked.map(|_| gently),
        }
    }

    fn because(&self) -> Option<Fault> {
        if self.drill {
            return Some(Fault::Drill);
        }
        self.feeds.first().filter(|_| !self.offline).and_then(Candidate::fault)
    }

    fn wake_at(&self) -> Option<Now> {
        let deadlines = self.feeds.iter().flat_map(|feed| feed.deadlines(self.now, &self.settings));
        deadlines.filter(|at| *at > self.now).min()
    }
}
