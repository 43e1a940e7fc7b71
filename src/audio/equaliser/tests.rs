//! The equaliser by itself, and heard through the mixer.

use std::f32::consts::TAU;

use super::*;
use crate::audio::mixer::{Mixer, Order};
use crate::audio::ring::ring;
use crate::audio::segue::{Curve, Segue, When};
use crate::audio::virtual_output::VirtualOutput;
use crate::model::DeckId;

const RATE: u32 = 48_000;

fn sine(hz: f32, rate: u32, frames: usize) -> Vec<f32> {
    (0..frames)
        .flat_map(|n| [(f64::from(hz) * n as f64 / f64::from(rate) * std::f64::consts::TAU).sin() as f32 * 0.1; 2])
        .collect()
}

fn rms(samples: &[f32]) -> f64 {
    (samples.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>() / samples.len() as f64).sqrt()
}

/// What the mixer makes of `sound` with these bands.
fn mixed(sound: &[f32], bands: Bands, rate: u32) -> Vec<f32> {
    let (mixer, mut desk) = Mixer::new(rate, -1.0);
    let (mut feeder, to) = ring(DeckId(1), false, sound.len() / CHANNELS);
    feeder.push(sound);
    assert!(desk.orders.push(Order::Equalise(Design::new(&bands, rate))).is_ok());
    assert!(desk.orders.push(Order::Arm(Segue { to, curve: Curve::Linear, fade: 0, when: When::Now })).is_ok());
    let mut output = VirtualOutput::new(mixer);
    output.pull(sound.len() / CHANNELS);
    output.heard().to_vec()
}

/// Noise of full-band music's kind, at most ±`level`.
fn noise(level: f32, frames: usize) -> Vec<f32> {
    let mut random = fastrand::Rng::with_seed(5);
    (0..frames * CHANNELS).map(|_| (random.f32() * 2.0 - 1.0) * level).collect()
}

#[test]
fn each_band_is_heard_at_its_gain_at_every_rate() {
    let curves =
        [[6.0, -3.0, 0.0, 9.0, -12.0, 12.0, 3.0, -6.0, 1.5, 8.0], [0.0, 0.0, 0.0, 0.0, 12.0, 0.0, 0.0, 0.0, 0.0, 0.0]];
    for (rate, bands) in
        [8_000, 44_100, 48_000, 96_000].into_iter().flat_map(|rate| curves.map(|c| (rate, Bands::new(c))))
    {
        let preamp = 20.0 * Design::new(&bands, rate).preamp().log10();
        for (hz, gain) in Bands::CENTRES.into_iter().zip(bands.gains()).filter(|(hz, _)| *hz < rate as f32 * 0.45) {
            let sound = sine(hz, rate, rate as usize * 2);
            let second = rate as usize * CHANNELS;
            let got = 20.0 * (rms(&mixed(&sound, bands, rate)[second..]) / rms(&sound[second..])).log10() - preamp;
            assert!((got - f64::from(gain)).abs() < 0.3, "{hz} Hz at {rate}: {got} dB for {gain}");
        }
    }
}

#[test]
fn flat_leaves_the_bits_alone_and_so_it_does_again() {
    let sound = noise(0.4, RATE as usize);
    let mut equaliser = Equaliser::new(RATE);
    let mut heard = sound.clone();
    equaliser.process(&mut heard);
    assert!(heard == sound);
    equaliser.change(Design::new(&Bands::FLAT.with(2, 9.0), RATE));
    equaliser.process(&mut sound.clone());
    equaliser.change(Design::FLAT);
    equaliser.process(&mut sound.clone());
    let mut heard = sound.clone();
    equaliser.process(&mut heard);
    assert!(heard == sound);
}

/// Sliders drawn to and fro under a low and a high tone: nothing bends more than the louder of both curves bends it.
#[test]
fn changes_do_not_click() {
    let tones: Vec<f32> = (0..RATE as usize * 4)
        .flat_map(|n| {
            let at = |hz: f32| (TAU * hz * (n % RATE as usize) as f32 / RATE as f32).sin();
            [0.2 * at(50.0) + 0.02 * at(1000.0); 2]
        })
        .collect();
    let bend = |samples: &[f32]| {
        let left: Vec<f32> = samples.iter().step_by(CHANNELS).copied().collect();
        left.windows(3).map(|w| (w[0] - 2.0 * w[1] + w[2]).abs()).fold(0.0, f32::max)
    };
    let curves = [
        [12.0, 12.0, 12.0, 0.0, 0.0, -12.0, 0.0, 0.0, 0.0, 0.0],
        [-12.0, -12.0, -12.0, 0.0, 0.0, 12.0, 0.0, 0.0, 0.0, 0.0],
    ];
    let mut heard = tones.clone();
    let mut equaliser = Equaliser::new(RATE);
    for (turn, block) in heard.chunks_mut(CHANNELS * 441).enumerate() {
        // Many come before the one before is in force; some have time.
        if turn % 3 == 0 || turn % 40 < 12 {
            equaliser.change(Design::new(&Bands::new(curves[turn / 3 % 2]), RATE));
        }
        equaliser.process(block);
    }
    // 1000 Hz alone, at 0 dB: what is lifted is lifted from a preamp of as much.
    let most = bend(&tones[..RATE as usize]);
    assert!(bend(&heard) < most * 1.2, "{} of {most}", bend(&heard));
    assert!(rms(&heard) < rms(&tones));
}

