//! What can be done with music, as a menu: the same for a card, a hit of the search, a row.

use egui::{CornerRadius, FontId, Response, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use super::bidi::visual;
use super::button::focus_ring;
use crate::library::{Kind, Playlists};
use crate::window::acts::Act;
use crate::window::change::Change;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::librarian::{Asked, Desk};
use crate::window::music::{How, Music};
use crate::window::theme::Theme;
use crate::window::theme::tokens::{Type, radius, size, space};

/// An entry of a menu.
pub fn menu_item(ui: &mut Ui, theme: &Theme, icon: &str, text: &str) -> Response {
    let galley = ui.painter().layout_no_wrap(visual(text).into_owned(), Type::Body.font(), theme.text);
    let width = (galley.size().x + size::ICON + 3.0 * space::M).max(ui.available_width());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, size::TARGET), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, ui.is_enabled(), text));
    if ui.is_rect_visible(rect) {
        if response.hovered() {
            ui.painter().rect_filled(rect, CornerRadius::same(radius::SMALL), theme.hover);
        }
        let ink = if ui.is_enabled() { theme.text } else { theme.text_faint };
        let middle = rect.left_center() + Vec2::new(space::S + size::ICON / 2.0, 0.0);
        let font = egui::FontId::proportional(size::ICON - 2.0);
        ui.painter().text(middle, egui::Align2::CENTER_CENTER, icon, font, theme.text_soft);
        let at = rect.left_center() + Vec2::new(size::ICON + space::L, -galley.size().y / 2.0);
        ui.painter().galley_with_override_text_color(at, galley, ink);
        focus_ring(ui, theme, &response, radius::SMALL);
    }
    response
}

/// The plain playlists' names, asked for when a menu opens.
#[derive(Default)]
pub struct ListNames(Asked<(), Vec<String>>);

impl ListNames {
    fn get(&mut self, cx: &Cx<'_>) -> Vec<String> {
        self.0.get_or_last(cx.librarian, &(), |desk, ()| names(desk)).cloned().unwrap_or_default()
    }
}

/// A folder that cannot be read has no lists to add to: the page of the playlists says why.
fn names(desk: &mut Desk) -> Vec<String> {
    let Some(place) = desk.place.as_ref() else { return Vec::new() };
    let lists = Playlists::of(place).list().unwrap_or_default();
    lists.into_iter().filter(|list| list.kind == Kind::Plain && list.problem.is_none()).map(|list| list.name).collect()
}

/// How wide menus of music are.
const MENU: f32 = 224.0;

/// Play, queue, add to a playlist. `name`: what a new playlist is called.
pub fn music_menu(ui: &mut Ui, cx: &mut Cx<'_>, lists: &mut ListNames, music: &Music, name: &str) {
    let theme = *cx.theme;
    ui.set_width(MENU);
    ui.spacing_mut().item_spacing.y = 0.0;
    for (icon, key, how) in [
        (icons::PLAY, "grid-play-now", How::Now),
        (icons::SHUFFLE, "grid-shuffle", How::Shuffled),
        (icons::LIST_PLUS, "grid-play-next", How::Next),
        (icons::QUEUE, "grid-play-last", How::End),
    ] {
        if menu_item(ui, &theme, icon, &cx.t(key)).clicked() {
            cx.act(Act::Play(music.clone(), how));
            ui.close();
        }
    }
    // Stands as the entries above do.
    (ui.spacing_mut().button_padding, ui.spacing_mut().icon_spacing) = (Vec2::new(10.0, 6.0), space::S);
    let icon = RichText::new(icons::PLAYLIST).font(FontId::proportional(size::ICON - 2.0)).color(theme.text_soft);
    ui.menu_button((icon, cx.t("grid-add-to-playlist")), |ui| {
        ui.set_width(MENU);
        ui.spacing_mut().item_spacing.y = 0.0;
        let names = lists.get(cx);
        if menu_item(ui, &theme, icons::PLUS, &cx.tw("grid-new-playlist", &[("name", &name)])).clicked() {
            let name = free_name(name, &names);
            cx.act(Act::Change(Change::Create { name, music: Some(music.clone()) }));
            ui.close();
        }
        egui::ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
            for list in names {
                if menu_item(ui, &theme, icons::PLAYLIST, &list).clicked() {
                    cx.act(Act::Change(Change::Append { name: list, music: music.clone() }));
                    ui.close();
                }
            }
        });
    });
}

/// `Harbour Lights`, and if there is one `Harbour Lights 2`.
fn free_name(name: &str, taken: &[String]) -> String {
    let names = std::iter::once(name.to_owned()).chain((2..1_000).map(|count| format!("{name} {count}")));
    names.into_iter().find(|name| !taken.contains(name)).unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_playlist_has_a_name_of_its_own() {
        let taken = ["Sea".to_owned(), "Sea 2".to_owned()];
        assert_eq!(free_name("Sea", &taken), "Sea 3");
        assert_eq!(free_name("Air", &taken), "Air");
    }
}
