//! What can go wrong while decoding, and how it is found out.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use symphonia::core::errors::Error;

use super::source::{Failure, Watch};
use crate::fault::Fault;

/// Why no sound came. Variants differ where one must act differently.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// One packet is lost; the next call goes on.
    #[error("A damaged piece of sound was skipped ({0}).")]
    BadPacket(&'static str),
    /// The input ends before its sound does. All that could be decoded has been given.
    #[error("The sound is cut short: the file is incomplete. Copy or download it again.")]
    Truncated,
    /// So much in a row cannot be decoded that it is given up.
    #[error("The sound is damaged: nothing more in it can be decoded. Copy or download it again.")]
    Damaged,
    /// Sound in a format that is not decoded here.
    #[error("This format cannot be played: {0}. Convert it to MP3, AAC, FLAC, Ogg Vorbis or Opus.")]
    Unsupported(String),
    /// No sound at all: a web page, a picture, an empty file.
    #[error("This is no sound file.")]
    NotSound,
    /// The input cannot be read.
    #[error("The sound cannot be read: {0}.")]
    Io(io::ErrorKind),
    /// [`Live::cancel`] was called.
    #[error("Decoding was stopped on request.")]
    Cancelled,
    /// A codec or reader panicked on this input.
    #[error("The decoder failed on this sound. Please report it, with the file.")]
    Panicked,
}

impl DecodeError {
    /// `true` if the decoder goes on with the next call.
    pub fn is_skippable(&self) -> bool {
        matches!(self, Self::BadPacket(_))
    }

    /// What is wrong with the file that was decoded.
    pub fn of_file(&self, path: PathBuf) -> Fault {
        match self {
            Self::Io(io::ErrorKind::NotFound) => Fault::FileMissing { path },
            Self::Io(kind) => Fault::FileUnreadable { path, why: kind.to_string() },
            Self::Unsupported(what) => Fault::UnknownFormat { what: format!("{} ({what})", path.display()) },
            _ => Fault::FileDamaged { path },
        }
    }
}

/// What came out of a call into a reader or codec.
pub(super) enum Caught {
    Error(Error),
    Panic,
}

/// Calls a reader or codec. Some index tables by what the input says; a panic is that input's fault, not the player's.
pub(super) fn caught<T>(call: impl FnOnce() -> Result<T, Error>) -> Result<T, Caught> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(result) => result.map_err(Caught::Error),
        Err(_) => Err(Caught::Panic),
    }
}

/// Readers swallow and rename errors of their input, so the watch on the input is asked first.
pub(super) fn explain(watch: &Watch, error: Caught, opening: bool) -> DecodeError {
    match (watch.failure(), error) {
        (Some(Failure::Cancelled), _) => DecodeError::Cancelled,
        (Some(Failure::Io(kind)), _) => DecodeError::Io(kind),
        (Some(Failure::Junk), _) if opening => DecodeError::NotSound,
        (Some(Failure::Junk), _) => DecodeError::Damaged,
        (None, Caught::Panic) => DecodeError::Panicked,
        (None, Caught::Error(error)) => match error {
            Error::Unsupported(what) if what.contains("probe") => DecodeError::NotSound,
            Error::Unsupported(what) if opening => DecodeError::Unsupported(what.to_owned()),
            Error::IoError(error) if error.kind() == io::ErrorKind::UnexpectedEof => DecodeError::Truncated,
            Error::IoError(error) => DecodeError::Io(error.kind()),
            Error::DecodeError(_) | Error::LimitError(_) if opening => DecodeError::Damaged,
            Error::DecodeError(what) | Error::LimitError(what) | Error::Unsupported(what) => {
                DecodeError::BadPacket(what)
            }
            _ => DecodeError::Damaged,
        },
    }
}
