//! The flags that overrule the settings: each key of the file has one. A feed's user and password stand in its address;
//! who does not want them in the list of processes keeps them in the file.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use url::Url;

use crate::config::{Config, FadeCurve, FeedSettings, Loudness, OutputChoice, ProbeTarget, Return, Start, rule};
use crate::model::{Bands, shown};

/// The addresses of one feed, most wanted first.
#[derive(Clone, PartialEq, Eq)]
pub struct Mirrors(pub Vec<Url>);

/// What the flags say; `None` and empty leave the file's word.
#[derive(Args, Clone, Debug, Default)]
pub struct Overrides {
    #[command(flatten)]
    music: Music,
    #[command(flatten)]
    library: Library,
    #[command(flatten)]
    sound: Sound,
    #[command(flatten)]
    failover: Failover,
    #[command(flatten)]
    records: Records,
}

#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "What to play")]
struct Music {
    /// A station's address; repeat it for more stations, most wanted first
    ///
    /// Several addresses of the same programme are separated by commas. Replaces the feeds of the settings.
    #[arg(long = "feed", value_name = "URL[,URL…]", value_parser = mirrors)]
    feeds: Vec<Mirrors>,
    /// What to call a station; the first name is for the first --feed, and so on
    #[arg(long = "feed-name", value_name = "NAME", value_parser = rule::word, requires = "feeds")]
    names: Vec<String>,
    /// Music on this machine for when the feeds fail: a file, folder or playlist; repeat it for more
    ///
    /// Replaces the reserve of the settings.
    #[arg(long, value_name = "PATH")]
    reserve: Vec<PathBuf>,
    /// Rotate the reserve: by chance, and nothing soon again
    #[arg(long, value_name = "on|off", value_parser = switch(), hide_possible_values = true)]
    reserve_shuffle: Option<bool>,
    /// In a rotation, tracks between two of one artist, 0 to 100
    #[arg(long, value_name = "TRACKS", value_parser = rule::artist_gap, hide_short_help = true)]
    reserve_artist_gap: Option<usize>,
    /// In a rotation, time between two plays of one track, 0s to 30days
    #[arg(long, value_name = "TIME", value_parser = rule::track_gap, hide_short_help = true)]
    reserve_track_gap: Option<Duration>,
    /// Stay off the network: music on this machine only
    #[arg(long, conflicts_with = "feeds")]
    offline: bool,
}

#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Library")]
struct Library {
    /// Go on with the queue of the last time, if nothing is named to play
    #[arg(long, value_name = "on|off", value_parser = switch(), hide_possible_values = true, hide_short_help = true)]
    resume: Option<bool>,
    /// Notice changes in the library's folders
    #[arg(long, value_name = "on|off", value_parser = switch(), hide_possible_values = true, hide_short_help = true)]
    watch: Option<bool>,
    /// Decode files in the background, to know that they play, and how loud they are
    #[arg(long, value_name = "on|off", value_parser = switch(), hide_possible_values = true, hide_short_help = true)]
    verify: Option<bool>,
}

