//! Deleted playlists: moved aside under a dated name, and back.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::{Kind, NameError, Playlists, place};
use crate::library::place::KeepError;

/// The date before the name, in UTC; always as long.
const DATE: &str = "%Y-%m-%dT%H-%M-%S.%6fZ";

/// A playlist in the trash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trashed {
    pub name: String,
    pub kind: Kind,
    /// When it was deleted, as its file's name has it (UTC).
    pub deleted: String,
    #[serde(skip)]
    path: PathBuf,
}

impl Playlists<'_> {
    /// Moves a playlist to the trash, from where [`Playlists::restore`] brings it back.
    ///
    /// # Errors
    /// There is no such playlist, or the disk refuses.
    pub fn delete(&self, name: &str, now: Timestamp) -> Result<(), KeepError> {
        let _lock = self.place.lock()?;
        let (kind, path) = self.find(name)?;
        let mut at = now;
        let mut free = || {
            let aside = self.place.trash().join(format!("{} {}", at.strftime(DATE), kind.file(name)));
            at = at.checked_add(SignedDuration::from_micros(1)).unwrap_or(at);
            aside
        };
        let aside = std::iter::repeat_with(&mut free).take(1000).find(|aside| !aside.exists());
        place::rename(&path, &aside.unwrap_or_else(free))
    }

    /// What is in the trash, newest first.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn trashed(&self) -> Result<Vec<Trashed>, KeepError> {
        let folder = self.place.trash();
        let entries = fs::read_dir(&folder).map_err(|why| KeepError::read(&folder, why))?;
        let mut found: Vec<_> = entries.flatten().filter_map(|entry| Trashed::of(&entry.path())).collect();
        found.sort_by(|a, b| b.deleted.cmp(&a.deleted));
        Ok(found)
    }

    /// Brings back the playlist of this name that was deleted last.
    ///
    /// # Errors
    /// There is none in the trash, its name is taken by now, or the disk refuses.
    pub fn restore(&self, name: &str) -> Result<(), KeepError> {
        let _lock = self.place.lock()?;
        let last = self.trashed()?.into_iter().find(|trashed| trashed.name == name);
        let last = last.ok_or_else(|| NameError::NotInTrash { name: name.to_owned() })?;
        place::rename(&last.path, &self.free(name, last.kind, None)?)
    }
}

impl Trashed {
    fn of(path: &Path) -> Option<Self> {
        let (kind, name) = Kind::of(path)?;
        let (deleted, name) = name.split_once(' ')?;
        Some(Self { name: name.to_owned(), kind, deleted: deleted.to_owned(), path: path.to_owned() })
    }
}
