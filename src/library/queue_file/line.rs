//! The queue as lines with tabs: five times as quick as TOML, and any name fits in.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::sync::Arc;
use std::time::Duration;

use clap::ValueEnum;

use crate::model::{FeedId, Level, Levels, Location, Track};
use crate::queue::{Repeat, Saved};

/// What the file begins with.
const HEAD: &str = "segue queue 1";

/// A queue as read.
#[derive(Default)]
pub(super) struct Read {
    pub queue: Saved,
    pub id: u32,
    pub elapsed: Duration,
    /// Lines that are no track.
    pub bad_lines: usize,
}

pub(super) fn written(queue: &Saved, id: u32, elapsed: Duration) -> Vec<u8> {
    let repeat = queue.repeat.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    let shuffle = queue.shuffle.map_or_else(|| "off".to_owned(), |dice| dice.to_string());
    let (upcoming, playing) = (queue.upcoming, u8::from(queue.playing));
    let elapsed = elapsed.as_millis();
    let mut out = format!("{HEAD}\t{id}\t{upcoming}\t{playing}\t{elapsed}\t{repeat}\t{shuffle}\n").into_bytes();
    let mut places = vec![0; queue.tracks.len()];
    for (place, index) in queue.order.iter().enumerate() {
        if let Some(slot) = places.get_mut(*index) {
            *slot = place;
        }
    }
    for (track, place) in queue.tracks.iter().zip(places) {
        track_line(&mut out, track, place);
    }
    out
}

/// `None` if it is not a queue's file.
pub(super) fn read(bytes: &[u8]) -> Option<Read> {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let head = String::from_utf8_lossy(lines.next()?);
    let [HEAD, id, upcoming, playing, elapsed, repeat, shuffle] = head.split('\t').collect::<Vec<_>>()[..] else {
        return None;
    };
    let mut queue = Saved {
        upcoming: upcoming.parse().ok()?,
        playing: playing == "1",
        repeat: Repeat::from_str(repeat, true).unwrap_or_default(),
        shuffle: shuffle.parse().ok(),
        ..Saved::default()
    };
    let lines = lines.filter(|line| !line.is_empty());
    let (mut bad_lines, mut places) = (0, Vec::new());
    for line in lines {
        match track(line) {
            Some((place, track)) => {
                places.push((place, queue.tracks.len()));
                queue.tracks.push(Arc::new(track));
            }
            None => bad_lines += 1,
        }
    }
    places.sort_unstable();
    queue.order = places.into_iter().map(|(_, index)| index).collect();
    Some(Read { queue, id: id.parse().ok()?, elapsed: Duration::from_millis(elapsed.parse().ok()?), bad_lines })
}

/// Place in the order, milliseconds, levels of track and album, location, title, artist, album, genre.
fn track_line(out: &mut Vec<u8>, track: &Track, place: usize) {
    let millis = track.duration.map(|length| length.as_millis().to_string()).unwrap_or_default();
    let Levels { track: own, album } = track.levels;
    out.extend(format!("{place}\t{millis}\t{}\t{}", level_word(own), level_word(album)).bytes());
    let location: Cow<'_, OsStr> = match &track.location {
        Location::File(path) if path.is_absolute() => path.as_os_str().into(),
        Location::File(path) => std::path::absolute(path).unwrap_or_else(|_| path.clone()).into_os_string().into(),
        Location::Builtin(number) => OsString::from(format!("builtin:{number}")).into(),
        Location::Feed(FeedId(number)) => OsString::from(format!("feed:{number}")).into(),
    };
    let words = [Some(&track.title), track.artist.as_ref(), track.album.as_ref(), track.genre.as_ref()];
    let words = words.map(|word| word.map_or("", String::as_str));
    for field in [&*location].into_iter().chain(words.iter().map(OsStr::new)) {
        out.push(b'\t');
        escape(out, field.as_bytes());
    }
    out.push(b'\n');
}

fn track(line: &[u8]) -> Option<(usize, Track)> {
    let fields: Vec<_> = line.split(|byte| *byte == b'\t').collect();
    let [place, millis, own, album_level, location, title, artist, album, genre] = fields[..] else { return None };
    let text = |field| Some(String::from_utf8_lossy(&unescaped(field)).into_owned()).filter(|text| !text.is_empty());
    let track = Track {
        artist: text(artist),
        album: text(album),
        genre: text(genre),
        duration: number(millis).map(Duration::from_millis),
        levels: Levels { track: level(own), album: level(album_level) },
        ..Track::new(location_of(unescaped(location))?, text(title)?)
    };
    Some((usize::try_from(number(place)?).ok()?, track))
}

fn location_of(bytes: Vec<u8>) -> Option<Location> {
    let after =
        |word: &str| number(bytes.strip_prefix(word.as_bytes())?).and_then(|number| usize::try_from(number).ok());
    match (after("builtin:"), after("feed:")) {
        (Some(number), _) => Some(Location::Builtin(number)),
        (_, Some(number)) => Some(Location::Feed(FeedId(number))),
        _ => (!bytes.is_empty()).then(|| Location::File(OsString::from_vec(bytes).into())),
    }
}

fn number(bytes: &[u8]) -> Option<u64> {
    std::str::from_utf8(bytes).ok()?.parse().ok()
}

/// `-14.2:0.98`: LUFS and peak.
fn level_word(level: Option<Level>) -> String {
    let peak = |peak: Option<f32>| peak.map(|peak| peak.to_string()).unwrap_or_default();
    level.map(|level| format!("{}:{}", level.lufs, peak(level.peak))).unwrap_or_default()
}

fn level(bytes: &[u8]) -> Option<Level> {
    let (lufs, peak) = std::str::from_utf8(bytes).ok()?.split_once(':')?;
    Some(Level { lufs: lufs.parse().ok().filter(|lufs: &f32| lufs.is_finite())?, peak: peak.parse().ok() })
}

/// What would end a field or a line goes behind a backslash, and so does a backslash.
fn escape(out: &mut Vec<u8>, bytes: &[u8]) {
    for byte in bytes {
        match byte {
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            b'\\' => out.extend(b"\\\\"),
            byte => out.push(*byte),
        }
    }
}

fn unescaped(field: &[u8]) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::with_capacity(field.len()), field.iter());
    while let Some(byte) = rest.next() {
        out.push(match byte {
            b'\\' => match rest.next() {
                Some(b't') => b'\t',
                Some(b'n') => b'\n',
                Some(other) => *other,
                None => b'\\',
            },
            byte => *byte,
        });
    }
    out
}
