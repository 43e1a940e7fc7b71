//! Where the sound of an AAC track in MP4 begins and ends: iTunes says it in a tag, everybody else in an edit list.

use std::io::{Read, SeekFrom};
use std::time::Duration;

use symphonia::core::formats::{FormatReader, TrackType};
use symphonia::core::io::MediaSource;

use super::source::Place;
use super::{sound_of, tags};

/// The stretch to be heard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edit {
    pub delay: Duration,
    pub length: Option<Duration>,
}

/// Reads the tag `iTunSMPB`.
pub fn from_tags(reader: &mut dyn FormatReader) -> Option<Edit> {
    let track = reader.default_track(TrackType::Audio)?;
    let rate = sound_of(track)?.sample_rate?;
    let log = reader.metadata();
    let tag = log.current()?.media.tags.iter().find(|tag| tag.raw.key.ends_with("iTunSMPB"))?;
    parse_itunes(&tag.raw.value.to_string(), rate)
}

/// Hexadecimal words: 0, delay, padding, length, in frames.
fn parse_itunes(text: &str, rate: u32) -> Option<Edit> {
    let mut words = text.split_whitespace().skip(1).map(|word| u64::from_str_radix(word, 16).ok());
    let (delay, _, length) = (words.next()??, words.next()??, words.next()??);
    // A delay of more than a second is no delay.
    (delay < u64::from(rate))
        .then(|| Edit { delay: tags::frames(delay, rate), length: (length > 0).then(|| tags::frames(length, rate)) })
}

/// Reads the edit list (ISO 14496-12, 8.6.6) of the first sound track.
pub fn from_edit_list(place: &Place) -> Option<Edit> {
    let mut source = place.source().ok()?;
    let movie = find_movie(source.as_mut())?;
    let movie_scale = timescale(child(&movie, b"mvhd")?)?;
    let track =
        children(&movie).filter(|(kind, _)| kind == b"trak").map(|(_, body)| body).find(|track| is_sound(track))?;
    let media = child(track, b"mdia")?;
    let scale = timescale(child(media, b"mdhd")?)?;
    let (length, begin) = single_edit(child(child(track, b"edts")?, b"elst")?)?;
    let coded = coded_length(media)?;
    let edit = u128::from(length) * u128::from(scale) / u128::from(movie_scale.max(1));
    // The edit's length is rounded to the movie's coarse scale. Where the track's own, exact length agrees, it counts.
    let own = u128::from(coded.saturating_sub(begin));
    let tick = u128::from(scale / movie_scale.max(1) + 1);
    let length = if length == 0 || edit.abs_diff(own) <= tick { own } else { edit.min(own) };
    Some(Edit { delay: ticks(u128::from(begin), scale), length: Some(ticks(length, scale)) })
}

fn ticks(count: u128, scale: u32) -> Duration {
    Duration::from_nanos(u64::try_from((count * 1_000_000_000).div_ceil(u128::from(scale.max(1)))).unwrap_or(u64::MAX))
}

/// The `moov` box, which may stand at the end of the file.
fn find_movie(source: &mut dyn MediaSource) -> Option<Vec<u8>> {
    const MOST: u64 = 64 << 20;
    let mut at = 0;
    loop {
        let (kind, header, size) = box_size(source, at)?;
        if &kind == b"moov" {
            let mut body = Vec::new();
            source.take(size.checked_sub(header)?.min(MOST)).read_to_end(&mut body).ok()?;
            return Some(body);
        }
        at = at.checked_add(size).filter(|_| size > 0)?;
    }
}

/// Whether the last box is longer than the file: a broken download.
pub fn is_cut(place: &Place) -> bool {
    let Ok(mut source) = place.source() else { return false };
    let Some(length) = source.byte_len() else { return false };
    let mut at = 0u64;
    while at.saturating_add(8) <= length {
        match box_size(source.as_mut(), at) {
            Some((_, _, 0)) | None => return false,
            Some((_, _, size)) => at = at.saturating_add(size),
        }
    }
    at > length
}

