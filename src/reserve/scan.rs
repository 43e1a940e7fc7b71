//! From one marked source (playlist, folder or file) to the music that is really there. Blocks on the disk.

use std::collections::HashSet;
use std::fs::{File, Metadata, metadata};
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::fault::Fault;
use crate::model::{self, Track, shown};
use crate::playlist_file::{self, Entry as Line, Kind, Target};
use crate::store::music;

use super::stock::{Entry, Item};
use super::tags::unopened;

/// Files taken from one source: months of music. A bound, because a source may be the root of a disk by mistake.
const MOST_FILES: usize = 50_000;
/// Folders within folders, and playlists within playlists.
const DEEPEST: usize = 32;
/// A playlist larger than this (bytes) is something else.
const LARGEST_PLAYLIST: u64 = 16 << 20;

/// By this a changed file is told from an unchanged one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Which disk the file is on.
    pub disk: u64,
    /// As the library's index has it, too.
    pub file: music::Stamp,
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self { disk: metadata.dev(), file: music::Stamp::of(metadata) }
    }
}

/// What a scan tells while it goes on.
pub(super) trait Watcher {
    /// `path` is about to be touched: if nothing follows, it is the one that hangs.
    fn touch(&mut self, path: &Path);
    /// Another file was found; these are all so far.
    fn found(&mut self, items: &[Item]);
    /// `true` once nobody waits for the result any more.
    fn abandoned(&self) -> bool;
}

/// A scan under way, and its result.
pub(super) struct Scan<'w, W: Watcher> {
    watcher: &'w mut W,
    pub items: Vec<Item>,
    pub problems: Vec<Fault>,
    paths: HashSet<Arc<Path>>,
    /// Folders and playlists that were entered, by device and inode: links may form rings.
    entered: HashSet<(u64, u64)>,
}

impl<'w, W: Watcher> Scan<'w, W> {
    pub(super) fn new(watcher: &'w mut W) -> Self {
        Self { watcher, items: Vec::new(), problems: Vec::new(), paths: HashSet::new(), entered: HashSet::new() }
    }

    /// Takes in a marked source.
    pub(super) fn source(&mut self, path: &Path) {
        self.entry(path, None, DEEPEST);
    }

    /// Takes in what may stand in for a playlist of which nothing plays: its folder. Nothing for any other source.
    pub(super) fn stand_in(&mut self, path: &Path) {
        if Kind::of_path(path).is_some() {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            // Its own trouble is not the person's: they marked the playlist.
            let problems = self.problems.len();
            self.entry(folder, None, DEEPEST);
            self.problems.truncate(problems);
        }
    }

    /// `said`: what a playlist says of the path.
    fn entry(&mut self, path: &Path, said: Option<&Line>, depth: usize) {
        if self.is_over() {
            return;
        }
        match self.stat(path, said) {
            Err(fault) => self.problems.push(fault),
            Ok((path, metadata)) if metadata.is_dir() => self.folder(&path, &metadata, depth),
            Ok((path, metadata)) if !metadata.is_file() => self.unreadable(&path, "it is neither a file nor a folder"),
            Ok((path, metadata)) => match Kind::of_path(&path) {
                Some(kind) => self.playlist(&path, kind, &metadata, depth),
                None => self.file(path, said, &metadata),
            },
        }
    }

    /// The first reading of the entry that is there, or the trouble with the likeliest.
    fn stat(&mut self, path: &Path, said: Option<&Line>) -> Result<(PathBuf, Metadata), Fault> {
        self.watcher.touch(path);
        let error = match metadata(path) {
            Ok(metadata) => return Ok((path.to_owned(), metadata)),
            Err(error) => error,
        };
        let otherwise = said.map(|entry| entry.otherwise.as_slice()).unwrap_or_default();
        let found = otherwise.iter().find_map(|path| Some((path.clone(), metadata(path).ok()?)));
        found.ok_or_else(|| unopened(path, &error))
    }

