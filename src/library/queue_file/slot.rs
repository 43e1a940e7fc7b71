//! The position in 64 bytes.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::time::Duration;

/// Bytes. Two of them fit into any disk's smallest block.
const LEN: usize = 64;

/// One writing of the position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Slot {
    /// Of the queue that it belongs to.
    pub id: u32,
    /// Counts up from writing to writing.
    pub number: u32,
    pub upcoming: usize,
    pub playing: bool,
    /// To the millisecond.
    pub elapsed: Duration,
}

impl Slot {
    /// Slots are written in turn.
    pub(super) fn offset(&self) -> u64 {
        u64::from(self.number % 2) * LEN as u64
    }

    /// A line that a person can read: number, queue, place, whether it plays, milliseconds, checksum.
    pub(super) fn bytes(&self) -> [u8; LEN] {
        let (playing, millis) = (u8::from(self.playing), self.elapsed.as_millis().min(99_999_999_999));
        let words = format!("{:08x} {:08x} {:>10} {playing} {millis:>11}", self.number, self.id, self.upcoming);
        let line = format!("{words} {:08x}", checksum(words.as_bytes()));
        let mut bytes = [b' '; LEN];
        bytes.iter_mut().zip(line.bytes()).for_each(|(to, from)| *to = from);
        bytes[LEN - 1] = b'\n';
        bytes
    }

    /// `None` if the bytes are not a whole slot.
    fn read(bytes: &[u8]) -> Option<Self> {
        let line = std::str::from_utf8(bytes).ok()?.trim_end();
        let (words, sum) = line.rsplit_once(' ')?;
        if u32::from_str_radix(sum, 16).ok()? != checksum(words.as_bytes()) {
            return None;
        }
        let mut words = words.split_whitespace();
        Some(Self {
            number: u32::from_str_radix(words.next()?, 16).ok()?,
            id: u32::from_str_radix(words.next()?, 16).ok()?,
            upcoming: words.next()?.parse().ok()?,
            playing: words.next()? == "1",
            elapsed: Duration::from_millis(words.next()?.parse().ok()?),
        })
    }
}

/// The slot that was written last, of those that were written whole.
pub(super) fn newest(file: &File) -> Option<Slot> {
    let slots = [0, LEN as u64].map(|offset| {
        let mut bytes = [0; LEN];
        file.read_exact_at(&mut bytes, offset).ok().and_then(|()| Slot::read(&bytes))
    });
    // Numbers go round: the newer is the one that is a little ahead.
    slots.into_iter().flatten().reduce(|a, b| if b.number.wrapping_sub(a.number) < u32::MAX / 2 { b } else { a })
}

/// FNV-1a of 32 bits. <http://www.isthe.com/chongo/tech/comp/fnv/>
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(number: u32) -> Slot {
        Slot { id: u32::MAX, number, upcoming: 100_000, playing: true, elapsed: Duration::from_millis(61_250) }
    }

    #[test]
    fn slots_come_back_and_torn_ones_do_not() {
        let (new, old) =
            (slot(u32::MAX), Slot { upcoming: usize::MAX / 1_000_000_000, elapsed: Duration::MAX, ..slot(4) });
        assert_eq!(Slot::read(&new.bytes()), Some(new));
        assert_eq!(Slot::read(&old.bytes()).map(|slot| slot.upcoming), Some(old.upcoming));
        for cut in 1..54 {
            let mut torn = slot(5).bytes();
            torn[..cut].copy_from_slice(&Slot { elapsed: Duration::from_millis(99_999), ..slot(7) }.bytes()[..cut]);
            let whole = [slot(5).bytes(), Slot { elapsed: Duration::from_millis(99_999), ..slot(7) }.bytes()];
            assert!(Slot::read(&torn).is_none() || whole.contains(&torn), "{cut}");
        }
        assert_eq!((Slot::read(&[0; LEN]), Slot::read(b"")), (None, None));
    }

    #[test]
    fn the_newest_whole_slot_counts() {
        let file = tempfile::tempfile().unwrap();
        assert_eq!(newest(&file), None);
        for number in [u32::MAX - 1, u32::MAX, 0, 1] {
            file.write_all_at(&slot(number).bytes(), slot(number).offset()).unwrap();
            assert_eq!(newest(&file), Some(slot(number)));
        }
        file.write_all_at(b"torn", slot(1).offset()).unwrap();
        assert_eq!(newest(&file), Some(slot(0)));
    }
}
