//! The station: its settings, its door, the fault of the hour, and what was seen.

use std::collections::HashMap;
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::body::media_under;
use super::clip::Clip;
use super::connection::{Condition, Conn, serve};
use super::door::Door;
use super::faults::Fault;
use super::media::{Media, TITLES};
use super::tls::{self, TlsKind};

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

    pub(crate) fn is_stream(&self, lab: &Shared) -> bool {
        self.method == "GET" && lab.is_stream(self.route())
    }
}

/// What the lab and its threads share.
pub(crate) struct Shared {
    pub setup: Setup,
    pub clip: Arc<Clip>,
    pub tls: Option<Arc<rustls::ServerConfig>>,
    pub started: Instant,
    pub port: u16,
    stop: AtomicBool,
    accepted: AtomicUsize,
    sent: AtomicU64,
    weather: Mutex<Weather>,
    requests: Mutex<Vec<Request>>,
    files: Mutex<HashMap<String, Arc<[u8]>>>,
}

/// All that a change of fault changes, under one lock: it is complete before `set` returns.
struct Weather {
    door: Door,
    new: Option<Fault>,
    /// Overrides `new` for all that is not the stream.
    probe: Option<Option<Fault>>,
    flap: Option<Flap>,
    version: u64,
    conns: Vec<(Arc<Conn>, JoinHandle<()>)>,
}

struct Flap {
    fault: Fault,
    /// How long it is up, and down.
    phases: [Duration; 2],
    down: bool,
    next: Instant,
    whom: Whom,
}

/// Whom a fault befalls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whom {
    All,
    New,
    Running,
}

