//! `segue status`: a running player's snapshot, which has come as JSON, as a page for people.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::{Ending, plain};
use crate::fault::spoken;
use crate::model::clock;

/// Shows the answer of a running player: as it is, or as a page.
pub fn status(answer: &str, json: bool) -> Ending {
    match serde_json::from_str(answer) {
        Ok(snapshot) if !json => plain::print(page(&snapshot, TimeZone::system())),
        _ => plain::print([answer]),
    }
    Ending::Done
}

/// What failed and what plays, in the order in which a person asks.
fn page(snapshot: &Value, zone: TimeZone) -> Vec<String> {
    let mut lines = vec![on_air(snapshot)];
    lines.extend(snapshot["outage"].is_object().then(|| outage(&snapshot["outage"], zone)));
    lines.extend(list(&snapshot["feeds"]).map(feed));
    lines.extend(library(&snapshot["library"]));
    lines.push(reserve(&snapshot["reserve"]));
    lines.extend(list(&snapshot["reserve"]["problems"]).map(|problem| row("", text(problem))));
    lines.extend(snapshot["next"].as_str().map(|next| row("Next", &format!("{next} (local)"))));
    lines.push(row("Sound", &sound(snapshot)));
    lines.extend((snapshot["offline"] == true).then(|| row("Offline", "by choice: feeds are not wanted")));
    lines.push(row("Running", &running(snapshot)));
    lines
}

fn row(label: &str, said: &str) -> String {
    format!("{label:<9} {said}")
}

fn on_air(snapshot: &Value) -> String {
    let air = &snapshot["on_air"];
    let title = match air["artist"].as_str() {
        Some(artist) => format!("{artist} – {}", text(&air["title"])),
        None => text(&air["title"]).to_owned(),
    };
    let mut time = clock(seconds(&air["elapsed"]));
    if air["duration"].is_number() {
        time += &format!("/{}", clock(seconds(&air["duration"])));
    }
    match text(&snapshot["state"]) {
        "starting" => row("On air", "nothing yet: starting"),
        "stopped" => row("On air", "nothing: stopped"),
        state => row("On air", &format!("{title}  {time}, from: {} ({state})", text(&air["name"]))),
    }
}

fn outage(outage: &Value, zone: TimeZone) -> String {
    let since: Option<Timestamp> = text(&outage["since"]).parse().ok();
    let since = since.map(|since| since.to_zoned_datetime(zone).strftime("%H:%M:%S").to_string()).unwrap_or_default();
    let again = match outage["retry_in"].as_f64() {
        Some(wait) => format!("next try in {} s", wait.ceil()),
        None => "trying now".to_owned(),
    };
    let lasting = spoken(seconds(&outage["lasting"]));
    let (feed, sentence, remedy) = (text(&outage["feed"]), text(&outage["sentence"]), text(&outage["remedy"]));
    row("Outage", &format!("{feed}: {sentence} Since {since} ({lasting}), {again}. {remedy}"))
}

fn feed(feed: &Value) -> String {
    let mut said = format!("{} ({}): {}", text(&feed["name"]), text(&feed["url"]), text(&feed["health"]["state"]));
    said += if feed["on_air"] == true { ", on air" } else { "" };
    said += &format!(", {:.0} s buffered", seconds(&feed["buffered"]).as_secs_f64());
    said += &feed["codec"].as_str().map(|codec| format!(", {codec}")).unwrap_or_default();
    said += &feed["bitrate"].as_u64().map(|rate| format!(", {rate} kbit/s")).unwrap_or_default();
    row("Feed", &said)
}

/// While its folders are looked through.
fn library(library: &Value) -> Option<String> {
    let busy = library.is_object() && library["state"] != "idle";
    let left =
        library["left"].as_u64().filter(|left| *left > 0).map(|left| format!(", {left} left")).unwrap_or_default();
    busy.then(|| row("Library", &format!("{} files seen, {} read{left}", library["seen"], library["read"])))
}

fn reserve(reserve: &Value) -> String {
    if reserve["last_resort"] == true {
        return row("Reserve", "only the music inside Segue: name some of yours with --reserve or in the settings");
    }
    let (left, total) = (spoken(seconds(&reserve["left"])), spoken(seconds(&reserve["total"])));
    let unsure = match reserve["unknown"].as_u64() {
        Some(unknown @ 1..) => format!(", and {unknown} of unknown length"),
        _ => String::new(),
    };
    row("Reserve", &format!("{left} left of {total} ({} tracks{unsure})", reserve["tracks"]))
}

fn sound(snapshot: &Value) -> String {
    let device = snapshot["output"]["device"].as_str().unwrap_or("heard by no device");
    format!("{device}, {} Hz, volume {} %", snapshot["output"]["rate"], snapshot["volume"])
}

fn running(snapshot: &Value) -> String {
    let (length, dead) = (spoken(seconds(&snapshot["running"])), seconds(&snapshot["dead_air"]));
    let (switches, pid) = (&snapshot["switches"], &snapshot["pid"]);
    format!("{length}, {switches} switches, {} ms of dead air (process {pid})", dead.as_millis())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn seconds(value: &Value) -> Duration {
    Duration::try_from_secs_f64(value.as_f64().unwrap_or(0.0)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Fault;
    use crate::player::{OutageView, Snapshot, State};

    #[test]
    fn a_page_answers_what_a_person_asks() {
        let mut snapshot = Snapshot::starting(48_000);
        snapshot.state = State::Playing;
        snapshot.on_air.title = "Song".into();
        snapshot.on_air.name = "reserve".into();
        snapshot.on_air.duration = Some(Duration::from_secs(60));
        snapshot.reserve.left = Duration::from_secs(7200);
        let fault = Fault::NoInternet;
        snapshot.outage = Some(OutageView {
            feed: "Radio".into(),
            sentence: fault.sentence(),
            remedy: "Wait.".into(),
            fault,
            since: "2026-03-01T13:02:11Z".parse().unwrap(),
            lasting: Duration::from_secs(180),
            retry_in: Some(Duration::from_millis(3400)),
        });
        snapshot.library = Some(crate::library::Progress {
            state: crate::library::State::Reading,
            seen: 9,
            read: 4,
            left: 5,
            ..Default::default()
        });
        let page = page(&serde_json::to_value(&snapshot).unwrap(), TimeZone::UTC).join("\n");
        assert!(page.starts_with("On air    Song  0:00/1:00, from: reserve (playing)\nOutage    Radio: "), "{page}");
        assert!(page.contains("Since 13:02:11 (3 min), next try in 4 s. Wait."), "{page}");
        assert!(page.contains("2 h 00 min left of"), "{page}");
        assert!(page.contains("\nLibrary   9 files seen, 4 read, 5 left\n"), "{page}");
    }
}
