//! The queue, kept over a restart to the second.
//!
//! `queue.tsv` holds the tracks, a line each, and is replaced whole when they or their order change. `position` holds
//! the place and the time in the track, and is written each second: two slots of 64 bytes, used in turn, each with a
//! checksum, so that a write that is cut short leaves the one before it.

mod line;
mod slot;

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::place::{self, KeepError, Place};
use crate::queue::{Queue, Saved};

use slot::Slot;

/// Every so many ticks the position is also made safe from a power cut: each second would wear out small disks.
const SYNC_EACH: u32 = 10;
const MODE: u32 = 0o600;

/// The queue's files, of the one player that runs.
#[derive(Debug)]
pub struct QueueFile {
    place: Place,
    position: File,
    /// The slot that was written last.
    last: Slot,
}

/// What was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub queue: Saved,
    /// How far the current track had played.
    pub elapsed: Duration,
    /// Where a copy is of a file that could not be understood, or not all of it.
    pub aside: Option<PathBuf>,
}

impl QueueFile {
    /// Opens the files, and gives what they hold; `None` if nothing was kept.
    ///
    /// # Errors
    /// The files cannot be read or created, or another player has them ([`KeepError::Busy`]).
    pub fn open(place: &Place) -> Result<(Self, Option<Kept>), KeepError> {
        let path = place.position();
        let position = OpenOptions::new().create(true).truncate(false).read(true).write(true).mode(MODE).open(&path);
        let position = position.map_err(|why| KeepError::write(&path, why))?;
        // Held as long as the file is open: two players would take each other's queue.
        if let Err(TryLockError::WouldBlock) = position.try_lock() {
            return Err(KeepError::Busy { path });
        }
        let slot = slot::newest(&position);
        let (kept, id) = load(place, slot)?.unzip();
        let last = Slot { id: id.unwrap_or_default(), ..slot.unwrap_or_default() };
        Ok((Self { place: place.clone(), position, last }, kept))
    }

    /// What the files hold, for whoever only looks.
    #[cfg(test)]
    pub(super) fn peek(place: &Place) -> Option<Kept> {
        let slot = File::open(place.position()).ok().and_then(|position| slot::newest(&position));
        load(place, slot).ok().flatten().map(|(kept, _)| kept)
    }

    /// Keeps the queue, after a change of its tracks, their order, repeat or shuffle; `elapsed` into the current track.
    ///
    /// # Errors
    /// The disk refuses; what was kept before still is.
    pub fn save(&mut self, queue: &Saved, elapsed: Duration) -> Result<(), KeepError> {
        let _lock = self.place.lock()?;
        // A position is only good for the queue that it was written for; none that is left from another may fit.
        let id = fastrand::u32(..);
        place::replace(&self.place.queue(), &line::written(queue, id, elapsed), MODE)?;
        self.last.id = id;
        Ok(())
    }

    /// Keeps the place in the queue, each second, and when it changes: `upcoming` and `playing` as in [`Saved`].
    ///
    /// # Errors
    /// The disk refuses; the position of a second ago is still there.
    pub fn tick(&mut self, upcoming: usize, playing: bool, elapsed: Duration) -> Result<(), KeepError> {
        let slot = Slot { id: self.last.id, number: self.last.number.wrapping_add(1), upcoming, playing, elapsed };
        let written = self.position.write_all_at(&slot.bytes(), slot.offset());
        let synced = written.and_then(|()| match slot.number % SYNC_EACH {
            0 => self.position.sync_data(),
            _ => Ok(()),
        });
        synced.map_err(|why| KeepError::write(&self.place.position(), why))?;
        self.last = slot;
        Ok(())
    }
}

/// What is kept, and its number.
fn load(place: &Place, slot: Option<Slot>) -> Result<Option<(Kept, u32)>, KeepError> {
    let path = place.queue();
    let Some(bytes) = place::read(&path)? else { return Ok(None) };
    let read = line::read(&bytes);
    let aside = read.as_ref().is_none_or(|read| read.bad_lines > 0).then(|| path.with_extension("tsv.damaged"));
    if let Some(aside) = &aside {
        place::replace(aside, &bytes, MODE)?;
    }
    let line::Read { mut queue, id, mut elapsed, .. } = read.unwrap_or_default();
    if let Some(slot) = slot.filter(|slot| slot.id == id) {
        (queue.upcoming, queue.playing, elapsed) = (slot.upcoming, slot.playing, slot.elapsed);
    }
    Ok(Some((Kept { queue, elapsed, aside }, id)))
}

/// Puts other paths in the place of those that `find` knows. The lock must be held. `true` if there were any.
pub(super) fn relocate(place: &Place, find: &dyn Fn(&Path) -> Option<PathBuf>) -> Result<bool, KeepError> {
    let Some(bytes) = place::read(&place.queue())? else { return Ok(false) };
    let Some(line::Read { queue, id, elapsed, .. }) = line::read(&bytes) else { return Ok(false) };
    let mut moved = Queue::restore(queue.clone());
    moved.relocate(find);
    let is_changed = moved.saved().tracks != queue.tracks;
    if is_changed {
        place::replace(&place.queue(), &line::written(&moved.saved(), id, elapsed), MODE)?;
    }
    Ok(is_changed)
}

#[cfg(test)]
mod tests;
