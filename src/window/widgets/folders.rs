//! Chooses a folder of music: a line to write its name in, what is in it, and the folders below it.

use std::path::{Path, PathBuf};

use directories::UserDirs;
use egui::{Align, CornerRadius, Key, Layout, Modifiers, Response, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo};
use walkdir::WalkDir;

use super::button::{Kind, button, focus_ring};
use super::field::{field, select_all};
use super::text::{label, line};
use crate::model::is_playable;
use crate::window::acts::Act;
use crate::window::change::Change;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::librarian::Asked;
use crate::window::theme::tokens::{Type, radius, size, space};

/// Files and folders looked at to tell how much music there is: the answer should be there at once.
const LOOKED_AT: usize = 20_000;

/// What is chosen so far.
#[derive(Default)]
pub struct Folders {
    /// As it was written.
    text: String,
    /// The line is to get the keyboard, and what is in it by then is to be selected.
    takes_focus: bool,
    home: Asked<(), PathBuf>,
    seen: Asked<String, Seen>,
}

/// What the disk says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    path: PathBuf,
    kind: What,
    /// The names of the folders in it, or in the last folder on the way to it that is there.
    below: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Missing,
    NoFolder,
    /// `many`: there are more, nobody has counted on.
    Folder {
        music: usize,
        many: bool,
    },
}

impl Folders {
    /// One whose line has the keyboard from the first frame on.
    pub fn to_write_in() -> Self {
        Self { takes_focus: true, ..Self::default() }
    }

    /// The chooser, its list so high. `true`: a folder was added.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, list: f32) -> bool {
        // The dialog may be open over a page that has a chooser, too.
        let id = ui.scope_id().with("folder to add");
        if self.text.is_empty()
            && self.seen.answer().is_none()
            && let Some(home) = self.home.get(cx.librarian, &(), |_, ()| music_home())
        {
            self.text = home.display().to_string();
        }
        let enter = ui.memory(|memory| memory.has_focus(id))
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let focused = ui.memory(|memory| memory.has_focus(id));
        if self.takes_focus && focused && !self.text.is_empty() {
            self.takes_focus = false;
            select_all(ui, id, self.text.chars().count());
        }
        let line = field(ui, cx, id, &mut self.text, icons::FOLDER, &cx.t("folders-path"), size::FIELD);
        // A dialog's first frame only measures, and forgets what has the keyboard.
        if self.takes_focus && !focused {
            line.request_focus();
        }
        self.takes_focus &= !line.changed();
        let Some(seen) = self.seen.get_or_last(cx.librarian, &self.text, |_, text| look(text)).cloned() else {
            return false;
        };
        sentence(ui, cx, &seen);
        if let Some(next) = browse(ui, cx, &seen, list) {
            self.text = next.display().to_string();
        }
        ui.add_space(space::S);
        let can = matches!(seen.kind, What::Folder { .. });
        let pressed = ui
            .add_enabled_ui(can, |ui| {
                button(ui, cx.theme, Kind::Main, icons::FOLDER_PLUS, &cx.t("folders-add")).clicked()
            })
            .inner;
        let add = can && (pressed || enter);
        if add {
            cx.act(Act::Change(Change::AddFolder(seen.path)));
        }
        add
    }
}

/// What was found there, always with an icon.
fn sentence(ui: &mut Ui, cx: &Cx<'_>, seen: &Seen) {
    let theme = cx.theme;
    let (icon, colour, text) = match seen.kind {
        What::Missing => (icons::WARNING_CIRCLE, theme.bad, cx.t("folders-missing")),
        What::NoFolder => (icons::WARNING_CIRCLE, theme.bad, cx.t("folders-no-folder")),
        What::Folder { music: 0, many: false } => (icons::INFO, theme.text_soft, cx.t("folders-no-music")),
        What::Folder { music, many: false } => {
            (icons::MUSIC_NOTES, theme.good, cx.tw("folders-music", &[("count", &music)]))
        }
        What::Folder { music, .. } => {
            (icons::MUSIC_NOTES, theme.good, cx.tw("folders-much-music", &[("count", &music)]))
        }
    };
    label(ui, &format!("{icon}  {text}"), Type::Small, colour);
}

