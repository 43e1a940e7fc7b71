//! The place where async ends: a bounded queue of bytes between a network task and a decoder's thread.

use std::collections::VecDeque;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use symphonia::core::io::MediaSource;
use tokio::sync::Notify;

use super::icy::Title;

/// Bytes that may wait before the network is made to wait: over four minutes of sound at 128 kbit/s.
pub const CAPACITY: usize = 4 << 20;

/// A read hands out no more than this, so that the decoder's own read-ahead stays small and a stall is
/// seen in [`StreamBuffer::waiting`], not hidden behind it.
const LARGEST_READ: usize = 1024;
/// A reader waits so long for more than a crumb.
const LINGER: Duration = Duration::from_millis(100);

/// The shared middle: counts, titles, cancellation. Copies are the same buffer.
#[derive(Clone, Debug)]
pub struct StreamBuffer(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    capacity: usize,
    readable: Condvar,
    writable: Notify,
}

#[derive(Debug, Default)]
struct State {
    bytes: VecDeque<u8>,
    received: u64,
    read: u64,
    titles: VecDeque<Title>,
    life: Life,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Life {
    #[default]
    Flowing,
    /// No more will come; what waits may still be read.
    Ended,
    /// Nobody wants the rest.
    Cancelled,
}

/// The network's end. Dropping it ends the stream: the reader gets what waits, then `Ok(0)`.
#[derive(Debug)]
pub struct Writer(StreamBuffer);

/// The decoder's end: blocks until bytes are there. Dropping it cancels.
#[derive(Debug)]
pub struct Reader(StreamBuffer);

/// The writer was told that nobody reads any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl StreamBuffer {
    /// A buffer in which about `capacity` bytes may wait (a write that begins below it is taken whole).
    pub fn new(capacity: usize) -> (Writer, Reader, Self) {
        let shared = Shared { state: Mutex::default(), capacity, readable: Condvar::new(), writable: Notify::new() };
        let buffer = Self(Arc::new(shared));
        (Writer(buffer.clone()), Reader(buffer.clone()), buffer)
    }

    /// Bytes received and not yet read.
    pub fn waiting(&self) -> u64 {
        self.state().bytes.len() as u64
    }

    /// `true` while the network is made to wait because the reader is slower: silence is then no stall.
    pub fn is_full(&self) -> bool {
        self.state().bytes.len() >= self.0.capacity
    }

    /// Bytes read since the start.
    pub fn read_total(&self) -> u64 {
        self.state().read
    }

    /// Bytes received since the start.
    pub fn received_total(&self) -> u64 {
        self.state().received
    }

    /// The next title whose place in the stream the reader has reached. Each is told once.
    pub fn title_due(&self) -> Option<Arc<str>> {
        let mut state = self.state();
        let read = state.read;
        state.titles.pop_front_if(|title| title.at <= read).map(|title| title.text)
    }

    /// Wakes both ends at once: the reader's call fails, the writer gives up.
    pub fn cancel(&self) {
        self.close(Life::Cancelled);
    }

    fn close(&self, life: Life) {
        let mut state = self.state();
        if state.life != Life::Cancelled {
            state.life = life;
        }
        drop(state);
        self.0.readable.notify_all();
        self.0.writable.notify_one();
    }

    /// Held for microseconds only, never across an await. A poisoned lock still guards sound bytes.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Writer {
    /// Hands over `bytes` and the titles in them; waits while the buffer is full.
    ///
    /// # Errors
    /// [`Cancelled`] if nobody reads any more.
    pub async fn write(&self, bytes: &[u8], titles: Vec<Title>) -> Result<(), Cancelled> {
        while !self.try_write(bytes, &titles)? {
            // A permit is stored if the reader was quicker than this await, so no wake-up is lost.
            self.0.0.writable.notified().await;
        }
        Ok(())
    }

    fn try_write(&self, bytes: &[u8], titles: &[Title]) -> Result<bool, Cancelled> {
        let mut state = self.0.state();
        if state.life == Life::Cancelled {
            return Err(Cancelled);
        }
        if state.bytes.len() >= self.0.0.capacity {
            return Ok(false);
        }
        state.bytes.extend(bytes);
        state.received += bytes.len() as u64;
        state.titles.extend(titles.iter().cloned());
        let enough = state.bytes.len() >= LARGEST_READ;
        drop(state);
        if enough {
            self.0.0.readable.notify_all();
        }
        Ok(true)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.0.close(Life::Ended);
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl Read for Reader {
    /// Blocks until there are bytes. `Ok(0)` at the end; `ConnectionAborted` once cancelled.
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        let wanted = into.len().min(LARGEST_READ);
        let shared = &self.0.0;
        let mut state = self.0.state();
        loop {
            // A stream comes in crumbs: each would wake the decoder for next to nothing.
            let few = |state: &mut State| state.bytes.len() < wanted && state.life == Life::Flowing;
            let waited = shared.readable.wait_timeout_while(state, LINGER, few);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
            if !state.bytes.is_empty() || state.life != Life::Flowing {
                break;
            }
        }
        if state.life == Life::Cancelled {
            return Err(io::Error::new(io::ErrorKind::ConnectionAborted, "the stream was ejected"));
        }
        let read = state.bytes.read(&mut into[..wanted])?;
        state.read += read as u64;
        drop(state);
        shared.writable.notify_one();
        Ok(read)
    }
}

impl Seek for Reader {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Err(io::Error::new(io::ErrorKind::Unsupported, "a live stream cannot be wound"))
    }
}

