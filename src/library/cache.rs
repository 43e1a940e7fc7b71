//! Files that can be made anew at any time: pictures and waveforms, ready to be drawn.
//!
//! A cache is never in the way: on a full or read-only disk, or where a file is damaged, its answer is "nothing", and
//! what is asked for is made again. It does not grow without end: what was not asked for the longest goes first.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::hash::{DefaultHasher, Hasher};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use directories::ProjectDirs;

/// A file that is asked for again within this time stays as it is: no write for each look.
const LATELY: Duration = Duration::from_secs(600);
/// Behind each file's bytes: their hash.
const SEAL: usize = 8;

/// The place of the caches: `$XDG_CACHE_HOME/segue`; debug builds have their own. `None` where nobody's home is known.
pub fn cache_folder() -> Option<PathBuf> {
    let name = if cfg!(debug_assertions) { "segue-dev" } else { "segue" };
    ProjectDirs::from("", "", "segue").map(|dirs| dirs.cache_dir().with_file_name(name))
}

/// Tells bytes from others. The same as long as the program is; when it changes, all is made anew.
pub(super) fn hash(parts: &[&[u8]]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for part in parts {
        hasher.write_usize(part.len());
        hasher.write(part);
    }
    hasher.finish()
}

/// A folder with such files. For any number of threads and processes.
pub(super) struct Cache {
    folder: PathBuf,
    /// In bytes.
    most: u64,
    /// Bytes in the folder as far as this process knows; looked up before the first file is written.
    held: Mutex<Option<u64>>,
}

impl Cache {
    /// Touches no disk yet.
    pub(super) fn new(folder: PathBuf, most: u64) -> Self {
        Self { folder, most, held: Mutex::new(None) }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The bytes of a file, if it is there and sound.
    pub(super) fn read(&self, name: &str) -> Option<Vec<u8>> {
        let mut file = File::open(self.path(name)).ok()?;
        let about = file.metadata().ok()?;
        let length = usize::try_from(about.len().min(self.most)).ok()?;
        let mut bytes = vec![0; length];
        file.read_exact(&mut bytes).ok()?;
        let at = length.checked_sub(SEAL)?;
        if bytes[at..] != hash(&[&bytes[..at]]).to_le_bytes() {
            return None;
        }
        bytes.truncate(at);
        let now = SystemTime::now();
        if about.modified().ok().and_then(|time| now.duration_since(time).ok()).is_some_and(|age| age > LATELY) {
            // Only the order in which files go suffers if this fails.
            let _ = file.set_modified(now);
        }
        Some(bytes)
    }

    /// Keeps a file, whole or not at all. `false` if the disk does not want it.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> bool {
        let sealed = [bytes, &hash(&[bytes]).to_le_bytes()].concat();
        let kept = replace(&self.path(name), &sealed).is_ok();
        if kept {
            self.grown(sealed.len() as u64);
        }
        kept
    }

    fn grown(&self, more: u64) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let now = match *held {
            Some(held) => held + more,
            None => self.files().iter().map(|file| file.size).sum(),
        };
        *held = Some(if now > self.most { self.clear() } else { now });
    }

    /// Deletes the files that were not asked for the longest, until a tenth is free; how many bytes stay.
    fn clear(&self) -> u64 {
        let mut files = self.files();
        files.sort_by_key(|file| file.used);
        let mut held: u64 = files.iter().map(|file| file.size).sum();
        for file in files {
            if held <= self.most / 10 * 9 {
                break;
            }
            if fs::remove_file(&file.path).is_ok() {
                held -= file.size;
            }
        }
        held
    }

    fn files(&self) -> Vec<Kept> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let kept = entries.filter_map(|entry| {
            let about = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some(Kept { path: entry.path(), size: about.len(), used: about.modified().ok()? })
        });
        kept.collect()
    }
}

struct Kept {
    path: PathBuf,
    size: u64,
    used: SystemTime,
}

/// Puts `bytes` in the file's place; its folder is made if need be. Not made safe against power cuts: it is sealed.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    if let Some(folder) = path.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let number = COUNT.fetch_add(1, Relaxed);
    let fresh = path.with_extension(format!("{}-{number}.fresh", std::process::id()));
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&fresh)?;
    let done = file.write_all(bytes).and_then(|()| fs::rename(&fresh, path));
    done.inspect_err(|_| {
        let _ = fs::remove_file(&fresh);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_given_back_and_what_is_damaged_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().join("a/b"), 1 << 20);
        assert_eq!(cache.read("x"), None);
        assert!(cache.write("x", b"some bytes"));
        assert_eq!(cache.read("x").as_deref(), Some(b"some bytes".as_slice()));
        let whole = fs::read(cache.path("x")).unwrap();
        for at in 0..whole.len() {
            let mut broken = whole.clone();
            broken[at] ^= 4;
            fs::write(cache.path("x"), &broken).unwrap();
            assert_eq!(cache.read("x"), None, "byte {at} changed");
            fs::write(cache.path("x"), &whole[..at]).unwrap();
            assert_eq!(cache.read("x"), None, "cut at {at}");
        }
        assert!(cache.write("x", b"") && cache.read("x").is_some_and(|bytes| bytes.is_empty()));
        assert_eq!(fs::read_dir(folder.path().join("a/b")).unwrap().count(), 1, "nothing else is left");
    }

    #[test]
    fn what_was_not_asked_for_the_longest_goes_first() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().to_owned(), 5_000);
        let ago = |name: &str, seconds| {
            let file = File::options().write(true).open(cache.path(name)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(seconds)).unwrap();
        };
        for (name, age) in [("a", 4_000), ("b", 3_000), ("c", 2_000), ("d", 1_000)] {
            assert!(cache.write(name, &[7; 1_000]));
            ago(name, age);
        }
        assert!(cache.read("a").is_some(), "it has been asked for now");
        assert!(cache.write("e", &[7; 1_400]));
        let there = ["a", "b", "c", "d", "e"].map(|name| cache.path(name).exists());
        assert_eq!(there, [true, false, true, true, true]);
        // Another process finds what is there before it writes.
        let other = Cache::new(folder.path().to_owned(), 5_000);
        assert!(other.write("f", &[7; 1_000]));
        let held: u64 = other.files().iter().map(|file| file.size).sum();
        assert!(held <= 4_500 && !cache.path("c").exists(), "{held}");
    }

    #[test]
    fn where_nothing_can_be_written_there_is_no_cache_and_no_error() {
        let cache = Cache::new("/dev/null/cache".into(), 5_000);
        assert!(!cache.write("x", b"x") && cache.read("x").is_none());
    }
}
