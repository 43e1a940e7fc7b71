//! The whole walk against small servers on this machine.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::*;
use crate::fault::TlsFault;

const HOST: &str = "127.0.0.1";

/// A made-up machine: interfaces (name, state, carrier) and route tables. The folder lives as long as its guard.
pub(super) fn machine(links: &[(&str, &str, &str)], v4: &str, v6: &str) -> (tempfile::TempDir, Surroundings) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for (name, state, carrier) in links {
        let interface = at("net").join(name);
        fs::create_dir_all(&interface).unwrap();
        fs::write(interface.join("operstate"), format!("{state}\n")).unwrap();
        fs::write(interface.join("carrier"), format!("{carrier}\n")).unwrap();
    }
    fs::create_dir_all(at("net")).unwrap();
    fs::write(at("route"), v4).unwrap();
    fs::write(at("ipv6_route"), v6).unwrap();
    let surroundings =
        Surroundings { interfaces: at("net"), routes_v4: at("route"), routes_v6: at("ipv6_route"), proxied: false };
    (folder, surroundings)
}

const ROUTE: &str = "eth0 00000000 010200C0 0003 0 0 0 00000000 0 0 0\n";
const ROUTE_V6: &str = "00000000000000000000000000000000 00 00000000000000000000000000000000 00 \
                        fd000000000000000000000000000001 00000400 2 0 00000003 eth0\n";

/// A machine in good order.
fn online() -> (tempfile::TempDir, Surroundings) {
    machine(&[("eth0", "up", "1")], ROUTE, ROUTE_V6)
}

/// Serves each connection by `serve`, after the request's headers. Gives the address and counts the visits.
fn server(serve: impl Fn(&mut TcpStream) + Send + 'static) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind((HOST, 0)).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let visits = Arc::new(AtomicUsize::new(0));
    let count = visits.clone();
    std::thread::spawn(move || {
        for mut caller in listener.incoming().flatten() {
            // The probe's knock connects and leaves without a word: that is no visit.
            if read_request(&mut caller) {
                count.fetch_add(1, Ordering::SeqCst);
                serve(&mut caller);
            }
        }
    });
    (address, visits)
}

fn read_request(caller: &mut TcpStream) -> bool {
    let mut seen = Vec::new();
    let mut byte = [0];
    while !seen.ends_with(b"\r\n\r\n") {
        match caller.read(&mut byte) {
            Ok(1) => seen.push(byte[0]),
            _ => return false,
        }
    }
    true
}

fn says(answer: &'static str) -> (String, Arc<AtomicUsize>) {
    server(move |caller| drop(caller.write_all(answer.as_bytes())))
}

/// Serves, and then holds the line until the caller hangs up.
fn serves_and_stays(head: &'static str, body: Vec<u8>) -> (String, Arc<AtomicUsize>) {
    server(move |caller| {
        let _ = caller.write_all(head.as_bytes()).and_then(|()| caller.write_all(&body));
        let _ = caller.read(&mut [0]);
    })
}

const STREAM: &str = "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n";
const PAGE: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 19\r\n\r\n<html>login</html>\n";
const DOWN: &str = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
const YES: &str = "HTTP/1.1 200 OK\r\nDate: Wed, 25 Nov 2026 02:00:00 GMT\r\nContent-Length: 7\r\n\r\nsuccess";
const LOGIN: &str = "HTTP/1.1 302 Found\r\nLocation: http://login.example/?id=secret\r\nContent-Length: 0\r\n\r\n";

/// A target that answers as the internet would. It is named by name, as real ones are.
fn target(answer: &'static str) -> (Target, Arc<AtomicUsize>) {
    let (address, visits) = says(answer);
    (format!("http://{}/known success", address.replace(HOST, "localhost")).parse().unwrap(), visits)
}

/// A name too long for any name service: it is not found without anyone being asked.
pub(super) fn nameless_host() -> String {
    "a".repeat(64) + ".invalid"
}

/// A port that only the superuser may open, and nobody does.
const NOBODY: &str = "127.0.0.1:1";

fn probe(surroundings: &Surroundings, targets: Vec<Target>) -> Probe {
    let short = Duration::from_secs(1);
    let long = Duration::from_secs(5);
    let deadlines = Deadlines {
        name: long,
        connect: long,
        answer: short,
        sound: short,
        listen: Duration::ZERO,
        target: long,
        explain: long,
    };
    Probe { targets, surroundings: surroundings.clone(), deadlines, treat_as_remote: true }
}

fn url(address: &str) -> Url {
    Url::parse(&format!("http://me:secret@{address}/live?token=secret")).unwrap()
}

