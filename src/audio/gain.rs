//! Volume without zipper noise: gains move along ramps.

/// A gain on its way to a target, one step a frame.
#[derive(Clone, Copy, Debug)]
pub struct Ramp {
    now: f32,
    target: f32,
    step: f32,
}

impl Ramp {
    pub fn at(gain: f32) -> Self {
        Self { now: gain, target: gain, step: 0.0 }
    }

    /// Moves to `target` in a straight line within `frames` frames.
    pub fn to(&mut self, target: f32, frames: u32) {
        self.target = target;
        self.step = (target - self.now) / frames.max(1) as f32;
    }

    /// The gain for the next frame.
    pub fn advance(&mut self) -> f32 {
        if self.now != self.target {
            self.now += self.step;
            let passed = if self.step >= 0.0 { self.now >= self.target } else { self.now <= self.target };
            if passed {
                self.now = self.target;
            }
        }
        self.now
    }

    /// Applies the ramp to interleaved stereo. At rest at 1.0 the samples are untouched, bit for bit.
    pub fn apply(&mut self, samples: &mut [f32]) {
        if self.now == self.target && self.now == 1.0 {
            return;
        }
        for frame in samples.chunks_exact_mut(super::CHANNELS) {
            let gain = self.advance();
            frame.iter_mut().for_each(|sample| *sample *= gain);
        }
    }

    /// Silent and staying so.
    pub fn silent(&self) -> bool {
        self.now == 0.0 && self.target == 0.0
    }
}

/// A volume knob's percent (0–100) as a gain. Cubic, as in sound servers: halfway on the knob is about half as loud
/// (−18 dB), not half the amplitude.
pub fn of_percent(percent: f32) -> f32 {
    (percent.clamp(0.0, 100.0) / 100.0).powi(3)
}

/// Decibels of full scale for an amplitude; −120 for silence.
pub fn decibels(amplitude: f32) -> f32 {
    if amplitude > 1e-6 { 20.0 * amplitude.log10() } else { -120.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ramp_arrives_exactly_and_never_jumps() {
        let mut ramp = Ramp::at(1.0);
        ramp.to(0.0, 100);
        let gains: Vec<f32> = (0..101).map(|_| ramp.advance()).collect();
        assert_eq!(gains[100], 0.0);
        assert!(gains.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 0.011));
        assert!(ramp.silent());
    }

    #[test]
    fn full_volume_leaves_the_bits_alone() {
        let mut samples = [0.1, -0.9, 0.333, 1.0];
        Ramp::at(of_percent(100.0)).apply(&mut samples);
        assert_eq!(samples, [0.1, -0.9, 0.333, 1.0]);
    }

    #[test]
    fn the_knob_is_cubic() {
        assert_eq!(of_percent(0.0), 0.0);
        assert!((decibels(of_percent(50.0)) + 18.06).abs() < 0.01);
    }
}
