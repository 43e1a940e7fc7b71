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
    /// The server has accepted, its headers are read.
    Connected { mirror: usize },
    /// Sent about four times a second while bytes arrive, and once a second while they do not:
    /// bytes since the last such report, and how much sound lies between the network and the ear.
    Flow { bytes: u64, buffered: Duration, decoded: Duration },
    /// The connection is over: cut, ended, or given up by the decoder.
    Lost { fault: Fault },
    /// Sound was decoded without an error since the last report.
    Decoded { length: Duration },
    /// Bytes went in and no sound came out, for this many bytes in a row.
    Undecodable { bytes: u64 },
    /// The decoded stream is silent: for how long by now, and how long until its first silent frame is heard.
    DeadAir { silent: Duration, heard_in: Duration },
    /// The decoded stream has turned to noise: for how long by now, and until it is heard.
    Noise { noisy: Duration, heard_in: Duration },
    /// After dead air or noise: music again.
    Music,
    /// A title change that is decoded and will be heard in this time: a good moment to leave.
    Title { heard_in: Duration },
    /// What a probe found out. A probe explains; it never takes a sounding feed off the air.
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
    /// A local track has ended, or ends within the fade: the moment for a return at track's end.
    TrackEnd,
    /// This machine's own link has come up.
    LinkUp,
    /// A person presses "Try now": all feeds are tried at once, and manual return is granted.
    TryNow,
    /// A person wants to stay (or no longer stay) on local music.
    StayOffline(bool),
    /// The machine slept, or time jumped: all deadlines are taken anew.
    Resumed,
    /// A rehearsal: the feed is treated as failed until the flag falls.
    Drill(bool),
}

/// How what sounds now is to be left, when it is not what should be on air.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leave {
    /// At once, within the fade.
    Now,
    /// So that the fade is over when this much more has been heard (dead air or noise comes then).
    Within(Duration),
    /// At the end of the track, or of what is buffered: the mixer's standing order does it.
    AtEnd,
}

/// What the machine wants: a state, not commands. The conductor reconciles.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// What should be on air.
    pub on_air: Source,
    /// How to leave what is on air, if that is something else.
    pub leave: Leave,
    /// The attempts that should be under way: a feed and its attempt's number. An attempt of another
    /// number is to be dropped and a new one made.
    pub connect: Vec<(FeedId, u64)>,
    /// The next moment at which time alone changes something. `None`: only evidence can.
    pub wake_at: Option<Now>,
    /// Why the most wanted feed is not on air; `None` when it is, in good health.
    pub because: Option<Fault>,
}
