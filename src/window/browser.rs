//! Opens web pages outside of the window.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::sync::Arc;

/// Shows a page in the person's browser. Blocks until it was handed over.
///
/// The error is a sentence.
pub type Browser = Arc<dyn Fn(&str) -> Result<(), String> + Send + Sync>;

/// The desktop's own.
pub fn of_the_desktop() -> Browser {
    Arc::new(|address| {
        let sentence = || format!("No web browser could be opened here. Open this address in one: {address}");
        shows(address).then_some(()).ok_or_else(sentence)
    })
}

/// Has the desktop show a page or a folder, in whatever program it has for that. Blocks until it was handed over; `false`: there
/// is none, or it fails.
pub fn shows(what: impl AsRef<OsStr>) -> bool {
    let quiet = Stdio::null;
    let mut program = Command::new("xdg-open");
    program.arg(what).stdin(quiet()).stdout(quiet()).stderr(quiet()).status().is_ok_and(|status| status.success())
}
