//! The station: what a test holds, and what its threads share.

use std::collections::HashMap;
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::body::media_under;
use super::clip::Clip;
use super::connection::{Conn, serve};
use super::door::{self, Door, Plug};
use super::faults::Fault;
use super::media::Media;
use super::setup::{Request, Setup};
use super::tls::{self, TlsKind};
use super::weather::{Weather, Whom};

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
        relock(&self.weather).set(fault, whom, self.setup.speed);
    }

    fn accept(self: &Arc<Self>, tcp: TcpStream, weather: &mut Weather) {
        self.accepted.fetch_add(1, SeqCst);
        weather.conns.retain(|(_, thread)| !thread.is_finished());
        let conn = Arc::new(Conn { condition: Mutex::new(weather.for_new()) });
        let (lab, its) = (self.clone(), conn.clone());
        weather.conns.push((conn, thread::spawn(move || _ = serve(&lab, &its, tcp))));
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
            clip: setup.clip.clone().unwrap_or_else(|| setup.media.clip()),
            tls: setup.tls.map(tls::server),
            started: Instant::now(),
            port: door.port,
            stop: AtomicBool::new(false),
            accepted: AtomicUsize::new(0),
            sent: AtomicU64::new(0),
            weather: Mutex::new(Weather::behind(door)),
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

    /// The stream's address at `localhost`, whose IPv6 side drops every SYN until the plug is dropped.
    pub fn url_with_broken_ipv6(&self) -> std::io::Result<(String, Plug)> {
        let plug = door::plug((std::net::Ipv6Addr::LOCALHOST, self.port()).into())?;
        Ok((self.url().replace("127.0.0.1", "localhost"), plug))
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
