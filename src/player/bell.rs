//! Tells faces when there is something new to show, so that they need not look all the time.
//!
//! The conductor publishes several times a second, and mostly nothing has changed but a clock. To draw that costs more
//! than to play the music: a clock is worth a ring once a second, and only what happens is worth one at once.

use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Sender, TrySendError};

use super::snapshot::{FeedView, OnAirView, OutageView, QueueView, ReserveView, Snapshot};
use crate::model::Now;

/// What moves by itself is rung for this often: a second, less half a beat, so that it is no beat more.
const SLOWLY: Duration = Duration::from_millis(900);

/// Everyone who wants to be rung.
#[derive(Default)]
pub struct Bells {
    bells: Vec<Sender<()>>,
    /// What there was to show at the last ring, and when.
    rung: Option<(Arc<Snapshot>, Now)>,
}

impl Bells {
    /// One more, who is rung at once.
    pub fn add(&mut self, bell: Sender<()>) {
        let _ = bell.try_send(());
        self.bells.push(bell);
    }

    /// Rings if a face would show this otherwise than what it was last rung for. Never waits; who has gone is forgotten.
    pub fn ring(&mut self, snapshot: &Arc<Snapshot>, now: Now) {
        if self.bells.is_empty() {
            return;
        }
        let is_due = self.rung.as_ref().is_none_or(|(before, at)| {
            has_happened(before, snapshot) || (now.saturating_sub(*at) >= SLOWLY && has_moved(before, snapshot))
        });
        if is_due {
            self.rung = Some((snapshot.clone(), now));
            self.bells.retain(|bell| !matches!(bell.try_send(()), Err(TrySendError::Disconnected(()))));
        }
    }
}

/// Something else is to be shown, apart from clocks and levels.
fn has_happened(before: &Snapshot, now: &Snapshot) -> bool {
    let knobs = |of: &Snapshot| (of.state, of.volume, of.offline, of.drill, of.switches, of.output.rate);
    let scan = |of: &Snapshot| of.library.map(|progress| (progress.state, progress.problems));
    let sleep = |of: &Snapshot| of.sleep.map(|sleep| (sleep.at_track_end, sleep.fading));
    knobs(before) != knobs(now)
        || scan(before) != scan(now)
        || before.next != now.next
        || (!Arc::ptr_eq(&before.tuning, &now.tuning) && before.tuning != now.tuning)
        || sleep(before) != sleep(now)
        || before.output.device != now.output.device
        || sounds_else(&before.on_air, &now.on_air)
        || is_queued_else(&before.queue, &now.queue)
        || before.feeds.len() != now.feeds.len()
        || before.feeds.iter().zip(&now.feeds).any(|(before, now)| is_fed_else(before, now))
        || is_reserved_else(&before.reserve, &now.reserve)
        || before.outage.as_ref().map(fault_of) != now.outage.as_ref().map(fault_of)
}

/// A clock or a count that a face may show has moved.
fn has_moved(before: &Snapshot, now: &Snapshot) -> bool {
    let buffered = |of: &Snapshot| of.feeds.iter().map(|feed| feed.buffered.as_secs()).sum::<u64>();
    let outage = |of: &Snapshot| of.outage.as_ref().map(|outage| outage.lasting);
    before.on_air.elapsed != now.on_air.elapsed
        || before.sleep != now.sleep
        || before.library != now.library
        || outage(before) != outage(now)
        || buffered(before) != buffered(now)
        || before.reserve.left != now.reserve.left
        || before.reserve.sentence != now.reserve.sentence
}

fn sounds_else(before: &OnAirView, now: &OnAirView) -> bool {
    let words = |of: &OnAirView| (of.source, of.name.clone(), of.title.clone(), of.artist.clone(), of.album.clone());
    words(before) != words(now)
        || before.duration != now.duration
        || before.track.as_ref().map(Arc::as_ptr) != now.track.as_ref().map(Arc::as_ptr)
}

fn is_queued_else(before: &QueueView, now: &QueueView) -> bool {
    let place = |of: &QueueView| (of.length, of.position, of.repeat, of.shuffled);
    place(before) != place(now) || !Arc::ptr_eq(&before.tracks, &now.tracks)
}

fn is_fed_else(before: &FeedView, now: &FeedView) -> bool {
    before.name != now.name
        || before.url != now.url
        || before.health != now.health
        || before.on_air != now.on_air
        || before.station != now.station
        || before.title != now.title
        || (before.bitrate, &before.codec) != (now.bitrate, &now.codec)
}

/// How much of it is left, and proved, is a clock.
fn is_reserved_else(before: &ReserveView, now: &ReserveView) -> bool {
    before.tracks != now.tracks
        || before.last_resort != now.last_resort
        || before.damaged != now.damaged
        || before.problems != now.problems
        || before.playing_from != now.playing_from
}

fn fault_of(outage: &OutageView) -> (&String, &String, &String) {
    (&outage.feed, &outage.sentence, &outage.remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossbeam_channel::{Receiver, bounded};

    fn bells() -> (Bells, Receiver<()>) {
        let (mut bells, (bell, rung)) = (Bells::default(), bounded(1));
        bells.add(bell);
        assert!(rung.try_recv().is_ok(), "who comes has not seen anything yet");
        (bells, rung)
    }

    /// How often it rings while this is shown for three seconds, from `from` on.
    fn rings(bells: &mut Bells, rung: &Receiver<()>, from: u64, show: impl Fn(&mut Snapshot, u64)) -> usize {
        let mut snapshot = Snapshot::starting(48_000);
        let look = |step: u64| {
            show(&mut snapshot, step);
            bells.ring(&Arc::new(snapshot.clone()), Duration::from_millis(from + 200 * step));
            usize::from(rung.try_recv().is_ok())
        };
        (0..15).map(look).sum()
    }

    #[test]
    fn clocks_ring_once_a_second_and_what_nobody_shows_never() {
        let (mut bells, rung) = bells();
        assert_eq!(rings(&mut bells, &rung, 0, |_, _| {}), 1, "the first picture");
        let unseen = |of: &mut Snapshot, step| {
            (of.output.peak, of.running) = (step as f32, Duration::from_secs(step));
        };
        assert_eq!(rings(&mut bells, &rung, 3000, unseen), 0);
        let plays = |of: &mut Snapshot, step| of.on_air.elapsed = Duration::from_millis(200 * step + 1);
        assert_eq!(rings(&mut bells, &rung, 6000, plays), 3);
    }

    #[test]
    fn what_happens_rings_at_once_and_who_does_not_look_is_rung_once() {
        let (mut bells, rung) = bells();
        let changes = |of: &mut Snapshot, step| of.volume = step as f32;
        assert_eq!(rings(&mut bells, &rung, 0, changes), 15);
        (0..9u8).for_each(|volume| {
            let snapshot = Snapshot { volume: f32::from(volume), ..Snapshot::starting(48_000) };
            bells.ring(&Arc::new(snapshot), Now::ZERO);
        });
        assert_eq!(rung.try_iter().count(), 1);
        drop(rung);
        bells.ring(&Arc::new(Snapshot { offline: true, ..Snapshot::starting(48_000) }), Now::ZERO);
        assert!(bells.bells.is_empty());
    }
}
