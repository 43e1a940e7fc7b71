//! The equaliser's ten bands, as a person sets them.

use serde::{Deserialize, Deserializer, Serialize};

/// The gains of the ten bands in dB, each within ±[`Bands::MOST`], from [`Bands::CENTRES`]' lowest to its highest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bands([f32; Bands::COUNT]);

impl Bands {
    pub const COUNT: usize = 10;
    /// The octaves' centres in Hz: the preferred frequencies of ISO 266, exact (1000 Hz · 2ⁿ), from 31 Hz to 16 kHz.
    pub const CENTRES: [f32; Bands::COUNT] =
        [31.25, 62.5, 125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16_000.0];
    /// What stands on a slider for each centre.
    pub const NAMES: [&str; Bands::COUNT] = ["31", "62", "125", "250", "500", "1k", "2k", "4k", "8k", "16k"];
    /// The largest gain, up or down, in dB.
    pub const MOST: f32 = 12.0;
    /// Leaves the sound as it is.
    pub const FLAT: Bands = Bands([0.0; Bands::COUNT]);

    /// Gains beyond ±[`Bands::MOST`] are brought there; what is no number is 0.
    pub fn new(gains: [f32; Bands::COUNT]) -> Self {
        Bands(gains.map(|gain| if gain.is_nan() { 0.0 } else { gain.clamp(-Self::MOST, Self::MOST) }))
    }

    /// In dB.
    pub fn gains(&self) -> [f32; Bands::COUNT] {
        self.0
    }

    /// The same with another gain (dB) for the band at this place, 0 to 9.
    pub fn with(mut self, band: usize, gain: f32) -> Self {
        if let Some(slot) = self.0.get_mut(band) {
            *slot = gain;
        }
        Self::new(self.0)
    }

    pub fn is_flat(&self) -> bool {
        *self == Self::FLAT
    }
}

impl<'de> Deserialize<'de> for Bands {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        <[f32; Bands::COUNT]>::deserialize(from).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gains_stay_within_bounds_whoever_makes_them() {
        let bands = Bands::new([99.0, -99.0, f32::NAN, 1.5, 0.0, 0.0, 0.0, 0.0, 0.0, f32::INFINITY]);
        assert_eq!(bands.gains()[..4], [12.0, -12.0, 0.0, 1.5]);
        assert_eq!(bands.gains()[9], 12.0);
        assert_eq!(Bands::FLAT.with(3, -40.0).gains()[3], -12.0);
        assert!(Bands::FLAT.with(10, 5.0).is_flat() && Bands::default().is_flat() && !bands.is_flat());
        let read: Bands = serde_json::from_str("[40,0,0,0,0,0,0,0,0,-1.5]").unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), "[12.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,-1.5]");
    }

    #[test]
    fn the_centres_are_octaves() {
        assert!(Bands::CENTRES.windows(2).all(|pair| pair[1] == 2.0 * pair[0]));
    }
}
