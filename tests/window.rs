//! The real window on a screen of its own, used as people use it: by the keyboard, by the desktop, by its other selves.

mod screen;

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use lofty::config::WriteOptions;
use lofty::tag::{Accessor, Tag, TagExt, TagType};
use rustix::process::Signal;

use crate::home::text;
use crate::lab::wav;
use screen::Screen;

/// Three minutes of a tone, with tags.
fn song(path: &Path, title: &str, album: &str, number: u32) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    wav::write(path, &wav::sine(300.0 + 40.0 * f64::from(number), 180.0, 8000, 1), 8000, 1).unwrap();
    let mut tag = Tag::new(TagType::Id3v2);
    tag.set_title(title.to_owned());
    tag.set_artist("Nina Vale".to_owned());
    tag.set_album(album.to_owned());
    tag.set_track(number);
    tag.save_to_path(path, WriteOptions::default()).unwrap();
}

/// Two albums: of three songs, and of one.
fn music(screen: &Screen) {
    for (number, title) in [(1, "Anchor"), (2, "Beacon"), (3, "Current")] {
        song(&screen.home.path(&format!("music/harbour/{title}.wav")), title, "Harbour Lights", number);
    }
    song(&screen.home.path("music/water/Drift.wav"), "Drift", "Slow Water", 1);
}

fn titles(screen: &Screen) -> Vec<String> {
    let queue = screen.ask("queue --json");
    let tracks = queue["tracks"].as_array().cloned().unwrap_or_default();
    tracks.iter().filter_map(|track| track["title"].as_str().map(str::to_owned)).collect()
}

/// A folder is added, an album found and played, its queue put in another order and back, a playlist made and unmade.
#[test]
fn keyboard_alone() {
    let Some(screen) = Screen::open() else { return };
    music(&screen);
    let mut window = screen.window("window --output null");
    screen.photograph("welcome");
    let folder = screen.home.path("music").display().to_string();
    let add = || {
        screen.press("ctrl+o");
        screen.write(&folder);
        screen.photograph("folder");
        screen.press("Return");
    };
    screen.until("library", add, || screen.ask("library stats --json")["library"]["tracks"] == 4);
    let find = || {
        screen.press("ctrl+f");
        screen.write("harbour");
        screen.photograph("search");
        screen.press("Down p");
    };
    screen.until("music", find, || screen.status()["on_air"]["title"] == "Anchor");
    assert_eq!(titles(&screen), ["Anchor", "Beacon", "Current"]);
    screen.press("ctrl+6");
    screen.photograph("queue");
    reorder(&screen);
    screen.photograph("reordered");
    screen.until("the old order", || screen.press("ctrl+z"), || titles(&screen) == ["Anchor", "Beacon", "Current"]);
    let list = screen.home.path("place/playlists/evening.m3u8");
    let make = || {
        screen.press("ctrl+n");
        screen.write("evening");
        screen.photograph("name");
        screen.press("Return");
    };
    screen.until("playlist", make, || list.exists());
    screen.photograph("playlist");
    screen.until("undo", || screen.press("ctrl+z"), || !list.exists());
    screen.press("ctrl+q");
    assert_eq!(window.code(), Some(0), "{}", screen.complaints());
}

/// Walks to the list of the queue by Tab, and puts its first song one place down.
fn reorder(screen: &Screen) {
    for _ in 0..60 {
        screen.press("Tab");
        // Elsewhere these do little, and nothing that is seen.
        screen.key("Home");
        screen.key("alt+Down");
        screen.rest();
        if titles(screen) == ["Beacon", "Anchor", "Current"] {
            return;
        }
    }
    screen.photograph("failed");
    panic!("the list cannot be reached by Tab");
}

/// Even if a player without a window has been started since.
#[test]
fn a_second_segue_raises_the_first() {
    let Some(screen) = Screen::open() else { return };
    music(&screen);
    let mut window = screen.window("window --output null");
    let pid = window.0.id();
    let mut other = crate::home::Running(
        screen.segue("play --json --output null music/water").stdout(Stdio::null()).spawn().unwrap(),
    );
    screen.wait("other player", || screen.status()["on_air"]["title"] == "Drift");
    let second = screen.segue("window music/harbour/Beacon.wav").output().unwrap();
    assert_eq!(second.status.code(), Some(0), "{}", text(&second.stderr));
    let plays = |pid: u32, title: &str| screen.ask(&format!("status --json --pid {pid}"))["on_air"]["title"] == title;
    screen.wait("the file in the first", || plays(pid, "Beacon"));
    assert!(plays(other.0.id(), "Drift"), "the other player goes on");
    other.signal(Signal::TERM);
    assert_eq!(other.code(), Some(0));
    window.signal(Signal::TERM);
    let _ = window.code();
}

#[test]
fn the_desktop_drives_the_window() {
    let Some(screen) = Screen::open() else { return };
    music(&screen);
    let _window = screen.window("window --output null music/harbour");
    let bus = &screen.bus;
    bus.playerctl_says("-p segue status", "Playing");
    bus.playerctl_says("metadata title", "Anchor");
    bus.playerctl("pause");
    screen.wait("pause", || screen.status()["state"] == "paused");
    bus.playerctl("next");
    bus.playerctl("play");
    screen.wait("next song", || screen.status()["on_air"]["title"] == "Beacon");
    bus.playerctl_says("status", "Playing");
}

/// By Ctrl+Q while music plays; the farewell is short.
#[test]
fn a_closed_window_is_the_end() {
    let Some(screen) = Screen::open() else { return };
    music(&screen);
    let mut window = screen.window("window --output null music/harbour");
    screen.wait("music", || screen.status()["state"] == "playing");
    let begun = Instant::now();
    screen.key("ctrl+q");
    while window.0.try_wait().unwrap().is_none() {
        assert!(begun.elapsed() < Duration::from_secs(4), "it has not ended");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(window.code(), Some(0), "{}", screen.complaints());
    assert!(screen.status().is_null(), "its socket is gone");
}
