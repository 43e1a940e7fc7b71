//! The library's folders, and what is marked as reserve.

use std::path::PathBuf;

use egui::{Align, Layout, Ui, Vec2};

use super::row::divide;
use crate::library::{Mark, Marks};
use crate::player::Command;
use crate::window::actions::Action;
use crate::window::acts::Act;
use crate::window::change::Change;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::librarian::{Asked, Desk};
use crate::window::theme::tokens::{Type, size, space};
use crate::window::widgets::{Kind, button, elided, icon_button, label};

/// The library's folders, and the reserve.
type Marked = (Vec<PathBuf>, Vec<Mark>);

#[derive(Default)]
pub struct Folders {
    marks: Asked<(), Result<Marked, String>>,
}

impl Folders {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let theme = *cx.theme;
        let Some(marks) = self.marks.get_or_last(cx.librarian, &(), |desk, ()| marks(desk)) else { return };
        let (folders, reserve) = match marks.clone() {
            Ok(marks) => marks,
            Err(sentence) => {
                label(ui, &sentence, Type::Body, theme.bad);
                return;
            }
        };
        label(ui, &cx.t("settings-folders"), Type::Strong, theme.text);
        label(
            ui,
            &cx.t(if folders.is_empty() { "settings-no-folders" } else { "settings-folders-why" }),
            Type::Small,
            theme.text_soft,
        );
        for folder in folders {
            let name = folder.display().to_string();
            if entry(ui, cx, icons::FOLDER, &name) {
                cx.act(Act::Change(Change::RemoveFolder(folder)));
            }
        }
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| {
            if button(ui, &theme, Kind::Plain, icons::FOLDER_PLUS, &cx.t("action-add-folder")).clicked() {
                cx.perform(Action::AddFolder);
            }
            if button(ui, &theme, Kind::Quiet, icons::ARROWS_CLOCKWISE, &cx.t("settings-rescan")).clicked() {
                cx.send(Command::Refresh);
                let said = cx.t("settings-rescanning");
                cx.act(Act::Say(said));
            }
        });
        divide(ui, &theme);
        label(ui, &cx.t("settings-marks"), Type::Strong, theme.text);
        label(
            ui,
            &cx.t(if reserve.is_empty() { "settings-no-marks" } else { "settings-marks-why" }),
            Type::Small,
            theme.text_soft,
        );
        for mark in reserve {
            let (icon, name) = match &mark {
                Mark::Playlist(name) => (icons::PLAYLIST, name.clone()),
                Mark::Smart(name) => (icons::MAGIC_WAND, name.clone()),
                Mark::Folder(folder) => (icons::FOLDER, folder.display().to_string()),
            };
            if entry(ui, cx, icon, &name) {
                cx.act(Act::Change(Change::Unmark(mark)));
            }
        }
    }
}

fn marks(desk: &mut Desk) -> Result<Marked, String> {
    let Some(place) = &desk.place else { return Ok(Default::default()) };
    Marks::read(place).map(|marks| (marks.folders, marks.reserve)).map_err(|why| why.to_string())
}

/// A line with a way to take it off the list. `true`: that is wanted.
fn entry(ui: &mut Ui, cx: &Cx<'_>, icon: &str, name: &str) -> bool {
    let theme = cx.theme;
    let row = Vec2::new(ui.available_width(), size::TARGET);
    let removed = ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        let remove = icon_button(ui, theme, icons::X, &cx.tw("settings-remove", &[("name", &name)]), 16.0).clicked();
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            elided(ui, icon, Type::Heading, theme.text_soft);
            elided(ui, name, Type::Body, theme.text);
        });
        remove
    });
    removed.inner
}
