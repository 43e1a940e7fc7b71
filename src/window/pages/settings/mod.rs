//! Every setting: grouped, searched, applied at once.

mod about;
mod control;
mod folders;
mod row;
mod values;

use std::path::PathBuf;

use egui::{Id, ScrollArea, Ui};

use self::row::Row;
use self::values::Values;
use super::lineup::panel;
use crate::config::{Described, described};
use crate::window::cx::{Cx, View};
use crate::window::icons;
use crate::window::librarian::Asked;
use crate::window::theme::tokens::{Type, size, space};
use crate::window::widgets::{field, label, section, title};

/// The sections, as people look for them; what few people need is last.
const GROUPS: [&str; 8] = ["window", "audio", "failover", "reserve", "library", "journal", "probe", "log"];
/// Lines are not longer than can be read.
const WIDEST: f32 = 860.0;

/// A text that is being written: of which key, and what.
#[derive(Default)]
pub struct Draft(Option<(String, String)>);

#[derive(Default)]
pub struct Settings {
    wanted: String,
    values: Asked<PathBuf, Values>,
    draft: Draft,
    devices: control::Devices,
    folders: folders::Folders,
}

impl View for Settings {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        title(ui, cx.theme, &cx.t("page-settings"));
        ui.scope(|ui| {
            ui.set_max_width(WIDEST.min(ui.available_width() - space::M));
            let id = Id::unique("settings search");
            field(ui, cx, id, &mut self.wanted, icons::MAGNIFYING_GLASS, &cx.t("settings-search"), size::FIELD);
        });
        ui.add_space(space::XS);
        let file = cx.config_file.map(PathBuf::from).unwrap_or_default();
        let Some(values) = self.values.get_or_last(cx.librarian, &file, |_, file| Values::read(file)) else { return };
        let values = values.clone();
        ScrollArea::vertical().id_salt("settings").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(WIDEST.min(ui.available_width() - space::M));
            if let Some(trouble) = &values.trouble {
                label(ui, trouble, Type::Body, cx.theme.bad);
            }
            let mut found = false;
            for group in GROUPS {
                found |= self.group(ui, cx, group, &values);
            }
            if self.wanted.trim().is_empty() {
                about::show(ui, cx);
            } else if !found {
                label(ui, &cx.tw("settings-nothing", &[("what", &self.wanted.trim())]), Type::Body, cx.theme.text_soft);
            }
            ui.add_space(space::XL);
        });
    }
}

impl Settings {
    /// `false`: nothing in it is what is looked for.
    fn group(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, group: &'static str, values: &Values) -> bool {
        let wanted = self.wanted.trim().to_lowercase();
        let name = cx.t(&format!("settings-{group}"));
        let all = wanted.is_empty() || name.to_lowercase().contains(&wanted);
        let here = described().iter().filter(|key| key.section == group).map(|key| Row::of(cx, key));
        let rows: Vec<Row<'_>> = here.filter(|row| all || row.fits(&wanted)).collect();
        let lists = all && group == "library";
        if rows.is_empty() {
            return false;
        }
        section(ui, cx.theme, &name);
        let theme = *cx.theme;
        panel(ui, &theme, |ui| {
            if lists {
                self.folders.show(ui, cx);
            }
            for (index, row) in rows.iter().enumerate() {
                if index > 0 || lists {
                    row::divide(ui, &theme);
                }
                row.show(ui, cx, values, &mut self.draft, &mut self.devices);
            }
        });
        true
    }
}

/// A player takes them over when it is started.
fn needs_restart(key: &Described) -> bool {
    match key.section {
        "library" | "journal" | "log" => true,
        "reserve" => key.key == "shuffle",
        "window" => key.key == "tray",
        _ => false,
    }
}

#[cfg(test)]
mod tests;
