//! One feed as the machine sees it: its standing, the connection that sounds, and the attempt at another.

mod view;

use std::time::Duration;

use super::attempt::Attempt;
use super::backoff::{Backoff, Damping};
use super::connection::{Connection, Verdict};
use super::health::Standing;
use super::proof::{Demand, Outcome};
use super::{Evidence, Settings, Start, Via};
use crate::fault::Fault;
use crate::model::Now;

/// An attempt that has not been answered by then has failed.
const ANSWER_WITHIN: Duration = Duration::from_secs(6);
/// An attempt that brings nothing for so long has failed.
const BYTES_WITHIN: Duration = Duration::from_secs(5);
/// A probe's finding is believed for so long, unless it is found again.
const PROBE_LASTS: Duration = Duration::from_secs(20);
/// The probation after a rehearsal: nothing was wrong.
const AFTER_DRILL: Duration = Duration::from_secs(3);

/// What a step needs besides the candidate itself.
pub(super) struct Step<'a> {
    pub(super) now: Now,
    pub(super) settings: &'a Settings,
    pub(super) rng: &'a mut fastrand::Rng,
    /// The number of the attempt made last.
    pub(super) attempts: &'a mut u64,
}

impl Step<'_> {
    fn new_attempt(&mut self) -> Attempt {
        *self.attempts += 1;
        Attempt::Connecting { number: *self.attempts, since: self.now }
    }
}

/// A feed that wants to be on air.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    host: String,
    standing: Standing,
    /// The connection that sounds, perhaps already dead, its buffer draining.
    sounding: Option<Connection>,
    attempt: Attempt,
    /// What the last probe found wrong.
    probe: Option<Fault>,
    /// Until when that is believed.
    probe_until: Now,
    backoff: Backoff,
    damping: Damping,
    /// No connection has brought sound yet.
    is_new: bool,
    /// Failed only in a rehearsal.
    drilled: bool,
}

impl Candidate {
    pub(super) fn new(host: String) -> Self {
        Self {
            host,
            standing: Standing::Unproven,
            sounding: None,
            attempt: Attempt::None,
            probe: None,
            probe_until: Now::ZERO,
            backoff: Backoff::default(),
            damping: Damping::default(),
            is_new: true,
            drilled: false,
        }
    }

    // --- what happens

    /// Takes one observation in.
    pub(super) fn observe(&mut self, step: &mut Step, via: Via, evidence: Evidence) {
        match (via, evidence) {
            (_, Evidence::Probe { finding }) => self.probed(step, finding.err()),
            (Via::OnAir, evidence) => self.sounding_brings(step, &evidence),
            (Via::Attempt, Evidence::ConnectFailed { fault, retry_after }) => {
                self.attempt_failed(step, fault, retry_after);
            }
            (Via::Attempt, Evidence::Connected { .. }) => self.attempt.open(step.now),
            (Via::Attempt, Evidence::Lost { fault }) => self.attempt_failed(step, fault, None),
            (Via::Attempt, evidence) => self.attempt_brings(step, &evidence),
        }
    }

    fn probed(&mut self, step: &mut Step, finding: Option<Fault>) {
        let mended = finding.is_none() && self.probe.is_some();
        self.probe = finding;
        self.probe_until = step.now.saturating_add(PROBE_LASTS);
        if mended {
            self.hurry(step);
        }
    }

    fn sounding_brings(&mut self, step: &mut Step, evidence: &Evidence) {
        let Some(connection) = &mut self.sounding else { return };
        let Some(fault) = connection.take(step.now, evidence, step.settings, &self.host) else { return };
        // Junk may pass; what is cut, silent or noise stays so for what is buffered.
        if !matches!(fault, Fault::Garbage { .. }) {
            connection.give_up();
        }
        if !self.attempt.is_proven() {
            self.fall(step, fault);
        }
    }

    fn attempt_brings(&mut self, step: &mut Step, evidence: &Evidence) {
        let Some(open) = self.attempt.opened() else { return };
        let found = open.connection.take(step.now, evidence, step.settings, &self.host);
        open.proof.take(step.now, evidence, &open.connection);
        match found {
            // Unheard it disturbs nobody: keep it, and see whether the music returns.
            Some(fault @ (Fault::DeadAir { .. } | Fault::Noise { .. })) if !open.proven => {
                open.proof.restart();
                self.blame(step.now, fault);
            }
            Some(fault) => self.attempt_failed(step, fault, None),
            None => {}
        }
    }

