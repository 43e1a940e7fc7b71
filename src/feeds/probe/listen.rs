//! Listening to a stream for a moment: does anything arrive, is it sound, and at what pace?

use std::time::Duration;

use reqwest::{Response, Version};

use super::{answer, sound};
use crate::clock::Clock;
use crate::fault::Fault;

/// What arrived of a stream.
#[derive(Default)]
pub(super) struct Heard {
    /// The first bytes, as many as are looked at.
    first: Vec<u8>,
    /// After the first piece: that one may have waited for us.
    paced: u64,
    /// From the first byte to the last.
    length: Duration,
    end: End,
    /// The answer did not begin like HTTP.
    ancient: bool,
}

/// How the listening ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum End {
    /// The deadline passed before there was enough.
    #[default]
    RanDry,
    /// Enough was heard.
    Enough,
    /// The server ended the stream.
    Over,
    /// The connection was cut.
    Cut,
}

/// Three frames of the fattest MP3 are 4 KiB; tags and junk may come before.
const FIRST_BYTES: usize = 32 * 1024;
/// With as many bytes and no known format, it is none.
const ENOUGH_TO_REFUSE: usize = 16 * 1024;

impl Heard {
    /// Reads for `listen` after the first byte, and on until there is enough to judge. May be dropped at any time:
    /// what has been heard is kept.
    pub async fn read(&mut self, answer: &mut Response, clock: Clock, listen: Duration) {
        let mut since = None;
        self.ancient = answer.version() == Version::HTTP_09;
        self.end = loop {
            let bytes = match answer.chunk().await {
                Ok(Some(bytes)) => bytes,
                Ok(None) => break End::Over,
                Err(_) => break End::Cut,
            };
            let now = clock.now();
            let began = *since.get_or_insert(now);
            self.length = now.saturating_sub(began);
            self.take(&bytes, now > began);
            let judged = self.first.len() >= ENOUGH_TO_REFUSE || sound::format_of(&self.first).is_some();
            if self.length >= listen && judged {
                break End::Enough;
            }
        };
    }

    fn take(&mut self, bytes: &[u8], counts: bool) {
        self.paced += if counts { bytes.len() as u64 } else { 0 };
        let room = FIRST_BYTES.saturating_sub(self.first.len()).min(bytes.len());
        self.first.extend_from_slice(&bytes[..room]);
    }

    /// The format of the sound that arrived.
    ///
    /// # Errors
    /// Why it is no stream. `kind` is the content type that the server gave.
    pub fn verdict(&self, host: &str, kind: Option<String>) -> Result<&'static str, Fault> {
        if self.ancient && !self.first.is_empty() {
            let status = sound::shoutcast_status(&self.first);
            answer::verdict(status.ok_or_else(|| Fault::BadAnswer { host: host.to_owned() })?, host)?;
        }
        let (format, host) = (sound::format_of(&self.first), host.to_owned());
        match (format, self.end, kind) {
            (_, End::Cut, _) => Err(Fault::Reset { host }),
            (None, End::Over, _) if self.first.is_empty() => Err(Fault::Ended { host }),
            (None, _, _) if self.first.is_empty() => Err(Fault::Stalled { host }),
            (Some(_), End::RanDry, _) => Err(Fault::Stalled { host }),
            (Some(format), ..) => Ok(format),
            (None, _, Some(content_type)) if !may_be_sound(&content_type) => {
                Err(Fault::NotAudio { host, content_type })
            }
            // Too little to tell what it is, but surely less than any music needs.
            (None, End::RanDry, _) => Err(Fault::TooSlow { host }),
            (None, ..) => Err(Fault::Garbage { host }),
        }
    }

    /// Format and pace, for people.
    pub fn note(&self, format: &str) -> String {
        match self.length.as_secs_f64() {
            // A pace cannot be told.
            seconds if seconds < 0.1 => format!("{format}, all in one piece"),
            seconds => format!("{format}, {:.0} kbit/s", self.paced as f64 * 8.0 / 1000.0 / seconds),
        }
    }
}

/// Servers name sound in many ways, but never as a text or a picture; playlists are named like sound.
fn may_be_sound(content_type: &str) -> bool {
    let sounds = ["audio/", "video/", "application/ogg", "application/octet-stream"];
    let lists = ["mpegurl", "scpls"];
    sounds.iter().any(|kind| content_type.starts_with(kind)) && !lists.iter().any(|kind| content_type.contains(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(first: &[u8], end: End) -> Heard {
        Heard { first: first.to_vec(), paced: first.len() as u64, length: Duration::from_secs(1), end, ancient: false }
    }

    #[test]
    fn what_arrived_is_judged_by_its_bytes_before_its_name() {
        let (mp3, host) = (sound::tests::mp3(8), || "h".to_owned());
        let page = || Some("text/html".to_owned());
        let list = || Some("audio/x-mpegurl".to_owned());
        for (first, end, kind, expected) in [
            (&mp3[..], End::Enough, page(), Ok("MP3")),
            (&mp3, End::Over, None, Ok("MP3")),
            (&mp3, End::RanDry, None, Err(Fault::Stalled { host: host() })),
            (&mp3, End::Cut, None, Err(Fault::Reset { host: host() })),
            (b"", End::RanDry, None, Err(Fault::Stalled { host: host() })),
            (b"", End::Over, None, Err(Fault::Ended { host: host() })),
            (b"xyz", End::RanDry, None, Err(Fault::TooSlow { host: host() })),
            (b"xyz", End::Over, None, Err(Fault::Garbage { host: host() })),
            (b"<html>", End::Over, page(), Err(Fault::NotAudio { host: host(), content_type: "text/html".into() })),
            (
                b"#EXTM3U",
                End::Over,
                list(),
                Err(Fault::NotAudio { host: host(), content_type: "audio/x-mpegurl".into() }),
            ),
        ] {
            assert_eq!(heard(first, end).verdict("h", kind), expected, "{end:?}");
        }
    }

    #[test]
    fn a_pace_is_told_in_kilobits() {
        assert_eq!(heard(&[0; 16_000], End::Enough).note("MP3"), "MP3, 128 kbit/s");
        assert_eq!(
            Heard { length: Duration::ZERO, ..heard(&[0; 16_000], End::Enough) }.note("MP3"),
            "MP3, all in one piece"
        );
    }
}
