//! The real binary, as scripts and services meet it. Without a sound card, a network and the user's own files.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use serde_json::Value;

use crate::home::{Home, text};

/// The samples of a WAV file of 32-bit floats.
fn samples(file: PathBuf) -> Vec<f32> {
    let bytes = fs::read(file).unwrap();
    let data = bytes.windows(4).position(|word| word == b"data").unwrap() + 8;
    bytes[data..].chunks_exact(4).map(|sample| f32::from_le_bytes(sample.try_into().unwrap())).collect()
}

fn loudness(samples: &[f32]) -> f32 {
    (samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len() as f32).sqrt()
}

#[test]
fn help_and_version_are_there() {
    let home = Home::new();
    let help = home.run("--help");
    assert_eq!(help.status.code(), Some(0));
    assert!(text(&help.stdout).contains("Exit codes:"));
    assert_eq!(text(&home.run("--version").stdout).trim(), concat!("segue ", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_arguments_and_settings_begin_nothing() {
    let home = Home::new();
    let refused = home.run("play --crosfade 4s");
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("--crossfade"));
    fs::write(home.path("bad.toml"), "[audio]\nvolume = 300\n").unwrap();
    let refused = home.run("play --config bad.toml");
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).starts_with("bad.toml:2:10: \"300\" cannot be used for volume"));
}

#[test]
fn the_example_of_the_settings_passes_the_check() {
    let home = Home::new();
    fs::write(home.path("config.toml"), home.run("config --example").stdout).unwrap();
    let check = home.run("config --check --config config.toml");
    assert_eq!((check.status.code(), text(&check.stderr)), (Some(0), String::new()));
    assert!(text(&check.stdout).starts_with("config.toml: nothing is wrong."));
}

#[test]
fn with_nothing_at_all_there_is_music() {
    let home = Home::new();
    assert!(home.record("out.wav").contains("On air: last resort."));
    assert!(loudness(&samples(home.path("out.wav"))) > 0.01);
    let told = text(&home.run("journal").stdout);
    assert!(told.contains("Segue started.") && told.contains("Segue stopped."), "{told}");
}

#[test]
fn it_ends_when_it_was_told_to() {
    let begun = Instant::now();
    let played = Home::new().run("play --output null --for 700ms --no-journal");
    assert_eq!((played.status.code(), text(&played.stderr)), (Some(0), String::new()));
    assert!(begun.elapsed() > Duration::from_millis(700));
}

#[test]
fn events_are_lines_of_json() {
    let home = Home::new();
    let mut player = home.start("play --output null --json --no-journal");
    home.playing();
    player.signal(Signal::TERM);
    let events: Vec<Value> = player.said().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(events.iter().all(|event| event["at"].as_str().is_some_and(|at| at.ends_with('Z'))));
    let names: Vec<&str> = events.iter().filter_map(|event| event["event"].as_str()).collect();
    assert!(names.contains(&"switched") && names.last() == Some(&"stopped"), "{names:?}");
}

#[test]
fn a_running_player_tells_its_status() {
    let home = Home::new();
    assert_eq!(home.run("status").status.code(), Some(1));
    let player = home.start("play --output null --volume 40 --no-journal");
    let status = home.playing();
    assert_eq!((&status["pid"], &status["volume"]), (&Value::from(player.0.id()), &Value::from(40.0)));
    let page = text(&home.run("status").stdout);
    assert!(page.starts_with("On air    Segue – ") && page.contains("volume 40"), "{page}");
    let other = home.run("status --pid 1");
    assert_eq!(other.status.code(), Some(1));
    assert!(text(&other.stderr).contains(&player.0.id().to_string()), "it names the one that runs");
    drop(player);
    assert!(text(&home.run("status").stderr).starts_with("No player of yours is running."));
}

#[test]
fn sigterm_fades_out_and_is_no_failure() {
    let home = Home::new();
    let mut player = home.start("play --output wav:out.wav --no-journal");
    home.playing();
    player.signal(Signal::TERM);
    assert_eq!(player.code(), Some(0));
    let sound = samples(home.path("out.wav"));
    let (last, before) = (&sound[sound.len() - 1000..], &sound[..sound.len() - 44_100]);
    assert!(loudness(last) < loudness(before) / 30.0, "{} after {}", loudness(last), loudness(before));
}

#[test]
fn ctrl_c_has_a_code_of_its_own() {
    let home = Home::new();
    let mut player = home.start("play --output null --no-journal");
    home.playing();
    player.signal(Signal::INT);
    assert_eq!(player.code(), Some(130));
}

#[test]
fn a_reader_that_goes_away_does_not_stop_the_music() {
    let home = Home::new();
    let mut player = home.start("play --output wav:out.wav --json --no-journal");
    let mut first = String::new();
    BufReader::new(player.0.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.starts_with('{'));
    home.playing();
    // The next event has no reader any more.
    player.signal(Signal::TERM);
    assert_eq!(player.code(), Some(0));
    assert!(loudness(&samples(home.path("out.wav"))) > 0.01);
}

#[test]
fn a_named_device_that_never_appears_is_told_at_the_end() {
    let home = Home::new();
    let played = home.run("play --output no-such-device --for 700ms --no-journal");
    assert_eq!(played.status.code(), Some(3));
    assert!(text(&played.stdout).contains("There is no sound device to play on"));
}

#[test]
fn files_end_and_what_cannot_be_played_is_named() {
    let home = Home::new();
    let refused = home.run("play missing.mp3 --output null");
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).starts_with("missing.mp3 cannot be played: No such file"));
    home.record("second.wav");
    let played = home.run("play second.wav --output null --crossfade 0s --no-journal");
    assert_eq!(played.status.code(), Some(0));
    assert!(text(&played.stdout).contains("♪ second"));
}

#[test]
fn a_probe_of_a_closed_door_fails_with_a_sentence() {
    let home = Home::new();
    let probed = home.run("probe http://127.0.0.1:1/live --json");
    assert_eq!(probed.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&probed.stdout).unwrap();
    assert_eq!(found["fault"]["code"], "refused");
}

#[test]
fn a_drill_is_one_at_a_time_and_no_verdict_is_no_success() {
    let home = Home::new();
    let player = home.start("play --output null --no-journal");
    home.playing();
    let mut drill = home.start("drill --json");
    home.status_when(|status| status["drill"] == true);
    let second = home.run("drill");
    assert!(text(&second.stderr).starts_with("A drill is under way."), "{}", text(&second.stderr));
    drop(player);
    let mut said = String::new();
    BufReader::new(drill.0.stdout.take().unwrap()).read_line(&mut said).unwrap();
    assert_eq!((said.as_str(), drill.code()), ("", Some(1)), "a player that dies leaves no verdict");
}
