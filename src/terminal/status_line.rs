//! What a player does, in one line; in an outage in two. Pure: how the terminal is, is an argument.

use jiff::tz::TimeZone;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::plain::clean;
use crate::failover::Health;
use crate::fault::spoken;
use crate::model::{Source, clock};
use crate::player::{FeedView, OutageView, Snapshot, State};

/// How the lines are to look.
pub struct Look {
    /// Columns; no line is wider.
    pub width: usize,
    pub zone: TimeZone,
    /// A device is wanted and not there.
    pub unheard: bool,
}

/// The lines for a terminal: what is on air, and the outage, if there is one.
pub fn lines(snapshot: &Snapshot, look: &Look) -> Vec<String> {
    let mut lines = vec![on_air(snapshot, look)];
    if let Some(outage) = &snapshot.outage {
        lines.push(fit("● ", &what_failed(outage), &since_when(outage, snapshot, look), look.width));
    }
    lines
}

fn on_air(snapshot: &Snapshot, look: &Look) -> String {
    let state = match snapshot.state {
        State::Starting => return cut("… starting", look.width),
        State::Stopped => return cut("■ stopped", look.width),
        State::Playing => "▶ ",
        State::Paused => "‖ paused: ",
    };
    let air = &snapshot.on_air;
    let mut rest = match air.duration {
        Some(duration) => format!("  {}/{}", clock(air.elapsed), clock(duration)),
        None => format!("  {}", clock(air.elapsed)),
    };
    rest += if look.unheard { " · no sound device" } else { "" };
    for part in facts(snapshot) {
        rest += &format!(" · {part}");
    }
    fit(state, &clean(&air.label()), &rest, look.width)
}

/// What is told beside the title, most important first.
fn facts(snapshot: &Snapshot) -> Vec<String> {
    let mut facts = vec![clean(&snapshot.on_air.name)];
    if let Some(feed) = shown_feed(snapshot) {
        facts.extend(feed_fact(feed));
    }
    facts.push(format!("reserve {}", reserve(snapshot)));
    facts.extend(snapshot.offline.then(|| "offline by choice".to_owned()));
    facts.extend(snapshot.drill.then(|| "drill".to_owned()));
    facts.extend((snapshot.volume < 100.0).then(|| format!("volume {:.0} %", snapshot.volume)));
    facts
}

/// The feed on air, else the most wanted one.
fn shown_feed(snapshot: &Snapshot) -> Option<&FeedView> {
    snapshot.feeds.iter().find(|feed| feed.on_air).or(snapshot.feeds.first().filter(|_| !snapshot.offline))
}

fn feed_fact(feed: &FeedView) -> Option<String> {
    let name = clean(&feed.name);
    match feed.health {
        _ if feed.on_air => Some(format!("buffer {:.0} s", feed.buffered.as_secs_f64())),
        Health::Connecting => Some(format!("{name} is being called")),
        Health::Buffering => Some(format!("{name} fills its buffer ({:.0} s)", feed.buffered.as_secs_f64())),
        Health::Probation { .. } => Some(format!("{name} proves itself")),
        Health::Healthy => Some(format!("{name} is ready")),
        Health::Idle | Health::Suspect { .. } | Health::Down { .. } => None,
    }
}

/// How much local music is left.
pub(super) fn reserve(snapshot: &Snapshot) -> String {
    match &snapshot.reserve {
        reserve if reserve.last_resort => "built-in music only".to_owned(),
        reserve if reserve.unknown > 0 => format!("{} left or more", spoken(reserve.left)),
        reserve => format!("{} left", spoken(reserve.left)),
    }
}

fn what_failed(outage: &OutageView) -> String {
    clean(&format!("{}: {}", outage.feed, outage.sentence))
}

fn since_when(outage: &OutageView, snapshot: &Snapshot, look: &Look) -> String {
    let since = outage.since.to_zoned_datetime(look.zone.clone()).strftime("%H:%M:%S");
    let again = match outage.retry_in {
        Some(wait) => format!("next try in {} s", wait.as_secs_f64().ceil()),
        None if matches!(snapshot.on_air.source, Source::Feed(_)) => "watched closely".to_owned(),
        None => "trying now".to_owned(),
    };
    format!(" Since {since} ({}) · {again} · reserve {}", spoken(outage.lasting), reserve(snapshot))
}

/// Puts the parts on one line. Where it is too narrow, the middle gives way first, but not to less than a third.
fn fit(head: &str, middle: &str, tail: &str, width: usize) -> String {
    let room = width.saturating_sub(head.width() + tail.width()).max(width / 3);
    cut(&format!("{head}{}{tail}", cut(middle, room)), width)
}

/// The text within `width` columns, with `…` where something is missing.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut columns = 0;
    let fits = |c: &char| {
        columns += c.width().unwrap_or(0);
        columns < width
    };
    let mut short: String = text.chars().take_while(fits).collect();
    short.extend((width > 0).then_some('…'));
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Fault;
    use crate::player::OnAirView;
    use std::time::Duration;

    fn snapshot() -> Snapshot {
        let mut snapshot = Snapshot::starting(44_100);
        snapshot.state = State::Playing;
        snapshot.on_air = OnAirView {
            name: "reserve".into(),
            title: "Così fan tutte".into(),
            artist: Some("東京フィル".into()),
            elapsed: Duration::from_secs(83),
            duration: Some(Duration::from_secs(3723)),
            ..OnAirView::nothing()
        };
        snapshot.reserve.left = Duration::from_secs(31 * 3600 + 20 * 60);
        snapshot
    }

    fn outage() -> OutageView {
        let fault = Fault::Stalled { host: "radio.example.org".into() };
        OutageView {
            feed: "Radio Example".into(),
            sentence: fault.sentence(),
            remedy: String::new(),
            fault,
            since: "2026-03-01T13:02:11Z".parse().unwrap(),
            lasting: Duration::from_secs(180),
            retry_in: Some(Duration::from_millis(3400)),
        }
    }

    fn look(width: usize) -> Look {
        Look { width, zone: TimeZone::UTC, unheard: false }
    }

    fn shown(snapshot: &Snapshot, width: usize) -> Vec<String> {
        lines(snapshot, &look(width))
    }

    #[test]
    fn all_that_matters_is_on_the_line() {
        assert_eq!(
            shown(&snapshot(), 200),
            ["▶ 東京フィル – Così fan tutte  1:23/1:02:03 · reserve · reserve 31 h 20 min left"]
        );
    }

    #[test]
    fn an_outage_tells_what_since_when_what_is_left_and_when_it_tries_again() {
        let mut snapshot = snapshot();
        snapshot.outage = Some(outage());
        let line = &shown(&snapshot, 250)[1];
        let sentence = outage().sentence;
        assert_eq!(
            *line,
            format!("● Radio Example: {sentence} Since 13:02:11 (3 min) · next try in 4 s · reserve 31 h 20 min left")
        );
        let narrow = &shown(&snapshot, 90)[1];
        assert!(narrow.contains("Since 13:02:11") && narrow.contains("next try in 4 s"), "{narrow}");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let mut snapshot = snapshot();
        snapshot.outage = Some(outage());
        for width in 0..200 {
            assert!(shown(&snapshot, width).iter().all(|line| line.width() <= width), "{width}");
        }
    }
}
