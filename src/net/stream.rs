//! A radio stream: asked for, found to be sound, freed from titles, poured into a buffer.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};
use url::Url;

use super::buffer::Writer;
use super::http::{self, Deadlines, NetFault, Response};
use super::icy::Icy;
use super::{Net, wrapper};
use crate::clock::Clock;
use crate::fault::Fault;
use crate::playlist_file;

/// Bytes of a playlist that are looked at.
const LONGEST_WRAPPER: usize = 64 * 1024;
/// Addresses tried for one stream, over all playlists on the way.
const MOST_REQUESTS: usize = 8;
/// Between two reports of received bytes, on the clock.
const REPORT_EVERY: Duration = Duration::from_millis(200);

/// Sound on its way: headers accepted, first bytes there.
#[derive(Debug)]
pub struct Stream {
    /// The media type in lower case, without parameters, as the server says it.
    pub mime: Option<String>,
    /// What the station calls itself.
    pub name: Option<String>,
    /// In kbit/s, as the server says it.
    pub bitrate: Option<u32>,
    response: Response,
    start: Vec<u8>,
    titles: Icy,
}

/// What an address turned out to be.
enum Found {
    Sound(Box<Stream>),
    Wrapper(Vec<Url>),
}

/// What the first bytes and the headers say of a body.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Sound,
    Wrapper,
    Page,
    Other,
}

/// Asks for `url`, through playlists where it is one, until the first bytes of sound are there.
///
/// # Errors
/// The fault of the first address that failed.
pub async fn connect(net: &Net, url: &Url, deadlines: Deadlines) -> Result<Stream, NetFault> {
    let mut wanted = VecDeque::from([url.clone()]);
    let mut first_fault = None;
    for _ in 0..MOST_REQUESTS {
        let Some(next) = wanted.pop_front() else { break };
        match find(net, &next, deadlines).await {
            Ok(Found::Sound(stream)) => return Ok(*stream),
            Ok(Found::Wrapper(entries)) => wanted = entries.into_iter().chain(wanted).collect(),
            Err(fault) => first_fault = first_fault.or(Some(fault)),
        }
    }
    // Without any fault these were playlists all the way down.
    Err(first_fault
        .unwrap_or_else(|| Fault::RedirectLoop { host: url.host_str().unwrap_or_default().to_owned() }.into()))
}

async fn find(net: &Net, url: &Url, deadlines: Deadlines) -> Result<Found, NetFault> {
    // A compressed stream would only be late: sound does not shrink.
    let headers = [("icy-metadata", "1"), ("accept", "*/*"), ("accept-encoding", "identity")];
    let mut response = http::open(net, url, &headers, deadlines).await?;
    let start = response.start(0, deadlines.answer, |start| !start.is_empty()).await?;
    let content_type = response.content_type();
    match kind(content_type.as_deref(), response.url.path(), &start) {
        Kind::Wrapper => Ok(Found::Wrapper(unwrap(response, start, deadlines.answer).await?)),
        Kind::Page => Err(http::page_fault(response.with_start(start), deadlines.answer).await.into()),
        Kind::Other => Err(not_audio(&response).into()),
        Kind::Sound if start.is_empty() => Err(Fault::Ended { host: response.host() }.into()),
        Kind::Sound => Ok(Found::Sound(Box::new(Stream::new(response, start)))),
    }
}

/// First bytes are believed before headers: servers of both wrappers and pages often lie about their type.
fn kind(content_type: Option<&str>, path: &str, start: &[u8]) -> Kind {
    let named = |endings: &[&str]| endings.iter().any(|ending| path.to_ascii_lowercase().ends_with(ending));
    if playlist_file::Kind::sniff(start).is_some() {
        return Kind::Wrapper;
    }
    if begins_like_page(start) {
        return Kind::Page;
    }
    match content_type.unwrap_or("application/octet-stream") {
        playlist if playlist_file::Kind::of_content_type(playlist).is_some() => Kind::Wrapper,
        "text/html" | "application/xhtml+xml" => Kind::Page,
        "application/octet-stream" | "text/plain" if named(&[".m3u", ".m3u8", ".pls"]) => Kind::Wrapper,
        "application/ogg" | "application/octet-stream" | "binary/octet-stream" | "application/mp4" => Kind::Sound,
        other if other.starts_with("audio/") || other.starts_with("video/") => Kind::Sound,
        _ => Kind::Other,
    }
}

fn begins_like_page(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&start[..start.len().min(64)]).trim_start().to_ascii_lowercase();
    text.starts_with("<!doctype html") || text.starts_with("<html")
}

