//! The place in what plays: seen, pointed at, and changed.

use std::time::Duration;

use egui::{Align2, CornerRadius, Id, Key, Order, Pos2, Rect, Ui, Vec2};

use super::focus_ring;
use super::slide::{Slid, Slide};
use super::text::clock;
use crate::model::Source;
use crate::player::Command;
use crate::window::cx::Cx;
use crate::window::theme::tokens::{Type, radius, seek, space};
use crate::window::theme::{Theme, mix};

/// A seek bar. It shows where a person wants to be until the player is there.
#[derive(Default)]
pub struct SeekBar {
    /// And until when that is believed, in the window's seconds.
    wanted: Option<(Duration, f64)>,
}

/// What a seek bar looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form<'a> {
    /// A line that grows under the pointer.
    Line,
    /// Heights, 0–255, of equally long pieces.
    Wave(&'a [u8]),
}

/// So long the player may take to be where it is wanted, in seconds.
const PATIENCE: f64 = 0.7;

impl SeekBar {
    /// Where it is in the track, as a person wants it.
    pub fn elapsed(&mut self, ui: &Ui, cx: &Cx<'_>) -> Duration {
        let (elapsed, time) = (cx.now.on_air.elapsed, ui.input(|input| input.time));
        let there = |wanted: Duration| elapsed >= wanted && elapsed < wanted + Duration::from_secs(2);
        self.wanted = self.wanted.filter(|(wanted, until)| time < *until && !there(*wanted));
        self.wanted.map_or(elapsed, |(wanted, _)| wanted)
    }

    /// In `rect`, which is also what can be clicked. Nothing can be sought in what has no end.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, name: &str, rect: Rect, shape: Form<'_>) {
        let (Some(whole), Source::Reserve) = (cx.now.on_air.duration, cx.now.on_air.source) else {
            return paint_line(ui, cx.theme, rect, 0.0, false);
        };
        let elapsed = self.elapsed(ui, cx).min(whole);
        let said = cx.tw("playing-place", &[("at", &clock(elapsed)), ("whole", &clock(whole))]);
        let (value, range) = (elapsed.as_secs_f64(), 0.0..=whole.as_secs_f64());
        let slide = Slide { name, value, said: &said, range, step: seek::STEP, leap: seek::LEAP, upright: false };
        let slid = slide.show(ui, ui.scope_id().with(name), rect, rect);
        let share = slide.share(slid.held.unwrap_or(value));
        match shape {
            Form::Line => paint_line(ui, cx.theme, rect, share, slid.pointed.is_some() || slid.response.has_focus()),
            Form::Wave(heights) => {
                paint_wave(ui, cx.theme, rect, heights, share, slid.pointed.map(|at| slide.share(at)))
            }
        }
        focus_ring(ui, cx.theme, &slid.response, radius::SMALL);
        if let Some(at) = slid.pointed {
            preview(ui, cx.theme, rect, slide.share(at), at);
        }
        self.choose(ui, cx, &slid);
    }

    fn choose(&mut self, ui: &Ui, cx: &mut Cx<'_>, slid: &Slid) {
        // What is held can be let go of without a change.
        if slid.held.is_some() && ui.input(|input| input.key_pressed(Key::Escape)) {
            ui.ctx().stop_dragging();
        } else if let Some(at) = slid.chosen {
            let at = Duration::from_millis((at.max(0.0) * 100.0).round() as u64 * 10);
            self.wanted = Some((at, ui.input(|input| input.time) + PATIENCE));
            cx.send(Command::Seek(at));
        }
    }
}

/// The time under the pointer, above the bar.
fn preview(ui: &Ui, theme: &Theme, rect: Rect, share: f32, at: f64) {
    let text = clock(Duration::from_secs_f64(at.max(0.0)));
    let layer = egui::LayerId::new(Order::Tooltip, Id::unique("seek preview"));
    let painter = ui.ctx().layer_painter(layer);
    let galley = painter.layout_no_wrap(text, Type::Small.font(), theme.text);
    let size = galley.size() + Vec2::new(2.0 * space::S, space::S);
    let middle = rect.left() + share * rect.width();
    let screen = ui.ctx().content_rect();
    let left = (middle - size.x / 2.0).clamp(screen.left(), (screen.right() - size.x).max(screen.left()));
    // Where there is no room above, it stands below.
    let above = rect.top() - size.y - space::XS;
    let top = if above >= screen.top() { above } else { rect.bottom() + space::XS };
    let ground = Rect::from_min_size(Pos2::new(left, top), size);
    painter.rect(
        ground,
        CornerRadius::same(radius::SMALL),
        theme.raised,
        egui::Stroke::new(1.0, theme.line),
        egui::StrokeKind::Inside,
    );
    painter.galley(Align2::CENTER_CENTER.align_size_within_rect(galley.size(), ground).min, galley, theme.text);
}

/// The line that a value slides along, as far as `share` filled.
pub fn paint_line(ui: &Ui, theme: &Theme, rect: Rect, share: f32, lively: bool) {
    let thick = if lively { seek::THICK } else { seek::THIN };
    let rail = Rect::from_center_size(rect.center(), Vec2::new(rect.width(), thick));
    let corner = CornerRadius::same(radius::PILL);
    let border = if theme.high_contrast { egui::Stroke::new(1.0, theme.line) } else { egui::Stroke::NONE };
    let ground = mix(theme.selected, theme.text, 0.12);
    ui.painter().rect(rail, corner, ground, border, egui::StrokeKind::Outside);
    let knob = Pos2::new(rail.left() + share * rail.width(), rail.center().y);
    if share > 0.0 {
        ui.painter().rect_filled(rail.with_max_x(knob.x), corner, theme.accent);
    }
    if lively {
        ui.painter().circle_filled(knob, seek::KNOB, theme.text);
    }
}

fn paint_wave(ui: &Ui, theme: &Theme, rect: Rect, heights: &[u8], share: f32, pointed: Option<f32>) {
    let pitch = seek::COLUMN + seek::GAP;
    let columns = ((rect.width() / pitch) as usize).clamp(1, heights.len().max(1));
    let pitch = rect.width() / columns as f32;
    let later = mix(theme.base, theme.text, if theme.high_contrast { 0.7 } else { 0.38 });
    let painter = ui.painter();
    for column in 0..columns {
        let pieces = column * heights.len() / columns..((column + 1) * heights.len() / columns);
        let height = heights.get(pieces).and_then(|pieces| pieces.iter().max()).copied().unwrap_or(0);
        let high = (f32::from(height) / 255.0 * rect.height()).max(seek::COLUMN);
        let middle = rect.left() + (column as f32 + 0.5) * pitch;
        let bar = Rect::from_center_size(Pos2::new(middle, rect.center().y), Vec2::new(seek::COLUMN, high));
        let place = (column as f32 + 0.5) / columns as f32;
        let colour = if place <= share { theme.accent } else { later };
        painter.rect_filled(bar, CornerRadius::same(1), colour);
    }
    let line = |share: f32, colour| {
        painter.vline(rect.left() + share * rect.width(), rect.y_range(), egui::Stroke::new(seek::HAIR, colour));
    };
    line(share, theme.text);
    if let Some(pointed) = pointed {
        line(pointed, theme.text_soft);
    }
}
