//! What is on air, and what is armed: the conductor's side of the mixer's standing order.

use std::time::Duration;

use rtrb::Producer;

use super::drill::Recorder;
use crate::audio::mixer::Order;
use crate::audio::ring::Voice;
use crate::audio::segue::{Curve, Segue, When};
use crate::model::{DeckId, FeedId, Now, Source};

/// What sounds, by the mixer's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sounding {
    /// Nothing has yet.
    Nothing,
    Local,
    Feed(FeedId),
}

impl Sounding {
    pub fn source(self) -> Source {
        match self {
            Sounding::Feed(feed) => Source::Feed(feed),
            _ => Source::Reserve,
        }
    }
}

/// What should be armed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wish {
    pub deck: DeckId,
    pub when: When,
    pub curve: Curve,
    /// In frames.
    pub fade: u64,
}

/// See the module's text.
pub struct Air {
    orders: Producer<Order>,
    rate: u32,
    pub sounding: Sounding,
    armed: Option<Wish>,
    pub switches: u64,
    pub drill: Option<Drill>,
}

/// A rehearsal under way.
pub struct Drill {
    pub recorder: Recorder,
    pub from: String,
    pub began: Now,
    /// When and to what the mixer switched, and the fade's length.
    pub switched: Option<(Now, String, Duration)>,
    /// When the fade was over.
    pub settled: Option<Now>,
}

impl Air {
    pub fn new(orders: Producer<Order>, rate: u32) -> Self {
        Self { orders, rate, sounding: Sounding::Nothing, armed: None, switches: 0, drill: None }
    }

    /// Frames in so much time.
    pub fn frames(&self, length: Duration) -> u64 {
        (length.as_secs_f64() * f64::from(self.rate)) as u64
    }

    /// Time that so many frames last.
    pub fn length(&self, frames: u64) -> Duration {
        Duration::from_secs_f64(frames as f64 / f64::from(self.rate))
    }

    /// Sends an order. The ring has room for hundreds, and the mixer reads it many times a second; should it be dead,
    /// the order is lost with it, and `false` says so.
    pub fn order(&mut self, order: Order) -> bool {
        self.orders.push(order).is_ok()
    }

    /// Arms the wish, if it is not armed already. `voice` yields the deck's voice, or nothing while it is on its way
    /// home; then the next call succeeds.
    pub fn arm(&mut self, wish: Wish, voice: impl FnOnce() -> Option<Voice>) {
        match self.armed {
            Some(armed) if armed == wish => {}
            Some(armed) if armed.deck == wish.deck => {
                let Wish { deck, when, fade, curve } = wish;
                if self.order(Order::Retime { deck, when, fade, curve }) {
                    self.armed = Some(wish);
                }
            }
            _ => {
                let Some(to) = voice() else { return };
                let Wish { when, fade, curve, .. } = wish;
                if self.order(Order::Arm(Segue { to, curve, fade, when })) {
                    self.armed = Some(wish);
                }
            }
        }
    }

    /// Takes the standing order back.
    pub fn disarm(&mut self) {
        if self.armed.take().is_some() {
            self.order(Order::Disarm);
        }
    }

    /// The armed deck.
    pub fn armed(&self) -> Option<DeckId> {
        self.armed.map(|wish| wish.deck)
    }

    /// The mixer has switched to this deck: if it was the armed one, that order is spent. Another one may have been armed
    /// since, and is.
    pub fn switched(&mut self, deck: DeckId, to: Sounding) {
        self.came_home(deck);
        let begun = self.sounding != Sounding::Nothing;
        self.switches += u64::from(begun && to.source() != self.sounding.source());
        self.sounding = to;
    }

    /// This deck's voice is with us or on air: it is armed no longer.
    pub fn came_home(&mut self, deck: DeckId) {
        self.armed.take_if(|wish| wish.deck == deck);
    }
}
