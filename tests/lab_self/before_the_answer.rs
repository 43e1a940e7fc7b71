use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use super::{Client, End, ms};
use crate::lab::{Fault, Lab, Media};

fn connect(lab: &Lab) -> std::io::Result<TcpStream> {
    TcpStream::connect_timeout(&SocketAddr::from((Ipv4Addr::LOCALHOST, lab.port())), ms(200))
}

#[test]
fn a_refusing_door_opens_again_on_the_same_port() {
    let lab = Lab::start(Media::MP3);
    let mut running = Client::tune_in(&lab);
    lab.set(Fault::Refuse);
    assert_eq!(connect(&lab).unwrap_err().kind(), std::io::ErrorKind::ConnectionRefused);
    assert_eq!(running.listen(ms(1000)), End::Fin, "its server is gone");
    lab.heal();
    assert!(Client::tune_in(&lab).head.starts_with("HTTP/1.0 200 OK"));
}

#[test]
fn a_dropped_syn_is_not_answered() {
    let lab = Lab::start(Media::MP3);
    lab.set(Fault::DropSyn);
    assert_eq!(connect(&lab).unwrap_err().kind(), std::io::ErrorKind::TimedOut);
    lab.set(Fault::DropSyn);
    assert_eq!(connect(&lab).unwrap_err().kind(), std::io::ErrorKind::TimedOut);
    lab.heal();
    assert!(connect(&lab).is_ok());
}

#[test]
fn broken_ipv6_beside_sound_ipv4() {
    let lab = Lab::start(Media::MP3);
    let Ok((url, _plug)) = lab.url_with_broken_ipv6() else { return };
    assert!(url.starts_with("http://localhost:"));
    let six = SocketAddr::from((Ipv6Addr::LOCALHOST, lab.port()));
    assert_eq!(TcpStream::connect_timeout(&six, ms(200)).unwrap_err().kind(), std::io::ErrorKind::TimedOut);
    assert!(Client::tune_in(&lab).head.contains("200 OK"));
}

#[test]
fn a_black_hole_takes_the_connection_and_says_nothing() {
    let lab = Lab::start(Media::MP3);
    let mut running = Client::tune_in(&lab);
    running.listen(ms(100));
    lab.set(Fault::Blackhole);
    let mut new = Client::ask(&lab, "GET", "/radio", "");
    assert_eq!(new.hear(ms(100)), (vec![], End::Open));
    running.hear(ms(20));
    assert_eq!(running.hear(ms(60)), (vec![], End::Open));
    drop(Client::ask(&lab, "GET", "/radio", ""));
    std::thread::sleep(ms(100));
    assert_eq!((lab.connections(), lab.open_connections()), (3, 2), "who hangs up is noticed");
    lab.heal();
    new.listen(ms(200));
    assert!(new.head.contains("200 OK"), "what waits is answered after all");
}

#[test]
fn headers_that_never_end_or_are_cut_or_are_none() {
    let lab = Lab::start(Media::MP3);
    lab.set(Fault::HeadersNever);
    let (text, end) = Client::ask(&lab, "GET", "/radio", "").hear(ms(100));
    assert!(text.starts_with(b"HTTP/1.0 200 OK") && end == End::Open);
    lab.set(Fault::HeadersEndless);
    let (text, end) = Client::ask(&lab, "GET", "/radio", "").hear(ms(350));
    let text = String::from_utf8(text).unwrap();
    assert!(text.matches("X-Patience").count() >= 2 && !text.contains("\r\n\r\n") && end == End::Open, "{text}");
    lab.set(Fault::HeadersCut);
    let (head, text, end) = Client::ask(&lab, "GET", "/radio", "").until_end();
    assert!(head.is_empty() && text.starts_with("HTTP") && end == End::Fin);
    lab.set(Fault::NotHttp);
    assert!(Client::ask(&lab, "GET", "/radio", "").until_end().1.starts_with("SSH"));
}

#[test]
fn a_slow_answer_is_a_good_one_and_leaves_running_streams_alone() {
    let lab = Lab::start(Media::MP3);
    let mut running = Client::tune_in(&lab);
    lab.set(Fault::SlowHeaders(ms(200)));
    let asked = Instant::now();
    assert!(Client::tune_in(&lab).head.contains("200 OK"));
    assert!(asked.elapsed() >= ms(200));
    assert_eq!(running.listen(ms(20)), End::Open);
}

