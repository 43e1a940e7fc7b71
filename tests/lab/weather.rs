//! The fault of the hour: whom it befalls, and when it turns.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::connection::{Condition, Conn};
use super::door::Door;
use super::faults::Fault;
use super::server::relock;

/// All that a change of fault changes, under one lock: it is complete before `set` returns.
pub(crate) struct Weather {
    pub door: Door,
    pub new: Option<Fault>,
    /// Overrides `new` for all that is not the stream.
    pub probe: Option<Option<Fault>>,
    flap: Option<Flap>,
    pub version: u64,
    pub conns: Vec<(Arc<Conn>, JoinHandle<()>)>,
}

struct Flap {
    fault: Fault,
    /// How long it is up, and down.
    phases: [Duration; 2],
    down: bool,
    next: Instant,
    whom: Whom,
}

/// Whom a fault befalls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whom {
    All,
    New,
    Running,
}

impl Weather {
    /// Fair.
    pub fn behind(door: Door) -> Self {
        Self { door, new: None, probe: None, flap: None, version: 0, conns: Vec::new() }
    }

    /// `fault` from now on; `None`: fair. Time runs `speed` times as fast as the wall's.
    pub fn set(&mut self, fault: Option<Fault>, whom: Whom, speed: f64) {
        self.flap = None;
        if let Some(Fault::Flap { fault, up, down }) = fault {
            let phases = [up, down].map(|phase| phase.div_f64(speed));
            self.flap = Some(Flap { fault: *fault, phases, down: false, next: Instant::now(), whom });
            self.flap_if_due();
        } else {
            self.change(fault, whom);
        }
    }

    /// What a new connection meets.
    pub fn for_new(&mut self) -> Condition {
        self.version += 1;
        Condition::new(self.new.clone(), self.version)
    }

    fn change(&mut self, fault: Option<Fault>, whom: Whom) {
        self.version += 1;
        if whom != Whom::New {
            for (conn, _) in &self.conns {
                *relock(&conn.condition) = Condition::new(fault.clone(), self.version);
            }
        }
        if whom != Whom::Running {
            self.door.suit(fault.as_ref()).expect("the lab's port is its own");
            self.new = fault;
        }
    }

    /// Turns a flapping fault on or off when its time has come.
    pub fn flap_if_due(&mut self) {
        let Some(flap) = self.flap.as_mut().filter(|flap| flap.next <= Instant::now()) else { return };
        flap.down = !flap.down;
        flap.next += flap.phases[usize::from(flap.down)];
        let (fault, whom) = (flap.down.then(|| flap.fault.clone()), flap.whom);
        self.change(fault, whom);
    }
}
