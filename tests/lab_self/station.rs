use std::time::{Duration, Instant};

use super::{Client, End, is_unbroken, ms};
use crate::lab::{Answer, Fault, Lab, Media, Setup};

#[test]
fn music_comes_at_its_own_pace_after_the_burst() {
    let lab = Lab::start_at_speed(Media::MP3, 8.0);
    let mut client = Client::tune_in(&lab);
    client.listen(ms(40));
    assert!(client.body.len() >= 65_536, "the burst comes at once");
    let begun = Instant::now();
    let (bytes, _) = client.hear(ms(500));
    let pace = bytes.len() as f64 / 16_000.0 / begun.elapsed().as_secs_f64();
    assert!((7.0..9.0).contains(&pace), "{pace} s of music a second");
    assert!(lab.bytes_sent() >= 65_536 + bytes.len() as u64);
    assert_eq!((lab.connections(), lab.open_connections()), (1, 1));
    drop(client);
    std::thread::sleep(ms(100));
    assert_eq!((lab.connections(), lab.open_connections()), (1, 0));
}

/// Takes the titles out of the body: the sound alone, and the titles.
fn without_titles(body: &[u8], every: usize) -> (Vec<u8>, Vec<String>) {
    let (mut sound, mut titles, mut rest) = (Vec::new(), Vec::new(), body);
    while rest.len() > every {
        sound.extend_from_slice(&rest[..every]);
        let length = usize::from(rest[every]) * 16;
        let Some(block) = rest.get(every + 1..every + 1 + length) else { break };
        if length > 0 {
            titles.push(String::from_utf8(block.to_vec()).unwrap().trim_end_matches('\0').to_owned());
        }
        rest = &rest[every + 1 + length..];
    }
    (sound, titles)
}

#[test]
fn titles_are_for_those_who_ask() {
    let setup = Setup { speed: 40.0, metaint: Some(1000), burst: 0, title_seconds: 2.0, ..Setup::new(Media::MP3) };
    let lab = Lab::with(setup);
    let mut client = Client::get(&lab, "/radio.mp3", "Icy-MetaData: 1\r\n");
    assert!(client.head.contains("icy-metaint:1000\r\n") && client.head.contains("icy-name:The Lab\r\n"));
    client.listen(ms(150));
    let (sound, titles) = without_titles(&client.body, 1000);
    assert!(titles.contains(&"StreamTitle='The Lab - Second';".to_owned()), "{titles:?}");
    assert!(titles.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(is_unbroken(&Media::MP3.clip(), &sound));
    let head = Client::tune_in(&lab).head;
    assert!(!head.contains("metaint"));
    assert_eq!(lab.requests()[0].header("icy-metadata"), Some("1"));
    assert_eq!(lab.requests()[1].header("icy-metadata"), None);
}

#[test]
fn headers_in_three_manners() {
    let with = |answer| Lab::with(Setup { answer, ..Setup::new(Media::AAC) });
    assert!(Client::tune_in(&with(Answer::Icecast)).head.starts_with("HTTP/1.0 200 OK\r\n"));
    assert!(Client::tune_in(&with(Answer::Shoutcast)).head.starts_with("ICY 200 OK\r\n"));
    let lab = with(Answer::Chunked);
    let mut client = Client::tune_in(&lab);
    assert!(client.head.contains("audio/aac") && client.head.contains("chunked"));
    client.listen(ms(50));
    let line = client.body.iter().position(|&byte| byte == b'\r').unwrap();
    let length = usize::from_str_radix(std::str::from_utf8(&client.body[..line]).unwrap(), 16).unwrap();
    assert_eq!(&client.body[line + 2 + length..line + 4 + length], b"\r\n");
}

#[test]
fn a_lab_serves_playlists_a_redirect_a_status_page_and_files() {
    let lab = Lab::start(Media::MP3);
    let body = |path: &str| Client::get(&lab, path, "").until_end().1;
    assert!(body("/radio.m3u").contains(&lab.url()));
    assert!(body("/radio.pls").contains(&format!("File1={}", lab.url())));
    assert!(Client::get(&lab, "/moved", "").head.contains(&format!("Location: {}\r\n", lab.url())));
    assert!(body("/status-json.xsl").contains("\"title\":\"The Lab"));
    assert!(Client::get(&lab, "/generate_204", "").head.contains("204"));
    assert!(Client::get(&lab, "/elsewhere", "").head.contains("404"));
    lab.serve_file("song.txt", *b"la la la");
    let (head, text, end) = Client::get(&lab, "/files/song.txt", "").until_end();
    assert!(head.contains("Content-Length: 8\r\n") && text == "la la la" && end == End::Fin);
    assert_eq!(lab.requests().last().unwrap().path, "/files/song.txt");
}

#[test]
fn a_probe_may_be_well_where_the_stream_is_not_and_the_reverse() {
    let lab = Lab::start(Media::MP3);
    let probe = || Client::ask(&lab, "HEAD", "/radio", "").until_end().0;
    for fault in [Fault::status(503), Fault::Blackhole] {
        lab.set(fault);
        lab.set_probe(None);
        assert!(probe().contains("200 OK"));
    }
    lab.heal();
    lab.set_probe(Some(Fault::status(503)));
    assert!(probe().contains("503"));
    assert!(Client::tune_in(&lab).head.contains("200 OK"));
}

#[test]
fn a_lab_ends_at_once_whatever_its_clients_do() {
    for fault in [Fault::Stall, Fault::Blackhole, Fault::HeadersEndless, Fault::Html, Fault::DropSyn] {
        // Faster than any socket takes it: writes block.
        let lab = Lab::start_at_speed(Media::WAV, 100.0);
        let deaf = Client::tune_in(&lab);
        lab.set_new(fault);
        let _waiting = std::net::TcpStream::connect_timeout(&deaf.tcp.peer_addr().unwrap(), ms(50));
        let begun = Instant::now();
        drop(lab);
        assert!(begun.elapsed() < Duration::from_millis(500), "{:?}", begun.elapsed());
    }
}
