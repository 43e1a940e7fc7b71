//! Keeps a live input's buffer at its target: the station's clock and the sound card's never agree.

use std::time::Duration;

/// Most by which playing may be slowed down, to grow a buffer that is far too short.
const SLOWEST: f64 = 0.01;
/// Most by which it may be sped up.
const FASTEST: f64 = -0.002;
/// Correction for each part of the target that is missing: 1 % short gives 0.05 %.
const GAIN: f64 = 0.05;
/// Time constant that smooths over the bursts in which bytes arrive.
const SMOOTHING: Duration = Duration::from_secs(20);

/// A proportional controller of the resampler's ratio.
#[derive(Clone, Copy, Debug)]
pub struct Steering {
    target: f64,
    level: Option<f64>,
}

impl Steering {
    /// Steers for `target` of sound in the buffer.
    pub fn new(target: Duration) -> Self {
        Self { target: target.as_secs_f64().max(0.1), level: None }
    }

    /// Another target from now on.
    pub fn aim(&mut self, target: Duration) {
        self.target = target.as_secs_f64().max(0.1);
    }

    /// Takes the level after `elapsed` of playing and returns the relative correction of the output's length:
    /// +0.01 plays 1 % slower, so that the buffer grows by a hundredth of real time.
    pub fn step(&mut self, buffered: Duration, elapsed: Duration) -> f64 {
        let now = buffered.as_secs_f64();
        let weight = (elapsed.as_secs_f64() / SMOOTHING.as_secs_f64()).min(1.0);
        let level = self.level.map_or(now, |level| level + (now - level) * weight);
        self.level = Some(level);
        ((self.target - level) / self.target * GAIN).clamp(FASTEST, SLOWEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Plays for so many hours against a station whose clock is off by `ppm`; the lowest and highest level (seconds)
    /// of the last half.
    fn play(hours: u64, start: f64, ppm: f64) -> (f64, f64) {
        let (mut steering, mut level) = (Steering::new(Duration::from_secs(15)), start);
        let (mut lowest, mut highest) = (f64::MAX, f64::MIN);
        for second in 0..hours * 3600 {
            // The network delivers in lumps of two seconds.
            let arrived = if second % 2 == 0 { 2.0 * (1.0 + ppm * 1e-6) } else { 0.0 };
            let correction = steering.step(Duration::from_secs_f64(level), Duration::from_secs(1));
            level += arrived - 1.0 / (1.0 + correction);
            assert!(level > 0.0, "ran dry after {second} s");
            if second > hours * 1800 {
                (lowest, highest) = (lowest.min(level), highest.max(level));
            }
        }
        (lowest, highest)
    }

    #[test]
    fn two_days_of_drift_neither_dry_nor_flood_the_buffer() {
        for ppm in [-100.0, 100.0, -500.0, 500.0] {
            let (lowest, highest) = play(48, 15.0, ppm);
            assert!(lowest > 13.0 && highest < 17.5, "{ppm} ppm: {lowest} to {highest} s");
        }
    }

    #[test]
    fn a_fast_start_grows_to_the_target() {
        let (lowest, highest) = play(2, 2.0, 0.0);
        assert!(lowest > 13.0 && highest < 17.5, "{lowest} to {highest} s");
    }

    #[test]
    fn corrections_stay_inaudible() {
        let mut steering = Steering::new(Duration::from_secs(15));
        assert_eq!(steering.step(Duration::ZERO, Duration::from_secs(1)), 0.01);
        let mut steering = Steering::new(Duration::from_secs(15));
        assert_eq!(steering.step(Duration::from_secs(60), Duration::from_secs(1)), -0.002);
    }
}
