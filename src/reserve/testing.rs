//! Small music files for tests, made on the spot.

const RATE: u32 = 8000;

/// A mono, 16-bit WAV of silence.
pub(super) fn wav(seconds: f64) -> Vec<u8> {
    let data = (seconds * f64::from(RATE)) as u32 * 2;
    let mut bytes = Vec::new();
    bytes.extend(b"RIFF");
    bytes.extend((36 + data).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    bytes.extend(RATE.to_le_bytes());
    bytes.extend((RATE * 2).to_le_bytes());
    bytes.extend(b"\x02\0\x10\0data");
    bytes.extend(data.to_le_bytes());
    bytes.resize(bytes.len() + data as usize, 0);
    bytes
}

/// The head of a FLAC file: stream info (one second) and tags.
pub(super) fn tagged_flac(title: &str, artist: &str) -> Vec<u8> {
    let text = |text: &str| [&(text.len() as u32).to_le_bytes()[..], text.as_bytes()].concat();
    let tags =
        [text("test"), 2u32.to_le_bytes().to_vec(), text(&format!("TITLE={title}")), text(&format!("ARTIST={artist}"))]
            .concat();
    let mut bytes = b"fLaC\x00\x00\x00\x22".to_vec();
    bytes.extend(b"\x10\x00\x10\x00\0\0\0\0\0\0");
    // 20 bits rate, 3 bits channels - 1, 5 bits per sample - 1, 36 bits samples.
    let info = u64::from(RATE) << 44 | 15 << 36 | u64::from(RATE);
    bytes.extend(info.to_be_bytes());
    bytes.extend([0; 16]);
    bytes.push(0x84);
    bytes.extend(&(tags.len() as u32).to_be_bytes()[1..]);
    bytes.extend(tags);
    // One frame of one silent block: fixed block size 4096, rate from the stream info, mono, 16 bits, constant 0.
    let mut frame = vec![0xFF, 0xF8, 0xC0, 0x08, 0x00];
    frame.push(crc8(&frame));
    frame.extend([0, 0, 0]);
    frame.extend(crc16(&frame).to_be_bytes());
    bytes.extend(frame);
    bytes
}

fn crc8(bytes: &[u8]) -> u8 {
    bytes
        .iter()
        .fold(0, |crc, byte| (0..8).fold(crc ^ byte, |crc, _| crc << 1 ^ if crc & 0x80 == 0 { 0 } else { 0x07 }))
}

fn crc16(bytes: &[u8]) -> u16 {
    let step = |crc: u16, _| crc << 1 ^ if crc & 0x8000 == 0 { 0 } else { 0x8005 };
    bytes.iter().fold(0, |crc, byte| (0..8).fold(crc ^ u16::from(*byte) << 8, step))
}
