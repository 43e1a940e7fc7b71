//! The thread that makes one stock of what the sources' threads find, so that the conductor only takes it over. It
//! never touches a disk.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender};

use super::memory::Memory;
use super::stock::{Item, Stock};
use super::taste::About;
use super::worker::News;
use crate::fault::Fault;

/// So many files are given to be verified at a time.
const BATCH: usize = 256;

/// What the ladder is told.
pub(super) enum Word {
    /// All there is, after a look at this source.
    Stocked {
        stock: Box<Stock>,
        source: usize,
        look: Look,
    },
    /// A file has told more of itself.
    Learnt {
        path: Arc<Path>,
    },
    /// A file cannot be played.
    Failed {
        path: Arc<Path>,
        fault: Fault,
    },
    /// The source has done all that it was asked to.
    Served {
        source: usize,
    },
    /// What another run has left.
    Remembered(Option<Memory>),
    About {
        artist: String,
        about: Option<About>,
    },
}

/// A look at a source, but for the music itself.
#[derive(Default)]
pub(super) struct Look {
    pub problems: Vec<Fault>,
    /// It was also looked for what may stand in.
    pub widened: bool,
    /// `false` while the first look still goes on.
    pub complete: bool,
}

pub(super) struct Keeper {
    pub news: Receiver<News>,
    pub tell: Sender<Word>,
    /// Where files that should be decoded as a whole are wanted, if anywhere.
    pub unverified: Option<Sender<Vec<PathBuf>>>,
    shelves: Vec<Found>,
    /// Files given to be verified since the stock was made, and how many of them are still out.
    offered: HashSet<Arc<Path>>,
    out: usize,
}

/// What a source has.
#[derive(Default)]
struct Found {
    items: Vec<Item>,
    stand_ins: Vec<Item>,
}

/// The ladder is gone: stop.
struct Gone;

impl Keeper {
    pub(super) fn new(
        sources: usize,
        news: Receiver<News>,
        tell: Sender<Word>,
        unverified: Option<Sender<Vec<PathBuf>>>,
    ) -> Self {
        let shelves = (0..sources).map(|_| Found::default()).collect();
        Self { news, tell, unverified, shelves, offered: HashSet::new(), out: 0 }
    }

    /// Works until the ladder is dropped.
    pub(super) fn run(mut self) {
        while let Ok(news) = self.news.recv() {
            if self.take(news).is_err() {
                return;
            }
        }
    }

    fn take(&mut self, news: News) -> Result<(), Gone> {
        match news {
            News::Scanned { source, found } => {
                let look =
                    Look { problems: found.problems, widened: found.stand_ins.is_some(), complete: found.complete };
                if let Some(place) = self.shelves.get_mut(source) {
                    *place = Found { items: found.items, stand_ins: found.stand_ins.unwrap_or_default() };
                }
                self.tell(Word::Stocked { stock: Box::new(self.stock()), source, look })?;
                (self.out, _) = (0, self.offered.clear());
            }
            News::Learnt { path } => self.tell(Word::Learnt { path })?,
            News::Failed { path, fault } => self.tell(Word::Failed { path, fault })?,
            News::Served { source } => {
                self.tell(Word::Served { source })?;
                self.offer();
            }
            News::Judged => {
                self.out = self.out.saturating_sub(1);
                self.offer();
            }
            // Dropping it takes its time, which is this thread's.
            News::Spent(stock) => drop(stock),
        }
        Ok(())
    }

    fn tell(&self, word: Word) -> Result<(), Gone> {
        self.tell.send(word).map_err(|_| Gone)
    }

    fn stock(&self) -> Stock {
        let sources = self.shelves.iter().enumerate();
        let marked = sources.flat_map(|(source, found)| found.items.iter().map(move |item| (source, item)));
        let stand_ins: Vec<&Item> = self.shelves.iter().flat_map(|found| &found.stand_ins).collect();
        Stock::new(self.shelves.len(), marked, &stand_ins)
    }

    /// Gives the next files to be verified, when most of the last ones are done: the best source's first, each
    /// source's in the order in which it has them.
    fn offer(&mut self) {
        let Some(unverified) = &self.unverified else { return };
        if self.out > BATCH / 4 {
            return;
        }
        let items = self.shelves.iter().flat_map(|found| found.items.iter().chain(&found.stand_ins));
        let open = items.filter(|item| item.proof().is_none() && !self.offered.contains(&item.path));
        let batch: Vec<Arc<Path>> = open.take(BATCH).map(|item| item.path.clone()).collect();
        if !batch.is_empty() {
            self.out += batch.len();
            // If nobody verifies any more, nothing is verified.
            let _ = unverified.send(batch.iter().map(|path| path.to_path_buf()).collect());
            self.offered.extend(batch);
        }
    }
}
