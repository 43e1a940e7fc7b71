//! The face for people at a terminal and for scripts: what the commands of the command line do.
//!
//! | file | question |
//! |---|---|
//! | `setup` | What do the settings mean for the player? |
//! | `play` | What is done with a running player's events, keys and signals? |
//! | `screen`, `status_line`, `keys`, `plain` | How does it look, on a terminal and elsewhere? |
//! | `drill`, `probe`, `journal`, `devices`, `status` | One command each |
//! | `signals`, `log` | How does the outside reach in, and what is told to it? |

pub mod collection;
mod devices;
mod drill;
mod journal;
mod keys;
pub mod log;
mod plain;
mod play;
mod probe;
mod screen;
mod setup;
mod signals;
mod status;
mod status_line;

pub use devices::devices;
pub use drill::{drill, drilled};
pub use journal::journal;
pub use plain::{complain, print};
pub use play::{Session, farewell, play};
pub use probe::probe;
pub use setup::{setup, target, tuning, with_collection, with_library};
pub use status::status;

/// How a command ended that did what it could.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Done,
    /// By Ctrl-C.
    Interrupted,
    /// The device that was asked for by name has never been there.
    Unheard,
    /// A drill found dead air.
    DeadAir,
    /// What was looked at is not as it should be; it has been told already.
    Unwell,
}

/// Why a command could not do anything: a sentence on what happened, to what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub String);
