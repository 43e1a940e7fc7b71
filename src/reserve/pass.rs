//! Which track is next. Pure: what is known in, a track out.
//!
//! As listed, a *pass* is once through the pool, and nothing is handed out twice in a pass; else the rotation chooses.
//! What was reported as bad is left out until as many tracks have been handed out as a full pass has; what decoding has
//! shown to be damaged, until the file changes.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fastrand::Rng;
use jiff::Timestamp;

use super::rotation::{Rotation, Song};
use super::scan::Stamp;
use super::stock::{Amount, Kept, Pool, Stock, key};
use super::taste::Taste;
use crate::fault::Fault;
use crate::model::Track;

/// The wait before a bad file's next chance grows no further after so many strikes: 64 passes.
const MOST_STRIKES: u32 = 6;
/// From this many tracks on, the next one is chosen among some that are drawn, not among all.
const LARGE: usize = 512;
/// So many that may be played are enough to choose from; of the artist's and the genre's own, too.
const ENOUGH: usize = 64;
/// So many draws for them.
const DRAWS: usize = 1024;
/// A track that is cued gives way to another only if that is liked more by this.
const CLEARLY: f32 = 0.5;

struct Bad {
    path: Arc<Path>,
    fault: Fault,
    stamp: Stamp,
    /// The count of tracks handed out at which it is tried again.
    until: u64,
    /// How often it was reported since it last changed.
    strikes: u32,
}

pub(super) struct Pass {
    pub stock: Box<Stock>,
    pub rotation: Rotation,
    pub taste: Taste,
    /// The rotation chooses.
    rotated: bool,
    bad: HashMap<u64, Bad>,
    /// Folders of which a file was found missing: until the next look at the disk, others are tried first.
    gone: Vec<PathBuf>,
    /// Handed out in this pass.
    heard: HashSet<u64>,
    /// Before this place all have been handed out in this pass.
    from: usize,
    /// Tracks handed out since the start.
    handed: u64,
    /// A bad track that was handed out for its next chance. It is good again if the next one is asked for without a
    /// word about it.
    on_trial: Option<u64>,
    /// What is left of the pool, if nothing has happened since that was counted.
    left: Option<Amount>,
    /// When a track was handed out last.
    now: Timestamp,
}

impl Pass {
    pub(super) fn new(rotation: Rotation) -> Self {
        Self {
            stock: Box::default(),
            rotation,
            taste: Taste::default(),
            rotated: false,
            bad: HashMap::new(),
            gone: Vec::new(),
            heard: HashSet::new(),
            from: 0,
            handed: 0,
            on_trial: None,
            left: None,
            now: Timestamp::UNIX_EPOCH,
        }
    }

    /// Replaces what is known, and gives back what was. A file that was known stays heard, and stays bad unless it has
    /// changed.
    pub(super) fn adopt(&mut self, stock: Box<Stock>) -> Box<Stock> {
        let before = std::mem::replace(&mut self.stock, stock);
        let stock = &mut self.stock;
        self.bad.retain(|key, bad| {
            let place = stock.place_of(*key).filter(|place| stock.all[*place].item.stamp == bad.stamp);
            place.into_iter().for_each(|place| stock.leave_out(place, true));
            place.is_some()
        });
        self.gone.clear();
        self.touched();
        self.stock.set_pool(before.pool());
        before
    }

    /// Chooses what may be played, and whether the rotation orders it.
    pub(super) fn set_pool(&mut self, pool: Pool, rotated: bool) {
        if (pool, rotated) != (self.stock.pool(), self.rotated) {
            self.stock.set_pool(pool);
            self.rotated = rotated;
            self.touched();
        }
    }

    fn touched(&mut self) {
        (self.from, self.left) = (0, None);
    }

    /// A file has told more of itself, or was judged.
    pub(super) fn learnt(&mut self, path: &Path) {
        if let Some(place) = self.stock.place(path) {
            self.stock.learnt(place);
            self.left = None;
        }
    }

