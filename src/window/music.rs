//! What a person may point at to have it played, and the tracks that it is.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::librarian::Desk;
use super::place::Page;
use crate::library::{Kind, Playlists, named};
use crate::model::Track;
use crate::search::Query;
use crate::store::music::{Row, Tracks};

/// Music, by whatever names it.
#[derive(Clone, Debug, PartialEq)]
pub enum Music {
    Tracks(Vec<Arc<Track>>),
    /// An album, an artist, a genre, all songs …
    View(Tracks),
    /// Tracks of the library by their numbers, in this order.
    Ids(Arc<[i64]>),
    /// What a search finds.
    Found(String),
    /// A playlist, plain or smart.
    Playlist(String),
    /// Files, folders and playlist files, from anywhere.
    Files(Vec<PathBuf>),
}

/// What is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// In place of the queue, from its first track.
    Now,
    /// In place of the queue, from this track of it.
    From(usize),
    /// In place of the queue, in an order of chance.
    Shuffled,
    Next,
    End,
    /// Into the queue, before the track at this place.
    At(usize),
}

impl Music {
    /// The tracks. Blocks on the disk.
    ///
    /// # Errors
    /// A sentence on why there are none.
    pub fn resolve(self, desk: &mut Desk) -> Result<Vec<Arc<Track>>, String> {
        match self {
            Self::Tracks(tracks) => Ok(tracks),
            Self::View(view) => desk.look_up(|reader| reader.rows(&reader.ids(&view)?)).map(tracks),
            Self::Ids(ids) => desk.look_up(|reader| reader.rows(&ids)).map(tracks),
            Self::Found(words) => desk.look_up(|reader| reader.matching(&Query::parse(&words))).map(tracks),
            Self::Playlist(name) => playlist(desk, &name),
            Self::Files(paths) => Ok(files(desk, &paths)),
        }
    }

    /// The tracks, and at which of them the one at `at` of this is: those whose disk is away are left out. Blocks on the disk.
    ///
    /// # Errors
    /// As [`Music::resolve`].
    pub fn resolve_from(self, desk: &mut Desk, at: usize) -> Result<(Vec<Arc<Track>>, usize), String> {
        match self {
            Self::View(view) => Self::Ids(desk.look_up(|reader| reader.ids(&view))?.into()).resolve_from(desk, at),
            Self::Ids(ids) => {
                let (before, after) = ids.split_at(at.min(ids.len()));
                let mut all = tracks(desk.look_up(|reader| reader.rows(before))?);
                let at = all.len();
                all.extend(tracks(desk.look_up(|reader| reader.rows(after))?));
                Ok((all, at))
            }
            other => Ok((other.resolve(desk)?, at)),
        }
    }
}

/// The page of the artist of this name; `None`: the library has none (any more).
///
/// # Errors
/// A sentence: the library cannot be read.
pub fn artist(desk: &mut Desk, name: &str) -> Result<Option<Page>, String> {
    let quoted = format!("artist:\"{}\"", name.replace('"', " "));
    let found = desk.look_up(|reader| reader.search(&Query::parse(&quoted), 50))?;
    Ok(found.artists.into_iter().find(|artist| artist.name == name).map(|artist| Page::Artist(artist.id)))
}

/// Those whose disk is there.
fn tracks(rows: Vec<Row>) -> Vec<Arc<Track>> {
    rows.into_iter().filter(|row| !row.away).map(|row| Arc::new(row.track)).collect()
}

fn playlist(desk: &mut Desk, name: &str) -> Result<Vec<Arc<Track>>, String> {
    let Some(place) = desk.place.clone() else { return Ok(Vec::new()) };
    let lists = Playlists::of(&place);
    match lists.kind(name).map_err(|why| why.to_string())? {
        Kind::Plain => {
            let file = lists.file(name).map_err(|why| why.to_string())?;
            Ok(files(desk, &[file]))
        }
        Kind::Smart => {
            let rules = lists.rules(name).map_err(|why| why.to_string())?;
            desk.look_up(|reader| reader.select(&rules, Timestamp::now(), fastrand::u64(..))).map(tracks)
        }
    }
}

fn files(desk: &mut Desk, paths: &[PathBuf]) -> Vec<Arc<Track>> {
    let shelf = desk.place.clone().and_then(|place| named::Shelf::open(place).ok());
    named::tracks(paths, None, shelf.as_ref()).tracks
}
