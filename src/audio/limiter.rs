//! The last step before the device: a look-ahead true-peak limiter, so that two tracks in a crossfade cannot clip.
//!
//! How it works, per frame: (1) the true peak around the frame is estimated; (2) the gain that this peak needs is
//! held, as a sliding minimum, for as long as the peak is in the look-ahead; (3) it recovers exponentially; (4) a
//! moving average over the attack turns the steps into ramps. As the average covers only gains at or under the one
//! that the peak needs, the ramp has arrived when the peak comes out of the delay line.
//!
//! [`Limiter::process`] runs in the output's callback: it never allocates, locks, blocks or panics.

use super::CHANNELS;

type Frame = [f32; CHANNELS];

/// Taps of each phase of the interpolating filter, and how many of them lie behind the interpolated values.
const TAPS: usize = 24;
const FILTER_LAG: usize = TAPS / 2;
/// Values interpolated between two samples, which makes four times oversampling.
const BETWEEN: usize = 3;
/// On each side of a peak this many frames get its gain too, since they make the peak together.
const SHOULDER: usize = 4;
/// Four values a sample read too little, by up to 0.5 dB where much of the sound is near half the sample rate. So the
/// limiter aims this much (0.6 dB) under the ceiling: a promise about the ceiling is worth more than the last half dB.
const MARGIN: f32 = 0.93;
/// Frames looked at together. A calm group costs a maximum and a copy.
const GROUP: usize = 32;
/// Gains are averaged as integers, so that the sum never drifts and full gain is exactly 1.
const UNITY: u32 = 1 << 30;

/// A stereo-linked look-ahead limiter. See the module.
pub struct Limiter {
    /// What the estimated true peak is kept at or under, linear.
    limit: f32,
    recovery: f64,
    filter: Interpolator,
    delay: Delay,
    /// The last frames of the group before, for the filter.
    recent: [Frame; TAPS - 1],
    lowest: SlidingMinimum,
    /// Twice the precision: near full gain the recovery's steps are smaller than single precision can add.
    gain: f64,
    average: MovingAverage,
    /// Frames since a peak last needed less than full gain.
    calm: usize,
}

impl Limiter {
    /// Full recovery from a peak takes about three times this long, in seconds.
    const RECOVERY: f64 = 0.08;
    /// The gain's ramp down, in seconds. With the filter's lag the whole look-ahead is under 3 ms from 8 kHz upwards.
    const ATTACK: f32 = 0.001_5;

    /// A limiter for sound at `rate` (Hz) that keeps true peaks at or under `ceiling` (dBTP, usually -1).
    pub fn new(rate: u32, ceiling: f32) -> Self {
        let attack = ((rate as f32 * Self::ATTACK) as usize).max(2);
        Self {
            limit: MARGIN * 10f32.powf(ceiling / 20.0),
            recovery: 1.0 - (-1.0 / (Self::RECOVERY * f64::from(rate.max(1)))).exp(),
            filter: Interpolator::new(),
            delay: Delay::new(attack - 1 + FILTER_LAG + SHOULDER),
            recent: [[0.0; CHANNELS]; TAPS - 1],
            lowest: SlidingMinimum::new(attack + 2 * SHOULDER),
            gain: 1.0,
            average: MovingAverage::new(attack),
            calm: usize::MAX,
        }
    }

    /// Another ceiling from now on; the gain comes to it as to any peak.
    pub fn set_ceiling(&mut self, ceiling: f32) {
        self.limit = MARGIN * 10f32.powf(ceiling / 20.0);
    }

    /// Frames by which the output lags behind the input.
    pub fn latency(&self) -> usize {
        self.delay.frames.len()
    }

    /// Limits interleaved stereo in place, delayed by [`Self::latency`]. 0.7 dB below the ceiling
    /// that is a bit-exact delay.
    /// Values that are no numbers become silence: no device must see them.
    pub fn process(&mut self, samples: &mut [f32]) {
        for group in samples.chunks_mut(GROUP * CHANNELS) {
            let (frames, _) = group.as_chunks_mut::<CHANNELS>();
            self.process_group(frames);
        }
    }

