//! Signals: the first asks for a good end, the second gets one at once.

use std::io;
use std::thread;

use crossbeam_channel::{Receiver, unbounded};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::{Ending, screen};

/// Listens for SIGINT, SIGTERM and SIGHUP: each arrives on the channel. At the second the program dies of it, as if
/// nobody had listened, but with the terminal in order.
///
/// # Errors
/// If the system gives no handler or no thread.
pub fn listen() -> io::Result<Receiver<i32>> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    let (tell, told) = unbounded();
    thread::Builder::new().name("signals".into()).spawn(move || {
        for (before, signal) in signals.forever().enumerate() {
            if before > 0 {
                screen::restore();
                // Fails for signals that cannot kill only.
                let _ = low_level::emulate_default_handler(signal);
            }
            let _ = tell.send(signal);
        }
    })?;
    Ok(told)
}

/// What an end by this signal is.
pub fn ending(signal: Option<i32>) -> Ending {
    if signal == Some(SIGINT) { Ending::Interrupted } else { Ending::Done }
}

/// What Ctrl-C does where the terminal leaves it to the program.
pub fn interrupt() {
    // Fails for numbers that are no signals only.
    let _ = low_level::raise(SIGINT);
}
