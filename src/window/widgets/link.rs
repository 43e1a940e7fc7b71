//! Words that lead somewhere.

use egui::{Align2, Color32, CursorIcon, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};

use super::bidi::visual;
use super::button::focus_ring;
use super::text::fitted;
use crate::window::theme::Theme;
use crate::window::theme::tokens::{Type, radius};

/// A line that can be clicked; cut where there is no more room, and whole in its tooltip. `name`: what a screen reader
/// says.
pub fn link(ui: &mut Ui, theme: &Theme, text: &str, name: &str, step: Type, colour: Color32) -> Response {
    let (galley, cut) = fitted(ui, ui.available_width(), text, step, colour);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(galley.size().x, galley.size().y), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), name));
    ui.painter().galley(Align2::LEFT_CENTER.align_size_within_rect(galley.size(), rect).min, galley, colour);
    if response.hovered() {
        ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, Stroke::new(1.0, colour));
    }
    focus_ring(ui, theme, &response, radius::SMALL);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if cut { response.on_hover_text(visual(text)) } else { response }
}
