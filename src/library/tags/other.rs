//! Every other format that can be played (Matroska, WebM, CAF, Ogg FLAC), and files whose tags are broken.

use std::borrow::Cow;
use std::fs::File;
use std::io::{Read, Result, Seek, SeekFrom};
use std::path::Path;

use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::common::Limit;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::{MetadataOptions, StandardTag};

use crate::audio::decoder::told_length;
use crate::store::music::Song;

use super::words::{Field, Words};

/// Bytes that may be read of a file to find out what it is.
const BUDGET: u64 = 64 << 20;

/// A file of which a reader may read a bounded part.
struct Bounded {
    file: File,
    length: u64,
    left: u64,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let read = self.file.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or(std::io::ErrorKind::UnexpectedEof)?;
        Ok(read)
    }
}

impl Seek for Bounded {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.left = self.left.checked_sub(1).ok_or(std::io::ErrorKind::UnexpectedEof)?;
        self.file.seek(to)
    }
}

impl MediaSource for Bounded {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.length)
    }
}

/// `None` if there is no sound in the file.
pub(super) fn read(file: &File, path: &Path, length: u64) -> Option<Song> {
    let mut file = file.try_clone().ok()?;
    file.rewind().ok()?;
    let source = Bounded { file, length, left: BUDGET };
    let stream = MediaSourceStream::new(Box::new(source), MediaSourceStreamOptions::default());
    // Pictures are not wanted, and may be large.
    let options = MetadataOptions::default().limit_visual_bytes(Limit::Maximum(0));
    let mut hint = Hint::new();
    if let Some(extension) = path.extension().and_then(|extension| extension.to_str()) {
        hint.with_extension(extension);
    }
    let probe = symphonia::default::get_probe();
    let mut format = probe.probe(&hint, stream, FormatOptions::default(), options).ok()?;
    let mut song = properties(format.as_ref(), length)?;
    words(format.as_mut()).fill(&mut song);
    Some(song)
}

fn properties(format: &dyn FormatReader, length: u64) -> Option<Song> {
    let track = format.default_track(TrackType::Audio)?;
    let sound = track.codec_params.as_ref()?.audio()?;
    let duration = told_length(format, track);
    let bitrate = duration.map(|duration| length as f64 * 8.0 / 1000.0 / duration.as_secs_f64());
    Some(Song {
        duration,
        codec: codec(format, sound),
        // What is above is no bitrate but a wrong length. In range for the cast.
        bitrate: bitrate.filter(|rate| (1.0..1e6).contains(rate)).map(|rate| rate as u32),
        rate: sound.sample_rate,
        channels: sound.channels.as_ref().and_then(|channels| u8::try_from(channels.count()).ok()),
        ..Song::default()
    })
}

/// The codec's name, or the format's where the codec has none here.
fn codec(format: &dyn FormatReader, sound: &AudioCodecParameters) -> String {
    use symphonia::core::codecs::audio::well_known::{CODEC_ID_AAC, CODEC_ID_FLAC, CODEC_ID_OPUS, CODEC_ID_VORBIS};
    let known = [(CODEC_ID_OPUS, "opus"), (CODEC_ID_VORBIS, "vorbis"), (CODEC_ID_FLAC, "flac"), (CODEC_ID_AAC, "aac")];
    let known = known.iter().find(|(id, _)| *id == sound.codec).map(|(_, name)| *name);
    known.unwrap_or(format.format_info().short_name).to_owned()
}

fn words(format: &mut dyn FormatReader) -> Words {
    let mut revisions: Vec<Vec<(Field, Cow<'static, str>)>> = Vec::new();
    let mut metadata = format.metadata();
    while let Some(revision) = metadata.current() {
        let of_tracks = revision.per_track.iter().flat_map(|track| &track.metadata.tags);
        let tags = of_tracks.chain(&revision.media.tags).filter_map(|tag| tag.std.as_ref());
        revisions.push(tags.filter_map(said).collect());
        if metadata.pop().is_none() {
            break;
        }
    }
    let mut words = Words::default();
    // The newest is the last, and the fullest.
    for revision in revisions.iter().rev() {
        words.add(revision.iter().map(|(field, text)| (*field, text.as_ref())));
    }
    words.mend();
    words
}

fn said(tag: &StandardTag) -> Option<(Field, Cow<'static, str>)> {
    let (field, text) = match tag {
        StandardTag::DiscNumber(number) => return Some((Field::Disc, number.to_string().into())),
        StandardTag::TrackNumber(number) => return Some((Field::Number, number.to_string().into())),
        StandardTag::RecordingYear(year) => return Some((Field::Date, year.to_string().into())),
        StandardTag::ReleaseYear(year) => return Some((Field::OtherDate, year.to_string().into())),
        StandardTag::CompilationFlag(true) => return Some((Field::Compilation, "1".into())),
        StandardTag::TrackTitle(text) => (Field::Title, text),
        StandardTag::Artist(text) => (Field::Artist, text),
        StandardTag::Album(text) => (Field::Album, text),
        StandardTag::AlbumArtist(text) => (Field::AlbumArtist, text),
        StandardTag::Genre(text) => (Field::Genre, text),
        StandardTag::RecordingDate(text) => (Field::Date, text),
        StandardTag::ReleaseDate(text) | StandardTag::OriginalReleaseDate(text) => (Field::OtherDate, text),
        StandardTag::SortTrackTitle(text) => (Field::SortTitle, text),
        StandardTag::SortArtist(text) => (Field::SortArtist, text),
        StandardTag::SortAlbum(text) => (Field::SortAlbum, text),
        StandardTag::SortAlbumArtist(text) => (Field::SortAlbumArtist, text),
        StandardTag::ReplayGainTrackGain(text) => (Field::TrackGain, text),
        StandardTag::ReplayGainTrackPeak(text) => (Field::TrackPeak, text),
        StandardTag::ReplayGainAlbumGain(text) => (Field::AlbumGain, text),
        StandardTag::ReplayGainAlbumPeak(text) => (Field::AlbumPeak, text),
        _ => return None,
    };
    Some((field, text.to_string().into()))
}
