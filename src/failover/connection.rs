//! What the evidence says about one connection, whether it sounds or is decoded unheard.

use std::time::Duration;

use super::level::Level;
use super::suspicion::{Patience, Suspicion};
use super::{Evidence, Settings};
use crate::fault::Fault;
use crate::model::Now;

/// The longest fade and some air: below this it is time to go.
const LAST_CALL: Duration = Duration::from_secs(6);
/// A buffer that is dry sooner than this is worth a word.
const SHRINKING: Duration = Duration::from_secs(20);
/// Noise is judged less certain than silence, and no one has a taste for less of it: no setting.
const NOISE: Duration = Duration::from_secs(2);
/// A look-ahead this short must decide earlier...
const SHORT_SIGHT: Duration = Duration::from_millis(600);
/// ...after this much silence, unless a person has said that longer silences belong to the programme.
const SHORT_SILENCE: Duration = Duration::from_millis(400);
const LONG_SETTING: Duration = Duration::from_secs(3);
/// More than any buffer holds: a report beyond this is nonsense, and must not overflow.
const MOST_BUFFERED: Duration = Duration::from_secs(24 * 3600);
/// Undecodable bytes that may precede sound or come between: headers, pictures, a chunk of junk.
const HARMLESS_JUNK: f64 = 8.0 * 1024.0;
const MOST_JUNK: f64 = 64.0 * 1024.0;

/// What time alone says about a connection.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    Fine,
    Suspect(Fault),
    Down(Fault),
}

/// One connection's evidence so far.
#[derive(Clone, Debug)]
pub(super) struct Connection {
    suspicion: Suspicion,
    level: Level,
    /// Where the present run of bytes began, and the level then: the measure of a recovery.
    run: (Now, Duration),
    /// When dead air or noise that is decoded already will be heard.
    unwanted_at: Option<Now>,
    /// When the next title will be heard.
    title_at: Option<Now>,
    junk: bool,
    /// Its buffer is being spent.
    heard: bool,
    /// Nothing can save it any more; its buffer drains.
    over: bool,
}

impl Connection {
    pub(super) fn new(now: Now) -> Self {
        Self {
            suspicion: Suspicion::new(now),
            level: Level::new(now, Duration::ZERO),
            run: (now, Duration::ZERO),
            unwanted_at: None,
            title_at: None,
            junk: false,
            heard: false,
            over: false,
        }
    }

    /// From now on it is heard: its level obeys other laws.
    pub(super) fn is_heard(&mut self, now: Now) {
        self.level = Level::new(now, self.level.reported());
        self.unwanted_at = None;
        self.heard = true;
    }

    /// Takes the evidence in; gives the fault if this alone condemns the connection.
    pub(super) fn take(&mut self, now: Now, evidence: &Evidence, settings: &Settings, host: &str) -> Option<Fault> {
        let host = || host.to_owned();
        match evidence {
            Evidence::Flow { bytes, buffered, decoded } => self.flow(now, *bytes, *buffered.max(decoded)),
            Evidence::Lost { fault } | Evidence::ConnectFailed { fault, .. } => return Some(fault.clone()),
            Evidence::Decoded { .. } => self.junk = false,
            Evidence::Undecodable { bytes } => {
                self.junk = true;
                let four_seconds = self.level.byte_rate().map_or(MOST_JUNK, |rate| 4.0 * rate);
                let garbage = *bytes as f64 > four_seconds.clamp(HARMLESS_JUNK, MOST_JUNK);
                return garbage.then(|| Fault::Garbage { host: host() });
            }
            Evidence::DeadAir { silent, heard_in } => {
                self.unwanted_at.get_or_insert(now.saturating_add(*heard_in));
                let short_sighted = self.heard && settings.dead_air <= LONG_SETTING && *heard_in <= SHORT_SIGHT;
                let dead = *silent >= settings.dead_air || (short_sighted && *silent >= SHORT_SILENCE);
                return dead.then(|| Fault::DeadAir { host: host() });
            }
            Evidence::Noise { noisy, heard_in } if settings.noise => {
                self.unwanted_at.get_or_insert(now.saturating_add(*heard_in));
                return (*noisy >= NOISE).then(|| Fault::Noise { host: host() });
            }
            Evidence::Music => self.unwanted_at = None,
            Evidence::Title { heard_in } => self.title_at = Some(now.saturating_add(*heard_in)),
            Evidence::Noise { .. } | Evidence::Connected { .. } | Evidence::Probe { .. } => {}
        }
        None
    }

