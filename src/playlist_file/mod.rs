//! Playlist files: M3U, M3U8 and PLS. Pure: bytes in, entries out; whether a file is there is for others to find out.
//!
//! There is no standard for M3U, only habit, so reading is forgiving: whatever the bytes, the answer is the entries
//! that can be made out, and nothing panics.

mod m3u;
mod pls;
mod target;
mod text;

use std::path::{Path, PathBuf};
use std::time::Duration;

use url::Url;

/// How a playlist is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One entry a line, `#` before comments; in whatever encoding its writer's machine used.
    M3u,
    /// The same, in UTF-8. HLS, which is no list of music, goes by the same name.
    M3u8,
    /// `File1=`, `Title1=`, `Length1=`, as in a Windows settings file.
    Pls,
}

/// Where an entry points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A file or folder: absolute, or resolved against the playlist's folder.
    File(PathBuf),
    /// Anything with a scheme, except `file:`.
    Url(Url),
}

/// One line of music.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The likeliest reading of where the music is.
    pub target: Target,
    /// Other readings of the same line, likeliest first: to be tried when the target is not there. A `%20` may be a
    /// space, a backslash may be part of a name, and a name's bytes may be in no known encoding.
    pub otherwise: Vec<PathBuf>,
    /// Never empty.
    pub title: Option<String>,
    /// `None` where the playlist says nothing, 0 or -1. Mostly whole seconds.
    pub duration: Option<Duration>,
}

/// Why a playlist cannot be used at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlaylistError {
    #[error(
        "this is an HLS playlist: it lists pieces of one stream, which Segue cannot play; use the station's MP3, AAC or Ogg address"
    )]
    Hls,
}

impl Kind {
    /// By the name's extension.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "m3u" => Some(Self::M3u),
            "m3u8" => Some(Self::M3u8),
            "pls" => Some(Self::Pls),
            _ => None,
        }
    }

    /// By a server's `Content-Type`, with or without parameters.
    pub fn of_content_type(content_type: &str) -> Option<Self> {
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "audio/x-mpegurl" | "audio/mpegurl" | "audio/m3u" | "audio/x-m3u" => Some(Self::M3u),
            "application/x-mpegurl" | "application/mpegurl" | "application/vnd.apple.mpegurl" => Some(Self::M3u8),
            "audio/x-scpls" | "audio/scpls" | "application/pls" | "application/pls+xml" => Some(Self::Pls),
            _ => None,
        }
    }

    /// By the first bytes. An M3U without its header is not recognised: it looks like any text.
    pub fn sniff(bytes: &[u8]) -> Option<Self> {
        let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        let starts_with = |magic: &[u8]| start.get(..magic.len()).is_some_and(|s| s.eq_ignore_ascii_case(magic));
        if starts_with(b"#EXTM3U") {
            Some(Self::M3u8)
        } else if starts_with(b"[playlist]") {
            Some(Self::Pls)
        } else {
            None
        }
    }
}

/// Reads a playlist. `base` is the folder that relative paths start from, normally the playlist's own.
///
/// Entries come in the playlist's order (M3U) or by their numbers (PLS). Lines that make no sense are passed over.
///
/// # Errors
/// [`PlaylistError::Hls`] if the bytes are a stream's index and not a list of music.
pub fn parse(bytes: &[u8], kind: Kind, base: &Path) -> Result<Vec<Entry>, PlaylistError> {
    let lines = text::lines(bytes);
    match kind {
        Kind::M3u | Kind::M3u8 => m3u::parse(&lines, base),
        Kind::Pls => Ok(pls::parse(&lines, base)),
    }
}

/// A title as it is worth showing.
fn title(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A length as playlists give it; 0 and negative numbers mean "unknown" or "endless".
fn duration(seconds: &str) -> Option<Duration> {
    let seconds: f64 = seconds.trim().parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok().filter(|length| !length.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_kind_is_known_by_name_type_or_first_bytes() {
        assert_eq!(Kind::of_path(Path::new("/a/Mix.M3U")), Some(Kind::M3u));
        assert_eq!(Kind::of_path(Path::new("a.m3u8")), Some(Kind::M3u8));
        assert_eq!(Kind::of_path(Path::new("a.mp3")), None);
        assert_eq!(Kind::of_content_type("Audio/X-ScPls; charset=utf-8"), Some(Kind::Pls));
        assert_eq!(Kind::of_content_type("text/html"), None);
        assert_eq!(Kind::sniff(b"\xEF\xBB\xBF\r\n#extm3u"), Some(Kind::M3u8));
        assert_eq!(Kind::sniff(b"[Playlist]\n"), Some(Kind::Pls));
        assert_eq!(Kind::sniff(b"<html>"), None);
    }

    #[test]
    fn unknown_lengths_are_none() {
        for text in ["0", "-1", "nan", "inf", "1e400", "", "abc"] {
            assert_eq!(duration(text), None, "{text}");
        }
        assert_eq!(duration(" 61.5 "), Some(Duration::from_millis(61_500)));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            for kind in [Kind::M3u, Kind::M3u8, Kind::Pls] {
                let _ = parse(&bytes, kind, Path::new("/base"));
            }
            let _ = Kind::sniff(&bytes);
        }

        #[test]
        fn no_playlist_like_text_makes_it_panic(
            text in "\u{FEFF}?(#EXTINF:|#EXTENC:|File|Title|Length|file:|[=,\"%\\\\é]|[0-9]{1,30}|\\PC|\r?\n){0,40}"
        ) {
            for kind in [Kind::M3u, Kind::M3u8, Kind::Pls] {
                let _ = parse(text.as_bytes(), kind, Path::new("/base"));
            }
        }

        #[test]
        fn every_plain_name_comes_back(names in prop::collection::vec("[a-zA-Z0-9éß _.-]{0,8}[a-z]", 1..20)) {
            let place = |name: &String| Target::File(Path::new("/base").join(name.trim()));
            let expected: Vec<_> = names.iter().map(place).collect();
            let found = parse(names.join("\r\n").as_bytes(), Kind::M3u, Path::new("/base"));
            let found: Vec<_> = found.into_iter().flatten().map(|entry| entry.target).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
