//! One thread a source: all that touches the disk. A source on a dead network drive may hang its thread for ever;
//! the other sources' threads, and whoever asked, go on.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};

use crate::clock::Clock;
use crate::fault::Fault;
use crate::model::Now;

use super::scan::{Item, Scan, Stamp, Watcher};
use super::tags::{self, Facts};

/// How often the marked path itself is looked at for a change.
const GLANCE: Duration = Duration::from_secs(5);
/// Every so many glances everything is looked at again: five minutes.
const GLANCES_A_SCAN: u32 = 60;
/// The same when the last scan met trouble (a disk may be mounted any moment): half a minute.
const GLANCES_IN_TROUBLE: u32 = 6;
/// The pause between two files' tags, so that reading them never keeps the disk from the music.
const PACE: Duration = Duration::from_millis(5);
/// The first scan shows its first finds when there are so many, and again whenever they have doubled.
const FIRST_FINDS: usize = 16;

/// What a worker is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// Look again now.
    Refresh,
    /// No marked music plays: a playlist's folder is wanted too.
    Widen,
}

/// What a worker tells; `usize` is the source's place.
pub(super) enum News {
    /// What is there.
    Scanned { source: usize, found: Found },
    /// What one file says of itself.
    Read { path: Arc<Path>, found: Result<Facts, Fault> },
    /// All that was asked (the first scan counts as asked) is done, tags and all.
    Served { source: usize },
}

/// What a scan has found.
#[derive(Default)]
pub(super) struct Found {
    pub items: Vec<Item>,
    /// What may stand in for them; `None` if it was not looked for.
    pub stand_ins: Option<Vec<Item>>,
    pub problems: Vec<Fault>,
    /// `false` while the first scan still goes on.
    pub complete: bool,
}

/// What a worker is doing right now, so that hanging can be told from working.
#[derive(Clone, Debug, Default)]
pub(super) struct Pulse(Arc<Mutex<Option<(PathBuf, Now)>>>);

impl Pulse {
    /// What is being touched, and since when.
    pub(super) fn touching(&self) -> Option<(PathBuf, Now)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    #[cfg(test)]
    pub(super) fn hanging_at(path: &Path) -> Self {
        let pulse = Self::default();
        pulse.set(Some((path.to_owned(), Now::ZERO)));
        pulse
    }

    /// The ladder has dropped its end.
    fn is_alone(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }

    /// The lock is never held while the disk is touched.
    fn set(&self, touching: Option<(PathBuf, Now)>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = touching;
    }
}

pub(super) struct Worker {
    pub source: usize,
    pub path: PathBuf,
    pub asks: Receiver<Ask>,
    pub news: Sender<News>,
    pub pulse: Pulse,
    pub clock: Clock,
    pub memory: Memory,
}

/// What a worker remembers from scan to scan.
#[derive(Default)]
pub(super) struct Memory {
    /// Files that were read, as they were then; a fault is remembered too.
    read: HashMap<Arc<Path>, (Stamp, Result<Facts, Fault>)>,
    /// The playlist's folder is taken in too.
    widened: bool,
    /// At least one scan is complete.
    answered: bool,
    /// The last scan met trouble: look again sooner.
    troubled: bool,
    /// Asks taken and not yet served; the first scan is one.
    owed: usize,
}

/// The ladder is gone: stop.
struct Gone;

impl Worker {
    /// Works until the ladder is dropped.
    pub(super) fn run(mut self) {
        self.memory.owed = 1;
        while self.round().is_ok() {}
    }

    /// A scan, then the tags of what is new, then waiting; an ask cuts the rest short.
    fn round(&mut self) -> Result<(), Gone> {
        let marked = self.glance();
        for item in &self.scan()? {
            if !self.is_read(item) {
                self.read(item)?;
                if self.asked_within(PACE)? {
                    return Ok(());
                }
            }
        }
        for _ in 0..std::mem::take(&mut self.memory.owed) {
            self.tell(News::Served { source: self.source })?;
        }
        self.wait(marked)
    }

