use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::Duration;

use proptest::prelude::*;

use super::super::{Change, Song, Writer};
use super::*;
use crate::model::{Level, Levels};
use crate::smart::parse;

struct Library {
    _folder: tempfile::TempDir,
    reader: Reader,
    now: Timestamp,
}

fn song(path: &[u8], title: &str, artists: &[&str], album: Option<&str>, genres: &[&str], year: u16) -> Song {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Song {
        path: Path::new(OsStr::from_bytes(path)).to_owned(),
        title: Some(title.into()),
        artists: names(artists),
        album: album.map(str::to_owned),
        genres: names(genres),
        year: Some(year).filter(|year| *year > 0),
        codec: "flac".into(),
        ..Song::default()
    }
}

/// Titles A to E, of 1 to 5 minutes and megabytes.
fn library() -> Library {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let (mut writer, _) = Writer::open(&path).unwrap();
    let mut songs = [
        song(b"/m/Jazz/Live/a.flac", "A", &["Bj\u{f6}rk", "Mark Bell"], Some("Debut"), &["Jazz", "Pop"], 1993),
        song(b"/m/Jazz/b.flac", "B 100%_x", &["AC/DC"], Some("Back in Black"), &["Hard Rock"], 1980),
        song(b"/m/caf\xE9/c.flac", "C", &[], None, &[], 0),
        song(b"/m/d.flac", "D'Angelo", &["Bj\u{f6}rk"], Some("Post"), &["Acid Jazz"], 1995),
        song(b"/m/e.mp3", "E", &["\u{4e94}\u{8f2a}\u{771f}\u{5f13}"], Some("Best"), &["jazz"], 2001),
    ];
    for (minutes, song) in (1u64..).zip(&mut songs) {
        song.duration = Some(Duration::from_secs(60 * minutes));
        (song.stamp.size, song.stamp.inode) = (minutes * 1_000_000, minutes);
        song.fingerprint = Some(u64::MAX - minutes);
    }
    songs[0].levels = Levels { track: Some(Level { lufs: -14.02, peak: None }), album: None };
    songs[1].sort_title = Some("zz".into());
    (songs[2].duration, songs[4].codec, songs[4].bitrate) = (None, "mp3".into(), Some(320));
    writer.apply(&songs.map(|song| Change::Put(Box::new(song)))).unwrap();
    let now = Timestamp::now();
    let at = |days: i64| Timestamp::from_second(now.as_second() - days * 86_400).unwrap();
    for (path, days) in [("/m/d.flac", 3), ("/m/d.flac", 60), ("/m/e.mp3", 40)] {
        writer.played(Path::new(path), at(days)).unwrap();
    }
    writer.close().unwrap();
    Library { reader: Reader::open(&path).unwrap(), _folder: folder, now }
}

impl Library {
    /// The first letters of the titles.
    fn titles(&self, rules: &str, seed: u64) -> String {
        let rules = parse(rules).unwrap();
        let rows = self.reader.select(&rules, self.now, seed).unwrap();
        rows.iter().filter_map(|row| row.track.title.chars().next()).collect()
    }

    /// In the order of the titles.
    fn of(&self, rule: &str) -> String {
        let mut titles: Vec<_> = self.titles(&format!("[[rule]]\n{rule}"), 0).chars().collect();
        titles.sort_unstable();
        titles.into_iter().collect()
    }
}

