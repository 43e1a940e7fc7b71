//! One artist, album or genre by its number, and whose a file is.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rusqlite::OptionalExtension;

use super::Group;
use super::groups::{ALBUM, ALBUM_FROM, ARTIST, group_of};
use super::names::split;
use super::reader::Reader;
use crate::store::StoreError;

/// What a track belongs to, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whose {
    pub album: Option<i64>,
    /// Its first.
    pub artist: Option<i64>,
    pub album_artist: Option<i64>,
}

impl Reader {
    /// # Errors
    /// Any [`StoreError`].
    pub fn artist(&self, id: i64) -> Result<Option<Group>, StoreError> {
        self.one(&format!("SELECT {ARTIST} FROM artists a WHERE a.id = ?1"), id)
    }

    /// # Errors
    /// Any [`StoreError`].
    pub fn album(&self, id: i64) -> Result<Option<Group>, StoreError> {
        self.one(&format!("SELECT {ALBUM} FROM {ALBUM_FROM} WHERE al.id = ?1"), id)
    }

    /// # Errors
    /// Any [`StoreError`].
    pub fn genre(&self, id: i64) -> Result<Option<Group>, StoreError> {
        self.one("SELECT g.id, g.name, NULL, NULL, NULL, 0, g.tracks, 0, g.plays FROM genres g WHERE g.id = ?1", id)
    }

    fn one(&self, sql: &str, id: i64) -> Result<Option<Group>, StoreError> {
        self.ask(|db| db.prepare_cached(sql)?.query_row([id], group_of).optional())
    }

    /// What the track of a file belongs to; `None` if it is not in the library.
    ///
    /// # Errors
    /// Any [`StoreError`].
    pub fn whose(&self, path: &Path) -> Result<Option<Whose>, StoreError> {
        let (folder, name) = split(path.as_os_str().as_bytes());
        let sql = "SELECT t.album_id, t.artist_id, al.artist_id FROM folders f JOIN tracks t ON t.folder = f.id
                   LEFT JOIN albums al ON al.id = t.album_id WHERE f.path = ?1 AND t.name = ?2 AND t.state = 0";
        self.ask(|db| {
            let mut statement = db.prepare_cached(sql)?;
            let whose = statement.query_row([folder, name], |row| {
                let id = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.filter(|id| *id > 0));
                Ok(Whose { album: id(0)?, artist: id(1)?, album_artist: id(2)? })
            });
            whose.optional()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Library, song};
    use super::super::{Groups, Tracks};

    #[test]
    fn a_file_leads_to_its_album_and_its_artist() {
        let mut library = Library::new();
        library.put([song("/m/a.flac", "A", "Nina", "Harbour"), song("/m/b.flac", "B", "Ana", "Manhã")]);
        let album = library.reader.groups(&Groups::Albums, None, 1).unwrap().items.remove(0);
        let row = library.reader.tracks(&Tracks::Album(album.id), None, 1).unwrap().items.remove(0);
        let whose = library.reader.whose("/m/a.flac".as_ref()).unwrap().unwrap();
        assert_eq!((whose.album, row.track.title.as_str()), (Some(album.id), "A"));
        assert_eq!(library.reader.album(album.id).unwrap(), Some(album));
        let artist = library.reader.artist(whose.artist.unwrap()).unwrap().unwrap();
        assert_eq!((artist.name.as_str(), whose.artist), ("Nina", whose.album_artist));
        assert_eq!(library.reader.whose("/nowhere.flac".as_ref()).unwrap(), None);
    }
}
