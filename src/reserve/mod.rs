//! Music on this machine that cannot fail: a ladder whose last rung is inside the binary.
//!
//! Marked playlists, folders, smart playlists or all of the library: the best one first, and as many as it takes for
//! nothing to repeat soon; if nothing of them plays, whatever plays in the playlists' folders; and if nothing at all
//! plays, the pieces inside the binary, in turn. [`Ladder::next`] always has an answer, and at once: the disk is only
//! ever touched by threads that nobody waits for.

mod keeper;
pub mod last_resort;
mod memory;
mod pass;
mod readiness;
mod rotation;
mod rung;
mod scan;
pub mod shelf;
mod stock;
mod tags;
mod taste;
#[cfg(test)]
mod testing;
mod worker;

use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};
use jiff::Timestamp;

use crate::clock::Clock;
use crate::fault::Fault;
use crate::model::{Location, Reserve, ReserveSource, Track};
use crate::store::music::Sound;

pub use readiness::{Damage, DamagedFile, Readiness, SourceReadiness, Verified};
pub use rotation::Gaps;
pub use rung::survey;
pub use shelf::{Shelf, Shelves};
pub use stock::Amount;
pub use taste::About;

use keeper::{Keeper, Word};
use memory::{Errand, Memory};
use pass::Pass;
use rotation::Rotation;
use rung::Rung;
use stock::{Pool, Sources, name_key};
use worker::{Ask, News};

/// A disk that has not answered for so long does not answer.
const WEDGED: Duration = Duration::from_secs(5);
/// Tracks of an artist that are looked at to learn the genres.
const SOME: usize = 50;

/// In which order the reserve is played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As the sources have it; but what the library's index gives has no order, and is rotated.
    #[default]
    AsListed,
    /// By chance, and nothing soon again. The same seed gives the same order, unless another run has left its own.
    Rotated { seed: u64 },
}

/// What a ladder works with, besides its sources.
#[derive(Clone, Default)]
pub struct Means {
    pub order: Order,
    pub gaps: Gaps,
    /// Opens the library's index; without it there is no library, and nothing is verified yet.
    pub shelves: Option<Shelves>,
    /// Where the recent plays are kept, so that a restart does not begin with the same song.
    pub memory: Option<PathBuf>,
    /// Is given the files that should be decoded as a whole, some at a time; [`Ladder::verdict`] takes what that shows.
    pub unverified: Option<Sender<Vec<PathBuf>>>,
}

/// The reserve at work. Dropping it stops its threads, save one that hangs on a dead disk: that one is abandoned.
pub struct Ladder {
    pass: Pass,
    rungs: Vec<Rung>,
    means: Means,
    /// The music inside the binary.
    pieces: Vec<Arc<Track>>,
    /// Pieces handed out so far.
    pieces_played: usize,
    words: Receiver<Word>,
    news: Sender<News>,
    errands: Option<Sender<Errand>>,
    /// Another run's plays are known, or known to be none.
    remembered: bool,
    /// More is known of what is on air than when it was last asked for something better.
    is_fresh: bool,
    /// As of the last change.
    readiness: Option<Readiness>,
    clock: Clock,
}

impl Ladder {
    /// Begins to look through the sources, each on a thread of its own, and returns at once. `pieces` is the music
    /// inside the binary.
    pub fn new(reserve: &Reserve, means: Means, pieces: Vec<Track>, clock: Clock) -> Self {
        let ((news, from_workers), (tell, words)) = (unbounded(), unbounded());
        let errands = (means.memory.is_some() || means.shelves.is_some())
            .then(|| memory::start(means.memory.clone(), means.shelves.clone(), tell.clone()))
            .flatten();
        let keeper = Keeper::new(reserve.sources.len(), from_workers, tell, means.unverified.clone());
        // Without a keeper nothing is ever found, and the last resort plays.
        let _ = std::thread::Builder::new().name("reserve keeper".into()).spawn(move || keeper.run());
        let start = |(source, what): (usize, &ReserveSource)| Rung::start(source, what, &means.shelves, &news, clock);
        let rungs = reserve.sources.iter().enumerate().map(start).collect();
        let seed = if let Order::Rotated { seed } = means.order { seed } else { fastrand::u64(..) };
        Self {
            pass: Pass::new(Rotation::new(seed, means.gaps)),
            rungs,
            pieces: pieces.into_iter().map(Arc::new).collect(),
            pieces_played: 0,
            words,
            news,
            remembered: errands.is_none(),
            errands,
            is_fresh: false,
            readiness: None,
            means,
            clock,
        }
    }

    /// Waits until there is music from a source (and it is known what came last in another run), or until all sources
    /// have been looked through, but no longer than `within`. `true` if there is such music.
    pub fn wait(&mut self, within: Duration) -> bool {
        self.wait_until(within, |ladder| ladder.remembered && (ladder.is_music_known() || ladder.is_served()));
        self.is_music_known()
    }

