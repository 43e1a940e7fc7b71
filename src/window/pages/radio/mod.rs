//! The stations: heard, added, changed, put in order.

mod form;
mod read;

use egui::{Align, Layout, Role, ScrollArea, Ui, Vec2, WidgetInfo};

use self::form::Form;
use super::lineup::{health, panel};
use crate::model::{Feed, shown};
use crate::player::{Command, FeedView};
use crate::window::acts::Act;
use crate::window::cx::{Cx, View};
use crate::window::icons;
use crate::window::preferences::Edit;
use crate::window::theme::tokens::{Type, space};
use crate::window::widgets::{Kind, button, elided, empty, icon_button, label, title};

#[derive(Default)]
pub struct Radio {
    form: Option<Form>,
}

impl View for Radio {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let (theme, feeds) = (*cx.theme, cx.config.lineup().feeds);
        self.take_dropped(ui);
        ui.horizontal(|ui| {
            title(ui, &theme, &cx.t("page-radio"));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let offered = self.form.is_none() && !feeds.is_empty();
                if offered && button(ui, &theme, Kind::Main, icons::PLUS, &cx.t("radio-add")).clicked() {
                    self.form = Some(Form::new());
                }
            });
        });
        ScrollArea::vertical().id_salt("radio").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - space::M);
            if let Some(form) = &mut self.form {
                if form.show(ui, cx) {
                    self.form = None;
                }
                ui.add_space(space::M);
            }
            if feeds.is_empty() && self.form.is_none() {
                let (head, why, add) = (cx.t("radio-empty"), cx.t("radio-empty-why"), cx.t("radio-add"));
                if empty(ui, cx, icons::RADIO, &head, &why, Some(&add)) {
                    self.form = Some(Form::new());
                }
                return;
            }
            if !feeds.is_empty() {
                label(ui, &cx.t("radio-order"), Type::Body, theme.text_soft);
                ui.add_space(space::XS);
            }
            for (at, feed) in feeds.iter().enumerate() {
                self.card(ui, cx, at, feed, feeds.len());
                ui.add_space(space::XS);
            }
            ui.add_space(space::XL);
        });
    }
}

impl Radio {
    /// A playlist file that is let go over the page is a station.
    fn take_dropped(&mut self, ui: &mut Ui) {
        let dropped = ui.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        if let Some(path) = dropped.filter(|path| read::is_list(&path.to_string_lossy())) {
            ui.input_mut(|input| input.raw.dropped_files.clear());
            self.form = Some(Form::of_file(&path));
        }
    }

    fn card(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, at: usize, feed: &Feed, count: usize) {
        let theme = *cx.theme;
        let now = cx.now.clone();
        let view = now.feeds.get(at).filter(|view| view.name == feed.name);
        panel(ui, &theme, |ui| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(Role::Group);
                node.set_label(feed.name.as_str());
            });
            ui.spacing_mut().item_spacing.y = space::XS;
            ui.allocate_ui_with_layout(
                Vec2::new(ui.available_width(), 28.0),
                Layout::right_to_left(Align::Center),
                |ui| {
                    if let Some(view) = view {
                        health::of(cx, view).pill(ui, cx);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        elided(ui, icons::RADIO, Type::Title, theme.text_soft);
                        elided(ui, &feed.name, Type::Heading, theme.text);
                    });
                },
            );
            if let Some(title) = view.and_then(|view| view.title.as_ref().or(view.station.as_ref())) {
                elided(ui, title, Type::Body, theme.text);
            }
            let addresses = feed.urls.iter().map(shown).collect::<Vec<_>>().join("  ·  ");
            elided(ui, &addresses, Type::Small, theme.text_soft);
            ui.add_space(space::XS);
            ui.horizontal_wrapped(|ui| self.controls(ui, cx, at, feed, view, count));
        });
    }

    fn controls(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        at: usize,
        feed: &Feed,
        view: Option<&FeedView>,
        count: usize,
    ) {
        let (theme, name) = (*cx.theme, &feed.name);
        let named = |cx: &Cx<'_>, key: &str| cx.tw(key, &[("name", name)]);
        if !view.is_some_and(|view| view.on_air) {
            let heard = button(ui, &theme, Kind::Plain, icons::PLAY, &cx.t("radio-play-short"));
            heard.widget_info(|| WidgetInfo::labeled(Role::Button, true, named(cx, "radio-play")));
            if heard.clicked() {
                play(cx, at);
            }
        }
        if icon_button(ui, &theme, icons::PENCIL_SIMPLE, &named(cx, "radio-edit"), 17.0).clicked() {
            self.form = Some(Form::of_feed(at, feed));
        }
        let mut step = |ui: &mut Ui, icon: &str, key: &str, to: Option<usize>| {
            ui.add_enabled_ui(to.is_some(), |ui| {
                if icon_button(ui, &theme, icon, &named(cx, key), 17.0).clicked()
                    && let Some(to) = to
                {
                    cx.set(Edit::MoveFeed { from: at, to });
                }
            });
        };
        step(ui, icons::ARROW_UP, "radio-up", at.checked_sub(1));
        step(ui, icons::ARROW_DOWN, "radio-down", Some(at + 1).filter(|to| *to < count));
        if icon_button(ui, &theme, icons::TRASH, &named(cx, "radio-remove"), 17.0).clicked() {
            let said = named(cx, "radio-removed");
            cx.act(Act::Set(vec![Edit::RemoveFeed(at)], Some(said)));
        }
    }
}

/// The most wanted station is the one that plays: so it becomes that.
fn play(cx: &mut Cx<'_>, at: usize) {
    if at > 0 {
        cx.set(Edit::MoveFeed { from: at, to: 0 });
    }
    cx.send(Command::StayOffline(false));
    cx.send(Command::TryNow);
}

#[cfg(test)]
mod tests;
