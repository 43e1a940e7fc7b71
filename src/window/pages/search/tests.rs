use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use crate::library::Playlists;
use crate::player::{Command, Place};
use crate::window::place::Page;
use crate::window::testing::{Set, Stage};
use crate::window::theme::Look;

fn shows(stage: &Stage, label: &str) -> bool {
    stage.harness.query_all_by_label_contains(label).next().is_some()
}

fn press(stage: &mut Stage, key: Key) {
    stage.harness.key_press(key);
    stage.settle();
}

fn write(stage: &mut Stage, words: &str) {
    stage.harness.get_by_label("Search for music").type_text(words);
    stage.settle();
}

/// Ctrl+F from anywhere, and the field has the keyboard.
fn search(page: Page, words: &str) -> Stage {
    let mut stage = Stage::of(Set { page, songs: 240, ..Set::default() });
    Playlists::of(&stage.place).create("Nina and friends").unwrap();
    stage.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    stage.settle();
    assert!(stage.harness.get_by_label("Search for music").is_focused());
    write(&mut stage, words);
    stage
}

#[test]
fn everything_is_found_and_played_by_keys_alone() {
    let mut stage = search(Page::Home, "nina");
    stage.photograph("search");
    for text in ["Best hit: Nina Vale", "Song 0 by Nina Vale", "Harbour Lights by Nina Vale", "Nina and friends"] {
        assert!(shows(&stage, text), "{text}");
    }
    press(&mut stage, Key::ArrowDown);
    assert!(stage.harness.get_by_label_contains("Best hit: Nina Vale").is_focused());
    press(&mut stage, Key::P);
    assert!(matches!(&stage.sent()[..], [Command::Enqueue(tracks, Place::Now)] if tracks.len() == 48));
    press(&mut stage, Key::ArrowRight);
    let song = stage.harness.query_all_by_label_contains("Song ").find(|node| node.is_focused());
    assert!(song.is_some(), "the songs are beside it");
    press(&mut stage, Key::ArrowDown);
    press(&mut stage, Key::Enter);
    let sent = stage.sent();
    assert!(matches!(&sent[..], [Command::PlayFrom { tracks, .. }] if tracks.len() == 12), "{sent:?}");
    let on_a_card =
        |stage: &Stage| stage.harness.query_all_by_label_contains("by Nina Vale, ").any(|node| node.is_focused());
    let mut steps = 0..12;
    while !on_a_card(&stage) {
        assert!(steps.next().is_some(), "the albums are never come to");
        press(&mut stage, Key::Tab);
    }
    stage.photograph("search-keys");
}

#[test]
fn enter_takes_the_best_hit() {
    let mut stage = search(Page::Albums, "song 7");
    assert!(shows(&stage, "Best hit: Song 7 by Nina Vale, Song"));
    press(&mut stage, Key::Enter);
    assert!(matches!(&stage.sent()[..], [Command::Enqueue(tracks, Place::Now)] if tracks[0].title == "Song 7"));
    stage.harness.get_by_label("Clear the text").click();
    stage.settle();
    assert!(shows(&stage, "Recent searches"));
    stage.photograph("search-before");
    stage.harness.get_by_label("song 7").click();
    stage.settle();
    assert!(shows(&stage, "Best hit: Song 7"));
}

#[test]
fn the_syntax_is_understood_and_shown() {
    let mut stage = search(Page::Search, "");
    stage.harness.get_by_label("genre:jazz year:1955..1965").click();
    stage.settle();
    assert!(shows(&stage, "Leave out a year"));
    stage.photograph("search-nothing");
    let mut stage = search(Page::Search, "genre:jazz year:1998");
    assert!(shows(&stage, "Best hit: Song"));
    stage.harness.get_by_label("Play all that fits").click();
    stage.settle();
    assert!(matches!(&stage.sent()[..], [Command::Enqueue(tracks, Place::Now)] if tracks.len() == 12));
}

#[test]
fn nothing_found_says_why() {
    let stage = search(Page::Search, "zzzz");
    assert!(shows(&stage, "Nothing fits “zzzz”") && shows(&stage, "240 songs"));
    let mut stage = Stage::of(Set { page: Page::Search, songs: 0, ..Set::default() });
    write_into(&mut stage, "nina");
    assert!(shows(&stage, "There is no music in your library yet."));
}

fn write_into(stage: &mut Stage, words: &str) {
    stage.harness.get_by_label("Search for music").focus();
    stage.settle();
    write(stage, words);
}

#[test]
fn the_search_in_every_look_and_size() {
    for (name, look, size) in [
        ("light", Look::Light, [1180.0, 780.0]),
        ("contrast", Look::Contrast, [820.0, 600.0]),
        ("narrow", Look::Dark, [360.0, 560.0]),
    ] {
        let mut stage = Stage::of(Set { page: Page::Search, songs: 240, look, size, ..Set::default() }).playing(5);
        write_into(&mut stage, "harb");
        stage.photograph(&format!("search-{name}"));
        assert!(shows(&stage, "Best hit: Harbour Lights"));
    }
}
