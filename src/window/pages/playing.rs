//! What plays, large: cover, waveform, lyrics.

use egui::Ui;

use crate::window::cx::{Cx, View};
use crate::window::widgets::title;

#[derive(Default)]
pub struct Playing;

impl View for Playing {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        title(ui, cx.theme, &cx.t("page-playing"));
    }
}
