//! A radio station that fails on command: `cargo run --example fault_lab [PORT] [CODEC] [SPEED]`, then a fault a line.

use std::io::BufRead;

#[path = "../tests/lab/mod.rs"]
mod lab;

use lab::{Fault, Lab, Media, Setup};

const HELP: &str = "\
FAULT              befalls running and new streams, e.g. stall, status 503 30, trickle 0.5, slow-headers 5,
                   burst-stall 2 8, jitter 0.3 0.2 0.05, flap 5 5 stall (up, down, fault); and without figures:";

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let word = |at: usize, or: &'static str| words.get(at).map_or(or, String::as_str);
    let media = match word(1, "mp3") {
        "aac" => Media::AAC,
        "vorbis" => Media::VORBIS,
        "opus" => Media::OPUS,
        "flac" => Media::FLAC,
        "wav" => Media::WAV,
        _ => Media::MP3,
    };
    let (Ok(port), Ok(speed)) = (word(0, "8123").parse(), word(2, "1").parse()) else {
        eprintln!("Usage: fault_lab [PORT] [mp3|aac|vorbis|opus|flac|wav] [SPEED]");
        std::process::exit(2);
    };
    let lab = Lab::with(Setup { port, speed, title_seconds: 30.0, ..Setup::new(media) });
    println!("On air at {}  (type \"help\")", lab.url());
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        match line.trim() {
            "" => {}
            "quit" => return,
            command => println!("{}", obey(&lab, command)),
        }
    }
    // Started without a terminal: stay on air until killed.
    loop {
        std::thread::park();
    }
}

fn obey(lab: &Lab, command: &str) -> String {
    let (whom, fault) = command.split_once(' ').unwrap_or((command, ""));
    match (whom, Fault::parse(fault), Fault::parse(command)) {
        ("heal", ..) => lab.heal(),
        ("new", Some(fault), _) => lab.set_new(fault),
        ("running", Some(fault), _) => lab.set_running(fault),
        ("probe", fault, _) => lab.set_probe(fault),
        ("show", ..) => {
            let (all, open, sent) = (lab.connections(), lab.open_connections(), lab.bytes_sent());
            return format!("{all} connections so far, {open} open, {sent} bytes sent");
        }
        (_, _, Some(fault)) => lab.set(fault),
        _ => return help(),
    }
    format!("ok: {command}")
}

fn help() -> String {
    let names: Vec<&str> = Fault::plain().iter().map(|(name, _)| *name).collect();
    let rest = "new FAULT          befalls new streams only\nrunning FAULT      befalls running streams only\n\
                probe [FAULT]      befalls all but the stream, or spares it\nheal · show · quit";
    format!("{HELP}\n                   {}\n{rest}", names.join(", "))
}
