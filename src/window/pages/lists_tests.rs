//! The pages with lists of tracks, as a person sees and uses them.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::player::{Command, Edit};
use crate::window::place::Page;
use crate::window::testing::{Set, Stage};
use crate::window::theme::Look;

fn titles(command: &Command) -> (Vec<&str>, usize) {
    match command {
        Command::PlayFrom { tracks, at } => (tracks.iter().map(|track| track.title.as_str()).collect(), *at),
        other => panic!("{other:?}"),
    }
}

fn stage(page: Page, songs: usize) -> Stage {
    Stage::of(Set { page, songs, ..Set::default() })
}

#[test]
fn songs_are_ordered_by_their_heads() {
    let mut stage = stage(Page::Songs, 12);
    stage.harness.get_by_label("Title").click();
    stage.settle();
    stage.harness.get_by_label("Title, ascending").click();
    stage.settle();
    stage.harness.get_by_label("Title, descending");
    let first = stage.harness.get_all_by_role(egui::Role::ListBoxOption).next().unwrap();
    assert!(first.accesskit_node().label().unwrap().starts_with("Song 9,"));
}

#[test]
fn enter_plays_from_the_row_that_the_keyboard_is_at() {
    let mut stage = stage(Page::Songs, 30);
    stage.harness.get_by_label("Tracks").focus();
    stage.settle();
    for key in
        [Key::ArrowDown, Key::ArrowDown, Key::End, Key::PageUp, Key::ArrowUp, Key::Home, Key::ArrowDown, Key::Enter]
    {
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
    assert!(
        matches!(&sent[..], [Command::Enqueue(tracks, crate::player::Place::Next)] if tracks.len() == 2),
        "{sent:?}"
    );
}

#[test]
fn a_heart_is_given_and_taken_back() {
    let mut stage = stage(Page::Songs, 12);
    let name = "Song 3, Nina Vale, Harbour Lights";
    stage.harness.get_by_label_contains(name).click_secondary();
    stage.settle();
    stage.harness.get_by_role_and_label(egui::Role::MenuItem, "Love").click();
    stage.settle();
    let loved =
        |stage: &Stage| stage.harness.get_by_label_contains(name).accesskit_node().label().unwrap().ends_with("loved");
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
    let mut stage = stage(Page::Songs, 12);
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
    assert_eq!(
        (node.position_in_set(), node.label().is_some_and(|name| name.contains("The Low Tides"))),
        (Some(99_999), true)
    );
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
            let third = stage.harness.get_all_by_role(egui::Role::ListBoxOption).nth(2).unwrap();
            third.hover();
        }
        stage.photograph(name);
    }
}

#[test]
fn what_is_taken_out_of_the_queue_comes_back() {
    let mut stage = stage(Page::Queue, 60).playing(20);
    let row = |stage: &Stage, name: &str| stage.harness.get_by_label_contains(name).rect().center();
    stage.harness.get_by_label_contains("Song 4, ").click();
    stage.settle();
    let at = row(&stage, "Song 6, ");
    stage.harness.hover_at(at);
    stage.harness.get_by_label_contains("Song 6, ").click_modifiers(Modifiers::SHIFT);
    stage.settle();
    stage.harness.key_press(Key::Delete);
    stage.settle();
    assert_eq!(stage.sent(), [Command::Queue(Edit::RemoveMany(vec![4, 5, 6]))]);
    stage.harness.get_by_label("Undo").click();
    stage.settle();
    let sent = stage.sent();
    assert!(matches!(&sent[..], [Command::Queue(Edit::Insert { at: 4, tracks })] if tracks.len() == 3), "{sent:?}");
}

#[test]
fn rows_of_the_queue_are_put_elsewhere_by_key_and_by_hand() {
    let mut stage = stage(Page::Queue, 60).playing(20);
    stage.harness.get_by_label_contains("Song 4, ").click();
    stage.settle();
    stage.harness.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    stage.settle();
    assert_eq!(stage.sent(), [Command::Queue(Edit::MoveMany { from: vec![4], to: 5 })]);
    let [from, to] = ["Song 2, ", "Song 7, "].map(|name| stage.harness.get_by_label_contains(name).rect());
    stage.harness.drag_at(from.center());
    stage.harness.step();
    stage.harness.hover_at(from.center() + egui::vec2(0.0, 20.0));
    stage.harness.step();
    stage.harness.hover_at(to.center_bottom() - egui::vec2(0.0, 4.0));
    stage.harness.step();
    stage.photograph("queue-drag");
    stage.harness.drop_at(to.center_bottom() - egui::vec2(0.0, 4.0));
    stage.settle();
    assert_eq!(stage.sent(), [Command::Queue(Edit::MoveMany { from: vec![2], to: 7 })]);
}

#[test]
fn a_queue_that_was_put_together_is_not_lost_to_a_click() {
    let mut stage = stage(Page::Queue, 12).playing(12);
    stage.harness.get_by_label_contains("Song 4, ").click();
    stage.settle();
    stage.harness.key_press(Key::Delete);
    stage.settle();
    stage.harness.get_by_label("Songs").click();
    stage.settle();
    stage.harness.get_by_role_and_label(egui::Role::Button, "Play").click();
    stage.settle();
    stage.harness.get_by_label("The queue of 12 songs has given way.");
    stage.sent();
    stage.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    stage.settle();
    let sent = stage.sent();
    assert!(
        matches!(&sent[..], [Command::Queue(Edit::Replace { tracks, position: Some(0) })] if tracks.len() == 12),
        "{sent:?}"
    );
}

#[test]
fn the_queue_looks_well() {
    for (name, look, size, count) in [
        ("queue-dark", Look::Dark, [1180.0, 780.0], 200),
        ("queue-light", Look::Light, [820.0, 600.0], 200),
        ("queue-narrow", Look::Contrast, [360.0, 560.0], 200),
        ("queue-empty", Look::Dark, [1180.0, 780.0], 0),
    ] {
        let mut stage = Stage::of(Set { page: Page::Queue, songs: 60, size, look, ..Set::default() }).playing(count);
        stage.show(|now| now.queue.position = (count > 0).then_some(7));
        stage.photograph(name);
    }
    for (name, page, look, size) in [
        ("album-light", Page::Album(2), Look::Light, [1180.0, 780.0]),
        ("album-narrow", Page::Album(2), Look::Dark, [360.0, 560.0]),
        ("artist-narrow", Page::Artist(2), Look::Light, [360.0, 560.0]),
        ("genre-dark", Page::Genre(2), Look::Dark, [820.0, 600.0]),
    ] {
        let mut stage = Stage::of(Set { page, songs: 200, size, look, ..Set::default() }).playing(20);
        stage.photograph(name);
    }
}
