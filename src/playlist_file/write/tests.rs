use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

use proptest::prelude::*;

use super::super::parse;
use super::*;

fn entry(path: &str) -> Entry {
    Entry::new(Target::File(path.into()))
}

fn text(entries: &[Entry], kind: Kind) -> String {
    String::from_utf8(write(entries, kind, Some(Path::new("/m/lists")))).unwrap()
}

#[test]
fn m3u_is_what_others_write() {
    let mut song = entry("/m/lists/in/a.mp3");
    (song.artist, song.title) = (Some("Björk".into()), Some("Jóga\nlive".into()));
    song.duration = Some(Duration::from_secs(61));
    let url = Entry::new(Target::Url("https://h/x?a=b".parse().unwrap()));
    let expected = "#EXTM3U\n#EXTART:Björk\n#EXTINF:61,Björk - Jóga live\nin/a.mp3\n/m/b.mp3\nhttps://h/x?a=b\n";
    assert_eq!(text(&[song.clone(), entry("/m/b.mp3"), url], Kind::M3u8), expected);
    assert!(
        text(&[song], Kind::Pls).contains("File1=in/a.mp3\nTitle1=Björk - Jóga live\nLength1=61\nNumberOfEntries=1\n")
    );
}

#[test]
fn names_that_look_like_something_else_are_guarded() {
    let names = ["#EXTINF:1,x", "http:x", "a\\b", " a", "C:\\x"];
    let odd = names.map(|name| entry(&format!("/m/lists/{name}")));
    assert_eq!(text(&odd, Kind::M3u8), "#EXTM3U\n./#EXTINF:1,x\n./http:x\n./a\\b\nfile:///m/lists/%20a\n./C:\\x\n");
}

#[test]
fn xspf_is_percent_encoded_and_escaped() {
    let mut song = entry("/m/lists/A & B/100%.mp3");
    song.title = Some("<A> & B".into());
    let written = text(&[song, entry("/x/é.mp3")], Kind::Xspf);
    assert!(written.contains("<location>./A%20%26%20B/100%25.mp3</location>\n      <title>&lt;A&gt; &amp; B</title>"));
    assert!(written.contains("<location>file:///x/%C3%A9.mp3</location>"));
}

fn path() -> impl Strategy<Value = PathBuf> {
    let byte = prop_oneof![
        4 => prop::sample::select(b" #:\\%?&<\"'~.\n\r\t-ab0".to_vec()),
        1 => (1u8..=255).prop_filter("separates names", |byte| *byte != b'/'),
    ];
    let bytes = prop::collection::vec(byte, 1..12).prop_map(OsString::from_vec);
    let text = "[a-z .#éß日%:]{1,8}".prop_map(OsString::from);
    let name = prop_oneof![bytes, text].prop_filter("no name", |name| name != "." && name != "..");
    let names = prop::collection::vec(name, 1..4);
    (prop::sample::select(vec!["/base", "/base/deep", "/other", "/"]), names)
        .prop_map(|(root, names)| Path::new(root).join(names.into_iter().collect::<PathBuf>()))
}

fn words() -> impl Strategy<Value = Option<String>> {
    prop::option::of("[a-zé日 ,\"=#<&-]{0,9}[a-z]".prop_map(|text| text.trim().to_owned()))
}

fn an_entry() -> impl Strategy<Value = Entry> {
    (path(), words(), words(), prop::option::of(1u64..10_000_000)).prop_map(|(path, title, artist, length)| Entry {
        title,
        artist,
        duration: length.map(Duration::from_millis),
        ..Entry::new(Target::File(path))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_path_comes_back_byte_for_byte(entries in prop::collection::vec(an_entry(), 0..8), relative: bool) {
        let base = Path::new("/base");
        for kind in Kind::ALL {
            let bytes = write(&entries, kind, relative.then_some(base));
            let back = parse(&bytes, kind, base).unwrap();
            prop_assert_eq!(back.len(), entries.len(), "{:?} {:?}", kind, String::from_utf8_lossy(&bytes));
            for (back, entry) in back.iter().zip(&entries) {
                let (Target::File(found), Target::File(path)) = (&back.target, &entry.target) else { panic!() };
                // M3U itself cannot say in which encoding a name is: its bytes are another reading then.
                let is_same = |other: &PathBuf| other.as_os_str() == path.as_os_str();
                let is_raw = kind == Kind::M3u && path.to_str().is_none();
                prop_assert!(is_same(found) || (is_raw && back.otherwise.iter().any(is_same)), "{:?} {:?}", kind, back);
                prop_assert_eq!(back.duration, entry.duration);
                match kind {
                    Kind::Pls => prop_assert_eq!(back.title.as_deref().unwrap_or_default(), label(entry)),
                    _ => prop_assert_eq!((&back.title, &back.artist), (&entry.title, &entry.artist), "{:?}", kind),
                }
            }
        }
    }
}
