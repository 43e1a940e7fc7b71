//! Playlists of other programs in, and out to them.

use std::path::{Component, Path, PathBuf};

use super::{Item, Kind, NameError, Playlists, place};
use crate::library::place::KeepError;
use crate::playlist_file::{self, Entry, Target};

/// What an import brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Of the new playlist.
    pub name: String,
    pub tracks: usize,
    /// How many of them are not there; they are kept.
    pub missing: usize,
}

impl Playlists<'_> {
    /// Makes a playlist of another program's file (M3U, M3U8, PLS, XSPF), or of a file with rules (TOML), under `name`
    /// or, without one, the file's own. Paths become absolute; files that are not there keep their places.
    ///
    /// # Errors
    /// The file cannot be read or used, or the name is taken or unfit.
    pub fn import(&self, file: &Path, name: Option<&str>) -> Result<Imported, KeepError> {
        let file = std::path::absolute(file).map_err(|why| KeepError::read(file, why))?;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let name = name.unwrap_or(stem.trim().trim_start_matches('.'));
        if file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
            self.free(name, Kind::Smart, None)?;
            self.set_rules(name, &super::rules(&file)?)?;
            return Ok(Imported { name: name.to_owned(), tracks: 0, missing: 0 });
        }
        let items: Vec<_> = entries_of(&file)?.into_iter().map(Item::look).map(Item::tidied).collect();
        let missing = items.iter().filter(|item| item.missing).count();
        let entries: Vec<_> = items.into_iter().map(|item| item.entry).collect();
        self.create_with(name, &entries)?;
        Ok(Imported { name: name.to_owned(), tracks: entries.len(), missing })
    }

    /// Writes a plain playlist to a file whose name tells the kind. `relative`: files below its folder without the
    /// folder, so that both can be taken elsewhere together.
    ///
    /// # Errors
    /// There is no such playlist, the name tells no kind, there is such a file already, or the disk refuses.
    pub fn export(&self, name: &str, file: &Path, relative: bool) -> Result<usize, KeepError> {
        let entries: Vec<_> = self.read(name)?.into_iter().map(|item| item.entry).collect();
        export(&entries, file, relative)?;
        Ok(entries.len())
    }
}

/// Writes entries, such as a smart playlist's, as [`Playlists::export`] does.
///
/// # Errors
/// The name tells no kind, there is such a file already, or the disk refuses.
pub fn export(entries: &[Entry], file: &Path, relative: bool) -> Result<(), KeepError> {
    let file = std::path::absolute(file).map_err(|why| KeepError::write(file, why))?;
    let kind = playlist_file::Kind::of_path(&file).ok_or_else(|| NameError::NoKind { path: file.clone() })?;
    if file.exists() {
        return Err(NameError::Exists { path: file }.into());
    }
    let base = file.parent().filter(|_| relative);
    place::replace(&file, &playlist_file::write(entries, kind, base), 0o666)
}

/// What a playlist file of any kind names.
fn entries_of(file: &Path) -> Result<Vec<Entry>, KeepError> {
    let bytes = place::read(file)?.ok_or_else(|| KeepError::read(file, std::io::ErrorKind::NotFound.into()))?;
    let named = playlist_file::Kind::of_path(file);
    let kind = named.or_else(|| playlist_file::Kind::sniff(&bytes));
    let kind = kind.ok_or_else(|| NameError::NoKind { path: file.to_owned() })?;
    let entries = playlist_file::parse(&bytes, kind, file.parent().unwrap_or(Path::new("/")));
    entries.map_err(|why| KeepError::Playlist { path: file.to_owned(), why })
}

impl Item {
    /// Without `..` in its path, as the index has it, where that leads to the same file.
    fn tidied(mut self) -> Self {
        if let Target::File(path) = &mut self.entry.target
            && let Some(short) = without_dots(path).filter(|short| self.missing || short.exists())
        {
            *path = short;
        }
        self
    }
}

/// `None` if there is nothing to tidy.
fn without_dots(path: &Path) -> Option<PathBuf> {
    path.components().any(|part| part == Component::ParentDir).then(|| {
        path.components().fold(PathBuf::new(), |mut done, part| {
            match part {
                Component::ParentDir => drop(done.pop()),
                part => done.push(part),
            }
            done
        })
    })
}
