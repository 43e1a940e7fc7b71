//! From the gains of ten bands to filters. Runs outside the callback.

use std::f64::consts::{LN_2, TAU};

use crate::model::Bands;

/// Bands whose centre lies above this part of the sampling rate are left out: there is nothing there to be heard, and
/// a filter so near to half the rate is no band any more.
const HIGHEST: f64 = 0.45;
/// The width of a band, in octaves.
const WIDTH: f64 = 1.0;
/// Towards half the rate, filters become narrower; their width makes up for it up to here (16 kHz at 44.1 kHz).
const WARPED: f64 = 3.0;
/// Filters reach into their neighbours' bands. So often are their gains corrected until all of them together are
/// right.
const CORRECTIONS: usize = 40;
/// The most that a single filter is turned to for the sum to be right, in dB.
const MOST: f64 = 30.0;

/// One peaking filter, its coefficients divided by a0: `y = b0 x + b1 x' + b2 x" - a1 y' - a2 y"`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Section {
    pub b0: f64,
    pub b1: f64,
    pub b2: f64,
    pub a1: f64,
    pub a2: f64,
}

/// What the equaliser shall do, ready for the callback: filters and the gain before them.
#[derive(Clone, Copy, Debug)]
pub struct Design {
    sections: [Section; Bands::COUNT],
    used: usize,
    preamp: f64,
}

impl Design {
    /// Leaves the sound as it is, bit for bit.
    pub const FLAT: Design = Design {
        sections: [Section { b0: 1.0, b1: 0.0, b2: 0.0, a1: 0.0, a2: 0.0 }; Bands::COUNT],
        used: 0,
        preamp: 1.0,
    };

    /// Filters for sound at `rate` Hz, so that all of them together have these gains at the bands' centres.
    ///
    /// Before them the sound is turned down by the most that they lift anything: then a tone is never louder than it
    /// came in, and the limiter has to catch only what the filters' phases add up to. The volume is for the rest.
    pub fn new(bands: &Bands, rate: u32) -> Self {
        if bands.is_flat() {
            return Self::FLAT;
        }
        let rate = f64::from(rate.max(1));
        let used = Bands::CENTRES.iter().filter(|centre| f64::from(**centre) <= HIGHEST * rate).count();
        let turns = Bands::CENTRES.map(|centre| TAU * f64::from(centre) / rate);
        let wanted = bands.gains().map(f64::from);
        let mut design = Design { used, ..Self::FLAT };
        let mut gains = wanted;
        for _ in 0..CORRECTIONS {
            design.sections = std::array::from_fn(|band| Section::peak(turns[band], gains[band]));
            for band in 0..used {
                let off = wanted[band] - design.decibels(turns[band]);
                gains[band] = (gains[band] + off).clamp(-MOST, MOST);
            }
        }
        design.preamp = 10f64.powf(-design.most(rate) / 20.0);
        design
    }

    /// The gain before the filters, as a factor of at most 1.
    pub fn preamp(&self) -> f64 {
        self.preamp
    }

    pub(super) fn sections(&self) -> &[Section] {
        &self.sections[..self.used]
    }

    pub(super) fn is_flat(&self) -> bool {
        self.used == 0 && self.preamp == 1.0
    }

    /// What the filters do (without the preamp) to a tone that turns by so many radians a frame, in dB.
    fn decibels(&self, turn: f64) -> f64 {
        self.sections().iter().map(|section| section.decibels(turn)).sum()
    }

    /// The most that any tone is lifted, in dB; at least 0.
    fn most(&self, rate: f64) -> f64 {
        let tones = (0..120).map(|step| 20.0 * 2f64.powf(f64::from(step) / 12.0));
        let audible = tones.take_while(|hz| *hz < rate / 2.0);
        audible.map(|hz| self.decibels(TAU * hz / rate)).fold(0.0, f64::max)
    }
}

impl Section {
    /// The peaking filter of R. Bristow-Johnson's *Cookbook formulae for audio equalizer biquad filter coefficients*,
    /// centred at `turn` radians a frame, with a gain in dB and [`WIDTH`] between the points of half that gain.
    fn peak(turn: f64, gain: f64) -> Self {
        let (sin, cos) = turn.sin_cos();
        let amplitude = 10f64.powf(gain / 40.0);
        let alpha = sin * (LN_2 / 2.0 * WIDTH * (turn / sin).min(WARPED)).sinh();
        let a0 = 1.0 + alpha / amplitude;
        Self {
            b0: (1.0 + alpha * amplitude) / a0,
            b1: -2.0 * cos / a0,
            b2: (1.0 - alpha * amplitude) / a0,
            a1: -2.0 * cos / a0,
            a2: (1.0 - alpha / amplitude) / a0,
        }
    }

    /// |H|² at z = e^(i·turn), in dB.
    fn decibels(&self, turn: f64) -> f64 {
        let power = |c0: f64, c1: f64, c2: f64| {
            let (re, im) = (c0 + c1 * turn.cos() + c2 * (2.0 * turn).cos(), c1 * turn.sin() + c2 * (2.0 * turn).sin());
            re * re + im * im
        };
        10.0 * (power(self.b0, self.b1, self.b2) / power(1.0, self.a1, self.a2)).log10()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATES: [u32; 10] = [8_000, 11_025, 16_000, 22_050, 32_000, 35_600, 44_100, 48_000, 96_000, 192_000];

    fn harsh() -> Vec<Bands> {
        let alternating = std::array::from_fn(|band| if band % 2 == 0 { 12.0 } else { -12.0 });
        let mut all = vec![alternating, alternating.map(|gain| -gain), [12.0; 10], [-12.0; 10]];
        all.extend((0..10).map(|band| Bands::FLAT.with(band, 12.0).gains()));
        all.into_iter().map(Bands::new).collect()
    }

    #[test]
    fn all_filters_together_have_the_gains_that_were_asked_for() {
        for (rate, bands) in RATES.into_iter().flat_map(|rate| harsh().into_iter().map(move |bands| (rate, bands))) {
            let design = Design::new(&bands, rate);
            for (centre, wanted) in Bands::CENTRES.into_iter().zip(bands.gains()).take(design.used) {
                let got = design.decibels(TAU * f64::from(centre) / f64::from(rate));
                assert!((got - f64::from(wanted)).abs() < 0.1, "{rate} Hz, {bands:?} at {centre}: {got}");
            }
        }
    }

    #[test]
    fn every_filter_is_stable_and_none_is_where_nothing_is() {
        for (rate, bands) in RATES.into_iter().flat_map(|rate| harsh().into_iter().map(move |bands| (rate, bands))) {
            let design = Design::new(&bands, rate);
            // Both poles lie inside the unit circle: the stability triangle of a second-order filter.
            assert!(design.sections().iter().all(|s| s.a2.abs() < 1.0 && s.a1.abs() < 1.0 + s.a2), "{rate} {bands:?}");
        }
        assert_eq!(RATES.map(|rate| Design::new(&Bands::new([1.0; 10]), rate).used)[..7], [7, 8, 8, 9, 9, 10, 10]);
    }

    #[test]
    fn no_tone_comes_out_louder_than_it_went_in() {
        for bands in harsh() {
            let design = Design::new(&bands, 48_000);
            let loudest = (1..2_000).map(|step| design.decibels(f64::from(step) * TAU / 4_800.0));
            let loudest = loudest.fold(f64::MIN, f64::max) + 20.0 * design.preamp().log10();
            assert!(loudest < 0.1, "{bands:?}: {loudest} dB");
        }
        assert_eq!(Design::new(&Bands::new([-6.0; 10]), 48_000).preamp(), 1.0);
    }
}