    fn process_group(&mut self, group: &mut [Frame]) {
        let mut window = [[0.0; CHANNELS]; TAPS - 1 + GROUP];
        let window = &mut window[..TAPS - 1 + group.len()];
        window[..TAPS - 1].copy_from_slice(&self.recent);
        for (kept, frame) in window[TAPS - 1..].iter_mut().zip(group.iter()) {
            *kept = frame.map(|sample| if sample.is_finite() { sample } else { 0.0 });
        }
        self.recent.copy_from_slice(&window[group.len()..]);

        let loudest = window.iter().flatten().fold(0.0f32, |most, sample| most.max(sample.abs()));
        let cannot_exceed = loudest * self.filter.most_over < self.limit;
        if cannot_exceed && self.is_at_rest() {
            self.calm = self.calm.saturating_add(group.len());
            for (frame, taps) in group.iter_mut().zip(window.windows(TAPS)) {
                *frame = self.delay.push(taps[TAPS - 1]);
            }
            return;
        }
        for (frame, taps) in group.iter_mut().zip(window.windows(TAPS)) {
            let peak = if cannot_exceed { 0.0 } else { self.filter.true_peak(taps) };
            let gain = self.next_gain(peak);
            *frame = self.delay.push(taps[TAPS - 1]).map(|sample| sample * gain);
        }
    }

    /// Nothing in the look-ahead needs less than full gain, and full gain has been reached.
    fn is_at_rest(&self) -> bool {
        self.gain == 1.0 && self.calm > self.lowest.length + self.average.held.len()
    }

    fn next_gain(&mut self, peak: f32) -> f32 {
        let needed = if peak > self.limit { self.limit / peak } else { 1.0 };
        self.calm = if needed < 1.0 { 0 } else { self.calm.saturating_add(1) };
        let lowest = f64::from(self.lowest.push(needed));
        let recovered = self.gain + (1.0 - self.gain) * self.recovery;
        // The exponential never arrives; 0.0001 dB short of full gain it is taken there.
        self.gain = lowest.min(if recovered > 0.999_99 { 1.0 } else { recovered });
        self.average.push(self.gain)
    }
}

/// Finds true peaks as ITU-R BS.1770-5, annex 2, does: by four times oversampling with a polyphase filter. The annex
/// gives 12 taps as an example; twice as many, from a windowed sinc, read full-band sound more truly.
struct Interpolator {
    /// For each tap, oldest first, its weight in each interpolated value, once a channel: left, right, left, right...
    taps: [[f32; LANES]; TAPS],
    /// No interpolated value exceeds the largest sample by more than this.
    most_over: f32,
}

/// Three interpolated values of two channels, and two lanes that stay zero: the width of a vector register.
const LANES: usize = (BETWEEN + 1) * CHANNELS;

impl Interpolator {
    fn new() -> Self {
        let mut taps = [[0.0; LANES]; TAPS];
        for (k, weights) in taps.iter_mut().enumerate() {
            for (lane, weight) in weights.iter_mut().enumerate().take(BETWEEN * CHANNELS) {
                // How far the tap lies after the interpolated value, in samples; never zero.
                let step = (lane / CHANNELS + 1) as f32 / (BETWEEN + 1) as f32;
                let angle = std::f32::consts::PI * (k as f32 + 1.0 - FILTER_LAG as f32 - step);
                let window = (angle / TAPS as f32).cos();
                *weight = window * window * angle.sin() / angle;
            }
        }
        let sum = |lane: usize| taps.iter().map(|weights| weights[lane].abs()).sum::<f32>();
        Self { taps, most_over: (0..LANES).map(sum).fold(1.0, f32::max) }
    }

    /// The largest magnitude, of both channels, of the middle sample and the values interpolated after it.
    fn true_peak(&self, frames: &[Frame]) -> f32 {
        let mut sums = [0.0f32; LANES];
        for (&[left, right], weights) in frames.iter().zip(&self.taps) {
            let spread = [left, right, left, right, left, right, left, right];
            for ((sum, weight), sample) in sums.iter_mut().zip(weights).zip(spread) {
                *sum += weight * sample;
            }
        }
        let middle = &frames[TAPS - 1 - FILTER_LAG];
        sums.iter().chain(middle).fold(0.0, |most, value| most.max(value.abs()))
    }
}

/// A delay line of whole frames.
struct Delay {
    frames: Box<[Frame]>,
    at: usize,
}

impl Delay {
    fn new(length: usize) -> Self {
        Self { frames: vec![[0.0; CHANNELS]; length].into_boxed_slice(), at: 0 }
    }

    /// Takes a frame in and gives out the one that came in `length` frames ago.
    fn push(&mut self, frame: Frame) -> Frame {
        let out = std::mem::replace(&mut self.frames[self.at], frame);
        self.at += 1;
        if self.at == self.frames.len() {
            self.at = 0;
        }
        out
    }
}

