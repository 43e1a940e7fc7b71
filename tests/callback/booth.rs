//! A mixer with its desk, pulled by hand, and decks whose sound says which deck and frame it is.

use segue::audio::CHANNELS;
use segue::audio::mixer::{Desk, Mixer, Order, Report};
use segue::audio::ring::{Feeder, Voice, ring};
use segue::audio::segue::{Curve, Segue, When};
use segue::model::DeckId;

use super::guard;

/// Low, so that eight seconds of ring are little memory.
pub const RATE: u32 = 8_000;
/// Frames in a deck's ring.
pub const RING: usize = RATE as usize * 8;
/// The limiter's ceiling, in dBTP.
pub const CEILING: f32 = -1.0;

/// The code of a frame: the left channel says which deck (0 to 190), the right one which frame of it. Both are exact
/// in single precision, so that a gain of any other value than 1 is seen; and never loud enough for the limiter.
pub fn coded(deck: u64, frame: u64) -> [f32; CHANNELS] {
    [(deck + 64) as f32 / 1024.0, (frame % 8192) as f32 / 32_768.0]
}

/// The inverse of [`coded`]; `None` for anything that is no deck's frame.
pub fn decoded(frame: [f32; CHANNELS]) -> Option<(u64, u64)> {
    let (deck, number) = (frame[0] * 1024.0 - 64.0, frame[1] * 32_768.0);
    let whole = |value: f32| value >= 0.0 && value.fract() == 0.0;
    (whole(deck) && whole(number)).then_some((deck as u64, number as u64))
}

/// A deck's writing end, which knows what comes next.
pub struct Writer {
    pub feeder: Feeder,
    deck: u64,
    sound: fn(u64, u64) -> [f32; CHANNELS],
}

impl Writer {
    pub fn new(deck: u64, live: bool, sound: fn(u64, u64) -> [f32; CHANNELS]) -> (Self, Voice) {
        let (feeder, voice) = ring(DeckId(deck), live, RING);
        (Self { feeder, deck, sound }, voice)
    }

    /// Writes so many frames, or as many as there is room for.
    pub fn write(&mut self, frames: usize) {
        let at = self.feeder.position();
        let frames = frames.min(self.feeder.room()) as u64;
        let sound: Vec<f32> = (at..at + frames).flat_map(|frame| (self.sound)(self.deck, frame)).collect();
        assert_eq!(self.feeder.push(&sound), sound.len());
    }
}

/// See the module.
pub struct Booth {
    mixer: Mixer,
    pub desk: Desk,
    /// All that was heard.
    pub heard: Vec<f32>,
    /// Allocations and frees in [`Mixer::render`].
    pub breaches: usize,
}

impl Booth {
    pub fn new() -> Self {
        let (mixer, desk) = Mixer::new(RATE, CEILING);
        Self { mixer, desk, heard: Vec::new(), breaches: 0 }
    }

    pub fn order(&mut self, order: Order) {
        assert!(self.desk.orders.push(order).is_ok(), "the mixer takes its orders at each block");
    }

    pub fn arm(&mut self, to: Voice, fade: u64, when: When) {
        self.order(Order::Arm(Segue { to, curve: Curve::EqualPower, fade, when }));
    }

    /// Renders one block.
    pub fn pull(&mut self, frames: usize) {
        let at = self.heard.len();
        self.heard.resize(at + frames * CHANNELS, f32::NAN);
        let (mixer, block) = (&mut self.mixer, &mut self.heard[at..]);
        self.breaches += guard::calls(|| mixer.render(block));
    }

    /// Renders so many blocks of 256 frames.
    pub fn pull_blocks(&mut self, blocks: usize) {
        (0..blocks).for_each(|_| self.pull(256));
    }

    /// The reports so far.
    pub fn reports(&mut self) -> Vec<Report> {
        std::iter::from_fn(|| self.desk.reports.pop().ok()).collect()
    }
}
