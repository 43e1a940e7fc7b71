//! One binary for all tests that drive the public faces; a module a feature.

mod failover;
mod lab;
mod lab_self;
mod sabotage;
mod studio;
