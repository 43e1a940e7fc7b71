//! What plays, and the controls for it, at the window's foot.

mod more;
#[cfg(test)]
mod tests;
mod track;
mod tuning;
mod volume;

pub use more::row;
pub use track::{file, picture};

use std::time::Duration;

use egui::{Align, Align2, Direction, Layout, Pos2, Rect, Ui, UiBuilder, Vec2};

use crate::model::Source;
use crate::player::State;
use crate::window::actions::Action;
use crate::window::cx::{Cx, View};
use crate::window::icons;
use crate::window::place::Page;
use crate::window::theme::tokens::{Type, bar, size, space, width};
use crate::window::widgets::{Form, SeekBar, clock, elided, icon_button, pill, transport};

/// The bar's state: what is asked of the disk for its menu, and where a person wants to be.
#[derive(Default)]
pub struct PlayBar {
    seek: SeekBar,
    more: more::More,
}

impl View for PlayBar {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.x = space::XS;
        let rect = ui.max_rect();
        ui.painter().hline(ui.clip_rect().x_range(), rect.top(), egui::Stroke::new(1.0, cx.theme.line));
        if cx.narrow() {
            self.narrow(ui, cx, rect);
        } else {
            self.wide(ui, cx, rect, cx.width >= width::MIDDLE);
        }
    }
}

impl PlayBar {
    /// Three parts; the middle stays in the middle.
    fn wide(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, full: bool) {
        let middle = (rect.width() * bar::MIDDLE_SHARE).clamp(bar::MIDDLE_LEAST, bar::MIDDLE);
        let side = (rect.width() - middle) / 2.0 - space::L;
        let left = Rect::from_min_size(rect.min, Vec2::new(side, rect.height()));
        let right = Rect::from_min_max(Pos2::new(rect.right() - side, rect.top()), rect.max);
        let centre = Rect::from_center_size(rect.center(), Vec2::new(middle, rect.height()));
        part(ui, left, Layout::left_to_right(Align::Center), |ui| {
            track::show(ui, cx, if full { bar::COVER } else { bar::COVER_COMPACT });
            if full {
                tuning::awake(ui, cx);
            }
        });
        self.middle(ui, cx, centre, full);
        part(ui, right, Layout::right_to_left(Align::Center), |ui| {
            self.more.show(ui, cx, !full);
            if full {
                volume::slider(ui, cx, bar::VOLUME);
            }
            volume::speaker(ui, cx);
            if side >= bar::WITH_QUEUE {
                queue(ui, cx);
            }
            if !full {
                tuning::awake(ui, cx);
            }
            let room = ui.available_width();
            pill(ui, cx, room);
        });
    }

    /// The buttons, and the way through the track below them.
    fn middle(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, full: bool) {
        let gap = (rect.height() - bar::PLAY - bar::SEEK) / 2.0;
        let buttons = Rect::from_min_size(rect.min + Vec2::new(0.0, gap), Vec2::new(rect.width(), bar::PLAY));
        let beside = size::ICON + 14.0;
        let shown = if full || rect.width() > 240.0 { 2.0 } else { 0.0 };
        let row = bar::PLAY + 2.0 * (bar::STEP_ICON + 14.0) + shown * beside + (2.0 + shown) * space::S;
        let buttons = Rect::from_center_size(buttons.center(), Vec2::new(row, bar::PLAY));
        part(ui, buttons, Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            if shown > 0.0 {
                transport::shuffle(ui, cx);
            }
            transport::steps(ui, cx);
            if shown > 0.0 {
                transport::repeat(ui, cx);
            }
        });
        let foot = Rect::from_min_size(Pos2::new(rect.left(), rect.top() + gap + bar::PLAY), Vec2::new(rect.width(), bar::SEEK));
        self.way(ui, cx, foot);
    }

    /// Elapsed, seek bar, whole; or how long a broadcast has been heard.
    fn way(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
        let (elapsed, soft) = (self.seek.elapsed(ui, cx), cx.theme.text_soft);
        let write = |ui: &Ui, at: Pos2, align: Align2, text: String| ui.painter().text(at, align, text, Type::Small.font(), soft);
        if matches!(cx.now.on_air.source, Source::Feed(_)) {
            let text = format!("{}  {}", cx.t("playing-live"), clock(elapsed));
            part(ui, rect, Layout::centered_and_justified(Direction::TopDown), |ui| drop(elided(ui, &text, Type::Small, soft)));
            return;
        }
        let line = rect.shrink2(Vec2::new(bar::TIME, 0.0));
        if !nothing(cx) {
            write(ui, Pos2::new(line.left() - space::S, rect.center().y), Align2::RIGHT_CENTER, clock(elapsed));
            let whole = cx.now.on_air.duration.map(clock).unwrap_or_default();
            write(ui, Pos2::new(line.right() + space::S, rect.center().y), Align2::LEFT_CENTER, whole);
        }
        let name = cx.t("playing-seek");
        self.seek.show(ui, cx, &name, line, Form::Line);
    }

    /// Two rows, and the way through the track along the upper edge.
    fn narrow(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
        let edge = Rect::from_min_size(rect.min - Vec2::new(0.0, space::XS), Vec2::new(rect.width(), space::L));
        let first = Rect::from_min_size(rect.min + Vec2::new(0.0, space::M), Vec2::new(rect.width(), bar::COVER_NARROW + space::S));
        let second = Rect::from_min_max(Pos2::new(rect.left(), first.bottom()), rect.max - Vec2::new(0.0, space::XS));
        let name = cx.t("playing-seek");
        self.seek.show(ui, cx, &name, edge, Form::Line);
        part(ui, first, Layout::right_to_left(Align::Center), |ui| {
            transport::step(ui, cx, Action::Next);
            transport::play(ui, cx, bar::PLAY);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| track::show(ui, cx, bar::COVER_NARROW));
        });
        part(ui, second, Layout::right_to_left(Align::Center), |ui| {
            self.more.show(ui, cx, true);
            volume::speaker(ui, cx);
            queue(ui, cx);
            transport::repeat(ui, cx);
            transport::shuffle(ui, cx);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let room = ui.available_width() - if cx.now.sleep.is_some() { size::SIDEBAR / 2.0 } else { 0.0 };
                pill(ui, cx, room);
                tuning::awake(ui, cx);
            });
        });
    }
}

/// What comes next; it leads to the queue.
fn queue(ui: &mut Ui, cx: &mut Cx<'_>) {
    let name = cx.t("playing-queue");
    if icon_button(ui, cx.theme, icons::QUEUE, &name, size::ICON).clicked() {
        cx.go(Page::Queue);
    }
}

fn nothing(cx: &Cx<'_>) -> bool {
    cx.now.on_air.title.is_empty() && cx.now.on_air.elapsed == Duration::ZERO || cx.now.state == State::Stopped
}

fn part(ui: &mut Ui, rect: Rect, layout: Layout, draw: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), draw);
}
