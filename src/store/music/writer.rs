//! Changes to the index.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::Connection;

use super::super::StoreError;
use super::{Change, Moved, Sound};

/// How the index was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// There was none.
    New,
    Sound,
    /// It was damaged: it lies aside now and a new one was begun, which is empty.
    Rebuilt {
        aside: PathBuf,
    },
}

/// The one that writes: one a process, used by one thread.
pub struct Writer {
    _connection: Connection,
}

impl Writer {
    pub fn open(path: &Path) -> Result<(Self, Opened), StoreError> {
        todo!("{path:?}")
    }
    pub fn close(self) -> Result<(), StoreError> {
        todo!()
    }
    pub fn set_roots(&mut self, roots: &[PathBuf]) -> Result<(), StoreError> {
        todo!("{roots:?}")
    }
    pub fn apply(&mut self, changes: &[Change]) -> Result<Vec<Moved>, StoreError> {
        todo!("{changes:?}")
    }
    pub fn played(&mut self, path: &Path, at: Timestamp) -> Result<(), StoreError> {
        todo!("{path:?}{at:?}")
    }
    pub fn forget_plays(&mut self) -> Result<(), StoreError> {
        todo!()
    }
    pub fn heard(&mut self, path: &Path, sound: &Sound) -> Result<(), StoreError> {
        todo!("{path:?}{sound:?}")
    }
    /// Puts the full text in order after a large scan, so that it is found fast. May take a second.
    pub fn tidy(&mut self) -> Result<(), StoreError> {
        todo!()
    }
}
