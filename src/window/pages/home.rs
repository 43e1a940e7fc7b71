//! What plays on, what was played last, how long the reserve lasts.

use egui::Ui;

use crate::window::cx::{Cx, View};
use crate::window::widgets::title;

#[derive(Default)]
pub struct Home;

impl View for Home {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        title(ui, cx.theme, &cx.t("page-home"));
    }
}
