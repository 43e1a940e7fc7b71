//! The file's keys, each read in one line.

use std::io;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::check::{Report, Section};
use super::error::ConfigErrors;
use super::{AudioSettings, Config, FailoverSettings, FeedSettings, OutputChoice, ReserveSettings, rule};

/// What a configuration means depends on where it is.
pub struct Surroundings<'a> {
    /// The file: named in errors; paths in it are relative to its folder.
    pub file: &'a Path,
    /// What `~` stands for.
    pub home: Option<&'a Path>,
    /// Reads a password file.
    pub secret: &'a dyn Fn(&Path) -> io::Result<String>,
}

/// Reads a configuration. Pure but for `around.secret`.
///
/// # Errors
/// Everything that is wrong with it: what is not TOML; or unknown keys and refused values.
pub fn parse(text: &str, around: &Surroundings<'_>) -> Result<Config, ConfigErrors> {
    let mut report = Report::new(around.file, text);
    let (document, faults) = DeTable::parse_recoverable(text);
    let (root, nothing) = (document.get_ref(), DeTable::new());
    if faults.is_empty() {
        let config = read(root, &mut report, around);
        return report.finish(root, config);
    }
    // What was recovered from broken TOML may be nonsense: judging its keys would only add noise.
    for fault in faults {
        report.problem(fault.span().map_or(0, |span| span.start), format!("This is not TOML: {}.", fault.message()));
    }
    report.finish(&nothing, Config::default())
}

pub(super) fn read<'a>(root: &'a DeTable<'a>, report: &mut Report<'a>, around: &Surroundings<'_>) -> Config {
    let feeds = report.each(root, "[[feed]]", |section| feed(section, around));
    let mut config = Config { feeds, ..Config::default() };
    report.each(root, "[library]", |section| {
        section.text("place", &mut config.library.place, |text| around.path(text).map(Some));
        section.switch("watch", &mut config.library.watch);
        section.switch("verify", &mut config.library.verify);
        section.switch("resume", &mut config.library.resume);
    });
    report.each(root, "[reserve]", |section| reserve(section, &mut config.reserve, around));
    report.each(root, "[failover]", |section| failover(section, &mut config.failover));
    report.each(root, "[audio]", |section| audio(section, &mut config.audio, around));
    report.each(root, "[probe]", |section| {
        section.switch("enabled", &mut config.probe.enabled);
        section.texts("targets", &mut config.probe.targets, rule::probe_target);
    });
    report.each(root, "[journal]", |section| {
        section.switch("enabled", &mut config.journal.enabled);
        section.number("keep_days", &mut config.journal.keep_days, rule::keep_days);
        section.text("path", &mut config.journal.path, |text| around.path(text).map(Some));
    });
    report.each(root, "[log]", |section| section.text("level", &mut config.log.level, rule::choice));
    report.each(root, "[window]", |section| {
        section.text("look", &mut config.window.look, rule::choice);
        section.text("language", &mut config.window.language, rule::language);
        section.number("text_size", &mut config.window.text_size, rule::text_size);
        section.text("motion", &mut config.window.motion, rule::choice);
        section.switch("notify_songs", &mut config.window.notify_songs);
        section.switch("tray", &mut config.window.tray);
    });
    config
}

fn feed(section: &mut Section<'_, '_>, around: &Surroundings<'_>) -> FeedSettings {
    let mut feed = FeedSettings::default();
    section.text("name", &mut feed.name, |text| rule::word(text).map(Some));
    section.texts("urls", &mut feed.urls, rule::address);
    section.must_have("urls", "A feed needs an address: urls = [\"https://…\"].");
    section.text("user", &mut feed.user, |text| rule::word(text).map(Some));
    section.text("password_file", &mut feed.password, |text| around.password(text).map(Some));
    feed
}

fn reserve(section: &mut Section<'_, '_>, reserve: &mut ReserveSettings, around: &Surroundings<'_>) {
    section.texts("sources", &mut reserve.sources, |text| around.path(text));
    section.switch("shuffle", &mut reserve.shuffle);
    section.number("artist_gap", &mut reserve.artist_gap, rule::artist_gap);
    section.text("track_gap", &mut reserve.track_gap, rule::track_gap);
}

fn failover(section: &mut Section<'_, '_>, failover: &mut FailoverSettings) {
    section.text("start", &mut failover.start, rule::choice);
    section.text("return", &mut failover.return_when, rule::choice);
    section.text("probation", &mut failover.probation, rule::probation);
    section.text("buffer", &mut failover.buffer, rule::buffer);
    section.text("dead_air", &mut failover.dead_air, rule::dead_air);
    section.number("dead_air_level", &mut failover.dead_air_level, rule::dead_air_level);
    section.switch("noise", &mut failover.noise);
}

fn audio(section: &mut Section<'_, '_>, audio: &mut AudioSettings, around: &Surroundings<'_>) {
    section.text("output", &mut audio.output, |text| match rule::output(text)? {
        OutputChoice::Wav(path) => around.absolute(&path).map(OutputChoice::Wav),
        other => Ok(other),
    });
    section.number("volume", &mut audio.volume, rule::volume);
    section.text("crossfade", &mut audio.crossfade, rule::crossfade);
    section.text("fade", &mut audio.fade, rule::choice);
    section.switch("gapless", &mut audio.gapless);
    section.number("ceiling", &mut audio.ceiling, rule::ceiling);
    section.text("loudness", &mut audio.loudness, rule::choice);
    section.number("loudness_target", &mut audio.loudness_target, rule::loudness_target);
    section.number("preamp", &mut audio.preamp, rule::preamp);
    section.text_or_numbers("equaliser", &mut audio.equaliser, rule::equaliser);
}

impl Surroundings<'_> {
    fn path(&self, text: &str) -> Result<PathBuf, String> {
        rule::word(text).and_then(|text| self.absolute(Path::new(&text)))
    }

    /// `~` becomes home; a relative path begins at the file's folder.
    fn absolute(&self, path: &Path) -> Result<PathBuf, String> {
        let Ok(below_home) = path.strip_prefix("~") else {
            return Ok(self.file.parent().unwrap_or(Path::new("")).join(path));
        };
        let home = self.home.ok_or("~ means nothing here, as nobody's home is known; write the path in full.")?;
        Ok(home.join(below_home))
    }

    /// The password in a file: its first line.
    fn password(&self, text: &str) -> Result<String, String> {
        let content = (self.secret)(&self.path(text)?).map_err(|why| format!("it cannot be read ({why})."))?;
        let first = content.lines().next().unwrap_or_default().to_owned();
        if first.is_empty() {
            Err("its first line is empty; the password belongs there.".to_owned())
        } else {
            Ok(first)
        }
    }
}
