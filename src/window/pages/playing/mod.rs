//! What plays, large: cover, waveform, lyrics; of a broadcast, what it has said.

mod backdrop;
mod broadcast;
mod lyrics;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use egui::{Align, Layout, Rect, ScrollArea, Sense, Ui, UiBuilder, Vec2};

use crate::model::{Source, Track};
use crate::player::{Edit, Snapshot};
use crate::window::acts::{Act, Visit};
use crate::window::cx::{Cx, View};
use crate::window::frame::file;
use crate::window::icons;
use crate::window::place::Page;
use crate::window::theme::tokens::{Type, playing as sizes, radius, size, space};
use crate::window::theme::{READABLE, readable};
use crate::window::widgets::{SeekBar, Form, clock, cover, elided, empty, focus_ring, link, section};

/// Tracks that are shown of what comes next.
const NEXT: usize = 3;

#[derive(Default)]
pub struct Playing {
    seek: SeekBar,
    lyrics: lyrics::Words,
    heard: broadcast::Heard,
}

impl View for Playing {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if cx.now.on_air.title.is_empty() && cx.playing().is_none() && cx.now.on_air.source == Source::Reserve {
            let (head, sentence, action) = (cx.t("playing-empty"), cx.t("playing-empty-what"), cx.t("playing-empty-do"));
            if empty(ui, cx, icons::WAVEFORM, &head, &sentence, Some(&action)) {
                cx.go(Page::Albums);
            }
            return;
        }
        let narrow = cx.narrow();
        backdrop::paint(ui, cx.theme, narrow);
        if ui.available_width() >= sizes::WIDE {
            self.two_columns(ui, cx);
        } else {
            let side = (ui.available_height() * 0.5).clamp(size::COVER, sizes::COVER_NARROW);
            ScrollArea::vertical().show(ui, |ui| {
                self.record(ui, cx, side);
                ui.add_space(space::L);
                self.beside(ui, cx, None);
            });
        }
    }
}

impl Playing {
    /// Once a frame, wherever one is: a broadcast's titles are remembered.
    pub fn note(&mut self, now: &Snapshot) {
        self.heard.note(now);
    }

    fn two_columns(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let whole = ui.available_rect_before_wrap();
        let (left, right) = whole.split_left_right_at_fraction(0.5);
        let (left, right) = (left.with_max_x(left.right() - space::L), right.with_min_x(right.left() + space::L));
        // Cover, words and waveform are as high as the page, if that can be.
        let words = sizes::WAVE + 6.0 * space::XL + Type::Display.size();
        let side = (whole.height() - words).min(left.width()).clamp(size::COVER, sizes::COVER);
        ui.scope_builder(UiBuilder::new().max_rect(left), |ui| {
            ScrollArea::vertical().id_salt("record").show(ui, |ui| self.record(ui, cx, side));
        });
        ui.scope_builder(UiBuilder::new().max_rect(right), |ui| self.beside(ui, cx, Some(right.height())));
    }

    /// Cover, names, and the way through it.
    fn record(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, side: f32) {
        let now = cx.now.clone();
        let wide = ui.available_width();
        let (row, _) = ui.allocate_exact_size(Vec2::new(wide, side.min(wide)), Sense::hover());
        let rect = Rect::from_center_size(row.center(), Vec2::splat(row.height()));
        let key = now.on_air.album.as_deref().unwrap_or(&now.on_air.name);
        cover(ui, cx, rect, now.on_air.track.as_deref().and_then(file), key, radius::CARD);
        ui.add_space(space::L);
        names(ui, cx);
        ui.add_space(space::M);
        match now.on_air.source {
            Source::Feed(id) => broadcast::facts(ui, cx, id),
            Source::Reserve => self.way(ui, cx),
        }
    }

