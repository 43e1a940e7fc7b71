//! Where the reserve asks about the library: its index, or in tests something smaller.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::taste::About;
use crate::model::{ReserveSource, Track};
use crate::store::music::Sound;

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

    /// Another number whenever something in the index has changed. Cheap.
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
