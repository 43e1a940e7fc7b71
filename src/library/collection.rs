//! The person's collection at work: the index kept true to the folders, the history and the queue kept on the disk, files
//! decoded in the background. One thread, which may wait for the disk; whoever holds the handle never does.

use std::path::PathBuf;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded, select, unbounded};

use super::audition::Audition;
use super::history::{History, Play};
use super::marks::Marks;
use super::place::{KeepError, Place};
use super::queue_file::{Kept, QueueFile};
use super::{Gauge, Library, LibraryError, News, Progress, Watching, moved};
use crate::queue::Saved;
use crate::store::StoreError;
use crate::store::music::{Moved, Opened, Reader, Sound};

/// When there is nothing else to do, it is seen this often whether more can be decoded.
const LOOK: Duration = Duration::from_secs(2);
/// Files of the library that wait to be decoded in the background, at a time.
const UNHEARD: usize = 200;

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
    /// A scan has ended.
    Scanned(Progress),
    /// Files have other names now. Playlists and marks are rewritten already; a queue in memory is not.
    Moved(Vec<Moved>),
    /// A file was decoded to its end, or up to where it is damaged.
    Heard(PathBuf, Sound),
    /// A sentence that a person should read.
    Notice(String),
}

enum Order {
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
    gauge: Gauge,
    /// The queue of the last time, until it is asked for.
    kept: Option<Kept>,
}

impl Collection {
    /// Opens what is in `place` and begins to look through its folders. Blocks on the disk.
    ///
    /// # Errors
    /// The index cannot be opened, or a thread cannot be started.
    pub fn open(place: Place, tasks: Tasks) -> Result<(Self, Receiver<Told>), LibraryError> {
        let (tell, told) = unbounded();
        let notice = |sentence: String| drop(tell.send(Told::Notice(sentence)));
        let marks = Marks::read(&place).unwrap_or_else(|why| {
            notice(format!("The library's folders are not known: {why}."));
            Marks::default()
        });
        let watching = if tasks.watch { Watching::On } else { Watching::Off };
        let (library, opened, news) = Library::open(&place.index(), marks.folders, watching)?;
        if let Opened::Rebuilt { aside } = &opened {
            notice(format!("The library's index was damaged. It is set aside as {}, and made anew.", aside.display()));
        }
        library.scan();
        let gauge = library.gauge();
        let (queue, kept) = open_queue(&place, tasks.queue, &notice);
        let (orders, orders_in) = unbounded();
        let (unverified, unverified_in) = unbounded();
        let audition = tasks.verify.then(|| start_audition(&library, &tell)).transpose()?;
        let work = Work {
            anew: !matches!(opened, Opened::Sound),
            place,
            library,
            queue,
            audition,
            tell,
            troubles: Vec::new(),
        };
        let desk = std::thread::Builder::new().name("collection".into());
        desk.spawn(move || work.run(&orders_in, &unverified_in, &news))?;
        Ok((Self { orders, unverified, gauge, kept }, told))
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
        self.gauge.0.progress()
    }

    /// Writes what is under way, and marks the index as closed in order.
    ///
    /// # Errors
    /// If the index cannot be closed; nothing that a person made is lost by that.
    pub fn close(self) -> Result<(), StoreError> {
        let (answer, answered) = bounded(1);
        self.send(Order::Close(answer));
        answered.recv().unwrap_or(Ok(()))
    }

    fn send(&self, order: Order) {
        // Its thread lives as long as this handle; should it have died, its panic was told.
        let _ = self.orders.send(order);
    }
}

fn open_queue(place: &Place, wanted: bool, notice: &impl Fn(String)) -> (Option<QueueFile>, Option<Kept>) {
    if !wanted {
        return (None, None);
    }
    match QueueFile::open(place) {
        Ok((file, kept)) => {
            if let Some(aside) = kept.as_ref().and_then(|kept| kept.aside.as_ref()) {
                notice(format!("Not all of the last queue could be read. What was there is kept as {}.", aside.display()));
            }
            (Some(file), kept)
        }
        Err(why) => {
            notice(format!("The queue is not kept: {why}."));
            (None, None)
        }
    }
}

fn start_audition(library: &Library, tell: &Sender<Told>) -> std::io::Result<Audition> {
    let (note, tell) = (library.hearing(), tell.clone());
    Audition::start(move |path, sound| {
        note(path.clone(), sound.clone());
        let _ = tell.send(Told::Heard(path, sound));
    })
}

/// The thread.
struct Work {
    place: Place,
    library: Library,
    queue: Option<QueueFile>,
    audition: Option<Audition>,
    tell: Sender<Told>,
    /// The index is new: the plays of all time are to be counted once the files are in it.
    anew: bool,
    /// What was told and has not passed yet.
    troubles: Vec<&'static str>,
}

