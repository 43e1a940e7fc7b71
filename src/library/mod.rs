//! The music on this machine.

pub mod audition;
