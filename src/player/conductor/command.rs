//! What a person asks for.

use super::super::air::Drill;
use super::super::drill::{Course, Recorder};
use super::*;
use crate::audio::equaliser::Design;
use crate::queue::Repeat;

/// Nearer to a track's start than this, "previous" means the track before.
const RESTART: Duration = Duration::from_secs(3);
/// Fade to silence at the end.
const FAREWELL: Duration = Duration::from_millis(700);
/// A drill without a switch by then has failed.
const DRILL_ENDS: Duration = Duration::from_secs(40);
/// Time in which the volume moves.
const KNOB: Duration = Duration::from_millis(40);

impl Conductor {
    pub(super) fn command(&mut self, command: Command) {
        match command {
            Command::TogglePause => self.pause(self.state != State::Paused),
            Command::Pause(paused) => self.pause(paused),
            Command::Next => self.next(),
            Command::Previous => self.previous(),
            Command::SeekBy(seconds) => self.seek_by(seconds),
            Command::Seek(place) => self.seek(place),
            Command::Volume(percent) => self.set_volume(percent),
            Command::VolumeBy(points) => self.set_volume(self.volume + points),
            Command::Output(target) => self.switch.to(target),
            Command::Equalise(bands) => self.equalise(bands),
            Command::StayOffline(offline) => self.stay_offline(offline),
            Command::ToggleOffline => self.stay_offline(!self.offline),
            Command::TryNow => self.step(Observation::TryNow),
            Command::Drill => self.drill(),
            Command::Enqueue(tracks, place) => self.enqueue(tracks, place),
            Command::Queue(edit) => self.edit_queue(edit),
            Command::PlayFrom { tracks, at } => self.play_from(tracks, at),
            Command::Lineup { feeds, named_reserve } => self.take_lineup(feeds, named_reserve),
            Command::Tune(tuning) => self.tune(*tuning),
            Command::Sleep(sleep) => self.set_sleep(sleep),
            Command::Refresh => self.refresh(),
            Command::Quit => self.quit(),
        }
    }

    pub(super) fn pause(&mut self, paused: bool) {
        if matches!(self.state, State::Playing | State::Paused) {
            // Who touches it is awake.
            self.timer = if self.is_falling_asleep() { sleep::Timer::Off } else { self.timer };
            self.state = if paused { State::Paused } else { State::Playing };
            self.order(Order::Pause(paused));
            self.say(Event::Paused { paused });
        }
    }

    /// A person wants it silent, or soon.
    pub(super) fn is_silenced(&self) -> bool {
        self.state == State::Paused || self.is_falling_asleep()
    }

    fn next(&mut self) {
        match self.air.sounding {
            Sounding::Local if self.queue.repeat() == Repeat::One => self.next_for_once(),
            Sounding::Local => self.skip = true,
            Sounding::Feed(_) => self.notice("A live stream cannot be skipped. To hear local music, stay offline (o)."),
            Sounding::Nothing => {}
        }
    }

    /// What follows by itself is the same track again; a person wants another.
    fn next_for_once(&mut self) {
        let queued = self.local_on_air().is_some_and(|local| local.origin == Origin::Queue);
        match self.queue.skip().filter(|_| queued) {
            Some(track) => self.jump(track, Duration::ZERO, Origin::Queue),
            None => self.skip = true,
        }
    }

    fn previous(&mut self) {
        let Some(local) = self.local_on_air() else {
            return self.notice("A live stream has no track before this one.");
        };
        let (track, origin, elapsed) = (local.track.clone(), local.origin, local.elapsed());
        if elapsed >= RESTART || origin == Origin::LastResort {
            return self.jump(track, Duration::ZERO, origin);
        }
        let before = match origin {
            Origin::Queue => self.queue.previous(),
            _ => self.history.pop(),
        };
        self.jump(before.unwrap_or(track), Duration::ZERO, origin);
    }

    fn seek_by(&mut self, seconds: f64) {
        let Some(local) = self.local_on_air() else { return self.notice("There is no seeking in a live stream.") };
        // Steps in quick succession add up, though the first has not been made yet.
        let from = self.decks.wanted_place(local).as_secs_f64();
        self.seek(Duration::try_from_secs_f64((from + seconds).max(0.0)).unwrap_or(Duration::MAX));
    }

    /// To this place, or if there is none such, to the last second.
    fn seek(&mut self, place: Duration) {
        if let Some(local) = self.local_on_air() {
            let (track, origin) = (local.track.clone(), local.origin);
            let last = track.duration.map(|length| length.saturating_sub(Duration::from_secs(1)));
            self.jump(track, place.min(last.unwrap_or(place)), origin);
        }
    }

