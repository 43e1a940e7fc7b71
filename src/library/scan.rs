//! One pass over the library's folders: what is new, changed, gone, or cannot be seen.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::read_dir;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use crossbeam_channel::Sender;

use crate::clock::Clock;
use crate::store::StoreError;
use crate::store::music::{Change, Reader, Stamp};

use super::pool::{Pool, Task};
use super::progress::Meter;
use super::tags;
use super::walk::{Area, Found, walk};

/// More places than this to look at, and everything is looked at.
const MOST_PLACES: usize = 100;

/// What is to be looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    /// Whole library folders.
    pub roots: Vec<PathBuf>,
    /// Files and folders in library folders, of which something is known to have changed.
    pub places: Vec<PathBuf>,
}

impl Order {
    /// Both orders as one.
    pub fn and(mut self, other: Self) -> Self {
        self.roots.extend(other.roots);
        self.places.extend(other.places);
        self
    }
}

/// What a pass is made with.
pub(super) struct Pass<'a> {
    pub reader: &'a Reader,
    pub out: &'a Sender<Change>,
    pub meter: &'a Arc<Meter>,
    pub stop: &'a Arc<AtomicBool>,
    pub clock: Clock,
    /// All of the library's folders. A folder inside another is looked at on its own.
    pub roots: &'a [PathBuf],
}

/// What one or more walks left over.
#[derive(Default)]
struct Leftovers {
    /// Files that were known and not met.
    missed: Vec<PathBuf>,
    /// Below these, a file that was not met may be there still.
    unseen: Vec<PathBuf>,
}

