//! What plays, and the controls for it.

use egui::{Rect, Ui, Vec2};

use crate::model::Location;
use crate::player::State;
use crate::window::actions::Action;
use crate::window::cx::{Cx, View};
use crate::window::icons;
use crate::window::theme::tokens::{Type, radius, space};
use crate::window::widgets::{clock, cover, elided, icon_button};

#[derive(Default)]
pub struct PlayBar;

impl View for PlayBar {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let theme = *cx.theme;
        ui.horizontal_centered(|ui| {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(64.0), egui::Sense::hover());
            let now = cx.now.clone();
            let path = now.on_air.track.as_ref().and_then(|track| if let Location::File(path) = &track.location { Some(path.as_path()) } else { None });
            cover(ui, cx, Rect::from_min_size(rect.min, rect.size()), path, &now.on_air.title, radius::CONTROL);
            ui.vertical(|ui| {
                ui.set_width(220.0);
                ui.add_space(space::L);
                elided(ui, &now.on_air.title, Type::Strong, theme.text);
                elided(ui, now.on_air.artist.as_deref().unwrap_or(&now.on_air.name), Type::Small, theme.text_soft);
            });
            for (action, icon) in [
                (Action::Previous, icons::SKIP_BACK),
                (Action::PlayPause, if now.state == State::Playing { icons::PAUSE } else { icons::PLAY }),
                (Action::Next, icons::SKIP_FORWARD),
            ] {
                if icon_button(ui, &theme, icon, &cx.t(action.key()), 22.0).clicked() {
                    cx.perform(action);
                }
            }
            elided(ui, &clock(now.on_air.elapsed), Type::Small, theme.text_soft);
        });
    }
}
