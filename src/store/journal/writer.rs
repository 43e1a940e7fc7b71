//! The thread that writes. It alone waits for the disk.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use crossbeam_channel::{Receiver, Sender};
use jiff::Timestamp;

use super::super::StoreError;
use super::{Entry, Row};

/// Rows in one transaction.
const BATCH: usize = 256;
/// The first wait after a failure; it doubles up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_millis(250);
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// Once nobody can record any more, a disk that refuses is asked so many times more before all is given up.
const LAST_TRIES: u32 = 4;

pub(super) enum Message {
    Keep(Row),
    /// Answered when all before it is written.
    Flush(Sender<()>),
}

/// Where rows go. May block and fail as it likes.
pub(super) trait Sink: Send {
    /// Writes all rows or none. `Ok(Some(_))` is a sentence that a person should read.
    fn write(&mut self, rows: &[Row]) -> Result<Option<String>, StoreError>;
}

pub(super) struct Writer<S> {
    sink: S,
    messages: Receiver<Message>,
    lost: Arc<AtomicU64>,
    trouble: Arc<ArcSwapOption<String>>,
    /// A sentence that stays when writing succeeds again.
    lasting: Option<Arc<String>>,
}

impl<S: Sink> Writer<S> {
    pub(super) fn new(
        sink: S,
        messages: Receiver<Message>,
        lost: Arc<AtomicU64>,
        trouble: Arc<ArcSwapOption<String>>,
    ) -> Self {
        Self { sink, messages, lost, trouble, lasting: None }
    }

    /// Writes until the last [`super::Journal`] is dropped and the queue is empty.
    pub(super) fn run(mut self) {
        // An empty batch opens the file, so that trouble is known before there is something to write.
        self.write(&[]);
        while let Ok(first) = self.messages.recv() {
            let (rows, flushes) = self.batch(first);
            if !self.write_until_done(rows) {
                return;
            }
            for flush in flushes {
                // Whoever asked may have stopped waiting.
                let _ = flush.send(());
            }
        }
    }

    fn batch(&self, first: Message) -> (Vec<Row>, Vec<Sender<()>>) {
        let (mut rows, mut flushes) = (Vec::new(), Vec::new());
        for message in std::iter::once(first).chain(self.messages.try_iter().take(BATCH - 1)) {
            match message {
                Message::Keep(row) => rows.push(row),
                Message::Flush(done) => flushes.push(done),
            }
        }
        (rows, flushes)
    }

    /// `false` if it was given up because the journal is closed.
    fn write_until_done(&mut self, mut rows: Vec<Row>) -> bool {
        let (mut wait, mut last_tries) = (FIRST_WAIT, 0);
        loop {
            let lost = self.lost.swap(0, Ordering::Relaxed);
            add_lost(&mut rows, lost);
            if self.write(&rows) {
                return true;
            }
            if self.is_closed() {
                last_tries += 1;
                if last_tries == LAST_TRIES {
                    tracing::warn!(rows = rows.len(), "the journal could not be finished");
                    return false;
                }
            }
            std::thread::sleep(wait);
            wait = if self.is_closed() { FIRST_WAIT } else { (wait * 2).min(LONGEST_WAIT) };
        }
    }

    fn write(&mut self, rows: &[Row]) -> bool {
        let result = self.sink.write(rows);
        let sentence = match &result {
            Ok(None) => None,
            Ok(Some(sentence)) => Some(sentence.clone()),
            Err(error) => Some(error.to_string()),
        };
        let known = self.trouble.load_full();
        if let Some(sentence) = sentence.filter(|sentence| known.as_deref() != Some(sentence)) {
            tracing::warn!("journal: {sentence}");
            self.tell(sentence, result.is_ok());
        } else if result.is_ok() {
            self.trouble.store(self.lasting.clone());
        }
        result.is_ok()
    }

    fn tell(&mut self, sentence: String, lasts: bool) {
        let sentence = Arc::new(sentence);
        if lasts {
            self.lasting = Some(sentence.clone());
        }
        self.trouble.store(Some(sentence));
    }

    /// All doors are gone: the writer's is the only end of the queue, and so of what the doors share.
    fn is_closed(&self) -> bool {
        Arc::strong_count(&self.lost) == 1
    }
}

/// The loss is itself an entry; while the disk still refuses, one entry with the sum.
fn add_lost(rows: &mut Vec<Row>, lost: u64) {
    if lost == 0 {
        return;
    }
    match rows.last_mut() {
        Some(Row { entry: Entry::Lost { entries }, .. }) => *entries = entries.saturating_add(lost),
        _ => rows.push(Row { at: Timestamp::now(), entry: Entry::Lost { entries: lost } }),
    }
}
