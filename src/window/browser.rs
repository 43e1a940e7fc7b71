//! Opens web pages outside of the window.

use std::process::Command;
use std::sync::Arc;

/// Shows a page in the person's browser. Blocks until it was handed over.
///
/// The error is a sentence.
pub type Browser = Arc<dyn Fn(&str) -> Result<(), String> + Send + Sync>;

/// The desktop's own.
pub fn of_the_desktop() -> Browser {
    Arc::new(|address| {
        let opened = Command::new("xdg-open").arg(address).status();
        match opened {
            Ok(status) if status.success() => Ok(()),
            _ => Err(format!("No web browser could be opened here. Open this address in one: {address}")),
        }
    })
}
