//! What an attempt must show, unheard, before it may come on air.

use std::time::Duration;

use super::connection::Connection;
use super::{Evidence, Settings};
use crate::model::Now;

/// Sound that must be ready for a fast start.
const FIRST_SOUND: Duration = Duration::from_secs(1);
/// A proving deck's ring holds 8 s; a tenth less, since it is never full to the brim.
const ENOUGH: Duration = Duration::from_millis(7200);
/// Sound comes in reports four times a second, so the last half second may be missing.
const REPORTING: Duration = Duration::from_millis(500);
/// Live streams are as fast as their sender's clock, which is not ours.
const REAL_TIME: f64 = 0.97;

/// What is demanded of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Demand {
    /// A first second, decoded: `Start::Fast`.
    FirstSound,
    /// A full buffer: `Start::Full`.
    FullBuffer,
    /// To keep real time for so long, with a good buffer.
    Probation(Duration),
}

/// How an attempt stands to its demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Passed,
    /// A whole probation has gone by below real time.
    TooSlow,
    NotYet,
}

/// What an attempt has shown since its clock was started.
#[derive(Clone, Debug, Default)]
pub(super) struct Proof {
    /// Since when, and at which level. `None` until there is sound.
    started: Option<(Now, Duration)>,
    /// Received and not decoded, at the start.
    undecoded_then: Duration,
    /// Decoded since the start.
    decoded: Duration,
    /// Decoded and waiting in the ring.
    ready: Duration,
}

impl Proof {
    /// An error: from the beginning.
    pub(super) fn restart(&mut self) {
        *self = Self::default();
    }

    /// The connection has taken the evidence already.
    pub(super) fn take(&mut self, now: Now, evidence: &Evidence, connection: &Connection) {
        match evidence {
            Evidence::Flow { decoded, .. } => {
                self.ready = *decoded;
                if self.started.is_none() && *decoded > Duration::ZERO {
                    self.started = Some((now, connection.buffered()));
                    self.undecoded_then = connection.buffered().saturating_sub(self.ready);
                }
            }
            Evidence::Decoded { length } => match self.started {
                Some(_) => self.decoded = self.decoded.saturating_add(*length),
                None => {
                    self.started = Some((now, connection.buffered()));
                    self.undecoded_then = connection.buffered().saturating_sub(self.ready);
                }
            },
            Evidence::Undecodable { .. } => self.restart(),
            _ => {}
        }
    }

    /// When the probation is over at the earliest; `None` until its clock runs.
    pub(super) fn ends(&self, probation: Duration) -> Option<Now> {
        self.started.map(|(since, _)| since.saturating_add(probation))
    }

    /// Whether `demand` is met.
    pub(super) fn outcome(&self, now: Now, demand: Demand, connection: &Connection, settings: &Settings) -> Outcome {
        let Some((since, level_then)) = self.started else { return Outcome::NotYet };
        let level = connection.buffered();
        // Unheard sound either piles up or is dropped once decoded: whichever shows more is the truth.
        let delivered = self.decoded.max(level.saturating_sub(level_then));
        let passed = match demand {
            Demand::FirstSound => self.ready >= FIRST_SOUND.min(settings.buffer),
            Demand::FullBuffer => level >= settings.buffer || (delivered >= settings.buffer && level >= ENOUGH),
            Demand::Probation(probation) => {
                let elapsed = now.saturating_sub(since);
                let due = elapsed.saturating_sub(REPORTING).as_secs_f64() * REAL_TIME;
                if elapsed < probation {
                    return Outcome::NotYet;
                }
                // Behind a full ring it does both: what is dropped was decoded, what piles up is not yet.
                let undecoded = level.saturating_sub(self.ready).saturating_sub(self.undecoded_then);
                let delivered = delivered.max(self.decoded.saturating_add(undecoded));
                if delivered.as_secs_f64() < due {
                    return Outcome::TooSlow;
                }
                level >= settings.buffer.min(ENOUGH)
            }
        };
        if passed && !connection.is_unwanted() { Outcome::Passed } else { Outcome::NotYet }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Real time into a ring of 8 s and a buffer of 15 s: for a while nothing more is decoded, and yet all is delivered.
    #[test]
    fn what_piles_up_behind_a_full_ring_is_delivered_too() {
        let (settings, half, second) = (Settings::default(), Duration::from_millis(500), Duration::from_secs(1));
        let (mut proof, mut connection) = (Proof::default(), Connection::new(Now::ZERO));
        for step in 1..=62 {
            let buffered = (half * step + second * 4).min(second * 15);
            let is_full = buffered > second * 8 && buffered < second * 15;
            let length = if is_full { Duration::ZERO } else { half };
            let flow = Evidence::Flow { bytes: 8000, buffered, decoded: buffered.min(second * 8) };
            for evidence in [Evidence::Decoded { length }, flow] {
                connection.take(half * step, &evidence, &settings, "host");
                proof.take(half * step, &evidence, &connection);
            }
        }
        let demand = Demand::Probation(second * 30);
        assert_eq!(proof.outcome(half * 62, demand, &connection, &settings), Outcome::Passed);
    }
}
