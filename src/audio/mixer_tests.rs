//! The mixer heard through the virtual output.

use super::*;
use crate::audio::listen::{Listener, Thresholds};
use crate::audio::ring::{Feeder, ring};
use crate::audio::virtual_output::VirtualOutput;
use crate::model::DeckId;
use std::f32::consts::TAU;

const RATE: u32 = 48_000;
const SECOND: usize = RATE as usize;

/// Stereo frames of a sine whose phase runs on from `start`.
fn sine(hz: f32, start: usize, frames: usize) -> Vec<f32> {
    (start..start + frames).flat_map(|n| [(TAU * hz * n as f32 / RATE as f32).sin() * 0.4; 2]).collect()
}

fn deck(id: u64, live: bool, sound: &[f32]) -> (Feeder, Voice) {
    let (mut feeder, voice) = ring(DeckId(id), live, SECOND * 8);
    assert_eq!(feeder.push(sound), sound.len());
    (feeder, voice)
}

/// A voice that has ended behind its sound.
fn finished(id: u64, sound: &[f32]) -> Voice {
    deck(id, false, sound).1
}

fn studio() -> (VirtualOutput, Desk) {
    let (mixer, desk) = Mixer::new(RATE, -0.1);
    (VirtualOutput::new(mixer), desk)
}

fn arm(desk: &mut Desk, to: Voice, fade: usize, when: When) {
    let order = Order::Arm(Segue { to, curve: Curve::EqualPower, fade: fade as u64, when });
    assert!(desk.orders.push(order).is_ok());
}

fn switches(desk: &mut Desk) -> Vec<(u64, Why)> {
    let mut found = Vec::new();
    while let Ok(report) = desk.reports.pop() {
        if let Report::Switched { to, why, .. } = report {
            found.push((to.0, why));
        }
    }
    found
}

/// Largest second difference: a click stands out of a sine by orders of magnitude.
fn roughness(samples: &[f32]) -> f32 {
    samples.windows(3).map(|w| (w[0] - 2.0 * w[1] + w[2]).abs()).fold(0.0, f32::max)
}

/// Frames in 10 ms windows below −60 dBFS.
fn silent_frames(samples: &[f32]) -> usize {
    let windows = samples.chunks(480 * CHANNELS);
    windows.filter(|w| (w.iter().map(|s| s * s).sum::<f32>() / w.len() as f32).sqrt() < 0.001).count() * 480
}

/// What a 440 Hz and an 880 Hz sine of our amplitude may show at most, plus a margin for the fade's own curve.
fn smooth() -> f32 {
    0.4 * (TAU * 880.0 / RATE as f32).powi(2) * 1.6
}

#[test]
fn a_sine_cut_into_two_voices_comes_out_exact() {
    let (mut output, mut desk) = studio();
    arm(&mut desk, finished(1, &sine(440.0, 0, 10_007)), 0, When::AtEnd);
    output.pull(512);
    arm(&mut desk, finished(2, &sine(440.0, 10_007, 9_000)), 0, When::AtEnd);
    output.pull(18_000);
    let whole = sine(440.0, 0, 18_512);
    let delay = output.heard().iter().position(|s| *s != 0.0).map_or(0, |at| at / 2).saturating_sub(1);
    assert!(delay < 200, "the limiter looks ahead a few milliseconds, not {delay} frames");
    assert_eq!(output.heard()[delay * 2..], whole[..whole.len() - delay * 2]);
    assert_eq!(switches(&mut desk), [(1, Why::Ordered), (2, Why::Ended)]);
}

#[test]
fn a_starving_voice_is_heard_as_a_crossfade() {
    let (mut output, mut desk) = studio();
    let (stalled, voice) = deck(1, true, &sine(440.0, 0, SECOND * 6));
    arm(&mut desk, voice, 0, When::Now);
    output.pull(512);
    arm(&mut desk, finished(2, &sine(880.0, 0, SECOND * 8)), SECOND * 4, When::AtEnd);
    output.pull(SECOND * 12);
    assert_eq!(switches(&mut desk), [(1, Why::Ordered), (2, Why::Starved)]);
    assert_eq!(silent_frames(&output.heard()[..SECOND * 2 * 9]), 0);
    assert!(roughness(&output.channel(0)[600..SECOND * 9]) < smooth());
    drop(stalled);
}

