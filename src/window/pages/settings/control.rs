//! What changes a setting, by its kind. Every value goes through the file's own checker.

use egui::{
    Align, CornerRadius, Id, Key, Margin, Popup, Response, Role, Sense, Stroke, StrokeKind, TextEdit, Ui, Vec2,
    WidgetInfo,
};
use toml::Value as Toml;

use super::Draft;
use super::row::{Row, path_of};
use crate::audio::output::{Listed, devices};
use crate::config::edit::Value;
use crate::config::{Described, Kind, Preset};
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::librarian::Asked;
use crate::window::preferences::Edit;
use crate::window::theme::Theme;
use crate::window::theme::tokens::{Type, radius, size, space};
use crate::window::widgets::{elided, focus_ring, menu_item};
use crate::window::words::Words;

/// A number with its unit.
const NUMBER: f32 = 112.0;
const WIDE: f32 = 220.0;
const TRACK: Vec2 = Vec2::new(40.0, 22.0);

/// The sound devices, asked for when somebody wants to choose one.
pub type Devices = Asked<(), Vec<Listed>>;

/// Needs more than a line.
pub fn is_tall(key: &Described) -> bool {
    matches!(key.kind, Kind::Texts)
}

/// The change that was made.
pub fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    row: &Row<'_>,
    value: Option<&Toml>,
    draft: &mut Draft,
    devices: &mut Devices,
) -> Option<Edit> {
    let path = path_of(row.key)?;
    let new = match &row.key.kind {
        Kind::Switch => switch(ui, cx.theme, &row.name, value?.as_bool()?),
        Kind::Choice(words) => {
            let options = words
                .iter()
                .map(|word| (word.clone(), cx.t(&format!("choice-{}-{word}", row.key.key.replace('_', "-")))));
            chooser(ui, cx, row, value?.as_str()?, options.collect())
        }
        Kind::Language => chooser(ui, cx, row, value?.as_str()?, languages(cx)),
        Kind::Equaliser => chooser(ui, cx, row, &preset(value?), presets(cx)),
        Kind::Output => output(ui, cx, row, value?.as_str()?, devices),
        Kind::Whole { unit, .. } => number(ui, cx, row, value?, unit, draft),
        Kind::Number { unit, .. } => number(ui, cx, row, value?, unit, draft),
        Kind::Length { .. } => text(ui, cx, row, value?.as_str()?, (NUMBER, ""), draft).map(Value::Text),
        Kind::Text | Kind::Path => {
            let written = text(ui, cx, row, value.and_then(Toml::as_str).unwrap_or_default(), (WIDE, ""), draft)?;
            // Nothing written means nothing set.
            if written.is_empty() {
                return Some(Edit::Reset(path));
            }
            Some(Value::Text(written))
        }
        Kind::Texts => texts(ui, cx, row, value?, draft),
    };
    new.map(|new| Edit::Set(path, new))
}

/// A switch. Its knob is on the other side and marked when it is on.
fn switch(ui: &mut Ui, theme: &Theme, name: &str, on: bool) -> Option<Value> {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(TRACK.x, size::TARGET), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Switch, true, on, name));
    let track = egui::Rect::from_center_size(rect.center(), TRACK);
    let corner = CornerRadius::same(radius::PILL);
    let fill = match (on, response.hovered()) {
        (true, _) => theme.accent,
        (false, true) => theme.hover,
        (false, false) => theme.selected,
    };
    let edge =
        Stroke::new(if theme.high_contrast { 1.5 } else { 1.0 }, if on { theme.accent } else { theme.text_faint });
    ui.painter().rect(track, corner, fill, edge, StrokeKind::Inside);
    let reach = (TRACK.x - TRACK.y) / 2.0;
    let knob = track.center() + Vec2::new(if on { reach } else { -reach }, 0.0);
    ui.painter().circle_filled(knob, TRACK.y / 2.0 - 4.0, if on { theme.on_accent } else { theme.text_soft });
    focus_ring(ui, theme, &response, radius::CONTROL);
    response.clicked().then_some(Value::Switch(!on))
}

