use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;

use super::testing::{Library, song};
use super::*;
use crate::model::{Level, Levels};
use crate::store::StoreError;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn fingerprinted(path: &Path, fingerprint: u64) -> Song {
    Song { fingerprint: Some(fingerprint), ..song(path.to_str().unwrap(), "T", "A", "B") }
}

fn tracks_shown(library: &Library) -> u64 {
    library.reader.stats().unwrap().tracks
}

#[test]
fn a_song_comes_back_as_it_went_in() {
    let mut library = Library::new();
    let level = Level { lufs: -9.5, peak: Some(0.75) };
    library.put([Song {
        artists: vec!["Björk".into(), "Thom".into()],
        genres: vec!["Pop".into(), "Rock".into()],
        year: Some(2000),
        disc: Some(2),
        number: Some(3),
        duration: Some(Duration::from_millis(1500)),
        levels: Levels { track: None, album: Some(level) },
        ..song("/m/a/1.mp3", "I've Seen It All", "", "Selmasongs")
    }]);
    let row = library.reader.track("/m/a/1.mp3".as_ref()).unwrap().unwrap();
    assert_eq!(row.track.label(), "Björk, Thom – I've Seen It All");
    assert_eq!((row.track.genre.as_deref(), row.track.album.as_deref()), (Some("Pop, Rock"), Some("Selmasongs")));
    assert_eq!((row.year, row.disc, row.number), (Some(2000), Some(2), Some(3)));
    assert_eq!((row.track.duration, row.track.levels.album), (Some(Duration::from_millis(1500)), Some(level)));
    assert_eq!((row.plays, row.played_at, row.away, row.track.levels.track), (0, None, false, None));
    assert_eq!(library.reader.track("/m/a/2.mp3".as_ref()).unwrap(), None);
}

#[test]
fn a_file_that_was_moved_keeps_its_plays_and_its_verdict() {
    let mut library = Library::new();
    let root = library.folder.path().to_owned();
    let (old, new) = (root.join("old.mp3"), root.join("sub/new.mp3"));
    library.put([fingerprinted(&old, 7)]);
    let id = library.reader.track(&old).unwrap().unwrap().id;
    library.writer.played(&old, at(5)).unwrap();
    let stamp = Stamp { size: 1, modified: 2, inode: 3 };
    library.writer.heard(&old, &Sound { stamp, at: at(6), verdict: Err("broken".into()) }).unwrap();
    // The old file is not on the disk: it never was.
    let moved = library.put([fingerprinted(&new, 7)]);
    assert_eq!(moved, [Moved { from: old.clone(), to: new.clone() }]);
    let row = library.reader.track(&new).unwrap().unwrap();
    assert_eq!((row.id, row.plays, row.played_at), (id, 1, Some(at(5))));
    assert_eq!((library.reader.track(&old).unwrap(), tracks_shown(&library)), (None, 1));
    assert!(library.reader.sound(&old).unwrap().is_none());
    assert_eq!(library.reader.sound(&new).unwrap().unwrap().verdict, Err("broken".into()));
    assert!(library.reader.unheard(9).unwrap().is_empty());
}

#[test]
fn a_copy_is_no_move() {
    let mut library = Library::new();
    let (one, two) = (library.folder.path().join("1.mp3"), library.folder.path().join("2.mp3"));
    std::fs::write(&one, "there").unwrap();
    library.put([fingerprinted(&one, 7)]);
    assert!(library.put([fingerprinted(&two, 7)]).is_empty());
    assert_eq!(tracks_shown(&library), 2);
    // One whose disk is away will be back with it.
    let mut library = Library::new();
    library.put([fingerprinted("/away/1.mp3".as_ref(), 7)]);
    library.writer.apply(&[Change::Away { root: "/away".into() }]).unwrap();
    assert!(library.put([fingerprinted("/here/1.mp3".as_ref(), 7)]).is_empty());
}

#[test]
fn a_file_that_is_gone_keeps_its_plays_until_it_comes_back_or_for_400_days() {
    let mut library = Library::new();
    let path = Path::new("/m/1.mp3");
    library.put([fingerprinted(path, 7)]);
    library.writer.played(path, at(5)).unwrap();
    library.writer.apply(&[Change::Gone(path.into())]).unwrap();
    assert_eq!((library.plays(path), tracks_shown(&library)), (None, 0));
    library.writer.played(path, at(6)).unwrap();
    library.put([fingerprinted(path, 7)]);
    assert_eq!(library.plays(path), Some(2));
    library.writer.apply(&[Change::Gone(path.into())]).unwrap();
    assert_eq!(library.put([fingerprinted("/m/2.mp3".as_ref(), 7)]).len(), 1, "found again by its sound");
    library.writer.apply(&[Change::Gone("/m/2.mp3".into())]).unwrap();
    let days = |days: i64| Timestamp::now() + jiff::SignedDuration::from_hours(days * 24);
    library.writer.purge(days(399)).unwrap();
    library.put([fingerprinted("/m/2.mp3".as_ref(), 7)]);
    assert_eq!(library.plays("/m/2.mp3"), Some(2));
    library.writer.apply(&[Change::Gone("/m/2.mp3".into())]).unwrap();
    library.writer.purge(days(401)).unwrap();
    library.put([fingerprinted("/m/2.mp3".as_ref(), 7)]);
    assert_eq!(library.plays("/m/2.mp3"), Some(0));
}

