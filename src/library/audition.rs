//! The background listener: decodes whole files unheard, to know whether they play to their end and how loud they are.
//!
//! It works at the lowest priority and rests as long as it has worked, so that it never takes more than half of one
//! core; a file takes as long as its disk wants, and nobody waits for that: dropping the handle leaves the thread
//! behind, which goes home at its next block.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use crate::audio::SILENCE;
use crate::audio::decoder::{self, Block, DecodeError, Decoder, Input};
use crate::audio::loudness::Measure;
use crate::clock::Clock;
use crate::fault::Fault;
use crate::model::Now;
use crate::store::music::{Heard, Sound, Stamp};

/// So long it works before it rests as long.
const SHIFT: Duration = Duration::from_millis(50);
/// A file with more damaged packets than so many, and than one in so many, is damaged.
const BAD: (u32, u32) = (3, 50);

/// The handle. Dropping it ends the listening, at once and without waiting.
pub struct Audition {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// Paths by their turn; one that is not in `waiting` any more has had its turn.
    urgent: VecDeque<PathBuf>,
    later: VecDeque<PathBuf>,
    /// What is still to be heard, and whether it is urgent.
    waiting: HashMap<PathBuf, bool>,
    paused: bool,
    over: bool,
}

impl Audition {
    /// Starts the thread; `out` is called on it with each file's verdict.
    ///
    /// # Errors
    /// There can be no more threads.
    pub fn start(out: impl Fn(PathBuf, Sound) + Send + 'static) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let its = shared.clone();
        std::thread::Builder::new().name("audition".into()).spawn(move || its.run(&out))?;
        Ok(Self { shared })
    }

    /// Asks for verdicts on these files. What is waiting already is not heard twice; what is urgent goes first, in the
    /// order of asking.
    pub fn want(&self, paths: impl IntoIterator<Item = PathBuf>, urgent: bool) {
        let mut state = self.shared.lock();
        for path in paths {
            state.want(path, urgent);
        }
        self.shared.changed.notify_all();
    }

    /// Rests while the machine has more important work, in the middle of a file too.
    pub fn pause(&self, paused: bool) {
        self.shared.lock().paused = paused;
        self.shared.changed.notify_all();
    }

    /// Files that wait for their turn.
    pub fn waiting(&self) -> usize {
        self.shared.lock().waiting.len()
    }
}

impl Drop for Audition {
    fn drop(&mut self) {
        self.shared.lock().over = true;
        self.shared.changed.notify_all();
    }
}

impl State {
    fn want(&mut self, path: PathBuf, urgent: bool) {
        let known = self.waiting.get(&path).copied();
        if known == Some(true) || (known == Some(false) && !urgent) {
            return;
        }
        self.waiting.insert(path.clone(), urgent);
        if urgent { &mut self.urgent } else { &mut self.later }.push_back(path);
    }

    fn next(&mut self) -> Option<PathBuf> {
        while let Some(path) = self.urgent.pop_front().or_else(|| self.later.pop_front()) {
            if self.waiting.remove(&path).is_some() {
                return Some(path);
            }
        }
        None
    }
}

impl Shared {
    /// A thread that died with the lock has left nothing half done.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self, out: &dyn Fn(PathBuf, Sound)) {
        // Where it may not be humbler it is at least half idle.
        let _ = rustix::process::setpriority_process(None, 19);
        let mut pace = Pace::new(self);
        while let Some(path) = self.next() {
            pace.begin();
            match audition(&path, || pace.go_on()) {
                Some(sound) => out(path, sound),
                None => return,
            }
            if !pace.go_on() {
                return;
            }
        }
    }

    /// The next file, when there is one and time for it; `None` when it is over.
    fn next(&self) -> Option<PathBuf> {
        let mut state = self.lock();
        loop {
            if state.over {
                return None;
            }
            match if state.paused { None } else { state.next() } {
                None => state = self.wait(state),
                path => return path,
            }
        }
    }

    /// Rests so long, and while it is paused. `false` when it is over.
    fn rest(&self, length: Duration) -> bool {
        let state = self.lock();
        let rested = self.changed.wait_timeout_while(state, length, |state| !state.over);
        let (mut state, _) = rested.unwrap_or_else(PoisonError::into_inner);
        while state.paused && !state.over {
            state = self.wait(state);
        }
        !state.over
    }
}

