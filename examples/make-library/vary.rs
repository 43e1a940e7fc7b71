//! A file's own sound, from its format's seed, without encoding anything: the frames of MP3 and FLAC and the packets
//! of Vorbis and Opus are put in another order, each with the numbers and checksums that it needs there; WAV gets
//! noise; MP4, whose frames are found by tables, gets some bytes behind the last frame that no table names.

use fastrand::Rng;

/// Packets of an Ogg page.
const PACKETS: usize = 16;

pub fn vary(extension: &str, seed: &[u8], random: &mut Rng) -> Vec<u8> {
    match extension {
        "mp3" => mp3(seed, random),
        "flac" => flac(seed, random),
        "ogg" => ogg(seed, 3, random),
        "opus" => ogg(seed, 2, random),
        "m4a" => m4a(seed, random),
        _ => wav(seed, random),
    }
}

fn mp3(seed: &[u8], random: &mut Rng) -> Vec<u8> {
    const KBITS: [usize; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    let start = if seed.starts_with(b"ID3") { 10 + usize::from(seed[8]) * 128 + usize::from(seed[9]) } else { 0 };
    let (mut rest, mut frames) = (&seed[start..], Vec::new());
    while let [0xFF, _, c, _, ..] = rest {
        // Layer 3 of MPEG-1 at 44.1 kHz: a frame is 1152 samples.
        let length = 144_000 * KBITS[usize::from(c >> 4)] / 44_100 + usize::from(c >> 1 & 1);
        let Some((frame, after)) = rest.split_at_checked(length) else { break };
        frames.push(frame);
        rest = after;
    }
    random.shuffle(&mut frames);
    frames.concat()
}

fn wav(seed: &[u8], random: &mut Rng) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    let data = seed.windows(4).position(|id| id == b"data").map_or(44, |at| at + 8);
    for sample in bytes[data..].chunks_exact_mut(2) {
        sample.copy_from_slice(&random.i16(-6000..6000).to_le_bytes());
    }
    bytes
}

fn m4a(seed: &[u8], random: &mut Rng) -> Vec<u8> {
    let mut at = 0;
    let size = |at: usize| u32::from_be_bytes([seed[at], seed[at + 1], seed[at + 2], seed[at + 3]]) as usize;
    while &seed[at + 4..at + 8] != b"mdat" {
        at += size(at);
    }
    let (head, tail) = seed.split_at(at + size(at));
    let more: Vec<u8> = (0..64).map(|_| random.u8(..)).collect();
    let mut bytes = [head, &more, tail].concat();
    bytes[at..at + 4].copy_from_slice(&((size(at) + more.len()) as u32).to_be_bytes());
    bytes
}

fn flac(seed: &[u8], random: &mut Rng) -> Vec<u8> {
    let mut audio = 4;
    loop {
        let last = seed[audio] & 0x80 != 0;
        audio +=
            4 + (usize::from(seed[audio + 1]) << 16 | usize::from(seed[audio + 2]) << 8 | usize::from(seed[audio + 3]));
        if last {
            break;
        }
    }
    let mut bytes = seed[..audio].to_vec();
    // The digest is of the sound in its old order: none is said.
    bytes[4 + 4 + 18..4 + 4 + 34].fill(0);
    let mut starts: Vec<usize> = (audio..seed.len() - 8).filter(|at| is_flac_frame(&seed[*at..])).collect();
    let end = starts.pop().unwrap_or(seed.len());
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([end]).collect();
    // The last frame is shorter than the others and stays away.
    let mut frames: Vec<&[u8]> = starts.iter().zip(ends).map(|(start, end)| &seed[*start..end]).collect();
    random.shuffle(&mut frames);
    frames.iter().enumerate().for_each(|(number, frame)| bytes.extend(renumbered(frame, number)));
    bytes
}

/// Bytes of a frame's header before its checksum; the number takes one byte in a seed of fewer than 128 frames.
fn flac_header(frame: &[u8]) -> usize {
    let more = match frame[2] >> 4 {
        6 => 1,
        7 => 2,
        _ => 0,
    };
    let rate = match frame[2] & 15 {
        12 => 1,
        13 | 14 => 2,
        _ => 0,
    };
    5 + more + rate
}

fn is_flac_frame(bytes: &[u8]) -> bool {
    let header = || flac_header(bytes);
    bytes[0] == 0xFF
        && bytes[1] == 0xF8
        && bytes[4] < 128
        && bytes.len() > header()
        && crc8(&bytes[..header()]) == bytes[header()]
}

