//! HTTP. Async ends at this room's door.

pub mod buffer;
pub mod http;
pub mod icy;
pub mod stream;
