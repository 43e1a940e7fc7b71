//! What a deck's thread does: open, decode, listen, resample, trim, push. It may block on its input and on nothing
//! else; an eject wakes it.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::trim::Trim;
use super::{Job, Leash, News, Steering, Terms};
use crate::audio::CHANNELS;
use crate::audio::decoder::{DecodeError, Decoder, Info, Input, Live};
use crate::audio::listen::{Heard, Listener, Thresholds};
use crate::audio::loudness::{Leveling, Rider, Turn};
use crate::audio::resampler::Resampler;
use crate::audio::ring::{Feeder, Gauge};
use crate::model::{DeckId, Levels, Meaning, Track};

/// Sleeps this long at most when the ring is full: waking is the mixer's, this is only the net beneath it.
const NAP: Duration = Duration::from_secs(2);
/// How often a live input's progress is told and its speed corrected, in decoded sound.
const BEAT: Duration = Duration::from_millis(200);

/// By so many dB a second the gain moves when a person wants another loudness.
const TURN: f32 = 6.0;

/// Why the thread goes home early.
enum Stop {
    Ejected,
    Broken(DecodeError),
}

impl From<DecodeError> for Stop {
    fn from(error: DecodeError) -> Self {
        Stop::Broken(error)
    }
}

/// Tells the death of the thread, should it die without a word.
struct Obituary<'a, R: Fn(DeckId, News)> {
    deck: DeckId,
    report: &'a R,
}

impl<R: Fn(DeckId, News)> Drop for Obituary<'_, R> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            (self.report)(self.deck, News::Died);
        }
    }
}

pub(super) fn run<R: Fn(DeckId, News)>(job: Job, feeder: Feeder, leash: &Leash, report: &R) {
    feeder.write_from_here();
    let deck = job.deck;
    let _obituary = Obituary { deck, report };
    let tell = |news| report(deck, news);
    match play(job, feeder, leash, &tell) {
        Ok(length) => tell(News::Ended { length }),
        Err(Stop::Broken(error)) => tell(News::Broken(error)),
        Err(Stop::Ejected) => {}
    }
}

fn play(job: Job, feeder: Feeder, leash: &Leash, tell: &dyn Fn(News)) -> Result<Duration, Stop> {
    let Job { input, track, start, rate, terms, gain, .. } = job;
    let live = match &input {
        Input::Stream { live, .. } => Some(live.clone()),
        _ => None,
    };
    let again = match input {
        Input::Memory { bytes, extension } if job.endless => Some((bytes, extension)),
        _ => None,
    };
    let mut decoder = Decoder::open(input, start)?;
    let track = Arc::new(complete(track, decoder.info()));
    tell(News::Opened { track: track.clone(), info: decoder.info().clone() });
    let rider = level(&terms.leveling, &track.levels, live.is_some(), gain, rate, &feeder);
    let air = live.map(|live| Air::new(live, feeder.gauge(), rate, &terms));
    let trim = job.trim.then(|| Trim::new(rate));
    let ready = (job.ready.as_secs_f64() * f64::from(rate)) as u64;
    let mut line = Line {
        feeder,
        leash,
        tell,
        rate,
        resampler: None,
        levels: track.levels,
        leveling: terms.leveling,
        rider,
        trim,
        air,
        ready: Some(ready),
        sound: Vec::new(),
    };
    line.feeder.mark(0, Meaning::Started { track, at: start });
    loop {
        line.check()?;
        line.tune();
        leash.steps.fetch_add(1, Ordering::Relaxed);
        match decoder.next() {
            Ok(Some(block)) => line.take(block.samples, block.rate)?,
            Ok(None) => match &again {
                Some(input) => decoder = Decoder::open(memory(*input), Duration::ZERO)?,
                None => break,
            },
            Err(DecodeError::BadPacket(_)) => {}
            Err(error) => {
                line.finish()?;
                return Err(error.into());
            }
        }
        if let Some(title) = decoder.take_title() {
            line.title(title.into());
        }
    }
    line.finish()?;
    Ok(Duration::from_secs_f64(line.feeder.position() as f64 / f64::from(rate)))
}

fn memory((bytes, extension): (&'static [u8], &'static str)) -> Input {
    Input::Memory { bytes, extension }
}

