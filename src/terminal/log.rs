//! The log on stderr, for those who look after the program; and what is said when a thread dies.

use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::thread;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::LogLevel;

/// Starts the log. A thread that dies is told there in one line, as the player goes on without it; a decoder's death is
/// an event besides, and may be a drill. The main thread's end is the program's and is told in any case.
pub fn start(level: LogLevel) {
    // Other people's code may log addresses with their secrets; its warnings do not.
    let filter =
        Targets::new().with_target("segue", level.filter()).with_default(level.filter().min(LevelFilter::WARN));
    let lines = tracing_subscriber::fmt::layer().with_writer(Stderr).with_ansi(false).with_target(false);
    // Fails if there is a log already: then that one is used.
    let _ = tracing_subscriber::registry().with(lines).with(filter).try_init();
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
    } else if ["deck", "tags", "audition"].iter().any(|kind| name.starts_with(kind)) {
        // A damaged file has found a hole in a decoder or a tag reader; it is caught, and told of the file.
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