impl Pass<'_> {
    /// Carries out an order; returns when every file is read and every change is handed over.
    ///
    /// # Errors
    /// If the index cannot be read, or the system gives no thread (as a sentence).
    pub fn run(&self, order: &Order) -> Result<(), String> {
        let new = Pool::new(self.out.clone(), Arc::clone(self.meter), Arc::clone(self.stop), self.clock);
        let mut pool =
            new.map_err(|why| format!("The library cannot be scanned: the system gives no thread ({why})."))?;
        let (roots, places) = self.plan(order);
        let mut leftovers = Leftovers::default();
        for root in &roots {
            self.root(root, &mut pool, &mut leftovers).map_err(sentence)?;
        }
        for (root, place) in &places {
            self.place(root, place, &mut pool, &mut leftovers).map_err(sentence)?;
        }
        self.meter.walked();
        pool.finish();
        // Only now: a file that was moved is found at its new place before it is missed at its old.
        if !self.is_stopped() {
            let Leftovers { missed, unseen } = leftovers;
            let gone = missed.into_iter().filter(|path| !unseen.iter().any(|unseen| path.starts_with(unseen)));
            gone.for_each(|path| self.tell(Change::Gone(path)));
        }
        Ok(())
    }

    /// Which folders to look at as a whole, and which places in others (with their library folder).
    fn plan(&self, order: &Order) -> (Vec<PathBuf>, Vec<(PathBuf, PathBuf)>) {
        let mut roots: Vec<PathBuf> = order.roots.iter().filter(|root| self.roots.contains(root)).cloned().collect();
        let mut places = Vec::new();
        let too_many = order.places.len() > MOST_PLACES;
        for place in &order.places {
            match self.roots.iter().filter(|root| place.starts_with(root)).max_by_key(|root| root.as_os_str().len()) {
                Some(root) if too_many || root == place || !is_there(root) => roots.push(root.clone()),
                Some(root) => places.push((root.clone(), place.clone())),
                None => {}
            }
        }
        roots.sort();
        roots.dedup();
        places.retain(|(root, _)| !roots.contains(root));
        places.sort();
        places.dedup();
        (roots, places)
    }

    fn root(&self, root: &Path, pool: &mut Pool, leftovers: &mut Leftovers) -> Result<(), StoreError> {
        let mut known = self.known(root, root)?;
        let before = device(root);
        if read_dir(root).is_err() {
            return Ok(self.away(root));
        }
        let without = self.inside(root);
        let area = Area { path: root, deep: true, without: &without };
        let had_some = !known.is_empty();
        let (found, unseen) = self.compare(&area, &mut known, pool);
        // An unmounted disk leaves an empty folder, or another disk's; one that goes while it is walked, half a folder.
        if (found == 0 && had_some && unseen.is_empty()) || unseen.iter().any(|path| path == root) {
            return Ok(self.away(root));
        }
        if before.is_some() && device(root) == before && !self.is_stopped() {
            self.tell(Change::Here { root: root.to_owned() });
            leftovers.missed.extend(known.into_keys());
            leftovers.unseen.extend(unseen);
        }
        Ok(())
    }

    /// A place in a folder that is there: a folder with all that is in it; for a file, or for what has gone, the files
    /// beside it, and what was in it should it have been a folder.
    fn place(&self, root: &Path, place: &Path, pool: &mut Pool, leftovers: &mut Leftovers) -> Result<(), StoreError> {
        let without = self.inside(root);
        let mut known = self.known(place, root)?;
        let (folder, deep) = if place.is_dir() { (place, true) } else { (place.parent().unwrap_or(root), false) };
        if !deep {
            let beside = self.known(folder, root)?;
            known.extend(beside.into_iter().filter(|(path, _)| path.parent() == Some(folder)));
        }
        // If the folder is not there either, there is nothing to be met.
        if folder.is_dir() {
            let (_, unseen) = self.compare(&Area { path: folder, deep, without: &without }, &mut known, pool);
            leftovers.unseen.extend(unseen);
        }
        if is_there(root) {
            leftovers.missed.extend(known.into_keys());
        }
        Ok(())
    }

    /// Walks an area and takes from `known` what is met; whatever differs is read. Tells how many files were met, and
    /// what cannot be seen.
    fn compare(&self, area: &Area<'_>, known: &mut HashMap<PathBuf, Stamp>, pool: &mut Pool) -> (u64, Vec<PathBuf>) {
        let (mut count, mut unseen) = (0, Vec::new());
        walk(area, |found| {
            match found {
                Found::File { path, metadata } => {
                    count += 1;
                    Meter::add(&self.meter.seen);
                    let stamp = tags::stamp(&metadata);
                    if known.remove(&path) != Some(stamp) {
                        pool.submit(Task { path, stamp });
                    }
                }
                Found::Unseen { path, sentence } => {
                    // Told once, as long as it stays so.
                    if known.remove(&path) != Some(Stamp::default()) {
                        self.tell(Change::Problem { path: path.clone(), stamp: Stamp::default(), sentence });
                    }
                    Meter::add(&self.meter.problems);
                    unseen.push(path);
                }
            }
            !self.is_stopped()
        });
        (count, unseen)
    }

    /// All that is known at and below a path of a library folder.
    fn known(&self, path: &Path, root: &Path) -> Result<HashMap<PathBuf, Stamp>, StoreError> {
        let inside = self.inside(root);
        let mut known = HashMap::new();
        self.reader.each_stamp(path, &mut |path, stamp| {
            if !inside.iter().any(|inside| path.starts_with(inside))
                && let Entry::Vacant(entry) = known.entry(path.to_owned())
            {
                entry.insert(stamp);
            }
        })?;
        Ok(known)
    }

    /// Library folders inside a library folder.
    fn inside(&self, root: &Path) -> Vec<PathBuf> {
        self.roots.iter().filter(|other| *other != root && other.starts_with(root)).cloned().collect()
    }

    fn away(&self, root: &Path) {
        self.tell(Change::Away { root: root.to_owned() });
    }

    fn tell(&self, change: Change) {
        // The library is closing if nobody takes it.
        let _ = self.out.send(change);
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Relaxed)
    }
}

fn sentence(error: StoreError) -> String {
    format!("The library cannot be scanned: {error}.")
}

/// Whether a library folder can be looked at, and there is something in it.
pub(super) fn is_there(root: &Path) -> bool {
    read_dir(root).is_ok_and(|mut entries| entries.next().is_some())
}

/// Tells a folder from another that is mounted over it.
pub(super) fn device(root: &Path) -> Option<(u64, u64)> {
    root.metadata().ok().map(|metadata| (metadata.dev(), metadata.ino()))
}
