//! From the libraries' errors to our own list.

use std::error::Error;
use std::io;
use std::time::Duration;

use jiff::{Timestamp, fmt::rfc2822};
use rustls::CertificateError as Refused;
use url::Url;

use super::{NetFault, Response, host_of};
use crate::fault::{Fault, TlsFault};
use crate::model::shown;

/// A server may ask for patience, but not for ever.
const LONGEST_PATIENCE: Duration = Duration::from_secs(24 * 60 * 60);

/// `lookup_hangs`: the host's name was still being looked up when the request failed.
pub fn error_fault(error: &reqwest::Error, asked: &Url, lookup_hangs: bool) -> Fault {
    let url = error.url().unwrap_or(asked);
    let host = host_of(url);
    if error.is_builder() {
        Fault::BadUrl { url: shown(url) }
    } else if error.is_redirect() {
        Fault::RedirectLoop { host }
    } else if error.is_dns() || lookup_hangs {
        Fault::Dns { host }
    } else if let Some(why) = find(error).map(tls_fault) {
        Fault::Tls { host, why }
    } else if error.is_timeout() && error.is_connect() {
        Fault::ConnectTimeout { host }
    } else if error.is_timeout() {
        Fault::NoAnswer { host }
    } else {
        match find::<io::Error>(error) {
            Some(error) => io_fault(error, host),
            None => Fault::BadAnswer { host },
        }
    }
}

fn io_fault(error: &io::Error, host: String) -> Fault {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::ConnectionRefused => Fault::Refused { host },
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe => Fault::Reset { host },
        Kind::TimedOut => Fault::ConnectTimeout { host },
        Kind::UnexpectedEof | Kind::InvalidData => Fault::BadAnswer { host },
        // No route, no address of the right family, forbidden by a firewall: for this host it is all one. Whether
        // it is so for every host is for a probe to find out.
        _ => Fault::Unreachable { host },
    }
}

fn tls_fault(error: &rustls::Error) -> TlsFault {
    let rustls::Error::InvalidCertificate(why) = error else { return TlsFault::Handshake };
    match why {
        Refused::Expired | Refused::ExpiredContext { .. } => TlsFault::Expired,
        Refused::NotValidYet | Refused::NotValidYetContext { .. } => TlsFault::NotYetValid,
        Refused::NotValidForName | Refused::NotValidForNameContext { .. } => TlsFault::WrongHost,
        _ => TlsFault::Untrusted,
    }
}

/// The first error of type `E` among the causes. An [`io::Error`] hides the error inside it from
/// `source()`, so it is opened by hand.
fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    if let Some(found) = error.downcast_ref() {
        return Some(found);
    }
    let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    let inner = inner.map(|inner| inner as &(dyn Error + 'static));
    inner.and_then(find).or_else(|| error.source().and_then(find))
}

/// # Errors
/// For every status but 2xx.
pub fn check_status(response: &Response) -> Result<(), NetFault> {
    let Some(fault) = status_fault(response.status, response.host()) else { return Ok(()) };
    let retry_after = response.header("retry-after").and_then(|value| {
        // The server's own clock, where it tells: ours may be wrong.
        let date = response.header("date").and_then(|date| http_date(&date));
        retry_after(&value, date.unwrap_or_else(Timestamp::now))
    });
    Err(NetFault { fault, retry_after })
}

fn status_fault(status: u16, host: String) -> Option<Fault> {
    Some(match status {
        200..=299 => return None,
        401 => Fault::Unauthorized { host },
        403 => Fault::Forbidden { host },
        404 | 410 => Fault::NotFound { host },
        429 => Fault::TooManyRequests { host },
        // "Network authentication required": made for login pages to say so.
        511 => Fault::CaptivePortal { login_page: None },
        500..=599 => Fault::ServerError { host, status },
        _ => Fault::HttpStatus { host, status },
    })
}

/// Seconds, or a date (RFC 9110, 10.2.3).
fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let wait = match value.trim().parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => Duration::try_from(http_date(value)?.duration_since(now)).unwrap_or_default(),
    };
    Some(wait.min(LONGEST_PATIENCE))
}

fn http_date(text: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(text.trim()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host() -> String {
        "radio.example".to_owned()
    }

    #[test]
    fn retry_after_in_seconds_and_as_a_date() {
        let now = http_date("Wed, 21 Oct 2026 07:28:00 GMT").unwrap();
        let wait = |value: &str| retry_after(value, now).map(|wait| wait.as_secs());
        assert_eq!(wait("120"), Some(120));
        assert_eq!(wait("Wed, 21 Oct 2026 07:30:30 GMT"), Some(150));
        assert_eq!(wait("Wed, 21 Oct 2026 07:00:00 GMT"), Some(0));
        assert_eq!(wait("18446744073709551615"), Some(86400));
        assert_eq!(wait("soon"), None);
    }

    #[test]
    fn each_status_has_its_fault() {
        assert_eq!(status_fault(206, host()), None);
        assert_eq!(status_fault(410, host()), Some(Fault::NotFound { host: host() }));
        assert_eq!(status_fault(502, host()), Some(Fault::ServerError { host: host(), status: 502 }));
        assert_eq!(status_fault(304, host()), Some(Fault::HttpStatus { host: host(), status: 304 }));
        assert_eq!(status_fault(511, host()), Some(Fault::CaptivePortal { login_page: None }));
    }

    #[test]
    fn errors_are_found_inside_io_errors() {
        let expired = rustls::Error::InvalidCertificate(Refused::Expired);
        let wrapped = io::Error::other(io::Error::new(io::ErrorKind::InvalidData, expired));
        assert_eq!(find(&wrapped).map(tls_fault), Some(TlsFault::Expired));
        assert!(find::<rustls::Error>(&io::Error::from(io::ErrorKind::BrokenPipe)).is_none());
    }

    #[test]
    fn io_errors_tell_refusal_from_distance() {
        let fault = |kind| io_fault(&io::Error::from(kind), host());
        assert_eq!(fault(io::ErrorKind::ConnectionRefused), Fault::Refused { host: host() });
        assert_eq!(fault(io::ErrorKind::NetworkUnreachable), Fault::Unreachable { host: host() });
        assert_eq!(fault(io::ErrorKind::PermissionDenied), Fault::Unreachable { host: host() });
    }
}
