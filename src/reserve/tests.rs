use std::fs::{remove_file, write};

use super::testing::{tagged_flac, wav};
use super::worker::Pulse;
use super::*;

mod library;

const LONG: Duration = Duration::from_secs(20);

fn pieces() -> Vec<Track> {
    (0..last_resort::pieces().len()).map(last_resort::track).collect()
}

fn ladder(sources: &[&Path]) -> Ladder {
    let reserve = Reserve::of_paths(sources.iter().map(|path| path.to_path_buf()));
    Ladder::new(&reserve, Means::default(), pieces(), Clock::real())
}

/// Everything that was asked is done.
fn settle(ladder: &mut Ladder) {
    ladder.wait_until(LONG, Ladder::is_served);
    assert!(ladder.is_served(), "the workers answer");
}

fn titles(ladder: &mut Ladder, count: usize) -> Vec<String> {
    (0..count).map(|_| ladder.next(Timestamp::now()).title.clone()).collect()
}

/// A folder with a.wav (1 s) and b.wav (2 s), and a playlist of the given text.
fn room(playlist: &str) -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    write(root.path().join("a.wav"), wav(1.0)).unwrap();
    write(root.path().join("b.wav"), wav(2.0)).unwrap();
    let list = root.path().join("list.m3u");
    write(&list, playlist).unwrap();
    (root, list)
}

#[test]
fn without_sources_the_pieces_come_in_turn() {
    let mut ladder = ladder(&[]);
    assert!(!ladder.wait(LONG));
    let count = last_resort::pieces().len();
    let whole = last_resort::pieces().iter().map(|piece| piece.duration).sum();
    assert_eq!(ladder.left(), Amount { tracks: count, playable: whole, unknown: 0 });
    assert!(ladder.readiness().last_resort);
    for n in (0..count).chain(0..1) {
        assert_eq!(ladder.next(Timestamp::now()).location, Location::Builtin(n));
    }
    assert_eq!(ladder.left().tracks, count - 1);
    let mut bare = Ladder::new(&Reserve::default(), Means::default(), vec![], Clock::real());
    assert_eq!((bare.left().tracks, &bare.next(Timestamp::now()).location), (0, &Location::Builtin(0)));
}

#[test]
fn a_playlist_plays_in_its_order_and_its_files_say_more() {
    let (root, list) = room("#EXTINF:9,Said\nb.wav\nt.flac\n");
    write(root.path().join("t.flac"), tagged_flac("T", "A")).unwrap();
    let mut ladder = ladder(&[&list]);
    assert!(ladder.wait(LONG));
    settle(&mut ladder);
    assert_eq!(ladder.left(), Amount { tracks: 2, playable: Duration::from_secs(3), unknown: 0 });
    let first = ladder.next(Timestamp::now());
    assert_eq!((first.title.as_str(), first.duration), ("Said", Some(Duration::from_secs(2))));
    assert_eq!(ladder.next(Timestamp::now()).label(), "A – T");
    let readiness = ladder.readiness();
    assert_eq!((readiness.problems, readiness.last_resort, readiness.pending), (vec![], false, false));
}

#[test]
fn a_file_that_is_deleted_while_it_plays_is_passed_over() {
    let (root, list) = room("a.wav\nb.wav\n");
    let mut ladder = ladder(&[&list]);
    settle(&mut ladder);
    assert_eq!(titles(&mut ladder, 2), ["a", "b"]);
    let path = root.path().join("b.wav");
    remove_file(&path).unwrap();
    ladder.report(&Location::File(path.clone()), Fault::FileMissing { path: path.clone() });
    assert_eq!(titles(&mut ladder, 2), ["a", "a"]);
    assert_eq!(ladder.readiness().problems, [Fault::FileMissing { path }]);
    ladder.refresh();
    settle(&mut ladder);
    assert_eq!(ladder.readiness().music.tracks, 1);
}

#[test]
fn a_playlist_of_damaged_files_is_stood_in_for_by_its_folder() {
    let (root, list) = room("x.mp3\ny.mp3\n");
    for name in ["x.mp3", "y.mp3"] {
        write(root.path().join(name), "no music").unwrap();
    }
    let mut ladder = ladder(&[&list]);
    settle(&mut ladder);
    let readiness = ladder.readiness();
    assert_eq!((readiness.music.tracks, readiness.problem_count), (2, 2));
    let round = last_resort::pieces().len();
    assert_eq!(
        titles(&mut ladder, round + 1).last().map(String::as_str),
        Some("x"),
        "its chance comes a full pass later"
    );
    ladder.report(&Location::File(root.path().join("x.mp3")), Fault::FileDamaged { path: root.path().join("x.mp3") });
}

