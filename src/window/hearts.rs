//! What a person has given a heart, for all views at once: known without touching the disk.

use super::librarian::{Asked, Librarian};
use crate::library::Loved;
use crate::model::{Location, Track};

/// The newest answer on what is loved.
#[derive(Default)]
pub struct Hearts {
    asked: Asked<(), Option<Loved>>,
}

impl Hearts {
    /// Once a frame: asks anew when something has changed.
    pub fn turn(&mut self, librarian: &Librarian) {
        self.asked.get(librarian, &(), |desk, ()| Loved::of(desk.place.as_ref()?).ok());
    }

    /// Whether this has a heart. Only files can have one.
    pub fn has(&self, track: &Track) -> bool {
        let loved = self.asked.answer().and_then(Option::as_ref);
        matches!((&track.location, loved), (Location::File(path), Some(loved)) if loved.is(path))
    }
}
