//! How far a scan is, for whoever looks: written by the scan's threads, read without locks.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use serde::Serialize;

use crate::clock::Clock;

/// A moment of the scanner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Progress {
    pub state: State,
    /// Music files found in this scan, or the last one.
    pub seen: u64,
    /// Those of them that were new or changed, and have been read.
    pub read: u64,
    /// Those of them that are no music, or not readable.
    pub problems: u64,
    /// Files read per second since the scan began.
    pub per_second: f32,
    /// Files still to be read, as far as they have been found.
    pub left: u64,
    /// How long that takes; `None` before it can be told.
    #[serde(serialize_with = "crate::model::maybe_seconds")]
    pub time_left: Option<Duration>,
}

/// What the scanner does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    #[default]
    Idle,
    /// Folders are being walked: there may be more files than are known yet.
    Walking,
    /// All files are found; some are being read.
    Reading,
    /// Nothing can be written down now (a full disk): it is tried again every few seconds.
    Waiting,
}

/// Where the scan's threads note what they do.
pub(super) struct Meter {
    clock: Clock,
    /// Microseconds on the clock; the end is 0 while a scan is under way.
    began: AtomicU64,
    ended: AtomicU64,
    walking: AtomicBool,
    pub waiting: AtomicBool,
    pub seen: AtomicU64,
    pub queued: AtomicU64,
    pub read: AtomicU64,
    pub problems: AtomicU64,
}

impl Meter {
    pub fn new(clock: Clock) -> Self {
        let zero = AtomicU64::default;
        Self {
            clock,
            began: zero(),
            // Not yet begun.
            ended: AtomicU64::new(1),
            walking: AtomicBool::default(),
            waiting: AtomicBool::default(),
            seen: zero(),
            queued: zero(),
            read: zero(),
            problems: zero(),
        }
    }

    fn micros(&self) -> u64 {
        u64::try_from(self.clock.now().as_micros()).unwrap_or(u64::MAX).max(1)
    }

    pub fn begin(&self) {
        for count in [&self.seen, &self.queued, &self.read, &self.problems, &self.ended] {
            count.store(0, Relaxed);
        }
        self.walking.store(true, Relaxed);
        self.began.store(self.micros(), Relaxed);
    }

    pub fn walked(&self) {
        self.walking.store(false, Relaxed);
    }

    pub fn end(&self) {
        self.walked();
        self.ended.store(self.micros(), Relaxed);
    }

    pub fn add(count: &AtomicU64) {
        count.fetch_add(1, Relaxed);
    }

    /// The numbers may be of slightly different moments.
    pub fn progress(&self) -> Progress {
        let ended = self.ended.load(Relaxed);
        let (read, problems) = (self.read.load(Relaxed), self.problems.load(Relaxed));
        let state = match (self.waiting.load(Relaxed), ended, self.walking.load(Relaxed)) {
            (true, ..) => State::Waiting,
            (_, 0, true) => State::Walking,
            (_, 0, false) => State::Reading,
            _ => State::Idle,
        };
        let until = if ended == 0 { self.micros() } else { ended };
        let seconds = until.saturating_sub(self.began.load(Relaxed)) as f64 / 1e6;
        let per_second = if seconds > 0.0 { read as f64 / seconds } else { 0.0 };
        let left = if ended == 0 { self.queued.load(Relaxed).saturating_sub(read) } else { 0 };
        let time_left = Duration::try_from_secs_f64(left as f64 / per_second).ok().filter(|_| seconds > 0.5);
        Progress {
            state,
            seen: self.seen.load(Relaxed),
            read,
            problems,
            per_second: per_second as f32,
            left,
            time_left: time_left.filter(|_| ended == 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_is_followed_from_its_begin_to_its_end() {
        let meter = Meter::new(Clock::real());
        assert_eq!(meter.progress(), Progress::default());
        meter.begin();
        (0..10).for_each(|_| Meter::add(&meter.queued));
        (0..4).for_each(|_| Meter::add(&meter.read));
        let now = meter.progress();
        assert_eq!((now.state, now.read, now.left), (State::Walking, 4, 6));
        meter.walked();
        assert_eq!(meter.progress().state, State::Reading);
        meter.waiting.store(true, Relaxed);
        assert_eq!(meter.progress().state, State::Waiting);
        meter.waiting.store(false, Relaxed);
        meter.end();
        let now = meter.progress();
        assert_eq!((now.state, now.read, now.left, now.time_left), (State::Idle, 4, 0, None));
    }
}
