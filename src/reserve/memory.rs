//! What outlives a restart: the recent plays and the seed. A thread of its own keeps them, and looks things up in the
//! library's index, so that nobody waits for the disk that holds either.

use std::fs;
use std::path::{Path, PathBuf};

use crossbeam_channel::{Receiver, Sender, unbounded};
use serde::{Deserialize, Serialize};

use super::keeper::Word;
use super::rotation::{Play, Song};
use super::shelf::Shelves;
use crate::store::whole;

/// What [`super::rotation::Rotation`] remembers, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Memory {
    pub seed: u64,
    pub choices: u64,
    /// Track, artist, seconds since 1970; oldest first.
    plays: Vec<(u64, Option<u64>, i64)>,
}

impl Memory {
    pub(super) fn new((seed, choices, plays): (u64, u64, Vec<Play>)) -> Self {
        let plays = plays.into_iter().map(|play| (play.song.track, play.song.artist, play.at)).collect();
        Self { seed, choices, plays }
    }

    pub(super) fn plays(&self) -> Vec<Play> {
        let play = |&(track, artist, at): &(u64, Option<u64>, i64)| Play { song: Song { track, artist }, at };
        self.plays.iter().map(play).collect()
    }
}

/// What the thread is asked to do.
pub(super) enum Errand {
    Keep(Memory),
    /// What is known of this artist?
    About(String),
}

/// Starts the thread. It tells first what is remembered. Without a thread nothing is: music goes on all the same.
pub(super) fn start(file: Option<PathBuf>, shelves: Option<Shelves>, tell: Sender<Word>) -> Option<Sender<Errand>> {
    let (send, errands) = unbounded();
    let work = move || {
        let remembered = file.as_deref().and_then(load);
        if tell.send(Word::Remembered(remembered)).is_ok() {
            run(file.as_deref(), shelves.as_ref(), &errands, &tell);
        }
    };
    std::thread::Builder::new().name("reserve memory".into()).spawn(work).is_ok().then_some(send)
}

fn run(file: Option<&Path>, shelves: Option<&Shelves>, errands: &Receiver<Errand>, tell: &Sender<Word>) {
    while let Ok(first) = errands.recv() {
        let mut newest = None;
        for errand in std::iter::once(first).chain(errands.try_iter()) {
            match errand {
                Errand::Keep(memory) => newest = Some(memory),
                Errand::About(artist) => {
                    let about = shelves.and_then(|open| open().ok()).and_then(|shelf| shelf.about(&artist));
                    // Whoever asked may be gone: then the next `recv` says so.
                    let _ = tell.send(Word::About { artist, about });
                }
            }
        }
        if let (Some(file), Some(memory)) = (file, newest)
            && let Err(error) = keep(file, &memory)
        {
            tracing::warn!("{} cannot be written ({error}): after a restart, music may repeat.", file.display());
        }
    }
}

/// What was kept; a file that is missing or damaged is as good as none.
fn load(file: &Path) -> Option<Memory> {
    serde_json::from_slice(&fs::read(file).ok()?).ok()
}

/// Writes it so that a power cut leaves the old or the new, whole.
fn keep(file: &Path, memory: &Memory) -> std::io::Result<()> {
    fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
    whole::replace(file, &serde_json::to_vec(memory)?, 0o666)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Memory {
        let play = |track, artist, at| Play { song: Song { track, artist }, at };
        Memory::new((u64::MAX, 3, vec![play(u64::MAX, None, 5), play(1, Some(u64::MAX - 1), -1)]))
    }

    #[test]
    fn what_is_kept_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/er/reserve.json");
        assert_eq!(load(&file), None);
        keep(&file, &some()).unwrap();
        assert_eq!(load(&file), Some(some()));
        assert_eq!(Memory::new((some().seed, some().choices, some().plays())), some());
    }

    #[test]
    fn a_damaged_file_is_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("reserve.json");
        keep(&file, &some()).unwrap();
        let whole = fs::read(&file).unwrap();
        for end in 0..whole.len() {
            fs::write(&file, &whole[..end]).unwrap();
            assert_eq!(load(&file), None);
        }
    }
}