impl MediaSource for Reader {
    fn is_seekable(&self) -> bool {
        false
    }

    fn byte_len(&self) -> Option<u64> {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::pin;
    use std::sync::mpsc;
    use std::task::{Context, Poll, Waker};
    use std::thread;

    use super::*;

    /// Polls a write that must be able to finish at once.
    fn write(writer: &Writer, bytes: &[u8], titles: Vec<Title>) -> Poll<Result<(), Cancelled>> {
        pin!(writer.write(bytes, titles)).poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn bytes_come_in_order_in_small_reads_and_then_the_end() {
        let (writer, mut reader, buffer) = StreamBuffer::new(CAPACITY);
        let sent: Vec<u8> = (0..5000_u32).map(|n| n as u8).collect();
        assert_eq!(write(&writer, &sent, Vec::new()), Poll::Ready(Ok(())));
        assert_eq!((buffer.waiting(), buffer.received_total(), buffer.read_total()), (5000, 5000, 0));
        let mut first = vec![0; 4096];
        assert_eq!(reader.read(&mut first).unwrap(), LARGEST_READ);
        assert_eq!((buffer.waiting(), buffer.read_total()), (3976, 1024));
        drop(writer);
        first.truncate(LARGEST_READ);
        reader.read_to_end(&mut first).unwrap();
        assert_eq!(first, sent);
    }

    #[test]
    fn a_title_is_due_when_its_byte_is_reached() {
        let (writer, mut reader, buffer) = StreamBuffer::new(CAPACITY);
        let titles = vec![Title { at: 4, text: "One".into() }, Title { at: 5, text: "Two".into() }];
        assert!(write(&writer, b"abcdef", titles).is_ready());
        reader.read_exact(&mut [0; 3]).unwrap();
        assert_eq!(buffer.title_due(), None);
        reader.read_exact(&mut [0; 2]).unwrap();
        assert_eq!(buffer.title_due().as_deref(), Some("One"));
        assert_eq!(buffer.title_due().as_deref(), Some("Two"));
        assert_eq!(buffer.title_due(), None);
    }

    #[test]
    fn a_full_buffer_makes_the_writer_wait_until_it_is_read() {
        let (writer, mut reader, buffer) = StreamBuffer::new(4);
        assert!(write(&writer, b"abcdef", Vec::new()).is_ready());
        assert!(buffer.is_full());
        let mut second = pin!(writer.write(b"gh", Vec::new()));
        let mut context = Context::from_waker(Waker::noop());
        assert!(second.as_mut().poll(&mut context).is_pending());
        reader.read_exact(&mut [0; 3]).unwrap();
        assert_eq!(second.poll(&mut context), Poll::Ready(Ok(())));
        assert_eq!(buffer.waiting(), 5);
    }

    #[test]
    fn cancelling_wakes_a_blocked_read_and_stops_the_writer() {
        let (writer, mut reader, buffer) = StreamBuffer::new(CAPACITY);
        let (blocked, about_to_block) = mpsc::channel();
        let read = thread::spawn(move || {
            blocked.send(()).unwrap();
            reader.read(&mut [0; 8])
        });
        about_to_block.recv().unwrap();
        buffer.cancel();
        assert_eq!(read.join().unwrap().unwrap_err().kind(), io::ErrorKind::ConnectionAborted);
        assert_eq!(write(&writer, b"late", Vec::new()), Poll::Ready(Err(Cancelled)));
    }

    #[test]
    fn a_dropped_reader_stops_a_waiting_writer() {
        let (writer, reader, _) = StreamBuffer::new(1);
        assert!(write(&writer, b"full", Vec::new()).is_ready());
        let mut second = pin!(writer.write(b"more", Vec::new()));
        let mut context = Context::from_waker(Waker::noop());
        assert!(second.as_mut().poll(&mut context).is_pending());
        drop(reader);
        assert_eq!(second.poll(&mut context), Poll::Ready(Err(Cancelled)));
    }
}
