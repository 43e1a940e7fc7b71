//! What views are made of. Each has a name and a role for those who do not see it.

mod button;
mod cover;
mod dragged;
mod empty;
mod text;
mod track_list;

pub use button::{Kind, button, focus_ring, icon_button, toggle};
pub use cover::{cover, placeholder};
pub use dragged::{Dragged, ghost};
pub use empty::empty;
pub use text::{clock, elided, label, long_time, section, title};
pub use track_list::{Column, Event, Item, Lead, Options, Source, TrackList};