#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Sound")]
struct Sound {
    /// default, null (silent), wav:FILE, or a device's name
    #[arg(long, value_name = "WHERE", value_parser = rule::output)]
    output: Option<OutputChoice>,
    /// In percent, 0 to 100
    #[arg(long, value_name = "PERCENT", value_parser = rule::volume)]
    volume: Option<u8>,
    /// Length of the fade between two pieces of music, 0s to 12s
    #[arg(long, value_name = "TIME", value_parser = rule::crossfade)]
    crossfade: Option<Duration>,
    /// How the loudness is traded during a fade
    #[arg(long, value_enum, value_name = "CURVE", hide_short_help = true)]
    fade: Option<FadeCurve>,
    /// Join tracks of one album without gap or fade
    #[arg(long, value_name = "on|off", value_parser = switch(), hide_possible_values = true, hide_short_help = true)]
    gapless: Option<bool>,
    /// The limiter's true-peak ceiling in dBTP, -20 to 0
    #[arg(long, value_name = "DBTP", value_parser = rule::ceiling)]
    #[arg(allow_negative_numbers = true, hide_short_help = true)]
    ceiling: Option<f32>,
    /// Bring every track or album, and the streams, to one loudness
    #[arg(long, value_enum, value_name = "OF")]
    loudness: Option<Loudness>,
    /// Which loudness that is, in LUFS, -30 to -8
    #[arg(long, value_name = "LUFS", value_parser = rule::loudness_target)]
    #[arg(allow_negative_numbers = true, hide_short_help = true)]
    loudness_target: Option<f32>,
    /// Make tracks of known loudness louder or softer than that, in dB, -12 to 12
    #[arg(long, value_name = "DB", value_parser = rule::preamp)]
    #[arg(allow_negative_numbers = true, hide_short_help = true)]
    preamp: Option<f32>,
    /// The equaliser: a preset such as rock or bass-boost, or ten gains in dB, -12 to 12, with commas between them
    #[arg(long, value_name = "PRESET", value_parser = rule::equaliser, allow_hyphen_values = true)]
    equaliser: Option<Bands>,
}

#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Failover")]
struct Failover {
    /// When a feed goes on the air for the first time
    #[arg(long, value_enum, value_name = "HOW")]
    start: Option<Start>,
    /// When to go back to a feed that has recovered
    #[arg(long = "return", value_enum, value_name = "WHEN")]
    return_when: Option<Return>,
    /// How long a recovered feed has to prove itself, 0s to 15m
    #[arg(long, value_name = "TIME", value_parser = rule::probation, hide_short_help = true)]
    probation: Option<Duration>,
    /// How much sound lies between the network and your ears, 2s to 2m
    #[arg(long, value_name = "TIME", value_parser = rule::buffer, hide_short_help = true)]
    buffer: Option<Duration>,
    /// Leave a feed that is silent for this long, 500ms to 10m
    #[arg(long, value_name = "TIME", value_parser = rule::dead_air, hide_short_help = true)]
    dead_air: Option<Duration>,
    /// What counts as silent, in dBFS, -100 to -20
    #[arg(long, value_name = "DBFS", value_parser = rule::dead_air_level)]
    #[arg(allow_negative_numbers = true, hide_short_help = true)]
    dead_air_level: Option<f32>,
    /// Leave a feed that turns to noise
    #[arg(long, value_name = "on|off", value_parser = switch(), hide_possible_values = true, hide_short_help = true)]
    noise: Option<bool>,
}

#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Probe and journal")]
struct Records {
    /// Find out, when a feed is in trouble, whether the internet is reached at all
    #[arg(long, value_name = "on|off", value_parser = switch(), hide_possible_values = true, hide_short_help = true)]
    probe: Option<bool>,
    /// An address that answers whenever the internet does, and perhaps the words in its answer; repeat it for more
    #[arg(long = "probe-target", value_name = "URL[ WORDS]", value_parser = rule::probe_target, hide_short_help = true)]
    probe_targets: Vec<ProbeTarget>,
    /// Keep no journal
    #[arg(long)]
    no_journal: bool,
    /// Keep the journal, in this file
    #[arg(long, value_name = "FILE", conflicts_with = "no_journal", hide_short_help = true)]
    journal: Option<PathBuf>,
    /// How many days of journal to keep
    #[arg(long, value_name = "DAYS", value_parser = rule::keep_days, hide_short_help = true)]
    journal_days: Option<u32>,
}

impl Overrides {
    /// Lets the flags have the last word.
    pub(super) fn lay_over(&self, config: &mut Config) {
        self.music.lay_over(config);
        self.library.lay_over(config);
        self.sound.lay_over(config);
        self.failover.lay_over(config);
        self.records.lay_over(config);
    }
}

