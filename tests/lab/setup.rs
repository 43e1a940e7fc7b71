//! A station's settings, and what a client asks of it.

use std::sync::Arc;

use super::clip::Clip;
use super::media::{Media, TITLES};
use super::tls::TlsKind;

/// How the stream's headers look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// HTTP/1.0, the end of the connection is the end of the stream.
    Icecast,
    /// HTTP/1.1 with chunks.
    Chunked,
    /// `ICY 200 OK`, which is no HTTP.
    Shoutcast,
}

/// A station's settings: `Setup { speed: 8.0, ..Setup::new(Media::MP3) }`.
#[derive(Clone, Debug)]
pub struct Setup {
    pub media: Media,
    /// Sound of the test's own, in `media`'s codec.
    pub clip: Option<Arc<Clip>>,
    /// How many seconds of music are made in a second.
    pub speed: f64,
    /// Bytes of past music that a new client gets at once.
    pub burst: usize,
    /// Bytes of sound between two titles, for clients that ask; `None`: no titles. Ogg has its own, one a link.
    pub metaint: Option<usize>,
    /// Taken in turn; never empty.
    pub titles: Vec<String>,
    /// How long a title lasts, in seconds of music.
    pub title_seconds: f64,
    /// The `icy-name`.
    pub name: String,
    pub answer: Answer,
    /// 0: any.
    pub port: u16,
    /// `None`: plain HTTP.
    pub tls: Option<TlsKind>,
}

impl Setup {
    /// As an Icecast server is set up when it is installed: 64 KiB of burst, titles every 16,000 bytes.
    pub fn new(media: Media) -> Self {
        Self {
            media,
            clip: None,
            speed: 1.0,
            burst: 65_536,
            metaint: Some(16_000),
            titles: TITLES.map(String::from).into(),
            title_seconds: 8.0,
            name: "The Lab".into(),
            answer: Answer::Icecast,
            port: 0,
            tls: None,
        }
    }

    /// The title at `seconds` of the programme.
    pub fn title_at(&self, seconds: f64) -> &str {
        &self.titles[(seconds / self.title_seconds) as usize % self.titles.len()]
    }
}

/// What a client asked.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// With its query.
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn parse(head: &str) -> Option<Self> {
        let mut lines = head.lines();
        let mut first = lines.next()?.split(' ');
        let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
        let pairs = lines.filter_map(|line| line.split_once(':'));
        let headers = pairs.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
        Some(Self { method, path, headers })
    }

    /// The path without its query.
    pub fn route(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }

    pub(crate) fn is_stream(&self, lab: &super::server::Shared) -> bool {
        self.method == "GET" && lab.is_stream(self.route())
    }
}
