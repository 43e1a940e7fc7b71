//! The output: a thin adapter over [`Mixer::render`], and a clock that never stops.
//!
//! A sound server may freeze, a device may vanish, and both may take an innocent caller's thread with them. So the
//! stream lives on a thread of its own that is never waited for, and a supervisor watches its heartbeat. Without a
//! device the supervisor itself pulls the mixer in real time: music and evidence go on, and the device is rejoined
//! when it is there again.

mod device;
mod ear;
mod slot;
mod supervisor;
mod wav;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

pub use device::{Listed, devices};
pub use ear::Listener;

use super::mixer::Mixer;
use crate::clock::Clock;
use crate::config::OutputChoice;

/// The rate where no device has a say: most music's own.
const USUAL_RATE: u32 = 44_100;

/// Where the sound goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// The device that the sound server prefers.
    Default,
    /// The device of this name or id, and no other.
    Named(String),
    /// Nowhere, in real time.
    Null,
    /// Into a WAV file (32-bit float), in real time.
    Wav(PathBuf),
    /// To a listener inside the program, at the clock's speed.
    Virtual(Listener),
}

impl From<&OutputChoice> for Target {
    fn from(choice: &OutputChoice) -> Self {
        match choice {
            OutputChoice::Default => Self::Default,
            OutputChoice::Null => Self::Null,
            OutputChoice::Device(name) => Self::Named(name.clone()),
            OutputChoice::Wav(path) => Self::Wav(path.clone()),
        }
    }
}

/// What happens to the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Sound comes out of this device now.
    Playing { device: String },
    /// The device is gone; its return is waited for.
    Lost { device: String },
    /// There is no device, for this reason; one is looked for.
    Missing { why: String },
    /// The sound was wanted at this device, which cannot be opened; it goes to the preferred one.
    Refused { device: String, why: String },
    /// The sound goes to no device any more, as was wanted.
    Released,
    /// The file cannot be written.
    FileFailed { path: PathBuf, why: String },
}

/// A hand that sends the sound of a running output elsewhere.
#[derive(Clone, Debug)]
pub struct Switch(Sender<Target>);

/// What is wanted of a [`Switch`], for the output that it belongs to.
pub struct Wanted(Receiver<Target>);

/// A switch, and its other end.
pub fn switch() -> (Switch, Wanted) {
    let (send, receive) = channel();
    (Switch(send), Wanted(receive))
}

impl Switch {
    /// What sounds goes on meanwhile: on the old device, until the new one is open. What comes of it is [`News`].
    pub fn to(&self, target: Target) {
        // An output that has ended plays nowhere any more.
        let _ = self.0.send(target);
    }
}

/// A running output. Dropping it stops the sound.
pub struct Output {
    stop: Arc<AtomicBool>,
    supervisor: Option<JoinHandle<()>>,
}

impl Output {
    /// Starts to pull `mixer`. `report` is called on the supervisor's thread.
    ///
    /// # Errors
    /// This machine cannot start a thread.
    pub fn start(
        mixer: Mixer,
        target: Target,
        wanted: Wanted,
        clock: Clock,
        report: impl Fn(News) + Send + 'static,
    ) -> std::io::Result<Output> {
        let stop = Arc::new(AtomicBool::new(false));
        let flag = stop.clone();
        let supervisor = std::thread::Builder::new()
            .name("output".into())
            .spawn(move || supervisor::run(mixer, target, &wanted.0, clock, &flag, &report))?;
        Ok(Output { stop, supervisor: Some(supervisor) })
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        if let Some(supervisor) = self.supervisor.take() {
            supervisor.thread().unpark();
            // The supervisor never blocks on a device, so this is short. It completes a WAV file's header.
            let _ = supervisor.join();
        }
    }
}

/// The rate to mix at, in Hz: the device's own, or the usual one where there is none or it does not answer in time.
pub fn preferred_rate(target: &Target) -> u32 {
    let wanted = match target {
        Target::Default => None,
        Target::Named(name) => Some(name.clone()),
        Target::Null | Target::Wav(_) | Target::Virtual(_) => return USUAL_RATE,
    };
    device::rate_of(wanted, Duration::from_millis(300)).unwrap_or(USUAL_RATE)
}
