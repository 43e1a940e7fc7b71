//! The failover machine: evidence in, plan out. Pure: no clock, no I/O, no threads.
//!
//! Two axes, never mixed: who should be on air ([`Plan::on_air`], one by type), and how each feed is ([`Health`]).
//!
//! | file | question |
//! |---|---|
//! | `machine` | Which source should be on air, and how is the present one left for it? |
//! | `candidate` | One feed: is it good, in doubt, down? When is it tried again? |
//! | `attempt`, `proof` | The connection that is decoded unheard: may it come on air? |
//! | `connection`, `suspicion`, `level` | One connection: does it flow, will it run dry, is it music? |
//! | `backoff` | How often to retry, and how long a feed that flaps must behave |
//! | `health`, `settings` | The words for faces and configuration |
//!
//! What the conductor owes the machine:
//! - It calls [`Machine::step`] with every observation, and with [`Observation::Tick`] at [`Plan::wake_at`].
//! - An attempt is known by its number. Evidence of an attempt that is no longer listed is dropped, not passed on.
//! - When the mixer has moved to a feed it says [`Observation::Switched`] first; from then on what was the attempt
//!   reports as [`Via::OnAir`]. An on-air connection is kept until the mixer has left it, even if its feed is down:
//!   it may revive.
//! - An attempt is kept at the live edge: its oldest sound is dropped rather than the network held up, but not below
//!   the wanted buffer, nor below 8 s.

mod attempt;
mod backoff;
mod candidate;
mod connection;
mod health;
mod level;
mod machine;
mod proof;
mod settings;
mod suspicion;

#[cfg(test)]
mod invariants;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod stories;

pub use health::Health;
pub use machine::Machine;
pub use settings::{Return, Settings, Start};

use std::time::Duration;

use serde::Serialize;

use crate::fault::Fault;
use crate::model::{FeedId, Now, Source};

/// Which of a feed's connections an observation is about. A feed may have two: the one that sounds
/// (perhaps already dead, its buffer draining), and an attempt that is decoded unheard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    OnAir,
    Attempt,
}

/// One observation of a feed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// An attempt ended before it brought any sound.
    ConnectFailed { fault: Fault, retry_after: Option<Duration> },
    /// The server has accepted, its headers are read. Only this opens an attempt.
    Connected { mirror: usize },
    /// Sent about four times a second while bytes arrive, and once a second while they do not: bytes since the last
    /// such report, how much sound lies between the network and the ear, and how much of that is decoded already.
    /// With twice the wanted buffer in hand no silence counts as a stall: then we hold the sender back.
    Flow { bytes: u64, buffered: Duration, decoded: Duration },
    /// The connection is over: cut, ended, or given up by the decoder.
    Lost { fault: Fault },
    /// Sound was decoded without an error since the last report.
    Decoded { length: Duration },
    /// Bytes went in and no sound came out, for this many bytes in a row.
    Undecodable { bytes: u64 },
    /// The decoded stream is silent: for how long by now, and how long until its first silent frame is heard. Sent
    /// again while it lasts; of an attempt, `heard_in` says nothing.
    DeadAir { silent: Duration, heard_in: Duration },
    /// The decoded stream has turned to noise: for how long by now, and until it is heard.
    Noise { noisy: Duration, heard_in: Duration },
    /// After dead air or noise: music again.
    Music,
    /// A title change that is decoded and will be heard in this time: a good moment to leave.
    Title { heard_in: Duration },
    /// What a probe found out, whatever the `via`. A probe explains, and makes suspect until the next one; it never
    /// takes a sounding feed off the air. One that gets through after one that did not is a reason to try at once.
    Probe { finding: Result<(), Fault> },
}

/// What the machine is told.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Observation {
    /// Nothing happened; it is merely `wake_at`.
    Tick,
    Feed {
        feed: FeedId,
        via: Via,
        evidence: Evidence,
    },
    /// The mixer's word: this sounds from now on.
    Switched {
        to: Source,
    },
    /// This machine's own link has come up: what waits is tried at once, but not before a server's `Retry-After`.
    LinkUp,
    /// A person presses "Try now": all feeds are tried at once, even before a server's `Retry-After`, and a manual
    /// return is granted once.
    TryNow,
    /// A person wants to stay on local music: nothing is connected. `false` is like "Try now".
    StayOffline(bool),
    /// The machine slept: every connection is taken for lost (what is buffered still plays), all are tried at once.
    /// This is no loss for the flap damping, and if the connection on air lives after all, it goes on.
    Resumed,
    /// The whole program was held up (stopped, starved): nothing was seen meanwhile, so nothing follows from silence.
    HeldUp,
    /// A rehearsal: every feed is treated as failed until the flag falls. Then a feed comes back through a new
    /// attempt and 3 s of probation, as one that a person asked for; damping knows nothing of it.
    Drill(bool),
}

/// How what sounds now is to be left, when it is not what should be on air. Each plan takes back the last one's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leave {
    /// At once, within the fade.
    Now,
    /// So that the fade is over when this much more has been heard, counted from this step: dead air or noise comes
    /// then, or the title ends.
    Within(Duration),
    /// At the end of the track, or of what is buffered: the mixer's standing order does it. Arm it for `on_air`.
    AtEnd,
}

/// What the machine wants: a state, not commands. The conductor reconciles.
///
/// Falling back is immediate; coming back follows [`Return`]:
/// - With [`Return::Now`] a feed that is ready is `on_air` with [`Leave::Now`].
/// - With [`Return::TrackEnd`] it is `on_air` at once too, but with [`Leave::AtEnd`]: its deck is armed as the next.
/// - With [`Return::Manual`] the reserve stays `on_air` until a person has asked; then as with `TrackEnd`.
/// - Starting the player, "Try now", an end of `StayOffline` or of a drill is asking. What is ready within 30 s of it
///   comes with [`Leave::Now`], whatever the setting. The wish is spent when a feed has come.
/// - Between feeds there is no track's end: a better one takes over with [`Leave::Now`], unless the setting is
///   `Manual`.
/// - From a feed that has failed to any that is ready no permission is needed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// What should be on air. If this feed also has an attempt in `connect`, that attempt is meant: it has passed,
    /// and if the same feed's old connection still sounds, the mixer moves from the one to the other.
    pub on_air: Source,
    /// How to leave what is on air, if that is something else.
    pub leave: Leave,
    /// The attempts that should be under way, at most one for a feed: the feed and its attempt's number, which is never
    /// used twice. What is not listed is to be dropped, an attempt of another number too, and a new one made. Once
    /// `Switched` has named the feed, its attempt is what is on air, and no longer listed.
    pub connect: Vec<(FeedId, u64)>,
    /// The next moment at which time alone changes something, always later than this step. `None`: only evidence can.
    pub wake_at: Option<Now>,
    /// Why the most wanted feed is not on air, or is in doubt. `None` when all is well with it, and also while
    /// nothing is known against it or a person stays offline.
    pub because: Option<Fault>,
}