    /// Music from a source is known, so that [`Ladder::next`] gives it.
    pub fn has_music(&mut self) -> bool {
        self.catch_up();
        self.is_music_known()
    }

    /// The next track. Never fails and never waits: a piece of the last resort if nothing else is known to play.
    pub fn next(&mut self, now: Timestamp) -> Arc<Track> {
        self.catch_up();
        let next = self.pass.next(now);
        self.keep();
        next.unwrap_or_else(|| self.piece())
    }

    /// Music on this machine sounds now, from the reserve or not: it shall not come again soon.
    pub fn heard(&mut self, track: &Track, now: Timestamp) {
        if let Location::File(path) = &track.location {
            self.pass.heard(path, track.artist.as_deref().and_then(name_key), now);
            self.keep();
        }
    }

    /// A track that was handed out will not be played after all.
    pub fn give_back(&mut self, track: &Track) {
        if let Location::File(path) = &track.location {
            self.pass.give_back(path);
            self.keep();
        }
    }

    /// A feed plays this title, "Artist - Song" at best. What goes with it will be preferred.
    pub fn on_air(&mut self, title: &str) {
        let Some(artist) = self.pass.taste.hear(title).map(str::to_owned) else { return };
        let asked = self.errands.as_ref().is_some_and(|errands| errands.send(Errand::About(artist.clone())).is_ok());
        if !asked {
            self.learn_of(&artist, None);
        }
    }

    /// A track that follows what is on air better than this one, which was handed out and is only cued. Asked for as
    /// often as one likes, it is given at most once for each artist on air.
    pub fn better_than(&mut self, cued: &Track, now: Timestamp) -> Option<Arc<Track>> {
        self.catch_up();
        let Location::File(path) = &cued.location else { return None };
        let better = std::mem::take(&mut self.is_fresh).then(|| self.pass.better_than(cued, path, now)).flatten();
        better.inspect(|_| self.keep())
    }

    /// A track could not be played. It is left out for one full pass; of a wedged disk, all that is on it, since each
    /// file tried there costs a thread. If one is missing, its source is looked through again: it may all be gone.
    pub fn report(&mut self, location: &Location, fault: Fault) {
        self.catch_up();
        let Location::File(path) = location else { return };
        if let Fault::DiskWedged { .. } = fault {
            for path in self.pass.on_the_disk_of(path) {
                self.leave_out(&path, Fault::DiskWedged { path: path.to_path_buf() });
            }
            return;
        }
        if let Fault::FileMissing { .. } = fault
            && let Some(kept) = self.pass.stock.get(path)
        {
            let has_it = |(source, _): &(usize, &mut Rung)| kept.marked.meets(Sources::one(*source));
            let asked = self.rungs.iter_mut().enumerate().filter(has_it).filter(|(_, rung)| rung.owed == 0);
            asked.for_each(|(_, rung)| rung.ask(Ask::Refresh));
        }
        self.leave_out(path, fault);
    }

    /// What decoding a whole file has shown. A damaged one is not played until it changes.
    pub fn verdict(&mut self, path: &Path, sound: Sound) {
        self.catch_up();
        // Whether or not it is still the same file, it is no longer out for verification.
        let _ = self.news.send(News::Judged);
        if self.pass.stock.get(path).is_some_and(|kept| kept.item.judge(sound)) {
            self.pass.learnt(path);
            self.climb_if_stuck();
            self.readiness = None;
        }
    }

    /// Looks through all sources again now: a disk was plugged in, or a person asks.
    pub fn refresh(&mut self) {
        self.rungs.iter_mut().for_each(|rung| rung.ask(Ask::Refresh));
    }

    /// Other gaps from now on.
    pub fn set_gaps(&mut self, gaps: Gaps) {
        self.means.gaps = gaps;
        self.pass.rotation.set_gaps(gaps);
        self.readiness = None;
        self.climb_if_stuck();
    }

    /// How much music there is before any comes again; of the last resort, if that is all there is.
    pub fn left(&mut self) -> Amount {
        self.catch_up();
        if self.is_music_known() {
            return self.pass.left();
        }
        let played = self.pieces_played.checked_rem(self.pieces.len()).unwrap_or(0);
        Amount::of(self.pieces.iter().skip(played))
    }

    /// The name of the source that a track of the reserve is from.
    pub fn source_of(&self, track: &Track) -> Option<String> {
        let Location::File(path) = &track.location else { return None };
        Some(self.rungs.get(self.pass.stock.source_of(path)?)?.name.clone())
    }

    fn piece(&mut self) -> Arc<Track> {
        let number = self.pieces_played;
        self.pieces_played = self.pieces_played.wrapping_add(1);
        let piece = number.checked_rem(self.pieces.len()).and_then(|place| self.pieces.get(place));
        // Whoever gave no pieces still gets one: the binary has them.
        piece.cloned().unwrap_or_else(|| Arc::new(last_resort::track(number)))
    }

    fn is_music_known(&self) -> bool {
        self.pass.is_sound()
    }

