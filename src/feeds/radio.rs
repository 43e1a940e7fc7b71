//! A radio stream with its mirrors: raced, poured into a buffer, reported.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::{AbortHandle, JoinSet};
use tokio::time::timeout;
use url::Url;

use crate::audio::decoder::Live;
use crate::clock::Clock;
use crate::fault::Fault;
use crate::model::Feed;
use crate::net::Net;
use crate::net::buffer::{CAPACITY, StreamBuffer, Writer};
use crate::net::http::{Deadlines, NetFault};
use crate::net::stream::{self, Stream};

/// The compressed stream, as a decoder reads it: blocks until bytes come, cannot be wound.
pub use crate::net::buffer::Reader as RadioReader;

/// How long a mirror has the race to itself before the next one is started too.
const STAGGER: Duration = Duration::from_millis(250);

/// What a connection reports, in this order: `Failed`, or `Connected`, any number of `Bytes`, `Lost`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// No mirror brought sound; this is what the most wanted one said.
    Failed { fault: Fault, retry_after: Option<Duration> },
    /// A mirror's first bytes of sound are there. `bitrate` in kbit/s; all three as the server says them.
    Connected { mirror: usize, mime: Option<String>, name: Option<String>, bitrate: Option<u32> },
    /// Bytes since the last such report. None come while no bytes do, or while the buffer is full.
    Bytes { received: u64 },
    /// The stream is over.
    Lost { fault: Fault },
}

/// A feed's connection. Dropping it ends everything at once, without waiting: the task is cancelled, a reader
/// that waits for bytes fails.
#[derive(Debug)]
pub struct Connection {
    task: AbortHandle,
    buffer: StreamBuffer,
    reader: Option<RadioReader>,
}

/// Connects to the first of `feed`'s mirrors that delivers. `report` is called on the network's threads, so it
/// must be quick; a report may still come while the connection is being dropped.
pub fn connect(feed: &Feed, net: &Net, clock: Clock, report: impl Fn(News) + Send + Sync + 'static) -> Connection {
    let (writer, reader, buffer) = StreamBuffer::new(CAPACITY);
    let task = net.spawn(run(feed.urls.clone(), net.clone(), clock, writer, report)).abort_handle();
    Connection { task, buffer, reader: Some(reader) }
}

impl Connection {
    /// The decoder's end; handed out once.
    pub fn reader(&mut self) -> Option<RadioReader> {
        self.reader.take()
    }

    /// For the deck that decodes the reader, and for whoever watches it.
    pub fn live(&self) -> Arc<dyn Live> {
        Arc::new(self.buffer.clone())
    }

    /// Ends the connection at once: nothing more is received, and a reader fails, whatever still waits.
    pub fn cut(&self) {
        // In this order: a reader that wakes as the task dies must find itself cancelled, not at a proper end.
        self.buffer.cancel();
        self.task.abort();
    }

    /// `true` while the server is made to wait because the decoder is slower: silence is then no stall.
    pub fn is_full(&self) -> bool {
        self.buffer.is_full()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.cut();
    }
}

impl Live for StreamBuffer {
    fn waiting(&self) -> u64 {
        StreamBuffer::waiting(self)
    }

    fn read(&self) -> u64 {
        self.read_total()
    }

    fn title_due(&self) -> Option<Arc<str>> {
        StreamBuffer::title_due(self)
    }

    fn cancel(&self) {
        StreamBuffer::cancel(self);
    }
}

async fn run(urls: Vec<Url>, net: Net, clock: Clock, writer: Writer, report: impl Fn(News)) {
    let (mirror, mut stream) = match race(&urls, &net, clock).await {
        Ok(winner) => winner,
        Err(NetFault { fault, retry_after }) => return report(News::Failed { fault, retry_after }),
    };
    let (mime, name) = (stream.mime.take(), stream.name.take());
    report(News::Connected { mirror, mime, name, bitrate: stream.bitrate });
    if let Err(fault) = stream.pour(&writer, clock, |received| report(News::Bytes { received })).await {
        report(News::Lost { fault });
    }
}

/// The first mirror that delivers, and its number. The others are cancelled as the set is dropped.
async fn race(urls: &[Url], net: &Net, clock: Clock) -> Result<(usize, Stream), NetFault> {
    let deadlines = Deadlines::usual(&clock);
    let mut running = JoinSet::new();
    let mut waiting = urls.iter().cloned().enumerate();
    let mut faults = Vec::new();
    loop {
        // Each turn starts one more: the last one has failed, or has had its time alone.
        if let Some((mirror, url)) = waiting.next() {
            let net = net.clone();
            running.spawn(async move { (mirror, stream::connect(&net, &url, deadlines).await) });
        }
        let patience = if waiting.len() > 0 { clock.wait(STAGGER) } else { Duration::MAX };
        match timeout(patience, running.join_next()).await {
            Ok(Some(Ok((mirror, Ok(stream))))) => return Ok((mirror, stream)),
            Ok(Some(Ok((mirror, Err(fault))))) => faults.push((mirror, fault)),
            Ok(None) => return Err(most_wanted(faults)),
            Ok(Some(Err(_))) | Err(_) => {}
        }
    }
}

fn most_wanted(faults: Vec<(usize, NetFault)>) -> NetFault {
    let first = faults.into_iter().min_by_key(|(mirror, _)| *mirror);
    first.map_or_else(|| Fault::BadUrl { url: String::new() }.into(), |(_, fault)| fault)
}

#[cfg(test)]
mod tests;