    /// Leaves a file out for one full pass, but for more than `least` tracks; for twice as long each time again.
    pub(super) fn leave_out(&mut self, path: &Path, fault: Fault, least: usize) {
        let key = key(path);
        self.on_trial.take_if(|tried| *tried == key);
        let Some(place) = self.stock.place_of(key) else { return };
        if matches!(fault, Fault::FileMissing { .. }) {
            self.gone.extend(path.parent().map(Path::to_owned));
        }
        let all = self.stock.of_pool().music.tracks + usize::from(self.bad.contains_key(&key));
        let pass = u64::try_from(all.max(least.saturating_add(1))).unwrap_or(u64::MAX);
        let strikes = self.bad.get(&key).map_or(0, |bad| bad.strikes);
        let until = self.handed.saturating_add(pass.saturating_mul(1 << strikes.min(MOST_STRIKES)));
        let item = &self.stock.all[place].item;
        let (path, stamp) = (item.path.clone(), item.stamp);
        self.bad.insert(key, Bad { path, fault, stamp, until, strikes: strikes.saturating_add(1) });
        self.stock.leave_out(place, true);
        self.left = None;
    }

    /// The next track; `None` if nothing that is known can be played now. Counts as handed out either way, so that
    /// what is bad gets its next chance though nothing else plays.
    pub(super) fn next(&mut self, now: Timestamp) -> Option<Arc<Track>> {
        self.handed = self.handed.saturating_add(1);
        self.acquit();
        let place = match self.rotated {
            true => self.rotate(now),
            false => self.listed().or_else(|| {
                self.heard.clear();
                self.from = 0;
                self.listed()
            }),
        }?;
        self.hand_out(place, now)
    }

    /// A track that follows what is on air clearly better than the one that is cued; it counts as handed out.
    pub(super) fn better_than(&mut self, cued: &Track, path: &Path, now: Timestamp) -> Option<Arc<Track>> {
        if !self.rotated {
            return None;
        }
        let place = self.rotate(now)?;
        let before = self.stock.get(path).map_or(0.0, |kept| self.taste.liking(kept.song, cued));
        let kept = self.stock.all.get(place)?;
        let is_better = self.taste.liking(kept.song, &kept.item.track()) > before + CLEARLY;
        is_better.then(|| self.hand_out(place, now)).flatten()
    }

    fn hand_out(&mut self, place: usize, now: Timestamp) -> Option<Arc<Track>> {
        let kept = self.stock.all.get(place)?;
        let song = kept.song;
        let track = kept.item.track();
        self.on_trial = self.bad.contains_key(&song.track).then_some(song.track);
        self.heard.insert(song.track);
        self.rotation.played(song, now);
        (self.left, self.now) = (None, now);
        Some(track)
    }

    /// A track sounds now: from now on it counts as heard, though it may have been cued for hours.
    pub(super) fn heard(&mut self, path: &Path, artist: Option<u64>, now: Timestamp) {
        let song = Song { track: key(path), artist };
        self.rotation.give_back(song.track);
        self.rotation.played(song, now);
        (self.left, self.now) = (None, now);
    }

    /// A track that was handed out will not be played after all.
    pub(super) fn give_back(&mut self, path: &Path) {
        let key = key(path);
        self.on_trial.take_if(|tried| *tried == key);
        self.heard.remove(&key);
        self.rotation.give_back(key);
        self.touched();
    }

    fn acquit(&mut self) {
        let Some(tried) = self.on_trial.take() else { return };
        if self.bad.remove(&tried).is_some()
            && let Some(place) = self.stock.place_of(tried)
        {
            self.stock.leave_out(place, false);
            self.left = None;
        }
    }

    fn listed(&mut self) -> Option<usize> {
        let rest = self.from..self.stock.all.len();
        let is_new = |place: &usize| !self.heard.contains(&self.stock.all[*place].song.track);
        let due = || rest.clone().filter(|place| is_new(place) && self.is_due(&self.stock.all[*place]));
        let place = due().find(|place| !self.is_gone(&self.stock.all[*place])).or_else(|| due().next());
        self.from = rest.clone().find(is_new).unwrap_or(rest.end);
        place
    }

