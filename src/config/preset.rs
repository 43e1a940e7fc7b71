//! The equaliser's presets.

use clap::ValueEnum;
use serde::Serialize;

use crate::model::Bands;

/// A curve with a name. The gains are ours: gentle, with the middle where it was, as the preamp takes back what is
/// lifted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// The sound as it is
    #[default]
    Flat,
    /// More of the low end
    BassBoost,
    /// More of the high end
    TrebleBoost,
    /// Voices to the front
    Vocal,
    /// Drums, bass and cymbals
    Rock,
    /// Voices and beat
    Pop,
    /// Warm, with air above
    Jazz,
    /// A quiet lift at both ends
    Classical,
    /// Deep bass and bright highs
    Electronic,
    /// Body and strings
    Acoustic,
    /// Softly played: what the ear loses first, lifted (after ISO 226)
    LateNight,
    /// Spares small speakers what they cannot play, and lifts what tells of it
    SmallSpeakers,
}

impl Preset {
    /// In the order in which they are offered.
    pub fn all() -> &'static [Preset] {
        Preset::value_variants()
    }

    /// As it is written in the file.
    pub fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// The preset with these gains, if there is one.
    pub fn of(bands: Bands) -> Option<Preset> {
        Self::all().iter().copied().find(|preset| preset.bands() == bands)
    }

    /// Its gains.
    pub fn bands(self) -> Bands {
        Bands::new(match self {
            Self::Flat => [0.0; Bands::COUNT],
            Self::BassBoost => [6.0, 5.5, 4.5, 2.5, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0],
            Self::TrebleBoost => [0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 2.0, 3.5, 5.0, 6.0],
            Self::Vocal => [-3.0, -2.5, -1.5, 0.5, 2.0, 3.0, 3.0, 2.0, 0.5, -1.0],
            Self::Rock => [4.0, 3.5, 2.5, 0.5, -1.0, -0.5, 1.0, 2.5, 3.5, 3.5],
            Self::Pop => [-1.0, 0.5, 1.5, 2.0, 2.0, 1.0, 0.5, 1.0, 1.5, 1.0],
            Self::Jazz => [2.5, 2.0, 1.0, 1.5, -1.0, -1.0, 0.0, 1.0, 2.0, 2.5],
            Self::Classical => [2.0, 1.5, 1.0, 0.5, 0.0, 0.0, 0.0, 0.5, 1.5, 2.0],
            Self::Electronic => [5.0, 4.5, 2.0, 0.0, -1.5, 0.5, 0.5, 1.5, 3.5, 4.5],
            Self::Acoustic => [2.0, 2.0, 1.5, 1.0, 1.0, 0.5, 1.5, 2.0, 1.5, 1.0],
            Self::LateNight => [7.0, 5.5, 4.0, 2.0, 0.5, 0.0, -0.5, -0.5, 2.0, 3.0],
            Self::SmallSpeakers => [-12.0, -8.0, -1.0, 3.0, 2.0, 0.5, 0.5, 1.5, 1.5, 1.0],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_preset_is_known_by_its_gains() {
        for preset in Preset::all() {
            assert_eq!(Preset::of(preset.bands()), Some(*preset), "two presets alike");
            assert!(crate::config::example().contains(&format!("\"{}\"", preset.name())), "{}", preset.name());
            assert!(preset.bands().gains().iter().all(|gain| (gain * 2.0).fract() == 0.0));
        }
        assert_eq!((Preset::BassBoost.name().as_str(), Preset::of(Bands::FLAT)), ("bass-boost", Some(Preset::Flat)));
        assert_eq!(Preset::of(Bands::FLAT.with(0, 0.1)), None);
    }
}
