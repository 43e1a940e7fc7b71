//! What views are made of. Each has a name and a role for those who do not see it.

mod button;
pub mod card;
mod cover;
mod dragged;
mod empty;
mod link;
mod pill;
mod seek;
mod slide;
mod field;
mod folders;
mod grid;
mod menu;
mod panel;
mod song_row;
mod text;
pub mod transport;
mod track_list;

pub use button::{Kind, button, focus_ring, icon_button, toggle};
pub use cover::cover;
pub use dragged::{Dragged, ghost};
pub use card::{Card, Shape};
pub use empty::empty;
pub use text::{clock, elided, label, line, local_clock, long_time, section, title};
pub use link::link;
pub use pill::pill;
pub use seek::{Form, SeekBar, paint_line};
pub use slide::Slide;
pub use field::{field, take_focus};
pub use folders::Folders;
pub use grid::Grid;
pub use menu::{ListNames, menu_item, music_menu};
pub use panel::{bar, panel};
pub use song_row::song_row;
pub use track_list::{Column, Event, Lead, Options, Source, TrackList};
