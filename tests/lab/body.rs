//! What follows the headers: sound at the pace of a live station, and whatever a fault makes of it.

use std::io;
use std::sync::Arc;
use std::time::Instant;

use super::clip::Clip;
use super::connection::{Condition, Conn};
use super::faults::Fault;
use super::icy::Icy;
use super::server::Shared;
use super::wire::Wire;

/// How much music a server keeps for a client that lags, in seconds; Icecast keeps 512 KiB, about as much.
const QUEUE: f64 = 30.0;
const PAGE: &str = "<html><body><h1>We'll be right back</h1><p>This page is not music.</p></body></html>\n";

/// Where bytes come from.
pub(crate) enum Source {
    /// A clip, for ever, from the byte `at`.
    Live {
        clip: Arc<Clip>,
        at: usize,
    },
    /// A file, once, as fast as it is taken.
    File {
        bytes: Arc<[u8]>,
        at: usize,
    },
    Random,
    Page,
}

pub(crate) struct Body<'a> {
    pub lab: &'a Shared,
    pub conn: &'a Conn,
    pub wire: Wire,
    pub source: Source,
    pub icy: Option<Icy>,
    pub chunked: bool,
    /// Made, but not yet taken by the socket.
    pub pending: Vec<u8>,
    /// Music that the station has made and this client has not got yet, in seconds.
    pub owed: f64,
}

/// How much of what is owed the network lets through, since the condition began.
struct Gate {
    condition: Condition,
    passed: f64,
    next_clump: f64,
    dice: fastrand::Rng,
}

impl Gate {
    fn new(condition: Condition) -> Self {
        let dice = fastrand::Rng::with_seed(condition.version);
        Self { condition, passed: 0.0, next_clump: 0.0, dice }
    }

    /// Seconds of music that may pass at `now` (seconds since the condition began).
    fn room(&mut self, now: f64) -> f64 {
        match self.condition.fault {
            Some(Fault::Stall | Fault::Blackhole | Fault::DropSyn) => 0.0,
            Some(Fault::Trickle(part)) => now * part - self.passed,
            Some(Fault::BurstStall { burst, pause }) => {
                ((now / pause.as_secs_f64()).floor() + 1.0) * burst - self.passed
            }
            Some(Fault::Jitter { mean, dev, loss }) if now >= self.next_clump => {
                let late = mean.as_secs_f64() + (self.dice.f64() * 2.0 - 1.0) * dev.as_secs_f64();
                let lost = if self.dice.f64() < loss { 1.0 } else { 0.0 };
                self.next_clump = now + late.max(0.0) + lost;
                f64::INFINITY
            }
            Some(Fault::Jitter { .. }) => 0.0,
            _ => f64::INFINITY,
        }
    }
}

/// `None`: the client went, or the lab closes.
type Go = Option<()>;

