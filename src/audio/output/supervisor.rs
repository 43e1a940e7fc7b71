//! What the output's thread does: watch the device's heartbeat, and pull the mixer itself while there is none.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Duration;

use super::device::{BUFFER, Stream, open};
use super::ear::Ear;
use super::slot::Slot;
use super::{News, Target};
use crate::audio::CHANNELS;
use crate::audio::mixer::Mixer;
use crate::clock::Clock;

/// Length of a pull without a device, and of a look at one.
const TICK: Duration = Duration::from_millis(20);
/// A device that is missing is looked for this often.
const RETRY: Duration = Duration::from_millis(250);
/// An attempt that takes longer speaks of a server that does not answer; then the pauses double, up to the longest.
const SLOW: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// An attempt to open a device that takes longer is left behind.
const PATIENCE: Duration = Duration::from_secs(5);
/// The first attempt is waited for this long before the music begins without a device.
const FIRST: Duration = Duration::from_millis(1500);
/// A device that has just been opened may take its first buffers and then none for so long.
const SETTLING: Duration = Duration::from_secs(3);
/// A tick this late says that the whole program was held up.
const LATE: Duration = Duration::from_millis(250);
/// The null clock's owner number; streams count from 1.
const SUPERVISOR: u64 = 0;
/// Frames pulled at a time.
const BLOCK: usize = 512;
/// Without a device, time that could not be kept (the machine slept) is not caught up beyond this.
const CATCH_UP: Duration = Duration::from_secs(2);

/// Opens a device (the preferred one without a name) for an owner at a rate in Hz.
type Open = fn(Option<String>, Arc<Slot>, u64, u32) -> Receiver<Result<Stream, String>>;

pub(super) fn run(
    mixer: Mixer,
    target: Target,
    switch: &Receiver<Target>,
    clock: Clock,
    stop: &AtomicBool,
    report: &dyn Fn(News),
) {
    let mut supervisor = Supervisor::new(mixer, target, clock, open, report);
    while !stop.load(Ordering::Acquire) {
        while let Ok(target) = switch.try_recv() {
            supervisor.turn_to(target, report);
        }
        supervisor.tick(report);
        std::thread::park_timeout(clock.wait(TICK).min(TICK));
    }
}

/// The device that is wanted, if any, by its name, if it has one; and who hears what no device plays.
fn parts(target: Target, rate: u32, report: &dyn Fn(News)) -> (Option<Option<String>>, Ear) {
    match target {
        Target::Default => (Some(None), Ear::Nobody),
        Target::Named(name) => (Some(Some(name)), Ear::Nobody),
        Target::Null => (None, Ear::Nobody),
        Target::Virtual(listener) => (None, Ear::Listener(listener)),
        Target::Wav(path) => (None, Ear::open(path, rate, report)),
    }
}

/// The device, as the supervisor sees it.
enum State {
    /// None is wanted.
    Alone,
    /// None is there. Perhaps one is being opened.
    Missing {
        attempt: Option<Attempt>,
        retry_at: Duration,
    },
    Playing(Playing),
}

/// A device at work.
struct Playing {
    stream: Stream,
    /// As it was wanted.
    of: Option<String>,
    since: Duration,
    /// So many beats were seen, the last at that time.
    beats: u64,
    seen: Duration,
    /// Another device is being opened, to take over.
    successor: Option<Attempt>,
}

struct Attempt {
    answer: Receiver<Result<Stream, String>>,
    of: Option<String>,
    owner: u64,
    since: Duration,
}

/// What has become of an attempt.
enum Outcome {
    Pending(Attempt),
    Open(Playing, u64),
    Failed(String),
}

impl Attempt {
    fn outcome(self, now: Duration) -> Outcome {
        match self.answer.try_recv() {
            Ok(Ok(stream)) => {
                let playing = Playing { stream, of: self.of, since: now, beats: 0, seen: now, successor: None };
                Outcome::Open(playing, self.owner)
            }
            Ok(Err(why)) => Outcome::Failed(why),
            Err(TryRecvError::Disconnected) => Outcome::Failed("the sound system gave up".into()),
            Err(TryRecvError::Empty) if now - self.since < PATIENCE => Outcome::Pending(self),
            Err(TryRecvError::Empty) => Outcome::Failed("the sound server does not answer".into()),
        }
    }
}

