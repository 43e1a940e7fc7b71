//! The one thread that writes to the index: batches of a scan, plays, verdicts.
//!
//! What cannot be written for a while (a full disk) is kept and tried again until it can. Meanwhile the scan waits,
//! since its channel is full; what the player has to say is taken in, and written when there is room.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, never, select_biased};
use jiff::Timestamp;

use crate::clock::Clock;
use crate::model::Now;
use crate::store::StoreError;
use crate::store::music::{Change, Sound, Writer};

use super::News;
use super::progress::Meter;

/// Changes of a batch: each costs less in a large one, since most of what a batch writes are pages of indices.
const BATCH: usize = 4000;
/// How long the first change of a batch may wait; in a scan's first batch, with which a person can begin.
const LONGEST_WAIT: Duration = Duration::from_millis(1000);
const FIRST_WAIT: Duration = Duration::from_millis(200);
/// After so many changes the index is tidied.
const MUCH: usize = 500;
/// How long to wait before something that could not be written is tried again.
const AGAIN: Duration = Duration::from_secs(3);

/// Something to write that is no part of a scan.
#[derive(Debug)]
pub(super) enum Job {
    Roots(Vec<PathBuf>),
    Played(PathBuf, Timestamp),
    /// The plays of all time, instead of those that the index has.
    Replay(Vec<(PathBuf, Timestamp)>),
    Heard(PathBuf, Box<Sound>),
    /// Answers when all that the scan sent before is written; tidies the index if that was much.
    Sync(Sender<()>),
    /// The last one. Answers when the file is closed.
    Close(Sender<Result<(), StoreError>>),
}

/// The thread's state.
pub(super) struct Desk {
    pub writer: Writer,
    pub jobs: Receiver<Job>,
    pub changes: Receiver<Change>,
    pub news: Sender<News>,
    pub meter: Arc<Meter>,
    pub clock: Clock,
    /// Jobs to be done, in their order.
    waiting: VecDeque<Job>,
    batch: Vec<Change>,
    /// When the batch is to be written.
    due: Option<Now>,
    /// When to try again, after something could not be written.
    blocked: Option<Now>,
    /// Changes since the index was tidied.
    untidy: usize,
}

impl Desk {
    pub fn new(
        writer: Writer,
        jobs: Receiver<Job>,
        changes: Receiver<Change>,
        news: Sender<News>,
        meter: Arc<Meter>,
        clock: Clock,
    ) -> Self {
        let (waiting, batch) = (VecDeque::new(), Vec::with_capacity(BATCH));
        Self { writer, jobs, changes, news, meter, clock, waiting, batch, due: None, blocked: None, untidy: 0 }
    }

    /// Works until told to close, or until nobody is left who could tell.
    pub fn run(mut self) {
        while self.take_in() {
            match self.write() {
                Ok(Some(answer)) => return self.close(&answer),
                Ok(None) => {}
                Err(error) => self.trouble(error),
            }
        }
    }

    /// Waits for something to do. `false` once nobody gives jobs any more.
    fn take_in(&mut self) -> bool {
        let until = self.blocked.or(self.due).map(|until| self.clock.instant(until));
        let timeout = until.map_or_else(never, crossbeam_channel::at);
        // A batch that waits to be written again takes no more.
        let full = self.blocked.is_some() || self.batch.len() >= BATCH;
        let changes = if full { never() } else { self.changes.clone() };
        if !self.waiting.is_empty() && self.blocked.is_none() {
            return true;
        }
        select_biased! {
            recv(self.jobs) -> job => match job {
                Ok(job) => self.waiting.push_back(job),
                Err(_) => return false,
            },
            recv(changes) -> change => match change {
                Ok(change) => self.add(change),
                Err(_) => self.changes = never(),
            },
            recv(timeout) -> _ => {}
        }
        while self.blocked.is_none()
            && self.batch.len() < BATCH
            && let Ok(change) = self.changes.try_recv()
        {
            self.add(change);
        }
        true
    }

