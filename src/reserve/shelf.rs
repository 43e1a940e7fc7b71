//! Where the reserve asks about the library: its index, or in tests something smaller.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::stock::name_key;
use super::taste::About;
use crate::model::{ReserveSource, Track};
use crate::search::{Field, Query, Term, fold};
use crate::smart;
use crate::store::StoreError;
use crate::store::music::{Key, Reader, Row, Sort, Sound, Tracks};

/// Rows of the index that are asked for at a time.
const PAGE: usize = 2000;
/// Tracks of an artist that are looked at.
const SOME: usize = 50;

/// The library's index, opened for one thread.
pub trait Shelf {
    /// The tracks of a smart playlist or of all the library; those whose disk is away left out. Nothing for a path.
    ///
    /// # Errors
    /// A sentence on why the index cannot be read, or the rules mean nothing.
    fn each(&self, source: &ReserveSource, track: &mut dyn FnMut(Track)) -> Result<(), String>;

    /// What decoding the whole file has shown, if that was ever done.
    fn sound(&self, path: &Path) -> Option<Sound>;

    /// What is known of an artist, named as a station names it; `None` if there is no track by this name.
    fn about(&self, artist: &str) -> Option<About>;

    /// Another number whenever what is in the library has changed. Cheap.
    fn version(&self) -> u64;
}

/// Opens the index for the thread that calls; a sentence if that fails.
pub type Shelves = Arc<dyn Fn() -> Result<Box<dyn Shelf>, String> + Send + Sync>;

/// By this a changed file of rules is told from an unchanged one.
pub(super) fn rules(source: &ReserveSource) -> Option<&PathBuf> {
    match source {
        ReserveSource::Smart { rules, .. } => Some(rules),
        _ => None,
    }
}

/// The library's index, in this file. It need not be there yet: it is opened when it is.
pub fn at(file: PathBuf) -> Shelves {
    Arc::new(move || {
        let reader = Reader::open(&file).map_err(|why| why.to_string())?;
        Ok(Box::new(Index { reader }))
    })
}

struct Index {
    reader: Reader,
}

impl Shelf for Index {
    fn each(&self, source: &ReserveSource, track: &mut dyn FnMut(Track)) -> Result<(), String> {
        let mut take = |row: Row| {
            if !row.away {
                track(row.track);
            }
        };
        match source {
            ReserveSource::Path(_) => Ok(()),
            ReserveSource::Library => self.all(&mut take).map_err(|why| why.to_string()),
            ReserveSource::Smart { rules, .. } => {
                let text = fs::read_to_string(rules).map_err(|why| why.to_string())?;
                let rules = smart::parse(&text).map_err(|mistakes| mistakes.to_string())?;
                let picked = self.reader.select(&rules, Timestamp::now(), fastrand::u64(..));
                picked.map_err(|why| why.to_string())?.into_iter().for_each(take);
                Ok(())
            }
        }
    }

    fn sound(&self, path: &Path) -> Option<Sound> {
        self.reader.sound(path).ok().flatten()
    }

    fn about(&self, artist: &str) -> Option<About> {
        let words: Vec<String> = fold(artist).split(' ').map(str::to_owned).collect();
        let term = Term { field: Field::Artist, words, whole: true, not: false };
        let found = self.reader.search(&Query { terms: vec![term], years: Vec::new() }, SOME).ok()?;
        let is_theirs = |track: &&Track| track.artist.as_deref().and_then(name_key) == name_key(artist);
        About::of(found.tracks.iter().map(|row| &row.track).filter(is_theirs))
    }

    fn version(&self) -> u64 {
        self.reader.revision().unwrap_or_default()
    }
}

