//! What a listener notices: the wait for the first sound, and what is heard of a decoder's death. Printed as tables.

use std::net::TcpListener;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use segue::audio::output::{Listener, Target};
use segue::clock::Clock;
use segue::model::{Feed, Lineup, Reserve};
use segue::player::{Event, Player, Sabotage, Setup};

use crate::lab::analyse;
use crate::lab::media::reserve;

const RATE: u32 = 44_100;
const STARTS: usize = 20;
const DEATHS: usize = 20;
/// How much faster than the wall's clock the deaths are.
const SPEED: f64 = 8.0;

pub fn tables() {
    first_sound();
    deaths();
}

fn first_sound() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sources = vec![reserve(folder.path(), 60).playlist];
    println!("\n| from start to first sample, {STARTS} starts | median | longest |\n|---|---|---|");
    row("no network, no reserve of one's own", &Lineup::default());
    row(
        "no network, a reserve of three files",
        &Lineup { feeds: Vec::new(), reserve: Reserve::of_paths(sources.clone()) },
    );
    row(
        "a feed that refuses, the same reserve",
        &Lineup { feeds: vec![refusing()], reserve: Reserve::of_paths(sources) },
    );
}

/// A feed at a port where nobody listens.
fn refusing() -> Feed {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|door| door.local_addr()).expect("a free port").port();
    let url = format!("http://127.0.0.1:{port}/radio.mp3").parse().expect("an address");
    Feed { name: "refuses".into(), urls: vec![url] }
}

fn row(name: &str, lineup: &Lineup) {
    let mut waits: Vec<f64> = (0..STARTS).map(|_| wait_for_sound(lineup.clone()).as_secs_f64() * 1000.0).collect();
    waits.sort_by(f64::total_cmp);
    println!("| {name} | {:.0} ms | {:.0} ms |", waits[STARTS / 2], waits[STARTS - 1]);
}

fn wait_for_sound(lineup: Lineup) -> Duration {
    let (tell, told) = channel();
    let listen = move |sound: &[f32]| {
        if sound.iter().any(|sample| *sample != 0.0) {
            let _ = tell.send(Instant::now());
        }
    };
    let began = Instant::now();
    let started = Player::start(Setup { lineup, ..Setup::default() }, Target::Virtual(Listener::new(listen)));
    let (_player, _events) = started.expect("this machine can start threads");
    told.recv_timeout(Duration::from_secs(10)).expect("sound within 10 s").duration_since(began)
}

/// The decoder on air is killed, again and again; what was heard is searched.
fn deaths() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let lineup = Lineup { feeds: Vec::new(), reserve: Reserve::of_paths([reserve(folder.path(), 120).playlist]) };
    let heard: Arc<Mutex<Vec<f32>>> = Arc::default();
    let ear = heard.clone();
    let listen = move |sound: &[f32]| ear.lock().expect("nobody panics").extend_from_slice(sound);
    let setup = Setup { lineup, clock: Clock::at_speed(SPEED), ..Setup::default() };
    let started = Player::start(setup, Target::Virtual(Listener::new(listen)));
    let (player, events) = started.expect("this machine can start threads");
    keep_deaths_quiet();
    for _ in 0..DEATHS {
        // Time for the fade before, and for the ring of eight seconds to run down to the fade.
        std::thread::sleep(Duration::from_secs_f64((9.0 + fastrand::f64() * 5.0) / SPEED));
        player.sabotage(Sabotage::KillDeckOnAir);
    }
    std::thread::sleep(Duration::from_secs_f64(14.0 / SPEED));
    drop(player);
    let tracks = events.try_iter().filter(|happened| matches!(happened.event, Event::Track { .. })).count();
    report(&heard.lock().expect("nobody panics"), tracks);
}

/// The decks' last words are expected, and would be between the lines of the table.
fn keep_deaths_quiet() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |death| {
        if !std::thread::current().name().is_some_and(|name| name.starts_with("deck")) {
            usual(death);
        }
    }));
}

fn report(heard: &[f32], tracks: usize) {
    let begin = heard.iter().position(|sample| sample.abs() > 0.01).unwrap_or(heard.len());
    let heard = &heard[begin..];
    let dead = analyse::dead_air(heard, RATE).len();
    let longest = heard.split(|sample| sample.abs() >= 0.001).map(<[f32]>::len).max().unwrap_or(0) / 2;
    let seconds = heard.len() as f64 / 2.0 / f64::from(RATE);
    println!("\n| decoders killed | tracks heard | sound heard | stretches of dead air | longest run below −60 dBFS |");
    println!("|---|---|---|---|---|\n| {DEATHS} | {tracks} | {seconds:.0} s | {dead} | {longest} samples |");
}
