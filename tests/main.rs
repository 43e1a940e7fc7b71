//! One binary for all tests that drive the public faces; a module a feature.

mod callback;
mod cli;
#[cfg(feature = "window")]
mod desktop;
mod documents;
mod failover;
mod home;
mod house;
mod icecast;
mod lab;
mod lab_self;
mod library;
mod library_kill;
mod loudness;
mod malformed;
mod queue;
mod radio;
mod radio_terms;
mod real_sound;
mod reserve;
mod rotation;
mod sabotage;
mod studio;
mod tracks;
mod tuning;
#[cfg(feature = "window")]
mod window;
