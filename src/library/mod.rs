//! The music on this machine and what the user made of it: an index that is kept true to the folders, and plain files.
//!
//! The plain files are the truth for what people made ([`place`], [`playlists`], [`marks`], [`history`],
//! [`queue_file`]); the index can be made anew from the music at any time. [`Collection`] is both at work.
//!
//! Threads: the *writer*, the only one that writes to the index; the *scanner*, with a walker and a pool of tag workers
//! while there is something to do; the *watcher*. A face holds a [`Library`] and reads the index through its own
//! [`crate::store::music::Reader`].

pub mod audition;
mod cache;
mod collection;
mod collection_work;
#[cfg(feature = "window")]
pub mod covers;
pub mod fingerprint;
mod history;
mod loved;
pub mod lyrics;
mod marks;
mod moved;
pub mod named;
mod place;
mod playlists;
mod pool;
mod progress;
mod queue_file;
mod scan;
mod scanner;
pub mod tags;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod walk;
mod watch;
pub mod waveform;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::{Builder, JoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use jiff::Timestamp;

use crate::clock::Clock;
use crate::store::StoreError;
use crate::store::music::{Moved, Opened, Sound, Writer};

pub use cache::cache_folder;
pub use collection::{Collection, Tasks, Told};
pub use history::{History, Play};
pub use loved::Loved;
pub use marks::{Mark, Marks};
pub use place::{KeepError, Place};
pub use playlists::{Imported, Item, Kind, Listed, Playlists, Trashed, export};
use progress::Meter;
pub use progress::{Progress, State};
pub use queue_file::{Kept, QueueFile};
use scanner::Scanner;
use watch::Watch;
use writer::{Desk, Job};

/// Changes on their way from the tag workers to the writer: so many that they need not wait while it writes a batch.
const CHANGES: usize = 4096;

/// Why the library cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the system gives no thread for the library ({0}); close other programs")]
    Thread(#[from] std::io::Error),
}

/// What happened in the library.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// A scan has ended, and all that it found is written.
    Scanned(Progress),
    /// Files were found again under other names: playlists that name them are to be rewritten.
    Moved(Vec<Moved>),
    /// Something does not work, as a sentence. What passes (a full disk) is tried again until it does.
    Trouble(String),
    /// What could not be written before, is.
    Recovered,
    /// Something that is good to know, as a sentence: a folder cannot be watched, only looked through.
    Note(String),
}

/// Whether folders are watched after they were scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    On,
    /// For a single scan.
    Off,
}

/// The running library. Cheap to call: everything is done by its threads.
pub struct Library {
    jobs: Sender<Job>,
    orders: Sender<scanner::Word>,
    watch: Option<Watch>,
    meter: Arc<Meter>,
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Library {
    /// Opens the index and starts the threads; a scan begins with [`Library::scan`]. If the index was
    /// [`Opened::Rebuilt`] or is new, the plays are to be told with [`Library::replay`].
    ///
    /// # Errors
    /// [`LibraryError`] if the index cannot be opened (not if it is damaged: then it is begun anew), or a thread
    /// cannot be started.
    pub fn open(
        db: &Path,
        roots: Vec<PathBuf>,
        watching: Watching,
    ) -> Result<(Self, Opened, Receiver<News>), LibraryError> {
        Self::open_with(db, roots, watching, Arc::new(Meter::new(Clock::real())))
    }

    fn open_with(
        db: &Path,
        roots: Vec<PathBuf>,
        watching: Watching,
        meter: Arc<Meter>,
    ) -> Result<(Self, Opened, Receiver<News>), LibraryError> {
        let clock = Clock::real();
        let stop = Arc::new(AtomicBool::new(false));
        let (writer, opened) = Writer::open(db)?;
        let (jobs, jobs_in) = unbounded();
        let (changes, changes_in) = bounded(CHANGES);
        let (news, news_in) = unbounded();
        let (orders, orders_in) = unbounded();
        let desk = Desk::new(writer, jobs_in, changes_in, news.clone(), Arc::clone(&meter), clock);
        let scanner = Scanner {
            db: db.to_owned(),
            roots: Vec::new(),
            orders: orders_in,
            changes,
            jobs: jobs.clone(),
            news: news.clone(),
            meter: Arc::clone(&meter),
            stop: Arc::clone(&stop),
            clock,
        };
        let watch = (watching == Watching::On)
            .then(|| Watch::start(orders.clone(), news, Arc::clone(&meter), clock))
            .transpose()?;
        let threads = vec![
            Builder::new().name("library".into()).spawn(move || desk.run())?,
            Builder::new().name("scanner".into()).spawn(move || scanner.run())?,
        ];
        let library = Self { jobs, orders, watch, meter, stop, threads };
        library.tell_roots(roots);
        Ok((library, opened, news_in))
    }

    /// Looks at every folder: reads what is new or has changed. [`News::Scanned`] tells the end.
    pub fn scan(&self) {
        let _ = self.orders.send(scanner::Word::ScanAll);
    }

    /// The library's folders from now on; they are scanned. Tracks in no folder leave the views.
    pub fn set_roots(&self, roots: Vec<PathBuf>) {
        self.tell_roots(roots);
        self.scan();
    }

    fn tell_roots(&self, roots: Vec<PathBuf>) {
        // The writer has them before the scanner, whose changes it may only take in then.
        self.send(Job::Roots(roots.clone()));
        if let Some(watch) = &self.watch {
            watch.set_roots(roots.clone());
        }
        let _ = self.orders.send(scanner::Word::Roots(roots));
    }

    /// How far the scan is. Locks nothing.
    pub fn progress(&self) -> Progress {
        self.meter.progress()
    }

    /// Counts a play.
    pub fn played(&self, path: PathBuf, at: Timestamp) {
        self.send(Job::Played(path, at));
    }

    /// Counts the plays of all time anew, from the history that the person keeps.
    pub fn replay(&self, plays: Vec<(PathBuf, Timestamp)>) {
        self.send(Job::Replay(plays));
    }

    /// Notes what decoding a whole file has shown; for the thread that decodes.
    fn hearing(&self) -> impl Fn(PathBuf, Sound) + Send + use<> {
        let jobs = self.jobs.clone();
        move |path, sound| drop(jobs.send(Job::Heard(path, Box::new(sound))))
    }

    /// Ends the scan and the watching, writes what is under way, and marks the index as closed in order.
    ///
    /// # Errors
    /// If the index cannot be closed; nothing that a person made is lost by that.
    pub fn close(mut self) -> Result<(), StoreError> {
        self.halt();
        let (answer, answered) = bounded(1);
        self.send(Job::Close(answer));
        let result = answered.recv().unwrap_or(Ok(()));
        for thread in self.threads.drain(..) {
            // Its panic was told where it happened.
            let _ = thread.join();
        }
        result
    }

    fn halt(&mut self) {
        self.stop.store(true, Relaxed);
        self.watch = None;
        let _ = self.orders.send(scanner::Word::Stop);
    }

    /// Its receiver lives as long as the writer, which ends by [`Job::Close`] only.
    fn send(&self, job: Job) {
        let _ = self.jobs.send(job);
    }
}

/// A library that is not closed in order ends its threads all the same; its index is checked when it is next opened.
impl Drop for Library {
    fn drop(&mut self) {
        self.halt();
    }
}