impl Work {
    fn run(mut self, orders: &Receiver<Order>, unverified: &Receiver<Vec<PathBuf>>, news: &Receiver<News>) {
        loop {
            select! {
                recv(orders) -> order => match order {
                    Ok(Order::Close(answer)) => return self.close(&answer),
                    Ok(order) => self.obey(order, orders),
                    Err(_) => return,
                },
                recv(unverified) -> paths => if let (Ok(paths), Some(audition)) = (paths, &self.audition) {
                    audition.want(paths, true);
                },
                recv(news) -> news => if let Ok(news) = news { self.news(news) },
                default(LOOK) => self.listen_on(),
            }
        }
    }

    fn obey(&mut self, order: Order, orders: &Receiver<Order>) {
        match order {
            Order::Played(play) => self.played(play),
            Order::Queue(queue, elapsed) => self.keep_queue(queue, elapsed, orders),
            Order::Tick { upcoming, playing, elapsed } => {
                let kept = self.queue.as_mut().map(|file| file.tick(upcoming, playing, elapsed));
                self.outcome("queue", "The queue's place is not kept", kept.transpose().err());
            }
            Order::Refresh => self.refresh(),
            Order::Close(_) => {}
        }
    }

    fn played(&mut self, play: Play) {
        self.library.played(play.path.clone(), play.at);
        let kept = History::of(&self.place).append(&play);
        self.outcome("history", "What was played is not kept", kept.err());
    }

    /// Of several changes in a row only the last is written.
    fn keep_queue(&mut self, mut queue: Saved, mut elapsed: Duration, orders: &Receiver<Order>) {
        let mut then = None;
        for order in orders.try_iter() {
            match order {
                Order::Queue(newer, at) => (queue, elapsed) = (newer, at),
                Order::Tick { .. } => {}
                other => {
                    then = Some(other);
                    break;
                }
            }
        }
        let kept = self.queue.as_mut().map(|file| file.save(&queue, elapsed));
        self.outcome("queue", "The queue is not kept", kept.transpose().err());
        if let Some(order) = then {
            self.obey(order, orders);
        }
    }

    fn refresh(&mut self) {
        match Marks::read(&self.place) {
            Ok(marks) => self.library.set_roots(marks.folders),
            Err(why) => self.outcome("marks", "The library's folders are not known", Some(why)),
        }
    }

    fn news(&mut self, news: News) {
        match news {
            News::Scanned(progress) => {
                self.count_anew();
                let _ = self.tell.send(Told::Scanned(progress));
            }
            News::Moved(moves) => {
                let done = moved::rewrite_moved(&self.place, &moves);
                self.outcome("moved", "Not every playlist knows yet where its files are", done.err());
                let _ = self.tell.send(Told::Moved(moves));
            }
            News::Trouble(sentence) | News::Note(sentence) => self.notice(sentence),
            News::Recovered => self.notice("The library can be written again.".to_owned()),
        }
    }

    /// Where the index is new, the plays of all time are counted from what the person keeps.
    fn count_anew(&mut self) {
        if !std::mem::take(&mut self.anew) {
            return;
        }
        let mut plays = Vec::new();
        let read = History::of(&self.place).each(&mut |play| {
            plays.push((play.path, play.at));
            Ok::<(), KeepError>(())
        });
        self.library.replay(plays);
        self.outcome("history", "What was played is not counted", read.err());
    }

    /// When there is nothing else to do, the library's own files are decoded, a few at a time.
    fn listen_on(&mut self) {
        let Some(audition) = self.audition.as_ref().filter(|audition| audition.waiting() == 0) else { return };
        let unheard = Reader::open(&self.place.index()).and_then(|reader| reader.unheard(UNHEARD));
        match unheard {
            Ok(paths) => audition.want(paths, false),
            Err(why) => tracing::debug!("nothing can be decoded in the background: {why}"),
        }
    }

    /// Tells a trouble once, until it has passed.
    fn outcome(&mut self, what: &'static str, sentence: &str, trouble: Option<KeepError>) {
        match trouble {
            None => self.troubles.retain(|known| *known != what),
            Some(why) if !self.troubles.contains(&what) => {
                self.troubles.push(what);
                self.notice(format!("{sentence}: {why}."));
            }
            Some(_) => {}
        }
    }

    fn notice(&self, sentence: String) {
        let _ = self.tell.send(Told::Notice(sentence));
    }

    fn close(self, answer: &Sender<Result<(), StoreError>>) {
        drop(self.audition);
        let _ = answer.send(self.library.close());
    }
}
