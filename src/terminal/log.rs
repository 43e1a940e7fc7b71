//! The log on stderr, for those who look after the program; and what is said when a thread dies.

use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::thread;

use tracing_subscriber::fmt::MakeWriter;

use crate::config::LogLevel;

/// Starts the log. A thread that dies is told there in one line, as the player goes on without it; a decoder's death is
/// an event besides, and may be a drill. The main thread's end is the program's and is told in any case.
pub fn start(level: LogLevel) {
    let log = tracing_subscriber::fmt().with_max_level(level.filter()).with_writer(Stderr).with_ansi(false);
    // Fails if there is a log already: then that one is used.
    let _ = log.with_target(false).try_init();
    panic::set_hook(Box::new(died));
}

fn died(info: &PanicHookInfo<'_>) {
    let thread = thread::current();
    let name = thread.name().unwrap_or("without a name");
    let what = info.payload_as_str().unwrap_or("no reason given");
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    if name == "main" {
        super::screen::restore();
        super::complain(&format!("Segue has failed ({what}, {place}). Please report this, and start it again."));
    } else if name.starts_with("deck") {
        tracing::info!("{name} has failed ({what}, {place})");
    } else {
        tracing::error!("the thread \"{name}\" has failed ({what}, {place}); Segue goes on without it");
    }
}

/// Stderr, which may be the terminal that a status line is drawn on, in raw mode.
struct Stderr;

impl<'a> MakeWriter<'a> for Stderr {
    type Writer = Stderr;

    fn make_writer(&'a self) -> Stderr {
        Stderr
    }
}

impl Write for Stderr {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut out = io::stderr().lock();
        if crossterm::terminal::is_raw_mode_enabled().unwrap_or(false) {
            let text = String::from_utf8_lossy(bytes).replace('\n', "\r\n");
            write!(out, "\r\x1b[K{text}")?;
        } else {
            out.write_all(bytes)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}
