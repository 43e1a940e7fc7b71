//! The command palette.

use egui::Context;

use crate::window::cx::Cx;

#[derive(Default)]
pub struct Palette {
    open: bool,
}

impl Palette {
    pub fn toggle(&mut self) {
        self.open = !self.open;
    }

    pub fn show(&mut self, _: &Context, _: &mut Cx<'_>) {}
}
