//! Music on this machine that cannot fail: a ladder whose last rung is inside the binary.
//!
//! Marked playlists, folders and files, in their order; if nothing of them plays, whatever plays in the playlists'
//! folders; and if nothing at all plays, the pieces inside the binary, in turn. [`Ladder::next`] always has an answer,
//! and at once: the disk is only ever touched by threads that nobody waits for.

pub mod last_resort;
mod pass;
mod scan;
mod tags;
#[cfg(test)]
mod testing;
mod worker;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};
use serde::Serialize;

use crate::clock::Clock;
use crate::fault::Fault;
use crate::model::{Location, Reserve, Track};

pub use pass::{Amount, Order};

use pass::Pass;
use worker::{Ask, Found, Memory, News, Pulse, Worker};

/// A disk that has not answered for so long does not answer.
const WEDGED: Duration = Duration::from_secs(5);
/// Problems that are told one by one; the rest are counted.
const MOST_PROBLEMS: usize = 100;

/// How much reserve there is, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Readiness {
    /// The music that can be played, the last resort not counted.
    #[serde(flatten)]
    pub music: Amount,
    /// The first hundred.
    pub problems: Vec<Fault>,
    pub problem_count: usize,
    /// Only the music inside the binary is left (or nothing else is known yet).
    pub last_resort: bool,
    /// A source has not been looked through yet: there may be more.
    pub pending: bool,
}

/// The reserve at work. Dropping it stops its threads, save one that hangs on a dead disk: that one is abandoned.
pub struct Ladder {
    pass: Pass,
    rungs: Vec<Rung>,
    /// The music inside the binary.
    pieces: Vec<Arc<Track>>,
    /// Pieces handed out so far.
    pieces_played: usize,
    news: Receiver<News>,
    clock: Clock,
}

/// One source, as far as its thread has told.
struct Rung {
    asks: Sender<Ask>,
    pulse: Pulse,
    found: Found,
    /// Asks not yet served.
    owed: usize,
    /// Its folder is wanted.
    widened: bool,
}

impl Ladder {
    /// Begins to look through the sources, each on a thread of its own, and returns at once. `pieces` is the music
    /// inside the binary.
    pub fn new(reserve: &Reserve, order: Order, pieces: Vec<Track>, clock: Clock) -> Self {
        let (send, news) = unbounded();
        let rungs = reserve.sources.iter().enumerate();
        let rungs = rungs.map(|(source, path)| Rung::start(source, path, send.clone(), clock)).collect();
        let pieces = pieces.into_iter().map(Arc::new).collect();
        Self { pass: Pass::new(order), rungs, pieces, pieces_played: 0, news, clock }
    }

    /// Waits until there is music from a source, or until all sources have been looked through, but no longer than
    /// `within`. `true` if there is such music.
    pub fn wait(&mut self, within: Duration) -> bool {
        self.wait_until(within, |ladder| ladder.is_music_known() || ladder.rungs.iter().all(|rung| rung.owed == 0));
        self.is_music_known()
    }

    /// Music from a source is known, so that [`Ladder::next`] gives it.
    pub fn has_music(&mut self) -> bool {
        self.catch_up();
        self.is_music_known()
    }

    /// The next track. Never fails and never waits: a piece of the last resort if nothing else is known to play.
    #[expect(clippy::should_implement_trait, reason = "an iterator may end, this cannot")]
    pub fn next(&mut self) -> Arc<Track> {
        self.catch_up();
        self.pass.next().unwrap_or_else(|| self.piece())
    }

    /// A track could not be played. It is left out for one full pass; of a wedged disk, all that is on it, since each
    /// file tried there costs a thread.
    pub fn report(&mut self, location: &Location, fault: Fault) {
        self.catch_up();
        match (location, fault) {
            (Location::File(path), Fault::DiskWedged { .. }) => {
                for path in self.pass.on_the_disk_of(path) {
                    self.leave_out(&path, Fault::DiskWedged { path: path.to_path_buf() });
                }
            }
            (Location::File(path), fault) => self.leave_out(path, fault),
            _ => {}
        }
    }

    /// Looks through all sources again now: a disk was plugged in, or a person asks.
    pub fn refresh(&mut self) {
        self.rungs.iter_mut().for_each(|rung| rung.ask(Ask::Refresh));
    }

    /// How much reserve there is, and what is wrong with it.
    pub fn readiness(&mut self) -> Readiness {
        self.catch_up();
        let music = self.pass.whole();
        let found = self.rungs.iter().flat_map(|rung| &rung.found.problems).chain(self.pass.faults()).cloned();
        let mut problems: Vec<_> = self.wedged().chain(found).collect();
        let problem_count = problems.len();
        problems.truncate(MOST_PROBLEMS);
        let pending = self.rungs.iter().any(|rung| !rung.found.complete);
        Readiness { music, problems, problem_count, last_resort: music.tracks == 0, pending }
    }

