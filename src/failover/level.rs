//! The buffer's level over the last seconds: will it run dry, although bytes flow?

use std::collections::VecDeque;
use std::time::Duration;

use crate::model::Now;

/// How far back the slope looks. Shorter, and the hiccups of a good link look like its end.
const WINDOW: Duration = Duration::from_secs(10);
/// Before this much has been seen, there is no slope.
const ENOUGH: Duration = Duration::from_secs(5);
/// No stream is reported oftener than this many times in a window.
const MOST_SAMPLES: usize = 128;

#[derive(Clone, Copy, Debug)]
struct Sample {
    at: Now,
    buffered: Duration,
    bytes: u64,
}

/// How much sound lies between the network and the ear.
#[derive(Clone, Debug)]
pub(super) struct Level {
    history: VecDeque<Sample>,
    /// The most it ever held.
    peak: Duration,
}

impl Level {
    pub(super) fn new(now: Now, buffered: Duration) -> Self {
        Self { history: VecDeque::from([Sample { at: now, buffered, bytes: 0 }]), peak: buffered }
    }

    /// A report: `bytes` more have come, and this much sound is buffered now.
    pub(super) fn note(&mut self, now: Now, bytes: u64, buffered: Duration) {
        let total = self.history.back().map_or(0, |sample| sample.bytes).saturating_add(bytes);
        self.history.push_back(Sample { at: now, buffered, bytes: total });
        self.peak = self.peak.max(buffered);
        while self.history.len() > MOST_SAMPLES
            || self.history.get(1).is_some_and(|second| now.saturating_sub(second.at) >= WINDOW)
        {
            self.history.pop_front();
        }
    }

    /// As last reported.
    pub(super) fn reported(&self) -> Duration {
        self.history.back().map_or(Duration::ZERO, |sample| sample.buffered)
    }

    /// What is left of it if nothing has come since the last report and it is being heard.
    pub(super) fn left(&self, now: Now) -> Duration {
        let Some(last) = self.history.back() else { return Duration::ZERO };
        last.buffered.saturating_sub(now.saturating_sub(last.at))
    }

    /// The most it ever held.
    pub(super) fn peak(&self) -> Duration {
        self.peak
    }

    /// How long until it is dry if things go on as in the last seconds; `None` if it does not shrink.
    pub(super) fn dry_in(&self) -> Option<Duration> {
        let (first, last, span) = self.ends()?;
        let lost = first.buffered.checked_sub(last.buffered)?.as_secs_f64() / span;
        // A twentieth is within what reports and resampling wobble.
        (lost > 0.05).then(|| last.buffered.div_f64(lost))
    }

    /// Bytes a second over the last seconds.
    pub(super) fn byte_rate(&self) -> Option<f64> {
        let (first, last, span) = self.ends()?;
        Some(last.bytes.saturating_sub(first.bytes) as f64 / span)
    }

    /// The window's ends and its length in seconds.
    fn ends(&self) -> Option<(Sample, Sample, f64)> {
        let (first, last) = (*self.history.front()?, *self.history.back()?);
        let span = last.at.saturating_sub(first.at);
        (span >= ENOUGH).then_some((first, last, span.as_secs_f64()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A level that starts at 12 s and changes by `per_second`, reported four times a second for `seconds`.
    fn level(per_second: f64, seconds: u32) -> Level {
        let mut level = Level::new(Now::ZERO, Duration::from_secs(12));
        for quarter in 1..=seconds * 4 {
            let at = f64::from(quarter) / 4.0;
            level.note(Now::from_secs_f64(at), 4000, Duration::from_secs_f64((12.0 + at * per_second).max(0.0)));
        }
        level
    }

    #[test]
    fn a_shrinking_buffer_says_when_it_will_be_dry() {
        let dry_in = level(-0.5, 10).dry_in().map(|dry| dry.as_secs_f64());
        assert!(dry_in.is_some_and(|dry| (dry - 14.0).abs() < 0.1), "{dry_in:?}");
    }

    #[test]
    fn a_steady_or_growing_buffer_and_a_short_history_say_nothing() {
        assert_eq!(level(0.0, 20).dry_in(), None);
        assert_eq!(level(0.5, 20).dry_in(), None);
        assert_eq!(level(-0.5, 4).dry_in(), None);
    }

    #[test]
    fn the_byte_rate_is_that_of_the_window() {
        let rate = level(0.0, 60).byte_rate();
        assert!(rate.is_some_and(|rate| (rate - 16_000.0).abs() < 100.0), "{rate:?}");
    }

    #[test]
    fn what_is_left_drains_with_time() {
        assert_eq!(level(0.0, 10).left(Now::from_secs(13)), Duration::from_secs(9));
        assert_eq!(level(0.0, 10).left(Now::from_secs(60)), Duration::ZERO);
    }
}
