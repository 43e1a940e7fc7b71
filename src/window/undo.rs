//! The way back from what was done.

use super::change::Change;
use crate::player::Edit;

/// What undoes something.
#[derive(Clone, Debug, PartialEq)]
pub enum Back {
    Change(Change),
    /// Steps in the queue, in this order.
    Queue(Vec<Edit>),
    /// The text of the settings file before, and as it was left.
    Settings {
        before: String,
        after: String,
    },
}

/// So many steps back are possible.
const DEEPEST: usize = 50;

/// What was done, the newest last.
#[derive(Default)]
pub struct Undo {
    steps: Vec<(String, Back)>,
}

impl Undo {
    /// `said`: what was done, as a sentence.
    pub fn push(&mut self, said: String, back: Back) {
        self.steps.push((said, back));
        if self.steps.len() > DEEPEST {
            self.steps.remove(0);
        }
    }

    /// Takes the newest step.
    pub fn pop(&mut self) -> Option<(String, Back)> {
        self.steps.pop()
    }
}