    /// How much music there is before any comes again; of the last resort, if that is all there is.
    pub fn left(&mut self) -> Amount {
        self.catch_up();
        if self.is_music_known() {
            return self.pass.left();
        }
        let played = self.pieces_played.checked_rem(self.pieces.len()).unwrap_or(0);
        Amount::of(self.pieces.iter().skip(played))
    }

    fn piece(&mut self) -> Arc<Track> {
        let number = self.pieces_played;
        self.pieces_played = self.pieces_played.wrapping_add(1);
        let piece = number.checked_rem(self.pieces.len()).and_then(|place| self.pieces.get(place));
        // Whoever gave no pieces still gets one: the binary has them.
        piece.cloned().unwrap_or_else(|| Arc::new(last_resort::track(number)))
    }

    fn is_music_known(&self) -> bool {
        self.pass.is_sound()
    }

    fn leave_out(&mut self, path: &Path, fault: Fault) {
        self.pass.leave_out(path, fault, self.pieces.len());
        if !self.is_music_known() {
            self.climb();
        }
    }

    /// Takes what is marked while any of it plays, else what may stand in for it too, which is asked for first.
    fn climb(&mut self) {
        let marked = self.rungs.iter().flat_map(|rung| &rung.found.items);
        if marked.clone().any(|item| !self.pass.is_bad(item)) {
            return self.pass.adopt(marked);
        }
        self.pass.adopt(marked.chain(self.rungs.iter().filter_map(|rung| rung.found.stand_ins.as_ref()).flatten()));
        for rung in self.rungs.iter_mut().filter(|rung| rung.found.complete && !rung.widened) {
            rung.widened = true;
            rung.ask(Ask::Widen);
        }
    }

    fn catch_up(&mut self) {
        while let Ok(news) = self.news.try_recv() {
            self.take(news);
        }
    }

    fn take(&mut self, news: News) {
        match news {
            News::Scanned { source, found } => self.scanned(source, found),
            News::Read { path, found: Ok(facts) } => self.pass.learn(&path, &facts),
            News::Read { path, found: Err(fault) } => self.leave_out(&path, fault),
            News::Served { source } => {
                if let Some(rung) = self.rungs.get_mut(source) {
                    rung.owed = rung.owed.saturating_sub(1);
                }
            }
        }
    }

    fn scanned(&mut self, source: usize, found: Found) {
        if let Some(rung) = self.rungs.get_mut(source) {
            rung.widened = found.stand_ins.is_some();
            rung.found = found;
        }
        self.climb();
    }

    fn wedged(&self) -> impl Iterator<Item = Fault> {
        let now = self.clock.now();
        let touching = self.rungs.iter().filter_map(|rung| rung.pulse.touching());
        let wedged = touching.filter(move |(_, since)| now.saturating_sub(*since) > WEDGED);
        wedged.map(|(path, _)| Fault::DiskWedged { path })
    }

    fn wait_until(&mut self, within: Duration, done: impl Fn(&Self) -> bool) {
        let end = self.clock.now() + within;
        self.catch_up();
        while !done(self) {
            let Ok(news) = self.news.recv_deadline(self.clock.instant(end)) else { return };
            self.take(news);
        }
    }
}

impl Rung {
    fn start(source: usize, path: &Path, news: Sender<News>, clock: Clock) -> Self {
        let (send, asks) = unbounded();
        let pulse = Pulse::default();
        let worker = Worker {
            source,
            path: path.to_owned(),
            asks,
            news,
            pulse: pulse.clone(),
            clock,
            memory: Memory::default(),
        };
        let thread = std::thread::Builder::new().name(format!("reserve {source}")).spawn(move || worker.run());
        let mut rung = Self { asks: send, pulse, found: Found::default(), owed: 1, widened: false };
        if let Err(error) = thread {
            rung.found = Found { problems: vec![no_thread(path, &error)], complete: true, ..Found::default() };
            rung.owed = 0;
        }
        rung
    }

    fn ask(&mut self, ask: Ask) {
        // A thread that is gone cannot be asked; what it told stays true.
        if self.asks.send(ask).is_ok() {
            self.owed += 1;
        }
    }
}

fn no_thread(path: &Path, error: &std::io::Error) -> Fault {
    Fault::FileUnreadable { path: PathBuf::from(path), why: format!("no thread to read it with: {error}") }
}

#[cfg(test)]
mod tests;
