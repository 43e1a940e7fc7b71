//! The equaliser: ten bands, presets, and the curve that comes of them.

use egui::{Align, Align2, Context, CornerRadius, Frame, Id, Layout, Modal, Popup, Pos2, Rect, ScrollArea, Sense, Shape, Stroke, Ui, Vec2};

use super::play_bar::row;
use crate::config::Preset;
use crate::model::Bands;
use crate::player::Command;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::theme::mix;
use crate::window::theme::tokens::{Type, equaliser as sizes, radius, size, space};
use crate::window::widgets::{Kind, Slide, button, elided, focus_ring, icon_button, toggle};

/// Decibels that an arrow key changes, and Page Up and Page Down.
const STEP: f64 = 0.5;
const LEAP: f64 = 3.0;
/// Points of the curve from one band to the next.
const FINE: usize = 12;

#[derive(Default)]
pub struct Equaliser {
    open: bool,
    /// What it is set to while it is off.
    kept: Option<Bands>,
}

impl Equaliser {
    pub fn toggle(&mut self) {
        self.open = !self.open;
    }

    pub fn show(&mut self, context: &Context, cx: &mut Cx<'_>) {
        if !self.open {
            return;
        }
        let before = cx.now.equaliser;
        // Until the player has obeyed, what is kept still sounds; anything else was set elsewhere.
        self.kept = self.kept.filter(|kept| before.is_flat() || before == *kept);
        let frame = Frame::popup(&context.global_style()).inner_margin(space::L);
        let modal = Modal::new(Id::unique("equaliser")).frame(frame).show(context, |ui| {
            ui.set_width(sizes::WIDE.min(context.content_rect().width() - 2.0 * space::XL));
            ScrollArea::vertical().max_height(context.content_rect().height() - 2.0 * space::XXL).show(ui, |ui| {
                self.head(ui, cx);
                ui.add_space(space::M);
                self.bands(ui, cx);
                ui.add_space(space::M);
                self.foot(ui, cx);
            });
        });
        self.open &= !modal.should_close();
    }

    /// What the sliders show: what sounds, or what would.
    fn shown(&self, cx: &Cx<'_>) -> Bands {
        self.kept.unwrap_or(cx.now.equaliser)
    }

    fn set(&mut self, cx: &mut Cx<'_>, bands: Bands) {
        self.kept = None;
        if bands != cx.now.equaliser {
            cx.send(Command::Equalise(bands));
        }
    }

    fn head(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let theme = *cx.theme;
        ui.horizontal(|ui| {
            elided(ui, &cx.t("action-equaliser"), Type::Heading, theme.text);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, &theme, icons::X, &cx.t("equaliser-close"), size::ICON).clicked() {
                    self.open = false;
                }
                let on = self.kept.is_none() && !cx.now.equaliser.is_flat();
                let able = on || self.kept.is_some();
                ui.add_enabled_ui(able, |ui| {
                    if toggle(ui, &theme, on, icons::EQUALIZER, &cx.t("equaliser-on"), size::ICON).clicked() {
                        self.switch(cx, on);
                    }
                });
            });
        });
    }

    fn switch(&mut self, cx: &mut Cx<'_>, on: bool) {
        if on {
            let kept = cx.now.equaliser;
            cx.send(Command::Equalise(Bands::FLAT));
            self.kept = Some(kept);
        } else if let Some(kept) = self.kept {
            self.set(cx, kept);
        }
    }

    fn bands(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let theme = *cx.theme;
        let high = sizes::HIGH.min((ui.ctx().content_rect().height() - 260.0).max(90.0));
        let whole = Vec2::new(ui.available_width(), high + 2.0 * space::XL);
        let (area, _) = ui.allocate_exact_size(whole, Sense::hover());
        let plot = area.shrink2(Vec2::new(0.0, space::XL));
        let shown = self.shown(cx);
        let ground = CornerRadius::same(radius::CONTROL);
        ui.painter().rect_filled(plot, ground, mix(theme.raised, theme.base, 0.6));
        ui.painter().hline(plot.x_range(), plot.center().y, Stroke::new(1.0, theme.line));
        let off = self.kept.is_some();
        let ink = if off { theme.text_faint } else { theme.accent };
        let points = curve(shown, plot);
        fill(ui, &points, plot.center().y, ink.gamma_multiply(0.16));
        ui.painter().add(Shape::line(points, Stroke::new(2.0, ink)));
        let wide = plot.width() / Bands::COUNT as f32;
        for (band, gain) in shown.gains().into_iter().enumerate() {
            let left = plot.left() + band as f32 * wide;
            let column = Rect::from_min_size(Pos2::new(left, area.top()), Vec2::new(wide, area.height()));
            if let Some(gain) = slider(ui, cx, column, plot, (band, gain), ink) {
                self.set(cx, shown.with(band, gain));
            }
        }
    }

    fn foot(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let theme = *cx.theme;
        let shown = self.shown(cx);
        let current = Preset::of(shown);
        ui.horizontal_wrapped(|ui| {
            let name = current.map_or_else(|| cx.t("equaliser-own"), |preset| cx.t(&key(preset)));
            let text = format!("{}: {name}", cx.t("equaliser-preset"));
            let menu = button(ui, &theme, Kind::Plain, icons::CARET_UP, &text);
            Popup::menu(&menu).show(|ui| {
                ui.set_min_width(200.0);
                ScrollArea::vertical().max_height(ui.ctx().content_rect().height() * 0.6).show(ui, |ui| {
                    for preset in Preset::all() {
                        if row(ui, &theme, icons::EQUALIZER, &cx.t(&key(*preset)), Some(current == Some(*preset))) {
                            self.set(cx, preset.bands());
                        }
                    }
                });
            });
            ui.add_enabled_ui(!shown.is_flat(), |ui| {
                if button(ui, &theme, Kind::Quiet, icons::ARROW_COUNTER_CLOCKWISE, &cx.t("equaliser-reset")).clicked() {
                    self.set(cx, Bands::FLAT);
                }
            });
        });
    }
}

