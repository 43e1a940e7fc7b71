//! The panel of what is set rarely: where the sound goes, and how it is made.

use egui::{Align, Button, Layout, Popup, PopupCloseBehavior, Role, ScrollArea, Ui, WidgetInfo};

use super::{tuning, volume};
use crate::audio::output::{Listed, Target, devices};
use crate::player::Command;
use crate::window::actions::Action;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::librarian::Asked;
use crate::window::theme::Theme;
use crate::window::theme::tokens::{Type, bar, size, space};
use crate::window::widgets::{elided, focus_ring, icon_button};

#[derive(Default)]
pub struct More {
    /// Devices, asked for anew each time the panel is opened.
    devices: Asked<u64, Vec<Listed>>,
    opened: u64,
    open: bool,
}

impl More {
    /// The button and its panel. `loud`: there was no room for the volume in the bar.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, loud: bool) {
        let name = cx.t("playing-more");
        let button = icon_button(ui, cx.theme, icons::SLIDERS_HORIZONTAL, &name, size::ICON);
        let popup = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(bar::MENU);
        let open = popup.is_open();
        if open && !self.open {
            self.opened += 1;
        }
        self.open = open;
        popup.show(|ui| {
            ui.set_width(bar::MENU);
            let high = ui.ctx().content_rect().height() - size::PLAY_BAR_NARROW - space::XXL;
            ui.set_max_height(high.max(size::ROW));
            ScrollArea::vertical().max_height(high.max(size::ROW)).show(ui, |ui| {
                ui.spacing_mut().item_spacing = egui::Vec2::new(space::XS, space::XS);
                if loud {
                    section(ui, cx, "playing-volume");
                    volume::slider(ui, cx, ui.available_width());
                }
                self.output(ui, cx);
                tuning::sleep(ui, cx);
                tuning::loudness(ui, cx);
                tuning::between(ui, cx);
                ui.separator();
                for action in [Action::Equaliser, Action::Mini] {
                    let text = cx.t(action.key());
                    if row(ui, cx.theme, action.icon(), &text, None) {
                        cx.perform(action);
                        ui.close();
                    }
                }
            });
        });
    }

    fn output(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        section(ui, cx, "playing-output");
        let Some(listed) = self.devices.get_or_last(cx.librarian, &self.opened, |_, _| devices()) else {
            elided(ui, &cx.t("playing-output-asked"), Type::Small, cx.theme.text_soft);
            return;
        };
        if listed.is_empty() {
            elided(ui, &cx.t("playing-output-none"), Type::Small, cx.theme.text_soft);
        }
        let current = cx.now.output.device.clone();
        let mut wanted = None;
        for device in listed {
            let chosen = current.as_ref().is_some_and(|current| *current == device.description || *current == device.name);
            if row(ui, cx.theme, icons::SPEAKER_HIFI, &device.description, Some(chosen)) {
                wanted = Some(Target::Named(device.name.clone()));
            }
        }
        if let Some(wanted) = wanted {
            cx.send(Command::Output(wanted));
        }
    }
}

pub fn section(ui: &mut Ui, cx: &Cx<'_>, key: &str) {
    ui.add_space(space::S);
    elided(ui, &cx.t(key), Type::Label, cx.theme.text_faint);
}

/// A line that can be clicked. `chosen`: it is one of several, and this one or not.
pub fn row(ui: &mut Ui, theme: &Theme, icon: &str, text: &str, chosen: Option<bool>) -> bool {
    let mark = if chosen == Some(true) { icons::CHECK } else { "" };
    let button = Button::new(format!("{icon}   {text}")).right_text(mark).frame_when_inactive(false).truncate();
    let layout = Layout::top_down_justified(Align::Min);
    let response = ui.with_layout(layout, |ui| ui.add(button)).inner;
    response.widget_info(|| match chosen {
        Some(chosen) => WidgetInfo::selected(Role::RadioButton, true, chosen, text),
        None => WidgetInfo::labeled(Role::Button, true, text),
    });
    focus_ring(ui, theme, &response, crate::window::theme::tokens::radius::CONTROL);
    response.clicked()
}
