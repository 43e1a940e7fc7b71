use egui::Role;
use egui_kittest::kittest::Queryable;

use crate::config::{Kind, described};
use crate::library::Marks;
use crate::player::Command;
use crate::window::actions::Action;
use crate::window::place::Page;
use crate::window::testing::{Set, Stage};
use crate::window::theme::Look;
use crate::window::words::Words;

fn stage(size: [f32; 2], config: &'static str) -> Stage {
    Stage::of(Set { page: Page::Settings, size, config, ..Set::default() })
}

/// High enough that all of it is in sight.
fn all(config: &'static str) -> Stage {
    stage([1180.0, 5200.0], config)
}

fn file(stage: &Stage) -> String {
    std::fs::read_to_string(&stage.config_file).unwrap_or_default()
}

fn write(stage: &mut Stage, name: &str, text: &str) {
    stage.harness.get_by_role_and_label(Role::TextInput, name).focus();
    stage.settle();
    stage.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    stage.settle();
    stage.harness.get_by_role_and_label(Role::TextInput, name).type_text(text);
    stage.settle();
    stage.harness.key_press(egui::Key::Enter);
    stage.settle();
}

#[test]
fn every_key_but_those_of_stations_is_there_and_has_words() {
    let stage = all("");
    let words = Words::new(&["en".into()]);
    let said = |key: &str| assert_ne!(words.get(key), key, "{key} has no words");
    for key in described().iter().filter(|key| key.section != "feed") {
        let catalogue = format!("set-{}-{}", key.section, key.key.replace('_', "-"));
        said(&catalogue);
        said(&format!("{catalogue}-why"));
        assert!(stage.harness.query_all_by_label(&words.get(&catalogue)).next().is_some(), "{catalogue}");
        match &key.kind {
            Kind::Choice(all) => {
                all.iter().for_each(|word| said(&format!("choice-{}-{word}", key.key.replace('_', "-"))))
            }
            Kind::Whole { unit, .. } | Kind::Number { unit, .. } => said(&format!("unit-{}", unit.to_lowercase())),
            _ => {}
        }
    }
}

#[test]
fn a_switch_is_in_the_file_and_what_is_changed_can_be_put_back() {
    let mut stage = all("# mine\n[audio]\nvolume = 80\n");
    stage.harness.get_by_role_and_label(Role::Switch, "Gapless albums").click();
    stage.settle();
    assert!(
        file(&stage).starts_with("# mine\n[audio]\n") && file(&stage).contains("gapless = false"),
        "{}",
        file(&stage)
    );
    stage.harness.get_by_label("Back to the default: Gapless albums").click();
    stage.settle();
    assert!(!file(&stage).contains("gapless"));
    stage.harness.get_by_label("Back to the default: Volume at the start").click();
    stage.settle();
    assert_eq!(stage.sent(), [Command::Volume(100.0)]);
}

#[test]
fn what_is_written_is_in_the_file_and_with_the_player() {
    let mut stage = all("");
    write(&mut stage, "Crossfade", "7s");
    assert!(file(&stage).contains("crossfade = \"7s\""), "{}", file(&stage));
    let sent = stage.sent();
    assert!(matches!(&sent[..], [Command::Tune(tuning)] if tuning.crossfade.as_secs() == 7), "{sent:?}");
    write(&mut stage, "Volume at the start", "64");
    assert!(file(&stage).contains("volume = 64"));
    assert_eq!(stage.sent(), [Command::Volume(64.0)]);
}

#[test]
fn a_bad_value_is_refused_in_the_checkers_words_and_nothing_changes() {
    let mut stage = all("[audio]\ncrossfade = \"3s\"\n");
    write(&mut stage, "Crossfade", "40s");
    let told = "\"40s\" cannot be used for crossfade: allowed: a length of time from 0s to 12s, such as \"2s\" or \"2s 500ms\".";
    assert!(stage.harness.query_all_by_label_contains(told).count() >= 1);
    assert_eq!(file(&stage), "[audio]\ncrossfade = \"3s\"\n");
    assert_eq!(stage.sent(), []);
    assert_eq!(stage.harness.get_by_role_and_label(Role::TextInput, "Crossfade").value().as_deref(), Some("3s"));
    write(&mut stage, "Highest peak", "loud");
    stage.harness.get_all_by_label_contains("ceiling").next().unwrap();
}

#[test]
fn what_cannot_be_written_goes_back_and_is_told() {
    let mut stage = all("");
    std::fs::create_dir(&stage.config_file).unwrap();
    stage.harness.get_by_role_and_label(Role::Switch, "Leave noise").click();
    stage.settle();
    assert!(stage.harness.query_all_by_label_contains("cannot be read").next().is_some());
    assert_eq!(stage.sent(), []);
}

#[test]
fn a_choice_is_made_in_a_list() {
    let mut stage = stage([1180.0, 780.0], "");
    stage.harness.get_by_role_and_label(Role::ComboBox, "Look").click();
    stage.settle();
    stage.photograph("settings-choice");
    stage.harness.get_by_role_and_label(Role::MenuItem, "Light").click();
    stage.settle();
    assert!(file(&stage).contains("look = \"light\""), "{}", file(&stage));
    stage.photograph("settings-became-light");
}

#[test]
fn settings_are_found_by_what_they_are_about() {
    let mut stage = stage([1180.0, 780.0], "");
    stage.harness.get_by_label("Find a setting").focus();
    stage.settle();
    stage.harness.get_by_label("Find a setting").type_text("silence");
    stage.settle();
    stage.harness.get_by_role_and_label(Role::TextInput, "What counts as silence");
    assert!(stage.harness.query_by_label("Gapless albums").is_none());
    stage.photograph("settings-search");
    stage.harness.get_by_label("Find a setting").type_text("xyz");
    stage.settle();
    stage.harness.get_by_label_contains("No setting has to do with");
}

#[test]
fn a_folder_is_removed_and_comes_back() {
    let mut stage = all("");
    let folders = |stage: &Stage| Marks::read(&stage.place).unwrap().folders;
    Marks::edit(&stage.place, |marks| marks.add_folder("/music".into())).unwrap();
    stage.turn_page();
    stage.harness.get_by_label("Remove /music").click();
    stage.settle();
    assert!(folders(&stage).is_empty());
    stage.harness.get_by_label("Undo").click();
    stage.settle();
    assert_eq!(folders(&stage).len(), 1);
}

#[test]
fn larger_text_is_kept() {
    let mut stage = all("");
    stage.perform(Action::Larger);
    assert!(file(&stage).contains("text_size = 110"), "{}", file(&stage));
    stage.perform(Action::NormalSize);
    stage.perform(Action::Smaller);
    assert!(file(&stage).contains("text_size = 90"), "{}", file(&stage));
}

#[test]
fn pictures() {
    for (name, size, look) in [
        ("wide", [1180.0, 780.0], Look::Dark),
        ("light", [1180.0, 1800.0], Look::Light),
        ("contrast", [820.0, 600.0], Look::Contrast),
        ("narrow", [360.0, 1400.0], Look::Dark),
    ] {
        let config = "[audio]\nvolume = 80\n";
        let mut stage = Stage::of(Set { page: Page::Settings, size, look, config, ..Set::default() });
        Marks::edit(&stage.place, |marks| marks.add_folder("/music/of/a/person".into())).unwrap();
        stage.turn_page();
        stage.photograph(&format!("settings-{name}"));
    }
}
