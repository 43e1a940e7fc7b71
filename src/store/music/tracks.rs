//! Views of tracks.

use rusqlite::types::Value;

use super::groups::bare;
use super::page::View;
use super::reader::Reader;
use super::roots::below;
use super::rows::{COLUMNS, COUNT, FROM, row_of};
use super::{Key, Page, Row, Sort, Tracks};
use crate::store::StoreError;

const IN_ALBUM: [&str; 3] = ["t.place", "t.title_key", "t.id"];
const BY_YEAR: [&str; 4] = ["coalesce(t.year, 65535)", "t.album_id", "t.place", "t.id"];
const OF_ARTIST: [&str; 4] = ["x.year", "x.album_id", "x.place", "x.track_id"];
const BY_ARTIST: [&str; 6] = ["a.key", "a.id", "x.year", "x.album_id", "x.place", "x.track_id"];
const BY_ALBUM: [&str; 5] = ["al.key", "al.id", "t.place", "t.title_key", "t.id"];
const BY_YEAR_OF_ARTIST: [&str; 5] = ["coalesce(al.year, 65535)", "al.id", "t.place", "t.title_key", "t.id"];

/// The tables of [`FROM`], begun with another.
fn from(first: &str, track: &str) -> String {
    format!(
        "{first} CROSS JOIN tracks t ON {track} CROSS JOIN folders f ON f.id = t.folder \
         CROSS JOIN albums al ON al.id = t.album_id CROSS JOIN artists aa ON aa.id = al.artist_id"
    )
}

impl Reader {
    /// A page of at most `limit` tracks; the first, or the one after a page's `next`.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn tracks(&self, of: &Tracks, after: Option<&Key>, limit: usize) -> Result<Page<Row>, StoreError> {
        let albums = "albums al CROSS JOIN artists aa ON aa.id = al.artist_id \
                      CROSS JOIN tracks t INDEXED BY tracks_album ON t.album_id = al.id JOIN folders f ON f.id = t.folder";
        let in_folders = "folders f CROSS JOIN tracks t ON t.folder = f.id JOIN albums al ON al.id = t.album_id \
                          JOIN artists aa ON aa.id = al.artist_id";
        let by_artist = from("artists a CROSS JOIN track_artists x ON x.artist_id = a.id", "t.id = x.track_id");
        let (of_artist, of_genre) =
            (from("track_artists x", "t.id = x.track_id"), from("track_genres x", "t.id = x.track_id"));
        let integer = |id: i64| vec![Value::Integer(id)];
        let view = match of {
            Tracks::All(Sort::Title) => view(FROM, "t.state = 0", &["t.title_key", "t.id"]),
            // A track of several artists is listed with its first.
            Tracks::All(Sort::Artist) => view(&by_artist, "t.state = 0 AND t.artist_id = a.id", &BY_ARTIST),
            Tracks::All(Sort::Album) => view(albums, "t.state = 0", &BY_ALBUM),
            Tracks::All(Sort::Year) => view(FROM, "t.state = 0", &BY_YEAR),
            Tracks::Artist(id) => View { values: integer(*id), ..view(&of_artist, "x.artist_id = ?1", &OF_ARTIST) },
            Tracks::AlbumArtist(id) => {
                let of = "al.artist_id = ?1 AND al.tracks > 0 AND t.state = 0";
                View { values: integer(*id), ..view(albums, of, &BY_YEAR_OF_ARTIST) }
            }
            Tracks::Album(id) => {
                View { values: integer(*id), ..view(FROM, "t.album_id = ?1 AND t.state = 0", &IN_ALBUM) }
            }
            Tracks::Genre(id) => View { values: integer(*id), ..view(&of_genre, "x.genre_id = ?1", &OF_ARTIST) },
            Tracks::Year(year) => View {
                values: integer((*year).into()),
                ..view(FROM, "coalesce(t.year, 65535) = ?1 AND t.state = 0", &BY_YEAR[1..])
            },
            Tracks::Folder(path) => View {
                values: vec![Value::Blob(bare(path))],
                ..view(in_folders, "f.path = ?1 AND t.state = 0", &["t.name"])
            },
            Tracks::Under(path) => {
                let (bare, (from, to)) = (bare(path), below(&bare(path)));
                let of = "f.path >= ?1 AND f.path < ?3 AND (+f.path = ?1 OR +f.path >= ?2) AND t.state = 0";
                View {
                    values: vec![Value::Blob(bare), Value::Blob(from), Value::Blob(to)],
                    ..view(in_folders, of, &["f.path", "t.name"])
                }
            }
            Tracks::Added => newest_first("t.state = 0", &["t.added_at", "t.id"]),
            Tracks::NeverPlayed => newest_first("t.state = 0 AND t.plays = 0", &["t.added_at", "t.id"]),
            Tracks::MostPlayed => newest_first("t.state = 0 AND t.plays > 0", &["t.plays", "t.played_at", "t.id"]),
        };
        self.page(&view, after, limit, row_of)
    }
}

fn view<'a>(from: &'a str, of: &'a str, order: &'a [&'a str]) -> View<'a> {
    View { columns: COLUMNS, count: COUNT, from, of, values: Vec::new(), order, descending: false }
}

fn newest_first<'a>(of: &'a str, order: &'a [&'a str]) -> View<'a> {
    View { descending: true, ..view(FROM, of, order) }
}
