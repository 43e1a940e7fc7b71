//! Any number of channels to two.

use symphonia::core::audio::{Channels, GenericAudioBufferRef, Position};

/// The 3 dB of ITU-R BS.775-4, annex 4: centre and surrounds are added to the front with 1/√2.
const MINUS_3_DB: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// A downmix for the channels last met. Weights are divided by the larger sum of one side's, so that even channels
/// all at full scale at once cannot exceed full scale (5.1: by 2.41, which is 7.7 dB). Low-frequency effects are left
/// out, as BS.775 says. Mono goes to both sides unattenuated.
#[derive(Default)]
pub struct Downmix {
    channels: Channels,
    /// For each channel, how much of it goes left and right.
    weights: Vec<[f32; 2]>,
    interleaved: Vec<f32>,
}

impl Downmix {
    /// Mixes a decoded buffer into `out` (replaced), times `gain`. Values that are no numbers become silence.
    pub fn mix(&mut self, decoded: &GenericAudioBufferRef<'_>, gain: f32, out: &mut Vec<f32>) {
        if self.channels != *decoded.spec().channels() || self.weights.is_empty() {
            self.channels = decoded.spec().channels().clone();
            self.weights = weights(&self.channels, decoded.num_planes());
        }
        decoded.copy_to_vec_interleaved(&mut self.interleaved);
        out.clear();
        for frame in self.interleaved.chunks_exact(self.weights.len().max(1)) {
            let mut mixed = [0.0; 2];
            for (sample, [left, right]) in frame.iter().zip(&self.weights) {
                let sample = if sample.is_finite() { sample * gain } else { 0.0 };
                mixed[0] += left * sample;
                mixed[1] += right * sample;
            }
            out.extend(mixed);
        }
    }
}

fn weights(channels: &Channels, count: usize) -> Vec<[f32; 2]> {
    let raw: Vec<[f32; 2]> = match channels {
        _ if count == 1 => return vec![[1.0, 1.0]],
        // The bits' order is the channels' order.
        Channels::Positioned(positions) => positions.iter().map(place).collect(),
        // Nobody knows what these are: alternately left and right, as pairs mostly are.
        _ => (0..count).map(|channel| if channel % 2 == 0 { [1.0, 0.0] } else { [0.0, 1.0] }).collect(),
    };
    let sum = |side: usize| raw.iter().map(|weight| weight[side]).sum::<f32>();
    let most = sum(0).max(sum(1)).max(1.0);
    raw.iter().map(|[left, right]| [left / most, right / most]).collect()
}

/// How much of a speaker's sound goes left and right.
fn place(position: Position) -> [f32; 2] {
    const LEFT: Position = Position::REAR_LEFT
        .union(Position::SIDE_LEFT)
        .union(Position::FRONT_LEFT_CENTER)
        .union(Position::FRONT_LEFT_WIDE)
        .union(Position::TOP_FRONT_LEFT)
        .union(Position::TOP_REAR_LEFT)
        .union(Position::TOP_SIDE_LEFT)
        .union(Position::BOTTOM_FRONT_LEFT);
    const RIGHT: Position = Position::REAR_RIGHT
        .union(Position::SIDE_RIGHT)
        .union(Position::FRONT_RIGHT_CENTER)
        .union(Position::FRONT_RIGHT_WIDE)
        .union(Position::TOP_FRONT_RIGHT)
        .union(Position::TOP_REAR_RIGHT)
        .union(Position::TOP_SIDE_RIGHT)
        .union(Position::BOTTOM_FRONT_RIGHT);
    match position {
        Position::FRONT_LEFT => [1.0, 0.0],
        Position::FRONT_RIGHT => [0.0, 1.0],
        Position::FRONT_CENTER => [MINUS_3_DB, MINUS_3_DB],
        Position::LFE1 | Position::LFE2 => [0.0, 0.0],
        _ if LEFT.contains(position) => [MINUS_3_DB, 0.0],
        _ if RIGHT.contains(position) => [0.0, MINUS_3_DB],
        // One surround or height channel in the middle is half of a pair.
        _ => [0.5, 0.5],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use symphonia::core::audio::layouts;

    fn loudest(channels: &Channels) -> f32 {
        let weights = weights(channels, channels.count());
        (0..2).map(|side| weights.iter().map(|weight| weight[side]).sum::<f32>()).fold(0.0, f32::max)
    }

    #[test]
    fn mono_and_stereo_keep_their_level() {
        assert_eq!(weights(&layouts::CHANNEL_LAYOUT_MONO, 1), [[1.0, 1.0]]);
        assert_eq!(weights(&layouts::CHANNEL_LAYOUT_STEREO, 2), [[1.0, 0.0], [0.0, 1.0]]);
        assert_eq!(weights(&Channels::Discrete(1), 1), [[1.0, 1.0]]);
    }

    #[test]
    fn surround_has_the_proportions_of_bs_775_and_cannot_clip() {
        let five_one = Channels::Positioned(Position::from_bits_truncate(0b11_1111));
        let mix = weights(&five_one, 6);
        let unit = mix[0][0];
        assert!((unit - 1.0 / 2.414).abs() < 0.001);
        assert!((mix[2][0] / unit - MINUS_3_DB).abs() < 0.001, "centre");
        assert_eq!(mix[3], [0.0, 0.0], "low-frequency effects");
        assert!((mix[4][0] / unit - MINUS_3_DB).abs() < 0.001 && mix[4][1] == 0.0, "left surround");
        for bits in [0b111u64, 0b11_0011, 0b11_1111, 0b110_0011_1111, 0b1_0011_1111] {
            assert!(loudest(&Channels::Positioned(Position::from_bits_truncate(bits))) <= 1.0001, "{bits:b}");
        }
    }

    #[test]
    fn unknown_channels_alternate() {
        assert_eq!(weights(&Channels::Discrete(4), 4), [[0.5, 0.0], [0.0, 0.5], [0.5, 0.0], [0.0, 0.5]]);
        assert!(loudest(&Channels::Discrete(5)) <= 1.0001);
    }
}
