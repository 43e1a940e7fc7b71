use std::time::Duration;

use egui_kittest::kittest::Queryable;
use jiff::Timestamp;

use crate::failover::Health;
use crate::model::FeedId;
use crate::player::{Command, Event, FeedView, Seam, Snapshot};
use crate::store::journal::{Entry, Journal, Outage, Why};
use crate::window::place::Page;
use crate::window::testing::{Set, Stage};
use crate::window::theme::Look;

fn ago(minutes: u64) -> Timestamp {
    Timestamp::now() - Duration::from_secs(minutes * 60)
}

fn outage(began: u64, ended: u64, sentence: &str) -> Entry {
    Entry::Outage(Outage {
        feed: "Radio Example".into(),
        why: Why { code: "stalled".into(), sentence: sentence.into() },
        evidence: String::new(),
        began: ago(began),
        ended: Some(ago(ended)),
        seconds_from_reserve: 1900.0,
        seconds_from_buffer: 12.0,
        seconds_of_silence: Some(0.0),
    })
}

/// A day with two outages in a journal.
fn journal(stage: &Stage) {
    let journal = Journal::open(&stage.config_file.with_file_name("journal.db"), 0);
    let switch = |to: &str| Entry::Switch { from: String::new(), to: to.into(), why: None, fade_ms: 0 };
    journal.record_at(ago(1200), Entry::Note { text: "Segue started.".into() });
    for (minutes, to) in
        [(1199, "Radio Example"), (600, "reserve"), (570, "Radio Example"), (200, "reserve"), (160, "Radio Example")]
    {
        journal.record_at(ago(minutes), switch(to));
    }
    journal.record_at(ago(601), outage(601, 571, "radio.example has ended the stream."));
    journal.record_at(ago(201), outage(201, 168, "The server stopped sending."));
    assert!(journal.flush(Duration::from_secs(5)));
}

fn feeds(now: &mut Snapshot) {
    let feed = |id: usize, name: &str, health, on_air| FeedView {
        id: FeedId(id),
        name: name.into(),
        url: format!("https://radio{id}.example/live"),
        health,
        on_air,
        station: None,
        title: on_air.then(|| "Nina Vale – Harbour Lights".into()),
        bitrate: Some(128),
        codec: Some("mp3".into()),
        buffered: Duration::from_secs(if on_air { 14 } else { 0 }),
    };
    now.feeds = vec![feed(0, "Radio Example", Health::Healthy, true), feed(1, "Second Wave", Health::Idle, false)];
    now.outage = None;
    now.reserve.damaged = 3;
}

fn set(size: [f32; 2], look: Look) -> Set {
    Set { page: Page::Lineup, size, look, config: "[journal]\npath = \"journal.db\"\n", ..Set::default() }
}

fn stage() -> Stage {
    let mut stage = Stage::of(set([1180.0, 1400.0], Look::Dark)).playing(20);
    journal(&stage);
    stage.show(feeds);
    stage
}

fn seam(passed: bool) -> Seam {
    Seam {
        passed,
        from: "Radio Example".into(),
        to: "reserve".into(),
        reacted_ms: 800,
        fade_ms: 2000,
        dead_air_ms: if passed { 0 } else { 300 },
        longest_silence_ms: 0,
        quietest_dbfs: -31.0,
        clicks: 0,
        samples: 1,
    }
}

#[test]
fn the_last_day_is_drawn_from_the_journal() {
    let stage = stage();
    stage.harness.get_by_label("The last 24 hours of Radio Example");
    stage.harness.get_by_label("1 h 03 min of outages bridged (2): 0.0 s of silence.");
    let sentence = "The server stopped sending; bridged by the reserve, 0.0 s of silence.";
    let told = stage.harness.query_all_by_label_contains(sentence).count();
    assert_eq!(told, 2, "once in the drawing, once in the list");
    stage.harness.get_by_label("No outage in the last 24 hours.");
    assert_eq!(stage.harness.query_all_by_label("On air").count(), 2, "in the pill and in the legend");
    assert!(stage.harness.query_all_by_label("14 s buffered").next().is_some());
}

#[test]
fn an_outage_comes_up_with_the_keyboard() {
    let mut stage = stage();
    let found = |stage: &Stage| {
        let mut all = stage.harness.query_all_by_role(egui::accesskit::Role::ListItem);
        all.any(|node| node.is_focused())
    };
    for _ in 0..60 {
        stage.harness.key_press(egui::Key::Tab);
        stage.harness.step();
        if found(&stage) {
            return;
        }
    }
    panic!("no outage has come up");
}

#[test]
fn a_drill_is_asked_for_followed_and_told_in_words() {
    let mut stage = stage();
    stage.harness.get_by_label("Cut it off now").scroll_to_me();
    stage.settle();
    stage.harness.get_by_label("Cut it off now").click();
    stage.settle();
    assert_eq!(stage.sent(), [Command::Drill]);
    stage.tell(Event::DrillBegun { what: "Radio Example is cut off now. Listen.".into() });
    stage.harness.get_by_label("Radio Example is cut off now. Listen.");
    assert!(stage.harness.query_by_label("Cut it off now").is_none());
    stage.tell(Event::DrillDone { seam: seam(true) });
    stage.harness.get_by_label("Passed: nobody would have noticed a failure");
    stage.harness.get_by_label(
        "Radio Example was cut off; reserve came in after 0.8 s, over a fade of 2.0 s. There was no silence. Nothing clicked.",
    );
    stage.tell(Event::DrillDone { seam: seam(false) });
    stage.harness.get_by_label_contains("There were 0.3 s of silence.");
}

#[test]
fn a_drill_that_was_given_up_is_not_on_any_more() {
    let mut stage = stage();
    stage.tell(Event::DrillBegun { what: "It is cut off now.".into() });
    stage.show(|now| now.running += Duration::from_secs(10));
    stage.harness.get_by_label("Cut it off now");
}

#[test]
fn damaged_files_lead_to_the_problems() {
    let mut stage = stage();
    stage.harness.get_by_label("3 damaged files").click();
    stage.settle();
    assert!(stage.is_at(&Page::Problems));
}

#[test]
fn without_stations_there_is_a_reserve_and_a_way_to_add_one() {
    let mut stage = Stage::of(set([1180.0, 780.0], Look::Dark)).playing(5);
    stage.photograph("lineup-empty");
    stage.harness.get_by_label("Add a station").click();
    stage.settle();
    assert!(stage.is_at(&Page::Radio));
}

#[test]
fn pictures() {
    for (name, size, look) in [
        ("wide", [1180.0, 1500.0], Look::Dark),
        ("light", [1180.0, 780.0], Look::Light),
        ("contrast", [820.0, 900.0], Look::Contrast),
        ("narrow", [360.0, 1700.0], Look::Light),
    ] {
        let mut stage = Stage::of(set(size, look)).playing(20);
        journal(&stage);
        stage.show(feeds);
        stage.tell(Event::DrillDone { seam: seam(true) });
        stage.photograph(&format!("lineup-{name}"));
    }
}
