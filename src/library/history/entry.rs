//! One play as TOML.

use std::fmt::Write;
use std::time::Duration;

use toml::{Table, Value};

use super::{HEAD, Play};
use crate::playlist_file::{from_text, to_text};
use crate::smart::quoted;

/// Ends in an empty line, by which a whole entry is known.
pub(super) fn written(play: &Play) -> String {
    let mut out = format!("{HEAD}\nat = {}\npath = {}\n", play.at, quoted(&to_text(&play.path)));
    // Writing to a String cannot fail.
    for (key, text) in [("title", &play.title), ("artist", &play.artist)] {
        let _ = text.as_ref().map(|text| writeln!(out, "{key} = {}", quoted(text)));
    }
    let _ = writeln!(out, "seconds = {}", play.heard.as_secs());
    if let Some(fingerprint) = play.fingerprint {
        let _ = writeln!(out, "fingerprint = \"{fingerprint:016x}\"");
    }
    out + "\n"
}

/// `None` if the bytes are not a whole entry. Behind one may stand the beginning of another that was torn off.
pub(super) fn read(block: &[u8]) -> Option<Play> {
    parse(block).or_else(|| parse(block.get(..whole(block)?)?))
}

/// Where the empty line ends that closes an entry.
pub(super) fn whole(block: &[u8]) -> Option<usize> {
    block.windows(2).position(|pair| pair == b"\n\n").map(|at| at + 2)
}

pub(super) fn parse(block: &[u8]) -> Option<Play> {
    let table: Table = std::str::from_utf8(block).ok()?.parse().ok()?;
    let play = table.get("play")?.as_array()?.first()?.as_table()?;
    let text = |key: &str| play.get(key).and_then(Value::as_str);
    let at = match play.get("at")? {
        Value::Datetime(at) => at.to_string(),
        Value::String(at) => at.clone(),
        _ => return None,
    };
    Some(Play {
        at: at.parse().ok()?,
        path: from_text(text("path").filter(|path| !path.is_empty())?),
        title: text("title").map(str::to_owned),
        artist: text("artist").map(str::to_owned),
        heard: play.get("seconds").and_then(seconds).unwrap_or_default(),
        fingerprint: text("fingerprint").and_then(|digits| u64::from_str_radix(digits, 16).ok()),
    })
}

fn seconds(value: &Value) -> Option<Duration> {
    let whole = value.as_integer().and_then(|seconds| u64::try_from(seconds).ok()).map(Duration::from_secs);
    whole.or_else(|| Duration::try_from_secs_f64(value.as_float()?).ok())
}