/// The file's own word beats what was known before, but for what it does not say, and for its levels: who knew them
/// may have measured.
fn complete(known: Track, info: &Info) -> Track {
    Track {
        title: info.title.clone().unwrap_or(known.title),
        artist: info.artist.clone().or(known.artist),
        album: info.album.clone().or(known.album),
        duration: info.duration.or(known.duration),
        levels: Levels {
            track: known.levels.track.or(info.levels.track),
            album: known.levels.album.or(info.levels.album),
        },
        ..known
    }
}

/// Sets the deck's gain for good where its level is known; else gives the hand that is to ride it.
fn level(
    leveling: &Leveling,
    levels: &Levels,
    live: bool,
    before: Option<f32>,
    rate: u32,
    feeder: &Feeder,
) -> Option<Rider> {
    let gauge = feeder.gauge();
    if let Some(gain) = leveling.gain(levels).filter(|_| !live) {
        gauge.knob().fix(gain);
        return None;
    }
    let rider = leveling.is_on().then(|| Rider::new(rate, leveling.target, before));
    if let Some(Turn { gain, speed }) = rider.as_ref().and_then(Rider::first) {
        gauge.knob().turn(gain, speed, rate);
    }
    rider
}

/// The way from the decoder to the ring.
struct Line<'a> {
    feeder: Feeder,
    leash: &'a Leash,
    tell: &'a dyn Fn(News),
    rate: u32,
    /// The resampler and the rate it was made for.
    resampler: Option<(u32, Resampler)>,
    levels: Levels,
    leveling: Leveling,
    /// Rides the gain of what has no known level.
    rider: Option<Rider>,
    trim: Option<Trim>,
    air: Option<Air>,
    /// Frames from which on the deck is ready; `None` when that was told.
    ready: Option<u64>,
    sound: Vec<f32>,
}

impl Line<'_> {
    fn check(&self) -> Result<(), Stop> {
        if self.leash.killed.load(Ordering::Acquire) {
            panic!("deck killed on request");
        }
        if self.leash.ejected.load(Ordering::Acquire) || self.feeder.abandoned() {
            return Err(Stop::Ejected);
        }
        Ok(())
    }

    /// Takes other terms over, if there are any.
    fn tune(&mut self) {
        let Some(terms) = self.leash.new_terms() else { return };
        if let Some(air) = &mut self.air {
            air.steering.aim(terms.target);
            air.listener.set_thresholds(Thresholds { silence_dbfs: terms.silence_dbfs });
        }
        let leveling = std::mem::replace(&mut self.leveling, terms.leveling);
        if leveling != self.leveling {
            let gain = self.gain_from_now();
            self.feeder.gauge().knob().turn(gain, TURN, self.rate);
        }
    }

    /// The gain (dB) that other terms of loudness lead to. What is heard by now is the beginning of no track.
    fn gain_from_now(&mut self) -> f32 {
        let known = self.leveling.gain(&self.levels).filter(|_| self.air.is_none());
        if known.is_some() || !self.leveling.is_on() {
            self.rider = None;
            return known.unwrap_or(0.0);
        }
        let target = self.leveling.target;
        self.rider.get_or_insert_with(|| Rider::new(self.rate, target, None)).aim(target).gain
    }

    /// Resamples, listens and pushes one decoded block. A stream may change its rate at any block.
    fn take(&mut self, samples: &[f32], rate: u32) -> Result<(), Stop> {
        if self.resampler.as_ref().is_none_or(|(made_for, _)| *made_for != rate) {
            self.flush()?;
            let made =
                if self.air.is_some() { Resampler::for_live(rate, self.rate) } else { Resampler::new(rate, self.rate) };
            self.resampler = Some((rate, made.map_err(|_| DecodeError::Unsupported(format!("a rate of {rate} Hz")))?));
        }
        let mut sound = std::mem::take(&mut self.sound);
        sound.clear();
        if let Some((_, resampler)) = &mut self.resampler {
            resampler.process(samples, &mut sound).map_err(|_| DecodeError::Damaged)?;
        }
        let pushed = self.pass(&sound);
        self.sound = sound;
        pushed
    }

    fn pass(&mut self, sound: &[f32]) -> Result<(), Stop> {
        if let Some(air) = &mut self.air {
            air.hear(sound, self.leash, self.tell);
            if let (Some((_, resampler)), Some(correction)) = (&mut self.resampler, air.correction.take()) {
                resampler.set_correction(1.0 + correction);
            }
            let live = air.live.clone();
            while let Some(title) = live.title_due() {
                self.title(title);
            }
        }
        self.ride(sound);
        match &mut self.trim {
            None => self.push(sound),
            Some(trim) => {
                let mut kept = Vec::with_capacity(sound.len());
                trim.pass(sound, &mut kept);
                self.push(&kept)
            }
        }
    }

    /// Measures what will be heard when all that is in the ring has been. What is no music says nothing.
    fn ride(&mut self, sound: &[f32]) {
        if self.air.as_ref().is_some_and(|air| air.fault) {
            return;
        }
        if let Some(Turn { gain, speed }) = self.rider.as_mut().and_then(|rider| rider.hear(sound)) {
            self.feeder.gauge().knob().turn(gain, speed, self.rate);
        }
    }

    /// Waits for room as long as it takes.
    fn push(&mut self, mut sound: &[f32]) -> Result<(), Stop> {
        while !sound.is_empty() {
            self.check()?;
            // One that is cued waits here for its turn: what it begins with shall be right.
            self.tune();
            let taken = self.feeder.push(sound);
            sound = &sound[taken..];
            if self.ready.is_some_and(|ready| self.feeder.position() >= ready || self.feeder.room() == 0) {
                self.ready = None;
                (self.tell)(News::Ready);
            }
            if !sound.is_empty() {
                std::thread::park_timeout(NAP);
            }
        }
        Ok(())
    }

    fn title(&mut self, title: Arc<str>) {
        let frame = self.feeder.position();
        self.feeder.mark(frame, Meaning::Title(title.clone()));
        (self.tell)(News::Title { title, frame });
    }

    fn flush(&mut self) -> Result<(), Stop> {
        let Some((_, mut resampler)) = self.resampler.take() else { return Ok(()) };
        let mut sound = Vec::new();
        resampler.flush(&mut sound).map_err(|_| DecodeError::Damaged)?;
        self.pass(&sound)
    }

    fn finish(&mut self) -> Result<(), Stop> {
        self.flush()?;
        if self.ready.take().is_some() && self.feeder.position() > 0 {
            (self.tell)(News::Ready);
        }
        Ok(())
    }
}

