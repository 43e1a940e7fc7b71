//! An artist: albums, and all tracks.

use egui::Ui;

use crate::window::cx::Cx;

#[derive(Default)]
pub struct Artist;

impl Artist {
    pub fn show(&mut self, _: &mut Ui, _: &mut Cx<'_>, _: i64) {}
}
