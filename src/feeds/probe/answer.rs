//! What a server says, and what its failing to say it means.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;

use jiff::{SignedDuration, Timestamp};
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use rustls::CertificateError;
use url::Url;

use crate::fault::{Fault, TlsFault};

const REDIRECTS_FOLLOWED: usize = 10;

/// How a server is asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner<'a> {
    /// Where the host is, if that has been looked up.
    pub addresses: &'a [SocketAddr],
    /// Through the proxy that this machine is set up with, if there is one.
    pub proxied: bool,
    pub follow_redirects: bool,
    /// Takes an answer that does not begin like HTTP for content: SHOUTcast 1 answers so.
    pub shoutcast: bool,
}

/// Asks for a page, without a deadline of its own: the caller sets one around it.
///
/// # Errors
/// Why there is no answer.
pub(super) async fn ask(url: &Url, manner: Manner<'_>) -> Result<Response, Fault> {
    let answer = client(url, manner).map_err(|error| blame(&error, url))?.get(url.clone()).send().await;
    answer.map_err(|error| blame(&error, url))
}

/// Proving who one talks to needs this machine's list of trusted signers. For plain HTTP it is not read:
/// a machine without one can still be helped.
fn client(url: &Url, manner: Manner<'_>) -> reqwest::Result<Client> {
    // Fails only if it has been installed before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let redirects = if manner.follow_redirects { Policy::limited(REDIRECTS_FOLLOWED) } else { Policy::none() };
    let mut client = Client::builder().user_agent(concat!("Segue/", env!("CARGO_PKG_VERSION"))).redirect(redirects);
    if !manner.addresses.is_empty() {
        client = client.resolve_to_addrs(&host_of(url), manner.addresses);
    }
    if manner.shoutcast {
        client = client.http09_responses();
    }
    if !manner.proxied {
        client = client.no_proxy();
    }
    if url.scheme() == "http" && !manner.follow_redirects {
        client = client.tls_certs_only([]);
    }
    client.build()
}

/// What an error of the connection means, for the host that it happened at: after a redirect that is another one.
fn blame(error: &reqwest::Error, asked: &Url) -> Fault {
    let host = host_of(error.url().unwrap_or(asked));
    let cause = causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>());
    let system = causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    if let Some(why) = cause {
        return Fault::Tls { host, why: tls_fault(why) };
    }
    if error.is_redirect() {
        return Fault::RedirectLoop { host };
    }
    if error.is_dns() {
        return Fault::Dns { host };
    }
    if error.is_builder() && asked.scheme() == "https" {
        // The client cannot be built for want of a list of trusted signers.
        return Fault::Tls { host, why: TlsFault::Untrusted };
    }
    system.map(|kind| cut(kind, &host, error.is_connect())).find_map(|fault| fault).unwrap_or(Fault::BadAnswer { host })
}

fn cut(kind: ErrorKind, host: &str, connecting: bool) -> Option<Fault> {
    let host = host.to_owned();
    match kind {
        ErrorKind::ConnectionRefused => Some(Fault::Refused { host }),
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => Some(Fault::Unreachable { host }),
        ErrorKind::TimedOut if connecting => Some(Fault::ConnectTimeout { host }),
        ErrorKind::TimedOut => Some(Fault::NoAnswer { host }),
        // While connecting, TCP is through: what is cut here is the making of a secure connection.
        ErrorKind::ConnectionReset | ErrorKind::UnexpectedEof if connecting => {
            Some(Fault::Tls { host, why: TlsFault::Handshake })
        }
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => {
            Some(Fault::Reset { host })
        }
        _ => None,
    }
}

/// The chain of causes. An `io::Error` hides what it wraps from `source`, so it is opened here.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| {
        let wrapped = error.downcast_ref::<io::Error>().and_then(|error| error.get_ref());
        wrapped.map(|inner| inner as &(dyn Error + 'static)).or_else(|| error.source())
    })
}