/// What a live input needs besides: an ear for dead air, and a hand on its speed.
struct Air {
    live: Arc<dyn Live>,
    gauge: Arc<Gauge>,
    listener: Listener,
    steering: Steering,
    rate: u32,
    beat: u64,
    since_beat: u64,
    decoded: u64,
    fault: bool,
    correction: Option<f64>,
}

impl Air {
    fn new(live: Arc<dyn Live>, gauge: Arc<Gauge>, rate: u32, terms: &Terms) -> Self {
        let beat = (BEAT.as_secs_f64() * f64::from(rate)) as u64;
        let listener = Listener::new(rate, Thresholds { silence_dbfs: terms.silence_dbfs });
        let steering = Steering::new(terms.target);
        Self { live, gauge, listener, steering, rate, beat, since_beat: 0, decoded: 0, fault: false, correction: None }
    }

    fn hear(&mut self, sound: &[f32], leash: &Leash, tell: &dyn Fn(News)) {
        let heard = self.listener.hear(sound);
        let frames = (sound.len() / CHANNELS) as u64;
        self.decoded += frames;
        self.since_beat += frames;
        if self.since_beat < self.beat {
            return;
        }
        let length = self.seconds(self.since_beat);
        self.since_beat = 0;
        tell(News::Decoded { length });
        self.judge(heard, tell);
        let per_second = self.live.read() as f64 / self.seconds(self.decoded).as_secs_f64();
        leash.bytes_per_second.store(per_second as u32, Ordering::Relaxed);
        let waiting = self.live.waiting() as f64 / per_second.max(1.0);
        let buffered = self.seconds(self.gauge.level()) + Duration::from_secs_f64(waiting);
        self.correction = Some(self.steering.step(buffered, length));
    }

    fn judge(&mut self, heard: Heard, tell: &dyn Fn(News)) {
        match heard {
            Heard { silence: Some(run), .. } => {
                tell(News::DeadAir { silent: self.seconds(run.length), frame: run.since });
            }
            Heard { noise: Some(run), .. } => {
                // Noise is noticed in steps of a tenth of a second, and may have begun well before one.
                let frame = run.since.saturating_sub(self.beat);
                tell(News::Noise { noisy: self.seconds(run.length), frame });
            }
            _ if self.fault => tell(News::Music),
            _ => {}
        }
        self.fault = heard.silence.is_some() || heard.noise.is_some();
    }

    fn seconds(&self, frames: u64) -> Duration {
        Duration::from_secs_f64(frames as f64 / f64::from(self.rate))
    }
}
