//! One binary for all tests that drive the public faces; a module a feature.

mod cli;
mod lab;
mod lab_self;