fn key(preset: Preset) -> String {
    format!("equaliser-preset-{}", preset.name())
}

/// One band: its gain above, its frequency below. The gain that was chosen.
fn slider(ui: &mut Ui, cx: &Cx<'_>, column: Rect, plot: Rect, (band, gain): (usize, f32), ink: egui::Color32) -> Option<f32> {
    let theme = cx.theme;
    let frequency = Bands::NAMES.get(band).copied().unwrap_or_default();
    let most = f64::from(Bands::MOST);
    let name = cx.tw("equaliser-band", &[("frequency", &frequency)]);
    let said = cx.tw("equaliser-gain", &[("gain", &signed(gain))]);
    let rail = Rect::from_min_max(Pos2::new(column.left(), plot.top()), Pos2::new(column.right(), plot.bottom())).shrink2(Vec2::new(0.0, sizes::KNOB));
    let slide = Slide { name: &name, value: gain.into(), said: &said, range: -most..=most, step: STEP, leap: LEAP, upright: true };
    let slid = slide.show(ui, Id::unique(("band", band)), rail.expand2(Vec2::new(0.0, sizes::KNOB)), rail);
    let middle = column.center().x;
    let knob = Pos2::new(middle, rail.bottom() - slide.share(gain.into()) * rail.height());
    let faint = Stroke::new(1.0, mix(theme.raised, theme.text, 0.25));
    ui.painter().vline(middle, rail.y_range(), faint);
    ui.painter().circle(knob, sizes::KNOB, ink, Stroke::new(2.0, theme.raised));
    focus_ring(ui, theme, &slid.response, radius::CONTROL);
    let lively = slid.pointed.is_some() || slid.response.has_focus();
    let colour = if lively { theme.text } else { theme.text_soft };
    ui.painter().text(Pos2::new(middle, column.top() + space::M), Align2::CENTER_CENTER, signed(gain), Type::Label.font(), colour);
    ui.painter().text(Pos2::new(middle, column.bottom() - space::M), Align2::CENTER_CENTER, frequency, Type::Label.font(), theme.text_soft);
    if slid.response.double_clicked() {
        return Some(0.0);
    }
    // Half decibels are fine enough for hands; screen readers and keys come as they are.
    let wanted = slid.held.map(|held| (held * 2.0).round() / 2.0).or(slid.chosen.map(|chosen| (chosen * 10.0).round() / 10.0));
    wanted.map(|wanted| wanted as f32).filter(|wanted| (wanted - gain).abs() > 0.01)
}

/// `+3`, `−4.5`, `0`.
fn signed(gain: f32) -> String {
    let size = if gain.fract() == 0.0 { format!("{:.0}", gain.abs()) } else { format!("{:.1}", gain.abs()) };
    match gain {
        0.0 => size,
        0.0.. => format!("+{size}"),
        _ => format!("−{size}"),
    }
}

