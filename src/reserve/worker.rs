//! One thread a source: all that touches the disk. A source on a dead network drive may hang its thread for ever;
//! the other sources' threads, and whoever asked, go on.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};

use super::scan::{Scan, Stamp, Watcher};
use super::shelf::{Shelf, Shelves, rules};
use super::stock::{Entry, Item, Stock, key};
use super::tags::{self, Facts};
use crate::clock::Clock;
use crate::fault::Fault;
use crate::model::{Location, Now, ReserveSource, Track};

/// How often the marked path itself is looked at for a change.
const GLANCE: Duration = Duration::from_secs(5);
/// Every so many glances everything is looked at again: five minutes.
const GLANCES_A_SCAN: u32 = 60;
/// The same when the last scan met trouble (a disk may be mounted any moment): half a minute.
const GLANCES_IN_TROUBLE: u32 = 6;
/// The pause between two files' tags, so that reading them never keeps the disk from the music.
const PACE: Duration = Duration::from_millis(5);
/// Reading the index again takes no more than this share of a thread's time, however often it changes.
const SHARE: u32 = 60;
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

/// What the keeper is told; `usize` is the source's place.
pub(super) enum News {
    /// What is there.
    Scanned { source: usize, found: Found },
    /// A file has told more of itself.
    Learnt { path: Arc<Path> },
    /// A file cannot be played.
    Failed { path: Arc<Path>, fault: Fault },
    /// All that was asked (the first scan counts as asked) is done, tags and all.
    Served { source: usize },
    /// By the ladder: a file that was to be verified has been.
    Judged,
    /// By the ladder: a stock that is no longer needed.
    Spent(Box<Stock>),
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
    pub what: ReserveSource,
    pub shelves: Option<Shelves>,
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
    /// What the last scan found, by [`key`].
    items: HashMap<u64, Item>,
    /// The index, once it is open; until then why it is not.
    shelf: Option<Result<Box<dyn Shelf>, String>>,
    /// How long the last scan took.
    took: Duration,
    /// The playlist's folder is taken in too.
    widened: bool,
    /// At least one scan is complete.
    answered: bool,
    /// The last scan met trouble: look again sooner.
    troubled: bool,
    /// Asks taken and not yet served; the first scan is one.
    owed: usize,
}

impl Memory {
    fn shelf(&self) -> Option<&dyn Shelf> {
        self.shelf.as_ref()?.as_ref().ok().map(Box::as_ref)
    }
}

/// The marked file or folder, and the index: another one when something may have changed.
type Glance = (Option<Stamp>, Option<u64>);