/// A lock that a failed test does not spoil for those that clean up.
pub(crate) fn relock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    pub fn stopped(&self) -> bool {
        self.stop.load(SeqCst)
    }

    /// Seconds of the stream's time since `instant`.
    pub fn stream_time(&self, instant: Instant) -> f64 {
        instant.elapsed().as_secs_f64() * self.setup.speed
    }

    pub fn count_sent(&self, bytes: usize) {
        self.sent.fetch_add(bytes as u64, SeqCst);
    }

    pub fn seen(&self, request: Request) {
        relock(&self.requests).push(request);
    }

    /// The lot of all that is not the stream, if it is not everybody's.
    pub fn probe(&self) -> Option<Option<Fault>> {
        relock(&self.weather).probe.clone()
    }

    pub fn file(&self, route: &str) -> Option<Arc<[u8]>> {
        relock(&self.files).get(route.strip_prefix("/files/")?).cloned()
    }

    pub fn is_stream(&self, route: &str) -> bool {
        route == "/radio" || route.strip_prefix("/radio.") == Some(self.setup.media.extension())
    }

    pub fn scheme(&self) -> &'static str {
        if self.setup.tls.is_some() { "https" } else { "http" }
    }

    pub fn address(&self, path: &str) -> String {
        format!("{}://127.0.0.1:{}{path}", self.scheme(), self.port)
    }

    pub fn stream_address(&self) -> String {
        self.address(&format!("/radio.{}", self.setup.media.extension()))
    }

    /// As Icecast's `status-json.xsl`.
    pub fn status_json(&self) -> String {
        let title = self.setup.title_at(self.stream_time(self.started));
        let (name, url, open) = (&self.setup.name, self.stream_address(), self.open());
        let source = serde_json::json!({"server_name": name, "listenurl": url, "listeners": open, "title": title});
        serde_json::json!({"icestats": {"source": source}}).to_string()
    }

    fn open(&self) -> usize {
        relock(&self.weather).conns.iter().filter(|(_, thread)| !thread.is_finished()).count()
    }

    fn set(&self, fault: Option<Fault>, whom: Whom) {
        // Music is made before the lock is taken: the first time it needs seconds.
        if let Some(media) = media_under(fault.as_ref(), self.setup.media) {
            media.clip();
        }
        let mut weather = relock(&self.weather);
        weather.flap = None;
        if let Some(Fault::Flap { fault, up, down }) = fault {
            let phases = [up, down].map(|phase| phase.div_f64(self.setup.speed));
            weather.flap = Some(Flap { fault: *fault, phases, down: false, next: Instant::now(), whom });
            weather.flap_if_due();
        } else {
            weather.change(fault, whom);
        }
    }

    fn accept(self: &Arc<Self>, tcp: TcpStream, weather: &mut Weather) {
        self.accepted.fetch_add(1, SeqCst);
        weather.conns.retain(|(_, thread)| !thread.is_finished());
        weather.version += 1;
        let condition = Condition::new(weather.new.clone(), weather.version);
        let conn = Arc::new(Conn { condition: Mutex::new(condition) });
        let (lab, its) = (self.clone(), conn.clone());
        weather.conns.push((conn, thread::spawn(move || drop(serve(&lab, &its, tcp)))));
    }

    fn accept_all(self: Arc<Self>) {
        while !self.stopped() {
            let mut weather = relock(&self.weather);
            weather.flap_if_due();
            while let Some(tcp) = weather.door.next() {
                self.accept(tcp, &mut weather);
            }
            drop(weather);
            thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Weather {
    fn change(&mut self, fault: Option<Fault>, whom: Whom) {
        self.version += 1;
        if whom != Whom::New {
            for (conn, _) in &self.conns {
                *relock(&conn.condition) = Condition::new(fault.clone(), self.version);
            }
        }
        if whom != Whom::Running {
            self.door.suit(fault.as_ref()).expect("the lab's port is its own");
            self.new = fault;
        }
    }

    fn flap_if_due(&mut self) {
        let Some(flap) = self.flap.as_mut().filter(|flap| flap.next <= Instant::now()) else { return };
        flap.down = !flap.down;
        flap.next += flap.phases[usize::from(flap.down)];
        let (fault, whom) = (flap.down.then(|| flap.fault.clone()), flap.whom);
        self.change(fault, whom);
    }
}

/// A live radio station on 127.0.0.1 whose every fault is at the test's command. Dropped, it is gone with all its
/// threads.
pub struct Lab {
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

impl Lab {
    /// In good health, in real time.
    pub fn start(media: Media) -> Self {
        Self::with(Setup::new(media))
    }

    /// At so many times real time.
    pub fn start_at_speed(media: Media, speed: f64) -> Self {
        Self::with(Setup { speed, ..Setup::new(media) })
    }

    pub fn start_tls(media: Media, kind: TlsKind) -> Self {
        Self::with(Setup { tls: Some(kind), ..Setup::new(media) })
    }

    pub fn with(setup: Setup) -> Self {
        let door = Door::open(setup.port).expect("a free port on 127.0.0.1");
        let shared = Arc::new(Shared {
            clip: setup.media.clip(),
            tls: setup.tls.map(tls::server),
            started: Instant::now(),
            port: door.port,
            stop: AtomicBool::new(false),
            accepted: AtomicUsize::new(0),
            sent: AtomicU64::new(0),
            weather: Mutex::new(Weather { door, new: None, probe: None, flap: None, version: 0, conns: Vec::new() }),
            requests: Mutex::default(),
            files: Mutex::default(),
            setup,
        });
        let its = shared.clone();
        Self { shared, acceptor: Some(thread::spawn(move || its.accept_all())) }
    }

    /// The fault befalls running streams and new ones, before this returns.
    pub fn set(&self, fault: Fault) {
        self.shared.set(Some(fault), Whom::All);
    }

    /// Running streams go on as they are; new ones meet the fault.
    pub fn set_new(&self, fault: Fault) {
        self.shared.set(Some(fault), Whom::New);
    }

    /// Running streams meet the fault; new ones what was set for new ones before.
    pub fn set_running(&self, fault: Fault) {
        self.shared.set(Some(fault), Whom::Running);
    }

    /// All that is not a GET of the stream (HEAD, status page, playlists, files) meets this instead, or no fault at
    /// all, until [`Lab::heal`]: a good probe of a dead stream, and the reverse.
    pub fn set_probe(&self, fault: Option<Fault>) {
        relock(&self.shared.weather).probe = Some(fault);
    }

    /// Good health. A stalled stream goes on where it stopped.
    pub fn heal(&self) {
        relock(&self.shared.weather).probe = None;
        self.shared.set(None, Whom::All);
    }

    /// The stream's address.
    pub fn url(&self) -> String {
        self.shared.stream_address()
    }

    /// Another address here: `/radio.m3u`, `/radio.pls`, `/moved` (to the stream), `/status-json.xsl`,
    /// `/generate_204`, `/login`, `/files/NAME`.
    pub fn address(&self, path: &str) -> String {
        self.shared.address(path)
    }

    pub fn port(&self) -> u16 {
        self.shared.port
    }

    /// Serves `bytes`, with their length, at the returned address; as fast as they are taken.
    pub fn serve_file(&self, name: &str, bytes: impl Into<Arc<[u8]>>) -> String {
        relock(&self.shared.files).insert(name.to_owned(), bytes.into());
        self.address(&format!("/files/{name}"))
    }

    /// How many connections were accepted so far.
    pub fn connections(&self) -> usize {
        self.shared.accepted.load(SeqCst)
    }

    /// How many of them are open.
    pub fn open_connections(&self) -> usize {
        self.shared.open()
    }

    /// Bytes of body, in all.
    pub fn bytes_sent(&self) -> u64 {
        self.shared.sent.load(SeqCst)
    }

    /// What was asked so far, oldest first.
    pub fn requests(&self) -> Vec<Request> {
        relock(&self.shared.requests).clone()
    }

    /// The authority behind [`TlsKind`]'s certificates.
    pub fn ca_pem() -> PathBuf {
        tls::ca_pem()
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        self.shared.stop.store(true, SeqCst);
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
        let conns = std::mem::take(&mut relock(&self.shared.weather).conns);
        for (_, thread) in conns {
            let _ = thread.join();
        }
    }
}
