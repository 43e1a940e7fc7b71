use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use toml::de::DeTable;

use super::check::Report;
use super::*;

fn no_secret(_: &Path) -> io::Result<String> {
    Err(io::ErrorKind::NotFound.into())
}

fn around<'a>() -> Surroundings<'a> {
    Surroundings { file: Path::new("/etc/segue.toml"), home: Some(Path::new("/home/me")), secret: &no_secret }
}

fn read(text: &str) -> Result<Config, ConfigErrors> {
    parse(text, &around())
}

/// The errors of a text, one a line, without the path.
fn errors(text: &str) -> String {
    read(text).unwrap_err().to_string().replace("/etc/segue.toml:", "")
}

/// The example with its defaults uncommented; and, if wanted, what is only shown by way of example.
fn uncommented(examples_too: bool) -> String {
    let setting = |rest: &str| rest.starts_with(|first: char| first.is_ascii_lowercase() || first == ']');
    let bare = |line: &str| match line.strip_prefix('#') {
        Some(rest) if setting(rest) || rest.starts_with("  \"") => rest.to_owned() + "\n",
        Some(rest) if examples_too && rest.starts_with("   ") => rest.to_owned() + "\n",
        _ => line.to_owned() + "\n",
    };
    example().lines().map(bare).collect()
}

#[test]
fn an_empty_file_and_the_example_are_the_defaults() {
    assert_eq!(read("").unwrap(), Config::default());
    assert_eq!(read(example()).unwrap(), Config::default());
}

#[test]
fn the_example_holds_every_key_and_its_default() {
    assert_eq!(read(&uncommented(false)).unwrap(), Config::default());
    let all = uncommented(true);
    let with_password = parse(&all, &Surroundings { secret: &|_| Ok("x".to_owned()), ..around() }).unwrap();
    assert_eq!((with_password.feeds[0].urls.len(), with_password.feeds[0].user.as_deref()), (2, Some("me")));
    let (document, _) = DeTable::parse_recoverable(&all);
    let mut report = Report::new(Path::new("x"), &all);
    keys::read(document.get_ref(), &mut report, &around());
    assert!(report.known.len() > 30, "{:?}", report.known);
    for (header, key) in &report.known {
        let section = header.trim_matches(['[', ']']);
        let table = document.get_ref().get(section).map(|value| match value.get_ref().as_array() {
            Some(feeds) => feeds[0].get_ref().as_table().unwrap(),
            None => value.get_ref().as_table().unwrap(),
        });
        let found =
            if header.is_empty() { document.get_ref().contains_key(*key) } else { table.unwrap().contains_key(*key) };
        assert!(found, "{header} {key} is missing in the example");
    }
}

#[test]
fn the_defaults_stand_where_a_reader_expects_them() {
    let config = Config::default();
    assert_eq!(config.probe.targets.len(), 4);
    assert_eq!(config.probe.targets[0].url.scheme(), "tcp");
    assert_eq!(config.probe.targets[1].body.as_deref(), Some("success"));
    assert_eq!((config.audio.volume, config.journal.keep_days), (100, 400));
    assert_eq!(config.failover.return_when, Return::TrackEnd);
}

#[test]
fn settings_arrive() {
    let config = read(
        "[[feed]]\nurls = ['http://a.example/x', 'https://b.example/y']\n[reserve]\nsources = ['~/m', 'n', '/o']\n\
         [failover]\nreturn = 'now'\nprobation = '3s'\ndead_air_level = -50\n\
         [audio]\noutput = 'wav:out.wav'\nvolume = 64\n\
         loudness = 'album'\nloudness_target = -14\npreamp = 1.5\nequaliser = [-3, 0, 1.5, 0, 0, 0, 0, 0, 0, 12]\n",
    )
    .unwrap();
    let lineup = config.lineup();
    assert_eq!((lineup.feeds[0].name.as_str(), lineup.feeds[0].urls.len()), ("a.example", 2));
    assert_eq!(lineup.reserve, crate::model::Reserve::of_paths(["/home/me/m", "/etc/n", "/o"].map(PathBuf::from)));
    assert_eq!(config.failover.return_when, Return::Now);
    assert_eq!(config.failover.probation, Duration::from_secs(3));
    assert_eq!(config.failover.dead_air_level, -50.0);
    assert_eq!(config.audio.output, OutputChoice::Wav("/etc/out.wav".into()));
    assert_eq!(config.audio.volume, 64);
    assert_eq!(config.audio.loudness, Loudness::Album);
    assert_eq!((config.audio.loudness_target, config.audio.preamp), (-14.0, 1.5));
    assert_eq!(config.audio.equaliser.gains(), [-3.0, 0.0, 1.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 12.0]);
}

