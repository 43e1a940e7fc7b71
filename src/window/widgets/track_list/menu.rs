//! What can be done with the chosen tracks.

use egui::containers::menu::{SubMenuButton, menu_style};
use egui::{Button, Id, Layout, Popup, PopupKind, Pos2, Response, Ui};

use crate::library::Playlists;
use crate::window::acts::Visit;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::librarian::{Asked, Desk};
use crate::window::music::How;
use crate::window::theme::tokens::{filled, size};

/// A line of the menu.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    Play(How),
    Append(String),
    NewPlaylist,
    Love(bool),
    Visit(Visit),
    Reveal,
    Details,
    Remove,
}

/// What the menu has to know of the chosen tracks.
pub struct Chosen<'a> {
    pub loved: bool,
    /// It is one, and of the library.
    pub one: bool,
    /// The words for taking them out, where that can be done.
    pub remove: Option<&'a str>,
}

/// Open or not, and where.
#[derive(Default)]
pub struct Menu {
    at: Option<Pos2>,
    /// The first line is to get the keyboard.
    take_focus: bool,
    playlists: Asked<(), Vec<String>>,
}

impl Menu {
    pub fn open(&mut self, at: Pos2, by_keyboard: bool) {
        (self.at, self.take_focus) = (Some(at), by_keyboard);
    }

    pub fn is_open(&self) -> bool {
        self.at.is_some()
    }

    pub fn show(&mut self, ui: &Ui, cx: &Cx<'_>, id: Id, chosen: &Chosen<'_>) -> Option<Choice> {
        let at = self.at?;
        let mut open = true;
        let popup = Popup::new(id.with("menu"), ui.ctx().clone(), at, ui.layer_id())
            .kind(PopupKind::Menu)
            .layout(Layout::top_down_justified(egui::Align::Min))
            .style(menu_style)
            .gap(0.0)
            .open_bool(&mut open);
        let choice = popup.show(|ui| self.lines(ui, cx, chosen)).and_then(|shown| shown.inner);
        if !open || choice.is_some() {
            self.at = None;
            // The list goes on where it was.
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        choice
    }

    fn lines(&mut self, ui: &mut Ui, cx: &Cx<'_>, chosen: &Chosen<'_>) -> Option<Choice> {
        ui.set_min_width(220.0);
        let mut choice = None;
        let mut line = |ui: &mut Ui, icon: &str, key: &str, shortcut: &str, then: Choice| {
            let response = entry(ui, icon, &cx.t(key), shortcut);
            if response.clicked() {
                choice = Some(then);
            }
            response
        };
        let first = line(ui, icons::PLAY, "list-play-now", "Enter", Choice::Play(How::Now));
        if std::mem::take(&mut self.take_focus) {
            first.request_focus();
        }
        line(ui, icons::QUEUE, "list-play-next", "", Choice::Play(How::Next));
        line(ui, icons::LIST_PLUS, "list-enqueue", "", Choice::Play(How::End));
        let added = self.add_to(ui, cx);
        ui.separator();
        if chosen.loved {
            line(ui, icons::HEART_BREAK, "list-unlove", "", Choice::Love(false));
        } else {
            line(ui, icons::HEART, "list-love", "", Choice::Love(true));
        }
        if chosen.one {
            line(ui, icons::VINYL_RECORD, "list-go-to-album", "", Choice::Visit(Visit::Album));
            line(ui, icons::USER, "list-go-to-artist", "", Choice::Visit(Visit::Artist));
            line(ui, icons::FOLDER_OPEN, "list-reveal", "", Choice::Reveal);
            line(ui, icons::INFO, "list-details", "", Choice::Details);
        }
        if let Some(remove) = chosen.remove {
            ui.separator();
            line(ui, icons::TRASH, remove, "Del", Choice::Remove);
        }
        choice.or(added)
    }

    fn add_to(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> Option<Choice> {
        let playlists = self.playlists.get(cx.librarian, &(), |desk, ()| names(desk)).cloned().unwrap_or_default();
        let button = Button::new(words(icons::PLAYLIST, &cx.t("list-add-to")))
            .right_text(egui::RichText::new(icons::CARET_RIGHT).font(egui::FontId::new(size::ICON - 5.0, filled())));
        let inside = |ui: &mut Ui| {
            let mut choice =
                entry(ui, icons::PLUS, &cx.t("action-new-playlist"), "").clicked().then_some(Choice::NewPlaylist);
            ui.separator();
            egui::ScrollArea::vertical().max_height(8.0 * size::TARGET).show(ui, |ui| {
                for name in playlists {
                    if entry(ui, icons::PLAYLIST, &name, "").clicked() {
                        choice = Some(Choice::Append(name));
                    }
                }
            });
            choice
        };
        SubMenuButton::from_button(button).ui(ui, inside).1.and_then(|shown| shown.inner)
    }
}

fn words(icon: &str, text: &str) -> String {
    format!("{icon}   {text}")
}

fn entry(ui: &mut Ui, icon: &str, text: &str, shortcut: &str) -> Response {
    let response = ui.add(Button::new(words(icon, text)).shortcut_text(shortcut));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::MenuItem, true, text));
    response
}

/// The plain playlists.
fn names(desk: &mut Desk) -> Vec<String> {
    let lists = desk.place.as_ref().and_then(|place| Playlists::of(place).list().ok()).unwrap_or_default();
    lists.into_iter().filter(|list| list.kind == crate::library::Kind::Plain).map(|list| list.name).collect()
}
