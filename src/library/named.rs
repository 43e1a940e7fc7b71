//! From the files, folders and playlists that a person named to tracks.

use std::cmp::Ordering;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::{Kind, Place, Playlists};
use crate::model::{self, Location, Track, shown};
use crate::playlist_file::{self, Entry, Target};
use crate::search::Query;
use crate::smart::Rules;
use crate::store::StoreError;
use crate::store::music::{Reader, Row};

/// Folders within folders: a link may lead in a circle.
const DEEPEST: usize = 32;
/// A playlist larger than this (bytes) is something else.
const LARGEST_PLAYLIST: u64 = 16 << 20;

/// Tracks that are looked up in the library before the music begins; the rest tell their names when they play.
const MOST_LOOKED_UP: usize = 20_000;

/// What was found.
#[derive(Debug, Default)]
pub struct Tracks {
    pub tracks: Vec<Arc<Track>>,
    /// Sentences on what was named and cannot be played.
    pub problems: Vec<String>,
}

/// Where names of playlists and searches are looked up.
pub struct Shelf {
    place: Place,
    /// `None` before there is a library.
    reader: Option<Reader>,
}

impl Shelf {
    /// # Errors
    /// The library is there, and cannot be read.
    pub fn open(place: Place) -> Result<Self, StoreError> {
        match Reader::open(&place.index()) {
            Ok(reader) => Ok(Self { place, reader: Some(reader) }),
            Err(StoreError::Absent { .. }) => Ok(Self { place, reader: None }),
            Err(why) => Err(why),
        }
    }
}

/// Expands folders (with the folders in them, in natural order), playlists, names of playlists and a search. Blocks on
/// the disk.
pub fn tracks(paths: &[PathBuf], search: Option<&str>, shelf: Option<&Shelf>) -> Tracks {
    let mut found = Tracks::default();
    for path in paths {
        let before = found.tracks.len() + found.problems.len();
        match shelf.filter(|_| !path.exists()).and_then(|shelf| shelf.playlist(path)) {
            Some(playlist) => found.add(playlist),
            None => found.named(path),
        }
        if found.tracks.len() + found.problems.len() == before {
            found.problems.push(format!("{} holds no music that Segue can play.", path.display()));
        }
    }
    if let Some(reader) = shelf.and_then(|shelf| shelf.reader.as_ref()) {
        found.look_up(reader);
    }
    if let (Some(words), Some(shelf)) = (search, shelf) {
        found.add(shelf.search(words));
    }
    found
}

impl Shelf {
    /// What is in the playlist of this name; `None` if there is none.
    fn playlist(&self, name: &Path) -> Option<Result<Tracks, String>> {
        let name = name.to_str()?;
        let lists = Playlists::of(&self.place);
        Some(match lists.kind(name).ok()? {
            Kind::Plain => lists.file(name).map(|file| tracks(&[file], None, None)).map_err(|why| why.to_string()),
            Kind::Smart => lists.rules(name).map_err(|why| why.to_string()).and_then(|rules| self.select(&rules)),
        })
    }

    fn select(&self, rules: &Rules) -> Result<Tracks, String> {
        let Some(reader) = &self.reader else { return Ok(Tracks::default()) };
        let rows = reader.select(rules, Timestamp::now(), fastrand::u64(..));
        rows.map(Tracks::of).map_err(|why| why.to_string())
    }

    fn search(&self, words: &str) -> Result<Tracks, String> {
        let Some(reader) = &self.reader else {
            return Err("There is no library to search yet. Begin with: segue library add ~/Music".into());
        };
        let found = reader.matching(&Query::parse(words)).map_err(|why| why.to_string())?;
        if found.is_empty() { Err(format!("The search for {words} finds nothing.")) } else { Ok(Tracks::of(found)) }
    }
}

impl Tracks {
    /// Mixes the order by chance.
    pub fn shuffle(&mut self) {
        fastrand::shuffle(&mut self.tracks);
    }

    /// Those that are there.
    fn of(rows: Vec<Row>) -> Self {
        let there = rows.into_iter().filter(|row| !row.away);
        Self { tracks: there.map(|row| Arc::new(row.track)).collect(), problems: Vec::new() }
    }

    fn add(&mut self, more: Result<Tracks, String>) {
        match more {
            Ok(more) => {
                self.tracks.extend(more.tracks);
                self.problems.extend(more.problems);
            }
            Err(sentence) => self.problems.push(sentence),
        }
    }

    /// Takes over what the library knows: tags, and how loud the tracks are.
    fn look_up(&mut self, reader: &Reader) {
        for track in self.tracks.iter_mut().take(MOST_LOOKED_UP) {
            if let Location::File(path) = &track.location
                && let Ok(Some(row)) = reader.track(path)
            {
                *track = Arc::new(row.track);
            }
        }
    }

