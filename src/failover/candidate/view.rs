//! What the machine and the faces ask of a candidate.

use super::super::attempt::{Attempt, Open};
use super::super::health::{FIRST_CONNECTION, HICCUP, Health, Standing};
use super::super::proof::Demand;
use super::super::{Leave, Settings};
use super::{ANSWER_WITHIN, BYTES_WITHIN, Candidate};
use crate::fault::Fault;
use crate::model::Now;

impl Candidate {
    /// On air, and may stay.
    pub(in crate::failover) fn stays(&self) -> bool {
        self.sounding.is_some() && self.standing.is_up() && !self.attempt.is_proven()
    }

    /// Since when an attempt is ready to be put on air.
    pub(in crate::failover) fn ready_since(&self) -> Option<Now> {
        match self.standing {
            Standing::Good { since } if self.attempt.is_proven() => Some(since),
            _ => None,
        }
    }

    /// How to leave the connection that sounds.
    pub(in crate::failover) fn leave(&self, now: Now) -> Leave {
        match self.sounding.as_ref().map(|connection| connection.best_exit(now)) {
            None => Leave::Now,
            Some(None) => Leave::AtEnd,
            Some(Some(at)) if at <= now => Leave::Now,
            Some(Some(at)) => Leave::Within(at - now),
        }
    }

    /// Worse feeds need not be connected.
    pub(in crate::failover) fn suffices(&self, now: Now) -> bool {
        self.suffices_until().is_none_or(|until| until > now)
    }

    /// `None`: for good. A moment that has passed: not at all.
    fn suffices_until(&self) -> Option<Now> {
        match (&self.standing, &self.attempt) {
            (Standing::Good { .. }, _) | (Standing::Unproven, Attempt::Open(_)) => None,
            (Standing::Suspect { since, .. }, _) => Some(*since + HICCUP),
            (Standing::Unproven, Attempt::Connecting { since, .. }) => Some(*since + FIRST_CONNECTION),
            (Standing::Unproven | Standing::Down { .. }, _) => Some(Now::ZERO),
        }
    }

    /// The attempt under way.
    pub(in crate::failover) fn attempt(&self) -> Option<u64> {
        self.attempt.number()
    }

    /// What is wrong, as well as it can be explained.
    pub(in crate::failover) fn fault(&self) -> Option<Fault> {
        match self.standing {
            Standing::Good { .. } => None,
            _ => self.standing.fault().map(|fault| self.explained(fault)).or_else(|| self.probe.clone()),
        }
    }

    /// A probe knows better why nothing comes, but not what was heard, nor what the server has said.
    fn explained(&self, fault: &Fault) -> Fault {
        use Fault::*;
        let unexplained = matches!(
            fault,
            Dns { .. } | Refused { .. } | Unreachable { .. } | ConnectTimeout { .. } | NoAnswer { .. } | Tls { .. }
        ) || matches!(
            fault,
            BadAnswer { .. } | NotAudio { .. } | RedirectLoop { .. } | Stalled { .. } | Reset { .. } | TooSlow { .. }
        );
        self.probe.as_ref().filter(|_| unexplained).unwrap_or(fault).clone()
    }

    pub(in crate::failover) fn health(&self, now: Now, settings: &Settings) -> Health {
        match (&self.standing, &self.attempt) {
            (Standing::Good { .. }, _) => Health::Healthy,
            (Standing::Suspect { since, fault }, _) => Health::Suspect { since: *since, fault: self.explained(fault) },
            (_, Attempt::Open(open)) => self.health_of(open, now, settings),
            (Standing::Unproven, Attempt::Connecting { .. }) => Health::Connecting,
            (Standing::Unproven, _) => Health::Idle,
            (Standing::Down { since, fault, .. }, attempt) => {
                let fault = self.explained(fault);
                Health::Down { since: *since, fault, retry_at: attempt.retry_at(), attempts: self.backoff.tries }
            }
        }
    }

    fn health_of(&self, open: &Open, now: Now, settings: &Settings) -> Health {
        match self.demand(now, settings) {
            Demand::Probation(length) => {
                open.proof.ends(length).map_or(Health::Buffering, |until| Health::Probation { until })
            }
            Demand::FirstSound | Demand::FullBuffer => Health::Buffering,
        }
    }

    /// Every moment at which time alone may change something here; past ones are of no account.
    pub(in crate::failover) fn deadlines(&self, now: Now, settings: &Settings) -> impl Iterator<Item = Now> {
        let [suspect, restart] = match self.lead() {
            Some(lead) => lead.deadlines(self.probe.is_some()).map(Some),
            None => [None, None],
        };
        let [first, second, third] = match &self.attempt {
            Attempt::None => [None; 3],
            Attempt::Waiting { until } => [Some(*until), None, None],
            Attempt::Connecting { since, .. } => [Some(*since + ANSWER_WITHIN), None, None],
            Attempt::Open(open) => match self.demand(now, settings) {
                Demand::Probation(length) => [
                    Some(open.connection.last_bytes() + BYTES_WITHIN),
                    open.proof.ends(length),
                    self.damping.next_change(now),
                ],
                _ => [Some(open.connection.last_bytes() + BYTES_WITHIN), None, None],
            },
        };
        let probe = self.probe.as_ref().map(|_| self.probe_until);
        [suspect, restart, first, second, third, self.suffices_until(), probe].into_iter().flatten()
    }
}
