//! An album: its cover, its tracks.

use egui::Ui;

use crate::window::cx::Cx;

#[derive(Default)]
pub struct Album;

impl Album {
    pub fn show(&mut self, _: &mut Ui, _: &mut Cx<'_>, _: i64) {}
}
