//! The play queue: the local tracks that a person asked for, and their order. Pure.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;
use serde::Serialize;

use crate::model::{Location, Track};

/// What follows when a track has ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Repeat {
    /// The next track; after the last one nothing
    #[default]
    Off,
    /// The same track again
    One,
    /// The next track; after the last one the first
    All,
}

/// Tracks in the order in which they play, and the place in it.
///
/// A queue that has ended goes on with whatever is pushed then.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    tracks: Vec<Arc<Track>>,
    /// Indices into `tracks`, in the order of play: each exactly once.
    order: Vec<usize>,
    /// The place in `order` of the track that comes next; the current one is just before it.
    upcoming: usize,
    /// Whether there is a current track: not before the first, nor after the last.
    playing: bool,
    repeat: Repeat,
    /// `Some` while shuffled.
    shuffle: Option<fastrand::Rng>,
}

/// A [`Queue`] taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Saved {
    pub tracks: Vec<Arc<Track>>,
    /// Indices into `tracks`, in the order of play.
    pub order: Vec<usize>,
    /// The place in `order` of the track that comes next.
    pub upcoming: usize,
    /// Whether the track just before that one is the current one.
    pub playing: bool,
    pub repeat: Repeat,
    /// Where the dice stand; `None` while not shuffled.
    pub shuffle: Option<u64>,
}

impl Queue {
    /// Adds a track at the end; while shuffled, anywhere among those to come.
    pub fn push(&mut self, track: Arc<Track>) {
        let last = self.order.len();
        let place = self.shuffle.as_mut().map_or(last, |dice| dice.usize(self.upcoming..=last));
        self.order.insert(place, self.tracks.len());
        self.tracks.push(track);
    }

    /// Adds tracks at the end, in their order; while shuffled, each anywhere among those to come, which keep theirs.
    pub fn extend(&mut self, tracks: Vec<Arc<Track>>) {
        let first = self.tracks.len();
        self.tracks.extend(tracks);
        let new: Vec<usize> = (first..self.tracks.len()).collect();
        match &mut self.shuffle {
            None => self.order.extend(new),
            Some(dice) => {
                let to_come = self.order.split_off(self.upcoming.min(self.order.len()));
                self.order.extend(mingled(to_come, new, dice));
            }
        }
    }

    /// Other tracks in place of all, in the order of play. With a `position` the one there is the current one if
    /// `playing`, else the one that was, and what follows it comes next. Repeat and shuffle stay as they are.
    pub fn replace(&mut self, tracks: Vec<Arc<Track>>, position: Option<usize>, playing: bool) {
        self.order = (0..tracks.len()).collect();
        self.tracks = tracks;
        let position = position.filter(|place| *place < self.tracks.len());
        self.upcoming = position.map_or(0, |place| place + 1);
        self.playing = playing && position.is_some();
    }

    /// Other tracks in place of all, of which the one at `at` is gone to. While shuffled all others come after it, by
    /// chance. `None` if there is no such track: then there is no current one.
    pub fn play_from(&mut self, tracks: Vec<Arc<Track>>, at: usize) -> Option<Arc<Track>> {
        self.replace(tracks, None, false);
        let Some(dice) = self.shuffle.as_mut().filter(|_| at < self.order.len()) else { return self.go_to(at) };
        self.order.swap(0, at);
        dice.shuffle(&mut self.order[1..]);
        self.go_to(0)
    }

    /// Puts tracks right after the current one, in their order: "play next".
    pub fn push_next(&mut self, tracks: Vec<Arc<Track>>) {
        self.put(self.upcoming, tracks);
    }

    /// Puts tracks at `place` in the order of play (0 up to the length; more means the end).
    pub fn insert(&mut self, place: usize, tracks: Vec<Arc<Track>>) {
        let (before, count) = (place < self.upcoming, tracks.len());
        self.put(place, tracks);
        self.upcoming += if before { count } else { 0 };
    }

    /// Takes out the track at `place` in the order of play. If it is the current one there is none then, and what
    /// followed it comes next. `None` if there is no such place.
    pub fn remove(&mut self, place: usize) -> Option<Arc<Track>> {
        let index = (place < self.order.len()).then(|| self.order.remove(place))?;
        self.playing &= self.upcoming != place + 1;
        self.upcoming -= usize::from(place < self.upcoming);
        self.order.iter_mut().filter(|other| **other > index).for_each(|other| *other -= 1);
        Some(self.tracks.remove(index))
    }

    /// Takes out the tracks at these places in the order of play; what is no place is passed over. As with
    /// [`Queue::remove`], without the current track what followed it comes next.
    pub fn remove_many(&mut self, places: &[usize]) {
        let goes = marked(places, self.order.len());
        self.playing &= self.place().is_some_and(|place| !goes[place]);
        let gone_before = goes.iter().take(self.upcoming).filter(|goes| **goes).count();
        self.upcoming -= gone_before;
        let mut stays = vec![true; self.tracks.len()];
        for (index, goes) in self.order.iter().zip(&goes) {
            stays[*index] = !goes;
        }
        // Where each index is when those before it are gone.
        let new: Vec<usize> =
            stays.iter().scan(0, |next, stays| Some(std::mem::replace(next, *next + usize::from(*stays)))).collect();
        self.order.retain(|index| stays[*index]);
        self.order.iter_mut().for_each(|index| *index = new[*index]);
        let mut stays = stays.into_iter();
        self.tracks.retain(|_| stays.next().unwrap_or(true));
    }

