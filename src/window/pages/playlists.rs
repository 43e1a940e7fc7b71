//! All playlists, plain and smart.

use egui::Ui;

use crate::window::cx::{Cx, View};
use crate::window::widgets::title;

#[derive(Default)]
pub struct Lists;

impl View for Lists {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        title(ui, cx.theme, &cx.t("page-playlists"));
    }
}
