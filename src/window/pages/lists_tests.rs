//! The pages with lists of tracks, as a person sees and uses them.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::player::Command;
use crate::window::place::Page;
use crate::window::testing::{Set, Stage};
use crate::window::theme::Look;

fn titles(command: &Command) -> (Vec<&str>, usize) {
    match command {
        Command::Enqueue(tracks, _) => (tracks.iter().map(|track| track.title.as_str()).collect(), 0),
        other => panic!("{other:?}"),
    }
}

fn stage(page: Page, songs: usize) -> Stage {
    Stage::of(Set { page, songs, ..Set::default() })
}

#[test]
fn songs_are_ordered_by_their_heads() {
    let mut stage = stage(Page::Songs, 60);
    stage.harness.get_by_label("Title").click();
    stage.settle();
    stage.harness.get_by_label("Title, ascending").click();
    stage.settle();
    stage.harness.get_by_label("Title, descending");
    let first = stage.harness.get_all_by_role(egui::Role::ListBoxOption).next().unwrap();
    assert!(first.accesskit_node().label().unwrap().starts_with("Song 59"));
}

#[test]
fn enter_plays_from_the_row_that_the_keyboard_is_at() {
    let mut stage = stage(Page::Songs, 30);
    stage.harness.get_by_label("Tracks").focus();
    stage.settle();
    for key in [Key::ArrowDown, Key::ArrowDown, Key::End, Key::PageUp, Key::ArrowUp, Key::Home, Key::ArrowDown, Key::Enter] {
        stage.harness.key_press(key);
        stage.settle();
    }
    let sent = stage.sent();
    let (tracks, at) = titles(&sent[0]);
    assert_eq!((tracks.len(), at), (30, 1));
}

#[test]
fn the_menu_opens_by_key_and_plays_next_what_is_chosen() {
    let mut stage = stage(Page::Songs, 30);
    stage.harness.get_by_label("Tracks").focus();
    stage.settle();
    stage.harness.key_press(Key::Home);
    stage.harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    stage.settle();
    stage.harness.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    stage.settle();
    stage.photograph("songs-menu");
    stage.harness.get_by_label("Play next").click();
    stage.settle();
    let sent = stage.sent();
    assert!(matches!(&sent[..], [Command::Enqueue(tracks, crate::player::Place::Next)] if tracks.len() == 2), "{sent:?}");
}

#[test]
fn a_heart_is_given_and_taken_back() {
    let mut stage = stage(Page::Songs, 12);
    let name = "Song 3, Nina Vale, Harbour Lights";
    stage.harness.get_by_label_contains(name).click_secondary();
    stage.settle();
    stage.harness.get_by_label("Love").click();
    stage.settle();
    let loved = |stage: &Stage| stage.harness.get_by_label_contains(name).accesskit_node().label().unwrap().ends_with("loved");
    assert!(loved(&stage));
    stage.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    stage.settle();
    assert!(!loved(&stage));
}

#[test]
fn the_filter_narrows_as_one_types() {
    let mut stage = stage(Page::Songs, 60);
    stage.harness.get_by_label("Filter").focus();
    stage.settle();
    stage.harness.get_by_label("Filter").type_text("low tides");
    stage.settle();
    stage.harness.get_by_label("12 of 60 songs");
    stage.photograph("songs-filtered");
}

#[test]
fn a_menu_leads_to_the_album_and_the_album_to_its_artist() {
    let mut stage = stage(Page::Songs, 60);
    stage.harness.get_by_label_contains("Song 3, Nina Vale").click_secondary();
    stage.settle();
    stage.harness.get_by_label("Go to the album").click();
    stage.settle();
    stage.harness.get_by_label("ALBUM");
    stage.photograph("album");
    stage.harness.get_by_label("Nina Vale").click();
    stage.settle();
    stage.harness.get_by_label("ARTIST");
    stage.photograph("artist");
}

#[test]
fn a_hundred_thousand_rows_cost_no_more_than_a_hundred() {
    let cost = |stage: &mut Stage| {
        stage.harness.step();
        let start = std::time::Instant::now();
        (0..20).for_each(|_| stage.harness.step());
        (start.elapsed(), stage.harness.output().shapes.len())
    };
    let (little, shapes) = cost(&mut stage(Page::Songs, 100));
    let mut stage = stage(Page::Songs, 100_000);
    let (much, many_shapes) = cost(&mut stage);
    assert!(many_shapes <= shapes + 5, "{many_shapes} shapes, with a hundred rows {shapes}");
    assert!(much < little * 3, "{much:?}, with a hundred rows {little:?}");
    stage.harness.get_by_label("Tracks").focus();
    stage.settle();
    stage.harness.key_press(Key::End);
    stage.settle();
    let last = stage.harness.get_all_by_role(egui::Role::ListBoxOption).last().unwrap();
    let node = last.accesskit_node();
    assert_eq!((node.position_in_set(), node.label().is_some_and(|name| name.contains("The Low Tides"))), (Some(99_999), true));
    stage.photograph("songs-100000");
    let start = std::time::Instant::now();
    stage.harness.key_press(Key::Enter);
    stage.settle();
    let sent = stage.sent();
    assert_eq!(titles(&sent[0]).1, 99_999);
    println!("a hundred thousand played after {:?}; 20 frames {much:?}, of few {little:?}", start.elapsed());
}

#[test]
fn songs_look_well_in_every_look_and_size() {
    for (name, look, size, songs) in [
        ("songs-dark", Look::Dark, [1180.0, 780.0], 600),
        ("songs-light", Look::Light, [1180.0, 780.0], 600),
        ("songs-contrast", Look::Contrast, [820.0, 600.0], 600),
        ("songs-narrow", Look::Dark, [360.0, 560.0], 600),
        ("songs-empty", Look::Dark, [1180.0, 780.0], 0),
    ] {
        let mut stage = Stage::of(Set { page: Page::Songs, songs, size, look, ..Set::default() }).playing(20);
        if songs > 0 {
            stage.harness.get_by_label_contains("Song 1, ").hover();
        }
        stage.photograph(name);
    }
}
