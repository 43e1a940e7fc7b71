//! The library's place: the folder with all that the user made, in plain files, and how they are changed.
//!
//! A file is replaced whole or not at all, whenever the power goes; and only one process at a time changes any.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::playlists::NameError;
use crate::playlist_file::PlaylistError;
use crate::smart::Mistakes;
use crate::store::whole::{self, clear, sync_folder_of};

/// How long another process may be changing the library before that is an error: tries, and the pause between them.
const PATIENCE: (usize, Duration) = (250, Duration::from_millis(20));
/// What is larger, in bytes, was not made by a person.
const LARGEST: u64 = 1 << 30;

/// Why something that the user made cannot be read or kept. What was there before is still there.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    #[error("the disk is full: {} stays as it was; free some space and try again", path.display())]
    Full { path: PathBuf },
    #[error("{} cannot be written and stays as it was: {why}", path.display())]
    Write { path: PathBuf, why: io::Error },
    #[error("{} cannot be read: {why}", path.display())]
    Read { path: PathBuf, why: io::Error },
    #[error("another Segue has been changing the library in {} for 5 s; wait until it is done, or end it", path.display())]
    Busy { path: PathBuf },
    #[error("{} cannot be understood: {why}; mend it, or move it away to begin anew", path.display())]
    Damaged { path: PathBuf, why: String },
    #[error("{} cannot be used: {why}", path.display())]
    Playlist { path: PathBuf, why: PlaylistError },
    #[error("{} has mistakes:\n{why}", path.display())]
    Rules { path: PathBuf, why: Mistakes },
    #[error(transparent)]
    Name(#[from] NameError),
}

impl KeepError {
    pub(super) fn write(path: &Path, why: io::Error) -> Self {
        let path = path.to_owned();
        match why.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full { path },
            _ => Self::Write { path, why },
        }
    }

    pub(super) fn read(path: &Path, why: io::Error) -> Self {
        Self::Read { path: path.to_owned(), why }
    }
}

/// The folder with the user's files.
#[derive(Clone, Debug)]
pub struct Place {
    folder: PathBuf,
}

/// While it is held, nobody else changes the library.
pub(super) struct Lock {
    _file: File,
}

impl Place {
    /// Takes the folder, and creates it and those in it (for the user alone) if need be. What a change that was cut
    /// short has left is cleared away.
    ///
    /// # Errors
    /// The folders cannot be created.
    pub fn at(folder: &Path) -> Result<Self, KeepError> {
        let place = Self { folder: std::path::absolute(folder).map_err(|why| KeepError::write(folder, why))? };
        let trash = place.trash();
        let created = DirBuilder::new().recursive(true).mode(0o700).create(&trash);
        created.map_err(|why| KeepError::write(&trash, why))?;
        if let Ok(_lock) = place.try_lock() {
            [&place.folder, &place.playlists()].into_iter().for_each(|folder| clear(folder));
        }
        Ok(place)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The index, which can be rebuilt from all others.
    pub fn index(&self) -> PathBuf {
        self.folder.join("library.db")
    }

    /// The folders of music, and what is marked as reserve.
    pub fn marks(&self) -> PathBuf {
        self.folder.join("library.toml")
    }

    pub fn history(&self) -> PathBuf {
        self.folder.join("history.toml")
    }

    pub fn queue(&self) -> PathBuf {
        self.folder.join("queue.tsv")
    }

    /// Where in the queue the player is.
    pub fn position(&self) -> PathBuf {
        self.folder.join("position")
    }

    /// The folder of the playlists.
    pub fn playlists(&self) -> PathBuf {
        self.folder.join("playlists")
    }

    /// Deleted playlists.
    pub fn trash(&self) -> PathBuf {
        self.playlists().join(".trash")
    }

    /// Waits up to 5 s for whoever changes the library now.
    pub(super) fn lock(&self) -> Result<Lock, KeepError> {
        for _ in 0..PATIENCE.0 {
            match self.try_lock() {
                Err(KeepError::Busy { .. }) => std::thread::sleep(PATIENCE.1),
                done => return done,
            }
        }
        Err(KeepError::Busy { path: self.folder.clone() })
    }

    fn try_lock(&self) -> Result<Lock, KeepError> {
        let path = self.folder.join("lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path);
        let file = file.map_err(|why| KeepError::write(&path, why))?;
        match file.try_lock() {
            // Some network disks know no locks: better a library without than none.
            Err(TryLockError::Error(why)) if why.kind() == ErrorKind::Unsupported => {}
            Err(TryLockError::Error(why)) => return Err(KeepError::write(&path, why)),
            Err(TryLockError::WouldBlock) => return Err(KeepError::Busy { path }),
            Ok(()) => {}
        }
        Ok(Lock { _file: file })
    }
}

/// The file's bytes; `None` if there is no such file.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, KeepError> {
    let mut bytes = Vec::new();
    match File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes)) {
        Ok(_) => Ok(Some(bytes)),
        Err(why) if why.kind() == ErrorKind::NotFound => Ok(None),
        Err(why) => Err(KeepError::read(path, why)),
    }
}

