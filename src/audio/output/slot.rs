//! Who may render: one owner at a time, handed over without waiting.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::audio::mixer::Mixer;

/// Holds the mixer for whoever pulls it. Both sides only ever *try* the lock, so nobody waits for it, and it is
/// contended only in the moment of a hand-over.
pub struct Slot {
    mixer: Mutex<Mixer>,
    owner: AtomicU64,
}

impl Slot {
    pub fn new(mixer: Mixer) -> Self {
        Self { mixer: Mutex::new(mixer), owner: AtomicU64::new(0) }
    }

    /// From now on only this owner renders; a stream that was thought dead and wakes up again is silent.
    pub fn give_to(&self, owner: u64) {
        self.owner.store(owner, Ordering::Release);
    }

    /// Renders for `owner`, or silence if it is not (or not yet) his turn. True if it was.
    pub fn render(&self, owner: u64, out: &mut [f32]) -> bool {
        if self.owner.load(Ordering::Acquire) == owner
            && let Ok(mut mixer) = self.mixer.try_lock()
        {
            mixer.render(out);
            return true;
        }
        out.fill(0.0);
        false
    }
}

/// What a stream's callbacks leave behind: a heartbeat, and a flag should the device fail. The error callback may run
/// a million times a second, so a flag is all it sets.
#[derive(Default)]
pub struct Pulse {
    beats: AtomicU64,
    failed: AtomicBool,
}

impl Pulse {
    pub fn beat(&self) {
        self.beats.fetch_add(1, Ordering::Release);
    }

    pub fn beats(&self) -> u64 {
        self.beats.load(Ordering::Acquire)
    }

    pub fn fail(&self) {
        self.failed.store(true, Ordering::Release);
    }

    pub fn failed(&self) -> bool {
        self.failed.load(Ordering::Acquire)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_owner_renders() {
        let (mixer, desk) = Mixer::new(48_000, -1.0);
        let slot = Slot::new(mixer);
        let mut out = [1.0; 64];
        slot.give_to(7);
        assert!(!slot.render(6, &mut out));
        assert_eq!((out, desk.meter.frames()), ([0.0; 64], 0));
        assert!(slot.render(7, &mut out));
        assert_eq!(desk.meter.frames(), 32);
    }
}
