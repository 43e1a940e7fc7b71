//! One's own music with the real binary: found, searched, listed, played, kept; and whatever happens, not lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use lofty::config::WriteOptions;
use lofty::tag::{Accessor, Tag, TagExt, TagType};
use rustix::process::Signal;
use segue::library::Place;
use segue::store::music::Reader;
use serde_json::Value;

use crate::home::{Home, text, yield_to_others};
use crate::lab::wav;

/// A tone with tags.
fn song(path: &Path, seconds: f64, title: &str, artist: &str, genre: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let hz = 300.0 + f64::from(title.bytes().map(u32::from).sum::<u32>() % 500);
    wav::write(path, &wav::sine(hz, seconds, 8000, 1), 8000, 1).unwrap();
    let mut tag = Tag::new(TagType::Id3v2);
    tag.set_title(title.to_owned());
    tag.set_artist(artist.to_owned());
    tag.set_album("Album".to_owned());
    tag.set_genre(genre.to_owned());
    tag.save_to_path(path, WriteOptions::default()).unwrap();
}

/// Three songs and a file that is none.
fn home() -> Home {
    let home = Home::new();
    for (title, artist, genre) in
        [("Army of Me", "Björk", "Pop"), ("Hunter", "Björk", "Trip Hop"), ("So What", "Miles", "Jazz")]
    {
        song(&home.path(&format!("music/{artist}/{title}.wav")), 3.0, title, artist, genre);
    }
    fs::write(home.path("music/none.mp3"), "This is no music.").unwrap();
    home
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap_or_else(|why| panic!("{why}: {}", text(bytes)))
}

fn titles(found: &Value) -> Vec<&str> {
    found["tracks"].as_array().unwrap().iter().map(|track| track["title"].as_str().unwrap()).collect()
}

/// What is said by a command that succeeds.
fn said(home: &Home, line: &str) -> String {
    let output = home.run(line);
    assert_eq!(output.status.code(), Some(0), "segue {line}: {}", text(&output.stderr));
    text(&output.stdout)
}

fn refused(home: &Home, line: &str) -> String {
    let output = home.run(line);
    assert_eq!(output.status.code(), Some(1), "segue {line}: {}", text(&output.stdout));
    text(&output.stderr)
}

#[test]
fn music_is_found_searched_and_played() {
    let home = home();
    assert!(refused(&home, "search jazz").contains("There is no library yet"));
    assert!(refused(&home, "library scan").contains("segue library add"));
    let added = said(&home, "library add music");
    assert!(added.starts_with("4 files looked at, 4 read. The library has 3 tracks"), "{added}");
    assert!(said(&home, "library problems").contains("none.mp3"));
    let stats = json(said(&home, "library stats --json").as_bytes());
    assert_eq!((&stats["library"]["tracks"], &stats["library"]["problems"]), (&3.into(), &1.into()));
    for (words, expected) in
        [("bjo ar", vec!["Army of Me"]), ("genre:jazz", vec!["So What"]), ("artist:björk -hunter", vec!["Army of Me"])]
    {
        let found = json(said(&home, &format!("search --json {words}")).as_bytes());
        assert_eq!(titles(&found), expected, "{words}");
    }
    assert!(said(&home, "search \"unheard-of\"").contains("Nothing was found."));
    let events = said(&home, "play --search genre:jazz --output wav:out.wav --for 2s");
    assert!(events.contains("♪ Miles – So What"), "{events}");
    assert!(said(&home, "history").contains("Miles – So What"));
    let again = json(said(&home, "library scan --json").as_bytes());
    assert_eq!((&again["scan"]["seen"], &again["scan"]["read"]), (&4.into(), &0.into()), "{again}");
    assert!(said(&home, "library remove music").contains("The library has 0 tracks"));
}

