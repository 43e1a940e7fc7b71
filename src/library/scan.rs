//! One pass over the library's folders: what is new, changed, gone, or cannot be seen.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::read_dir;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::Builder;

use crossbeam_channel::{Sender, bounded};

use crate::clock::Clock;
use crate::store::StoreError;
use crate::store::music::{Change, Reader, Stamp};

use super::pool::{Pool, Task};
use super::progress::Meter;
use super::walk::{Area, Found, walk};

/// More places than this to look at, and everything is looked at.
const MOST_PLACES: usize = 100;
/// Files that a walk may be ahead of their comparison.
const AHEAD: usize = 1 << 14;

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

/// Files with their stamps. As text of the system, which is compared faster than paths.
type Known = HashMap<OsString, Stamp>;

/// What a walk has shown.
struct Look {
    /// Files that were known and not met.
    missed: Known,
    /// Whether anything was known before.
    had_some: bool,
    met: u64,
    unseen: Vec<PathBuf>,
}

/// What all walks left over.
#[derive(Default)]
struct Leftovers {
    /// Files that were known and not met.
    missed: Vec<PathBuf>,
    /// Below these, a file that was not met may be there still.
    unseen: Vec<PathBuf>,
}

impl Leftovers {
    fn add(&mut self, look: Look) {
        self.missed.extend(look.missed.into_keys().map(PathBuf::from));
        self.unseen.extend(look.unseen);
    }
}

impl Pass<'_> {
    /// Carries out an order; returns when every file is read and every change is handed over.
    ///
    /// # Errors
    /// If the index cannot be read, or the system gives no thread (as a sentence).
    pub fn run(&self, order: &Order) -> Result<(), String> {
        let new = Pool::new(self.out.clone(), Arc::clone(self.meter), Arc::clone(self.stop), self.clock);
        let mut pool = new.map_err(no_thread)?;
        let (roots, places) = self.plan(order);
        let mut leftovers = Leftovers::default();
        for root in &roots {
            self.root(root, &mut pool, &mut leftovers)?;
        }
        for (root, place) in &places {
            self.place(root, place, &mut pool, &mut leftovers)?;
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

    fn root(&self, root: &Path, pool: &mut Pool, leftovers: &mut Leftovers) -> Result<(), String> {
        let before = device(root);
        if read_dir(root).is_err() {
            self.away(root);
            return Ok(());
        }
        let without = self.inside(root);
        let area = Area { path: root, deep: true, without: &without };
        let look = self.look(&area, pool, || self.known(root, root))?;
        // An unmounted disk leaves an empty folder, or another disk's; one that goes while it is walked, half a folder.
        if (look.met == 0 && look.had_some && look.unseen.is_empty()) || look.unseen.iter().any(|path| path == root) {
            self.away(root);
            return Ok(());
        }
        if before.is_some() && device(root) == before && !self.is_stopped() {
            self.tell(Change::Here { root: root.to_owned() });
            leftovers.add(look);
        }
        Ok(())
    }

    /// A place in a folder that is there: a folder with all that is in it; for a file, or for what has gone, the files
    /// beside it, and what was in it should it have been a folder.
    fn place(&self, root: &Path, place: &Path, pool: &mut Pool, leftovers: &mut Leftovers) -> Result<(), String> {
        let without = self.inside(root);
        let deep = place.is_dir();
        let path = if deep { place } else { place.parent().unwrap_or(root) };
        let known = || {
            let mut known = self.known(place, root)?;
            if !deep {
                let beside = self.known(path, root)?;
                known.extend(beside.into_iter().filter(|(file, _)| Path::new(file).parent() == Some(path)));
            }
            Ok(known)
        };
        // If the folder is not there either, nothing is met.
        let look = self.look(&Area { path, deep, without: &without }, pool, known)?;
        if is_there(root) {
            leftovers.add(look);
        }
        Ok(())
    }

    /// Walks an area, while what is known of it is fetched, and compares: whatever differs is read.
    fn look(
        &self,
        area: &Area<'_>,
        pool: &mut Pool,
        known: impl FnOnce() -> Result<Known, StoreError>,
    ) -> Result<Look, String> {
        std::thread::scope(|scope| {
            let (found, found_in) = bounded(AHEAD);
            let walking = move || walk(area, |it| found.send(it).is_ok());
            Builder::new().name("walk".into()).spawn_scoped(scope, walking).map_err(no_thread)?;
            let known = known().map_err(sentence)?;
            let had_some = !known.is_empty();
            let mut look = Look { missed: known, had_some, met: 0, unseen: Vec::new() };
            found_in.iter().take_while(|_| !self.is_stopped()).for_each(|found| self.compare(found, &mut look, pool));
            Ok(look)
        })
    }

    fn compare(&self, found: Found, look: &mut Look, pool: &mut Pool) {
        match found {
            Found::File { path, stamp } => {
                look.met += 1;
                Meter::add(&self.meter.seen);
                if look.missed.remove(path.as_os_str()) != Some(stamp) {
                    pool.submit(Task { path, stamp });
                }
            }
            // It went while it was walked.
            Found::Unseen { path, .. } if path.symlink_metadata().is_err() => {}
            Found::Unseen { path, sentence } => {
                // Told once, as long as it stays so.
                if look.missed.remove(path.as_os_str()) != Some(Stamp::default()) {
                    self.tell(Change::Problem { path: path.clone(), stamp: Stamp::default(), sentence });
                }
                Meter::add(&self.meter.problems);
                look.unseen.push(path);
            }
        }
    }

    /// All that is known at and below a path of a library folder.
    fn known(&self, path: &Path, root: &Path) -> Result<Known, StoreError> {
        let inside = self.inside(root);
        let mut known = HashMap::new();
        self.reader.each_stamp(path, &mut |path, stamp| {
            if !inside.iter().any(|inside| path.starts_with(inside)) {
                // A row of the problems is newer than that of the track.
                known.insert(path.as_os_str().to_owned(), stamp);
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

fn no_thread(why: std::io::Error) -> String {
    format!("The library cannot be scanned: the system gives no thread ({why}); close other programs.")
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
