//! Listens to decoded sound for what no listener should meet: dead air, and noise where music was.
//!
//! Pure: the deck hands over blocks as it decodes them, seconds before they would be heard.
//!
//! *Silence* is judged by windows of 10 ms: the standard deviation of the louder channel is under the threshold. (A
//! deviation, not a level: a constant offset cannot be heard.) *Noise* is judged ten times a second on 1024 frames:
//! the level is over -40 dBFS and steady, the crest factor is that of noise, and the autocorrelation at several short
//! lags is near zero, which is to say that the spectrum is flat. Music bends its spectrum towards the bass, cymbals
//! and applause decay or swell: none stays so for 2 s.

use super::CHANNELS;

/// What is told apart from music.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Sound weaker than this (dBFS, of a window's standard deviation) is silence.
    pub silence_dbfs: f32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { silence_dbfs: -60.0 }
    }
}

impl Thresholds {
    fn variance(self) -> f32 {
        10f32.powf(self.silence_dbfs / 10.0)
    }
}

/// A stretch of sound of one kind that reaches up to the last frame heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its first frame, counted from the listener's first.
    pub since: u64,
    /// Frames.
    pub length: u64,
}

/// What the sound is at the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// Dead air, from its first 10 ms on.
    pub silence: Option<Run>,
    /// Noise, once it has lasted 2 s.
    pub noise: Option<Run>,
}

/// Follows one stream of interleaved stereo at a fixed rate.
pub struct Listener {
    frame: u64,
    window: Window,
    silent_since: Option<u64>,
    probe: Probe,
    noisy_since: Option<u64>,
    doubts: u32,
    noise_delay: u64,
}

impl Listener {
    /// A listener for sound at `rate` (Hz).
    pub fn new(rate: u32, thresholds: Thresholds) -> Self {
        Self {
            frame: 0,
            window: Window::new((rate as usize / 100).max(1), thresholds.variance()),
            silent_since: None,
            probe: Probe::new((rate as u64 / 10).max(PROBE as u64)),
            noisy_since: None,
            doubts: 0,
            noise_delay: 2 * u64::from(rate),
        }
    }

    /// Other thresholds from now on.
    pub fn set_thresholds(&mut self, thresholds: Thresholds) {
        self.window.limit = thresholds.variance();
    }

    /// Takes the next block and tells the state at its end.
    pub fn hear(&mut self, samples: &[f32]) -> Heard {
        let (frames, _) = samples.as_chunks::<CHANNELS>();
        let mut rest = frames;
        while !rest.is_empty() {
            let (part, later) = rest.split_at(self.window.missing().min(rest.len()));
            rest = later;
            let end = self.frame + part.len() as u64;
            self.silent_since = match self.window.add(part) {
                Some(Full::Silent(before)) => {
                    Some(self.silent_since.unwrap_or(end.saturating_sub(self.window.length as u64 + before)))
                }
                Some(Full::Loud) => None,
                None => self.silent_since,
            };
            self.listen_for_noise(part);
            self.frame += part.len() as u64;
        }
        self.heard()
    }

    fn listen_for_noise(&mut self, part: &[[f32; CHANNELS]]) {
        match self.probe.add(self.frame, part) {
            Some(Verdict::Noise { since }) => {
                self.doubts = 0;
                self.noisy_since = self.noisy_since.or(Some(since));
            }
            Some(Verdict::Other) => {
                self.doubts += 1;
                if self.doubts >= DOUBTS {
                    (self.noisy_since, self.probe.level) = (None, None);
                }
            }
            None => {}
        }
    }

    fn heard(&self) -> Heard {
        let run = |since: u64| Run { since, length: self.frame - since };
        Heard {
            silence: self.silent_since.map(run),
            noise: self.noisy_since.map(run).filter(|run| run.length >= self.noise_delay),
        }
    }
}

/// One window of 10 ms, and the one before it.
struct Window {
    length: usize,
    limit: f32,
    frames: Vec<Frame>,
    before: Vec<Frame>,
}

type Frame = [f32; CHANNELS];

/// A full window.
enum Full {
    Loud,
    /// It is silent, and so were this many frames before it.
    Silent(u64),
}

impl Window {
    fn new(length: usize, limit: f32) -> Self {
        Self { length, limit, frames: Vec::with_capacity(length), before: Vec::with_capacity(length) }
    }

    fn missing(&self) -> usize {
        self.length - self.frames.len()
    }

    /// What the window is, when it is full.
    fn add(&mut self, part: &[Frame]) -> Option<Full> {
        self.frames.extend_from_slice(part);
        if self.frames.len() < self.length {
            return None;
        }
        let frames = self.length as f32;
        let mean = |side: usize| self.frames.iter().map(|frame| frame[side]).sum::<f32>() / frames;
        let means = [mean(0), mean(1)];
        let variance = |side: usize| {
            self.frames.iter().map(|frame| frame[side] * frame[side]).sum::<f32>() / frames - means[side] * means[side]
        };
        // No number compares as not silent: garbage is not dead air.
        let silent = variance(0) < self.limit && variance(1) < self.limit;
        let full = if silent { Full::Silent(self.silent_before(means)) } else { Full::Loud };
        std::mem::swap(&mut self.frames, &mut self.before);
        self.frames.clear();
        Some(full)
    }