/// Kind, header's size and whole size of the box at this place; a size of 0 means up to the end.
fn box_size(source: &mut dyn MediaSource, at: u64) -> Option<([u8; 4], u64, u64)> {
    source.seek(SeekFrom::Start(at)).ok()?;
    let mut head = [0; 16];
    source.read_exact(&mut head[..8]).ok()?;
    let (header, size) = match number(&head, 0, 4)? {
        1 => {
            source.read_exact(&mut head[8..]).ok()?;
            (16, number(&head, 8, 8)?)
        }
        size => (8, size),
    };
    let kind = head[4..8].try_into().ok()?;
    (size == 0 || size >= header).then_some((kind, header, size))
}

/// A big-endian number of `size` bytes.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<u64> {
    Some(bytes.get(at..at + size)?.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

/// The boxes directly inside one.
fn children(body: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = body;
    std::iter::from_fn(move || {
        let size = number(rest, 0, 4)? as usize;
        let kind = rest.get(4..8)?.try_into().ok()?;
        let inside = rest.get(8..size)?;
        rest = &rest[size..];
        Some((kind, inside))
    })
}

fn child<'a>(body: &'a [u8], kind: &[u8; 4]) -> Option<&'a [u8]> {
    children(body).find(|(found, _)| found == kind).map(|(_, body)| body)
}

fn is_sound(track: &[u8]) -> bool {
    let handler = child(track, b"mdia").and_then(|media| child(media, b"hdlr"));
    handler.is_some_and(|handler| handler.get(8..12) == Some(b"soun"))
}

/// Ticks a second, from an `mvhd` or `mdhd`.
fn timescale(header: &[u8]) -> Option<u32> {
    let at = if header.first()? == &1 { 20 } else { 12 };
    u32::try_from(number(header, at, 4)?).ok().filter(|scale| *scale > 0)
}

/// (length in the movie's scale, begin in the media's) of the one edit with sound; anything richer is left alone.
fn single_edit(list: &[u8]) -> Option<(u64, u64)> {
    let wide = list.first()? == &1;
    let (size, empty) = if wide { (8, u64::MAX) } else { (4, u64::from(u32::MAX)) };
    let count = usize::try_from(number(list, 4, 4)?).ok()?.min(16);
    let entry = |index: usize| {
        let at = 8 + index * (2 * size + 4);
        Some((number(list, at, size)?, number(list, at + size, size)?))
    };
    let mut sounding = (0..count).filter_map(entry).filter(|(_, begin)| *begin != empty);
    sounding.next().filter(|_| sounding.next().is_none())
}

/// The sum of all packets' lengths (`stts`), in the media's scale.
fn coded_length(media: &[u8]) -> Option<u64> {
    let table = child(child(child(media, b"minf")?, b"stbl")?, b"stts")?;
    let entries = table.get(8..)?.chunks_exact(8);
    let lengths = entries.filter_map(|entry| Some(number(entry, 0, 4)? * number(entry, 4, 4)?));
    Some(lengths.fold(0, u64::saturating_add))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_of_itunes_is_read() {
        let text = " 00000000 00000840 000001CA 00000000003F31F6 00000000 00000000";
        let edit = parse_itunes(text, 44_100).unwrap();
        assert_eq!(edit.delay, tags::frames(2112, 44_100));
        assert_eq!(edit.length, Some(tags::frames(0x3f_31f6, 44_100)));
        assert_eq!(parse_itunes("00000000 nonsense", 44_100), None);
        assert_eq!(parse_itunes("0 FFFFFFFF 0 0", 44_100), None);
    }

    #[test]
    fn an_edit_list_with_an_empty_edit_is_read_and_a_richer_one_left_alone() {
        let edit = |length: u32, begin: u32| [length.to_be_bytes(), begin.to_be_bytes(), [0, 1, 0, 0]].concat();
        let list = |edits: &[Vec<u8>]| [vec![0; 7], vec![edits.len() as u8], edits.concat()].concat();
        assert_eq!(single_edit(&list(&[edit(10_000, 1024)])), Some((10_000, 1024)));
        assert_eq!(single_edit(&list(&[edit(5, u32::MAX), edit(10_000, 1024)])), Some((10_000, 1024)));
        assert_eq!(single_edit(&list(&[edit(5, 0), edit(10_000, 1024)])), None);
        assert_eq!(single_edit(&[0, 0]), None);
    }
}
