//! What a conductor begins with.

use super::*;

/// What a person named; else the queue of the last time, and how far its first track had played.
pub(super) fn first_queue(named: Vec<Arc<Track>>, repeat: Repeat, kept: Option<Kept>) -> (Queue, Option<Duration>) {
    if let (true, Some(kept)) = (named.is_empty(), kept) {
        let (mut queue, was_playing) = (Queue::restore(kept.queue), kept.elapsed);
        queue.step_back();
        return (queue, Some(was_playing));
    }
    let mut queue = Queue::default();
    named.into_iter().for_each(|track| queue.push(track));
    queue.set_repeat(repeat);
    (queue, None)
}

/// Of all that is the reserve, what is not named.
pub(super) fn marked_besides(all: &Reserve, named: &[ReserveSource]) -> Vec<ReserveSource> {
    all.sources.iter().filter(|source| !named.contains(source)).cloned().collect()
}

/// The music inside the binary.
pub(super) fn pieces() -> Vec<Track> {
    (0..last_resort::PIECES.len()).map(last_resort::track).collect()
}

/// Passes the library's word on into the inbox.
pub(super) fn pass_on(told: Receiver<Told>, to_inbox: Sender<Input>) {
    let pass = move || told.into_iter().for_each(|told| drop(to_inbox.send(Input::Library(told))));
    // Without the thread the library works on; only its word is not heard.
    let _ = thread::Builder::new().name("library's word".into()).spawn(pass);
}
