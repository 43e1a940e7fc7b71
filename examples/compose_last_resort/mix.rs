//! The room and the master: notes become frames at a set loudness.

use std::f32::consts::FRAC_PI_4;

use crate::arrange::Score;
use crate::effects::{Filter, Room, chorus, limit};
use crate::random::Random;
use crate::voices::Voice;
use crate::{Frame, RATE};

/// Integrated loudness of every piece (LUFS, EBU R 128).
const LOUDNESS: f64 = -16.0;

/// Highest sample (-3 dBFS): leaves room for what Opus and the samples' in-betweens add.
const CEILING: f32 = 0.708;

/// What one instrument gets on the desk.
struct Strip {
    voice: Voice,
    gain: f32,
    /// How much of it the room hears.
    room: f32,
}

const DESK: [Strip; 10] = [
    Strip { voice: Voice::Keys, gain: 0.185, room: 0.30 },
    Strip { voice: Voice::Nylon, gain: 0.36, room: 0.34 },
    Strip { voice: Voice::Vibes, gain: 0.135, room: 0.36 },
    Strip { voice: Voice::Pad, gain: 0.062, room: 0.40 },
    Strip { voice: Voice::Bass, gain: 0.19, room: 0.04 },
    Strip { voice: Voice::Swish, gain: 0.20, room: 0.20 },
    Strip { voice: Voice::Tap, gain: 0.42, room: 0.26 },
    Strip { voice: Voice::Shaker, gain: 0.34, room: 0.18 },
    Strip { voice: Voice::Rim, gain: 0.26, room: 0.34 },
    Strip { voice: Voice::Kick, gain: 0.22, room: 0.04 },
];

/// Plays the score and masters it.
pub fn perform(score: &Score, seed: u64) -> Result<Vec<Frame>, String> {
    let length = (score.length * f64::from(RATE)) as usize;
    let (mut dry, mut sent) = (vec![[0.0; 2]; length], vec![[0.0; 2]; length]);
    for strip in &DESK {
        let track = track(score, strip.voice, length, &mut Random::new(seed ^ strip.voice as u64));
        for (frame, sound) in track.iter().enumerate() {
            for side in 0..2 {
                dry[frame][side] += strip.gain * sound[side];
                sent[frame][side] += strip.gain * strip.room * sound[side];
            }
        }
    }
    let mut room = Room::new();
    for (frame, sent) in dry.iter_mut().zip(sent) {
        let answer = room.step(sent);
        *frame = [frame[0] + answer[0], frame[1] + answer[1]];
    }
    master(&mut dry)?;
    Ok(dry)
}

/// All notes of one instrument, each at its place left to right (equal power).
fn track(score: &Score, voice: Voice, length: usize, chance: &mut Random) -> Vec<Frame> {
    let mut track = vec![[0.0; 2]; length];
    for note in score.notes.iter().filter(|note| note.voice == voice) {
        let (right, left) = ((note.pan + 1.0) * FRAC_PI_4).sin_cos();
        let start = (note.at * f64::from(RATE)) as usize;
        for (frame, sample) in track.iter_mut().skip(start).zip(voice.render(note, chance)) {
            frame[0] += left * sample;
            frame[1] += right * sample;
        }
    }
    if voice == Voice::Keys {
        chorus(&mut track);
    }
    track
}

/// Rumble out, a little tape warmth, the loudness set, peaks held.
fn master(frames: &mut [Frame]) -> Result<(), String> {
    let mut rumble: [Filter; 2] = Default::default();
    for frame in frames.iter_mut() {
        for side in 0..2 {
            frame[side] = rumble[side].high(frame[side], 28.0, 0.7);
        }
    }
    scale(frames, LOUDNESS)?;
    for frame in frames.iter_mut() {
        *frame = frame.map(|sample| (0.9 * sample).tanh() / 0.9);
    }
    // The limiter takes a little loudness: the second round gives it back.
    for _ in 0..2 {
        scale(frames, LOUDNESS)?;
        limit(frames, CEILING);
    }
    ending(frames);
    Ok(())
}

/// The last five seconds sink by 10 dB, for the next piece to rise over; the last 15 ms end without a click.
fn ending(frames: &mut [Frame]) {
    let (sink, fade) = (5.0 * RATE, 0.015 * RATE);
    for (place, frame) in frames.iter_mut().rev().take(sink as usize).enumerate() {
        let left = place as f32;
        let gain = (0.316 + 0.684 * left / sink) * (left / fade).min(1.0);
        *frame = frame.map(|sample| sample * gain);
    }
}

/// Scales to an integrated loudness.
fn scale(frames: &mut [Frame], loudness: f64) -> Result<(), String> {
    let unmeasured = |why| format!("The loudness cannot be measured: {why}.");
    let mut meter = ebur128::EbuR128::new(2, RATE as u32, ebur128::Mode::I).map_err(unmeasured)?;
    meter.add_frames_f32(frames.as_flattened()).map_err(unmeasured)?;
    let gain = 10f64.powf((loudness - meter.loudness_global().map_err(unmeasured)?) / 20.0) as f32;
    frames.iter_mut().for_each(|frame| *frame = frame.map(|sample| sample * gain));
    Ok(())
}
