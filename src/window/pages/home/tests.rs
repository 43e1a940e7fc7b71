use std::time::Duration;

use egui_kittest::kittest::Queryable;

use crate::library::{History, Marks, Play, Progress, State};
use crate::player::{self, Command, Place};
use crate::store::music::{Change, Writer};
use crate::window::place::Page;
use crate::window::testing::{Set, Stage, song};
use crate::window::theme::Look;

fn shows(stage: &Stage, label: &str) -> bool {
    stage.harness.query_all_by_label_contains(label).next().is_some()
}

/// Songs were played: the index and the history know.
fn play(stage: &mut Stage, songs: &[usize]) {
    let (mut writer, _) = Writer::open(&stage.place.index()).unwrap();
    for (second, index) in songs.iter().enumerate() {
        let (song, track) = song(*index);
        let at = jiff::Timestamp::from_second(1_700_000_000 + second as i64).unwrap();
        writer.played(&song.path, at).unwrap();
        let heard = Duration::from_secs(100);
        let play =
            Play { at, path: song.path, title: Some(track.title), artist: track.artist, heard, fingerprint: None };
        History::of(&stage.place).append(&play).unwrap();
    }
    writer.close().unwrap();
}

fn add(stage: &Stage, songs: std::ops::Range<usize>) {
    let (mut writer, _) = Writer::open(&stage.place.index()).unwrap();
    writer.set_roots(&["/music".into()]).unwrap();
    let changes: Vec<Change> = songs.map(|index| Change::Put(Box::new(song(index).0))).collect();
    writer.apply(&changes).unwrap();
    writer.close().unwrap();
}

#[test]
fn home_shows_what_plays_and_what_was_played() {
    let mut stage = Stage::of(Set { songs: 240, size: [1180.0, 1500.0], ..Set::default() });
    play(&mut stage, &[3, 15, 15, 40, 52, 100, 3, 130]);
    let mut stage = stage.playing(20);
    stage.photograph("home-full");
    for text in ["FROM YOUR QUEUE", "31 h 20 min of music ready", "Jump back in", "Played last", "No stations yet"] {
        assert!(shows(&stage, text), "{text}");
    }
    assert_eq!(
        stage.harness.query_all_by_label("Song 15 by The Low Tides").count(),
        1,
        "once, however often it was played"
    );
    stage.harness.get_by_label("Song 15 by The Low Tides").focus();
    stage.settle();
    stage.harness.key_press(egui::Key::Enter);
    stage.settle();
    let sent = stage.sent();
    assert!(matches!(&sent[0], Command::PlayFrom { tracks, .. } if tracks.len() == 6), "{sent:?}");
    stage.harness.get_by_label("Pause").click();
    stage.settle();
    assert_eq!(stage.sent(), [Command::TogglePause]);
}

#[test]
fn an_outage_is_seen_on_home() {
    let mut stage = Stage::new(Page::Home).playing(20).in_outage();
    stage.photograph("home-outage");
    stage.harness.get_by_label("STATIONS: Radio Example: failed").click();
    stage.settle();
    assert!(!shows(&stage, "Jump back in"));
}

#[test]
fn silence_offers_music() {
    let mut stage = Stage::new(Page::Home);
    stage.photograph("home-silent");
    stage.harness.get_by_label("Shuffle everything").click();
    stage.settle();
    assert!(matches!(&stage.sent()[..], [Command::Enqueue(tracks, Place::Now)] if tracks.len() == 60));
}

#[test]
fn the_first_run_asks_for_a_folder_and_plays_before_the_scan_is_done() {
    let music = tempfile::tempdir().unwrap();
    std::fs::create_dir(music.path().join("Vinyl")).unwrap();
    std::fs::write(music.path().join("Vinyl/a.flac"), "").unwrap();
    let mut stage = Stage::of(Set { songs: 0, ..Set::default() });
    assert!(shows(&stage, "Welcome to Segue"));
    stage.photograph("welcome");
    let field = stage.harness.get_by_label("Folder");
    field.focus();
    stage.harness.run_steps(2);
    stage.harness.get_by_label("Clear the text").click();
    stage.settle();
    stage.harness.get_by_label("Folder").type_text(&music.path().display().to_string());
    stage.settle();
    assert!(shows(&stage, "One music file."));
    stage.harness.get_by_label("Vinyl").click();
    stage.settle();
    stage.harness.get_by_label("Add this folder").click();
    stage.settle();
    assert_eq!(stage.sent(), [Command::Refresh]);
    assert_eq!(Marks::read(&stage.place).unwrap().folders, [music.path().join("Vinyl")]);
    assert!(!shows(&stage, "Welcome to Segue"));
    let progress = Progress { state: State::Reading, seen: 900, read: 12, left: 888, ..Progress::default() };
    stage.show(|now| now.library = Some(Progress { read: 0, ..progress }));
    assert!(stage.sent().is_empty(), "nothing is there yet");
    add(&stage, 0..12);
    stage.show(|now| now.library = Some(Progress { time_left: Some(Duration::from_secs(70)), ..progress }));
    assert!(matches!(&stage.sent()[..], [Command::Enqueue(tracks, Place::Now)] if tracks.len() == 12));
    stage.photograph("home-scanning");
    stage.harness.get_by_label("Play the first songs now").click();
    stage.settle();
    assert_eq!(stage.sent().len(), 1);
    add(&stage, 12..60);
    stage.show(|now| now.library = Some(Progress { read: 60, left: 0, state: State::Idle, ..progress }));
    assert!(shows(&stage, "Northbound by"), "the end of the scan is seen");
    assert!(stage.sent().is_empty(), "only the first time");
}

#[test]
fn what_plays_is_not_broken_off_for_the_first_song() {
    let mut stage = Stage::of(Set { songs: 0, ..Set::default() });
    stage.show(|now| now.state = player::State::Paused);
    add(&stage, 0..12);
    let progress = Progress { state: State::Reading, read: 12, ..Progress::default() };
    stage.show(|now| now.library = Some(Progress { read: 0, ..progress }));
    stage.show(|now| now.library = Some(progress));
    assert!(stage.sent().is_empty());
}

#[test]
fn home_in_every_look_and_size() {
    for (name, look, size) in [
        ("light", Look::Light, [1180.0, 780.0]),
        ("contrast", Look::Contrast, [820.0, 600.0]),
        ("narrow", Look::Dark, [360.0, 560.0]),
    ] {
        let mut stage = Stage::of(Set { songs: 240, look, size, ..Set::default() }).playing(5).in_outage();
        stage.photograph(&format!("home-{name}"));
        assert!(shows(&stage, "STATIONS: Radio Example: failed"));
        let mut stage = Stage::of(Set { songs: 0, look, size, ..Set::default() });
        stage.photograph(&format!("welcome-{name}"));
        assert!(shows(&stage, "Add this folder"));
    }
}
