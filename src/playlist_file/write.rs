//! From entries to a playlist's bytes.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::Duration;

use quick_xml::escape::escape;

use super::address::percent_encoded;
use super::{Entry, Kind, Target};

/// Writes a playlist that [`super::parse`] reads back. Files below `base`, the playlist's folder, are written relative
/// to it, so that both can be moved together; all others, and all of them without a `base`, by their whole path.
///
/// A name whose bytes are not UTF-8 stays as it is in M3U; the others hold it percent-encoded, as do all where a name
/// could not be told from the line around it. Of [`Entry::otherwise`] nothing is written.
pub fn write(entries: &[Entry], kind: Kind, base: Option<&Path>) -> Vec<u8> {
    match kind {
        Kind::M3u | Kind::M3u8 => m3u(entries, kind, base),
        Kind::Pls => pls(entries, base),
        Kind::Xspf => xspf(entries, base),
    }
}

fn m3u(entries: &[Entry], kind: Kind, base: Option<&Path>) -> Vec<u8> {
    let mut out = b"#EXTM3U\n".to_vec();
    for entry in entries {
        if let Some(artist) = &entry.artist {
            out.extend(format!("#EXTART:{}\n", line(artist)).bytes());
        }
        if entry.title.is_some() || entry.duration.is_some() {
            out.extend(format!("#EXTINF:{},{}\n", seconds(entry.duration, "-1"), label(entry)).bytes());
        }
        out.extend(place(&entry.target, base, kind == Kind::M3u));
        out.push(b'\n');
    }
    out
}

fn pls(entries: &[Entry], base: Option<&Path>) -> Vec<u8> {
    let mut out = b"[playlist]\n".to_vec();
    for (number, entry) in (1..).zip(entries) {
        out.extend(format!("File{number}=").bytes());
        out.extend(place(&entry.target, base, false));
        let title = label(entry);
        if !title.is_empty() {
            out.extend(format!("\nTitle{number}={title}").bytes());
        }
        out.extend(format!("\nLength{number}={}\n", seconds(entry.duration, "-1")).bytes());
    }
    out.extend(format!("NumberOfEntries={}\nVersion=2\n", entries.len()).bytes());
    out
}

fn xspf(entries: &[Entry], base: Option<&Path>) -> Vec<u8> {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out += "<playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\">\n  <trackList>\n";
    for entry in entries {
        let address = match &entry.target {
            Target::Url(url) => escape(url.as_str()).into_owned(),
            Target::File(path) => uri(path, base),
        };
        out += &format!("    <track>\n      <location>{address}</location>\n");
        for (name, text) in [("title", &entry.title), ("creator", &entry.artist)] {
            if let Some(text) = text {
                out += &format!("      <{name}>{}</{name}>\n", escape(line(text)));
            }
        }
        if let Some(length) = entry.duration {
            out += &format!("      <duration>{}</duration>\n", length.as_millis());
        }
        out += "    </track>\n";
    }
    out += "  </trackList>\n</playlist>\n";
    out.into_bytes()
}

fn uri(path: &Path, base: Option<&Path>) -> String {
    match below(path, base) {
        Some(rest) => format!("./{}", percent_encoded(rest.as_os_str().as_bytes())),
        None if path.is_absolute() => format!("file://{}", percent_encoded(path.as_os_str().as_bytes())),
        None => percent_encoded(path.as_os_str().as_bytes()),
    }
}

/// A target as one line of bytes. `raw`: bytes that are not UTF-8 may stay.
fn place(target: &Target, base: Option<&Path>, raw: bool) -> Vec<u8> {
    let path = match target {
        Target::Url(url) => return url.as_str().into(),
        Target::File(path) => path,
    };
    let rest = below(path, base).unwrap_or(path);
    let bytes = rest.as_os_str().as_bytes();
    // What a reader would trim, or take for the line's end, or for letters in another encoding, only survives encoded.
    let fits = match rest.to_str() {
        Some(text) => text.trim() == text && !text.contains(['\n', '\r']),
        None => raw && bytes.trim_ascii() == bytes && !bytes.iter().any(|byte| matches!(byte, b'\n' | b'\r')),
    };
    match bytes {
        _ if !fits && path.is_absolute() => format!("file://{}", percent_encoded(path.as_os_str().as_bytes())).into(),
        // `#` begins a comment and a word with a colon an address, but not after `./`.
        [first, ..] if rest.is_relative() && (!first.is_ascii_alphanumeric() || is_odd(bytes)) => {
            [b"./", bytes].concat()
        }
        _ => bytes.to_vec(),
    }
}

fn is_odd(bytes: &[u8]) -> bool {
    bytes.iter().any(|byte| matches!(byte, b':' | b'\\'))
}

/// The way from `base` to a path below it.
fn below<'p>(path: &'p Path, base: Option<&Path>) -> Option<&'p Path> {
    path.strip_prefix(base?).ok().filter(|rest| !rest.as_os_str().is_empty() && rest.is_relative())
}

/// `Artist - Title`, or what there is of it; empty if there is no title.
fn label(entry: &Entry) -> String {
    match (&entry.artist, &entry.title) {
        (Some(artist), Some(title)) => format!("{} - {}", line(artist), line(title)),
        (_, title) => title.as_deref().map(line).unwrap_or_default(),
    }
}

/// Text that cannot end its line.
fn line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// Whole seconds, as every reader knows them; to the millisecond where there is more.
fn seconds(length: Option<Duration>, unknown: &str) -> String {
    match length {
        None => unknown.to_owned(),
        Some(length) if length.subsec_millis() == 0 => length.as_secs().to_string(),
        Some(length) => format!("{}.{:03}", length.as_secs(), length.subsec_millis()),
    }
}

#[cfg(test)]
mod tests;
