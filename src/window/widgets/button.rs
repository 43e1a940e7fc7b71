//! Buttons: with words, with an icon, and such that stay pressed.

use egui::{
    Color32, CornerRadius, FontFamily, FontId, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo,
};

use super::bidi::visual;
use crate::window::theme::Theme;
use crate::window::theme::tokens::{Type, filled, radius, size, space};

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What most people want here; one a view.
    Main,
    Plain,
    /// No ground until the pointer is over it.
    Quiet,
}

/// A button with words, and an icon before them if there is one.
pub fn button(ui: &mut Ui, theme: &Theme, kind: Kind, icon: &str, text: &str) -> Response {
    let label = if icon.is_empty() { text.to_owned() } else { format!("{icon}  {text}") };
    let (ground, ink) = match kind {
        Kind::Main => (theme.accent, theme.on_accent),
        Kind::Plain => (theme.hover, theme.text),
        Kind::Quiet => (Color32::TRANSPARENT, theme.text),
    };
    let label = visual(&label).into_owned();
    let font = if kind == Kind::Main { Type::Strong.font() } else { Type::Body.font() };
    let galley = ui.painter().layout_no_wrap(label, font, ink);
    let wanted = Vec2::new(galley.size().x + 2.0 * space::L, (galley.size().y + 12.0).max(size::TARGET));
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), text));
    if ui.is_rect_visible(rect) {
        let fill = if response.hovered() && kind != Kind::Main { theme.selected } else { ground };
        let fill = if ui.is_enabled() { fill } else { fill.gamma_multiply(0.4) };
        let border = if theme.high_contrast { Stroke::new(1.5, theme.line) } else { Stroke::NONE };
        let corner = CornerRadius::same(radius::CONTROL);
        ui.painter().rect(rect, corner, fill, border, StrokeKind::Inside);
        focus_ring(ui, theme, &response, radius::CONTROL);
        let ink = if ui.is_enabled() { ink } else { theme.text_faint };
        ui.painter().galley_with_override_text_color(rect.center() - galley.size() / 2.0, galley, ink);
    }
    response
}

/// A button with an icon; `name` is its tooltip, and what a screen reader says.
pub fn icon_button(ui: &mut Ui, theme: &Theme, icon: &str, name: &str, points: f32) -> Response {
    paint(ui, theme, icon, name, points, None)
}

/// A button that stays pressed: the icon is filled and coloured then, and a dot stands under it, for those to whom
/// colours say nothing.
pub fn toggle(ui: &mut Ui, theme: &Theme, on: bool, icon: &str, name: &str, points: f32) -> Response {
    paint(ui, theme, icon, name, points, Some(on))
}

fn paint(ui: &mut Ui, theme: &Theme, icon: &str, name: &str, points: f32, on: Option<bool>) -> Response {
    let side = (points + 14.0).max(size::TARGET);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click());
    response.widget_info(|| match on {
        Some(on) => WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, name),
        None => WidgetInfo::labeled(Role::Button, ui.is_enabled(), name),
    });
    if ui.is_rect_visible(rect) {
        let is_on = on == Some(true);
        let ink = match (ui.is_enabled(), is_on, response.hovered()) {
            (false, ..) => theme.text_faint.gamma_multiply(0.6),
            (_, true, _) => theme.accent_text,
            (_, _, true) => theme.text,
            _ => theme.text_soft,
        };
        if response.hovered() && ui.is_enabled() {
            ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), theme.hover);
        }
        let family = if is_on { filled() } else { FontFamily::Proportional };
        let galley = ui.painter().layout_no_wrap(icon.to_owned(), FontId::new(points, family), ink);
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
        if is_on {
            ui.painter().circle_filled(rect.center_bottom() - Vec2::new(0.0, 3.0), 1.8, ink);
        }
        focus_ring(ui, theme, &response, radius::CONTROL);
    }
    response.on_hover_text(RichText::new(visual(name)).font(Type::Small.font()))
}

/// The ring around what has the keyboard.
pub fn focus_ring(ui: &Ui, theme: &Theme, response: &Response, corner: u8) {
    if response.has_focus() {
        let ring = Stroke::new(2.0, theme.focus);
        ui.painter().rect_stroke(response.rect.expand(1.0), CornerRadius::same(corner), ring, StrokeKind::Outside);
    }
}
