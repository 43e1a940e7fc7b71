//! Where in a file its sound is: without tags, which may grow and shrink.

use std::fs::File;

use super::super::tags::read_at_most;

/// So many chunks, boxes, blocks, pages or tags are passed on the way to the sound.
const MOST_STEPS: usize = 4096;
/// In Matroska the sound is looked for in so many bytes, and so many of it count: tags may stand after it.
const MATROSKA_HEAD: usize = 1 << 20;
const MATROSKA_SOUND: u64 = 64 << 10;

/// What a fingerprint is taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Region {
    /// From a byte of the file to before another.
    Bytes(u64, u64),
    /// The same in Ogg, where tags that grow renumber the pages of the sound.
    Ogg(u64, u64),
    /// The format holds a digest of all its sound: length (frames) and MD5.
    Digest([u8; 24]),
}

impl Region {
    /// Start and end in bytes, and whether it is Ogg.
    pub(super) fn bounds(self) -> (u64, u64, bool) {
        match self {
            Self::Bytes(start, end) => (start, end, false),
            Self::Ogg(start, end) => (start, end, true),
            Self::Digest(_) => (0, 0, false),
        }
    }
}

/// A file that is looked at here and there.
struct Peek<'a> {
    file: &'a File,
    length: u64,
}

impl Peek<'_> {
    fn bytes<const N: usize>(&self, at: u64) -> Option<[u8; N]> {
        let mut bytes = [0; N];
        (read_at_most(self.file, &mut bytes, at).ok()? == N).then_some(bytes)
    }
}

pub(super) fn of(file: &File, length: u64) -> Option<Region> {
    let file = Peek { file, length };
    let start = after_id3(&file);
    let head: [u8; 12] = file.bytes(start)?;
    match &head {
        [b'f', b'L', b'a', b'C', ..] => flac(&file, start + 4),
        [b'O', b'g', b'g', b'S', ..] => ogg(&file, start),
        [b'R', b'I', b'F', b'F' | b'X', _, _, _, _, b'W', b'A', b'V', b'E'] => chunks(&file, start, *b"data", false),
        [b'F', b'O', b'R', b'M', _, _, _, _, b'A', b'I', b'F', b'F' | b'C'] => chunks(&file, start, *b"SSND", true),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => boxes(&file),
        [b'c', b'a', b'f', b'f', ..] => caf(&file),
        [0x1A, 0x45, 0xDF, 0xA3, ..] => matroska(&file),
        _ => Some(Region::Bytes(start, before_end_tags(&file))),
    }
}

/// The first byte after ID3v2 tags, of which there may be several.
fn after_id3(file: &Peek<'_>) -> u64 {
    let mut at = 0;
    for _ in 0..MOST_STEPS {
        let Some([b'I', b'D', b'3', _, _, flags, a, b, c, d]) = file.bytes::<10>(at) else { break };
        let size = [a, b, c, d].iter().fold(0, |size, byte| size << 7 | u64::from(byte & 0x7F));
        at += 10 + size + if flags & 0x10 != 0 { 10 } else { 0 };
    }
    at.min(file.length)
}

/// The first byte of the tags at the end: ID3v1 and APE.
fn before_end_tags(file: &Peek<'_>) -> u64 {
    let mut end = file.length;
    if end.checked_sub(128).and_then(|at| file.bytes(at)) == Some(*b"TAG") {
        end -= 128;
    }
    if let Some(footer) = end.checked_sub(32).and_then(|at| file.bytes::<32>(at))
        && footer.starts_with(b"APETAGEX")
    {
        let size = u64::from(u32::from_le_bytes([footer[12], footer[13], footer[14], footer[15]]));
        let header = if footer[23] & 0x80 != 0 { 32 } else { 0 };
        end = end.saturating_sub(size + header);
    }
    end
}

fn flac(file: &Peek<'_>, start: u64) -> Option<Region> {
    let mut at = start;
    for _ in 0..MOST_STEPS {
        let [kind, a, b, c] = file.bytes(at)?;
        if kind & 0x7F == 0
            && let Some(digest) = flac_digest(&file.bytes(at + 4)?)
        {
            return Some(digest);
        }
        at += 4 + u64::from(u32::from_be_bytes([0, a, b, c]));
        if kind & 0x80 != 0 {
            break;
        }
    }
    Some(Region::Bytes(at, before_end_tags(file)))
}

/// Some encoders leave the digest zero.
fn flac_digest(info: &[u8; 34]) -> Option<Region> {
    let mut digest = [0; 24];
    // Rate, channels, bits and frames share these 8 bytes.
    digest.copy_from_slice(&info[10..34]);
    digest[8..].iter().any(|byte| *byte != 0).then_some(Region::Digest(digest))
}