async fn unwrap(mut response: Response, mut text: Vec<u8>, patience: Duration) -> Result<Vec<Url>, Fault> {
    text.extend(response.start(LONGEST_WRAPPER, patience, |_| false).await?);
    let entries = wrapper::entries(&text, &response.url)?;
    if entries.is_empty() { Err(not_audio(&response)) } else { Ok(entries) }
}

fn not_audio(response: &Response) -> Fault {
    let content_type = response.content_type().unwrap_or_else(|| "an empty playlist".to_owned());
    Fault::NotAudio { host: response.host(), content_type }
}

impl Stream {
    fn new(response: Response, start: Vec<u8>) -> Self {
        let number = |name: &str| -> Option<u32> { response.header(name)?.split(',').next()?.trim().parse().ok() };
        Self {
            mime: response.content_type(),
            name: response.header("icy-name").or_else(|| response.header("ice-name")),
            bitrate: number("icy-br").or_else(|| number("ice-bitrate")),
            titles: Icy::new(number("icy-metaint").unwrap_or(0) as usize),
            response,
            start,
        }
    }

    /// Pours the stream into `writer` until it is over or nobody reads any more, and calls `received` with the
    /// bytes that came in, at most five times a second on `clock`, and not while none come.
    ///
    /// # Errors
    /// [`Fault::Reset`] or [`Fault::Ended`]: a live stream has no good end. `Ok` if nobody reads any more.
    pub async fn pour(mut self, writer: &Writer, clock: Clock, received: impl Fn(u64)) -> Result<(), Fault> {
        let mut meter = Meter { clock, due: clock.now(), unreported: 0, report: received };
        let mut sound = Vec::new();
        let mut chunk = std::mem::take(&mut self.start);
        loop {
            meter.add(chunk.len());
            let titles = self.titles.split(&chunk, &mut sound);
            if writer.write(&sound, titles).await.is_err() {
                return Ok(());
            }
            sound.clear();
            chunk = match meter.while_waiting(self.response.chunk()).await {
                Ok(Some(chunk)) => chunk,
                Ok(None) => return Err(Fault::Ended { host: self.response.host() }),
                Err(fault) => return Err(fault),
            };
        }
    }
}

/// Counts bytes and reports them, not too often and without keeping any back.
struct Meter<F: Fn(u64)> {
    clock: Clock,
    due: Duration,
    unreported: u64,
    report: F,
}

impl<F: Fn(u64)> Meter<F> {
    fn add(&mut self, bytes: usize) {
        self.unreported += bytes as u64;
        if self.clock.now() >= self.due {
            self.tell();
        }
    }

    fn tell(&mut self) {
        (self.report)(std::mem::take(&mut self.unreported));
        self.due = self.clock.now() + REPORT_EVERY;
    }

    /// Awaits `next`; what is still to be reported is reported in time, even if nothing follows.
    async fn while_waiting<T>(&mut self, next: impl Future<Output = T>) -> T {
        let mut next = std::pin::pin!(next);
        if self.unreported > 0 {
            let due = Instant::from_std(self.clock.instant(self.due));
            tokio::select! {
                biased;
                done = &mut next => return done,
                () = sleep_until(due) => self.tell(),
            }
        }
        next.await
    }
}

impl<F: Fn(u64)> Drop for Meter<F> {
    fn drop(&mut self) {
        if self.unreported > 0 {
            self.tell();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_known_by_its_start_then_by_its_headers() {
        let kind = |mime: &str, path: &str, start: &[u8]| kind((!mime.is_empty()).then_some(mime), path, start);
        assert_eq!(kind("audio/mpeg", "/live", b"\xff\xfb"), Kind::Sound);
        assert_eq!(kind("application/ogg", "/live", b"OggS"), Kind::Sound);
        assert_eq!(kind("", "/live", b"\xff\xfb"), Kind::Sound);
        assert_eq!(kind("audio/mpeg", "/live", b"#EXTM3U\n"), Kind::Wrapper);
        assert_eq!(kind("audio/x-mpegurl", "/live", b"http://a.example/"), Kind::Wrapper);
        assert_eq!(kind("text/plain", "/live.PLS", b"File1=http://a.example/"), Kind::Wrapper);
        assert_eq!(kind("audio/mpeg", "/live", b"\n<!DOCTYPE HTML>"), Kind::Page);
        assert_eq!(kind("text/html", "/live", b"hello"), Kind::Page);
        assert_eq!(kind("image/png", "/live", b"\x89PNG"), Kind::Other);
        assert_eq!(kind("text/plain", "/live", b"Service unavailable"), Kind::Other);
    }
}
