//! Targets: known answers on the internet, asked to learn whether the internet itself is there.

use std::net::SocketAddr;
use std::str::FromStr;
use std::time::Duration;

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use tokio::time::timeout;
use url::Url;

use super::answer::{self, Manner};
use super::conclude::Internet;
use super::reach;
use crate::fault::Fault;
use crate::model::shown;

/// A place on the internet and the answer that it gives to everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub url: Url,
    pub expect: Expect,
}

/// The answer that only the target itself would give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// It takes a TCP connection; nothing is sent. Proves that something answers, not who.
    Connection,
    /// It answers with 204, or with 200 and an empty page. A page tells nothing: it may be a login page.
    Nothing,
    /// It answers 200 with a page that contains this text (in its first 64 KiB).
    Text(String),
}

/// `URL` (expects an empty answer), `URL TEXT`, or `tcp://ADDRESS:PORT`. Plain `http` is meant to be used:
/// a login page cannot stand in for `https`, it only makes it fail.
impl FromStr for Target {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let bad = || Fault::BadUrl { url: text.to_owned() };
        let (url, page) = text.trim().split_once(char::is_whitespace).unwrap_or((text.trim(), ""));
        let url = Url::parse(url).map_err(|_| bad())?;
        match (url.scheme(), page.trim()) {
            ("tcp", "") if url.has_host() && url.port().is_some() => Ok(Self::new(url, None)),
            ("http" | "https", "") => Ok(Self::new(url, None)),
            ("http" | "https", page) => Ok(Self::new(url, Some(page.to_owned()))),
            _ => Err(bad()),
        }
    }
}

impl Target {
    /// A target that answers with this text, or else with nothing; with `tcp:`, one that takes a connection.
    pub fn new(url: Url, text: Option<String>) -> Self {
        let expect = match url.scheme() {
            "tcp" => Expect::Connection,
            _ => text.map_or(Expect::Nothing, Expect::Text),
        };
        Self { url, expect }
    }

    fn is_named(&self) -> bool {
        !reach::is_address(&answer::host_of(&self.url))
    }
}

/// What came of asking a target.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reply {
    /// The expected answer, and how far its clock is from ours.
    AsExpected(Option<SignedDuration>),
    /// Another answer, such as a login page gives.
    Another {
        page: String,
    },
    /// An answer from which nothing follows: an error of the target's own.
    Unclear,
    Missing(Fault),
}

/// Asks all at once.
pub(super) async fn ask_all(targets: &[Target], proxied: bool, deadline: Duration) -> Vec<Reply> {
    join_all(targets.iter().map(|target| async move {
        let host = answer::host_of(&target.url);
        let reply = timeout(deadline, target.ask(proxied, deadline)).await;
        reply.unwrap_or(Reply::Missing(Fault::NoAnswer { host }))
    }))
    .await
}

impl Target {
    /// The name gets part of the time, so that a name that is not found is told from a host that does not answer.
    async fn ask(&self, proxied: bool, deadline: Duration) -> Reply {
        let by_proxy = proxied && self.expect != Expect::Connection;
        let (host, port) = (answer::host_of(&self.url), self.url.port_or_known_default().unwrap_or(80));
        let found = if by_proxy { Ok(vec![]) } else { reach::look_up(&host, port, deadline * 2 / 3).await };
        let addresses = match found {
            Ok(addresses) => addresses,
            Err(fault) => return Reply::Missing(fault),
        };
        let reply = match self.expect {
            Expect::Connection => {
                reach::knock(&addresses, deadline).await.verdict(&host).map(|()| Reply::AsExpected(None))
            }
            _ => self.fetch(&addresses, proxied).await,
        };
        reply.unwrap_or_else(Reply::Missing)
    }

    async fn fetch(&self, addresses: &[SocketAddr], proxied: bool) -> Result<Reply, Fault> {
        let manner = Manner { addresses, proxied, follow_redirects: false, shoutcast: false };
        let answer = answer::ask(&self.url, manner).await?;
        Ok(self.judge(answer).await)
    }

    async fn judge(&self, mut answer: reqwest::Response) -> Reply {
        let status = answer.status().as_u16();
        let off = answer::clock_off(answer.headers(), Timestamp::now());
        match (&self.expect, status) {
            (Expect::Nothing, 204) => Reply::AsExpected(off),
            (Expect::Nothing, 200) if matches!(answer.chunk().await, Ok(None)) => Reply::AsExpected(off),
            (Expect::Nothing, 200) => Reply::Unclear,
            (Expect::Text(text), 200) if contains(&mut answer, text).await => Reply::AsExpected(off),
            _ => self.other(status, answer::location(&answer)),
        }
    }