    /// Moves the tracks at these places in the order of play, in that order and together, so that the first of them is at
    /// `to` then (further back than possible means the end). The current track plays on, wherever it is then.
    pub fn shift_many(&mut self, from: &[usize], to: usize) {
        let goes = marked(from, self.order.len());
        let current = self.place();
        let current_index = current.and_then(|place| self.order.get(place).copied());
        // Without a current track the next one stays the next, unless it moves itself.
        let next = (self.upcoming..self.order.len()).find(|place| !goes[*place]).map(|place| self.order[place]);
        let mut goes = goes.into_iter();
        let (moved, stay): (Vec<usize>, Vec<usize>) =
            std::mem::take(&mut self.order).into_iter().partition(|_| goes.next().unwrap_or(false));
        self.order = stay;
        let to = to.min(self.order.len());
        self.order.splice(to..to, moved);
        let place_of = |index: usize| self.order.iter().position(|other| *other == index);
        self.upcoming = match current_index {
            Some(index) => place_of(index).map_or(self.upcoming, |place| place + 1),
            None => next.and_then(place_of).unwrap_or(self.order.len()),
        };
        self.settle();
    }

    /// Moves the track at `from` in the order of play to `to`, both counted as they are before and after the move. The
    /// current track plays on, wherever it is then. `false` if there is no such place.
    pub fn shift(&mut self, from: usize, to: usize) -> bool {
        if from >= self.order.len() || to >= self.order.len() {
            return false;
        }
        let current = self.place();
        let index = self.order.remove(from);
        self.order.insert(to, index);
        self.upcoming = match current {
            Some(place) if place == from => to + 1,
            // Without a current track the next one stays the next, unless it is that which was moved.
            _ => {
                let gone = self.upcoming - usize::from(from < self.upcoming);
                gone + usize::from(to < gone || (to == gone && current.is_none() && from < self.upcoming))
            }
        };
        self.settle();
        true
    }

    /// Goes to this place in the order of play. `None`, and nothing changes, if there is none such.
    pub fn go_to(&mut self, place: usize) -> Option<Arc<Track>> {
        if place < self.order.len() { self.go(Some(place)) } else { None }
    }

    /// Forgets all tracks; keeps shuffle and repeat.
    pub fn clear(&mut self) {
        (self.upcoming, self.playing) = (0, false);
        self.tracks.clear();
        self.order.clear();
    }

    /// How many tracks there are.
    pub fn len(&self) -> usize {
        self.tracks.len()
    }

    /// `true` if there is nothing to play at all.
    pub fn is_empty(&self) -> bool {
        self.tracks.is_empty()
    }

    /// The track that plays now.
    pub fn current(&self) -> Option<&Arc<Track>> {
        self.at(self.place()?)
    }

    /// The current track's place in the order of play, from 0. "3 of 12" is `position() + 1` of `len()`.
    pub fn position(&self) -> Option<usize> {
        self.place()
    }

    /// The track that follows when the current one has ended: what [`Queue::next`] will give.
    pub fn peek_next(&self) -> Option<&Arc<Track>> {
        self.at(self.following()?)
    }

    /// The current track has ended: on to what follows, which is the same one with [`Repeat::One`].
    #[expect(clippy::should_implement_trait, reason = "not an iterator: it can go back, and on after its end")]
    pub fn next(&mut self) -> Option<Arc<Track>> {
        self.go(self.following())
    }

    /// A person wants the next track, even with [`Repeat::One`].
    pub fn skip(&mut self) -> Option<Arc<Track>> {
        self.go(self.after())
    }

    /// A person wants the track before. Before the first one is the first, or the last with [`Repeat::All`];
    /// after the end it is the last. `None` where nothing has played yet.
    pub fn previous(&mut self) -> Option<Arc<Track>> {
        let back = match (self.place(), self.repeat) {
            (Some(0), Repeat::All) => self.order.len() - 1,
            (Some(place), _) => place.saturating_sub(1),
            (None, _) => self.upcoming.checked_sub(1)?,
        };
        self.go(Some(back))
    }

    /// What follows when a track has ended.
    pub fn set_repeat(&mut self, repeat: Repeat) {
        self.repeat = repeat;
    }

    pub fn repeat(&self) -> Repeat {
        self.repeat
    }

    /// Shuffles what is to come; the same seed gives the same order. What has played, and what plays, stays.
    pub fn shuffle(&mut self, seed: u64) {
        let mut dice = fastrand::Rng::with_seed(seed);
        if let Some(to_come) = self.order.get_mut(self.upcoming..) {
            dice.shuffle(to_come);
        }
        self.shuffle = Some(dice);
    }

