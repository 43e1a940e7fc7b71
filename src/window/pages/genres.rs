//! All genres, as cards.

use egui::Ui;

use super::gallery::{Gallery, Kind};
use crate::window::cx::{Cx, View};

pub struct Genres(Gallery);

impl Default for Genres {
    fn default() -> Self {
        Self(Gallery::new(Kind::Genres))
    }
}

impl View for Genres {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.0.show(ui, cx);
    }
}
