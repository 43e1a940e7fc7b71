//! Which track is next. Pure: what is known in, a track out.
//!
//! A *pass* is once through everything that is known. Nothing is handed out twice in a pass, and what was reported as
//! bad is left out until as many tracks have been handed out as a full pass has.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::fault::Fault;
use crate::model::Track;

use super::scan::{Item, Stamp};
use super::tags::Facts;

/// The wait before a bad file's next chance grows no further after so many strikes: 64 passes.
const MOST_STRIKES: u32 = 6;

/// In which order the reserve is played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As the sources have it.
    #[default]
    AsListed,
    /// By chance, each track once before any comes again. The same seed gives the same order.
    Shuffled { seed: u64 },
}

/// An amount of music.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Amount {
    pub tracks: usize,
    /// The length of all tracks whose length is known.
    pub playable: Duration,
    /// Tracks whose length is not known (yet).
    pub unknown: usize,
}

impl Amount {
    pub(super) fn of<'a>(tracks: impl Iterator<Item = &'a Arc<Track>>) -> Self {
        tracks.fold(Self::default(), |sum, track| Self {
            tracks: sum.tracks + 1,
            playable: sum.playable.saturating_add(track.duration.unwrap_or_default()),
            unknown: sum.unknown + usize::from(track.duration.is_none()),
        })
    }
}

struct Known {
    path: Arc<Path>,
    track: Arc<Track>,
    stamp: Stamp,
    /// Handed out in this pass.
    heard: bool,
    /// What is wrong with it, and the count of tracks handed out at which it is tried again.
    bad: Option<(Fault, u64)>,
    /// How often it was reported since it last changed.
    strikes: u32,
}

pub(super) struct Pass {
    known: Vec<Known>,
    places: HashMap<Arc<Path>, usize>,
    /// How many of them are not bad.
    sound: usize,
    /// `Some` if shuffled.
    chance: Option<fastrand::Rng>,
    /// Tracks handed out since the start.
    handed: u64,
    last: Option<Arc<Path>>,
    /// A bad track that was handed out for its next chance. It is good again if the next one is asked for without a
    /// word about it.
    on_trial: Option<Arc<Path>>,
}

impl Pass {
    pub(super) fn new(order: Order) -> Self {
        let chance = match order {
            Order::AsListed => None,
            Order::Shuffled { seed } => Some(fastrand::Rng::with_seed(seed)),
        };
        Self { known: Vec::new(), places: HashMap::new(), sound: 0, chance, handed: 0, last: None, on_trial: None }
    }

