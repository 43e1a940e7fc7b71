//! What is wrong with files: cut, corrupt, no sound, not there.

use std::io;

use super::*;

const KINDS: [(&str, &[&str]); 8] = [
    ("a.mp3", &["-c:a", "libmp3lame", "-b:a", "160k"]),
    ("a.m4a", &["-c:a", "aac", "-movflags", "faststart"]),
    ("a.aac", &["-c:a", "aac"]),
    ("a.flac", &["-c:a", "flac"]),
    ("a.ogg", &["-c:a", "libvorbis", "-page_duration", "50000"]),
    ("a.opus", &["-c:a", "libopus", "-page_duration", "50000"]),
    ("a.wav", &["-c:a", "pcm_s16le"]),
    ("a.webm", &["-c:a", "libopus"]),
];

#[test]
fn of_a_file_cut_short_all_that_is_there_is_played() {
    let studio = Studio::new();
    for (name, arguments) in KINDS {
        studio.encode(name, arguments);
        let bytes = studio.bytes(name);
        let cut = studio.write(&format!("cut-{name}"), &bytes[..bytes.len() * 6 / 10]);
        let sound = decode_file(&cut, Duration::ZERO);
        let share = sound.frames() as f64 / f64::from(sound.rate) / (FRAMES as f64 / f64::from(RATE));
        println!("{name}: {share:.3} of the sound, {:?}, {} bad", sound.error, sound.bad_packets);
        // Ogg is lost page by page.
        assert!((0.45..0.65).contains(&share), "{name}: {share}");
        assert!(matches!(sound.error, None | Some(DecodeError::Truncated)), "{name}: {:?}", sound.error);
        if ["a.mp3", "a.m4a", "a.flac"].contains(&name) {
            assert_eq!(sound.error, Some(DecodeError::Truncated), "{name}");
        }
    }
}

#[test]
fn damage_in_the_middle_is_skipped() {
    let studio = Studio::new();
    let mut random = fastrand::Rng::with_seed(5);
    for (name, arguments) in KINDS {
        studio.encode(name, arguments);
        let mut bytes = studio.bytes(name);
        let middle = bytes.len() / 2;
        bytes[middle..middle + 700].iter_mut().for_each(|byte| *byte = random.u8(..));
        let sound = decode_file(&studio.write(&format!("hurt-{name}"), &bytes), Duration::ZERO);
        let share = sound.frames() as f64 / f64::from(sound.rate) / (FRAMES as f64 / f64::from(RATE));
        println!("{name}: {share:.3} of the sound, {:?}, {} bad", sound.error, sound.bad_packets);
        if name == "a.webm" {
            // Its reader does not find the next cluster; that the rest is missing is at least said.
            assert_eq!(sound.error, Some(DecodeError::Truncated));
            continue;
        }
        assert!(share > 0.8 && sound.error.is_none(), "{name}: {share}, {:?}", sound.error);
    }
}

#[test]
fn a_file_of_which_nothing_can_be_decoded_is_given_up() {
    let studio = Studio::new();
    studio.run(&["-f", "lavfi", "-i", "sine=d=60:r=44100", "-c:a", "aac", "-movflags", "faststart", "long.m4a"]);
    let mut bytes = studio.bytes("long.m4a");
    let mut random = fastrand::Rng::with_seed(6);
    let sound = bytes.windows(4).position(|word| word == b"mdat").unwrap() + 4;
    bytes[sound..].iter_mut().for_each(|byte| *byte = random.u8(..));
    let sound = decode_file(&studio.write("lost.m4a", &bytes), Duration::ZERO);
    println!("{} frames, {} bad, {:?}", sound.frames(), sound.bad_packets, sound.error);
    assert!(sound.bad_packets > 100);
    assert!(sound.frames() < 30 * 44_100, "garbage is no music");
}

#[test]
fn a_cut_file_can_still_be_started_in_its_middle() {
    let studio = Studio::new();
    for (name, arguments) in KINDS {
        studio.encode(name, arguments);
        let bytes = studio.bytes(name);
        let cut = studio.write(&format!("cut-{name}"), &bytes[..bytes.len() * 6 / 10]);
        let (whole, part) = (decode_file(&cut, Duration::ZERO), decode_file(&cut, Duration::from_secs(1)));
        let missing = whole.frames().abs_diff(part.frames() + whole.rate as usize);
        assert!(missing <= 96, "{name}: {} and {} frames", whole.frames(), part.frames());
    }
}

