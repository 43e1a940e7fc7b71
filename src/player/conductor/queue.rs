//! What a person wants of the queue.

use super::*;
use crate::player::{Edit, Place, QueueView};

impl Conductor {
    pub(super) fn enqueue(&mut self, tracks: Vec<Arc<Track>>, place: Place) {
        match place {
            Place::Now => {
                self.queue.clear();
                self.queue.extend(tracks);
                let first = self.queue.next();
                self.play_at_once(first);
            }
            Place::Next => self.queue.push_next(tracks),
            Place::End => self.queue.extend(tracks),
        }
        self.queue_changed();
    }

    pub(super) fn edit_queue(&mut self, edit: Edit) {
        match edit {
            Edit::Remove(place) => drop(self.queue.remove(place)),
            Edit::RemoveMany(places) => self.queue.remove_many(&places),
            Edit::Move { from, to } => drop(self.queue.shift(from, to)),
            Edit::MoveMany { from, to } => self.queue.shift_many(&from, to),
            Edit::Insert { at, tracks } => self.queue.insert(at, tracks),
            Edit::Replace { tracks, position } => self.bring_back(tracks, position),
            Edit::Go(place) => {
                let track = self.queue.go_to(place);
                self.play_at_once(track);
            }
            Edit::Shuffle(true) => self.queue.shuffle(fastrand::u64(..)),
            Edit::Shuffle(false) => self.queue.unshuffle(),
            Edit::Repeat(repeat) => self.queue.set_repeat(repeat),
            Edit::Clear => self.queue.clear(),
        }
        self.queue_changed();
    }

    pub(super) fn play_from(&mut self, tracks: Vec<Arc<Track>>, at: usize) {
        let track = self.queue.play_from(tracks, at);
        self.play_at_once(track);
        self.queue_changed();
    }

    /// What sounds is looked for where it was, and then anywhere.
    fn bring_back(&mut self, tracks: Vec<Arc<Track>>, position: Option<usize>) {
        let sounding = self.queued_on_air().map(|local| local.track.location.clone());
        let is_it = |track: &Arc<Track>| Some(&track.location) == sounding.as_ref();
        let there = position.filter(|place| tracks.get(*place).is_some_and(is_it));
        let found = there.or_else(|| tracks.iter().position(is_it));
        self.queue.replace(tracks, found.or(position), found.is_some());
    }

    /// What sounds, if it is of the queue.
    pub(super) fn queued_on_air(&self) -> Option<&Local> {
        let on_air = self.decks.on_air.as_ref().filter(|_| self.air.sounding == Sounding::Local);
        on_air.filter(|local| local.origin == Origin::Queue)
    }

    /// What is in the queue, or its order, is another than before.
    pub(super) fn queue_changed(&mut self) {
        self.queued = self.queue.tracks().cloned().collect();
        let elapsed = self.elapsed_of_queued();
        self.keep.queue(&self.queue, elapsed);
    }

    pub(super) fn queue_view(&self) -> QueueView {
        QueueView {
            tracks: self.queued.clone(),
            length: self.queue.len(),
            position: self.queue.position(),
            repeat: self.queue.repeat(),
            shuffled: self.queue.is_shuffled(),
        }
    }

    /// A person's own choice is heard now, whatever is on air, and the feeds wait until the queue is over.
    fn play_at_once(&mut self, track: Option<Arc<Track>>) {
        let Some(track) = track else { return self.notice("There is no such track in the queue.") };
        self.own_choice = true;
        if self.is_silenced() {
            self.pause(false);
        }
        self.jump(track, Duration::ZERO, Origin::Queue);
    }

    /// A person's word, or their own choice of music with more of it to come, keeps the feeds off the air. A feed that
    /// still sounds is left by the choice itself.
    pub(super) fn settle_for_local(&mut self) {
        let more = self.own_choice && self.queue.peek_next().is_some();
        let wanted = self.offline || (more && !matches!(self.air.sounding, Sounding::Feed(_)));
        if std::mem::replace(&mut self.local_wanted, wanted) != wanted {
            self.step(Observation::StayOffline(wanted));
        }
    }

    /// What plays was asked for: it is heard to its end.
    pub(super) fn own_choice_on_air(&self) -> bool {
        self.own_choice && self.decks.on_air.as_ref().is_some_and(|local| local.origin == Origin::Queue)
    }
}