    fn named(&mut self, path: &Path) {
        match fs::metadata(path) {
            Err(why) => self.problem(path, &why.to_string()),
            Ok(metadata) if metadata.is_dir() => self.folder(path, DEEPEST),
            Ok(_) => match playlist_file::Kind::of_path(path) {
                Some(kind) => self.playlist(path, kind),
                None => self.tracks.push(Arc::new(Track::from_path(absolute(path)))),
            },
        }
    }

    fn folder(&mut self, folder: &Path, depth: usize) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(why) => return self.problem(folder, &why.to_string()),
        };
        let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        inside.sort_by(|a, b| natural(&a.to_string_lossy(), &b.to_string_lossy()));
        for path in inside {
            if path.is_dir() && depth > 0 {
                self.folder(&path, depth - 1);
            } else if model::is_playable(&path) {
                self.tracks.push(Arc::new(Track::from_path(absolute(&path))));
            }
        }
    }

    fn playlist(&mut self, path: &Path, kind: playlist_file::Kind) {
        let mut bytes = Vec::new();
        let read = fs::File::open(path).and_then(|file| file.take(LARGEST_PLAYLIST).read_to_end(&mut bytes));
        if let Err(why) = read {
            return self.problem(path, &why.to_string());
        }
        let base = absolute(path).parent().map(Path::to_owned).unwrap_or_default();
        match playlist_file::parse(&bytes, kind, &base) {
            Ok(entries) => entries.into_iter().for_each(|entry| self.entry(entry)),
            Err(why) => self.problem(path, &why.to_string()),
        }
    }

    fn entry(&mut self, entry: Entry) {
        let path = match entry.target {
            Target::File(path) => path,
            Target::Url(url) => {
                let url = shown(&url);
                return self.problems.push(format!("{url} in a playlist is not on this machine: use --feed {url}"));
            }
        };
        let place = std::iter::once(&path).chain(&entry.otherwise).find(|place| place.exists()).unwrap_or(&path);
        if place.is_dir() {
            return self.folder(place, DEEPEST);
        }
        // A file that is missing is the player's to tell, when its turn comes: it may be there by then.
        let mut track = Track::from_path(place.clone());
        track.title = entry.title.unwrap_or(track.title);
        track.duration = entry.duration;
        self.tracks.push(Arc::new(track));
    }

    fn problem(&mut self, path: &Path, why: &str) {
        self.problems.push(format!("{} cannot be played: {why}.", path.display()));
    }
}

/// People's order: numbers by their value ("2" before "10"), letters without regard to case.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (Some(x), Some(y)) = (left.chars().next(), right.chars().next()) else {
            // Equal but for case and leading zeros: any fixed order will do.
            return left.len().cmp(&right.len()).then_with(|| a.cmp(b));
        };
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            let ((number, rest), (other, other_rest)) = (split_number(left), split_number(right));
            (left, right) = (rest, other_rest);
            number.len().cmp(&other.len()).then_with(|| number.cmp(other))
        } else {
            (left, right) = (&left[x.len_utf8()..], &right[y.len_utf8()..]);
            x.to_lowercase().cmp(y.to_lowercase())
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// The digits at the start without leading zeros, and what follows.
fn split_number(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    (number.trim_start_matches('0'), rest)
}

/// From the root, so that it means the same tomorrow.
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_count() {
        let mut names = ["Track 10", "track 9", "Track 010b", "a", "B", "Ä", "Track 1"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["a", "B", "Track 1", "track 9", "Track 10", "Track 010b", "Ä"]);
        assert_eq!(natural("01", "1").reverse(), natural("1", "01"));
    }

    #[test]
    fn folders_and_playlists_become_tracks_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        fs::create_dir(place("2 more")).unwrap();
        for name in ["10.mp3", "9.ogg", "cover.jpg", "2 more/x.flac"] {
            fs::write(place(name), "").unwrap();
        }
        fs::write(place("list.m3u"), "#EXTM3U\n#EXTINF:61,Somebody\n9.ogg\nhttp://a.example/?token=x\n").unwrap();
        let names = |found: &Tracks| found.tracks.iter().map(|track| track.title.clone()).collect::<Vec<_>>();
        let found = tracks(&[folder.path().to_owned(), place("cover.jpg")], None, None);
        assert_eq!(names(&found), ["x", "9", "10", "cover"], "a named file is taken at its word");
        let found = tracks(&[place("list.m3u")], None, None);
        assert_eq!(names(&found), ["Somebody"]);
        assert_eq!(
            found.problems,
            ["http://a.example/ in a playlist is not on this machine: use --feed http://a.example/"]
        );
    }

    #[test]
    fn what_holds_no_music_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let found = tracks(&[folder.path().to_owned(), "/nowhere/x.mp3".into()], None, None);
        assert!(found.tracks.is_empty());
        assert!(found.problems[0].ends_with("holds no music that Segue can play."));
        assert!(found.problems[1].starts_with("/nowhere/x.mp3 cannot be played: No such file"));
    }
}