#[test]
fn what_is_under_no_folder_of_the_library_is_hidden_and_not_forgotten() {
    let mut library = Library::new();
    library.writer.set_roots(&["/m".into(), "/n".into()]).unwrap();
    library.put(["/m/1.mp3", "/n/2.mp3", "/mm/3.mp3"].map(|path| song(path, "Title", "A", "B")));
    library.writer.played("/n/2.mp3".as_ref(), at(1)).unwrap();
    assert_eq!(tracks_shown(&library), 2);
    library.writer.set_roots(&["/m".into()]).unwrap();
    let found =
        |library: &Library| library.reader.search(&crate::search::Query::parse("title"), 9).unwrap().tracks.len();
    assert_eq!((tracks_shown(&library), found(&library), library.plays("/n/2.mp3")), (1, 1, None));
    library.writer.set_roots(&["/".into()]).unwrap();
    assert_eq!((tracks_shown(&library), found(&library), library.plays("/n/2.mp3")), (3, 3, Some(1)));
}

#[test]
fn a_disk_that_is_away_greys_its_tracks() {
    let mut library = Library::new();
    library.put(["/m/a/1.mp3", "/m/b/2.mp3", "/mb/3.mp3"].map(|path| song(path, "T", "A", "B")));
    library.writer.apply(&[Change::Away { root: "/m".into() }]).unwrap();
    let away = |library: &Library| -> Vec<bool> {
        let all = library.reader.tracks(&Tracks::Under("/".into()), None, 9).unwrap();
        all.items.iter().map(|row| row.away).collect()
    };
    assert_eq!((away(&library), library.reader.stats().unwrap().away), (vec![true, true, false], 2));
    assert_eq!(library.reader.unheard(9).unwrap(), [PathBuf::from("/mb/3.mp3")]);
    library.writer.apply(&[Change::Here { root: "/m".into() }]).unwrap();
    assert_eq!((away(&library), tracks_shown(&library)), (vec![false; 3], 3));
}

#[test]
fn problems_are_listed_and_their_files_known() {
    let mut library = Library::new();
    let stamp = Stamp { size: 9, modified: 8, inode: u64::MAX };
    let problem = |path: &str| Change::Problem { path: path.into(), stamp, sentence: format!("{path} is broken") };
    library.put([song("/m/2.mp3", "T", "A", "B")]);
    library.writer.apply(&[problem("/m/3.mp3"), problem("/m/1.mp3"), problem("/m/2.mp3")]).unwrap();
    let first = library.reader.problems(None, 2).unwrap();
    let rest = library.reader.problems(first.next.as_ref(), 2).unwrap();
    let paths: Vec<_> = first.items.iter().chain(&rest.items).map(|problem| problem.path.clone()).collect();
    assert_eq!(paths, ["/m/1.mp3", "/m/2.mp3", "/m/3.mp3"].map(PathBuf::from));
    assert_eq!((first.items[0].sentence.as_str(), rest.next), ("/m/1.mp3 is broken", None));
    let mut stamps = Vec::new();
    library.reader.each_stamp("/m".as_ref(), &mut |path, stamp| stamps.push((path.to_owned(), stamp))).unwrap();
    stamps.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(stamps, ["/m/1.mp3", "/m/2.mp3", "/m/3.mp3"].map(|path| (PathBuf::from(path), stamp)));
    // It stays in the library as it was; read again without trouble, or gone, it is no problem any more.
    assert_eq!(tracks_shown(&library), 1);
    library.put([song("/m/2.mp3", "T", "A", "B")]);
    library.writer.apply(&[Change::Gone("/m/1.mp3".into())]).unwrap();
    assert_eq!(library.reader.stats().unwrap().problems, 1);
}

#[test]
fn what_was_heard_is_true_of_the_file_as_it_was() {
    let mut library = Library::new();
    let path = Path::new("/m/1.mp3");
    let level = Some(Level { lufs: -14.0, peak: Some(0.5) });
    let heard = Ok(Heard { length: Duration::from_secs(9), level });
    let sound = Sound { stamp: Stamp { size: 1, modified: 2, inode: 3 }, at: at(1), verdict: heard };
    library.writer.heard(path, &sound).unwrap();
    assert_eq!(library.reader.sound(path).unwrap(), Some(sound.clone()), "also of a file that is in no library");
    let level_of = |library: &Library| library.reader.track(path).unwrap().unwrap().track.levels.track;
    library.put([song("/m/1.mp3", "T", "A", "B")]);
    assert_eq!((level_of(&library), library.reader.stats().unwrap().heard), (level, 1));
    library.put([Song { stamp: Stamp { size: 2, modified: 2, inode: 3 }, ..song("/m/1.mp3", "T", "A", "B") }]);
    assert_eq!((level_of(&library), library.reader.stats().unwrap().heard), (None, 0));
    library.writer.heard(path, &sound).unwrap();
    assert_eq!(level_of(&library), None, "a verdict on another file is void");
    let levels = Levels { track: level, album: None };
    library.put([Song { levels, ..song("/m/0.mp3", "T", "A", "B") }, song("/m/2.mp3", "T", "A", "B")]);
    let first_without_level = ["/m/1.mp3", "/m/2.mp3", "/m/0.mp3"].map(PathBuf::from);
    assert_eq!(library.reader.unheard(9).unwrap(), first_without_level);
}