impl Body<'_> {
    /// Serves until somebody ends it.
    pub fn run(mut self) {
        let mut gate = Gate::new(self.conn.condition());
        self.turn(&gate.condition, true);
        let mut last = Instant::now();
        loop {
            let condition = self.conn.condition();
            if condition.version != gate.condition.version {
                self.turn(&condition, false);
                gate = Gate::new(condition);
            }
            match &gate.condition.fault {
                Some(Fault::Reset) => return self.wire.reset(),
                Some(fault) if *fault == Fault::End || fault.ends_running() => return self.end(false),
                Some(Fault::Truncate) => return self.end(true),
                _ => {}
            }
            let passed = last.elapsed().as_secs_f64() * self.lab.setup.speed;
            last = Instant::now();
            self.owed = if self.is_file() { QUEUE } else { (self.owed + passed).min(QUEUE) };
            let room = gate.room(self.lab.stream_time(gate.condition.since));
            let gone = self.send(room, &mut gate).is_none();
            if gone || self.wire.pause().is_err() || self.lab.stopped() {
                return;
            }
            if self.is_over() {
                return self.wire.end();
            }
        }
    }

    fn is_file(&self) -> bool {
        matches!(self.source, Source::File { .. })
    }

    fn is_over(&self) -> bool {
        matches!(&self.source, Source::File { bytes, at } if *at >= bytes.len()) && self.pending.is_empty()
    }

    /// Makes as much as is owed and may pass, and writes as much of it as the socket takes.
    fn send(&mut self, room: f64, gate: &mut Gate) -> Go {
        let rate = self.byte_rate();
        let count = (self.owed.min(room).max(0.0) * rate) as usize;
        // Nothing new for a client that does not even take the old: music then stays owed.
        if self.pending.len() < 65_536 && count > 0 {
            let made = self.make(count) as f64 / rate;
            self.owed -= made;
            gate.passed += made;
        }
        if room > 0.0 { self.flush().ok() } else { Some(()) }
    }

    fn byte_rate(&self) -> f64 {
        match &self.source {
            Source::Live { clip, .. } => clip.byte_rate(),
            _ => self.lab.clip.byte_rate(),
        }
    }

    /// Appends `count` more bytes, and returns how many there were.
    fn make(&mut self, count: usize) -> usize {
        let mut bytes = Vec::with_capacity(count);
        match &mut self.source {
            Source::Live { clip, at } => {
                while bytes.len() < count {
                    let part = &clip.bytes[*at..clip.bytes.len().min(*at + count - bytes.len())];
                    bytes.extend_from_slice(part);
                    *at = (*at + part.len()) % clip.bytes.len();
                }
            }
            Source::File { bytes: file, at } => {
                bytes.extend_from_slice(&file[*at..file.len().min(*at + count)]);
                *at += bytes.len();
            }
            Source::Random => bytes.extend(std::iter::repeat_with(|| fastrand::u8(..)).take(count)),
            Source::Page => bytes.extend(PAGE.bytes().cycle().take(count)),
        }
        self.push(&bytes);
        bytes.len()
    }

    /// Body bytes as they go over the wire: with titles between them, and in chunks.
    pub fn push(&mut self, bytes: &[u8]) {
        let seconds = bytes.len() as f64 / self.byte_rate();
        let bytes = match &mut self.icy {
            Some(icy) => &icy.interleave(bytes, seconds, &self.lab.setup),
            None => bytes,
        };
        if self.chunked && !bytes.is_empty() {
            self.pending.extend(format!("{:x}\r\n", bytes.len()).bytes());
        }
        self.pending.extend_from_slice(bytes);
        if self.chunked && !bytes.is_empty() {
            self.pending.extend(b"\r\n");
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        while !self.pending.is_empty() {
            let count = self.wire.write(&self.pending)?;
            self.lab.count_sent(count);
            self.pending.drain(..count);
            if count == 0 {
                break;
            }
        }
        Ok(())
    }

    /// Changes to what the condition wants to be heard, between two frames.
    fn turn(&mut self, condition: &Condition, fresh: bool) {
        let media = self.lab.setup.media;
        let wanted = match condition.fault {
            Some(Fault::Garbage) => Some(Source::Random),
            Some(Fault::Html) => Some(Source::Page),
            _ => {
                let clip = media_under(condition.fault.as_ref(), media).map_or(self.lab.clip.clone(), |m| m.clip());
                let same = matches!(&self.source, Source::Live { clip: old, .. } if Arc::ptr_eq(old, &clip));
                (!same && !self.is_file()).then_some(Source::Live { clip, at: 0 })
            }
        };
        if let Some(wanted) = wanted {
            if !fresh {
                self.finish_unit(false);
            }
            self.source = wanted;
        }
    }

    fn finish_unit(&mut self, by_half: bool) {
        if let Source::Live { clip, at } = &self.source {
            let start = clip.next_unit(*at);
            let half =
                if by_half { (clip.next_unit(start % clip.bytes.len() + 1) - start % clip.bytes.len()) / 2 } else { 0 };
            self.make(start - at + half);
        }
    }

    /// All that is owed, then FIN: after a whole frame, or in the midst of one.
    fn end(mut self, in_mid_frame: bool) {
        if !self.is_file() {
            self.make((self.owed * self.byte_rate()) as usize);
            self.finish_unit(in_mid_frame);
        }
        while !self.pending.is_empty() && !self.lab.stopped() {
            if self.flush().is_err() || (!self.pending.is_empty() && self.wire.pause().is_err()) {
                return;
            }
        }
        self.wire.end();
    }
}

/// What a fault makes of the music; `None`: nothing.
pub(crate) fn media_under(fault: Option<&Fault>, media: super::Media) -> Option<super::Media> {
    match fault? {
        Fault::CodecChange => Some(media.other_codec()),
        Fault::RateChange => Some(media.other_rate()),
        Fault::Silence => Some(media.sound(super::Sound::Silence)),
        Fault::Noise => Some(media.sound(super::Sound::Noise)),
        Fault::Flap { fault, .. } => media_under(Some(fault), media),
        _ => None,
    }
}
