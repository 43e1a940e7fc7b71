//! What a rhythm section plays, bar after bar, in each style.

use crate::voices::Voice::{self, Kick, Rim, Shaker, Swish, Tap};

/// What the bass does with a beat. The first note under a new chord is always its root.
#[derive(Clone, Copy)]
pub enum Step {
    Root,
    Fifth,
    /// A semitone below or above the next root.
    Approach,
}

/// (beat, beats long, how hard 0–1).
pub type Hit = (f64, f64, f32);

/// Patterns are a bar each, taken in turn.
pub struct Groove {
    /// The chords' hand; a hit in the last half beat anticipates the next bar's chord.
    pub comp: &'static [&'static [Hit]],
    /// The same while only few play.
    pub quiet: &'static [&'static [Hit]],
    pub bass: &'static [&'static [(f64, f64, Step)]],
    /// (beat, instrument, how hard, from which layer on).
    pub drums: &'static [&'static [(f64, Voice, f32, u32)]],
}

pub static BOSSA: Groove = Groove {
    comp: &[
        &[(0.0, 1.2, 0.62), (1.5, 1.3, 0.70), (3.0, 0.8, 0.52)],
        &[(0.5, 0.8, 0.55), (1.5, 0.9, 0.64), (2.5, 1.3, 0.66)],
    ],
    quiet: &[&[(0.0, 2.4, 0.62), (2.5, 1.4, 0.50)], &[(0.0, 1.4, 0.56), (1.5, 2.3, 0.60)]],
    bass: &[
        &[(0.0, 1.4, Step::Root), (1.5, 0.4, Step::Fifth), (2.0, 1.4, Step::Fifth), (3.5, 0.4, Step::Root)],
        &[(0.0, 1.4, Step::Root), (1.5, 0.4, Step::Fifth), (2.0, 1.4, Step::Fifth), (3.5, 0.4, Step::Approach)],
    ],
    drums: &[
        &[
            (0.0, Kick, 0.50, 3),
            (0.0, Shaker, 0.55, 3),
            (0.5, Shaker, 0.30, 3),
            (1.0, Shaker, 0.40, 3),
            (1.5, Shaker, 0.50, 3),
            (1.5, Kick, 0.28, 3),
            (2.0, Kick, 0.45, 3),
            (2.0, Shaker, 0.42, 3),
            (2.5, Shaker, 0.30, 3),
            (3.0, Shaker, 0.50, 3),
            (3.5, Shaker, 0.38, 3),
            (3.5, Kick, 0.26, 3),
            (0.0, Rim, 0.34, 4),
            (1.5, Rim, 0.42, 4),
            (3.0, Rim, 0.36, 4),
        ],
        &[
            (0.0, Kick, 0.46, 3),
            (0.0, Shaker, 0.50, 3),
            (0.5, Shaker, 0.34, 3),
            (1.0, Shaker, 0.42, 3),
            (1.5, Shaker, 0.36, 3),
            (1.5, Kick, 0.26, 3),
            (2.0, Kick, 0.44, 3),
            (2.0, Shaker, 0.46, 3),
            (2.5, Shaker, 0.48, 3),
            (3.0, Shaker, 0.36, 3),
            (3.5, Shaker, 0.34, 3),
            (3.5, Kick, 0.26, 3),
            (1.0, Rim, 0.38, 4),
            (2.5, Rim, 0.42, 4),
        ],
    ],
};

