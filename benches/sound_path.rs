//! What is done to each frame behind the decoder. Every run is of 1000 frames: a microsecond is a nanosecond a frame.

use std::cell::RefCell;

use segue::audio::CHANNELS;
use segue::audio::limiter::Limiter;
use segue::audio::mixer::{Desk, Mixer, Order};
use segue::audio::resampler::Resampler;
use segue::audio::ring::{Feeder, Voice, ring};
use segue::audio::segue::{Curve, Segue, When};
use segue::model::DeckId;

const RATE: u32 = 44_100;
const FRAMES: usize = 1000;
/// Frames in a ring: enough for all runs of one benchmark.
const RING: usize = RATE as usize * 60;
const SAMPLES: u32 = 100;
const SIZE: u32 = 20;

/// Three tones and some noise.
fn music(frames: usize, level: f32) -> Vec<f32> {
    let mut dice = fastrand::Rng::with_seed(7);
    let sound = (0..frames).flat_map(|n| {
        let tone = |step: f32| (n as f32 * step).sin() * 0.3;
        let mix = tone(0.031) + tone(0.11) + tone(0.37);
        [mix + dice.f32() * 0.1, mix - dice.f32() * 0.1]
    });
    sound.map(|sample| sample * level).collect()
}

fn voice(deck: u64, level: f32) -> (Feeder, Voice) {
    let (mut feeder, voice) = ring(DeckId(deck), false, RING);
    feeder.push(&music(RING, level));
    (feeder, voice)
}

fn arm(desk: &mut Desk, to: Voice, fade: usize) {
    let segue = Segue { to, curve: Curve::EqualPower, fade: fade as u64, when: When::Now };
    assert!(desk.orders.push(Order::Arm(segue)).is_ok());
}

/// A mixer with one voice on air.
fn on_air(level: f32) -> (Mixer, Desk, Feeder) {
    let (mut mixer, mut desk) = Mixer::new(RATE, -1.0);
    let (feeder, voice) = voice(1, level);
    arm(&mut desk, voice, 0);
    mixer.render(&mut [0.0; 2]);
    (mixer, desk, feeder)
}

fn render(bencher: divan::Bencher, mut mixer: Mixer, mut desk: Desk) {
    let mut out = vec![0.0; FRAMES * CHANNELS];
    bencher.bench_local(|| mixer.render(divan::black_box(&mut out)));
    // It did play, and nothing else than what was meant.
    assert!(desk.meter.peak() > 0.01 && desk.reports.pop().is_ok());
}

#[divan::bench(sample_count = SAMPLES, sample_size = SIZE)]
fn render_one_voice(bencher: divan::Bencher) {
    let (mixer, desk, _feeder) = on_air(0.5);
    render(bencher, mixer, desk);
}

#[divan::bench(sample_count = SAMPLES, sample_size = SIZE)]
fn render_crossfade(bencher: divan::Bencher) {
    let (mixer, mut desk, _feeder) = on_air(0.4);
    let (_coming, to) = voice(2, 0.4);
    arm(&mut desk, to, RING);
    render(bencher, mixer, desk);
}

#[divan::bench(sample_count = SAMPLES, sample_size = SIZE)]
fn render_with_the_limiter_at_work(bencher: divan::Bencher) {
    let (mixer, desk, _feeder) = on_air(2.0);
    render(bencher, mixer, desk);
}

#[divan::bench(args = [("calm", 0.3), ("near the ceiling", 0.85), ("at work", 2.0)], sample_count = SAMPLES, sample_size = SIZE)]
fn limiter(bencher: divan::Bencher, (_, level): (&str, f32)) {
    let limiter = RefCell::new(Limiter::new(RATE, -1.0));
    let sound = music(FRAMES, level);
    bencher.with_inputs(|| sound.clone()).bench_local_refs(|block| limiter.borrow_mut().process(block));
}

/// Per frame that goes in.
#[divan::bench(args = [
    ("file 44.1 to 48 kHz", 44_100, 48_000, false),
    ("file 48 to 44.1 kHz", 48_000, 44_100, false),
    ("live 44.1 to 44.1 kHz", 44_100, 44_100, true),
    ("live 44.1 to 48 kHz", 44_100, 48_000, true),
    ("live 48 to 44.1 kHz", 48_000, 44_100, true),
], sample_count = SAMPLES, sample_size = SIZE)]
fn resampler(bencher: divan::Bencher, (_, from, to, live): (&str, u32, u32, bool)) {
    let made = if live { Resampler::for_live(from, to) } else { Resampler::new(from, to) };
    let mut resampler = made.expect("usual rates");
    let (sound, mut out) = (music(FRAMES, 0.5), Vec::new());
    bencher.bench_local(|| {
        out.clear();
        resampler.process(divan::black_box(&sound), &mut out)
    });
}
