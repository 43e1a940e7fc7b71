//! What a person may choose about failing over. The configuration maps onto these.

use std::time::Duration;

/// How a feed's first connection of the session comes on air.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// With the first second of decoded sound: for listeners. The buffer grows while it plays.
    #[default]
    Fast,
    /// With a full buffer; local music plays until then: for kiosks.
    Full,
}

/// When a feed that has recovered comes back. Falling back never waits for this, only coming back does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Return {
    /// When the local track that is playing ends.
    #[default]
    TrackEnd,
    /// As soon as it has passed its probation.
    Now,
    /// When a person asks for it ("Try now"), once for each time asked.
    Manual,
}

/// The machine's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    pub start: Start,
    pub return_: Return,
    /// How long a feed must behave, unheard, before it comes back. At least 1 s; doubled for a feed that flaps.
    pub probation: Duration,
    /// How much sound should lie between the network and the ear.
    pub buffer: Duration,
    /// How much silence in the stream counts as dead air. Up to 3 s the listener never meets it, even where the
    /// decoder sees less than this ahead; a longer setting says that silences are part of the programme.
    pub dead_air: Duration,
    /// Whether noise where music was counts as a fault.
    pub noise: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            start: Start::default(),
            return_: Return::default(),
            probation: Duration::from_secs(10),
            buffer: Duration::from_secs(15),
            dead_air: Duration::from_secs(2),
            noise: true,
        }
    }
}
