//! Measurements of the resampler with sines, whose every sample is known.

use super::*;

/// A sine in interleaved stereo, the right channel inverted, from frame `first` on.
fn sine(rate: u32, frequency: f64, first: usize, frames: usize) -> Vec<f32> {
    (first..first + frames)
        .map(|frame| (std::f64::consts::TAU * frequency * frame as f64 / f64::from(rate)).sin() * 0.5)
        .flat_map(|value| [value as f32, -value as f32])
        .collect()
}

fn convert_all(resampler: &mut Resampler, input: &[f32], block: usize) -> Vec<f32> {
    let mut out = Vec::new();
    for part in input.chunks(block * CHANNELS) {
        resampler.process(part, &mut out).unwrap();
    }
    resampler.flush(&mut out).unwrap();
    out
}

/// What of the left channel is not a sine of this frequency, in dB under that sine; its gain; its phase error in
/// frames. By projection on sine and cosine, away from the ends.
fn purity(out: &[f32], rate: u32, frequency: f64) -> (f64, f64, f64) {
    let step = std::f64::consts::TAU * frequency / f64::from(rate);
    let left: Vec<f64> = out.iter().step_by(CHANNELS).map(|sample| f64::from(*sample)).collect();
    // Whole periods, so that sine and cosine are orthogonal: a window does it for all frequencies.
    let span = 600..left.len() - 600;
    let weight = |n: usize| {
        let x = (n - span.start) as f64 / (span.len() - 1) as f64;
        0.5 - 0.5 * (std::f64::consts::TAU * x).cos()
    };
    let project = |wave: fn(f64) -> f64| {
        let sum: f64 = span.clone().map(|n| weight(n) * left[n] * wave(step * n as f64)).sum();
        2.0 * sum / span.clone().map(weight).sum::<f64>()
    };
    let (sine, cosine) = (project(f64::sin), project(f64::cos));
    let rest = |n: usize| left[n] - sine * (step * n as f64).sin() - cosine * (step * n as f64).cos();
    let error: f64 = span.clone().map(|n| rest(n).powi(2)).sum::<f64>() / span.len() as f64;
    let level = sine.hypot(cosine);
    (10.0 * (error / (level * level / 2.0)).log10(), level / 0.5, cosine.atan2(sine) / step)
}

#[test]
fn equal_rates_pass_bit_for_bit() {
    let input = sine(44_100, 997.0, 0, 10_000);
    assert_eq!(convert_all(&mut Resampler::new(44_100, 44_100).unwrap(), &input, 333), input);
}

#[test]
fn a_tone_keeps_its_length_its_phase_and_100_db() {
    for (from, to) in [
        (44_100, 48_000),
        (48_000, 44_100),
        (22_050, 48_000),
        (8_000, 48_000),
        (96_000, 44_100),
        (192_000, 48_000),
        (32_000, 44_100),
        (44_100, 192_000),
    ] {
        let frames = from as usize;
        let input = sine(from, 997.0, 0, frames);
        let out = convert_all(&mut Resampler::new(from, to).unwrap(), &input, 1152);
        assert_eq!(out.len() / CHANNELS, to as usize, "{from} to {to}");
        let (error, gain, phase) = purity(&out, to, 997.0);
        println!("{from} to {to}: {error:.1} dB, gain {gain:.6}, phase {phase:.5} frames");
        assert!(error < -105.0, "{from} to {to}: error {error:.1} dB");
        assert!((gain - 1.0).abs() < 1e-4 && phase.abs() < 1e-3, "{from} to {to}: gain {gain}, phase {phase}");
    }
}

#[test]
fn high_tones_pass_and_what_would_fold_is_cut() {
    let out = convert_all(&mut Resampler::new(44_100, 48_000).unwrap(), &sine(44_100, 18_000.0, 0, 44_100), 1000);
    let (error, gain, _) = purity(&out, 48_000, 18_000.0);
    assert!(error < -100.0 && (gain - 1.0).abs() < 0.01, "18 kHz: {error:.1} dB, gain {gain}");
    let out = convert_all(&mut Resampler::new(96_000, 44_100).unwrap(), &sine(96_000, 30_000.0, 0, 96_000), 1000);
    let peak = out[2000..out.len() - 2000].iter().fold(0.0f32, |most, sample| most.max(sample.abs()));
    assert!(peak < 0.5e-5, "30 kHz leaves {peak}");
}

#[test]
fn lengths_are_exact_for_short_and_odd_sounds() {
    for frames in [0usize, 1, 2, 50, 97, 255, 256, 257, 1000, 4410, 44_101] {
        for (from, to) in [(44_100, 48_000), (48_000, 44_100), (8_000, 192_000), (11_025, 48_000), (44_056, 48_000)] {
            let mut resampler = Resampler::new(from, to).unwrap();
            let ideal = (frames as f64 * f64::from(to) / f64::from(from)).round() as usize;
            // Twice: after a flush it must be as new.
            for _ in 0..2 {
                let out = convert_all(&mut resampler, &sine(from, 500.0, 0, frames), 91);
                assert!((out.len() / CHANNELS).abs_diff(ideal) <= 1, "{frames} frames, {from} to {to}");
            }
        }
    }
}