    fn add(&mut self, change: Change) {
        let wait = if self.untidy == 0 { FIRST_WAIT } else { LONGEST_WAIT };
        self.due.get_or_insert_with(|| self.clock.now() + wait);
        self.batch.push(change);
    }

    /// Writes what is due. The answer to [`Job::Close`], if that was met.
    fn write(&mut self) -> Result<Option<Sender<Result<(), StoreError>>>, StoreError> {
        let now = self.clock.now();
        if self.blocked.is_some_and(|until| now < until) {
            // Who closes does not wait for room: what is not written is found again by the next scan.
            let close = self.waiting.iter().position(|job| matches!(job, Job::Close(_)));
            return Ok(close.and_then(|at| self.waiting.remove(at)).and_then(Job::closing));
        }
        while let Some(job) = self.waiting.front() {
            match job {
                Job::Roots(roots) => self.writer.set_roots(roots)?,
                Job::Played(path, at) => self.writer.played(path, *at)?,
                Job::Heard(path, sound) => self.writer.heard(path, sound)?,
                Job::Replay(plays) => {
                    self.writer.forget_plays()?;
                    self.writer.played_all(plays)?;
                }
                Job::Sync(_) => self.sync()?,
                Job::Close(_) => {
                    // What cannot be written is found again by the next scan.
                    let _ = self.apply();
                    return Ok(self.waiting.pop_front().and_then(Job::closing));
                }
            }
            if let Some(Job::Sync(answer)) = self.waiting.pop_front() {
                self.unblock();
                let _ = answer.send(());
            }
        }
        if self.batch.len() >= BATCH || self.due.is_some_and(|due| due <= now) {
            self.apply()?;
        }
        self.unblock();
        Ok(None)
    }

    /// Writes all that the scan has sent so far.
    fn sync(&mut self) -> Result<(), StoreError> {
        self.apply()?;
        while let Ok(change) = self.changes.try_recv() {
            self.add(change);
            if self.batch.len() >= BATCH {
                self.apply()?;
            }
        }
        self.apply()?;
        if self.untidy >= MUCH {
            self.writer.tidy()?;
        }
        self.untidy = 0;
        Ok(())
    }

    fn apply(&mut self) -> Result<(), StoreError> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let moved = self.writer.apply(&self.batch)?;
        self.untidy += self.batch.len();
        self.batch.clear();
        self.due = None;
        if !moved.is_empty() {
            self.tell(News::Moved(moved));
        }
        Ok(())
    }

    fn unblock(&mut self) {
        if self.blocked.is_some_and(|until| until <= self.clock.now()) {
            self.blocked = None;
            self.meter.waiting.store(false, Relaxed);
            self.tell(News::Recovered);
        }
    }

    /// What may pass is waited for; anything else costs what was to be written, which the next scan finds again.
    fn trouble(&mut self, error: StoreError) {
        let now = self.clock.now();
        let is_new = self.blocked.is_none();
        if matches!(error, StoreError::Full { .. } | StoreError::Busy { .. }) {
            self.blocked = Some(now + AGAIN);
            self.meter.waiting.store(true, Relaxed);
        } else if self.waiting.front().is_some_and(|job| !matches!(job, Job::Sync(_))) {
            self.waiting.pop_front();
        } else {
            self.batch.clear();
            self.due = None;
        }
        if is_new {
            self.tell(News::Trouble(error.to_string()));
        }
    }

    fn close(self, answer: &Sender<Result<(), StoreError>>) {
        // Nobody may wait for the answer any more.
        let _ = answer.send(self.writer.close());
    }

    fn tell(&self, news: News) {
        // Nobody may be interested.
        let _ = self.news.send(news);
    }
}

impl Job {
    fn closing(self) -> Option<Sender<Result<(), StoreError>>> {
        match self {
            Self::Close(answer) => Some(answer),
            _ => None,
        }
    }
}
