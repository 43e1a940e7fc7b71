//! When does a silence become suspicious? An accrual failure detector: it learns how regular a stream's bytes arrive.
//!
//! φ = −log10 P(a gap at least this long), gaps taken as normally distributed over the last hundred (Hayashibara et
//! al., "The φ accrual failure detector", SRDS 2004). We need only the moments at which φ passes two fixed levels, so
//! the formula is used backwards: φ = 8 lies 5.61 standard deviations above the mean, φ = 12 lies 7.03.

use std::collections::VecDeque;
use std::time::Duration;

use crate::model::Now;

const WINDOW: usize = 100;
const SUSPECT_SIGMAS: f64 = 5.61;
const RESTART_SIGMAS: f64 = 7.03;
/// A steady stream has hardly any deviation; without a floor it would be suspected for a hair's breadth. Seconds.
const SIGMA_FLOOR: f64 = 0.07;
/// No silence is worth a word before this: a sentence within a second leaves no room for more. Seconds.
const SOONEST: f64 = 0.6;
/// Longer gaps teach nothing: they were outages. Seconds.
const LONGEST_GAP: f64 = 10.0;
/// A stall that passed is remembered for longer than the window, fading by this much with each arrival (half in 3 min).
const MEMORY: f64 = 0.999;
/// Another stall of its kind, and somewhat longer, is borne without a second connection, but never longer than this.
const LIKE_THE_LAST: f64 = 1.3;
const MOST_BORNE: f64 = 6.0;

/// The arrivals of one connection's bytes.
#[derive(Clone, Debug)]
pub(super) struct Suspicion {
    last: Now,
    gaps: VecDeque<f64>,
    /// The longest gap, fading. Seconds.
    longest: f64,
}

/// The moments at which a silence that lasts until then means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Patience {
    /// Worth a word; nothing audible is touched.
    pub(super) suspect: Now,
    /// Worth a second connection.
    pub(super) restart: Now,
}

impl Suspicion {
    pub(super) fn new(now: Now) -> Self {
        Self { last: now, gaps: VecDeque::with_capacity(WINDOW), longest: 0.0 }
    }

    /// Bytes have come.
    pub(super) fn arrived(&mut self, now: Now) {
        if self.gaps.len() == WINDOW {
            self.gaps.pop_front();
        }
        let gap = now.saturating_sub(self.last).as_secs_f64().min(LONGEST_GAP);
        self.gaps.push_back(gap);
        self.longest = gap.max(self.longest * MEMORY);
        self.last = now;
    }

    /// Forget the silence so far, keep what was learnt.
    pub(super) fn forgive(&mut self, now: Now) {
        self.last = now;
    }

    /// When bytes came last.
    pub(super) fn last(&self) -> Now {
        self.last
    }

    /// `hurried`: a probe has failed, so there is a second reason to doubt.
    pub(super) fn patience(&self, hurried: bool) -> Patience {
        let (mean, sigma) = self.learnt();
        let scale = if hurried { 0.5 } else { 1.0 };
        let suspect = ((mean + SUSPECT_SIGMAS * sigma) * scale).clamp(SOONEST, 5.0);
        let borne = (self.longest * LIKE_THE_LAST).min(MOST_BORNE);
        let unlikely = (mean + RESTART_SIGMAS * sigma).max(borne);
        let restart = (unlikely * scale).clamp(3.0 * scale, 10.0 * scale).max(suspect);
        Patience {
            suspect: self.last + Duration::from_secs_f64(suspect),
            restart: self.last + Duration::from_secs_f64(restart),
        }
    }

    /// Mean and standard deviation of the gaps, in seconds. The fewer gaps are known, the wider the benefit of doubt.
    fn learnt(&self) -> (f64, f64) {
        let count = self.gaps.len().max(1) as f64;
        let mean = self.gaps.iter().sum::<f64>() / count;
        let variance = self.gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f64>() / count;
        (mean, variance.sqrt().max(SIGMA_FLOOR * (1.0 + 8.0 / count)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seconds of patience after these gaps.
    fn patience(gaps: impl Iterator<Item = f64>, hurried: bool) -> (f64, f64) {
        let mut suspicion = Suspicion::new(Now::ZERO);
        for gap in gaps {
            suspicion.arrived(suspicion.last + Duration::from_secs_f64(gap));
        }
        let Patience { suspect, restart } = suspicion.patience(hurried);
        ((suspect - suspicion.last).as_secs_f64(), (restart - suspicion.last).as_secs_f64())
    }

    #[test]
    fn a_steady_stream_is_suspected_well_within_a_second() {
        let (suspect, restart) = patience((0..100).map(|_| 0.25), false);
        assert!((0.6..0.8).contains(&suspect), "{suspect}");
        assert_eq!(restart, 3.0);
    }

    #[test]
    fn a_bursty_stream_teaches_patience() {
        let (suspect, restart) = patience((0..100).map(|n| if n % 10 == 0 { 3.0 } else { 0.25 }), false);
        assert!(suspect > 4.0, "{suspect}");
        assert!((5.0..=10.0).contains(&restart), "{restart}");
    }

    #[test]
    fn a_stall_that_passed_is_remembered_for_minutes() {
        let after = |arrivals| patience([0.25, 4.0].into_iter().chain((0..arrivals).map(|_| 0.25)), false).1;
        assert!(after(200) > 4.0, "{}", after(200));
        assert_eq!(after(1500), 3.0);
    }

    #[test]
    fn a_young_connection_has_the_benefit_of_the_doubt() {
        assert!(patience((0..3).map(|_| 0.25), false).0 > 2.0);
    }

    #[test]
    fn a_failed_probe_shortens_patience() {
        let gaps = || (0..100).map(|n| if n % 10 == 0 { 3.0 } else { 0.25 });
        assert!(patience(gaps(), true).1 < patience(gaps(), false).1);
    }

    #[test]
    fn an_outage_of_hours_does_not_teach_endless_patience() {
        assert!(patience([0.25, 36_000.0].into_iter(), false).1 <= 10.0);
    }
}