/// The folder above and those below; gives the one that was chosen.
fn browse(ui: &mut Ui, cx: &Cx<'_>, seen: &Seen, height: f32) -> Option<PathBuf> {
    let mut next = None;
    let frame =
        egui::Frame::new().fill(cx.theme.side).corner_radius(radius::CONTROL).inner_margin(egui::Margin::same(4));
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical()
            .id_salt("folders")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, false]);
        area.show(ui, |ui| {
            if let Some(above) = seen.path.parent()
                && row(ui, cx, icons::CARET_UP, &cx.t("folders-up")).clicked()
            {
                next = Some(above.to_owned());
            }
            for name in &seen.below {
                if row(ui, cx, icons::FOLDER, name).clicked() {
                    next = Some(seen.path.join(name));
                }
            }
            if seen.below.is_empty() {
                ui.with_layout(Layout::top_down(Align::Center), |ui| {
                    ui.add_space(space::L);
                    label(ui, &cx.t("folders-none-below"), Type::Small, cx.theme.text_faint);
                });
            }
        });
    });
    next
}

fn row(ui: &mut Ui, cx: &Cx<'_>, icon: &str, text: &str) -> Response {
    let theme = cx.theme;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), size::TABLE_ROW), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    if ui.is_rect_visible(rect) {
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, CornerRadius::same(radius::SMALL), theme.hover);
        }
        let middle = rect.left_center() + Vec2::new(size::ICON, 0.0);
        let font = egui::FontId::proportional(size::ICON - 2.0);
        ui.painter().text(middle, egui::Align2::CENTER_CENTER, icon, font, theme.text_soft);
        let at = rect.left_center() + Vec2::new(size::ICON + space::L, -Type::Body.size() * 0.62);
        line(ui, at, rect.right() - at.x - space::S, text, Type::Body, theme.text);
        focus_ring(ui, theme, &response, radius::SMALL);
    }
    response
}

/// Where the desktop keeps music; the home without such a folder.
fn music_home() -> PathBuf {
    let Some(dirs) = UserDirs::new() else { return PathBuf::from("/") };
    let music = dirs.audio_dir().map_or_else(|| dirs.home_dir().join("Music"), Path::to_owned);
    if music.is_dir() { music } else { dirs.home_dir().to_owned() }
}

/// Looks at what was written. Blocks on the disk.
fn look(text: &str) -> Seen {
    let text = text.trim();
    let home = UserDirs::new().map(|dirs| dirs.home_dir().to_owned());
    let path = match (text.strip_prefix('~'), home) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches('/')),
        _ => PathBuf::from(text),
    };
    let kind = if path.is_dir() && path.is_absolute() {
        count(&path)
    } else if path.exists() && path.is_absolute() {
        What::NoFolder
    } else {
        What::Missing
    };
    Seen { below: below(&path), kind, path }
}

fn count(path: &Path) -> What {
    let (mut music, mut looked_at) = (0, 0);
    let shown =
        |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".");
    for entry in WalkDir::new(path).into_iter().filter_entry(shown).flatten() {
        looked_at += 1;
        music += usize::from(!entry.file_type().is_dir() && is_playable(entry.path()));
        if looked_at == LOOKED_AT {
            return What::Folder { music, many: true };
        }
    }
    What::Folder { music, many: false }
}

/// Folders that cannot be read have none below them.
fn below(path: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(path) else { return Vec::new() };
    let name = |entry: std::fs::DirEntry| entry.path().is_dir().then(|| entry.file_name().into_string().ok()).flatten();
    let mut names: Vec<String> = entries.flatten().filter_map(name).filter(|name| !name.starts_with('.')).collect();
    names.sort_by_cached_key(|name| name.to_lowercase());
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_looked_into() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        for file in ["b/1.flac", "b/cover.jpg", "A/2.mp3", "A/deep/3.opus", ".hidden/4.mp3"] {
            std::fs::create_dir_all(path.join(file).parent().unwrap()).unwrap();
            std::fs::write(path.join(file), "").unwrap();
        }
        let seen = look(&format!("  {} ", path.display()));
        assert_eq!(seen.kind, What::Folder { music: 3, many: false });
        assert_eq!(seen.below, ["A", "b"]);
        assert_eq!(look(path.join("b/1.flac").to_str().unwrap()).kind, What::NoFolder);
        assert_eq!(look(path.join("no").to_str().unwrap()).kind, What::Missing);
        assert_eq!(look("Music").kind, What::Missing, "what that would be depends on where Segue was started");
    }
}
