use std::fs;
use std::path::Path;
use std::process::Command;

use crate::lab::analyse::{self, Span};
use crate::lab::wav::{self, Wav};
use crate::lab::{FEED_HZ, Media, RESERVE_HZ, Sound, media};

/// Decoded by a decoder that is not ours.
fn decoded(encoded: &Path) -> Wav {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.wav");
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-nostdin", "-v", "error", "-i"]).arg(encoded).args(["-c:a", "pcm_f32le"]).arg(&out);
    assert!(ffmpeg.status().unwrap().success());
    wav::read(&out).unwrap()
}

/// Two rounds of the stream, and so its seam.
fn rounds(media: Media) -> Wav {
    let clip = media.clip();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(format!("twice.{}", media.extension()));
    fs::write(&file, [&clip.intro[..], &clip.bytes, &clip.bytes].concat()).unwrap();
    let sound = decoded(&file);
    let seconds = sound.samples.len() as f64 / 2.0 / f64::from(sound.rate);
    assert!((seconds - 2.0 * clip.seconds).abs() < 0.1, "{media:?}: {seconds} s");
    sound
}

/// Without what decoder and encoder need to settle at both ends, 0.2 s.
fn inner(sound: &Wav) -> &[f32] {
    let edge = sound.rate as usize / 5 * 2;
    &sound.samples[edge..sound.samples.len() - edge]
}

#[test]
fn framed_streams_loop_without_a_seam() {
    for media in [Media::MP3, Media::MP3.rate(48_000), Media::AAC, Media::AAC.rate(48_000), Media::WAV] {
        let sound = rounds(media);
        assert_eq!((sound.rate, sound.channels), (media.rate, 2));
        assert_eq!(analyse::dead_air(inner(&sound), sound.rate), []);
        let clicks = analyse::clicks(inner(&sound), sound.rate, 1500.0, 0.28);
        assert_eq!(clicks, Vec::<f64>::new(), "{media:?}");
        let heard = analyse::programme(inner(&sound), sound.rate, &[FEED_HZ, 693]);
        assert!(matches!(heard[..], [(Some(FEED_HZ), _)]), "{media:?}: {heard:?}");
    }
}

#[test]
fn chained_streams_are_never_silent() {
    for media in [Media::VORBIS, Media::OPUS, Media::FLAC] {
        let sound = rounds(media);
        assert_eq!(analyse::dead_air(&sound.samples, sound.rate), [], "{media:?}");
        let firsts = media.clip().units.iter().filter(|&&at| media.clip().bytes[at + 5] & 2 != 0).count();
        assert_eq!(firsts, 3, "{media:?}: three links");
        for title in media::TITLES {
            assert!(media.clip().bytes.windows(title.len()).any(|w| w == title.as_bytes()));
        }
    }
}

#[test]
fn silence_is_silent_and_noise_is_no_tone() {
    for media in [Media::MP3, Media::AAC, Media::VORBIS, Media::OPUS, Media::FLAC, Media::WAV] {
        let silent = rounds(media.sound(Sound::Silence));
        assert!(analyse::rms(&silent.samples) < 0.0001, "{media:?}");
    }
    let noisy = rounds(Media::MP3.sound(Sound::Noise));
    assert!(analyse::rms(inner(&noisy)) > 0.1);
    assert_eq!(analyse::dominant(inner(&noisy), noisy.rate, &[FEED_HZ, 693]), None);
}

#[test]
fn a_reserve_is_three_tracks_and_their_playlist() {
    let folder = tempfile::tempdir().unwrap();
    let reserve = media::reserve(folder.path(), 3);
    let names = fs::read_to_string(&reserve.playlist).unwrap();
    for (file, hz) in reserve.files.iter().zip(RESERVE_HZ) {
        assert!(names.contains(file.file_name().unwrap().to_str().unwrap()));
        let sound = decoded(file);
        assert_eq!(analyse::dominant(inner(&sound), sound.rate, &[FEED_HZ, 693, 756, 819]), Some(hz));
    }
}

#[test]
fn wav_files_come_back_as_they_went() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tone.wav");
    wav::sine_wav(&path, 440.0, 0.5, 22_050, 1).unwrap();
    let back = wav::read(&path).unwrap();
    assert_eq!((back.rate, back.channels, back.samples.len()), (22_050, 1, 11_025));
    let sent = wav::sine(440.0, 0.5, 22_050, 1);
    assert!(back.samples.iter().zip(sent).all(|(a, b)| (a - b).abs() < 0.0001));
    fs::write(&path, "no sound").unwrap();
    assert!(wav::read(&path).is_err());
}

#[test]
fn dead_air_is_found_and_a_short_gap_is_not() {
    let mut sound = wav::sine(441.0, 2.0, 44_100, 2);
    sound[44_100..44_100 + 8_820].fill(0.0);
    sound[120_000..120_000 + 3_500].fill(0.0001);
    let found = analyse::dead_air(&sound, 44_100);
    assert_eq!(found.len(), 1, "{found:?}");
    let Span { start, length } = found[0];
    assert!((start - 0.5).abs() < 0.006 && (length - 0.1).abs() < 0.011, "{found:?}");
}

#[test]
fn a_click_is_found_where_it_is() {
    let mut sound = wav::sine(441.0, 1.0, 44_100, 2);
    assert_eq!(analyse::clicks(&sound, 44_100, 1500.0, 0.28), Vec::<f64>::new());
    sound.drain(44_100..44_100 + 60);
    let found = analyse::clicks(&sound, 44_100, 1500.0, 0.28);
    assert!(found.len() == 1 && (found[0] - 0.5).abs() < 0.001, "{found:?}");
}

#[test]
fn the_programme_is_told_by_its_tones() {
    let mut sound = wav::sine(441.0, 1.0, 48_000, 2);
    sound.extend(wav::sine(693.0, 0.5, 48_000, 2));
    sound.extend(vec![0.0; 48_000]);
    let heard = analyse::programme(&sound, 48_000, &[441, 693]);
    let heard: Vec<_> = heard.iter().map(|(hz, span)| (*hz, (span.length * 20.0).round() / 20.0)).collect();
    assert_eq!(heard, [(Some(441), 1.0), (Some(693), 0.5), (None, 0.5)]);
}
