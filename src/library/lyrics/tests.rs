use lofty::TextEncoding;
use lofty::config::WriteOptions;
use lofty::id3::v2::{BinaryFrame, Frame, FrameId, SyncTextContentType, SynchronizedTextFrame, TimestampFormat};
use lofty::tag::{ItemKey, TagExt};
use proptest::prelude::*;

use super::*;
use crate::library::testing;

fn synced(lines: &[(u64, &str)]) -> Option<Lyrics> {
    let line = |(millis, text): &(u64, &str)| Line { at: Duration::from_millis(*millis), text: (*text).into() };
    Some(Lyrics::Synced(lines.iter().map(line).collect()))
}

fn plain(lines: &[&str]) -> Option<Lyrics> {
    Some(Lyrics::Plain(lines.iter().map(|line| (*line).to_owned()).collect()))
}

#[test]
fn times_are_read_in_all_their_spellings() {
    let text =
        "[ti:A song]\n[00:01.5]one\n[1:02]two\n[00:03:25] three \r\n[00:04.125]\n[01:00:00.00]far\n[00:05,5]five";
    let wanted =
        synced(&[(1_500, "one"), (3_250, "three"), (4_125, ""), (5_500, "five"), (62_000, "two"), (3_600_000, "far")]);
    assert_eq!(lrc::parse(text), wanted);
}

#[test]
fn a_line_may_have_several_times_and_its_words_their_own() {
    let text = "[00:10.00][00:01.00] again\n[00:05.00]<00:05.10> slow <00:05.90>words [00:06.10] end";
    assert_eq!(lrc::parse(text), synced(&[(1_000, "again"), (5_000, "slow words end"), (10_000, "again")]));
    assert_eq!(lrc::parse("[00:01.00]a < b [x] > c"), synced(&[(1_000, "a < b [x] > c")]));
}

#[test]
fn an_offset_moves_all_lines() {
    assert_eq!(lrc::parse("[offset:+500]\n[00:01.00]a\n[00:00.20]b"), synced(&[(0, "b"), (500, "a")]));
    assert_eq!(lrc::parse("[00:01.00]a\n[offset: -500]"), synced(&[(1_500, "a")]));
    assert_eq!(lrc::parse("[offset:soon]\n[00:01.00]a"), synced(&[(1_000, "a")]));
}

#[test]
fn text_without_times_is_plain() {
    let text = "[ar:Somebody]\n\nfirst\r\nsecond\n\n\n[Chorus: all]\nat [10:30] I left\n\n";
    assert_eq!(lrc::parse(text), plain(&["first", "second", "", "[Chorus: all]", "at [10:30] I left"]));
    for nothing in ["", " \n\r\n ", "[ti:x]", "[00:01.00]\n[00:02.00]", "\u{feff}"] {
        assert_eq!(lrc::parse(nothing), None, "{nothing:?}");
    }
    let Some(Lyrics::Plain(long)) = lrc::parse(&"é".repeat(5_000)) else { panic!() };
    assert_eq!(long[0].len(), 1024);
}

#[test]
fn a_file_beside_wins_whatever_its_case_and_encoding() {
    let folder = tempfile::tempdir().unwrap();
    let track = testing::file(folder.path(), "A Song.flac", 1);
    assert_eq!(lyrics(&track), None);
    testing::retag(&track, &[(ItemKey::Lyrics, "from the tag")]);
    assert_eq!(lyrics(&track), plain(&["from the tag"]));
    let file = folder.path().join("a song.LRC");
    let text = "[00:01.00]Où es-tu, Zoë ?";
    let utf_16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let (little, big) = (utf_16(u16::to_le_bytes), utf_16(u16::to_be_bytes));
    let latin_1: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    for bytes in [
        text.as_bytes().to_vec(),
        marked(&[0xEF, 0xBB, 0xBF], text.as_bytes()),
        marked(&[0xFF, 0xFE], &little),
        marked(&[0xFE, 0xFF], &big),
        little,
        big,
        latin_1,
    ] {
        std::fs::write(&file, &bytes).unwrap();
        assert_eq!(lyrics(&track), synced(&[(1_000, "Où es-tu, Zoë ?")]), "{bytes:?}");
    }
    let cyrillic = encoding_rs::WINDOWS_1251.encode("[00:01.00]Группа крови на рукаве").0.into_owned();
    std::fs::write(&file, cyrillic).unwrap();
    assert_eq!(lyrics(&track), synced(&[(1_000, "Группа крови на рукаве")]));
    std::fs::write(&file, "[ti:only a title]").unwrap();
    assert_eq!(lyrics(&track), plain(&["from the tag"]));
    std::fs::write(folder.path().join("A Song.lrc"), vec![b'a'; LARGEST as usize + 1]).unwrap();
    assert_eq!(lyrics(&track), plain(&["from the tag"]), "it is too large");
    assert_eq!(lyrics(Path::new("/nowhere/a.mp3")), None);
}