impl Index {
    fn all(&self, take: &mut dyn FnMut(Row)) -> Result<(), StoreError> {
        let mut after: Option<Key> = None;
        loop {
            let page = self.reader.tracks(&Tracks::All(Sort::Title), after.as_ref(), PAGE)?;
            page.items.into_iter().for_each(&mut *take);
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::model::{Level, Levels};
    use crate::store::music::{Change, Heard, Song, Stamp, Writer};

    /// An index of songs by Nina Simone (two) and Abba (one, on a disk that is away).
    fn index(folder: &Path) -> (Writer, PathBuf) {
        let file = folder.join("library.db");
        let (mut writer, _) = Writer::open(&file).unwrap();
        let song = |path: &str, artist: &str, genre: &str, lufs: f32| {
            let level = Level { lufs, peak: None };
            Change::Put(Box::new(Song {
                path: path.into(),
                title: Some(path.to_owned()),
                artists: vec![artist.to_owned()],
                genres: vec![genre.to_owned()],
                duration: Some(Duration::from_secs(100)),
                levels: Levels { track: Some(level), album: None },
                ..Song::default()
            }))
        };
        let songs = [
            song("/here/a.mp3", "Nina Simone", "Jazz", -20.0),
            song("/here/b.mp3", "Nina Simone", "Soul", -10.0),
            song("/away/c.mp3", "Abba", "Pop", -9.0),
        ];
        writer.set_roots(&["/here".into(), "/away".into()]).unwrap();
        writer.apply(&songs).unwrap();
        writer.apply(&[Change::Away { root: "/away".into() }]).unwrap();
        (writer, file)
    }

    fn titles(shelf: &dyn Shelf, source: &ReserveSource) -> Result<Vec<String>, String> {
        let mut titles = Vec::new();
        shelf.each(source, &mut |track| titles.push(track.title))?;
        titles.sort();
        Ok(titles)
    }

    #[test]
    fn the_library_and_smart_playlists_are_read_but_for_what_is_away() {
        let folder = tempfile::tempdir().unwrap();
        let (_writer, file) = index(folder.path());
        let shelf = at(file)().unwrap();
        assert_eq!(titles(&*shelf, &ReserveSource::Library).unwrap(), ["/here/a.mp3", "/here/b.mp3"]);
        let rules = folder.path().join("jazz.toml");
        let smart = ReserveSource::Smart { name: "jazz".to_owned(), rules: rules.clone() };
        assert!(titles(&*shelf, &smart).is_err());
        fs::write(&rules, "[[rule]]\nfield = \"genre\"\nis = \"jazz\"\n").unwrap();
        assert_eq!(titles(&*shelf, &smart).unwrap(), ["/here/a.mp3"]);
        fs::write(&rules, "[[rule]]\nfeld = 1\n").unwrap();
        assert!(titles(&*shelf, &smart).unwrap_err().contains("line"));
    }

    #[test]
    fn an_artist_is_known_by_genres_and_loudness() {
        let folder = tempfile::tempdir().unwrap();
        let (_writer, file) = index(folder.path());
        let about = at(file)().unwrap().about("NINA SIMONE").unwrap();
        assert_eq!(about.lufs, Some(-15.0));
        let mut genres = about.genres;
        genres.sort();
        assert_eq!(genres, ["Jazz", "Soul"]);
    }

    #[test]
    fn an_unknown_artist_is_none_and_so_is_an_index_that_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let (_writer, file) = index(folder.path());
        let shelf = at(file)().unwrap();
        assert_eq!((shelf.about("Nina"), shelf.about("Simon")), (None, None));
        assert!(at(folder.path().join("none.db"))().is_err());
    }

    #[test]
    fn a_verdict_is_found_and_only_another_library_is_another_version() {
        let folder = tempfile::tempdir().unwrap();
        let (mut writer, file) = index(folder.path());
        let shelf = at(file)().unwrap();
        let before = shelf.version();
        assert_eq!((shelf.version(), shelf.sound(Path::new("/here/a.mp3"))), (before, None));
        let heard = Heard { length: Duration::from_secs(100), level: None };
        let at = "2026-11-25T02:10Z".parse().unwrap();
        let sound = Sound { stamp: Stamp::default(), at, verdict: Ok(heard) };
        writer.heard(Path::new("/here/a.mp3"), &sound).unwrap();
        assert_eq!(shelf.version(), before);
        writer.apply(&[Change::Gone("/here/b.mp3".into())]).unwrap();
        assert_ne!(shelf.version(), before);
        assert_eq!(shelf.sound(Path::new("/here/a.mp3")), Some(sound));
    }
}
