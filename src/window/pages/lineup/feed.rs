//! A feed: how it is, what it plays, and its day.

use std::time::Duration;

use egui::{Align, CornerRadius, Layout, Rect, Role, Sense, Ui, Vec2, WidgetInfo};

use super::timeline::{Day, Window};
use super::{bar, health, panel};
use crate::fault::spoken;
use crate::player::FeedView;
use crate::window::cx::Cx;
use crate::window::theme::tokens::{Type, radius, space};
use crate::window::widgets::{elided, label};

/// The bar of the buffer.
const BUFFER: Vec2 = Vec2::new(96.0, 6.0);

pub fn card(ui: &mut Ui, cx: &mut Cx<'_>, index: usize, feed: &FeedView, day: Option<(&Day, Window)>) {
    let theme = *cx.theme;
    panel(ui, &theme, |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::Group);
            node.set_label(feed.name.as_str());
        });
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.allocate_ui_with_layout(Vec2::new(ui.available_width(), 28.0), Layout::right_to_left(Align::Center), |ui| {
            health::of(cx, feed).pill(ui, cx);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                elided(ui, &format!("{}", index + 1), Type::Heading, theme.text_faint);
                elided(ui, &feed.name, Type::Heading, theme.text);
            });
        });
        if let Some(fault) = feed.health.fault() {
            label(ui, &format!("{} {}", fault.sentence(), fault.remedy()), Type::Body, theme.text);
        } else if let Some(title) = feed.title.as_ref().or(feed.station.as_ref()) {
            elided(ui, title, Type::Body, theme.text);
        }
        facts(ui, cx, feed);
        if let Some((day, window)) = day {
            ui.add_space(space::S);
            bar::draw(ui, cx, &feed.name, day, window);
            label(ui, &summary(cx, day), Type::Small, theme.text_soft);
        }
    });
}

fn facts(ui: &mut Ui, cx: &Cx<'_>, feed: &FeedView) {
    let theme = cx.theme;
    ui.horizontal_wrapped(|ui| {
        buffer(ui, cx, feed.buffered);
        let bitrate = feed.bitrate.map(|rate| format!("{rate} kbit/s"));
        let codec = feed.codec.as_ref().map(|codec| codec.to_uppercase());
        let facts: Vec<String> = [bitrate, codec, Some(feed.url.clone())].into_iter().flatten().collect();
        elided(ui, &facts.join("  ·  "), Type::Small, theme.text_soft);
    });
}

/// How much of the wanted buffer there is, drawn and in seconds.
fn buffer(ui: &mut Ui, cx: &Cx<'_>, buffered: Duration) {
    let theme = cx.theme;
    let wanted = cx.config.failover.buffer.as_secs_f32().max(1.0);
    let share = (buffered.as_secs_f32() / wanted).clamp(0.0, 1.0);
    let said = cx.tw("lineup-buffered", &[("time", &spoken(buffered))]);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(BUFFER.x, 20.0), Sense::hover());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Meter, true, &said);
        info.value = Some(f64::from(share));
        info
    });
    let track = Rect::from_center_size(rect.center(), BUFFER);
    ui.painter().rect_filled(track, CornerRadius::same(radius::SMALL), theme.selected);
    let full = Rect::from_min_size(track.min, Vec2::new(BUFFER.x * share, BUFFER.y));
    ui.painter().rect_filled(full, CornerRadius::same(radius::SMALL), theme.accent);
    elided(ui, &said, Type::Small, theme.text_soft);
}

/// How much was bridged.
fn summary(cx: &Cx<'_>, day: &Day) -> String {
    if day.gaps.is_empty() {
        return cx.t("lineup-no-outage");
    }
    let away = spoken(day.away());
    match day.silence() {
        Some(silence) => {
            let seconds = format!("{:.1}", silence.as_secs_f64());
            cx.tw("lineup-bridged-silence", &[("count", &day.gaps.len()), ("time", &away), ("seconds", &seconds)])
        }
        None => cx.tw("lineup-bridged", &[("count", &day.gaps.len()), ("time", &away)]),
    }
}
