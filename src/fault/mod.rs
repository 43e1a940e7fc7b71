//! The closed list of what can go wrong: one list for the machine, the journal, the terminal and the metrics.
//!
//! Every [`Fault`] has a `code` (stable, for scripts), a `sentence` (what happened, to what) and a
//! `remedy` (what to do), written for a café owner, not for a network engineer.

mod words;

use std::path::PathBuf;
use std::time::Duration;

use serde::{Serialize, Serializer};

use crate::model::lossy;

/// Why a TLS certificate was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TlsFault {
    /// The certificate's last day has passed.
    Expired,
    /// The certificate is not valid yet: nearly always this machine's clock is wrong.
    NotYetValid,
    /// The certificate was made for another host name.
    WrongHost,
    /// Nobody this machine trusts has signed the certificate.
    Untrusted,
    /// Any other failure of the handshake.
    Handshake,
}

/// One thing that went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Fault {
    // --- between this machine and the internet
    /// No network interface is up.
    NoLink,
    /// An interface is up, but it has no route to anywhere.
    NoRoute,
    /// There is a link, but no known host on the internet answers.
    NoInternet,
    /// A login page answers in place of the internet (hotel, café, train).
    CaptivePortal { login_page: Option<String> },
    /// This machine's clock is wrong by more than certificates tolerate.
    WrongClock,
    // --- between the internet and the feed
    /// The host's name is not found.
    Dns { host: String },
    /// The host answers, but nothing listens there.
    Refused { host: String },
    /// There is no way to the host.
    Unreachable { host: String },
    /// The host does not react to a connection attempt.
    ConnectTimeout { host: String },
    /// The host takes the connection but never sends (the end of) an answer.
    NoAnswer { host: String },
    /// The secure connection could not be set up.
    Tls { host: String, why: TlsFault },
    /// The feed's own host fails while the rest of the internet answers: the case Segue exists for.
    ServiceDown { host: String },
    /// The server wants a name and password, or no longer accepts the ones given (401).
    Unauthorized { host: String },
    /// The server refuses to serve this machine (403).
    Forbidden { host: String },
    /// The stream is not there (404, 410).
    NotFound { host: String },
    /// The server asks for patience (429).
    TooManyRequests { host: String },
    /// The server reports its own failure (5xx).
    ServerError { host: String, status: u16 },
    /// Any other answer that is not a stream.
    HttpStatus { host: String, status: u16 },
    /// Redirected in a circle.
    RedirectLoop { host: String },
    /// The answer is not HTTP, or is cut off in its headers.
    BadAnswer { host: String },
    /// The URL itself cannot be used.
    BadUrl {
        #[serde(serialize_with = "secretless")]
        url: String,
    },
    // --- the stream itself
    /// Connected, but no bytes come any more.
    Stalled { host: String },
    /// The connection was cut.
    Reset { host: String },
    /// The server ended the stream in good order.
    Ended { host: String },
    /// Bytes come slower than the music plays.
    TooSlow { host: String },
    /// Bytes come, but they are not sound.
    Garbage { host: String },
    /// The server sends something that is no sound at all (a web page, a picture).
    NotAudio { host: String, content_type: String },
    /// Sound in a format that Segue cannot decode.
    UnknownFormat { what: String },
    /// The stream plays, but it is silent.
    DeadAir { host: String },
    /// The stream plays noise where music was.
    Noise { host: String },
    // --- this machine
    /// A decoder thread died.
    DecoderDied { what: String },
    /// A file is not there.
    FileMissing {
        #[serde(serialize_with = "lossy")]
        path: PathBuf,
    },
    /// A file cannot be opened or read.
    FileUnreadable {
        #[serde(serialize_with = "lossy")]
        path: PathBuf,
        why: String,
    },
    /// A file is no sound, cut short, or corrupt.
    FileDamaged {
        #[serde(serialize_with = "lossy")]
        path: PathBuf,
    },
    /// A file holds nothing that can be heard.
    FileSilent {
        #[serde(serialize_with = "lossy")]
        path: PathBuf,
    },
    /// Decoding the whole file in advance has shown that it is not to be relied on; the sentence says why.
    FileUnfit {
        #[serde(serialize_with = "lossy")]
        path: PathBuf,
        sentence: String,
    },
    /// The disk does not answer.
    DiskWedged {
        #[serde(serialize_with = "lossy")]
        path: PathBuf,
    },
    /// The disk is full.
    DiskFull {
        #[serde(serialize_with = "lossy")]
        path: PathBuf,
    },
    /// The sound device went away.
    DeviceLost { device: String },
    /// There is no sound device to play on.
    NoDevice { why: String },
    /// Not a fault: a person rehearses one.
    Drill,
}

