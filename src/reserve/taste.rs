//! What goes with what was on air. Pure.

use std::collections::VecDeque;

use super::rotation::Song;
use super::stock::{genres, name_key, word_key};
use crate::model::Track;

/// Titles of the feed that are remembered, so that none of them is played right after it.
const TITLES: usize = 20;
/// An artist that had this many of those titles was heard enough.
const ENOUGH: usize = 2;
/// A difference in loudness (LU) from which on it no longer counts as near.
const FAR: f32 = 6.0;

/// What the library knows of an artist.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    pub genres: Vec<String>,
    /// The loudness of the artist's tracks, their mean, in LUFS: how energetic they are.
    pub lufs: Option<f32>,
}

impl About {
    /// What an artist's tracks tell; `None` without any.
    pub(super) fn of<'a>(tracks: impl Iterator<Item = &'a Track>) -> Option<Self> {
        let tracks: Vec<&Track> = tracks.collect();
        let genres = tracks.iter().filter_map(|track| track.genre.as_deref()).flat_map(|all| all.split(", "));
        let levels: Vec<f32> = tracks.iter().filter_map(|track| Some(track.levels.track?.lufs)).collect();
        let lufs = (!levels.is_empty()).then(|| levels.iter().sum::<f32>() / levels.len() as f32);
        (!tracks.is_empty()).then(|| Self { genres: genres.map(str::to_owned).collect(), lufs })
    }
}

/// What the feed plays, as far as its titles tell.
#[derive(Debug, Default)]
pub(super) struct Taste {
    /// The artists (if their titles name one) and songs of the last titles, oldest first.
    heard: VecDeque<(Option<u64>, u64)>,
    artist: Option<u64>,
    genres: Vec<u64>,
    lufs: Option<f32>,
}

impl Taste {
    /// The feed plays another title, "Artist - Song". Gives the artist, if it names one and another than before.
    pub(super) fn hear<'t>(&mut self, title: &'t str) -> Option<&'t str> {
        let (name, song) = title.split_once(" - ").or_else(|| title.split_once(" – ")).unwrap_or(("", title));
        let (name, artist) = (name.trim(), name_key(name));
        self.heard.push_back((artist, word_key(song).unwrap_or_default()));
        if self.heard.len() > TITLES {
            self.heard.pop_front();
        }
        // A jingle or the news between two songs does not change what the station plays.
        let is_new = artist.is_some() && artist != self.artist;
        if is_new {
            (self.artist, self.genres, self.lufs) = (artist, Vec::new(), None);
        }
        is_new.then_some(name)
    }

    /// What is known of the artist; of one that was on air before it comes too late.
    pub(super) fn learn(&mut self, artist: &str, about: &About) {
        if name_key(artist) == self.artist {
            self.genres = about.genres.iter().filter_map(|genre| word_key(genre)).collect();
            self.lufs = about.lufs;
        }
    }

    pub(super) fn artist(&self) -> Option<u64> {
        self.artist
    }

    pub(super) fn genres(&self) -> &[u64] {
        &self.genres
    }

    /// How well a track follows what was on air: by the artist 4, by the genre 2, by its loudness up to 1.
    pub(super) fn liking(&self, song: Song, track: &Track) -> f32 {
        if self.artist.is_none() {
            return 0.0;
        }
        let title = word_key(&track.title).unwrap_or_default();
        if self.heard.iter().any(|(artist, heard)| *heard == title && (artist.is_none() || *artist == song.artist)) {
            return -10.0;
        }
        let times = self.heard.iter().filter(|(artist, _)| artist.is_some() && *artist == song.artist).count();
        let mut liking = if song.artist == self.artist && times < ENOUGH { 4.0 } else { 0.0 };
        if genres(track).iter().any(|genre| self.genres.contains(genre)) {
            liking += 2.0;
        }
        if let (Some(wanted), Some(level)) = (self.lufs, track.levels.track) {
            liking += (1.0 - (wanted - level.lufs).abs() / FAR).max(0.0);
        }
        liking
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Level, Levels};

    fn track(artist: &str, title: &str, genre: &str, lufs: f32) -> Track {
        Track {
            artist: Some(artist.into()),
            title: title.into(),
            genre: Some(genre.into()),
            levels: Levels { track: Some(Level { lufs, peak: None }), album: None },
            ..Track::from_path("/a.mp3".into())
        }
    }

    fn liking(taste: &Taste, track: &Track) -> f32 {
        taste.liking(Song { track: 1, artist: track.artist.as_deref().and_then(name_key) }, track)
    }

    #[test]
    fn the_artist_goes_before_the_genre_and_the_genre_before_the_loudness() {
        let mut taste = Taste::default();
        assert_eq!(taste.hear("Nina Simone - Sinnerman"), Some("Nina Simone"));
        assert_eq!(taste.hear("nina simone - Feeling Good"), None);
        taste = Taste::default();
        taste.hear("Nina Simone - Sinnerman");
        taste.learn("Nina Simone", &About { genres: vec!["Jazz".into()], lufs: Some(-18.0) });
        taste.learn("Abba", &About { genres: vec!["Pop".into()], lufs: Some(-8.0) });
        let tracks = [
            track("The Nina Simone", "Feeling Good", "Soul", -9.0),
            track("Miles Davis", "So What", "Blues, jazz", -18.0),
            track("Bill Evans", "Peace Piece", "Jazz", -30.0),
            track("Someone", "Quiet", "Ambient", -19.0),
            track("Another", "Loud", "Metal", -5.0),
            track("Nina Simone", "sinnerman", "Jazz", -18.0),
        ];
        let likings: Vec<f32> = tracks.iter().map(|track| liking(&taste, track)).collect();
        assert!(likings.is_sorted_by(|a, b| a > b), "{likings:?}");
    }

    #[test]
    fn a_jingle_changes_nothing_and_an_artist_is_heard_enough_at_some_point() {
        let mut taste = Taste::default();
        taste.hear("Abba - Waterloo");
        assert_eq!(taste.hear("Radio Example, the best of music"), None);
        assert_eq!(liking(&taste, &track("ABBA", "SOS", "Pop", 0.0)), 4.0);
        taste.hear("Abba - Fernando");
        assert_eq!(liking(&taste, &track("ABBA", "SOS", "Pop", 0.0)), 0.0);
        assert_eq!(liking(&taste, &track("ABBA", "Waterloo", "Pop", 0.0)), -10.0);
    }

    #[test]
    fn without_titles_nothing_is_liked_more() {
        assert_eq!(liking(&Taste::default(), &track("ABBA", "SOS", "Pop", 0.0)), 0.0);
    }
}
