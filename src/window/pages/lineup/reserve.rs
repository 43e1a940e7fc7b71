//! What plays while no feed does: how long it lasts, and how much of it is proved.

use std::time::Duration;

use egui::{Align, CornerRadius, Layout, Rect, Role, Sense, Ui, Vec2, WidgetInfo};

use super::{head, panel};
use crate::player::ReserveView;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::place::Page;
use crate::window::theme::tokens::{Type, radius, space};
use crate::window::widgets::{Kind, button, elided, label, long_time};

/// The bar of what is proved.
const BAR: Vec2 = Vec2::new(96.0, 6.0);

pub fn card(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (theme, now) = (*cx.theme, cx.now.clone());
    let reserve = &now.reserve;
    head(ui, &theme, &cx.t("lineup-reserve"), &cx.t("lineup-reserve-why"));
    panel(ui, &theme, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        summary(ui, cx, reserve);
        for problem in &reserve.problems {
            label(ui, problem, Type::Small, theme.warn);
        }
        for source in &reserve.sources {
            ui.add_space(space::S);
            let share = share(source.verified, source.total);
            ui.horizontal(|ui| {
                let icon = if source.in_use { icons::CHECK_CIRCLE } else { icons::CIRCLE_DASHED };
                elided(ui, icon, Type::Heading, if source.in_use { theme.good } else { theme.text_faint });
                elided(ui, &source.name, Type::Strong, theme.text);
            });
            ui.horizontal_wrapped(|ui| {
                proved(ui, cx, share);
                let facts = cx.tw(
                    "lineup-source",
                    &[
                        ("count", &source.tracks),
                        ("time", &long_time(source.total)),
                        ("percent", &format!("{:.0}", share * 100.0)),
                    ],
                );
                elided(ui, &facts, Type::Small, theme.text_soft);
            });
        }
        if reserve.damaged > 0 {
            ui.add_space(space::S);
            let said = cx.tw("lineup-damaged", &[("count", &reserve.damaged)]);
            if button(ui, &theme, Kind::Plain, icons::WARNING, &said).clicked() {
                cx.go(Page::Problems);
            }
        }
    });
}

fn summary(ui: &mut Ui, cx: &mut Cx<'_>, reserve: &ReserveView) {
    let theme = *cx.theme;
    ui.allocate_ui_with_layout(Vec2::new(ui.available_width(), 28.0), Layout::left_to_right(Align::Center), |ui| {
        let icon = if reserve.last_resort { icons::WARNING } else { icons::SHIELD_CHECK };
        elided(ui, icon, Type::Heading, if reserve.last_resort { theme.warn } else { theme.good });
        elided(ui, &cx.tw("lineup-left", &[("time", &long_time(reserve.left))]), Type::Heading, theme.text);
    });
    let sentence = if reserve.last_resort { cx.t("lineup-last-resort") } else { reserve.sentence.clone() };
    label(ui, &sentence, Type::Body, theme.text_soft);
    if let Some(source) = &reserve.playing_from {
        label(ui, &cx.tw("lineup-playing-from", &[("source", source)]), Type::Body, theme.text_soft);
    }
}

fn share(part: Duration, whole: Duration) -> f32 {
    if whole.is_zero() { 0.0 } else { (part.as_secs_f32() / whole.as_secs_f32()).clamp(0.0, 1.0) }
}

fn proved(ui: &mut Ui, cx: &Cx<'_>, share: f32) {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(BAR.x, 20.0), Sense::hover());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Meter, true, cx.t("lineup-verified"));
        info.value = Some(f64::from(share));
        info
    });
    let track = Rect::from_center_size(rect.center(), BAR);
    ui.painter().rect_filled(track, CornerRadius::same(radius::SMALL), cx.theme.selected);
    let full = Rect::from_min_size(track.min, Vec2::new(BAR.x * share, BAR.y));
    ui.painter().rect_filled(full, CornerRadius::same(radius::SMALL), cx.theme.good);
}
