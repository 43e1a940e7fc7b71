//! Finds the music files in a folder, and what keeps some from being found.

use std::collections::HashSet;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::model::is_playable;
use crate::store::music::Stamp;

/// Folders within folders.
const DEEPEST: usize = 64;

/// Something that a walk comes upon.
#[derive(Debug)]
pub(super) enum Found {
    /// Named like music; not a folder. It may still be no regular file.
    File { path: PathBuf, stamp: Stamp },
    /// Something cannot be seen. What is known of it and below it may be there still.
    Unseen { path: PathBuf, sentence: String },
}

/// Where to walk.
#[derive(Clone, Debug)]
pub(super) struct Area<'a> {
    pub path: &'a Path,
    /// With the folders below it, or only the files directly in it.
    pub deep: bool,
    /// Folders below it that are not part of it: they are looked at on their own.
    pub without: &'a [PathBuf],
}

/// Walks an area until `visit` says no. Links are followed, but to no folder a second time. Hidden files and folders,
/// and files that are not named like music, are passed over.
pub(super) fn walk(area: &Area<'_>, mut visit: impl FnMut(Found) -> bool) {
    let mut entered = HashSet::new();
    let depth = if area.deep { DEEPEST } else { 1 };
    let walk = WalkDir::new(area.path).follow_links(true).max_depth(depth).into_iter();
    let entries = walk.filter_entry(|entry| is_wanted(entry, area, &mut entered));
    for entry in entries {
        let found = match entry {
            Ok(entry) if entry.file_type().is_dir() => continue,
            Ok(entry) => match entry.metadata() {
                Ok(metadata) => Found::File { path: entry.into_path(), stamp: Stamp::of(&metadata) },
                Err(error) => unseen(&error, area),
            },
            Err(error) if is_nothing(&error) => continue,
            Err(error) => unseen(&error, area),
        };
        if !visit(found) {
            return;
        }
    }
}

fn is_wanted(entry: &DirEntry, area: &Area<'_>, entered: &mut HashSet<(u64, u64)>) -> bool {
    let hidden = entry.depth() > 0 && entry.file_name().as_bytes().starts_with(b".");
    if hidden || area.without.iter().any(|without| without == entry.path()) {
        return false;
    }
    if !entry.file_type().is_dir() {
        return is_playable(entry.path());
    }
    // The first way to a folder counts: links side by side could double the music, and again.
    let fresh = entry.metadata().is_ok_and(|metadata| entered.insert((metadata.dev(), metadata.ino())));
    fresh || !entry.path_is_symlink()
}

/// A link to nowhere is of interest only if it is named like music.
fn is_nothing(error: &walkdir::Error) -> bool {
    let leads_nowhere = error.io_error().is_some_and(|why| why.kind() == std::io::ErrorKind::NotFound);
    leads_nowhere && !error.path().is_some_and(is_playable)
}

fn unseen(error: &walkdir::Error, area: &Area<'_>) -> Found {
    let path = error.path().unwrap_or(area.path).to_owned();
    let name = path.display();
    let sentence = match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => format!("{name} is a link that leads back to {}; remove it.", ancestor.display()),
        (None, Some(why)) if why.kind() == std::io::ErrorKind::NotFound => {
            format!("{name} is a link to something that is not there; remove it, or bring that back.")
        }
        (None, Some(why)) if why.kind() == std::io::ErrorKind::PermissionDenied => {
            format!("{name} may not be read; give yourself the right to read it.")
        }
        (None, Some(why)) => format!("{name} cannot be read: {why}; check the disk that it is on."),
        (None, None) => format!("{name} cannot be read."),
    };
    Found::Unseen { path, sentence }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::fs::{create_dir_all, write};
    use std::os::unix::fs::symlink;

    use super::*;

    fn walked(area: &Area<'_>) -> (Vec<PathBuf>, Vec<String>) {
        let (mut files, mut sentences) = (Vec::new(), Vec::new());
        walk(area, |found| {
            match found {
                Found::File { path, .. } => files.push(path.strip_prefix(area.path).unwrap().to_owned()),
                Found::Unseen { sentence, .. } => sentences.push(sentence),
            }
            true
        });
        files.sort();
        (files, sentences)
    }

    fn library(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let path = folder.path().join(name);
            create_dir_all(path.parent().unwrap()).unwrap();
            write(path, "x").unwrap();
        }
        folder
    }

    #[test]
    fn only_music_is_found_and_nothing_hidden() {
        let names = ["a/b.MP3", "a/c.flac", "a/cover.jpg", ".hidden/d.mp3", "a/.e.mp3", "inner/f.ogg"];
        let folder = library(&names);
        let odd = folder.path().join(OsStr::from_bytes(b"g\xFF.opus"));
        write(&odd, "x").unwrap();
        let without = [folder.path().join("inner")];
        let area = Area { path: folder.path(), deep: true, without: &without };
        let (files, sentences) = walked(&area);
        assert_eq!(files, [Path::new("a/b.MP3"), Path::new("a/c.flac"), Path::new(odd.file_name().unwrap())]);
        assert!(sentences.is_empty());
        assert_eq!(walked(&Area { deep: false, ..area }).0, [Path::new(odd.file_name().unwrap())]);
    }

    #[test]
    fn links_are_followed_and_rings_are_told() {
        let folder = library(&["a/b.mp3", "z/c.mp3"]);
        let elsewhere = library(&["d.mp3"]);
        let at = |name: &str| folder.path().join(name);
        symlink(elsewhere.path(), at("one")).unwrap();
        symlink(elsewhere.path(), at("two")).unwrap();
        symlink(at("a"), at("z/ring")).unwrap();
        symlink(at("z"), at("a/ring")).unwrap();
        symlink("nowhere", at("lost.mp3")).unwrap();
        symlink("nowhere", at("lost.txt")).unwrap();
        let (files, sentences) = walked(&Area { path: folder.path(), deep: true, without: &[] });
        // Which of two ways to a folder is gone depends on the order in which the disk has them.
        assert!((3..=5).contains(&files.len()), "{files:?}");
        assert_eq!(files.iter().filter(|path| path.ends_with("d.mp3")).count(), 1);
        assert!(sentences.iter().any(|told| told.contains("lost.mp3 is a link to something")), "{sentences:?}");
        let rings = sentences.iter().filter(|told| told.contains("leads back")).count();
        assert!((1..=2).contains(&rings) && sentences.len() == rings + 1, "{sentences:?}");
    }

    #[test]
    fn a_walk_can_be_ended() {
        let folder = library(&["a.mp3", "b.mp3", "c.mp3"]);
        let mut seen = 0;
        walk(&Area { path: folder.path(), deep: true, without: &[] }, |_| {
            seen += 1;
            seen < 2
        });
        assert_eq!(seen, 2);
    }
}
