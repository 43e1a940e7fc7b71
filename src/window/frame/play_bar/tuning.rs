//! The panel's settings of the sound, at once heard: loudness, what is between tracks, and when the music sleeps.

use std::time::Duration;

use egui::{Button, CornerRadius, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use super::more::section;
use crate::audio::loudness::Mode;
use crate::player::{Command, Sleep, Tuning};
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::theme::Theme;
use crate::window::theme::tokens::{Type, bar, radius, size, space};
use crate::window::widgets::{Slide, elided, focus_ring, long_time, paint_line};

/// What the sleep timer is set to, in minutes.
const MINUTES: [u64; 5] = [15, 30, 45, 60, 90];
/// Seconds of the longest crossfade, and the steps to it.
const LONGEST: f64 = 12.0;
const STEP: f64 = 0.5;
const LEAP: f64 = 2.0;

/// What is brought to one loudness.
pub fn loudness(ui: &mut Ui, cx: &mut Cx<'_>) {
    section(ui, cx, "playing-loudness");
    let now = cx.now.tuning.leveling.mode;
    let modes = [(Mode::Track, "playing-loudness-track"), (Mode::Album, "playing-loudness-album"), (Mode::Off, "playing-loudness-off")];
    ui.horizontal_wrapped(|ui| {
        for (mode, key) in modes {
            if chip(ui, cx.theme, now == mode, &cx.t(key)) {
                tune(cx, |tuning| tuning.leveling.mode = mode);
            }
        }
    });
}

/// Crossfade and gapless joins.
pub fn between(ui: &mut Ui, cx: &mut Cx<'_>) {
    section(ui, cx, "playing-between");
    let value = cx.now.tuning.crossfade.as_secs_f64();
    let words = |cx: &Cx<'_>, value: f64| match value {
        0.0 => cx.t("playing-crossfade-off"),
        _ => cx.tw("playing-crossfade-seconds", &[("seconds", &format!("{value:.1}").trim_end_matches(".0"))]),
    };
    let (name, said) = (cx.t("playing-crossfade"), words(cx, value));
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), size::TARGET), Sense::hover());
    let rail = rect.shrink2(Vec2::new(space::S, 0.0)).with_max_x(rect.right() - bar::SAID);
    let slide = Slide { name: &name, value, said: &said, range: 0.0..=LONGEST, step: STEP, leap: LEAP, upright: false };
    let slid = slide.show(ui, ui.scope_id().with("crossfade"), rect.with_max_x(rail.right() + space::S), rail);
    let shown = slid.held.map_or(value, rounded);
    paint_line(ui, cx.theme, rail, slide.share(shown), slid.pointed.is_some() || slid.response.has_focus());
    focus_ring(ui, cx.theme, &slid.response, radius::CONTROL);
    let at = egui::pos2(rect.right() - space::S, rect.center().y);
    ui.painter().text(at, egui::Align2::RIGHT_CENTER, words(cx, shown), Type::Small.font(), cx.theme.text_soft);
    slid.response.on_hover_text(&name);
    if let Some(chosen) = slid.chosen.map(rounded) {
        tune(cx, |tuning| tuning.crossfade = Duration::from_secs_f64(chosen));
    }
    let gapless = cx.now.tuning.gapless;
    if ui.horizontal(|ui| chip(ui, cx.theme, gapless, &cx.t("playing-gapless"))).inner {
        tune(cx, |tuning| tuning.gapless = !gapless);
    }
}

fn rounded(seconds: f64) -> f64 {
    (seconds / STEP).round() * STEP
}

fn tune(cx: &mut Cx<'_>, change: impl FnOnce(&mut Tuning)) {
    let mut tuning = Tuning::clone(&cx.now.tuning);
    change(&mut tuning);
    cx.send(Command::Tune(Box::new(tuning)));
}

/// When the music ends for the night.
pub fn sleep(ui: &mut Ui, cx: &mut Cx<'_>) {
    section(ui, cx, "playing-sleep");
    if let Some(text) = left(cx) {
        elided(ui, &text, Type::Small, cx.theme.text_soft);
    }
    let timer = cx.now.sleep;
    ui.horizontal_wrapped(|ui| {
        for minutes in MINUTES {
            if chip(ui, cx.theme, false, &cx.tw("playing-sleep-minutes", &[("minutes", &minutes)])) {
                cx.send(Command::Sleep(Some(Sleep::After(Duration::from_secs(60 * minutes)))));
            }
        }
        let at_end = timer.is_some_and(|timer| timer.at_track_end);
        if chip(ui, cx.theme, at_end, &cx.t("playing-sleep-track")) {
            cx.send(Command::Sleep(Some(Sleep::AtTrackEnd)));
        }
        if chip(ui, cx.theme, timer.is_none(), &cx.t("playing-sleep-off")) {
            cx.send(Command::Sleep(None));
        }
    });
}

/// How long the timer has left, in words; `None` without one.
fn left(cx: &Cx<'_>) -> Option<String> {
    let timer = cx.now.sleep?;
    Some(match timer.left.filter(|_| !timer.at_track_end) {
        Some(left) => cx.tw("playing-sleep-left", &[("left", &long_time(left))]),
        None => cx.t("playing-sleep-left-track"),
    })
}

/// In the bar: what is left; a click takes the timer back.
pub fn awake(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (Some(told), Some(timer)) = (left(cx), cx.now.sleep) else { return };
    let short = timer.left.filter(|_| !timer.at_track_end).map(long_time).unwrap_or_default();
    let name = cx.tw("playing-sleep-cancel", &[("told", &told)]);
    let text = egui::RichText::new(format!("{} {short}", icons::MOON)).font(Type::Small.font()).color(cx.theme.text_soft);
    let response = ui.add(Button::new(text).frame_when_inactive(false).min_size(Vec2::splat(size::TARGET)));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    focus_ring(ui, cx.theme, &response, radius::CONTROL);
    if response.on_hover_text(name).clicked() {
        cx.send(Command::Sleep(None));
    }
}

/// One of several, or on and off: what is chosen has a check mark.
fn chip(ui: &mut Ui, theme: &Theme, chosen: bool, text: &str) -> bool {
    let label = if chosen { format!("{}  {text}", icons::CHECK) } else { text.to_owned() };
    let ink = if chosen { theme.text } else { theme.text_soft };
    let galley = ui.painter().layout_no_wrap(label, Type::Small.font(), ink);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(galley.size().x + 2.0 * space::M, size::TARGET), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, chosen, text));
    let fill = if chosen || response.hovered() { theme.selected } else { theme.hover };
    let border = if theme.high_contrast { Stroke::new(1.0, theme.line) } else { Stroke::NONE };
    ui.painter().rect(rect, CornerRadius::same(radius::PILL), fill, border, StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    focus_ring(ui, theme, &response, radius::PILL);
    response.clicked()
}
