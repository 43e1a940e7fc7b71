//! In which order music is chosen so that a day of it does not sound like a loop. Pure: time is an argument.
//!
//! A track that was heard less than a *track gap* ago, and an artist that was heard within the last *artist gap*
//! tracks, are passed over. Where there is too little music for that, the artist gives way first, as a track that comes
//! again is noticed sooner; then what comes is among what was not heard for the longest.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use fastrand::Rng;
use jiff::Timestamp;

/// Plays that are remembered though they are older than the track gap.
const LEAST_PLAYS: usize = 64;
/// Plays that are remembered at most: three weeks of music, or a day of jingles.
const MOST_PLAYS: usize = 8192;

/// What shall not be heard again soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gaps {
    /// Tracks between two of one artist.
    pub artist: usize,
    /// Time between two plays of one track; also the length of music that a reserve should have before the next source
    /// is added to it.
    pub track: Duration,
}

impl Default for Gaps {
    fn default() -> Self {
        Self { artist: 8, track: Duration::from_secs(12 * 3600) }
    }
}

/// A track as the rotation sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Song {
    /// See [`super::stock::key`].
    pub track: u64,
    /// `None`: nobody knows who plays it, so it is nobody's second in a row.
    pub artist: Option<u64>,
}

/// A song that was handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Play {
    pub song: Song,
    /// In seconds since 1970.
    pub at: i64,
}

pub(super) struct Rotation {
    seed: u64,
    /// Choices made with this seed.
    choices: u64,
    gaps: Gaps,
    /// Oldest first.
    plays: VecDeque<Play>,
    /// How often each track is in `plays`, and the number of its last play, counted from the first one ever.
    last: HashMap<u64, (u32, u64)>,
    /// The number of the play at the head of `plays`.
    first: u64,
}

/// How far a song is from what may be chosen now.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Standing {
    Free,
    /// So many tracks ago its artist was heard.
    ArtistHeard(usize),
    /// The number of the play in which it was heard.
    Heard(u64),
}

impl Rotation {
    pub(super) fn set_gaps(&mut self, gaps: Gaps) {
        self.gaps = gaps;
    }

    pub(super) fn new(seed: u64, gaps: Gaps) -> Self {
        Self { seed, choices: 0, gaps, plays: VecDeque::new(), last: HashMap::new(), first: 0 }
    }

    /// Goes on where another run stopped. What was played since the start comes after what was played then.
    pub(super) fn resume(&mut self, seed: u64, choices: u64, plays: Vec<Play>, now: Timestamp) {
        let since: Vec<Play> = self.plays.drain(..).collect();
        (self.seed, self.choices, self.first) = (seed, choices, 0);
        self.last.clear();
        for play in plays.into_iter().chain(since) {
            // A clock that was wrong then must not keep a track out for years.
            self.push(Play { at: play.at.min(now.as_second()), ..play });
        }
        self.forget(now);
    }

    /// Seed, choices made with it, and the plays, oldest first: what [`Rotation::resume`] takes.
    pub(super) fn memory(&self) -> (u64, u64, Vec<Play>) {
        (self.seed, self.choices, self.plays.iter().copied().collect())
    }

    /// Tracks that were heard less than a track gap ago, each once.
    pub(super) fn recent(&self, now: Timestamp) -> impl Iterator<Item = u64> {
        let heard = self.last.iter().map(move |(track, (_, number))| (*track, self.ago(*number, now)));
        heard.filter(|(_, ago)| ago.is_some_and(|ago| ago < self.gaps.track.as_secs())).map(|(track, _)| track)
    }

    /// The seconds since the play of that number.
    fn ago(&self, number: u64, now: Timestamp) -> Option<u64> {
        let play = self.plays.get(usize::try_from(number.checked_sub(self.first)?).ok()?)?;
        Some(u64::try_from(now.as_second().saturating_sub(play.at)).unwrap_or(0))
    }

    /// It may be chosen without breaking a rule.
    pub(super) fn is_free(&self, song: Song, now: Timestamp) -> bool {
        self.standing(song, now) == Standing::Free
    }