#[test]
fn every_status_and_its_patience() {
    let lab = Lab::start(Media::MP3);
    for code in [401, 403, 404, 429, 500, 502, 503] {
        lab.set(Fault::Status { code, retry_after: Some(30) });
        let (head, _, end) = Client::get(&lab, "/radio", "").until_end();
        assert!(head.starts_with(&format!("HTTP/1.1 {code} ")) && head.contains("Retry-After: 30\r\n"), "{head}");
        assert_eq!(end, End::Fin);
    }
    lab.set(Fault::status(503));
    assert!(!Client::get(&lab, "/radio", "").head.contains("Retry-After"));
}

#[test]
fn captive_portals_answer_in_the_stations_place() {
    let lab = Lab::start(Media::MP3);
    lab.set(Fault::LoginPage);
    let (head, page, _) = Client::get(&lab, "/radio", "").until_end();
    assert!(head.contains("200 OK") && head.contains("text/html") && page.contains("Hotel"));
    lab.set(Fault::LoginRedirect);
    let login = format!("Location: http://localhost:{}/login", lab.port());
    assert!(Client::get(&lab, "/radio", "").head.contains(&login));
    assert!(Client::get(&lab, "/login?from=lab", "").until_end().1.contains("Hotel"));
}

#[test]
fn a_redirect_loop_never_arrives() {
    let lab = Lab::start(Media::MP3);
    lab.set(Fault::RedirectLoop);
    let mut path = "/radio".to_owned();
    let mut seen = Vec::new();
    while !seen.contains(&path) {
        let head = Client::get(&lab, &path, "").head;
        assert!(head.starts_with("HTTP/1.1 302"), "{head}");
        let to = head.split("Location: ").nth(1).unwrap().split("\r\n").next().unwrap();
        seen.push(std::mem::replace(&mut path, to.replace(&lab.address(""), "")));
    }
    assert!(seen.len() > 2);
}

#[test]
fn a_fault_for_new_streams_spares_the_running_one_and_the_reverse() {
    let lab = Lab::start(Media::MP3);
    let mut running = Client::tune_in(&lab);
    lab.set_new(Fault::status(404));
    assert!(Client::get(&lab, "/radio", "").head.contains("404"));
    assert_eq!(running.listen(ms(50)), End::Open);
    lab.heal();
    lab.set_running(Fault::Reset);
    assert_eq!(running.listen(ms(1000)), End::Rst);
    assert!(Client::tune_in(&lab).head.contains("200 OK"));
}

#[test]
fn flapping_is_down_and_up_by_turns() {
    let lab = Lab::start(Media::MP3);
    lab.set(Fault::flap(Fault::Refuse, ms(200), ms(200)));
    let (begun, mut turns, mut was_up) = (Instant::now(), 0, true);
    while begun.elapsed() < Duration::from_millis(1100) {
        let is_up = connect(&lab).is_ok();
        turns += usize::from(is_up != was_up);
        was_up = is_up;
        std::thread::sleep(ms(10));
    }
    assert!((5..=6).contains(&turns), "{turns} turns in 1.1 s");
    lab.heal();
    std::thread::sleep(ms(250));
    assert!(connect(&lab).is_ok());
}

#[test]
fn faults_are_read_as_they_are_typed() {
    for (name, fault) in Fault::plain() {
        assert_eq!(Fault::parse(name), Some(fault));
    }
    assert_eq!(Fault::parse("status 429 7"), Some(Fault::Status { code: 429, retry_after: Some(7) }));
    assert_eq!(Fault::parse("trickle 0.25"), Some(Fault::Trickle(0.25)));
    let flap = Fault::flap(Fault::status(502), Duration::from_secs(3), Duration::from_secs(4));
    assert_eq!(Fault::parse("flap 3 4 status 502"), Some(flap));
    assert_eq!(Fault::parse("no such thing"), None);
    assert_eq!(Fault::parse("slow-headers -1"), None);
}
