//! The house rules that a compiler does not know: floors, the map, short files, no shortcuts past errors.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What stands in these may be used by the other rooms of their floor, too: words, not work.
const WORDS: [&str; 2] = ["model", "fault"];
const LONGEST_FILE: usize = 400;
/// What ends a thread instead of telling an error.
const SHORTCUTS: [&str; 5] = [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!("];
/// The drill for a decoder's death is one.
const ON_PURPOSE: &str = "panic!(\"deck killed on request\")";

/// A source file; its path is relative to `src`.
struct Source {
    path: PathBuf,
    text: String,
}

impl Source {
    /// `audio` for `audio/mixer.rs`, `queue` for `queue.rs`.
    fn room(&self) -> String {
        let first = self.path.components().next().unwrap().as_os_str().to_string_lossy();
        first.trim_end_matches(".rs").to_owned()
    }

    /// The lines that are code, with their numbers. The house has no block comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines()).filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The code that is in the program: all but what `#[cfg(test)]` stands before.
    fn program(&self) -> Vec<(usize, &str)> {
        let (mut kept, mut skipped_from) = (Vec::new(), None);
        for (number, line) in self.code() {
            match skipped_from {
                None if line.trim() == "#[cfg(test)]" => skipped_from = Some(indent(line)),
                None => kept.push((number, line)),
                // An item ends, in rustfmt's form, where a line stands as far left as it began.
                Some(left) if indent(line) == left && line.ends_with([';', '}']) => skipped_from = None,
                Some(_) => {}
            }
        }
        kept
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn root(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

fn sources_below(folder: &str) -> Vec<Source> {
    let rust = files_below(&root(folder)).into_iter().filter(|path| path.extension().is_some_and(|ext| ext == "rs"));
    let read = |path: PathBuf| Source {
        text: fs::read_to_string(&path).unwrap(),
        path: path.strip_prefix(root(folder)).unwrap().to_owned(),
    };
    rust.map(read).collect()
}

fn sources() -> Vec<Source> {
    let sources = sources_below("src");
    assert!(sources.len() > 100, "only {} sources were found", sources.len());
    sources
}

/// The files that are only compiled for tests: `#[cfg(test)] mod NAME;` says so, and all below them.
fn is_test(source: &Source, sources: &[Source]) -> bool {
    sources.iter().any(|parent| {
        let folder = match parent.path.file_name().and_then(|name| name.to_str()) {
            Some("mod.rs" | "lib.rs" | "main.rs") => parent.path.parent().unwrap().to_owned(),
            _ => parent.path.with_extension(""),
        };
        test_modules(&parent.text).iter().any(|name| match name.strip_suffix(".rs") {
            Some(_) => source.path == parent.path.with_file_name(name),
            None => source.path.with_extension("").starts_with(folder.join(name)),
        })
    })
}

/// Names of modules, or of files where `#[path]` names one.
fn test_modules(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for part in text.split("#[cfg(test)]").skip(1) {
        let line = part.trim_start().lines().next().unwrap_or_default();
        if let Some(file) = line.strip_prefix("#[path = \"").and_then(|rest| rest.strip_suffix("\"]")) {
            found.push(file);
        } else if let Some(name) = line.strip_suffix(';').and_then(|item| item.split_once("mod ")) {
            found.push(name.1);
        }
    }
    found
}

/// The rooms and the number of their floor, 0 for the highest, from the map in `src/lib.rs`.
fn floors() -> BTreeMap<String, usize> {
    let map = fs::read_to_string(root("src/lib.rs")).unwrap();
    let rows = map.lines().filter_map(|line| line.strip_prefix("//! | ")).skip(1);
    let rooms = |row: &str| -> Vec<String> { quoted(row.split('|').nth(1).unwrap()).map(room_of).collect() };
    let floors: BTreeMap<_, _> =
        rows.enumerate().flat_map(|(floor, row)| rooms(row).into_iter().map(move |room| (room, floor))).collect();
    assert_eq!(floors.values().collect::<BTreeSet<_>>().len(), 6, "{floors:?}");
    floors
}

fn room_of(name: &str) -> String {
    name.trim_end_matches(".rs").to_owned()
}

/// What stands between backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The rooms that code on this line reaches for: `crate::room`, and each room of `crate::{a, b::C}`.
fn reached(line: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut rooms = Vec::new();
    // From outside, as in main.rs, the library goes by its name; within, `segue` is a module of the audio room.
    let line = line.replace("use segue::", "use crate::");
    for (at, root) in line.match_indices("crate::") {
        let path = &line[at + root.len()..];
        match path.strip_prefix('{') {
            Some(group) => rooms.extend(group.split(',').map(|part| name(part.trim_start()))),
            None => rooms.push(name(path)),
        }
    }
    rooms
}

fn may_use(floors: &BTreeMap<String, usize>, from: &str, to: &str) -> bool {
    let (Some(here), Some(there)) = (floors.get(from), floors.get(to)) else { return false };
    // main.rs, windowed.rs and cli stand at the top together: they are what is begun with.
    from == to || here < there || ["main", "windowed"].contains(&from) || (here == there && WORDS.contains(&to))
}

#[test]
fn arrows_point_down_only() {
    let floors = floors();
    let mut breaches = Vec::new();
    let mut arrows = 0;
    for source in sources().iter().filter(|source| source.room() != "lib") {
        for (number, line) in source.code() {
            for to in reached(line) {
                arrows += 1;
                if !may_use(&floors, &source.room(), &to) {
                    breaches.push(format!("src/{}:{number}: {}", source.path.display(), line.trim()));
                }
            }
        }
    }
    assert!(arrows > 200, "only {arrows} arrows were found");
    assert!(breaches.is_empty(), "upward or sideways:\n{}", breaches.join("\n"));
}

#[test]
fn arrows_are_told_apart() {
    assert_eq!(reached("use crate::model::Now;"), ["model"]);
    assert_eq!(reached("use crate::{fault::Fault, model};"), ["fault", "model"]);
    assert_eq!(reached("    f(crate::net::http::get, crate::cli::Exit::Done)"), ["net", "cli"]);
    assert_eq!(reached("use segue::cli::Exit;"), ["cli"]);
    assert_eq!(reached("use super::segue::Curve; pub(crate) fn f() {}"), [""; 0]);
    let floors = floors();
    assert!(may_use(&floors, "player", "audio") && may_use(&floors, "queue", "model"));
    for (from, to) in [("audio", "player"), ("audio", "net"), ("failover", "queue"), ("model", "unheard_of")] {
        assert!(!may_use(&floors, from, to), "{from} may not use {to}");
    }
}

/// The files and folders that the map lists, with their rooms' folders before them.
fn mapped() -> BTreeSet<PathBuf> {
    let map = fs::read_to_string(root("src/lib.rs")).unwrap();
    let (_, list) = map.split_once("# What is where").unwrap();
    let (mut mapped, mut room) = (BTreeSet::new(), PathBuf::new());
    for line in list.lines() {
        if let Some(head) = line.strip_prefix("//! **") {
            room = quoted(head).next().unwrap_or_default().into();
        } else if let Some((names, _)) = line.strip_prefix("//! - ").and_then(|row| row.split_once(": ")) {
            mapped.extend(quoted(names).map(|name| room.join(name)));
        }
    }
    mapped
}

#[test]
fn the_map_names_every_file_and_no_other() {
    let (mapped, sources) = (mapped(), sources());
    let program = sources.iter().filter(|source| !is_test(source, &sources)).map(|source| source.path.clone());
    for path in program.filter(|path| !path.ends_with("mod.rs") && !path.ends_with("lib.rs")) {
        assert!(path.ancestors().any(|place| mapped.contains(place)), "{} is not on the map", path.display());
    }
    for place in &mapped {
        assert!(root("src").join(place).exists(), "{} is only on the map", place.display());
    }
    assert!(mapped.len() > 80, "{mapped:?}");
}

#[test]
fn every_room_stands_on_a_floor() {
    let rooms: BTreeSet<String> = sources().iter().map(Source::room).filter(|room| room != "lib").collect();
    let on_floors: BTreeSet<String> = floors().into_keys().collect();
    assert_eq!(rooms, on_floors);
}

#[test]
fn no_file_is_too_long() {
    for folder in ["src", "tests", "examples"] {
        for source in sources_below(folder) {
            let lines = source.text.lines().count();
            let path = source.path.display();
            assert!(lines <= LONGEST_FILE, "{folder}/{path} has {lines} lines: make a folder of it");
        }
    }
}

#[test]
fn errors_are_told_and_not_thrown() {
    let sources = sources();
    let mut breaches = Vec::new();
    let mut seen = 0;
    for source in sources.iter().filter(|source| !is_test(source, &sources)) {
        for (number, line) in source.program() {
            seen += 1;
            if SHORTCUTS.iter().any(|shortcut| line.contains(shortcut)) && !line.contains(ON_PURPOSE) {
                breaches.push(format!("src/{}:{number}: {}", source.path.display(), line.trim()));
            }
        }
    }
    assert!(seen > 5_000, "only {seen} lines were read");
    assert!(breaches.is_empty(), "outside tests:\n{}", breaches.join("\n"));
}

#[test]
fn tests_are_told_from_the_program() {
    let text = "fn a() {\n    1\n}\n#[cfg(test)]\nmod tests {\n    fn b() {\n    }\n}\nfn c() {}\n#[cfg(test)]\nmod far;\nfn d() {}";
    let source = Source { path: "x.rs".into(), text: text.into() };
    let kept: Vec<usize> = source.program().into_iter().map(|(number, _)| number).collect();
    assert_eq!(kept, [1, 2, 3, 9, 12]);
    assert_eq!(test_modules(text), ["far"]);
    let sources = sources();
    let tests = sources.iter().filter(|source| is_test(source, &sources)).map(|source| source.path.to_str().unwrap());
    let tests: BTreeSet<&str> = tests.collect();
    for path in ["audio/mixer_tests.rs", "audio/decoder/tests/faults.rs", "failover/stories/mod.rs", "cli/tests.rs"] {
        assert!(tests.contains(path), "{tests:?}");
    }
    assert!(!tests.contains("audio/mixer.rs"));
}