pub static BALLAD: Groove = Groove {
    comp: &[&[(0.0, 1.7, 0.58), (2.5, 1.3, 0.52)], &[(0.0, 1.3, 0.52), (1.5, 0.5, 0.40), (2.0, 1.8, 0.56)]],
    quiet: &[&[(0.0, 2.0, 0.58), (2.0, 1.9, 0.46)]],
    bass: &[
        &[(0.0, 1.9, Step::Root), (2.0, 1.8, Step::Fifth)],
        &[(0.0, 1.9, Step::Root), (2.0, 0.95, Step::Fifth), (3.0, 0.9, Step::Approach)],
        &[(0.0, 1.4, Step::Root), (1.5, 0.4, Step::Root), (2.0, 1.8, Step::Fifth)],
        &[(0.0, 1.9, Step::Root), (2.0, 0.95, Step::Fifth), (3.0, 0.45, Step::Fifth), (3.5, 0.45, Step::Approach)],
    ],
    drums: &[
        &[
            (0.0, Swish, 0.60, 3),
            (1.0, Tap, 0.46, 3),
            (2.0, Swish, 0.54, 3),
            (3.0, Tap, 0.50, 3),
            (0.0, Kick, 0.26, 3),
            (1.5, Tap, 0.20, 4),
            (2.5, Tap, 0.14, 4),
            (3.5, Tap, 0.24, 4),
        ],
        &[
            (0.0, Swish, 0.58, 3),
            (1.0, Tap, 0.48, 3),
            (2.0, Swish, 0.56, 3),
            (3.0, Tap, 0.46, 3),
            (2.0, Kick, 0.20, 3),
            (0.5, Tap, 0.14, 4),
            (1.5, Tap, 0.24, 4),
            (3.5, Tap, 0.18, 4),
        ],
    ],
};

pub static WALTZ: Groove = Groove {
    comp: &[
        &[(1.0, 1.7, 0.56)],
        &[(1.0, 0.7, 0.52), (2.0, 0.8, 0.48)],
        &[(0.0, 1.3, 0.50), (1.5, 1.3, 0.58)],
        &[(1.0, 1.7, 0.54)],
    ],
    quiet: &[&[(0.0, 2.9, 0.58)], &[(0.0, 1.0, 0.48), (1.0, 1.9, 0.54)]],
    bass: &[
        &[(0.0, 2.7, Step::Root)],
        &[(0.0, 1.9, Step::Root), (2.0, 0.9, Step::Fifth)],
        &[(0.0, 2.7, Step::Root)],
        &[(0.0, 1.9, Step::Root), (2.0, 0.9, Step::Approach)],
    ],
    drums: &[
        &[(0.0, Swish, 0.58, 3), (1.0, Tap, 0.36, 3), (2.0, Tap, 0.30, 3), (0.0, Kick, 0.24, 3), (2.5, Tap, 0.16, 4)],
        &[(0.0, Swish, 0.52, 3), (1.0, Tap, 0.34, 3), (1.5, Tap, 0.14, 4), (2.0, Tap, 0.34, 3)],
    ],
};

pub static EASY: Groove = Groove {
    comp: &[&[(0.0, 2.4, 0.60), (2.5, 1.4, 0.50)], &[(0.0, 1.4, 0.56), (1.5, 0.5, 0.42), (2.0, 1.9, 0.54)]],
    quiet: &[&[(0.0, 3.8, 0.60)], &[(0.0, 1.9, 0.56), (2.0, 1.9, 0.50)]],
    bass: &[
        &[(0.0, 1.4, Step::Root), (1.5, 0.5, Step::Root), (2.5, 1.3, Step::Fifth)],
        &[(0.0, 1.4, Step::Root), (2.0, 1.4, Step::Root), (3.5, 0.45, Step::Approach)],
    ],
    drums: &[
        &[
            (0.0, Kick, 0.66, 3),
            (1.0, Tap, 0.56, 3),
            (2.5, Kick, 0.56, 3),
            (3.0, Tap, 0.60, 3),
            (0.0, Shaker, 0.24, 4),
            (0.5, Shaker, 0.34, 4),
            (1.0, Shaker, 0.22, 4),
            (1.5, Shaker, 0.36, 4),
            (2.0, Shaker, 0.24, 4),
            (2.5, Shaker, 0.34, 4),
            (3.0, Shaker, 0.22, 4),
            (3.5, Shaker, 0.38, 4),
        ],
        &[
            (0.0, Kick, 0.64, 3),
            (1.0, Tap, 0.58, 3),
            (1.5, Kick, 0.40, 3),
            (2.0, Kick, 0.52, 3),
            (3.0, Tap, 0.58, 3),
            (3.75, Tap, 0.18, 4),
            (0.5, Shaker, 0.34, 4),
            (1.5, Shaker, 0.36, 4),
            (2.5, Shaker, 0.34, 4),
            (3.5, Shaker, 0.30, 4),
        ],
    ],
};
