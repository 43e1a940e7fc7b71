//! The music on this machine: an index over files, which can be rebuilt from them at any time.

mod model;
mod reader;
mod view;
mod writer;

pub use model::{Change, Heard, Moved, Row, Song, Sound, Stamp};
pub use reader::Reader;
pub use view::{Found, Group, Groups, Key, Page, Problem, Sort, Stats, Tracks};
pub use writer::{Opened, Writer};
