//! Every format: length, pitch, level, alignment, seeking, channels, rates, tags.

use super::*;
use crate::model::Level;

/// File, ffmpeg's arguments, the most frames (at 44.1 kHz) by which the length may be wrong.
const FORMATS: [(&str, &[&str], usize); 16] = [
    ("cbr.mp3", &["-c:a", "libmp3lame", "-b:a", "160k"], 0),
    ("vbr.mp3", &["-c:a", "libmp3lame", "-q:a", "2"], 0),
    ("itunes.m4a", &["-c:a", "aac", "-b:a", "160k"], 0),
    ("fast.m4a", &["-c:a", "aac", "-b:a", "160k", "-movflags", "faststart"], 0),
    ("adts.aac", &["-c:a", "aac", "-b:a", "160k"], 3000),
    ("plain.flac", &["-c:a", "flac"], 0),
    ("ogg-flac.oga", &["-c:a", "flac"], 0),
    ("alac.m4a", &["-c:a", "alac"], 0),
    ("vorbis.ogg", &["-c:a", "libvorbis", "-q:a", "5"], 0),
    ("opus.opus", &["-c:a", "libopus", "-b:a", "128k"], 1),
    ("opus.webm", &["-c:a", "libopus", "-b:a", "128k"], 1500),
    ("sixteen.wav", &["-c:a", "pcm_s16le"], 0),
    ("twenty-four.wav", &["-c:a", "pcm_s24le"], 0),
    ("float.wav", &["-c:a", "pcm_f32le"], 0),
    ("big.aiff", &["-c:a", "pcm_s16be"], 0),
    ("adpcm.wav", &["-c:a", "adpcm_ms"], 2100),
];

const LOSSLESS: [&str; 7] =
    ["plain.flac", "ogg-flac.oga", "alac.m4a", "sixteen.wav", "twenty-four.wav", "float.wav", "big.aiff"];

#[test]
fn every_format_has_its_length_pitch_and_level() {
    let studio = Studio::new();
    let source = decode_file(&studio.path("source.wav"), Duration::ZERO);
    for (name, arguments, tolerance) in FORMATS {
        let sound = decode_file(&studio.encode(name, arguments), Duration::ZERO);
        let ideal = (FRAMES as f64 * f64::from(sound.rate) / f64::from(RATE)).round() as usize;
        println!("{name}: {} frames of {ideal} at {}, {:?}", sound.frames(), sound.rate, sound.info);
        assert!(sound.frames().abs_diff(ideal) <= tolerance, "{name}: {} frames, not {ideal}", sound.frames());
        for (side, frequency) in [(0, 1000.0), (1, 1500.0)] {
            // LAME turns everything down by 5 %.
            assert!((0.236..0.256).contains(&sound.tone(side, frequency)), "{name}: {}", sound.tone(side, frequency));
            assert!(sound.tone(1 - side, frequency) < 0.01, "{name}: sides are mixed");
        }
        let announced = sound.info.duration.unwrap().as_secs_f64();
        assert!((announced - 3.01).abs() < 0.035, "{name}: {announced} s");
        assert_eq!((sound.error, sound.bad_packets), (None, 0), "{name}");
        if LOSSLESS.contains(&name) {
            assert!(sound.samples == source.samples, "{name} must be bit-exact");
        } else if tolerance == 0 {
            let off = difference(&sound.samples, &source.samples);
            assert!(off < 0.02, "{name} is not aligned with its source: {off}");
        }
    }
}

#[test]
fn a_start_in_the_middle_is_found_to_the_sample() {
    let studio = Studio::new();
    for (name, arguments, _) in FORMATS {
        let path = studio.encode(name, arguments);
        let whole = decode_file(&path, Duration::ZERO);
        for start in [0.05, 0.7, 1.234_567, 2.9] {
            let part = decode_file(&path, Duration::from_secs_f64(start));
            let skipped = (start * f64::from(whole.rate)).round() as usize;
            let expected = &whole.samples[skipped * 2..];
            let off = difference(&part.samples, expected);
            println!("{name} from {start}: {} frames of {}, off {off:.6}", part.frames(), expected.len() / 2);
            // WebM's time stamps are whole milliseconds.
            let tolerance = if name.ends_with("webm") { 96 } else { 0 };
            assert!((expected.len() / 2).abs_diff(part.frames()) <= tolerance, "{name} from {start} s");
            let most = if LOSSLESS.contains(&name) { 0.0 } else { 0.003 };
            assert!(off <= most || tolerance > 0, "{name} from {start} s: off by {off}");
        }
        let beyond = decode_file(&path, Duration::from_secs(60));
        assert_eq!(beyond.frames(), 0, "{name} beyond its end");
    }
}

