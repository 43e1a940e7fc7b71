//! What is found, as one types.

use egui::Ui;

use crate::window::cx::{Cx, View};
use crate::window::widgets::title;

#[derive(Default)]
pub struct Search;

impl View for Search {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        title(ui, cx.theme, &cx.t("page-search"));
    }
}

impl Search {
    pub fn look_for(&mut self, _: String) {}

    pub fn take_focus(&mut self) {}
}
