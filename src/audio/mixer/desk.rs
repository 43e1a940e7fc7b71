//! What passes between the conductor and the mixer.

use std::sync::Arc;

use rtrb::{Consumer, Producer};

use crate::audio::equaliser::Design;
use crate::audio::meter::Meter;
use crate::audio::ring::Voice;
use crate::audio::segue::{Curve, Segue, When, Why};
use crate::model::{DeckId, Mark};

/// What the conductor tells the mixer.
#[expect(clippy::large_enum_variant, reason = "a box would have to be freed in the callback")]
pub enum Order {
    /// Replaces the standing order.
    Arm(Segue),
    /// Changes how the armed deck is come to; if another one is armed by now, nothing.
    Retime { deck: DeckId, when: When, fade: u64, curve: Curve },
    /// Takes the standing order back; the floor stays.
    Disarm,
    /// When what sounds has ended, stop: no rescue is wanted. Or it is again.
    Finish(bool),
    /// Replaces the voice of last resort.
    Floor(Voice),
    /// What the equaliser does from now on; come to without a click.
    Equalise(Design),
    /// The master gain, reached within so many frames.
    Volume { gain: f32, frames: u32 },
    /// Holds what sounds (a live voice goes on unheard), or lets it go on.
    Pause(bool),
    /// As a pause, but gone to within so many frames.
    Hush { frames: u32 },
    /// The limiter's ceiling, in dBTP.
    Ceiling(f32),
    /// Fades to silence within so many frames, reports [`Report::Stopped`] and stays silent.
    Stop { frames: u32 },
}

/// What the mixer tells the conductor. `frame` counts rendered frames.
#[derive(Debug)]
pub enum Report {
    /// A segue has begun, with a fade of so many frames, at this frame of the coming deck.
    Switched { from: Option<DeckId>, to: DeckId, frame: u64, why: Why, fade: u64, position: u64 },
    /// The segue is over: a new one may be armed.
    Settled { on_air: DeckId },
    /// A mark of the voice on air has been heard.
    Heard { deck: DeckId, mark: Mark },
    /// The fade to silence is over.
    Stopped,
}

/// The conductor's end.
pub struct Desk {
    pub orders: Producer<Order>,
    pub reports: Consumer<Report>,
    /// Voices that are no longer needed come home here, to be freed outside the callback.
    pub returned: Consumer<Voice>,
    /// A copy of what is rendered, for instruments; when nobody reads it, it is full of old sound.
    pub tap: Consumer<f32>,
    pub meter: Arc<Meter>,
}
