//! The sleep timer: at its time the sound fades away, and only a person brings it back.

use super::*;
use crate::player::{Sleep, SleepView};

/// The music goes so slowly that it wakes nobody.
const FADE: Duration = Duration::from_secs(20);
/// Where a track has less than that left, the fade is as short as what is left, but no shorter than this.
const SHORTEST: Duration = Duration::from_secs(1);
/// What the mixer is ahead of this thread's clock.
const MARGIN: Duration = Duration::from_millis(200);

/// What the timer does.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Timer {
    #[default]
    Off,
    /// The fade begins then.
    Until(Now),
    /// The fade is over when the track is.
    TrackEnd,
    /// On the way to silence, which is reached then.
    Fading(Now),
}

impl Conductor {
    /// A person sets the timer, or takes it back, with the sound if that is going already.
    pub(super) fn set_sleep(&mut self, sleep: Option<Sleep>) {
        let was_fading = self.is_falling_asleep();
        self.timer = match sleep {
            None => Timer::Off,
            Some(Sleep::After(length)) => Timer::Until(self.now().saturating_add(length)),
            Some(Sleep::AtTrackEnd) => Timer::TrackEnd,
        };
        if was_fading {
            self.order(Order::Pause(false));
        }
    }

    pub(super) fn is_falling_asleep(&self) -> bool {
        matches!(self.timer, Timer::Fading(_))
    }

    /// Lets the timer act. What is silent already needs no sleep.
    pub(super) fn watch_sleep(&mut self, now: Now) {
        if matches!(self.state, State::Paused | State::Stopped) {
            self.timer = Timer::Off;
        }
        match self.timer {
            Timer::Until(at) if now >= at && self.state == State::Playing => self.fall_asleep(FADE),
            Timer::TrackEnd => {
                if let Some(rest) = self.rest_of_track().filter(|rest| *rest <= FADE) {
                    self.fall_asleep(rest);
                }
            }
            Timer::Fading(over) if now >= over => self.sleep(),
            _ => {}
        }
    }

    /// The track, or the stream's title, has ended before its end was seen coming.
    pub(super) fn track_over(&mut self) {
        if self.timer == Timer::TrackEnd && self.state == State::Playing {
            self.fall_asleep(FADE);
        }
    }

    /// How long the local track sounds before the next one comes in.
    fn rest_of_track(&self) -> Option<Duration> {
        let local = self.decks.on_air.as_ref().filter(|_| self.air.sounding == Sounding::Local)?;
        let fade = self.decks.standby.as_ref().map_or(Duration::ZERO, |next| self.fade_to(next));
        Some(local.track.duration?.saturating_sub(local.elapsed()).saturating_sub(fade + MARGIN))
    }

    fn fall_asleep(&mut self, length: Duration) {
        let length = length.max(SHORTEST);
        self.abandon_drill();
        let frames = self.air.frames(length) as u32;
        self.order(Order::Hush { frames });
        self.timer = Timer::Fading(self.now() + length + MARGIN);
        self.notice("It is time to sleep: the music fades out, and waits for you.");
    }

    /// The mixer is silent by now, and holds what sounded.
    fn sleep(&mut self) {
        self.timer = Timer::Off;
        self.state = State::Paused;
        self.say(Event::Paused { paused: true });
    }

    pub(super) fn sleep_view(&self, now: Now) -> Option<SleepView> {
        let (left, at_track_end) = match self.timer {
            Timer::Off => return None,
            Timer::Until(at) => (Some(at.saturating_sub(now)), false),
            Timer::TrackEnd => (self.rest_of_track(), true),
            Timer::Fading(_) => (Some(Duration::ZERO), false),
        };
        Some(SleepView { left, at_track_end, fading: self.is_falling_asleep() })
    }
}