fn tls_fault(error: &rustls::Error) -> TlsFault {
    use CertificateError as Refusal;
    let rustls::Error::InvalidCertificate(refusal) = error else { return TlsFault::Handshake };
    match refusal {
        Refusal::Expired | Refusal::ExpiredContext { .. } => TlsFault::Expired,
        Refusal::NotValidYet | Refusal::NotValidYetContext { .. } => TlsFault::NotYetValid,
        Refusal::NotValidForName | Refusal::NotValidForNameContext { .. } => TlsFault::WrongHost,
        _ => TlsFault::Untrusted,
    }
}

/// What a status means for a stream: anything but 200 (and 206, a part of it) is a fault.
///
/// # Errors
/// The fault that the status reports.
pub(super) fn verdict(status: u16, host: &str) -> Result<(), Fault> {
    let host = host.to_owned();
    Err(match status {
        200 | 206 => return Ok(()),
        401 => Fault::Unauthorized { host },
        403 => Fault::Forbidden { host },
        404 | 410 => Fault::NotFound { host },
        429 => Fault::TooManyRequests { host },
        500..=599 => Fault::ServerError { host, status },
        _ => Fault::HttpStatus { host, status },
    })
}

pub(super) fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

/// A header as text, if it is there and is text.
pub(super) fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The kind of content without its parameters, in small letters.
pub(super) fn content_type(headers: &HeaderMap) -> Option<String> {
    let named = header(headers, CONTENT_TYPE.as_str())?;
    named.split(';').next().map(|kind| kind.trim().to_ascii_lowercase()).filter(|kind| !kind.is_empty())
}

/// Where a redirect leads.
pub(super) fn location(answer: &Response) -> Option<Url> {
    header(answer.headers(), LOCATION.as_str()).and_then(|place| answer.url().join(place).ok())
}

/// The server's clock less ours. Positive: ours is behind.
pub(super) fn clock_off(headers: &HeaderMap, now: Timestamp) -> Option<SignedDuration> {
    let date = header(headers, DATE.as_str())?;
    let theirs = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(date).ok()?;
    Some(theirs.duration_since(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_a_fault_unless_it_brings_a_stream() {
        let host = || "h".to_owned();
        assert_eq!(verdict(200, "h"), Ok(()));
        assert_eq!(verdict(401, "h"), Err(Fault::Unauthorized { host: host() }));
        assert_eq!(verdict(410, "h"), Err(Fault::NotFound { host: host() }));
        assert_eq!(verdict(503, "h"), Err(Fault::ServerError { host: host(), status: 503 }));
        assert_eq!(verdict(204, "h"), Err(Fault::HttpStatus { host: host(), status: 204 }));
    }

    #[test]
    fn a_refused_certificate_is_found_inside_the_errors_that_wrap_it() {
        let refused = |why| io::Error::other(io::Error::other(rustls::Error::InvalidCertificate(why)));
        for (why, expected) in [
            (CertificateError::Expired, TlsFault::Expired),
            (CertificateError::NotValidYet, TlsFault::NotYetValid),
            (CertificateError::NotValidForName, TlsFault::WrongHost),
            (CertificateError::UnknownIssuer, TlsFault::Untrusted),
        ] {
            let error = refused(why);
            let found = causes(&error).find_map(|cause| cause.downcast_ref::<rustls::Error>());
            assert_eq!(found.map(tls_fault), Some(expected));
        }
        assert_eq!(tls_fault(&rustls::Error::HandshakeNotComplete), TlsFault::Handshake);
    }

    #[test]
    fn clocks_are_compared_by_the_servers_date() {
        let headers = |date: &str| HeaderMap::from_iter([(DATE, date.parse().unwrap())]);
        let now: Timestamp = "2026-11-24T01:00:00Z".parse().unwrap();
        let off = clock_off(&headers("Wed, 25 Nov 2026 02:00:00 GMT"), now);
        assert_eq!(off, Some(SignedDuration::from_hours(25)));
        assert_eq!(clock_off(&headers("yesterday"), now), None);
        assert_eq!(clock_off(&HeaderMap::new(), now), None);
    }

    #[test]
    fn a_content_type_is_bared_of_its_parameters() {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, "Text/HTML; charset=utf-8".parse().unwrap())]);
        assert_eq!(content_type(&headers).as_deref(), Some("text/html"));
    }
}
