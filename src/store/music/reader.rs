//! Questions to the index.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::super::StoreError;
use super::{Found, Group, Groups, Key, Page, Problem, Row, Sound, Stamp, Stats, Tracks};
use crate::search::Query;

/// Reads the index; one a thread. Never waits for the writer.
pub struct Reader {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
}

impl Reader {
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        todo!("{path:?}")
    }
    pub fn each_stamp(&self, root: &Path, f: &mut dyn FnMut(&Path, Stamp)) -> Result<(), StoreError> {
        f(root, Stamp::default());
        todo!()
    }
    pub fn search(&self, query: &Query, limit: usize) -> Result<Found, StoreError> {
        todo!("{query:?}{limit}")
    }
    pub fn matching(&self, query: &Query) -> Result<Vec<Row>, StoreError> {
        todo!("{query:?}")
    }
    pub fn groups(&self, of: &Groups, after: Option<&Key>, limit: usize) -> Result<Page<Group>, StoreError> {
        todo!("{of:?}{after:?}{limit}")
    }
    pub fn tracks(&self, of: &Tracks, after: Option<&Key>, limit: usize) -> Result<Page<Row>, StoreError> {
        todo!("{of:?}{after:?}{limit}")
    }
    pub fn track(&self, path: &Path) -> Result<Option<Row>, StoreError> {
        todo!("{path:?}")
    }
    pub fn sound(&self, path: &Path) -> Result<Option<Sound>, StoreError> {
        todo!("{path:?}{:?}{:?}", self.connection, self.path)
    }
    pub fn stats(&self) -> Result<Stats, StoreError> {
        todo!()
    }
    pub fn problems(&self, after: Option<&Key>, limit: usize) -> Result<Page<Problem>, StoreError> {
        todo!("{after:?}{limit}")
    }
    pub fn unheard(&self, limit: usize) -> Result<Vec<PathBuf>, StoreError> {
        todo!("{limit}")
    }
}
