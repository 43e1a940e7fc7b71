//! Of what a person is told, and how often: an outage that takes the most wanted feed off the air, and its return.
//!
//! A feed that flaps must not fill the screen: what is on the screen is replaced in place, and something new appears
//! once a minute at most. What is over by then is never told.

use std::time::Duration;

use crate::fault::Fault;
use crate::model::{FeedId, Now, Source};
use crate::player::Snapshot;

/// Between two notifications that appear.
const APART: Duration = Duration::from_secs(60);

/// What there is to tell of the most wanted feed.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// Something else plays in its place, since `began`.
    Out { feed: String, began: Now, fault: Fault },
    /// It is heard again.
    Back { feed: String, lasted: Duration },
}

/// What is to be done on the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Shows this, in place of the notification with this number; 0: of none.
    Show(News, u32),
    Close(u32),
}

/// What is, what has been told, and what is on the screen.
#[derive(Debug, Default)]
pub struct Notices {
    news: Option<News>,
    told: Option<News>,
    shown: Option<u32>,
    appeared: Option<Now>,
}

impl Notices {
    /// Looks at a snapshot, and says what to do.
    pub fn see(&mut self, snapshot: &Snapshot) -> Option<Act> {
        self.news = next(self.news.take(), snapshot);
        if self.news == self.told {
            return None;
        }
        let before = std::mem::replace(&mut self.told, self.news.clone());
        let Some(news) = self.news.clone() else { return self.shown.take().map(Act::Close) };
        let silent = match (&news, &before) {
            // Nobody has heard that it was away.
            (News::Back { .. }, None | Some(News::Back { .. })) => true,
            // More is known of an outage that has been told: that alone does not bring it back to the screen.
            (News::Out { began, .. }, Some(News::Out { began: same, .. })) => began == same && self.shown.is_none(),
            _ => false,
        };
        if silent {
            return None;
        }
        if self.shown.is_none() {
            if self.appeared.is_some_and(|at| snapshot.running.saturating_sub(at) < APART) {
                self.told = before;
                return None;
            }
            self.appeared = Some(snapshot.running);
        }
        Some(Act::Show(news, self.shown.unwrap_or(0)))
    }

    /// A notification is on the screen, by this number.
    pub fn shown(&mut self, number: u32) {
        self.shown = Some(number);
    }

    /// A notification is no longer on the screen.
    pub fn closed(&mut self, number: u32) {
        self.shown.take_if(|shown| *shown == number);
    }

    pub fn is_shown(&self, number: u32) -> bool {
        self.shown == Some(number)
    }
}

/// What there is to tell now.
fn next(before: Option<News>, snapshot: &Snapshot) -> Option<News> {
    let is_heard = snapshot.on_air.source == Source::Feed(FeedId(0));
    let turned_away = snapshot.offline || snapshot.on_air.name == "queue";
    // A rehearsal is no outage, and before anything sounds nothing is missed.
    if snapshot.drill || snapshot.on_air.name.is_empty() {
        return before;
    }
    match (before, &snapshot.outage) {
        (Some(News::Out { feed, began, .. }), _) if is_heard => {
            Some(News::Back { feed, lasted: snapshot.running.saturating_sub(began) })
        }
        (before, _) if is_heard => before,
        (_, None) if turned_away => None,
        // It is well, and waits for the end of a song.
        (before, None) => before,
        (Some(News::Out { feed, began, .. }), Some(outage)) => {
            Some(News::Out { feed, began, fault: outage.fault.clone() })
        }
        (_, Some(outage)) => Some(News::Out {
            feed: outage.feed.clone(),
            began: snapshot.running.saturating_sub(outage.lasting),
            fault: outage.fault.clone(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::song::tests::{on_air, playing};
    use super::*;
    use crate::player::OutageView;

    fn fault(host: &str) -> Fault {
        Fault::Stalled { host: host.into() }
    }

    fn out(now: u64, lasting: u64, host: &str) -> Snapshot {
        let mut snapshot = playing("/m/a.mp3");
        snapshot.running = Duration::from_secs(now);
        snapshot.outage = Some(OutageView {
            feed: "Radio 1".into(),
            fault: fault(host),
            sentence: String::new(),
            remedy: String::new(),
            since: Timestamp::UNIX_EPOCH,
            lasting: Duration::from_secs(lasting),
            retry_in: None,
        });
        snapshot
    }

    fn well(now: u64) -> Snapshot {
        Snapshot { running: Duration::from_secs(now), ..on_air(None) }
    }

    fn told(began: u64, host: &str, in_place_of: u32) -> Option<Act> {
        let (feed, began) = ("Radio 1".into(), Duration::from_secs(began));
        Some(Act::Show(News::Out { feed, began, fault: fault(host) }, in_place_of))
    }

    fn back(lasted: u64, in_place_of: u32) -> Option<Act> {
        Some(Act::Show(News::Back { feed: "Radio 1".into(), lasted: Duration::from_secs(lasted) }, in_place_of))
    }

    #[test]
    fn an_outage_and_its_return_are_told_once() {
        let mut notices = Notices::default();
        assert_eq!(notices.see(&well(10)), None);
        assert_eq!(notices.see(&out(20, 2, "a")), told(18, "a", 0));
        notices.shown(7);
        assert_eq!(notices.see(&out(25, 7, "a")), None);
        // A feed that is well waits for the end of a song.
        let mut waiting = out(60, 0, "a");
        waiting.outage = None;
        assert_eq!(notices.see(&waiting), None);
        assert_eq!(notices.see(&well(78)), back(60, 7));
        assert_eq!(notices.see(&well(79)), None);
    }

    #[test]
    fn a_feed_that_flaps_is_told_in_place_and_once_a_minute() {
        let mut notices = Notices::default();
        assert_eq!(notices.see(&out(10, 0, "a")), told(10, "a", 0));
        notices.shown(1);
        assert_eq!(notices.see(&well(15)), back(5, 1));
        notices.closed(1);
        for now in (20..70).step_by(10) {
            assert_eq!(notices.see(&out(now, 0, "a")), None, "{now}");
            assert_eq!(notices.see(&well(now + 5)), None, "{now}");
        }
        assert_eq!(notices.see(&well(75)), None, "nobody has heard that it was away");
        assert_eq!(notices.see(&out(80, 0, "a")), told(80, "a", 0));
    }

    #[test]
    fn what_is_found_out_replaces_what_is_on_the_screen() {
        let mut notices = Notices::default();
        assert!(notices.see(&out(10, 0, "a")).is_some());
        notices.shown(1);
        assert_eq!(notices.see(&out(12, 2, "b")), told(10, "b", 1));
        notices.closed(1);
        assert_eq!(notices.see(&out(100, 90, "c")), None);
    }

    #[test]
    fn who_turns_away_is_not_told_of_a_return() {
        let mut notices = Notices::default();
        assert!(notices.see(&out(10, 0, "a")).is_some());
        notices.shown(1);
        let away = Snapshot { offline: true, outage: None, ..out(12, 0, "a") };
        assert_eq!(notices.see(&away), Some(Act::Close(1)));
        assert_eq!(notices.see(&well(100)), None);
    }

    #[test]
    fn a_rehearsal_is_no_outage() {
        let mut notices = Notices::default();
        assert_eq!(notices.see(&Snapshot { drill: true, ..out(10, 0, "a") }), None);
        assert_eq!(notices.see(&well(20)), None);
    }
}