    /// All tracks in the order of play.
    pub fn tracks(&self) -> impl Iterator<Item = &Arc<Track>> {
        self.order.iter().filter_map(|index| self.tracks.get(*index))
    }

    /// Back to the order of before; the current track plays on.
    pub fn unshuffle(&mut self) {
        self.shuffle = None;
        let current = self.place().and_then(|place| self.order.get(place).copied());
        self.order.sort_unstable();
        self.upcoming = current.map_or(self.upcoming, |index| index + 1);
    }

    /// What was the current track comes next: after a restart nothing plays yet.
    pub fn step_back(&mut self) {
        self.upcoming -= usize::from(std::mem::take(&mut self.playing));
    }

    /// `upcoming` and `playing` of [`Queue::saved`].
    pub fn place_to_keep(&self) -> (usize, bool) {
        (self.upcoming, self.playing)
    }

    pub fn is_shuffled(&self) -> bool {
        self.shuffle.is_some()
    }

    /// Other places for files that were moved: `place` gives the new one.
    pub fn relocate(&mut self, place: &dyn Fn(&Path) -> Option<PathBuf>) {
        for track in &mut self.tracks {
            if let Location::File(path) = &track.location
                && let Some(path) = place(path)
            {
                *track = Arc::new(Track { location: Location::File(path), ..Track::clone(track) });
            }
        }
    }

    /// All of it, to be kept over a restart.
    pub fn saved(&self) -> Saved {
        let shuffle = self.shuffle.as_ref().map(fastrand::Rng::get_seed);
        let Self { tracks, order, upcoming, playing, repeat, .. } = self.clone();
        Saved { tracks, order, upcoming, playing, repeat, shuffle }
    }

    /// The queue that was saved. What does not fit together (a file may have been edited) is mended: a track that the
    /// order leaves out comes last.
    pub fn restore(saved: Saved) -> Self {
        let Saved { tracks, mut order, upcoming, playing, repeat, shuffle } = saved;
        let mut is_new = vec![true; tracks.len()];
        order.retain(|index| is_new.get_mut(*index).is_some_and(std::mem::take));
        order.extend((0..tracks.len()).filter(|index| is_new.get(*index).is_some_and(|is_new| *is_new)));
        let shuffle = shuffle.map(fastrand::Rng::with_seed);
        let (upcoming, playing) = (upcoming.min(order.len()), playing && upcoming > 0 && !order.is_empty());
        let mut queue = Self { tracks, order, upcoming, playing, repeat, shuffle };
        queue.settle();
        queue
    }

    fn put(&mut self, place: usize, tracks: Vec<Arc<Track>>) {
        let (place, first) = (place.min(self.order.len()), self.tracks.len());
        self.tracks.extend(tracks);
        self.order.splice(place..place, first..self.tracks.len());
        self.settle();
    }

    /// Unshuffled, the order of play is that of the tracks: so it is what [`Queue::unshuffle`] goes back to later.
    fn settle(&mut self) {
        if self.shuffle.is_none() {
            self.tracks = self.order.iter().filter_map(|index| self.tracks.get(*index).cloned()).collect();
            self.order = (0..self.tracks.len()).collect();
        }
    }

    fn place(&self) -> Option<usize> {
        self.upcoming.checked_sub(1).filter(|_| self.playing)
    }

    fn at(&self, place: usize) -> Option<&Arc<Track>> {
        self.order.get(place).and_then(|index| self.tracks.get(*index))
    }

    fn following(&self) -> Option<usize> {
        self.place().filter(|_| self.repeat == Repeat::One).or_else(|| self.after())
    }

    /// The next place, round the corner with [`Repeat::All`].
    fn after(&self) -> Option<usize> {
        match self.upcoming {
            upcoming if upcoming < self.order.len() => Some(upcoming),
            _ if self.repeat == Repeat::All && !self.is_empty() => Some(0),
            _ => None,
        }
    }

    fn go(&mut self, place: Option<usize>) -> Option<Arc<Track>> {
        self.upcoming = place.map_or(self.order.len(), |place| place + 1);
        self.playing = place.is_some();
        self.current().cloned()
    }
}

/// Which of so many places are among these.
fn marked(places: &[usize], length: usize) -> Vec<bool> {
    let mut marked = vec![false; length];
    for place in places {
        if let Some(mark) = marked.get_mut(*place) {
            *mark = true;
        }
    }
    marked
}

/// The new among the old by chance, every order of them as likely as any other; the old keep theirs.
fn mingled(old: Vec<usize>, mut new: Vec<usize>, dice: &mut fastrand::Rng) -> Vec<usize> {
    dice.shuffle(&mut new);
    let (mut old, mut new) = (old.into_iter(), new.into_iter());
    std::iter::from_fn(|| {
        let (olds, all) = (old.len(), old.len() + new.len());
        if all > 0 && dice.usize(..all) < olds { old.next() } else { new.next() }
    })
    .collect()
}

#[cfg(test)]
mod tests;
