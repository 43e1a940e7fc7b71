//! Which of the decoded frames are to be heard: not the encoder's delay and padding, not what lies before a start.

use std::ops::Range;
use std::time::Duration;

use symphonia::core::packet::Packet;
use symphonia::core::units::TimeBase;

/// When a packet's sound is, after what its decoder trims. The reader's time may lie before zero (delay).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Nanoseconds.
    begin: i128,
    pub length: Duration,
}

impl Span {
    /// `None` if the track has no time base.
    pub fn of(packet: &Packet, base: Option<TimeBase>) -> Option<Self> {
        let base = base?;
        let nanoseconds =
            |ticks: i128| ticks * i128::from(base.numer.get()) * 1_000_000_000 / i128::from(base.denom.get());
        let begin = nanoseconds(i128::from(packet.pts.get()) + i128::from(packet.trim_start.get()));
        // Three centuries either way; further out only damage lies.
        let begin = begin.clamp(i128::from(i64::MIN), i128::from(i64::MAX));
        let length = u64::try_from(nanoseconds(i128::from(packet.dur.get()))).unwrap_or(u64::MAX);
        Some(Self { begin, length: Duration::from_nanos(length) })
    }

    pub fn end(&self) -> Duration {
        let end = self.begin.saturating_add(self.length.as_nanos() as i128);
        Duration::from_nanos(u64::try_from(end.max(0)).unwrap_or(u64::MAX))
    }
}

/// The stretch of a track that is to be heard, on the time line of its packets.
#[derive(Debug, Default)]
pub struct Window {
    from: Option<Duration>,
    until: Option<Duration>,
    delay: Duration,
    /// Packets that end before this need not even be decoded.
    skip: Duration,
}

impl Window {
    /// For packets whose time line begins this much before the sound, where the decoder trims that by itself.
    pub fn beginning_at(delay: Duration) -> Self {
        Self { delay, ..Self::default() }
    }

    /// Takes off the encoder's delay, and what lies beyond `length` after it.
    pub fn trim(&mut self, delay: Duration, length: Option<Duration>) {
        self.delay = delay;
        self.from = Some(delay);
        self.until = length.map(|length| delay.saturating_add(length));
    }

    /// Begins `start` into the sound; where that is on the packets' time line.
    pub fn start_at(&mut self, start: Duration) -> Duration {
        let from = self.delay.saturating_add(start);
        self.from = Some(from);
        from
    }

    pub fn skip_until(&mut self, time: Duration) {
        self.skip = time;
    }

    pub fn may_skip(&self, span: Option<Span>) -> bool {
        self.from.is_some() && span.is_some_and(|span| span.end() < self.skip)
    }

    /// The frames to be heard of `frames` decoded ones.
    pub fn keep(&mut self, span: Option<Span>, frames: usize, rate: u32) -> Range<usize> {
        let Some(span) = span.filter(|_| frames > 0 && (self.from.is_some() || self.until.is_some())) else {
            return 0..frames;
        };
        let count = |nanoseconds: i128| (nanoseconds * i128::from(rate) + 500_000_000).div_euclid(1_000_000_000);
        let place = |time: Duration| count((time.as_nanos() as i128).min(i128::from(u64::MAX)));
        let announced = count(span.length.as_nanos() as i128);
        // A codec that gives less than announced has swallowed the beginning (the first packet after a seek).
        let begin = count(span.begin) + (announced - frames as i128).max(0);
        let index = |time: Option<Duration>, none: usize| {
            time.map_or(none, |time| (place(time) - begin).clamp(0, frames as i128) as usize)
        };
        let kept = index(self.from, 0)..index(self.until, frames);
        if !kept.is_empty() {
            // From here on everything is heard, even where time stamps are rounded to milliseconds.
            self.from = None;
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(begin_ms: i128, length_ms: u64) -> Option<Span> {
        Some(Span { begin: begin_ms * 1_000_000, length: Duration::from_millis(length_ms) })
    }

    #[test]
    fn delay_and_padding_are_cut() {
        let mut window = Window::default();
        window.trim(Duration::from_millis(30), Some(Duration::from_millis(50)));
        assert_eq!(window.keep(span(0, 20), 20, 1000), 20..20);
        assert_eq!(window.keep(span(20, 20), 20, 1000), 10..20);
        assert_eq!(window.keep(span(40, 20), 20, 1000), 0..20);
        assert_eq!(window.keep(span(60, 40), 40, 1000), 0..20);
        assert!(window.keep(span(100, 20), 20, 1000).is_empty());
    }

    #[test]
    fn a_start_is_found_in_the_middle_of_a_packet_and_early_ones_are_skipped() {
        let mut window = Window::default();
        assert_eq!(window.start_at(Duration::from_millis(1_005)), Duration::from_millis(1_005));
        window.skip_until(Duration::from_millis(900));
        assert!(window.may_skip(span(880, 10)));
        assert!(!window.may_skip(span(900, 10)));
        assert!(window.keep(span(990, 10), 480, 48_000).is_empty());
        assert_eq!(window.keep(span(1_000, 10), 480, 48_000), 240..480);
        assert_eq!(window.keep(span(1_009, 10), 480, 48_000), 0..480, "time stamps no longer matter");
    }

    #[test]
    fn a_packet_that_lost_its_beginning_is_placed_by_its_end() {
        let mut window = Window::default();
        window.start_at(Duration::from_millis(15));
        assert_eq!(window.keep(span(0, 20), 8, 1000), 3..8);
    }

    #[test]
    fn absurd_times_do_no_harm() {
        let mut window = Window::default();
        window.trim(Duration::MAX, Some(Duration::MAX));
        let far = Some(Span { begin: i128::from(i64::MAX), length: Duration::from_nanos(u64::MAX) });
        assert!(window.keep(far, 10, 192_000).len() <= 10);
        assert_eq!(window.start_at(Duration::MAX), Duration::MAX);
    }

    #[test]
    fn without_limits_everything_is_heard() {
        assert_eq!(Window::default().keep(None, 7, 44_100), 0..7);
        assert!(!Window::default().may_skip(span(0, 1)));
    }
}
