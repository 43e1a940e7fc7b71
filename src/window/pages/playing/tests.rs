use std::time::Duration;

use egui::Key;
use egui_kittest::kittest::Queryable;

use crate::model::{FeedId, Location, Source, Track};
use crate::player::{Command, Edit, FeedView};
use crate::window::place::Page;
use crate::window::testing::{Set, Stage};
use crate::window::theme::Look;

const WORDS: &str = "[00:10.00]The tide goes out tonight\n[01:20.00]And leaves the harbour lights\n[01:30.00]\n[01:40.00]On slow water they sleep\n\
                     [02:00.00]Until the morning boats\n";

/// The first song has lyrics; which are lost with the folder.
fn sung(set: Set, words: Option<&str>) -> (tempfile::TempDir, Stage) {
    let folder = tempfile::tempdir().unwrap();
    if let Some(words) = words {
        std::fs::write(folder.path().join("song.lrc"), words).unwrap();
    }
    let mut stage = Stage::of(Set { page: Page::Playing, ..set }).playing(8);
    let path = folder.path().join("song.flac");
    stage.show(|now| {
        let track = now.on_air.track.as_deref().unwrap();
        now.on_air.track = Some(Track { location: Location::File(path), ..track.clone() }.into());
    });
    (folder, stage)
}

#[test]
fn the_waveform_seeks() {
    let (_folder, mut stage) = sung(Set::default(), Some(WORDS));
    stage.photograph("playing");
    stage.harness.get_by_label("Place in the waveform").focus();
    stage.settle();
    stage.harness.key_press(Key::PageUp);
    stage.settle();
    assert_eq!(stage.sent(), [Command::Seek(Duration::from_secs(113))]);
}

#[test]
fn lyrics_follow_and_lead() {
    let (_folder, mut stage) = sung(Set::default(), Some(WORDS));
    let is_sung = |stage: &Stage, line: &str| {
        use egui_kittest::kittest::NodeT;
        stage.harness.get_by_label(line).accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
    };
    assert!(is_sung(&stage, "And leaves the harbour lights") && !is_sung(&stage, "The tide goes out tonight"));
    stage.show(|now| now.on_air.elapsed = Duration::from_secs(125));
    assert!(is_sung(&stage, "Until the morning boats"));
    stage.harness.get_by_label("The tide goes out tonight").click();
    stage.settle();
    assert_eq!(stage.sent(), [Command::Seek(Duration::from_secs(10))]);
}

#[test]
fn without_lyrics_it_is_said_how_to_add_them() {
    let (_folder, mut stage) = sung(Set::default(), None);
    assert!(stage.harness.query_by_label_contains("song.lrc").is_some());
    stage.photograph("playing-no-lyrics");
    let (_folder, stage) = sung(Set::default(), Some("Just words\nwithout times\n"));
    assert!(stage.harness.query_by_label("Just words").is_some());
}

#[test]
fn what_comes_next_can_be_played() {
    let (_folder, mut stage) = sung(Set::default(), Some(WORDS));
    stage.harness.get_by_label("Play Nina Vale – Song 2").click();
    stage.settle();
    assert_eq!(stage.sent(), [Command::Queue(Edit::Go(2))]);
}

#[test]
fn it_is_seen_in_all_looks_and_sizes() {
    for (name, look, size) in [
        ("light", Look::Light, [1180.0, 780.0]),
        ("contrast", Look::Contrast, [820.0, 600.0]),
        ("small", Look::Dark, [360.0, 560.0]),
    ] {
        let (_folder, mut stage) = sung(Set { look, size, ..Set::default() }, Some(WORDS));
        stage.photograph(&format!("playing-{name}"));
        assert!(stage.harness.query_by_label("Place in the waveform").is_some());
    }
    let mut stage = Stage::new(Page::Playing);
    stage.photograph("playing-empty");
    assert!(stage.harness.query_by_label("Browse albums").is_some());
}

#[test]
fn a_stations_titles_are_remembered() {
    let mut stage = Stage::new(Page::Playing).playing(4);
    for title in ["Ana Lúcia – Manhã", "Nina Vale – Harbour", "Kōji Mori – Paper Lanterns"] {
        stage.show(|now| {
            now.feeds = vec![FeedView {
                id: FeedId(0),
                name: "Radio Example".into(),
                url: "https://radio.example/live".into(),
                health: crate::failover::Health::Healthy,
                on_air: true,
                station: Some("Radio Example, Hamburg".into()),
                title: Some(title.into()),
                bitrate: Some(128),
                codec: Some("mp3".into()),
                buffered: Duration::from_secs(14),
            }];
            (now.on_air.source, now.on_air.name) = (Source::Feed(FeedId(0)), "Radio Example".into());
            (now.on_air.title, now.on_air.artist, now.on_air.album, now.on_air.track) =
                (title.into(), None, None, None);
            now.on_air.duration = None;
        });
    }
    stage.photograph("playing-radio");
    assert!(stage.harness.query_by_label("Ana Lúcia – Manhã").is_some());
    assert!(stage.harness.query_by_label("Place in the waveform").is_none());
    assert!(stage.harness.query_by_label_contains("MP3  ·  128 kbit/s").is_some());
}
