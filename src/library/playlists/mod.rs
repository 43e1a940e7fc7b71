//! The playlists: a folder of `.m3u8` files with tracks and `.toml` files with rules.
//!
//! The folder is the truth: files that appear in it are playlists, and an edit is on the disk when it returns. Each
//! edit reads the file, changes it and replaces it whole, under the lock of the [`Place`].

mod edit;
mod name;
mod trade;
mod trash;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use super::place::{self, KeepError, Place};
use crate::playlist_file::{self, Entry, Target};
use crate::smart::{self, Rules};

pub use name::{Kind, NameError};
pub use trade::{Imported, export};
pub use trash::Trashed;

/// The playlists of a place.
#[derive(Clone, Copy, Debug)]
pub struct Playlists<'p> {
    place: &'p Place,
}

/// A playlist as a list of them shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Listed {
    pub name: String,
    pub kind: Kind,
    /// `None` for a smart one: the index knows.
    pub tracks: Option<usize>,
    /// Of all tracks whose length is known.
    #[serde(serialize_with = "crate::model::seconds")]
    pub length: Duration,
    /// Tracks whose length is not known.
    pub unmeasured: usize,
    /// When the file was last changed.
    pub modified: Timestamp,
    /// Why it cannot be used.
    pub problem: Option<String>,
}

/// A track of a playlist.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub entry: Entry,
    /// The file is not there (now). It keeps its place.
    pub missing: bool,
}

impl<'p> Playlists<'p> {
    pub fn of(place: &'p Place) -> Self {
        Self { place }
    }

    /// All playlists by their names. One that cannot be used is listed with its problem.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn list(&self) -> Result<Vec<Listed>, KeepError> {
        let files = self.files()?;
        let mut list: Vec<_> = files.iter().filter_map(|path| self.listed(path)).collect();
        list.sort_by_cached_key(|listed| (listed.name.to_lowercase(), listed.name.clone()));
        Ok(list)
    }

    /// What kind the playlist of this name is.
    ///
    /// # Errors
    /// There is none.
    pub fn kind(&self, name: &str) -> Result<Kind, KeepError> {
        self.find(name).map(|(kind, _)| kind)
    }

    /// The tracks of a plain playlist. Touches each file, to see whether it is there.
    ///
    /// # Errors
    /// There is no such playlist, it is a smart one, or it cannot be read.
    pub fn read(&self, name: &str) -> Result<Vec<Item>, KeepError> {
        let entries = self.entries(&self.find_plain(name)?)?;
        Ok(entries.into_iter().map(Item::look).collect())
    }

    /// The rules of a smart playlist.
    ///
    /// # Errors
    /// There is no such playlist, it is a plain one, it cannot be read, or its rules have mistakes.
    pub fn rules(&self, name: &str) -> Result<Rules, KeepError> {
        match self.find(name)? {
            (Kind::Smart, path) => rules(&path),
            (Kind::Plain, _) => Err(NameError::Plain { name: name.to_owned() }.into()),
        }
    }

    /// The file of a playlist, for whoever wants to edit it by hand.
    ///
    /// # Errors
    /// There is no such playlist.
    pub fn file(&self, name: &str) -> Result<PathBuf, KeepError> {
        self.find(name).map(|(_, path)| path)
    }

    fn listed(&self, path: &Path) -> Option<Listed> {
        let (kind, name) = Kind::of(path)?;
        let changed = fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
        let modified = changed.and_then(|time| Timestamp::try_from(time).ok()).unwrap_or(Timestamp::UNIX_EPOCH);
        let mut listed = Listed {
            name: name.to_owned(),
            kind,
            tracks: None,
            length: Duration::ZERO,
            unmeasured: 0,
            modified,
            problem: None,
        };
        let known = match kind {
            Kind::Plain => self.entries(path).map(|entries| listed.count(&entries)),
            Kind::Smart => rules(path).map(drop),
        };
        listed.problem = known.err().map(|why| why.to_string());
        Some(listed)
    }

    /// Other readings of a line are kept: which one is meant is found out where it matters.
    pub(in crate::library) fn entries(&self, path: &Path) -> Result<Vec<Entry>, KeepError> {
        let bytes = place::read(path)?.unwrap_or_default();
        let entries = playlist_file::parse(&bytes, playlist_file::Kind::M3u8, &self.place.playlists());
        entries.map_err(|why| KeepError::Playlist { path: path.to_owned(), why })
    }

    fn files(&self) -> Result<Vec<PathBuf>, KeepError> {
        let folder = self.place.playlists();
        let entries = fs::read_dir(&folder).map_err(|why| KeepError::read(&folder, why))?;
        Ok(entries.flatten().map(|entry| entry.path()).filter(|path| Kind::of(path).is_some()).collect())
    }

    fn find(&self, name: &str) -> Result<(Kind, PathBuf), KeepError> {
        name::check(name)?;
        let at = |kind: Kind| (kind, self.place.playlists().join(kind.file(name)));
        let found = [Kind::Plain, Kind::Smart].map(at).into_iter().find(|(_, path)| path.exists());
        found.map_or_else(|| Err(self.absent(name)), Ok)
    }

    fn find_plain(&self, name: &str) -> Result<PathBuf, KeepError> {
        match self.find(name)? {
            (Kind::Plain, path) => Ok(path),
            (Kind::Smart, _) => Err(NameError::Smart { name: name.to_owned() }.into()),
        }
    }

    fn absent(&self, name: &str) -> KeepError {
        let files = self.files().unwrap_or_default();
        name::absent(name, files.iter().filter_map(|path| Kind::of(path)).map(|(_, name)| name)).into()
    }

    /// Where a new playlist goes. `but`: the name of one that may be alike, because it is the one that is renamed.
    fn free(&self, name: &str, kind: Kind, but: Option<&str>) -> Result<PathBuf, KeepError> {
        name::check(name)?;
        let files = self.files()?;
        let mut names = files.iter().filter_map(|path| Kind::of(path)).map(|(_, name)| name);
        match names.find(|other| name::is_alike(other, name) && Some(*other) != but) {
            Some(other) => Err(NameError::Taken { name: other.to_owned() }.into()),
            None => Ok(self.place.playlists().join(kind.file(name))),
        }
    }
}

fn rules(path: &Path) -> Result<Rules, KeepError> {
    let bytes = place::read(path)?.unwrap_or_default();
    let text = String::from_utf8(bytes)
        .map_err(|_| KeepError::Damaged { path: path.to_owned(), why: "it is not text in UTF-8".into() })?;
    smart::parse(&text).map_err(|why| KeepError::Rules { path: path.to_owned(), why })
}

impl Listed {
    fn count(&mut self, entries: &[Entry]) {
        self.tracks = Some(entries.len());
        self.length = entries.iter().filter_map(|entry| entry.duration).sum();
        self.unmeasured = entries.iter().filter(|entry| entry.duration.is_none()).count();
    }
}

impl Item {
    fn look(mut entry: Entry) -> Self {
        settle(&mut entry);
        let missing = matches!(&entry.target, Target::File(path) if !path.exists());
        Self { entry, missing }
    }
}

/// Settles which reading of a line is meant: the first that is there, else the likeliest.
pub(in crate::library) fn settle(entry: &mut Entry) {
    let otherwise = std::mem::take(&mut entry.otherwise);
    if let Target::File(path) = &mut entry.target
        && !otherwise.is_empty()
        && !path.exists()
        && let Some(found) = otherwise.into_iter().find(|path| path.exists())
    {
        *path = found;
    }
}

#[cfg(test)]
mod tests;
