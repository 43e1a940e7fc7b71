//! A feed's day, drawn: colour and pattern for each state, words for whoever points at it or comes by with the keyboard.

use egui::{Align2, CornerRadius, FontId, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::story;
use super::timeline::{Day, Gap, State, Window, length};
use crate::fault::spoken;
use crate::window::cx::Cx;
use crate::window::theme::tokens::{Type, radius, space};
use crate::window::theme::{Theme, mix};
use crate::window::widgets::{elided, focus_ring, local_clock};

const HEIGHT: f32 = 28.0;
/// What one can still point at.
const NARROWEST: f32 = 6.0;
/// Between the lines of the pattern that says "down".
const HATCH: f32 = 6.0;
/// Room for the hours below it.
const HOURS: f32 = 18.0;

pub fn draw(ui: &mut Ui, cx: &Cx<'_>, feed: &str, day: &Day, window: Window) {
    let theme = cx.theme;
    let wanted = Vec2::new(ui.available_width(), HEIGHT + HOURS);
    let (all, response) = ui.allocate_exact_size(wanted, Sense::hover());
    let name = cx.tw("lineup-day-of", &[("feed", &feed)]);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    if !ui.is_rect_visible(all) {
        return;
    }
    let bar = Rect::from_min_size(all.min, Vec2::new(all.width(), HEIGHT));
    let line = Stroke::new(1.0, theme.line);
    ui.painter().rect(bar, CornerRadius::same(radius::SMALL), theme.base, line, StrokeKind::Inside);
    for span in &day.spans {
        stretch(ui, theme, place(bar, window, span.from, span.to), span.state);
    }
    hours(ui, theme, bar, window);
    if let Some(pointer) = response.hover_pos().filter(|pointer| bar.contains(*pointer)) {
        let share = f64::from((pointer.x - bar.left()) / bar.width());
        let moment = window.from + length(window.from, window.to).mul_f64(share.clamp(0.0, 0.999));
        if let Some(span) = day.at(moment).filter(|span| span.state != State::Down) {
            let (from, to, long) = (local_clock(span.from), local_clock(span.to), spoken(length(span.from, span.to)));
            response.on_hover_text(cx.tw(key(span.state), &[("from", &from), ("to", &to), ("long", &long)]));
        }
    }
    for (index, gap) in day.gaps.iter().enumerate() {
        outage(ui, cx, place(bar, window, gap.from, gap.to), gap, (feed, index));
    }
    legend(ui, cx, day);
}

fn place(bar: Rect, window: Window, from: Timestamp, to: Timestamp) -> Rect {
    let whole = length(window.from, window.to).as_secs_f32().max(1.0);
    let x = |at: Timestamp| bar.left() + bar.width() * length(window.from, at).as_secs_f32().min(whole) / whole;
    Rect::from_min_max(Pos2::new(x(from), bar.top()), Pos2::new(x(to), bar.bottom()))
}

fn stretch(ui: &Ui, theme: &Theme, mut rect: Rect, state: State) {
    match state {
        State::OnAir => {
            ui.painter().rect_filled(rect.shrink2(Vec2::new(0.0, 1.0)), CornerRadius::ZERO, on_air(theme));
        }
        State::StandingBy => {
            let middle = rect.center().y;
            ui.painter().hline(rect.x_range(), middle, Stroke::new(2.0, theme.text_faint));
        }
        State::Down => {
            rect.max.x = rect.max.x.max(rect.min.x + 2.0);
            hatched(ui, theme, rect.shrink2(Vec2::new(0.0, 1.0)));
        }
        State::Off => {}
    }
}

fn on_air(theme: &Theme) -> egui::Color32 {
    if theme.high_contrast { theme.good } else { mix(theme.raised, theme.good, 0.6) }
}

/// A ground in the colour of warnings, and lines across it.
fn hatched(ui: &Ui, theme: &Theme, rect: Rect) {
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect, CornerRadius::ZERO, mix(theme.base, theme.warn, 0.35));
    let pen = Stroke::new(1.5, theme.warn);
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        painter.add(Shape::line_segment([Pos2::new(x, rect.bottom()), Pos2::new(x + rect.height(), rect.top())], pen));
        x += HATCH;
    }
}

/// Can be pointed at and comes up with Tab.
fn outage(ui: &Ui, cx: &Cx<'_>, rect: Rect, gap: &Gap, id: (&str, usize)) {
    let name = story::sentence(cx, gap);
    let rect = Rect::from_center_size(rect.center(), Vec2::new(rect.width().max(NARROWEST), rect.height()));
    let sense = Sense::hover() | Sense::focusable_noninteractive();
    let response = ui.interact(rect, ui.scope_id().with(("outage", id)), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &name));
    focus_ring(ui, cx.theme, &response, radius::SMALL);
    if response.has_focus() {
        response.show_tooltip_text(&name);
    } else {
        response.on_hover_text(&name);
    }
}

/// Every third hour of the clock, every sixth where there is little room.
fn hours(ui: &Ui, theme: &Theme, bar: Rect, window: Window) {
    let step = if bar.width() < 420.0 { 6 } else { 3 };
    let zone = TimeZone::system();
    let font = FontId::new(Type::Label.size(), egui::FontFamily::Proportional);
    // From the last full hour before now, backwards.
    let now = zone.to_datetime(window.to);
    let past = i64::from(now.minute()) * 60 + i64::from(now.second());
    for back in 0..24 {
        let at = window.to - jiff::SignedDuration::from_secs(past + back * 3600);
        let hour = zone.to_datetime(at).hour();
        if hour % step != 0 || at <= window.from {
            continue;
        }
        let x = place(bar, window, window.from, at).right();
        ui.painter().vline(x, bar.y_range(), Stroke::new(1.0, theme.line));
        if x > bar.left() + 16.0 && x < bar.right() - 16.0 {
            let text = format!("{hour:02}:00");
            ui.painter().text(
                Pos2::new(x, bar.bottom() + 3.0),
                Align2::CENTER_TOP,
                text,
                font.clone(),
                theme.text_faint,
            );
        }
    }
}

/// What the patterns mean; only of those that are there.
fn legend(ui: &mut Ui, cx: &Cx<'_>, day: &Day) {
    let theme = cx.theme;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for (state, key) in [
            (State::OnAir, "lineup-legend-on-air"),
            (State::StandingBy, "lineup-legend-standing-by"),
            (State::Down, "lineup-legend-down"),
            (State::Off, "lineup-legend-off"),
        ] {
            if !day.spans.iter().any(|span| span.state == state) {
                continue;
            }
            let (rect, _) = ui.allocate_exact_size(Vec2::new(20.0, 12.0), Sense::hover());
            let line = Stroke::new(1.0, theme.line);
            ui.painter().rect(rect, CornerRadius::ZERO, theme.base, line, StrokeKind::Inside);
            stretch(ui, theme, rect, state);
            elided(ui, &cx.t(key), Type::Small, theme.text_soft);
            ui.add_space(space::M);
        }
    });
}

fn key(state: State) -> &'static str {
    match state {
        State::OnAir => "lineup-span-on-air",
        State::StandingBy => "lineup-span-standing-by",
        State::Down => "lineup-span-down",
        State::Off => "lineup-span-off",
    }
}
