//! A line to write in, with an icon before it and a way to empty it.

use egui::text::{CCursor, CCursorRange};
use egui::{Align, CornerRadius, Frame, Id, Layout, Margin, Response, Role, Stroke, TextEdit, Ui, Vec2, WidgetInfo};

use super::button::icon_button;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::theme::tokens::{Type, radius, size, space};

/// A field of this height, as wide as there is room; `name` is what a screen reader says, and its hint.
pub fn field(ui: &mut Ui, cx: &Cx<'_>, id: Id, text: &mut String, icon: &str, name: &str, height: f32) -> Response {
    let theme = *cx.theme;
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(Vec2::new(width, height), egui::Sense::hover());
    let focused = ui.memory(|memory| memory.has_focus(id));
    let border = match (focused, theme.high_contrast) {
        (true, _) => Stroke::new(2.0, theme.focus),
        (false, true) => Stroke::new(1.5, theme.line),
        (false, false) => Stroke::new(1.0, theme.line),
    };
    ui.painter().rect(rect, CornerRadius::same(radius::CONTROL), theme.raised, border, egui::StrokeKind::Inside);
    let builder = egui::UiBuilder::new()
        .max_rect(rect.shrink2(Vec2::new(space::M, 0.0)))
        .layout(Layout::left_to_right(Align::Center));
    let mut inner = ui.new_child(builder);
    let step = if height > size::FIELD { Type::Heading } else { Type::Body };
    let ui = &mut inner;
    let ink = if focused { theme.text } else { theme.text_faint };
    ui.label(egui::RichText::new(icon).font(egui::FontId::proportional(step.size() + 4.0)).color(ink));
    let room = ui.available_width() - if text.is_empty() { 0.0 } else { size::TARGET + space::XS };
    let hint = egui::RichText::new(name).font(step.font()).color(theme.text_faint);
    // Its own text stands on the line's middle, as the icon does.
    let edit = TextEdit::singleline(text).id(id).font(step.font()).text_color(theme.text).hint_text(hint);
    let frame = Frame::new().inner_margin(Margin::ZERO);
    let edit = edit.desired_width(room).align(egui::Align2::LEFT_CENTER).min_size(Vec2::new(room, size::TARGET));
    let response = ui.add(edit.frame(frame));
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::TextInput, true, name);
        info.current_text_value = Some(text.clone());
        info
    });
    if !text.is_empty() && icon_button(ui, &theme, icons::X, &cx.t("grid-clear"), 14.0).clicked() {
        text.clear();
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    response
}

/// The keyboard comes to the field, and all that is in it is selected: what is typed next takes its place.
pub fn take_focus(ui: &Ui, id: Id, length: usize) {
    ui.memory_mut(|memory| memory.request_focus(id));
    select_all(ui, id, length);
}

/// Selects all of a field's `length` characters; it is seen when the field has the keyboard.
pub fn select_all(ui: &Ui, id: Id, length: usize) {
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), CCursor::new(length))));
    TextEdit::store_state(ui.ctx(), id, state);
}
