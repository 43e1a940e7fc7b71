use std::path::Path;

use super::super::{described, example};
use super::*;

fn around() -> Surroundings<'static> {
    Surroundings { file: Path::new("/etc/x.toml"), home: Some(Path::new("/h")), secret: &|_| Ok("word".into()) }
}

fn edited(text: &str, changes: &[Change<'_>]) -> String {
    edit(text, changes, &around()).unwrap()
}

fn read(text: &str) -> Config {
    parse(text, &around()).unwrap()
}

fn names(text: &str) -> Vec<String> {
    read(text).lineup().feeds.into_iter().map(|feed| feed.name).collect()
}

fn number(value: f64) -> Value {
    Value::Number(value)
}

fn text(value: &str) -> Value {
    Value::Text(value.into())
}

const FILE: &str = "\
# mine
[audio] # how it sounds
volume = 64   # not so loud
crossfade = \"2s\"

# for the night
[log]
level = 'error'
";

#[test]
fn only_the_value_is_replaced() {
    let after = edited(FILE, &[Change::Set("audio.volume", number(30.0)), Change::Set("log.level", text("info"))]);
    assert_eq!(after, FILE.replace("64", "30").replace("'error'", "\"info\""));
}

#[test]
fn a_new_key_stands_in_its_section_and_a_new_section_behind_all() {
    let after =
        edited(FILE, &[Change::Set("audio.ceiling", number(-1.5)), Change::Set("library.watch", Value::Switch(false))]);
    let expected =
        FILE.replace("# how it sounds\n", "# how it sounds\nceiling = -1.5\n") + "\n[library]\nwatch = false\n";
    assert_eq!(after, expected);
    assert_eq!(edited("[log]", &[Change::Set("log.level", text("info"))]), "[log]\nlevel = \"info\"\n");
}

#[test]
fn in_the_example_a_key_stands_where_it_is_explained() {
    let after = edited(example(), &[Change::Set("audio.volume", number(64.0))]);
    assert_eq!(after, example().replace("#volume = 100", "volume = 64\n#volume = 100"));
    // All keys at once: each finds its place, and none disturbs another.
    let mut changed = example().to_owned();
    for key in described().iter().filter(|key| key.section != "feed") {
        let path = format!("{}.{}", key.section, key.key);
        let value = match &key.kind {
            crate::config::Kind::Switch => Value::Switch(key.default == Some("false")),
            crate::config::Kind::Whole { to, .. } => number((*to - 1).into()),
            crate::config::Kind::Number { to, .. } => number((*to - 0.5).into()),
            crate::config::Kind::Length { to, .. } => text(&humantime::format_duration(*to).to_string()),
            crate::config::Kind::Choice(words) => {
                text(words.iter().find(|word| Some(format!("\"{word}\"").as_str()) != key.default).unwrap())
            }
            crate::config::Kind::Texts => Value::Texts(vec!["http://a.example/".into()]),
            crate::config::Kind::Equaliser => Value::Numbers(vec![0.0, 1.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -12.0]),
            crate::config::Kind::Language => text("de"),
            _ => text("/a \"strange\" place"),
        };
        let before = changed.clone();
        changed = edited(&changed, &[Change::Set(&path, value)]);
        assert_eq!(changed.lines().count(), before.lines().count() + 1, "{path}");
        let at = changed.lines().position(|line| line.starts_with(&format!("{} = ", key.key))).unwrap();
        assert!(changed.lines().nth(at + 1).unwrap().contains(key.key), "{path}");
        assert_eq!(edited(&changed, &[Change::Reset(&path)]), before, "{path}");
    }
    assert_ne!(read(&changed), Config::default());
}

#[test]
fn a_default_is_not_written_and_one_that_was_is_kept() {
    assert_eq!(edited(FILE, &[Change::Set("audio.gapless", Value::Switch(true))]), FILE);
    assert_eq!(edited("", &[Change::Set("audio.volume", number(100.0))]), "");
    assert_eq!(edited(FILE, &[Change::Set("audio.volume", number(100.0))]), FILE.replace("64", "100"));
    assert_eq!(
        edited(FILE, &[Change::Reset("audio.volume"), Change::Reset("audio.fade")]),
        FILE.replace("volume = 64   # not so loud\n", "")
    );
}

#[test]
fn what_is_refused_comes_back_in_the_checkers_sentence() {
    let refused = |changes: &[Change<'_>]| edit(FILE, changes, &around()).unwrap_err().to_string();
    assert_eq!(
        refused(&[Change::Set("audio.volume", number(101.0))]),
        "/etc/x.toml:3:10: \"101\" cannot be used for volume: allowed: a number from 0 to 100 (percent)."
    );
    assert!(refused(&[Change::Set("audio.volum", number(1.0))]).contains("Did you mean \"volume\"?"));
    assert!(refused(&[Change::Set("nonsense", number(1.0))]).contains("not"));
    assert!(refused(&[Change::Set("audio.volume", number(f64::NAN))]).contains("volume"));
    assert!(refused(&[Change::RemoveFeed(0)]).contains("no feed number 1"));
    assert!(refused(&[Change::AddFeed { at: 0, name: None, urls: vec!["nowhere".into()] }]).contains("nowhere"));
    assert!(edit("[audio]\nvolume = 101", &[], &around()).is_err(), "what was wrong before is told, too");
}

#[test]
fn no_text_breaks_out_of_its_quotes() {
    for odd in ["a\"b", "a\\b", "a\nb", "'''", "\"\"\"", "ä\u{1}\t", "]#x"] {
        let after = edited(FILE, &[Change::AddFeed { at: 0, name: Some(odd.into()), urls: vec!["http://a/".into()] }]);
        assert_eq!(names(&after), [odd]);
    }
}

const FEEDS: &str = "\
# mine

# the best
[[feed]]
name = \"A\"
urls = [
  \"http://a/\",   # near
]

# not bad
[[feed]]
name = \"B\"
urls = [\"http://b/\"]

[[feed]]
urls = [\"http://c/\"]

# how it sounds
[audio]
volume = 3
";

#[test]
fn feeds_are_added_changed_and_removed() {
    let new = |at| Change::AddFeed { at, name: Some("N".into()), urls: vec!["http://n/".into(), "http://m/".into()] };
    assert_eq!(names(&edited(FEEDS, &[new(0)])), ["N", "A", "B", "c"]);
    assert_eq!(names(&edited(FEEDS, &[new(1)])), ["A", "N", "B", "c"]);
    let last = edited(FEEDS, &[new(9)]);
    assert_eq!(names(&last), ["A", "B", "c", "N"]);
    let block = "[[feed]]\nname = \"N\"\nurls = [\"http://n/\", \"http://m/\"]\n\n# how it sounds";
    assert!(last.contains(block), "{last}");
    assert_eq!(edited(&last, &[Change::RemoveFeed(3)]), FEEDS);
    assert_eq!(edited("", &[new(0)]), "[[feed]]\nname = \"N\"\nurls = [\"http://n/\", \"http://m/\"]\n\n");
    let first = edited(example(), &[new(0)]);
    assert!(first.contains("\"http://m/\"]\n\n# The music on this machine."), "{first}");
    let changed = edited(
        FEEDS,
        &[
            Change::SetFeed(0, "name", text("Z")),
            Change::SetFeed(2, "name", text("C")),
            Change::SetFeed(1, "urls", Value::Texts(vec!["http://x/".into()])),
            Change::ResetFeed(1, "name"),
        ],
    );
    assert_eq!(names(&changed), ["Z", "x", "C"]);
    assert!(changed.contains("# near") && changed.contains("# the best"));
    let fewer = edited(FEEDS, &[Change::RemoveFeed(0)]);
    assert!(fewer.starts_with("# mine\n\n# not bad\n[[feed]]"), "{fewer}");
    assert_eq!(names(&edited(FEEDS, &[Change::RemoveFeed(2), Change::RemoveFeed(0), Change::RemoveFeed(0)])), [""; 0]);
}

#[test]
fn feeds_move_with_their_comments() {
    for (from, to, order) in [
        (0, 1, ["B", "A", "c"]),
        (0, 2, ["B", "c", "A"]),
        (2, 0, ["c", "A", "B"]),
        (2, 1, ["A", "c", "B"]),
        (1, 0, ["B", "A", "c"]),
        (1, 1, ["A", "B", "c"]),
    ] {
        let moved = edited(FEEDS, &[Change::MoveFeed { from, to }]);
        assert_eq!(names(&moved), order, "{from} to {to}:\n{moved}");
        assert!(
            moved.contains("# the best\n[[feed]]\nname = \"A\"") && moved.contains("# not bad\n[[feed]]\nname = \"B\"")
        );
        assert!(moved.starts_with("# mine\n") && moved.contains("\n\n# how it sounds\n[audio]"), "{moved}");
        assert_eq!(edited(&moved, &[Change::MoveFeed { from: to, to: from }]), FEEDS);
    }
    assert!(edit(FEEDS, &[Change::MoveFeed { from: 0, to: 3 }], &around()).is_err());
}
