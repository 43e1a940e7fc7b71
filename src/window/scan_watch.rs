//! Follows a scan of the library: what it finds comes onto the pages as it is found, and the first song of a first library is
//! played before the scan is done.

use std::time::Duration;

use egui::Context;

use super::acts::Act;
use super::librarian::{Asked, Desk, Librarian};
use super::music::{How, Music};
use crate::library::{Marks, Progress, State};
use crate::model::Source;
use crate::player::{self, Snapshot};
use crate::store::music::{Sort, Tracks};

/// Pages are asked for anew so often while the scan finds something, in seconds.
const PAUSE: f64 = 2.0;
/// The same while somebody waits for the first song.
const SHORT_PAUSE: f64 = 0.5;

/// The watch.
#[derive(Default)]
pub struct ScanWatch {
    /// What the pages show, and when they were asked for.
    shown: Option<(Progress, f64)>,
    holdings: Asked<(), Holdings>,
    first: First,
}

/// What a person has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holdings {
    pub folders: usize,
    pub tracks: u64,
}

impl Holdings {
    /// There is no library at all.
    pub fn nothing(self) -> bool {
        self.folders == 0 && self.tracks == 0
    }

    /// What cannot be read is not nothing: nobody is welcomed to it.
    pub fn of(desk: &mut Desk) -> Self {
        let place = desk.place.clone();
        let folders = place.map_or(1, |place| Marks::read(&place).map_or(1, |marks| marks.folders.len()));
        let tracks = match desk.reader() {
            Ok(Some(reader)) => reader.stats().map_or(1, |stats| stats.tracks),
            Ok(None) => 0,
            Err(_) => 1,
        };
        Self { folders, tracks }
    }
}

/// Whether this is the first time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum First {
    #[default]
    Unknown,
    /// Nothing was there when the window opened: the first song is to be played.
    Waiting,
    Over,
}

impl ScanWatch {
    /// Once a frame, also while the window is hidden.
    pub fn turn(&mut self, context: &Context, now: &Snapshot, librarian: &Librarian) -> Option<Act> {
        if self.first != First::Over
            && let Some(act) = self.first_song(now, librarian)
        {
            return Some(act);
        }
        let progress = now.library?;
        let time = context.input(|input| input.time);
        let (shown, since) = *self.shown.get_or_insert((progress, time));
        if counts(&shown) == counts(&progress) {
            return None;
        }
        let pause = if self.first == First::Waiting { SHORT_PAUSE } else { PAUSE };
        let left = since + pause - time;
        if left > 0.0 && progress.state != State::Idle {
            context.request_repaint_after(Duration::from_secs_f64(left));
            return None;
        }
        self.shown = Some((progress, time));
        librarian.turn_page();
        None
    }

    fn first_song(&mut self, now: &Snapshot, librarian: &Librarian) -> Option<Act> {
        let holdings = *self.holdings.get(librarian, &(), |desk, ()| Holdings::of(desk))?;
        match self.first {
            First::Unknown => self.first = if holdings.nothing() { First::Waiting } else { First::Over },
            First::Waiting if holdings.tracks > 0 => {
                self.first = First::Over;
                let free =
                    now.queue.length == 0 && now.on_air.source == Source::Reserve && now.state != player::State::Paused;
                return free.then(first_songs);
            }
            _ => {}
        }
        None
    }
}

/// Plays what has been found so far.
pub fn first_songs() -> Act {
    Act::Play(Music::View(Tracks::All(Sort::Artist)), How::Now)
}

/// What pages depend on.
fn counts(progress: &Progress) -> (u64, u64, bool) {
    (progress.read, progress.problems, progress.state == State::Idle)
}
