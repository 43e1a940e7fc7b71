//! The pill: how well what is heard stands, in an icon, a colour and words.

use std::time::Duration;

use egui::{Color32, CornerRadius, FontId, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use super::button::focus_ring;
use super::text::long_time;
use crate::failover::Health;
use crate::model::Source;
use crate::player::{FeedView, Snapshot, State};
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::place::Page;
use crate::window::theme::mix;
use crate::window::theme::tokens::{Type, radius, size, space};
use crate::window::words::Words;

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Good,
    Calm,
    Warn,
    Bad,
}

/// What the pill says.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub icon: &'static str,
    pub tone: Tone,
    /// One or two words.
    pub word: String,
    /// What goes with them: "14 s buffer", "31 h".
    pub more: Option<String>,
    /// Sentences.
    pub told: Vec<String>,
}

impl Standing {
    pub fn of(now: &Snapshot, words: &Words) -> Self {
        let plain = |icon, tone, key| Self { icon, tone, word: words.get(key), more: None, told: Vec::new() };
        let local = |one: Self| Self { told: reserve(now, words), ..one };
        let hours = now.reserve.left.max(Duration::ZERO);
        match now.on_air.source {
            _ if now.state == State::Stopped => plain(icons::STOP, Tone::Calm, "pill-stopped"),
            _ if now.state != State::Starting && now.output.device.is_none() => plain(icons::SPEAKER_SLASH, Tone::Bad, "pill-no-device"),
            _ if now.drill => plain(icons::FIRE_EXTINGUISHER, Tone::Warn, "pill-drill"),
            Source::Feed(id) => {
                let feed = now.feeds.iter().find(|feed| feed.id == id);
                feed.map_or_else(|| plain(icons::BROADCAST, Tone::Good, "pill-live"), |feed| live(feed, words))
            }
            _ if now.offline => local(plain(icons::CLOUD_SLASH, Tone::Calm, "pill-offline")),
            Source::Reserve if now.outage.is_some() && now.feeds.iter().any(is_coming_back) => {
                local(plain(icons::ARROWS_CLOCKWISE, Tone::Warn, "pill-recovering"))
            }
            Source::Reserve if now.reserve.last_resort && now.outage.is_some() => local(plain(icons::LIFEBUOY, Tone::Bad, "pill-last-resort")),
            Source::Reserve if now.outage.is_some() || now.on_air.name == "reserve" => {
                let tone = if now.outage.is_some() { Tone::Warn } else { Tone::Calm };
                let more = (!hours.is_zero()).then(|| long_hours(hours));
                Self { more, ..local(plain(icons::LIFEBUOY, tone, "pill-reserve")) }
            }
            Source::Reserve if now.state == State::Starting => plain(icons::HOURGLASS, Tone::Calm, "pill-starting"),
            Source::Reserve => local(plain(icons::HARD_DRIVE, Tone::Good, "pill-library")),
        }
    }

    fn colour(&self, cx: &Cx<'_>) -> Color32 {
        match self.tone {
            Tone::Good => cx.theme.good,
            Tone::Calm => cx.theme.text_soft,
            Tone::Warn => cx.theme.warn,
            Tone::Bad => cx.theme.bad,
        }
    }

    fn whole(&self) -> String {
        let more = self.more.iter().map(String::as_str);
        std::iter::once(self.word.as_str()).chain(more).collect::<Vec<_>>().join(" · ")
    }
}

fn live(feed: &FeedView, words: &Words) -> Standing {
    let (icon, tone, key) = match feed.health {
        Health::Suspect { .. } => (icons::WARNING, Tone::Warn, "pill-unsteady"),
        Health::Down { .. } => (icons::WARNING, Tone::Warn, "pill-failing"),
        _ => (icons::BROADCAST, Tone::Good, "pill-live"),
    };
    let seconds = feed.buffered.as_secs();
    let quality = match (feed.bitrate, &feed.codec) {
        (Some(rate), Some(codec)) => Some(format!("{} · {rate} kbit/s", codec.to_uppercase())),
        (Some(rate), None) => Some(format!("{rate} kbit/s")),
        (None, codec) => codec.as_ref().map(|codec| codec.to_uppercase()),
    };
    let fault = feed.health.fault().map(|fault| fault.sentence());
    let told = [Some(feed.name.clone()), host(&feed.url), quality, Some(words.with("pill-buffered", &[("seconds", &seconds)])), fault];
    Standing {
        icon,
        tone,
        word: words.get(key),
        more: Some(words.with("pill-buffer", &[("seconds", &seconds)])),
        told: told.into_iter().flatten().collect(),
    }
}

