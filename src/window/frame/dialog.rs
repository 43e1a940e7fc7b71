//! Asks for a name: of a new playlist, or another one for an old.

use egui::{Context, Id, Key, Modal, Modifiers, Role, TextEdit, WidgetInfo};

use crate::window::acts::Act;
use crate::window::change::Change;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::music::Music;
use crate::window::place::Page;
use crate::window::theme::tokens::{Type, space};
use crate::window::widgets::{Kind, button, elided};

const WIDE: f32 = 380.0;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// For a playlist with this in it.
    NewPlaylist(Option<Music>),
    /// For rules that everything fits, to begin with.
    NewSmart,
    Rename(String),
    Duplicate(String),
}

#[derive(Default)]
pub struct Dialog {
    ask: Option<Ask>,
    name: String,
    fresh: bool,
}

impl Dialog {
    pub fn open(&mut self, ask: Ask) {
        let name = match &ask {
            Ask::Rename(name) | Ask::Duplicate(name) => name.clone(),
            _ => String::new(),
        };
        *self = Self { ask: Some(ask), name, fresh: true };
    }

    pub fn show(&mut self, context: &Context, cx: &mut Cx<'_>) {
        let Some(ask) = self.ask.clone() else { return };
        let entered = context.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let modal = Modal::new(Id::unique("name dialog")).show(context, |ui| self.form(ui, cx, &ask));
        let name = self.name.trim().to_owned();
        if (entered || modal.inner == Some(true)) && !name.is_empty() {
            done(cx, ask, name);
            self.ask = None;
        } else if modal.inner == Some(false) || modal.should_close() {
            self.ask = None;
        }
    }

    /// `Some(true)`: it is meant so; `Some(false)`: it is not.
    fn form(&mut self, ui: &mut egui::Ui, cx: &Cx<'_>, ask: &Ask) -> Option<bool> {
        let theme = cx.theme;
        ui.set_width(WIDE.min(ui.ctx().content_rect().width() - 2.0 * space::XL));
        let head = match ask {
            Ask::NewPlaylist(_) => "action-new-playlist",
            Ask::NewSmart => "dialog-new-smart",
            Ask::Rename(_) => "dialog-rename",
            Ask::Duplicate(_) => "dialog-duplicate",
        };
        elided(ui, &cx.t(head), Type::Heading, theme.text);
        ui.add_space(space::S);
        let field = TextEdit::singleline(&mut self.name).hint_text(cx.t("dialog-name")).desired_width(f32::INFINITY);
        let response = ui.add(field.margin(egui::Vec2::splat(space::S)));
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, cx.t("dialog-name")));
        if std::mem::take(&mut self.fresh) {
            response.request_focus();
        }
        ui.add_space(space::M);
        let mut answer = None;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_enabled_ui(!self.name.trim().is_empty(), |ui| {
                if button(ui, theme, Kind::Main, icons::CHECK, &cx.t("dialog-save")).clicked() {
                    answer = Some(true);
                }
            });
            if button(ui, theme, Kind::Quiet, "", &cx.t("dialog-cancel")).clicked() {
                answer = Some(false);
            }
        });
        answer
    }
}

fn done(cx: &mut Cx<'_>, ask: Ask, name: String) {
    let go = |cx: &mut Cx<'_>, name: &str| cx.go(Page::Playlist(name.to_owned()));
    match ask {
        Ask::NewPlaylist(music) => {
            // Who put something into it stays where they are.
            let stays = music.is_some();
            cx.act(Act::Change(Change::Create { name: name.clone(), music }));
            if !stays {
                go(cx, &name);
            }
        }
        Ask::NewSmart => {
            cx.act(Act::Change(Change::SetRules { name: name.clone(), rules: Box::default() }));
            go(cx, &name);
        }
        Ask::Rename(old) => {
            cx.act(Act::Change(Change::Rename { name: old, new: name.clone() }));
            go(cx, &name);
        }
        Ask::Duplicate(old) => cx.act(Act::Change(Change::Duplicate { name: old, new: name })),
    }
}