#[test]
fn a_dead_decoder_is_heard_as_a_crossfade() {
    let (mut output, mut desk) = studio();
    let (feeder, voice) = deck(1, true, &sine(440.0, 0, SECOND * 3));
    arm(&mut desk, voice, 0, When::Now);
    arm(&mut desk, finished(2, &sine(880.0, 0, SECOND * 8)), SECOND, When::AtEnd);
    drop(feeder);
    output.pull(SECOND * 8);
    assert_eq!(silent_frames(&output.heard()[..SECOND * 2 * 8]), 0);
}

#[test]
fn with_nothing_armed_the_floor_sounds() {
    let (mut output, mut desk) = studio();
    arm(&mut desk, finished(1, &sine(440.0, 0, SECOND * 5)), 0, When::Now);
    output.pull(512);
    assert!(desk.orders.push(Order::Floor(finished(9, &sine(880.0, 0, SECOND * 8)))).is_ok());
    output.pull(SECOND * 8);
    assert_eq!(switches(&mut desk), [(1, Why::Ordered), (9, Why::Ended)]);
    assert_eq!(silent_frames(output.heard()), 0);
}

#[test]
fn an_armed_voice_without_sound_is_sent_home_and_the_floor_sounds() {
    let (mut output, mut desk) = studio();
    arm(&mut desk, finished(1, &sine(440.0, 0, SECOND * 5)), 0, When::Now);
    output.pull(512);
    assert!(desk.orders.push(Order::Floor(finished(9, &sine(880.0, 0, SECOND * 8)))).is_ok());
    arm(&mut desk, finished(2, &[]), SECOND, When::AtEnd);
    output.pull(SECOND * 8);
    assert_eq!(switches(&mut desk), [(1, Why::Ordered), (9, Why::Ended)]);
    assert_eq!(desk.returned.pop().map(|voice| voice.deck()).ok(), Some(DeckId(2)));
}

#[test]
fn an_order_for_a_frame_is_over_when_that_frame_would_be_heard() {
    let (mut output, mut desk) = studio();
    let mut dying = sine(440.0, 0, SECOND * 3);
    dying.resize(SECOND * 2 * 7, 0.0);
    let (_feeder, voice) = deck(1, true, &dying);
    arm(&mut desk, voice, 0, When::Now);
    output.pull(SECOND / 2);
    arm(&mut desk, finished(2, &sine(880.0, 0, SECOND * 8)), SECOND, When::By(SECOND as u64 * 3));
    output.pull(SECOND * 6);
    assert_eq!(silent_frames(output.heard()), 0);
    assert!(roughness(&output.channel(0)[1000..]) < smooth());
}

#[test]
fn pause_holds_a_track_and_lets_a_stream_go_on_unheard() {
    for live in [false, true] {
        let (mut output, mut desk) = studio();
        let (feeder, voice) = deck(1, live, &sine(440.0, 0, SECOND * 7));
        arm(&mut desk, voice, 0, When::Now);
        output.pull(SECOND);
        assert!(desk.orders.push(Order::Pause(true)).is_ok());
        output.pull(SECOND);
        let held = feeder.gauge().read();
        output.pull(SECOND);
        assert_eq!(feeder.gauge().read() - held, if live { SECOND as u64 } else { 0 });
        assert!(desk.orders.push(Order::Pause(false)).is_ok());
        output.pull(SECOND);
        assert!(roughness(&output.channel(0)[1000..]) < smooth());
        assert_eq!(desk.meter.dead_air(), 0);
    }
}