    /// Cues a place that is gone to as soon as it is there.
    pub(super) fn jump(&mut self, track: Arc<Track>, place: Duration, origin: Origin) {
        let now = self.now();
        let jump = self.decks.cue(track, place, origin, now).ok();
        self.decks.go(jump);
    }

    fn local_on_air(&self) -> Option<&Local> {
        self.decks.on_air.as_ref().filter(|_| self.air.sounding == Sounding::Local)
    }

    fn set_volume(&mut self, percent: f32) {
        self.volume = percent.clamp(0.0, 100.0);
        let frames = self.air.frames(KNOB) as u32;
        self.order(Order::Volume { gain: gain::of_percent(self.volume), frames });
        self.say(Event::Volume { percent: self.volume });
    }

    pub(super) fn equalise(&mut self, bands: Bands) {
        self.equaliser = bands;
        self.order(Order::Equalise(Design::new(&bands, self.rate)));
    }

    fn stay_offline(&mut self, offline: bool) {
        if offline != self.offline {
            self.offline = offline;
            self.say(Event::Offline { offline });
            self.settle_for_local();
        }
    }

    pub(super) fn quit(&mut self) {
        if self.air.sounding == Sounding::Nothing {
            self.stopped();
        } else if self.state != State::Stopped {
            let frames = self.air.frames(FAREWELL) as u32;
            self.order(Order::Stop { frames });
        }
    }

    pub(super) fn stopped(&mut self) {
        self.state = State::Stopped;
        let now = self.now();
        self.story.close(now);
        self.say(Event::Stopped);
        self.ended = true;
    }

    pub(super) fn notice(&mut self, text: &str) {
        self.say(Event::Notice { text: text.into() });
    }

    /// Breaks what is on air as a real fault would: the stream is cut off, or the decoder dies. The mixer's own rule
    /// has to bring the rescue.
    fn drill(&mut self) {
        if self.air.drill.is_some() || self.air.sounding == Sounding::Nothing || self.is_silenced() {
            return self.notice("A drill needs something to play, and one drill at a time.");
        }
        let Some(tap) = self.tap.take() else { return };
        let now = self.now();
        let from = self.sounding_name();
        self.air.drill =
            Some(Drill { recorder: Recorder::new(tap), from: from.clone(), began: now, switched: None, settled: None });
        self.say(Event::DrillBegun { what: format!("{from} is cut off now. Listen.") });
        match self.air.sounding {
            Sounding::Feed(feed) => {
                self.links.cut(feed);
                self.step(Observation::Drill(true));
            }
            _ => self.kill_deck_on_air(),
        }
    }

    pub(super) fn watch_drill(&mut self, now: Now) {
        if self.is_silenced() {
            return self.abandon_drill();
        }
        let Some(drill) = &mut self.air.drill else { return };
        drill.recorder.listen();
        let over = drill.settled.is_some_and(|at| now.saturating_sub(at) > Duration::from_secs(1));
        if !over && now.saturating_sub(drill.began) < DRILL_ENDS {
            return;
        }
        let Some(drill) = self.air.drill.take() else { return };
        let (to, reacted, fade) = match drill.switched {
            Some((at, to, fade)) => (to, at.saturating_sub(drill.began), fade),
            None => ("nothing".into(), DRILL_ENDS, Duration::ZERO),
        };
        let (mut seam, tap) = drill.recorder.finish(self.rate, Course { from: drill.from, to, reacted, fade });
        seam.passed &= drill.settled.is_some();
        self.tap = Some(tap);
        self.say(Event::DrillDone { seam });
        self.step(Observation::Drill(false));
    }

    /// A pause is silence, and silence proves nothing.
    pub(super) fn abandon_drill(&mut self) {
        let Some(drill) = self.air.drill.take() else { return };
        let course = Course { from: drill.from, to: String::new(), reacted: Duration::ZERO, fade: Duration::ZERO };
        self.tap = Some(drill.recorder.finish(self.rate, course).1);
        self.notice("The drill was ended by the pause: nothing was proved.");
        self.step(Observation::Drill(false));
    }

    pub(super) fn sabotage(&mut self, sabotage: Sabotage) {
        match sabotage {
            Sabotage::FreezeConductor(length) => thread::sleep(length),
            Sabotage::KillDeckOnAir => self.kill_deck_on_air(),
            Sabotage::WedgeNetwork(length) => {
                for _ in 0..8 {
                    drop(self.links.net().spawn(async move { thread::sleep(length) }));
                }
            }
        }
    }

    fn kill_deck_on_air(&mut self) {
        let cue = match self.air.sounding {
            Sounding::Feed(feed) => self.links.line(feed).and_then(|line| line.air.as_ref()?.cue.as_ref()),
            _ => self.decks.on_air.as_ref().map(|local| &local.cue),
        };
        if let Some(cue) = cue {
            cue.deck.kill();
        }
    }
}