/// The least of the last `length` values, by a queue of rising candidates: constant time a value on average.
struct SlidingMinimum {
    length: usize,
    /// A ring of (when, value); never more than `length` are candidates.
    ring: Box<[(u64, f32)]>,
    first: usize,
    candidates: usize,
    now: u64,
}

impl SlidingMinimum {
    fn new(length: usize) -> Self {
        Self { length, ring: vec![(0, 1.0); length].into_boxed_slice(), first: 0, candidates: 0, now: 0 }
    }

    fn push(&mut self, value: f32) -> f32 {
        let size = self.ring.len();
        self.now += 1;
        if self.candidates > 0 && self.ring[self.first].0 + self.length as u64 <= self.now {
            self.first = (self.first + 1) % size;
            self.candidates -= 1;
        }
        while self.candidates > 0 && self.ring[(self.first + self.candidates - 1) % size].1 >= value {
            self.candidates -= 1;
        }
        self.ring[(self.first + self.candidates) % size] = (self.now, value);
        self.candidates += 1;
        self.ring[self.first].1
    }
}

/// The mean of the last gains.
struct MovingAverage {
    held: Box<[u32]>,
    at: usize,
    sum: u64,
}

impl MovingAverage {
    fn new(length: usize) -> Self {
        Self { held: vec![UNITY; length].into_boxed_slice(), at: 0, sum: u64::from(UNITY) * length as u64 }
    }

