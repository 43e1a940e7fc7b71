//! Cards on how well things are: the scan, the reserve, the feeds.

use egui::{Color32, FontFamily, RichText, Ui};

use crate::failover::Health;
use crate::library::{Progress, State};
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::place::Page;
use crate::window::scan_watch::{Holdings, first_songs};
use crate::window::theme::tokens::{Type, filled, size, space};
use crate::window::widgets::{Kind, bar, button, elided, long_time, panel};

/// Feeds named on the card; the page of the lineup has all.
const FEEDS: usize = 2;
const CARD: f32 = 92.0;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, holdings: Holdings) {
    ui.add_space(space::S);
    if let Some(progress) = cx.now.library.filter(|progress| progress.state != State::Idle) {
        scan(ui, cx, progress, holdings);
        ui.add_space(space::S);
    }
    if cx.narrow() {
        reserve(ui, cx);
        feeds(ui, cx);
    } else {
        ui.columns(2, |columns| {
            if let [left, right] = columns {
                reserve(left, cx);
                feeds(right, cx);
            }
        });
    }
}

/// How far the look through the library is, and the way to hear the first of it.
fn scan(ui: &mut Ui, cx: &mut Cx<'_>, progress: Progress, holdings: Holdings) {
    let theme = *cx.theme;
    let frame = egui::Frame::new()
        .fill(theme.raised)
        .stroke(egui::Stroke::new(1.0, theme.line))
        .corner_radius(crate::window::theme::tokens::radius::CARD)
        .inner_margin(egui::Margin::symmetric(space::L as i8, space::M as i8));
    frame.show(ui, |ui| {
        let head = cx.t(if progress.state == State::Waiting { "home-scan-waiting" } else { "home-scan" });
        heading(ui, icons::HOURGLASS_MEDIUM, theme.accent_text, &head, theme.text);
        let all = progress.read + progress.left;
        let share = if all == 0 { 0.0 } else { progress.read as f32 / all as f32 };
        let (read, found) = (progress.read as usize, progress.seen.max(all) as usize);
        let mut said = cx.tw("home-scan-read", &[("read", &read), ("all", &found)]);
        if let Some(left) = progress.time_left {
            said = format!("{said} · {}", cx.tw("home-scan-left", &[("time", &long_time(left))]));
        }
        bar(ui, &theme, share, &head);
        elided(ui, &said, Type::Small, theme.text_soft);
        let waiting = cx.now.queue.length == 0 && holdings.tracks > 0;
        if waiting && button(ui, &theme, Kind::Plain, icons::PLAY, &cx.t("home-play-first")).clicked() {
            cx.act(first_songs());
        }
    });
}

fn reserve(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (theme, now) = (*cx.theme, cx.now.clone());
    let reserve = &now.reserve;
    let head = match (reserve.last_resort, reserve.total.is_zero()) {
        (true, _) => cx.t("home-reserve-last-resort"),
        (_, true) => cx.t("home-reserve-none"),
        _ => cx.tw("home-reserve", &[("time", &long_time(reserve.total))]),
    };
    let well = !reserve.last_resort && !reserve.total.is_zero() && reserve.problems.is_empty() && reserve.damaged == 0;
    let (icon, colour) = if well { (icons::SHIELD_CHECK, theme.good) } else { (icons::WARNING, theme.warn) };
    let sentence = reserve.problems.first().unwrap_or(&reserve.sentence);
    let response = panel(ui, &theme, CARD, &format!("{head}. {sentence}"), |ui| {
        elided(ui, &cx.t("home-reserve-name"), Type::Label, theme.text_faint);
        heading(ui, icon, colour, &head, theme.text);
        elided(ui, sentence, Type::Small, theme.text_soft);
    });
    if response.clicked() {
        cx.go(if well { Page::Lineup } else { Page::Problems });
    }
}

fn feeds(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (theme, now) = (*cx.theme, cx.now.clone());
    let told: Vec<(&str, Color32, String, String)> = now
        .feeds
        .iter()
        .take(FEEDS)
        .map(|feed| {
            let (icon, colour, key) = look(&theme, &feed.health);
            (icon, colour, feed.name.clone(), cx.t(key))
        })
        .collect();
    let spoken = told.iter().map(|(_, _, name, word)| format!("{name}: {word}")).collect::<Vec<_>>().join(", ");
    let head = cx.t("home-feeds");
    let none = cx.t("home-feeds-none");
    let spoken = if told.is_empty() { none.clone() } else { spoken };
    let response = panel(ui, &theme, CARD, &format!("{head}: {spoken}"), |ui| {
        elided(ui, &head, Type::Label, theme.text_faint);
        if told.is_empty() {
            heading(ui, icons::RADIO, theme.text_soft, &none, theme.text);
            elided(ui, &cx.t("home-feeds-none-why"), Type::Small, theme.text_soft);
        }
        for (icon, colour, name, word) in told {
            ui.horizontal(|ui| {
                ui.set_max_height(space::XL);
                ui.label(RichText::new(icon).font(egui::FontId::new(Type::Body.size() + 2.0, filled())).color(colour));
                let word = RichText::new(word).font(Type::Small.font()).color(theme.text_soft);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.label(word);
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        elided(ui, &name, Type::Strong, theme.text)
                    });
                });
            });
        }
    });
    if response.clicked() {
        cx.go(if now.feeds.is_empty() { Page::Radio } else { Page::Lineup });
    }
}

/// An icon, a colour and a word for a feed's state.
fn look(theme: &crate::window::theme::Theme, health: &Health) -> (&'static str, Color32, &'static str) {
    match health {
        Health::Idle => (icons::CIRCLE, theme.text_faint, "home-health-idle"),
        Health::Connecting => (icons::CIRCLE_NOTCH, theme.text_soft, "home-health-connecting"),
        Health::Buffering => (icons::CIRCLE_NOTCH, theme.text_soft, "home-health-buffering"),
        Health::Probation { .. } => (icons::CLOCK, theme.text_soft, "home-health-probation"),
        Health::Healthy => (icons::CHECK_CIRCLE, theme.good, "home-health-healthy"),
        Health::Suspect { .. } => (icons::WARNING, theme.warn, "home-health-suspect"),
        Health::Down { .. } => (icons::WARNING_CIRCLE, theme.bad, "home-health-down"),
    }
}

fn heading(ui: &mut Ui, icon: &str, colour: Color32, text: &str, ink: Color32) {
    ui.horizontal(|ui| {
        ui.set_min_height(space::XL);
        ui.label(RichText::new(icon).font(egui::FontId::new(size::ICON, FontFamily::Proportional)).color(colour));
        elided(ui, text, Type::Heading, ink);
    });
}
