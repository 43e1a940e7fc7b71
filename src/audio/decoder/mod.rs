//! Turns files, built-in music and live streams into stereo, packet by packet.
//!
//! A deck opens a [`Decoder`] and calls [`Decoder::next`] until it says `None` or fails for good. Whatever is wrong
//! with the input, the calls end: a bad packet is skipped, a panic in a codec is caught, and junk is read for so long
//! only. What the formats promise about gapless edges is kept here, so the deck only joins what it gets.

mod codecs;
mod downmix;
mod errors;
mod gapless;
mod source;
mod tags;
#[cfg(test)]
mod tests;
mod window;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use symphonia::core::codecs::CodecParameters;
use symphonia::core::errors::Error;
use symphonia::core::formats::well_known::{FORMAT_ID_FLAC, FORMAT_ID_ISOMP4, FORMAT_ID_MKV, FORMAT_ID_MP3};
use symphonia::core::formats::{FormatReader, SeekMode, SeekTo, Track, TrackType};
pub use symphonia::core::io::MediaSource;
use symphonia::core::packet::Packet;
use symphonia::core::units::{Time, TimeBase};

use codecs::Codec;
use downmix::Downmix;
pub use errors::DecodeError;
use errors::{Caught, caught, explain};
use source::{Access, Place, Watch};
pub use tags::{Info, told_length};
use window::Window;

/// How the MP3 decoder says that a packet is of another rate or channel count than the ones before. A test holds it
/// to these words.
const OTHER_SPEC: &str = "signal spec";

/// What a decoder reads.
pub enum Input {
    File(PathBuf),
    /// Music inside the binary; the extension (`"ogg"`) is a hint.
    Memory {
        bytes: &'static [u8],
        extension: &'static str,
    },
    /// A live stream, from wherever it is joined. `mime` is the server's word, a hint.
    Stream {
        source: Box<dyn MediaSource>,
        mime: Option<String>,
        live: Arc<dyn Live>,
    },
}

/// What a deck may ask of a live input while it decodes it.
pub trait Live: Send + Sync {
    /// Bytes received and not yet read by the decoder.
    fn waiting(&self) -> u64;
    /// Bytes handed to the decoder so far.
    fn read(&self) -> u64;
    /// The next title whose place in the stream the decoder has passed.
    fn title_due(&self) -> Option<Arc<str>>;
    /// Wakes a blocked read, which then fails with [`std::io::ErrorKind::Interrupted`], as does every later one.
    fn cancel(&self);
}

/// Decoded sound: as much as one packet held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block<'a> {
    /// Interleaved stereo, full scale ±1.0; never empty.
    pub samples: &'a [f32],
    /// Of this block, in Hz: a stream may change it in its middle.
    pub rate: u32,
}

/// So much damaged sound in a row is given up, and so many packets in a row of unknown length.
const MOST_DAMAGE: Duration = Duration::from_secs(10);
const MOST_BAD_PACKETS: u32 = 500;
/// Codecs need this much before a place to be right at it: Opus 80 ms, MP3 and AAC two or three packets.
const PREROLL: Duration = Duration::from_millis(120);
/// Sound that ends this much before its announced end is cut short.
pub const MISSING: Duration = Duration::from_millis(500);

/// Decodes one input. Everything may block on the input.
pub struct Decoder {
    reader: Box<dyn FormatReader>,
    track: u32,
    time_base: Option<TimeBase>,
    codec: Codec,
    downmix: Downmix,
    window: Window,
    watch: Arc<Watch>,
    live: bool,
    info: Info,
    new_title: Option<String>,
    samples: Vec<f32>,
    /// Damage since the last sound.
    damage: Duration,
    bad_packets: u32,
    /// The end of the last packet, and where an exact announcement puts the end of the last of all.
    position: Duration,
    announced: Option<Duration>,
    ended: bool,
}

impl Decoder {
    /// Opens an input and finds its first sound at `start` (live streams begin where they are joined). The first
    /// block begins at `start` to the sample, in WebM to 2 ms. May block for as long as the input does.
    pub fn open(input: Input, start: Duration) -> Result<Self, DecodeError> {
        let live = matches!(input, Input::Stream { .. });
        let (opened, place) = source::open(input)?;
        let head = Self::read_head(opened, live);
        let Some(place) = place else { return head };
        // Readers that look at the end first refuse a file that is cut or damaged; walking forward they take it.
        let refused = match &head {
            Ok(decoder) => decoder.is_mp4() && gapless::is_cut(&place),
            Err(error) => matches!(error, DecodeError::Damaged | DecodeError::Truncated | DecodeError::Unsupported(_)),
        };
        let (mut decoder, access) = match refused.then(|| Self::read_head(place.open(Access::Forward)?, live)) {
            Some(Ok(decoder)) => (decoder, Access::Forward),
            _ => (head?, Access::Any),
        };
        decoder.trim_to_edit(&place);
        if !start.is_zero() {
            decoder.start_at(start, &place, access)?;
        }
        Ok(decoder)
    }

