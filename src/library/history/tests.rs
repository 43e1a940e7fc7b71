use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use proptest::prelude::*;

use super::*;
use crate::store::music::Writer;
use crate::store::music::{Change, Song, Stamp};

fn history() -> (tempfile::TempDir, History) {
    let folder = tempfile::tempdir().unwrap();
    let history = History::of(&Place::at(folder.path()).unwrap());
    (folder, history)
}

fn play(number: i64) -> Play {
    Play {
        at: Timestamp::from_second(1_700_000_000 + number).unwrap(),
        path: format!("/m/{number}.mp3").into(),
        title: Some("T \"x\"\n".into()),
        artist: None,
        heard: Duration::from_secs(180),
        fingerprint: Some(u64::MAX - number.unsigned_abs()),
    }
}

fn all(history: &History) -> Vec<Play> {
    let mut all = Vec::new();
    history
        .each::<KeepError>(&mut |play| {
            all.push(play);
            Ok(())
        })
        .unwrap();
    all
}

#[test]
fn plays_are_read_back_oldest_first_and_in_pages_newest_first() {
    let (_folder, history) = history();
    assert_eq!((history.page(None, 5).unwrap(), history.totals().unwrap()), (Page::default(), Totals::default()));
    (0..5).for_each(|number| assert_eq!(history.append(&play(number)).unwrap(), None));
    assert_eq!(all(&history), (0..5).map(play).collect::<Vec<_>>());
    let first = history.page(None, 2).unwrap();
    assert_eq!(first.plays, [play(4), play(3)]);
    // What is played meanwhile does not move the pages.
    history.append(&play(5)).unwrap();
    let second = history.page(first.before, 9).unwrap();
    assert_eq!((second.plays, second.before), (vec![play(2), play(1), play(0)], None));
    let totals = Totals { plays: 6, heard: Duration::from_secs(1080), skipped: 0 };
    assert_eq!(history.totals().unwrap(), totals);
}

#[test]
fn an_entry_torn_anywhere_is_passed_over_and_then_cut_off() {
    let (_folder, history) = history();
    history.append(&play(0)).unwrap();
    let sound = std::fs::read(&history.path).unwrap();
    let torn = entry::written(&play(1));
    for cut in 1..torn.len() {
        std::fs::write(&history.path, [&sound, &torn.as_bytes()[..cut]].concat()).unwrap();
        let read = all(&history);
        assert_eq!(read[0], play(0));
        assert!(read.len() == 1 || read[1].path == play(1).path, "{cut}");
        let told = history.append(&play(2)).unwrap();
        assert_eq!(told.is_some(), read.len() == 1, "{cut} {told:?}");
        let after = all(&history);
        assert_eq!((&after[0], after.last(), after.len()), (&play(0), Some(&play(2)), read.len() + 1), "{cut}");
        assert_eq!(history.totals().unwrap().skipped, 0);
    }
    // Blocks that were never written are zeros after a power cut.
    std::fs::write(&history.path, [&sound, b"[[play]]\nat = \0\0\0\0".as_slice()].concat()).unwrap();
    assert!(history.append(&play(3)).unwrap().is_some());
    assert_eq!(all(&history), [play(0), play(3)]);
}

#[test]
fn what_a_hand_has_written_stays() {
    let (_folder, history) = history();
    let text = "# Since May.\n\n[[play]]\nat = \"2024-05-01T12:00:00+02:00\"\npath = \"/a\"\n\n[[play]]\nat = 1\npath = 2\n\n\
                [[play]]\nat = 2024-05-02T10:00:00Z\npath = \"/b\"\nseconds = 1.5 # short";
    std::fs::write(&history.path, text).unwrap();
    assert_eq!(history.append(&play(9)).unwrap(), None);
    assert!(std::fs::read_to_string(&history.path).unwrap().starts_with(text));
    let paths: Vec<_> = all(&history).into_iter().map(|play| play.path).collect();
    assert_eq!(paths, [PathBuf::from("/a"), "/b".into(), play(9).path]);
    assert_eq!(history.totals().unwrap().skipped, 1);
    assert_eq!(history.page(None, 9).unwrap().plays.len(), 3);
}

#[test]
fn an_entry_longer_than_a_chunk_is_found_from_behind() {
    let (_folder, history) = history();
    let long = Play { title: Some("x".repeat(200_000)), ..play(1) };
    for play in [&play(0), &long, &play(2)] {
        history.append(play).unwrap();
    }
    assert_eq!(history.page(None, 9).unwrap().plays, [play(2), long, play(0)]);
}

#[test]
fn a_rebuilt_index_is_told_what_was_played_by_path_or_by_sound() {
    let (folder, history) = history();
    (0..3).for_each(|_| drop(history.append(&play(1)).unwrap()));
    history.append(&Play { path: "/old/2.mp3".into(), ..play(2) }).unwrap();
    let index = folder.path().join("library.db");
    let (mut writer, _) = Writer::open(&index).unwrap();
    let song = |number: i64| Song {
        path: play(number).path,
        fingerprint: play(number).fingerprint,
        stamp: Stamp { inode: number.unsigned_abs(), ..Stamp::default() },
        ..Song::default()
    };
    writer.apply(&[1, 2].map(|number| Change::Put(Box::new(song(number))))).unwrap();
    let reader = Reader::open(&index).unwrap();
    // Twice is not double.
    for _ in 0..2 {
        let all = history.where_now(&reader).unwrap();
        assert_eq!(all.len(), 4);
        writer.forget_plays().unwrap();
        writer.played_all(&all).unwrap();
        let plays = |number: i64| reader.track(&play(number).path).unwrap().map(|row| (row.plays, row.played_at));
        assert_eq!((plays(1), plays(2)), (Some((3, Some(play(1).at))), Some((1, Some(play(2).at)))));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_play_comes_back(
        path in prop::collection::vec(1u8..=255, 1..20), title: Option<String>, artist in prop::option::of("\\PC*"),
        at in 0i64..4_000_000_000, seconds in 0u64..100_000, fingerprint: Option<u64>,
    ) {
        let path = PathBuf::from(OsString::from_vec([b"/".as_slice(), &path].concat()));
        let at = Timestamp::from_millisecond(at * 1000 + 7).unwrap();
        let play = Play { at, path, title, artist, heard: Duration::from_secs(seconds), fingerprint };
        prop_assert_eq!(entry::read(entry::written(&play).as_bytes()), Some(play));
    }
}

#[test]
fn what_was_played_last_is_there_once_by_its_newest_play() {
    let (_folder, history) = history();
    assert!(history.recent(3).unwrap().is_empty());
    let again = |number: i64, of: i64| Play { path: play(of).path, ..play(number) };
    for entry in [play(0), play(1), again(2, 1), again(3, 0), again(4, 1), play(5), again(6, 1), again(7, 5)] {
        history.append(&entry).unwrap();
    }
    assert_eq!(history.recent(9).unwrap(), [again(7, 5), again(6, 1), again(3, 0)]);
    assert_eq!(history.recent(2).unwrap(), [again(7, 5), again(6, 1)]);
    assert!(history.recent(0).unwrap().is_empty());
}