    fn file(&mut self, path: PathBuf, said: Option<&Line>, metadata: &Metadata) {
        let shared = Arc::from(path.as_path());
        if !self.paths.insert(shared) {
            return;
        }
        let mut track = Track::from_path(path.clone());
        if let Some(entry) = said {
            track.title = entry.title.clone().unwrap_or(track.title);
            track.duration = entry.duration;
        }
        self.items.push(Entry::new(track, Stamp::of(metadata)));
        self.watcher.found(&self.items);
        if self.items.len() == MOST_FILES {
            self.unreadable(&path, "the reserve is full: files after this one are not used");
        }
    }

    fn playlist(&mut self, path: &Path, kind: Kind, metadata: &Metadata, depth: usize) {
        if depth == 0 || !self.enter(metadata) {
            return;
        }
        let base = path.parent().unwrap_or(Path::new(""));
        let entries = match read_playlist(path) {
            Ok(bytes) => playlist_file::parse(&bytes, kind, base),
            Err(error) => return self.problems.push(unopened(path, &error)),
        };
        match entries {
            Err(error) => self.unreadable(path, &error.to_string()),
            Ok(entries) if entries.is_empty() => self.unreadable(path, "it names no music"),
            Ok(entries) => entries.iter().for_each(|entry| self.line(path, entry, depth)),
        }
    }

    fn line(&mut self, playlist: &Path, entry: &Line, depth: usize) {
        match &entry.target {
            Target::File(path) => self.entry(path, Some(entry), depth - 1),
            Target::Url(url) => self.unreadable(playlist, &format!("{} is not on this machine", shown(url))),
        }
    }

    fn folder(&mut self, path: &Path, metadata: &Metadata, depth: usize) {
        if depth == 0 || !self.enter(metadata) {
            return;
        }
        let entries = match std::fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) => return self.problems.push(unopened(path, &error)),
        };
        let mut inside: Vec<_> = entries.filter_map(|entry| Some((entry.as_ref().ok()?.path(), entry.ok()?))).collect();
        inside.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (path, entry) in inside {
            let may_be_folder = entry.file_type().is_ok_and(|kind| kind.is_dir() || kind.is_symlink());
            if may_be_folder || model::is_playable(&path) {
                self.inside(&path, depth - 1);
            }
        }
    }

    /// Something in a folder: unlike what a person marked, it may be anything, and is passed over without a word
    /// unless it is music.
    fn inside(&mut self, path: &Path, depth: usize) {
        self.watcher.touch(path);
        let is_folder = metadata(path).is_ok_and(|metadata| metadata.is_dir());
        if is_folder || model::is_playable(path) {
            self.entry(path, None, depth);
        }
    }

    fn enter(&mut self, metadata: &Metadata) -> bool {
        self.entered.insert((metadata.dev(), metadata.ino()))
    }

    fn is_over(&self) -> bool {
        self.items.len() >= MOST_FILES || self.watcher.abandoned()
    }

    fn unreadable(&mut self, path: &Path, why: &str) {
        self.problems.push(Fault::FileUnreadable { path: path.to_owned(), why: why.to_owned() });
    }
}

