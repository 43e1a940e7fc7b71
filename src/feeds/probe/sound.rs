//! Whether bytes look like sound, without decoding them.

/// Frame by frame formats are joined anywhere, so a header is only believed if another follows where it says.
const FRAMES_BELIEVED: usize = 2;

/// The format that these first bytes of a stream look like, as people call it.
pub(super) fn format_of(bytes: &[u8]) -> Option<&'static str> {
    let bytes = past_shoutcast_head(bytes);
    let begins = |magic: &[u8], at: usize| bytes.get(at..).is_some_and(|rest| rest.starts_with(magic));
    match () {
        () if begins(b"OggS", 0) => Some("Ogg"),
        () if begins(b"fLaC", 0) => Some("FLAC"),
        () if begins(b"RIFF", 0) && begins(b"WAVE", 8) => Some("WAV"),
        () if begins(b"ftyp", 4) => Some("MP4"),
        () if begins(&[0x1a, 0x45, 0xdf, 0xa3], 0) => Some("WebM"),
        () if begins(b"FORM", 0) && begins(b"AIF", 8) => Some("AIFF"),
        () if begins(b"ID3", 0) => Some("MP3"),
        () if has_frames(bytes, mpeg_frame) => Some("MP3"),
        () if has_frames(bytes, adts_frame) => Some("AAC"),
        () => None,
    }
}

/// SHOUTcast 1 begins its answer with `ICY 200 OK` where HTTP would say its version; the client takes all for content.
pub(super) fn shoutcast_status(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.strip_prefix(b"ICY ")?.get(..3)?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

fn past_shoutcast_head(bytes: &[u8]) -> &[u8] {
    let end = || bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|at| at + 4);
    shoutcast_status(bytes).and_then(|_| bytes.get(end()?..)).unwrap_or(bytes)
}

/// `true` if somewhere in these bytes frames follow each other without a gap.
fn has_frames(bytes: &[u8], length_of: fn(&[u8]) -> Option<usize>) -> bool {
    (0..bytes.len()).any(|start| {
        let mut at = start;
        (0..FRAMES_BELIEVED).all(|_| {
            let length = bytes.get(at..).and_then(length_of);
            at += length.unwrap_or(0);
            length.is_some()
        })
    })
}

/// In kbit/s, for MPEG-1 layer III, MPEG-2 layer III (and II), MPEG-1 layer II: ISO 11172-3, 2.4.2.3 and ISO 13818-3.
const KBITS: [[usize; 15]; 3] = [
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
];

/// The length in bytes of the MPEG audio frame (layer II or III) that begins here.
fn mpeg_frame(bytes: &[u8]) -> Option<usize> {
    let &[0xff, second, third, _, ..] = bytes else { return None };
    let (version, layer) = (second >> 3 & 3, second >> 1 & 3);
    if second >> 5 != 7 || version == 1 || !matches!(layer, 1 | 2) {
        return None;
    }
    let (mpeg1, layer3) = (version == 3, layer == 1);
    let row = match (mpeg1, layer3) {
        (true, true) => 0,
        (false, _) => 1,
        (true, false) => 2,
    };
    let bits = KBITS[row].get(usize::from(third >> 4)).filter(|&&kbits| kbits > 0)? * 1000;
    let rate = [44_100, 48_000, 32_000].get(usize::from(third >> 2 & 3))? >> [2, 0, 1, 0][usize::from(version)];
    let samples = if layer3 && !mpeg1 { 576 } else { 1152 };
    Some(samples / 8 * bits / rate + usize::from(third >> 1 & 1))
}

/// The length in bytes of the AAC frame that begins here: ISO 13818-7, 6.2 (ADTS).
fn adts_frame(bytes: &[u8]) -> Option<usize> {
    let &[0xff, second, third, fourth, fifth, sixth, _, ..] = bytes else { return None };
    let rate_is_known = third >> 2 & 15 < 13;
    let length = usize::from(fourth & 3) << 11 | usize::from(fifth) << 3 | usize::from(sixth >> 5);
    (second & 0xf6 == 0xf0 && rate_is_known && length > 7).then_some(length)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Frames of MP3: 128 kbit/s, 44.1 kHz, 417 bytes each.
    pub fn mp3(frames: usize) -> Vec<u8> {
        let mut frame = vec![0x55; 417];
        frame[..4].copy_from_slice(&[0xff, 0xfb, 0x90, 0x00]);
        frame.repeat(frames)
    }

    fn adts(frames: usize) -> Vec<u8> {
        let mut frame = [0x55; 200];
        frame[..7].copy_from_slice(&[0xff, 0xf1, 0x50, 0x80, 200 >> 3, 0x1f, 0xfc]);
        frame.repeat(frames)
    }

    #[test]
    fn containers_are_known_by_their_first_bytes() {
        for (bytes, format) in [
            (&b"OggS\0\x02"[..], "Ogg"),
            (b"fLaC\0", "FLAC"),
            (b"RIFF\0\0\0\0WAVE", "WAV"),
            (b"\0\0\0\x20ftypM4A ", "MP4"),
            (b"ID3\x04", "MP3"),
        ] {
            assert_eq!(format_of(bytes), Some(format));
        }
        assert_eq!(format_of(b"RIFF\0\0\0\0AVI "), None);
    }

    #[test]
    fn frames_are_found_wherever_the_stream_is_joined() {
        assert_eq!(format_of(&mp3(4)[100..]), Some("MP3"));
        assert_eq!(format_of(&adts(4)[100..]), Some("AAC"));
        assert_eq!(mpeg_frame(&[0xff, 0xf3, 0x80, 0xc4]), Some(208), "MPEG-2, 64 kbit/s, 22.05 kHz");
        assert_eq!(mpeg_frame(&[0xff, 0xfd, 0xa4, 0x00]), Some(576), "layer II, 192 kbit/s, 48 kHz");
    }

    #[test]
    fn shoutcasts_head_is_passed_over() {
        assert_eq!(format_of(b"ICY 200 OK\r\nicy-name: x\r\n\r\nOggS"), Some("Ogg"));
        assert_eq!(shoutcast_status(b"ICY 401 Unauthorized\r\n"), Some(401));
        assert_eq!(shoutcast_status(b"HTTP/1.1 401"), None);
    }

    #[test]
    fn one_frame_alone_or_a_web_page_or_noise_is_no_sound() {
        assert_eq!(format_of(&mp3(1)), None);
        assert_eq!(format_of(b"<!DOCTYPE html><html><body>Please log in</body></html>"), None);
        let mut noise = fastrand::Rng::with_seed(1);
        let bytes: Vec<u8> = (0..4096).map(|_| noise.u8(..)).collect();
        assert_eq!(format_of(&bytes), None);
        assert_eq!(format_of(&[0xff; 4096]), None);
    }
}