#[test]
fn plays_before_the_scan_are_kept_for_it() {
    let mut library = Library::new();
    let path = Path::new("/m/1.mp3");
    library.writer.played_all(&[(path.into(), at(9)), (path.into(), at(5))]).unwrap();
    library.put([song("/m/1.mp3", "T", "A", "B")]);
    let row = library.reader.track(path).unwrap().unwrap();
    assert_eq!((row.plays, row.played_at), (2, Some(at(9))));
    assert_eq!(library.reader.groups(&Groups::Artists, None, 9).unwrap().items[0].plays, 2);
    library.writer.forget_plays().unwrap();
    let row = library.reader.track(path).unwrap().unwrap();
    assert_eq!((row.plays, row.played_at), (0, None));
    assert!(library.reader.tracks(&Tracks::MostPlayed, None, 9).unwrap().items.is_empty());
}

#[test]
fn a_full_disk_is_a_sentence_and_the_next_try_works() {
    let mut library = Library::new();
    library.put([song("/m/0.mp3", "T", "A", "B")]);
    let pages: i64 = library.writer.db.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    library.writer.db.pragma_update_and_check(None, "max_page_count", pages + 2, |_| Ok(())).unwrap();
    let many =
        |n: usize| Change::Put(Box::new(song(&format!("/m/{n}/{n}.mp3"), &format!("T{n}"), &format!("A{n}"), "B")));
    let many: Vec<Change> = (0..500).map(many).collect();
    let error = library.writer.apply(&many).unwrap_err();
    assert!(matches!(error, StoreError::Full { .. }), "{error}");
    assert_eq!(tracks_shown(&library), 1);
    library.writer.db.pragma_update_and_check(None, "max_page_count", 1_000_000, |_| Ok(())).unwrap();
    library.writer.apply(&many).unwrap();
    assert_eq!(
        (tracks_shown(&library), library.reader.groups(&Groups::Artists, None, 999).unwrap().items.len()),
        (501, 501)
    );
}

/// A clean end, a crash, a second process, damage.
#[test]
fn it_opens_however_it_was_left() {
    let library = Library::new();
    let path = library.path();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let Library { mut writer, reader, folder: _folder } = library;
    writer.apply(&[Change::Put(Box::new(song("/m/1.mp3", "T", "A", "B")))]).unwrap();
    let (second, opened) = Writer::open(&path).unwrap();
    assert_eq!(opened, Opened::Sound, "another process has it open");
    drop(second);
    writer.close().unwrap();
    drop(reader);
    let damage = || {
        let mut bytes = std::fs::read(&path).unwrap();
        let half = bytes.len() / 2;
        bytes[half..].fill(0xA5);
        std::fs::write(&path, bytes).unwrap();
    };
    let (writer, opened) = Writer::open(&path).unwrap();
    assert_eq!(opened, Opened::Sound);
    // A crash: not closed. Then the file is read, and the damage found.
    drop(writer);
    damage();
    let (writer, opened) = Writer::open(&path).unwrap();
    let Opened::Rebuilt { aside } = opened else { panic!("{opened:?}") };
    assert!(aside.exists() && aside != path);
    writer.close().unwrap();
    let (writer, opened) = Writer::open(&path).unwrap();
    assert_eq!(opened, Opened::Sound);
    writer.close().unwrap();
    assert_eq!(Reader::open(&path).unwrap().stats().unwrap(), Stats::default());
}

#[test]
fn before_the_first_run_there_is_no_library() {
    let folder = tempfile::tempdir().unwrap();
    let error = Reader::open(&folder.path().join("library.db")).err().unwrap();
    assert!(error.to_string().starts_with("there is no library at"), "{error}");
}

/// A verdict that is not read at all would be a clean one, too: the check itself is tried.
#[test]
fn an_index_that_ended_cleanly_is_not_read_through() {
    let library = Library::new();
    let path = library.path();
    library.writer.close().unwrap();
    let db = rusqlite::Connection::open(&path).unwrap();
    let open =
        |db: &rusqlite::Connection| db.query_row("SELECT open FROM notes", [], |row| row.get::<_, bool>(0)).unwrap();
    assert!(!open(&db));
    let (writer, _) = Writer::open(&path).unwrap();
    assert!(open(&db));
    drop(writer);
    assert!(open(&db));
}
