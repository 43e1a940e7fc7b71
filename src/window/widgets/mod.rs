//! What views are made of. Each has a name and a role for those who do not see it.

mod button;
mod cover;
mod empty;
mod link;
mod pill;
mod seek;
mod slide;
mod text;
pub mod transport;

pub use button::{Kind, button, focus_ring, icon_button, toggle};
pub use cover::{cover, placeholder};
pub use empty::empty;
pub use link::link;
pub use pill::{Room, pill};
pub use seek::{SeekBar, Shape, paint_line};
pub use slide::Slide;
pub use text::{clock, elided, label, long_time, section, title};
