//! Files that were moved, found again by all that the user made.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::marks;
use super::place::{KeepError, Place};
use super::playlists::Playlists;
use super::queue_file;
use crate::store::music::Moved;

/// Puts the new paths into every playlist, the queue's file and the marks. A player that runs has its queue in memory,
/// and has to be told as well ([`crate::queue::Queue::relocate`]). Gives the number of files that were changed.
///
/// # Errors
/// The first file that could not be changed; all others are.
pub fn rewrite_moved(place: &Place, moved: &[Moved]) -> Result<usize, KeepError> {
    if moved.is_empty() {
        return Ok(0);
    }
    let places: HashMap<&Path, &Path> = moved.iter().map(|step| (step.from.as_path(), step.to.as_path())).collect();
    let find = |path: &Path| places.get(path).map(PathBuf::from);
    let _lock = place.lock()?;
    let playlists = Playlists::of(place);
    let lists = playlists.plain_files()?;
    let mut done: Vec<_> = lists.iter().map(|path| playlists.relocate(path, &find)).collect();
    done.push(queue_file::relocate(place, &find));
    done.push(relocate_marks(place, moved));
    let changed = done.iter().filter(|done| matches!(done, Ok(true))).count();
    done.into_iter().collect::<Result<Vec<_>, _>>().map(|_| changed)
}

fn relocate_marks(place: &Place, moved: &[Moved]) -> Result<bool, KeepError> {
    let mut any = false;
    marks::edit(place, |marks| {
        for mark in &mut marks.reserve {
            if let marks::Mark::Folder(folder) = mark
                && let Some(found) = marks::moved_folder(folder, moved)
            {
                (*folder, any) = (found, true);
            }
        }
    })?;
    Ok(any)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::super::marks::{Mark, Marks};
    use super::super::queue_file::QueueFile;
    use super::*;
    use crate::model::{Location, Track};
    use crate::playlist_file::{Entry, Target};
    use crate::queue::Queue;

    #[test]
    fn a_moved_file_is_found_again_everywhere() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::at(&folder.path().join("place")).unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        std::fs::create_dir(&new).unwrap();
        let entry = |path: &Path| Entry::new(Target::File(path.into()));
        let playlists = Playlists::of(&place);
        for (name, files) in [("a", ["1.mp3", "2.mp3"]), ("b", ["3.mp3", "3.mp3"])] {
            playlists.create_with(name, &files.map(|file| entry(&old.join(file)))).unwrap();
        }
        let mut queue = Queue::default();
        queue.push(Arc::new(Track::from_path(old.join("1.mp3"))));
        let (mut file, _) = QueueFile::open(&place).unwrap();
        file.save(&queue.saved(), Duration::from_secs(7)).unwrap();
        Marks::edit(&place, |marks| marks.add(Mark::Folder(old.clone()))).unwrap();
        let moved = [Moved { from: old.join("1.mp3"), to: new.join("1.mp3") }];
        assert_eq!(rewrite_moved(&place, &moved).unwrap(), 3);
        let targets: Vec<_> = playlists.read("a").unwrap().into_iter().map(|item| item.entry.target).collect();
        assert_eq!(targets, [Target::File(new.join("1.mp3")), Target::File(old.join("2.mp3"))]);
        let kept = QueueFile::peek(&place).unwrap();
        assert_eq!(kept.queue.tracks[0].location, Location::File(new.join("1.mp3")));
        assert_eq!(kept.elapsed, Duration::from_secs(7));
        assert_eq!(Marks::read(&place).unwrap().reserve, [Mark::Folder(new)]);
        assert_eq!(rewrite_moved(&place, &moved).unwrap(), 0);
    }
}
