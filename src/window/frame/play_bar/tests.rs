use std::time::Duration;

use egui::{Key, Role, Vec2};
use egui_kittest::kittest::{NodeT, Queryable, by};

use crate::failover::Health;
use crate::model::{FeedId, Source};
use crate::audio::loudness::Mode;
use crate::player::{Command, Edit, FeedView, Sleep, SleepView, Tuning};
use crate::queue::Repeat;
use crate::window::place::Page;
use crate::window::testing::{Set, Stage};
use crate::window::theme::Look;

const SEEK: &str = "Place in the track";

fn at(seconds: u64) -> Command {
    Command::Seek(Duration::from_secs(seconds))
}

/// On air: a station.
fn radio(mut stage: Stage) -> Stage {
    stage.show(|now| {
        now.feeds = vec![FeedView {
            id: FeedId(0),
            name: "Radio Example".into(),
            url: "https://radio.example/live".into(),
            health: Health::Healthy,
            on_air: true,
            station: Some("Radio Example".into()),
            title: Some("Nina Vale – Harbour".into()),
            bitrate: Some(128),
            codec: Some("mp3".into()),
            buffered: Duration::from_secs(14),
        }];
        (now.on_air.source, now.on_air.name) = (Source::Feed(FeedId(0)), "Radio Example".into());
        (now.on_air.title, now.on_air.artist, now.on_air.track) = ("Nina Vale – Harbour".into(), None, None);
        (now.on_air.duration, now.on_air.elapsed) = (None, Duration::from_secs(754));
    });
    stage
}

#[test]
fn keys_and_screen_readers_seek() {
    let mut stage = Stage::new(Page::Home).playing(4);
    stage.harness.get_by_label(SEEK).focus();
    stage.settle();
    for key in [Key::ArrowRight, Key::ArrowRight, Key::Home] {
        stage.harness.key_down(key);
        stage.harness.step();
    }
    stage.settle();
    assert_eq!(stage.sent(), [at(88), at(93), at(0)], "each from where one wanted to be");
    stage.harness.get_by_label(SEEK).set_value_accesskit(60.0);
    stage.settle();
    assert_eq!(stage.sent(), [at(60)]);
}

#[test]
fn a_drag_seeks_when_it_is_let_go_and_not_before() {
    let mut stage = Stage::new(Page::Home).playing(4);
    let rect = stage.harness.get_by_label(SEEK).rect();
    let half = rect.center();
    stage.harness.drag_at(rect.left_center() + Vec2::new(4.0, 0.0));
    stage.settle();
    stage.harness.hover_at(half);
    stage.settle();
    stage.photograph("bar-drag");
    assert_eq!(stage.sent(), [], "it is held");
    stage.harness.drop_at(half);
    stage.settle();
    assert_eq!(stage.sent(), [at(75)]);
}

#[test]
fn repeat_goes_round() {
    let mut stage = Stage::new(Page::Home).playing(4);
    let states = [("off", Repeat::Off, Repeat::All), ("the queue", Repeat::All, Repeat::One), ("this track", Repeat::One, Repeat::Off)];
    for (name, now, next) in states {
        stage.show(|snapshot| snapshot.queue.repeat = now);
        stage.harness.get_by_label(&format!("Repeat: {name}")).click();
        stage.settle();
        assert_eq!(stage.sent(), [Command::Queue(Edit::Repeat(next))]);
    }
    stage.harness.get_by_label("Shuffle the queue").click();
    stage.settle();
    assert_eq!(stage.sent(), [Command::Queue(Edit::Shuffle(true))]);
}

#[test]
fn the_volume_is_set_and_muted() {
    let mut stage = Stage::new(Page::Home).playing(4);
    stage.show(|now| now.volume = 50.0);
    stage.harness.get_by_label("Volume").focus();
    stage.settle();
    stage.harness.key_press(Key::ArrowLeft);
    stage.settle();
    stage.harness.get_by_label("Volume").set_value_accesskit(20.0);
    stage.settle();
    stage.harness.get_by_label("Mute the sound").click();
    stage.settle();
    assert_eq!(stage.sent(), [45.0, 20.0, 0.0].map(Command::Volume));
    stage.show(|now| now.volume = 0.0);
    stage.harness.get_by_label("Unmute the sound").click();
    stage.settle();
    assert_eq!(stage.sent(), [Command::Volume(50.0)]);
}

#[test]
fn the_wheel_over_the_volume_turns_it() {
    let mut stage = Stage::new(Page::Home).playing(4);
    stage.harness.get_by_label("Volume").hover();
    stage.settle();
    let (unit, phase, modifiers) = (egui::MouseWheelUnit::Line, egui::TouchPhase::Move, egui::Modifiers::NONE);
    stage.harness.event(egui::Event::MouseWheel { unit, delta: Vec2::new(0.0, -3.0), phase, modifiers, source: egui::MouseWheelSource::Wheel });
    stage.settle();
    let sent = stage.sent();
    assert!(!sent.is_empty() && sent.iter().all(|sent| matches!(sent, Command::VolumeBy(by) if *by < 0.0)), "{sent:?}");
}

#[test]
fn a_broadcast_is_not_sought_in() {
    let mut stage = radio(Stage::new(Page::Home).playing(4));
    assert!(stage.harness.query_by_label(SEEK).is_none());
    assert!(stage.harness.query_by_label("LIVE  12:34").is_some());
    stage.harness.get_by_label("Health: Live · 14 s buffer").click();
    stage.settle();
    assert_eq!(stage.harness.state().as_ref().unwrap().trail.here(), &Page::Lineup);
    stage.photograph("bar-radio");
}

