//! A session with a running player: events out, keys and signals in.

use std::time::Duration;

use crossbeam_channel::{Receiver, after, never, select, tick};

use super::keys::{self, Pressed};
use super::screen::Screen;
use super::{Ending, Failure, plain, signals};
use crate::player::{Command, Event, Happened, Player, Snapshot};

/// The status line moves this often, at most.
const REDRAW: Duration = Duration::from_millis(200);
/// A player that takes longer to fade out has hung.
const FAREWELL: Duration = Duration::from_secs(3);

/// What a person wants of the session.
#[derive(Clone, Copy, Debug, Default)]
pub struct Session {
    /// Events as JSON, and nothing else.
    pub json: bool,
    /// Quits after this time.
    pub stop_after: Option<Duration>,
    /// A device was asked for by name: that it never appeared is an ending of its own.
    pub device_wanted: bool,
}

/// Shows what the player does and passes on what a person wants, until it has stopped.
///
/// # Errors
/// If this machine cannot start the threads for keys and signals.
pub fn play(player: Player, events: Receiver<Happened>, session: &Session) -> Result<Ending, Failure> {
    let mut face = Face::choose(session.json);
    let signals = signals::listen().map_err(no_thread)?;
    let keys = if let Face::Screen(_) = face { keys::listen().map_err(no_thread)? } else { never() };
    let stop = session.stop_after.map_or_else(never, after);
    let mut play = Play { player: &player, events, stop, quitting: false, ending: Ending::Done, heard: false };
    face.notice(keys::HELP);
    if !play.run(&mut face, &signals, &keys) {
        // It has hung: to wait for its threads would be to hang with it.
        let ending = play.ending;
        std::mem::forget(player);
        return Ok(ending);
    }
    let unheard = session.device_wanted && !play.heard;
    Ok(if unheard && play.ending == Ending::Done { Ending::Unheard } else { play.ending })
}

/// Has a player fade out, and waits for that, but not for one that has hung.
pub fn farewell(player: Player, events: &Receiver<Happened>) {
    player.send(Command::Quit);
    let end = after(FAREWELL);
    loop {
        select! {
            recv(events) -> happened => match happened {
                Ok(happened) if !matches!(happened.event, Event::Stopped) => {}
                _ => return,
            },
            // To wait for its threads would be to hang with it.
            recv(end) -> _ => return std::mem::forget(player),
        }
    }
}

pub(super) fn no_thread(why: std::io::Error) -> Failure {
    Failure(format!("This machine cannot start another thread ({why}). Close some programs and try again."))
}

/// The loop's state.
struct Play<'a> {
    player: &'a Player,
    events: Receiver<Happened>,
    /// When to quit; once that is asked for, when to give up waiting.
    stop: Receiver<std::time::Instant>,
    quitting: bool,
    ending: Ending,
    /// Sound has come out of a device.
    heard: bool,
}

impl Play<'_> {
    /// `false`: the player was asked to stop, and did not.
    fn run(&mut self, face: &mut Face, signals: &Receiver<i32>, keys: &Receiver<Pressed>) -> bool {
        let redraw = face.redraw();
        loop {
            select! {
                recv(self.events) -> happened => match happened {
                    Ok(happened) => if self.happened(face, &happened) { return true },
                    Err(_) => self.alone(face),
                },
                recv(signals) -> signal => {
                    self.ending = signals::ending(signal.ok());
                    self.quit();
                }
                recv(keys) -> pressed => match pressed {
                    Ok(Pressed::Do(Command::Quit)) => self.quit(),
                    Ok(Pressed::Do(command)) => self.player.send(command),
                    _ => face.notice(keys::HELP),
                },
                recv(self.stop) -> _ => if self.quitting { return false } else { self.quit() },
                recv(redraw) -> _ => face.draw(&self.player.snapshot()),
            }
        }
    }

    /// Asks for the end, once, and sets the time until which it is waited for.
    fn quit(&mut self) {
        if !std::mem::replace(&mut self.quitting, true) {
            self.player.send(Command::Quit);
            self.stop = after(FAREWELL);
        }
    }

    /// `true`: it was the last event.
    fn happened(&mut self, face: &mut Face, happened: &Happened) -> bool {
        self.heard |= matches!(happened.event, Event::Device { .. });
        face.tell(happened);
        face.draw(&self.player.snapshot());
        matches!(happened.event, Event::Stopped)
    }

    /// The conductor has died. The mixer plays on, with what it has and then with the music inside the binary: that
    /// is better than silence, so it is not ended here.
    fn alone(&mut self, face: &mut Face) {
        self.events = never();
        face.alarm("Segue's control has failed. The music plays on, but nothing can be changed: stop and start Segue.");
    }
}

/// How the session shows.
enum Face {
    /// A status line, and events above it.
    Screen(Screen),
    /// Events as lines.
    Lines,
    /// Events as JSON.
    Json,
}

impl Face {
    fn choose(json: bool) -> Face {
        match json {
            true => Face::Json,
            false => Screen::take().map_or(Face::Lines, Face::Screen),
        }
    }

    fn redraw(&self) -> Receiver<std::time::Instant> {
        if let Face::Screen(_) = self { tick(REDRAW) } else { never() }
    }

    fn tell(&mut self, happened: &Happened) {
        if let (Face::Screen(screen), Event::Device { .. } | Event::NoDevice { .. }) = (&mut *self, &happened.event) {
            screen.unheard = matches!(happened.event, Event::NoDevice { .. });
        }
        match (self, plain::line(happened)) {
            (Face::Json, _) => plain::print([plain::json(happened)]),
            (Face::Screen(screen), Some(line)) => screen.print(&line),
            (Face::Lines, Some(line)) => plain::print([line]),
            (_, None) => {}
        }
    }

    /// A word that only a person at a terminal needs.
    fn notice(&mut self, text: &str) {
        if let Face::Screen(screen) = self {
            screen.print(text);
        }
    }

    /// A word that must be read.
    fn alarm(&mut self, text: &str) {
        match self {
            Face::Screen(screen) => screen.print(text),
            _ => super::complain(text),
        }
    }

    fn draw(&mut self, snapshot: &Snapshot) {
        if let Face::Screen(screen) = self {
            screen.draw(snapshot);
        }
    }
}
