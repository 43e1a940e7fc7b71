//! One client: its request, and the answer's head. A thread each.

use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::body::{Body, Source};
use super::faults::Fault;
use super::icy::Icy;
use super::server::{Shared, relock};
use super::setup::{Answer, Request};
use super::wire::Wire;

/// The network's state as one connection feels it.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    pub fault: Option<Fault>,
    pub since: Instant,
    /// Told apart from an equal one that came earlier.
    pub version: u64,
}

impl Condition {
    pub fn new(fault: Option<Fault>, version: u64) -> Self {
        Self { fault, since: Instant::now(), version }
    }
}

/// What others may do to a connection.
pub(crate) struct Conn {
    pub condition: Mutex<Condition>,
}

impl Conn {
    pub fn condition(&self) -> Condition {
        relock(&self.condition).clone()
    }
}

const LOGIN: &str =
    "<html><head><title>Welcome to Hotel Wi-Fi</title></head><body><form>Room number: <input></form></body></html>";

/// Serves the client until it or the lab has gone.
pub(crate) fn serve(lab: &Shared, conn: &Conn, tcp: TcpStream) -> Option<()> {
    let mut wire = Wire::new(tcp, lab.tls.clone()).ok()?;
    // A hole must not shake hands. (Where probes have their own lot, only the request tells whose lot this is.)
    while lab.tls.is_some() && is_hole(&conn.condition().fault) && lab.probe().is_none() && !lab.stopped() {
        std::thread::sleep(Duration::from_millis(2));
    }
    let request = read_request(lab, &mut wire)?;
    if let Some(lot) = lab.probe().filter(|_| !request.is_stream(lab)) {
        relock(&conn.condition).fault = lot;
    }
    lab.seen(request.clone());
    hold(lab, conn, &mut wire, is_hole)?;
    let fault = conn.condition().fault;
    match fault {
        Some(Fault::Reset) => {
            wire.reset();
            return None;
        }
        Some(Fault::SlowHeaders(wait)) => {
            let wait = wait.div_f64(lab.setup.speed);
            let until = Instant::now() + wait;
            hold(lab, conn, &mut wire, |fault| matches!(fault, Some(Fault::SlowHeaders(_))) && Instant::now() < until)?;
        }
        Some(fault) if fault.ends_running() => return answer_badly(lab, conn, wire, &request, &fault),
        _ => {}
    }
    answer_well(lab, conn, wire, &request)
}

fn is_hole(fault: &Option<Fault>) -> bool {
    matches!(fault, Some(Fault::Blackhole | Fault::DropSyn))
}

/// Waits while the condition is so; `None` if the client does not.
fn hold(lab: &Shared, conn: &Conn, wire: &mut Wire, so: impl Fn(&Option<Fault>) -> bool) -> Option<()> {
    while so(&conn.condition().fault) && !lab.stopped() {
        wire.pause().ok()?;
    }
    Some(())
}

fn read_request(lab: &Shared, wire: &mut Wire) -> Option<Request> {
    let (mut head, mut part) = (Vec::new(), [0; 2048]);
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        if lab.stopped() || head.len() > 32_768 {
            return None;
        }
        let count = wire.read(&mut part).ok()?.unwrap_or(0);
        head.extend_from_slice(&part[..count]);
    }
    Request::parse(&String::from_utf8_lossy(&head))
}

/// The whole text, however slowly it is taken.
fn say(lab: &Shared, wire: &mut Wire, text: &[u8]) -> Option<()> {
    let mut rest = text;
    while !rest.is_empty() && !lab.stopped() {
        rest = &rest[wire.write(rest).ok()?..];
    }
    Some(())
}

fn answer_badly(lab: &Shared, conn: &Conn, mut wire: Wire, request: &Request, fault: &Fault) -> Option<()> {
    say(lab, &mut wire, bad_text(lab, request, fault)?.as_bytes())?;
    let version = conn.condition().version;
    while matches!(fault, Fault::HeadersNever | Fault::HeadersEndless) && !lab.stopped() {
        let condition = conn.condition();
        if condition.version != version {
            break;
        }
        wire.pause().ok()?;
        if *fault == Fault::HeadersEndless {
            std::thread::sleep(Duration::from_millis(100).div_f64(lab.setup.speed));
            say(lab, &mut wire, b"X-Patience: a virtue\r\n")?;
        }
    }
    wire.end();
    Some(())
}

