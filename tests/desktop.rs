//! Segue on a desktop's bus: driven by `playerctl`, heard by a notification server, seen by a tray.

pub mod bus;

use std::collections::HashMap;
use std::io::{ErrorKind, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use segue::desktop::{self, Hooks};
use segue::model::Track;
use segue::player::{Player, Setup};
use zbus::zvariant::OwnedValue;
use zbus::{MatchRule, Message, MessageStream, Proxy};

use crate::lab::{Fault, Lab, Media, media};
use crate::studio::{SPEED, setup};
use bus::{Bus, Citizen, FEED, Logind, Notifications, Watcher, cover, wait};

const NAME: &str = "org.mpris.MediaPlayer2.segue";
const PATH: &str = "/org/mpris/MediaPlayer2";

/// Three songs of two minutes, and no haste.
fn songs() -> (Setup, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let song = |(n, path): (usize, PathBuf)| {
        let bare = Track::from_path(path);
        Arc::new(Track {
            title: format!("Song {n}"),
            artist: Some("Somebody".into()),
            album: Some("Tones".into()),
            duration: Some(Duration::from_secs(120)),
            ..bare
        })
    };
    let files = media::reserve(folder.path(), 120).files;
    (Setup { queue: files.into_iter().enumerate().map(song).collect(), ..Setup::default() }, folder)
}

/// The player of the other tests, in a process of its own: it lives until its input ends.
#[test]
#[ignore = "started by the other tests"]
fn citizen() {
    let Ok(feed) = std::env::var(FEED) else { return };
    let (setup, _folder) = if feed.is_empty() { songs() } else { setup(&[&feed], 120) };
    let target = segue::audio::output::Target::Virtual(segue::audio::output::Listener::new(|_: &[f32]| ()));
    let (player, _events) = Player::start(setup, target).unwrap();
    let hooks = Hooks {
        raise: Some(Box::new(|| println!("raised"))),
        open: Box::new(|what| println!("to open: {}", what.join(" "))),
        art: Box::new(cover),
        ..Hooks::without_window(|| println!("to quit"))
    };
    let desktop = desktop::start(player.remote(), hooks).unwrap();
    println!("\nhere");
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
    drop(desktop);
}

#[test]
fn playerctl_drives_the_player() {
    let bus = Bus::started();
    let mut citizen = Citizen::start(&bus, "");
    bus.playerctl_says("-p segue status", "Playing");
    let line = "metadata --format {{xesam:title}}|{{xesam:artist}}|{{xesam:album}}|{{mpris:length}}|{{mpris:trackid}}";
    let said = bus.playerctl(line);
    assert!(said.starts_with("Song 0|Somebody|Tones|120000000|'/segue/track/"), "{said}");
    wait("picture", || bus.playerctl("metadata mpris:artUrl").ends_with("/cover.png"));
    assert!(bus.playerctl("metadata xesam:url").starts_with("file:///"));
    for (order, question, answer) in [
        ("play-pause", "status", "Paused"),
        ("play", "status", "Playing"),
        ("stop", "status", "Paused"),
        ("play-pause", "status", "Playing"),
        ("volume 0.5", "volume", "0.500000"),
        ("volume 7", "volume", "1.000000"),
        ("shuffle On", "shuffle", "On"),
        ("shuffle Off", "shuffle", "Off"),
        ("loop Track", "loop", "Track"),
        ("loop Playlist", "loop", "Playlist"),
        ("loop None", "loop", "None"),
        ("next", "metadata title", "Song 1"),
        ("previous", "metadata title", "Song 0"),
    ] {
        bus.playerctl(order);
        bus.playerctl_says(question, answer);
    }
    let position = || bus.playerctl("position").parse::<f64>().unwrap();
    bus.playerctl("position 60");
    wait("place", || (60.0..65.0).contains(&position()));
    bus.playerctl("position 30-");
    wait("place before", || (25.0..40.0).contains(&position()));
    bus.playerctl("open file:///m/x.mp3");
    citizen.says("to open: file:///m/x.mp3");
    citizen.end();
}

#[test]
fn it_is_on_the_bus_as_the_specification_wants() {
    let bus = Bus::started();
    let citizen = Citizen::start(&bus, "");
    bus.playerctl_says("status", "Playing");
    let _inside = bus.inside();
    let connection = bus.connect();
    let root = bus.wait_for(Proxy::new(&connection, NAME, PATH, "org.mpris.MediaPlayer2")).unwrap();
    let text = |name: &str| bus.wait_for(root.get_property::<String>(name)).unwrap();
    assert_eq!((text("Identity"), text("DesktopEntry")), ("Segue".into(), "segue".into()));
    for order in ["Raise", "Quit"] {
        bus.wait_for(root.call::<_, _, ()>(order, &())).unwrap();
    }
    citizen.says("raised");
    citizen.says("to quit");
    let second = Citizen::start(&bus, "");
    let names = ["segue".to_owned(), format!("segue.instance{}", second.pid())];
    wait("second name", || names.iter().all(|name| bus.playerctl("-l").lines().any(|line| line == name)));
}

/// Nothing is told while nothing changes, and a jump is told as one.
#[test]
fn only_changes_are_told() {
    let bus = Bus::started();
    let _citizen = Citizen::start(&bus, "");
    bus.playerctl_says("status", "Playing");
    wait("picture", || bus.playerctl("metadata mpris:artUrl").ends_with("/cover.png"));
    let _inside = bus.inside();
    let connection = bus.connect();
    let rule = MatchRule::builder().msg_type(zbus::message::Type::Signal).path(PATH).unwrap().build();
    let mut signals = bus.wait_for(MessageStream::for_match_rule(rule, &connection, None)).unwrap();
    let mut next = |seconds| {
        let signal = async { tokio::time::timeout(Duration::from_secs(seconds), signals.next()).await };
        bus.wait_for(signal).ok().map(|signal| signal.unwrap().unwrap())
    };
    let name = |signal: Message| signal.header().member().unwrap().to_string();
    // What was told of the picture may still be under way.
    while next(1).is_some() {}
    assert_eq!(next(3).map(name), None);
    bus.playerctl("position 60");
    assert_eq!(next(5).map(name).as_deref(), Some("Seeked"));
    bus.playerctl("volume 0.3");
    let mut told = 0;
    while let Some(signal) = next(1) {
        let (_, changed, _): (String, HashMap<String, OwnedValue>, Vec<String>) = signal.body().deserialize().unwrap();
        let volume = f64::try_from(&changed["Volume"]).unwrap();
        assert_eq!((changed.len(), volume), (1, 0.3), "what was before is told by nobody");
        told += 1;
    }
    // The bus tells what was set through it, and the player what has changed.
    assert!((1..=2).contains(&told), "{told}");
}

#[test]
fn an_outage_and_its_return_are_told_and_no_song() {
    let bus = Bus::started();
    let _inside = bus.inside();
    let notes = Notifications::default();
    let server = bus.serve("org.freedesktop.Notifications", "/org/freedesktop/Notifications", notes.clone());
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let _citizen = Citizen::start(&bus, &lab.url());
    bus.playerctl_says("metadata album", "The Lab");
    wait("title", || bus.playerctl("metadata --format {{artist}}|{{title}}").starts_with("The Lab|"));
    let last = |head: &str| notes.0.lock().unwrap().iter().rfind(|note| note.head == head).cloned();
    lab.set(Fault::Stall);
    wait("word of the outage", || last("radio 0 is out").is_some());
    let out = last("radio 0 is out").unwrap();
    assert!(out.body.contains("Now playing: reserve-"), "{out:?}");
    assert_eq!(out.actions, ["default", "Show Segue", "try-now", "Try now", "stay-offline", "Stay offline"]);
    let hints = ["category \"network.disconnected\"", "desktop-entry \"segue\"", "transient true", "urgency byte 0x01"];
    assert_eq!(out.hints, hints);
    lab.heal();
    let (at, clicked) = ("/org/freedesktop/Notifications", "ActionInvoked");
    let signal = (out.number, "try-now");
    bus.wait_for(server.emit_signal(None::<&str>, at, "org.freedesktop.Notifications", clicked, &signal)).unwrap();
    wait("word of the return", || last("radio 0 is back").is_some());
    let back = last("radio 0 is back").unwrap();
    assert_eq!((back.number, back.in_place_of), (out.number, out.number));
    assert!(back.body.starts_with("After "), "{back:?}");
    // More may have been found out about the outage; all of it was said in one place.
    assert!(notes.0.lock().unwrap().iter().all(|note| note.number == out.number && note.head.starts_with("radio 0")));
}

#[test]
fn it_is_in_the_tray() {
    let bus = Bus::started();
    let citizen = Citizen::start(&bus, "");
    bus.playerctl_says("status", "Playing");
    let _inside = bus.inside();
    // The tray comes later than the player.
    let tray = Watcher::default();
    let _tray = bus.serve("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher", tray.clone());
    wait("icon", || !tray.0.lock().unwrap().is_empty());
    let name = tray.0.lock().unwrap()[0].clone();
    let connection = bus.connect();
    let on = |path: &'static str, interface: &'static str| {
        bus.wait_for(Proxy::new(&connection, name.clone(), path, interface)).unwrap()
    };
    let item = on("/StatusNotifierItem", "org.kde.StatusNotifierItem");
    assert_eq!(bus.wait_for(item.get_property::<String>("IconName")).unwrap(), "segue");
    // The icon may be there before the first song is.
    // A proxy keeps what it has once read.
    let fresh = || on("/StatusNotifierItem", "org.kde.StatusNotifierItem");
    let tip = || bus.wait_for(fresh().get_property::<OwnedValue>("ToolTip")).unwrap();
    wait("what plays", || format!("{:?}", tip()).contains("Somebody – Song 0"));
    bus.wait_for(item.call::<_, _, ()>("Activate", &(0, 0))).unwrap();
    citizen.says("raised");
    let menu = on("/MenuBar", "com.canonical.dbusmenu");
    let layout = bus.wait_for(menu.call_method("GetLayout", &(0, -1, Vec::<String>::new()))).unwrap();
    let layout = format!("{:?}", layout.body().deserialize::<zbus::zvariant::Structure<'_>>().unwrap());
    for label in ["Pause", "Next", "Show Segue", "Quit"] {
        assert!(layout.contains(label), "no {label} in {layout}");
    }
    assert!(!layout.contains("Stay offline"), "there is no feed: {layout}");
}

#[test]
fn the_machine_sleeps_only_in_a_pause() {
    let bus = Bus::started();
    let _inside = bus.inside();
    let logind = Logind::default();
    let _logind = bus.serve("org.freedesktop.login1", "/org/freedesktop/login1", logind.clone());
    let _citizen = Citizen::start(&bus, "");
    let held = || {
        let mut locks = logind.0.lock().unwrap();
        let is_held = |lock: &mut (String, std::os::unix::net::UnixStream)| matches!(lock.1.read(&mut [0]), Err(why) if why.kind() == ErrorKind::WouldBlock);
        locks.iter_mut().filter_map(|lock| is_held(lock).then(|| lock.0.clone())).collect::<Vec<_>>()
    };
    wait("lock", || held() == ["Segue sleep"]);
    bus.playerctl("pause");
    wait("sleep", || held().is_empty());
    bus.playerctl("play");
    wait("lock again", || held() == ["Segue sleep"]);
}

/// The music does not need a bus, and a bus that comes is found.
#[test]
fn a_bus_that_comes_and_goes_is_found_again() {
    let mut bus = Bus::new();
    let mut citizen = Citizen::start(&bus, "");
    citizen.says("here");
    bus.start();
    bus.playerctl_says("status", "Playing");
    bus.stop();
    bus.start();
    bus.playerctl_says("status", "Playing");
    bus.stop();
    citizen.end();
}
