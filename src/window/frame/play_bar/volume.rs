//! How loud it is.

use egui::{Response, Sense, Ui, Vec2};

use crate::player::Command;
use crate::window::actions::Action;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::theme::tokens::{radius, size};
use crate::window::widgets::{Slide, focus_ring, icon_button, paint_line};

/// Percent that a step of the wheel or an arrow key changes, and Page Up and Page Down.
const STEP: f64 = 5.0;
const LEAP: f64 = 20.0;
/// Points of the wheel that are a step: a notch of most mice.
const NOTCH: f32 = 50.0;

/// Silences, and brings back.
pub fn speaker(ui: &mut Ui, cx: &mut Cx<'_>) {
    let volume = cx.now.volume;
    let (icon, key) = match volume {
        0.0 => (icons::SPEAKER_SLASH, "playing-unmute"),
        ..50.0 => (icons::SPEAKER_LOW, "playing-mute"),
        _ => (icons::SPEAKER_HIGH, "playing-mute"),
    };
    let response = icon_button(ui, cx.theme, icon, &cx.t(key), size::ICON);
    wheel(ui, cx, &response);
    if response.clicked() {
        cx.perform(Action::Mute);
    }
}

/// In percent.
pub fn slider(ui: &mut Ui, cx: &mut Cx<'_>, wide: f32) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(wide, size::TARGET), Sense::hover());
    let rail = rect.shrink2(Vec2::new(8.0, 0.0));
    let value = f64::from(cx.now.volume);
    let (name, percent) = (cx.t("playing-volume"), cx.now.volume.round() as u64);
    let said = cx.tw("playing-percent", &[("percent", &percent)]);
    let slide = Slide { name: &name, value, said: &said, range: 0.0..=100.0, step: STEP, leap: LEAP, upright: false };
    let slid = slide.show(ui, ui.scope_id().with("volume"), rect, rail);
    paint_line(
        ui,
        cx.theme,
        rail,
        slide.share(slid.held.unwrap_or(value)),
        slid.pointed.is_some() || slid.response.has_focus(),
    );
    focus_ring(ui, cx.theme, &slid.response, radius::CONTROL);
    wheel(ui, cx, &slid.response);
    if let Some(wanted) = slid.held.or(slid.chosen).filter(|wanted| (wanted - value).abs() >= 0.5) {
        cx.send(Command::Volume(wanted.round() as f32));
    }
    slid.response.on_hover_text(said);
}

/// The wheel over it makes it louder and softer.
fn wheel(ui: &Ui, cx: &mut Cx<'_>, response: &Response) {
    if !response.hovered() {
        return;
    }
    let id = response.id.with("wheel");
    let turned =
        ui.input(|input| input.smooth_scroll_delta().y) + ui.data(|data| data.get_temp::<f32>(id)).unwrap_or(0.0);
    let steps = (turned / NOTCH).trunc();
    ui.data_mut(|data| data.insert_temp(id, turned - steps * NOTCH));
    if steps != 0.0 {
        cx.send(Command::VolumeBy(steps * STEP as f32));
    }
}