    fn rotate(&mut self, now: Timestamp) -> Option<usize> {
        let mut chance = self.rotation.chance();
        let drawn = if self.stock.all.len() > LARGE { self.draw(&mut chance, now) } else { Vec::new() };
        let mut places = drawn;
        if places.is_empty() {
            places = (0..self.stock.all.len()).filter(|place| self.is_due(&self.stock.all[*place])).collect();
            let there: Vec<usize> =
                places.iter().copied().filter(|place| !self.is_gone(&self.stock.all[*place])).collect();
            places = if there.is_empty() { places } else { there };
        }
        let songs: Vec<Song> = places.iter().map(|place| self.stock.all[*place].song).collect();
        let liking = |nth: usize| {
            let kept = &self.stock.all[places[nth]];
            self.taste.liking(kept.song, &kept.item.track())
        };
        self.rotation.choose(&songs, now, &mut chance, liking).map(|nth| places[nth])
    }

    /// Some that may be played, by chance, and some of the artist and the genres that are on air. Empty if too few were
    /// found: then all have to be gone through.
    fn draw(&self, chance: &mut Rng, now: Timestamp) -> Vec<usize> {
        let is_free = |place: &usize| {
            self.stock
                .all
                .get(*place)
                .is_some_and(|kept| self.is_due(kept) && !self.is_gone(kept) && self.rotation.is_free(kept.song, now))
        };
        let count = self.stock.all.len();
        let draws = (0..DRAWS).map(|_| chance.usize(0..count));
        let mut drawn: Vec<usize> = draws.filter(is_free).take(ENOUGH).collect();
        if drawn.len() < ENOUGH / 4 {
            return Vec::new();
        }
        let artist = self.taste.artist().map(|artist| self.stock.by_artist(artist));
        for fitting in artist.into_iter().chain(self.taste.genres().iter().map(|genre| self.stock.of_genre(*genre))) {
            let draws = (0..DRAWS.min(4 * fitting.len())).map(|_| fitting[chance.usize(0..fitting.len())] as usize);
            drawn.extend(draws.filter(is_free).take(ENOUGH));
        }
        drawn.sort_unstable();
        drawn.dedup();
        drawn
    }

    /// It is in the pool, and neither damaged nor left out.
    fn is_due(&self, kept: &Kept) -> bool {
        let is_out = |bad: &Bad| bad.until > self.handed;
        kept.is_in(self.stock.pool()) && !self.bad.get(&kept.song.track).is_some_and(is_out) && !kept.item.is_damaged()
    }

    fn is_gone(&self, kept: &Kept) -> bool {
        self.gone.iter().any(|folder| kept.item.path.starts_with(folder))
    }

    /// `true` if there is a track in the pool that is not left out.
    pub(super) fn is_sound(&self) -> bool {
        self.stock.of_pool().music.tracks > 0
    }

    /// All that can be played.
    pub(super) fn whole(&self) -> Amount {
        self.stock.of_pool().music
    }

    /// What of it has not been handed out in this pass; if the rotation chooses, not been heard for a track gap.
    pub(super) fn left(&mut self) -> Amount {
        if let Some(left) = self.left {
            return left;
        }
        let mut left = self.whole();
        let mut take = |key: u64| {
            let kept = self.stock.place_of(key).and_then(|place| self.stock.all.get(place));
            let kept = kept.filter(|kept| kept.is_in(self.stock.pool()));
            kept.and_then(Kept::playable).into_iter().for_each(|length| left.subtract(length));
        };
        match self.rotated {
            true => self.rotation.recent(self.now).for_each(&mut take),
            false => self.heard.iter().copied().for_each(&mut take),
        }
        *self.left.insert(left)
    }

    /// What is known on the disk that holds `path`, itself too.
    pub(super) fn on_the_disk_of(&self, path: &Path) -> Vec<Arc<Path>> {
        let Some(disk) = self.stock.get(path).map(|kept| kept.item.stamp.disk) else { return Vec::new() };
        let same = self.stock.all.iter().filter(|other| other.item.stamp.disk == disk);
        same.map(|other| other.item.path.clone()).collect()
    }

    /// What is left out for now, and why.
    pub(super) fn faults(&self) -> impl Iterator<Item = (&Arc<Path>, &Fault)> {
        self.bad.values().map(|bad| (&bad.path, &bad.fault))
    }
}

#[cfg(test)]
mod tests;