fn host() -> String {
    HOST.into()
}

/// What a walk to this address concludes while the targets answer so.
fn concluded(address: &str, answer: &'static str) -> Option<Fault> {
    let (_folder, surroundings) = online();
    let (target, _) = target(answer);
    probe(&surroundings, vec![target]).walk(&url(address), |_| ()).unwrap().fault
}

#[test]
fn a_good_stream_has_no_fault_and_every_step_is_told_in_order() {
    let (_folder, surroundings) = online();
    let (address, _) = serves_and_stays(STREAM, sound::tests::mp3(8));
    let mut told = Vec::new();
    let (target, _) = target(YES);
    let found = probe(&surroundings, vec![target]).walk(&url(&address), |step| told.push(step.clone())).unwrap();
    assert_eq!(found.fault, None, "{:#?}", found.lines());
    assert_eq!(told, found.steps);
    let names: Vec<_> = told.iter().map(|step| step.name).collect();
    use StepName::*;
    assert_eq!(names, [Link, Route, Name, Connect, Answer, Sound, Internet, Clock]);
    let lines = found.lines().join("\n");
    assert!(lines.contains("MP3") && !lines.contains("secret"), "{lines}");
}

#[test]
fn what_one_step_says_does_not_contradict_another() {
    let (_folder, surroundings) = machine(&[("eth0", "down", "0")], "", "");
    let nobody = format!("http://{NOBODY}/").parse().unwrap();
    let found = probe(&surroundings, vec![nobody]).walk(&url(NOBODY), |_| ()).unwrap();
    assert_eq!(found.fault, Some(Fault::NoLink));
    let lines = found.lines();
    assert!(lines[1].contains("FAIL") && lines[1].contains("none is connected"), "{lines:#?}");
    assert!(
        !lines.iter().any(|line| line.contains("is on a network") || line.contains("connected to a network,")),
        "{lines:#?}"
    );
    assert_eq!(lines.last().unwrap(), Fault::NoLink.remedy());
}

#[test]
fn a_diagnosis_is_json_without_secrets() {
    let (_folder, surroundings) = online();
    let found = probe(&surroundings, vec![]).walk(&url(NOBODY), |_| ()).unwrap();
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["fault"]["code"], "refused");
    assert_eq!(json["steps"][0]["outcome"], "good");
    assert!(json["steps"][3]["took_ms"].is_u64() && !json.to_string().contains("secret"), "{json}");
}

#[test]
fn a_station_that_fails_while_the_internet_answers_is_down() {
    let down = Some(Fault::ServiceDown { host: host() });
    assert_eq!(concluded(NOBODY, YES), down);
    assert_eq!(concluded(&says(DOWN).0, YES), down);
    let (mute, _) = server(|caller| drop(caller.read(&mut [0])));
    assert_eq!(concluded(&mute, YES), down);
}

#[test]
fn a_dead_stream_a_missing_one_and_a_page_are_told_apart() {
    assert_eq!(concluded(&serves_and_stays(STREAM, vec![]).0, YES), Some(Fault::Stalled { host: host() }));
    let missing = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    assert_eq!(concluded(&says(missing).0, YES), Some(Fault::NotFound { host: host() }));
    let page = Fault::NotAudio { host: host(), content_type: "text/html".into() };
    assert_eq!(concluded(&says(PAGE).0, YES), Some(page));
    assert_eq!(concluded(&serves_and_stays(STREAM, vec![7; 20_000]).0, YES), Some(Fault::Garbage { host: host() }));
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut";
    assert_eq!(concluded(&says(cut).0, YES), Some(Fault::Reset { host: host() }));
    assert_eq!(concluded(&says("HTTP/1.1 nonsense\r\n\r\n").0, YES), Some(Fault::BadAnswer { host: host() }));
    assert_eq!(concluded(&says("SSH-2.0-nothing\r\n").0, YES), Some(Fault::BadAnswer { host: host() }));
}

#[test]
fn a_login_page_in_place_of_the_internet_is_found_out() {
    let portal = Fault::CaptivePortal { login_page: Some("http://login.example/".into()) };
    assert_eq!(concluded(&says(PAGE).0, LOGIN), Some(portal.clone()));
    assert_eq!(concluded(NOBODY, LOGIN), Some(portal));
    let Some(Fault::CaptivePortal { login_page: Some(page) }) = concluded(NOBODY, PAGE) else { panic!("no portal") };
    assert!(page.ends_with("/known"), "{page}");
}

