use std::collections::BTreeSet;
use std::time::Duration;

use clap::CommandFactory;

use super::*;
use crate::config::{Loudness, OutputChoice, Return, Start};
use crate::queue::Repeat;

fn cli(line: &str) -> Cli {
    Cli::try_parse_from(line.split(' ')).unwrap()
}

fn settings(line: &str) -> Config {
    cli(line).settings(Config::default())
}

fn refusal(line: &[&str]) -> String {
    let error = Cli::try_parse_from(line).unwrap_err();
    assert_eq!(error.exit_code(), i32::from(Exit::Usage.code()));
    error.to_string()
}

#[test]
fn the_definitions_are_sound() {
    Cli::command().debug_assert();
}

#[test]
fn nothing_said_means_play() {
    assert!(
        matches!(cli("segue").action(false), Command::Play(play) if play.files.is_empty() && play.repeat == Repeat::Off)
    );
    assert_eq!(settings("segue"), Config::default());
    assert_eq!(settings("segue play"), Config::default());
}

#[test]
fn flags_overrule_the_settings() {
    let config = settings(
        "segue play --start full --return now --probation 3s --buffer 20s --dead-air 4s --dead-air-level -50 \
         --noise off --output wav:x.wav --volume 30 --crossfade 2s --fade linear --gapless off --ceiling -2 \
         --loudness album --loudness-target -14 --preamp -3 --equaliser -3,0,1.5,0,0,0,0,0,0,12 \
         --reserve /a --reserve /b --reserve-shuffle on --reserve-artist-gap 3 \
         --reserve-track-gap 2h --probe off --journal /j --journal-days 7 --log debug",
    );
    assert_eq!((config.failover.start, config.failover.return_when), (Start::Full, Return::Now));
    assert_eq!(config.failover.probation, Duration::from_secs(3));
    assert_eq!(config.failover.buffer, Duration::from_secs(20));
    assert_eq!(config.failover.dead_air, Duration::from_secs(4));
    assert_eq!((config.failover.dead_air_level, config.failover.noise), (-50.0, false));
    assert_eq!(config.audio.output, OutputChoice::Wav("x.wav".into()));
    assert_eq!((config.audio.volume, config.audio.crossfade), (30, Duration::from_secs(2)));
    assert_eq!((config.audio.gapless, config.audio.ceiling), (false, -2.0));
    assert_eq!(config.audio.loudness, Loudness::Album);
    assert_eq!((config.audio.loudness_target, config.audio.preamp), (-14.0, -3.0));
    assert_eq!(config.audio.equaliser.gains()[..3], [-3.0, 0.0, 1.5]);
    assert_eq!((config.reserve.sources.len(), config.reserve.shuffle), (2, true));
    assert_eq!((config.reserve.artist_gap, config.reserve.track_gap), (3, Duration::from_secs(7200)));
    assert!(!config.probe.enabled && config.journal.enabled);
    assert_eq!((config.journal.path, config.journal.keep_days), (Some("/j".into()), 7));
    assert_eq!(config.log.level, LogLevel::Debug);
}

#[test]
fn what_no_flag_speaks_of_stays() {
    let mut file = Config::default();
    file.audio.volume = 40;
    file.journal.enabled = false;
    file.failover.noise = false;
    assert_eq!(cli("segue play --json").settings(file.clone()), file);
    let after = cli("segue drill --noise on").settings(file.clone());
    assert!(after.failover.noise && after.audio.volume == 40);
}

#[test]
fn feeds_have_mirrors_and_names_in_their_order() {
    let config = settings("segue play --feed http://a/x,y,https://b/ --feed-name A --feed http://c/");
    let lineup = config.lineup();
    assert_eq!(lineup.feeds[0].urls.iter().map(|url| url.as_str()).collect::<Vec<_>>(), ["http://a/x,y", "https://b/"]);
    assert_eq!(lineup.feeds.iter().map(|feed| feed.name.as_str()).collect::<Vec<_>>(), ["A", "c"]);
    let debug = format!("{:?}", cli("segue play --feed http://u:hunter@a/?token=hunter"));
    assert!(!debug.contains("hunter"), "{debug}");
}

