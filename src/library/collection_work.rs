//! What a collection's thread does. See [`super::collection`] for what others may call.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, never, select, tick};

use super::audition::Audition;
use super::collection::{Order, Tasks, Told};
use super::history::{History, Play};
use super::marks::Marks;
use super::place::{KeepError, Place};
use super::progress::Meter;
use super::queue_file::QueueFile;
use super::{Library, News, Watching, moved};
use crate::queue::Saved;
use crate::store::StoreError;
use crate::store::music::{Opened, Reader};

/// It is seen this often whether more can be decoded.
const LOOK: Duration = Duration::from_secs(2);
/// Files of the library that wait to be decoded in the background, at a time.
const UNHEARD: usize = 200;

/// The thread's state.
pub(super) struct Work {
    place: Place,
    /// `None` where the index cannot be used.
    library: Option<Library>,
    queue: Option<QueueFile>,
    audition: Option<Audition>,
    tell: Sender<Told>,
    /// The index is new: the plays of all time are to be counted once the files are in it.
    anew: bool,
    /// What was told and has not passed yet.
    troubles: Vec<&'static str>,
}

impl Work {
    pub(super) fn new(place: Place, queue: Option<QueueFile>, tell: Sender<Told>) -> Self {
        Self { place, library: None, queue, audition: None, tell, anew: false, troubles: Vec::new() }
    }

    pub(super) fn run(
        mut self,
        tasks: Tasks,
        meter: Arc<Meter>,
        orders: &Receiver<Order>,
        unverified: &Receiver<Vec<PathBuf>>,
    ) {
        let news = self.open(tasks, meter);
        // By the clock, not when it is quiet: while a queue plays, its place is to be kept each second.
        let look = tick(LOOK);
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
                recv(look) -> _ => self.listen_on(),
            }
        }
    }

    /// Opens the index, and has its folders looked through.
    fn open(&mut self, tasks: Tasks, meter: Arc<Meter>) -> Receiver<News> {
        let marks = Marks::read(&self.place);
        let folders = marks.as_ref().map(|marks| marks.folders.clone()).unwrap_or_default();
        self.outcome("marks", "The library's folders are not known", marks.err());
        let watching = if tasks.watch { Watching::On } else { Watching::Off };
        match Library::open_with(&self.place.index(), folders, watching, meter) {
            Ok((library, opened, news)) => {
                self.begin(&library, &opened, tasks);
                self.library = Some(library);
                news
            }
            Err(why) => {
                let _ = self.tell.send(Told::Failed(format!("The library cannot be used: {why}.")));
                never()
            }
        }
    }

    fn begin(&mut self, library: &Library, opened: &Opened, tasks: Tasks) {
        if let Opened::Rebuilt { aside } = opened {
            let aside = aside.display();
            self.notice(format!("The library's index was damaged: it is set aside as {aside}, and made anew."));
        }
        self.anew = !matches!(opened, Opened::Sound);
        if tasks.verify {
            let (note, tell) = (library.hearing(), self.tell.clone());
            let listening = Audition::start(move |path, sound| {
                note(path.clone(), sound.clone());
                let _ = tell.send(Told::Heard(path, sound));
            });
            match listening {
                Ok(audition) => self.audition = Some(audition),
                Err(why) => self.notice(format!("No music is verified: there is no thread for it ({why}).")),
            }
        }
        library.scan();
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

    /// Kept with the sound's fingerprint, so that it is counted wherever the file may be later.
    fn played(&mut self, mut play: Play) {
        let reader = Reader::open(&self.place.index());
        play.fingerprint = reader.and_then(|reader| reader.fingerprint(&play.path)).unwrap_or_default();
        if let Some(library) = &self.library {
            library.played(play.path.clone(), play.at);
        }
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
        let marks = Marks::read(&self.place);
        if let Ok(marks) = &marks {
            let _ = self.tell.send(Told::Reserve(marks.sources(&self.place)));
            if let Some(library) = &self.library {
                library.set_roots(marks.folders.clone());
            }
        }
        self.outcome("marks", "The library's folders are not known", marks.err());
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
        let (Some(library), Ok(reader)) = (&self.library, Reader::open(&self.place.index())) else { return };
        let counted = History::of(&self.place).where_now(&reader).map(|plays| library.replay(plays));
        self.outcome("history", "What was played is not counted", counted.err());
    }

    /// When nothing more urgent is being decoded, the library's own files are, a few at a time.
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
        let _ = answer.send(self.library.map_or(Ok(()), Library::close));
    }
}
