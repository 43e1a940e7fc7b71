//! The scanner's thread: takes orders, does one pass at a time.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

use crate::clock::Clock;
use crate::store::music::{Change, Reader};

use super::News;
use super::progress::Meter;
use super::scan::{Order, Pass};
use super::writer::Job;

/// How often a scanner that waits for the writer looks whether it should stop.
const LOOK: Duration = Duration::from_millis(100);

/// What the scanner may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Roots(Vec<PathBuf>),
    ScanAll,
    Scan(Order),
    Stop,
}

pub(super) struct Scanner {
    pub db: PathBuf,
    pub roots: Vec<PathBuf>,
    pub orders: Receiver<Word>,
    pub changes: Sender<Change>,
    pub jobs: Sender<Job>,
    pub news: Sender<News>,
    pub meter: Arc<Meter>,
    pub stop: Arc<AtomicBool>,
    pub clock: Clock,
}

impl Scanner {
    /// Works until told to stop.
    pub fn run(mut self) {
        while let Some(order) = self.next_order() {
            // Who has asked for a look at no folder at all waits for its end, too.
            let Some(order) = order else { continue };
            self.meter.begin();
            let result = self.pass(&order);
            self.wait_for_writer();
            self.meter.end();
            if self.stop.load(Relaxed) {
                return;
            }
            if let Err(sentence) = result {
                self.tell(News::Trouble(sentence));
            }
            self.tell(News::Scanned(self.meter.progress()));
        }
    }

    /// All orders that have come meanwhile as one, the first word of which is waited for. `None`: stop.
    fn next_order(&mut self) -> Option<Option<Order>> {
        let mut order = self.understand(self.orders.recv().ok()?)?;
        while let Ok(word) = self.orders.try_recv() {
            order = match (order, self.understand(word)?) {
                (Some(first), Some(second)) => Some(first.and(second)),
                (first, second) => first.or(second),
            };
        }
        Some(order)
    }

    fn understand(&mut self, word: Word) -> Option<Option<Order>> {
        match word {
            Word::Stop => None,
            Word::Scan(order) => Some(Some(order)),
            Word::ScanAll => Some(Some(Order { roots: self.roots.clone(), places: Vec::new() })),
            Word::Roots(roots) => {
                self.roots = roots;
                Some(None)
            }
        }
    }

    fn pass(&self, order: &Order) -> Result<(), String> {
        // What was told before (other folders) must be in the index before it is read.
        self.wait_for_writer();
        let reader = Reader::open(&self.db).map_err(|error| error.to_string())?;
        let Self { changes, meter, stop, clock, roots, .. } = self;
        Pass { reader: &reader, out: changes, meter, stop, clock: *clock, roots }.run(order)
    }

    /// The next pass must find in the index what this one has found.
    fn wait_for_writer(&self) {
        let (answer, answered) = bounded(1);
        let _ = self.jobs.send(Job::Sync(answer));
        while answered.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) && !self.stop.load(Relaxed) {}
    }

    fn tell(&self, news: News) {
        // Nobody may be interested.
        let _ = self.news.send(news);
    }
}
