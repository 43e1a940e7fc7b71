//! The closed list of what can go wrong: one list for the machine, the journal, the terminal and the metrics.
//!
//! Every [`Fault`] has a `code` (stable, for scripts), a `sentence` (what happened, to what) and a
//! `remedy` (what to do), written for a café owner, not for a network engineer.

use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

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
    BadUrl { url: String },
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
    FileMissing { path: PathBuf },
    /// A file cannot be opened or read.
    FileUnreadable { path: PathBuf, why: String },
    /// A file is no sound, cut short, or corrupt.
    FileDamaged { path: PathBuf },
    /// A file holds nothing that can be heard.
    FileSilent { path: PathBuf },
    /// The disk does not answer.
    DiskWedged { path: PathBuf },
    /// The disk is full.
    DiskFull { path: PathBuf },
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

/// `true` for a host on this machine or in its local network: the internet has no part in reaching it.
pub fn is_local_host(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        Ok(std::net::IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
        Err(_) => bare == "localhost" || bare.ends_with(".localhost") || bare.ends_with(".local"),
    }
}

/// A length of time as people say it: `12 s`, `4 min`, `2 h 05 min`.
pub fn spoken(length: Duration) -> String {
    let seconds = length.as_secs();
    match seconds {
        0..=119 => format!("{seconds} s"),
        120..=3599 => format!("{} min", seconds / 60),
        _ => format!("{} h {:02} min", seconds / 3600, seconds % 3600 / 60),
    }
}
