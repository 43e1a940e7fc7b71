//! What the player has told, as far as it outlives its moment.

use std::time::Duration;

use super::toasts::Tone;
use crate::player::{Event, Happened, Seam, Snapshot};

/// See the module's text.
#[derive(Default)]
pub struct News {
    pub drill: Drill,
    /// Why nothing can be heard, and what to do.
    pub no_device: Option<(String, String)>,
}

/// A failure on purpose.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Drill {
    #[default]
    Never,
    /// What was cut off, as a sentence; and when the player had run for so long.
    Going {
        what: String,
        since: Duration,
    },
    Over(Seam),
}

impl News {
    /// Takes note. What a person should read at once is given back.
    pub fn hear(&mut self, happened: Happened, now: &Snapshot) -> Option<(String, Tone)> {
        match happened.event {
            Event::Notice { text } => return Some((text, Tone::Said)),
            Event::Skipped { sentence, .. } => return Some((sentence, Tone::Wrong)),
            Event::NoDevice { sentence, remedy, .. } => self.no_device = Some((sentence, remedy)),
            Event::Device { .. } => self.no_device = None,
            Event::DrillBegun { what } => self.drill = Drill::Going { what, since: now.running },
            Event::DrillDone { seam } => self.drill = Drill::Over(seam),
            _ => {}
        }
        None
    }

    /// The player gives up on a drill by itself, with a notice; then nothing is going on any more.
    pub fn look(&mut self, now: &Snapshot) {
        /// Between the event and the snapshot that shows it.
        const MOMENT: Duration = Duration::from_secs(2);
        if let Drill::Going { since, .. } = self.drill
            && !now.drill
            && now.running.saturating_sub(since) > MOMENT
        {
            self.drill = Drill::Never;
        }
    }
}
