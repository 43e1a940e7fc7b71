//! A snapshot as the properties of MPRIS, and what of them has changed.
//!
//! Source: the MPRIS D-Bus Interface Specification, version 2.2.

use std::path::Path;
use std::time::Duration;

use mpris_server::{LoopStatus, Metadata, PlaybackStatus, Property, TrackId};

use super::song::Song;
use crate::model::{Now, Source};
use crate::player::{Snapshot, State};
use crate::queue::Repeat;

/// A place that is further from where it should be than this was jumped to.
const JUMP: Duration = Duration::from_secs(1);

/// All that may change, in an order that stays.
pub fn properties(snapshot: &Snapshot, art: Option<&Path>) -> Vec<Property> {
    vec![
        Property::PlaybackStatus(status(snapshot)),
        Property::Metadata(metadata(snapshot, art)),
        Property::LoopStatus(loop_status(snapshot)),
        Property::Shuffle(snapshot.queue.shuffled),
        Property::Volume(volume(snapshot)),
        Property::CanGoNext(can_skip(snapshot)),
        Property::CanGoPrevious(can_skip(snapshot)),
        Property::CanPlay(can_pause(snapshot)),
        Property::CanPause(can_pause(snapshot)),
        Property::CanSeek(can_seek(snapshot)),
    ]
}

/// What of `now` is not as it was.
pub fn changed(before: &[Property], now: &[Property]) -> Vec<Property> {
    before.iter().zip(now).filter(|(before, now)| before != now).map(|(_, now)| now.clone()).collect()
}

pub fn status(snapshot: &Snapshot) -> PlaybackStatus {
    match snapshot.state {
        State::Playing => PlaybackStatus::Playing,
        State::Paused => PlaybackStatus::Paused,
        State::Starting | State::Stopped => PlaybackStatus::Stopped,
    }
}

pub fn metadata(snapshot: &Snapshot, art: Option<&Path>) -> Metadata {
    let nothing = || Metadata::builder().trackid(TrackId::NO_TRACK).build();
    Song::of(snapshot).map_or_else(nothing, |song| song.metadata(art))
}

pub fn loop_status(snapshot: &Snapshot) -> LoopStatus {
    match snapshot.queue.repeat {
        Repeat::Off => LoopStatus::None,
        Repeat::One => LoopStatus::Track,
        Repeat::All => LoopStatus::Playlist,
    }
}

/// From 0 to 1, as far along as the person's knob.
pub fn volume(snapshot: &Snapshot) -> f64 {
    f64::from((snapshot.volume * 10.0).round()) / 1000.0
}

pub fn can_pause(snapshot: &Snapshot) -> bool {
    matches!(snapshot.state, State::Playing | State::Paused)
}

/// There is no skipping in a broadcast.
pub fn can_skip(snapshot: &Snapshot) -> bool {
    can_pause(snapshot) && snapshot.on_air.source == Source::Reserve
}

pub fn can_seek(snapshot: &Snapshot) -> bool {
    can_skip(snapshot) && snapshot.on_air.duration.is_some()
}

/// Where in which song, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    song: Option<TrackId>,
    at: Duration,
    now: Now,
    moving: bool,
}

impl Spot {
    pub fn of(snapshot: &Snapshot) -> Self {
        Self {
            song: Song::of(snapshot).map(|song| song.id),
            at: snapshot.on_air.elapsed,
            now: snapshot.running,
            moving: snapshot.state == State::Playing,
        }
    }

    /// Whether one gets here from `before` by a jump. A new song is taken to begin at its start.
    pub fn is_jumped_to(&self, before: &Spot) -> bool {
        let passed = self.now.saturating_sub(before.now);
        // It may have begun, or been paused, at any moment since.
        let (least, most) = match self.song == before.song {
            true if self.moving == before.moving => {
                let at = before.at + if self.moving { passed } else { Duration::ZERO };
                (at, at)
            }
            true => (before.at, before.at + passed),
            false => (Duration::ZERO, passed),
        };
        self.at + JUMP < least || self.at > most + JUMP
    }
}

#[cfg(test)]
mod tests {
    use super::super::song::tests::{on_air, playing};
    use super::*;

    #[test]
    fn only_what_changes_is_told() {
        let mut snapshot = playing("/m/a.mp3");
        let before = properties(&snapshot, None);
        snapshot.on_air.elapsed += Duration::from_secs(9);
        assert_eq!(changed(&before, &properties(&snapshot, None)), []);
        snapshot.state = State::Paused;
        snapshot.volume = 50.0;
        let told = changed(&before, &properties(&snapshot, None));
        assert_eq!(told, [Property::PlaybackStatus(PlaybackStatus::Paused), Property::Volume(0.5)]);
    }

    #[test]
    fn a_broadcast_can_be_paused_and_nothing_else() {
        let can = |snapshot: &Snapshot| (can_pause(snapshot), can_skip(snapshot), can_seek(snapshot));
        assert_eq!(can(&on_air(None)), (true, false, false));
        assert_eq!(can(&playing("/m/a.mp3")), (true, true, true));
        assert_eq!(can(&Snapshot::starting(48_000)), (false, false, false));
    }

    #[test]
    fn jumps_are_told_from_time_that_passes() {
        let spot = |file: &str, at, now, paused| {
            let mut snapshot = playing(file);
            snapshot.on_air.elapsed = Duration::from_secs_f64(at);
            snapshot.running = Duration::from_secs_f64(now);
            snapshot.state = if paused { State::Paused } else { State::Playing };
            Spot::of(&snapshot)
        };
        let before = spot("/m/a", 10.0, 100.0, false);
        for (file, at, now, paused, jumped) in [
            ("/m/a", 13.0, 103.0, false, false),
            ("/m/a", 10.0, 103.0, false, true),
            ("/m/a", 30.0, 100.2, false, true),
            ("/m/a", 11.0, 103.0, true, false),
            ("/m/a", 40.0, 103.0, true, true),
            ("/m/b", 0.1, 103.0, false, false),
            ("/m/b", 42.0, 100.2, false, true),
        ] {
            let here = spot(file, at, now, paused);
            assert_eq!(here.is_jumped_to(&before), jumped, "{file} {at} {now} {paused}");
        }
    }
}
