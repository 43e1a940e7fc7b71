//! A song in the form in which it is kept.

use std::os::unix::ffi::OsStrExt;

use super::Song;
use super::names::split;
use super::schema::SEPARATOR;
use crate::model::Track;
use crate::search::fold;

/// What the index makes of a song's tags.
pub(super) struct Facts {
    pub title: String,
    pub title_key: String,
    pub artists: Vec<String>,
    pub album: Option<String>,
    pub album_artists: Vec<String>,
    pub genres: Vec<String>,
    pub year: Option<u16>,
    pub compilation: bool,
    pub sort_artist: Option<String>,
    pub sort_album: Option<String>,
    pub sort_album_artist: Option<String>,
    /// Disc, then number. A track without a disc is on the first.
    pub place: i64,
    /// The folder's path.
    folder: Vec<u8>,
}

impl Facts {
    pub(super) fn of(song: &Song) -> Self {
        let title = song.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
        let title = title.map_or_else(|| Track::from_path(song.path.clone()).title, str::to_owned);
        let sort_title = song.sort_title.as_deref().map(fold).filter(|key| !key.is_empty());
        Self {
            title_key: sort_title.unwrap_or_else(|| fold(&title)),
            title,
            artists: cleaned(&song.artists),
            album: song.album.as_ref().map(|album| album.trim().to_owned()).filter(|album| !fold(album).is_empty()),
            album_artists: cleaned(&song.album_artists),
            genres: cleaned(&song.genres),
            year: song.year.filter(|year| (1..10_000).contains(year)),
            compilation: song.compilation,
            sort_artist: song.sort_artist.clone(),
            sort_album: song.sort_album.clone().filter(|name| !fold(name).is_empty()),
            sort_album_artist: song.sort_album_artist.clone(),
            place: i64::from(song.disc.unwrap_or(1).max(1)) << 16 | i64::from(song.number.unwrap_or(0)),
            folder: split(song.path.as_os_str().as_bytes()).0.to_owned(),
        }
    }

    /// What tells albums of the same name apart.
    pub(super) fn album_owner(&self) -> String {
        match self.album_artists.as_slice() {
            [] if self.compilation => "various".to_owned(),
            [] => format!("in {}", String::from_utf8_lossy(without_disc(&self.folder))),
            artists => format!("by {}", fold(&artists.join(" "))),
        }
    }

    pub(super) fn artist_column(&self) -> String {
        self.artists.join(&SEPARATOR.to_string())
    }

    pub(super) fn genre_column(&self) -> String {
        self.genres.join(&SEPARATOR.to_string())
    }
}

/// Each once, without the empty ones.
fn cleaned(names: &[String]) -> Vec<String> {
    let mut folded: Vec<String> = Vec::new();
    let mut out = Vec::new();
    for name in names {
        let name = name.replace(SEPARATOR, " ");
        let key = fold(&name);
        if !key.is_empty() && !folded.contains(&key) {
            folded.push(key);
            out.push(name.trim().to_owned());
        }
    }
    out
}

/// Discs of one album often lie in folders of their own: `Album/CD 1`.
fn without_disc(folder: &[u8]) -> &[u8] {
    let (parent, name) = split(folder);
    let name = String::from_utf8_lossy(name).to_ascii_lowercase();
    let number = ["cd", "disc", "disk"].iter().find_map(|word| name.strip_prefix(word));
    let is_disc = number.is_some_and(|rest| {
        let rest = rest.trim_start_matches([' ', '-', '_', '.', '#']);
        !rest.is_empty() && rest.len() < 3 && rest.bytes().all(|byte| byte.is_ascii_digit())
    });
    if is_disc { parent } else { folder }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(path: &str, song: Song) -> String {
        Facts::of(&Song { path: path.into(), ..song }).album_owner()
    }

    #[test]
    fn an_album_is_told_by_its_artist_or_as_a_compilation_or_by_its_folder() {
        let by = |name: &str| Song { album_artists: vec![name.into()], ..Song::default() };
        assert_eq!(owner("/m/a/1.mp3", by("Björk")), owner("/m/b/1.mp3", by("bjork")));
        let various = || Song { compilation: true, ..Song::default() };
        assert_eq!(owner("/m/a/1.mp3", various()), owner("/m/b/1.mp3", various()));
        assert_ne!(owner("/m/a/1.mp3", Song::default()), owner("/m/b/1.mp3", Song::default()));
        assert_eq!(owner("/m/a/CD 1/1.mp3", Song::default()), owner("/m/a/disc2/1.mp3", Song::default()));
    }

    #[test]
    fn a_title_is_never_empty_and_names_are_there_once() {
        let names = ["A", " ", "Á", "B"].map(String::from).to_vec();
        let song = Song { path: "/m/x y.mp3".into(), title: Some(" ".into()), artists: names, ..Song::default() };
        let facts = Facts::of(&song);
        assert_eq!((facts.title.as_str(), facts.artists), ("x y", vec!["A".to_owned(), "B".to_owned()]));
    }
}
