//! The pitched instruments. Each makes one note: mono, peak near its velocity.

use std::f32::consts::TAU;

use crate::RATE;
use crate::arrange::Note;
use crate::effects::Filter;
use crate::percussion;
use crate::random::Random;
use crate::theory::hertz;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Electric piano.
    Keys,
    /// Guitar with nylon strings.
    Nylon,
    /// Vibraphone with soft mallets.
    Vibes,
    Pad,
    /// Double bass, plucked.
    Bass,
    /// The brush swept over the drum, and tapped on it.
    Swish,
    Tap,
    Shaker,
    /// A stick laid across the rim.
    Rim,
    Kick,
}

impl Voice {
    /// How far from the beat this player strays: standard deviation in seconds.
    pub fn looseness(self) -> f64 {
        match self {
            Voice::Pad => 0.015,
            Voice::Keys | Voice::Nylon | Voice::Vibes => 0.007,
            Voice::Bass | Voice::Swish => 0.005,
            Voice::Tap | Voice::Shaker | Voice::Rim | Voice::Kick => 0.004,
        }
    }

    pub fn render(self, note: &Note, chance: &mut Random) -> Vec<f32> {
        match self {
            Voice::Keys => keys(note),
            Voice::Nylon => nylon(note, chance),
            Voice::Vibes => vibes(note),
            Voice::Pad => pad(note, chance),
            Voice::Bass => bass(note, chance),
            Voice::Swish => percussion::swish(note, chance),
            Voice::Tap => percussion::tap(note, chance),
            Voice::Shaker => percussion::shaker(note, chance),
            Voice::Rim => percussion::rim(note, chance),
            Voice::Kick => percussion::kick(note),
        }
    }
}

/// Samples of `seconds`, each from its time.
pub fn samples(seconds: f32, sample: impl FnMut(f32) -> f32) -> Vec<f32> {
    (0..(seconds * RATE) as usize).map(|frame| frame as f32 / RATE).map(sample).collect()
}

/// Rises like a key (no click), stays at 1 while it is held, and falls by `release` seconds to 1/e.
fn gate(t: f32, attack: f32, held: f32, release: f32) -> f32 {
    let rise = if t < attack { 0.5 - 0.5 * (t / attack * TAU / 2.0).cos() } else { 1.0 };
    rise * if t > held { (-(t - held) / release).exp() } else { 1.0 }
}

/// Two operators for the tone bar, one high and short for the tine's strike (Chowning 1973). Harder is brighter.
fn keys(note: &Note) -> Vec<f32> {
    let (f, held, v) = (hertz(note.key), note.held as f32, note.velocity);
    let ring = 2.4 * ((60.0 - note.key) / 20.0).exp2();
    let high = ((92.0 - note.key) / 36.0).clamp(0.25, 1.0);
    let tine = if 14.0 * f < 9000.0 { 14.0 } else { 7.0 };
    samples((held + 0.9).min(7.0 * ring), |t| {
        let phase = TAU * f * t;
        let index = high * (0.42 + 1.9 * v * (-t / 0.5).exp());
        let body = (phase + index * phase.sin()).sin() + 0.10 * (2.0 * phase).sin() * (-t / 0.9).exp();
        let strike = 0.12 * v * high * (tine * phase).sin() * (-t / 0.07).exp();
        let decay = 0.25 * (-t / 0.25).exp() + 0.75 * (-t / ring).exp();
        v * gate(t, 0.003, held, 0.11) * decay * (body + strike)
    })
}

/// A bar's three partials, and the motor that turns under it.
fn vibes(note: &Note) -> Vec<f32> {
    let (f, held, v) = (hertz(note.key), note.held as f32 + 0.6, note.velocity);
    let ring = 2.2 * ((69.0 - note.key) / 24.0).exp2();
    samples(held + 2.8, |t| {
        let phase = TAU * f * t;
        let bar = phase.sin() * (-t / ring).exp()
            + 0.34 * v * (3.98 * phase).sin() * (-t / 0.55).exp()
            + 0.09 * v * (9.6 * phase).sin() * (-t / 0.06).exp();
        let motor = 0.86 + 0.14 * (TAU * 4.6 * (t + note.at as f32)).cos();
        v * gate(t, 0.002, held, 0.35) * motor * bar
    })
}

