//! A deck's ring: samples one way, lock-free, and beside them the marks that say what a frame means.
//!
//! The [`Feeder`] stays with the deck's thread, the [`Voice`] travels to the mixer and back. The writer is woken
//! when there is room again; nobody polls.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::Thread;

use rtrb::{Consumer, Producer, RingBuffer};

use super::CHANNELS;
use super::loudness::{Hand, Knob};
use crate::model::{DeckId, Mark, Meaning};

/// Marks that fit beside the samples. A stream that changes its title more often loses the surplus.
const MARKS: usize = 256;

/// What both ends of a ring and any onlooker can read at any time, in frames.
#[derive(Debug, Default)]
pub struct Gauge {
    written: AtomicU64,
    read: AtomicU64,
    writer: OnceLock<Thread>,
    knob: Knob,
}

impl Gauge {
    /// Frames that have left the ring: the deck's position as it is heard.
    pub fn read(&self) -> u64 {
        self.read.load(Ordering::Acquire)
    }

    /// Frames that have entered the ring.
    pub fn written(&self) -> u64 {
        self.written.load(Ordering::Acquire)
    }

    /// Frames in the ring.
    pub fn level(&self) -> u64 {
        self.written().saturating_sub(self.read())
    }

    /// The gain with which the ring is heard.
    pub fn knob(&self) -> &Knob {
        &self.knob
    }

    /// Wakes the writing thread, should it wait for room. Never waits itself.
    pub fn wake_writer(&self) {
        if let Some(writer) = self.writer.get() {
            writer.unpark();
        }
    }
}

/// Makes a ring for `frames` stereo frames.
pub fn ring(deck: DeckId, live: bool, frames: usize) -> (Feeder, Voice) {
    let (samples_in, samples_out) = RingBuffer::new(frames * CHANNELS);
    let (marks_in, marks_out) = RingBuffer::new(MARKS);
    let gauge = Arc::new(Gauge::default());
    let feeder = Feeder { samples: samples_in, marks: marks_in, gauge: gauge.clone() };
    let nudge_every = (frames / 16).max(1) as u64;
    let voice = Voice {
        deck,
        live,
        samples: samples_out,
        marks: marks_out,
        gauge,
        hand: Hand::default(),
        read: 0,
        nudged: 0,
        nudge_every,
        seen: 0,
        unfed: 0,
    };
    (feeder, voice)
}

/// The writing end. When it is dropped, the ring ends behind its last frame: an end of file and a dead decoder
/// look the same.
pub struct Feeder {
    samples: Producer<f32>,
    marks: Producer<Mark>,
    gauge: Arc<Gauge>,
}

impl Feeder {
    /// Names the calling thread as the one to wake when there is room.
    pub fn write_from_here(&self) {
        let _ = self.gauge.writer.set(std::thread::current());
    }

    /// The counters, for onlookers.
    pub fn gauge(&self) -> Arc<Gauge> {
        self.gauge.clone()
    }

    /// Frames written so far, which is the next frame's number.
    pub fn position(&self) -> u64 {
        self.gauge.written()
    }

    /// Nobody will ever read this ring again.
    pub fn abandoned(&self) -> bool {
        self.samples.is_abandoned()
    }

    /// Frames for which there is room.
    pub fn room(&self) -> usize {
        self.samples.slots() / CHANNELS
    }

    /// Writes as many whole frames as fit and says how many samples those were.
    pub fn push(&mut self, samples: &[f32]) -> usize {
        let take = samples.len().min(self.room() * CHANNELS);
        if self.samples.push_entire_slice(&samples[..take]).is_err() {
            return 0;
        }
        self.gauge.written.fetch_add((take / CHANNELS) as u64, Ordering::Release);
        take
    }

    /// Says what the frame numbered `frame` means. Marks are to be given in the order of their frames.
    pub fn mark(&mut self, frame: u64, what: Meaning) {
        // Full only if a stream floods us with titles: then losing some is right.
        let _ = self.marks.push(Mark { frame, what });
    }
}

/// The reading end: what a deck sounds like. Owned by whoever listens: a prover, or the mixer.
pub struct Voice {
    deck: DeckId,
    live: bool,
    samples: Consumer<f32>,
    marks: Consumer<Mark>,
    gauge: Arc<Gauge>,
    hand: Hand,
    read: u64,
    nudged: u64,
    nudge_every: u64,
    seen: u64,
    unfed: u64,
}

impl Voice {
    pub fn deck(&self) -> DeckId {
        self.deck
    }

    /// A live voice cannot be held: while it is paused it goes on unheard.
    pub fn live(&self) -> bool {
        self.live
    }

    /// Frames read so far.
    pub fn position(&self) -> u64 {
        self.read
    }

    /// Frames that can be read now.
    pub fn level(&self) -> u64 {
        (self.samples.slots() / CHANNELS) as u64
    }

    /// Nothing will be added to what the ring holds. Ask this before [`Voice::level`]: then the level is final.
    pub fn ended(&self) -> bool {
        self.samples.is_abandoned()
    }

    /// Frames read since the ring was last refilled.
    pub fn unfed(&self) -> u64 {
        self.unfed
    }

