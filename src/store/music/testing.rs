//! A small library to try things on.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Change, Moved, Reader, Song, Stamp, Writer};

/// An index in a folder of its own, open for writing and reading.
pub(super) struct Library {
    pub folder: TempDir,
    pub writer: Writer,
    pub reader: Reader,
}

impl Library {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        let (writer, _) = Writer::open(&path).unwrap();
        let reader = Reader::open(&path).unwrap();
        Self { folder, writer, reader }
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("library.db")
    }

    pub(super) fn put(&mut self, songs: impl IntoIterator<Item = Song>) -> Vec<Moved> {
        let songs: Vec<Change> = songs.into_iter().map(|song| Change::Put(Box::new(song))).collect();
        self.writer.apply(&songs).unwrap()
    }

    pub(super) fn plays(&self, path: impl AsRef<Path>) -> Option<u32> {
        self.reader.track(path.as_ref()).unwrap().map(|row| row.plays)
    }
}

pub(super) fn song(path: &str, title: &str, artist: &str, album: &str) -> Song {
    Song {
        path: path.into(),
        stamp: Stamp { size: 1, modified: 2, inode: 3 },
        title: Some(title.into()),
        artists: vec![artist.into()],
        album: Some(album.into()),
        codec: "mp3".into(),
        ..Song::default()
    }
}
