//! What has been played: `history.toml`, which only grows.
//!
//! Each entry is written and made safe before [`History::append`] returns. An entry that a power cut tore is passed
//! over when the file is read, and cut off before the next one is written.

mod entry;

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use super::place::{KeepError, Place};
use crate::store::StoreError;
use crate::store::music::Reader;
use crate::store::whole::sync_folder_of;

/// What an entry begins with, on a line of its own.
const HEAD: &str = "[[play]]";
/// Bytes that are read at a time, from the end backwards.
const CHUNK: u64 = 64 << 10;
/// Plays that are looked at for the last ones of each track.
const RECENT: usize = 2_000;

/// One play.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Play {
    /// When it began.
    pub at: Timestamp,
    #[serde(serialize_with = "crate::model::lossy")]
    pub path: PathBuf,
    pub title: Option<String>,
    pub artist: Option<String>,
    /// How much of it was heard, to the second.
    #[serde(serialize_with = "crate::model::seconds")]
    pub heard: Duration,
    /// Of its sound, by which it is found again when the file was moved.
    #[serde(skip)]
    pub fingerprint: Option<u64>,
}

/// Some plays, newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Page {
    pub plays: Vec<Play>,
    /// For [`History::page`], to go on; `None` if there are no older ones.
    pub before: Option<u64>,
}

/// Of all plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    pub plays: u64,
    #[serde(serialize_with = "crate::model::seconds")]
    pub heard: Duration,
    /// Entries that cannot be understood; they stay in the file.
    pub skipped: u64,
}

/// The history of a place.
#[derive(Clone, Debug)]
pub struct History {
    place: Place,
    path: PathBuf,
}

impl History {
    pub fn of(place: &Place) -> Self {
        Self { place: place.clone(), path: place.history() }
    }

    /// Adds a play. What a power cut had torn is cut off before, and given back.
    ///
    /// # Errors
    /// The disk refuses; the history is as it was, or ends in a torn entry that the next one cuts off.
    pub fn append(&self, play: &Play) -> Result<Option<String>, KeepError> {
        let _lock = self.place.lock()?;
        self.add(play).map_err(|why| KeepError::write(&self.path, why))
    }

    /// The plays before the place `before` of the page before, or the newest; no more than `limit`. Reads no more of
    /// the file than that.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn page(&self, before: Option<u64>, limit: usize) -> Result<Page, KeepError> {
        self.newest(before, limit).map_err(|why| KeepError::read(&self.path, why))
    }

    /// What was played last, each once, by its newest play; no more than `limit`. Looks at the newest 2,000 plays only.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn recent(&self, limit: usize) -> Result<Vec<Play>, KeepError> {
        let (mut seen, mut recent, mut looked_at, mut before) = (HashSet::new(), Vec::new(), 0, None);
        while recent.len() < limit && looked_at < RECENT {
            let page = self.page(before, limit.min(RECENT))?;
            looked_at += page.plays.len();
            recent.extend(page.plays.into_iter().filter(|play| seen.insert(play.path.clone())));
            before = page.before;
            if before.is_none() {
                break;
            }
        }
        recent.truncate(limit);
        Ok(recent)
    }

    /// Each play, oldest first, and the sum of them. An error of `take` ends it.
    ///
    /// # Errors
    /// The file cannot be read, or that of `take`.
    pub fn each<E: From<KeepError>>(&self, take: &mut dyn FnMut(Play) -> Result<(), E>) -> Result<Totals, E> {
        let failed = |why| KeepError::read(&self.path, why);
        let mut totals = Totals::default();
        let file = match File::open(&self.path) {
            Err(why) if why.kind() == ErrorKind::NotFound => return Ok(totals),
            file => file.map_err(failed)?,
        };
        let (mut lines, mut block) = (BufReader::with_capacity(CHUNK as usize, file), Vec::new());
        loop {
            let start = block.len();
            let is_end = lines.read_until(b'\n', &mut block).map_err(failed)? == 0;
            if is_end || is_head(&block[start..]) {
                let next = block.split_off(start);
                if let Some(play) = totals.count(&block) {
                    take(play)?;
                }
                block = next;
            }
            if is_end {
                return Ok(totals);
            }
        }
    }

    /// The sum of all plays.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn totals(&self) -> Result<Totals, KeepError> {
        self.each(&mut |_| Ok(()))
    }

    /// All plays, each with the file's place now: one that was moved is found by its sound. To count them anew, after
    /// the scan that has filled a new index.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn where_now(&self, reader: &Reader) -> Result<Vec<(PathBuf, Timestamp)>, KeepError> {
        let mut plays = Vec::new();
        self.each(&mut |play| {
            // What the index cannot tell is as it was.
            let path = where_now(reader, &play).unwrap_or_else(|_| play.path.clone());
            plays.push((path, play.at));
            Ok::<(), KeepError>(())
        })?;
        Ok(plays)
    }

    fn add(&self, play: &Play) -> io::Result<Option<String>> {
        let is_new = !self.path.exists();
        let mut file =
            OpenOptions::new().create(true).truncate(false).read(true).write(true).mode(0o600).open(&self.path)?;
        let (end, torn) = sound_end(&file)?;
        if torn.is_some() {
            file.set_len(end)?;
        }
        let entry = entry::written(play);
        let gap = if end > 0 && !ends_in(&file, end, b"\n\n")? { "\n\n" } else { "" };
        io::Seek::seek(&mut file, io::SeekFrom::Start(end))?;
        let written = file.write_all(format!("{gap}{entry}").as_bytes()).and_then(|()| file.sync_data());
        if written.is_err() {
            // A full disk may have taken a part: it is passed over when read, so no harm if this fails, too.
            let _ = file.set_len(end);
        }
        written?;
        if is_new {
            sync_folder_of(&self.path)?;
        }
        Ok(torn)
    }

    fn newest(&self, before: Option<u64>, limit: usize) -> io::Result<Page> {
        let file = match File::open(&self.path) {
            Err(why) if why.kind() == ErrorKind::NotFound => return Ok(Page::default()),
            file => file?,
        };
        let (mut page, mut end) = (Page::default(), before.unwrap_or(u64::MAX).min(file.metadata()?.len()));
        while end > 0 && page.plays.len() < limit {
            let (start, bytes) = last_block(&file, end)?;
            page.plays.extend(entry::read(&bytes));
            end = start;
        }
        page.before = Some(end).filter(|end| *end > 0);
        Ok(page)
    }
}