fn reserve(now: &Snapshot, words: &Words) -> Vec<String> {
    let outage = now.outage.as_ref().map(|outage| outage.sentence.clone());
    let left = (!now.reserve.sentence.is_empty()).then(|| words.with("pill-reserve-holds", &[("reserve", &now.reserve.sentence)]));
    let device = now.output.device.clone();
    [outage, left, device].into_iter().flatten().collect()
}

fn is_coming_back(feed: &FeedView) -> bool {
    !feed.on_air && matches!(feed.health, Health::Probation { .. } | Health::Buffering)
}

fn host(url: &str) -> Option<String> {
    url::Url::parse(url).ok()?.host_str().map(str::to_owned)
}

/// Whole hours, where there are many.
fn long_hours(time: Duration) -> String {
    let hours = time.as_secs() / 3600;
    if hours >= 10 { format!("{hours} h") } else { long_time(time) }
}

/// The pill, with as many of its words as there is `room` for. It leads to the lineup.
pub fn pill(ui: &mut Ui, cx: &mut Cx<'_>, room: f32) {
    let theme = *cx.theme;
    let standing = Standing::of(cx.now, cx.words);
    let (colour, whole) = (standing.colour(cx), standing.whole());
    let set = |text: &str| ui.painter().layout_no_wrap(text.to_owned(), Type::Label.font(), theme.text);
    let around = Type::Heading.size() + 2.0 * space::M + space::S;
    let fits = [whole.as_str(), &standing.word].into_iter().map(set).find(|words| words.size().x + around <= room);
    let galley = fits.unwrap_or_else(|| set(""));
    let icon = ui.painter().layout_no_wrap(standing.icon.to_owned(), FontId::proportional(Type::Heading.size()), colour);
    let words = if galley.size().x > 0.0 { galley.size().x + space::S } else { 0.0 };
    let wide = (icon.size().x + words + 2.0 * space::M).max(size::TARGET);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(wide, size::TARGET), Sense::click());
    let name = cx.tw("pill-name", &[("standing", &whole)]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let body = rect.shrink2(Vec2::new(0.0, 2.0));
    let ground = mix(theme.side, colour, if response.hovered() { 0.24 } else { 0.14 });
    let border = if theme.high_contrast { Stroke::new(1.0, theme.line) } else { Stroke::NONE };
    ui.painter().rect(body, CornerRadius::same(radius::PILL), ground, border, StrokeKind::Inside);
    let left = if words > 0.0 { body.left() + space::M } else { body.center().x - icon.size().x / 2.0 };
    let after = left + icon.size().x + space::S;
    ui.painter().galley(egui::pos2(left, body.center().y - icon.size().y / 2.0), icon, colour);
    ui.painter().galley(egui::pos2(after, body.center().y - galley.size().y / 2.0), galley, theme.text);
    focus_ring(ui, &theme, &response, radius::PILL);
    let told = std::iter::once(whole).chain(standing.told).collect::<Vec<_>>().join("\n");
    if response.on_hover_text(told).clicked() {
        cx.go(Page::Lineup);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Fault;
    use crate::model::FeedId;
    use crate::window::testing::Stage;

    fn said(now: &Snapshot) -> (String, Tone) {
        let standing = Standing::of(now, &Words::new(&[]));
        (standing.whole(), standing.tone)
    }

    #[test]
    fn the_pill_says_how_it_stands() {
        let mut now = Stage::new(Page::Home).playing(3).in_outage().now;
        assert_eq!(said(&now), ("Reserve · 31 h".into(), Tone::Warn));
        now.feeds[0].health = Health::Probation { until: Duration::from_secs(5) };
        assert_eq!(said(&now), ("Recovering…".into(), Tone::Warn));
        now.outage = None;
        assert_eq!(said(&now), ("Library".into(), Tone::Good));
        now.offline = true;
        assert_eq!(said(&now), ("Offline by choice".into(), Tone::Calm));
        now.offline = false;
        (now.on_air.source, now.feeds[0].buffered) = (Source::Feed(FeedId(0)), Duration::from_secs(14));
        now.feeds[0].health = Health::Healthy;
        assert_eq!(said(&now), ("Live · 14 s buffer".into(), Tone::Good));
        let told = Standing::of(&now, &Words::new(&[])).told.join(" ");
        assert!(told.contains("radio.example") && told.contains("MP3 · 128 kbit/s"), "{told}");
        now.feeds[0].health = Health::Suspect { since: Duration::ZERO, fault: Fault::Stalled { host: "radio.example".into() } };
        assert_eq!(said(&now), ("Unsteady · 14 s buffer".into(), Tone::Warn));
        now.output.device = None;
        assert_eq!(said(&now), ("No sound device".into(), Tone::Bad));
    }
}
