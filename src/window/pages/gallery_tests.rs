use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::library::{Progress, State};
use crate::player::{Command, Place};
use crate::window::place::Page;
use crate::window::testing::{Set, Stage};
use crate::window::theme::Look;

const FIRST: &str = "Manhã by Ana Lúcia, 2001, 12 tracks";

fn shows(stage: &Stage, label: &str) -> bool {
    stage.harness.query_all_by_label_contains(label).next().is_some()
}

fn played(stage: &Stage) -> Vec<String> {
    stage
        .sent()
        .into_iter()
        .find_map(|command| match command {
            Command::Enqueue(tracks, Place::Now) => Some(tracks.iter().map(|track| track.title.clone()).collect()),
            _ => None,
        })
        .unwrap_or_default()
}

#[test]
fn albums_are_cards_with_whole_names() {
    let mut stage = Stage::new(Page::Albums).playing(20);
    stage.photograph("albums");
    for name in [FIRST, "Harbour Lights by Nina Vale, 1998, 12 tracks"] {
        assert!(shows(&stage, name), "{name}");
    }
    stage.harness.get_by_label(FIRST).click();
    stage.settle();
    assert!(!shows(&stage, FIRST), "its page is there now");
}

#[test]
fn ten_thousand_albums_are_drawn_where_they_are_seen() {
    let mut stage = Stage::of(Set { page: Page::Albums, songs: 120_000, ..Set::default() });
    let cards = |stage: &Stage| stage.harness.query_all_by_label_contains(", 12 tracks").count();
    assert!((8..40).contains(&cards(&stage)), "{}", cards(&stage));
    assert!(shows(&stage, "10000"));
    stage.harness.get_by_label_contains("Manhã by Ana Lúcia").focus();
    stage.settle();
    stage.harness.key_press(Key::End);
    stage.settle();
    let focused = stage.harness.query_all_by_label_contains(" tracks").find(|node| node.is_focused()).unwrap();
    assert!(focused.accesskit_node().label().unwrap().contains("The Low Tides"), "{focused:?}");
    assert!(focused.rect().top() > 0.0 && focused.rect().bottom() < 700.0, "it is in sight: {:?}", focused.rect());
    assert!((8..41).contains(&cards(&stage)), "{}", cards(&stage));
    stage.photograph("albums-end");
}

#[test]
fn the_keyboard_goes_everywhere_in_a_grid() {
    let mut stage = Stage::new(Page::Albums);
    let at = |stage: &Stage| {
        let focused = stage.harness.query_all_by_label_contains(" tracks").find(|node| node.is_focused());
        focused.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
    };
    stage.harness.get_by_label(FIRST).focus();
    stage.settle();
    for (key, name) in [
        (Key::ArrowRight, "Paper Lanterns"),
        (Key::ArrowRight, "Harbour Lights"),
        (Key::ArrowLeft, "Paper Lanterns"),
        (Key::End, "Slow Water"),
        (Key::ArrowDown, "Slow Water"),
        (Key::Home, "Manhã"),
    ] {
        stage.harness.key_press(key);
        stage.settle();
        assert!(at(&stage).starts_with(name), "{key:?} led to {}", at(&stage));
    }
    stage.harness.key_press(Key::P);
    stage.settle();
    assert_eq!(played(&stage).first().unwrap(), "Song 36");
    stage.harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    stage.settle();
    assert_eq!(played(&stage).len(), 12);
    stage.photograph("albums-focus");
    stage.harness.key_press(Key::Enter);
    stage.settle();
    assert!(!shows(&stage, FIRST), "its page is there now");
}

#[test]
fn a_card_has_a_menu() {
    let mut stage = Stage::new(Page::Albums);
    stage.harness.get_by_label(FIRST).click_secondary();
    stage.settle();
    stage.photograph("albums-menu");
    stage.harness.get_by_label("Play next").click();
    stage.settle();
    assert!(matches!(&stage.sent()[..], [Command::Enqueue(tracks, Place::Next)] if tracks.len() == 12));
    stage.harness.get_by_label(FIRST).hover();
    stage.settle();
    stage.harness.get_by_label("Play Manhã").click();
    stage.settle();
    assert_eq!(played(&stage).len(), 12);
    stage.harness.get_by_label("More for Manhã").click();
    stage.settle();
    stage.harness.get_by_label("Go to the artist").click();
    stage.settle();
    assert!(shows(&stage, "ARTIST"), "the artist's page is there now");
}

#[test]
fn what_is_filtered_and_sorted_is_asked_for_anew() {
    let mut stage = Stage::new(Page::Albums);
    stage.harness.get_by_label("Filter").focus();
    stage.settle();
    stage.harness.get_by_label("Filter").type_text("nina");
    stage.settle();
    assert!(shows(&stage, "Harbour Lights by") && !shows(&stage, FIRST));
    stage.harness.get_by_label("Filter").type_text("zzz");
    stage.settle();
    assert!(shows(&stage, "Nothing here fits “ninazzz”"));
    stage.photograph("albums-filtered");
    stage.harness.get_by_label("Show all").click();
    stage.settle();
    let left = |stage: &Stage, name: &str| stage.harness.get_by_label_contains(name).rect().left();
    assert!(left(&stage, "Manhã by") < left(&stage, "Harbour Lights by"));
    stage.harness.get_by_label("By artist").click();
    stage.settle();
    stage.harness.get_by_label("By title").click();
    stage.settle();
    assert!(left(&stage, "Harbour Lights by") < left(&stage, "Manhã by"));
}

#[test]
fn without_music_a_page_says_what_to_do() {
    let mut stage = Stage::of(Set { page: Page::Albums, songs: 0, ..Set::default() });
    stage.photograph("albums-empty");
    assert!(shows(&stage, "No music here yet"));
    stage.show(|now| now.library = Some(Progress { state: State::Walking, seen: 20, ..Progress::default() }));
    assert!(shows(&stage, "Looking through your music"));
    stage.show(|now| now.library = Some(Progress::default()));
    stage.harness.get_by_label("Add a music folder").click();
    stage.settle();
    assert!(shows(&stage, "Folder above"), "the dialog is open");
    stage.photograph("folder-dialog");
}

#[test]
fn artists_and_genres_are_cards_too() {
    let mut stage = Stage::of(Set { page: Page::Artists, songs: 120, ..Set::default() });
    stage.photograph("artists");
    assert!(shows(&stage, "Nina Vale, 2 albums"));
    let mut stage = Stage::of(Set { page: Page::Genres, songs: 120, ..Set::default() });
    stage.photograph("genres");
    stage.harness.get_by_label_contains("Jazz, ").hover();
    stage.settle();
    stage.harness.get_by_label("Play Jazz").click();
    stage.settle();
    assert_eq!(played(&stage).len(), 36);
}

#[test]
fn a_gallery_in_every_look_and_size() {
    for (name, look, size) in [
        ("light", Look::Light, [1180.0, 780.0]),
        ("contrast", Look::Contrast, [820.0, 600.0]),
        ("narrow", Look::Dark, [360.0, 560.0]),
    ] {
        let mut stage = Stage::of(Set { page: Page::Albums, songs: 240, look, size, ..Set::default() }).playing(5);
        stage.photograph(&format!("albums-{name}"));
        let window = size[0];
        for card in stage.harness.query_all_by_label_contains(", 12 tracks") {
            assert!(card.rect().left() >= 0.0 && card.rect().right() <= window, "{name}: {card:?}");
        }
    }
}
