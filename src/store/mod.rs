//! SQLite: the journal.

pub mod journal;
