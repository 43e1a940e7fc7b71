//! Columns that stand under each other, as far as the terminal's width allows.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use unicode_width::UnicodeWidthStr;

use super::super::status_line::cut;
use crate::model::clock;
use crate::store::music::{Group, Row};

/// A column is no wider than this: what is longer is cut.
const WIDEST: usize = 44;

/// Lines of aligned columns. The last column is never cut.
pub fn columns(rows: &[Vec<String>]) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let widths = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width().min(WIDEST));
        widths.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let last = row.len().saturating_sub(1);
    let cells = row.iter().zip(widths).enumerate().map(|(place, (cell, width))| match place {
        _ if place == last => cell.clone(),
        _ => padded(cell, *width),
    });
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

/// Exactly so wide: cut, or filled up with spaces.
fn padded(text: &str, width: usize) -> String {
    let kept = cut(text, width);
    let missing = width.saturating_sub(kept.width());
    kept + &" ".repeat(missing)
}

/// A track as a row: artist, title, album, length, file.
pub fn track(row: &Row) -> Vec<String> {
    let track = &row.track;
    let length = track.duration.map(clock).unwrap_or_default();
    let path = match &track.location {
        crate::model::Location::File(path) => path.display().to_string(),
        _ => String::new(),
    };
    let away = if row.away { "(not there now) " } else { "" };
    let words = [&track.artist, &Some(track.title.clone()), &track.album].map(|word| word.clone().unwrap_or_default());
    words.into_iter().chain([length, format!("{away}{path}")]).collect()
}

/// An album or an artist as a row.
pub fn group(group: &Group) -> Vec<String> {
    let year = group.year.map(|year| year.to_string()).unwrap_or_default();
    let name = [group.artist.clone().unwrap_or_default(), group.name.clone(), year];
    let albums = if group.albums > 0 { format!("{}, ", counted(group.albums.into(), "album")) } else { String::new() };
    name.into_iter()
        .filter(|cell| !cell.is_empty())
        .chain([format!("{albums}{}", counted(group.tracks.into(), "track"))])
        .collect()
}

/// `1 track`, `2 tracks`.
pub fn counted(number: u64, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// A long time: `3 days 4 h`, `2 h 05 min`, `7 min`.
pub fn hours(length: Duration) -> String {
    let minutes = length.as_secs() / 60;
    match (minutes / 60 / 24, minutes / 60 % 24, minutes % 60) {
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, minutes) => format!("{hours} h {minutes:02} min"),
        (1, hours, _) => format!("1 day {hours} h"),
        (days, hours, _) => format!("{days} days {hours} h"),
    }
}

/// A moment where the person is.
pub fn moment(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_whatever_the_letters_width() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let long = "x".repeat(60);
        let lines = columns(&[row(["Björk", "a", "1"]), row(["椎名林檎", "bb", "2"]), row([&long, "c", &long])]);
        assert_eq!(lines[0], format!("Björk{}  a   1", " ".repeat(39)));
        assert_eq!(lines[1], format!("椎名林檎{}  bb  2", " ".repeat(36)));
        assert_eq!(lines[2], format!("{}…  c   {long}", "x".repeat(43)));
    }

    #[test]
    fn lengths_are_said_as_people_say_them() {
        let said = [59, 60 * 7, 7500, 86_400 + 3600, 200_000].map(|seconds| hours(Duration::from_secs(seconds)));
        assert_eq!(said, ["0 min", "7 min", "2 h 05 min", "1 day 1 h", "2 days 7 h"]);
        assert_eq!([counted(1, "track"), counted(0, "track")], ["1 track", "0 tracks"]);
    }
}
