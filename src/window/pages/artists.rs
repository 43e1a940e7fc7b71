//! All artists, as cards.

use egui::Ui;

use super::gallery::{Gallery, Kind};
use crate::window::cx::{Cx, View};

pub struct Artists(Gallery);

impl Default for Artists {
    fn default() -> Self {
        Self(Gallery::new(Kind::Artists))
    }
}

impl View for Artists {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.0.show(ui, cx);
    }
}