    /// What is known of the sound.
    pub fn info(&self) -> &Info {
        &self.info
    }

    /// How long the sound is, where its format says so exactly.
    pub fn announced(&self) -> Option<Duration> {
        self.announced
    }

    /// A live stream's title from its own tags (each link of a chained Ogg has one), if there is a new one.
    pub fn take_title(&mut self) -> Option<String> {
        self.new_title.take()
    }

    /// Decodes one block. `None` at the end, and after any error that is not [`DecodeError::is_skippable`].
    // Not an iterator: the block borrows from the decoder.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Result<Option<Block<'_>>, DecodeError> {
        let mut kept = 0..0;
        while kept.is_empty() && !self.ended {
            kept = self.step().inspect_err(|error| self.ended |= !error.is_skippable())?;
        }
        if kept.is_empty() {
            return Ok(None);
        }
        Ok(Some(Block { samples: &self.samples[kept.start * 2..kept.end * 2], rate: self.codec.rate }))
    }

    fn read_head(opened: source::Opened, live: bool) -> Result<Self, DecodeError> {
        let watch = opened.watch.clone();
        let mut reader = caught(|| codecs::probe(opened)).map_err(|error| explain(&watch, error, true))?;
        let track = reader.default_track(TrackType::Audio).cloned().ok_or(DecodeError::NotSound)?;
        let codec = Codec::for_track(&track, live)?;
        let mut info = Info::read(reader.as_mut(), &track, codec.name());
        let format = reader.format_info().format;
        // The packets' time line begins this much before the sound, except in Matroska.
        let pre_skip = if format == FORMAT_ID_MKV { Duration::ZERO } else { codec.pre_skip() };
        info.duration = info.duration.map(|duration| duration.saturating_sub(pre_skip));
        let exact = match format {
            FORMAT_ID_FLAC | FORMAT_ID_ISOMP4 => true,
            // Its length is the whole film's.
            FORMAT_ID_MKV => reader.tracks().len() == 1,
            FORMAT_ID_MP3 => track.delay.is_some(),
            _ => false,
        };
        Ok(Self {
            announced: info.duration.filter(|_| exact && !live),
            new_title: if live { info.label() } else { None },
            track: track.id,
            time_base: track.time_base,
            downmix: Downmix::default(),
            window: Window::beginning_at(pre_skip),
            samples: Vec::new(),
            damage: Duration::ZERO,
            bad_packets: 0,
            position: Duration::ZERO,
            ended: false,
            reader,
            codec,
            watch,
            live,
            info,
        })
    }

    /// AAC in MP4 begins with the encoder's delay and ends with padding; the reader does not take them off.
    fn trim_to_edit(&mut self, place: &Place) {
        if !self.is_mp4() || !self.codec.is_aac() {
            return;
        }
        let edit = gapless::from_tags(self.reader.as_mut()).or_else(|| gapless::from_edit_list(place));
        if let Some(edit) = edit {
            self.window.trim(edit.delay, edit.length);
            self.info.delay = Some(edit.delay);
            self.info.duration = edit.length.or(self.info.duration);
        }
    }

    fn is_mp4(&self) -> bool {
        self.reader.format_info().format == FORMAT_ID_ISOMP4
    }

    fn is_endless(&self) -> bool {
        self.live || self.info.duration.is_none()
    }

    fn start_at(&mut self, start: Duration, place: &Place, access: Access) -> Result<(), DecodeError> {
        let wanted = self.window.start_at(start);
        let early = wanted.saturating_sub(PREROLL);
        if !self.seek(early) {
            // The reader may now stand anywhere: begin anew and walk there.
            let fresh = Self::read_head(place.open(access)?, self.live)?;
            (self.reader, self.codec) = (fresh.reader, fresh.codec);
            self.watch = fresh.watch;
        }
        self.window.skip_until(early);
        Ok(())
    }

    /// `false` where the reader's seek is missing, fails, or is known to miss its goal.
    fn seek(&mut self, to: Duration) -> bool {
        // Matroska lands seconds late, ADPCM gives nothing afterwards.
        if self.reader.format_info().format == FORMAT_ID_MKV || self.codec.is_adpcm() {
            return false;
        }
        let Ok(nanoseconds) = i64::try_from(to.as_nanos()) else { return false };
        let goal = SeekTo::Time { time: Time::from_nanos(nanoseconds), track_id: Some(self.track) };
        let reader = &mut self.reader;
        let landed = caught(|| reader.seek(SeekMode::Accurate, goal));
        self.codec.reset();
        landed.is_ok_and(|landed| landed.actual_ts <= landed.required_ts)
    }

    /// Reads and decodes one packet; the range of frames in `samples` that are to be heard, often empty.
    fn step(&mut self) -> Result<std::ops::Range<usize>, DecodeError> {
        let packet = match self.next_packet()? {
            Next::Packet(packet) => packet,
            Next::Link => return self.next_link().map(|()| 0..0),
            Next::End => {
                self.ended = true;
                return self.check_end();
            }
        };
        if packet.track_id != self.track {
            return Ok(0..0);
        }
        let span = window::Span::of(&packet, self.time_base);
        if self.window.may_skip(span) {
            return Ok(0..0);
        }
        let decoded = match self.decode(&packet) {
            Err(DecodeError::BadPacket(what)) if what.contains(OTHER_SPEC) => {
                self.renew().and_then(|()| self.decode(&packet))
            }
            decoded => decoded,
        };
        let frames = decoded.or_else(|error| self.count_damage(error, span))?;
        if let Some(span) = span {
            self.position = span.end();
        }
        if frames > 0 {
            self.watch.sound();
            (self.damage, self.bad_packets) = (Duration::ZERO, 0);
        }
        Ok(self.window.keep(span, frames, self.codec.rate))
    }

    fn next_packet(&mut self) -> Result<Next, DecodeError> {
        let reader = &mut self.reader;
        match caught(|| reader.next_packet()) {
            Ok(packet) => Ok(packet.map_or(Next::End, Next::Packet)),
            Err(Caught::Error(Error::ResetRequired)) => Ok(Next::Link),
            // What never said how long it is has simply ended.
            Err(Caught::Error(Error::IoError(error))) if self.is_endless() && self.watch.has_ended(&error) => {
                Ok(Next::End)
            }
            Err(error) => match explain(&self.watch, error, false) {
                error @ DecodeError::BadPacket(_) => self.count_damage(error, None).map(|_| Next::End),
                error => Err(error),
            },
        }
    }

    /// A chained Ogg goes on with its next link: other tags, perhaps another codec and rate.
    fn next_link(&mut self) -> Result<(), DecodeError> {
        let track: Track = self.reader.default_track(TrackType::Audio).cloned().ok_or(DecodeError::NotSound)?;
        self.codec = Codec::for_track(&track, self.live)?;
        (self.track, self.time_base) = (track.id, track.time_base);
        self.reader.metadata().skip_to_latest();
        self.new_title = Info::read(self.reader.as_mut(), &track, self.codec.name()).label();
        Ok(())
    }

    /// Decodes into `samples`; frames.
    fn decode(&mut self, packet: &Packet) -> Result<usize, DecodeError> {
        let (codec, downmix, samples) = (&mut self.codec, &mut self.downmix, &mut self.samples);
        match caught(|| codec.decode(packet, downmix, samples)) {
            Ok(frames) => Ok(frames),
            // Another codec may know better, from the next packet on.
            Err(Caught::Panic | Caught::Error(Error::Unsupported(_))) if self.codec.fall_back() => {
                Err(DecodeError::BadPacket("the decoder was changed"))
            }
            // Damage may look like a feature that nobody has.
            Err(Caught::Error(Error::DecodeError(what) | Error::LimitError(what) | Error::Unsupported(what))) => {
                Err(DecodeError::BadPacket(what))
            }
            Err(Caught::Error(_)) => Err(DecodeError::BadPacket("the packet is too short")),
            Err(Caught::Panic) => Err(DecodeError::Panicked),
        }
    }

    /// A stream that goes on at another rate, or with other channels, wants a decoder of its own.
    fn renew(&mut self) -> Result<(), DecodeError> {
        let track = self.reader.tracks().iter().find(|track| track.id == self.track).cloned();
        self.codec = Codec::for_track(&track.ok_or(DecodeError::NotSound)?, self.live)?;
        Ok(())
    }

    /// Passes the error on, as [`DecodeError::Damaged`] once there are too many in a row.
    fn count_damage(&mut self, error: DecodeError, span: Option<window::Span>) -> Result<usize, DecodeError> {
        self.bad_packets += 1;
        self.damage += span.map_or(Duration::ZERO, |span| span.length);
        let too_much = self.damage > MOST_DAMAGE || self.bad_packets > MOST_BAD_PACKETS;
        Err(if too_much && error.is_skippable() { DecodeError::Damaged } else { error })
    }

    /// An end that comes before the announced one is reported, once.
    fn check_end(&self) -> Result<std::ops::Range<usize>, DecodeError> {
        match self.announced {
            Some(announced) if self.position + MISSING < announced => Err(DecodeError::Truncated),
            _ => Ok(0..0),
        }
    }
}

/// What a reader has next.
enum Next {
    Packet(Packet),
    /// Another chain link, with tracks of its own.
    Link,
    End,
}

/// The sound parameters of a track.
fn sound_of(track: &Track) -> Option<&symphonia::core::codecs::audio::AudioCodecParameters> {
    match &track.codec_params {
        Some(CodecParameters::Audio(sound)) => Some(sound),
        _ => None,
    }
}