    /// A page, or being sent to another host, is what login pages do; an error or a redirect within one host is not.
    fn other(&self, status: u16, place: Option<Url>) -> Reply {
        match (status, place) {
            (300..=399, Some(place)) if place.host_str() != self.url.host_str() => {
                Reply::Another { page: shown(&place) }
            }
            // Whoever opens the target in a browser meets the same page. RFC 6585: only login pages send 511.
            (200 | 511, _) => Reply::Another { page: shown(&self.url) },
            _ => Reply::Unclear,
        }
    }
}

const PAGE_READ: usize = 64 * 1024;

async fn contains(answer: &mut reqwest::Response, text: &str) -> bool {
    let mut page = Vec::new();
    while let Ok(Some(bytes)) = answer.chunk().await {
        page.extend_from_slice(&bytes);
        if page.len() > PAGE_READ {
            break;
        }
    }
    String::from_utf8_lossy(&page).contains(text)
}

/// What all replies together tell. One true answer outweighs any number of failures: targets fail too.
pub(super) fn sum_up(targets: &[Target], replies: &[Reply]) -> Internet {
    if targets.is_empty() {
        return Internet::NotAsked;
    }
    let pairs = || targets.iter().zip(replies);
    let good = |reply: &Reply| matches!(reply, Reply::AsExpected(_));
    let page =
        replies.iter().find_map(|reply| if let Reply::Another { page } = reply { Some(page.clone()) } else { None });
    let names_fail =
        pairs().any(|(target, reply)| target.is_named() && matches!(reply, Reply::Missing(Fault::Dns { .. })));
    let spoke = |(target, reply): (&Target, &Reply)| good(reply) && target.expect != Expect::Connection;
    match page {
        _ if pairs().any(|pair| pair.0.is_named() && spoke(pair)) => Internet::Answers,
        Some(page) => Internet::Portal { login_page: Some(page) },
        None if replies.iter().any(good) && names_fail => Internet::NamesFail,
        None if pairs().any(spoke) || pairs().all(|(_, reply)| good(reply)) => Internet::Answers,
        None if replies.iter().any(|reply| good(reply) || *reply == Reply::Unclear) => Internet::Unclear,
        None => Internet::Silent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(text: &str) -> Target {
        text.parse().unwrap()
    }

    #[test]
    fn a_target_is_written_with_the_answer_it_gives() {
        assert_eq!(target("http://a.example/x").expect, Expect::Nothing);
        assert_eq!(target(" http://a.example/x  all is well ").expect, Expect::Text("all is well".into()));
        assert_eq!(target("tcp://192.0.2.1:443").expect, Expect::Connection);
        for bad in ["", "a.example", "ftp://a.example", "tcp://a.example", "tcp://a.example:443 text"] {
            assert!(matches!(bad.parse::<Target>(), Err(Fault::BadUrl { .. })), "{bad}");
        }
    }

    #[test]
    fn a_login_page_is_told_from_a_target_that_has_moved_or_is_broken() {
        let asked = target("http://a.example/x ok");
        let place = |url: &str| Some(Url::parse(url).unwrap());
        let page = |page: &str| Reply::Another { page: page.into() };
        assert_eq!(asked.other(302, place("http://login.example/?id=secret")), page("http://login.example/"));
        assert_eq!(asked.other(301, place("https://a.example/x")), Reply::Unclear);
        assert_eq!(asked.other(200, None), page("http://a.example/x"));
        assert_eq!(asked.other(500, None), Reply::Unclear);
    }

    #[test]
    fn replies_are_summed_up_so_that_nothing_is_claimed_that_none_of_them_shows() {
        let targets = [target("http://a.example/"), target("http://b.example/"), target("tcp://192.0.2.1:443")];
        let yes = || Reply::AsExpected(None);
        let page = || Reply::Another { page: "http://login.example/".into() };
        let (nameless, silent) = (
            || Reply::Missing(Fault::Dns { host: "a.example".into() }),
            || Reply::Missing(Fault::ConnectTimeout { host: "a.example".into() }),
        );
        let portal = Internet::Portal { login_page: Some("http://login.example/".into()) };
        for (replies, expected) in [
            ([silent(), yes(), silent()], Internet::Answers),
            ([page(), yes(), yes()], Internet::Answers),
            ([page(), silent(), yes()], portal.clone()),
            ([page(), page(), silent()], portal),
            ([nameless(), nameless(), yes()], Internet::NamesFail),
            ([silent(), silent(), yes()], Internet::Unclear),
            ([Reply::Unclear, silent(), silent()], Internet::Unclear),
            ([nameless(), nameless(), silent()], Internet::Silent),
            ([silent(), silent(), silent()], Internet::Silent),
        ] {
            assert_eq!(sum_up(&targets, &replies), expected, "{replies:?}");
        }
        assert_eq!(sum_up(&[], &[]), Internet::NotAsked);
        assert_eq!(sum_up(&targets[2..], &[yes()]), Internet::Answers);
    }
}
