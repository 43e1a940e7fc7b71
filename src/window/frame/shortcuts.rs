//! The sheet of all keys.

use egui::{Context, Id, Modal, ScrollArea, Vec2};

use crate::window::actions::Action;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::theme::tokens::{Type, size, space};
use crate::window::widgets::{elided, icon_button};

const WIDE: f32 = 520.0;
const KEYS: f32 = 170.0;

#[derive(Default)]
pub struct Shortcuts {
    open: bool,
}

impl Shortcuts {
    pub fn toggle(&mut self) {
        self.open = !self.open;
    }

    pub fn show(&mut self, context: &Context, cx: &Cx<'_>) {
        if !self.open {
            return;
        }
        let theme = cx.theme;
        let modal = Modal::new(Id::unique("shortcuts")).show(context, |ui| {
            ui.set_width(WIDE.min(ui.ctx().content_rect().width() - 2.0 * space::XL));
            let mut closed = false;
            ui.horizontal(|ui| {
                elided(ui, &cx.t("action-shortcuts"), Type::Heading, theme.text);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    closed = icon_button(ui, theme, icons::X, &cx.t("close"), 16.0).clicked();
                });
            });
            ui.spacing_mut().item_spacing = Vec2::new(space::M, 0.0);
            let height = (ui.ctx().content_rect().height() * 0.7).min(560.0);
            ScrollArea::vertical().max_height(height).show(ui, |ui| {
                for action in Action::all().iter().filter(|action| !action.shortcuts().is_empty()) {
                    let keys: Vec<String> =
                        action.shortcuts().iter().map(|keys| context.format_shortcut(keys)).collect();
                    ui.horizontal(|ui| {
                        ui.set_height(size::TARGET);
                        ui.scope(|ui| {
                            ui.set_width(ui.available_width() - KEYS - space::M);
                            elided(ui, &cx.t(action.key()), Type::Body, theme.text);
                        });
                        elided(ui, &keys.join("   "), Type::Small, theme.text_soft);
                    });
                }
            });
            closed
        });
        self.open = !(modal.inner || modal.should_close());
    }
}
