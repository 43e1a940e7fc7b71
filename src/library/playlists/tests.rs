use std::path::Path;

use super::*;
use crate::library::marks::{Mark, Marks};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

struct Room {
    folder: tempfile::TempDir,
    place: Place,
}

impl Room {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::at(&folder.path().join("place")).unwrap();
        Self { folder, place }
    }

    fn playlists(&self) -> Playlists<'_> {
        Playlists::of(&self.place)
    }

    fn with(name: &str, tracks: &[&str]) -> Self {
        let room = Self::new();
        room.playlists().create_with(name, &tracks.iter().map(|track| entry(track)).collect::<Vec<_>>()).unwrap();
        room
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The names of the tracks' files.
    fn tracks(&self, name: &str) -> Vec<String> {
        let file = |item: Item| match item.entry.target {
            Target::File(path) => path.file_name().unwrap().to_string_lossy().into_owned(),
            Target::Url(url) => url.to_string(),
        };
        self.playlists().read(name).unwrap().into_iter().map(file).collect()
    }
}

fn entry(name: &str) -> Entry {
    let mut entry = Entry::new(Target::File(Path::new("/m").join(name)));
    entry.duration = Some(Duration::from_secs(60));
    entry
}

fn told<T: std::fmt::Debug>(result: Result<T, KeepError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn playlists_are_made_listed_renamed_and_duplicated() {
    let room = Room::with("b", &["1", "2"]);
    let playlists = room.playlists();
    playlists.create("Á").unwrap();
    playlists.set_rules("a smart", &Rules::default()).unwrap();
    std::fs::write(room.place.playlists().join("notes.txt"), "").unwrap();
    playlists.duplicate("b", "copy").unwrap();
    playlists.rename("b", "B").unwrap();
    assert_eq!((room.tracks("copy"), room.tracks("B")), (vec!["1".into(), "2".into()], vec!["1".into(), "2".into()]));
    let list = playlists.list().unwrap();
    let names: Vec<_> = list.iter().map(|listed| (listed.name.as_str(), listed.tracks)).collect();
    assert_eq!(names, [("a smart", None), ("B", Some(2)), ("copy", Some(2)), ("Á", Some(0))]);
    assert_eq!((list[1].length, list[1].unmeasured, list[0].kind), (Duration::from_secs(120), 0, Kind::Smart));
    assert!(list[1].modified > NOW && list[1].problem.is_none());
}

#[test]
fn names_collide_in_a_sentence() {
    let room = Room::with("Jazz", &[]);
    let playlists = room.playlists();
    assert!(told(playlists.create("jazz")).starts_with("there is a playlist called \"Jazz\" already"));
    playlists.create("Rock").unwrap();
    assert!(told(playlists.rename("Rock", "JAZZ")).contains("already"));
    assert!(told(playlists.duplicate("Rock", "Rock")).contains("already"));
    assert!(told(playlists.set_rules("Jazz", &Rules::default())).contains("already"));
    assert!(told(playlists.rename("Jaz", "x")).contains("did you mean \"Jazz\"?"));
    assert!(told(playlists.create("../x")).contains("cannot be called"));
    assert!(told(playlists.rules("Jazz")).contains("it has no rules"));
}

#[test]
fn tracks_are_added_taken_out_and_moved() {
    let room = Room::with("p", &["0", "1", "2", "3"]);
    let playlists = room.playlists();
    playlists.append("p", &[entry("4")]).unwrap();
    playlists.insert("p", 0, &[entry("a"), entry("b")]).unwrap();
    playlists.insert("p", 7, &[entry("z")]).unwrap();
    assert_eq!(room.tracks("p"), ["a", "b", "0", "1", "2", "3", "4", "z"]);
    assert_eq!(playlists.remove("p", &[7, 0, 1]).unwrap(), [entry("a"), entry("b"), entry("z")]);
    playlists.reorder("p", &[3, 1], 0).unwrap();
    assert_eq!(room.tracks("p"), ["1", "3", "0", "2", "4"]);
    playlists.reorder("p", &[0], 99).unwrap();
    assert_eq!(room.tracks("p"), ["3", "0", "2", "4", "1"]);
    assert_eq!(told(playlists.remove("p", &[5])), "\"p\" is shorter: it has no place 6");
    assert!(playlists.insert("p", 6, &[]).is_err());
    assert_eq!(room.tracks("p").len(), 5);
}

#[test]
fn a_deleted_playlist_can_be_brought_back() {
    let room = Room::with("p", &["old"]);
    let playlists = room.playlists();
    playlists.delete("p", NOW).unwrap();
    playlists.create_with("p", &[entry("new")]).unwrap();
    playlists.delete("p", NOW).unwrap();
    assert!(playlists.list().unwrap().is_empty());
    let trashed = playlists.trashed().unwrap();
    assert_eq!((trashed.len(), trashed[1].deleted.as_str()), (2, "1970-01-01T00-00-00.000000Z"));
    playlists.restore("p").unwrap();
    assert_eq!(room.tracks("p"), ["new"]);
    assert!(told(playlists.restore("p")).contains("already"));
    playlists.rename("p", "q").unwrap();
    playlists.restore("p").unwrap();
    assert_eq!(room.tracks("p"), ["old"]);
    assert_eq!(told(playlists.restore("p")), "\"p\" is not in the trash");
}

#[test]
fn missing_files_keep_their_places_and_are_told() {
    let room = Room::new();
    std::fs::write(room.path("there.mp3"), "").unwrap();
    let targets = [room.path("there.mp3"), room.path("gone.mp3")].map(|path| Entry::new(Target::File(path)));
    room.playlists().create_with("p", &targets).unwrap();
    let missing: Vec<_> = room.playlists().read("p").unwrap().iter().map(|item| item.missing).collect();
    assert_eq!(missing, [false, true]);
}

#[test]
fn playlists_of_others_come_in_and_go_out() {
    let room = Room::new();
    std::fs::create_dir_all(room.path("music/sub")).unwrap();
    std::fs::write(room.path("music/a b.mp3"), "").unwrap();
    std::fs::write(room.path("music/sub/mix.m3u"), "../a%20b.mp3\n..\\gone.mp3\nhttp://radio.example/\n").unwrap();
    let playlists = room.playlists();
    let imported = playlists.import(&room.path("music/sub/mix.m3u"), None).unwrap();
    assert_eq!(imported, Imported { name: "mix".into(), tracks: 3, missing: 1 });
    let items = playlists.read("mix").unwrap();
    assert_eq!(items[0].entry.target, Target::File(room.path("music/a b.mp3")));
    assert_eq!(items[1].entry.target, Target::File(room.path("music/gone.mp3")));
    for kind in ["m3u", "m3u8", "pls", "xspf"] {
        let out = room.path("music").join("out").with_extension(kind);
        assert_eq!(playlists.export("mix", &out, true).unwrap(), 3);
        assert!(!String::from_utf8(std::fs::read(&out).unwrap()).unwrap().contains(room.path("").to_str().unwrap()));
        playlists.import(&out, Some(kind)).unwrap();
        assert_eq!(playlists.read(kind).unwrap(), items, "{kind}");
    }
    assert!(told(playlists.export("mix", &room.path("music/out.pls"), true)).contains("is there already"));
    assert!(told(playlists.export("mix", &room.path("x.mp3"), true)).contains("end the name in .m3u8"));
    assert!(told(playlists.import(&room.path("music/sub/mix.m3u"), None)).contains("already"));
    assert!(told(playlists.import(&room.path("none.m3u"), None)).contains("cannot be read"));
    std::fs::write(room.path("live.m3u8"), "#EXTM3U\n#EXT-X-TARGETDURATION:6\n").unwrap();
    assert!(told(playlists.import(&room.path("live.m3u8"), None)).contains("HLS"));
    std::fs::write(room.path("new.toml"), "[[rule]]\nfield = \"plays\"\nempty = true").unwrap();
    playlists.import(&room.path("new.toml"), None).unwrap();
    assert_eq!(playlists.rules("new").unwrap().of.rules.len(), 1);
}

#[test]
fn what_a_hand_has_written_is_kept_beside_before_an_edit_loses_it() {
    let room = Room::new();
    let file = room.place.playlists().join("p.m3u8");
    let by_hand = room.place.playlists().join(".p.m3u8.by-hand");
    for bytes in [b"# my own words\n/m/1\n".as_slice(), b"/m/caf\xE9.mp3\n"] {
        std::fs::write(&file, bytes).unwrap();
        room.playlists().append("p", &[entry("2")]).unwrap();
        assert_eq!(std::fs::read(&by_hand).unwrap(), bytes);
        assert_eq!(room.tracks("p").len(), 2);
        std::fs::remove_file(&by_hand).unwrap();
    }
    room.playlists().append("p", &[entry("3")]).unwrap();
    assert!(!by_hand.exists(), "what Segue wrote itself is not");
    std::fs::write(room.place.playlists().join("s.toml"), "fild = 1").unwrap();
    let listed = room.playlists().list().unwrap();
    assert!(listed[1].problem.as_ref().unwrap().contains("line 1"), "{listed:?}");
}

#[test]
fn a_renamed_playlist_stays_a_reserve() {
    let room = Room::with("p", &[]);
    Marks::edit(&room.place, |marks| marks.add(Mark::Playlist("p".into()))).unwrap();
    room.playlists().rename("p", "q").unwrap();
    assert_eq!(Marks::read(&room.place).unwrap().reserve, [Mark::Playlist("q".into())]);
}

#[test]
fn edits_at_once_are_all_kept() {
    let room = Room::with("p", &[]);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let place = room.place.clone();
            scope.spawn(move || {
                for number in 0..10 {
                    Playlists::of(&place).append("p", &[entry(&format!("{thread}-{number}"))]).unwrap();
                }
            });
        }
    });
    assert_eq!(room.tracks("p").len(), 40);
}
