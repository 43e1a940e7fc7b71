//! Other programs' view of a running player.

pub mod control;