    /// Reads up to `out`'s length, at the gain of [`Gauge::knob`], and says how many frames that were. Never blocks,
    /// allocates or frees.
    pub fn read(&mut self, out: &mut [f32]) -> usize {
        let want = out.len().min(self.samples.slots() / CHANNELS * CHANNELS);
        if self.samples.pop_entire_slice(&mut out[..want]).is_err() {
            return 0;
        }
        if want > 0 {
            self.hand.apply(&self.gauge.knob, &mut out[..want]);
        }
        self.advance(want / CHANNELS);
        want / CHANNELS
    }

    /// Throws away up to `frames` frames unheard, and the titles with them.
    pub fn skip(&mut self, frames: u64) {
        let samples = self.samples.slots().min(frames as usize * CHANNELS) / CHANNELS * CHANNELS;
        if let Ok(chunk) = self.samples.read_chunk(samples) {
            chunk.commit_all();
            self.advance(samples / CHANNELS);
        }
    }

    /// While a live voice waits unheard: after `frames` of time, throws away as much, as far as the ring is over seven
    /// eighths full. What waits stays young, and nothing is lost of a stream that has stalled.
    pub fn keep_fresh(&mut self, frames: u64) {
        let full = (self.samples.buffer().capacity() / CHANNELS * 7 / 8) as u64;
        self.skip(self.level().saturating_sub(full).min(frames));
    }

    /// The next mark whose frame has been read. Moves it out; frees nothing.
    pub fn due(&mut self) -> Option<Mark> {
        let due = self.marks.peek().is_ok_and(|mark| mark.frame < self.read);
        if due { self.marks.pop().ok() } else { None }
    }

    fn advance(&mut self, frames: usize) {
        self.read += frames as u64;
        self.gauge.read.store(self.read, Ordering::Release);
        let written = self.gauge.written();
        self.unfed = if written == self.seen { self.unfed + frames as u64 } else { 0 };
        self.seen = written;
        if self.read - self.nudged >= self.nudge_every {
            self.nudged = self.read;
            // Waking is one system call that never waits; it happens twice a second.
            self.gauge.wake_writer();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> Meaning {
        Meaning::Title(text.into())
    }

    #[test]
    fn whole_frames_go_in_and_come_out() {
        let (mut feeder, mut voice) = ring(DeckId(1), false, 4);
        assert_eq!(feeder.push(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]), 8);
        assert_eq!((feeder.room(), voice.level()), (0, 4));
        let mut out = [0.0; 6];
        assert_eq!(voice.read(&mut out), 3);
        assert_eq!(out, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        assert_eq!((voice.position(), voice.level(), feeder.room()), (3, 1, 3));
    }

    #[test]
    fn a_mark_is_due_with_its_frame_and_not_before() {
        let (mut feeder, mut voice) = ring(DeckId(1), false, 8);
        feeder.mark(0, title("first"));
        feeder.mark(2, title("second"));
        feeder.push(&[0.0; 16]);
        assert_eq!(voice.due(), None);
        voice.read(&mut [0.0; 4]);
        assert_eq!(voice.due().map(|mark| mark.what), Some(title("first")));
        assert_eq!(voice.due(), None);
        voice.read(&mut [0.0; 2]);
        assert_eq!(voice.due().map(|mark| mark.what), Some(title("second")));
    }

    #[test]
    fn a_dropped_feeder_ends_the_ring_behind_its_last_frame() {
        let (mut feeder, mut voice) = ring(DeckId(1), false, 8);
        feeder.push(&[0.5; 4]);
        assert!(!voice.ended());
        drop(feeder);
        assert!(voice.ended());
        assert_eq!(voice.read(&mut [0.0; 16]), 2);
    }

    #[test]
    fn unfed_counts_what_was_read_since_the_last_refill() {
        let (mut feeder, mut voice) = ring(DeckId(1), true, 64);
        feeder.push(&[0.0; 40]);
        voice.read(&mut [0.0; 8]);
        voice.read(&mut [0.0; 8]);
        assert_eq!(voice.unfed(), 4);
        feeder.push(&[0.0; 2]);
        voice.read(&mut [0.0; 8]);
        assert_eq!(voice.unfed(), 0);
    }

    #[test]
    fn a_waiting_voice_is_kept_fresh_while_its_ring_is_full() {
        let (mut feeder, mut voice) = ring(DeckId(1), true, 80);
        feeder.push(&[0.0; 160]);
        voice.keep_fresh(6);
        assert_eq!(voice.level(), 74);
        voice.keep_fresh(100);
        assert_eq!(voice.level(), 70);
        voice.keep_fresh(100);
        assert_eq!(voice.level(), 70);
    }

    #[test]
    fn what_is_read_is_at_the_gain_and_what_was_skipped_was_not_heard() {
        let (mut feeder, mut voice) = ring(DeckId(1), true, 64);
        feeder.push(&[0.5; 40]);
        voice.skip(4);
        feeder.gauge().knob().turn(-6.0206, 0.5, 44_100);
        let mut out = [0.0; 4];
        voice.read(&mut out);
        assert!(out.iter().all(|sample| (sample - 0.25).abs() < 1e-5), "{out:?}");
    }

    #[test]
    fn skipping_moves_the_position() {
        let (mut feeder, mut voice) = ring(DeckId(1), true, 64);
        feeder.push(&[0.0; 40]);
        voice.skip(15);
        assert_eq!((voice.position(), voice.level()), (15, 5));
    }
}
