//! Where the reserve asks about the library: its index, or in tests something smaller.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::stock::name_key;
use super::taste::About;
use crate::model::{ReserveSource, Track};
use crate::search::{Field, Query, Term, fold};
use crate::smart;
use crate::store::StoreError;
use crate::store::music::{Key, Reader, Row, Sort, Sound, Tracks};

/// Rows of the index that are asked for at a time.
const PAGE: usize = 2000;
/// Tracks of an artist that are looked at.
const SOME: usize = 50;

/// The library's index, opened for one thread.
pub trait Shelf {
    /// The tracks of a smart playlist or of all the library; those whose disk is away left out. Nothing for a path.
    ///
    /// # Errors
    /// A sentence on why the index cannot be read, or the rules mean nothing.
    fn each(&self, source: &ReserveSource, track: &mut dyn FnMut(Track)) -> Result<(), String>;

    /// What decoding the whole file has shown, if that was ever done.
    fn sound(&self, path: &Path) -> Option<Sound>;

    /// What is known of an artist, named as a station names it; `None` if there is no track by this name.
    fn about(&self, artist: &str) -> Option<About>;

    /// Another number whenever something in the index has changed. Cheap.
    fn version(&self) -> u64;
}

/// Opens the index for the thread that calls; a sentence if that fails.
pub type Shelves = Arc<dyn Fn() -> Result<Box<dyn Shelf>, String> + Send + Sync>;

/// By this a changed file of rules is told from an unchanged one.
pub(super) fn rules(source: &ReserveSource) -> Option<&PathBuf> {
    match source {
        ReserveSource::Smart { rules, .. } => Some(rules),
        _ => None,
    }
}

/// The library's index, in this file. It need not be there yet: it is opened when it is.
pub fn at(file: PathBuf) -> Shelves {
    Arc::new(move || {
        let reader = Reader::open(&file).map_err(|why| why.to_string())?;
        Ok(Box::new(Index { reader, file: file.clone() }))
    })
}

struct Index {
    reader: Reader,
    file: PathBuf,
}

impl Shelf for Index {
    fn each(&self, source: &ReserveSource, track: &mut dyn FnMut(Track)) -> Result<(), String> {
        let mut take = |row: Row| {
            if !row.away {
                track(row.track);
            }
        };
        match source {
            ReserveSource::Path(_) => Ok(()),
            ReserveSource::Library => self.all(&mut take).map_err(|why| why.to_string()),
            ReserveSource::Smart { rules, .. } => {
                let text = fs::read_to_string(rules).map_err(|why| why.to_string())?;
                let rules = smart::parse(&text).map_err(|mistakes| mistakes.to_string())?;
                let picked = self.reader.select(&rules, Timestamp::now(), fastrand::u64(..));
                picked.map_err(|why| why.to_string())?.into_iter().for_each(take);
                Ok(())
            }
        }
    }

    fn sound(&self, path: &Path) -> Option<Sound> {
        self.reader.sound(path).ok().flatten()
    }

    fn about(&self, artist: &str) -> Option<About> {
        let words: Vec<String> = fold(artist).split(' ').map(str::to_owned).collect();
        let term = Term { field: Field::Artist, words, whole: true, not: false };
        let found = self.reader.search(&Query { terms: vec![term], years: Vec::new() }, SOME).ok()?;
        let is_theirs = |track: &&Track| track.artist.as_deref().and_then(name_key) == name_key(artist);
        About::of(found.tracks.iter().map(|row| &row.track).filter(is_theirs))
    }

    /// From the file and its log: each change is written to one of them.
    fn version(&self) -> u64 {
        let log = self.file.with_file_name(format!("{}-wal", self.file.file_name().unwrap_or_default().display()));
        let changed = |path: &Path| {
            let metadata = fs::metadata(path).ok()?;
            Some(
                metadata.mtime().wrapping_mul(1_000_000_000).wrapping_add(metadata.mtime_nsec()) as u64
                    ^ metadata.len(),
            )
        };
        changed(&self.file).unwrap_or(0).rotate_left(1) ^ changed(&log).unwrap_or(0)
    }
}

impl Index {
    fn all(&self, take: &mut dyn FnMut(Row)) -> Result<(), StoreError> {
        let mut after: Option<Key> = None;
        loop {
            let page = self.reader.tracks(&Tracks::All(Sort::Title), after.as_ref(), PAGE)?;
            page.items.into_iter().for_each(&mut *take);
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }
}
