//! Ways to break a file, each the same in every run.

use fastrand::Rng;

/// Names and bytes of everything that a file is made into. `others` are whole files of other formats.
pub fn all(seed: &[u8], others: &[(&str, Vec<u8>)]) -> Vec<(String, Vec<u8>)> {
    let mut made = Vec::new();
    let mut random = Rng::with_seed(seed.len() as u64);
    for share in [0, 1, 3, 10, 30, 60, 90, 99] {
        made.push((format!("cut-{share}"), seed[..seed.len() * share / 100].to_vec()));
    }
    for (n, every) in [20, 100, 500, 3000, 20_000].into_iter().enumerate() {
        made.push((format!("flipped-{n}"), flipped(seed, seed.len(), every, &mut random)));
        made.push((format!("head-flipped-{n}"), flipped(seed, 600, every.min(100), &mut random)));
    }
    for (n, value) in [u32::MAX, 0x7FFF_FFFF, 0xFFFF, 0].into_iter().cycle().take(16).enumerate() {
        made.push((format!("size-{n}"), size(seed, n, value, &mut random)));
    }
    for n in 0..5 {
        made.push((format!("zeroed-{n}"), zeroed(seed, n, &mut random)));
        made.push((format!("swapped-{n}"), swapped(seed, &mut random)));
        made.push((format!("repeated-{n}"), repeated(seed, &mut random)));
    }
    for _ in 0..3 {
        let (kind, other) = &others[random.usize(..others.len())];
        made.push((format!("before-{kind}"), [seed, other].concat()));
        made.push((format!("after-{kind}"), [other, seed].concat()));
        let (a, b) = (seed.len().min(200), other.len().min(200));
        made.push((format!("head-on-{kind}"), [&seed[..a], &other[b..]].concat()));
    }
    made.push(("twice".into(), seed.repeat(2)));
    made.push(("junk-before".into(), [junk(3000, &mut random), seed.to_vec()].concat()));
    made.push(("junk".into(), junk(20_000, &mut random)));
    made.push(("zeros".into(), vec![0; 50_000]));
    made.push(("ones".into(), vec![0xFF; 50_000]));
    made
}

/// Somewhere in a file that is not empty.
fn place(bytes: &[u8], random: &mut Rng) -> usize {
    random.usize(..bytes.len().max(1))
}

fn flipped(seed: &[u8], within: usize, every: usize, random: &mut Rng) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    let within = within.min(bytes.len());
    for _ in 0..(within / every).max(2) {
        let at = random.usize(..within);
        bytes[at] ^= 1 << random.u8(..8);
    }
    bytes
}

/// A number of 4 bytes where a head may have one: at first where formats have their sizes, then anywhere in the head.
fn size(seed: &[u8], n: usize, value: u32, random: &mut Rng) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    let usual = [0, 4, 6, 8, 16, 24, 26, 40];
    let at = usual.get(n / 2).copied().unwrap_or_else(|| random.usize(..seed.len().min(2000)));
    if let Some(field) = bytes.get_mut(at..at + 4) {
        field.copy_from_slice(&value.to_be_bytes());
    }
    bytes
}

fn zeroed(seed: &[u8], n: usize, random: &mut Rng) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    let start = if n == 0 { 0 } else { place(&bytes, random) };
    let end = (start + random.usize(1..5000)).min(bytes.len());
    bytes[start..end].fill(0);
    bytes
}

fn swapped(seed: &[u8], random: &mut Rng) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    let size = random.usize(1..2000).min(bytes.len() / 2);
    let (a, b) = (random.usize(..=bytes.len() / 2 - size), bytes.len() / 2 + random.usize(..=bytes.len() / 2 - size));
    (0..size).for_each(|n| bytes.swap(a + n, b + n));
    bytes
}

/// A stretch that is there many times.
fn repeated(seed: &[u8], random: &mut Rng) -> Vec<u8> {
    let start = place(seed, random);
    let end = (start + random.usize(1..1000)).min(seed.len());
    [&seed[..start], &seed[start..end].repeat(random.usize(2..200)), &seed[end..]].concat()
}

fn junk(length: usize, random: &mut Rng) -> Vec<u8> {
    (0..length).map(|_| random.u8(..)).collect()
}
