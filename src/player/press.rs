//! Tells the world: events to the face, rows to the journal.

use crossbeam_channel::Sender;
use jiff::Timestamp;

use super::event::{Event, Happened};
use crate::store::journal::Journal;

/// Where news goes.
pub struct Press {
    tell: Sender<Happened>,
    journal: Option<Journal>,
}

impl Press {
    pub fn new(tell: Sender<Happened>, journal: Option<Journal>) -> Self {
        Self { tell, journal }
    }

    /// Tells an event. A face that has gone misses it; the journal does not.
    pub fn say(&self, event: Event) {
        let at = Timestamp::now();
        let _ = self.tell.send(Happened { at, event });
    }

    /// The journal, if one is kept.
    pub fn journal(&self) -> Option<&Journal> {
        self.journal.as_ref()
    }
}
