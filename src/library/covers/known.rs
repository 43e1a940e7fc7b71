//! Which file has which picture, so that a file need not be opened to know it: `covers.known`, records of 32 bytes to which
//! more are only added. A torn one ends what is read, and the file is written anew without it.

use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::library::cache::{hash, replace};
use crate::store::music::Stamp;

/// Bytes of a record: file, stamp, picture, and the hash of these.
const RECORD: usize = 32;
/// So many records for each that counts are too many: then the file is written anew.
const WASTE: usize = 3;
/// Files that are remembered; with more the memory begins anew.
const MOST: usize = 1 << 20;

/// The hash of a picture's bytes.
pub(super) type Picture = u64;

/// A file as it was looked at: its name, and what tells it from a changed one.
#[derive(Clone, Copy)]
pub(super) struct Look {
    file: u64,
    /// `None` while its disk is away: then any is right.
    stamp: Option<u64>,
}

impl Look {
    /// A picture beside the file that comes or goes changes its folder.
    pub(super) fn at(path: &Path) -> Self {
        use std::os::unix::ffi::OsStrExt;
        let stamp_of = |path: &Path| std::fs::metadata(path).ok().map(|about| Stamp::of(&about));
        let stamps = stamp_of(path).zip(path.parent().and_then(stamp_of));
        let stamp = stamps.map(|(file, folder)| {
            let numbers = [file.size, file.modified.cast_unsigned(), file.inode, folder.modified.cast_unsigned()];
            hash(&numbers.each_ref().map(|number| number.to_ne_bytes()).each_ref().map(<[u8; 8]>::as_slice))
        });
        Self { file: hash(&[path.as_os_str().as_bytes()]), stamp }
    }

    pub(super) fn is_there(&self) -> bool {
        self.stamp.is_some()
    }
}

/// What is known. Read from the disk when it is first asked.
pub(super) struct Known {
    path: PathBuf,
    /// By file: its stamp, and its picture; 0 for none.
    records: Mutex<Option<HashMap<u64, (u64, Picture)>>>,
}

impl Known {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, records: Mutex::new(None) }
    }

    /// `None`: it has to be looked for; `Some(None)`: there is none.
    pub(super) fn get(&self, look: &Look) -> Option<Option<Picture>> {
        let mut records = self.lock();
        let (stamp, picture) = *records.get_or_insert_with(|| self.load()).get(&look.file)?;
        let is_so = look.stamp.is_none_or(|now| now == stamp);
        is_so.then_some((picture != 0).then_some(picture))
    }

    pub(super) fn set(&self, look: &Look, picture: Option<Picture>) {
        let Some(stamp) = look.stamp else { return };
        let picture = picture.unwrap_or(0);
        let mut records = self.lock();
        let all = records.get_or_insert_with(|| self.load());
        if all.len() >= MOST {
            all.clear();
        }
        if all.insert(look.file, (stamp, picture)) == Some((stamp, picture)) {
            return;
        }
        let record = record(look.file, stamp, picture);
        // What cannot be written is known until the end of this run only.
        let _ = append(&self.path, &record);
    }

    fn load(&self) -> HashMap<u64, (u64, Picture)> {
        let bytes = std::fs::read(&self.path).unwrap_or_default();
        let (records, rest) = bytes.as_chunks::<RECORD>();
        let sound: Vec<[u64; 3]> = records.iter().map_while(fields).collect();
        let all: HashMap<_, _> = sound.iter().map(|[file, stamp, picture]| (*file, (*stamp, *picture))).collect();
        let is_torn = sound.len() < records.len() || !rest.is_empty();
        if is_torn || records.len() > all.len() * WASTE + 100 {
            let whole: Vec<u8> =
                all.iter().flat_map(|(file, (stamp, picture))| record(*file, *stamp, *picture)).collect();
            let _ = replace(&self.path, &whole);
        }
        all
    }

    fn lock(&self) -> MutexGuard<'_, Option<HashMap<u64, (u64, Picture)>>> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn append(path: &Path, record: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    OpenOptions::new().create(true).append(true).mode(0o600).open(path)?.write_all(record)
}

fn record(file: u64, stamp: u64, picture: Picture) -> [u8; RECORD] {
    let mut bytes = [0; RECORD];
    let fields = [file, stamp, picture].map(u64::to_le_bytes);
    bytes[..24].copy_from_slice(fields.as_flattened());
    let seal = hash(&[&bytes[..24]]);
    bytes[24..].copy_from_slice(&seal.to_le_bytes());
    bytes
}

fn fields(record: &[u8; RECORD]) -> Option<[u64; 3]> {
    let [file, stamp, picture, seal] = *record.as_chunks::<8>().0 else { return None };
    (hash(&[&record[..24]]).to_le_bytes() == seal).then(|| [file, stamp, picture].map(u64::from_le_bytes))
}