    /// A number for the next choice's chance: the same for the same seed and history.
    pub(super) fn chance(&mut self) -> Rng {
        self.choices += 1;
        Rng::with_seed(self.seed ^ self.choices.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// The place of the song that should come next; of several that may, the one that is liked most. `None` if there is
    /// no song.
    pub(super) fn choose(
        &self,
        songs: &[Song],
        now: Timestamp,
        chance: &mut Rng,
        liking: impl Fn(usize) -> f32,
    ) -> Option<usize> {
        let standings: Vec<Standing> = songs.iter().map(|song| self.standing(*song, now)).collect();
        let places = 0..songs.len();
        let free = places.clone().filter(|place| standings[*place] == Standing::Free);
        if let Some(place) = best(free, chance, &liking) {
            return Some(place);
        }
        let ago = |place: &usize| match standings[*place] {
            Standing::ArtistHeard(ago) => Some(ago),
            _ => None,
        };
        if let Some(longest) = places.clone().filter_map(|place| ago(&place)).max() {
            return best(places.filter(|place| ago(place) == Some(longest)), chance, &liking);
        }
        let oldest = oldest_quarter(&standings);
        let longest = oldest.iter().map(|place| self.artist_ago(songs[*place])).max()?;
        best(oldest.into_iter().filter(|place| self.artist_ago(songs[*place]) == longest), chance, &liking)
    }

    /// A song is handed out. One that was handed out before and is heard only now counts from now.
    pub(super) fn played(&mut self, song: Song, now: Timestamp) {
        let at = self.plays.back().map_or(i64::MIN, |play| play.at).max(now.as_second());
        self.push(Play { song, at });
        self.forget(now);
    }

    /// The last play of a track was none.
    pub(super) fn give_back(&mut self, track: u64) {
        let Some(place) = self.plays.iter().rposition(|play| play.song.track == track) else { return };
        let plays: Vec<Play> = self.plays.drain(..).collect();
        self.last.clear();
        self.first = 0;
        plays.into_iter().enumerate().filter(|(n, _)| *n != place).for_each(|(_, play)| self.push(play));
    }

    fn push(&mut self, play: Play) {
        let number = self.first + self.plays.len() as u64;
        self.plays.push_back(play);
        let entry = self.last.entry(play.song.track).or_default();
        *entry = (entry.0 + 1, number);
    }

    fn forget(&mut self, now: Timestamp) {
        let gap = i64::try_from(self.gaps.track.as_secs()).unwrap_or(i64::MAX);
        let least = LEAST_PLAYS.max(self.gaps.artist);
        let is_old = |play: &Play| now.as_second().saturating_sub(play.at) >= gap;
        while self.plays.len() > MOST_PLAYS || self.plays.len() > least && self.plays.front().is_some_and(is_old) {
            let Some(play) = self.plays.pop_front() else { return };
            self.first += 1;
            if let Some(entry) = self.last.get_mut(&play.song.track) {
                entry.0 -= 1;
                if entry.0 == 0 {
                    self.last.remove(&play.song.track);
                }
            }
        }
    }

    fn standing(&self, song: Song, now: Timestamp) -> Standing {
        if let Some((_, number)) = self.last.get(&song.track)
            && let Some(ago) = self.ago(*number, now)
        {
            let is_last = self.plays.back().is_some_and(|last| last.song.track == song.track);
            if is_last || ago < self.gaps.track.as_secs() {
                return Standing::Heard(*number);
            }
        }
        match self.artist_ago(song) {
            ago if ago < self.gaps.artist => Standing::ArtistHeard(ago),
            _ => Standing::Free,
        }
    }

    /// How many tracks have come since its artist was heard; no more than the artist gap.
    fn artist_ago(&self, song: Song) -> usize {
        let Some(artist) = song.artist else { return self.gaps.artist };
        let within = self.plays.iter().rev().take(self.gaps.artist);
        within.map(|play| play.song.artist).position(|heard| heard == Some(artist)).unwrap_or(self.gaps.artist)
    }
}

/// Of those that are liked most, one by chance.
fn best(places: impl Iterator<Item = usize>, chance: &mut Rng, liking: impl Fn(usize) -> f32) -> Option<usize> {
    let rated = places.map(|place| (place, liking(place), chance.u64(..)));
    rated.max_by(|a, b| a.1.total_cmp(&b.1).then(a.2.cmp(&b.2))).map(|(place, ..)| place)
}

/// The quarter that was not heard for the longest. Not just the one: else a small reserve comes in the same order
/// again and again.
fn oldest_quarter(standings: &[Standing]) -> Vec<usize> {
    let number = |place: &usize| match standings[*place] {
        Standing::Heard(number) => number,
        _ => 0,
    };
    let mut places: Vec<usize> = (0..standings.len()).collect();
    places.sort_unstable_by_key(number);
    places.truncate((standings.len() / 4).max(1));
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use fastrand::Rng;
    use proptest::prelude::*;

    const HOUR: i64 = 3600;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    /// So many tracks, evenly by so many artists.
    fn songs(tracks: u64, artists: u64) -> Vec<Song> {
        (0..tracks).map(|track| Song { track, artist: Some(track % artists) }).collect()
    }

    /// What is played, each for so many seconds; and the rotation then.
    fn play(rotation: &mut Rotation, songs: &[Song], count: usize, from: i64, each: i64) -> Vec<Song> {
        let next = |n: usize| {
            let now = at(from + n as i64 * each);
            let mut chance = rotation.chance();
            let song = songs[rotation.choose(songs, now, &mut chance, |_| 0.0).unwrap()];
            rotation.played(song, now);
            song
        };
        (0..count).map(next).collect()
    }

    /// The smallest distance between two equal ones.
    fn gap<T: PartialEq>(all: &[T]) -> usize {
        let distances =
            all.iter().enumerate().filter_map(|(n, one)| Some(all[n + 1..].iter().position(|o| o == one)? + 1));
        distances.min().unwrap_or(usize::MAX)
    }

    fn tracks(songs: &[Song]) -> Vec<u64> {
        songs.iter().map(|song| song.track).collect()
    }

    fn artists(songs: &[Song]) -> Vec<Option<u64>> {
        songs.iter().map(|song| song.artist).collect()
    }

    #[test]
    fn a_day_of_a_few_tracks_is_no_loop() {
        let all = songs(40, 10);
        let played = tracks(&play(&mut Rotation::new(1, Gaps::default()), &all, 160, 0, 200));
        assert_ne!(played[40..80], played[80..120]);
        assert!(gap(&played) >= 30, "{}", gap(&played));
    }

    #[test]
    fn two_alternate_and_one_repeats() {
        let two = tracks(&play(&mut Rotation::new(1, Gaps::default()), &songs(2, 1), 6, 0, 60));
        assert_eq!(gap(&two), 2);
        assert_eq!(tracks(&play(&mut Rotation::new(1, Gaps::default()), &songs(1, 1), 2, 0, 60)), [0, 0]);
        assert_eq!(Rotation::new(1, Gaps::default()).choose(&[], at(0), &mut Rng::new(), |_| 0.0), None);
    }

    #[test]
    fn a_track_comes_back_after_its_gap_and_not_before() {
        let mut rotation = Rotation::new(1, Gaps { artist: 0, track: Duration::from_secs(3600) });
        rotation.played(songs(1, 1)[0], at(0));
        rotation.played(songs(2, 1)[1], at(0));
        assert!(!rotation.is_free(songs(1, 1)[0], at(HOUR - 1)));
        assert!(rotation.is_free(songs(1, 1)[0], at(HOUR)));
    }

    #[test]
    fn what_was_given_back_is_free_again() {
        let mut rotation = Rotation::new(1, Gaps::default());
        let all = songs(3, 3);
        all.iter().for_each(|song| rotation.played(*song, at(0)));
        rotation.give_back(1);
        assert!(
            rotation.is_free(all[1], at(1)) && !rotation.is_free(all[2], at(1)) && !rotation.is_free(all[0], at(1))
        );
    }

    #[test]
    fn a_clock_that_was_wrong_keeps_nothing_out_for_ever() {
        let mut rotation = Rotation::new(1, Gaps { artist: 0, ..Gaps::default() });
        rotation.resume(
            1,
            0,
            vec![Play { song: songs(1, 1)[0], at: i64::MAX }, Play { song: songs(9, 9)[8], at: 5 }],
            at(0),
        );
        assert!(rotation.is_free(songs(1, 1)[0], at(13 * HOUR)));
    }

    #[test]
    fn what_is_liked_comes_first_as_far_as_the_rules_go() {
        let all = songs(100, 20);
        let mut rotation = Rotation::new(1, Gaps::default());
        let like = |place: usize| if all[place].artist == Some(3) { 1.0 } else { 0.0 };
        let first = all[rotation.choose(&all, at(0), &mut Rng::with_seed(1), like).unwrap()];
        assert_eq!(first.artist, Some(3));
        rotation.played(first, at(0));
        let second = all[rotation.choose(&all, at(1), &mut Rng::with_seed(1), like).unwrap()];
        assert_ne!(second.artist, Some(3));
    }

    proptest! {
        #[test]
        fn given_enough_no_artist_and_no_track_comes_too_soon(seed: u64, artist in 0usize..12, hours in 1i64..12) {
            let gaps = Gaps { artist, track: Duration::from_secs(hours as u64 * 3600) };
            // More than twice as much as can be blocked at once by either rule.
            let each = 180;
            let needed = (hours * HOUR / each) as u64;
            let artists_needed = 2 * artist as u64 + 2;
            let all = songs((2 * needed).div_ceil(artists_needed).max(2) * artists_needed * 2, artists_needed);
            let played = play(&mut Rotation::new(seed, gaps), &all, 3 * needed as usize, 0, each);
            prop_assert!(gap(&artists(&played)) > artist, "{}", gap(&artists(&played)));
            prop_assert!(gap(&tracks(&played)) as u64 >= needed, "{} of {needed}", gap(&tracks(&played)));
        }

        #[test]
        fn given_little_the_gaps_are_nearly_as_large_as_can_be(seed: u64, count in 1u64..60, by in 1u64..9) {
            let all = songs(count * by, by);
            let total = (count * by) as usize;
            let played = play(&mut Rotation::new(seed, Gaps::default()), &all, 4 * total, 0, 10);
            prop_assert!(gap(&tracks(&played)) >= total - total / 4, "{} of {total}", gap(&tracks(&played)));
            prop_assert!(total == 1 || gap(&tracks(&played)) > 1);
            // Once through, few artists come in turn.
            prop_assert!(gap(&artists(&played[..total])) >= by as usize, "{:?}", artists(&played));
        }

        #[test]
        fn a_restart_changes_nothing(seed: u64, stop in 1usize..80) {
            let all = songs(60, 12);
            let (mut through, mut before) = (Rotation::new(seed, Gaps::default()), Rotation::new(seed, Gaps::default()));
            let whole = play(&mut through, &all, stop + 40, 0, 180);
            let mut parts = play(&mut before, &all, stop, 0, 180);
            let (seed, choices, plays) = before.memory();
            let mut after = Rotation::new(seed ^ 1, Gaps::default());
            after.resume(seed, choices, plays, at(stop as i64 * 180));
            parts.extend(play(&mut after, &all, 40, stop as i64 * 180, 180));
            prop_assert_eq!(tracks(&whole), tracks(&parts));
        }

        #[test]
        fn the_books_are_right(steps in prop::collection::vec((0u64..20, 0i64..9000, prop::bool::ANY), 1..300)) {
            let mut rotation = Rotation::new(1, Gaps { artist: 3, track: Duration::from_secs(3600) });
            let mut now = 0;
            for (track, pause, back) in steps {
                now += pause;
                match back {
                    true => rotation.give_back(track),
                    false => rotation.played(Song { track, artist: Some(track % 5) }, at(now)),
                }
                for track in 0..20 {
                    let plays = rotation.plays.iter().enumerate().filter(|(_, play)| play.song.track == track);
                    let expected = plays.clone().next_back().map(|(n, _)| (plays.count() as u32, rotation.first + n as u64));
                    prop_assert_eq!(rotation.last.get(&track).copied(), expected);
                }
            }
        }
    }
}
