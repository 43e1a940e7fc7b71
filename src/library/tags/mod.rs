//! What a music file says of itself: read from its head and tail, without decoding any sound.
//!
//! One reader (lofty) knows the common formats; what it cannot read, another (symphonia) looks at, so that a file
//! with broken tags is still a track. Whatever a file is, reading it ends, soon, in a song or in a sentence.

mod art;
mod charset;
mod common;
mod lyrics;
mod other;
mod paged;
#[cfg(test)]
mod tests;
mod words;

use std::fs::{File, Metadata, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::store::music::{Song, Stamp};

use super::fingerprint;
pub use art::{Art, art};
pub(super) use lyrics::{decoded, lyrics};
pub(super) use paged::read_at_most;

/// Reads a file's tags, properties and fingerprint. Blocks on the disk; never on a pipe or device.
///
/// # Errors
/// Why the file is no music that can be played, as a sentence with its name and what to do.
pub fn read(path: &Path) -> Result<Song, String> {
    let (file, metadata) = open(path)?;
    let stamp = Stamp::of(&metadata);
    if stamp.size == 0 {
        return Err(format!("{} is empty; copy it again from where it came.", path.display()));
    }
    // A damaged file may find a hole in a reader; it must cost that reader's word, not the thread.
    let guarded = |reader: fn(&File, &Path, u64) -> Option<Song>| {
        catch_unwind(AssertUnwindSafe(|| reader(&file, path, stamp.size))).ok().flatten()
    };
    let song = guarded(common::read).or_else(|| guarded(other::read)).or_else(|| guarded(common::read_without_tags));
    let fingerprint = catch_unwind(AssertUnwindSafe(|| fingerprint::of(&file, stamp.size))).ok().flatten();
    match song {
        Some(song) => Ok(Song { path: path.to_owned(), stamp, fingerprint, ..song }),
        None => Err(unread(path, &file)),
    }
}

/// Opens a regular file. Others must not even be opened for longer than it takes to see what they are: a pipe would
/// wait for a writer, a device may do anything.
fn open(path: &Path) -> Result<(File, Metadata), String> {
    let unopened = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => format!("{} is not there any more.", path.display()),
        ErrorKind::PermissionDenied => {
            format!("{} may not be read; give yourself the right to read it.", path.display())
        }
        _ => format!("{} cannot be read: {error}; check the disk that it is on.", path.display()),
    };
    let is_music = |metadata: Metadata| {
        let strange =
            || format!("{} is no file but a pipe, socket or device; take it out of the folder.", path.display());
        metadata.is_file().then_some(metadata).ok_or_else(strange)
    };
    is_music(std::fs::metadata(path).map_err(unopened)?)?;
    // It may have become something else since.
    let no_wait = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
    let file = OpenOptions::new().read(true).custom_flags(no_wait).open(path).map_err(unopened)?;
    let metadata = is_music(file.metadata().map_err(unopened)?)?;
    Ok((file, metadata))
}

/// Whether the disk fails, or the file is broken.
fn unread(path: &Path, file: &File) -> String {
    match read_at_most(file, &mut [0; 4096], 0) {
        Err(error) => format!("{} cannot be read: {error}; check the disk that it is on.", path.display()),
        Ok(_) => {
            format!("{} is damaged, or no music that Segue knows; copy it again from where it came.", path.display())
        }
    }
}
