//! The library: what the user made, in plain files.

pub mod history;
pub mod marks;
pub mod moved;
pub mod place;
pub mod playlists;
pub mod queue_file;