#[test]
fn an_unknown_key_is_met_with_the_nearest_right_one() {
    assert_eq!(
        errors("[audio]\n\n  crosfade = '4s'"),
        "3:3: \"crosfade\" is not a setting here. Did you mean \"crossfade\"?"
    );
    assert_eq!(errors("[adio]"), "1:2: \"adio\" is not a setting here. Did you mean \"audio\"?");
    assert_eq!(errors("[log]\nvolume = 3"), "2:1: \"volume\" is not a setting here. It belongs under [audio].");
    assert_eq!(errors("urls = []"), "1:1: \"urls\" is not a setting here. It belongs under [[feed]].");
    assert_eq!(
        errors("crosfade = 1"),
        "1:1: \"crosfade\" is not a setting here. Did you mean \"crossfade\" under [audio]?"
    );
    assert_eq!(errors("[log]\nxyz = 1"), "2:1: \"xyz\" is not a setting here. Known here: level.");
}

#[test]
fn a_bad_value_is_met_with_what_is_allowed() {
    assert_eq!(
        errors("[failover]\nreturn = 'mannual'"),
        "2:10: \"mannual\" cannot be used for return: allowed: \"track-end\", \"now\", \"manual\". \
         Did you mean \"manual\"?"
    );
    assert_eq!(
        errors("[audio]\nvolume = 101"),
        "2:10: \"101\" cannot be used for volume: allowed: a number from 0 to 100 (percent)."
    );
    assert_eq!(
        errors("[audio]\nvolume = '80'"),
        "2:10: volume is text in quotes here; it has to be a number without quotes."
    );
    assert_eq!(
        errors("[reserve]\nsources = '~/m'"),
        "2:11: sources is text in quotes here; it has to be a list such as [\"…\", \"…\"]."
    );
    assert_eq!(errors("feed = 1"), "1:8: \"feed\" is a section: write [[feed]] on a line of its own.");
    assert!(errors("[audio]\nequaliser = 'rok'").ends_with("Did you mean \"rock\"?"));
    assert_eq!(
        errors("[audio]\nequaliser = [1, 2]"),
        "2:13: \"1, 2\" cannot be used for equaliser: allowed: a preset's name, or ten numbers, one for each octave."
    );
    assert!(errors("[audio]\nequaliser = ['a']").ends_with("it has to be text in quotes, or a list of numbers."));
    assert!(errors("[audio]\nequaliser = [0, 0, 0, 0, 0, 0, 0, 0, 0, 13]").contains("a number from -12 to 12 (dB)"));
    assert!(errors("[[feed]]\nname = 'x'").starts_with("1:1: A feed needs an address"));
    assert!(errors("[[feed]]\nurls = []").starts_with("2:8: A feed needs an address"));
}

#[test]
fn all_problems_come_at_once_in_the_order_of_the_file() {
    let all = errors("[log]\nlevel = 'loud'\nlvl = 1\n[audio]\nfade = 'x'\n[[feed]]\nurls = ['ftp://ä/']\n");
    let places: Vec<&str> = all.lines().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(places, ["2:9", "3:1", "5:8", "7:9"]);
}

#[test]
fn what_is_not_toml_is_shown_by_its_place_alone() {
    let error = errors("# ä\n[audio]\nä = \"hidden\n");
    assert!(error.starts_with("3:"), "{error}");
    assert!(error.contains("This is not TOML") && !error.contains("hidden"), "{error}");
}

#[test]
fn columns_count_characters() {
    assert!(errors("audio = { \"ää\" = 1, x = 1 }").contains("1:21: \"x\""));
}

#[test]
fn secrets_are_shown_nowhere() {
    let around = Surroundings { secret: &|_| Ok("hunter2\n".to_owned()), ..around() };
    let text = "[[feed]]\nurls = ['http://u:hunter1@a.example/x?token=hunter3']\nuser = 'hunter0'\npassword_file = 'p'";
    let config = parse(text, &around).unwrap();
    assert_eq!(config.feeds[0].password.as_deref(), Some("hunter2"));
    assert!(!format!("{config:?}").contains("hunter"), "{config:?}");
    assert_eq!(config.lineup().feeds[0].urls[0].password(), Some("hunter1"), "an address's own password is kept");
    assert!(!errors("[[feed]]\nurls = ['htp://u:hunter1@a.example/']").contains("hunter"));
    assert!(
        errors("[[feed]]\nurls = ['http://a/']\npassword_file = 'p'")
            .starts_with("3:17: \"p\" cannot be used for password_file: it cannot be read")
    );
}
