//! Music on this machine that cannot fail.

pub mod last_resort;