/// A plucked string (Karplus, Strong 1983; Jaffe, Smith 1983): soft noise in a loop that dulls it each time round.
fn nylon(note: &Note, chance: &mut Random) -> Vec<f32> {
    let (f, held) = (hertz(note.key), note.held as f32);
    let period = RATE / f - 0.5;
    let mut string = pluck(period, note.velocity, chance);
    let (whole, part) = (period as usize, period.fract());
    // Down by 60 dB after 3.4 s in the middle of the neck.
    let loss = 10f32.powf(-3.0 / (3.4 * ((60.0 - note.key) / 24.0).exp2() * f));
    let (mut last, mut body, mut dc) = (0.0, Filter::default(), 0.0);
    let length = ((held + 0.7) * RATE) as usize;
    let mut sound = Vec::with_capacity(length);
    for frame in 0..length {
        let t = frame as f32 / RATE;
        let size = string.len();
        let here =
            string[(frame + size - whole) % size] * (1.0 - part) + string[(frame + size - whole - 1) % size] * part;
        let damp = if t > held { 0.985 } else { 1.0 };
        let round = if frame < whole { string[frame % size] } else { loss * damp * (0.5 * here + 0.5 * last) };
        last = here;
        string[frame % size] = round;
        dc += (round - dc) * 0.001;
        let tone = body.low(round - dc, 2600.0 + 2200.0 * note.velocity, 0.6);
        sound.push(tone * gate(t, 0.002, held, 0.09));
    }
    level(sound, note.velocity)
}

/// The string at the moment of the pluck: a period of noise, dulled by the finger, a quarter from the bridge.
fn pluck(period: f32, velocity: f32, chance: &mut Random) -> Vec<f32> {
    let whole = period as usize;
    let mut fingertip = Filter::default();
    let noise: Vec<f32> = (0..whole).map(|_| fingertip.low(chance.noise(), 1400.0 + 2600.0 * velocity, 0.6)).collect();
    let comb = |frame: usize| noise[frame] - 0.8 * noise[(frame + whole - whole / 4) % whole];
    let mean = (0..whole).map(comb).sum::<f32>() / whole as f32;
    (0..whole + 2).map(|frame| if frame < whole { comb(frame) - mean } else { 0.0 }).collect()
}

/// Seven harmonics, the higher the sooner gone, a pitch that settles, and the finger's noise.
fn bass(note: &Note, chance: &mut Random) -> Vec<f32> {
    let (f, held, v) = (hertz(note.key), note.held as f32, note.velocity);
    let mut finger = Filter::default();
    let sound = samples((held + 0.5).min(9.0), |t| {
        // The string is a few cents sharp while it swings widely; this is the integral of that bend.
        let phase = TAU * f * (t + 0.008 * 0.05 * (1.0 - (-t / 0.05).exp()));
        let tone: f32 = (1..=7)
            .map(|n| n as f32)
            .map(|n| {
                n.powf(-1.15) * (n * phase).sin() * (-t * n.powf(0.9) / 1.5).exp() * (1.0 - 0.35 * f32::from(n == 1.0))
            })
            .sum();
        let touch = finger.low(chance.noise(), 900.0, 0.7) * (-t / 0.012).exp() * 0.5;
        gate(t, 0.007, held, 0.07) * (tone + touch).tanh()
    });
    level(sound, v)
}

/// Two band-limited saws a few cents apart (PolyBLEP: Välimäki, Huovilainen 2007) behind a lowpass that breathes.
fn pad(note: &Note, chance: &mut Random) -> Vec<f32> {
    let held = note.held as f32;
    let mut phases = [0.5 + 0.5 * chance.noise(), 0.5 + 0.5 * chance.noise()];
    let steps = [-4.0, 5.0].map(|cents: f32| hertz(note.key + (cents + chance.noise()) / 100.0) / RATE);
    let (breath, mut soft, mut softer) = (chance.noise() * 3.0, Filter::default(), Filter::default());
    samples(held + 3.5, |t| {
        let mut sum = 0.0;
        for (phase, step) in phases.iter_mut().zip(steps) {
            *phase = (*phase + step).fract();
            sum += 2.0 * *phase - 1.0 - blep(*phase, step);
        }
        let open = 1150.0 + 350.0 * (TAU * 0.11 * t + breath).sin();
        let dull = softer.low(soft.low(sum, open, 0.6), 1.6 * open, 0.6);
        0.5 * note.velocity * gate(t, 0.45, held, 0.5) * dull
    })
}

/// What to take from a naive saw round its jump.
fn blep(phase: f32, step: f32) -> f32 {
    if phase < step {
        let x = phase / step;
        2.0 * x - x * x - 1.0
    } else if phase > 1.0 - step {
        let x = (phase - 1.0) / step;
        x * x + 2.0 * x + 1.0
    } else {
        0.0
    }
}

/// Scaled to a peak of `peak`.
fn level(mut sound: Vec<f32>, peak: f32) -> Vec<f32> {
    let loudest = sound.iter().fold(1e-6f32, |loudest, sample| loudest.max(sample.abs()));
    sound.iter_mut().for_each(|sample| *sample *= peak / loudest);
    sound
}
