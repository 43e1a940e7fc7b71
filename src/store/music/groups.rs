//! Views of groups.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rusqlite::Row as SqlRow;
use rusqlite::types::Value;

use super::batch::path_of;
use super::page::View;
use super::reader::Reader;
use super::schema::NO_YEAR;
use super::{Group, Groups, Key, Page};
use crate::store::StoreError;

/// id, name, artist, year, path, albums, tracks, discs, plays
pub(super) const ARTIST: &str = "a.id, a.name, NULL, NULL, NULL, a.albums, a.tracks, 0, a.plays";
const ALBUM_ARTIST: &str = "a.id, a.name, NULL, NULL, NULL, a.albums, a.album_tracks, 0, a.plays";
pub(super) const ALBUM: &str = "al.id, al.title, aa.name, al.year, NULL, 0, al.tracks, al.discs, al.plays";
pub(super) const ALBUM_FROM: &str = "albums al JOIN artists aa ON aa.id = al.artist_id";
const FOLDER: &str = "f.id, f.name, NULL, NULL, f.path, 0, f.tracks, 0, 0";

pub(super) fn group_of(row: &SqlRow<'_>) -> rusqlite::Result<Group> {
    Ok(Group {
        id: row.get(0)?,
        name: row.get(1)?,
        artist: row.get::<_, Option<String>>(2)?.filter(|name| !name.is_empty()),
        year: row.get(3)?,
        path: row.get::<_, Option<Vec<u8>>>(4)?.map(path_of),
        albums: row.get(5)?,
        tracks: row.get(6)?,
        discs: row.get(7)?,
        plays: row.get(8)?,
    })
}

impl Reader {
    /// A page of at most `limit` groups; the first, or the one after a page's `next`.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn groups(&self, of: &Groups, after: Option<&Key>, limit: usize) -> Result<Page<Group>, StoreError> {
        let year = format!("coalesce(al.year, {NO_YEAR})");
        let in_albums_order = ["al.artist_id", &year, "al.id"];
        let view = match of {
            Groups::Artists => view(ARTIST, "artists a", "a.tracks > 0 AND a.id > 0", &["a.key", "a.id"]),
            Groups::AlbumArtists => view(ALBUM_ARTIST, "artists a", "a.albums > 0 AND a.id > 0", &["a.key", "a.id"]),
            Groups::Albums => view(ALBUM, ALBUM_FROM, "al.tracks > 0", &["al.key", "al.id"]),
            Groups::AlbumsOf(artist) => View {
                values: vec![Value::Integer(*artist)],
                ..view(ALBUM, ALBUM_FROM, "al.tracks > 0 AND al.artist_id = ?1", &in_albums_order)
            },
            Groups::Genres => {
                let columns = "g.id, g.name, NULL, NULL, NULL, 0, g.tracks, 0, g.plays";
                view(columns, "genres g", "g.tracks > 0", &["g.fold", "g.id"])
            }
            Groups::Years => {
                let columns = "y.year, CAST(y.year AS TEXT), NULL, y.year, NULL, 0, y.tracks, 0, y.plays";
                View { descending: true, ..view(columns, "years y", "y.tracks > 0 AND y.year < 65535", &["y.year"]) }
            }
            Groups::Folders(None) if self.has_roots()? => {
                let from = "roots r CROSS JOIN folders f ON f.path = r.path";
                view(FOLDER, from, "f.tracks > 0", &["f.key", "f.id"])
            }
            Groups::Folders(None) => {
                view(FOLDER, "folders f", "f.tracks > 0 AND f.parent = 0", &["f.parent", "f.key", "f.id"])
            }
            Groups::Folders(Some(parent)) => View {
                values: vec![Value::Blob(bare(parent))],
                ..view(
                    FOLDER,
                    "folders f",
                    "f.tracks > 0 AND f.parent = (SELECT id FROM folders WHERE path = ?1)",
                    &["f.parent", "f.key", "f.id"],
                )
            },
        };
        self.page(&view, after, limit, group_of)
    }

    fn has_roots(&self) -> Result<bool, StoreError> {
        self.ask(|db| db.query_row("SELECT EXISTS (SELECT 1 FROM roots)", [], |row| row.get(0)))
    }
}

fn view<'a>(columns: &'a str, from: &'a str, of: &'a str, order: &'a [&'a str]) -> View<'a> {
    View { columns, count: 9, from, of, values: Vec::new(), order, descending: false }
}

/// A folder as the index names it: without a slash at its end.
pub(super) fn bare(folder: &Path) -> Vec<u8> {
    let bytes = folder.as_os_str().as_bytes();
    match bytes.strip_suffix(b"/") {
        Some(bare) if !bare.is_empty() => bare.to_owned(),
        _ => bytes.to_owned(),
    }
}
