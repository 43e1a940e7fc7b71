//! Asks index and playlists.

use std::sync::Arc;

use crate::library::Playlists;
use crate::model::Track;
use crate::search::{Query, fold};
use crate::store::music::Group;
use crate::window::librarian::Desk;

/// Of each kind.
const MOST: usize = 12;

/// What was found, the best first.
pub struct Hits {
    pub words: String,
    pub tracks: Vec<Arc<Track>>,
    pub albums: Vec<Group>,
    pub artists: Vec<Group>,
    /// Names.
    pub playlists: Vec<String>,
    /// Tracks that there are.
    pub library: u64,
    /// More than words was asked for: fields, years, what must not be.
    pub narrow: bool,
}

/// The best of all kinds: an index into its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Top {
    Artist(usize),
    Album(usize),
    Track(usize),
    Playlist(usize),
}

impl Hits {
    pub fn is_empty(&self) -> bool {
        self.tracks.is_empty() && self.albums.is_empty() && self.artists.is_empty() && self.playlists.is_empty()
    }

    /// What is called as was typed, else what begins so; artists before albums before songs. Else the best song.
    pub fn top(&self) -> Option<Top> {
        let wanted = fold(self.words.trim());
        let names = |fits: &dyn Fn(&str) -> bool| {
            let artist = self.artists.iter().position(|one| fits(&fold(&one.name))).map(Top::Artist);
            let album = || self.albums.iter().position(|one| fits(&fold(&one.name))).map(Top::Album);
            let track = || self.tracks.iter().position(|one| fits(&fold(&one.title))).map(Top::Track);
            let playlist = || self.playlists.iter().position(|one| fits(&fold(one))).map(Top::Playlist);
            artist.or_else(album).or_else(track).or_else(playlist)
        };
        let first = || {
            let track = (!self.tracks.is_empty()).then_some(Top::Track(0));
            let album = (!self.albums.is_empty()).then_some(Top::Album(0));
            let artist = (!self.artists.is_empty()).then_some(Top::Artist(0));
            track.or(album).or(artist).or((!self.playlists.is_empty()).then_some(Top::Playlist(0)))
        };
        names(&|name| name == wanted).or_else(|| names(&|name| name.starts_with(&wanted))).or_else(first)
    }
}

/// # Errors
/// A sentence: the index cannot be read. Playlists that cannot be read are not found.
pub fn find(desk: &mut Desk, words: &str) -> Result<Hits, String> {
    let query = Query::parse(words);
    let plain =
        query.years.is_empty() && query.terms.iter().all(|term| term.field == crate::search::Field::Any && !term.not);
    let wanted = fold(words.trim());
    let lists =
        desk.place.as_ref().filter(|_| plain).and_then(|place| Playlists::of(place).list().ok()).unwrap_or_default();
    let playlists =
        lists.into_iter().map(|list| list.name).filter(|name| fold(name).contains(&wanted)).take(MOST).collect();
    let (found, library) = desk.look_up(|reader| Ok((reader.search(&query, MOST)?, reader.stats()?.tracks)))?;
    let tracks = found.tracks.into_iter().filter(|row| !row.away).map(|row| Arc::new(row.track)).collect();
    let (albums, artists) = (found.albums, found.artists);
    Ok(Hits { words: words.to_owned(), tracks, albums, artists, playlists, library, narrow: !plain })
}
