//! All playlists, plain and smart, and those that were deleted.

use egui::{Align, Align2, CornerRadius, FontId, Layout, Popup, Rect, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo};

use crate::library::{Kind, Listed, Mark, Marks, Playlists, Trashed};
use crate::window::actions::Action;
use crate::window::acts::Act;
use crate::window::change::Change;
use crate::window::cx::{Cx, View};
use crate::window::frame::Ask;
use crate::window::icons;
use crate::window::librarian::{Asked, Desk};
use crate::window::music::{How, Music};
use crate::window::place::Page;
use crate::window::theme::tokens::{Type, radius, size, space};
use crate::window::widgets::{
    self, button, elided, empty, focus_ring, icon_button, long_time, menu_item, section, title,
};

/// What is in the folder of playlists.
#[derive(Default)]
pub struct Shelf {
    pub lists: Vec<Listed>,
    pub trashed: Vec<Trashed>,
    pub marks: Vec<Mark>,
    /// Why nothing can be read.
    pub trouble: Option<String>,
}

#[derive(Default)]
pub struct Lists {
    shelf: Asked<(), Shelf>,
}

impl View for Lists {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        head(ui, cx);
        let Some(shelf) = self.shelf.get(cx.librarian, &(), |desk, ()| look(desk)) else { return };
        if let Some(trouble) = &shelf.trouble {
            widgets::label(ui, trouble, Type::Body, cx.theme.bad);
        }
        if shelf.lists.is_empty() && shelf.trashed.is_empty() {
            let (name, why, new) = (cx.t("playlists-empty"), cx.t("playlists-empty-why"), cx.t("playlists-new"));
            if empty(ui, cx, icons::PLAYLIST, &name, &why, Some(&new)) {
                cx.perform(Action::NewPlaylist);
            }
            return;
        }
        ScrollArea::vertical().id_salt("playlists").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (kind, head) in [(Kind::Plain, "playlists-plain"), (Kind::Smart, "playlists-smart")] {
                let of_kind = || shelf.lists.iter().filter(|list| list.kind == kind);
                if of_kind().next().is_some() {
                    section(ui, cx.theme, &cx.t(head));
                }
                of_kind().for_each(|list| row(ui, cx, list, &shelf.marks));
            }
            if !shelf.trashed.is_empty() {
                section(ui, cx.theme, &cx.t("playlists-trash"));
                shelf.trashed.iter().for_each(|list| trashed(ui, cx, list));
            }
            ui.add_space(space::XL);
        });
    }
}

fn look(desk: &mut Desk) -> Shelf {
    let Some(place) = &desk.place else { return Shelf::default() };
    let lists = Playlists::of(place);
    let marks = Marks::read(place).map(|marks| marks.reserve).unwrap_or_default();
    match lists.list() {
        Ok(found) => Shelf { lists: found, trashed: lists.trashed().unwrap_or_default(), marks, trouble: None },
        Err(why) => Shelf { trouble: Some(why.to_string()), ..Shelf::default() },
    }
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>) {
    let theme = *cx.theme;
    ui.horizontal(|ui| {
        title(ui, &theme, &cx.t("page-playlists"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (plain, smart) = (cx.t("playlists-new"), cx.t("playlists-new-smart"));
            if cx.narrow() {
                if icon_button(ui, &theme, icons::MAGIC_WAND, &smart, size::ICON).clicked() {
                    cx.act(Act::Ask(Ask::NewSmart));
                }
                if icon_button(ui, &theme, icons::PLUS, &plain, size::ICON).clicked() {
                    cx.perform(Action::NewPlaylist);
                }
                return;
            }
            if button(ui, &theme, widgets::Kind::Plain, icons::MAGIC_WAND, &smart).clicked() {
                cx.act(Act::Ask(Ask::NewSmart));
            }
            if button(ui, &theme, widgets::Kind::Plain, icons::PLUS, &plain).clicked() {
                cx.perform(Action::NewPlaylist);
            }
        });
    });
}

/// The mark that makes a playlist part of the reserve.
pub fn mark(name: &str, kind: Kind) -> Mark {
    match kind {
        Kind::Plain => Mark::Playlist(name.to_owned()),
        Kind::Smart => Mark::Smart(name.to_owned()),
    }
}