/// Puts `bytes` in the file's place, as [`whole::replace`] does. The lock must be held.
pub(super) fn replace(path: &Path, bytes: &[u8], mode: u32) -> Result<(), KeepError> {
    whole::replace(path, bytes, mode).map_err(|why| KeepError::write(path, why))
}

/// Gives a file another name, for good. The lock must be held, and the new name be free.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), KeepError> {
    let renamed = fs::rename(from, to).and_then(|()| sync_folder_of(to)).and_then(|()| sync_folder_of(from));
    renamed.map_err(|why| KeepError::write(from, why))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;
    use crate::store::whole::fresh_name;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn files_are_replaced_whole_and_are_the_users_alone() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::at(&folder.path().join("a/b")).unwrap();
        assert_eq!((mode(place.folder()), mode(&place.trash())), (0o700, 0o700));
        let path = place.history();
        assert!(read(&path).unwrap().is_none());
        for text in ["one", "2"] {
            replace(&path, text.as_bytes(), 0o600).unwrap();
            assert_eq!((read(&path).unwrap().unwrap(), mode(&path)), (text.into(), 0o600));
        }
        assert!(!fresh_name(&path).exists());
    }

    #[test]
    fn what_was_cut_short_is_cleared_away_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::at(folder.path()).unwrap();
        let (left, kept) = (fresh_name(&place.playlists().join("x.m3u8")), place.playlists().join(".mine"));
        [&left, &kept].into_iter().for_each(|path| fs::write(path, "x").unwrap());
        Place::at(folder.path()).unwrap();
        assert!(!left.exists() && kept.exists());
    }

    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "old").unwrap();
        symlink(&real, &link).unwrap();
        replace(&link, b"new", 0o600).unwrap();
        assert!(link.is_symlink() && fs::read(&real).unwrap() == b"new");
    }

    #[test]
    fn only_one_holds_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::at(folder.path()).unwrap();
        let lock = place.lock().unwrap();
        assert!(matches!(place.try_lock(), Err(KeepError::Busy { .. })));
        let other = std::thread::spawn({
            let place = place.clone();
            move || place.lock().is_ok()
        });
        drop(lock);
        assert!(other.join().unwrap(), "it is waited for");
    }

    #[test]
    fn a_full_disk_is_told_in_a_sentence() {
        let told = KeepError::write(Path::new("/x/a.m3u8"), ErrorKind::StorageFull.into()).to_string();
        assert_eq!(told, "the disk is full: /x/a.m3u8 stays as it was; free some space and try again");
        let folder = tempfile::tempdir().unwrap();
        let told = replace(&folder.path().join("no/such"), b"", 0o600).unwrap_err().to_string();
        assert!(told.contains("cannot be written and stays as it was"), "{told}");
    }
}