/// A button that opens a list. `options`: what is written, and how people call it.
fn chooser(ui: &mut Ui, cx: &Cx<'_>, row: &Row<'_>, now: &str, options: Vec<(String, String)>) -> Option<Value> {
    let label = options.iter().find(|(word, _)| word == now).map_or_else(|| now.to_owned(), |(_, label)| label.clone());
    let response = face(ui, cx.theme, &row.name, &label);
    choices(cx, &response, now, &options)
}

/// The list of a chooser, while it is open.
fn choices(cx: &Cx<'_>, response: &Response, now: &str, options: &[(String, String)]) -> Option<Value> {
    let mut chosen = None;
    Popup::menu(response).show(|ui| {
        ui.set_width(WIDE);
        ui.spacing_mut().item_spacing.y = 0.0;
        for (word, label) in options {
            let icon = if word == now { icons::CHECK } else { "" };
            if menu_item(ui, cx.theme, icon, label).clicked() {
                chosen = Some(Value::Text(word.clone()));
                ui.close();
            }
        }
    });
    chosen
}

/// A chooser, closed.
fn face(ui: &mut Ui, theme: &Theme, name: &str, label: &str) -> Response {
    let room = WIDE.min(ui.available_width());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(room, size::TARGET), Sense::click());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, true, name);
        info.current_text_value = Some(label.to_owned());
        info
    });
    let fill = if response.hovered() { theme.selected } else { theme.hover };
    let edge = if theme.high_contrast { Stroke::new(1.5, theme.line) } else { Stroke::NONE };
    ui.painter().rect(rect, CornerRadius::same(radius::CONTROL), fill, edge, StrokeKind::Inside);
    let inside = rect.shrink2(Vec2::new(space::M, 0.0));
    let caret = ui.painter().text(
        inside.right_center(),
        egui::Align2::RIGHT_CENTER,
        icons::CARET_DOWN,
        egui::FontId::proportional(14.0),
        theme.text_soft,
    );
    let words = egui::Rect::from_min_max(inside.min, egui::pos2(caret.left() - space::S, inside.bottom()));
    let builder = egui::UiBuilder::new().max_rect(words).layout(egui::Layout::left_to_right(Align::Center));
    let cut = elided(&mut ui.new_child(builder), label, Type::Body, theme.text);
    drop(cut);
    focus_ring(ui, theme, &response, radius::CONTROL);
    response
}

fn languages(cx: &Cx<'_>) -> Vec<(String, String)> {
    let own = Words::languages().map(|code| (code.to_owned(), Words::own_name(code).to_owned()));
    std::iter::once(("desktop".to_owned(), cx.t("choice-language-desktop"))).chain(own).collect()
}

/// The name of what is set; of gains that are a person's own, "custom".
fn preset(value: &Toml) -> String {
    value.as_str().unwrap_or("custom").to_owned()
}

fn presets(cx: &Cx<'_>) -> Vec<(String, String)> {
    let all = Preset::all().iter().map(|preset| preset.name());
    all.map(|name| (name.clone(), cx.t(&format!("choice-equaliser-{name}")))).collect()
}

/// Devices are looked for when the list is opened: a sound server may take its time.
fn output(ui: &mut Ui, cx: &Cx<'_>, row: &Row<'_>, now: &str, devices: &mut Devices) -> Option<Value> {
    let mut options =
        vec![("default".to_owned(), cx.t("choice-output-default")), ("null".to_owned(), cx.t("choice-output-null"))];
    let opened = ui.memory(|memory| memory.data.get_temp::<bool>(Id::unique("devices wanted")).unwrap_or_default());
    if opened && let Some(found) = devices.get_or_last(cx.librarian, &(), |_, ()| self::devices()) {
        options.extend(found.iter().map(|device| (device.name.clone(), device.description.clone())));
    }
    let label = options.iter().find(|(word, _)| word == now).map_or(now, |(_, label)| label);
    let response = face(ui, cx.theme, &row.name, label);
    if response.clicked() {
        ui.memory_mut(|memory| memory.data.insert_temp(Id::unique("devices wanted"), true));
    }
    choices(cx, &response, now, &options)
}

