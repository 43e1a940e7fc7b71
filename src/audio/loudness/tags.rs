//! What tags say of a track's loudness.

use crate::model::{Level, Levels};

/// ReplayGain 2.0 gains are relative to this, in LUFS; R128 gains (RFC 7845, 5.2.1) to that.
const REPLAY_GAIN: f32 = -18.0;
const R128: f32 = -23.0;
/// Old tags give the reference as a sound pressure: 89 dB is what −18 LUFS is now.
const PRESSURE: f32 = -107.0;
/// No gain in a tag that can be meant is larger, in dB.
const MEANT: f32 = 51.0;
/// No peak is: 18 dB over full scale.
const HIGHEST: f32 = 8.0;

/// Collects a file's tags about loudness, in any order.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tags {
    track: Said,
    album: Said,
    reference: Option<f32>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Said {
    gain: Option<f32>,
    r128: Option<f32>,
    peak: Option<f32>,
}

impl Tags {
    /// Takes a tag, if it is about loudness: `REPLAYGAIN_TRACK_GAIN`, `R128_ALBUM_GAIN` and their like, in upper or
    /// lower case, with or without what formats put before them (`TXXX:`, `----:com.apple.iTunes:`). The first word
    /// of several counts; what cannot be meant is passed over.
    pub fn note(&mut self, key: &str, value: &str) {
        let name = key.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
        let (slot, said) = match name.as_str() {
            "replaygain_track_gain" => (&mut self.track.gain, gain(value)),
            "replaygain_album_gain" => (&mut self.album.gain, gain(value)),
            "replaygain_track_peak" => (&mut self.track.peak, peak(value)),
            "replaygain_album_peak" => (&mut self.album.peak, peak(value)),
            "r128_track_gain" => (&mut self.track.r128, fixed(value)),
            "r128_album_gain" => (&mut self.album.r128, fixed(value)),
            "replaygain_reference_loudness" => (&mut self.reference, reference(value)),
            _ => return,
        };
        *slot = slot.or(said);
    }

    /// The levels that follow.
    pub fn levels(&self) -> Levels {
        let reference = self.reference.unwrap_or(REPLAY_GAIN);
        let level = |said: &Said| {
            let r128 = said.r128.map(|gain| R128 - gain);
            let lufs = r128.or(said.gain.map(|gain| reference - gain))?;
            Some(Level { lufs, peak: said.peak })
        };
        Levels { track: level(&self.track), album: level(&self.album) }
    }
}

/// The number at the beginning of `-6.50 dB`, or of `-6,50 dB`.
fn number(text: &str) -> Option<f32> {
    let text = text.trim().trim_matches(char::from(0)).replace(',', ".");
    let end = text.find(|letter: char| !letter.is_ascii_digit() && !"+-.".contains(letter)).unwrap_or(text.len());
    text[..end].parse().ok()
}

fn gain(text: &str) -> Option<f32> {
    number(text).filter(|gain| gain.abs() <= MEANT)
}

fn peak(text: &str) -> Option<f32> {
    text.trim().trim_matches(char::from(0)).replace(',', ".").parse().ok().filter(|peak| *peak > 0.0 && *peak < HIGHEST)
}

/// Q7.8: a whole number of 256ths of a decibel.
fn fixed(text: &str) -> Option<f32> {
    text.trim().parse::<i16>().ok().map(|gain| f32::from(gain) / 256.0)
}

fn reference(text: &str) -> Option<f32> {
    let value = number(text)?;
    let lufs = if value > 0.0 { value + PRESSURE } else { value };
    Some(lufs).filter(|lufs| (-35.0..=-5.0).contains(lufs))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(tags: &[(&str, &str)]) -> Levels {
        let mut all = Tags::default();
        tags.iter().for_each(|(key, value)| all.note(key, value));
        all.levels()
    }

    #[test]
    fn replay_gain_in_the_ways_in_which_it_is_written() {
        let track = |tags: &[(&str, &str)]| levels(tags).track;
        let level = |lufs, peak| Some(Level { lufs, peak });
        assert_eq!(track(&[("REPLAYGAIN_TRACK_GAIN", "-6.50 dB")]), level(-11.5, None));
        assert_eq!(track(&[("TXXX:replaygain_track_gain", "+2,5 dB\0")]), level(-20.5, None));
        let both = [("replaygain_track_peak", "0.98"), ("----:com.apple.iTunes:replaygain_track_gain", "-1")];
        assert_eq!(track(&both), level(-17.0, Some(0.98)));
        let old = [("replaygain_reference_loudness", "83.0 dB"), ("replaygain_track_gain", "-2 dB")];
        assert_eq!(track(&old), level(-22.0, None));
        let new = [("replaygain_track_gain", "-2 dB"), ("replaygain_reference_loudness", "-23.00 LUFS")];
        assert_eq!(track(&new), level(-21.0, None));
    }

    #[test]
    fn r128_is_in_256ths_and_goes_first() {
        let tags = [("R128_TRACK_GAIN", "-1536"), ("R128_ALBUM_GAIN", "256"), ("replaygain_track_gain", "-12 dB")];
        let levels = levels(&tags);
        assert_eq!(levels.track, Some(Level { lufs: -17.0, peak: None }));
        assert_eq!(levels.album, Some(Level { lufs: -24.0, peak: None }));
    }

    #[test]
    fn nonsense_is_passed_over() {
        for value in ["", "loud", "NaN", "inf", "-999 dB", "--1", "1.2.3"] {
            assert_eq!(levels(&[("replaygain_track_gain", value)]), Levels::default(), "{value}");
        }
        for value in ["-0.5", "0", "1e9", "NaN"] {
            let track = levels(&[("replaygain_track_gain", "0 dB"), ("replaygain_track_peak", value)]).track;
            assert_eq!(track, Some(Level { lufs: -18.0, peak: None }), "{value}");
        }
        assert_eq!(levels(&[("r128_track_gain", "40000"), ("replaygain_track_gains", "1")]), Levels::default());
    }

    #[test]
    fn a_peak_alone_is_no_level() {
        assert_eq!(levels(&[("replaygain_album_peak", "0.5")]), Levels::default());
    }
}
