//! What happened, kept: switches, outages, tracks heard. For "what was that at half past three?" and for claims.
//!
//! Nothing here may ever reach the sound: [`Journal::record`] puts an entry into a bounded queue and returns. A thread
//! of its own writes; while the disk is full, wedged or gone it keeps what it has and tries again, and what did not fit
//! into the queue meanwhile is itself recorded, as a number.

mod entry;
mod table;
mod writer;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use crossbeam_channel::{Sender, bounded};
use jiff::Timestamp;

pub use entry::{Entry, Outage, Row, Why};
pub use table::read;

use table::Table;
use writer::{Message, Sink, Writer};

/// Entries that wait at most; more are counted as lost.
const QUEUE: usize = 10_000;

/// The journal's door. Cheap to clone; the writer ends when the last clone is dropped and all is written.
#[derive(Clone)]
pub struct Journal {
    queue: Sender<Message>,
    lost: Arc<AtomicU64>,
    trouble: Arc<ArcSwapOption<String>>,
}

impl Journal {
    /// Starts the writer and returns at once: even opening the file is the writer's work. Rows older than `keep_days`
    /// are deleted; 0 keeps all.
    pub fn open(path: &Path, keep_days: u32) -> Self {
        Self::with(Table::new(path, keep_days), QUEUE)
    }

    fn with(sink: impl Sink + 'static, capacity: usize) -> Self {
        let (queue, messages) = bounded(capacity);
        let (lost, trouble) = (Arc::new(AtomicU64::new(0)), Arc::new(ArcSwapOption::empty()));
        let writer = Writer::new(sink, messages, lost.clone(), trouble.clone());
        if let Err(error) = std::thread::Builder::new().name("journal".into()).spawn(move || writer.run()) {
            trouble.store(Some(Arc::new(format!("the journal has no thread to write with: {error}; nothing is kept"))));
        }
        Self { queue, lost, trouble }
    }

    /// Keeps an entry, as of now. Never blocks and never fails.
    pub fn record(&self, entry: Entry) {
        self.record_at(Timestamp::now(), entry);
    }

    /// Keeps an entry of another time.
    pub fn record_at(&self, at: Timestamp, entry: Entry) {
        if self.queue.try_send(Message::Keep(Row { at, entry })).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits until all that was recorded so far is on disk, but no longer than about twice `within`. `false` if it is
    /// not, yet.
    pub fn flush(&self, within: Duration) -> bool {
        let (done, answer) = bounded(1);
        self.queue.send_timeout(Message::Flush(done), within).is_ok() && answer.recv_timeout(within).is_ok()
    }

    /// Why nothing is being written at the moment, as a sentence; or, after a damaged file was set aside, that.
    pub fn trouble(&self) -> Option<Arc<String>> {
        self.trouble.load_full()
    }
}

#[cfg(test)]
mod tests;
