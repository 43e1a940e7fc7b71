//! The buttons that everybody knows.

use egui::{FontId, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use super::button::{focus_ring, icon_button, toggle};
use crate::model::Source;
use crate::player::State;
use crate::queue::Repeat;
use crate::window::actions::Action;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::theme::mix;
use crate::window::theme::tokens::{bar, filled, radius, size};

/// Previous, the round button, next. A broadcast has no tracks to skip.
pub fn steps(ui: &mut Ui, cx: &mut Cx<'_>) {
    step(ui, cx, Action::Previous);
    play(ui, cx, bar::PLAY);
    step(ui, cx, Action::Next);
}

/// One track on or back.
pub fn step(ui: &mut Ui, cx: &mut Cx<'_>, action: Action) {
    let theme = *cx.theme;
    let local = cx.now.on_air.source == Source::Reserve && (cx.now.queue.length > 0 || cx.playing().is_some());
    ui.add_enabled_ui(local, |ui| {
        if icon_button(ui, &theme, action.icon(), &cx.t(action.key()), bar::STEP_ICON).clicked() {
            cx.perform(action);
        }
    });
}

/// The round button: what it will do is its icon and its name.
pub fn play(ui: &mut Ui, cx: &mut Cx<'_>, side: f32) {
    let theme = *cx.theme;
    let playing = cx.now.state == State::Playing;
    let (icon, name) = if playing { (icons::PAUSE, "playing-pause") } else { (icons::PLAY, "playing-resume") };
    let name = cx.t(name);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let ground = if response.hovered() { mix(theme.accent, theme.on_accent, 0.12) } else { theme.accent };
    ui.painter().circle_filled(rect.center(), side / 2.0, ground);
    let font = FontId::new(side * bar::PLAY_ICON / bar::PLAY, filled());
    let galley = ui.painter().layout_no_wrap(icon.to_owned(), font, theme.on_accent);
    // By what is seen of it: the icon font stands a little low.
    ui.painter().galley(rect.center() - galley.mesh_bounds.center().to_vec2(), galley, theme.on_accent);
    focus_ring(ui, &theme, &response, radius::PILL);
    if response.on_hover_text(name).clicked() {
        cx.perform(Action::PlayPause);
    }
}

/// Whether the queue is in an order of chance.
pub fn shuffle(ui: &mut Ui, cx: &mut Cx<'_>) {
    let on = cx.now.queue.shuffled;
    let name = cx.t("playing-shuffle");
    if queued(ui, cx, |ui, cx| toggle(ui, cx.theme, on, icons::SHUFFLE, &name, size::ICON)).clicked() {
        cx.perform(Action::Shuffle);
    }
}

/// What comes after the queue's end: three icons, three names.
pub fn repeat(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (icon, key, on) = match cx.now.queue.repeat {
        Repeat::Off => (icons::REPEAT, "playing-repeat-off", false),
        Repeat::All => (icons::REPEAT, "playing-repeat-all", true),
        Repeat::One => (icons::REPEAT_ONCE, "playing-repeat-one", true),
    };
    let name = cx.t(key);
    if queued(ui, cx, |ui, cx| toggle(ui, cx.theme, on, icon, &name, size::ICON)).clicked() {
        cx.perform(Action::Repeat);
    }
}

/// The heart of what plays.
pub fn heart(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(track) = cx.playing().cloned() else { return };
    let loved = cx.hearts.has(&track);
    let name = cx.t("playing-love");
    if toggle(ui, cx.theme, loved, icons::HEART, &name, size::ICON).clicked() {
        cx.perform(Action::Love);
    }
}

/// Of use only with a queue.
fn queued(ui: &mut Ui, cx: &mut Cx<'_>, draw: impl FnOnce(&mut Ui, &mut Cx<'_>) -> Response) -> Response {
    let there = cx.now.queue.length > 0 && cx.now.on_air.source == Source::Reserve;
    ui.add_enabled_ui(there, |ui| draw(ui, cx)).inner
}
