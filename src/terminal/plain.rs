//! Lines for people and scripts. Whoever reads them may go away: that never stops the music.

use std::io::{self, Write};

use jiff::tz::TimeZone;
use serde::Serialize;

use crate::player::Happened;

/// Prints lines on stdout, until nobody reads them any more.
pub fn print<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) {
    let mut out = io::stdout().lock();
    for line in lines {
        if writeln!(out, "{}", clean(line.as_ref())).is_err() {
            return;
        }
    }
    let _ = out.flush();
}

/// Prints a sentence on stderr: where it cannot be told, it cannot be told that either.
pub fn complain(sentence: &str) {
    let _ = writeln!(io::stderr(), "{sentence}");
}

/// A value as one line of JSON.
pub(super) fn json(value: &impl Serialize) -> String {
    // None of our types fail to serialise; if one did, scripts would get an object that says so.
    serde_json::to_string(value).unwrap_or_else(|why| format!("{{\"error\":\"{why:?}\"}}"))
}

/// An event as a line with its local time, if people care for it.
pub(super) fn line(happened: &Happened) -> Option<String> {
    let time = happened.at.to_zoned_datetime(TimeZone::system()).strftime("%H:%M:%S").to_string();
    happened.event.line().map(|line| format!("{time}  {}", clean(&line)))
}

/// Without control characters: a station's title must not be able to steer the terminal.
pub(super) fn clean(text: &str) -> String {
    text.replace(char::is_control, " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::player::Event;

    #[test]
    fn a_title_cannot_steer_the_terminal() {
        let event = Event::Notice { text: "a\x1b[2Jb\nc".into() };
        let line = line(&Happened { at: jiff::Timestamp::now(), event }).unwrap();
        assert!(line.ends_with("  a [2Jb c"), "{line}");
    }
}
