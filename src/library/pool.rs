//! The tag workers: as many as the machine has cores, fed and drained through bounded channels.
//!
//! A file that a worker cannot finish in time must not stop the scan: the worker is left behind with it, another takes
//! its seat, and the file becomes a problem. Should the worker come back after all (a disk that had to wake up), what
//! it has read counts.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, available_parallelism};
use std::time::Duration;

use crossbeam_channel::{Receiver, SendTimeoutError, Sender, bounded};

use crate::clock::Clock;
use crate::model::Now;
use crate::store::music::{Change, Stamp};

use super::progress::Meter;
use super::tags;

/// A file may take so long to read.
const PATIENCE: Duration = Duration::from_secs(2);
/// So many workers may be left behind at once. When as many hang, it is the disk, and one waits for it.
const MOST_LEFT: usize = 8;
/// Files that may wait to be read: the walk runs ahead of the readers, so that it is soon known how many there are.
const AHEAD: usize = 1 << 16;
/// How often the workers are looked at while there is nothing else to do.
const LOOK: Duration = Duration::from_millis(100);

/// A file to be read.
#[derive(Clone, Debug)]
pub(super) struct Task {
    pub path: PathBuf,
    pub stamp: Stamp,
}

/// What the workers of a pool share.
struct Room {
    tasks: Receiver<Task>,
    out: Sender<Change>,
    meter: Arc<Meter>,
    stop: Arc<AtomicBool>,
    clock: Clock,
    patience: Duration,
    examine: fn(&Task) -> Option<Change>,
    left: AtomicUsize,
    /// Tasks given and not yet answered.
    open: Mutex<usize>,
    all_answered: Condvar,
}

/// Where a worker sits; the task is taken away from one that takes too long.
#[derive(Default)]
struct Seat(Mutex<Option<(Task, Now)>>);

pub(super) struct Pool {
    room: Arc<Room>,
    tasks: Sender<Task>,
    seats: Vec<Arc<Seat>>,
}

impl Pool {
    /// Results go to `out`. Once `stop` is set, tasks are passed over.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn new(out: Sender<Change>, meter: Arc<Meter>, stop: Arc<AtomicBool>, clock: Clock) -> std::io::Result<Self> {
        Self::with(out, meter, stop, clock, PATIENCE, examine)
    }

    fn with(
        out: Sender<Change>,
        meter: Arc<Meter>,
        stop: Arc<AtomicBool>,
        clock: Clock,
        patience: Duration,
        examine: fn(&Task) -> Option<Change>,
    ) -> std::io::Result<Self> {
        let (sender, tasks) = bounded(AHEAD);
        let (left, open, all_answered) = (AtomicUsize::new(0), Mutex::new(0), Condvar::new());
        let room = Room { tasks, out, meter, stop, clock, patience, examine, left, open, all_answered };
        let mut pool = Self { room: Arc::new(room), tasks: sender, seats: Vec::new() };
        for _ in 0..available_parallelism().map_or(1, usize::from) {
            pool.seats.push(pool.room.seat_a_worker()?);
        }
        Ok(pool)
    }

    /// Has the file read. Waits while too many others wait.
    pub fn submit(&mut self, task: Task) {
        *lock(&self.room.open) += 1;
        Meter::add(&self.room.meter.queued);
        let mut waiting = task;
        loop {
            match self.tasks.send_timeout(waiting, LOOK) {
                Ok(()) => return,
                Err(SendTimeoutError::Timeout(task)) => waiting = task,
                Err(SendTimeoutError::Disconnected(_)) => return self.room.answered(),
            }
            self.look_after();
        }
    }

    /// Waits until every file is read or given up.
    pub fn finish(&mut self) {
        loop {
            let open = lock(&self.room.open);
            if *open == 0 {
                return;
            }
            let waited = self.room.all_answered.wait_timeout(open, LOOK);
            drop(waited);
            self.look_after();
        }
    }

    /// Leaves workers behind that take too long.
    fn look_after(&mut self) {
        let now = self.room.clock.now();
        for seat in &mut self.seats {
            if self.room.left.load(Relaxed) >= MOST_LEFT {
                return;
            }
            let mut held = lock(&seat.0);
            let Some((task, _)) = held.take_if(|(_, since)| now.saturating_sub(*since) > self.room.patience) else {
                continue;
            };
            drop(held);
            self.room.left.fetch_add(1, Relaxed);
            self.room.give_up(task);
            // Without another worker the seat stays empty; the others go on.
            if let Ok(other) = self.room.seat_a_worker() {
                *seat = other;
            }
        }
    }
}

