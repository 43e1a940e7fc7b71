//! The calm banner of an outage: what failed, since when, what plays in its place, and what can be done.

use std::time::Duration;

use egui::accesskit::Live;
use egui::{CornerRadius, FontId, Frame, Margin, Panel, Rect, Role, Stroke, Ui, UiBuilder, Vec2};
use jiff::Timestamp;

use crate::failover::Health;
use crate::fault::{Fault, spoken};
use crate::model::Source;
use crate::player::{Command, OutageView, Snapshot};
use crate::window::acts::Act;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::place::Page;
use crate::window::theme::tokens::{Type, radius, size, space};
use crate::window::widgets::{Kind, button, elided, icon_button, label, local_clock, long_time};
use crate::window::words::Words;

/// A page at least so wide has the buttons beside the text.
const WIDE: f32 = 760.0;
/// The coloured edge.
const EDGE: f32 = 4.0;
/// What browsers ask to find a login page; where the settings name no address of their own.
const PROBE: &str = "http://detectportal.firefox.com/";
/// A silence that is shorter is none: it would be told as 0.0 s.
const NOTHING: Duration = Duration::from_millis(50);

/// What the most wanted feed has been up to.
#[derive(Default)]
pub struct Banner {
    away: Option<Away>,
}

/// An outage, also while what comes back still has to prove itself.
struct Away {
    outage: OutageView,
    /// Silence in all before it began.
    silence: Duration,
}

impl Banner {
    /// Compares with what was. If a feed has come back, this is to be said.
    pub fn watch(&mut self, now: &Snapshot, words: &Words) -> Option<String> {
        if now.offline {
            self.away = None;
            return None;
        }
        if let Some(outage) = now.outage.as_ref().filter(|outage| !is_doubt(now, outage)) {
            let same = self.away.take().filter(|away| away.outage.feed == outage.feed);
            let silence = same.map_or(now.dead_air, |away| away.silence);
            self.away = Some(Away { outage: outage.clone(), silence });
            return None;
        }
        let away = self.away.take()?;
        match health(now, &away.outage.feed) {
            Some(Health::Healthy | Health::Suspect { .. }) => Some(away.over(now, words)),
            Some(Health::Probation { .. } | Health::Connecting | Health::Buffering) => {
                self.away = Some(away);
                None
            }
            _ => None,
        }
    }

    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let now = cx.now.clone();
        let doubt = now.outage.as_ref().filter(|outage| is_doubt(&now, outage));
        let silent = cx.news.no_device.clone().filter(|_| now.output.device.is_none());
        if self.away.is_none() && doubt.is_none() && !now.offline && silent.is_none() {
            return;
        }
        let side = if cx.narrow() { space::M } else { space::XL } as i8;
        let frame = Frame::new().fill(cx.theme.base).inner_margin(Margin {
            left: side,
            right: side,
            top: space::M as i8,
            bottom: 0,
        });
        Panel::top("banner").show_separator_line(false).frame(frame).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::S;
            if let Some((sentence, remedy)) = silent {
                card(ui, cx, icons::SPEAKER_X, &sentence, |ui, cx| {
                    texts(ui, cx, &sentence, &cx.tw("banner-no-device", &[("remedy", &remedy)]));
                });
            }
            if now.offline {
                self.offline(ui, cx);
            } else if let Some(away) = &self.away {
                away.show(ui, cx);
                // The times in it run on.
                ui.ctx().request_repaint_after(Duration::from_secs(1));
            } else if let Some(outage) = doubt {
                in_doubt(ui, cx, outage);
            }
        });
    }

    fn offline(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let said = cx.t("banner-offline");
        card(ui, cx, icons::CLOUD_SLASH, &said, |ui, cx| {
            ui.allocate_ui_with_layout(
                Vec2::new(ui.available_width(), size::TARGET),
                egui::Layout::right_to_left(egui::Align::Center),
                |ui| {
                    if button(ui, cx.theme, Kind::Plain, "", &cx.t("banner-go-online")).clicked() {
                        cx.send(Command::StayOffline(false));
                    }
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        elided(ui, &said, Type::Body, cx.theme.text)
                    });
                },
            );
        });
    }
}

