//! The status line on a terminal: redrawn in place, with what happens printed above it.

use std::io::{self, IsTerminal, Write};

use crossterm::terminal;
use jiff::tz::TimeZone;
use rustix::{process, termios};
use unicode_width::UnicodeWidthStr;

use super::status_line;
use crate::player::Snapshot;

const HIDE_CURSOR: &str = "\x1b[?25l";
const SHOW_CURSOR: &str = "\x1b[?25h";
/// To the line's start, and all from there on cleared.
const CLEAR: &str = "\r\x1b[J";

/// A terminal in raw mode. Dropping it puts the terminal in order.
pub struct Screen {
    zone: TimeZone,
    colour: bool,
    /// A device is wanted and not there.
    pub unheard: bool,
    /// The lines that stand there now.
    drawn: Vec<String>,
}

impl Screen {
    /// Takes the terminal, if a person sits there: reading and writing, in the foreground. In the background the
    /// system would stop a program that touches the terminal's mode, and the music with it.
    pub fn take() -> Option<Screen> {
        let foreground = termios::tcgetpgrp(io::stdin()).is_ok_and(|group| group == process::getpgrp());
        let dumb = std::env::var_os("TERM").is_none_or(|name| name == "dumb");
        if dumb || !(io::stdin().is_terminal() && io::stdout().is_terminal() && foreground) {
            return None;
        }
        terminal::enable_raw_mode().ok()?;
        let _ = write!(io::stdout(), "{HIDE_CURSOR}");
        Some(Screen { zone: TimeZone::system(), colour: has_colour(), unheard: false, drawn: Vec::new() })
    }

    /// Prints a line above the status.
    pub fn print(&mut self, line: &str) {
        let lines = std::mem::take(&mut self.drawn);
        self.replace(&lines, &format!("{line}\r\n{}", self.coloured(&lines)));
        self.drawn = lines;
    }

    /// Shows the newest state of things.
    pub fn draw(&mut self, snapshot: &Snapshot) {
        let look = status_line::Look { width: width(), zone: self.zone.clone(), unheard: self.unheard };
        let lines = status_line::lines(snapshot, &look);
        if lines != self.drawn {
            self.replace(&self.drawn, &self.coloured(&lines));
            self.drawn = lines;
        }
    }

    /// The outage in red: what its words say, repeated.
    fn coloured(&self, lines: &[String]) -> String {
        match lines {
            [on_air, outage] if self.colour => format!("{on_air}\r\n\x1b[31m{outage}\x1b[0m"),
            _ => lines.join("\r\n"),
        }
    }

    /// Puts `text` in the place of the drawn lines in one go, so that nothing flickers. A terminal that is gone takes
    /// nothing.
    fn replace(&self, drawn: &[String], text: &str) {
        // A terminal that has become narrower has wrapped them.
        let rows: usize = drawn.iter().map(|line| line.width().div_ceil(width()).max(1)).sum();
        let up = if rows > 1 { format!("\x1b[{}A", rows - 1) } else { String::new() };
        let mut out = io::stdout().lock();
        let _ = write!(out, "{up}{CLEAR}{text}").and_then(|()| out.flush());
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.replace(&self.drawn, "");
        leave("");
    }
}

/// Puts the terminal in order, if it is not, from whatever thread; what is printed next begins below the status.
pub fn restore() {
    leave("\r\n");
}

fn leave(last_words: &str) {
    if terminal::is_raw_mode_enabled().unwrap_or(false) {
        let _ = write!(io::stdout(), "{last_words}{SHOW_CURSOR}").and_then(|()| io::stdout().flush());
        let _ = terminal::disable_raw_mode();
    }
}

/// In columns; at least one.
fn width() -> usize {
    terminal::size().map_or(80, |(columns, _)| usize::from(columns.max(1)))
}

/// See no-color.org: set to anything but nothing, the variable means no.
fn has_colour() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
