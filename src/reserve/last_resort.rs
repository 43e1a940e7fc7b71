//! The last resort: music inside the binary. Nothing on disk can be missing, and no network is asked.
//!
//! Made for Segue by `examples/compose_last_resort`; `assets/last-resort/README.md` says how. Every piece sounds from
//! its first frame and still sounds at its last, so any of them may follow any other, for hours.

use std::time::Duration;

use crate::model::{Level, Levels, Location, Track};

/// A piece of music that is part of the program.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    pub title: &'static str,
    /// Exact to the millisecond.
    pub duration: Duration,
    /// Integrated loudness, and true peak.
    pub level: Level,
    /// Ogg Opus, 48 kHz, stereo.
    pub opus: &'static [u8],
}

/// Every piece, in the order in which they follow one another well. Never empty: its type says so.
pub static PIECES: [Piece; 4] = [
    Piece {
        title: "While You Wait",
        duration: Duration::from_millis(78_600),
        level: Level { lufs: -16.0, peak: Some(0.759) },
        opus: include_bytes!("../../assets/last-resort/1-while-you-wait.opus"),
    },
    Piece {
        title: "The Long Way Round",
        duration: Duration::from_millis(83_137),
        level: Level { lufs: -16.0, peak: Some(0.653) },
        opus: include_bytes!("../../assets/last-resort/2-the-long-way-round.opus"),
    },
    Piece {
        title: "Rain on the Awning",
        duration: Duration::from_millis(84_422),
        level: Level { lufs: -16.0, peak: Some(0.708) },
        opus: include_bytes!("../../assets/last-resort/3-rain-on-the-awning.opus"),
    },
    Piece {
        title: "Back in a Moment",
        duration: Duration::from_millis(81_246),
        level: Level { lufs: -16.0, peak: Some(0.676) },
        opus: include_bytes!("../../assets/last-resort/4-back-in-a-moment.opus"),
    },
];

/// [`PIECES`] as a slice.
pub fn pieces() -> &'static [Piece] {
    &PIECES
}

/// The piece of that number. Counting on for ever is allowed: after the last comes the first again.
pub fn piece(number: usize) -> &'static Piece {
    &PIECES[number % PIECES.len()]
}

/// The piece of that number as a track; its location names the piece itself, however far one has counted.
pub fn track(number: usize) -> Track {
    let piece = piece(number);
    Track {
        artist: Some("Segue".to_owned()),
        album: Some("Last Resort".to_owned()),
        duration: Some(piece.duration),
        levels: Levels { track: Some(piece.level), album: None },
        ..Track::new(Location::Builtin(number % PIECES.len()), piece.title.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use symphonia::core::codecs::audio::AudioDecoder;
    use symphonia::core::codecs::registry::RegisterableAudioDecoder;
    use symphonia::core::formats::{FormatReader, TrackType};
    use symphonia::core::io::MediaSourceStream;
    use symphonia_adapter_libopus::OpusDecoder;

    use super::*;

    const RATE: usize = 48_000;

    /// All samples of a piece, stereo, interleaved.
    fn decode(piece: &Piece) -> Vec<f32> {
        let stream = MediaSourceStream::new(Box::new(Cursor::new(piece.opus)), Default::default());
        let mut format: Box<dyn FormatReader> = symphonia::default::get_probe()
            .probe(&Default::default(), stream, Default::default(), Default::default())
            .unwrap();
        let track = format.default_track(TrackType::Audio).unwrap();
        let parameters = track.codec_params.as_ref().unwrap().audio().unwrap();
        let mut decoder: Box<dyn AudioDecoder> =
            OpusDecoder::try_registry_new(parameters, &Default::default()).unwrap();
        let (mut all, mut some) = (Vec::new(), Vec::new());
        while let Some(packet) = format.next_packet().unwrap() {
            let decoded = decoder.decode(&packet).unwrap();
            assert_eq!((decoded.spec().rate(), decoded.spec().channels().count()), (RATE as u32, 2));
            decoded.copy_to_vec_interleaved(&mut some);
            all.extend_from_slice(&some);
        }
        all
    }

    /// dBFS of interleaved samples.
    fn level(samples: &[f32]) -> f32 {
        10.0 * (samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len() as f32).log10()
    }

    /// Frames to interleaved samples.
    fn milliseconds(count: usize) -> usize {
        count * RATE / 1000 * 2
    }

    #[test]
    fn every_piece_lasts_as_long_as_it_says() {
        for piece in pieces() {
            let seconds = decode(piece).len() as f64 / 2.0 / RATE as f64;
            let stated = piece.duration.as_secs_f64();
            assert!((seconds - stated).abs() < 0.002, "{}: {seconds} s, stated {stated} s", piece.title);
        }
    }

    #[test]
    fn no_piece_holds_dead_air() {
        for piece in pieces() {
            let sound = decode(piece);
            let window = milliseconds(50);
            for start in (0..sound.len() - window).step_by(milliseconds(10)) {
                let level = level(&sound[start..start + window]);
                assert!(level > -45.0, "{}: {level} dBFS at sample {start}", piece.title);
            }
        }
    }

    #[test]
    fn every_piece_sounds_from_its_first_moment_to_its_last() {
        for piece in pieces() {
            let sound = decode(piece);
            let first = level(&sound[..milliseconds(10)]);
            let last = level(&sound[sound.len() - milliseconds(50)..]);
            assert!(first > -50.0 && last > -50.0, "{}: {first} dBFS, {last} dBFS", piece.title);
        }
    }

    #[test]
    fn every_piece_is_as_loud_as_it_says() {
        for piece in pieces() {
            let sound = decode(piece);
            let mode = ebur128::Mode::I | ebur128::Mode::TRUE_PEAK;
            let mut meter = ebur128::EbuR128::new(2, RATE as u32, mode).unwrap();
            meter.add_frames_f32(&sound).unwrap();
            let loudness = meter.loudness_global().unwrap();
            let stated = piece.level;
            assert!((loudness as f32 - stated.lufs).abs() < 0.1, "{}: {loudness} LUFS", piece.title);
            let peak = (0..2).map(|channel| meter.true_peak(channel).unwrap()).fold(0.0, f64::max) as f32;
            assert!((peak - stated.peak.unwrap()).abs() < 0.02, "{}: true peak {peak}", piece.title);
            assert!(peak < 0.84, "{}: true peak {peak}", piece.title);
        }
    }

    #[test]
    fn all_of_it_is_small() {
        assert!(pieces().iter().map(|piece| piece.opus.len()).sum::<usize>() < 3 << 20);
    }

    #[test]
    fn counting_on_begins_again_with_the_first() {
        assert_eq!(track(PIECES.len() + 1), track(1));
        assert_eq!(track(1).location, Location::Builtin(1));
        assert_eq!(track(1).label(), "Segue – The Long Way Round");
        assert_eq!(track(1).duration, Some(piece(5).duration));
    }
}
