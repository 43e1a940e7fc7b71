//! What stands where there is nothing yet: what it is, and what to do.

use egui::{FontId, RichText, Ui};

use super::button::{Kind, button};
use super::text::label;
use crate::window::cx::Cx;
use crate::window::theme::tokens::{Type, space};

/// An icon, a head, a sentence, and a button if there is something to do. `true`: it was pressed.
pub fn empty(ui: &mut Ui, cx: &Cx<'_>, icon: &str, head: &str, sentence: &str, action: Option<&str>) -> bool {
    let mut pressed = false;
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.22).max(space::XL));
        ui.label(RichText::new(icon).font(FontId::proportional(56.0)).color(cx.theme.text_faint));
        ui.add_space(space::M);
        label(ui, head, Type::Title, cx.theme.text);
        ui.add_space(space::XS);
        ui.set_max_width(420.0_f32.min(ui.available_width()));
        label(ui, sentence, Type::Body, cx.theme.text_soft);
        if let Some(action) = action {
            ui.add_space(space::L);
            pressed = button(ui, cx.theme, Kind::Main, "", action).clicked();
        }
    });
    pressed
}