#[test]
fn the_last_of_many_changes_is_in_force() {
    let mut equaliser = Equaliser::new(RATE);
    let wanted = Bands::FLAT.with(5, -9.0);
    for gain in [3.0, 6.0, 12.0] {
        equaliser.change(Design::new(&Bands::FLAT.with(5, gain), RATE));
        equaliser.process(&mut sine(1000.0, RATE, 200));
    }
    equaliser.change(Design::new(&wanted, RATE));
    let (mut heard, second) = (sine(1000.0, RATE, RATE as usize), RATE as usize);
    equaliser.process(&mut heard);
    let factor = rms(&heard[second..]) / rms(&sine(1000.0, RATE, second)[..second]);
    let lowered = 20.0 * (factor / Design::new(&wanted, RATE).preamp()).log10();
    assert!((lowered + 9.0).abs() < 0.1, "{lowered}");
}

#[test]
fn what_fades_away_comes_to_rest_and_is_never_denormal() {
    let mut equaliser = Equaliser::new(RATE);
    equaliser.change(Design::new(&Bands::new([12.0, 9.0, -12.0, 3.0, 0.0, 5.0, -3.0, 9.0, -12.0, 12.0]), RATE));
    equaliser.process(&mut noise(1.0, RATE as usize));
    for _ in 0..30 {
        let mut silence = vec![0.0f32; RATE as usize * CHANNELS];
        equaliser.process(&mut silence);
        assert!(silence.iter().all(|sample| *sample == 0.0 || sample.is_normal()));
    }
    assert!(equaliser.now.kept.as_flattened().as_flattened().iter().all(|value| *value == 0.0));
}

#[test]
fn what_is_no_music_does_not_stick() {
    let mut equaliser = Equaliser::new(RATE);
    equaliser.change(Design::new(&Bands::new([12.0; 10]).with(4, -12.0), RATE));
    let mut sound = noise(0.2, RATE as usize * 2);
    (sound[30_000], sound[30_003], sound[30_004]) = (f32::NAN, f32::INFINITY, f32::MAX);
    let (mut heard, mut clean) = (sound.clone(), sound);
    (clean[30_000], clean[30_003], clean[30_004]) = (0.0, 0.0, 0.0);
    equaliser.process(&mut heard);
    assert!(heard.iter().all(|sample| sample.is_finite()));
    let mut other = Equaliser::new(RATE);
    other.change(Design::new(&Bands::new([12.0; 10]).with(4, -12.0), RATE));
    other.process(&mut clean);
    let (late, tail) = (RATE as usize * 3, RATE as usize * 4);
    assert!(heard[late..tail].iter().zip(&clean[late..tail]).all(|(a, b)| (a - b).abs() < 1e-6));
}

#[test]
#[ignore = "a measurement, not a check"]
fn cost() {
    let mut samples = noise(0.5, RATE as usize * 10);
    for (name, bands) in
        [("flat", Bands::FLAT), ("ten bands", Bands::new([3.0, -2.0, 1.0, 0.5, 2.0, -4.0, 1.0, 1.0, 2.0, 6.0]))]
    {
        let mut equaliser = Equaliser::new(RATE);
        equaliser.change(Design::new(&bands, RATE));
        equaliser.process(&mut noise(0.5, RATE as usize));
        let start = std::time::Instant::now();
        samples.chunks_mut(1024).for_each(|block| equaliser.process(block));
        println!("{name}: {:.1} ns/frame", start.elapsed().as_nanos() as f64 / 480_000.0);
    }
    let start = std::time::Instant::now();
    let design = Design::new(&Bands::new([12.0, -12.0, 12.0, -12.0, 12.0, -12.0, 12.0, -12.0, 12.0, -12.0]), RATE);
    println!("design: {:?}, preamp {}", start.elapsed(), design.preamp());
}