#[test]
fn an_outage_is_in_the_pill() {
    let mut stage = Stage::new(Page::Home).playing(4).in_outage();
    assert!(stage.harness.query_by_label("Health: Reserve · 31 h").is_some());
    stage.photograph("bar-outage");
}

#[test]
fn cover_and_queue_lead_where_they_say_and_a_heart_is_kept() {
    let mut stage = Stage::new(Page::Home).playing(4);
    stage.harness.get_by_label("Love what plays").click();
    stage.settle();
    let loved = crate::library::Loved::of(&stage.place).unwrap();
    let path = super::track::file(stage.now.on_air.track.as_ref().unwrap()).map(ToOwned::to_owned);
    assert!(loved.is(&path.unwrap()));
    stage.harness.get_by_label("Show the queue").click();
    stage.settle();
    assert_eq!(stage.harness.state().as_ref().unwrap().trail.here(), &Page::Queue);
    stage.harness.get_by_label("Open Now playing").click();
    stage.settle();
    assert_eq!(stage.harness.state().as_ref().unwrap().trail.here(), &Page::Playing);
    stage.harness.get_by_label("Album of Song 0").click();
    stage.settle();
    assert!(matches!(stage.harness.state().as_ref().unwrap().trail.here(), Page::Album(_)));
}

/// Of everything in the bar that can be used.
fn names(stage: &Stage, from: f32) -> Vec<String> {
    let used = [Role::Button, Role::Slider, Role::CheckBox, Role::Link, Role::RadioButton];
    let all = stage.harness.query_all(by().predicate(move |node| used.contains(&node.role())));
    all.filter(|node| node.rect().top() >= from).map(|node| node.accesskit_node().label().unwrap_or_default()).collect()
}

#[test]
fn every_control_has_a_name_of_its_own_at_every_size() {
    for (look, size) in [(Look::Dark, [1180.0, 780.0]), (Look::Light, [820.0, 600.0]), (Look::Contrast, [660.0, 560.0]), (Look::Dark, [360.0, 560.0])] {
        let mut stage = Stage::of(Set { look, size, ..Set::default() }).playing(4);
        stage.photograph(&format!("bar-{}", size[0]));
        // The stage has a margin of eight points.
        let high = if size[0] - 16.0 < 640.0 { 108.0 + 12.0 } else { 88.0 + 8.0 };
        let mut names = names(&stage, size[1] - 8.0 - high);
        assert!(names.len() >= 9 && names.iter().all(|name| !name.is_empty()), "{names:?}");
        names.sort();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all, "{names:?}");
    }
}

#[test]
fn the_panel_leads_to_equaliser_and_mini_player() {
    for size in [[1180.0, 780.0], [360.0, 560.0]] {
        let mut stage = Stage::of(Set { size, ..Set::default() }).playing(4);
        stage.harness.get_by_label("Sound and sleep timer").click();
        stage.settle();
        stage.photograph(&format!("bar-panel-{}", size[0]));
        stage.harness.get_by_label("Equaliser").scroll_to_me();
        stage.settle();
        stage.harness.get_by_label("Equaliser").click();
        stage.settle();
        assert!(stage.harness.query_by_label("31 Hz").is_some());
    }
}

#[test]
fn nothing_playing_is_said() {
    let mut stage = Stage::new(Page::Genres);
    assert!(stage.harness.query_by_label("Nothing plays").is_some());
    stage.photograph("bar-empty");
}

#[test]
fn the_sleep_timer_is_set_shown_and_taken_back() {
    let mut stage = Stage::new(Page::Home).playing(4);
    stage.harness.get_by_label("Sound and sleep timer").click();
    stage.settle();
    stage.harness.get_by_label("45 min").click();
    stage.settle();
    stage.harness.get_by_label("After this track").click();
    stage.settle();
    let after = Sleep::After(Duration::from_secs(45 * 60));
    assert_eq!(stage.sent(), [Command::Sleep(Some(after)), Command::Sleep(Some(Sleep::AtTrackEnd))]);
    stage.show(|now| now.sleep = Some(SleepView { left: Some(Duration::from_secs(2650)), at_track_end: false, fading: false }));
    stage.photograph("bar-sleep");
    stage.harness.get_by_label("Sleeps in 45 min. Cancel the sleep timer").click();
    stage.settle();
    assert_eq!(stage.sent(), [Command::Sleep(None)]);
}

#[test]
fn the_sound_is_tuned_while_it_plays() {
    let mut stage = Stage::new(Page::Home).playing(4);
    stage.harness.get_by_label("Sound and sleep timer").click();
    stage.settle();
    stage.harness.get_by_label("Same for all albums").click();
    stage.settle();
    stage.harness.get_by_label("Crossfade").set_value_accesskit(7.0);
    stage.settle();
    stage.harness.get_by_label("Keep albums gapless").click();
    stage.settle();
    let tuned: Vec<Tuning> = stage.sent().into_iter().filter_map(|sent| if let Command::Tune(tuning) = sent { Some(*tuning) } else { None }).collect();
    assert_eq!(tuned.len(), 3);
    assert_eq!((tuned[0].leveling.mode, tuned[0].gapless), (Mode::Album, true));
    assert_eq!((tuned[1].crossfade, tuned[2].gapless), (Duration::from_secs(7), false));
}
