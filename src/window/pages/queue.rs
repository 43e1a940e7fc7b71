//! What plays next.

use egui::Ui;

use crate::window::cx::{Cx, View};
use crate::window::widgets::title;

#[derive(Default)]
pub struct Queue;

impl View for Queue {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        title(ui, cx.theme, &cx.t("page-queue"));
    }
}
