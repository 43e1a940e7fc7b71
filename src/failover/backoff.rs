//! How often to try again ([`Backoff`]), and how long a feed that flaps must behave before it comes back ([`Damping`]).

use std::time::Duration;

use crate::fault::Fault;
use crate::model::Now;

const HOUR: Duration = Duration::from_secs(3600);
const LONGEST_PROBATION: Duration = Duration::from_secs(15 * 60);
/// No server may ask for more patience than this.
const LONGEST_HOLD: Duration = Duration::from_secs(24 * 3600);

/// Exponential backoff with full jitter, for one outage of one feed.
///
/// The interval is 1 s × 1.1ⁿ, at most 60 s. Where the server itself does not answer, a try costs nobody anything,
/// and the interval is kept to a seventy-fifth of the outage (but 4 s): so an outage of five minutes costs at most 4
/// s more.
#[derive(Clone, Debug, Default)]
pub(super) struct Backoff {
    /// Failed tries of this outage.
    pub(super) tries: u32,
    /// Those since there was reason for hope.
    grown: u32,
    since: Now,
    /// The server's own `Retry-After`.
    hold: Option<Now>,
}

impl Backoff {
    /// An outage begins.
    pub(super) fn begin(&mut self, now: Now) {
        self.tries = 0;
        self.hope(now);
    }

    /// There is reason to think that the outage is over: short intervals again.
    pub(super) fn hope(&mut self, now: Now) {
        self.grown = 0;
        self.since = now;
    }

    /// A person insists: what the server asked for no longer counts.
    pub(super) fn insist(&mut self) {
        self.hold = None;
    }

    /// Right now, if the server has not asked for patience.
    pub(super) fn at_once(&self, now: Now) -> Now {
        self.hold.map_or(now, |hold| hold.max(now))
    }

    /// The first try after a loss: within 0.3 s, spread a little, since all the feed's listeners lost it together.
    pub(super) fn first(&self, now: Now, rng: &mut fastrand::Rng) -> Now {
        self.at_once(now + Duration::from_millis(rng.u64(50..300)))
    }

    /// The next try, after one that began at `started` has failed.
    pub(super) fn next(
        &mut self,
        now: Now,
        started: Now,
        fault: &Fault,
        retry_after: Option<Duration>,
        rng: &mut fastrand::Rng,
    ) -> Now {
        let interval = self.interval(now, fault);
        self.tries = self.tries.saturating_add(1);
        self.grown = self.grown.saturating_add(1);
        self.hold = retry_after.map(|wait| now + wait.min(LONGEST_HOLD)).or(self.hold.filter(|hold| *hold > now));
        // Counted from the try's start: one that waited 6 s for an answer has had its pause already.
        let jittered = started + Duration::from_secs_f64(interval * rng.f64());
        self.at_once(jittered.max(now + Duration::from_millis(100)))
    }

    /// Seconds.
    fn interval(&self, now: Now, fault: &Fault) -> f64 {
        let grown = 1.1_f64.powi(self.grown.min(200) as i32);
        let outage = now.saturating_sub(self.since).as_secs_f64();
        let cap = if is_answer(fault) { 60.0 } else { (outage / 75.0).clamp(4.0, 60.0) };
        grown.min(cap)
    }
}

/// `true` if the server has answered: then each try costs it work, and it knows better than we when to come back.
fn is_answer(fault: &Fault) -> bool {
    use Fault::*;
    matches!(
        fault,
        Unauthorized { .. }
            | Forbidden { .. }
            | NotFound { .. }
            | TooManyRequests { .. }
            | ServerError { .. }
            | HttpStatus { .. }
            | RedirectLoop { .. }
            | NotAudio { .. }
            | UnknownFormat { .. }
            | Garbage { .. }
    )
}

/// Flap damping: the first loss in an hour is free, each further one doubles the probation, up to 15 min; each quiet
/// hour halves it again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Damping {
    doublings: u32,
    last_loss: Option<Now>,
}