#[test]
fn old_servers_that_do_not_quite_speak_http_are_understood() {
    let head = "ICY 200 OK\r\ncontent-type:audio/mpeg\r\n\r\n";
    assert_eq!(concluded(&serves_and_stays(head, sound::tests::mp3(8)).0, YES), None);
    assert_eq!(concluded(&says("ICY 401 Unauthorized\r\n\r\n").0, YES), Some(Fault::Unauthorized { host: host() }));
}

#[test]
fn a_redirect_in_a_circle_is_told() {
    let circle = "HTTP/1.1 302 Found\r\nLocation: /live\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    assert_eq!(concluded(&says(circle).0, YES), Some(Fault::RedirectLoop { host: host() }));
}

#[test]
fn a_certificate_that_nobody_signed_is_not_trusted() {
    let (address, _) = secure_server();
    let (_folder, surroundings) = online();
    let url = Url::parse(&format!("https://{address}/live")).unwrap();
    let mut probe = probe(&surroundings, vec![]);
    probe.deadlines.answer = Duration::from_secs(5);
    let fault = probe.walk(&url, |_| ()).unwrap().fault;
    assert_eq!(fault, Some(Fault::Tls { host: host(), why: TlsFault::Untrusted }));
}

fn secure_server() -> (String, std::thread::JoinHandle<()>) {
    let made = rcgen::generate_simple_self_signed(vec![HOST.to_owned()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let _ = rustls::crypto::ring::default_provider().install_default();
    let config = rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind((HOST, 0)).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let serving = std::thread::spawn(move || {
        for mut caller in listener.incoming().flatten() {
            let mut secure = rustls::ServerConnection::new(config.clone()).unwrap();
            while secure.is_handshaking() && secure.complete_io(&mut caller).is_ok() {}
        }
    });
    (address, serving)
}

#[test]
fn a_local_feed_never_makes_segue_ask_the_internet() {
    let (_folder, surroundings) = machine(&[], "", "");
    let (target, visits) = target(YES);
    let probe = Probe { treat_as_remote: false, ..probe(&surroundings, vec![target]) };
    let refused = Fault::Refused { host: host() };
    let found = probe.walk(&url(NOBODY), |_| ()).unwrap();
    assert_eq!(found.fault, Some(refused.clone()));
    let names: Vec<_> = found.steps.iter().map(|step| step.name).collect();
    assert_eq!(names, [StepName::Name, StepName::Connect]);
    assert_eq!(probe.explain(refused.clone(), &url(NOBODY)), refused);
    assert_eq!(visits.load(Ordering::SeqCst), 0);
}

#[test]
fn a_connections_fault_is_explained_by_what_is_broken_on_the_way() {
    let timeout = || Fault::ConnectTimeout { host: host() };
    let feed = url(HOST);
    let (_a, online) = online();
    let (_b, unplugged) = machine(&[("eth0", "down", "0")], "", "");
    let (_c, lost) = machine(&[("eth0", "up", "1")], "", "");
    let explained =
        |surroundings: &Surroundings, answer| probe(surroundings, vec![target(answer).0]).explain(timeout(), &feed);
    assert_eq!(explained(&unplugged, YES), Fault::NoLink);
    assert_eq!(explained(&lost, YES), Fault::NoRoute);
    assert_eq!(explained(&online, YES), Fault::ServiceDown { host: host() });
    let portal = Fault::CaptivePortal { login_page: Some("http://login.example/".into()) };
    assert_eq!(explained(&online, LOGIN), portal);
    let nobody: Target = format!("http://{NOBODY}/").parse().unwrap();
    assert_eq!(probe(&online, vec![nobody]).explain(timeout(), &feed), Fault::NoInternet);
    assert_eq!(probe(&online, vec![]).explain(timeout(), &feed), timeout());
    // Names are not found, but an address answers.
    let (known, _) = says(YES);
    let targets =
        vec![format!("http://{}/", nameless_host()).parse().unwrap(), format!("tcp://{known}").parse().unwrap()];
    let nameless = Fault::Dns { host: host() };
    assert_eq!(probe(&online, targets).explain(nameless.clone(), &feed), nameless);
}

#[test]
fn a_target_that_never_answers_does_not_hold_an_explanation_up() {
    let (_folder, surroundings) = online();
    let (mute, visits) = server(|caller| drop(caller.read(&mut [0])));
    let mut probe = probe(&surroundings, vec![format!("http://{mute}/").parse().unwrap()]);
    probe.deadlines.explain = Duration::from_millis(200);
    let since = crate::clock::Clock::real();
    assert_eq!(probe.explain(Fault::NoAnswer { host: host() }, &url(HOST)), Fault::NoInternet);
    assert!(since.now() < Duration::from_secs(2) && visits.load(Ordering::SeqCst) == 1);
}
