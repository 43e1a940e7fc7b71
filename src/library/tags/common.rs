//! The common formats: MP3, FLAC, Ogg, Opus, MP4, WAV, AIFF and AAC, with all tags that they carry.

use std::fs::File;
use std::path::Path;

use lofty::TextEncoding;
use lofty::config::{GlobalOptions, ParseOptions, apply_global_options};
use lofty::error::FileParseError;
use lofty::file::{AudioFile, FileType, TaggedFile, TaggedFileExt};
use lofty::id3::v2::Frame;
use lofty::mp4::{Mp4Codec, Mp4File};
use lofty::mpeg::{Layer, MpegFile};
use lofty::probe::Probe;
use lofty::tag::{ItemKey, Tag, TagType};

use crate::store::music::Song;

use super::paged::Paged;
use super::words::{Field, Words};

/// Bytes that a single item of a tag may take. Pictures are not read here.
const LARGEST_ITEM: usize = 4 << 20;

/// `None` if the file is in no format that is known here, or broken.
pub(super) fn read(file: &File, path: &Path, length: u64) -> Option<Song> {
    read_with(ParseOptions::new().read_cover_art(false), file, path, length)
}

/// The same for a file whose tags are broken: only what its sound is.
pub(super) fn read_without_tags(file: &File, path: &Path, length: u64) -> Option<Song> {
    read_with(ParseOptions::new().read_cover_art(false).read_tags(false), file, path, length)
}

fn read_with(options: ParseOptions, file: &File, path: &Path, length: u64) -> Option<Song> {
    // They hold for the thread.
    let mut bounds = GlobalOptions::new().allocation_limit(LARGEST_ITEM).use_custom_resolvers(false);
    apply_global_options(bounds.preserve_format_specific_items(false));
    let probe = Probe::new(Paged::new(file, length)).options(options).guess_file_type().ok()?;
    let kind = probe.file_type().or_else(|| FileType::from_path(path))?;
    let look = parse(probe.into_inner(), kind, options).ok()?;
    song(&look)
}

/// A file as its reader has it.
struct Look {
    file: TaggedFile,
    codec: &'static str,
    /// Some text in a tag calls itself Latin-1, and may be anything.
    doubtful: bool,
}

fn parse(mut reader: Paged<'_>, kind: FileType, options: ParseOptions) -> Result<Look, FileParseError> {
    match kind {
        FileType::Mpeg => MpegFile::read_from(&mut reader, options).map(|file| {
            let codec = match file.properties().layer() {
                Layer::Layer1 => "mp1",
                Layer::Layer2 => "mp2",
                Layer::Layer3 => "mp3",
            };
            let doubtful = has_latin1(&file);
            Look { file: file.into(), codec, doubtful }
        }),
        FileType::Mp4 => Mp4File::read_from(&mut reader, options).map(|file| {
            let codec = match file.properties().codec() {
                Some(Mp4Codec::ALAC) => "alac",
                Some(Mp4Codec::MP3) => "mp3",
                Some(Mp4Codec::FLAC) => "flac",
                _ => "aac",
            };
            Look { file: file.into(), codec, doubtful: false }
        }),
        _ => {
            let file = Probe::with_file_type(reader, kind).options(options).read()?;
            let doubtful = matches!(kind, FileType::Aac | FileType::Wav | FileType::Aiff | FileType::Ape);
            Ok(Look { file, codec: codec(kind), doubtful })
        }
    }
}

/// ID3v1 is always in whatever its writer's system used.
fn has_latin1(file: &MpegFile) -> bool {
    let is_latin1 = |frame: &Frame<'_>| matches!(frame, Frame::Text(text) if text.encoding == TextEncoding::Latin1);
    file.id3v2().is_none_or(|tag| tag.into_iter().any(is_latin1))
}

fn codec(kind: FileType) -> &'static str {
    match kind {
        FileType::Aac => "aac",
        FileType::Aiff => "aiff",
        FileType::Ape => "ape",
        FileType::Flac => "flac",
        FileType::Mpc => "musepack",
        FileType::Opus => "opus",
        FileType::Vorbis => "vorbis",
        FileType::Speex => "speex",
        FileType::Wav => "wav",
        FileType::WavPack => "wavpack",
        _ => "unknown",
    }
}

/// `None` if there is no sound in the file.
fn song(look: &Look) -> Option<Song> {
    let properties = look.file.properties();
    if properties.duration().is_zero() && properties.sample_rate().is_none_or(|rate| rate == 0) {
        return None;
    }
    let mut words = Words::default();
    in_order(&look.file).for_each(|tag| words.add(items(tag)));
    if look.doubtful {
        words.mend();
    }
    let mut song = Song {
        duration: Some(properties.duration()).filter(|length| !length.is_zero()),
        codec: look.codec.to_owned(),
        bitrate: properties.audio_bitrate().filter(|rate| *rate > 0),
        rate: properties.sample_rate().filter(|rate| *rate > 0),
        channels: properties.channels().filter(|channels| *channels > 0),
        ..Song::default()
    };
    words.fill(&mut song);
    Some(song)
}

/// The format's own tag first, ID3v1 with its short fields last.
fn in_order(file: &TaggedFile) -> impl Iterator<Item = &Tag> {
    let own = file.primary_tag_type();
    let place = move |tag: &&Tag| match tag.tag_type() {
        kind if kind == own => 0,
        TagType::Id3v1 => 2,
        _ => 1,
    };
    let mut tags: Vec<&Tag> = file.tags().iter().collect();
    tags.sort_by_key(place);
    tags.into_iter()
}

fn items(tag: &Tag) -> impl Iterator<Item = (Field, &str)> {
    tag.items().filter_map(|item| Some((field(item.key())?, item.value().text()?)))
}

fn field(key: ItemKey) -> Option<Field> {
    Some(match key {
        ItemKey::TrackTitle => Field::Title,
        ItemKey::TrackArtist => Field::Artist,
        ItemKey::TrackArtists => Field::Artists,
        ItemKey::AlbumTitle => Field::Album,
        ItemKey::AlbumArtist => Field::AlbumArtist,
        ItemKey::AlbumArtists => Field::AlbumArtists,
        ItemKey::Genre => Field::Genre,
        ItemKey::RecordingDate => Field::Date,
        ItemKey::Year | ItemKey::ReleaseDate | ItemKey::OriginalReleaseDate => Field::OtherDate,
        ItemKey::DiscNumber => Field::Disc,
        ItemKey::TrackNumber => Field::Number,
        ItemKey::FlagCompilation => Field::Compilation,
        ItemKey::TrackTitleSortOrder => Field::SortTitle,
        ItemKey::TrackArtistSortOrder => Field::SortArtist,
        ItemKey::AlbumTitleSortOrder => Field::SortAlbum,
        ItemKey::AlbumArtistSortOrder => Field::SortAlbumArtist,
        ItemKey::ReplayGainTrackGain => Field::TrackGain,
        ItemKey::ReplayGainTrackPeak => Field::TrackPeak,
        ItemKey::ReplayGainAlbumGain => Field::AlbumGain,
        ItemKey::ReplayGainAlbumPeak => Field::AlbumPeak,
        ItemKey::R128TrackGain => Field::R128TrackGain,
        ItemKey::R128AlbumGain => Field::R128AlbumGain,
        _ => return None,
    })
}