impl Damping {
    /// A feed that was good is lost. `base` is the undamped probation.
    pub(super) fn lost(&mut self, now: Now, base: Duration) {
        let doublings = self.doublings_at(now);
        let known = doublings > 0 || self.last_loss.is_some_and(|last| now.saturating_sub(last) < HOUR);
        let capped = self.probation(now, base) >= LONGEST_PROBATION;
        self.doublings = doublings + u32::from(known && !capped);
        self.last_loss = Some(now);
    }

    /// How long a feed must behave at this moment.
    pub(super) fn probation(&self, now: Now, base: Duration) -> Duration {
        let base = base.max(Duration::from_secs(1));
        base.saturating_mul(2_u32.saturating_pow(self.doublings_at(now))).min(LONGEST_PROBATION.max(base))
    }

    /// When the probation is halved next.
    pub(super) fn next_change(&self, now: Now) -> Option<Now> {
        let last = self.last_loss.filter(|_| self.doublings_at(now) > 0)?;
        Some(last + HOUR * (quiet_hours(now, last) + 1))
    }

    fn doublings_at(&self, now: Now) -> u32 {
        self.doublings.saturating_sub(self.last_loss.map_or(0, |last| quiet_hours(now, last)))
    }
}

fn quiet_hours(now: Now, since: Now) -> u32 {
    (now.saturating_sub(since).as_secs() / HOUR.as_secs()).try_into().unwrap_or(u32::MAX - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: Duration = Duration::from_secs(10);

    fn secs(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// The longest pause between two tries of an outage that has lasted `outage` so far, over many draws.
    fn longest_pause(outage: Duration, fault: &Fault) -> Duration {
        let mut rng = fastrand::Rng::with_seed(7);
        let mut backoff = Backoff::default();
        let (mut now, mut longest) = (Now::ZERO, Duration::ZERO);
        while now < outage * 2 {
            let next = backoff.next(now, now, fault, None, &mut rng);
            longest = if now < outage { Duration::ZERO } else { longest.max(next - now) };
            now = next;
        }
        longest
    }

    #[test]
    fn an_unanswered_outage_of_five_minutes_is_tried_every_few_seconds_a_day_long_one_every_minute() {
        let refused = Fault::Refused { host: "radio".into() };
        assert!(longest_pause(secs(150), &refused) <= secs(4));
        let late = longest_pause(secs(86_400), &refused);
        assert!(late > secs(50) && late <= secs(60), "{late:?}");
    }

    #[test]
    fn a_server_that_answers_is_left_in_peace_sooner() {
        assert!(longest_pause(secs(300), &Fault::NotFound { host: "radio".into() }) > secs(20));
    }

    #[test]
    fn the_server_s_own_wish_is_kept_until_a_person_insists() {
        let mut rng = fastrand::Rng::with_seed(1);
        let mut backoff = Backoff::default();
        let busy = Fault::TooManyRequests { host: "radio".into() };
        assert_eq!(backoff.next(secs(10), secs(10), &busy, Some(secs(120)), &mut rng), secs(130));
        assert_eq!(backoff.at_once(secs(20)), secs(130));
        backoff.insist();
        assert_eq!(backoff.at_once(secs(20)), secs(20));
    }

    #[test]
    fn the_first_loss_is_free_further_ones_double_quiet_hours_halve() {
        let mut damping = Damping::default();
        let mut seen = Vec::new();
        for n in 0..9 {
            damping.lost(secs(n), BASE);
            seen.push(damping.probation(secs(n), BASE).as_secs());
        }
        assert_eq!(seen, [10, 20, 40, 80, 160, 320, 640, 900, 900]);
        assert_eq!(damping.probation(secs(8 + 3600), BASE), secs(640));
        assert_eq!(damping.next_change(secs(9)), Some(secs(8 + 3600)));
        assert_eq!(damping.probation(secs(8 + 9 * 3600), BASE), BASE);
        damping.lost(secs(8 + 9 * 3600), BASE);
        assert_eq!(damping.probation(secs(8 + 9 * 3600), BASE), BASE, "a quiet day makes the next loss the first");
    }
}
