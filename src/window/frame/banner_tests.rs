use std::time::Duration;

use egui_kittest::kittest::Queryable;
use jiff::Timestamp;

use crate::failover::Health;
use crate::fault::Fault;
use crate::player::{Command, Event};
use crate::window::place::Page;
use crate::window::testing::{Set, Stage};
use crate::window::theme::Look;

fn portal(stage: &mut Stage) {
    stage.show(|now| {
        let fault = Fault::CaptivePortal { login_page: None };
        if let Some(outage) = &mut now.outage {
            (outage.sentence, outage.fault) = (fault.sentence(), fault);
        }
    });
}

#[test]
fn an_outage_is_told_at_once_and_is_over_when_the_feed_has_proved_itself() {
    let mut stage = Stage::new(Page::Home).playing(20);
    assert!(stage.harness.query_by_label("Try now").is_none());
    stage = stage.in_outage();
    let sentence = stage.now.outage.as_ref().unwrap().sentence.clone();
    assert!(stage.harness.query_all_by_label(&sentence).next().is_some());
    stage.harness.get_by_label_contains("has been away since");
    stage.harness.get_by_label_contains("The reserve lasts 31 h 20 min. Next try in 12 s.");

    stage.show(|now| {
        now.outage = None;
        now.running = Duration::from_secs(100);
        now.feeds[0].health = Health::Probation { until: Duration::from_secs(107) };
    });
    stage.harness.get_by_label_contains("Radio Example is back and proves itself: 7 s.");

    stage.show(|now| now.feeds[0].health = Health::Healthy);
    assert!(stage.harness.query_by_label("Try now").is_none());
    stage.harness.get_by_label("Radio Example is back after 30 min. Nothing was missed: 0.0 s of silence.");
}

#[test]
fn silence_is_admitted() {
    let mut stage = Stage::new(Page::Home).playing(20).in_outage();
    stage.show(|now| {
        now.outage = None;
        now.dead_air = Duration::from_millis(440);
        now.feeds[0].health = Health::Healthy;
    });
    stage.harness.get_by_label("Radio Example is back after 30 min. There were 0.4 s of silence.");
}

#[test]
fn the_buttons_do_what_they_say() {
    let mut stage = Stage::new(Page::Home).playing(20).in_outage();
    portal(&mut stage);
    for name in ["Try now", "Stay offline", "Open login page", "Details"] {
        stage.harness.get_by_label(name).click();
        stage.settle();
    }
    assert_eq!(stage.sent(), [Command::TryNow, Command::StayOffline(true)]);
    stage.wait_until(|stage| !stage.opened().is_empty());
    assert_eq!(stage.opened(), ["http://detectportal.firefox.com/success.txt"]);
    assert!(stage.is_at(&Page::Lineup));
}

#[test]
fn who_stays_offline_is_told_so_and_no_more() {
    let mut stage = Stage::new(Page::Home).playing(20).in_outage();
    stage.show(|now| (now.offline, now.outage) = (true, None));
    assert!(stage.harness.query_by_label("Try now").is_none());
    stage.photograph("banner-offline");
    stage.harness.get_by_label("Go online").click();
    stage.settle();
    assert_eq!(stage.sent(), [Command::StayOffline(false)]);
    stage.show(|now| now.offline = false);
    assert!(stage.harness.query_by_label("Go online").is_none());
}

#[test]
fn what_nobody_hears_yet_is_one_line() {
    let mut stage = Stage::new(Page::Home).playing(20).in_outage();
    let fault = Fault::Stalled { host: "radio.example".into() };
    stage.show(|now| {
        now.feeds[0].health = Health::Suspect { since: Duration::ZERO, fault };
        now.feeds[0].buffered = Duration::from_secs(9);
    });
    stage.harness.get_all_by_label_contains("9 s are buffered.").next().unwrap();
    assert!(stage.harness.query_by_label("Try now").is_none());
    stage.photograph("banner-doubt");
}

#[test]
fn without_a_sound_device_there_is_a_line_of_its_own() {
    let mut stage = Stage::new(Page::Home).playing(20);
    let fault = Fault::NoDevice { why: "none is plugged in".into() };
    let (sentence, remedy) = (fault.sentence(), fault.remedy().to_owned());
    stage.tell(Event::NoDevice { fault, sentence, remedy });
    stage.show(|now| now.output.device = None);
    stage.harness.get_by_label_contains("goes on unheard");
    stage.photograph("banner-no-device");
    stage.tell(Event::Device { device: "USB".into() });
    stage.show(|now| now.output.device = Some("USB".into()));
    assert!(stage.harness.query_by_label_contains("goes on unheard").is_none());
}

#[test]
fn notices_are_said() {
    let mut stage = Stage::new(Page::Home);
    stage.tell(Event::Notice { text: "This machine was asleep.".into() });
    stage.harness.get_by_label("This machine was asleep.");
}

#[test]
fn pictures() {
    for (name, size, look) in [
        ("wide", [1180.0, 780.0], Look::Dark),
        ("light", [1180.0, 780.0], Look::Light),
        ("middle", [820.0, 600.0], Look::Dark),
        ("narrow", [360.0, 560.0], Look::Light),
        ("contrast", [1180.0, 780.0], Look::Contrast),
    ] {
        let mut stage = Stage::of(Set { size, look, ..Set::default() }).playing(20).in_outage();
        stage.show(|now| {
            if let Some(outage) = &mut now.outage {
                outage.since = Timestamp::now() - Duration::from_secs(720);
            }
        });
        if name == "light" {
            portal(&mut stage);
        }
        stage.photograph(&format!("banner-{name}"));
    }
}