/// What is no number goes to the checker as text, which says what is allowed.
fn number(ui: &mut Ui, cx: &Cx<'_>, row: &Row<'_>, value: &Toml, unit: &str, draft: &mut Draft) -> Option<Value> {
    let now = match value {
        Toml::Float(number) => number.to_string(),
        other => other.to_string(),
    };
    let unit = cx.t(&format!("unit-{}", unit.to_lowercase()));
    let written = text(ui, cx, row, &now, (NUMBER, &unit), draft);
    written.map(|written| written.replace(',', ".").trim().parse().map_or(Value::Text(written), Value::Number))
}

/// A line of this width, with its unit at the end of it; what was written is taken with Enter or when one goes elsewhere,
/// and dropped with Escape.
fn text(
    ui: &mut Ui,
    cx: &Cx<'_>,
    row: &Row<'_>,
    now: &str,
    (width, unit): (f32, &str),
    draft: &mut Draft,
) -> Option<String> {
    let mut written = draft.text(&row.path, now);
    let unit = ui.painter().layout_no_wrap(unit.to_owned(), Type::Small.font(), cx.theme.text_soft);
    let end = if unit.is_empty() { space::S } else { unit.size().x + 2.0 * space::S };
    let margin = Margin { left: space::S as i8, right: end as i8, top: 7, bottom: 7 };
    let edit = TextEdit::singleline(&mut written).font(Type::Body.font()).desired_width(width);
    let response = ui.add(edit.margin(margin).min_size(Vec2::new(0.0, size::TARGET)));
    let at = response.rect.right_center() - Vec2::new(unit.size().x + space::S, unit.size().y / 2.0);
    ui.painter().galley(at, unit, cx.theme.text_soft);
    settle(ui, cx, row, &response, written, now, draft)
}

/// A text a line.
fn texts(ui: &mut Ui, cx: &Cx<'_>, row: &Row<'_>, value: &Toml, draft: &mut Draft) -> Option<Value> {
    let items = value.as_array()?.iter().filter_map(Toml::as_str);
    let now = items.collect::<Vec<_>>().join("\n");
    let mut written = draft.text(&row.path, &now);
    let edit = TextEdit::multiline(&mut written)
        .font(Type::Small.font())
        .desired_width(ui.available_width() - 56.0)
        .desired_rows(3);
    let response = ui.add(edit.margin(Vec2::splat(space::S)).hint_text(cx.t("settings-one-a-line")));
    let written = settle(ui, cx, row, &response, written, &now, draft)?;
    let lines = written.lines().map(str::trim).filter(|line| !line.is_empty());
    Some(Value::Texts(lines.map(str::to_owned).collect()))
}

/// What was decided on, if something was.
fn settle(
    ui: &Ui,
    cx: &Cx<'_>,
    row: &Row<'_>,
    response: &Response,
    written: String,
    now: &str,
    draft: &mut Draft,
) -> Option<String> {
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::TextInput, true, &row.name);
        info.current_text_value = Some(written.clone());
        info
    });
    focus_ring(ui, cx.theme, response, radius::CONTROL);
    if response.changed() {
        draft.0 = Some((row.path.clone(), written.clone()));
    }
    if !response.lost_focus() {
        return None;
    }
    draft.0 = None;
    let given_up = ui.input(|input| input.key_pressed(Key::Escape));
    (written != now && !given_up).then_some(written)
}

impl Draft {
    fn text(&self, path: &str, now: &str) -> String {
        self.0.as_ref().filter(|(of, _)| of == path).map_or_else(|| now.to_owned(), |(_, text)| text.clone())
    }
}
