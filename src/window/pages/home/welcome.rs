//! The first sight of Segue: what it does, and where the music is.

use egui::{FontId, RichText, ScrollArea, Ui};

use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::theme::tokens::{Type, space};
use crate::window::widgets::{Folders, label};

/// The welcome.
#[derive(Default)]
pub struct Welcome {
    folders: Folders,
}

const WIDTH: f32 = 540.0;
const LIST: f32 = 204.0;

impl Welcome {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let theme = *cx.theme;
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            let width = ui.available_width().min(WIDTH);
            let side = (ui.available_width() - width) / 2.0;
            ui.horizontal(|ui| {
                ui.add_space(side);
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.add_space(if cx.narrow() { space::S } else { space::XXL });
                    ui.label(
                        RichText::new(icons::VINYL_RECORD).font(FontId::proportional(48.0)).color(theme.accent_text),
                    );
                    label(ui, &cx.t("home-welcome"), Type::Display, theme.text);
                    label(ui, &cx.t("home-welcome-what"), Type::Body, theme.text_soft);
                    ui.add_space(space::L);
                    label(ui, &cx.t("home-welcome-where"), Type::Heading, theme.text);
                    self.folders.show(ui, cx, LIST);
                    ui.add_space(space::XS);
                    label(ui, &cx.t("home-welcome-safe"), Type::Small, theme.text_faint);
                    ui.add_space(space::XL);
                });
            });
        });
    }
}
