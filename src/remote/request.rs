//! What may be asked over the socket: words such as `offline on`, or the same as JSON: `{"command": "offline", "value": "on"}`.

use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use super::parcel::Parcel;
use crate::player::{Command, Edit, Sleep};
use crate::queue::Repeat;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// The snapshot, as JSON.
    Status,
    /// A drill; answered when it is over, with its seam.
    Drill,
    /// What is in the queue, from this place on.
    Queue(usize),
    /// The window comes to the front.
    Raise,
    Do(Command),
}

const KNOWN: &str = "status, pause, resume, toggle, next, previous, seek SECONDS, volume PERCENT, shuffle on|off, repeat off|one|all, \
     sleep TIME|track-end|off, \
     queue [PLACE], remove PLACE, move FROM TO, go PLACE, clear, enqueue JSON, refresh, try-now, offline on|off, drill, \
     raise, quit";

#[derive(Deserialize)]
struct Spelled {
    command: String,
    #[serde(default)]
    value: Value,
}

impl FromStr for Request {
    type Err = String;

    fn from_str(line: &str) -> Result<Self, String> {
        let line = line.trim();
        if !line.starts_with('{') {
            let (word, value) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            return understand(word, value.trim());
        }
        let spelled: Spelled = serde_json::from_str(line)
            .map_err(|why| format!("This is not a request ({why}). Write {{\"command\": \"status\"}}."))?;
        let value = match &spelled.value {
            Value::Null => String::new(),
            Value::Bool(on) => if *on { "on" } else { "off" }.to_owned(),
            Value::String(text) => text.clone(),
            Value::Array(words) => words.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            other => other.to_string(),
        };
        understand(&spelled.command, &value)
    }
}

fn understand(word: &str, value: &str) -> Result<Request, String> {
    Ok(Request::Do(match (word, value) {
        ("status", "") => return Ok(Request::Status),
        ("raise", "") => return Ok(Request::Raise),
        ("drill", "") => return Ok(Request::Drill),
        ("pause", "") => Command::Pause(true),
        ("resume", "") => Command::Pause(false),
        ("toggle", "") => Command::TogglePause,
        ("next", "") => Command::Next,
        ("previous", "") => Command::Previous,
        ("try-now", "") => Command::TryNow,
        ("quit", "") => Command::Quit,
        ("refresh", "") => Command::Refresh,
        ("offline", "on") => Command::StayOffline(true),
        ("offline", "off") => Command::StayOffline(false),
        ("seek", _) => {
            Command::Seek(Duration::try_from_secs_f64(number(word, value)?).map_err(|_| unusable(word, value))?)
        }
        ("volume", _) => Command::Volume(crate::config::rule::volume(value).map(f32::from)?),
        ("sleep", "off") => Command::Sleep(None),
        ("sleep", "track-end") => Command::Sleep(Some(Sleep::AtTrackEnd)),
        ("sleep", _) => Command::Sleep(Some(Sleep::After(crate::config::rule::sleep(value)?))),
        ("queue", "") => return Ok(Request::Queue(0)),
        ("queue", _) => return place(word, value).map(Request::Queue),
        ("enqueue", _) => return enqueue(value).map(Request::Do),
        _ => Command::Queue(edit(word, value)?),
    }))
}

fn edit(word: &str, value: &str) -> Result<Edit, String> {
    Ok(match (word, value) {
        ("clear", "") => Edit::Clear,
        ("shuffle", "on") => Edit::Shuffle(true),
        ("shuffle", "off") => Edit::Shuffle(false),
        ("repeat", "off") => Edit::Repeat(Repeat::Off),
        ("repeat", "one") => Edit::Repeat(Repeat::One),
        ("repeat", "all") => Edit::Repeat(Repeat::All),
        ("remove", _) => Edit::Remove(place(word, value)?),
        ("go", _) => Edit::Go(place(word, value)?),
        ("move", _) => {
            let (from, to) = value.split_once(' ').ok_or_else(|| unusable(word, value))?;
            Edit::Move { from: place(word, from)?, to: place(word, to.trim())? }
        }
        _ => return Err(unusable(word, value)),
    })
}

/// Places are counted from 0.
fn place(word: &str, value: &str) -> Result<usize, String> {
    value.parse().map_err(|_| unusable(word, value))
}

fn enqueue(value: &str) -> Result<Command, String> {
    let parcel: Parcel = serde_json::from_str(value).map_err(|why| format!("These are no tracks ({why})."))?;
    parcel.command()
}

fn number(word: &str, value: &str) -> Result<f64, String> {
    value.parse().map_err(|_| unusable(word, value))
}

fn unusable(word: &str, value: &str) -> String {
    format!("\"{}\" is no request. Known: {KNOWN}.", format!("{word} {value}").trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_json_mean_the_same() {
        for (words, json, meant) in [
            ("status", r#"{"command":"status"}"#, Request::Status),
            ("offline on\n", r#"{"command":"offline","value":true}"#, Request::Do(Command::StayOffline(true))),
            ("volume 40", r#"{"command":"volume","value":40}"#, Request::Do(Command::Volume(40.0))),
            ("seek 1.5", r#"{"command":"seek","value":1.5}"#, Request::Do(Command::Seek(Duration::from_millis(1500)))),
            ("drill", r#"{"command":"drill","value":null}"#, Request::Drill),
            (
                "sleep 30m",
                r#"{"command":"sleep","value":"30m"}"#,
                Request::Do(Command::Sleep(Some(Sleep::After(Duration::from_secs(1800))))),
            ),
            ("sleep off", r#"{"command":"sleep","value":false}"#, Request::Do(Command::Sleep(None))),
            ("queue", r#"{"command":"queue"}"#, Request::Queue(0)),
            (
                "move 3 1",
                r#"{"command":"move","value":[3,1]}"#,
                Request::Do(Command::Queue(Edit::Move { from: 3, to: 1 })),
            ),
            (
                "shuffle off",
                r#"{"command":"shuffle","value":false}"#,
                Request::Do(Command::Queue(Edit::Shuffle(false))),
            ),
        ] {
            assert_eq!(words.parse(), Ok(meant.clone()), "{words}");
            assert_eq!(json.parse(), Ok(meant), "{json}");
        }
    }

    #[test]
    fn nonsense_is_met_with_what_is_known() {
        for nonsense in
            ["", "offline", "offline perhaps", "seek -1", "seek 1e999", "sing", "status please", "move 1", "go x"]
        {
            assert!(nonsense.parse::<Request>().unwrap_err().contains("try-now"), "{nonsense}");
        }
        assert!("volume 101".parse::<Request>().unwrap_err().contains("0 to 100"));
        assert!("{".parse::<Request>().unwrap_err().contains(r#"{"command": "status"}"#));
    }
}
