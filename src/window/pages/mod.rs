//! The pages, a file each.

mod album;
mod albums;
mod artist;
mod artists;
mod gallery;
#[cfg(test)]
mod gallery_tests;
mod genre;
mod genres;
mod hero;
mod home;
mod lineup;
#[cfg(test)]
mod lists_tests;
mod playing;
mod playlist;
mod playlists;
mod problems;
mod queue;
mod radio;
mod search;
mod settings;
mod songs;

use egui::Ui;

use super::cx::{Cx, View};
use super::place::Page;

/// Every page's state, kept while one is elsewhere.
#[derive(Default)]
pub struct Pages {
    home: home::Home,
    albums: albums::Albums,
    album: album::Album,
    artists: artists::Artists,
    artist: artist::Artist,
    songs: songs::Songs,
    genres: genres::Genres,
    genre: genre::Genre,
    playlists: playlists::Lists,
    playlist: playlist::List,
    queue: queue::Queue,
    radio: radio::Radio,
    lineup: lineup::Lineup,
    pub search: search::Search,
    pub playing: playing::Playing,
    settings: settings::Settings,
    problems: problems::Problems,
}

impl Pages {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, page: &Page) {
        match page {
            Page::Home => self.home.show(ui, cx),
            Page::Albums => self.albums.show(ui, cx),
            Page::Album(id) => self.album.show(ui, cx, *id),
            Page::Artists => self.artists.show(ui, cx),
            Page::Artist(id) => self.artist.show(ui, cx, *id),
            Page::Songs => self.songs.show(ui, cx),
            Page::Genres => self.genres.show(ui, cx),
            Page::Genre(id) => self.genre.show(ui, cx, *id),
            Page::Playlists => self.playlists.show(ui, cx),
            Page::Playlist(name) => self.playlist.show(ui, cx, name),
            Page::Queue => self.queue.show(ui, cx),
            Page::Radio => self.radio.show(ui, cx),
            Page::Lineup => self.lineup.show(ui, cx),
            Page::Search => self.search.show(ui, cx),
            Page::Playing => self.playing.show(ui, cx),
            Page::Settings => self.settings.show(ui, cx),
            Page::Problems => self.problems.show(ui, cx),
        }
    }
}
