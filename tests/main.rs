//! One binary for all tests that drive the public faces; a module a feature.

mod callback;
mod cli;
mod failover;
mod lab;
mod lab_self;
mod real_sound;
mod sabotage;
mod studio;
