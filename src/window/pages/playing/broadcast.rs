//! A broadcast: how it is received, and what was on it.

use std::collections::VecDeque;

use egui::{Align, Layout, Sense, Ui, Vec2};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::{FeedId, Source};
use crate::player::Snapshot;
use crate::window::cx::Cx;
use crate::window::theme::tokens::{Type, bar, size, space};
use crate::window::widgets::{clock, elided, label, section};

/// So many titles are remembered.
const MOST: usize = 50;

/// The titles of this session, the newest first.
#[derive(Default)]
pub struct Heard {
    titles: VecDeque<(FeedId, String, String)>,
}

impl Heard {
    pub fn note(&mut self, now: &Snapshot) {
        let Source::Feed(id) = now.on_air.source else { return };
        let title = now.on_air.label();
        let known = self.titles.front().is_some_and(|(feed, last, _)| *feed == id && *last == title);
        // Until a station says what it plays, its own name stands there.
        if known || title.is_empty() || now.on_air.title == now.on_air.name {
            return;
        }
        self.titles.push_front((
            id,
            title,
            Timestamp::now().to_zoned_datetime(TimeZone::system()).strftime("%H:%M").to_string(),
        ));
        self.titles.truncate(MOST);
    }

    pub fn show(&self, ui: &mut Ui, cx: &Cx<'_>) {
        section(ui, cx.theme, &cx.t("playing-heard"));
        let Source::Feed(id) = cx.now.on_air.source else { return };
        let mut any = false;
        for (_, title, time) in self.titles.iter().filter(|(feed, ..)| *feed == id) {
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(Vec2::new(bar::TIME, size::TARGET), Sense::hover());
                let font = Type::Small.font();
                ui.painter().text(rect.left_center(), egui::Align2::LEFT_CENTER, time, font, super::quiet(cx));
                let ink = if any { super::quiet(cx) } else { cx.theme.text };
                elided(ui, title, if any { Type::Body } else { Type::Strong }, ink);
            });
            any = true;
        }
        if !any {
            label(ui, &cx.t("playing-heard-nothing"), Type::Body, super::quiet(cx));
        }
    }
}

/// Time on air, station, bitrate, codec, buffer.
pub fn facts(ui: &mut Ui, cx: &Cx<'_>, id: FeedId) {
    let quiet = super::quiet(cx);
    let feed = cx.now.feeds.iter().find(|feed| feed.id == id);
    let seconds = feed.map(|feed| feed.buffered.as_secs());
    let facts = [
        feed.and_then(|feed| feed.station.clone()),
        feed.and_then(|feed| feed.codec.as_ref().map(|codec| codec.to_uppercase())),
        feed.and_then(|feed| feed.bitrate.map(|rate| format!("{rate} kbit/s"))),
        seconds.map(|seconds| cx.tw("pill-buffer", &[("seconds", &seconds)])),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        let live = format!("{}  {}", cx.t("playing-live"), clock(cx.now.on_air.elapsed));
        elided(ui, &live, Type::Strong, cx.theme.text);
        ui.add_space(space::XS);
        elided(ui, &facts.join("  ·  "), Type::Small, quiet);
    });
}
