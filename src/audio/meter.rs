//! What the mixer tells any onlooker, without being asked: counters that only grow, and the last level.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::thread::Thread;

use super::{CHANNELS, DEAD_AIR, SILENCE};

/// Counters shared between the mixer and everybody else.
#[derive(Debug, Default)]
pub struct Meter {
    frames: AtomicU64,
    dead_air: AtomicU64,
    peak: AtomicU32,
    listener: OnceLock<Thread>,
}

impl Meter {
    /// Frames rendered since the start.
    pub fn frames(&self) -> u64 {
        self.frames.load(Ordering::Acquire)
    }

    /// Frames of dead air so far: runs of over 50 ms below −60 dBFS while music should have sounded.
    pub fn dead_air(&self) -> u64 {
        self.dead_air.load(Ordering::Acquire)
    }

    /// The last rendered block's peak amplitude.
    pub fn peak(&self) -> f32 {
        f32::from_bits(self.peak.load(Ordering::Acquire))
    }

    /// Names the thread to wake when the mixer has something to report. The first word counts.
    pub fn listen_from_here(&self) {
        let _ = self.listener.set(std::thread::current());
    }

    /// Wakes the listener. Never waits.
    pub(super) fn wake_listener(&self) {
        if let Some(thread) = self.listener.get() {
            thread.unpark();
        }
    }
}

/// The mixer's own ear for dead air, in windows of 10 ms.
pub(super) struct Watch {
    window: usize,
    filled: usize,
    energy: f32,
    run: u64,
    bar: u64,
}

impl Watch {
    pub fn new(rate: u32) -> Self {
        Self {
            window: rate as usize / 100,
            filled: 0,
            energy: 0.0,
            run: 0,
            bar: (DEAD_AIR.as_secs_f64() * f64::from(rate)) as u64,
        }
    }

    /// Listens to rendered sound. `wanted` is false while silence is what a person asked for.
    pub fn hear(&mut self, samples: &[f32], wanted: bool, meter: &Meter) {
        let mut peak = 0.0f32;
        for frame in samples.chunks_exact(CHANNELS) {
            peak = frame.iter().fold(peak, |peak, sample| peak.max(sample.abs()));
            self.energy += frame.iter().map(|sample| sample * sample).sum::<f32>() / CHANNELS as f32;
            self.filled += 1;
            if self.filled == self.window {
                self.close_window(wanted, meter);
            }
        }
        meter.peak.store(peak.to_bits(), Ordering::Release);
        meter.frames.fetch_add((samples.len() / CHANNELS) as u64, Ordering::Release);
    }

    fn close_window(&mut self, wanted: bool, meter: &Meter) {
        let silent = wanted && (self.energy / self.window as f32).sqrt() < SILENCE;
        let window = self.window as u64;
        if silent {
            // A run counts whole once it is longer than the bar, and each further window by itself.
            let before = self.run;
            self.run += window;
            let counted = if self.run <= self.bar {
                0
            } else if before <= self.bar {
                self.run
            } else {
                window
            };
            meter.dead_air.fetch_add(counted, Ordering::Release);
        } else {
            self.run = 0;
        }
        (self.filled, self.energy) = (0, 0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dead_air_of(silent_ms: usize, wanted: bool) -> u64 {
        let (meter, mut watch) = (Meter::default(), Watch::new(1000));
        watch.hear(&[0.5; 200], wanted, &meter);
        watch.hear(&vec![0.0; silent_ms * CHANNELS], wanted, &meter);
        watch.hear(&[0.5; 200], wanted, &meter);
        meter.dead_air()
    }

    #[test]
    fn only_runs_over_fifty_milliseconds_count_and_then_whole() {
        assert_eq!(dead_air_of(50, true), 0);
        assert_eq!(dead_air_of(60, true), 60);
        assert_eq!(dead_air_of(500, true), 500);
    }

    #[test]
    fn silence_that_was_asked_for_is_no_dead_air() {
        assert_eq!(dead_air_of(500, false), 0);
    }
}
