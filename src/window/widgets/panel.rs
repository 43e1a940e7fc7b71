//! A card that tells something, and leads to where there is more of it.

use egui::{
    Align, CornerRadius, Layout, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo,
};

use super::button::focus_ring;
use crate::window::theme::Theme;
use crate::window::theme::tokens::{radius, space};

/// A card as wide as there is room; `name`: all that it says, for those who hear it. What is drawn in it cannot be clicked.
pub fn panel(ui: &mut Ui, theme: &Theme, height: f32, name: &str, content: impl FnOnce(&mut Ui)) -> Response {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), Sense::hover());
    let response =
        ui.interact(rect, ui.scope_id().with(("panel", rect.left() as i32, rect.top() as i32)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if ui.is_rect_visible(rect) {
        let fill = if response.hovered() { theme.hover } else { theme.raised };
        ui.painter().rect(
            rect,
            CornerRadius::same(radius::CARD),
            fill,
            Stroke::new(1.0, theme.line),
            StrokeKind::Inside,
        );
        let inside =
            UiBuilder::new().max_rect(rect.shrink2(Vec2::new(space::L, space::M))).layout(Layout::top_down(Align::Min));
        let mut ui = ui.new_child(inside);
        ui.spacing_mut().item_spacing.y = space::XS;
        content(&mut ui);
        focus_ring(&ui, theme, &response, radius::CARD);
    }
    response
}

/// How much of something is done, 0–1.
pub fn bar(ui: &mut Ui, theme: &Theme, share: f32, name: &str) {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), BAR), Sense::hover());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, name);
        info.value = Some(f64::from(share) * 100.0);
        info
    });
    let corner = CornerRadius::same(radius::PILL);
    ui.painter().rect_filled(rect, corner, theme.selected);
    let done = Rect::from_min_size(rect.min, Vec2::new(rect.width() * share.clamp(0.0, 1.0), rect.height()));
    ui.painter().rect_filled(done, corner, theme.accent);
}

const BAR: f32 = 6.0;
