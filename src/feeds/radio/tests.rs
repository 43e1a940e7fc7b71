//! Whole connections against a server on loopback.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use super::*;
use crate::net::fake_server::{Request, nobody, serve};

/// No test hangs for longer than this.
const LONG: Duration = Duration::from_secs(20);

struct Listener {
    connection: Connection,
    news: Receiver<News>,
    /// Last, so that a connection is gone before its threads.
    _net: Net,
}

/// Connects on a clock that makes all deadlines `speed` times shorter.
fn listen_at(speed: f64, urls: &[Url]) -> Listener {
    let net = Net::new(None).unwrap();
    let feed = Feed { name: "test".to_owned(), urls: urls.to_vec() };
    let (send, news) = channel();
    let report = move |what| drop(send.send(what));
    Listener { connection: connect(&feed, &net, Clock::at_speed(speed), report), news, _net: net }
}

fn listen(answer: impl Fn(Request) + Send + Sync + 'static) -> Listener {
    listen_at(1.0, &[serve(answer)])
}

impl Listener {
    fn next(&self) -> News {
        self.news.recv_timeout(LONG).unwrap()
    }

    /// The fault, if this was all that happened.
    fn failed(&self) -> Fault {
        match self.next() {
            News::Failed { fault, .. } => fault,
            other => panic!("{other:?}"),
        }
    }

    fn connected(&self) -> usize {
        match self.next() {
            News::Connected { mirror, .. } => mirror,
            other => panic!("{other:?}"),
        }
    }

    /// The bytes reported until the stream was lost, and why it was.
    fn lost(&self) -> (u64, Fault) {
        let mut bytes = 0;
        loop {
            match self.next() {
                News::Bytes { received } => bytes += received,
                News::Lost { fault } => return (bytes, fault),
                other => panic!("{other:?}"),
            }
        }
    }

    fn sound(&mut self) -> String {
        let mut sound = String::new();
        self.connection.reader().unwrap().read_to_string(&mut sound).unwrap();
        sound
    }
}

fn host() -> String {
    "127.0.0.1".to_owned()
}

fn stream(request: &mut Request, body: &str) {
    request.send(format!("HTTP/1.0 200 OK\r\ncontent-type: audio/mpeg\r\n\r\n{body}"));
}

#[test]
fn a_stream_with_titles() {
    let mut listener = listen(|mut request| {
        assert!(request.head.contains("icy-metadata: 1"));
        request.send("HTTP/1.0 200 OK\r\ncontent-type: audio/aacp\r\nicy-name: R\u{e4}dio\r\nicy-br: 64, 64\r\n");
        request.send("icy-metaint: 4\r\n\r\nabcd\x01StreamTitle='';\0efgh");
        request.send("\x02StreamTitle='A - B';\0\0\0\0\0\0\0\0\0\0\0\0ijk");
    });
    let (mime, name) = (Some("audio/aacp".to_owned()), Some("Rädio".to_owned()));
    assert_eq!(listener.next(), News::Connected { mirror: 0, mime, name, bitrate: Some(64) });
    let live = listener.connection.live();
    assert_eq!(listener.lost(), (11 + 17 + 33, Fault::Ended { host: host() }));
    assert_eq!((live.title_due(), live.waiting()), (None, 11));
    assert_eq!(listener.sound(), "abcdefghijk");
    assert_eq!(live.title_due().as_deref(), Some("A - B"));
    assert_eq!((live.read(), live.waiting()), (11, 0));
    assert!(listener.connection.reader().is_none());
}

#[test]
fn a_cut_stream_plays_to_its_last_byte() {
    let cut = ["content-length: 99\r\n\r\nsound", "transfer-encoding: chunked\r\n\r\n5\r\nsound\r\n"];
    for rest in cut {
        let mut listener = listen(move |mut request| {
            request.send(format!("HTTP/1.1 200 OK\r\ncontent-type: audio/mpeg\r\n{rest}"));
        });
        listener.connected();
        assert_eq!(listener.lost(), (5, Fault::Reset { host: host() }));
        assert_eq!(listener.sound(), "sound");
    }
}

#[test]
fn a_failure_brings_the_servers_wish() {
    let listener = listen(|mut request| request.answer("503 Unavailable", "retry-after: 9\r\n", ""));
    let fault = Fault::ServerError { host: host(), status: 503 };
    assert_eq!(listener.next(), News::Failed { fault, retry_after: Some(Duration::from_secs(9)) });
}

#[test]
fn servers_that_accept_and_never_send() {
    let silent = serve(|mut request| request.hold());
    assert_eq!(listen_at(20.0, &[silent]).failed(), Fault::NoAnswer { host: host() });
    let soundless = serve(|mut request| {
        stream(&mut request, "");
        request.hold();
    });
    assert_eq!(listen_at(20.0, &[soundless]).failed(), Fault::NoAnswer { host: host() });
}

