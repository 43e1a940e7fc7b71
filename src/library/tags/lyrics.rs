//! The words that a file's tags have. Read only when somebody looks.

use std::io::{Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use lofty::TextEncoding;
use lofty::config::{GlobalOptions, ParseOptions, apply_global_options};
use lofty::file::{AudioFile, FileType, TaggedFileExt};
use lofty::id3::v2::{Frame, FrameFlags, Id3v2Tag, SynchronizedTextFrame, TimestampFormat};
use lofty::mpeg::MpegFile;
use lofty::probe::Probe;
use lofty::tag::ItemKey;

use super::charset;
use super::paged::Paged;

/// Bytes that a single item of a tag may take.
const LARGEST_ITEM: usize = 4 << 20;
/// A longer text (in bytes) is no lyrics.
const LONGEST: usize = 1 << 20;

/// What tags say of a song's words.
#[derive(Default)]
pub(in crate::library) struct Said {
    /// With times, in milliseconds.
    pub timed: Vec<(u32, String)>,
    /// Whole texts.
    pub texts: Vec<String>,
}

/// The words in a file's tags; `None` if it cannot be read.
pub(in crate::library) fn lyrics(path: &Path) -> Option<Said> {
    // A damaged file may find a hole in a reader.
    catch_unwind(AssertUnwindSafe(|| said(path))).ok().flatten()
}

fn said(path: &Path) -> Option<Said> {
    let (file, metadata) = super::open(path).ok()?;
    apply_global_options(GlobalOptions::new().allocation_limit(LARGEST_ITEM).use_custom_resolvers(false));
    let options = ParseOptions::new().read_properties(false).read_cover_art(false);
    let probe = Probe::new(Paged::new(&file, metadata.len())).options(options).guess_file_type().ok()?;
    let mut said = Said::default();
    if probe.file_type() == Some(FileType::Mpeg) {
        let mut reader = probe.into_inner();
        reader.seek(SeekFrom::Start(0)).ok()?;
        let file = MpegFile::read_from(&mut reader, options).ok()?;
        if let Some(tag) = file.id3v2() {
            said.take_frames(tag);
        }
        if let Some(tag) = file.ape() {
            said.texts.extend(
                ["Lyrics", "UNSYNCEDLYRICS"].iter().filter_map(|key| tag.get(key)?.value().text().map(str::to_owned)),
            );
        }
    } else {
        let file = probe.read().ok()?;
        let is_lyrics = |key| matches!(key, ItemKey::Lyrics | ItemKey::UnsyncLyrics);
        let items = file.tags().iter().flat_map(|tag| tag.items()).filter(|item| is_lyrics(item.key()));
        said.texts.extend(items.filter_map(|item| item.value().text().map(str::to_owned)));
    }
    said.texts.retain(|text| text.len() <= LONGEST);
    Some(said)
}

impl Said {
    fn take_frames(&mut self, tag: &Id3v2Tag) {
        for frame in tag {
            match frame {
                Frame::UnsynchronizedText(words) => {
                    let mended = (words.encoding == TextEncoding::Latin1).then(|| mended(&words.content)).flatten();
                    self.texts.push(mended.unwrap_or_else(|| words.content.to_string()));
                }
                Frame::UserText(words) if words.description.to_ascii_uppercase().ends_with("LYRICS") => {
                    self.texts.push(words.content.to_string());
                }
                Frame::Binary(frame) if frame.id().as_str() == "SYLT" && self.timed.is_empty() => {
                    self.timed = timed(&frame.data).unwrap_or_default();
                }
                _ => {}
            }
        }
    }
}

/// Times in frames of MP3 are used by nobody.
fn timed(data: &[u8]) -> Option<Vec<(u32, String)>> {
    let frame = SynchronizedTextFrame::parse(data, FrameFlags::default()).ok()?;
    (frame.timestamp_format == TimestampFormat::MS).then_some(frame.content)
}

/// A text that calls itself Latin-1 and is something else.
fn mended(text: &str) -> Option<String> {
    charset::again(text, charset::really_is([text].into_iter())?)
}

/// The text of a file: a byte-order mark decides its encoding, else where its zeros are, else it is UTF-8 if it can be,
/// else what it looks like.
pub(in crate::library) fn decoded(bytes: &[u8]) -> String {
    use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count() * 5 > bytes.len();
    let guessed = || if zeros(1) { Some(UTF_16LE) } else { zeros(0).then_some(UTF_16BE) };
    if let Some(encoding) = marked.or_else(guessed) {
        return encoding.decode(bytes).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let latin_1: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    mended(&latin_1).unwrap_or_else(|| WINDOWS_1252.decode(bytes).0.into_owned())
}