#[test]
fn every_test_finds_its_tracks() {
    let library = library();
    for (rule, expected) in [
        ("field = \"genre\"\nis = \"JAZZ\"", "AE"),
        ("field = \"genre\"\ncontains = \"jazz\"", "ADE"),
        ("field = \"genre\"\nis_not = \"jazz\"", "BCD"),
        ("field = \"genre\"\nempty = true", "C"),
        ("field = \"genre\"\nempty = false", "ABDE"),
        ("field = \"artist\"\nis = \"bjork\"", "AD"),
        ("field = \"artist\"\nis = \"mark bell\"", "A"),
        ("field = \"artist\"\ncontains = \"\u{8f2a}\u{771f}\"", "E"),
        ("field = \"artist\"\nis_not = \"Bj\u{f6}rk\"", "BCE"),
        ("field = \"artist\"\nempty = true", "C"),
        ("field = \"album\"\nstarts = \"b\"", "BE"),
        ("field = \"album\"\nends = \"BLACK\"", "B"),
        ("field = \"album\"\nis_not = \"Post\"", "ABCE"),
        ("field = \"album\"\nempty = true", "C"),
        ("field = \"album_artist\"\nis = \"acdc\"", ""),
        ("field = \"album_artist\"\nis = \"ac dc\"", "B"),
        ("field = \"album_artist\"\nempty = true", "C"),
        ("field = \"title\"\nstarts = \"b\"", "B"),
        ("field = \"title\"\nis = \"dangelo\"", "D"),
        ("field = \"title\"\ncontains = \"%\"", ""),
        ("field = \"title\"\ncontains_not = \"b\"", "ACDE"),
        ("field = \"title\"\nempty = true", ""),
        ("field = \"path\"\nstarts = \"/M/jazz/\"", "AB"),
        ("field = \"path\"\ncontains = \"jazz/live\"", "A"),
        ("field = \"path\"\nends = \".mp3\"", "E"),
        ("field = \"codec\"\nis = \"MP3\"", "E"),
        ("field = \"year\"\nis = 1980", "B"),
        ("field = \"year\"\nis_not = 1980", "ACDE"),
        ("field = \"year\"\nabove = 1993", "DE"),
        ("field = \"year\"\nbelow = 1993", "B"),
        ("field = \"year\"\nbetween = [1993, 1995]", "AD"),
        ("field = \"year\"\nempty = true", "C"),
        ("field = \"length\"\nis = \"2 min\"", "B"),
        ("field = \"length\"\nabove = 200", "DE"),
        ("field = \"length\"\nempty = true", "C"),
        ("field = \"loudness\"\nis = -14", "A"),
        ("field = \"loudness\"\nempty = false", "A"),
        ("field = \"bitrate\"\nabove = 256", "E"),
        ("field = \"plays\"\nabove = 1", "D"),
        ("field = \"plays\"\nempty = true", "ABC"),
        ("field = \"played\"\nwithin = \"30 days\"", "D"),
        ("field = \"played\"\nnot_within = \"30 days\"", "ABCE"),
        ("field = \"played\"\nempty = false", "DE"),
        ("field = \"played\"\nbetween = [1999-01-01, 2000-01-01]", ""),
        ("field = \"added\"\nabove = 2020-01-01", "ABCDE"),
        ("field = \"added\"\nbelow = \"2020-01-01\"", ""),
        ("field = \"added\"\nwithin = \"1 h\"", "ABCDE"),
        (
            "any = [{ field = \"year\", is = 1980 }, { all = [{ field = \"genre\", is = \"pop\" }, { field = \"year\", below = 2000 }] }]",
            "AB",
        ),
        ("any = []", "ABCDE"),
    ] {
        assert_eq!(library.of(rule), expected, "{rule}");
    }
    let both = "[[rule]]\nfield = \"genre\"\ncontains = \"jazz\"\n[[rule]]\nfield = \"artist\"\nis = \"Bj\u{f6}rk\"\n";
    assert_eq!(library.titles(&format!("order = \"title\"\n{both}"), 0), "AD");
    assert_eq!(library.titles(&format!("match = \"any\"\norder = \"title\"\n{both}"), 0), "ADE");
}

#[test]
fn orders_put_what_lacks_the_key_last() {
    let library = library();
    for (order, expected) in [
        ("title", "ACDEB"),
        ("-title", "BEDCA"),
        ("artist", "BADEC"),
        ("-artist", "EADBC"),
        ("album", "BEADC"),
        ("-album", "DAEBC"),
        ("year", "BADEC"),
        ("-year", "EDABC"),
        ("-plays", "DEBAC"),
        ("played", "EDBAC"),
        ("-length", "EDBAC"),
    ] {
        assert_eq!(library.titles(&format!("order = \"{order}\""), 0), expected, "{order}");
    }
    assert_eq!(library.titles("", 0), "BEADC");
}

#[test]
fn limits_hold_and_what_fits_is_taken() {
    let library = library();
    let limited = |limit: &str| library.titles(&format!("order = \"-length\"\nlimit = \"{limit}\""), 0);
    assert_eq!(limited("2 tracks"), "ED");
    assert_eq!(limited("9 tracks"), "EDBAC");
    assert_eq!(limited("8 min"), "EBA");
    assert_eq!(limited("7 MB"), "EB");
    assert_eq!(limited("1 B"), "");
}

#[test]
fn random_is_the_same_for_a_seed_and_limits_it_after() {
    let library = library();
    let random = |seed| library.titles("order = \"random\"\nlimit = 3", seed);
    assert_eq!((random(7), random(7).len()), (random(7), 3));
    assert!((0..20).any(|seed| random(seed) != random(7)));
}

#[test]
fn a_fingerprint_finds_its_file() {
    let library = library();
    assert_eq!(library.reader.by_fingerprint(u64::MAX - 4).unwrap(), Some("/m/d.flac".into()));
    assert_eq!(library.reader.by_fingerprint(4).unwrap(), None);
}

#[test]
fn hundreds_of_rules_are_no_trouble() {
    let library = library();
    let rules = "[[rule]]\nfield = \"year\"\nis = 1980\n".repeat(500);
    assert_eq!(library.titles(&format!("match = \"any\"\n{rules}"), 0), "B");
    assert!(parse(&"[[rule]]\nfield = \"year\"\nis = 1980\n".repeat(501)).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_text_escapes_its_quotes(text in "['\"%_\\\\;)(a-c?1 -]{0,12}", field in "title|artist|genre|album|path|codec") {
        let library = library();
        for test in ["is", "contains", "starts", "ends"] {
            let quoted = toml::Value::String(text.clone());
            let with = |test: &str| library.of(&format!("field = \"{field}\"\n{test} = {quoted}"));
            prop_assert!(with(test).len() <= 5);
        }
        let both = format!("{}{}", library.of(&format!("field = \"{field}\"\nis = {}", toml::Value::String(text.clone()))),
            library.of(&format!("field = \"{field}\"\nis_not = {}", toml::Value::String(text))));
        prop_assert_eq!(both.len(), 5);
    }
}