    /// The last frames of the window before that are as near to the silence's own offset as silence is: the edge is
    /// known to the frame, so that no fade that ends there lets it be heard.
    fn silent_before(&self, means: Frame) -> u64 {
        let near = |frame: &&Frame| frame.iter().zip(means).all(|(value, mean)| (value - mean).powi(2) < self.limit);
        self.before.iter().rev().take_while(near).count() as u64
    }
}

/// Frames looked at for noise, ten times a second.
const PROBE: usize = 1024;
/// Lags of the autocorrelation, each with the magnitude that is still taken for noise. The first three are wide
/// enough for noise that a lossy codec has cut off at 16 kHz; pink noise has 0.9 at the first.
const LAGS: [(usize, f32); 6] = [(1, 0.55), (2, 0.4), (3, 0.3), (5, 0.25), (8, 0.25), (13, 0.25)];
/// So many probes in a row must speak against noise to end a run of it: a lossy codec tears holes into noise.
const DOUBTS: u32 = 3;

enum Verdict {
    Noise { since: u64 },
    Other,
}

struct Probe {
    every: u64,
    kept: Vec<f32>,
    since: u64,
    /// The mean level of the noise so far.
    level: Option<f32>,
}

impl Probe {
    fn new(every: u64) -> Self {
        Self { every, kept: Vec::with_capacity(PROBE), since: 0, level: None }
    }

    /// Takes the frames from `first` on; a verdict whenever a probe is full.
    fn add(&mut self, first: u64, part: &[[f32; CHANNELS]]) -> Option<Verdict> {
        let into = first % self.every;
        if self.kept.is_empty() {
            // The middle of a cycle: wait for the next to begin.
            let wait = if into == 0 { 0 } else { (self.every - into) as usize };
            if wait >= part.len() {
                return None;
            }
            self.since = first + wait as u64;
            self.keep(&part[wait..]);
        } else {
            self.keep(part);
        }
        (self.kept.len() == PROBE).then(|| self.judge())
    }

    fn keep(&mut self, part: &[[f32; CHANNELS]]) {
        let room = (PROBE - self.kept.len()).min(part.len());
        self.kept.extend(part[..room].iter().map(|[left, right]| 0.5 * (left + right)));
    }

    fn judge(&mut self) -> Verdict {
        let level = self.noise_level().filter(|now| {
            // Steady: within 3 dB of what it has been. A decay or a swell is not.
            self.level.is_none_or(|before| (0.7..1.42).contains(&(now / before)))
        });
        self.kept.clear();
        if let Some(now) = level {
            self.level = Some(self.level.map_or(now, |before| before + 0.2 * (now - before)));
        }
        if level.is_some() { Verdict::Noise { since: self.since } } else { Verdict::Other }
    }