/// How sure a fault is, and so how patient one may be with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It will not mend in the next seconds by waiting (refused, 404, ended).
    Hard,
    /// It may be a hiccup (stall, slow).
    Soft,
}

impl Fault {
    /// It lies between this machine and the internet, and so befalls every feed alike.
    pub fn is_of_the_way(&self) -> bool {
        matches!(self, Self::NoLink | Self::NoRoute | Self::NoInternet | Self::CaptivePortal { .. } | Self::WrongClock)
    }

    /// How patient one may be: whether it may mend by itself within seconds.
    pub fn severity(&self) -> Severity {
        match self {
            Self::ConnectTimeout { .. } | Self::NoAnswer { .. } | Self::Stalled { .. } | Self::Reset { .. } => {
                Severity::Soft
            }
            Self::TooSlow { .. } | Self::Garbage { .. } | Self::DeadAir { .. } | Self::Noise { .. } => Severity::Soft,
            Self::DiskWedged { .. } => Severity::Soft,
            _ => Severity::Hard,
        }
    }
}

impl std::error::Error for Fault {}

/// What could not be read as a URL may still hold a password.
fn secretless<S: Serializer>(url: &str, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(&words::bare(url))
}

/// `true` for a host on this machine or in its local network: the internet has no part in reaching it.
/// A name without a dot (`nas`) is only known to the local network, and so are the endings reserved for such names.
pub fn is_local_host(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']').trim_end_matches('.');
    match bare.parse::<std::net::IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(std::net::IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        Ok(std::net::IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
        Err(_) => !bare.contains('.') || LOCAL_ENDINGS.iter().any(|ending| bare.ends_with(ending)),
    }
}

/// RFC 6761, RFC 6762, RFC 8375, ICANN's `.internal`, and `.lan`, which many routers hand out.
const LOCAL_ENDINGS: [&str; 5] = [".localhost", ".local", ".home.arpa", ".internal", ".lan"];

/// A length of time as people say it: `12 s`, `4 min`, `2 h 05 min`.
pub fn spoken(length: Duration) -> String {
    let seconds = length.as_secs();
    match seconds {
        0..=119 => format!("{seconds} s"),
        120..=3599 => format!("{} min", seconds / 60),
        _ => format!("{} h {:02} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_spoken_in_the_unit_that_people_would_use() {
        let said = |seconds| spoken(Duration::from_secs(seconds));
        assert_eq!(spoken(Duration::from_millis(999)), "0 s");
        assert_eq!((said(12), said(119)), ("12 s".into(), "119 s".into()));
        assert_eq!((said(120), said(3599)), ("2 min".into(), "59 min".into()));
        assert_eq!((said(3600), said(7500)), ("1 h 00 min".into(), "2 h 05 min".into()));
    }

    #[test]
    fn local_hosts_are_told_from_remote_ones() {
        for host in
            ["127.0.0.1", "[::1]", "192.168.1.9", "10.0.0.1", "[fe80::1]", "[::ffff:10.0.0.1]", "localhost", "nas"]
        {
            assert!(is_local_host(host), "{host}");
        }
        for host in ["radio.local", "nas.home.arpa", "nas.lan."] {
            assert!(is_local_host(host), "{host}");
        }
        for host in ["radio.example.org", "8.8.8.8", "[2001:db8::1]", "172.32.0.1", "mylocal.org", "local.fm"] {
            assert!(!is_local_host(host), "{host}");
        }
    }

    #[test]
    fn a_silent_stream_is_given_time_and_a_missing_one_is_not() {
        let host = || "radio.example.org".to_owned();
        assert_eq!(Fault::Stalled { host: host() }.severity(), Severity::Soft);
        for fault in [Fault::NotFound { host: host() }, Fault::Refused { host: host() }, Fault::Ended { host: host() }]
        {
            assert_eq!(fault.severity(), Severity::Hard);
        }
    }

    #[test]
    fn the_journal_gets_no_password_and_any_file_name() {
        let json = |fault: &Fault| serde_json::to_string(fault).unwrap();
        let told = json(&Fault::BadUrl { url: "htp:/me:secret@host/x?token=secret".into() });
        assert!(!told.contains("secret"), "{told}");
        let odd = <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"a\xff.mp3");
        assert!(json(&Fault::FileMissing { path: odd.into() }).contains(".mp3"));
    }
}