#[test]
fn tags_of_every_format_have_lyrics() {
    let folder = tempfile::tempdir().unwrap();
    for (name, key) in [
        ("a.mp3", ItemKey::UnsyncLyrics),
        ("a.flac", ItemKey::Lyrics),
        ("a.ogg", ItemKey::UnsyncLyrics),
        ("a.opus", ItemKey::Lyrics),
        ("a.m4a", ItemKey::Lyrics),
        ("a.wav", ItemKey::UnsyncLyrics),
    ] {
        let track = testing::file(folder.path(), name, 1);
        testing::retag(&track, &[(key, "one\ntwo")]);
        assert_eq!(lyrics(&track), plain(&["one", "two"]), "{name}");
        let other = testing::file(folder.path(), &format!("timed/{name}"), 1);
        testing::retag(&other, &[(key, "[00:01.00]one\n[00:02.00]two")]);
        assert_eq!(lyrics(&other), synced(&[(1_000, "one"), (2_000, "two")]), "{name}");
    }
}

#[test]
fn an_id3_frame_with_times_is_the_best() {
    let folder = tempfile::tempdir().unwrap();
    let track = testing::file(folder.path(), "a.mp3", 1);
    testing::retag(&track, &[(ItemKey::UnsyncLyrics, "plain")]);
    let content = vec![(1_200, "\none ".to_owned()), (200, "zero".to_owned())];
    let (format, kind) = (TimestampFormat::MS, SyncTextContentType::Lyrics);
    let timed = SynchronizedTextFrame::new(TextEncoding::UTF16, *b"eng", format, kind, None, content);
    let data = timed.as_bytes(WriteOptions::default()).unwrap();
    let mut tag = lofty::id3::v2::Id3v2Tag::new();
    tag.insert(Frame::Binary(BinaryFrame::new(FrameId::Valid("SYLT".into()), data)));
    tag.save_to_path(&track, WriteOptions::default()).unwrap();
    assert_eq!(lyrics(&track), synced(&[(200, "zero"), (1_200, "one")]));
}

proptest! {
    #[test]
    fn whatever_the_text_lines_are_bounded_and_in_order(text in "(\\[|\\]|<|>|[0-9:.]{1,6}|\\n|offset|é|\\PC){0,200}") {
        match lrc::parse(&text) {
            Some(Lyrics::Synced(lines)) => {
                prop_assert!(lines.is_sorted_by_key(|line| line.at));
                prop_assert!(lines.iter().any(|line| !line.text.is_empty()));
            }
            Some(Lyrics::Plain(lines)) => {
                prop_assert!(lines.first().zip(lines.last()).is_some_and(|(a, b)| !a.is_empty() && !b.is_empty()));
            }
            None => {}
        }
    }

    #[test]
    fn whatever_the_bytes_they_are_text(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = lrc::parse(&tags::decoded(&bytes));
    }

    #[test]
    fn a_time_is_what_was_written(minutes in 0_u64..600, seconds in 0_u64..60, hundredths in 0_u64..100) {
        let text = format!("[{minutes:02}:{seconds:02}.{hundredths:02}]x");
        let millis = (minutes * 60 + seconds) * 1_000 + hundredths * 10;
        prop_assert_eq!(lrc::parse(&text), synced(&[(millis, "x")]));
    }
}
