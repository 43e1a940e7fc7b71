//! Brushes, shaker, rim and a feathered kick: noise in the right shape. Mono, peak near the note's velocity or below.

use std::f32::consts::{PI, TAU};

use crate::arrange::Note;
use crate::effects::Filter;
use crate::random::Random;
use crate::voices::samples;

/// A brush swept over the skin: a hump of noise whose colour rises and falls with the arm.
pub fn swish(note: &Note, chance: &mut Random) -> Vec<f32> {
    let length = (note.held as f32 * 0.95).min(1.0);
    let mut band = Filter::default();
    samples(length, |t| {
        let arm = (PI * t / length).sin();
        let colour = 1700.0 + 2300.0 * arm;
        note.velocity * arm * arm * 0.55 * band.band(chance.noise(), colour, 0.8)
    })
}

/// A brush tapped on the skin.
pub fn tap(note: &Note, chance: &mut Random) -> Vec<f32> {
    let (mut wires, mut skin) = (Filter::default(), Filter::default());
    samples(0.45, |t| {
        let noise = chance.noise();
        let rise = (t / 0.003).min(1.0);
        let wire = wires.band(noise, 3300.0, 0.7) * (-t / 0.045).exp();
        let drum = skin.band(noise, 240.0, 4.0) * (-t / 0.06).exp();
        note.velocity * rise * (0.8 * wire + 1.2 * drum)
    })
}

pub fn shaker(note: &Note, chance: &mut Random) -> Vec<f32> {
    let mut grains = Filter::default();
    samples(0.28, |t| {
        let rise = (t / 0.018).min(1.0);
        note.velocity * rise * rise * (-t / 0.035).exp() * grains.band(chance.noise(), 6200.0, 1.1)
    })
}

pub fn rim(note: &Note, chance: &mut Random) -> Vec<f32> {
    let mut click = Filter::default();
    samples(0.12, |t| {
        let wood = (TAU * 1180.0 * t).sin() * (-t / 0.016).exp() + 0.6 * (TAU * 1790.0 * t).sin() * (-t / 0.010).exp();
        let stick = click.band(chance.noise(), 2600.0, 1.0) * (-t / 0.005).exp();
        note.velocity * (t / 0.0012).min(1.0) * (0.5 * wood + 0.4 * stick)
    })
}

/// Felt on a large skin: a sine that falls from 92 to 50 Hz.
pub fn kick(note: &Note) -> Vec<f32> {
    samples(0.9, |t| {
        let phase = TAU * (50.0 * t + 42.0 * 0.04 * (1.0 - (-t / 0.04).exp()));
        note.velocity * (t / 0.004).min(1.0) * (-t / 0.11).exp() * phase.sin()
    })
}