/// What a look at the source gave.
struct Scanned {
    items: Vec<Item>,
    stand_ins: Option<Vec<Item>>,
    problems: Vec<Fault>,
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
        let items = self.scan()?;
        // The index has read its tracks already.
        for item in &items {
            if !self.is_indexed() && !self.is_read(item) {
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

    /// Until there is a reason to look again: an ask, a change of what is marked since it was `marked`, or time.
    fn wait(&mut self, marked: Glance) -> Result<(), Gone> {
        let glances = if self.memory.troubled { GLANCES_IN_TROUBLE } else { GLANCES_A_SCAN };
        for glance in 0..glances {
            if self.asked_within(GLANCE)? {
                return Ok(());
            }
            if self.glance() != marked && GLANCE * (glance + 1) >= self.memory.took * SHARE {
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
        let began = self.clock.now();
        self.open_shelf();
        let Scanned { items, stand_ins, problems } = match self.what.clone() {
            ReserveSource::Path(path) => self.scan_path(&path),
            source => self.scan_index(&source),
        };
        self.pulse.set(None);
        self.memory.answered = true;
        self.memory.troubled = !problems.is_empty() || items.is_empty();
        let mut all: Vec<Item> = items.into_iter().chain(stand_ins.iter().flatten().cloned()).collect();
        let marked = all.len() - stand_ins.as_ref().map_or(0, Vec::len);
        all.iter_mut().for_each(|item| *item = self.as_known(item));
        self.memory.items = all.iter().map(|item| (key(&item.path), item.clone())).collect();
        let there = &self.memory.items;
        self.memory.read.retain(|path, (stamp, _)| there.get(&key(path)).is_some_and(|item| item.stamp == *stamp));
        self.memory.took = self.clock.wait(self.clock.now().saturating_sub(began));
        let (items, beside) = all.split_at(marked);
        let stand_ins = stand_ins.map(|_| beside.to_vec());
        let found = Found { items: items.to_vec(), stand_ins, problems, complete: true };
        self.tell(News::Scanned { source: self.source, found })?;
        Ok(all)
    }

    fn scan_path(&mut self, path: &Path) -> Scanned {
        let widened = self.memory.widened;
        let mut scan = Scan::new(self);
        scan.source(path);
        let marked = scan.items.len();
        if widened {
            scan.stand_in(path);
        }
        let (mut items, problems) = (scan.items, scan.problems);
        let stand_ins = items.split_off(marked);
        Scanned { items, stand_ins: widened.then_some(stand_ins), problems }
    }

    /// The tracks of the index whose files are there, in an order by chance, as the first few are played before the last
    /// are known; the same each time, as a seed means nothing otherwise.
    fn scan_index(&mut self, source: &ReserveSource) -> Scanned {
        let mut tracks: Vec<Track> = Vec::new();
        let read = match &self.memory.shelf {
            Some(Ok(shelf)) => shelf.each(source, &mut |track| tracks.push(track)),
            Some(Err(why)) => Err(why.clone()),
            None => Err("there is no library".to_owned()),
        };
        let path = rules(source).cloned().unwrap_or_else(|| PathBuf::from(source.name()));
        let problems = read.err().map(|why| Fault::FileUnreadable { path, why }).into_iter().collect();
        tracks.sort_by_cached_key(|track| match &track.location {
            Location::File(path) => key(path),
            _ => 0,
        });
        let mut items = Vec::with_capacity(tracks.len());
        for track in tracks {
            let Location::File(path) = &track.location else { continue };
            self.touch(path);
            // One that is missing is the library's to tell of; here it is only not played.
            if let Some(metadata) = std::fs::metadata(path).ok().filter(|metadata| metadata.is_file()) {
                items.push(Entry::new(track, Stamp::of(&metadata)));
                self.found(&items);
            }
            if self.abandoned() {
                break;
            }
        }
        Scanned { items, stand_ins: None, problems }
    }

    fn open_shelf(&mut self) {
        if !matches!(self.memory.shelf, Some(Ok(_)))
            && let Some(open) = &self.shelves
        {
            self.memory.shelf = Some(open());
        }
    }

    /// The same file as it was known before, so that what was learnt of it stays; with what its tags said, and with the
    /// verdict on it.
    fn as_known(&self, item: &Item) -> Item {
        let track = match self.memory.read.get(&item.path) {
            Some((stamp, Ok(facts))) if *stamp == item.stamp => facts.applied_to(&item.track()),
            _ => (*item.track()).clone(),
        };
        let known = self.memory.items.get(&key(&item.path)).filter(|known| known.stamp == item.stamp);
        let item = known.unwrap_or(item).clone();
        item.learn(track);
        if item.proof().is_none()
            && let Some(sound) = self.memory.shelf().and_then(|shelf| shelf.sound(&item.path))
        {
            item.judge(sound);
        }
        item
    }

    fn is_read(&self, item: &Item) -> bool {
        self.memory.read.get(&item.path).is_some_and(|(stamp, _)| *stamp == item.stamp)
    }

    fn read(&mut self, item: &Item) -> Result<(), Gone> {
        self.touch(&item.path);
        let found = tags::read(&item.path);
        self.pulse.set(None);
        self.memory.read.insert(item.path.clone(), (item.stamp, found.clone()));
        let path = item.path.clone();
        self.tell(match found {
            Ok(facts) => {
                item.learn(facts.applied_to(&item.track()));
                News::Learnt { path }
            }
            Err(fault) => News::Failed { path, fault },
        })
    }

    /// Looks at what is marked itself, not at what it holds.
    fn glance(&mut self) -> Glance {
        let file = match &self.what {
            ReserveSource::Path(path) => Some(path.clone()),
            source => rules(source).cloned(),
        };
        let stamp = file.and_then(|path| {
            self.touch(&path);
            std::fs::metadata(&path).ok().map(|metadata| Stamp::of(&metadata))
        });
        self.pulse.set(None);
        if self.is_indexed() {
            self.open_shelf();
        }
        (stamp, self.memory.shelf().filter(|_| self.is_indexed()).map(Shelf::version))
    }

    fn is_indexed(&self) -> bool {
        !matches!(self.what, ReserveSource::Path(_))
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
