//! From the settings to what the player is made of.

use std::sync::Arc;

use super::Failure;
use crate::audio::output::Target;
use crate::audio::segue::Curve;
use crate::config::{Config, FadeCurve, FailoverSettings, JournalSettings, OutputChoice, ProbeSettings};
use crate::config::{Return, Start, journal_file, library_folder, reserve_file};
use crate::failover;
use crate::feeds::probe::Target as ProbeTarget;
use crate::library::marks::{Mark, Marks};
use crate::library::place::Place;
use crate::model::{Lineup, Reserve, ReserveSource, Track};
use crate::player::Setup;
use crate::queue::Repeat;
use crate::reserve::{Gaps, Means, Order, shelf};
use crate::store::journal::Journal;

/// What the settings and the tracks that a person named mean for the player. Opens the journal.
///
/// With tracks and without feeds, the music ends when the tracks have ended.
pub fn setup(config: &Config, queue: Vec<Arc<Track>>, repeat: Repeat) -> Setup {
    let place = library_folder().filter(|folder| folder.is_dir()).and_then(|folder| Place::at(&folder).ok());
    let (reserve, means) = reserve(config, place.as_ref());
    Setup {
        lineup: Lineup { reserve, ..config.lineup() },
        reserve: means,
        end_with_queue: !queue.is_empty() && config.feeds.is_empty(),
        queue,
        repeat,
        failover: failover(&config.failover),
        silence_dbfs: config.failover.dead_air_level,
        crossfade: config.audio.crossfade,
        curve: curve(config.audio.fade),
        gapless: config.audio.gapless,
        volume: f32::from(config.audio.volume),
        ceiling: config.audio.ceiling,
        probe: probe_targets(&config.probe),
        journal: open_journal(&config.journal),
        ..Setup::default()
    }
}

/// Where the sound goes.
///
/// # Errors
/// A WAV file that cannot be written: found out here, as afterwards there is only a player that nobody hears.
pub fn target(output: &OutputChoice) -> Result<Target, Failure> {
    Ok(match output {
        OutputChoice::Default => Target::Default,
        OutputChoice::Null => Target::Null,
        OutputChoice::Device(name) => Target::Named(name.clone()),
        OutputChoice::Wav(path) => {
            std::fs::File::create(path).map_err(|why| {
                Failure(format!("{} cannot be written ({why}). Name another file: --output wav:FILE", path.display()))
            })?;
            Target::Wav(path.clone())
        }
    })
}

/// What to ask to learn whether the internet is there.
pub(super) fn probe_targets(probe: &ProbeSettings) -> Vec<ProbeTarget> {
    let targets = probe.targets.iter().filter(|_| probe.enabled);
    targets.map(|target| ProbeTarget::new(target.url.clone(), target.body.clone())).collect()
}

/// The music for when the feeds fail, and how it is played: what stands in the settings, in its order unless they say
/// otherwise; else what is marked in the library, else all of the library, both rotated.
pub fn reserve(config: &Config, library: Option<&Place>) -> (Reserve, Means) {
    let chosen = &config.reserve;
    let index = library.map(Place::index).filter(|index| index.is_file());
    let reserve = match chosen.sources.as_slice() {
        // Marks that cannot be read are as good as none here: whoever changes them is told.
        [] => marked(library, index.is_some()),
        _ => config.lineup().reserve,
    };
    let rotated = chosen.shuffle || chosen.sources.is_empty();
    let means = Means {
        order: if rotated { Order::Rotated { seed: fastrand::u64(..) } } else { Order::AsListed },
        gaps: Gaps { artist: chosen.artist_gap, track: chosen.track_gap },
        shelves: index.map(shelf::at),
        memory: reserve_file(),
        unverified: None,
    };
    (reserve, means)
}

fn marked(library: Option<&Place>, is_indexed: bool) -> Reserve {
    let Some(place) = library else { return Reserve::default() };
    let playlist = |name: &str, extension: &str| place.playlists().join(format!("{name}.{extension}"));
    let source = |mark: &Mark| match mark {
        Mark::Playlist(name) => ReserveSource::Path(playlist(name, "m3u8")),
        Mark::Smart(name) => ReserveSource::Smart { name: name.clone(), rules: playlist(name, "toml") },
        Mark::Folder(path) => ReserveSource::Path(path.clone()),
    };
    let marks = Marks::read(place).unwrap_or_default();
    match marks.reserve.iter().map(source).collect::<Vec<_>>() {
        none if none.is_empty() && is_indexed => Reserve { sources: vec![ReserveSource::Library] },
        sources => Reserve { sources },
    }
}

