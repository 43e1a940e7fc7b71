//! A station's name and addresses, to be written.

use std::path::Path;

use egui::{Id, Role, TextEdit, Ui, Vec2, WidgetInfo};

use super::read::{Found, is_list, read};
use crate::config::edit::Value;
use crate::config::rule;
use crate::model::{Feed, shown};
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::librarian::Asked;
use crate::window::preferences::Edit;
use crate::window::theme::tokens::{Type, size, space};
use crate::window::widgets::{Kind, button, field, focus_ring, label};

/// See the module's text.
#[derive(Default)]
pub struct Form {
    /// Of which station; `None`: of a new one.
    feed: Option<usize>,
    name: String,
    /// One a line; or a playlist file.
    addresses: String,
    /// As they are, of those that are shown without their secrets.
    known: Vec<(String, String)>,
    file: Option<String>,
    reading: Asked<String, Result<Found, String>>,
    problem: Option<String>,
    fresh: bool,
}

impl Form {
    pub fn new() -> Self {
        Self { fresh: true, ..Self::default() }
    }

    pub fn of_file(path: &Path) -> Self {
        Self { file: Some(path.to_string_lossy().into_owned()), ..Self::new() }
    }

    pub fn of_feed(at: usize, feed: &Feed) -> Self {
        let known: Vec<_> = feed.urls.iter().map(|url| (shown(url), url.to_string())).collect();
        let addresses = known.iter().map(|(shown, _)| shown.as_str()).collect::<Vec<_>>().join("\n");
        Self { feed: Some(at), name: feed.name.clone(), addresses, known, ..Self::new() }
    }

    /// `true`: it is done with.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
        self.take_file(cx);
        let theme = *cx.theme;
        super::panel(ui, &theme, |ui| {
            let head = if self.feed.is_some() { "radio-change" } else { "radio-add" };
            label(ui, &cx.t(head), Type::Heading, theme.text);
            label(ui, &cx.t("radio-form-why"), Type::Small, theme.text_soft);
            let id = Id::unique("station name");
            field(ui, cx, id, &mut self.name, icons::RADIO, &cx.t("radio-name"), size::FIELD);
            if std::mem::take(&mut self.fresh) {
                ui.memory_mut(|memory| memory.request_focus(id));
            }
            self.lines(ui, cx);
            if let Some(problem) = &self.problem {
                label(ui, &format!("{}  {problem}", icons::WARNING_CIRCLE), Type::Small, theme.bad);
            }
            ui.add_space(space::XS);
            let mut done = false;
            ui.horizontal(|ui| {
                let ready = !self.addresses.trim().is_empty();
                ui.add_enabled_ui(ready, |ui| {
                    if button(ui, &theme, Kind::Main, icons::CHECK, &cx.t("radio-save")).clicked() {
                        done = self.save(cx);
                    }
                });
                done |= button(ui, &theme, Kind::Quiet, "", &cx.t("radio-cancel")).clicked();
            });
            done
        })
    }

    fn lines(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let name = cx.t("radio-addresses");
        label(ui, &name, Type::Small, cx.theme.text_soft);
        let edit = TextEdit::multiline(&mut self.addresses).font(Type::Body.font()).desired_rows(2);
        let edit = edit.desired_width(ui.available_width()).margin(Vec2::splat(space::S)).hint_text("https://");
        let response = ui.add(edit);
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::MultilineTextInput, true, &name);
            info.current_text_value = Some(self.addresses.clone());
            info
        });
        focus_ring(ui, cx.theme, &response, crate::window::theme::tokens::radius::CONTROL);
        if response.changed() {
            self.problem = None;
        }
    }

    /// What a playlist file says takes the place of its name.
    fn take_file(&mut self, cx: &Cx<'_>) {
        let Some(file) = self.file.clone() else { return };
        let Some(found) = self.reading.get(cx.librarian, &file, |_, file| read(file)) else { return };
        match found.clone() {
            Ok(found) => {
                self.addresses = found.addresses.join("\n");
                if self.name.trim().is_empty() {
                    self.name = found.name.unwrap_or_default();
                }
            }
            Err(sentence) => self.problem = Some(sentence),
        }
        (self.file, self.reading) = (None, Asked::default());
    }

    /// Whether it is on its way into the file.
    fn save(&mut self, cx: &mut Cx<'_>) -> bool {
        let lines = self.addresses.lines().map(str::trim).filter(|line| !line.is_empty());
        let lines: Vec<String> = lines.map(str::to_owned).collect();
        if let Some(file) = lines.iter().find(|line| is_list(line)) {
            self.file = Some(file.clone());
            return false;
        }
        let address = |line: &String| {
            let known = self.known.iter().find(|(shown, _)| shown == line).map(|(_, url)| url);
            let url = known.unwrap_or(line);
            rule::address(url)
                .map(|url| url.to_string())
                .map_err(|why| cx.tw("radio-refused", &[("given", line), ("why", &why)]))
        };
        match lines.iter().map(address).collect::<Result<Vec<_>, _>>() {
            Ok(urls) => {
                self.write(cx, urls);
                true
            }
            Err(sentence) => {
                self.problem = Some(sentence);
                false
            }
        }
    }

    fn write(&self, cx: &mut Cx<'_>, urls: Vec<String>) {
        let name = Some(self.name.trim().to_owned()).filter(|name| !name.is_empty());
        let Some(at) = self.feed else {
            let last = cx.config.feeds.len();
            return cx.set(Edit::AddFeed { at: last, name, urls });
        };
        let before = cx.config.lineup().feeds.into_iter().nth(at);
        let mut edits = Vec::new();
        if before.as_ref().is_none_or(|feed| Some(&feed.name) != name.as_ref()) {
            edits.push(name.map_or(Edit::ResetFeed(at, "name"), |name| Edit::SetFeed(at, "name", Value::Text(name))));
        }
        if before.is_none_or(|feed| feed.urls.iter().map(ToString::to_string).ne(urls.iter().cloned())) {
            edits.push(Edit::SetFeed(at, "urls", Value::Texts(urls)));
        }
        if !edits.is_empty() {
            cx.act(crate::window::acts::Act::Set(edits, None));
        }
    }
}
