//! Other settings while the music plays.

use super::*;
use crate::reserve::Means;

impl Conductor {
    /// What sounds goes on: the mixer, the decks and the machine take over what is new to them.
    pub(super) fn tune(&mut self, tuning: Tuning) {
        let before = std::mem::replace(&mut self.tuning, Arc::new(tuning));
        let tuning = self.tuning.clone();
        if before.ceiling != tuning.ceiling {
            self.order(Order::Ceiling(tuning.ceiling));
        }
        if before.gaps != tuning.gaps {
            self.means = Means { gaps: tuning.gaps, ..self.means.clone() };
            self.ladder.set_gaps(tuning.gaps);
        }
        if before.probe != tuning.probe {
            self.prober = tuning.prober();
        }
        self.decks.tune(tuning.longest_fade(), tuning.terms());
        self.links.tune(tuning.terms());
        self.machine.tune(tuning.failover);
        self.step(Observation::Tick);
    }
}