/// The largest second difference of the left channel in these frames.
fn bend(samples: &[f32], frames: std::ops::Range<usize>) -> f32 {
    let left: Vec<f32> = samples[frames.start * 2..frames.end * 2].iter().step_by(2).copied().collect();
    left.windows(3).map(|w| (w[0] - 2.0 * w[1] + w[2]).abs()).fold(0.0, f32::max)
}

#[test]
fn a_sine_cut_in_two_shows_no_click_at_the_joint() {
    // The cut falls on many phases of the sine; 44,100 and 48,000 Hz meet every 147 frames.
    for cut in [14_700, 14_847, 14_994, 15_141, 15_288] {
        let mut resampler = Resampler::new(44_100, 48_000).unwrap();
        let mut out = convert_all(&mut resampler, &sine(44_100, 440.0, 0, cut), 1152);
        let joint = out.len() / CHANNELS;
        out.extend(convert_all(&mut resampler, &sine(44_100, 440.0, cut, 20_000), 1152));
        let (at_joint, elsewhere) = (bend(&out, joint - 100..joint + 100), bend(&out, joint + 500..joint + 1500));
        println!("cut {cut}: second difference {at_joint:.6} at the joint, {elsewhere:.6} elsewhere");
        assert!(at_joint < 2.0 * elsewhere, "cut {cut}: {at_joint} against the sine's own {elsewhere}");
    }
}

#[test]
fn a_live_feed_is_aligned_and_follows_its_correction() {
    let input = sine(48_000, 997.0, 0, 48_000);
    let out = convert_all(&mut Resampler::for_live(48_000, 48_000).unwrap(), &input, 1000);
    assert_eq!(out.len(), input.len());
    let (error, gain, phase) = purity(&out, 48_000, 997.0);
    assert!(error < -100.0 && (gain - 1.0).abs() < 1e-4 && phase.abs() < 0.01, "{error} dB, {gain}, {phase} frames");

    for (hz, least) in [(16_000.0, 0.999), (18_500.0, 0.98)] {
        let mut resampler = Resampler::for_live(44_100, 44_100).unwrap();
        resampler.set_correction(1.001);
        let out = convert_all(&mut resampler, &sine(44_100, hz, 0, 88_200), 1000);
        // Behind the glide the tone is 0.1 % lower.
        let (error, gain, _) = purity(&out[44_100..], 44_100, hz / 1.001);
        println!("live, {hz} Hz: {error:.1} dB, gain {gain:.5}");
        assert!(error < -95.0 && (least..1.001).contains(&gain), "{hz} Hz: {error} dB, {gain}");
    }

    let mut resampler = Resampler::for_live(44_100, 48_000).unwrap();
    resampler.set_correction(1.005);
    let out = convert_all(&mut resampler, &sine(44_100, 440.0, 0, 44_100 * 20), 1000);
    let longer = out.len() as f64 / CHANNELS as f64 / (48_000.0 * 20.0);
    assert!((1.004..1.0051).contains(&longer), "{longer}");
    let (gliding, steady) = (bend(&out, 2_000..40_000), bend(&out, 400_000..440_000));
    assert!(gliding < 1.02 * steady, "the glide must not click: {gliding} against {steady}");
}

#[test]
fn corrections_are_clamped_and_files_ignore_them() {
    let mut live = Resampler::for_live(44_100, 44_100).unwrap();
    live.set_correction(3.0);
    let out = convert_all(&mut live, &sine(44_100, 440.0, 0, 441_000), 1000);
    assert!((1.0..=1.0101).contains(&(out.len() as f64 / 882_000.0)), "{}", out.len());
    live.set_correction(f64::NAN);
    let mut file = Resampler::new(44_100, 48_000).unwrap();
    file.set_correction(1.01);
    assert_eq!(convert_all(&mut file, &sine(44_100, 440.0, 0, 44_100), 1000).len(), 96_000);
}

#[test]
fn impossible_rates_are_refused_in_words() {
    let refused = Resampler::new(0, 48_000).err().unwrap();
    assert_eq!(refused.to_string(), "Sound at 0 Hz cannot be converted to 48000 Hz; 8 to 192 kHz can.");
    assert!(Resampler::for_live(48_000, 400_000).is_err());
}

#[test]
#[ignore = "a measurement, not a check"]
fn cost() {
    for (name, mut resampler) in [
        ("file 44.1 to 48", Resampler::new(44_100, 48_000).unwrap()),
        ("file 48 to 44.1", Resampler::new(48_000, 44_100).unwrap()),
        ("live 44.1 to 48", Resampler::for_live(44_100, 48_000).unwrap()),
        ("live 44.1 to 44.1", Resampler::for_live(44_100, 44_100).unwrap()),
    ] {
        let input = sine(44_100, 440.0, 0, 441_000);
        let start = std::time::Instant::now();
        let out = convert_all(&mut resampler, &input, 1152);
        println!("{name}: {:.0} ns/frame", start.elapsed().as_nanos() as f64 / (out.len() / 2) as f64);
    }
}