/// A chunk of RIFF or AIFF.
fn chunks(file: &Peek<'_>, start: u64, wanted: [u8; 4], big_endian: bool) -> Option<Region> {
    let mut at = start + 12;
    for _ in 0..MOST_STEPS {
        let [a, b, c, d, size @ ..] = file.bytes::<8>(at)?;
        let size = u64::from(if big_endian { u32::from_be_bytes(size) } else { u32::from_le_bytes(size) });
        if [a, b, c, d] == wanted {
            return Some(Region::Bytes(at + 8, (at + 8 + size).min(file.length)));
        }
        at += 8 + size + size % 2;
    }
    None
}

/// The largest `mdat` box of MP4.
fn boxes(file: &Peek<'_>) -> Option<Region> {
    let (mut at, mut largest) = (0, (0, 0));
    for _ in 0..MOST_STEPS {
        let Some([a, b, c, d, kind @ ..]) = file.bytes::<8>(at) else { break };
        let (header, size) = match u32::from_be_bytes([a, b, c, d]) {
            0 => (8, file.length - at),
            1 => (16, u64::from_be_bytes(file.bytes(at + 8)?)),
            size => (8, u64::from(size)),
        };
        let end = at.checked_add(size).filter(|_| size >= header).unwrap_or(file.length).min(file.length);
        if kind == *b"mdat" && end - at > largest.1 - largest.0 {
            largest = ((at + header).min(end), end);
        }
        at = end;
    }
    (largest.1 > 0).then_some(Region::Bytes(largest.0, largest.1))
}

fn caf(file: &Peek<'_>) -> Option<Region> {
    let mut at = 8;
    for _ in 0..MOST_STEPS {
        let [a, b, c, d, size @ ..] = file.bytes::<12>(at)?;
        // −1: to the end of the file.
        let end = u64::try_from(i64::from_be_bytes(size)).unwrap_or(u64::MAX).saturating_add(at + 12).min(file.length);
        if [a, b, c, d] == *b"data" {
            return Some(Region::Bytes(at + 12, end));
        }
        at = end;
    }
    None
}

fn matroska(file: &Peek<'_>) -> Option<Region> {
    let mut head = vec![0; usize::try_from(file.length).unwrap_or(MATROSKA_HEAD).min(MATROSKA_HEAD)];
    let read = read_at_most(file.file, &mut head, 0).ok()?;
    let cluster = head[..read].windows(4).position(|id| id == [0x1F, 0x43, 0xB6, 0x75])? as u64;
    Some(Region::Bytes(cluster, (cluster + MATROSKA_SOUND).min(file.length)))
}

/// From the page after the header packets: 3 in Vorbis, 2 in Opus and Speex. FLAC says in its first how many follow.
fn ogg(file: &Peek<'_>, start: u64) -> Option<Region> {
    let (mut at, mut left) = (start, None);
    for _ in 0..MOST_STEPS {
        let header: [u8; 27] = file.bytes(at)?;
        header.starts_with(b"OggS").then_some(())?;
        let mut lacing = vec![0; usize::from(header[26])];
        let read = read_at_most(file.file, &mut lacing, at + 27).ok()?;
        (read == lacing.len()).then_some(())?;
        let body = at + 27 + lacing.len() as u64;
        let headers = match left {
            Some(left) => left,
            None => headers(&file.bytes(body)?),
        };
        let finished = lacing.iter().filter(|length| **length < 255).count();
        at = body + lacing.iter().map(|length| u64::from(*length)).sum::<u64>();
        if finished >= headers {
            return Some(Region::Ogg(at, file.length));
        }
        left = Some(headers - finished);
    }
    None
}

fn headers(first: &[u8; 16]) -> usize {
    match first {
        [1, b'v', b'o', b'r', b'b', b'i', b's', ..] => 3,
        [0x7F, b'F', b'L', b'A', b'C', _, _, a, b, ..] => 1 + usize::from(u16::from_be_bytes([*a, *b])),
        _ => 2,
    }
}

/// Blanks what retagging changes in a block of Ogg that begins at `at`: each page's serial, number and checksum.
pub(super) fn mask_ogg(file: &File, at: u64, block: &mut [u8]) -> Option<()> {
    /// From a page's first byte to the end of what is blanked.
    const HEAD: usize = 26;
    let before = usize::try_from(at).unwrap_or(HEAD).min(HEAD);
    let mut around = vec![0; before + block.len() + HEAD];
    let read = read_at_most(file, &mut around, at - before as u64).ok()?;
    let pages = around[..read].windows(5).enumerate().filter(|(_, bytes)| bytes == b"OggS\0").map(|(page, _)| page);
    for page in pages {
        for place in page + 14..page + HEAD {
            if let Some(byte) = place.checked_sub(before).and_then(|place| block.get_mut(place)) {
                *byte = 0;
            }
        }
    }
    Some(())
}
