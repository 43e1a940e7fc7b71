//! The command palette: every action and page, albums, artists and playlists, by a few letters of their names.

use egui::{
    Align2, Context, CornerRadius, FontId, Id, Key, Modal, Modifiers, Role, ScrollArea, Sense, TextEdit, Ui, Vec2,
    WidgetInfo,
};

use crate::search::{Query, fold};
use crate::store::music::Found;
use crate::window::actions::Action;
use crate::window::acts::Act;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::librarian::{Asked, Desk};
use crate::window::music::{How, Music};
use crate::window::place::Page;
use crate::window::theme::tokens::{Type, radius, size, space};
use crate::window::widgets::{elided, fitted, focus_ring, visual};

/// So many of each kind are looked for in the library.
const OF_A_KIND: usize = 4;
/// Rows in all.
const MOST: usize = 40;
const WIDE: f32 = 560.0;

#[derive(Default)]
pub struct Palette {
    open: bool,
    fresh: bool,
    text: String,
    chosen: usize,
    found: Asked<String, Found>,
}

/// A line of the palette.
struct Row {
    icon: &'static str,
    name: String,
    /// What it is, or its shortcut.
    hint: String,
    act: Act,
}

impl Palette {
    pub fn toggle(&mut self) {
        *self = Self { open: !self.open, fresh: true, ..Self::default() };
    }

    pub fn show(&mut self, context: &Context, cx: &mut Cx<'_>) {
        if !self.open {
            return;
        }
        let rows = self.rows(context, cx);
        let steps = context.input_mut(|input| {
            let down = input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown);
            down as isize - input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp) as isize
        });
        self.chosen = self.chosen.saturating_add_signed(steps).min(rows.len().saturating_sub(1));
        let entered = context.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let modal = Modal::new(Id::unique("palette")).show(context, |ui| self.list(ui, cx, &rows, steps != 0));
        let done = modal.inner.or_else(|| entered.then_some(self.chosen));
        let closed = modal.should_close();
        if let Some(row) = done.and_then(|index| rows.into_iter().nth(index)) {
            cx.act(row.act);
            self.open = false;
        }
        self.open &= !closed;
    }

    /// The row that was clicked.
    fn list(&mut self, ui: &mut Ui, cx: &Cx<'_>, rows: &[Row], moved: bool) -> Option<usize> {
        ui.set_width(WIDE.min(ui.ctx().content_rect().width() - 2.0 * space::XL));
        let field = TextEdit::singleline(&mut self.text).hint_text(cx.t("palette-hint")).desired_width(f32::INFINITY);
        let response = ui.add(field.font(Type::Heading.font()).margin(Vec2::splat(space::S)));
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, cx.t("action-palette")));
        if std::mem::take(&mut self.fresh) || !response.has_focus() {
            response.request_focus();
        }
        if response.changed() {
            self.chosen = 0;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut clicked = None;
        ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            for (index, row) in rows.iter().enumerate() {
                let response = row.show(ui, cx, index == self.chosen);
                if index == self.chosen && moved {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    clicked = Some(index);
                }
            }
            if rows.is_empty() {
                ui.add_space(space::M);
                elided(ui, &cx.t("palette-nothing"), Type::Body, cx.theme.text_soft);
                ui.add_space(space::M);
            }
        });
        clicked
    }

    fn rows(&mut self, context: &Context, cx: &Cx<'_>) -> Vec<Row> {
        let wanted = fold(&self.text);
        let mut rows: Vec<(usize, Row)> = Action::all()
            .into_iter()
            .filter(|action| *action != Action::Palette)
            .filter_map(|action| {
                let name = cx.t(action.key());
                let hint = action.shortcuts().first().map(|keys| context.format_shortcut(keys)).unwrap_or_default();
                Some((fits(&fold(&name), &wanted)?, Row { icon: action.icon(), name, hint, act: Act::Do(action) }))
            })
            .collect();
        rows.sort_by_key(|(rank, _)| *rank);
        let mut rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
        if self.text.trim().chars().count() > 1 {
            rows.extend(self.of_library(cx));
        }
        rows.truncate(MOST);
        rows
    }

    fn of_library(&mut self, cx: &Cx<'_>) -> Vec<Row> {
        let Some(found) = self.found.get_or_last(cx.librarian, &self.text, |desk, text| look_up(desk, text)) else {
            return Vec::new();
        };
        let album = |group: &crate::store::music::Group| Row {
            icon: icons::VINYL_RECORD,
            name: group.name.clone(),
            hint: group.artist.clone().unwrap_or_default(),
            act: Act::Go(Page::Album(group.id)),
        };
        let artist = |group: &crate::store::music::Group| Row {
            icon: icons::USERS,
            name: group.name.clone(),
            hint: cx.t("page-artists"),
            act: Act::Go(Page::Artist(group.id)),
        };
        let song = |row: &crate::store::music::Row| Row {
            icon: icons::MUSIC_NOTES,
            name: row.track.title.clone(),
            hint: row.track.artist.clone().unwrap_or_default(),
            act: Act::Play(Music::Ids([row.id].into()), How::Now),
        };
        let artists = found.artists.iter().map(artist);
        artists.chain(found.albums.iter().map(album)).chain(found.tracks.iter().map(song)).collect()
    }
}