/// Both sides at half their level.
const MONO: &str = "pan=mono|c0=0.5*c0+0.5*c1";

#[test]
fn rates_from_8_to_192_khz_and_mono() {
    let studio = Studio::new();
    for (name, arguments) in [
        ("8k.wav", &["-ar", "8000", "-af", MONO][..]),
        ("8k.mp3", &["-ar", "8000", "-af", MONO]),
        ("192k.flac", &["-ar", "192000"]),
        ("192k.wav", &["-ar", "192000"]),
        ("mono.m4a", &["-af", MONO, "-c:a", "aac"]),
        ("mono.opus", &["-af", MONO, "-c:a", "libopus"]),
        ("mono.ogg", &["-af", MONO, "-c:a", "libvorbis"]),
        ("low.m4a", &["-ar", "22050", "-c:a", "aac"]),
    ] {
        let sound = decode_file(&studio.encode(name, arguments), Duration::ZERO);
        let ideal = (FRAMES as f64 * f64::from(sound.rate) / f64::from(RATE)).round() as usize;
        println!("{name}: {} of {ideal} frames at {}", sound.frames(), sound.rate);
        assert!(sound.frames().abs_diff(ideal) <= 5, "{name}: {} frames, not {ideal}", sound.frames());
        if arguments.contains(&MONO) {
            assert!((sound.tone(0, 1000.0) - 0.125).abs() < 0.01, "{name}: {}", sound.tone(0, 1000.0));
            assert!(sound.samples.chunks_exact(2).all(|frame| frame[0] == frame[1]), "{name}");
        }
    }
}

#[test]
fn surround_goes_to_the_right_sides() {
    let studio = Studio::new();
    // Front left, front right, centre, low, back left, back right: each its own tone.
    let sound = [400, 600, 900, 50, 1350, 2025].map(|f| format!("0.3*sin(2*PI*{f}*t)")).join("|");
    let input = format!("aevalsrc={sound}:s=48000:d=1:c=5.1");
    // Not Vorbis: its decoder (0.6.1) lets surround channels leak into each other.
    for (name, codec) in [("six.wav", "pcm_s16le"), ("six.flac", "flac")] {
        studio.run(&["-f", "lavfi", "-i", &input, "-c:a", codec, "-b:a", "448k", name]);
        let sound = decode_file(&studio.path(name), Duration::ZERO);
        let (front, half) = (0.3 / 2.414, 0.3 / 2.414 * std::f64::consts::FRAC_1_SQRT_2);
        for (frequency, left, right) in
            [(400.0, front, 0.0), (600.0, 0.0, front), (900.0, half, half), (50.0, 0.0, 0.0), (1350.0, half, 0.0)]
        {
            for (side, level) in [(0, left), (1, right)] {
                let found = sound.tone(side, frequency);
                assert!((found - level).abs() < 0.008, "{name}: {frequency} Hz, side {side}: {found}, not {level}");
            }
        }
    }
}

#[test]
fn surround_that_cannot_be_decoded_is_refused_in_words() {
    let studio = Studio::new();
    for (name, codec) in [("six.m4a", "aac"), ("six.opus", "libopus")] {
        studio.encode(name, &["-af", "pan=5.1|c0=c0|c1=c1|c2=c0|c4=c0|c5=c1", "-c:a", codec]);
        let error = Decoder::open(Input::File(studio.path(name)), Duration::ZERO).err().unwrap();
        assert!(error.to_string().starts_with("This format cannot be played"), "{name}: {error}");
    }
}