    /// The level (linear) if these frames alone could be noise.
    fn noise_level(&self) -> Option<f32> {
        let energy: f32 = self.kept.iter().map(|sample| sample * sample).sum();
        let level = (energy / PROBE as f32).sqrt();
        let peak = self.kept.iter().fold(0.0f32, |most, sample| most.max(sample.abs()));
        let flat = LAGS.iter().all(|&(lag, most)| {
            let product: f32 = self.kept.iter().zip(&self.kept[lag..]).map(|(a, b)| a * b).sum();
            product.abs() < most * energy
        });
        // Clicks are flat too, but ten times as high as their level; noise is at most five.
        (level.is_finite() && level > 0.01 && peak < 5.0 * level && flat).then_some(level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 44_100;

    fn listener() -> Listener {
        Listener::new(RATE, Thresholds::default())
    }

    fn stereo(frames: usize, mut at: impl FnMut(f32) -> f32) -> Vec<f32> {
        (0..frames).map(|frame| at(frame as f32 / RATE as f32)).flat_map(|value| [value, value]).collect()
    }

    fn noise(seed: u64, seconds: f32, level: f32) -> Vec<f32> {
        let mut random = fastrand::Rng::with_seed(seed);
        (0..(seconds * RATE as f32) as usize * 2).map(|_| level * (random.f32() * 2.0 - 1.0)).collect()
    }

    #[test]
    fn silence_is_found_where_it_began() {
        let mut listener = listener();
        let tone = stereo(44_100, |time| 0.3 * (std::f32::consts::TAU * 440.0 * time).sin());
        assert_eq!(listener.hear(&tone), Heard::default());
        let mut heard = Heard::default();
        for block in vec![0.0; 44_100].chunks(2 * 577) {
            heard = listener.hear(block);
        }
        let run = heard.silence.unwrap();
        assert!(run.since.abs_diff(44_100) <= 2, "{run:?}");
        assert_eq!(run.since + run.length, 44_100 + 22_050);
        assert_eq!(listener.hear(&tone).silence, None);
    }

    /// However it lies to the windows, on whatever offset.
    #[test]
    fn an_edge_is_known_to_the_frame() {
        for (length, offset) in [(44_101, 0.0), (44_320, 0.1), (44_540, 0.0), (44_541, -0.2)] {
            let mut sound = stereo(length, |time| offset + 0.3 * (std::f32::consts::TAU * 437.0 * time).cos());
            sound.resize(sound.len() + 44_100, offset);
            let run = listener().hear(&sound).silence.unwrap();
            assert!(run.since <= length as u64 && run.since + 3 > length as u64, "{run:?} for {length}");
        }
    }

    #[test]
    fn quiet_music_and_one_loud_channel_are_not_silence() {
        let quiet = stereo(44_100, |time| 0.003 * (std::f32::consts::TAU * 220.0 * time).sin());
        assert_eq!(listener().hear(&quiet).silence, None);
        let right_only: Vec<f32> = quiet.iter().enumerate().map(|(i, s)| if i % 2 == 1 { *s } else { 0.0 }).collect();
        assert_eq!(listener().hear(&right_only).silence, None);
    }

    #[test]
    fn a_constant_offset_and_dither_are_silence() {
        assert!(listener().hear(&stereo(44_100, |_| 0.2)).silence.is_some());
        assert!(listener().hear(&noise(1, 1.0, 0.000_03)).silence.is_some());
    }

    #[test]
    fn white_noise_is_found_after_two_seconds() {
        for level in [1.0, 0.1] {
            let sound = noise(3, 3.0, level);
            let mut listener = listener();
            assert_eq!(listener.hear(&sound[..RATE as usize * 2 * 19 / 10]).noise, None, "within 2 s");
            let heard = listener.hear(&sound[RATE as usize * 2 * 19 / 10..]);
            assert!(heard.noise.is_some_and(|run| run.since == 0), "level {level}: {heard:?}");
        }
    }

    #[test]
    fn garbage_bytes_taken_as_samples_are_noise() {
        let mut random = fastrand::Rng::with_seed(11);
        let garbage: Vec<f32> = (0..RATE as usize * 6).map(|_| f32::from(random.i16(..)) / 32_768.0).collect();
        assert!(listener().hear(&garbage).noise.is_some());
    }

    #[test]
    fn music_ends_the_noise() {
        let mut listener = listener();
        assert!(listener.hear(&noise(5, 3.0, 0.5)).noise.is_some());
        let tone = stereo(44_100, |time| 0.3 * (std::f32::consts::TAU * 440.0 * time).sin());
        assert_eq!(listener.hear(&tone).noise, None);
    }

    #[test]
    fn what_sounds_like_noise_but_is_none() {
        let mut random = fastrand::Rng::with_seed(17);
        let mut white = move || random.f32() * 2.0 - 1.0;
        // A crash cymbal: flat, but it decays by 60 dB in 4 s.
        let crash: Vec<f32> = stereo(RATE as usize * 4, |time| white() * (-1.7 * time).exp());
        assert_eq!(heard_at_any_time(&crash), None, "cymbal");
        // Applause: steady, but its spectrum falls (a one-pole low-pass at 4 kHz).
        let mut state = 0.0;
        let applause: Vec<f32> = stereo(RATE as usize * 4, |_| {
            state += 0.43 * (white() - state);
            state
        });
        assert_eq!(heard_at_any_time(&applause), None, "applause");
        // A drum loop: noise bursts four times a second.
        let drums: Vec<f32> = stereo(RATE as usize * 4, |time| white() * (-30.0 * (4.0 * time).fract()).exp());
        assert_eq!(heard_at_any_time(&drums), None, "drums");
        // A chord with a hiss 20 dB under it.
        let chord: Vec<f32> = stereo(RATE as usize * 4, |time| {
            let tones = [220.0, 277.2, 329.6].map(|f| (std::f32::consts::TAU * f * time).sin());
            0.2 * tones.iter().sum::<f32>() + 0.03 * white()
        });
        assert_eq!(heard_at_any_time(&chord), None, "chord");
        // A train of clicks.
        let clicks = stereo(RATE as usize * 4, |time| if (time * 400.0).fract() < 0.009 { 0.8 } else { 0.0 });
        assert_eq!(heard_at_any_time(&clicks), None, "clicks");
    }

    fn heard_at_any_time(sound: &[f32]) -> Option<Run> {
        let mut listener = listener();
        sound.chunks(2048).find_map(|block| listener.hear(block).noise)
    }

    #[test]
    fn odd_rates_and_blocks_do_no_harm() {
        let mut listener = Listener::new(0, Thresholds::default());
        listener.hear(&[f32::NAN, 0.0, 1.0]);
        listener.hear(&[]);
    }

    #[test]
    #[ignore = "a measurement, not a check"]
    fn cost() {
        let sound = noise(1, 20.0, 0.5);
        let mut listener = listener();
        let start = std::time::Instant::now();
        sound.chunks(2048).for_each(|block| {
            let _ = std::hint::black_box(listener.hear(block));
        });
        println!("{:.1} ns/frame", start.elapsed().as_nanos() as f64 / (sound.len() / 2) as f64);
    }
}
