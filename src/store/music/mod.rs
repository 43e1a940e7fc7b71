//! The music on this machine: an index over files, which can be rebuilt from them at any time.

mod model;

pub use model::{Change, Heard, Moved, Row, Song, Sound, Stamp};
