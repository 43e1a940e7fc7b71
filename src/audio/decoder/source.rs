//! Opens inputs, and watches what is read from them: readers swallow errors and would read junk for ever.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use symphonia::core::formats::probe::Hint;
use symphonia::core::io::MediaSource;

use super::{DecodeError, Input};

/// From a stream without end at most this much is read in search of sound: half a minute and more at any usual rate.
const MOST_JUNK: u64 = 1 << 20;

/// How an input may be read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Access {
    Any,
    Forward,
}

/// An input that can be opened again.
pub enum Place {
    File(PathBuf),
    Memory { bytes: &'static [u8], extension: &'static str },
}

impl Place {
    /// With [`Access::Forward`] readers do not look at the end first, and go through what they would refuse to seek in.
    pub fn open(&self, access: Access) -> Result<Opened, DecodeError> {
        let mut hint = Hint::new();
        let source = self.source().map_err(|error| DecodeError::Io(error.kind()))?;
        match self {
            Self::File(path) => {
                if let Some(extension) = path.extension().and_then(|extension| extension.to_str()) {
                    hint.with_extension(extension);
                }
            }
            Self::Memory { extension, .. } => drop(hint.with_extension(extension)),
        }
        Ok(Opened::new(source, hint, access))
    }

    /// The bare bytes.
    pub fn source(&self) -> io::Result<Box<dyn MediaSource>> {
        Ok(match self {
            Self::File(path) => {
                let file = File::open(path)?;
                if file.metadata()?.is_dir() {
                    return Err(io::ErrorKind::IsADirectory.into());
                }
                Box::new(file)
            }
            Self::Memory { bytes, .. } => Box::new(io::Cursor::new(*bytes)),
        })
    }
}

/// An input ready to be probed.
pub struct Opened {
    pub source: Box<dyn MediaSource>,
    pub hint: Hint,
    pub watch: Arc<Watch>,
}

impl Opened {
    fn new(source: Box<dyn MediaSource>, hint: Hint, access: Access) -> Self {
        let limit = if source.byte_len().is_some() { u64::MAX } else { MOST_JUNK };
        let watch = Arc::new(Watch { failure: OnceLock::new(), since_sound: AtomicU64::new(0), limit });
        Self {
            source: Box::new(Watched { source, intruder: Intruder::default(), access, watch: watch.clone() }),
            hint,
            watch,
        }
    }
}

/// The input, and how to open it again where that is possible.
pub fn open(input: Input) -> Result<(Opened, Option<Place>), DecodeError> {
    let place = match input {
        Input::File(path) => Place::File(path),
        Input::Memory { bytes, extension } => Place::Memory { bytes, extension },
        Input::Stream { source, mime, live: _ } => {
            let mut hint = Hint::new();
            if let Some(mime) = &mime {
                hint.mime_type(mime);
            }
            return Ok((Opened::new(source, hint, Access::Any), None));
        }
    };
    Ok((place.open(Access::Any)?, Some(place)))
}

/// Why an input gives no more bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Failure {
    Cancelled,
    Io(io::ErrorKind),
    /// Too much was read without any sound.
    Junk,
}

/// What the decoder knows of the reading that goes on below the reader.
pub struct Watch {
    failure: OnceLock<Failure>,
    since_sound: AtomicU64,
    limit: u64,
}

impl Watch {
    /// The first failure, if any. An end is none.
    pub fn failure(&self) -> Option<Failure> {
        self.failure.get().copied()
    }

    /// The input never says how long it is: a live stream.
    fn is_endless(&self) -> bool {
        self.limit != u64::MAX
    }

    /// Sound was decoded: the count of junk begins anew.
    pub fn sound(&self) {
        self.since_sound.store(0, Ordering::Relaxed);
    }

    /// Whether this error of a reader is merely the end of the input.
    pub fn has_ended(&self, error: &io::Error) -> bool {
        error.kind() == io::ErrorKind::UnexpectedEof && self.failure().is_none()
    }

    fn fail(&self, failure: Failure, error: io::Error) -> io::Error {
        let _ = self.failure.set(failure);
        // Some readers try again on `Interrupted`, for ever.
        if error.kind() == io::ErrorKind::Interrupted { io::ErrorKind::ConnectionAborted.into() } else { error }
    }
}

/// Notices Ogg pages in a stream that did not begin with one. Other readers would search them for frames of their own,
/// and find some by chance: crackle in place of an end.
#[derive(Default)]
struct Intruder {
    /// Whether the stream began with a page; unknown before its first bytes.
    at_home: Option<bool>,
    /// The end of what was read last.
    tail: Vec<u8>,
}

impl Intruder {
    /// The beginning of a page: capture pattern and version.
    const PAGE: &[u8] = b"OggS\0";

    fn is_in(&mut self, bytes: &[u8]) -> bool {
        let begins = Self::PAGE.starts_with(&bytes[..bytes.len().min(4)]);
        if *self.at_home.get_or_insert(begins) {
            return false;
        }
        self.tail.extend_from_slice(bytes);
        let found = self.tail.windows(Self::PAGE.len()).any(|window| window == Self::PAGE);
        self.tail.drain(..self.tail.len().saturating_sub(Self::PAGE.len() - 1));
        found
    }
}

struct Watched {
    source: Box<dyn MediaSource>,
    intruder: Intruder,
    access: Access,
    watch: Arc<Watch>,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.watch.since_sound.load(Ordering::Relaxed) >= self.watch.limit {
            return Err(self.watch.fail(Failure::Junk, io::ErrorKind::InvalidData.into()));
        }
        let got = self.source.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => self.watch.fail(Failure::Cancelled, error),
            kind => self.watch.fail(Failure::Io(kind), error),
        })?;
        if self.watch.is_endless() && self.intruder.is_in(&buffer[..got]) {
            return Err(self.watch.fail(Failure::Junk, io::ErrorKind::InvalidData.into()));
        }
        self.watch.since_sound.fetch_add(got as u64, Ordering::Relaxed);
        Ok(got)
    }
}

impl Seek for Watched {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.source.seek(to)
    }
}

impl MediaSource for Watched {
    fn is_seekable(&self) -> bool {
        self.access == Access::Any && self.source.is_seekable()
    }

    fn byte_len(&self) -> Option<u64> {
        self.source.byte_len().filter(|_| self.access == Access::Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pieces: &[&[u8]]) -> bool {
        let mut intruder = Intruder::default();
        pieces.iter().any(|piece| intruder.is_in(piece))
    }

    #[test]
    fn pages_are_found_wherever_they_are_cut() {
        assert!(found(&[b"\xff\xfb mp3 frames OggS\0\x02"]));
        assert!(found(&[b"\xff\xfb mp3", b"xOg", b"gS", b"\0"]));
        assert!(!found(&[b"\xff\xfb mp3 OggS and more", b"OggOggS"]));
    }

    #[test]
    fn in_ogg_they_are_at_home() {
        assert!(!found(&[b"OggS\0\x02", b"more OggS\0"]));
    }
}
