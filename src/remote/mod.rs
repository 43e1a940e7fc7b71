//! Other programs' view of a running player.
//!
//! | file | question |
//! |---|---|
//! | `control` | The socket that `segue status` and scripts speak to: one line asked, one line answered |
//! | `request` | What may be asked |
//! | `parcel` | Tracks on their way to the player |
//! | `place` | Where the sockets are, and whose |
//! | `ask` | The other end: finds a running player and asks it |

pub mod ask;
pub mod control;
pub mod parcel;
mod place;
mod request;
