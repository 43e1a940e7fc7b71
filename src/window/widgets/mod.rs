//! What views are made of. Each has a name and a role for those who do not see it.

mod button;
mod cover;
mod empty;
mod text;

pub use button::{Kind, button, focus_ring, icon_button, toggle};
pub use cover::{cover, placeholder};
pub use empty::empty;
pub use text::{clock, elided, label, local_clock, long_time, section, title};