    fn push(&mut self, gain: f64) -> f32 {
        let fixed = (gain * f64::from(UNITY)) as u32;
        self.sum = self.sum - u64::from(self.held[self.at]) + u64::from(fixed);
        self.held[self.at] = fixed;
        self.at += 1;
        if self.at == self.held.len() {
            self.at = 0;
        }
        (self.sum as f64 / (u64::from(UNITY) * self.held.len() as u64) as f64) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 48_000;

    /// A crude full-scale "track": a few partials, a bass and a noise burst each beat, clipped to ±1. The noise fades
    /// towards half the sample rate, as everything recorded does.
    fn track(seed: u64, frames: usize) -> Vec<f32> {
        let mut random = fastrand::Rng::with_seed(seed);
        let base = 80.0 + 60.0 * random.f32();
        let mut last = 0.0;
        let mut samples = Vec::with_capacity(frames * CHANNELS);
        for frame in 0..frames {
            let time = frame as f32 / RATE as f32;
            let beat = (-20.0 * (time * 2.0).fract()).exp();
            for side in 0..CHANNELS {
                let tone: f32 = [1.0, 3.0, 7.0, 31.0, 97.0]
                    .iter()
                    .map(|part| (std::f32::consts::TAU * base * part * time + side as f32).sin())
                    .sum();
                let white = random.f32() * 2.0 - 1.0;
                let noise = white + std::mem::replace(&mut last, white);
                samples.push((0.5 * tone + 1.5 * beat * noise).clamp(-1.0, 1.0));
            }
        }
        samples
    }

    /// The peak of one channel, interpolated `times` times by a long windowed sinc: far stricter than the limiter's.
    fn oversampled_peak(samples: &[f32], side: usize, times: usize) -> f32 {
        const HALF: isize = 24;
        let channel: Vec<f32> = samples.iter().skip(side).step_by(CHANNELS).copied().collect();
        let mut peak = 0.0f32;
        for phase in 0..times {
            let offset = phase as f32 / times as f32;
            let taps: Vec<f32> = (-HALF..=HALF)
                .map(|k| {
                    let x = k as f32 + offset;
                    let window = 0.5 + 0.5 * (std::f32::consts::PI * x / (HALF as f32 + 1.0)).cos();
                    let angle = std::f32::consts::PI * x;
                    window * if angle.abs() < 1e-6 { 1.0 } else { angle.sin() / angle }
                })
                .collect();
            for window in channel.windows(taps.len()) {
                peak = peak.max(window.iter().zip(&taps).map(|(a, b)| a * b).sum::<f32>().abs());
            }
        }
        peak
    }

    fn decibels(peak: f32) -> f32 {
        20.0 * peak.log10()
    }

    #[test]
    fn two_full_scale_tracks_stay_under_the_ceiling() {
        for seed in 0..4 {
            let mut sum = track(seed, 24_000);
            sum.iter_mut().zip(track(seed + 100, 24_000)).for_each(|(a, b)| *a += b);
            assert!(decibels(oversampled_peak(&sum, 0, 4)) > 3.0, "the test signal must be far over");
            let mut limiter = Limiter::new(RATE, -1.0);
            // Blocks of odd sizes, as devices ask for them.
            for block in sum.chunks_mut(2 * 331) {
                limiter.process(block);
            }
            for side in 0..CHANNELS {
                let (four, eight) = (oversampled_peak(&sum, side, 4), oversampled_peak(&sum, side, 8));
                assert!(decibels(four) <= -1.0, "seed {seed}: {} dBTP at 4x", decibels(four));
                assert!(decibels(eight) <= -1.0, "seed {seed}: {} dBTP at 8x", decibels(eight));
            }
            let mut judge = ebur128::EbuR128::new(2, RATE, ebur128::Mode::TRUE_PEAK).unwrap();
            judge.add_frames_f32(&sum).unwrap();
            assert!(decibels(judge.true_peak(0).unwrap() as f32) <= -1.0);
            let loudest = sum.iter().fold(0.0f32, |most, sample| most.max(sample.abs()));
            assert!(decibels(loudest) > -4.0, "the limiter must not simply turn down: {}", decibels(loudest));
        }
    }

    #[test]
    fn a_little_below_the_ceiling_it_is_a_bit_exact_delay() {
        let quiet: Vec<f32> = track(7, 20_000).iter().map(|sample| sample * 0.45).collect();
        let peak = decibels(oversampled_peak(&quiet, 0, 8));
        assert!((-6.1..-1.7).contains(&peak), "{peak}");
        let mut limiter = Limiter::new(RATE, -1.0);
        let mut out = quiet.clone();
        limiter.process(&mut out);
        let lag = limiter.latency() * CHANNELS;
        assert!(lag as f32 / (CHANNELS as f32 * RATE as f32) <= 0.003);
        assert!(out[lag..] == quiet[..quiet.len() - lag]);
    }

    #[test]
    fn after_a_peak_it_returns_to_bit_exact() {
        let mut samples: Vec<f32> = track(9, 96_000).iter().map(|sample| sample * 0.4).collect();
        samples[2_000] = 3.0;
        let mut out = samples.clone();
        let mut limiter = Limiter::new(RATE, -1.0);
        limiter.process(&mut out);
        let lag = limiter.latency() * CHANNELS;
        assert!(out[2_000 + lag].abs() < 0.9);
        assert!(out[150_000 + lag..] == samples[150_000..samples.len() - lag]);
    }

    #[test]
    fn the_gain_moves_without_steps() {
        // A steady tone that doubles at once: the output's second difference must stay that of a tone.
        let mut samples = Vec::new();
        for frame in 0..9_600 {
            let level = if frame < 4_800 { 0.8 } else { 1.6 };
            let value = level * (std::f32::consts::TAU * 200.0 * frame as f32 / RATE as f32).sin();
            samples.extend([value, value]);
        }
        Limiter::new(RATE, -1.0).process(&mut samples);
        let left: Vec<f32> = samples.iter().step_by(2).copied().collect();
        let bend = left.windows(3).map(|w| (w[0] - 2.0 * w[1] + w[2]).abs()).fold(0.0f32, f32::max);
        // The tone's own is 0.0011; the doubling itself, in the input, is a kink at a zero crossing of 0.021.
        assert!(bend < 0.022, "second difference {bend}");
    }

    #[test]
    fn no_number_becomes_silence_and_does_not_stick() {
        let mut samples = vec![0.1; 4_000];
        samples[100] = f32::NAN;
        samples[102] = f32::INFINITY;
        let mut limiter = Limiter::new(RATE, -1.0);
        limiter.process(&mut samples);
        assert!(samples.iter().all(|sample| sample.is_finite()));
        assert_eq!(samples[3_999], 0.1);
    }

    #[test]
    fn a_trailing_half_frame_is_left_alone() {
        let mut limiter = Limiter::new(8_000, -1.0);
        limiter.process(&mut [0.5, 0.5, 0.25]);
        limiter.process(&mut []);
    }

    #[test]
    #[ignore = "a measurement, not a check"]
    fn cost() {
        for (name, level) in [("loud", 2.0), ("quiet", 0.1)] {
            let mut samples: Vec<f32> = track(1, 480_000).iter().map(|sample| sample * level).collect();
            let mut limiter = Limiter::new(RATE, -1.0);
            let start = std::time::Instant::now();
            samples.chunks_mut(1024).for_each(|block| limiter.process(block));
            println!("{name}: {:.1} ns/frame", start.elapsed().as_nanos() as f64 / 480_000.0);
        }
    }
}