#[test]
fn what_is_no_sound_is_said_to_be_none() {
    let studio = Studio::new();
    let page = b"<!DOCTYPE html><html><body>Please log in</body></html>".repeat(50);
    studio.run(&["-f", "lavfi", "-i", "testsrc=d=1", "-frames:v", "1", "picture.png"]);
    let noise: Vec<u8> = std::iter::repeat_with(|| fastrand::u8(..32)).take(100_000).collect();
    for (name, bytes) in
        [("page.mp3", page), ("picture.mp3", studio.bytes("picture.png")), ("none.ogg", vec![]), ("n.aac", noise)]
    {
        let path = studio.write(name, &bytes);
        let error = Decoder::open(Input::File(path), Duration::ZERO).err();
        assert_eq!(error, Some(DecodeError::NotSound), "{name}");
    }
    let open = |path: PathBuf| Decoder::open(Input::File(path), Duration::ZERO).err();
    assert_eq!(open(studio.path("missing.mp3")), Some(DecodeError::Io(io::ErrorKind::NotFound)));
    assert_eq!(open(studio.path("")), Some(DecodeError::Io(io::ErrorKind::IsADirectory)));
}

#[test]
fn random_bytes_behind_any_beginning_end_without_a_panic() {
    let studio = Studio::new();
    let mut random = fastrand::Rng::with_seed(9);
    for (name, arguments) in KINDS {
        studio.encode(name, arguments);
        let whole = studio.bytes(name);
        for keep in [4, 40, 400, 4_000] {
            let mut bytes = whole[..keep.min(whole.len())].to_vec();
            bytes.extend(std::iter::repeat_with(|| random.u8(..)).take(60_000));
            let path = studio.write(&format!("random-{keep}-{name}"), &bytes);
            let outcome = decode(Input::File(path), Duration::ZERO).map(|sound| sound.error);
            assert!(!matches!(outcome, Err(DecodeError::Panicked) | Ok(Some(DecodeError::Panicked))), "{name} {keep}");
        }
    }
}

#[test]
fn a_wave_file_of_unknown_length_is_played_to_its_end() {
    let studio = Studio::new();
    let mut bytes = studio.bytes("source.wav");
    let data = bytes.windows(4).position(|word| word == b"data").unwrap() + 4;
    bytes[4..8].fill(0xff);
    bytes[data..data + 4].fill(0xff);
    let sound = decode_file(&studio.write("endless.wav", &bytes), Duration::ZERO);
    assert_eq!((sound.frames(), &sound.error), (FRAMES, &None), "{:?}", sound.info);
    assert!(sound.info.duration.is_none_or(|duration| duration < Duration::from_secs(10)), "{:?}", sound.info);
}

#[test]
fn damaged_he_aac_goes_on() {
    let mut random = fastrand::Rng::with_seed(13);
    for whole in [include_bytes!("he-aac-v1.aac").as_slice(), include_bytes!("he-aac-v2.aac")] {
        for _ in 0..40 {
            let mut bytes = whole.to_vec();
            for _ in 0..20 {
                let at = random.usize(..bytes.len());
                bytes[at] = random.u8(..);
            }
            let Ok(sound) = decode(Input::Memory { bytes: bytes.leak(), extension: "aac" }, Duration::ZERO) else {
                continue;
            };
            assert_ne!(sound.error, Some(DecodeError::Panicked));
            assert!(sound.frames() > 0 || sound.bad_packets > 0);
        }
    }
}

#[test]
fn a_panic_is_an_error() {
    let outcome = caught(|| -> Result<(), Error> { panic!("a table was indexed by the input") });
    assert!(matches!(outcome, Err(Caught::Panic)));
}

#[test]
fn errors_are_sentences() {
    let errors = [
        DecodeError::Truncated,
        DecodeError::Unsupported("aac: SBR".into()),
        DecodeError::Io(io::ErrorKind::PermissionDenied),
        DecodeError::NotSound,
    ];
    for error in errors {
        assert!(error.to_string().ends_with('.') && !error.is_skippable(), "{error}");
    }
}
