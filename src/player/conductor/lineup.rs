//! Another lineup while the music plays.

use super::super::links::GONE;
use super::*;
use crate::model::Feed;

/// Where the feeds of a new lineup were in the one before.
pub struct Places(Vec<Option<FeedId>>);

impl Places {
    /// A feed with the same addresses is the same feed, whatever its name and place.
    fn new(old: &[Feed], new: &[Feed]) -> Self {
        let mut is_free = vec![true; old.len()];
        let mut was = |feed: &Feed| {
            let at = old.iter().zip(&is_free).position(|(other, is_free)| *is_free && other.urls == feed.urls)?;
            is_free[at] = false;
            Some(FeedId(at))
        };
        Self(new.iter().map(&mut was).collect())
    }

    /// Where a feed is now that was at this place; `None` if it is no longer in the lineup.
    pub fn now(&self, was: FeedId) -> Option<FeedId> {
        self.0.iter().position(|other| *other == Some(was)).map(FeedId)
    }

    /// Where each feed of the lineup was; `None` for a new one.
    pub fn before(&self) -> &[Option<FeedId>] {
        &self.0
    }

    /// What is known of each feed by its old place, by its new one; `new` makes it up for a feed that was not there.
    pub fn carry<T>(&self, old: Vec<T>, mut new: impl FnMut(FeedId) -> T) -> Vec<T> {
        let mut old: Vec<Option<T>> = old.into_iter().map(Some).collect();
        let mut carried = |(place, was): (usize, &Option<FeedId>)| {
            let known = was.and_then(|was| old.get_mut(was.0)?.take());
            known.unwrap_or_else(|| new(FeedId(place)))
        };
        self.0.iter().enumerate().map(&mut carried).collect()
    }
}

impl Conductor {
    /// The feeds and the named reserve from now on. A feed that stays plays on; one that has gone is left at once.
    pub(super) fn take_lineup(&mut self, feeds: Vec<Feed>, named_reserve: Vec<ReserveSource>) {
        self.take_feeds(feeds);
        if named_reserve != self.named_reserve {
            self.named_reserve = named_reserve;
            // What is known of the rest; the library then says whether that is all.
            self.take_reserve(self.in_library.clone());
            if let Some(collection) = self.keep.collection() {
                collection.refresh();
            }
        }
    }

    fn take_feeds(&mut self, feeds: Vec<Feed>) {
        let old: Vec<Feed> = self.links.lines.iter().map(|line| line.feed.clone()).collect();
        if old == feeds {
            return;
        }
        let (places, now) = (Places::new(&old, &feeds), self.now());
        self.lineups += 1;
        self.end_with_queue &= feeds.is_empty();
        if let Sounding::Feed(feed) = self.air.sounding {
            self.air.sounding = Sounding::Feed(places.now(feed).unwrap_or(GONE));
        }
        for gone in (0..old.len()).map(FeedId).filter(|feed| places.now(*feed).is_none()) {
            self.story.outage_over(gone, now);
        }
        self.story.take_lineup(&places);
        self.machine.take_lineup(feeds.iter().map(Feed::host).zip(places.before().iter().copied()).collect(), now);
        self.outages.take_lineup(&places, feeds.iter().map(|feed| feed.name.clone()));
        self.probed = places.carry(std::mem::take(&mut self.probed), |_| None);
        self.links.take_lineup(&places, feeds);
        self.step(Observation::Tick);
    }

    /// What sounds is a feed that is no longer in the lineup.
    pub(super) fn is_orphaned(&self) -> bool {
        self.air.sounding == Sounding::Feed(GONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(name: &str, url: &str) -> Feed {
        Feed { name: name.into(), urls: vec![url.parse().unwrap()] }
    }

    #[test]
    fn a_feed_is_known_by_its_addresses() {
        let [a, b, c] = [("a", "http://a/"), ("b", "http://b/"), ("c", "http://c/")].map(|(name, url)| feed(name, url));
        let renamed = feed("other", "http://a/");
        let places = Places::new(&[a.clone(), b.clone(), a.clone()], &[c, renamed, b, a.clone(), a]);
        let before = [None, Some(FeedId(0)), Some(FeedId(1)), Some(FeedId(2)), None];
        assert_eq!(places.before(), before);
        assert_eq!([0, 1, 2].map(|was| places.now(FeedId(was))), [1, 2, 3].map(|now| Some(FeedId(now))));
        assert_eq!(places.carry(vec!["a", "b", "a again"], |_| "new"), ["new", "a", "b", "a again", "new"]);
        assert_eq!(Places::new(&[feed("b", "http://b/")], &[]).now(FeedId(0)), None);
    }
}
