//! All music that the sources have, each file once, and how much of it there is: kept up, never counted anew at a beat.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::{ArcSwap, ArcSwapOption};
use jiff::Timestamp;

use super::rotation::Song;
use super::scan::Stamp;
use crate::model::{Location, Track};
use crate::search::fold;
use crate::store::music::Sound;

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
        let mut amount = Self::default();
        tracks.for_each(|track| amount.add(track.duration));
        amount
    }

    pub(super) fn add(&mut self, length: Option<Duration>) {
        self.tracks += 1;
        self.playable = self.playable.saturating_add(length.unwrap_or_default());
        self.unknown += usize::from(length.is_none());
    }

    pub(super) fn subtract(&mut self, length: Option<Duration>) {
        self.tracks = self.tracks.saturating_sub(1);
        self.playable = self.playable.saturating_sub(length.unwrap_or_default());
        self.unknown = self.unknown.saturating_sub(usize::from(length.is_none()));
    }
}

/// A file that is there. Shared by the thread that reads it and the one that plays it: what is learnt of it is seen by
/// both.
#[derive(Debug)]
pub(super) struct Entry {
    pub path: Arc<Path>,
    pub stamp: Stamp,
    track: ArcSwap<Track>,
    /// What decoding it as a whole has shown, if that was done since it changed last.
    proof: ArcSwapOption<Sound>,
}

pub(super) type Item = Arc<Entry>;

impl Entry {
    pub(super) fn new(track: Track, stamp: Stamp) -> Item {
        let path: Arc<Path> = match &track.location {
            Location::File(path) => path.as_path().into(),
            _ => Path::new("").into(),
        };
        Arc::new(Self { path, stamp, track: ArcSwap::from_pointee(track), proof: ArcSwapOption::empty() })
    }

    pub(super) fn track(&self) -> Arc<Track> {
        self.track.load_full()
    }

    pub(super) fn learn(&self, track: Track) {
        self.track.store(Arc::new(track));
    }

    /// Takes a verdict in, unless it is on another state of the file. `true` if it was taken.
    pub(super) fn judge(&self, sound: Sound) -> bool {
        let is_of_this = self.stamp.file == sound.stamp;
        if is_of_this {
            self.proof.store(Some(Arc::new(sound)));
        }
        is_of_this
    }

    pub(super) fn proof(&self) -> Option<Arc<Sound>> {
        self.proof.load_full()
    }

    /// Decoding it has failed.
    pub(super) fn is_damaged(&self) -> bool {
        self.proof.load().as_ref().is_some_and(|sound| sound.verdict.is_err())
    }
}

/// How much music a source or a pool has.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tally {
    /// What can be played.
    pub music: Amount,
    /// What of it has been decoded to its end.
    pub verified: Amount,
    pub oldest: Option<Timestamp>,
    pub newest: Option<Timestamp>,
}

/// What one item adds to tallies.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Share {
    length: Option<Duration>,
    playable: bool,
    damaged: bool,
    verified: Option<Timestamp>,
}

impl Tally {
    fn add(&mut self, share: Share) {
        if share.playable {
            self.music.add(share.length);
        }
        if let Some(at) = share.verified.filter(|_| share.playable) {
            self.verified.add(share.length);
            self.oldest = Some(self.oldest.map_or(at, |oldest| oldest.min(at)));
            self.newest = Some(self.newest.map_or(at, |newest| newest.max(at)));
        }
    }

    /// The times of verification stay: they are exact again with the next stock.
    fn subtract(&mut self, share: Share) {
        if share.playable {
            self.music.subtract(share.length);
        }
        if share.verified.is_some() && share.playable {
            self.verified.subtract(share.length);
        }
    }
}

/// Sources, as bits. From the 64th on they share one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sources(u64);