/// What is said under a fault that spoils the answer; `None` for all others.
fn bad_text(lab: &Shared, request: &Request, fault: &Fault) -> Option<String> {
    let half = "HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\nicy-na";
    Some(match fault {
        Fault::HeadersNever | Fault::HeadersCut => half.to_owned(),
        Fault::HeadersEndless => "HTTP/1.0 200 OK\r\n".to_owned(),
        Fault::NotHttp => "SSH-2.0-OpenSSH_9.2\r\n".to_owned(),
        Fault::Status { code, retry_after } => {
            let patience = retry_after.map_or(String::new(), |wait| format!("Retry-After: {wait}\r\n"));
            page(&format!("{code} Fault"), &patience, "text/html", "<html><body>The lab is not well.</body></html>")
        }
        Fault::LoginRedirect if !request.route().starts_with("/login") => {
            // Another name for this very machine: another host to a client.
            moved(&format!("{}://localhost:{}/login?from=lab", lab.scheme(), lab.port))
        }
        Fault::LoginRedirect | Fault::LoginPage => page("200 OK", "", "text/html; charset=utf-8", LOGIN),
        Fault::RedirectLoop => {
            let hop = request.path.split_once("hop=").and_then(|(_, hop)| hop.parse().ok()).unwrap_or(0u32);
            moved(&lab.address(&format!("{}?hop={}", request.route(), (hop + 1) % 3)))
        }
        _ => return None,
    })
}

fn page(status: &str, extra: &str, content_type: &str, body: &str) -> String {
    let (length, kind) = (body.len(), content_type);
    let head = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n");
    head + extra + "Connection: close\r\n\r\n" + body
}

fn moved(to: &str) -> String {
    page("302 Found", &format!("Location: {to}\r\n"), "text/html", "<html><body>Elsewhere.</body></html>")
}

fn answer_well(lab: &Shared, conn: &Conn, mut wire: Wire, request: &Request) -> Option<()> {
    let stream = lab.stream_address();
    let text = match request.route() {
        route if lab.is_stream(route) => return stream_to(lab, conn, wire, request),
        "/radio.m3u" => {
            page("200 OK", "", "audio/x-mpegurl", &format!("#EXTM3U\r\n#EXTINF:-1,The Lab\r\n{stream}\r\n"))
        }
        "/radio.pls" => {
            let pls = format!("[playlist]\nNumberOfEntries=1\nFile1={stream}\nTitle1=The Lab\nLength1=-1\nVersion=2\n");
            page("200 OK", "", "audio/x-scpls", &pls)
        }
        "/moved" => moved(&stream),
        "/generate_204" => "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".to_owned(),
        "/status-json.xsl" => page("200 OK", "", "application/json", &lab.status_json()),
        "/login" => page("200 OK", "", "text/html; charset=utf-8", LOGIN),
        route => match lab.file(route) {
            Some(file) => return file_to(lab, conn, wire, request, file),
            None => page("404 Not Found", "", "text/plain", "There is no such thing in the lab.\n"),
        },
    };
    say(lab, &mut wire, text.as_bytes())?;
    wire.end();
    Some(())
}

fn stream_to(lab: &Shared, conn: &Conn, mut wire: Wire, request: &Request) -> Option<()> {
    let titles = lab.setup.metaint.filter(|_| request.header("icy-metadata") == Some("1") && !lab.setup.media.is_ogg());
    say(lab, &mut wire, stream_head(lab, titles).as_bytes())?;
    if request.method == "HEAD" {
        wire.end();
        return Some(());
    }
    let clip = lab.clip.clone();
    let behind = lab.setup.burst as f64 / clip.byte_rate();
    let live = (lab.stream_time(lab.started) - behind).rem_euclid(clip.seconds);
    let at = match (clip.joinable, clip.intro.is_empty()) {
        (false, _) => 0,
        (true, true) => (live * clip.byte_rate()) as usize % clip.bytes.len(),
        (true, false) => clip.next_unit((live * clip.byte_rate()) as usize) % clip.bytes.len(),
    };
    let icy = titles.map(|every| Icy::new(every, (lab.stream_time(lab.started) - behind).max(0.0)));
    let chunked = lab.setup.answer == Answer::Chunked;
    let source = Source::Live { clip: clip.clone(), at };
    let mut body = Body { lab, conn, wire, source, icy, chunked, pending: Vec::new(), owed: behind };
    body.push(&clip.intro);
    body.run();
    Some(())
}

fn stream_head(lab: &Shared, metaint: Option<usize>) -> String {
    let status = match lab.setup.answer {
        Answer::Icecast => "HTTP/1.0 200 OK\r\nServer: Icecast 2.4.4\r\nConnection: Close",
        Answer::Chunked => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked",
        Answer::Shoutcast => "ICY 200 OK",
    };
    let (name, kind) = (&lab.setup.name, lab.setup.media.content_type());
    let every = metaint.map_or(String::new(), |every| format!("icy-metaint:{every}\r\n"));
    format!("{status}\r\nContent-Type: {kind}\r\nicy-br:128\r\nicy-name:{name}\r\nicy-pub:0\r\n{every}\r\n")
}

fn file_to(lab: &Shared, conn: &Conn, mut wire: Wire, request: &Request, bytes: Arc<[u8]>) -> Option<()> {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nConnection: close";
    say(lab, &mut wire, format!("{head}\r\nContent-Length: {}\r\n\r\n", bytes.len()).as_bytes())?;
    if request.method == "HEAD" {
        wire.end();
        return Some(());
    }
    let source = Source::File { bytes, at: 0 };
    Body { lab, conn, wire, source, icy: None, chunked: false, pending: Vec::new(), owed: 0.0 }.run();
    Some(())
}
