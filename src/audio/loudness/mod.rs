//! One loudness for everything: whatever plays is brought to the same level, so that a cut is not heard as a jump.
//!
//! Loudness is *integrated loudness* by EBU R 128 (ITU-R BS.1770-5), in LUFS. What is known of a track gives one gain
//! for all of it ([`Leveling::gain`]); what is not known, and every live stream, is measured while it is decoded, and a
//! slow hand rides the gain ([`Rider`]). The gain is applied where a deck's ring is read ([`Hand`]), so that all that
//! is decoded ahead, seconds of it, has been measured before its first frame is heard.

mod blocks;
mod knob;
mod measure;
mod rider;
mod tags;

pub use knob::{Hand, Knob};
pub use measure::Measure;
pub use rider::{Rider, Turn};
pub use tags::Tags;

use super::gain::decibels;
use crate::model::{Level, Levels};

/// The most by which anything is made louder or softer, in dB.
pub const MOST: f32 = 15.0;

/// Which of a track's levels counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Nothing is levelled: sound passes bit by bit.
    #[default]
    Off,
    /// Each track is as loud as any other.
    Track,
    /// The pieces of an album keep their differences; where its level is not known, the track's counts.
    Album,
}

/// How loud things shall be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leveling {
    pub mode: Mode,
    /// The loudness that all is brought to, in LUFS.
    pub target: f32,
    /// Added to the gain of what has a known level, in dB.
    pub preamp: f32,
    /// No gain lifts a known peak above this, in dBTP: the limiter's ceiling.
    pub ceiling: f32,
}

impl Default for Leveling {
    /// ReplayGain's reference (−18 LUFS), but off.
    fn default() -> Self {
        Self { mode: Mode::Off, target: -18.0, preamp: 0.0, ceiling: -1.0 }
    }
}

impl Leveling {
    pub fn is_on(&self) -> bool {
        self.mode != Mode::Off
    }

    /// The gain of a track, in dB; `None` where no level is known.
    ///
    /// It is `target − loudness + preamp`, within ±[`MOST`], and then at most `ceiling − peak` (both in dBTP): the
    /// prevention of clipping in the ReplayGain 2.0 specification, with a true peak as in EBU R 128 s1. A level that is
    /// no number counts as unknown.
    pub fn gain(&self, levels: &Levels) -> Option<f32> {
        let level = match self.mode {
            Mode::Off => None,
            Mode::Track => levels.track.or(levels.album),
            Mode::Album => levels.album.or(levels.track),
        };
        let Level { lufs, peak } = level.filter(|level| level.lufs.is_finite())?;
        let gain = (self.target - lufs + self.preamp).clamp(-MOST, MOST);
        let headroom = peak.filter(|peak| *peak > 0.0).map_or(f32::MAX, |peak| self.ceiling - decibels(peak));
        Some(gain.min(headroom))
    }
}

/// The factor of so many decibels.
pub fn factor(decibels: f32) -> f32 {
    10f32.powf(decibels / 20.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(lufs: f32, peak: Option<f32>) -> Option<Level> {
        Some(Level { lufs, peak })
    }

    fn gain(mode: Mode, track: Option<Level>, album: Option<Level>) -> Option<f32> {
        Leveling { mode, ..Leveling::default() }.gain(&Levels { track, album })
    }

    #[test]
    fn the_mode_chooses_the_level() {
        let (track, album) = (level(-10.0, None), level(-12.0, None));
        assert_eq!(gain(Mode::Track, track, album), Some(-8.0));
        assert_eq!(gain(Mode::Album, track, album), Some(-6.0));
        assert_eq!(gain(Mode::Album, track, None), Some(-8.0));
        assert_eq!(gain(Mode::Track, None, album), Some(-6.0));
        assert_eq!((gain(Mode::Off, track, album), gain(Mode::Track, None, None)), (None, None));
    }

    #[test]
    fn the_gain_has_bounds() {
        assert_eq!(gain(Mode::Track, level(-60.0, None), None), Some(MOST));
        assert_eq!(gain(Mode::Track, level(20.0, None), None), Some(-MOST));
        assert_eq!(gain(Mode::Track, level(f32::NAN, None), None), None);
    }

    #[test]
    fn no_gain_lifts_a_peak_above_the_ceiling() {
        // 0.5 is −6 dBTP: there are 5 dB up to the ceiling.
        let lifted = gain(Mode::Track, level(-30.0, Some(0.5)), None);
        assert!(lifted.is_some_and(|gain| (gain - 5.02).abs() < 0.01), "{lifted:?}");
        assert_eq!(gain(Mode::Track, level(-20.0, Some(0.5)), None), Some(2.0));
        assert_eq!(gain(Mode::Track, level(-18.0, Some(1.0)), None), Some(-1.0));
        assert_eq!(gain(Mode::Track, level(-20.0, Some(0.0)), None), Some(2.0));
    }

    #[test]
    fn the_preamp_is_added_before_the_bounds() {
        let leveling = Leveling { mode: Mode::Track, target: -16.0, preamp: 3.0, ..Leveling::default() };
        let gain = |lufs, peak| leveling.gain(&Levels { track: level(lufs, peak), album: None });
        assert_eq!((gain(-20.0, None), gain(-33.0, None)), (Some(7.0), Some(MOST)));
        assert_eq!(gain(-20.0, Some(1.0)), Some(-1.0));
    }

    #[test]
    fn twice_the_amplitude_is_six_decibels() {
        assert!((factor(6.0206) - 2.0).abs() < 1e-4);
        assert_eq!(factor(0.0), 1.0);
    }
}