#[test]
fn playlists_lead_to_the_stream() {
    let answer = |mut request: Request| match request.path.as_str() {
        "/a.m3u" => request.answer("200 OK", "content-type: audio/x-mpegurl\r\n", "#EXTM3U\n/gone\n/b.pls\n"),
        "/b.pls" => request.answer("200 OK", "content-type: audio/x-scpls\r\n", "[playlist]\nFile1=/live\n"),
        "/loop" => request.answer("200 OK", "content-type: audio/x-mpegurl\r\n", "/loop"),
        "/hls" => request.answer("200 OK", "", "#EXTM3U\n#EXT-X-VERSION:3\n"),
        "/live" => stream(&mut request, "sound"),
        _ => request.answer("404 Not Found", "", ""),
    };
    let url = serve(answer);
    let at = |path: &str| listen_at(1.0, &[url.join(path).unwrap()]);
    let mut listener = at("/a.m3u");
    listener.connected();
    assert_eq!(listener.sound(), "sound");
    assert_eq!(at("/loop").failed(), Fault::RedirectLoop { host: host() });
    assert_eq!(at("/hls").failed(), Fault::UnknownFormat { what: "HLS".to_owned() });
}

#[test]
fn web_pages_are_no_sound() {
    let page =
        |body: &'static str| listen(move |mut request| request.answer("200 OK", "content-type: text/html\r\n", body));
    let not_audio = Fault::NotAudio { host: host(), content_type: "text/html".to_owned() };
    assert_eq!(page("<html>Our programme").failed(), not_audio);
    let portal = page("<html>Welcome! <input type=\"password\">").failed();
    assert_eq!(portal, Fault::CaptivePortal { login_page: None });

    let login =
        serve(|mut request| request.answer("200 OK", "content-type: text/html\r\n", "<html>Welcome to the hotel"));
    let login = login.as_str().replace("127.0.0.1", "localhost") + "enter";
    let location = format!("location: {login}?from=radio\r\n");
    let listener = listen(move |mut request| request.answer("302 Found", &location, ""));
    assert_eq!(listener.failed(), Fault::CaptivePortal { login_page: Some(login) });
}

#[test]
fn the_next_mirror_takes_over_from_a_dead_and_from_a_slow_one() {
    let good = serve(|mut request| stream(&mut request, "sound"));
    // An hour on this clock would be needed until the stagger starts the second: only the failure can.
    assert_eq!(listen_at(1e-4, &[nobody(), good.clone()]).connected(), 1);
    let mute = serve(|mut request| request.hold());
    let mut listener = listen_at(1.0, &[mute, good]);
    assert_eq!(listener.connected(), 1);
    assert_eq!(listener.sound(), "sound");
}

#[test]
fn if_all_mirrors_fail_the_most_wanted_one_is_reported() {
    let gone = serve(|mut request| request.answer("404 Not Found", "", ""));
    assert_eq!(listen_at(1.0, &[nobody(), gone]).failed(), Fault::Refused { host: host() });
}

#[test]
fn the_losers_of_a_race_are_hung_up_on() {
    let (hung_up, seen) = channel();
    let hung_up = Mutex::new(hung_up);
    let mute = serve(move |mut request| {
        request.hold();
        hung_up.lock().unwrap().send(()).unwrap();
    });
    let good = serve(|mut request| {
        stream(&mut request, "sound");
        request.hold();
    });
    let listener = listen_at(1.0, &[mute, good]);
    assert_eq!(listener.connected(), 1);
    seen.recv_timeout(LONG).unwrap();
}

#[test]
fn dropping_the_connection_wakes_its_reader_and_hangs_up() {
    let (hung_up, seen) = channel();
    let hung_up = Mutex::new(hung_up);
    let mut listener = listen(move |mut request| {
        stream(&mut request, "sound");
        request.hold();
        hung_up.lock().unwrap().send(()).unwrap();
    });
    listener.connected();
    let mut reader = listener.connection.reader().unwrap();
    let (waiting, about_to_wait) = channel();
    let read = thread::spawn(move || {
        reader.read_exact(&mut [0; 5]).unwrap();
        waiting.send(()).unwrap();
        reader.read(&mut [0; 5])
    });
    about_to_wait.recv_timeout(LONG).unwrap();
    drop(listener.connection);
    assert_eq!(read.join().unwrap().unwrap_err().kind(), io::ErrorKind::ConnectionAborted);
    seen.recv_timeout(LONG).unwrap();
}

#[test]
fn bytes_are_reported_seldom_and_all() {
    let (go, gate) = channel::<()>();
    let gate = Arc::new(Mutex::new(gate));
    let listener = listen(move |mut request| {
        stream(&mut request, "");
        for _ in 0..500 {
            request.send("0123456789");
            thread::yield_now();
        }
        let _ = gate.lock().unwrap().recv_timeout(LONG);
    });
    listener.connected();
    let (mut reports, mut bytes) = (0, 0);
    while bytes < 5000 {
        let News::Bytes { received } = listener.next() else { panic!() };
        (reports, bytes) = (reports + 1, bytes + received);
    }
    assert!(reports < 30, "{reports}");
    go.send(()).unwrap();
    assert_eq!(listener.lost(), (0, Fault::Ended { host: host() }));
}