impl Room {
    fn seat_a_worker(self: &Arc<Self>) -> std::io::Result<Arc<Seat>> {
        let (room, seat) = (Arc::clone(self), Arc::new(Seat::default()));
        let theirs = Arc::clone(&seat);
        Builder::new().name("tags".into()).spawn(move || room.work(&theirs))?;
        Ok(seat)
    }

    fn work(&self, seat: &Seat) {
        while let Ok(task) = self.tasks.recv() {
            if self.stop.load(Relaxed) {
                self.answered();
                continue;
            }
            *lock(&seat.0) = Some((task.clone(), self.clock.now()));
            let change = (self.examine)(&task);
            let in_time = lock(&seat.0).take().is_some();
            if in_time && matches!(change, Some(Change::Problem { .. })) {
                Meter::add(&self.meter.problems);
            }
            // The library is closing if nobody takes it.
            let _ = change.map(|change| self.out.send(change));
            if !in_time {
                self.left.fetch_sub(1, Relaxed);
                return;
            }
            self.answered();
        }
    }

    fn answered(&self) {
        Meter::add(&self.meter.read);
        let mut open = lock(&self.open);
        *open -= 1;
        if *open == 0 {
            self.all_answered.notify_all();
        }
    }

    fn give_up(&self, task: Task) {
        let name = task.path.display();
        let sentence = format!("{name} cannot be read in time; its disk may be failing. It is tried again later.");
        Meter::add(&self.meter.problems);
        // No real file has this stamp: the next scan reads it again.
        let _ = self.out.send(Change::Problem { path: task.path, stamp: Stamp::default(), sentence });
        self.answered();
    }
}

/// Reads one file. `None` if it has gone meanwhile.
fn examine(task: &Task) -> Option<Change> {
    match tags::read(&task.path) {
        Ok(song) => Some(Change::Put(Box::new(song))),
        Err(_) if task.path.symlink_metadata().is_err() => None,
        Err(sentence) => Some(Change::Problem { path: task.path.clone(), stamp: task.stamp, sentence }),
    }
}

/// What is locked here is whole at any time, even if a thread died.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(patience: Duration, examine: fn(&Task) -> Option<Change>) -> (Pool, Receiver<Change>) {
        let (out, changes) = crossbeam_channel::unbounded();
        let clock = Clock::real();
        let pool = Pool::with(out, Arc::new(Meter::new(clock)), Arc::default(), clock, patience, examine).unwrap();
        (pool, changes)
    }

    fn submit(pool: &mut Pool, names: impl Iterator<Item = String>) {
        names.for_each(|name| pool.submit(Task { path: name.into(), stamp: Stamp::default() }));
    }

    #[test]
    fn every_task_is_answered() {
        let (mut pool, changes) = pool(PATIENCE, |task| Some(Change::Gone(task.path.clone())));
        submit(&mut pool, (0..10_000).map(|n| n.to_string()));
        pool.finish();
        assert_eq!((changes.len(), pool.room.meter.progress().read), (10_000, 10_000));
    }

    #[test]
    fn a_worker_that_hangs_is_left_behind_and_counts_when_it_comes_back() {
        static HOLD: AtomicBool = AtomicBool::new(true);
        let (mut pool, changes) = pool(Duration::from_millis(30), |task| {
            while task.path.ends_with("hangs") && HOLD.load(Relaxed) {
                std::thread::sleep(Duration::from_millis(1));
            }
            Some(Change::Gone(task.path.clone()))
        });
        submit(&mut pool, (0..5).map(|_| "hangs".to_owned()).chain((0..20).map(|n| n.to_string())));
        pool.finish();
        let (given_up, read): (Vec<_>, Vec<_>) =
            changes.try_iter().partition(|change| matches!(change, Change::Problem { .. }));
        assert_eq!((given_up.len(), read.len()), (5, 20));
        HOLD.store(false, Relaxed);
        for _ in 0..5 {
            assert_eq!(changes.recv_timeout(Duration::from_secs(10)), Ok(Change::Gone("hangs".into())));
        }
    }

    #[test]
    fn a_file_that_went_is_no_problem() {
        let gone = Task { path: "/nowhere/a.mp3".into(), stamp: Stamp::default() };
        assert_eq!(examine(&gone), None);
    }
}
