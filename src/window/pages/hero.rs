//! What stands at the head of a page about one thing: its picture, its name, what can be done with it. And what stands there
//! instead of a list that is empty.

use std::path::Path;
use std::time::Duration;

use egui::{Popup, Rect, Sense, Ui, UiBuilder, Vec2};

use crate::library::State;
use crate::window::actions::Action;
use crate::window::acts::Act;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::music::{How, Music};
use crate::window::theme::tokens::{Type, radius, size, space};
use crate::window::widgets::{
    Kind, ListNames, button, cover, elided, empty, fitted, focus_ring, icon_button, long_time, music_menu, visual,
};

/// What the head says.
pub struct Hero<'a> {
    pub kind: &'a str,
    pub title: &'a str,
    /// Under the title, and whether it leads somewhere.
    pub by: Option<&'a str>,
    /// `2004 · 12 songs · 48 min`
    pub facts: &'a str,
    pub picture: Option<&'a Path>,
    pub round: bool,
    pub music: Music,
}

impl Hero<'_> {
    /// `true`: `by` was pressed.
    pub fn show(&self, ui: &mut Ui, cx: &mut Cx<'_>, lists: &mut ListNames) -> bool {
        let narrow = cx.narrow();
        let side = if narrow { size::HERO_NARROW } else { size::HERO };
        let mut pressed = false;
        let (area, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), side), Sense::hover());
        let picture = Rect::from_min_size(area.min, Vec2::splat(side));
        let corner = if self.round { radius::PILL } else { radius::CARD };
        cover(ui, cx, picture, self.picture, self.title, corner);
        let text = Rect::from_min_max(
            picture.right_top() + Vec2::new(if narrow { space::L } else { space::XL }, 0.0),
            area.max,
        );
        let layout = egui::Layout::bottom_up(egui::Align::Min);
        ui.scope_builder(UiBuilder::new().max_rect(text).layout(layout), |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            if !narrow {
                ui.horizontal(|ui| music_buttons(ui, cx, &self.music, lists, self.title));
                ui.add_space(space::S);
            }
            elided(ui, self.facts, Type::Small, cx.theme.text_soft);
            if let Some(by) = self.by {
                pressed = link(ui, cx, by);
            }
            elided(ui, self.title, if narrow { Type::Title } else { Type::Display }, cx.theme.text);
            elided(ui, self.kind, Type::Label, cx.theme.text_soft);
        });
        if narrow {
            ui.add_space(space::S);
            ui.horizontal(|ui| music_buttons(ui, cx, &self.music, lists, self.title));
        }
        ui.add_space(space::L);
        pressed
    }
}

/// A name that leads to its page.
fn link(ui: &mut Ui, cx: &Cx<'_>, text: &str) -> bool {
    let (words, cut) = fitted(ui, ui.available_width(), text, Type::Heading, cx.theme.accent_text);
    let response =
        ui.add(egui::Label::new(words).sense(Sense::click())).on_hover_cursor(egui::CursorIcon::PointingHand);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, text));
    let response = if cut { response.on_hover_text(visual(text)) } else { response };
    if response.hovered() {
        ui.painter().hline(
            response.rect.x_range(),
            response.rect.bottom(),
            egui::Stroke::new(1.0, cx.theme.accent_text),
        );
    }
    focus_ring(ui, cx.theme, &response, radius::SMALL);
    response.clicked()
}

/// Play, shuffle, and a menu of the rest. `name`: what a new playlist is called.
pub fn music_buttons(ui: &mut Ui, cx: &mut Cx<'_>, music: &Music, lists: &mut ListNames, name: &str) {
    let theme = *cx.theme;
    if button(ui, &theme, Kind::Main, icons::PLAY, &cx.t("list-play")).clicked() {
        cx.act(Act::Play(music.clone(), How::Now));
    }
    if button(ui, &theme, Kind::Plain, icons::SHUFFLE, &cx.t("list-shuffle")).clicked() {
        cx.act(Act::Play(music.clone(), How::Shuffled));
    }
    let more = icon_button(ui, &theme, icons::DOTS_THREE, &cx.t("list-more"), size::ICON);
    Popup::menu(&more).show(|ui| music_menu(ui, cx, lists, music, name));
}

/// `12 songs · 48 min`
pub fn amount(cx: &Cx<'_>, songs: usize, length: Duration) -> String {
    let songs = cx.tw("list-count", &[("count", &songs)]);
    if length.is_zero() { songs } else { format!("{songs} · {}", long_time(length)) }
}

/// There is no music at all: what to do.
pub fn no_music(ui: &mut Ui, cx: &mut Cx<'_>) {
    if cx.now.library.is_some_and(|progress| progress.state != State::Idle) {
        empty(ui, cx, icons::CLOCK, &cx.t("list-scanning"), &cx.t("list-scanning-why"), None);
    } else if empty(
        ui,
        cx,
        icons::MUSIC_NOTES,
        &cx.t("list-empty"),
        &cx.t("list-empty-why"),
        Some(&cx.t("action-add-folder")),
    ) {
        cx.perform(Action::AddFolder);
    }
}

/// The library cannot be read, or what the page is about is gone.
pub fn trouble(ui: &mut Ui, cx: &Cx<'_>, sentence: &str) {
    empty(ui, cx, icons::WARNING, &cx.t("list-unreadable"), sentence, None);
}

/// What a page is about, once it is known; else the page says why it is not. `gone`: in the catalogues, the head if the
/// library has it no more.
pub fn known<'a, T>(
    ui: &mut Ui,
    cx: &Cx<'_>,
    asked: Option<&'a Result<Option<T>, String>>,
    icon: &str,
    gone: &str,
) -> Option<&'a T> {
    match asked? {
        Ok(Some(facts)) => return Some(facts),
        Ok(None) => {
            empty(ui, cx, icon, &cx.t(gone), &cx.t("album-gone-why"), None);
        }
        Err(sentence) => trouble(ui, cx, sentence),
    }
    None
}
