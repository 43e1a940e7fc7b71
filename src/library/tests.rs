//! The library as a whole: folders of real files, the real index.

use std::fs::{create_dir_all, remove_file, rename, write};
use std::os::unix::fs::symlink;
use std::time::Duration;

use lofty::tag::ItemKey;
use tempfile::TempDir;

use crate::store::music::Reader;

use super::testing::{file, retag, sound};
use super::*;

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

struct Rig {
    folder: TempDir,
    library: Library,
    news: Receiver<News>,
}

impl Rig {
    fn new(watching: Watching) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let music = folder.path().join("music");
        create_dir_all(&music).unwrap();
        let (library, _, news) = Library::open(&folder.path().join("library.db"), vec![music], watching).unwrap();
        Self { folder, library, news }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join("music").join(name)
    }

    /// Puts a file there: another voice, another sound.
    fn add(&self, name: &str, voice: u32) {
        file(&self.folder.path().join("music"), name, voice);
    }

    /// Scans, and gives what it told.
    fn scan(&self) -> (Progress, Vec<News>) {
        self.library.scan();
        self.scanned()
    }

    fn scanned(&self) -> (Progress, Vec<News>) {
        let mut told = Vec::new();
        loop {
            match self.news.recv_timeout(PATIENCE).unwrap() {
                News::Scanned(progress) => return (progress, told),
                other => told.push(other),
            }
        }
    }

    fn reader(&self) -> Reader {
        Reader::open(&self.folder.path().join("library.db")).unwrap()
    }

    /// What the index knows, relative to the folder of music.
    fn known(&self) -> Vec<String> {
        let mut names = Vec::new();
        let music = self.at("");
        let name = |path: &Path| path.strip_prefix(&music).unwrap().to_string_lossy().into_owned();
        self.reader().each_stamp(&music, &mut |path, _| names.push(name(path))).unwrap();
        names.sort();
        names
    }

    fn problems(&self) -> Vec<String> {
        let page = self.reader().problems(None, 100).unwrap();
        page.items.into_iter().map(|problem| problem.sentence).collect()
    }

    fn away(&self) -> u64 {
        self.reader().stats().unwrap().away
    }

    fn wait_for(&self, what: &str, mut is_true: impl FnMut(&Self) -> bool) {
        let clock = Clock::real();
        while !is_true(self) {
            assert!(clock.now() < PATIENCE, "{what}: {:?}", self.known());
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

#[test]
fn only_what_changed_is_read_again() {
    let rig = Rig::new(Watching::Off);
    (1..6).for_each(|voice| rig.add(&format!("album/{voice}.mp3"), voice));
    let (first, _) = rig.scan();
    assert_eq!((first.seen, first.read, first.problems, first.state), (5, 5, 0, State::Idle));
    assert_eq!(rig.scan().0.read, 0);
    retag(&rig.at("album/2.mp3"), &[(ItemKey::TrackTitle, "New")]);
    remove_file(rig.at("album/3.mp3")).unwrap();
    rig.add("album/6.mp3", 6);
    let (again, told) = rig.scan();
    assert_eq!((again.seen, again.read, told), (5, 2, vec![]));
    assert_eq!(rig.known(), ["album/1.mp3", "album/2.mp3", "album/4.mp3", "album/5.mp3", "album/6.mp3"]);
    assert_eq!(rig.reader().track(&rig.at("album/2.mp3")).unwrap().unwrap().track.title, "New");
    rig.library.close().unwrap();
}

#[test]
fn a_moved_and_retagged_file_is_the_same() {
    let rig = Rig::new(Watching::Off);
    (1..4).for_each(|voice| rig.add(&format!("old/{voice}.flac"), voice));
    rig.scan();
    let id = rig.reader().track(&rig.at("old/2.flac")).unwrap().unwrap().id;
    rename(rig.at("old"), rig.at("new")).unwrap();
    rename(rig.at("new/2.flac"), rig.at("two.flac")).unwrap();
    retag(&rig.at("two.flac"), &[(ItemKey::TrackTitle, &"long ".repeat(100))]);
    let (progress, told) = rig.scan();
    let mut moved: Vec<Moved> =
        told.into_iter().flat_map(|news| if let News::Moved(moved) = news { moved } else { vec![] }).collect();
    moved.sort_by(|a, b| a.from.cmp(&b.from));
    let names = [("old/1.flac", "new/1.flac"), ("old/2.flac", "two.flac"), ("old/3.flac", "new/3.flac")];
    assert_eq!(moved, names.map(|(from, to)| Moved { from: rig.at(from), to: rig.at(to) }));
    assert_eq!((progress.read, rig.known().len()), (3, 3));
    assert_eq!(rig.reader().track(&rig.at("two.flac")).unwrap().unwrap().id, id);
}

#[test]
fn what_cannot_be_seen_is_kept() {
    let rig = Rig::new(Watching::Off);
    (1..4).for_each(|voice| rig.add(&format!("{voice}/a.mp3"), voice));
    rig.scan();
    let aside = rig.folder.path().join("aside");
    rename(rig.at(""), &aside).unwrap();
    assert_eq!((rig.scan().0.seen, rig.known().len(), rig.away()), (0, 3, 3));
    // The mount point of a disk that is not mounted.
    create_dir_all(rig.at("")).unwrap();
    rig.scan();
    assert_eq!((rig.known().len(), rig.away()), (3, 3));
    std::fs::remove_dir(rig.at("")).unwrap();
    rename(&aside, rig.at("")).unwrap();
    let (back, _) = rig.scan();
    assert_eq!((back.seen, back.read, rig.known().len(), rig.away()), (3, 0, 3, 0));
    // A folder inside that cannot be entered, for whatever reason.
    rename(rig.at("2"), &aside).unwrap();
    symlink(rig.at(""), rig.at("2")).unwrap();
    rig.scan();
    assert!(rig.known().contains(&"2/a.mp3".to_owned()), "{:?}", rig.known());
    assert_eq!(rig.problems().len(), 1);
    remove_file(rig.at("2")).unwrap();
    rename(&aside, rig.at("2")).unwrap();
    let (back, _) = rig.scan();
    assert_eq!((back.read, rig.known().len(), rig.problems().len()), (0, 3, 0));
}

#[test]
fn every_trouble_is_in_the_list_once_and_goes_when_it_is_mended() {
    let rig = Rig::new(Watching::Off);
    rig.add("good.ogg", 1);
    write(rig.at("empty.mp3"), "").unwrap();
    write(rig.at("text.flac"), "no music").unwrap();
    symlink("/dev/zero", rig.at("endless.mp3")).unwrap();
    symlink("nowhere", rig.at("lost.mp3")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(rig.at("pipe.mp3")).status().unwrap().success());
    assert_eq!(rig.scan().0.problems, 5);
    assert_eq!(rig.problems().len(), 5, "{:?}", rig.problems());
    assert_eq!(rig.scan().0.read, 0);
    assert_eq!(rig.problems().len(), 5);
    write(rig.at("text.flac"), sound("flac", 2)).unwrap();
    remove_file(rig.at("pipe.mp3")).unwrap();
    rig.scan();
    assert_eq!(rig.problems().len(), 3, "{:?}", rig.problems());
}

#[test]
fn a_folder_inside_another_is_looked_at_on_its_own() {
    let rig = Rig::new(Watching::Off);
    rig.add("a.mp3", 1);
    rig.add("inner/b.mp3", 2);
    rig.library.set_roots(vec![rig.at("").components().collect(), rig.at("inner")]);
    assert_eq!(rig.scanned().0.seen, 2);
    let aside = rig.folder.path().join("aside");
    rename(rig.at("inner"), &aside).unwrap();
    rig.scan();
    assert_eq!((rig.known().len(), rig.away()), (2, 1));
}

#[test]
fn changes_are_noticed_while_it_runs() {
    let rig = Rig::new(Watching::On);
    rig.add("a/1.mp3", 1);
    rig.scan();
    rig.add("b/2.mp3", 2);
    rig.wait_for("a new folder", |rig| rig.known().contains(&"b/2.mp3".to_owned()));
    rename(rig.at("b"), rig.at("c")).unwrap();
    rig.wait_for("a renamed folder", |rig| rig.known() == ["a/1.mp3", "c/2.mp3"]);
    remove_file(rig.at("c/2.mp3")).unwrap();
    rig.wait_for("a deleted file", |rig| rig.known() == ["a/1.mp3"]);
    let aside = rig.folder.path().join("aside");
    rename(rig.at(""), &aside).unwrap();
    rig.wait_for("a folder that vanishes", |rig| rig.away() == 1);
    rename(&aside, rig.at("")).unwrap();
    rig.wait_for("a folder that comes back", |rig| rig.away() == 0);
    rig.add("a/3.mp3", 3);
    rig.wait_for("a new file in it", |rig| rig.known() == ["a/1.mp3", "a/3.mp3"]);
    rig.library.close().unwrap();
}

#[test]
fn it_closes_soon_in_the_middle_of_a_scan() {
    let rig = Rig::new(Watching::Off);
    let bytes = sound("mp3", 1);
    (0..3_000).for_each(|n| write(rig.at(&format!("{n}.mp3")), &bytes).unwrap());
    rig.library.scan();
    while rig.library.progress().read < 10 {
        std::thread::yield_now();
    }
    let clock = Clock::real();
    rig.library.close().unwrap();
    assert!(clock.now() < Duration::from_secs(3), "{:?}", clock.now());
    let (library, _, news) =
        Library::open(&rig.folder.path().join("library.db"), vec![rig.folder.path().join("music")], Watching::Off)
            .unwrap();
    library.scan();
    while !matches!(news.recv_timeout(PATIENCE).unwrap(), News::Scanned(_)) {}
    assert_eq!(library.progress().seen, 3_000);
}

/// A disk of 3 MiB, for as long as this lives.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn new(at: PathBuf) -> Self {
        create_dir_all(&at).unwrap();
        let mounted =
            std::process::Command::new("mount").args(["-t", "tmpfs", "-o", "size=3m", "none"]).arg(&at).status();
        assert!(mounted.unwrap().success());
        Self(at)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
#[ignore = "mounts a disk: needs root"]
fn on_a_full_disk_the_scan_waits_and_ends_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let disk = SmallDisk::new(folder.path().join("disk"));
    let music = folder.path().join("music");
    let bytes = sound("mp3", 1);
    create_dir_all(&music).unwrap();
    (0..2_000).for_each(|n| write(music.join(format!("{n}.mp3")), &bytes).unwrap());
    write(disk.0.join("ballast"), vec![1; 2 << 20]).unwrap();
    let (library, _, news) = Library::open(&disk.0.join("library.db"), vec![music], Watching::Off).unwrap();
    library.scan();
    let told = news.recv_timeout(PATIENCE).unwrap();
    assert!(matches!(&told, News::Trouble(sentence) if sentence.contains("disk is full")), "{told:?}");
    library.played("/x.mp3".into(), Timestamp::now());
    std::thread::sleep(Duration::from_secs(4));
    assert_eq!((library.progress().state, news.try_recv().is_err()), (State::Waiting, true));
    remove_file(disk.0.join("ballast")).unwrap();
    let size = std::process::Command::new("mount").args(["-o", "remount,size=50m"]).arg(&disk.0).status();
    assert!(size.unwrap().success());
    assert_eq!(news.recv_timeout(PATIENCE).unwrap(), News::Recovered);
    let scanned = news.recv_timeout(PATIENCE).unwrap();
    assert!(matches!(scanned, News::Scanned(progress) if progress.read == 2_000), "{scanned:?}");
    library.close().unwrap();
    assert_eq!(Reader::open(&disk.0.join("library.db")).unwrap().stats().unwrap().tracks, 2_000);
}