#[test]
fn stopping_fades_and_is_reported_once() {
    let (mut output, mut desk) = studio();
    let (_feeder, voice) = deck(1, false, &sine(440.0, 0, SECOND * 5));
    arm(&mut desk, voice, 0, When::Now);
    output.pull(SECOND);
    assert!(desk.orders.push(Order::Stop { frames: RATE / 4 }).is_ok());
    output.pull(SECOND);
    let stopped =
        std::iter::from_fn(|| desk.reports.pop().ok()).filter(|report| matches!(report, Report::Stopped)).count();
    assert_eq!(stopped, 1);
    assert!(roughness(&output.channel(0)[200..]) < smooth());
    assert!(output.heard()[output.heard().len() - 100..].iter().all(|s| *s == 0.0));
}

#[test]
fn a_title_is_announced_when_it_is_heard() {
    let (mut output, mut desk) = studio();
    let (mut feeder, voice) = deck(1, true, &sine(440.0, 0, SECOND));
    feeder.mark(SECOND as u64, crate::model::Meaning::Title("next".into()));
    feeder.push(&sine(440.0, 0, SECOND * 6));
    arm(&mut desk, voice, 0, When::Now);
    output.pull(SECOND - 1);
    let heard = |desk: &mut Desk| {
        std::iter::from_fn(|| desk.reports.pop().ok()).filter(|report| matches!(report, Report::Heard { .. })).count()
    };
    assert_eq!(heard(&mut desk), 0);
    output.pull(600);
    assert_eq!(heard(&mut desk), 1);
}

/// A stream falls silent from one frame to the next, and that is known so late that there is only time for a short fade:
/// of the edge itself nothing must be heard, wherever it lies.
#[test]
fn a_short_fade_is_over_before_the_edge_of_dead_air() {
    for edge in [SECOND * 2 + 1, SECOND * 2 + 239, SECOND * 2 + 478] {
        let mut sound = sine(440.0, 11, edge);
        sound.resize(edge * 2 + SECOND, 0.0);
        let found = Listener::new(RATE, Thresholds::default()).hear(&sound).silence.unwrap().since;
        let (mut output, mut desk) = studio();
        let (_feeder, voice) = deck(1, true, &sound);
        arm(&mut desk, voice, 0, When::Now);
        output.pull(edge - SECOND / 20);
        arm(&mut desk, finished(2, &sine(880.0, 0, SECOND * 8)), SECOND * 2, When::By(found));
        output.pull(SECOND);
        assert!(roughness(&output.channel(0)[1000..]) < smooth(), "{edge}: {}", roughness(&output.channel(0)[1000..]));
    }
}

/// When the machine is so busy that a ring runs dry, what comes next begins in mid-wave: it has to come softly.
#[test]
fn what_follows_a_dry_ring_comes_without_a_click() {
    for live in [false, true] {
        let (mut output, mut desk) = studio();
        // It ends on a zero of its wave.
        let (_feeder, voice) = deck(1, live, &sine(440.0, 0, 12_000));
        arm(&mut desk, voice, 0, When::Now);
        output.pull(SECOND);
        arm(&mut desk, deck(2, true, &sine(440.0, 30, SECOND * 8)).1, SECOND, When::Now);
        output.pull(SECOND);
        assert_eq!(switches(&mut desk), [(1, Why::Ordered), (2, Why::Ordered)]);
        assert!(roughness(&output.channel(0)[13_000..]) < smooth(), "{}", roughness(&output.channel(0)[13_000..]));
    }
}

/// And so has what comes back by itself.
#[test]
fn a_ring_that_is_filled_again_comes_back_without_a_click() {
    let (mut output, mut desk) = studio();
    let (mut feeder, voice) = deck(1, true, &sine(440.0, 0, 12_000));
    arm(&mut desk, voice, 0, When::Now);
    output.pull(SECOND);
    feeder.push(&sine(440.0, 30, SECOND));
    output.pull(SECOND / 2);
    let heard = output.channel(0);
    assert!(heard[SECOND + 1000..].iter().any(|sample| *sample > 0.39));
    assert!(roughness(&heard[13_000..]) < smooth(), "{}", roughness(&heard[13_000..]));
}
