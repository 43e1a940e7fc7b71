//! A playlist: its tracks, and the rules of a smart one.

mod draft;
mod editor;

use egui::{Align, CollapsingHeader, Layout, Popup, Ui};

use self::draft::Draft;
use self::editor::Editor;
use super::playlists::{mark, menu};
use crate::library::{Kind, Marks, Playlists};
use crate::window::acts::Act;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::librarian::{Asked, Desk};
use crate::window::music::{How, Music};
use crate::window::theme::tokens::{Type, size, space};
use crate::window::widgets::{self, button, empty, icon_button, title};

/// What is known of it.
#[derive(Clone, Debug, PartialEq)]
enum Known {
    Plain { reserved: bool },
    Smart { reserved: bool, rules: Box<Draft> },
    /// Why it cannot be shown.
    Not(String),
}

#[derive(Default)]
pub struct List {
    known: Asked<String, Known>,
    editor: Option<(String, Editor)>,
}

impl List {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, name: &str) {
        let Some(known) = self.known.get(cx.librarian, &name.to_owned(), |desk, name| look(desk, name)).cloned() else {
            return;
        };
        match known {
            Known::Plain { reserved } => head(ui, cx, name, Kind::Plain, reserved),
            Known::Smart { reserved, rules } => {
                head(ui, cx, name, Kind::Smart, reserved);
                self.rules(ui, cx, name, &rules);
            }
            Known::Not(why) => drop(empty(ui, cx, icons::PLAYLIST, &cx.t("playlist-gone"), &why, None)),
        }
    }

    fn rules(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, name: &str, saved: &Draft) {
        if self.editor.as_ref().is_none_or(|(of, _)| of != name) {
            self.editor = Some((name.to_owned(), Editor::new(saved.clone())));
        }
        let Some((_, editor)) = &mut self.editor else { return };
        editor.refresh(saved);
        let fresh = saved.lines.is_empty() && saved.nested.is_empty();
        CollapsingHeader::new(cx.t("playlist-rules")).id_salt(name).default_open(fresh).show(ui, |ui| editor.show(ui, cx, name));
        ui.add_space(space::M);
    }
}

fn look(desk: &mut Desk, name: &str) -> Known {
    let Some(place) = &desk.place else { return Known::Not(String::new()) };
    let lists = Playlists::of(place);
    let marks = Marks::read(place).unwrap_or_default().reserve;
    let reserved = |kind| marks.contains(&mark(name, kind));
    let smart = || lists.rules(name).map(|rules| Known::Smart { reserved: reserved(Kind::Smart), rules: Box::new(Draft::of(&rules)) });
    let known = lists.kind(name).and_then(|kind| match kind {
        Kind::Plain => Ok(Known::Plain { reserved: reserved(Kind::Plain) }),
        Kind::Smart => smart(),
    });
    known.unwrap_or_else(|why| Known::Not(why.to_string()))
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, name: &str, kind: Kind, reserved: bool) {
    let theme = *cx.theme;
    title(ui, &theme, name);
    ui.horizontal(|ui| {
        let music = || Music::Playlist(name.to_owned());
        if button(ui, &theme, widgets::Kind::Main, icons::PLAY, &cx.t("playlist-play")).clicked() {
            cx.act(Act::Play(music(), How::Now));
        }
        if button(ui, &theme, widgets::Kind::Plain, icons::SHUFFLE, &cx.t("playlist-shuffle")).clicked() {
            cx.act(Act::Play(music(), How::Shuffled));
        }
        let more = icon_button(ui, &theme, icons::DOTS_THREE, &cx.tw("playlist-more", &[("name", &name)]), size::ICON);
        Popup::menu(&more).show(|ui| menu(ui, cx, name, kind, reserved));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if reserved {
                let shield = widgets::label(ui, icons::SHIELD_CHECK, Type::Heading, theme.good);
                shield.on_hover_text(cx.t("playlist-reserved"));
            }
        });
    });
    ui.add_space(space::M);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smart;
    use crate::window::place::Page;
    use crate::window::testing::Stage;
    use egui_kittest::kittest::Queryable;

    #[test]
    fn rules_are_written_and_saved() {
        let mut stage = Stage::new(Page::Home);
        Playlists::of(&stage.place).set_rules("Quiet", &smart::Rules::default()).unwrap();
        stage.harness.state_mut().as_mut().unwrap().go(Page::Playlist("Quiet".into()));
        stage.settle();
        stage.harness.get_by_label_contains("Add a rule").click();
        stage.settle();
        stage.harness.get_by_label("Value").click();
        stage.settle();
        stage.harness.event(egui::Event::Text("Jazz".into()));
        stage.settle();
        stage.photograph("playlist-rules");
        stage.harness.get_by_label("Save").click();
        stage.settle();
        let rules = Playlists::of(&stage.place).rules("Quiet").unwrap();
        assert!(rules.to_toml().contains("is = \"Jazz\""), "{}", rules.to_toml());
    }
}
