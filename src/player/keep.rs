//! What is kept of what a person does: the queue, and what was played.

use std::time::Duration;

use jiff::Timestamp;

use crate::library::{Collection, Play};
use crate::model::{Location, Now, Track};
use crate::queue::Queue;

/// The place in the queue is kept this often.
const TICK: Duration = Duration::from_secs(1);
/// A disk that has not written what is under way by then does not answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// A track that was heard for so long has been played, however long it is.
const LONG: Duration = Duration::from_secs(240);

/// See the module's text. Without a collection nothing is kept.
pub struct Keep {
    collection: Option<Collection>,
    ticked: Now,
    /// What was kept last: the place, and how far.
    last: (usize, bool, u64),
    /// The track that a seek has left, and how much of it was heard before.
    carried: Option<(Location, Duration)>,
}

impl Keep {
    pub fn new(collection: Option<Collection>) -> Self {
        Self { collection, ticked: Now::ZERO, last: (0, false, 0), carried: None }
    }

    pub fn collection(&self) -> Option<&Collection> {
        self.collection.as_ref()
    }

    /// The queue's tracks, their order, or the way through them has changed.
    pub fn queue(&mut self, queue: &Queue, elapsed: Duration) {
        if let Some(collection) = &self.collection {
            collection.keep_queue(queue.saved(), elapsed);
        }
    }

    /// Keeps the place in the queue, once a second, and where it moves.
    pub fn place(&mut self, queue: &Queue, elapsed: Duration, now: Now) {
        let Some(collection) = self.collection.as_ref().filter(|_| !queue.is_empty()) else { return };
        let (upcoming, playing) = queue.place_to_keep();
        let place = (upcoming, playing, elapsed.as_secs());
        let moved = (place.0, place.1) != (self.last.0, self.last.1);
        if place != self.last && (moved || now.saturating_sub(self.ticked) >= TICK) {
            (self.last, self.ticked) = (place, now);
            collection.tick(upcoming, playing, elapsed);
        }
    }

    /// A local track has left the air after so much of it was heard. `goes_on`: by a seek, it plays on.
    pub fn left(&mut self, track: &Track, heard: Duration, goes_on: bool) {
        let before = self.carried.take().filter(|(location, _)| *location == track.location);
        let heard = heard + before.map_or(Duration::ZERO, |(_, before)| before);
        if goes_on {
            self.carried = Some((track.location.clone(), heard));
        } else if let (Some(collection), Location::File(path)) = (&self.collection, &track.location)
            && is_a_play(track.duration, heard)
        {
            let (title, artist) = (Some(track.title.clone()), track.artist.clone());
            let play = Play { at: Timestamp::now(), path: path.clone(), title, artist, heard, fingerprint: None };
            collection.played(play);
        }
    }

    /// Closes the collection in order.
    pub fn close(&mut self) {
        if let Some(why) = self.collection.take().and_then(|collection| collection.close(PATIENCE).err()) {
            tracing::warn!("the library could not be closed in order: {why}");
        }
    }
}

/// Half of it, or four minutes: as the players that count plays have it since Audioscrobbler.
fn is_a_play(length: Option<Duration>, heard: Duration) -> bool {
    heard >= length.map_or(LONG, |length| (length / 2).min(LONG)) && !heard.is_zero()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_it_is_a_play_and_so_are_four_minutes() {
        let seconds = Duration::from_secs;
        for (length, heard, counts) in [
            (Some(100), 49, false),
            (Some(100), 50, true),
            (Some(3600), 240, true),
            (None, 239, false),
            (None, 240, true),
        ] {
            assert_eq!(is_a_play(length.map(seconds), seconds(heard)), counts, "{heard} s of {length:?}");
        }
    }

    #[test]
    fn what_was_heard_before_a_seek_counts() {
        let mut keep = Keep::new(None);
        let track = Track::from_path("/a.mp3".into());
        keep.left(&track, Duration::from_secs(30), true);
        keep.left(&track, Duration::from_secs(20), true);
        assert_eq!(keep.carried, Some((track.location.clone(), Duration::from_secs(50))));
        keep.left(&Track::from_path("/b.mp3".into()), Duration::from_secs(1), false);
        assert_eq!(keep.carried, None);
    }
}
