//! Chance that is the same every time, on every machine and with every library version.

/// SplitMix64 (Steele, Lea, Flood 2014): small, and good enough for noise and for human hands.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Uniform in -1.0..1.0: white noise.
    pub fn noise(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        (z >> 40) as f32 / (1u32 << 23) as f32 - 1.0
    }

    /// Roughly normal, standard deviation 1, never beyond ±3.5: how far a hand misses its mark.
    pub fn human(&mut self) -> f32 {
        // Four uniform numbers of variance 1/3 each.
        (0..4).map(|_| self.noise()).sum::<f32>() * (3.0f32 / 4.0).sqrt()
    }
}