fn read_playlist(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST_PLAYLIST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::fs::{create_dir, write};
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::*;

    struct Quiet;
    impl Watcher for Quiet {
        fn touch(&mut self, _: &Path) {}
        fn found(&mut self, _: &[Item]) {}
        fn abandoned(&self) -> bool {
            false
        }
    }

    /// Names relative to `root` of what is found, and how many problems.
    fn scanned(root: &Path, source: &str, stand_in: bool) -> (Vec<String>, usize) {
        let mut watcher = Quiet;
        let mut scan = Scan::new(&mut watcher);
        scan.source(&root.join(source));
        if stand_in {
            scan.stand_in(&root.join(source));
        }
        let name = |item: &Item| item.path.strip_prefix(root).unwrap_or(&item.path).to_string_lossy().into_owned();
        (scan.items.iter().map(name).collect(), scan.problems.len())
    }

    fn room(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for file in files {
            std::fs::create_dir_all(root.path().join(file).parent().unwrap()).unwrap();
            write(root.path().join(file), b"").unwrap();
        }
        root
    }

    #[test]
    fn a_folder_gives_its_playable_files_in_order_through_links_and_rings() {
        let root = room(&["m/b.MP3", "m/a.flac", "m/cover.jpg", "m/list.m3u", "m/in/c.ogg", "far/d.opus"]);
        symlink(root.path().join("m"), root.path().join("m/in/ring")).unwrap();
        symlink(root.path().join("far"), root.path().join("m/link")).unwrap();
        symlink("nowhere", root.path().join("m/dangling")).unwrap();
        write(root.path().join("m").join(OsStr::from_bytes(b"\xE9.wav")), b"").unwrap();
        let expected = ["m/a.flac", "m/b.MP3", "m/in/c.ogg", "m/link/d.opus", "m/\u{FFFD}.wav"];
        assert_eq!(scanned(root.path(), "m", false), (expected.map(String::from).to_vec(), 0));
    }

    #[test]
    fn a_playlist_gives_what_is_there_once_in_its_order() {
        let root = room(&["b.mp3", "a b.mp3", "sub/c.mp3", "other.mp3"]);
        let mut text =
            b"b.mp3\nmissing.mp3\na%20b.mp3\nb.mp3\nsub\nhttp://u:p@h/x?token=1\nself.m3u\ncaf\xE9.mp3\n".to_vec();
        text.extend(b"sub\\c.mp3");
        write(root.path().join("self.m3u"), text).unwrap();
        write(root.path().join(OsStr::from_bytes(b"caf\xE9.mp3")), b"").unwrap();
        let expected = ["b.mp3", "a b.mp3", "sub/c.mp3", "caf\u{FFFD}.mp3"];
        assert_eq!(scanned(root.path(), "self.m3u", false), (expected.map(String::from).to_vec(), 2));
        assert_eq!(scanned(root.path(), "self.m3u", true).0.last().map(String::as_str), Some("other.mp3"));
    }

    #[test]
    fn its_folder_can_stand_in_for_a_playlist_that_yields_nothing() {
        let root = room(&["m/a.mp3", "m/empty.m3u"]);
        write(root.path().join("m/hls.m3u8"), "#EXTM3U\n#EXT-X-TARGETDURATION:6\nseg.ts").unwrap();
        write(root.path().join("m/lost.pls"), "File1=x.mp3\nFile2=y.mp3").unwrap();
        create_dir(root.path().join("m/folder.m3u")).unwrap();
        for (source, problems) in
            [("m/empty.m3u", 1), ("m/hls.m3u8", 1), ("m/lost.pls", 2), ("m/absent.m3u", 1), ("m/folder.m3u", 0)]
        {
            assert_eq!(scanned(root.path(), source, false), (vec![], problems), "{source}");
            assert_eq!(scanned(root.path(), source, true), (vec!["m/a.mp3".to_owned()], problems), "{source}");
        }
        assert_eq!(scanned(root.path(), "nowhere/absent.m3u", true), (vec![], 1));
        assert_eq!(scanned(root.path(), "m/gone.mp3", true), (vec![], 1), "only playlists have a stand-in");
    }

    #[test]
    fn a_playlist_title_and_length_are_kept() {
        let root = room(&["a.mp3"]);
        write(root.path().join("l.m3u"), "#EXTINF:61,Said\na.mp3").unwrap();
        let mut watcher = Quiet;
        let mut scan = Scan::new(&mut watcher);
        scan.source(&root.path().join("l.m3u"));
        assert_eq!(scan.items[0].track().title, "Said");
        assert_eq!(scan.items[0].track().duration, Some(std::time::Duration::from_secs(61)));
    }
}