/// Work and rest in turn.
struct Pace<'a> {
    shared: &'a Shared,
    clock: Clock,
    seen: Now,
    /// Since the last rest.
    worked: Duration,
}

impl<'a> Pace<'a> {
    fn new(shared: &'a Shared) -> Self {
        Self { shared, clock: Clock::real(), seen: Duration::ZERO, worked: Duration::ZERO }
    }

    /// Work begins now.
    fn begin(&mut self) {
        self.seen = self.clock.now();
    }

    /// Asked after every block and every file, short as they may be. `false` when it is over.
    fn go_on(&mut self) -> bool {
        let before = self.seen;
        self.begin();
        self.worked += self.seen.saturating_sub(before);
        if self.worked < SHIFT {
            return true;
        }
        let go_on = self.shared.rest(std::mem::take(&mut self.worked));
        self.begin();
        go_on
    }
}

/// Hears one file to its end. `go_on` is asked after every block; `None` if it says no.
fn audition(path: &Path, go_on: impl FnMut() -> bool) -> Option<Sound> {
    let (stamp, verdict) = match stamp(path) {
        Ok(stamp) => (stamp, listen(path, go_on)?),
        Err(fault) => (Stamp::default(), Err(fault)),
    };
    Some(Sound { stamp, at: Timestamp::now(), verdict: verdict.map_err(|fault| fault.sentence()) })
}

/// What tells this file from a later one of its name. A pipe or a device is none: reading it might never end.
fn stamp(path: &Path) -> Result<Stamp, Fault> {
    let about = std::fs::metadata(path).map_err(|error| DecodeError::Io(error.kind()).of_file(path.to_owned()))?;
    if !about.is_file() {
        return Err(Fault::FileUnreadable { path: path.to_owned(), why: "it is no file".into() });
    }
    Ok(Stamp::of(&about))
}

fn listen(path: &Path, mut go_on: impl FnMut() -> bool) -> Option<Result<Heard, Fault>> {
    let failed = |error: DecodeError| Some(Err(error.of_file(path.to_owned())));
    let mut decoder = match Decoder::open(Input::File(path.to_owned()), Duration::ZERO) {
        Ok(decoder) => decoder,
        Err(error) => return failed(error),
    };
    let mut tally = Tally::default();
    loop {
        match decoder.next() {
            Ok(Some(block)) => tally.take(block),
            Ok(None) => return Some(tally.verdict(decoder.announced(), path)),
            Err(error) if error.is_skippable() => tally.bad += 1,
            Err(error) => return failed(error),
        }
        if !go_on() {
            return None;
        }
    }
}

/// What has been heard of a file so far.
#[derive(Default)]
struct Tally {
    measure: Option<Measure>,
    /// In seconds.
    length: f64,
    blocks: u32,
    bad: u32,
    audible: bool,
}

impl Tally {
    fn take(&mut self, block: Block<'_>) {
        let Block { samples, rate } = block;
        self.measure = self.measure.take().or_else(|| Measure::new(rate));
        if let Some(measure) = &mut self.measure {
            measure.hear(samples, rate);
        }
        self.length += (samples.len() / 2) as f64 / f64::from(rate);
        self.blocks += 1;
        let energy: f32 = samples.iter().map(|sample| sample * sample).sum();
        self.audible |= energy >= SILENCE * SILENCE * samples.len() as f32;
    }

    fn verdict(self, announced: Option<Duration>, path: &Path) -> Result<Heard, Fault> {
        let path = path.to_owned();
        let length = Duration::try_from_secs_f64(self.length).unwrap_or_default();
        let cut = announced.is_some_and(|announced| length + decoder::MISSING < announced);
        if cut || (self.bad > BAD.0 && self.bad > self.blocks / BAD.1) {
            return Err(Fault::FileDamaged { path });
        }
        if !self.audible {
            return Err(Fault::FileSilent { path });
        }
        Ok(Heard { length, level: self.measure.and_then(|measure| measure.level()) })
    }
}

#[cfg(test)]
mod tests;