#[test]
fn tags_are_read() {
    let studio = Studio::new();
    let tags = ["-metadata", "title=Čaj ☕", "-metadata", "artist=Ensemble", "-metadata", "album=Live"];
    for (name, codec) in
        [("t.mp3", "libmp3lame"), ("t.m4a", "aac"), ("t.flac", "flac"), ("t.ogg", "libvorbis"), ("t.opus", "libopus")]
    {
        let path = studio.encode(name, &[&["-c:a", codec], &tags[..]].concat());
        let info = Decoder::open(Input::File(path), Duration::ZERO).unwrap().info().clone();
        let words = (info.title.as_deref(), info.artist.as_deref(), info.album.as_deref());
        assert_eq!(words, (Some("Čaj ☕"), Some("Ensemble"), Some("Live")), "{name}");
        assert_eq!(info.label().unwrap(), "Ensemble – Čaj ☕");
        let length = info.duration.unwrap().as_secs_f64();
        assert!((length - 3.01).abs() < 0.02, "{name}: {length} s");
    }
}

#[cfg(feature = "fdk-aac")]
#[test]
fn what_tags_say_of_the_loudness_is_read() {
    let studio = Studio::new();
    let gain = ["-metadata", "REPLAYGAIN_TRACK_GAIN=-6.50 dB", "-metadata", "REPLAYGAIN_TRACK_PEAK=0.9"];
    for (name, arguments) in
        [("a.mp3", ["-c:a", "libmp3lame"]), ("a.flac", ["-c:a", "flac"]), ("a.ogg", ["-c:a", "libvorbis"])]
    {
        let info = decode_file(&studio.encode(name, &[&arguments[..], &gain].concat()), Duration::ZERO).info;
        assert_eq!(info.levels.track, Some(Level { lufs: -11.5, peak: Some(0.9) }), "{name}");
    }
    let opus = studio.encode("a.opus", &["-c:a", "libopus", "-metadata", "R128_ALBUM_GAIN=-1280"]);
    let levels = decode_file(&opus, Duration::ZERO).info.levels;
    assert_eq!((levels.track, levels.album), (None, Some(Level { lufs: -18.0, peak: None })));
}

#[test]
fn he_aac_has_its_full_rate_and_both_sides() {
    let v1: &[u8] = include_bytes!("he-aac-v1.aac");
    let v2: &[u8] = include_bytes!("he-aac-v2.aac");
    for (name, bytes) in [("v1", v1), ("v2", v2)] {
        let sound = decode(Input::Memory { bytes, extension: "aac" }, Duration::ZERO).unwrap();
        assert_eq!(sound.rate, 44_100, "{name}");
        assert!(sound.frames().abs_diff(66_150) < 4_500, "{name}: {} frames", sound.frames());
        assert!(sound.tone(0, 1000.0) > 0.15, "{name}: {}", sound.tone(0, 1000.0));
    }
    let v1 = decode(Input::Memory { bytes: v1, extension: "aac" }, Duration::ZERO).unwrap();
    assert!(v1.brightness() > 0.03, "no upper half: {}", v1.brightness());
    assert!(v1.tone(1, 1500.0) > 0.15 && v1.tone(0, 1500.0) < 0.02);
    let v2 = decode(Input::Memory { bytes: v2, extension: "aac" }, Duration::ZERO).unwrap();
    assert!(v2.tone(0, 1000.0) > 2.0 * v2.tone(1, 1000.0), "parametric stereo is lost");
}

#[cfg(feature = "fdk-aac")]
#[test]
fn he_aac_in_mp4_is_known_by_its_configuration() {
    let studio = Studio::new();
    studio.write("he.aac", include_bytes!("he-aac-v1.aac"));
    studio.run(&["-i", "he.aac", "-c", "copy", "he.m4a"]);
    let sound = decode_file(&studio.path("he.m4a"), Duration::ZERO);
    assert_eq!(sound.rate, 44_100);
    assert!(sound.brightness() > 0.03, "no upper half: {}", sound.brightness());
}

#[cfg(not(feature = "fdk-aac"))]
#[test]
fn he_aac_is_played_dull_without_its_decoder() {
    let bytes: &[u8] = include_bytes!("he-aac-v1.aac");
    let sound = decode(Input::Memory { bytes, extension: "aac" }, Duration::ZERO).unwrap();
    assert_eq!(sound.rate, 22_050);
    assert!(sound.tone(0, 1000.0) > 0.15);
}