    /// Until there is a reason to look again: an ask, a change of the marked path since `marked`, or time.
    fn wait(&mut self, marked: Option<Stamp>) -> Result<(), Gone> {
        let glances = if self.memory.troubled { GLANCES_IN_TROUBLE } else { GLANCES_A_SCAN };
        for _ in 0..glances {
            if self.asked_within(GLANCE)? {
                return Ok(());
            }
            if self.glance() != marked {
                // The ladder asks again if it must.
                self.memory.widened = false;
                return Ok(());
            }
        }
        Ok(())
    }

    /// `true` if something was asked; everything asked so far is then taken.
    fn asked_within(&mut self, time: Duration) -> Result<bool, Gone> {
        let first = match self.asks.recv_timeout(time) {
            Ok(ask) => ask,
            Err(RecvTimeoutError::Timeout) => return Ok(false),
            Err(RecvTimeoutError::Disconnected) => return Err(Gone),
        };
        for ask in std::iter::once(first).chain(self.asks.try_iter()) {
            self.memory.owed += 1;
            self.memory.widened |= ask == Ask::Widen;
        }
        Ok(true)
    }

    /// Tells what is there, and gives it back.
    fn scan(&mut self) -> Result<Vec<Item>, Gone> {
        let (path, widened) = (self.path.clone(), self.memory.widened);
        let mut scan = Scan::new(self);
        scan.source(&path);
        let marked = scan.items.len();
        if widened {
            scan.stand_in(&path);
        }
        let (items, problems) = (scan.items, scan.problems);
        self.pulse.set(None);
        self.memory.answered = true;
        self.memory.troubled = !problems.is_empty() || items.is_empty();
        let there: HashMap<_, _> = items.iter().map(|item| (&item.path, item.stamp)).collect();
        self.memory.read.retain(|path, (stamp, _)| there.get(path) == Some(stamp));
        let mut known: Vec<_> = items.iter().map(|item| self.as_known(item)).collect();
        let stand_ins = known.split_off(marked);
        let found = Found { items: known, stand_ins: widened.then_some(stand_ins), problems, complete: true };
        self.tell(News::Scanned { source: self.source, found })?;
        Ok(items)
    }

    fn as_known(&self, item: &Item) -> Item {
        match self.memory.read.get(&item.path) {
            Some((stamp, Ok(facts))) if *stamp == item.stamp => item.with(facts),
            _ => item.clone(),
        }
    }

    fn is_read(&self, item: &Item) -> bool {
        self.memory.read.get(&item.path).is_some_and(|(stamp, _)| *stamp == item.stamp)
    }

    fn read(&mut self, item: &Item) -> Result<(), Gone> {
        self.touch(&item.path);
        let found = tags::read(&item.path);
        self.pulse.set(None);
        self.memory.read.insert(item.path.clone(), (item.stamp, found.clone()));
        self.tell(News::Read { path: item.path.clone(), found })
    }

    fn glance(&mut self) -> Option<Stamp> {
        let path = self.path.clone();
        self.touch(&path);
        let stamp = std::fs::metadata(&path).ok().map(|metadata| Stamp::of(&metadata));
        self.pulse.set(None);
        stamp
    }

    fn tell(&self, news: News) -> Result<(), Gone> {
        self.news.send(news).map_err(|_| Gone)
    }
}

impl Watcher for Worker {
    fn touch(&mut self, path: &Path) {
        self.pulse.set(Some((path.to_owned(), self.clock.now())));
    }

    fn found(&mut self, items: &[Item]) {
        let count = items.len();
        if !self.memory.answered && count >= FIRST_FINDS && count.is_power_of_two() {
            let found = Found { items: items.to_vec(), ..Found::default() };
            let news = News::Scanned { source: self.source, found };
            // If nobody listens any more, `abandoned` says so next.
            let _ = self.tell(news);
        }
    }

    fn abandoned(&self) -> bool {
        self.pulse.is_alone()
    }
}