impl Music {
    fn lay_over(&self, config: &mut Config) {
        replace(&mut config.feeds, self.feeds());
        replace(&mut config.reserve.sources, self.reserve.clone());
        set(&mut config.reserve.shuffle, &self.reserve_shuffle);
        set(&mut config.reserve.artist_gap, &self.reserve_artist_gap);
        set(&mut config.reserve.track_gap, &self.reserve_track_gap);
        if self.offline {
            config.feeds.clear();
            config.probe.enabled = false;
        }
    }

    fn feeds(&self) -> Vec<FeedSettings> {
        let names = self.names.iter().cloned().map(Some).chain(std::iter::repeat(None));
        let feeds = self.feeds.iter().zip(names);
        feeds.map(|(mirrors, name)| FeedSettings { name, urls: mirrors.0.clone(), ..FeedSettings::default() }).collect()
    }
}

impl Library {
    fn lay_over(&self, config: &mut Config) {
        set(&mut config.library.resume, &self.resume);
        set(&mut config.library.watch, &self.watch);
        set(&mut config.library.verify, &self.verify);
    }
}

impl Sound {
    fn lay_over(&self, config: &mut Config) {
        set(&mut config.audio.output, &self.output);
        set(&mut config.audio.volume, &self.volume);
        set(&mut config.audio.crossfade, &self.crossfade);
        set(&mut config.audio.fade, &self.fade);
        set(&mut config.audio.gapless, &self.gapless);
        set(&mut config.audio.ceiling, &self.ceiling);
        set(&mut config.audio.loudness, &self.loudness);
        set(&mut config.audio.loudness_target, &self.loudness_target);
        set(&mut config.audio.preamp, &self.preamp);
        set(&mut config.audio.equaliser, &self.equaliser);
    }
}

impl Failover {
    fn lay_over(&self, config: &mut Config) {
        set(&mut config.failover.start, &self.start);
        set(&mut config.failover.return_when, &self.return_when);
        set(&mut config.failover.probation, &self.probation);
        set(&mut config.failover.buffer, &self.buffer);
        set(&mut config.failover.dead_air, &self.dead_air);
        set(&mut config.failover.dead_air_level, &self.dead_air_level);
        set(&mut config.failover.noise, &self.noise);
    }
}

impl Records {
    fn lay_over(&self, config: &mut Config) {
        set(&mut config.probe.enabled, &self.probe);
        replace(&mut config.probe.targets, self.probe_targets.clone());
        set(&mut config.journal.keep_days, &self.journal_days);
        if let Some(file) = &self.journal {
            (config.journal.enabled, config.journal.path) = (true, Some(file.clone()));
        }
        config.journal.enabled &= !self.no_journal;
    }
}

impl std::fmt::Debug for Mirrors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(shown)).finish()
    }
}

fn set<T: Clone>(setting: &mut T, flag: &Option<T>) {
    if let Some(value) = flag {
        setting.clone_from(value);
    }
}

fn replace<T>(setting: &mut Vec<T>, flags: Vec<T>) {
    if !flags.is_empty() {
        *setting = flags;
    }
}

/// `on` or `off`, so that a flag can overrule either word of the file.
fn switch() -> impl TypedValueParser<Value = bool> {
    PossibleValuesParser::new(["on", "off"]).map(|word| word == "on")
}

/// Addresses with commas between them. An address may hold commas itself: only one before `http` separates.
fn mirrors(text: &str) -> Result<Mirrors, String> {
    let mut parts: Vec<String> = Vec::new();
    for part in text.split(',') {
        match parts.last_mut() {
            Some(last) if !part.trim_start().starts_with("http") => *last += &format!(",{part}"),
            _ => parts.push(part.trim().to_owned()),
        }
    }
    parts.iter().map(|part| rule::address(part)).collect::<Result<_, _>>().map(Mirrors)
}
