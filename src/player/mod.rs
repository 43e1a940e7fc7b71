//! The player: owns queue, decks, failover machine and threads.

pub mod conductor;
pub mod decks;
pub mod snapshot;