struct Supervisor {
    slot: Arc<Slot>,
    open: Open,
    /// `None`: no device is wanted. `Some(None)`: the preferred one.
    wanted: Option<Option<String>>,
    /// It was asked for while the mixer ran, and is still to be opened: if it cannot be, the preferred one is next.
    asked: bool,
    ear: Ear,
    rate: u32,
    clock: Clock,
    /// Frames pulled without a device since `began`.
    played: u64,
    began: Duration,
    streams: u64,
    /// Between attempts at a device that is missing.
    pause: Duration,
    state: State,
    /// When the last tick was: a supervisor that was itself held up must not blame the device.
    ticked: Duration,
    /// The last complaint, so that it is made once.
    told: Option<News>,
}

impl Supervisor {
    fn new(mixer: Mixer, target: Target, clock: Clock, open: Open, report: &dyn Fn(News)) -> Self {
        let rate = mixer.rate();
        let (wanted, ear) = parts(target, rate, report);
        let missing = State::Missing { attempt: None, retry_at: Duration::ZERO };
        Self {
            slot: Arc::new(Slot::new(mixer)),
            open,
            state: if wanted.is_some() { missing } else { State::Alone },
            wanted,
            asked: false,
            ear,
            rate,
            clock,
            played: 0,
            began: clock.now(),
            streams: 0,
            pause: RETRY,
            ticked: clock.now(),
            told: None,
        }
    }

    /// Another target is wanted. What plays, plays on until the new device is open.
    fn turn_to(&mut self, target: Target, report: &dyn Fn(News)) {
        let now = self.clock.now();
        (self.wanted, self.ear) = parts(target, self.rate, report);
        self.asked = self.wanted.is_some();
        self.state = match (std::mem::replace(&mut self.state, State::Alone), &self.wanted) {
            (State::Playing(playing), Some(of)) if playing.of == *of => {
                self.asked = false;
                State::Playing(Playing { successor: None, ..playing })
            }
            (State::Playing(playing), Some(_)) => State::Playing(Playing { successor: self.attempt(now), ..playing }),
            (_, Some(_)) => State::Missing { attempt: self.attempt(now), retry_at: now },
            (State::Playing(_), None) => {
                self.keep_time_from(now);
                State::Alone
            }
            (_, None) => State::Alone,
        };
        if self.wanted.is_none() {
            self.tell(News::Released, report);
        }
    }

    fn tick(&mut self, report: &dyn Fn(News)) {
        let now = self.clock.now();
        let late = now - std::mem::replace(&mut self.ticked, now) > LATE;
        self.state = match std::mem::replace(&mut self.state, State::Alone) {
            State::Alone => State::Alone,
            State::Missing { attempt, retry_at } => self.look_for_device(attempt, retry_at, now, report),
            State::Playing(playing) => {
                let seen = if late { now } else { playing.seen };
                self.look_at_device(Playing { seen, ..playing }, now, report)
            }
        };
        match &self.state {
            State::Playing(_) => {}
            // Music that waits a moment for the first device is heard from its first note.
            State::Missing { attempt: Some(_), .. } if self.streams == 1 && now < FIRST => self.began = now,
            _ => self.keep_time(now, report),
        }
    }

    /// No device: pulls what real time is due.
    fn keep_time(&mut self, now: Duration, report: &dyn Fn(News)) {
        let due = |since: Duration| ((now - since).as_secs_f64() * f64::from(self.rate)) as u64;
        if due(self.began) > self.played + (CATCH_UP.as_secs_f64() * self.clock.speed() * f64::from(self.rate)) as u64 {
            (self.began, self.played) = (now - CATCH_UP.min(now), 0);
        }
        let due = ((now - self.began).as_secs_f64() * f64::from(self.rate)) as u64;
        let mut block = [0.0; BLOCK * CHANNELS];
        while self.played + (BLOCK as u64) <= due && self.slot.render(SUPERVISOR, &mut block) {
            self.played += BLOCK as u64;
            self.ear.hear(&block, report);
        }
    }

