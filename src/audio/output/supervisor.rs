//! What the output's thread does: watch the device's heartbeat, and pull the mixer itself while there is none.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Duration;

use super::device::{BUFFER, Stream, open};
use super::slot::Slot;
use super::wav::Wav;
use super::{Listener, News, Target};
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

pub(super) fn run(mixer: Mixer, target: Target, clock: Clock, stop: &AtomicBool, report: &dyn Fn(News)) {
    let rate = mixer.rate();
    let (wanted, ear) = match target {
        Target::Default => (Some(None), Ear::Nobody),
        Target::Named(name) => (Some(Some(name)), Ear::Nobody),
        Target::Null => (None, Ear::Nobody),
        Target::Virtual(listener) => (None, Ear::Listener(listener)),
        Target::Wav(path) => (None, Ear::open(path, rate, report)),
    };
    let state =
        if wanted.is_some() { State::Missing { attempt: None, retry_at: Duration::ZERO } } else { State::Alone };
    let slot = Arc::new(Slot::new(mixer));
    let mut supervisor = Supervisor {
        slot,
        wanted,
        ear,
        rate,
        clock,
        played: 0,
        began: clock.now(),
        streams: 0,
        pause: RETRY,
        state,
        ticked: clock.now(),
        told: None,
    };
    while !stop.load(Ordering::Acquire) {
        supervisor.tick(report);
        std::thread::park_timeout(clock.wait(TICK).min(TICK));
    }
    supervisor.ear.finish();
}

/// Who hears the sound that no device plays.
enum Ear {
    Nobody,
    Listener(Listener),
    File(Wav, PathBuf),
}

impl Ear {
    fn open(path: PathBuf, rate: u32, report: &dyn Fn(News)) -> Ear {
        match Wav::create(&path, rate) {
            Ok(wav) => Ear::File(wav, path),
            Err(error) => {
                report(News::FileFailed { path, why: error.to_string() });
                Ear::Nobody
            }
        }
    }

    fn hear(&mut self, sound: &[f32], report: &dyn Fn(News)) {
        let failed = match self {
            Ear::Nobody => return,
            Ear::Listener(listener) => return listener(sound),
            Ear::File(wav, path) => wav.write(sound).err().map(|error| (path.clone(), error.to_string())),
        };
        if let Some((path, why)) = failed {
            report(News::FileFailed { path, why });
            *self = Ear::Nobody;
        }
    }

    fn finish(&mut self) {
        if let Ear::File(wav, _) = self {
            // The header was true a second ago; a disk that is full now leaves it so.
            let _ = wav.finish();
        }
    }
}

/// The device, as the supervisor sees it.
enum State {
    /// None is wanted.
    Alone,
    /// None is there. Perhaps one is being opened.
    Missing { attempt: Option<Attempt>, retry_at: Duration },
    /// It plays; so many beats were seen, the last at that time.
    Playing { stream: Stream, since: Duration, beats: u64, seen: Duration },
}

struct Attempt {
    answer: Receiver<Result<Stream, String>>,
    since: Duration,
}

struct Supervisor {
    slot: Arc<Slot>,
    /// `None`: no device is wanted. `Some(None)`: the preferred one.
    wanted: Option<Option<String>>,
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
    fn tick(&mut self, report: &dyn Fn(News)) {
        let now = self.clock.now();
        let late = now - std::mem::replace(&mut self.ticked, now) > LATE;
        self.state = match std::mem::replace(&mut self.state, State::Alone) {
            State::Alone => State::Alone,
            State::Missing { attempt, retry_at } => self.look_for_device(attempt, retry_at, now, report),
            State::Playing { stream, since, beats, seen } => {
                self.watch((stream, since), beats, if late { now } else { seen }, now, report)
            }
        };
        match &self.state {
            State::Playing { .. } => {}
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
        match attempt.answer.try_recv() {
            Ok(Ok(stream)) => {
                self.slot.give_to(self.streams);
                self.tell(News::Playing { device: stream.name.clone() }, report);
                return State::Playing { stream, since: now, beats: 0, seen: now };
            }
            Ok(Err(why)) => self.tell(News::Missing { why }, report),
            Err(TryRecvError::Disconnected) => {
                self.tell(News::Missing { why: "the sound system gave up".into() }, report)
            }
            Err(TryRecvError::Empty) if now - attempt.since < PATIENCE => {
                return State::Missing { attempt: Some(attempt), retry_at };
            }
            Err(TryRecvError::Empty) => {
                self.tell(News::Missing { why: "the sound server does not answer".into() }, report)
            }
        }
        // Each attempt at a frozen server costs a thread that may never end: ask it less and less often.
        let slow = now - attempt.since > SLOW;
        self.pause = if slow { (self.pause * 2).min(LONGEST_PAUSE) } else { RETRY };
        State::Missing { attempt: None, retry_at: now + self.pause }
    }

    fn attempt(&mut self, now: Duration) -> Option<Attempt> {
        let wanted = self.wanted.clone()?;
        self.streams += 1;
        Some(Attempt { answer: open(wanted, self.slot.clone(), self.streams, self.rate), since: now })
    }

    /// Lost means: the device says so, or its heart has stopped for as long as several of its buffers last.
    fn watch(
        &mut self,
        (stream, since): (Stream, Duration),
        beats: u64,
        seen: Duration,
        now: Duration,
        report: &dyn Fn(News),
    ) -> State {
        let current = stream.pulse.beats();
        let buffers = Duration::from_secs_f64(f64::from(BUFFER) / f64::from(self.rate)) * 3;
        let silence = if now - since < SETTLING { SETTLING } else { buffers + Duration::from_millis(200) };
        let dead = current == beats && now.saturating_sub(seen) > silence;
        if !dead && !stream.pulse.failed() {
            let seen = if current == beats { seen } else { now };
            return State::Playing { stream, since, beats: current, seen };
        }
        self.slot.give_to(SUPERVISOR);
        (self.began, self.played) = (seen, 0);
        self.tell(News::Lost { device: stream.name.clone() }, report);
        State::Missing { attempt: None, retry_at: now }
    }

    fn tell(&mut self, news: News, report: &dyn Fn(News)) {
        if self.told.as_ref() != Some(&news) {
            self.told = Some(news.clone());
            report(news);
        }
    }
}
