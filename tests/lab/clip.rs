//! A piece of encoded sound that repeats for ever, cut into units (frames, pages) between which it may be left.

/// See the module.
#[derive(Debug)]
pub struct Clip {
    /// What a new client gets first (a WAV header); not repeated.
    pub intro: Vec<u8>,
    /// What repeats.
    pub bytes: Vec<u8>,
    /// Where each unit begins, in order, from 0.
    pub units: Vec<usize>,
    /// How long `bytes` sound.
    pub seconds: f64,
    /// May a client begin at any unit? Not in Ogg, where headers come first.
    pub joinable: bool,
}

impl Clip {
    /// `count` frames of MP3 or ADTS from the middle of an encoded file, where encoder and decoder have settled.
    pub fn frames(file: &[u8], count: usize, seconds: f64) -> Self {
        let starts = split(file, frame_length);
        let settled = starts.len() / 40 + 4;
        let (first, end) = (starts[settled], starts[settled + count]);
        let units = starts[settled..settled + count].iter().map(|start| start - first).collect();
        Self { intro: Vec::new(), bytes: file[first..end].to_vec(), units, seconds, joinable: true }
    }

    /// A chain of Ogg streams, each of `seconds`.
    pub fn ogg(links: Vec<Vec<u8>>, seconds: f64) -> Self {
        let seconds = seconds * links.len() as f64;
        let bytes = links.concat();
        let units = split(&bytes, page_length);
        Self { intro: Vec::new(), bytes, units, seconds, joinable: false }
    }

    /// 16-bit stereo, behind a header that promises no end.
    pub fn wav(bytes: Vec<u8>, rate: u32, seconds: f64) -> Self {
        let units = (0..bytes.len()).step_by(4).collect();
        Self { intro: super::wav::header(rate, 2, u32::MAX), bytes, units, seconds, joinable: true }
    }

    /// Bytes a second of sound, on average.
    pub fn byte_rate(&self) -> f64 {
        self.bytes.len() as f64 / self.seconds
    }

    /// The first unit's start at or after `at`; the clip's length after the last one.
    pub fn next_unit(&self, at: usize) -> usize {
        let next = self.units.partition_point(|&unit| unit < at);
        self.units.get(next).copied().unwrap_or(self.bytes.len())
    }
}

/// Where each unit begins, and after the last where it ends.
fn split(file: &[u8], length: fn(&[u8]) -> Option<usize>) -> Vec<usize> {
    let mut starts = vec![0];
    let mut at = 0;
    while let Some(length) = file.get(at..).and_then(length).filter(|length| at + length <= file.len()) {
        at += length;
        if at < file.len() {
            starts.push(at);
        }
    }
    starts
}

/// MPEG-1 layer III (ISO 11172-3, 2.4.1.3) or ADTS (ISO 13818-7, 6.2), told apart by the layer bits.
fn frame_length(at: &[u8]) -> Option<usize> {
    let head = at.get(..6).filter(|head| head[0] == 0xff && head[1] >= 0xe0)?;
    if head[1] & 0b110 == 0 {
        return Some((usize::from(head[3] & 3) << 11) | (usize::from(head[4]) << 3) | usize::from(head[5] >> 5));
    }
    const KBITS: [usize; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    const RATES: [usize; 3] = [44_100, 48_000, 32_000];
    let (kbits, rate) = (KBITS.get(usize::from(head[2] >> 4))?, RATES.get(usize::from(head[2] >> 2 & 3))?);
    Some(144_000 * kbits / rate + usize::from(head[2] >> 1 & 1))
}

/// RFC 3533, 6: 27 bytes, the segment table, the segments.
fn page_length(at: &[u8]) -> Option<usize> {
    let head = at.get(..27).filter(|head| head.starts_with(b"OggS"))?;
    let table = at.get(27..27 + usize::from(head[26]))?;
    Some(27 + table.len() + table.iter().copied().map(usize::from).sum::<usize>())
}
