//! What this is, and under which terms.

use egui::Ui;

use crate::window::cx::Cx;
use crate::window::theme::tokens::Type;
use crate::window::widgets::{label, section};

const LICENCE: &str = env!("CARGO_PKG_LICENSE");

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let theme = *cx.theme;
    section(ui, &theme, &cx.t("settings-about"));
    super::panel(ui, &theme, |ui| {
        label(ui, &cx.tw("settings-version", &[("version", &cx.now.version)]), Type::Heading, theme.text);
        label(ui, &cx.t("settings-promise"), Type::Body, theme.text_soft);
        label(ui, &cx.tw("settings-licence", &[("licence", &LICENCE)]), Type::Small, theme.text_soft);
        label(ui, &cx.t("settings-fonts"), Type::Small, theme.text_soft);
        if let Some(file) = cx.config_file {
            let file = file.display().to_string();
            label(ui, &cx.tw("settings-file", &[("file", &file)]), Type::Small, theme.text_soft);
        }
    });
}