/// From band to band as cosines: smooth, and never beyond what is set.
fn curve(bands: Bands, plot: Rect) -> Vec<Pos2> {
    let (gains, wide) = (bands.gains(), plot.width() / Bands::COUNT as f32);
    let rail = plot.shrink2(Vec2::new(0.0, sizes::KNOB));
    let gain = |place: f32| {
        let (band, way) = (place.floor().clamp(0.0, (Bands::COUNT - 1) as f32) as usize, place.fract());
        let (from, to) = (gains[band], gains[(band + 1).min(Bands::COUNT - 1)]);
        from + (to - from) * (1.0 - (way * std::f32::consts::PI).cos()) / 2.0
    };
    let steps = (Bands::COUNT - 1) * FINE;
    let inner = (0..=steps).map(|step| step as f32 / FINE as f32).map(|place| (plot.left() + (place + 0.5) * wide, gain(place)));
    let ends = [(plot.left(), gains[0])].into_iter().chain(inner).chain([(plot.right(), gains[Bands::COUNT - 1])]);
    ends.map(|(x, gain)| Pos2::new(x, rail.center().y - gain / Bands::MOST * rail.height() / 2.0)).collect()
}

/// What is between the curve and its middle.
fn fill(ui: &Ui, points: &[Pos2], middle: f32, colour: egui::Color32) {
    let mut mesh = egui::Mesh::default();
    for point in points {
        let at = mesh.vertices.len() as u32;
        mesh.colored_vertex(*point, colour);
        mesh.colored_vertex(Pos2::new(point.x, middle), colour);
        if at > 0 {
            mesh.add_triangle(at - 2, at - 1, at);
            mesh.add_triangle(at - 1, at, at + 1);
        }
    }
    ui.painter().add(Shape::mesh(mesh));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::testing::{Set, Stage};
    use crate::window::theme::Look;
    use egui::{Key, Modifiers};
    use egui_kittest::kittest::Queryable;

    fn opened(set: Set) -> Stage {
        let mut stage = Stage::of(set).playing(4);
        stage.harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
        stage.settle();
        stage
    }

    #[test]
    fn each_band_is_set_by_key_and_by_screen_reader() {
        let mut stage = opened(Set::default());
        stage.harness.get_by_label("31 Hz").focus();
        stage.settle();
        stage.harness.key_press(Key::ArrowUp);
        stage.settle();
        assert_eq!(stage.sent(), [Command::Equalise(Bands::FLAT.with(0, 0.5))]);
        stage.harness.get_by_label("16k Hz").set_value_accesskit(-6.0);
        stage.settle();
        assert_eq!(stage.sent(), [Command::Equalise(Bands::FLAT.with(9, -6.0))]);
    }

    #[test]
    fn a_preset_is_chosen_switched_off_and_on_and_reset() {
        let mut stage = opened(Set::default());
        stage.harness.get_by_label_contains("Preset").click();
        stage.settle();
        stage.photograph("equaliser-presets");
        stage.harness.get_by_label("Rock").click();
        stage.settle();
        let rock = Preset::Rock.bands();
        assert_eq!(stage.sent(), [Command::Equalise(rock)]);
        stage.show(|now| now.equaliser = rock);
        stage.photograph("equaliser");
        stage.harness.get_by_label("Equaliser on").click();
        stage.settle();
        assert_eq!(stage.sent(), [Command::Equalise(Bands::FLAT)]);
        stage.show(|now| now.equaliser = Bands::FLAT);
        stage.harness.get_by_label("Equaliser on").click();
        stage.settle();
        assert_eq!(stage.sent(), [Command::Equalise(rock)], "what it was set to is kept");
        stage.show(|now| now.equaliser = rock);
        stage.harness.get_by_label("Reset").click();
        stage.settle();
        assert_eq!(stage.sent(), [Command::Equalise(Bands::FLAT)]);
    }

    #[test]
    fn it_fits_everywhere() {
        for (name, look, size) in [("light", Look::Light, [1180.0, 780.0]), ("small", Look::Dark, [360.0, 560.0])] {
            let mut stage = opened(Set { look, size, ..Set::default() });
            stage.show(|now| now.equaliser = Preset::SmallSpeakers.bands());
            stage.photograph(&format!("equaliser-{name}"));
            assert!(stage.harness.get_by_label("16k Hz").rect().right() <= size[0]);
        }
    }

    #[test]
    fn gains_are_written_with_their_sign() {
        assert_eq!([3.0, -4.5, 0.0].map(signed), ["+3", "−4.5", "0"]);
    }
}