    /// Every source has done all that it was asked to.
    fn is_served(&self) -> bool {
        self.rungs.iter().all(|rung| rung.owed == 0)
    }

    fn leave_out(&mut self, path: &Path, fault: Fault) {
        self.pass.leave_out(path, fault, self.pieces.len());
        self.readiness = None;
        self.climb_if_stuck();
    }

    fn climb_if_stuck(&mut self) {
        if !self.is_music_known() {
            self.climb();
        }
    }

    /// Takes the sources, best first, until there is enough for nothing to repeat soon; if nothing of them plays, what
    /// may stand in for them too, which is asked for first.
    fn climb(&mut self) {
        let (mut pool, mut music, mut indexed) = (Pool::default(), Amount::default(), false);
        for source in self.best_first() {
            pool.marked = pool.marked.with(Sources::one(source));
            indexed |= self.rungs.get(source).is_some_and(|rung| rung.is_indexed);
            let more = self.pass.stock.tally(source).music;
            music.tracks += more.tracks;
            music.playable += more.playable;
            if music.tracks > 0 && music.playable >= self.means.gaps.track {
                break;
            }
        }
        pool.stand_ins = music.tracks == 0;
        self.pass.set_pool(pool, indexed || self.means.order != Order::AsListed);
        self.readiness = None;
        if pool.stand_ins {
            for rung in self.rungs.iter_mut().filter(|rung| rung.look.complete && !rung.widened && !rung.is_indexed) {
                rung.widened = true;
                rung.ask(Ask::Widen);
            }
        }
    }

    /// The sources' places: what fits what is on air, by quarters, and then in the owner's order.
    fn best_first(&self) -> Vec<usize> {
        let (stock, taste) = (&self.pass.stock, &self.pass.taste);
        let mut fitting = vec![0; self.rungs.len()];
        for place in taste.genres().iter().flat_map(|genre| stock.of_genre(*genre)) {
            let Some(kept) = stock.all.get(*place as usize) else { continue };
            let counts = fitting.iter_mut().enumerate();
            counts.filter(|(source, _)| kept.marked.meets(Sources::one(*source))).for_each(|(_, count)| *count += 1);
        }
        let mut best: Vec<usize> = (0..self.rungs.len()).collect();
        best.sort_by_key(|source| Reverse(4 * fitting[*source] / stock.tally(*source).music.tracks.max(1)));
        best
    }

    fn learn_of(&mut self, artist: &str, about: Option<About>) {
        let about = about.or_else(|| self.own_word_on(artist)).unwrap_or_default();
        self.pass.taste.learn(artist, &about);
        self.is_fresh = true;
        self.climb();
    }

    /// What the reserve's own tracks tell of an artist.
    fn own_word_on(&self, artist: &str) -> Option<About> {
        let stock = &self.pass.stock;
        let places = stock.by_artist(name_key(artist)?).iter().take(SOME);
        let tracks: Vec<Arc<Track>> =
            places.filter_map(|place| Some(stock.all.get(*place as usize)?.item.track())).collect();
        About::of(tracks.iter().map(Arc::as_ref))
    }

    /// Has the plays written down, if anybody wants them.
    fn keep(&self) {
        if let (Some(errands), Some(_)) = (&self.errands, &self.means.memory) {
            // A thread that is gone has told its reason.
            let _ = errands.send(Errand::Keep(Memory::new(self.pass.rotation.memory())));
        }
    }

    fn catch_up(&mut self) {
        while let Ok(word) = self.words.try_recv() {
            self.take(word);
        }
    }

    fn take(&mut self, word: Word) {
        match word {
            Word::Stocked { stock, source, look } => {
                if let Some(rung) = self.rungs.get_mut(source) {
                    rung.widened = look.widened;
                    rung.look = look;
                }
                let before = self.pass.adopt(stock);
                let _ = self.news.send(News::Spent(before));
                self.climb();
            }
            Word::Learnt { path } => {
                self.pass.learnt(&path);
                self.readiness = None;
            }
            Word::Failed { path, fault } => self.leave_out(&path, fault),
            Word::Served { source } => {
                if let Some(rung) = self.rungs.get_mut(source) {
                    rung.owed = rung.owed.saturating_sub(1);
                }
                // Only now all lengths are known.
                self.climb();
            }
            Word::Remembered(memory) => {
                if let Some(memory) = memory {
                    self.pass.rotation.resume(memory.seed, memory.choices, memory.plays(), Timestamp::now());
                }
                self.remembered = true;
            }
            Word::About { artist, about } => self.learn_of(&artist, about),
        }
    }

    fn wait_until(&mut self, within: Duration, done: impl Fn(&Self) -> bool) {
        let end = self.clock.now() + within;
        self.catch_up();
        while !done(self) {
            let Ok(word) = self.words.recv_deadline(self.clock.instant(end)) else { return };
            self.take(word);
        }
    }
}

#[cfg(test)]
mod tests;
