//! `segue queue`: what the running player has answered.

use serde_json::Value;

use super::super::{Ending, Failure, plain};
use super::table::{columns, counted};
use crate::model::{clock, label};

/// Shows the queue, as the player has told it: as it is, or as a page.
///
/// # Errors
/// The player's own sentence, if it refused.
pub fn queue(answer: &str, json: bool) -> Result<Ending, Failure> {
    let told: Value = serde_json::from_str(answer).unwrap_or_default();
    if let Some(sentence) = told["error"].as_str() {
        return Err(Failure(sentence.to_owned()));
    }
    match json || told["tracks"].is_null() {
        // "ok" is no news for a person.
        true if !json => {}
        true => plain::print([answer]),
        false => plain::print(page(&told)),
    }
    Ok(Ending::Done)
}

fn page(told: &Value) -> Vec<String> {
    let tracks = told["tracks"].as_array().map(Vec::as_slice).unwrap_or_default();
    let (from, length) = (told["from"].as_u64().unwrap_or(0), told["queue"]["length"].as_u64().unwrap_or(0));
    let current = told["queue"]["position"].as_u64();
    if length == 0 {
        return vec!["The queue is empty. Add to it: segue queue add FILES".to_owned()];
    }
    let row = |(place, track): (u64, &Value)| {
        let mark = if current == Some(place) { "▶" } else { " " };
        let title = label(track["artist"].as_str(), track["title"].as_str().unwrap_or_default());
        let length = track["duration"].as_f64().and_then(|length| std::time::Duration::try_from_secs_f64(length).ok());
        vec![format!("{mark} {}", place + 1), title, length.map(clock).unwrap_or_default()]
    };
    let mut lines = columns(&(from..).zip(tracks).map(row).collect::<Vec<_>>());
    let more = length.saturating_sub(from + tracks.len() as u64);
    lines.extend((more > 0).then(|| format!("  and {} more", counted(more, "track"))));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_current_track_is_marked_and_the_rest_is_counted() {
        let told = serde_json::json!({
            "queue": { "length": 5, "position": 1 }, "from": 0,
            "tracks": [{ "title": "A", "artist": null, "duration": 61.0 }, { "title": "B", "artist": "X", "duration": null }],
        });
        assert_eq!(page(&told), ["  1  A      1:01", "▶ 2  X – B", "  and 3 tracks more"]);
        assert!(queue(r#"{"error":"No."}"#, false).is_err_and(|failure| failure.0 == "No."));
    }
}