    /// From now on the supervisor pulls.
    fn keep_time_from(&mut self, then: Duration) {
        self.slot.give_to(SUPERVISOR);
        (self.began, self.played) = (then, 0);
    }

    fn look_for_device(
        &mut self,
        attempt: Option<Attempt>,
        retry_at: Duration,
        now: Duration,
        report: &dyn Fn(News),
    ) -> State {
        let Some(attempt) = attempt else {
            return State::Missing { attempt: if now >= retry_at { self.attempt(now) } else { None }, retry_at };
        };
        let since = attempt.since;
        match attempt.outcome(now) {
            Outcome::Pending(attempt) => return State::Missing { attempt: Some(attempt), retry_at },
            Outcome::Open(playing, owner) => return self.take_over(playing, owner, report),
            Outcome::Failed(why) if self.asked => {
                self.refuse(why, report);
                return State::Missing { attempt: self.attempt(now), retry_at: now };
            }
            Outcome::Failed(why) => self.tell(News::Missing { why }, report),
        }
        // Each attempt at a frozen server costs a thread that may never end: ask it less and less often.
        let slow = now - since > SLOW;
        self.pause = if slow { (self.pause * 2).min(LONGEST_PAUSE) } else { RETRY };
        State::Missing { attempt: None, retry_at: now + self.pause }
    }

    fn attempt(&mut self, now: Duration) -> Option<Attempt> {
        let of = self.wanted.clone()?;
        self.streams += 1;
        let answer = (self.open)(of.clone(), self.slot.clone(), self.streams, self.rate);
        Some(Attempt { answer, of, owner: self.streams, since: now })
    }

    /// A device is open: from this frame on it plays, and no other.
    fn take_over(&mut self, playing: Playing, owner: u64, report: &dyn Fn(News)) -> State {
        self.slot.give_to(owner);
        self.asked = false;
        self.tell(News::Playing { device: playing.stream.name.clone() }, report);
        State::Playing(playing)
    }

    /// What was asked for cannot be had: the preferred device is followed.
    fn refuse(&mut self, why: String, report: &dyn Fn(News)) {
        let device = self.wanted.replace(None).flatten().unwrap_or_else(|| "default".into());
        self.asked = false;
        self.tell(News::Refused { device, why }, report);
    }

    fn look_at_device(&mut self, mut playing: Playing, now: Duration, report: &dyn Fn(News)) -> State {
        match playing.successor.take().map(|attempt| attempt.outcome(now)) {
            Some(Outcome::Pending(attempt)) => playing.successor = Some(attempt),
            Some(Outcome::Open(next, owner)) => return self.take_over(next, owner, report),
            Some(Outcome::Failed(why)) if self.asked => {
                let preferred_failed = self.wanted == Some(None);
                self.refuse(why, report);
                if playing.of.is_some() && !preferred_failed {
                    playing.successor = self.attempt(now);
                }
            }
            // Nor can the preferred one be had: what plays is kept.
            Some(Outcome::Failed(_)) | None => {}
        }
        self.watch(playing, now, report)
    }

    /// Lost means: the device says so, or its heart has stopped for as long as several of its buffers last.
    fn watch(&mut self, mut playing: Playing, now: Duration, report: &dyn Fn(News)) -> State {
        let current = playing.stream.pulse.beats();
        let buffers = Duration::from_secs_f64(f64::from(BUFFER) / f64::from(self.rate)) * 3;
        let silence = if now - playing.since < SETTLING { SETTLING } else { buffers + Duration::from_millis(200) };
        let dead = current == playing.beats && now.saturating_sub(playing.seen) > silence;
        if !dead && !playing.stream.pulse.failed() {
            if current != playing.beats {
                (playing.beats, playing.seen) = (current, now);
            }
            return State::Playing(playing);
        }
        self.keep_time_from(playing.seen);
        self.tell(News::Lost { device: playing.stream.name.clone() }, report);
        State::Missing { attempt: playing.successor, retry_at: now }
    }

    fn tell(&mut self, news: News, report: &dyn Fn(News)) {
        if self.told.as_ref() != Some(&news) {
            self.told = Some(news.clone());
            report(news);
        }
    }
}

#[cfg(test)]
mod tests;
