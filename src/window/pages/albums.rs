//! All albums, as cards.

use egui::Ui;

use super::gallery::{Gallery, Kind};
use crate::window::cx::{Cx, View};

pub struct Albums(Gallery);

impl Default for Albums {
    fn default() -> Self {
        Self(Gallery::new(Kind::Albums))
    }
}

impl View for Albums {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.0.show(ui, cx);
    }
}