    /// Replaces what is known. A file that was known stays heard, and stays bad unless it has changed.
    pub(super) fn adopt<'a>(&mut self, items: impl Iterator<Item = &'a Item>) {
        let mut before: HashMap<_, _> = self.known.drain(..).map(|known| (known.path.clone(), known)).collect();
        self.places.clear();
        self.sound = 0;
        for item in items {
            if self.places.contains_key(&item.path) {
                continue;
            }
            let old = before.remove(&item.path);
            let unchanged = old.as_ref().is_some_and(|old| old.stamp == item.stamp);
            let heard = old.as_ref().is_some_and(|old| old.heard);
            let (bad, strikes) = old.filter(|_| unchanged).map(|old| (old.bad, old.strikes)).unwrap_or_default();
            self.sound += usize::from(bad.is_none());
            let track = item.track.clone();
            self.places.insert(item.path.clone(), self.known.len());
            self.known.push(Known { path: item.path.clone(), track, stamp: item.stamp, heard, bad, strikes });
        }
    }

    /// Takes in what a file says of itself.
    pub(super) fn learn(&mut self, path: &Path, facts: &Facts) {
        if let Some(known) = self.places.get(path).and_then(|place| self.known.get_mut(*place)) {
            known.track = Arc::new(facts.applied_to(&known.track));
        }
    }

    /// Leaves a file out for one full pass, but for more than `least` tracks; for twice as long each time again.
    pub(super) fn leave_out(&mut self, path: &Path, fault: Fault, least: usize) {
        self.on_trial.take_if(|tried| &**tried == path);
        let Some(known) = self.places.get(path).and_then(|place| self.known.get_mut(*place)) else { return };
        let all = self.sound + usize::from(known.bad.is_some());
        let pass = u64::try_from(all.max(least.saturating_add(1))).unwrap_or(u64::MAX);
        let wait = pass.saturating_mul(1 << known.strikes.min(MOST_STRIKES));
        self.sound -= usize::from(known.bad.is_none());
        known.bad = Some((fault, self.handed.saturating_add(wait)));
        known.strikes = known.strikes.saturating_add(1);
    }

    /// The next track; `None` if nothing that is known can be played now. Counts as handed out either way, so that
    /// what is bad gets its next chance though nothing else plays.
    pub(super) fn next(&mut self) -> Option<Arc<Track>> {
        self.handed = self.handed.saturating_add(1);
        self.acquit();
        let place = self.choose().or_else(|| {
            self.known.iter_mut().for_each(|known| known.heard = false);
            self.choose()
        })?;
        let known = self.known.get_mut(place)?;
        known.heard = true;
        self.on_trial = known.bad.is_some().then(|| known.path.clone());
        self.last = Some(known.path.clone());
        Some(known.track.clone())
    }

    fn acquit(&mut self) {
        let Some(tried) = self.on_trial.take() else { return };
        if let Some(known) = self.places.get(&tried).and_then(|place| self.known.get_mut(*place)) {
            self.sound += usize::from(known.bad.take().is_some());
            known.strikes = 0;
        }
    }

    fn choose(&mut self) -> Option<usize> {
        let handed = self.handed;
        let is_due = |known: &Known| !known.heard && known.bad.as_ref().is_none_or(|(_, until)| *until <= handed);
        let due = self.known.iter().enumerate().filter(|(_, known)| is_due(known));
        let Some(chance) = &mut self.chance else { return due.map(|(place, _)| place).next() };
        let mut due: Vec<_> = due.collect();
        // Across the border of two passes the same track must not come twice in a row.
        if due.len() > 1 {
            due.retain(|(_, known)| Some(&known.path) != self.last.as_ref());
        }
        chance.choice(due).map(|(place, _)| place)
    }

    /// `true` if there is a track that is not left out.
    pub(super) fn is_sound(&self) -> bool {
        self.sound > 0
    }

    fn sound(&self) -> impl Iterator<Item = &Known> {
        self.known.iter().filter(|known| known.bad.is_none())
    }

    /// All that can be played.
    pub(super) fn whole(&self) -> Amount {
        Amount::of(self.sound().map(|known| &known.track))
    }

    /// What of it has not been handed out in this pass.
    pub(super) fn left(&self) -> Amount {
        Amount::of(self.sound().filter(|known| !known.heard).map(|known| &known.track))
    }

    /// `true` if the file is left out, and has not changed since.
    pub(super) fn is_bad(&self, item: &Item) -> bool {
        let known = self.places.get(&item.path).and_then(|place| self.known.get(*place));
        known.is_some_and(|known| known.bad.is_some() && known.stamp == item.stamp)
    }

    /// What is known on the disk that holds `path`, itself too.
    pub(super) fn on_the_disk_of(&self, path: &Path) -> Vec<Arc<Path>> {
        let Some(known) = self.places.get(path).and_then(|place| self.known.get(*place)) else { return Vec::new() };
        let same = self.known.iter().filter(|other| other.stamp.disk() == known.stamp.disk());
        same.map(|other| other.path.clone()).collect()
    }

    pub(super) fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.known.iter().filter_map(|known| known.bad.as_ref().map(|(fault, _)| fault))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn item(name: &str) -> Item {
        let track = Track { duration: Some(Duration::from_secs(60)), ..Track::from_path(name.into()) };
        Item { path: Path::new(name).into(), track: Arc::new(track), stamp: Stamp::default() }
    }

    fn pass(order: Order, names: &[&str]) -> Pass {
        let mut pass = Pass::new(order);
        pass.adopt(names.iter().map(|name| item(name)).collect::<Vec<_>>().iter());
        pass
    }

    fn names(pass: &mut Pass, count: usize) -> String {
        (0..count).map(|_| pass.next().map_or("-".to_owned(), |track| track.title.clone())).collect()
    }

    fn damaged(pass: &mut Pass, path: &str) {
        pass.leave_out(Path::new(path), Fault::FileDamaged { path: path.into() }, 1);
    }

    #[test]
    fn it_goes_through_in_order_and_again() {
        assert_eq!(names(&mut pass(Order::AsListed, &["a", "b", "c"]), 7), "abcabca");
        assert_eq!(names(&mut pass(Order::AsListed, &[]), 2), "--");
    }

    #[test]
    fn what_is_bad_is_left_out_for_one_full_pass() {
        let mut pass = pass(Order::AsListed, &["a", "b", "c"]);
        assert_eq!(names(&mut pass, 2), "ab");
        damaged(&mut pass, "b");
        assert_eq!((pass.whole().tracks, pass.faults().count()), (2, 1));
        assert_eq!(names(&mut pass, 3), "cab", "its chance comes with its turn in the next pass");
        damaged(&mut pass, "b");
        assert_eq!(names(&mut pass, 6), "cacacb", "and the one after is twice as far");
    }

    #[test]
    fn when_all_is_bad_nothing_plays_until_its_next_chance() {
        let mut pass = pass(Order::AsListed, &["a"]);
        assert_eq!(names(&mut pass, 1), "a");
        pass.leave_out(Path::new("a"), Fault::FileDamaged { path: "a".into() }, 3);
        assert_eq!(names(&mut pass, 5), "---aa");
    }

    #[test]
    fn what_has_its_chance_counts_as_bad_until_it_is_known_to_play() {
        let mut pass = pass(Order::AsListed, &["a"]);
        damaged(&mut pass, "a");
        assert_eq!(names(&mut pass, 2), "-a");
        assert!(!pass.is_sound());
        assert_eq!(names(&mut pass, 1), "a");
        assert!(pass.is_sound());
    }

    #[test]
    fn disks_are_told_apart() {
        let mut pass = pass(Order::AsListed, &["a", "b"]);
        assert_eq!(pass.on_the_disk_of(Path::new("b")), [Path::new("a").into(), Path::new("b").into()]);
        pass.adopt([item("a"), Item { stamp: Stamp::default().elsewhere(), ..item("b") }].iter());
        assert_eq!(pass.on_the_disk_of(Path::new("b")), [Path::new("b").into()]);
        assert_eq!(pass.on_the_disk_of(Path::new("unknown")), []);
    }

    #[test]
    fn a_changed_list_keeps_what_was_heard_and_forgives_what_has_changed() {
        let mut pass = pass(Order::AsListed, &["a", "b", "c"]);
        assert_eq!(names(&mut pass, 2), "ab");
        damaged(&mut pass, "c");
        pass.adopt([item("n"), item("a"), item("c"), item("a")].iter());
        assert_eq!(pass.left().tracks, 1, "n is new, a was heard, c is still bad");
        let mended = Item { stamp: Stamp::default().other(), ..item("c") };
        pass.adopt([item("n"), item("a"), mended].iter());
        assert_eq!(names(&mut pass, 2), "nc");
    }

    #[test]
    fn left_is_what_has_not_been_heard() {
        let mut pass = pass(Order::AsListed, &["a", "b"]);
        assert_eq!(pass.left(), Amount { tracks: 2, playable: Duration::from_secs(120), unknown: 0 });
        pass.next();
        pass.learn(Path::new("b"), &Facts::default());
        assert_eq!(pass.left(), Amount { tracks: 1, playable: Duration::from_secs(60), unknown: 0 });
    }

    proptest! {
        #[test]
        fn a_shuffle_plays_all_before_any_again(seed: u64, count in 2usize..30) {
            let all: Vec<_> = (0..count).map(|n| item(&n.to_string())).collect();
            let mut pass = Pass::new(Order::Shuffled { seed });
            pass.adopt(all.iter());
            let mut last = None;
            for _ in 0..3 {
                let mut heard: Vec<_> = (0..count).filter_map(|_| pass.next()).map(|track| track.title.clone()).collect();
                prop_assert_ne!(heard.first(), last.as_ref());
                last = heard.last().cloned();
                heard.sort();
                heard.dedup();
                prop_assert_eq!(heard.len(), count);
            }
        }

        #[test]
        fn whatever_is_reported_a_sound_track_always_comes(bad in prop::collection::vec(0usize..6, 0..40), shuffle: bool) {
            let all: Vec<_> = (0..6).map(|n| item(&n.to_string())).collect();
            let mut pass = Pass::new(if shuffle { Order::Shuffled { seed: 7 } } else { Order::AsListed });
            pass.adopt(all.iter());
            for place in bad {
                // Number 0 is never bad.
                if place > 0 {
                    damaged(&mut pass, &place.to_string());
                    prop_assert!(pass.is_bad(&all[place]));
                    prop_assert_eq!(pass.sound, pass.sound().count());
                }
                prop_assert!(pass.next().is_some());
            }
        }
    }
}
