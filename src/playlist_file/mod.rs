//! Playlist files: M3U, M3U8, PLS and XSPF. Pure: bytes in, entries out, and back; whether a file is there is for others
//! to find out.
//!
//! There is no standard for M3U, only habit, so reading is forgiving: whatever the bytes, the answer is the entries
//! that can be made out, and nothing panics. Writing is strict: what is written is read back as it was.

mod address;
mod m3u;
mod pls;
mod target;
mod text;
mod write;
mod xspf;

use std::path::{Path, PathBuf};
use std::time::Duration;

use url::Url;

use crate::model::{Location, Track};

pub use address::{from_text, to_text};
pub use write::write;

/// What is larger than this, in bytes, is no playlist: a million entries fit into it.
const LARGEST: usize = 256 << 20;

/// How a playlist is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One entry a line, `#` before comments; in whatever encoding its writer's machine used.
    M3u,
    /// The same, in UTF-8. HLS, which is no list of music, goes by the same name.
    M3u8,
    /// `File1=`, `Title1=`, `Length1=`, as in a Windows settings file.
    Pls,
    /// XML with percent-encoded addresses. <https://xspf.org/spec>
    Xspf,
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
    /// Never empty. Where the format has no place for the artist, mostly "Artist - Title".
    pub title: Option<String>,
    /// Never empty.
    pub artist: Option<String>,
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
    #[error("it is larger than any playlist: over 256 MiB; split it, or name the folder instead")]
    TooLarge,
}

impl Entry {
    /// An entry of which nothing is known but where it is.
    pub fn new(target: Target) -> Self {
        Self { target, otherwise: Vec::new(), title: None, artist: None, duration: None }
    }

    /// The entry for a track; `None` for what is not a file.
    pub fn of(track: &Track) -> Option<Self> {
        let Location::File(path) = &track.location else { return None };
        let (title, artist) = (Some(track.title.clone()), track.artist.clone());
        Some(Self { title, artist, duration: track.duration, ..Self::new(Target::File(path.clone())) })
    }

    /// The track that is meant, as far as a playlist knows it; `None` for what is not on this machine.
    pub fn track(&self) -> Option<Track> {
        let Target::File(path) = &self.target else { return None };
        let bare = Track::from_path(path.clone());
        let title = self.title.clone().unwrap_or(bare.title.clone());
        Some(Track { title, artist: self.artist.clone(), duration: self.duration, ..bare })
    }
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::M3u, Self::M3u8, Self::Pls, Self::Xspf];

    /// The extension that names this kind, lower case.
    pub fn extension(self) -> &'static str {
        match self {
            Self::M3u => "m3u",
            Self::M3u8 => "m3u8",
            Self::Pls => "pls",
            Self::Xspf => "xspf",
        }
    }

    /// By the name's extension.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|kind| kind.extension() == extension)
    }

    /// By a server's `Content-Type`, with or without parameters.
    pub fn of_content_type(content_type: &str) -> Option<Self> {
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "audio/x-mpegurl" | "audio/mpegurl" | "audio/m3u" | "audio/x-m3u" => Some(Self::M3u),
            "application/x-mpegurl" | "application/mpegurl" | "application/vnd.apple.mpegurl" => Some(Self::M3u8),
            "audio/x-scpls" | "audio/scpls" | "application/pls" | "application/pls+xml" => Some(Self::Pls),
            "application/xspf+xml" => Some(Self::Xspf),
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
        } else if starts_with(b"<") && holds(start, b"xspf.org/ns/") {
            Some(Self::Xspf)
        } else {
            None
        }
    }
}

/// Reads a playlist. `base` is the folder that relative paths start from, normally the playlist's own.
///
/// Entries come in the playlist's order (M3U, XSPF) or by their numbers (PLS). Lines that make no sense are passed over; XML
/// that breaks off gives what stood before.
///
/// # Errors
/// [`PlaylistError::Hls`] if the bytes are a stream's index and not a list of music, [`PlaylistError::TooLarge`].
pub fn parse(bytes: &[u8], kind: Kind, base: &Path) -> Result<Vec<Entry>, PlaylistError> {
    if bytes.len() > LARGEST {
        return Err(PlaylistError::TooLarge);
    }
    match kind {
        Kind::M3u | Kind::M3u8 => m3u::parse(&text::lines(bytes), base),
        Kind::Pls => Ok(pls::parse(&text::lines(bytes), base)),
        Kind::Xspf => Ok(xspf::parse(&text::xml(bytes), base)),
    }
}

/// Whether the first kilobyte holds `word`.
fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.get(..bytes.len().min(1024)).unwrap_or(bytes).windows(word.len()).any(|window| window == word)
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
        let xspf = b"<?xml version=\"1.0\"?>\n<playlist xmlns=\"http://xspf.org/ns/0/\" version=\"1\">";
        assert_eq!((Kind::sniff(xspf), Kind::of_path(Path::new("a.XSPF"))), (Some(Kind::Xspf), Some(Kind::Xspf)));
        assert_eq!(Kind::of_content_type("application/xspf+xml"), Some(Kind::Xspf));
    }

    #[test]
    fn a_track_becomes_an_entry_and_back() {
        let mut track = Track::from_path("/m/a.mp3".into());
        assert_eq!(Entry::new(Target::File("/m/a.mp3".into())).track().as_ref(), Some(&track));
        (track.artist, track.duration) = (Some("A".into()), Some(Duration::from_secs(7)));
        assert_eq!(Entry::of(&track).and_then(|entry| entry.track()), Some(track));
        assert_eq!(Entry::of(&Track::new(Location::Builtin(1), "x".into())), None);
        assert_eq!(Entry::new(Target::Url("http://h/".parse().unwrap())).track(), None);
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
            for kind in Kind::ALL {
                let _ = parse(&bytes, kind, Path::new("/base"));
            }
            let _ = Kind::sniff(&bytes);
        }

        #[test]
        fn no_playlist_like_text_makes_it_panic(
            text in "\u{FEFF}?(#EXTINF:|#EXTENC:|File|Title|Length|file:|[=,\"%\\\\é]|[0-9]{1,30}|\\PC|\r?\n){0,40}"
        ) {
            for kind in Kind::ALL {
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
