//! The fault lab: a live radio station on 127.0.0.1 that does whatever a network may do, on command.
//!
//! ```ignore
//! let lab = Lab::start_at_speed(Media::MP3, 8.0);   // music at 8 times real time, at lab.url()
//! lab.set(Fault::Stall);                            // befalls running and new streams, before it returns
//! lab.heal();
//! ```
//! [`server`] is the station, [`setup`] its settings, [`faults`] the list of all that can go wrong,
//! [`media`] the music, [`analyse`] what a listener would have heard.
//! Blocking code, a thread a client: nothing of it depends on what it tests.

#![allow(dead_code, unused_imports, reason = "a toolbox: no single test, nor the example, uses every tool")]

pub mod analyse;
mod body;
pub mod clip;
mod connection;
mod door;
pub mod faults;
mod icy;
pub mod media;
pub mod server;
pub mod setup;
pub mod tls;
pub mod wav;
mod weather;
mod wire;

pub use faults::Fault;
pub use media::{Codec, FEED_HZ, Media, RESERVE_HZ, Sound};
pub use server::Lab;
pub use setup::{Answer, Request, Setup};
pub use tls::TlsKind;

/// A name that no resolver knows (RFC 6761): for DNS that fails.
pub const NO_SUCH_HOST: &str = "http://radio.invalid/radio.mp3";