    fn flow(&mut self, now: Now, bytes: u64, buffered: Duration) {
        let buffered = buffered.min(MOST_BUFFERED);
        self.level.note(now, bytes, buffered);
        if bytes > 0 {
            if now.saturating_sub(self.suspicion.last()) > Duration::from_millis(1500) {
                self.run = (now, buffered);
            }
            self.suspicion.arrived(now);
        }
    }

    /// What the clock says. `hurried`: a probe has failed, patience is shorter.
    pub(super) fn verdict(&self, now: Now, hurried: bool, settings: &Settings, host: &str) -> Verdict {
        let host = host.to_owned();
        if self.over {
            return Verdict::Down(Fault::Reset { host });
        }
        let Patience { suspect, restart } = self.suspicion.patience(hurried);
        // With so much in hand it may be ourselves who hold the sender back.
        let level = if self.heard { self.level.left(now) } else { self.level.reported() };
        let brimful = level >= settings.buffer.saturating_mul(2);
        if now >= suspect && !brimful {
            let fault = Fault::Stalled { host };
            return if now >= restart { Verdict::Down(fault) } else { Verdict::Suspect(fault) };
        }
        let fault = Fault::TooSlow { host };
        match self.level.dry_in().filter(|_| self.heard) {
            Some(dry_in) if self.is_last_chance(now, dry_in, settings.buffer) => Verdict::Down(fault),
            Some(dry_in) if dry_in < SHRINKING => Verdict::Suspect(fault),
            _ => Verdict::Fine,
        }
    }

    /// A shrinking buffer is left when little is left of it; earlier, if a title's end offers itself and there will
    /// hardly be another.
    fn is_last_chance(&self, now: Now, dry_in: Duration, target: Duration) -> bool {
        let (left, full) = (self.level.left(now), self.level.peak().min(target));
        let almost_dry = left < full / 3 && dry_in < LAST_CALL;
        let at_title =
            self.title_at.filter(|at| *at > now).is_some_and(|at| dry_in < (at - now).saturating_add(LAST_CALL));
        almost_dry || (at_title && left < full / 2)
    }

    /// A connection given up for want of bytes, but still heard: has it come back to life? It must have kept pace for
    /// a second, and hold enough to be believed or be growing.
    pub(super) fn is_revived(&self) -> bool {
        let (since, then) = self.run;
        let level = self.level.reported();
        let second = Duration::from_secs(1);
        let keeps_pace = self.suspicion.last() >= since + second && level + Duration::from_millis(50) >= then;
        !self.over && !self.junk && keeps_pace && (level >= second * 3 || level >= then.saturating_add(second))
    }

    /// Start to measure a recovery.
    pub(super) fn doubt(&mut self, now: Now) {
        self.run = (now, self.level.left(now));
    }

    /// After a sleep: the silence meanwhile says nothing.
    pub(super) fn forgive(&mut self, now: Now) {
        self.suspicion.forgive(now);
        self.doubt(now);
    }

    /// Nothing can save it any more.
    pub(super) fn give_up(&mut self) {
        self.over = true;
    }

    /// When what is to be left, and is heard, is best left: before dead air or noise, else at a title's end. While the
    /// connection may still revive, only a title close to the buffer's end is worth leaving for.
    pub(super) fn best_exit(&self, now: Now) -> Option<Now> {
        let until_dry = now.saturating_add(self.level.left(now));
        let at_title = self.title_at.filter(|at| *at > now && *at <= until_dry);
        self.unwanted_at.or(at_title.filter(|at| self.over || until_dry - *at <= LAST_CALL))
    }

    /// Dead air or noise has been decoded and has not ended.
    pub(super) fn is_unwanted(&self) -> bool {
        self.unwanted_at.is_some()
    }

    /// As last reported.
    pub(super) fn buffered(&self) -> Duration {
        self.level.reported()
    }

    /// When bytes came last.
    pub(super) fn last_bytes(&self) -> Now {
        self.suspicion.last()
    }

    /// The moments at which the clock alone may change the verdict.
    pub(super) fn deadlines(&self, hurried: bool) -> [Now; 2] {
        let Patience { suspect, restart } = self.suspicion.patience(hurried);
        [suspect, restart]
    }
}
