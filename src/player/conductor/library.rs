//! The library's word, and what is kept of what is played.

use std::collections::HashMap;
use std::path::PathBuf;

use super::*;

impl Conductor {
    pub(super) fn library(&mut self, told: Told) {
        match told {
            Told::Failed(sentence) | Told::Notice(sentence) => self.notice(&sentence),
            Told::Heard(path, sound) => self.ladder.verdict(&path, sound),
            Told::Reserve(marked) => self.take_reserve(marked),
            Told::Scanned(_) => {}
            Told::Moved(moved) => {
                let places: HashMap<PathBuf, PathBuf> = moved.into_iter().map(|step| (step.from, step.to)).collect();
                self.queue.relocate(&|path| places.get(path).cloned());
                self.queue_changed();
            }
        }
    }

    /// Other music was marked as reserve. What plays and what is cued stays; what follows is from the new one.
    pub(super) fn take_reserve(&mut self, marked: Vec<ReserveSource>) {
        let reserve = Reserve::joined(&self.named_reserve, marked.clone());
        self.in_library = marked;
        if reserve != self.marked {
            self.ladder = Ladder::new(&reserve, self.means.clone(), pieces(), self.clock);
            self.marked = reserve;
            self.notice("The reserve is another one now.");
        }
    }

    pub(super) fn refresh(&mut self) {
        if let Some(collection) = self.keep.collection() {
            collection.refresh();
        }
        self.ladder.refresh();
    }

    /// How far the queue's current track has played; one that has been taken out of the queue is none.
    pub(super) fn elapsed_of_queued(&self) -> Duration {
        let current = self.queue.current().map(|track| &track.location);
        let queued = self.decks.on_air.as_ref().filter(|local| local.origin == Origin::Queue);
        queued.filter(|local| Some(&local.track.location) == current).map_or(Duration::ZERO, Local::elapsed)
    }

    /// Before anything sounds, what was kept is true.
    pub(super) fn keep_place(&mut self, now: Now) {
        if self.air.sounding != Sounding::Nothing {
            let elapsed = self.elapsed_of_queued();
            self.keep.place(&self.queue, elapsed, now);
        }
    }

    /// The local track on air leaves it, or (a seek) goes on elsewhere.
    pub(super) fn note_what_left(&mut self, goes_on: bool) {
        if let Some(local) = self.decks.on_air.as_ref().filter(|_| self.air.sounding == Sounding::Local) {
            let (track, heard) = (local.track.clone(), local.cue.deck.heard());
            self.keep.left(&track, heard, goes_on);
        }
    }
}