#[test]
fn playlists_are_made_changed_and_taken_elsewhere() {
    let home = home();
    said(&home, "library add music");
    said(&home, "playlist create best music/Miles --search artist:björk");
    let shown = said(&home, "playlist show best");
    assert_eq!(shown.lines().count(), 3, "{shown}");
    said(&home, "playlist move best 1 3");
    said(&home, "playlist remove best 1");
    said(&home, "playlist duplicate best second");
    said(&home, "playlist rename second other");
    said(&home, "playlist delete other");
    assert!(refused(&home, "playlist show other").contains("There is no playlist called \"other\""));
    said(&home, "playlist restore other");
    for ending in ["m3u", "m3u8", "pls", "xspf"] {
        said(&home, &format!("playlist export best out/list.{ending}").replace("out/", ""));
        let imported = said(&home, &format!("playlist import list.{ending} --name from-{ending}"));
        assert_eq!(imported, format!("from-{ending}: 2 tracks.\n"));
    }
    fs::write(home.path("jazz.toml"), said(&home, "playlist smart --example").replace("[1955, 1965]", "[0, 3000]"))
        .unwrap();
    fs::write(home.path("soft.toml"), "[[rule]]\nfield = \"artist\"\nis = \"bjork\"\n").unwrap();
    said(&home, "playlist smart jazz jazz.toml");
    said(&home, "playlist smart soft soft.toml");
    assert_eq!(said(&home, "playlist show soft").lines().count(), 2);
    assert!(said(&home, "playlist list --json").lines().count() == 8);
    let events = said(&home, "play soft --output wav:out.wav --for 1s");
    assert!(events.contains("♪ Björk – "), "{events}");
}

#[test]
fn the_reserve_tells_how_long_it_lasts_and_what_is_damaged() {
    let home = home();
    said(&home, "library add music");
    assert!(said(&home, "reserve").starts_with("library  9 s ready, not yet verified"), "{}", said(&home, "reserve"));
    let cut = home.path("music/Miles/Cut.wav");
    wav::write(&cut, &wav::sine(500.0, 8.0, 8000, 1), 8000, 1).unwrap();
    let whole = fs::read(&cut).unwrap();
    fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    said(&home, "playlist create night music/Miles");
    said(&home, "reserve mark night");
    let verified = said(&home, "reserve --verify");
    assert!(verified.starts_with("night  3 s ready, verified "), "{verified}");
    assert!(verified.contains("; 1 file damaged (Cut.wav)\n"), "{verified}");
    assert!(said(&home, "reserve --json").contains("\"damage\":{\"count\":1"));
    said(&home, "reserve unmark night");
    assert!(refused(&home, "reserve mark nowhere").contains("neither a playlist nor a folder"));
}

/// The queue that played when the power went, so to speak.
#[test]
fn after_a_crash_the_queue_goes_on_where_it_was() {
    let home = Home::new();
    ["a", "b", "c"].iter().for_each(|name| song(&home.path(&format!("{name}.wav")), 60.0, name, "X", "Y"));
    let mut player = home.start("play a.wav b.wav --output null");
    home.playing();
    said(&home, "queue add c.wav --next");
    said(&home, "queue go 2");
    let before =
        home.status_when(|status| status["on_air"]["title"] == "c" && status["on_air"]["elapsed"].as_f64() > Some(2.5));
    player.signal(Signal::KILL);
    assert_eq!(player.code(), None);
    let _player = home.start("play --output null");
    let after = home.playing();
    assert_eq!((&after["on_air"]["title"], &after["queue"]["length"]), (&"c".into(), &3.into()));
    let lost = before["on_air"]["elapsed"].as_f64().unwrap() - after["on_air"]["elapsed"].as_f64().unwrap();
    assert!(lost < 1.5, "{lost} s were lost");
    let queue = json(said(&home, "queue --json").as_bytes());
    assert_eq!(titles(&queue), ["a", "c", "b"]);
}

