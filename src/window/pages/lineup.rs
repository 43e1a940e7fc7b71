//! Feeds and reserve, and what became of them in the last 24 hours.

use egui::Ui;

use crate::window::cx::{Cx, View};
use crate::window::widgets::title;

#[derive(Default)]
pub struct Lineup;

impl View for Lineup {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        title(ui, cx.theme, &cx.t("page-lineup"));
    }
}
