//! Keys at the terminal.

use std::io;
use std::thread;

use crossbeam_channel::{Receiver, unbounded};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::signals;
use crate::player::Command;

/// What the keys do, in one line.
pub const HELP: &str =
    "Keys: space pause, ←/→ seek, n next, p previous, +/- volume, o stay offline, r try now, d drill, q quit";

/// How far ← and → go, in seconds.
const STRIDE: f64 = 10.0;
/// What + and - change, in points of a hundred.
const NOTCH: f32 = 5.0;

/// What a key asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Pressed {
    Do(Command),
    Help,
    /// Ctrl-C, which a terminal in raw mode does not turn into a signal.
    Interrupt,
}

/// Reads keys on a thread of its own, until the terminal is gone.
///
/// # Errors
/// If there is no thread to be had.
pub fn listen() -> io::Result<Receiver<Pressed>> {
    let (tell, told) = unbounded();
    thread::Builder::new().name("keys".into()).spawn(move || {
        while let Ok(event) = event::read() {
            match pressed(&event) {
                Some(Pressed::Interrupt) => signals::interrupt(),
                Some(pressed) => drop(tell.send(pressed)),
                None => {}
            }
        }
    })?;
    Ok(told)
}

fn pressed(event: &Event) -> Option<Pressed> {
    let Event::Key(KeyEvent { code, modifiers, kind: KeyEventKind::Press | KeyEventKind::Repeat, .. }) = event else {
        return None;
    };
    if modifiers.contains(KeyModifiers::CONTROL) {
        return (*code == KeyCode::Char('c')).then_some(Pressed::Interrupt);
    }
    Some(Pressed::Do(match code {
        KeyCode::Char(' ') => Command::TogglePause,
        KeyCode::Left => Command::SeekBy(-STRIDE),
        KeyCode::Right => Command::SeekBy(STRIDE),
        KeyCode::Char('n') => Command::Next,
        KeyCode::Char('p') => Command::Previous,
        KeyCode::Char('+' | '=') => Command::VolumeBy(NOTCH),
        KeyCode::Char('-') => Command::VolumeBy(-NOTCH),
        KeyCode::Char('o') => Command::ToggleOffline,
        KeyCode::Char('r') => Command::TryNow,
        KeyCode::Char('d') => Command::Drill,
        KeyCode::Char('q') => Command::Quit,
        KeyCode::Char('h' | '?') => return Some(Pressed::Help),
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Option<Pressed> {
        pressed(&Event::Key(KeyEvent::new(code, modifiers)))
    }

    #[test]
    fn keys_are_commands() {
        let plain = |code| key(code, KeyModifiers::NONE);
        assert_eq!(plain(KeyCode::Char(' ')), Some(Pressed::Do(Command::TogglePause)));
        assert_eq!(plain(KeyCode::Left), Some(Pressed::Do(Command::SeekBy(-10.0))));
        assert_eq!(plain(KeyCode::Char('o')), Some(Pressed::Do(Command::ToggleOffline)));
        assert_eq!(plain(KeyCode::Char('?')), Some(Pressed::Help));
        assert_eq!(plain(KeyCode::Char('x')), None);
    }

    #[test]
    fn with_control_only_c_means_anything() {
        assert_eq!(key(KeyCode::Char('c'), KeyModifiers::CONTROL), Some(Pressed::Interrupt));
        assert_eq!(key(KeyCode::Char('q'), KeyModifiers::CONTROL), None);
    }
}
