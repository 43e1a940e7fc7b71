//! From the words of any tag format to a song's fields.

use encoding_rs::Encoding;

use crate::model::{Level, Levels};
use crate::store::music::Song;

use super::charset;

/// A longer text (in bytes) is cut: it is shown on a line.
const LONGEST: usize = 1024;
/// More artists or genres than that are not kept.
const MOST_VALUES: usize = 32;

/// A tag's field, whatever its format calls it. Dates and numbers come as text, gains as their tags write them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    /// One name, or several in one text.
    Artist,
    /// Each name on its own: wins over [`Field::Artist`].
    Artists,
    Album,
    AlbumArtist,
    AlbumArtists,
    Genre,
    Date,
    /// Where there is no date of the recording.
    OtherDate,
    Disc,
    Number,
    Compilation,
    SortTitle,
    SortArtist,
    SortAlbum,
    SortAlbumArtist,
    TrackGain,
    TrackPeak,
    AlbumGain,
    AlbumPeak,
    R128TrackGain,
    R128AlbumGain,
}

/// All that a file's tags say.
#[derive(Default)]
pub(super) struct Words {
    said: Vec<(Field, String)>,
    /// What the text really is, where its tag calls it Latin-1.
    encoding: Option<&'static Encoding>,
}

impl Words {
    /// Takes in one more tag of the file: what the earlier ones said stays.
    pub(super) fn add<'t>(&mut self, tag: impl Iterator<Item = (Field, &'t str)>) {
        let known = self.said.len();
        for (field, text) in tag {
            if self.said[..known].iter().all(|(earlier, _)| *earlier != field) {
                self.said.push((field, text.to_owned()));
            }
        }
    }

    /// Looks for texts that were written in another encoding than the Latin-1 that their tag claims.
    pub(super) fn mend(&mut self) {
        let texts = self.said.iter().map(|(_, text)| text.as_str());
        self.encoding = charset::really_is(texts);
    }

    fn all(&self, field: Field) -> impl Iterator<Item = String> {
        let values = self.said.iter().filter(move |(said, _)| *said == field);
        values.map(|(_, text)| self.clean(text)).filter(|text| !text.is_empty())
    }

    fn one(&self, field: Field) -> Option<String> {
        self.all(field).next()
    }

    fn clean(&self, text: &str) -> String {
        let mended = self.encoding.and_then(|encoding| charset::again(text, encoding));
        let text = mended.as_deref().unwrap_or(text).trim_matches(|c: char| c.is_whitespace() || c.is_control());
        let text = &text[..text.floor_char_boundary(LONGEST)];
        text.replace(|c: char| c.is_control() && c != '\0', " ").trim().to_owned()
    }

    /// Each of several values: those in fields of their own win over one text that lists them.
    fn several(&self, apart: Option<Field>, together: Field) -> Vec<String> {
        let mut names: Vec<String> = apart.map(|field| self.all(field).collect()).unwrap_or_default();
        if names.is_empty() {
            names = self.all(together).collect();
        }
        let mut found: Vec<String> = Vec::with_capacity(names.len());
        for name in names.iter().flat_map(|names| names.split([';', '\0'])).map(str::trim) {
            if !name.is_empty() && found.len() < MOST_VALUES && !found.iter().any(|known| known == name) {
                found.push(name.to_owned());
            }
        }
        found
    }

    /// Writes everything into the song.
    pub(super) fn fill(&self, song: &mut Song) {
        song.title = self.one(Field::Title);
        song.artists = self.several(Some(Field::Artists), Field::Artist);
        song.album = self.one(Field::Album);
        song.album_artists = self.several(Some(Field::AlbumArtists), Field::AlbumArtist);
        song.genres = self.several(None, Field::Genre);
        song.year = [Field::Date, Field::OtherDate].iter().find_map(|field| year(&self.one(*field)?));
        song.disc = self.one(Field::Disc).as_deref().and_then(first_number);
        song.number = self.one(Field::Number).as_deref().and_then(first_number);
        song.compilation = self.one(Field::Compilation).is_some_and(|flag| is_set(&flag));
        song.sort_title = self.one(Field::SortTitle);
        song.sort_artist = self.one(Field::SortArtist);
        song.sort_album = self.one(Field::SortAlbum);
        song.sort_album_artist = self.one(Field::SortAlbumArtist);
        song.levels = Levels {
            track: self.level(Field::R128TrackGain, Field::TrackGain, Field::TrackPeak),
            album: self.level(Field::R128AlbumGain, Field::AlbumGain, Field::AlbumPeak),
        };
    }

    fn level(&self, r128: Field, gain: Field, peak: Field) -> Option<Level> {
        let of_r128 = || Some(-23.0 - self.one(r128)?.trim().parse::<i16>().ok().map(f32::from)? / 256.0);
        let lufs = of_r128().or_else(|| Some(-18.0 - decibels(&self.one(gain)?)?))?;
        let peak = self.one(peak).and_then(|text| text.trim().parse().ok());
        let peak = peak.filter(|peak: &f32| (1e-6..=16.0).contains(peak));
        // Anything else is no gain of music but a slip of the tagger.
        (-70.0..=20.0).contains(&lufs).then_some(Level { lufs, peak })
    }
}

