//! LRC: lines of text with times in brackets before them, `[01:02.50]`. There is no standard for it, only habit; what
//! cannot be understood is text.

use std::time::Duration;

use super::{Line, Lyrics};

/// More lines are not kept.
const MOST_LINES: usize = 10_000;
/// A longer line (in bytes) is cut.
const LONGEST: usize = 1024;
/// What a line in brackets may say of the file: title, artist, who made it, and the like.
const KEYS: [&str; 18] = [
    "ar", "ti", "al", "au", "lr", "by", "offset", "re", "tool", "ve", "length", "la", "id", "encoding", "key", "kana",
    "art", "#",
];

/// The lyrics in a text, with times if it has any; `None` if it has no words.
pub(super) fn parse(text: &str) -> Option<Lyrics> {
    let (mut lines, mut plain, mut offset, mut bare) = (Vec::new(), Vec::new(), 0, 0);
    for line in text.replace("\r\n", "\n").split(['\n', '\r']).take(MOST_LINES * 2) {
        let line = line.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
        if let Some(value) = about(line) {
            offset = value.unwrap_or(offset);
            continue;
        }
        let (stamps, text) = stamped(line);
        // A bracket in a line without a time is the poet's.
        let text = if stamps.is_empty() { tidy(text) } else { clean(text) };
        bare += usize::from(stamps.is_empty() && !text.is_empty());
        lines.extend(stamps.into_iter().take(MOST_LINES).map(|at| (at, text.clone())));
        lines.truncate(MOST_LINES);
        plain.push(text);
    }
    // A number in brackets somewhere makes no lyrics with times.
    let is_synced = lines.len() > bare;
    lines.iter_mut().for_each(|(at, _)| *at = moved(*at, offset));
    if is_synced { synced(lines) } else { None }.or_else(|| words(plain))
}

/// Lines with times in their order; `None` if there is no word in them.
pub(super) fn synced(lines: Vec<(Duration, String)>) -> Option<Lyrics> {
    let mut lines: Vec<Line> = lines.into_iter().map(|(at, text)| Line { at, text: clean(&text) }).collect();
    lines.truncate(MOST_LINES);
    lines.sort_by_key(|line| line.at);
    lines.iter().any(|line| !line.text.is_empty()).then_some(Lyrics::Synced(lines))
}

/// Without empty lines at the ends, and with no more than one in a row.
fn words(lines: Vec<String>) -> Option<Lyrics> {
    let mut kept: Vec<String> = Vec::new();
    for line in lines {
        if !line.is_empty() || kept.last().is_some_and(|last| !last.is_empty()) {
            kept.push(line);
        }
    }
    kept.truncate(MOST_LINES);
    kept.truncate(kept.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1));
    (!kept.is_empty()).then_some(Lyrics::Plain(kept))
}

/// Whether a line says something of the file instead; and the offset (in ms), if it is that: so much sooner are all
/// lines sung.
fn about(line: &str) -> Option<Option<i64>> {
    let (key, value) = line.strip_prefix('[')?.strip_suffix(']')?.split_once(':')?;
    let key = key.trim().to_ascii_lowercase();
    KEYS.contains(&key.as_str()).then(|| if key == "offset" { value.trim().parse().ok() } else { None })
}

fn moved(at: Duration, offset: i64) -> Duration {
    let by = Duration::from_millis(offset.unsigned_abs());
    if offset < 0 { at.saturating_add(by) } else { at.saturating_sub(by) }
}

/// The times before a line, and the rest.
fn stamped(line: &str) -> (Vec<Duration>, &str) {
    let (mut stamps, mut rest) = (Vec::new(), line);
    while let Some((inner, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        && let Some(at) = time(inner)
    {
        stamps.push(at);
        rest = after.trim_start();
    }
    (stamps, rest)
}

/// `mm:ss`, `mm:ss.xx`, `mm:ss:xx` or `hh:mm:ss.xx`.
fn time(text: &str) -> Option<Duration> {
    let number = |text: &str| {
        let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<u64>().ok())?
    };
    let (whole, part) = match text.trim().split_once(['.', ',']) {
        Some((whole, part)) => (whole, Some(part)),
        None => (text.trim(), None),
    };
    let fields: Vec<&str> = whole.split(':').collect();
    let (hours, minutes, seconds, part) = match (fields.as_slice(), part) {
        ([minutes, seconds], part) => (0, number(minutes)?, number(seconds)?, part),
        ([minutes, seconds, part], None) => (0, number(minutes)?, number(seconds)?, Some(*part)),
        ([hours, minutes, seconds], part) => (number(hours)?, number(minutes)?, number(seconds)?, part),
        _ => return None,
    };
    let nanos = part.map_or(Some(0), |part| Some(number(part)? * 1_000_000_000 / 10_u64.pow(part.len() as u32)))?;
    (seconds < 60).then(|| Duration::from_secs(hours * 3600 + minutes * 60 + seconds) + Duration::from_nanos(nanos))
}

/// Without the times of single words, `<01:02.50>`, and the blanks that these leave.
fn clean(text: &str) -> String {
    let (mut kept, mut rest, mut any) = (String::new(), text, false);
    while let Some(at) = rest.find(['<', '[']) {
        let close = if rest[at..].starts_with('<') { '>' } else { ']' };
        let stamp = rest[at + 1..].split_once(close).filter(|(inner, _)| time(inner).is_some());
        kept.push_str(&rest[..at]);
        match stamp {
            Some((_, after)) => (rest, any) = (after, true),
            None => {
                kept.push_str(&rest[at..=at]);
                rest = &rest[at + 1..];
            }
        }
    }
    kept.push_str(rest);
    if any {
        kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    tidy(&kept)
}

fn tidy(text: &str) -> String {
    let kept = text.trim().replace(|c: char| c.is_control(), " ");
    kept[..kept.floor_char_boundary(LONGEST)].trim().to_owned()
}
