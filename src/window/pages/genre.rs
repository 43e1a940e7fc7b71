//! A genre: its tracks.

use egui::Ui;

use crate::window::cx::Cx;

#[derive(Default)]
pub struct Genre;

impl Genre {
    pub fn show(&mut self, _: &mut Ui, _: &mut Cx<'_>, _: i64) {}
}
