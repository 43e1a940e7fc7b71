//! Segue, the music player that never goes silent. This is the map of the house.
//!
//! Arrows point down only, and no two rooms of one floor use each other (`tests/house.rs` proves it):
//!
//! | floor | rooms | task |
//! |---|---|---|
//! | top | `main.rs`, [`cli`] | pick a face |
//! | faces | [`terminal`], [`remote`] | draw Snapshots, send Commands |
//! | player | [`player`] | owns queue, decks, failover machine, threads |
//! | workers | [`feeds`], [`reserve`] | each does one job and reports |
//! | engines | [`audio`], [`net`], [`store`] | decode-mix-output · HTTP · SQLite |
//! | pure | [`failover`], [`queue`], [`playlist_file`], [`model`], [`config`], [`fault`], [`clock`] | no I/O, no threads: time is an argument |

pub mod audio;
pub mod cli;
pub mod clock;
pub mod config;
pub mod failover;
pub mod fault;
pub mod feeds;
pub mod model;
pub mod net;
pub mod player;
pub mod playlist_file;
pub mod queue;
pub mod remote;
pub mod reserve;
pub mod store;
pub mod terminal;