/// The second one leaves the first one's queue alone.
#[test]
fn of_two_players_the_first_keeps_its_queue() {
    let home = Home::new();
    ["a", "b"].iter().for_each(|name| song(&home.path(&format!("{name}.wav")), 60.0, name, "X", "Y"));
    let mut first = home.start("play a.wav --output null");
    home.playing();
    let said = said(&home, "play b.wav --output null --for 1s");
    assert!(said.contains("Another player of yours runs"), "{said}");
    first.signal(Signal::TERM);
    assert_eq!(first.code(), Some(0));
    let _again = home.start("play --output null");
    assert_eq!(home.playing()["on_air"]["title"], "a");
}

#[test]
fn a_running_player_takes_over_another_reserve() {
    let home = home();
    said(&home, "library add music");
    said(&home, "playlist create night music/Miles");
    let _player = home.start("play --output null");
    home.status_when(|status| status["reserve"]["tracks"] == 3);
    said(&home, "reserve mark night");
    home.status_when(|status| status["reserve"]["tracks"] == 1);
    song(&home.path("music/new/x.wav"), 3.0, "X", "Y", "Z");
    said(&home, "reserve unmark night");
    home.status_when(|status| status["reserve"]["tracks"] == 4);
}

/// Two hundred times killed at a random moment of a scan that has something to do.
#[test]
fn however_often_a_scan_is_killed_the_library_opens() {
    yield_to_others();
    let home = Home::new();
    let files: Vec<PathBuf> = (0..400).map(|n| home.path(&format!("music/{}/{n}.wav", n % 20))).collect();
    files
        .iter()
        .enumerate()
        .for_each(|(n, file)| song(file, 0.05, &format!("title {n}"), &format!("artist {}", n % 30), "Z"));
    said(&home, "playlist create keep music");
    let place = Place::at(&home.path("XDG_DATA_HOME/segue-dev")).unwrap();
    let mut dice = fastrand::Rng::new();
    for round in 0..200 {
        for file in &files[round..][..100] {
            fs::File::open(file).unwrap().set_modified(SystemTime::now() + Duration::from_secs(round as u64)).unwrap();
        }
        let line = if round == 0 { "library add music" } else { "library scan" };
        let mut scan = home.segue(line).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(dice.u64(1_000..120_000)));
        scan.kill().unwrap();
        scan.wait().unwrap();
        if place.index().exists() {
            match Reader::open(&place.index()) {
                Ok(reader) => assert!(reader.stats().unwrap().tracks <= 400),
                Err(segue::store::StoreError::Absent { .. }) if round < 10 => {}
                Err(why) => panic!("round {round}: {why}"),
            }
        }
    }
    let end = said(&home, "library scan");
    assert!(end.contains("The library has 400 tracks"), "{end}");
    assert!(
        !home
            .0
            .path()
            .join("XDG_DATA_HOME/segue-dev")
            .read_dir()
            .unwrap()
            .any(|entry| { entry.unwrap().file_name().to_string_lossy().contains("damaged") })
    );
    assert_eq!(said(&home, "playlist show keep").lines().count(), 400);
}

/// In a mount namespace of its own, so that it needs no rights; where a system allows none, this shows nothing.
#[test]
fn a_scan_outlasts_a_full_disk() {
    yield_to_others();
    let home = Home::new();
    (0..600).for_each(|n| {
        song(&home.path(&format!("music/{n}.wav")), 0.02, &format!("a rather long title, number {n}"), "X", "Y")
    });
    fs::create_dir(home.path("small")).unwrap();
    let script = "mount -t tmpfs -o size=3m none small && head -c 2600000 /dev/zero >small/filler || exit 77
        ( sleep 3; rm small/filler ) &
        exec \"$0\" --library small library add music";
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, env!("CARGO_BIN_EXE_segue")]);
    let output = command.current_dir(home.0.path()).env("HOME", home.0.path()).output().unwrap();
    if output.status.code() == Some(77) || text(&output.stderr).contains("unshare failed") {
        return eprintln!("this system has no mounts for users");
    }
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("disk is full"), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("The library has 600 tracks"), "{}", text(&output.stdout));
}
