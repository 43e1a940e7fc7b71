//! The mixer's standing order, as a small pure calculation: when does it fire, and how long is the fade?

use super::ring::Voice;

/// The shape of a fade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// Constant power: for two different pieces of music (uncorrelated signals).
    EqualPower,
    /// Constant sum: for the same music on both sides (correlated signals), as at a seek.
    Linear,
}

impl Curve {
    /// Gains (of the leaving, of the coming) at `t` of the fade, 0 ≤ t ≤ 1.
    pub fn gains(self, t: f32) -> (f32, f32) {
        match self {
            // cos² + sin² = 1
            Curve::EqualPower => {
                let (sin, cos) = (t * std::f32::consts::FRAC_PI_2).sin_cos();
                (cos, sin)
            }
            Curve::Linear => (1.0 - t, t),
        }
    }
}

/// When a segue is due, besides the emergencies that fire it in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// When what sounds ends.
    AtEnd,
    /// So that the fade is over when this frame of what sounds would be heard.
    By(u64),
    /// At once.
    Now,
}

/// Why a segue fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// What sounded had ended: end of the track, or the decoder is gone.
    Ended,
    /// What sounded was not refilled any more.
    Starved,
    /// It was ordered for now or for a given frame.
    Ordered,
}

/// The standing order: to whom, how, when.
pub struct Segue {
    pub to: Voice,
    pub curve: Curve,
    /// Wanted length of the fade, in frames.
    pub fade: u64,
    pub when: When,
}

/// What the mixer sees of the voice on air.
#[derive(Clone, Copy, Debug)]
pub struct Sight {
    /// Frames left in the ring.
    pub level: u64,
    /// Nothing will be added.
    pub ended: bool,
    /// Frames heard since the last refill.
    pub unfed: u64,
    /// Frames heard in all.
    pub position: u64,
}

impl Sight {
    pub fn of(voice: &Voice) -> Self {
        // `ended` first: only then is the level final.
        let ended = voice.ended();
        Self { level: voice.level(), ended, unfed: voice.unfed(), position: voice.position() }
    }
}

/// The verdict on this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Fire, with a fade of at most this many frames: what sounds lasts no longer.
    Fire(Why, u64),
    /// Play on, and ask again after at most this many frames.
    Wait(u64),
}

/// Decides whether what sounds is to be left now. `fade` is the wanted length and `floor` the level (both in frames)
/// below which a ring that has not ended is left whatever it promises.
///
/// A ring counts as *not being refilled* once it has gone unfed for as long as what it holds would last: patient
/// with a full ring, quick with a short one, and no clock is needed.
pub fn judge(when: When, fade: u64, floor: u64, sight: Sight) -> Verdict {
    match when {
        When::Now => return Verdict::Fire(Why::Ordered, fade.min(sight.level)),
        When::By(frame) if frame.saturating_sub(sight.position) <= fade => {
            // A cut without any fade would click.
            let rest = frame.saturating_sub(sight.position).max(floor / 20);
            return Verdict::Fire(Why::Ordered, rest.min(sight.level));
        }
        _ => {}
    }
    if sight.ended && sight.level <= fade {
        return Verdict::Fire(Why::Ended, sight.level);
    }
    let starving = sight.level <= fade && sight.unfed >= sight.level;
    if !sight.ended && (starving || sight.level <= floor) {
        return Verdict::Fire(Why::Starved, sight.level.min(fade.max(floor)));
    }
    let until_end = if sight.ended { sight.level - fade } else { sight.level - floor };
    let until_frame = match when {
        When::By(frame) => frame - sight.position - fade,
        _ => u64::MAX,
    };
    Verdict::Wait(until_end.min(until_frame).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FADE: u64 = 4000;
    const FLOOR: u64 = 200;

    fn sight(level: u64, ended: bool, unfed: u64) -> Sight {
        Sight { level, ended, unfed, position: 10_000 }
    }

    fn verdict(when: When, sight: Sight) -> Verdict {
        judge(when, FADE, FLOOR, sight)
    }

    #[test]
    fn power_is_constant_or_the_sum_is() {
        for step in 0..=100 {
            let t = step as f32 / 100.0;
            let (out, coming) = Curve::EqualPower.gains(t);
            assert!((out * out + coming * coming - 1.0).abs() < 1e-6);
            let (out, coming) = Curve::Linear.gains(t);
            assert!((out + coming - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn the_end_of_a_track_fires_exactly_a_fade_before_it() {
        assert_eq!(verdict(When::AtEnd, sight(4001, true, 0)), Verdict::Wait(1));
        assert_eq!(verdict(When::AtEnd, sight(4000, true, 0)), Verdict::Fire(Why::Ended, 4000));
        assert_eq!(verdict(When::AtEnd, sight(77, true, 0)), Verdict::Fire(Why::Ended, 77));
    }

    #[test]
    fn without_a_fade_the_last_frame_is_played() {
        assert_eq!(judge(When::AtEnd, 0, FLOOR, sight(1, true, 0)), Verdict::Wait(1));
        assert_eq!(judge(When::AtEnd, 0, FLOOR, sight(0, true, 0)), Verdict::Fire(Why::Ended, 0));
    }

    #[test]
    fn a_short_ring_that_is_being_refilled_plays_on() {
        assert_eq!(verdict(When::AtEnd, sight(1000, false, 400)), Verdict::Wait(800));
        assert_eq!(verdict(When::AtEnd, sight(1000, false, 1000)), Verdict::Fire(Why::Starved, 1000));
    }

    #[test]
    fn a_stalled_full_ring_is_left_with_the_whole_fade() {
        assert!(matches!(verdict(When::AtEnd, sight(4001, false, 3999)), Verdict::Wait(_)));
        assert_eq!(verdict(When::AtEnd, sight(4000, false, 4000)), Verdict::Fire(Why::Starved, 4000));
    }

    #[test]
    fn a_trickle_is_left_at_the_floor() {
        assert_eq!(verdict(When::AtEnd, sight(200, false, 0)), Verdict::Fire(Why::Starved, 200));
    }

    #[test]
    fn an_order_for_a_frame_has_faded_out_by_then() {
        assert_eq!(verdict(When::By(20_000), sight(40_000, false, 0)), Verdict::Wait(6000));
        assert_eq!(verdict(When::By(14_000), sight(40_000, false, 0)), Verdict::Fire(Why::Ordered, 4000));
        assert_eq!(verdict(When::By(11_000), sight(40_000, false, 0)), Verdict::Fire(Why::Ordered, 1000));
        assert_eq!(verdict(When::By(5), sight(40_000, false, 0)), Verdict::Fire(Why::Ordered, FLOOR / 20));
    }

    #[test]
    fn now_is_now() {
        assert_eq!(verdict(When::Now, sight(40_000, false, 0)), Verdict::Fire(Why::Ordered, 4000));
    }
}
