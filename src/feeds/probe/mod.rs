//! The probe: walks from this machine to a stream, step by step, and says where the way ends and what that means.
//!
//! It looks (`surroundings`), knocks (`reach`), asks (`answer`, `target`), listens (`listen`, `sound`), and only
//! then judges ([`conclude`]). A probe explains; it never takes a sounding feed off the air.

mod answer;
pub mod conclude;
mod listen;
mod reach;
mod sound;
mod surroundings;
mod target;
mod walk;
mod words;

#[cfg(test)]
mod tests;

use std::io;
use std::time::Duration;

use serde::{Serialize, Serializer};
use url::Url;

use crate::fault::{Fault, is_local_host};
pub use conclude::may_be_explained;
use conclude::{Findings, Internet, conclude};
pub use surroundings::{Surroundings, WaysOut};
pub use target::{Expect, Target};

/// How to probe. Every call blocks, and is to be made from a thread of its own, never from within an async task.
#[derive(Clone, Debug)]
pub struct Probe {
    /// Asked only about feeds outside the local network. Empty: nobody but the feed's own host is ever contacted.
    pub targets: Vec<Target>,
    pub surroundings: Surroundings,
    pub deadlines: Deadlines,
    /// Rehearses a remote feed on a local address. `false` but in tests.
    pub treat_as_remote: bool,
}

/// The longest that each step may take.
#[derive(Clone, Copy, Debug)]
pub struct Deadlines {
    pub name: Duration,
    pub connect: Duration,
    /// Until the answer's headers are read, the secure connection included.
    pub answer: Duration,
    /// Until there are enough bytes to judge.
    pub sound: Duration,
    /// How long the stream's pace is measured.
    pub listen: Duration,
    /// For each target; all are asked at once.
    pub target: Duration,
    /// For all of [`Probe::explain`].
    pub explain: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            name: Duration::from_secs(3),
            connect: Duration::from_secs(3),
            answer: Duration::from_secs(5),
            sound: Duration::from_secs(5),
            listen: Duration::from_secs(1),
            target: Duration::from_secs(3),
            explain: Duration::from_millis(1800),
        }
    }
}

/// One step of the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    pub name: StepName,
    #[serde(flatten)]
    pub outcome: Outcome,
    /// `None` if the step was skipped or is timed as part of another.
    #[serde(rename = "took_ms", serialize_with = "milliseconds")]
    pub took: Option<Duration>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepName {
    Link,
    Route,
    Name,
    Connect,
    Tls,
    Answer,
    Sound,
    Internet,
    Clock,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    Good { note: String },
    Bad { fault: Fault },
    Skipped { why: &'static str },
}

/// What a walk found, and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// The address without its secrets.
    pub url: String,
    pub steps: Vec<Step>,
    /// `None`: the stream plays.
    pub fault: Option<Fault>,
}

impl Probe {
    /// A probe of this machine's way to a feed.
    pub fn new(targets: Vec<Target>) -> Self {
        let (surroundings, deadlines) = (Surroundings::of_this_machine(), Deadlines::default());
        Self { targets, surroundings, deadlines, treat_as_remote: false }
    }

    /// Walks all the way and tells each step as it is done. Takes at most the sum of the deadlines.
    ///
    /// # Errors
    /// If this machine cannot start what a probe needs (threads, sockets): then nothing is known of the network.
    pub fn walk(&self, url: &Url, step: impl FnMut(&Step)) -> io::Result<Diagnosis> {
        walk::walk(self, url, step)
    }

    /// Explains a fault that a feed's connection has reported, by what can be learned within [`Deadlines::explain`].
    /// The feed's own host is not contacted. What cannot be explained better is returned as it is.
    pub fn explain(&self, fault: Fault, url: &Url) -> Fault {
        if self.is_local(url) || !may_be_explained(&fault) {
            return fault;
        }
        let ways = self.surroundings.ways_out();
        let mut found = Findings {
            host: answer::host_of(url),
            local: false,
            secure: url.scheme() == "https",
            link: self.surroundings.links().map(|links| !links.is_empty()),
            route: ways.map(WaysOut::any),
            // The addresses are not looked up again: without both kinds of way out, the station is not blamed.
            reachable_kind: ways.is_none_or(|ways| ways.v4 && ways.v6),
            feed: Err(fault.clone()),
            internet: Internet::NotAsked,
            clock_off: None,
        };
        // Without a link or a route the kernel itself turns every question back.
        if found.link != Some(false) && found.route != Some(false) {
            (found.internet, found.clock_off) = self.ask_targets(self.deadlines.explain);
        }
        conclude(&found).err().unwrap_or(fault)
    }

    fn is_local(&self, url: &Url) -> bool {
        !self.treat_as_remote && url.host_str().is_none_or(is_local_host)
    }

    fn ask_targets(&self, deadline: Duration) -> (Internet, Option<jiff::SignedDuration>) {
        let Ok(runtime) = runtime() else { return (Internet::NotAsked, None) };
        let replies = runtime.block_on(target::ask_all(&self.targets, self.surroundings.proxied, deadline));
        runtime.shutdown_background();
        let off = replies.iter().find_map(|reply| if let target::Reply::AsExpected(off) = reply { *off } else { None });
        (target::sum_up(&self.targets, &replies), off)
    }
}

/// To be ended with `shutdown_background`: a name's look-up may hang long after its deadline, and is left behind.
fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

fn milliseconds<S: Serializer>(took: &Option<Duration>, out: S) -> Result<S::Ok, S::Error> {
    took.map(|took| u64::try_from(took.as_millis()).unwrap_or(u64::MAX)).serialize(out)
}
