//! What a file looks like: how loud it is from its beginning to its end, for a seek bar.
//!
//! The whole file is decoded, as fast as it goes, and what comes of it is kept on the disk.

use std::fs::Metadata;
use std::os::unix::ffi::OsStrExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use super::cache::{Cache, hash};
use crate::audio::decoder::{Block, Decoder, Input};
use crate::store::music::Stamp;

/// Columns of a waveform: a seek bar has no more.
pub const COLUMNS: usize = 600;
/// Longer files have none: nobody waits for it, and a column would be half a minute.
const LONGEST: Duration = Duration::from_secs(3 * 3600);
/// Bytes on the disk: a waveform takes one a column.
const MOST: u64 = 32 << 20;
/// Cells that are held while a file is decoded; with more, each two become one.
const CELLS: usize = 8 * 1024;
/// How much of a column's height is the loudest moment, the rest being the mean power: peaks alone are a solid bar
/// for most records, power alone hides the beat.
const PEAK: f32 = 0.3;
/// Above 0, linear: below 1 lifts what is quiet, so that it can be seen.
const CURVE: f32 = 0.8;

/// The waveforms of music files. One for all threads.
pub struct Waveforms {
    cache: Cache,
}

impl Waveforms {
    /// They are kept in this folder, in `waveforms`. Touches no disk yet.
    pub fn new(cache_folder: PathBuf) -> Self {
        Self { cache: Cache::new(cache_folder.join("waveforms"), MOST) }
    }

    /// [`COLUMNS`] heights of equal length, 255 being the loudest of the file. `None` if it cannot be decoded or is longer
    /// than three hours, or when `stop` is set. Blocks for as long as decoding takes, the first time.
    pub fn waveform(&self, path: &Path, stop: &AtomicBool) -> Option<Arc<[u8]>> {
        // Reading a pipe might never end.
        let about = std::fs::metadata(path).ok().filter(Metadata::is_file)?;
        let stamp = Stamp::of(&about);
        let parts = [stamp.size, stamp.modified.cast_unsigned(), stamp.inode].map(u64::to_ne_bytes);
        let name = format!("{:016x}", hash(&[path.as_os_str().as_bytes(), parts.as_flattened()]));
        if let Some(known) = self.cache.read(&name).filter(|bytes| bytes.len() == COLUMNS) {
            return Some(known.into());
        }
        // The decoder catches its codecs; this is for all else.
        let columns = catch_unwind(AssertUnwindSafe(|| decode(path, stop))).ok().flatten()?;
        self.cache.write(&name, &columns);
        Some(columns.into())
    }
}

fn decode(path: &Path, stop: &AtomicBool) -> Option<Vec<u8>> {
    let mut decoder = Decoder::open(Input::File(path.to_owned()), Duration::ZERO).ok()?;
    let announced = decoder.announced();
    if announced.is_some_and(|length| length > LONGEST) {
        return None;
    }
    let mut shape = Shape::default();
    while !stop.load(Relaxed) {
        match decoder.next() {
            Ok(Some(block)) => shape.take(&block),
            Ok(None) => return shape.columns(announced),
            Err(error) if error.is_skippable() => {}
            // What there is of a damaged file is where it is heard.
            Err(_) => return shape.columns(announced),
        }
        if shape.seconds > LONGEST.as_secs_f64() {
            return None;
        }
    }
    None
}

/// A stretch of sound.
#[derive(Clone, Copy, Default)]
struct Cell {
    peak: f32,
    /// The sum of squares, and of how many samples.
    energy: f64,
    samples: u32,
}

/// A file as far as it is decoded, however long, in a few thousand cells.
struct Shape {
    cells: Vec<Cell>,
    /// Samples in a cell that is full.
    full: u32,
    seconds: f64,
}

impl Default for Shape {
    fn default() -> Self {
        Self { cells: Vec::new(), full: 64, seconds: 0.0 }
    }
}

impl Cell {
    fn add(&mut self, other: Self) {
        self.peak = self.peak.max(other.peak);
        self.energy += other.energy;
        self.samples += other.samples;
    }

    fn of(samples: &[f32]) -> Self {
        let (mut peak, mut energy) = (0.0_f32, 0.0_f32);
        for sample in samples {
            peak = peak.max(sample.abs());
            energy += sample * sample;
        }
        Self { peak, energy: f64::from(energy), samples: samples.len() as u32 }
    }

    /// Full scale is 1, for a square wave as for its peaks.
    fn level(self) -> f32 {
        let rms = (self.energy / f64::from(self.samples.max(1))).sqrt() as f32;
        let level = PEAK * self.peak + (1.0 - PEAK) * rms;
        if level.is_finite() { level } else { 0.0 }
    }
}

impl Shape {
    fn take(&mut self, block: &Block<'_>) {
        self.seconds += (block.samples.len() / 2) as f64 / f64::from(block.rate.max(1));
        let mut rest = block.samples;
        while !rest.is_empty() {
            let room = self.cells.last().map_or(0, |cell| self.full.saturating_sub(cell.samples)) as usize;
            if room == 0 {
                self.grow();
                continue;
            }
            let (now, later) = rest.split_at(room.min(rest.len()));
            if let Some(cell) = self.cells.last_mut() {
                cell.add(Cell::of(now));
            }
            rest = later;
        }
    }

    /// One cell more; where there are too many, each two become one.
    fn grow(&mut self) {
        if self.cells.len() < CELLS {
            self.cells.push(Cell::default());
            return;
        }
        let (pairs, _) = self.cells.as_chunks::<2>();
        let joined = |[first, second]: &[Cell; 2]| {
            let mut both = *first;
            both.add(*second);
            both
        };
        self.cells = pairs.iter().map(joined).collect();
        self.full *= 2;
    }

    /// `None` if there is nothing. What is missing of the announced length is silent.
    fn columns(&self, announced: Option<Duration>) -> Option<Vec<u8>> {
        (self.seconds > 0.0).then_some(())?;
        let whole = announced.map_or(self.seconds, |length| length.as_secs_f64().max(self.seconds));
        let a_column = self.cells.len() as f64 * (whole / self.seconds) / COLUMNS as f64;
        let levels: Vec<f32> = (0..COLUMNS).map(|column| self.level(column as f64 * a_column, a_column)).collect();
        let loudest = levels.iter().copied().fold(0.0, f32::max);
        let height = |level: &f32| if loudest > 0.0 { (level / loudest).powf(CURVE) * 255.0 } else { 0.0 };
        Some(levels.iter().map(|level| height(level).round() as u8).collect())
    }

    /// Of the cells from here on: at least of the one that is here.
    fn level(&self, from: f64, length: f64) -> f32 {
        let first = from as usize;
        let last = ((from + length) as usize).max(first + 1).min(self.cells.len());
        let mut all = Cell::default();
        self.cells.get(first..last).unwrap_or_default().iter().for_each(|cell| all.add(*cell));
        all.level()
    }
}

#[cfg(test)]
mod tests;
