//! One's own music at the terminal: library, search, playlists, queue, history, reserve.
//!
//! | file | question |
//! |---|---|
//! | `library` | Which folders, what is in them, what is wrong with it? |
//! | `search` | Where is it? |
//! | `playlist` | What belongs together? |
//! | `queue` | What does the running player play next? |
//! | `history` | What was played? |
//! | `reserve` | How long does it last without a network? |
//! | `task` | What may be typed? |
//! | `table` | How is it printed? |

mod history;
mod library;
mod playlist;
mod queue;
mod reserve;
mod search;
mod table;
pub mod task;

pub use history::history;
pub use library::library;
pub use playlist::{from_one, playlist};
pub use queue::queue;
pub use reserve::{reserve, sources};
pub use search::search;

use super::Failure;
use crate::config::{LibrarySettings, library_folder};
use crate::library::Place;
use crate::store::StoreError;
use crate::store::music::Reader;

/// Where the person's collection is.
///
/// # Errors
/// Nobody's home is known, or the folder cannot be made.
pub fn place(settings: &LibrarySettings) -> Result<Place, Failure> {
    let folder = settings.place.clone().or_else(library_folder);
    let folder =
        folder.ok_or_else(|| Failure("Nobody's home is known here. Name a folder: --library FOLDER".into()))?;
    Place::at(&folder).map_err(library::kept)
}

/// The library, to look things up in it; `None` before there is one.
///
/// # Errors
/// It is there and cannot be read.
pub fn reader(place: &Place) -> Result<Option<Reader>, Failure> {
    match Reader::open(&place.index()) {
        Ok(reader) => Ok(Some(reader)),
        Err(StoreError::Absent { .. }) => Ok(None),
        Err(why) => Err(unreadable(&why)),
    }
}

/// The same where there is nothing to do without one.
fn needed(place: &Place) -> Result<Reader, Failure> {
    let none = || Failure("There is no library yet. Begin with a folder of music: segue library add ~/Music".into());
    reader(place)?.ok_or_else(none)
}

/// What a person is told of it.
pub fn unreadable(why: &StoreError) -> Failure {
    Failure(format!("The library cannot be used: {why}."))
}
