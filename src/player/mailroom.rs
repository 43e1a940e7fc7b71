//! Carries the mixer's reports into the conductor's inbox: the callback may only fill rings and wake somebody.

use std::sync::Arc;
use std::thread::{self, JoinHandle};

use crossbeam_channel::Sender;
use rtrb::Consumer;

use super::Input;
use crate::audio::meter::Meter;
use crate::audio::mixer::Report;
use crate::audio::ring::Voice;

/// Runs until the conductor's inbox is gone.
pub fn open(
    mut reports: Consumer<Report>,
    mut returned: Consumer<Voice>,
    meter: Arc<Meter>,
    inbox: Sender<Input>,
) -> std::io::Result<JoinHandle<()>> {
    thread::Builder::new().name("mixer mail".into()).spawn(move || {
        meter.listen_from_here();
        loop {
            let mut delivered = true;
            while let Ok(report) = reports.pop() {
                delivered &= inbox.send(Input::Mixer(report)).is_ok();
            }
            while let Ok(voice) = returned.pop() {
                delivered &= inbox.send(Input::Home(voice)).is_ok();
            }
            // The mixer is gone, or nobody reads: nothing more will come or matter.
            if !delivered || (reports.is_abandoned() && reports.is_empty()) {
                return;
            }
            thread::park_timeout(std::time::Duration::from_secs(1));
        }
    })
}