impl Sources {
    pub(super) fn one(source: usize) -> Self {
        Self(1 << source.min(63))
    }

    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What may be chosen from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pool {
    pub marked: Sources,
    /// What lies beside the marked playlists, too.
    pub stand_ins: bool,
}

#[derive(Debug)]
pub(super) struct Kept {
    pub item: Item,
    pub song: Song,
    pub marked: Sources,
    stand_in: bool,
    /// It was reported as bad, and is left out for now.
    out: bool,
    share: Share,
}

impl Kept {
    pub(super) fn is_in(&self, pool: Pool) -> bool {
        self.marked.meets(pool.marked) || pool.stand_ins && self.stand_in
    }

    /// Its length, if it counts as playable.
    pub(super) fn playable(&self) -> Option<Option<Duration>> {
        self.share.playable.then_some(self.share.length)
    }
}

/// See the module's text.
#[derive(Debug, Default)]
pub(super) struct Stock {
    pub all: Vec<Kept>,
    places: HashMap<u64, usize>,
    artists: HashMap<u64, Vec<u32>>,
    genres: HashMap<u64, Vec<u32>>,
    tallies: Vec<Tally>,
    /// Of all sources together.
    of_all: Tally,
    pool: Pool,
    of_pool: Tally,
    /// The places of files that decoding has shown to be damaged.
    damaged: Vec<usize>,
}

impl Stock {
    /// The files of all sources in their order, and behind them what stands in for them.
    pub(super) fn new<'a>(
        sources: usize,
        marked: impl Iterator<Item = (usize, &'a Item)>,
        stand_ins: &[&'a Item],
    ) -> Self {
        let mut stock = Self { tallies: vec![Tally::default(); sources], ..Self::default() };
        marked.for_each(|(source, item)| stock.take(item, Sources::one(source)));
        stand_ins.iter().for_each(|item| stock.take(item, Sources::default()));
        (0..stock.all.len()).for_each(|place| stock.recount(place));
        stock
    }

    fn take(&mut self, item: &Item, marked: Sources) {
        let track = key(&item.path);
        let stand_in = marked == Sources::default();
        if let Some(known) = self.places.get(&track).and_then(|place| self.all.get_mut(*place)) {
            known.marked = known.marked.with(marked);
            known.stand_in |= stand_in;
            return;
        }
        let (place, about) = (self.all.len(), item.track());
        let song = Song { track, artist: about.artist.as_deref().and_then(name_key) };
        self.places.insert(track, place);
        if let Some(artist) = song.artist {
            self.artists.entry(artist).or_default().push(place as u32);
        }
        for genre in genres(&about) {
            self.genres.entry(genre).or_default().push(place as u32);
        }
        self.all.push(Kept { item: item.clone(), song, marked, stand_in, out: false, share: Share::default() });
    }

    pub(super) fn place(&self, path: &Path) -> Option<usize> {
        self.place_of(key(path))
    }

    pub(super) fn place_of(&self, key: u64) -> Option<usize> {
        self.places.get(&key).copied()
    }

    pub(super) fn get(&self, path: &Path) -> Option<&Kept> {
        self.all.get(self.place(path)?)
    }

    /// The places of an artist's tracks.
    pub(super) fn by_artist(&self, artist: u64) -> &[u32] {
        self.artists.get(&artist).map_or(&[], Vec::as_slice)
    }

    /// The places of a genre's tracks.
    pub(super) fn of_genre(&self, genre: u64) -> &[u32] {
        self.genres.get(&genre).map_or(&[], Vec::as_slice)
    }

    pub(super) fn tally(&self, source: usize) -> Tally {
        self.tallies.get(source).copied().unwrap_or_default()
    }

    pub(super) fn of_all(&self) -> Tally {
        self.of_all
    }

    /// Files that decoding has shown to be damaged.
    pub(super) fn damaged(&self) -> impl Iterator<Item = &Kept> {
        self.damaged.iter().filter_map(|place| self.all.get(*place)).filter(|kept| kept.share.damaged)
    }

    pub(super) fn pool(&self) -> Pool {
        self.pool
    }

    pub(super) fn of_pool(&self) -> Tally {
        self.of_pool
    }

    /// Chooses what may be chosen from. Goes through everything if that changes.
    pub(super) fn set_pool(&mut self, pool: Pool) {
        if pool != self.pool {
            self.pool = pool;
            self.of_pool = Tally::default();
            let inside = self.all.iter().filter(|kept| kept.is_in(pool));
            inside.for_each(|kept| self.of_pool.add(kept.share));
        }
    }

    /// A file was found, or has told more of itself.
    pub(super) fn learnt(&mut self, place: usize) {
        self.recount(place);
        let Some(kept) = self.all.get_mut(place) else { return };
        let track = kept.item.track();
        kept.song.artist = track.artist.as_deref().and_then(name_key);
        let note = |places: &mut Vec<u32>| {
            if !places.contains(&(place as u32)) {
                places.push(place as u32);
            }
        };
        kept.song.artist.into_iter().for_each(|artist| note(self.artists.entry(artist).or_default()));
        genres(&track).into_iter().for_each(|genre| note(self.genres.entry(genre).or_default()));
    }

    /// Something about a file has changed: its share is counted anew.
    pub(super) fn recount(&mut self, place: usize) {
        let Some(kept) = self.all.get_mut(place) else { return };
        let (proof, before) = (kept.item.proof(), kept.share);
        let verified = proof.as_ref().filter(|sound| sound.verdict.is_ok()).map(|sound| sound.at);
        let damaged = proof.is_some_and(|sound| sound.verdict.is_err());
        kept.share = Share { length: kept.item.track().duration, playable: !kept.out && !damaged, damaged, verified };
        if damaged && !before.damaged {
            self.damaged.push(place);
        }
        let sources = self.tallies.iter_mut().enumerate();
        let tallies = sources.filter(|(source, _)| kept.marked.meets(Sources::one(*source))).map(|(_, tally)| tally);
        let of_pool = kept.is_in(self.pool).then_some(&mut self.of_pool);
        let of_all = (kept.marked != Sources::default()).then_some(&mut self.of_all);
        for tally in tallies.chain(of_pool).chain(of_all) {
            tally.subtract(before);
            tally.add(kept.share);
        }
    }

    /// Leaves a file out, or takes it in again.
    pub(super) fn leave_out(&mut self, place: usize, out: bool) {
        if let Some(kept) = self.all.get_mut(place) {
            kept.out = out;
            self.recount(place);
        }
    }

    /// The first source of the pool that has the file.
    pub(super) fn source_of(&self, path: &Path) -> Option<usize> {
        let marked = self.get(path)?.marked;
        let has = |source: &usize| marked.meets(Sources::one(*source));
        let in_pool =
            (0..self.tallies.len()).find(|source| has(source) && Sources::one(*source).meets(self.pool.marked));
        in_pool.or_else(|| (0..self.tallies.len()).find(has))
    }
}

/// FNV-1a, 64 bits: stable from run to run, as a hash that is kept has to be.
fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// A file's number.
pub(super) fn key(path: &Path) -> u64 {
    hash(path.as_os_str().as_encoded_bytes().iter().copied())
}

/// An artist's number: of the first one named, however it is written.
pub(super) fn name_key(artist: &str) -> Option<u64> {
    let lower = artist.to_lowercase();
    let ends = [", ", "; ", " feat", " ft.", " & ", " x ", " vs"].map(|end| lower.find(end).unwrap_or(lower.len()));
    let first = fold(lower.get(..ends.into_iter().min()?)?);
    let first = first.strip_prefix("the ").unwrap_or(&first);
    (!first.is_empty()).then(|| hash(first.bytes()))
}

/// The numbers of a track's genres.
pub(super) fn genres(track: &Track) -> Vec<u64> {
    track.genre.iter().flat_map(|all| all.split([',', ';', '/'])).filter_map(word_key).collect()
}

/// A genre's number ("Hip-Hop" is "hip hop" is "HipHop"), or a title's.
pub(super) fn word_key(text: &str) -> Option<u64> {
    let letters = fold(text).replace(' ', "");
    (!letters.is_empty()).then(|| hash(letters.bytes()))
}
