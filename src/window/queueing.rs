//! What is done to the queue, and how one gets back from it.

use std::sync::Arc;

use super::app::Window;
use super::music::How;
use super::toasts::Tone;
use super::undo::Back;
use crate::model::Track;
use crate::player::{Command, Edit, Place, QueueView};

impl Window {
    /// Puts tracks in the queue. `at`: which of them is to be heard first, where `how` says that one is.
    pub(super) fn enqueue(&mut self, mut tracks: Vec<Arc<Track>>, at: usize, how: How) {
        if tracks.is_empty() {
            return self.toasts.say(self.words().get("nothing-to-play"), Tone::Wrong);
        }
        let count = tracks.len();
        let said = match how {
            How::Next => Some("queued-next"),
            How::End | How::At(_) => Some("queued-end"),
            How::Now | How::From(_) | How::Shuffled => {
                self.replaced();
                None
            }
        };
        let command = match how {
            How::Now => Command::Enqueue(tracks, Place::Now),
            How::From(_) => Command::PlayFrom { tracks, at },
            How::Shuffled => {
                fastrand::shuffle(&mut tracks);
                Command::Enqueue(tracks, Place::Now)
            }
            How::Next => Command::Enqueue(tracks, Place::Next),
            How::End => Command::Enqueue(tracks, Place::End),
            How::At(at) => Command::Queue(Edit::Insert { at, tracks }),
        };
        self.remote.send(command);
        if let Some(key) = said {
            self.deeds.own_queue = true;
            let text = self.words().with(key, &[("count", &count)]);
            self.toasts.say(text, Tone::Said);
        }
    }

    /// A queue that a person put together is not lost to a click: they can have it back.
    fn replaced(&mut self) {
        if std::mem::take(&mut self.deeds.own_queue) && !self.now.queue.tracks.is_empty() {
            self.undoable("queue-replaced", self.now.queue.length, vec![as_it_was(&self.now.queue)]);
        }
    }

    pub(super) fn queue(&mut self, edit: Edit) {
        let back = inverse(&self.now.queue, &edit);
        let said = match &edit {
            Edit::Clear => Some(("queue-cleared", self.now.queue.length)),
            Edit::Remove(_) => Some(("queue-removed", 1)),
            Edit::RemoveMany(places) => Some(("queue-removed", places.len())),
            Edit::Move { .. } | Edit::MoveMany { .. } => Some(("queue-moved", 0)),
            _ => None,
        };
        self.deeds.own_queue |= said.is_some();
        self.remote.send(Command::Queue(edit));
        if let (Some((key, count)), Some(back)) = (said, back) {
            self.undoable(key, count, back);
        }
    }

    fn undoable(&mut self, key: &str, count: usize, back: Vec<Edit>) {
        let said = self.words().with(key, &[("count", &count)]);
        self.deeds.undo.push(said.clone(), Back::Queue(back));
        self.toasts.say(said, Tone::Undoable);
    }
}

fn as_it_was(queue: &QueueView) -> Edit {
    Edit::Replace { tracks: queue.tracks.to_vec(), position: queue.position }
}

/// What undoes a change of this queue, even if others have added tracks to it meanwhile, where that is possible. `None`:
/// nothing is lost by it.
fn inverse(queue: &QueueView, edit: &Edit) -> Option<Vec<Edit>> {
    match edit {
        Edit::Clear => (!queue.tracks.is_empty()).then(|| vec![as_it_was(queue)]),
        Edit::Remove(place) => Some(put_back(queue, &[*place])),
        // With the current track goes the place in the queue: all of it is brought back.
        Edit::RemoveMany(places) if queue.position.is_some_and(|position| places.contains(&position)) => {
            Some(vec![as_it_was(queue)])
        }
        Edit::RemoveMany(places) => Some(put_back(queue, places)),
        Edit::Move { from, to } => Some(vec![Edit::Move { from: *to, to: *from }]),
        Edit::MoveMany { from, to } => {
            let first = *from.first()?;
            let together = from.iter().enumerate().all(|(index, place)| *place == first + index);
            Some(vec![if together {
                Edit::MoveMany { from: (*to..to + from.len()).collect(), to: first }
            } else {
                as_it_was(queue)
            }])
        }
        _ => None,
    }
}

/// Stretch by stretch, from the front: each finds its place as it was.
fn put_back(queue: &QueueView, places: &[usize]) -> Vec<Edit> {
    let mut sorted = places.to_vec();
    sorted.sort_unstable();
    let mut stretches: Vec<(usize, Vec<Arc<Track>>)> = Vec::new();
    for place in sorted {
        let Some(track) = queue.tracks.get(place) else { continue };
        match stretches.last_mut() {
            Some((at, tracks)) if *at + tracks.len() == place => tracks.push(track.clone()),
            _ => stretches.push((place, vec![track.clone()])),
        }
    }
    stretches.into_iter().map(|(at, tracks)| Edit::Insert { at, tracks }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queue::Queue;
    use crate::window::testing::song;
    use proptest::prelude::*;

    fn apply(queue: &mut Queue, edit: Edit) {
        match edit {
            Edit::RemoveMany(places) => queue.remove_many(&places),
            Edit::MoveMany { from, to } => queue.shift_many(&from, to),
            Edit::Insert { at, tracks } => queue.insert(at, tracks),
            Edit::Replace { tracks, position } => queue.replace(tracks, position, true),
            Edit::Clear => queue.clear(),
            other => panic!("{other:?}"),
        }
    }

    proptest! {
        #[test]
        fn every_change_has_a_way_back(places in proptest::collection::btree_set(0usize..12, 1..6), to in 0usize..7, position in 0usize..12, kind in 0..3) {
            let mut queue = Queue::default();
            queue.extend((0..12).map(|index| Arc::new(song(index).1)).collect());
            queue.go_to(position);
            let tracks: Vec<Arc<Track>> = queue.tracks().cloned().collect();
            let view = QueueView { length: 12, tracks: tracks.clone().into(), position: queue.position(), ..QueueView::default() };
            let places: Vec<usize> = places.into_iter().collect();
            let edit = match kind {
                0 => Edit::RemoveMany(places),
                1 => Edit::MoveMany { from: places, to },
                _ => Edit::Clear,
            };
            let back = inverse(&view, &edit).unwrap();
            apply(&mut queue, edit);
            back.into_iter().for_each(|edit| apply(&mut queue, edit));
            prop_assert!(queue.tracks().eq(tracks.iter()));
            prop_assert_eq!(queue.position(), Some(position));
        }
    }
}