fn look_up(desk: &mut Desk, text: &str) -> Found {
    let reader = desk.reader().ok().flatten();
    reader.and_then(|reader| reader.search(&Query::parse(text), OF_A_KIND).ok()).unwrap_or_default()
}

/// How well: 0 is best. Every word has to begin a word of the name, or be somewhere in it.
fn fits(name: &str, wanted: &str) -> Option<usize> {
    wanted.split_whitespace().try_fold(0, |sum, word| {
        let rank = if name.starts_with(word) {
            0
        } else if name.split_whitespace().any(|part| part.starts_with(word)) {
            1
        } else {
            name.contains(word).then_some(2)?
        };
        Some(sum + rank)
    })
}

impl Row {
    fn show(&self, ui: &mut Ui, cx: &Cx<'_>, chosen: bool) -> egui::Response {
        let theme = cx.theme;
        let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 36.0), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &self.name));
        if !ui.is_rect_visible(rect) {
            return response;
        }
        if chosen || response.hovered() {
            let fill = if chosen { theme.selected } else { theme.hover };
            ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), fill);
        }
        let (middle, left) = (rect.center().y, rect.left() + space::M);
        let icon = FontId::proportional(size::ICON);
        ui.painter().text(egui::pos2(left + 8.0, middle), Align2::CENTER_CENTER, self.icon, icon, theme.text_soft);
        let hint = ui.painter().layout_no_wrap(visual(&self.hint).into_owned(), Type::Small.font(), theme.text_soft);
        let room = rect.width() - hint.size().x.min(rect.width() * 0.4) - 4.0 * space::M - size::ICON;
        let (name, _) = fitted(ui, room, &self.name, Type::Body, theme.text);
        ui.painter().galley(egui::pos2(left + 32.0, middle - name.size().y / 2.0), name, theme.text);
        let at = egui::pos2(rect.right() - space::M - hint.size().x, middle - hint.size().y / 2.0);
        ui.painter().with_clip_rect(rect).galley(at, hint, theme.text_soft);
        focus_ring(ui, theme, &response, radius::CONTROL);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::testing::Stage;
    use egui_kittest::kittest::Queryable;

    #[test]
    fn a_few_letters_find_what_is_meant() {
        assert_eq!(fits("play or pause", "pl"), Some(0));
        assert_eq!(fits("play or pause", "pause"), Some(1));
        assert_eq!(fits("play or pause", "aus pl"), Some(2));
        assert_eq!(fits("play or pause", "next"), None);
    }

    #[test]
    fn by_keyboard_alone_an_album_is_opened_and_an_action_done() {
        let mut stage = Stage::new(Page::Home);
        stage.harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
        stage.settle();
        stage.photograph("palette");
        stage.harness.event(egui::Event::Text("slow wat".into()));
        stage.settle();
        stage.photograph("palette-album");
        assert!(stage.harness.query_by_label("Slow Water").is_some());
        stage.harness.key_press(Key::Enter);
        stage.settle();
        assert!(matches!(stage.harness.state().as_ref().unwrap().trail.here(), Page::Album(_)));
        stage.harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
        stage.settle();
        stage.harness.event(egui::Event::Text("next".into()));
        stage.settle();
        stage.harness.key_press(Key::Enter);
        stage.settle();
        assert_eq!(stage.sent(), [crate::player::Command::Next]);
    }
}
