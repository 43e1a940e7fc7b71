//! The person's collection at work: the index kept true to the folders, the history and the queue kept on the disk, files
//! decoded in the background. One thread, which may wait for the disk; whoever holds the handle never does.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use super::collection_work::Work;
use super::history::Play;
use super::place::{KeepError, Place};
use super::progress::{Meter, Progress};
use super::queue_file::{Kept, QueueFile};
use crate::clock::Clock;
use crate::model::ReserveSource;
use crate::queue::Saved;
use crate::store::StoreError;
use crate::store::music::{Moved, Sound};

/// What a collection is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tasks {
    /// Changes in the folders are noticed.
    pub watch: bool,
    /// Files are decoded in the background.
    pub verify: bool,
    /// The queue is kept: for players.
    pub queue: bool,
}

impl Tasks {
    /// For a single scan.
    pub const SCAN: Self = Self { watch: false, verify: false, queue: false };
}

/// What a collection tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// The index cannot be used, as a sentence. History and queue are kept all the same.
    Failed(String),
    /// A scan has ended.
    Scanned(Progress),
    /// Files have other names now. Playlists and marks are rewritten already; a queue in memory is not.
    Moved(Vec<Moved>),
    /// A file was decoded to its end, or up to where it is damaged.
    Heard(PathBuf, Sound),
    /// What is marked as reserve, after [`Collection::refresh`].
    Reserve(Vec<ReserveSource>),
    /// A sentence that a person should read.
    Notice(String),
}

/// What the thread is to do.
pub(super) enum Order {
    Played(Play),
    Queue(Saved, Duration),
    Tick { upcoming: usize, playing: bool, elapsed: Duration },
    Refresh,
    Close(Sender<Result<(), StoreError>>),
}

/// The handle. Dropping it leaves the index as after a crash, which costs a check when it is next opened.
pub struct Collection {
    orders: Sender<Order>,
    unverified: Sender<Vec<PathBuf>>,
    meter: Arc<Meter>,
    /// The queue of the last time, until it is asked for.
    kept: Option<Kept>,
}

impl Collection {
    /// Reads the queue, and has the rest opened and the folders looked through on a thread.
    ///
    /// # Errors
    /// There can be no more threads.
    pub fn open(place: Place, tasks: Tasks) -> std::io::Result<(Self, Receiver<Told>)> {
        let (tell, told) = unbounded();
        let (queue, kept) = if tasks.queue { open_queue(&place, &tell) } else { (None, None) };
        let (orders, orders_in) = unbounded();
        let (unverified, unverified_in) = unbounded();
        let meter = Arc::new(Meter::new(Clock::real()));
        let its_meter = Arc::clone(&meter);
        let desk = std::thread::Builder::new().name("collection".into());
        desk.spawn(move || Work::new(place, queue, tell).run(tasks, its_meter, &orders_in, &unverified_in))?;
        Ok((Self { orders, unverified, meter, kept }, told))
    }

    /// The queue of the last time, once.
    pub fn take_queue(&mut self) -> Option<Kept> {
        self.kept.take()
    }

    /// Keeps a play, and counts it.
    pub fn played(&self, play: Play) {
        self.send(Order::Played(play));
    }

    /// Keeps the queue, after a change of it.
    pub fn keep_queue(&self, queue: Saved, elapsed: Duration) {
        self.send(Order::Queue(queue, elapsed));
    }

    /// Keeps the place in the queue: each second, and when it changes. As in [`Saved`].
    pub fn tick(&self, upcoming: usize, playing: bool, elapsed: Duration) {
        self.send(Order::Tick { upcoming, playing, elapsed });
    }

    /// Takes files that are to be decoded soon.
    pub fn unverified(&self) -> Sender<Vec<PathBuf>> {
        self.unverified.clone()
    }

    /// Another program has changed the folders or the reserve.
    pub fn refresh(&self) {
        self.send(Order::Refresh);
    }

    /// How far the scan is. Locks nothing.
    pub fn progress(&self) -> Progress {
        self.meter.progress()
    }

    /// Writes what is under way, and marks the index as closed in order. A disk that does not answer is waited for no
    /// longer than `patience`.
    ///
    /// # Errors
    /// If the index cannot be closed; nothing that a person made is lost by that.
    pub fn close(self, patience: Duration) -> Result<(), StoreError> {
        let (answer, answered) = bounded(1);
        self.send(Order::Close(answer));
        answered.recv_timeout(patience).unwrap_or(Ok(()))
    }

    fn send(&self, order: Order) {
        // Its thread lives as long as this handle; should it have died, its panic was told.
        let _ = self.orders.send(order);
    }
}

fn open_queue(place: &Place, tell: &Sender<Told>) -> (Option<QueueFile>, Option<Kept>) {
    let notice = |sentence: String| drop(tell.send(Told::Notice(sentence)));
    match QueueFile::open(place) {
        Ok((file, kept)) => {
            if let Some(aside) = kept.as_ref().and_then(|kept| kept.aside.as_ref()) {
                notice(format!(
                    "Not all of the last queue could be read. What was there is kept as {}.",
                    aside.display()
                ));
            }
            (Some(file), kept)
        }
        Err(KeepError::Busy { .. }) => {
            notice("Another player of yours runs, and keeps its queue. This one's queue is not kept.".to_owned());
            (None, None)
        }
        Err(why) => {
            notice(format!("The queue is not kept: {why}."));
            (None, None)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::super::testing::file;
    use super::super::{Marks, Place};
    use super::*;

    #[test]
    fn a_queue_that_plays_keeps_no_file_from_being_decoded() {
        let folder = tempfile::tempdir().unwrap();
        let (place, music) = (Place::at(&folder.path().join("place")).unwrap(), folder.path().join("music"));
        std::fs::create_dir(&music).unwrap();
        file(&music, "a.wav", 1);
        Marks::edit(&place, |marks| marks.add_folder(music.clone())).unwrap();
        let (collection, told) = Collection::open(place, Tasks { verify: true, ..Tasks::SCAN }).unwrap();
        let began = Instant::now();
        // A player's place, oftener than each second, so that it is never quiet.
        let heard = std::iter::from_fn(|| {
            collection.tick(1, true, began.elapsed());
            Some(told.recv_timeout(Duration::from_millis(100)))
        });
        let mut heard = heard.take_while(|_| began.elapsed() < Duration::from_secs(30));
        assert!(heard.any(|told| matches!(told, Ok(Told::Heard(path, _)) if path.ends_with("a.wav"))));
    }
}