fn where_now(reader: &Reader, play: &Play) -> Result<PathBuf, StoreError> {
    let is_known = reader.track(&play.path)?.is_some();
    let found = play.fingerprint.filter(|_| !is_known).map(|fingerprint| reader.by_fingerprint(fingerprint));
    Ok(found.transpose()?.flatten().unwrap_or_else(|| play.path.clone()))
}

impl Totals {
    fn count(&mut self, block: &[u8]) -> Option<Play> {
        let play = entry::read(block);
        match &play {
            Some(play) => (self.plays, self.heard) = (self.plays + 1, self.heard + play.heard),
            // What stands before the first entry is none that is broken.
            None => self.skipped += u64::from(is_head(block)),
        }
        play
    }
}

fn is_head(line: &[u8]) -> bool {
    line.strip_prefix(HEAD.as_bytes()).is_some_and(|rest| rest.is_empty() || rest.trim_ascii_start().len() < rest.len())
}

/// Where the last sound entry ends, and what stands after it: the file's end, and nothing, save after a power cut.
fn sound_end(file: &File) -> io::Result<(u64, Option<String>)> {
    let len = file.metadata()?.len();
    if len == 0 || ends_in(file, len, b"\n\n")? {
        return Ok((len, None));
    }
    let (start, block) = last_block(file, len)?;
    // Somebody's hand may have added one, without the empty line after it, or words before the first.
    if entry::parse(&block).is_some() || !is_head(&block) {
        let torn_head = HEAD.as_bytes().starts_with(&block);
        return Ok(if torn_head { (start, Some(lossy(&block))) } else { (len, None) });
    }
    let whole = entry::whole(&block).filter(|end| entry::parse(&block[..*end]).is_some()).unwrap_or_default();
    Ok((start + whole as u64, Some(lossy(&block[whole..]))))
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn ends_in(file: &File, end: u64, with: &[u8]) -> io::Result<bool> {
    let mut last = vec![0; with.len()];
    let Some(start) = end.checked_sub(with.len() as u64) else { return Ok(false) };
    file.read_exact_at(&mut last, start).map(|()| last == with)
}

/// The last entry before `end`, and where it starts; what stands before the first entry is the last of all.
fn last_block(file: &File, end: u64) -> io::Result<(u64, Vec<u8>)> {
    let (mut start, mut bytes) = (end, Vec::new());
    while start > 0 {
        let step = start.min(CHUNK);
        let mut more = vec![0; usize::try_from(step).unwrap_or_default()];
        file.read_exact_at(&mut more, start - step)?;
        more.append(&mut bytes);
        (start, bytes) = (start - step, more);
        let at_line = |at: usize| if at == 0 { start == 0 } else { bytes.get(at - 1) == Some(&b'\n') };
        let found = (0..bytes.len()).rev().find(|at| at_line(*at) && is_head(&bytes[*at..]));
        if let Some(at) = found {
            return Ok((start + at as u64, bytes.split_off(at)));
        }
    }
    Ok((0, bytes))
}

#[cfg(test)]
mod tests;
