//! How loud a whole piece of music is.

use ebur128::{EbuR128, Mode};

use crate::audio::CHANNELS;
use crate::model::Level;

/// Measures integrated loudness (EBU R 128, gated as in ITU-R BS.1770-5) and true peak of what it is fed.
pub struct Measure {
    meter: EbuR128,
}

impl Measure {
    /// For sound at `rate` Hz. `None` for a rate that cannot be measured (it does not occur in music).
    pub fn new(rate: u32) -> Option<Self> {
        let meter = EbuR128::new(CHANNELS as u32, rate, Mode::I | Mode::TRUE_PEAK).ok()?;
        Some(Self { meter })
    }

    /// Takes more sound, interleaved stereo at `rate` Hz; a file may change its rate in its middle.
    pub fn hear(&mut self, samples: &[f32], rate: u32) {
        let known = self.meter.rate() == rate || self.meter.change_parameters(CHANNELS as u32, rate).is_ok();
        if known {
            // Fails only for half frames, of which there are none.
            let _ = self.meter.add_frames_f32(samples);
        }
    }

    /// The level of all that was heard; `None` if it is too soft or too short to have one: under −70 LUFS, or 0.4 s.
    pub fn level(&self) -> Option<Level> {
        let lufs = self.meter.loudness_global().ok().filter(|lufs| lufs.is_finite())? as f32;
        let sides = (0..CHANNELS as u32).filter_map(|side| self.meter.true_peak(side).ok());
        let peak = sides.fold(0.0, f64::max) as f32;
        Some(Level { lufs, peak: Some(peak).filter(|peak| peak.is_finite()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reference of BS.1770: a 997 Hz sine of 0 dBFS in one channel is −3.01 LUFS, so in both it is 0 LUFS.
    fn sine(amplitude: f32, rate: u32, seconds: u32) -> Vec<f32> {
        let at = |n| amplitude * (std::f32::consts::TAU * 997.0 * (n % rate) as f32 / rate as f32).sin();
        (0..rate * seconds).flat_map(|n| [at(n); CHANNELS]).collect()
    }

    #[test]
    fn a_sine_is_as_loud_as_the_standard_says() {
        let mut measure = Measure::new(48_000).unwrap();
        measure.hear(&sine(0.1, 48_000, 5), 48_000);
        let level = measure.level().unwrap();
        assert!((level.lufs + 20.0).abs() < 0.1, "{level:?}");
        assert!((level.peak.unwrap() - 0.1).abs() < 0.002, "{level:?}");
    }

    #[test]
    fn a_change_of_rate_does_not_change_the_loudness() {
        let mut measure = Measure::new(48_000).unwrap();
        measure.hear(&sine(0.1, 48_000, 5), 48_000);
        measure.hear(&sine(0.1, 44_100, 5), 44_100);
        assert!((measure.level().unwrap().lufs + 20.0).abs() < 0.1);
    }

    #[test]
    fn silence_and_nothing_have_no_level() {
        let mut measure = Measure::new(44_100).unwrap();
        assert_eq!(measure.level(), None);
        measure.hear(&vec![0.0; 441_000], 44_100);
        assert_eq!(measure.level(), None);
        let mut short = Measure::new(44_100).unwrap();
        short.hear(&sine(0.1, 44_100, 1)[..8_000], 44_100);
        assert_eq!(short.level(), None);
        assert!(Measure::new(1).is_none());
    }
}