fn row(ui: &mut Ui, cx: &mut Cx<'_>, list: &Listed, marks: &[Mark]) {
    let theme = *cx.theme;
    let reserved = marks.contains(&mark(&list.name, list.kind));
    let facts = match (&list.problem, list.tracks) {
        (Some(problem), _) => problem.clone(),
        (None, Some(count)) if list.length.is_zero() => cx.tw("playlists-tracks", &[("count", &count)]),
        (None, Some(count)) => {
            format!("{} · {}", cx.tw("playlists-tracks", &[("count", &count)]), long_time(list.length))
        }
        (None, None) => cx.t("playlists-by-rules"),
    };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 52.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{}, {facts}", list.name)));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), theme.hover);
    }
    let icon = if list.kind == Kind::Smart { icons::MAGIC_WAND } else { icons::PLAYLIST };
    let at = rect.left_center() + Vec2::new(24.0, 0.0);
    ui.painter().text(at, Align2::CENTER_CENTER, icon, FontId::proportional(24.0), theme.accent_text);
    focus_ring(ui, &theme, &response, radius::CONTROL);
    let inner = Rect::from_min_max(rect.min + Vec2::new(52.0, 7.0), rect.max - Vec2::new(space::S, 6.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(inner), |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let more = icon_button(
                ui,
                &theme,
                icons::DOTS_THREE,
                &cx.tw("playlist-more", &[("name", &list.name)]),
                size::ICON,
            );
            Popup::menu(&more).show(|ui| menu(ui, cx, &list.name, list.kind, reserved));
            if icon_button(ui, &theme, icons::PLAY, &format!("{} {}", cx.t("playlist-play"), list.name), size::ICON)
                .clicked()
            {
                cx.act(Act::Play(Music::Playlist(list.name.clone()), How::Now));
            }
            if reserved {
                let shield = widgets::label(ui, icons::SHIELD_CHECK, Type::Heading, theme.good);
                shield.on_hover_text(cx.t("playlist-reserved"));
            }
            ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                elided(ui, &list.name, Type::Strong, theme.text);
                elided(ui, &facts, Type::Small, if list.problem.is_some() { theme.bad } else { theme.text_soft });
            });
        });
    });
    Popup::context_menu(&response).show(|ui| menu(ui, cx, &list.name, list.kind, reserved));
    if response.clicked() {
        cx.go(Page::Playlist(list.name.clone()));
    }
}

/// What can be done with a playlist.
pub fn menu(ui: &mut Ui, cx: &mut Cx<'_>, name: &str, kind: Kind, reserved: bool) {
    ui.set_width(240.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    let music = Music::Playlist(name.to_owned());
    let own = || name.to_owned();
    let mark = mark(name, kind);
    let entries = [
        ("playlist-play", icons::PLAY, Act::Play(music.clone(), How::Now)),
        ("playlist-shuffle", icons::SHUFFLE, Act::Play(music.clone(), How::Shuffled)),
        ("playlist-next", icons::SKIP_FORWARD, Act::Play(music.clone(), How::Next)),
        ("playlist-queue", icons::QUEUE, Act::Play(music, How::End)),
        if reserved {
            ("playlist-unreserve", icons::SHIELD_CHECK, Act::Change(Change::Unmark(mark)))
        } else {
            ("playlist-reserve", icons::SHIELD_CHECK, Act::Change(Change::Mark(mark)))
        },
        ("playlist-rename", icons::PENCIL_SIMPLE, Act::Ask(Ask::Rename(own()))),
        ("playlist-duplicate", icons::COPY, Act::Ask(Ask::Duplicate(own()))),
        ("playlist-delete", icons::TRASH, Act::Change(Change::Delete { name: own() })),
    ];
    for (key, icon, act) in entries {
        if menu_item(ui, cx.theme, icon, &cx.t(key)).clicked() {
            if matches!(act, Act::Change(Change::Delete { .. })) {
                cx.go(Page::Playlists);
            }
            cx.act(act);
            ui.close();
        }
    }
}

fn trashed(ui: &mut Ui, cx: &mut Cx<'_>, list: &Trashed) {
    let theme = *cx.theme;
    ui.horizontal(|ui| {
        ui.set_height(size::ROW);
        ui.add_space(space::M);
        widgets::label(ui, icons::TRASH, Type::Heading, theme.text_faint);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let restore = format!("{} {}", cx.t("playlists-restore"), list.name);
            if icon_button(ui, &theme, icons::ARROW_COUNTER_CLOCKWISE, &restore, size::ICON).clicked() {
                cx.act(Act::Change(Change::Restore { name: list.name.clone() }));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                elided(ui, &list.name, Type::Body, theme.text_soft)
            });
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::testing::Stage;
    use egui_kittest::kittest::Queryable;

    #[test]
    fn a_playlist_is_made_deleted_and_brought_back() {
        let mut stage = Stage::new(Page::Playlists);
        stage.photograph("playlists-empty");
        stage.harness.get_all_by_label("New playlist").last().unwrap().click();
        stage.settle();
        stage.harness.event(egui::Event::Text("Evening".into()));
        stage.settle();
        stage.photograph("playlists-dialog");
        stage.harness.key_press(egui::Key::Enter);
        stage.settle();
        let here = |stage: &Stage| stage.harness.state().as_ref().unwrap().trail.here().clone();
        assert_eq!(here(&stage), Page::Playlist("Evening".into()));
        stage.harness.state_mut().as_mut().unwrap().go(Page::Playlists);
        stage.settle();
        stage.photograph("playlists");
        stage.harness.get_by_label("More for Evening").click();
        stage.settle();
        stage.photograph("playlists-menu");
        stage.harness.get_by_label_contains("Delete").click();
        stage.settle();
        assert!(Playlists::of(&stage.place).list().unwrap().is_empty());
        stage.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
        stage.settle();
        assert_eq!(Playlists::of(&stage.place).list().unwrap().len(), 1);
    }

    #[test]
    fn one_becomes_part_of_the_reserve() {
        let mut stage = Stage::new(Page::Playlists);
        Playlists::of(&stage.place).create("Night").unwrap();
        stage.harness.state().as_ref().unwrap().librarian.turn_page();
        stage.settle();
        stage.harness.get_by_label("More for Night").click();
        stage.settle();
        stage.harness.get_by_label_contains("part of the reserve").click();
        stage.settle();
        assert_eq!(Marks::read(&stage.place).unwrap().reserve, [Mark::Playlist("Night".into())]);
        assert_eq!(stage.sent(), [crate::player::Command::Refresh]);
        stage.photograph("playlists-reserve");
    }
}
