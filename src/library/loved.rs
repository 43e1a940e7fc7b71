//! What a person has given a heart: the plain playlist "Loved", so that it is a file like any other, follows files that
//! are moved, and can be played, edited and taken elsewhere.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::place::{KeepError, Place};
use super::playlists::{Kind, NameError, Playlists};
use crate::model::Track;
use crate::playlist_file::{Entry, Target};
use crate::store::music::Stamp;

/// The playlist's name, in any case.
const NAME: &str = "Loved";

/// The loved tracks as they were when last looked at.
#[derive(Debug)]
pub struct Loved {
    place: Place,
    /// The playlist's file as it was then; `None` if there was none.
    seen: Option<(PathBuf, Stamp)>,
    paths: HashSet<PathBuf>,
}

impl Loved {
    /// Reads the playlist. Without one, nothing is loved.
    ///
    /// # Errors
    /// The playlist cannot be read.
    pub fn of(place: &Place) -> Result<Self, KeepError> {
        let mut loved = Self { place: place.clone(), seen: None, paths: HashSet::new() };
        loved.refresh()?;
        Ok(loved)
    }

    /// Touches no disk.
    pub fn is(&self, path: &Path) -> bool {
        self.paths.contains(path)
    }

    /// Reads the playlist again if somebody has changed it, renamed it or made a new one. `true` if that was so. Looks at
    /// one folder and one file otherwise.
    ///
    /// # Errors
    /// The playlist cannot be read; what was loved before is still.
    pub fn refresh(&mut self) -> Result<bool, KeepError> {
        let playlists = Playlists::of(&self.place);
        let now = find(&playlists)?.and_then(|(path, _)| {
            let stamp = Stamp::of(&fs::metadata(&path).ok()?);
            Some((path, stamp))
        });
        if now == self.seen {
            return Ok(false);
        }
        self.paths = match &now {
            Some((path, _)) => playlists.targets(path)?,
            None => HashSet::new(),
        };
        self.seen = now;
        Ok(true)
    }

    /// Gives a track a heart, at the end of the playlist, or takes it away. What others have done to the playlist
    /// meanwhile stays. Only files can be loved: of others nothing is kept.
    ///
    /// # Errors
    /// The playlist cannot be written, or there is a smart one of that name; all is as it was.
    pub fn set(&mut self, track: &Track, loved: bool) -> Result<(), KeepError> {
        let Some(entry) = Entry::of(track) else { return Ok(()) };
        let playlists = Playlists::of(&self.place);
        match find(&playlists)? {
            Some((_, name)) => playlists.edit(&name, |list| {
                let is_it = |other: &Entry| other.target == entry.target;
                if !loved {
                    list.retain(|other| !is_it(other));
                } else if !list.iter().any(is_it) {
                    list.push(entry.clone());
                }
                Ok(())
            })?,
            None if loved => match playlists.create_with(NAME, std::slice::from_ref(&entry)) {
                // Another process was first.
                Err(KeepError::Name(NameError::Taken { .. })) if find(&playlists)?.is_some() => {
                    return self.set(track, loved);
                }
                done => done?,
            },
            None => {}
        }
        self.refresh().map(drop)
    }
}

/// The playlist's file and name. Where there are several, the one that is spelled as here.
fn find(playlists: &Playlists<'_>) -> Result<Option<(PathBuf, String)>, KeepError> {
    let named = |path: PathBuf| {
        let (_, name) = Kind::of(&path)?;
        let name = name.to_owned();
        name.eq_ignore_ascii_case(NAME).then_some((path, name))
    };
    let all = playlists.plain_files()?.into_iter().filter_map(named);
    Ok(all.min_by_key(|(_, name)| (name != NAME, name.clone())))
}

