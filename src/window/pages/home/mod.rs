//! What is on air, how long the reserve lasts, what was played and added last; and the welcome to those who come first.

mod facts;
mod health;
mod hero;
#[cfg(test)]
mod tests;
mod welcome;

use std::path::PathBuf;

use egui::{Id, ScrollArea, Ui, UiBuilder, Vec2};

use crate::library::State;
use crate::model::Location;
use crate::window::actions::Action;
use crate::window::acts::Act;
use crate::window::cx::{Cx, View};
use crate::window::icons;
use crate::window::librarian::Asked;
use crate::window::music::{How, Music};
use crate::window::theme::tokens::space;
use crate::window::widgets::{Card, Grid, ListNames, Shape, empty, section, song_row};
use facts::Facts;
use welcome::Welcome;

/// Home.
#[derive(Default)]
pub struct Home {
    /// Asked anew when another track comes on air: then another one was played.
    facts: Asked<Option<PathBuf>, Result<Facts, String>>,
    welcome: Welcome,
    shelves: [Grid; 3],
    lists: ListNames,
}

impl View for Home {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let on_air = cx
            .playing()
            .and_then(|track| if let Location::File(path) = &track.location { Some(path.clone()) } else { None });
        let facts = match self.facts.get_or_last(cx.librarian, &on_air, |desk, _| Facts::read(desk)) {
            None => return,
            Some(Err(sentence)) => {
                let head = cx.t("grid-unreadable");
                empty(ui, cx, icons::WARNING, &head, sentence, None);
                return;
            }
            Some(Ok(facts)) => facts,
        };
        if facts.holdings.nothing() {
            return self.welcome.show(ui, cx);
        }
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            hero::show(ui, cx, facts.holdings.tracks > 0);
            health::show(ui, cx, facts.holdings);
            let scanning = cx.now.library.is_some_and(|progress| progress.state != State::Idle);
            if facts.holdings.tracks == 0 && !scanning {
                let (head, why) = (cx.t("home-no-music"), cx.t("home-no-music-why"));
                if empty(ui, cx, icons::MUSIC_NOTES_PLUS, &head, &why, Some(&cx.t("action-add-folder"))) {
                    cx.perform(Action::AddFolder);
                }
            }
            let [played, added, most] = &mut self.shelves;
            shelf(ui, cx, "home-jump-back-in", &facts.played, played);
            recent(ui, cx, facts, &mut self.lists);
            shelf(ui, cx, "home-added", &facts.added, added);
            shelf(ui, cx, "home-most-played", &facts.most, most);
            ui.add_space(space::XL);
        });
    }
}

fn shelf(ui: &mut Ui, cx: &mut Cx<'_>, key: &str, albums: &[crate::store::music::Group], grid: &mut Grid) {
    if !albums.is_empty() {
        section(ui, cx.theme, &cx.t(key));
        let cards: Vec<Card> = albums.iter().map(|album| Card::album(cx, album)).collect();
        ui.push_id(key, |ui| grid.strip(ui, cx, 1, Shape::Cover, &cards));
    }
}

/// The tracks played last, in two columns where there is room.
fn recent(ui: &mut Ui, cx: &mut Cx<'_>, facts: &Facts, lists: &mut ListNames) {
    if facts.recent.is_empty() {
        return;
    }
    section(ui, cx.theme, &cx.t("home-recent"));
    let columns = if cx.narrow() { 1 } else { 2 };
    let rows = facts.recent.len().div_ceil(columns);
    let width = (ui.available_width() - space::L * (columns - 1) as f32) / columns as f32;
    let top = ui.cursor().min;
    let mut bottom = top.y;
    for (column, tracks) in facts.recent.chunks(rows).enumerate() {
        let at = top + Vec2::new(column as f32 * (width + space::L), 0.0);
        let area = egui::Rect::from_min_size(at, Vec2::new(width, f32::INFINITY));
        ui.scope_builder(UiBuilder::new().max_rect(area).layout(egui::Layout::top_down(egui::Align::Min)), |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            for (row, track) in tracks.iter().enumerate() {
                let index = column * rows + row;
                if song_row(ui, cx, lists, track, Id::unique("recent").with(index)) {
                    cx.act(Act::Play(Music::Tracks(facts.recent.clone()), How::From(index)));
                }
            }
            bottom = bottom.max(ui.min_rect().bottom());
        });
    }
    let used = bottom - ui.cursor().top();
    ui.add_space(used.max(0.0));
}
