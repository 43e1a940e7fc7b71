//! The play queue: the local tracks that a person asked for, and their order. Pure.

use std::sync::Arc;

use clap::ValueEnum;
use serde::Serialize;

use crate::model::Track;

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

impl Queue {
    /// Adds a track at the end; while shuffled, anywhere among those to come.
    pub fn push(&mut self, track: Arc<Track>) {
        let last = self.order.len();
        let place = self.shuffle.as_mut().map_or(last, |dice| dice.usize(self.upcoming..=last));
        self.order.insert(place, self.tracks.len());
        self.tracks.push(track);
    }

    /// Adds a track right after the current one, whether shuffled or not.
    pub fn push_next(&mut self, track: Arc<Track>) {
        self.order.insert(self.upcoming, self.tracks.len());
        self.tracks.push(track);
    }

    /// All tracks in the order of play.
    pub fn in_order(&self) -> impl Iterator<Item = &Arc<Track>> {
        self.order.iter().filter_map(|index| self.tracks.get(*index))
    }

    /// Takes the track at this place of the order of play out. The current track may be: what follows is then what
    /// followed it.
    pub fn remove(&mut self, place: usize) -> Option<Arc<Track>> {
        if place >= self.order.len() {
            return None;
        }
        let index = self.order.remove(place);
        self.order.iter_mut().filter(|other| **other > index).for_each(|other| *other -= 1);
        if self.place() == Some(place) {
            self.playing = false;
        }
        self.upcoming -= usize::from(place < self.upcoming);
        Some(self.tracks.remove(index))
    }

