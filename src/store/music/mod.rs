//! The music on this machine: an index over files, which can be rebuilt from them at any time.

mod batch;
mod find;
mod groups;
mod home;
mod link;
mod model;
mod names;
mod one;
mod order;
mod page;
mod put;
mod reader;
mod roots;
mod rows;
mod schema;
mod select;
mod song;
mod tracks;
mod view;
mod writer;

pub use model::{Change, Heard, Moved, Row, Song, Sound, Stamp};
pub use one::Whose;
pub use reader::Reader;
pub use view::{Column, Found, Group, Groups, Key, Ordering, Page, Problem, Shelf, Sort, Stats, Tracks};
pub use writer::{Opened, Writer};

#[cfg(test)]
mod table;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod views;