#[test]
fn when_nothing_plays_the_last_resort_does() {
    let root = tempfile::tempdir().unwrap();
    write(root.path().join("x.mp3"), "no music").unwrap();
    let missing = root.path().join("not/there.m3u");
    let mut ladder = ladder(&[root.path(), &missing]);
    settle(&mut ladder);
    assert_eq!(
        [ladder.next(Timestamp::now()), ladder.next(Timestamp::now())].map(|track| track.location.clone()),
        [0, 1].map(Location::Builtin)
    );
    let readiness = ladder.readiness();
    assert!(readiness.last_resort);
    assert_eq!(readiness.problem_count, 2);
}

#[test]
fn a_changed_playlist_is_read_again() {
    let (_root, list) = room("a.wav\n");
    let mut ladder = ladder(&[&list]);
    settle(&mut ladder);
    write(&list, "b.wav\na.wav\n").unwrap();
    // The worker would see it within its next glance.
    ladder.refresh();
    settle(&mut ladder);
    assert_eq!(titles(&mut ladder, 3), ["b", "a", "b"]);
}

#[test]
fn a_source_that_hangs_is_told_and_keeps_nobody_waiting() {
    let (root, list) = room("a.wav\n");
    let mut ladder = ladder(&[&list]);
    settle(&mut ladder);
    let pulse = Pulse::hanging_at(root.path());
    // A thread that never answers.
    ladder.rungs.push(Rung::new(&ReserveSource::Path("/nas".into()), unbounded().0, pulse));
    assert!(ladder.wait(LONG));
    assert_eq!(titles(&mut ladder, 1), ["a"]);
    ladder.clock = Clock::at_speed(1e9);
    let readiness = ladder.readiness();
    assert!(readiness.pending);
    assert_eq!(readiness.problems, [Fault::DiskWedged { path: root.path().into() }]);
}

#[test]
fn while_the_only_source_hangs_the_last_resort_plays() {
    let mut ladder = ladder(&[]);
    let pulse = Pulse::hanging_at(Path::new("/nas"));
    ladder.rungs.push(Rung::new(&ReserveSource::Path("/nas".into()), unbounded().0, pulse));
    // Keeps the channel open, as a hanging thread would.
    let (_send, words) = unbounded();
    ladder.words = words;
    let before = ladder.clock.now();
    assert!(!ladder.wait(Duration::from_millis(20)));
    let waited = ladder.clock.now() - before;
    assert!((Duration::from_millis(20)..LONG).contains(&waited), "{waited:?}");
    assert_eq!(ladder.next(Timestamp::now()).location, Location::Builtin(0));
}

#[test]
fn a_folder_stands_in_only_while_nothing_marked_plays() {
    let (root, list) = room("missing.mp3\n");
    let other = tempfile::tempdir().unwrap();
    let marked = other.path().join("marked.wav");
    let mut ladder = ladder(&[&list, &marked]);
    settle(&mut ladder);
    assert_eq!(titles(&mut ladder, 2), ["a", "b"], "{root:?}");
    write(&marked, wav(1.0)).unwrap();
    ladder.refresh();
    settle(&mut ladder);
    assert_eq!(titles(&mut ladder, 2), ["marked", "marked"]);
}

#[test]
fn looking_again_does_not_start_the_stand_ins_over() {
    let (_root, list) = room("missing.mp3\n");
    let mut ladder = ladder(&[&list]);
    settle(&mut ladder);
    assert_eq!(titles(&mut ladder, 1), ["a"]);
    ladder.refresh();
    settle(&mut ladder);
    assert_eq!(titles(&mut ladder, 1), ["b"]);
}

#[test]
fn a_pipe_or_a_socket_among_the_music_is_not_opened() {
    let (root, _) = room("");
    let pipe = root.path().join("0.wav");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut ladder = ladder(&[root.path()]);
    settle(&mut ladder);
    assert_eq!(titles(&mut ladder, 2), ["a", "b"]);
    assert_eq!(ladder.readiness().problem_count, 1);
}

#[test]
fn the_same_file_in_two_sources_plays_once_a_pass() {
    let (root, list) = room("b.wav\n");
    let mut ladder = ladder(&[&list, root.path()]);
    settle(&mut ladder);
    assert_eq!(titles(&mut ladder, 3), ["b", "a", "b"]);
}

#[test]
fn of_a_wedged_disk_nothing_is_tried() {
    let (root, _) = room("");
    let mut ladder = ladder(&[root.path()]);
    settle(&mut ladder);
    let first = ladder.next(Timestamp::now());
    ladder.report(&first.location, Fault::DiskWedged { path: root.path().into() });
    assert_eq!(ladder.next(Timestamp::now()).location, Location::Builtin(0));
    assert_eq!(ladder.readiness().problem_count, 2);
}