    /// Moves a track to another place in the order of play; the current one stays the current one.
    pub fn move_to(&mut self, from: usize, to: usize) {
        let to = to.min(self.order.len().saturating_sub(1));
        if from >= self.order.len() {
            return;
        }
        let index = self.order.remove(from);
        self.order.insert(to, index);
        let current = self.upcoming.checked_sub(1);
        self.upcoming = match current {
            Some(place) if place == from => to + 1,
            Some(place) if from < place && place <= to => place,
            Some(place) if to <= place && place < from => place + 2,
            _ => self.upcoming,
        };
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

    /// Back to the order of pushing; the current track plays on.
    pub fn unshuffle(&mut self) {
        self.shuffle = None;
        let current = self.place().and_then(|place| self.order.get(place).copied());
        self.order.sort_unstable();
        self.upcoming = current.map_or(self.upcoming, |index| index + 1);
    }

    pub fn is_shuffled(&self) -> bool {
        self.shuffle.is_some()
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn track(number: usize) -> Arc<Track> {
        Arc::new(Track::from_path(format!("/{number}.flac").into()))
    }

    fn queue(count: usize) -> Queue {
        let mut queue = Queue::default();
        (0..count).for_each(|number| queue.push(track(number)));
        queue
    }

    fn title(track: Option<Arc<Track>>) -> Option<usize> {
        track.map(|track| track.title.parse().unwrap())
    }

    #[test]
    fn it_plays_to_its_end_and_goes_on_with_what_is_pushed_then() {
        let mut queue = queue(2);
        assert_eq!((queue.current(), queue.position()), (None, None));
        assert_eq!([queue.next(), queue.next(), queue.next(), queue.next()].map(title), [Some(0), Some(1), None, None]);
        assert_eq!(queue.position(), None);
        queue.push(track(2));
        assert_eq!((title(queue.next()), queue.position()), (Some(2), Some(2)));
    }

    #[test]
    fn back_from_the_end_is_the_last_and_from_the_first_the_first() {
        let mut queue = queue(2);
        assert_eq!(title(queue.previous()), None);
        (0..3).for_each(|_| drop(queue.next()));
        assert_eq!([queue.previous(), queue.previous(), queue.previous()].map(title), [Some(1), Some(0), Some(0)]);
        queue.set_repeat(Repeat::All);
        assert_eq!(title(queue.previous()), Some(1));
    }

    #[test]
    fn repeat_one_holds_the_end_of_a_track_but_not_a_person() {
        let mut queue = queue(2);
        queue.set_repeat(Repeat::One);
        assert_eq!(
            [queue.next(), queue.next(), queue.skip(), queue.next()].map(title),
            [Some(0), Some(0), Some(1), Some(1)]
        );
        assert_eq!(title(queue.skip()), None);
    }

    #[test]
    fn repeat_all_goes_round() {
        let mut queue = queue(2);
        queue.set_repeat(Repeat::All);
        assert_eq!([queue.next(), queue.next(), queue.next()].map(title), [Some(0), Some(1), Some(0)]);
    }

    #[test]
    fn shuffle_leaves_the_current_track_and_unshuffle_goes_on_behind_it() {
        let mut queue = queue(50);
        (0..3).for_each(|_| drop(queue.next()));
        queue.shuffle(7);
        assert_eq!(title(queue.current().cloned()), Some(2));
        let then = title(queue.next()).unwrap();
        assert_ne!(then, 3, "50 tracks in the old order: not shuffled");
        queue.unshuffle();
        assert_eq!(title(queue.current().cloned()), Some(then));
        assert_eq!(title(queue.next()), Some(then + 1).filter(|next| *next < 50));
    }

    #[derive(Clone, Debug)]
    enum Act {
        Push,
        Next,
        Skip,
        Previous,
        Shuffle(u64),
        Unshuffle,
        Repeat(Repeat),
        Clear,
    }

    fn act() -> impl Strategy<Value = Act> {
        let repeat = prop_oneof![Just(Repeat::Off), Just(Repeat::One), Just(Repeat::All)];
        prop_oneof![
            4 => Just(Act::Push), 4 => Just(Act::Next), 2 => Just(Act::Skip), 2 => Just(Act::Previous),
            1 => any::<u64>().prop_map(Act::Shuffle), 1 => Just(Act::Unshuffle), 1 => repeat.prop_map(Act::Repeat),
            1 => Just(Act::Clear),
        ]
    }

    proptest! {
        #[test]
        fn whatever_is_done_the_queue_holds_together(acts in prop::collection::vec(act(), 0..80)) {
            let mut queue = Queue::default();
            for (number, act) in acts.into_iter().enumerate() {
                let (before, peeked) = (queue.current().cloned(), queue.peek_next().cloned());
                let given = match act {
                    Act::Push => { queue.push(track(number)); None }
                    Act::Next => { let given = queue.next(); prop_assert_eq!(&given, &peeked); given }
                    Act::Skip => queue.skip(),
                    Act::Previous => queue.previous(),
                    Act::Shuffle(seed) => { queue.shuffle(seed); None }
                    Act::Unshuffle => { queue.unshuffle(); None }
                    Act::Repeat(repeat) => { queue.set_repeat(repeat); None }
                    Act::Clear => { queue.clear(); prop_assert!(queue.is_empty()); continue }
                };
                match act {
                    Act::Next | Act::Skip => prop_assert_eq!(queue.current(), given.as_ref()),
                    Act::Previous => prop_assert!(given.is_none() || queue.current() == given.as_ref()),
                    _ => prop_assert_eq!(queue.current(), before.as_ref(), "only a move changes what plays"),
                }
                let mut order = queue.order.clone();
                order.sort_unstable();
                prop_assert!(order.into_iter().eq(0..queue.len()), "each track is in the order exactly once");
                prop_assert!(queue.position().is_none_or(|place| place < queue.len()));
                prop_assert_eq!(queue.position().is_some(), queue.current().is_some());
                prop_assert!(queue.repeat() != Repeat::All || queue.is_empty() || queue.peek_next().is_some());
            }
        }

        #[test]
        fn shuffled_every_track_comes_exactly_once(count in 0usize..40, late in 0usize..5, seed: u64) {
            let mut queue = queue(count);
            queue.shuffle(seed);
            let first = title(queue.next());
            (count..count + late).for_each(|number| queue.push(track(number)));
            let mut heard: Vec<usize> = first.into_iter().collect();
            heard.extend(std::iter::from_fn(|| title(queue.next())));
            heard.sort_unstable();
            prop_assert!(heard.into_iter().eq(0..count + late));
        }
    }
}
