//! A playlist: its tracks.

use egui::Ui;

use crate::window::cx::Cx;

#[derive(Default)]
pub struct List;

impl List {
    pub fn show(&mut self, _: &mut Ui, _: &mut Cx<'_>, _: &str) {}
}
