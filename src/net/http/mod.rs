//! One request, and every way in which it can fail, in the words of [`Fault`].

use std::time::Duration;

use reqwest::Version;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::timeout;
use url::Url;

use super::{Lookup, Net, icy};
use crate::clock::Clock;
use crate::fault::Fault;
use crate::model::shown;

mod classify;
mod page;
mod shoutcast;

pub use page::page_fault;

/// How long to wait, in real time.
#[derive(Clone, Copy, Debug)]
pub struct Deadlines {
    /// For the name lookup, the connection and the TLS handshake together, per redirect.
    pub connect: Duration,
    /// From the start until the answer's headers are there, redirects included; and once more for the first
    /// bytes of its body. To be longer than `connect`, which else has no effect.
    pub answer: Duration,
}

impl Deadlines {
    /// 4.5 s and 5 s on `clock`: shorter than the failover machine's patience with an attempt (6 s), so that it is the
    /// network that says what was missing.
    pub fn usual(clock: &Clock) -> Self {
        Self { connect: clock.wait(Duration::from_millis(4500)), answer: clock.wait(Duration::from_secs(5)) }
    }
}

/// Why there is no answer to use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetFault {
    pub fault: Fault,
    /// The server's wish not to be asked again before this has passed. At most a day.
    pub retry_after: Option<Duration>,
}

impl From<Fault> for NetFault {
    fn from(fault: Fault) -> Self {
        Self { fault, retry_after: None }
    }
}

/// An answer of success (2xx) whose body is still to come.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    /// Where it was found in the end, behind all redirects.
    pub url: Url,
    headers: HeaderMap,
    /// Bytes of the body that were read already.
    held: Vec<u8>,
    body: reqwest::Response,
    asked: Url,
}

/// Asks for `url` (http or https) and waits for the headers. A name and password in the URL are sent as Basic
/// authentication. Follows redirects. Cancel by dropping.
///
/// # Errors
/// Everything but an answer with a status of 2xx.
pub async fn open(net: &Net, url: &Url, headers: &[(&str, &str)], deadlines: Deadlines) -> Result<Response, NetFault> {
    let host = host_of(url);
    let lookup = Lookup::default();
    let bad_url = |_| Fault::BadUrl { url: shown(url) };
    let client = net.client(&host, deadlines.connect, &lookup).map_err(bad_url)?;
    let request = client.get(url.clone()).headers(header_map(headers)).build().map_err(bad_url)?;
    let answer = match timeout(deadlines.answer, client.execute(request)).await {
        Err(_) if lookup.hangs() => return Err(Fault::Dns { host }.into()),
        Err(_) => return Err(Fault::NoAnswer { host }.into()),
        Ok(Err(error)) => return Err(classify::error_fault(&error, url, lookup.hangs()).into()),
        Ok(Ok(answer)) => answer,
    };
    let response = Response::new(url, answer, deadlines.answer).await?;
    classify::check_status(&response)?;
    Ok(response)
}

impl Response {
    async fn new(asked: &Url, body: reqwest::Response, patience: Duration) -> Result<Self, NetFault> {
        let ancient = body.version() == Version::HTTP_09;
        let mut response = Self {
            status: body.status().as_u16(),
            url: body.url().clone(),
            headers: body.headers().clone(),
            held: Vec::new(),
            body,
            asked: asked.clone(),
        };
        if ancient {
            response.read_ancient_head(patience).await?;
        }
        Ok(response)
    }

    /// What passes for HTTP/0.9 is SHOUTcast's `ICY 200 OK`, or no answer at all.
    async fn read_ancient_head(&mut self, patience: Duration) -> Result<(), Fault> {
        let start = self.start(shoutcast::LONGEST_HEAD, patience, |start| shoutcast::head_end(start).is_some()).await?;
        let head = shoutcast::parse(&start).ok_or_else(|| Fault::BadAnswer { host: self.host() })?;
        self.status = head.status;
        self.headers = head.headers;
        self.held = start[head.length..].to_vec();
        Ok(())
    }

    /// The host that answered.
    pub fn host(&self) -> String {
        host_of(&self.url)
    }

    /// A header's text, whatever its encoding; `None` where it is missing or empty.
    pub fn header(&self, name: &str) -> Option<String> {
        let value = icy::decode(self.headers.get(name)?.as_bytes());
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// The media type in lower case, without parameters.
    pub fn content_type(&self) -> Option<String> {
        let value = self.header("content-type")?;
        let essence = value.split(';').next()?.trim().to_ascii_lowercase();
        (!essence.is_empty()).then_some(essence)
    }

    /// The next piece of the body; `None` at its proper end.
    ///
    /// # Errors
    /// [`Fault::Reset`] if the connection is cut.
    pub async fn chunk(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        if !self.held.is_empty() {
            return Ok(Some(std::mem::take(&mut self.held)));
        }
        match self.body.chunk().await {
            Ok(chunk) => Ok(chunk.map(Vec::from)),
            Err(_) => Err(Fault::Reset { host: self.host() }),
        }
    }

    /// Puts bytes back that were taken from the body's start.
    pub fn with_start(mut self, start: Vec<u8>) -> Self {
        self.held.splice(0..0, start);
        self
    }

    /// Takes the body's first bytes: until it ends, `enough` of it are there, or more than `most`.
    ///
    /// # Errors
    /// [`Fault::NoAnswer`] after `patience`, [`Fault::Reset`].
    pub async fn start(
        &mut self,
        most: usize,
        patience: Duration,
        enough: impl Fn(&[u8]) -> bool,
    ) -> Result<Vec<u8>, Fault> {
        let host = self.host();
        let read = async {
            let mut start = Vec::new();
            while start.len() <= most && !enough(&start) {
                match self.chunk().await? {
                    Some(chunk) => start.extend(chunk),
                    None => break,
                }
            }
            Ok(start)
        };
        timeout(patience, read).await.unwrap_or(Err(Fault::NoAnswer { host }))
    }
}

fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or("the server").to_owned()
}

fn header_map(headers: &[(&str, &str)]) -> HeaderMap {
    let parse = |&(name, value): &(&str, &str)| -> Option<(HeaderName, HeaderValue)> {
        Some((name.parse().ok()?, value.parse().ok()?))
    };
    headers.iter().filter_map(parse).collect()
}

#[cfg(test)]
mod tests;
