//! What Home tells of the library.

use std::collections::HashSet;
use std::sync::Arc;

use crate::library::{History, Play};
use crate::model::{Location, Track};
use crate::store::StoreError;
use crate::store::music::{Group, Reader, Shelf};
use crate::window::librarian::Desk;
use crate::window::scan_watch::Holdings;

/// Albums of a shelf.
const ALBUMS: usize = 12;
/// Tracks that were played last.
const TRACKS: usize = 6;
/// Plays looked at for them: some are played again and again.
const PLAYS: usize = 60;

/// All of it.
pub struct Facts {
    pub holdings: Holdings,
    pub played: Vec<Group>,
    pub added: Vec<Group>,
    pub most: Vec<Group>,
    /// The newest first.
    pub recent: Vec<Arc<Track>>,
}

impl Facts {
    /// # Errors
    /// A sentence: index or history cannot be read.
    pub fn read(desk: &mut Desk) -> Result<Self, String> {
        let told = |why: StoreError| why.to_string();
        let holdings = Holdings::of(desk);
        let plays = match desk.place.as_ref() {
            Some(place) => History::of(place).page(None, PLAYS).map_err(|why| why.to_string())?.plays,
            None => Vec::new(),
        };
        let Some(reader) = desk.reader().map_err(told)? else {
            return Ok(Self { holdings, played: Vec::new(), added: Vec::new(), most: Vec::new(), recent: Vec::new() });
        };
        let shelf = |shelf| reader.shelf(shelf, ALBUMS).map_err(told);
        Ok(Self {
            holdings,
            played: shelf(Shelf::Played)?,
            added: shelf(Shelf::Added)?,
            most: shelf(Shelf::MostPlayed)?,
            recent: recent(reader, plays).map_err(told)?,
        })
    }
}

/// Each once, and only what is still there.
fn recent(reader: &Reader, plays: Vec<Play>) -> Result<Vec<Arc<Track>>, StoreError> {
    let (mut seen, mut tracks) = (HashSet::new(), Vec::new());
    for play in plays {
        if tracks.len() == TRACKS || !seen.insert(play.path.clone()) {
            continue;
        }
        let row = reader.track(&play.path)?;
        match row {
            Some(row) if !row.away => tracks.push(Arc::new(row.track)),
            Some(_) => {}
            // Played from outside the library.
            None if play.path.is_file() => {
                let title = play.title.clone().filter(|title| !title.is_empty());
                let track = Track::from_path(play.path.clone());
                let title = title.unwrap_or_else(|| track.title.clone());
                tracks.push(Arc::new(Track { artist: play.artist, ..Track::new(Location::File(play.path), title) }));
            }
            None => {}
        }
    }
    Ok(tracks)
}
