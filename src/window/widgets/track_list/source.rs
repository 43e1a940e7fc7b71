//! The tracks of a list, and the rows of those that are seen: fetched in stretches, kept while they are near.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crossbeam_channel::Receiver;

use crate::model::{Location, Track};
use crate::store::music::Row;
use crate::window::librarian::{Desk, Librarian};
use crate::window::music::Music;

/// The same for every list.
const HASHER: BuildHasherDefault<DefaultHasher> = BuildHasherDefault::new();
/// Rows kept at most, beyond which those out of sight are forgotten.
const KEPT: usize = 8_192;
/// Rows fetched beyond what is seen, up and down.
const AROUND: usize = 100;

/// The tracks of a list. Shared: nothing is copied to draw it.
#[derive(Clone, Debug)]
pub enum Source {
    /// Of the library, by number.
    Ids(Arc<[i64]>),
    Tracks(Arc<[Arc<Track>]>),
}

impl Source {
    pub fn len(&self) -> usize {
        match self {
            Self::Ids(ids) => ids.len(),
            Self::Tracks(tracks) => tracks.len(),
        }
    }

    /// Whether it is the very same list.
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Ids(a), Self::Ids(b)) => Arc::ptr_eq(a, b),
            (Self::Tracks(a), Self::Tracks(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// All of it.
    pub fn music(&self) -> Music {
        match self {
            Self::Ids(ids) => Music::Ids(ids.clone()),
            Self::Tracks(tracks) => Music::Tracks(tracks.to_vec()),
        }
    }

    /// Some of it.
    pub fn part(&self, places: impl Iterator<Item = usize>) -> Music {
        match self {
            Self::Ids(ids) => Music::Ids(places.filter_map(|place| ids.get(place).copied()).collect()),
            Self::Tracks(tracks) => Music::Tracks(places.filter_map(|place| tracks.get(place).cloned()).collect()),
        }
    }

    /// What tells a track from the others of its list, while the list lives.
    fn key(&self, place: usize) -> Option<i64> {
        match self {
            Self::Ids(ids) => ids.get(place).copied(),
            // The list may be read anew: the same file is the same track.
            Self::Tracks(tracks) => tracks.get(place).map(|track| HASHER.hash_one(&track.location).cast_signed()),
        }
    }

    /// Where the tracks at these places of `self` are in `next`; of several that are the same, the one nearest to the old place.
    pub fn moved(&self, next: &Self, places: impl Iterator<Item = usize>) -> HashMap<usize, usize> {
        let mut wanted: HashMap<i64, Vec<usize>> = HashMap::new();
        for place in places {
            if let Some(key) = self.key(place) {
                wanted.entry(key).or_default().push(place);
            }
        }
        let mut moved: HashMap<usize, usize> = HashMap::new();
        for new in 0..next.len() {
            let Some(olds) = next.key(new).and_then(|key| wanted.get(&key)) else { continue };
            for old in olds {
                let best = moved.entry(*old).or_insert(new);
                if new.abs_diff(*old) < best.abs_diff(*old) {
                    *best = new;
                }
            }
        }
        moved
    }
}

/// What is known of the track at a place.
#[derive(Clone, Debug)]
pub enum Item {
    Row(Arc<Row>),
    Track(Arc<Track>),
    /// On its way.
    Waiting,
    /// No longer in the library.
    Gone,
}

impl Item {
    pub fn track(&self) -> Option<&Track> {
        match self {
            Self::Row(row) => Some(&row.track),
            Self::Track(track) => Some(track),
            Self::Waiting | Self::Gone => None,
        }
    }

    pub fn row(&self) -> Option<&Row> {
        if let Self::Row(row) = self { Some(row) } else { None }
    }

    pub fn path(&self) -> Option<&Path> {
        match &self.track()?.location {
            Location::File(path) => Some(path),
            _ => None,
        }
    }
}

type Answer = (Vec<i64>, Vec<Row>);

/// The rows that are there.
#[derive(Default)]
pub struct Rows {
    edition: u64,
    /// `None`: not in the library.
    have: HashMap<i64, Option<Arc<Row>>>,
    /// Those of the last edition, shown until the new ones are there.
    old: HashMap<i64, Option<Arc<Row>>>,
    asked: Option<(u64, Receiver<Answer>)>,
}

impl Rows {
    /// Takes in what has come, and asks for what is seen and not there. One question at a time: what has scrolled by while it
    /// was answered is not asked for.
    pub fn fetch(&mut self, librarian: &Librarian, source: &Source, seen: Range<usize>) {
        let Source::Ids(ids) = source else { return };
        if self.edition != librarian.edition() {
            self.edition = librarian.edition();
            self.old = std::mem::take(&mut self.have);
        }
        self.take_in();
        if self.asked.is_some() || ids[seen.clone()].iter().all(|id| self.have.contains_key(id)) {
            return;
        }
        let near = seen.start.saturating_sub(AROUND)..(seen.end + AROUND).min(ids.len());
        if self.have.len() > KEPT {
            let kept: Vec<_> = ids[near.clone()].iter().filter_map(|id| self.have.remove_entry(id)).collect();
            self.have = kept.into_iter().collect();
        }
        let wanted: Vec<i64> = ids[near].iter().copied().filter(|id| !self.have.contains_key(id)).collect();
        self.asked = Some((self.edition, librarian.ask(move |desk| read(desk, wanted))));
        self.take_in();
    }

    fn take_in(&mut self) {
        let Some((edition, answer)) = &self.asked else { return };
        let Ok((ids, rows)) = answer.try_recv() else { return };
        let shelf = if *edition == self.edition { &mut self.have } else { &mut self.old };
        shelf.extend(ids.into_iter().map(|id| (id, None)));
        shelf.extend(rows.into_iter().map(|row| (row.id, Some(Arc::new(row)))));
        self.asked = None;
    }

    pub fn item(&self, source: &Source, place: usize) -> Item {
        match source {
            Source::Tracks(tracks) => tracks.get(place).map_or(Item::Gone, |track| Item::Track(track.clone())),
            Source::Ids(ids) => {
                let of = |id: &i64| self.have.get(id).or_else(|| self.old.get(id));
                match ids.get(place).map(of) {
                    Some(Some(Some(row))) => Item::Row(row.clone()),
                    Some(None) => Item::Waiting,
                    Some(Some(None)) | None => Item::Gone,
                }
            }
        }
    }
}

/// What cannot be read now is looked for again when something has changed.
fn read(desk: &mut Desk, ids: Vec<i64>) -> Answer {
    let rows = desk.reader().ok().flatten().and_then(|reader| reader.rows(&ids).ok()).unwrap_or_default();
    (ids, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracks_are_found_again_where_they_went() {
        let [a, b] = [7, 9].map(|index| Arc::new(crate::window::testing::song(index).1));
        let before = Source::Tracks([a.clone(), b.clone(), a.clone()].into());
        let after = Source::Tracks([b.clone(), a.clone(), a].into());
        let moved = before.moved(&after, 0..3);
        assert_eq!((moved[&0], moved[&1], moved[&2]), (1, 0, 2));
    }
}