impl Playlists<'_> {
    /// The files of a plain playlist.
    fn targets(&self, path: &Path) -> Result<HashSet<PathBuf>, KeepError> {
        let file = |mut entry: Entry| {
            super::playlists::settle(&mut entry);
            match entry.target {
                Target::File(path) => Some(path),
                Target::Url(_) => None,
            }
        };
        Ok(self.entries(path)?.into_iter().filter_map(file).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(path: &str) -> Track {
        Track { artist: Some("Somebody".into()), ..Track::from_path(path.into()) }
    }

    fn place() -> (tempfile::TempDir, Place) {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::at(folder.path()).unwrap();
        (folder, place)
    }

    fn titles(place: &Place, name: &str) -> Vec<String> {
        let items = Playlists::of(place).read(name).unwrap();
        items.into_iter().map(|item| item.entry.title.unwrap_or_default()).collect()
    }

    #[test]
    fn a_heart_is_a_line_in_a_playlist() {
        let (_folder, place) = place();
        let mut loved = Loved::of(&place).unwrap();
        loved.set(&track("/m/none.mp3"), false).unwrap();
        assert!(Playlists::of(&place).list().unwrap().is_empty(), "nothing loved, no playlist");
        for path in ["/m/a b.mp3", "/m/ü.mp3", "/m/a b.mp3"] {
            loved.set(&track(path), true).unwrap();
        }
        assert!(loved.is("/m/a b.mp3".as_ref()) && loved.is("/m/ü.mp3".as_ref()) && !loved.is("/m/c.mp3".as_ref()));
        assert_eq!(titles(&place, "Loved"), ["a b", "ü"]);
        let again = Loved::of(&place).unwrap();
        assert!(again.is("/m/ü.mp3".as_ref()));
        loved.set(&track("/m/a b.mp3"), false).unwrap();
        assert!(!loved.is("/m/a b.mp3".as_ref()));
        assert_eq!(titles(&place, "Loved"), ["ü"]);
    }

    #[test]
    fn what_others_do_to_the_playlist_is_seen_and_kept() {
        let (_folder, place) = place();
        let (mut one, mut other) = (Loved::of(&place).unwrap(), Loved::of(&place).unwrap());
        one.set(&track("/m/1.mp3"), true).unwrap();
        other.set(&track("/m/2.mp3"), true).unwrap();
        one.set(&track("/m/3.mp3"), true).unwrap();
        assert_eq!(titles(&place, "Loved"), ["1", "2", "3"]);
        assert!(one.is("/m/2.mp3".as_ref()) && !other.is("/m/3.mp3".as_ref()));
        assert!(other.refresh().unwrap() && other.is("/m/3.mp3".as_ref()));
        assert!(!other.refresh().unwrap(), "nothing new");
        let playlists = Playlists::of(&place);
        let mut text = fs::read_to_string(playlists.file("Loved").unwrap()).unwrap();
        text.push_str("/m/by hand.mp3\nhttp://radio.example/\n");
        fs::write(playlists.file("Loved").unwrap(), text).unwrap();
        assert!(one.refresh().unwrap() && one.is("/m/by hand.mp3".as_ref()));
        one.set(&track("/m/1.mp3"), false).unwrap();
        assert_eq!(playlists.read("Loved").unwrap().len(), 4, "the address stays");
    }

    #[test]
    fn a_playlist_that_is_renamed_or_deleted_is_not_missed() {
        let (_folder, place) = place();
        let mut loved = Loved::of(&place).unwrap();
        loved.set(&track("/m/1.mp3"), true).unwrap();
        let playlists = Playlists::of(&place);
        playlists.rename("Loved", "loved").unwrap();
        loved.refresh().unwrap();
        loved.set(&track("/m/2.mp3"), true).unwrap();
        assert_eq!(titles(&place, "loved"), ["1", "2"], "in any case it is this one");
        playlists.rename("loved", "Old loves").unwrap();
        assert!(loved.refresh().unwrap() && !loved.is("/m/1.mp3".as_ref()));
        loved.set(&track("/m/3.mp3"), true).unwrap();
        assert_eq!((titles(&place, "Old loves").len(), titles(&place, "Loved")), (2, vec!["3".to_owned()]));
        fs::remove_file(playlists.file("Loved").unwrap()).unwrap();
        loved.set(&track("/m/3.mp3"), false).unwrap();
        assert!(!loved.is("/m/3.mp3".as_ref()));
    }

    #[test]
    fn many_at_once_lose_none() {
        let (_folder, place) = place();
        std::thread::scope(|scope| {
            for n in 0..8 {
                let place = &place;
                scope.spawn(move || {
                    let mut loved = Loved::of(place).unwrap();
                    loved.set(&track(&format!("/m/{n}.mp3")), true).unwrap();
                    assert!(loved.is(format!("/m/{n}.mp3").as_ref()));
                });
            }
        });
        assert_eq!(titles(&place, "Loved").len(), 8);
    }

    #[test]
    fn a_smart_playlist_of_that_name_is_a_sentence() {
        let (_folder, place) = place();
        fs::write(place.playlists().join("Loved.toml"), "").unwrap();
        let mut loved = Loved::of(&place).unwrap();
        let told = loved.set(&track("/m/1.mp3"), true).unwrap_err().to_string();
        assert!(told.contains("\"Loved\" already"), "{told}");
        assert!(!loved.is("/m/1.mp3".as_ref()));
    }
}