impl Away {
    fn show(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let (outage, detail) = (&self.outage, self.detail(cx));
        card(ui, cx, icons::CLOUD_SLASH, &outage.sentence, |ui, cx| {
            if cx.narrow() {
                ui.add_space(space::XS);
                label(ui, &outage.sentence, Type::Strong, cx.theme.text);
                elided(ui, &self.next(cx), Type::Small, cx.theme.text_soft).on_hover_text(&detail);
                ui.horizontal_wrapped(|ui| self.buttons(ui, cx));
                return;
            }
            if ui.available_width() < WIDE {
                texts(ui, cx, &outage.sentence, &detail);
                ui.horizontal_wrapped(|ui| self.buttons(ui, cx));
                return;
            }
            let room = ui.available_rect_before_wrap();
            let mut aside = Vec2::ZERO;
            let at = ui.scope_id().with("buttons");
            let known: Vec2 = ui.data(|data| data.get_temp(at)).unwrap_or(Vec2::new(0.45 * room.width(), 0.0));
            let text = Rect::from_min_size(room.min, Vec2::new(room.width() - known.x - space::L, room.height()));
            let text = ui.scope_builder(UiBuilder::new().max_rect(text), |ui| texts(ui, cx, &outage.sentence, &detail));
            // Beside the middle of the text, which is known only now.
            let middle = text.response.rect.center().y - size::TARGET / 2.0;
            let place = Rect::from_min_max(egui::pos2(room.right() - known.x, middle), room.max);
            ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
                aside = ui.horizontal(|ui| self.buttons(ui, cx)).response.rect.size();
            });
            if aside != known {
                ui.data_mut(|data| data.insert_temp(at, aside));
                ui.ctx().request_repaint();
            }
        });
    }

    /// Since when, what plays now, for how long, and what comes next.
    fn detail(&self, cx: &Cx<'_>) -> String {
        let (now, outage) = (cx.now, &self.outage);
        let lasting = Timestamp::now().duration_since(outage.since).unsigned_abs();
        let mut said = vec![cx.tw(
            "banner-since",
            &[("feed", &outage.feed), ("clock", &local_clock(outage.since)), ("lasting", &spoken(lasting))],
        )];
        let plays = now.on_air.label();
        if !plays.is_empty() {
            let key = match now.on_air.source {
                Source::Feed(_) if now.on_air.name == outage.feed => "banner-plays-buffer",
                Source::Feed(_) => "banner-plays-feed",
                _ => "banner-plays",
            };
            said.push(cx.tw(key, &[("title", &plays), ("name", &now.on_air.name)]));
        }
        if now.reserve.left > Duration::ZERO {
            said.push(cx.tw("banner-reserve", &[("left", &long_time(now.reserve.left))]));
        }
        said.push(self.next(cx));
        said.join(" ")
    }

    fn next(&self, cx: &Cx<'_>) -> String {
        let feed = &self.outage.feed;
        match health(cx.now, feed) {
            Some(Health::Probation { until }) => {
                let rest = until.saturating_sub(cx.now.running);
                cx.tw("banner-proves", &[("feed", feed), ("rest", &spoken(rest + Duration::from_millis(500)))])
            }
            _ => match self.outage.retry_in {
                Some(rest) => cx.tw("banner-next", &[("rest", &spoken(rest + Duration::from_millis(500)))]),
                None => cx.t("banner-trying"),
            },
        }
    }

    fn buttons(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let theme = *cx.theme;
        if matches!(self.outage.fault, Fault::CaptivePortal { .. })
            && button(ui, &theme, Kind::Main, icons::SIGN_IN, &cx.t("banner-login")).clicked()
        {
            let http = cx.config.probe.targets.iter().find(|target| target.url.scheme() == "http");
            cx.act(Act::Open(http.map_or_else(|| PROBE.to_owned(), |target| target.url.to_string())));
        }
        let again = if cx.narrow() { "" } else { icons::ARROW_CLOCKWISE };
        if button(ui, &theme, Kind::Plain, again, &cx.t("action-try-now")).clicked() {
            cx.send(Command::TryNow);
        }
        if button(ui, &theme, Kind::Quiet, "", &cx.t("action-stay-offline")).clicked() {
            cx.send(Command::StayOffline(true));
        }
        let details = cx.t("banner-details");
        let asked = match cx.narrow() {
            true => icon_button(ui, &theme, icons::INFO, &details, size::ICON),
            false => button(ui, &theme, Kind::Quiet, "", &details),
        };
        if asked.clicked() {
            cx.go(Page::Lineup);
        }
    }

    /// What is said when it is over.
    fn over(&self, now: &Snapshot, words: &Words) -> String {
        let lasted = spoken(Timestamp::now().duration_since(self.outage.since).unsigned_abs());
        let silence = now.dead_air.saturating_sub(self.silence);
        let key = if silence < NOTHING { "banner-back" } else { "banner-back-silence" };
        let seconds = format!("{:.1}", silence.as_secs_f64());
        words.with(key, &[("feed", &self.outage.feed), ("lasted", &lasted), ("seconds", &seconds)])
    }
}