    fn way(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let track = cx.playing().cloned();
        let wave = track.as_deref().and_then(file).and_then(|path| cx.waves.get(path));
        let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), sizes::WAVE), Sense::hover());
        let name = cx.t("playing-waveform");
        self.seek.show(ui, cx, &name, rect, wave.as_deref().map_or(Form::Line, Form::Wave));
        let soft = quiet(cx);
        ui.horizontal(|ui| {
            let elapsed = self.seek.elapsed(ui, cx);
            elided(ui, &clock(elapsed), Type::Small, soft);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let left = cx.now.on_air.duration.map(|whole| whole.saturating_sub(elapsed));
                elided(ui, &left.map(|left| format!("−{}", clock(left))).unwrap_or_default(), Type::Small, soft);
            });
        });
    }

    /// What comes next, and the words; `high`: so much room there is for both.
    fn beside(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, high: Option<f32>) {
        if matches!(cx.now.on_air.source, Source::Feed(_)) {
            return self.heard.show(ui, cx);
        }
        next(ui, cx);
        let head = cx.t("playing-lyrics");
        section(ui, cx.theme, &head);
        let elapsed = self.seek.elapsed(ui, cx);
        self.lyrics.show(ui, cx, elapsed, high.is_some());
    }
}

/// Text that goes with another, on the tinted ground.
fn quiet(cx: &Cx<'_>) -> egui::Color32 {
    readable(cx.theme.text_soft, backdrop::tint(cx.theme), READABLE)
}

/// In the middle: title, artist, album.
fn names(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (theme, now, soft) = (*cx.theme, cx.now.clone(), quiet(cx));
    let on_air = &now.on_air;
    let track = on_air.track.clone().filter(|track| file(track).is_some());
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        elided(ui, &on_air.title, Type::Display, theme.text);
        let station = matches!(on_air.source, Source::Feed(_)).then_some(&on_air.name);
        if let Some(artist) = on_air.artist.as_ref().or(station) {
            visit(ui, cx, artist, Type::Heading, readable(theme.accent_text, backdrop::tint(&theme), READABLE), track.as_ref(), Visit::Artist);
        }
        if let Some(album) = &on_air.album {
            visit(ui, cx, album, Type::Body, soft, track.as_ref(), Visit::Album);
        }
    });
}

fn visit(ui: &mut Ui, cx: &mut Cx<'_>, text: &str, step: Type, colour: egui::Color32, track: Option<&Arc<Track>>, what: Visit) {
    match track {
        Some(track) => {
            if link(ui, cx.theme, text, text, step, colour).clicked() {
                cx.act(Act::Visit(what, track.clone()));
            }
        }
        None => drop(elided(ui, text, step, colour)),
    }
}

/// The next tracks of the queue.
fn next(ui: &mut Ui, cx: &mut Cx<'_>) {
    let queue = &cx.now.clone().queue;
    let from = queue.position.map_or(0, |position| position + 1);
    let coming = queue.tracks.iter().enumerate().skip(from).take(NEXT);
    let (head, mut any) = (cx.t("playing-next"), false);
    for (place, track) in coming {
        if !std::mem::replace(&mut any, true) {
            section(ui, cx.theme, &head);
        }
        if row(ui, cx, track) {
            cx.act(Act::Queue(Edit::Go(place)));
        }
    }
}

/// A track; a click plays it.
fn row(ui: &mut Ui, cx: &mut Cx<'_>, track: &Track) -> bool {
    let (theme, soft) = (*cx.theme, quiet(cx));
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), size::ROW + space::XS), Sense::click());
    let name = cx.tw("playing-play-this", &[("track", &track.label())]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    if response.hovered() {
        ui.painter().rect_filled(rect, radius::CONTROL, theme.hover);
    }
    let inner = rect.shrink2(Vec2::new(space::XS, space::XS));
    let picture = Rect::from_min_size(inner.min, Vec2::splat(inner.height()));
    cover(ui, cx, picture, file(track), track.album.as_deref().unwrap_or(&track.title), radius::SMALL);
    let text = inner.with_min_x(picture.right() + space::M);
    ui.scope_builder(UiBuilder::new().max_rect(text).layout(Layout::right_to_left(Align::Center)), |ui| {
        elided(ui, &track.duration.map(clock).unwrap_or_default(), Type::Small, soft);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            elided(ui, &track.title, Type::Strong, theme.text);
            elided(ui, track.artist.as_deref().unwrap_or_default(), Type::Small, soft);
        });
    });
    focus_ring(ui, &theme, &response, radius::CONTROL);
    response.clicked()
}
