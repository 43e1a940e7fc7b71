//! Changes to playlists, each whole on the disk when it returns.

use std::path::{Path, PathBuf};

use super::{Kind, NameError, Playlists, place, settle};
use crate::library::marks;
use crate::library::place::KeepError;
use crate::playlist_file::{self, Entry, Target};
use crate::smart::Rules;

/// For the user alone.
const MODE: u32 = 0o600;

/// All errors: the name (none such, taken, unfit), or the disk. What was there before is still there.
impl Playlists<'_> {
    /// An empty plain playlist.
    ///
    /// # Errors
    /// See [`NameError`] and [`KeepError`]; so for all that follow.
    pub fn create(&self, name: &str) -> Result<(), KeepError> {
        self.create_with(name, &[])
    }

    /// A plain playlist with tracks in it.
    pub fn create_with(&self, name: &str, entries: &[Entry]) -> Result<(), KeepError> {
        let _lock = self.place.lock()?;
        let path = self.free(name, Kind::Plain, None)?;
        place::replace(&path, &self.written(entries), MODE)
    }

    /// A smart playlist. An old one of that name gets the new rules.
    pub fn set_rules(&self, name: &str, rules: &Rules) -> Result<(), KeepError> {
        let _lock = self.place.lock()?;
        let path = match self.find(name) {
            Ok((Kind::Smart, path)) => path,
            _ => self.free(name, Kind::Smart, None)?,
        };
        place::replace(&path, rules.to_toml().as_bytes(), MODE)
    }

    /// Gives a playlist another name; what is marked as reserve stays marked.
    pub fn rename(&self, name: &str, new: &str) -> Result<(), KeepError> {
        let _lock = self.place.lock()?;
        let (kind, path) = self.find(name)?;
        let free = self.free(new, kind, Some(name))?;
        // Both names are marked in between: whenever the power goes, the playlist is.
        marks::rename(self.place, kind, name, new, marks::Step::Before)?;
        place::rename(&path, &free)?;
        marks::rename(self.place, kind, name, new, marks::Step::After)
    }

    /// A copy under another name.
    pub fn duplicate(&self, name: &str, new: &str) -> Result<(), KeepError> {
        let _lock = self.place.lock()?;
        let (kind, path) = self.find(name)?;
        let free = self.free(new, kind, None)?;
        let bytes = place::read(&path)?.ok_or_else(|| self.absent(name))?;
        place::replace(&free, &bytes, MODE)
    }

    /// Adds tracks at the end.
    pub fn append(&self, name: &str, entries: &[Entry]) -> Result<(), KeepError> {
        self.edit(name, |list| {
            list.extend_from_slice(entries);
            Ok(())
        })
    }

    /// Puts tracks before the one at `place`, from 0; the length is the end.
    pub fn insert(&self, name: &str, place: usize, entries: &[Entry]) -> Result<(), KeepError> {
        self.edit(name, |list| {
            // The end is no track's place, but one to put some at.
            check(name, list.len() + 1, &[place])?;
            list.splice(place..place, entries.iter().cloned());
            Ok(())
        })
    }

    /// Takes out the tracks at these places, from 0, which are given back in the playlist's order.
    pub fn remove(&self, name: &str, places: &[usize]) -> Result<Vec<Entry>, KeepError> {
        self.edit(name, |list| {
            check(name, list.len(), places)?;
            Ok(split(list, places))
        })
    }

    /// Puts all of this in the place of all that is in it, which is given back.
    pub fn replace(&self, name: &str, entries: Vec<Entry>) -> Result<Vec<Entry>, KeepError> {
        self.edit(name, |list| Ok(std::mem::replace(list, entries)))
    }

    /// Moves the tracks at these places, from 0, so that they stand together, in the order that they had, the first of
    /// them at `to` (or as near as there is room).
    pub fn reorder(&self, name: &str, places: &[usize], to: usize) -> Result<(), KeepError> {
        self.edit(name, |list| {
            check(name, list.len(), places)?;
            let moved = split(list, places);
            let to = to.min(list.len());
            list.splice(to..to, moved);
            Ok(())
        })
    }

    /// Puts other paths in the place of those that `find` knows. The lock must be held. `true` if there were any.
    pub(in crate::library) fn relocate(
        &self,
        path: &Path,
        find: &dyn Fn(&Path) -> Option<PathBuf>,
    ) -> Result<bool, KeepError> {
        let mut entries = self.entries(path)?;
        let mut any = false;
        for entry in &mut entries {
            let Target::File(target) = &entry.target else { continue };
            let place = find(target).or_else(|| entry.otherwise.iter().find_map(|path| find(path)));
            if let Some(place) = place {
                (entry.target, any) = (Target::File(place), true);
                entry.otherwise.clear();
            }
        }
        if any {
            self.save(path, entries)?;
        }
        Ok(any)
    }

    pub(in crate::library) fn plain_files(&self) -> Result<Vec<PathBuf>, KeepError> {
        let is_plain = |path: &PathBuf| matches!(Kind::of(path), Some((Kind::Plain, _)));
        Ok(self.files()?.into_iter().filter(is_plain).collect())
    }

    /// Changes the tracks of a plain playlist, under the lock.
    pub(in crate::library) fn edit<T>(
        &self,
        name: &str,
        change: impl FnOnce(&mut Vec<Entry>) -> Result<T, KeepError>,
    ) -> Result<T, KeepError> {
        let _lock = self.place.lock()?;
        let path = self.find_plain(name)?;
        let mut entries = self.entries(&path)?;
        let given = change(&mut entries)?;
        self.save(&path, entries)?;
        Ok(given)
    }

    fn save(&self, path: &Path, mut entries: Vec<Entry>) -> Result<(), KeepError> {
        entries.iter_mut().for_each(settle);
        self.keep_aside(path)?;
        place::replace(path, &self.written(&entries), MODE)
    }

    fn written(&self, entries: &[Entry]) -> Vec<u8> {
        playlist_file::write(entries, playlist_file::Kind::M3u8, Some(&self.place.playlists()))
    }

    /// Somebody's own hand may have written more into the file than the next edit will keep: then a copy of it stays
    /// beside it, `.NAME.m3u8.by-hand`.
    fn keep_aside(&self, path: &Path) -> Result<(), KeepError> {
        let bytes = place::read(path)?.unwrap_or_default();
        if is_ours(&bytes) {
            return Ok(());
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        place::replace(&path.with_file_name(format!(".{name}.by-hand")), &bytes, MODE)
    }
}

/// Whether all that the file holds is kept by an edit: no other encodings, no comments.
fn is_ours(bytes: &[u8]) -> bool {
    const WORDS: [&str; 3] = ["#EXTM3U", "#EXTINF:", "#EXTART:"];
    let is_kept = |line: &str| !line.starts_with('#') || WORDS.iter().any(|word| line.starts_with(word));
    std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0') && text.lines().all(is_kept))
}

fn check(name: &str, len: usize, places: &[usize]) -> Result<(), NameError> {
    match places.iter().find(|place| **place >= len) {
        Some(place) => Err(NameError::Place { name: name.to_owned(), place: *place }),
        None => Ok(()),
    }
}

/// Takes out what stands at `places`.
fn split(list: &mut Vec<Entry>, places: &[usize]) -> Vec<Entry> {
    let mut number = 0;
    let at_places = |_: &mut Entry| {
        number += 1;
        places.contains(&(number - 1))
    };
    list.extract_if(.., at_places).collect()
}