    /// The mixer plays this feed from now on: the attempt that has passed is the connection that sounds.
    pub(super) fn came_on_air(&mut self, now: Now) {
        if let Some(mut connection) = self.attempt.promote() {
            connection.is_heard(now);
            self.sounding = Some(connection);
        }
    }

    /// The mixer plays something else from now on. `wanted`: the machine had wanted it to stay.
    pub(super) fn left_air(&mut self, step: &mut Step, wanted: bool) {
        if self.sounding.take().is_none() || self.attempt.is_proven() || !self.standing.is_up() {
            return;
        }
        if wanted {
            let fault = self.standing.fault().cloned().unwrap_or_else(|| Fault::Stalled { host: self.host.clone() });
            self.fall(step, fault);
        } else {
            self.standing = Standing::Unproven;
        }
    }

    /// A good moment to try: the link came up, a probe got through, a person asks.
    pub(super) fn hurry(&mut self, step: &mut Step) {
        self.backoff.hope(step.now);
        match &mut self.attempt {
            Attempt::Waiting { until } => *until = self.backoff.at_once(step.now),
            // Its first packets were sent into the void and will be repeated later and later.
            Attempt::Connecting { since, .. } if step.now.saturating_sub(*since) >= Duration::from_secs(1) => {
                self.attempt = step.new_attempt();
            }
            Attempt::None | Attempt::Connecting { .. } | Attempt::Open(_) => {}
        }
    }

    /// A person insists, whatever the server has asked for.
    pub(super) fn insist(&mut self, step: &mut Step) {
        self.backoff.insist();
        self.hurry(step);
    }

    /// The network has changed: what probes found is history.
    pub(super) fn forget_probe(&mut self) {
        self.probe = None;
    }

    /// After a sleep every connection is taken for lost. If the one that sounds lives all the same, it may go on.
    pub(super) fn resumed(&mut self, step: &mut Step) {
        self.probe = None;
        self.attempt = Attempt::None;
        self.backoff.begin(step.now);
        if let Some(connection) = &mut self.sounding {
            connection.forgive(step.now);
        }
        if self.standing.is_up() {
            let fault = Fault::Reset { host: self.host.clone() };
            self.standing = Standing::Down { since: step.now, fault, before: self.damping };
        }
    }

    /// The whole program was held up: silence meanwhile says nothing about the network.
    pub(super) fn held_up(&mut self, now: Now) {
        if let Some(connection) = &mut self.sounding {
            connection.forgive(now);
        }
        match &mut self.attempt {
            Attempt::Connecting { since, .. } => *since = now,
            Attempt::Open(open) => open.connection.forgive(now),
            Attempt::None | Attempt::Waiting { .. } => {}
        }
    }

    /// A rehearsal begins: everything about the feed is treated as failed.
    pub(super) fn drill(&mut self, now: Now) {
        self.drilled = true;
        self.attempt = Attempt::None;
        self.is_new = false;
        self.backoff.begin(now);
        if let Some(connection) = &mut self.sounding {
            connection.give_up();
        }
        self.standing = Standing::Down { since: now, fault: Fault::Drill, before: self.damping };
    }

    // --- what time brings

    /// Lets time act. `wanted`: the machine wants this feed connected; if not, `forget` its faults too.
    pub(super) fn tick(&mut self, step: &mut Step, wanted: bool, forget: bool) {
        self.probe.take_if(|_| step.now >= self.probe_until);
        self.judge(step);
        if wanted {
            self.judge_attempt(step);
            self.keep_trying(step);
        } else {
            self.attempt = Attempt::None;
            if forget && self.sounding.is_none() {
                self.standing = Standing::Unproven;
            }
        }
    }

    /// Moves the standing to where the leading connection's verdict puts it.
    fn judge(&mut self, step: &mut Step) {
        let Some(lead) = self.lead() else { return };
        let now = step.now;
        let verdict = match lead.verdict(now, self.probe.is_some(), step.settings, &self.host) {
            // Flow outranks the probe: a failed probe alone makes suspect, never more.
            Verdict::Fine => self.probe.clone().map_or(Verdict::Fine, Verdict::Suspect),
            verdict => verdict,
        };
        let revived = lead.is_revived();
        match (&mut self.standing, verdict) {
            (Standing::Good { .. } | Standing::Suspect { .. }, Verdict::Down(fault)) => self.fall(step, fault),
            (Standing::Good { .. }, Verdict::Suspect(fault)) => self.standing = Standing::Suspect { since: now, fault },
            (Standing::Suspect { fault: known, .. }, Verdict::Suspect(fault)) => *known = fault,
            (Standing::Suspect { .. }, Verdict::Fine) => self.standing = Standing::Good { since: now },
            (Standing::Down { before, .. }, Verdict::Fine | Verdict::Suspect(_)) if revived => {
                // A false alarm: no loss, no probation, and the second connection is not needed.
                self.damping = *before;
                self.recover(now);
                self.attempt = Attempt::None;
            }
            _ => {}
        }
    }

