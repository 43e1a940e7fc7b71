//! The calm banner of an outage.

use egui::Ui;

use crate::window::cx::{Cx, View};

#[derive(Default)]
pub struct Banner;

impl View for Banner {
    fn show(&mut self, _: &mut Ui, _: &mut Cx<'_>) {}
}
