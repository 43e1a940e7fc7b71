//! Where music comes from while there is a network.

pub mod probe;
pub mod radio;
