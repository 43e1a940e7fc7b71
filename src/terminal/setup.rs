//! From the settings to what the player is made of.

use std::sync::Arc;

use super::play::no_thread;
use super::{Failure, collection, complain};
use crate::audio::loudness::{Leveling, Mode};
use crate::audio::output::Target;
use crate::audio::segue::Curve;
use crate::config::OutputChoice;
use crate::config::{AudioSettings, Config, FadeCurve, FailoverSettings, JournalSettings, LibrarySettings, Loudness};
use crate::config::{ProbeSettings, ReserveSettings, Return, Start, journal_file, reserve_file};
use crate::failover;
use crate::feeds::probe::Target as ProbeTarget;
use crate::library::{Collection, Place, Tasks};
use crate::model::Track;
use crate::player::{Setup, Tuning};
use crate::queue::Repeat;
use crate::reserve::{Gaps, Means, Order, shelf};
use crate::store::journal::Journal;

/// What the settings and the tracks that a person named mean for the player. Opens the journal.
///
/// With tracks and without feeds, the music ends when the tracks have ended.
pub fn setup(config: &Config, queue: Vec<Arc<Track>>, repeat: Repeat) -> Setup {
    Setup {
        lineup: config.lineup(),
        reserve: means(&config.reserve),
        end_with_queue: !queue.is_empty() && config.feeds.is_empty(),
        queue,
        repeat,
        tuning: tuning(config),
        volume: f32::from(config.audio.volume),
        equaliser: config.audio.equaliser,
        journal: open_journal(&config.journal),
        ..Setup::default()
    }
}

/// What of the settings a running player can take over.
pub fn tuning(config: &Config) -> Tuning {
    Tuning {
        failover: failover(&config.failover),
        silence_dbfs: config.failover.dead_air_level,
        leveling: leveling(&config.audio),
        crossfade: config.audio.crossfade,
        curve: curve(config.audio.fade),
        gapless: config.audio.gapless,
        ceiling: config.audio.ceiling,
        gaps: Gaps { artist: config.reserve.artist_gap, track: config.reserve.track_gap },
        probe: probe_targets(&config.probe),
    }
}

/// Joins the library in this place: what is marked in it is the reserve, too.
pub fn with_library(mut setup: Setup, config: &Config, place: &Place) -> Setup {
    setup.named_reserve = setup.lineup.reserve.sources;
    setup.lineup.reserve = collection::sources(config, place);
    setup.reserve.shelves = Some(shelf::at(place.index()));
    setup
}

/// Joins what is kept in this place, too: the queue, the history, and the library in the background.
pub fn with_collection(mut setup: Setup, config: &Config, place: &Place) -> Setup {
    setup = with_library(setup, config, place);
    let LibrarySettings { watch, verify, resume, .. } = config.library;
    match Collection::open(place.clone(), Tasks { watch, verify, queue: true }) {
        Ok((mut collection, told)) => {
            setup.resume = collection.take_queue().filter(|_| resume);
            setup.reserve.unverified = verify.then(|| collection.unverified());
            setup.collection = Some((collection, told));
        }
        Err(why) => complain(&no_thread(why).0),
    }
    setup
}

/// Where the sound goes.
///
/// # Errors
/// A WAV file that cannot be written: found out here, as afterwards there is only a player that nobody hears.
pub fn target(output: &OutputChoice) -> Result<Target, Failure> {
    if let OutputChoice::Wav(path) = output {
        std::fs::File::create(path).map_err(|why| {
            Failure(format!("{} cannot be written ({why}). Name another file: --output wav:FILE", path.display()))
        })?;
    }
    Ok(output.into())
}

/// What to ask to learn whether the internet is there.
pub(super) fn probe_targets(probe: &ProbeSettings) -> Vec<ProbeTarget> {
    let targets = probe.targets.iter().filter(|_| probe.enabled);
    targets.map(|target| ProbeTarget::new(target.url.clone(), target.body.clone())).collect()
}

/// Sources that stand in the settings are played in their order, unless they say otherwise; what is marked in the
/// library, and the library, are always rotated.
fn means(chosen: &ReserveSettings) -> Means {
    let rotated = chosen.shuffle || chosen.sources.is_empty();
    Means {
        order: if rotated { Order::Rotated { seed: fastrand::u64(..) } } else { Order::AsListed },
        memory: reserve_file(),
        ..Means::default()
    }
}

fn curve(fade: FadeCurve) -> Curve {
    match fade {
        FadeCurve::EqualPower => Curve::EqualPower,
        FadeCurve::Linear => Curve::Linear,
    }
}

fn leveling(audio: &AudioSettings) -> Leveling {
    let mode = match audio.loudness {
        Loudness::Track => Mode::Track,
        Loudness::Album => Mode::Album,
        Loudness::Off => Mode::Off,
    };
    Leveling { mode, target: audio.loudness_target, preamp: audio.preamp, ceiling: audio.ceiling }
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
        assert_eq!((ours.volume, ours.equaliser), (theirs.volume, theirs.equaliser));
        let (ours, theirs) = (ours.tuning, theirs.tuning);
        assert_eq!((ours.gaps, ours.failover), (theirs.gaps, theirs.failover));
        assert_eq!((ours.crossfade, ours.curve, ours.gapless), (theirs.crossfade, theirs.curve, theirs.gapless));
        assert_eq!(ours.ceiling, theirs.ceiling);
        assert_eq!(ours.silence_dbfs, theirs.silence_dbfs);
        assert_eq!(ours.probe.len(), 4);
        // A person wants one loudness; who makes a player of parts gets the sound as it is.
        assert_eq!(ours.leveling, Leveling { mode: Mode::Track, ..theirs.leveling });
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
    fn what_is_switched_off_is_off_and_no_probation_is_a_short_one() {
        let mut config = quiet(Config::default());
        config.probe.enabled = false;
        config.failover.probation = Duration::ZERO;
        let setup = setup(&config, Vec::new(), Repeat::Off);
        assert!(setup.tuning.probe.is_empty() && setup.journal.is_none());
        assert_eq!(setup.tuning.failover.probation, Duration::from_secs(1));
    }

    #[test]
    fn a_file_that_cannot_be_written_is_refused_at_once() {
        let refused = target(&OutputChoice::Wav("/nowhere/at/all.wav".into())).err();
        assert!(refused.is_some_and(|failure| failure.0.starts_with("/nowhere/at/all.wav cannot be written")));
    }
}
