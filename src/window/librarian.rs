//! Answers what the window asks of the disk, on threads of its own: the window never waits.
//!
//! A question is a closure over a [`Desk`]; a view keeps an [`Asked`] for each of its questions.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use egui::Context;

use crate::library::Place;
use crate::store::StoreError;
use crate::store::music::Reader;

/// Questions answered at the same time. One that is slow keeps no other waiting.
const THREADS: usize = 2;

/// What a question may use. It may block.
pub struct Desk {
    /// Where playlists, marks and history are; `None`: nobody's home is known.
    pub place: Option<Place>,
    reader: Option<Reader>,
}

impl Desk {
    fn new(place: Option<Place>) -> Self {
        Self { place, reader: None }
    }

    /// The index; `Ok(None)` before there is one.
    ///
    /// # Errors
    /// It is there and cannot be read.
    pub fn reader(&mut self) -> Result<Option<&Reader>, StoreError> {
        if let (None, Some(place)) = (&self.reader, &self.place) {
            self.reader = match Reader::open(&place.index()) {
                Ok(reader) => Some(reader),
                Err(StoreError::Absent { .. }) => None,
                Err(why) => return Err(why),
            };
        }
        Ok(self.reader.as_ref())
    }
}

impl Desk {
    /// What the index says; nothing before there is one.
    ///
    /// # Errors
    /// A sentence: it cannot be read.
    pub fn look_up<A: Default>(&mut self, ask: impl FnOnce(&Reader) -> Result<A, StoreError>) -> Result<A, String> {
        let reader = self.reader().map_err(|why| why.to_string())?;
        reader.map_or_else(|| Ok(A::default()), ask).map_err(|why| why.to_string())
    }
}

type Job = Box<dyn FnOnce(&mut Desk) + Send>;

/// The handle. Cheap to clone.
#[derive(Clone)]
pub struct Librarian {
    way: Way,
    edition: Arc<AtomicU64>,
    context: Context,
}

#[derive(Clone)]
enum Way {
    Threads(Sender<Job>),
    /// At once, on the caller's thread: for tests.
    AtOnce(Arc<Mutex<Desk>>),
}

impl Librarian {
    /// `context`: has the window drawn anew when an answer is there.
    ///
    /// # Errors
    /// There can be no more threads.
    pub fn start(place: Option<Place>, context: Context) -> std::io::Result<Self> {
        let (jobs, jobs_in) = unbounded::<Job>();
        for _ in 0..THREADS {
            let (jobs, mut desk) = (jobs_in.clone(), Desk::new(place.clone()));
            let work = move || jobs.into_iter().for_each(|job| job(&mut desk));
            thread::Builder::new().name("librarian".into()).spawn(work)?;
        }
        Ok(Self { way: Way::Threads(jobs), edition: Arc::default(), context })
    }

    /// One that answers before [`Librarian::ask`] returns, on the caller's thread.
    pub fn at_once(place: Option<Place>, context: Context) -> Self {
        let desk = Arc::new(Mutex::new(Desk::new(place)));
        Self { way: Way::AtOnce(desk), edition: Arc::default(), context }
    }

    /// Has something done; the answer comes on the channel, and the window is drawn anew.
    pub fn ask<A: Send + 'static>(&self, question: impl FnOnce(&mut Desk) -> A + Send + 'static) -> Receiver<A> {
        let (answer, answered) = bounded(1);
        let context = self.context.clone();
        let job: Job = Box::new(move |desk| {
            // Nobody may want it any more.
            let _ = answer.try_send(question(desk));
            super::once(&context);
        });
        match &self.way {
            Way::Threads(jobs) => drop(jobs.send(job)),
            Way::AtOnce(desk) => job(&mut desk.lock().unwrap_or_else(PoisonError::into_inner)),
        }
        answered
    }

    /// Goes up with each change of what is kept, so that what is shown is asked for anew.
    pub fn edition(&self) -> u64 {
        self.edition.load(Relaxed)
    }

    /// Something has changed.
    pub fn turn_page(&self) {
        self.edition.fetch_add(1, Relaxed);
    }
}

/// A view's question and its last answer.
pub struct Asked<Q, A> {
    question: Option<Q>,
    edition: u64,
    answer: Option<A>,
    pending: Option<Receiver<A>>,
}

impl<Q, A> Default for Asked<Q, A> {
    fn default() -> Self {
        Self { question: None, edition: 0, answer: None, pending: None }
    }
}

impl<Q: PartialEq + Clone + Send + 'static, A: Send + 'static> Asked<Q, A> {
    /// The answer to this question; `None` until it is there. An answer that has become old is shown until the new one is there.
    pub fn get(
        &mut self,
        librarian: &Librarian,
        question: &Q,
        how: impl FnOnce(&mut Desk, &Q) -> A + Send + 'static,
    ) -> Option<&A> {
        if self.question.as_ref() != Some(question) {
            self.answer = None;
        }
        self.get_or_last(librarian, question, how)
    }

    /// As [`Asked::get`], but the last question's answer is shown until the new one's is there: for searches, which should
    /// not flicker.
    pub fn get_or_last(
        &mut self,
        librarian: &Librarian,
        question: &Q,
        how: impl FnOnce(&mut Desk, &Q) -> A + Send + 'static,
    ) -> Option<&A> {
        let edition = librarian.edition();
        let new = self.question.as_ref() != Some(question);
        // While an answer is on its way, a change waits for it: else a busy scan would keep it from ever coming.
        if new || (self.edition != edition && self.pending.is_none()) {
            (self.question, self.edition) = (Some(question.clone()), edition);
            let question = question.clone();
            self.pending = Some(librarian.ask(move |desk| how(desk, &question)));
        }
        if let Some(answer) = self.pending.as_ref().and_then(|pending| pending.try_recv().ok()) {
            (self.answer, self.pending) = (Some(answer), None);
        }
        self.answer.as_ref()
    }

    /// The answer, if there is one.
    pub fn answer(&self) -> Option<&A> {
        self.answer.as_ref()
    }
}