/// Nobody hears it yet, and it may pass.
fn is_doubt(now: &Snapshot, outage: &OutageView) -> bool {
    matches!(health(now, &outage.feed), Some(Health::Suspect { .. }))
}

fn health<'a>(now: &'a Snapshot, feed: &str) -> Option<&'a Health> {
    now.feeds.iter().find(|view| view.name == feed).map(|view| &view.health)
}

fn in_doubt(ui: &mut Ui, cx: &mut Cx<'_>, outage: &OutageView) {
    let buffered =
        cx.now.feeds.iter().find(|view| view.name == outage.feed).map_or(Duration::ZERO, |view| view.buffered);
    let seconds = format!("{:.0}", buffered.as_secs_f64());
    let said = cx.tw("banner-doubt", &[("feed", &outage.feed), ("sentence", &outage.sentence), ("seconds", &seconds)]);
    card(ui, cx, icons::WARNING, &said, |ui, cx| {
        ui.add_space(space::XS + 2.0);
        label(ui, &said, Type::Body, cx.theme.text);
    });
}

/// A raised surface with a coloured edge and an icon; a group that a screen reader tells of by itself.
fn card(ui: &mut Ui, cx: &mut Cx<'_>, icon: &str, name: &str, contents: impl FnOnce(&mut Ui, &mut Cx<'_>)) {
    let theme = *cx.theme;
    let line = Stroke::new(if theme.high_contrast { 1.5 } else { 1.0 }, theme.line);
    let frame = Frame::new().fill(theme.raised).stroke(line).corner_radius(radius::CONTROL).inner_margin(Margin {
        left: (space::L + EDGE) as i8,
        right: space::M as i8,
        top: space::S as i8,
        bottom: space::S as i8,
    });
    let shown = frame.show(ui, |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::Status);
            node.set_live(Live::Polite);
            node.set_label(name);
        });
        ui.horizontal_top(|ui| {
            ui.set_min_height(size::TARGET);
            let (rect, _) = ui.allocate_exact_size(Vec2::new(size::ICON, size::TARGET), egui::Sense::hover());
            ui.painter().text(
                rect.center(),
                egui::Align2::CENTER_CENTER,
                icon,
                FontId::proportional(size::ICON),
                theme.warn,
            );
            ui.add_space(space::XS);
            ui.vertical(|ui| {
                ui.set_width(ui.available_width());
                contents(ui, cx);
            });
        });
    });
    let mut edge = shown.response.rect;
    edge.max.x = edge.min.x + EDGE;
    let corner = CornerRadius { nw: radius::CONTROL, sw: radius::CONTROL, ..CornerRadius::ZERO };
    ui.painter().rect_filled(edge, corner, theme.warn);
}

fn texts(ui: &mut Ui, cx: &Cx<'_>, sentence: &str, detail: &str) {
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.add_space(space::XS);
    label(ui, sentence, Type::Strong, cx.theme.text);
    label(ui, detail, Type::Small, cx.theme.text_soft);
    ui.add_space(space::XS);
}

#[cfg(test)]
#[path = "banner_tests.rs"]
mod tests;