fn renumbered(frame: &[u8], number: usize) -> Vec<u8> {
    let mut frame = frame.to_vec();
    let header = flac_header(&frame);
    frame[4] = number as u8;
    frame[header] = crc8(&frame[..header]);
    let body = frame.len() - 2;
    let crc = crc16(&frame[..body]);
    frame[body..].copy_from_slice(&crc.to_be_bytes());
    frame
}

fn ogg(seed: &[u8], headers: usize, random: &mut Rng) -> Vec<u8> {
    let (mut packets, mut granule, mut at) = (vec![Vec::new()], 0u64, 0);
    let serial = &seed[14..18];
    while at + 27 <= seed.len() {
        let page = &seed[at..];
        let lacing = &page[27..27 + usize::from(page[26])];
        granule = page[6..14].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
        let mut body = at + 27 + lacing.len();
        for length in lacing {
            let end = body + usize::from(*length);
            if let Some(packet) = packets.last_mut() {
                packet.extend_from_slice(&seed[body..end]);
            }
            if *length < 255 {
                packets.push(Vec::new());
            }
            body = end;
        }
        at = body;
    }
    packets.retain(|packet| !packet.is_empty());
    random.shuffle(&mut packets[headers..]);
    // The first header stands alone, the others end their page.
    let sound = packets.len() - headers;
    let ranges = [0..1, 1..headers].into_iter().chain(
        (0..sound.div_ceil(PACKETS))
            .map(|page| headers + page * PACKETS..packets.len().min(headers + (page + 1) * PACKETS)),
    );
    let mut bytes = Vec::with_capacity(seed.len() + 1000);
    for (number, range) in ranges.enumerate() {
        let done = range.end.saturating_sub(headers) as u64;
        let flags = u8::from(number == 0) << 1 | u8::from(range.end == packets.len()) << 2;
        pages(&mut bytes, &packets[range], granule * done / sound as u64, serial, flags);
    }
    bytes
}

/// Writes packets as pages: one, unless they are too long for it.
fn pages(out: &mut Vec<u8>, packets: &[Vec<u8>], granule: u64, serial: &[u8], flags: u8) {
    let lacing: Vec<u8> = packets
        .iter()
        .flat_map(|packet| std::iter::repeat_n(255, packet.len() / 255).chain([(packet.len() % 255) as u8]))
        .collect();
    let body = packets.concat();
    let (mut from, pieces) = (0, lacing.chunks(255).count());
    for (piece, lacing) in lacing.chunks(255).enumerate() {
        let length: usize = lacing.iter().map(|length| usize::from(*length)).sum();
        // A page that no packet ends in has no time.
        let granule = if lacing.iter().all(|length| *length == 255) { u64::MAX } else { granule };
        let continued = u8::from(piece > 0);
        let last = if piece + 1 == pieces { flags } else { flags & 2 };
        let start = out.len();
        let number = out[..start].windows(5).filter(|bytes| bytes == b"OggS\0").count() as u32;
        out.extend_from_slice(b"OggS\0");
        out.push(continued | last);
        out.extend_from_slice(&granule.to_le_bytes());
        out.extend_from_slice(serial);
        out.extend_from_slice(&number.to_le_bytes());
        out.extend_from_slice(&[0; 4]);
        out.push(lacing.len() as u8);
        out.extend_from_slice(lacing);
        out.extend_from_slice(&body[from..from + length]);
        from += length;
        let crc = crc32(&out[start..]);
        out[start + 22..start + 26].copy_from_slice(&crc.to_le_bytes());
    }
}

/// The checksums, by their polynomials, highest bit first.
fn crc8(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |crc, byte| (0..8).fold(crc ^ byte, |crc, _| (crc << 1) ^ ((crc >> 7) * 0x07)))
}

fn crc16(bytes: &[u8]) -> u16 {
    let step = |crc: u16, _| (crc << 1) ^ ((crc >> 15) * 0x8005);
    bytes.iter().fold(0, |crc, byte| (0..8).fold(crc ^ u16::from(*byte) << 8, step))
}

fn crc32(bytes: &[u8]) -> u32 {
    static TABLE: std::sync::LazyLock<[u32; 256]> = std::sync::LazyLock::new(|| {
        std::array::from_fn(|n| (0..8).fold((n as u32) << 24, |crc, _| (crc << 1) ^ ((crc >> 31) * 0x04C1_1DB7)))
    });
    bytes.iter().fold(0, |crc, byte| crc << 8 ^ TABLE[usize::from((crc >> 24) as u8 ^ byte)])
}