fn curve(fade: FadeCurve) -> Curve {
    match fade {
        FadeCurve::EqualPower => Curve::EqualPower,
        FadeCurve::Linear => Curve::Linear,
    }
}

fn failover(chosen: &FailoverSettings) -> failover::Settings {
    failover::Settings {
        start: match chosen.start {
            Start::Fast => failover::Start::Fast,
            Start::Full => failover::Start::Full,
        },
        return_: match chosen.return_when {
            Return::TrackEnd => failover::Return::TrackEnd,
            Return::Now => failover::Return::Now,
            Return::Manual => failover::Return::Manual,
        },
        // The machine needs a moment to judge by; "0s" means as little as it can do with.
        probation: chosen.probation.max(std::time::Duration::from_secs(1)),
        buffer: chosen.buffer,
        dead_air: chosen.dead_air,
        noise: chosen.noise,
    }
}

fn open_journal(chosen: &JournalSettings) -> Option<Journal> {
    let path = chosen.path.clone().or_else(journal_file).filter(|_| chosen.enabled)?;
    Some(Journal::open(&path, chosen.keep_days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn quiet(mut config: Config) -> Config {
        config.journal.enabled = false;
        config
    }

    #[test]
    fn the_defaults_of_the_file_are_those_of_the_player() {
        let (ours, theirs) = (setup(&quiet(Config::default()), Vec::new(), Repeat::Off), Setup::default());
        assert_eq!(ours.failover, theirs.failover);
        assert_eq!((ours.crossfade, ours.curve, ours.gapless), (theirs.crossfade, theirs.curve, theirs.gapless));
        assert_eq!((ours.volume, ours.ceiling), (theirs.volume, theirs.ceiling));
        assert_eq!(ours.silence_dbfs, theirs.silence_dbfs);
        assert_eq!(ours.probe.len(), 4);
    }

    #[test]
    fn only_named_tracks_without_feeds_have_an_end() {
        let track = || vec![Arc::new(Track::from_path("/a.mp3".into()))];
        let mut config = quiet(Config::default());
        assert!(!setup(&config, Vec::new(), Repeat::Off).end_with_queue);
        assert!(setup(&config, track(), Repeat::Off).end_with_queue);
        config.feeds.push(crate::config::FeedSettings::default());
        assert!(!setup(&config, track(), Repeat::Off).end_with_queue);
    }

    #[test]
    fn the_settings_go_before_the_marks_and_the_marks_before_the_library() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::at(folder.path()).unwrap();
        let sources = |config: &Config| reserve(config, Some(&place)).0.sources;
        let mut config = quiet(Config::default());
        assert_eq!(sources(&config), []);
        std::fs::write(place.index(), "").unwrap();
        assert_eq!(sources(&config), [ReserveSource::Library]);
        Marks::edit(&place, |marks| {
            marks.add(Mark::Smart("quiet".to_owned()));
            marks.add(Mark::Playlist("shop".to_owned()));
        })
        .unwrap();
        let rules = place.playlists().join("quiet.toml");
        let shop = ReserveSource::Path(place.playlists().join("shop.m3u8"));
        assert_eq!(sources(&config), [ReserveSource::Smart { name: "quiet".to_owned(), rules }, shop]);
        assert!(matches!(reserve(&config, Some(&place)).1.order, Order::Rotated { .. }));
        config.reserve.sources = vec!["/m".into()];
        assert_eq!(sources(&config), [ReserveSource::Path("/m".into())]);
        assert_eq!(reserve(&config, Some(&place)).1.order, Order::AsListed);
    }

    #[test]
    fn what_is_switched_off_is_off_and_no_probation_is_a_short_one() {
        let mut config = quiet(Config::default());
        config.probe.enabled = false;
        config.failover.probation = Duration::ZERO;
        let setup = setup(&config, Vec::new(), Repeat::Off);
        assert!(setup.probe.is_empty() && setup.journal.is_none());
        assert_eq!(setup.failover.probation, Duration::from_secs(1));
    }

    #[test]
    fn a_file_that_cannot_be_written_is_refused_at_once() {
        let refused = target(&OutputChoice::Wav("/nowhere/at/all.wav".into())).err();
        assert!(refused.is_some_and(|failure| failure.0.starts_with("/nowhere/at/all.wav cannot be written")));
    }
}
