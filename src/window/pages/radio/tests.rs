use egui::Role;
use egui_kittest::kittest::Queryable;

use crate::failover::Health;
use crate::model::FeedId;
use crate::player::{Command, FeedView};
use crate::window::place::Page;
use crate::window::testing::{Set, Stage};
use crate::window::theme::Look;

const TWO: &str = "[[feed]]\nname = \"Radio Example\"\nurls = [\"https://a.example/live?token=geheim\"]\n\n[[feed]]\nname = \"Second Wave\"\nurls = [\"https://b.example/live\"]\n";

fn stage(config: &'static str) -> Stage {
    Stage::of(Set { page: Page::Radio, config, ..Set::default() })
}

fn file(stage: &Stage) -> String {
    std::fs::read_to_string(&stage.config_file).unwrap_or_default()
}

fn write(stage: &mut Stage, name: &str, text: &str) {
    let role = if name == "Name" { Role::TextInput } else { Role::MultilineTextInput };
    stage.harness.get_by_role_and_label(role, name).focus();
    stage.settle();
    stage.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    stage.settle();
    stage.harness.get_by_role_and_label(role, name).type_text(text);
    stage.settle();
}

fn click(stage: &mut Stage, name: &str) {
    stage.harness.get_by_label(name).click();
    stage.settle();
}

/// The names of the feeds that the player was given.
fn lineup(sent: &[Command]) -> Vec<String> {
    let feeds =
        sent.iter().find_map(|command| if let Command::Lineup { feeds, .. } = command { Some(feeds) } else { None });
    feeds.map(|feeds| feeds.iter().map(|feed| feed.name.clone()).collect()).unwrap_or_default()
}

fn on_air(stage: &mut Stage) {
    stage.show(|now| {
        now.feeds = vec![FeedView {
            id: FeedId(0),
            name: "Radio Example".into(),
            url: "https://a.example/live".into(),
            health: Health::Healthy,
            on_air: true,
            station: None,
            title: Some("Nina Vale – Harbour Lights".into()),
            bitrate: None,
            codec: None,
            buffered: std::time::Duration::ZERO,
        }];
    });
}

#[test]
fn the_first_station_is_added_by_its_address() {
    let mut stage = stage("");
    stage.photograph("radio-empty");
    click(&mut stage, "Add a station");
    write(&mut stage, "Name", "Radio A");
    write(&mut stage, "Addresses, one a line", "radio.example/live");
    click(&mut stage, "Save");
    stage.harness.get_by_label_contains("an address begins with http:// or https://");
    stage.photograph("radio-refused");
    write(&mut stage, "Addresses, one a line", "https://radio.example/live");
    click(&mut stage, "Save");
    assert!(
        file(&stage).contains("[[feed]]\nname = \"Radio A\"\nurls = [\"https://radio.example/live\"]"),
        "{}",
        file(&stage)
    );
    assert_eq!(lineup(&stage.sent()), ["Radio A"]);
    stage.harness.get_by_label("Play Radio A");
}

#[test]
fn a_playlist_file_is_a_station() {
    let mut stage = stage("");
    let list = stage.config_file.with_file_name("listen.m3u");
    std::fs::write(&list, "#EXTM3U\n#EXTINF:-1,Radio From A File\nhttp://c.example/live\n").unwrap();
    click(&mut stage, "Add a station");
    write(&mut stage, "Addresses, one a line", &list.to_string_lossy());
    click(&mut stage, "Save");
    click(&mut stage, "Save");
    assert!(
        file(&stage).contains("http://c.example/live") && file(&stage).contains("Radio From A File"),
        "{}",
        file(&stage)
    );
}

#[test]
fn a_station_that_is_to_be_heard_becomes_the_most_wanted() {
    let mut stage = stage(TWO);
    click(&mut stage, "Play Radio Example");
    assert_eq!(stage.sent(), [Command::StayOffline(false), Command::TryNow]);
    click(&mut stage, "Play Second Wave");
    let sent = stage.sent();
    assert_eq!(lineup(&sent), ["Second Wave", "Radio Example"]);
    assert!(sent.contains(&Command::TryNow));
}

#[test]
fn stations_are_put_in_order_removed_and_brought_back() {
    let mut stage = stage(TWO);
    click(&mut stage, "Move Radio Example down");
    assert_eq!(lineup(&stage.sent()), ["Second Wave", "Radio Example"]);
    let before = file(&stage);
    click(&mut stage, "Remove Second Wave");
    assert_eq!(lineup(&stage.sent()), ["Radio Example"]);
    click(&mut stage, "Undo");
    assert_eq!(lineup(&stage.sent()), ["Second Wave", "Radio Example"]);
    assert_eq!(file(&stage), before);
}

#[test]
fn a_change_keeps_what_is_not_shown() {
    let mut stage = stage(TWO);
    assert!(stage.harness.query_by_label_contains("geheim").is_none());
    click(&mut stage, "Edit Radio Example");
    assert!(
        stage.harness.query_all_by(|node| node.value().is_some_and(|value| value.contains("geheim"))).next().is_none()
    );
    write(&mut stage, "Name", "Radio Other");
    stage.photograph("radio-edit");
    click(&mut stage, "Save");
    assert!(file(&stage).contains("name = \"Radio Other\""), "{}", file(&stage));
    assert!(file(&stage).contains("token=geheim"));
}

#[test]
fn pictures() {
    for (name, size, look) in [
        ("wide", [1180.0, 780.0], Look::Dark),
        ("light", [820.0, 600.0], Look::Light),
        ("narrow", [360.0, 560.0], Look::Dark),
    ] {
        let mut stage = Stage::of(Set { page: Page::Radio, config: TWO, size, look, ..Set::default() });
        on_air(&mut stage);
        stage.photograph(&format!("radio-{name}"));
    }
}