    /// The connection that the standing is about.
    fn lead(&self) -> Option<&Connection> {
        match &self.attempt {
            Attempt::Open(open) if open.proven => Some(&open.connection),
            _ => self.sounding.as_ref(),
        }
    }

    fn judge_attempt(&mut self, step: &mut Step) {
        let demand = self.demand(step.now, step.settings);
        match &mut self.attempt {
            Attempt::Connecting { since, .. } if step.now >= *since + ANSWER_WITHIN => {
                self.attempt_failed(step, Fault::NoAnswer { host: self.host.clone() }, None);
            }
            Attempt::Open(open) if !open.proven => {
                if step.now >= open.connection.last_bytes() + BYTES_WITHIN {
                    self.attempt_failed(step, Fault::Stalled { host: self.host.clone() }, None);
                    return;
                }
                match open.proof.outcome(step.now, demand, &open.connection, step.settings) {
                    Outcome::NotYet => {}
                    Outcome::TooSlow => {
                        open.proof.restart();
                        self.blame(step.now, Fault::TooSlow { host: self.host.clone() });
                    }
                    Outcome::Passed => {
                        open.proven = true;
                        (self.is_new, self.drilled) = (false, false);
                        self.recover(step.now);
                    }
                }
            }
            _ => {}
        }
    }

    fn demand(&self, now: Now, settings: &Settings) -> Demand {
        match settings.start {
            _ if self.drilled => Demand::Probation(AFTER_DRILL.min(settings.probation)),
            Start::Fast if self.is_new => Demand::FirstSound,
            Start::Full if self.is_new => Demand::FullBuffer,
            Start::Fast | Start::Full => Demand::Probation(self.damping.probation(now, settings.probation)),
        }
    }

    fn keep_trying(&mut self, step: &mut Step) {
        if self.standing.is_up() {
            return;
        }
        if matches!(self.attempt, Attempt::None) {
            let until = match self.standing {
                Standing::Down { .. } => self.backoff.first(step.now, step.rng),
                _ => self.backoff.at_once(step.now),
            };
            self.attempt = Attempt::Waiting { until };
        }
        if matches!(self.attempt, Attempt::Waiting { until } if step.now >= until) {
            self.attempt = step.new_attempt();
        }
    }

    // --- changes of standing

    /// A feed that was good, or the connection that sounds, has failed.
    fn fall(&mut self, step: &mut Step, fault: Fault) {
        if !self.standing.is_up() {
            self.blame(step.now, fault);
            return;
        }
        let before = self.damping;
        self.damping.lost(step.now, step.settings.probation);
        self.backoff.begin(step.now);
        self.attempt = Attempt::None;
        if let Some(connection) = &mut self.sounding {
            connection.doubt(step.now);
        }
        self.standing = Standing::Down { since: step.now, fault, before };
    }

    fn attempt_failed(&mut self, step: &mut Step, fault: Fault, retry_after: Option<Duration>) {
        let Some(started) = self.attempt.started() else { return };
        if self.attempt.is_proven() {
            self.fall(step, fault);
            return;
        }
        if matches!(self.attempt, Attempt::Open(_)) {
            self.is_new = false;
        }
        if !matches!(self.standing, Standing::Down { .. }) {
            self.backoff.begin(step.now);
        }
        self.drilled = false;
        let until = self.backoff.next(step.now, started, &fault, retry_after, step.rng);
        self.attempt = Attempt::Waiting { until };
        self.blame(step.now, fault);
    }

    /// Keeps since when the feed is down, but says why as it is known now.
    fn blame(&mut self, now: Now, why: Fault) {
        match &mut self.standing {
            Standing::Down { fault, .. } => *fault = why,
            standing => *standing = Standing::Down { since: now, fault: why, before: self.damping },
        }
    }

    fn recover(&mut self, now: Now) {
        self.probe = None;
        self.standing = Standing::Good { since: now };
    }
}