#[test]
fn offline_is_off_the_network() {
    let file = settings("segue play --feed http://a/");
    assert!(!file.feeds.is_empty());
    let config = cli("segue play --offline --no-journal").settings(file);
    assert!(config.feeds.is_empty() && !config.probe.enabled && !config.journal.enabled);
    assert!(refusal(&["segue", "play", "--offline", "--feed", "http://a/"]).contains("cannot be used with"));
}

#[test]
fn mistakes_are_met_with_what_is_allowed() {
    assert!(refusal(&["segue", "play", "--volume", "101"]).contains("allowed: a number from 0 to 100"));
    assert!(refusal(&["segue", "play", "--return", "mannual"]).contains("manual"));
    assert!(refusal(&["segue", "play", "http://a/"]).contains("put --feed before it"));
    assert!(refusal(&["segue", "play", "--feed", "a.example"]).contains("begins with http://"));
    assert!(refusal(&["segue", "play", "--crosfade", "4s"]).contains("--crossfade"));
    assert!(refusal(&["segue", "journal", "--since", "soon"]).contains("2026-03-01"));
}

#[test]
fn a_file_where_a_command_belongs_is_met_with_the_command_it_needs() {
    let refusal = |word: &str| Cli::read(["segue", word].map(OsString::from)).unwrap_err().to_string();
    assert!(refusal("song.mp3").contains("segue play song.mp3"), "{}", refusal("song.mp3"));
    assert!(refusal("statsu").contains("status") && !refusal("statsu").contains("play"), "{}", refusal("statsu"));
}

#[test]
fn the_commands_take_what_they_promise() {
    assert!(matches!(cli("segue play a b --for 30s --json").action(false), Command::Play(play)
        if play.files.len() == 2 && play.stop_after == Some(Duration::from_secs(30)) && play.json));
    assert!(matches!(cli("segue status --pid 7").action(false), Command::Status(status) if status.pid == Some(7)));
    assert!(
        matches!(cli("segue probe http://a/ --json").action(false), Command::Probe(probe) if probe.urls.len() == 1)
    );
    assert!(
        matches!(cli("segue config --path").action(false), Command::Config(config) if config.task() == ConfigTask::Path)
    );
    assert!(
        matches!(cli("segue config --check --config x").action(false), Command::Config(c) if c.task() == ConfigTask::Check)
    );
    refusal(&["segue", "config"]);
    refusal(&["segue", "config", "--path", "--check"]);
    refusal(&["segue", "probe"]);
}

#[test]
fn since_is_a_time_ago_or_a_date_where_the_person_is() {
    let now: jiff::ZonedDateTime = "2026-03-02T12:00[Europe/Berlin]".parse().unwrap();
    let moment = |text: &str| match Cli::try_parse_from(["segue", "journal", "--since", text]).unwrap().action(false) {
        Command::Journal(journal) => journal.since.unwrap().moment(&now).unwrap().to_string(),
        _ => panic!("not the journal"),
    };
    assert_eq!(moment("2h"), "2026-03-02T09:00:00Z");
    assert_eq!(moment("2026-03-01"), "2026-02-28T23:00:00Z");
    assert_eq!(moment("2026-03-01 18:00"), "2026-03-01T17:00:00Z");
}

#[test]
fn the_help_tells_every_exit_code_and_gives_examples() {
    let long = Cli::command().render_long_help().to_string();
    for exit in Exit::ALL {
        assert!(long.contains(&format!("{:>3}  {}", exit.code(), exit.meaning())), "{exit:?} is missing in:\n{long}");
    }
    let codes: BTreeSet<u8> = Exit::ALL.map(Exit::code).into();
    assert_eq!(codes.len(), Exit::ALL.len());
    let short = Cli::command().render_help().to_string();
    assert!(short.contains("Examples:") && !short.contains("Exit codes:"), "{short}");
}