/// `-6.50 dB`, with or without the unit, with a point or a comma.
fn decibels(text: &str) -> Option<f32> {
    let number = text.trim().trim_end_matches(|c: char| c.is_alphabetic() || c.is_whitespace());
    number.replace(',', ".").parse().ok().filter(|gain: &f32| gain.is_finite())
}

/// The first number of four digits: `1999`, `1999-03-12`, `12.03.1999`.
fn year(text: &str) -> Option<u16> {
    let mut runs = text.split(|c: char| !c.is_ascii_digit());
    // 19990312, too.
    let year = runs.find(|run| matches!(run.len(), 4 | 8))?.get(..4)?.parse().ok()?;
    (1000..3000).contains(&year).then_some(year)
}

/// 3 of `3`, `03/12` or `3 of 12`; nothing of `0`.
fn first_number(text: &str) -> Option<u16> {
    let text = text.trim_start();
    let digits = text.find(|c: char| !c.is_ascii_digit()).map_or(text, |end| &text[..end]);
    digits.parse().ok().filter(|number| *number > 0)
}

fn is_set(flag: &str) -> bool {
    matches!(flag.trim().to_ascii_lowercase().as_str(), "1" | "true" | "yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn song(said: &[(Field, &str)]) -> Song {
        let (mut words, mut song) = (Words::default(), Song::default());
        words.add(said.iter().copied());
        words.fill(&mut song);
        song
    }

    #[test]
    fn several_names_are_told_apart() {
        let song_of = song(&[(Field::Artist, "A; B ;A"), (Field::Genre, "Jazz"), (Field::Genre, "Soul")]);
        assert_eq!(
            (song_of.artists, song_of.genres),
            (vec!["A".into(), "B".into()], vec!["Jazz".into(), "Soul".into()])
        );
        let both = song(&[(Field::Artist, "A feat. B"), (Field::Artists, "A"), (Field::Artists, "B")]);
        assert_eq!(both.artists, ["A", "B"]);
        assert_eq!(song(&[(Field::Artist, " \0 "), (Field::Title, "\u{1}a\nb\0")]).title.unwrap(), "a b");
    }

    #[test]
    fn numbers_and_years_are_found() {
        let found = song(&[(Field::Number, "03/12"), (Field::Disc, "0"), (Field::Date, "12.03.1999")]);
        assert_eq!((found.number, found.disc, found.year), (Some(3), None, Some(1999)));
        for (text, expected) in [("19990312", Some(1999)), ("99", None), ("0000", None), ("May 2004!", Some(2004))] {
            assert_eq!(year(text), expected, "{text}");
        }
        assert_eq!(first_number("70000"), None);
        assert_eq!(song(&[(Field::Date, "?"), (Field::OtherDate, "2001")]).year, Some(2001));
    }

    #[test]
    fn gains_become_levels() {
        let levels =
            song(&[(Field::TrackGain, "-6,50 dB"), (Field::TrackPeak, "0.98"), (Field::AlbumGain, "+2")]).levels;
        assert_eq!(levels.track, Some(Level { lufs: -11.5, peak: Some(0.98) }));
        assert_eq!(levels.album, Some(Level { lufs: -20.0, peak: None }));
        let r128 =
            song(&[(Field::R128TrackGain, "-512"), (Field::TrackGain, "nan"), (Field::AlbumGain, "900 dB")]).levels;
        assert_eq!((r128.track.unwrap().lufs, r128.album), (-21.0, None));
    }

    #[test]
    fn an_earlier_tag_wins_field_by_field() {
        let mut words = Words::default();
        words.add([(Field::Title, "new"), (Field::Artist, "a"), (Field::Artist, "b")].into_iter());
        words.add([(Field::Title, "old, cut o"), (Field::Album, "x")].into_iter());
        let mut song = Song::default();
        words.fill(&mut song);
        assert_eq!((song.title.unwrap().as_str(), song.artists.len(), song.album.is_some()), ("new", 2, true));
    }

    #[test]
    fn flags_and_long_texts_are_bounded() {
        assert!(song(&[(Field::Compilation, "1")]).compilation && !song(&[(Field::Compilation, "0")]).compilation);
        assert_eq!(song(&[(Field::Title, &"ö".repeat(5000))]).title.unwrap().len(), 1024);
    }
}
