//! A setting: its name, what it does, and what changes it.

use egui::{Align, Layout, Rect, Stroke, Ui, UiBuilder, Vec2};

use super::control::{self, Devices};
use super::values::Values;
use super::{Draft, needs_restart};
use crate::config::Described;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::preferences::Edit;
use crate::window::theme::Theme;
use crate::window::theme::tokens::{Type, size, space};
use crate::window::widgets::{icon_button, label};

/// Room for a control beside the words.
const CONTROL: f32 = 260.0;
/// Narrower: the control stands below the words.
const BESIDE: f32 = 560.0;

pub struct Row<'a> {
    pub key: &'a Described,
    /// `audio.crossfade`.
    pub path: String,
    pub name: String,
    why: String,
}

impl<'a> Row<'a> {
    pub fn of(cx: &Cx<'_>, key: &'a Described) -> Self {
        let catalogue = format!("set-{}-{}", key.section, key.key.replace('_', "-"));
        let path = format!("{}.{}", key.section, key.key);
        Self { key, path, name: cx.t(&catalogue), why: cx.t(&format!("{catalogue}-why")) }
    }

    /// `wanted` in small letters.
    pub fn fits(&self, wanted: &str) -> bool {
        [&self.name, &self.why, &self.path].iter().any(|text| text.to_lowercase().contains(wanted))
    }

    pub fn show(&self, ui: &mut Ui, cx: &mut Cx<'_>, values: &Values, draft: &mut Draft, devices: &mut Devices) {
        let below = ui.available_width() < BESIDE || control::is_tall(self.key);
        if below {
            self.words(ui, cx);
            ui.allocate_ui_with_layout(
                Vec2::new(ui.available_width(), size::TARGET),
                Layout::left_to_right(Align::Center),
                |ui| {
                    self.control(ui, cx, values, draft, devices);
                },
            );
        } else {
            let whole = ui.available_rect_before_wrap();
            let text = Rect::from_min_size(whole.min, Vec2::new(whole.width() - CONTROL - space::L, whole.height()));
            let text = ui.scope_builder(UiBuilder::new().max_rect(text), |ui| self.words(ui, cx)).response.rect;
            let height = text.height().max(size::TARGET);
            let place =
                Rect::from_min_size(egui::pos2(whole.right() - CONTROL, text.top()), Vec2::new(CONTROL, height));
            let layout = Layout::right_to_left(Align::Center);
            ui.scope_builder(UiBuilder::new().max_rect(place).layout(layout), |ui| {
                self.control(ui, cx, values, draft, devices)
            });
        }
        if let Some(refused) = cx.refused.filter(|refused| refused.key == self.path) {
            label(ui, &format!("{}  {}", icons::WARNING_CIRCLE, refused.sentence), Type::Small, cx.theme.bad);
        }
    }

    fn words(&self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            label(ui, &self.name, Type::Strong, cx.theme.text);
            label(ui, &self.why, Type::Small, cx.theme.text_soft);
            if needs_restart(self.key) {
                label(ui, &cx.t("settings-restart"), Type::Small, cx.theme.text_faint);
            }
        });
    }

    fn control(&self, ui: &mut Ui, cx: &mut Cx<'_>, values: &Values, draft: &mut Draft, devices: &mut Devices) {
        let value = values.get(self.key);
        if let Some(new) = control::show(ui, cx, self, value.as_ref(), draft, devices) {
            cx.set(new);
        }
        let theme = *cx.theme;
        let back = cx.tw("settings-reset", &[("name", &self.name)]);
        if values.is_changed(self.key)
            && icon_button(ui, &theme, icons::ARROW_COUNTER_CLOCKWISE, &back, 16.0).clicked()
            && let Some(path) = path_of(self.key)
        {
            cx.set(Edit::Reset(path));
        }
    }
}

/// `audio.crossfade`, for as long as the program runs: there are few keys.
pub fn path_of(key: &Described) -> Option<&'static str> {
    use std::sync::LazyLock;
    static PATHS: LazyLock<Vec<String>> =
        LazyLock::new(|| crate::config::described().iter().map(|key| format!("{}.{}", key.section, key.key)).collect());
    let at = crate::config::described().iter().position(|one| one == key)?;
    PATHS.get(at).map(String::as_str)
}

/// A line between two settings.
pub fn divide(ui: &mut Ui, theme: &Theme) {
    ui.add_space(space::S);
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 1.0), egui::Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, theme.line));
    ui.add_space(space::S);
}
