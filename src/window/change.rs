//! Changes of what is kept. Each, when done, gives its inverse: so there is an undo for every one of them.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::librarian::Desk;
use super::music::Music;
use super::words::Words;
use crate::library::{KeepError, Loved, Mark, Marks, Place, Playlists};
use crate::model::{Location, Track};
use crate::playlist_file::Entry;
use crate::smart::Rules;

/// Something to be changed. Places in lists are from 0.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A new playlist with this in it.
    Create {
        name: String,
        music: Option<Music>,
    },
    /// The same, with a number after the name if there is one of that name.
    CreateFree {
        name: String,
        music: Option<Music>,
    },
    /// A new smart playlist, or other rules for one.
    SetRules {
        name: String,
        rules: Box<Rules>,
    },
    Append {
        name: String,
        music: Music,
    },
    /// What was removed comes back.
    Insert {
        name: String,
        entries: Vec<(usize, Entry)>,
    },
    Remove {
        name: String,
        places: Vec<usize>,
    },
    Reorder {
        name: String,
        places: Vec<usize>,
        to: usize,
    },
    /// All entries, in this order: the inverse of a reordering.
    Replace {
        name: String,
        entries: Vec<Entry>,
    },
    Rename {
        name: String,
        new: String,
    },
    Duplicate {
        name: String,
        new: String,
    },
    /// Into the trash.
    Delete {
        name: String,
    },
    /// Out of the trash.
    Restore {
        name: String,
    },
    AddFolder(PathBuf),
    RemoveFolder(PathBuf),
    Mark(Mark),
    Unmark(Mark),
    /// Hearts for tracks, or none any more.
    Love {
        music: Music,
        loved: bool,
    },
}

/// What came of it.
#[derive(Debug, PartialEq)]
pub struct Done {
    /// In the catalogues, and what is named in it.
    pub said: (&'static str, String),
    pub inverse: Option<Change>,
    /// The player has to look at folders and marks anew.
    pub refresh: bool,
}

impl Change {
    /// Does it. Blocks on the disk.
    ///
    /// # Errors
    /// A sentence on what kept it from being done; then nothing has changed.
    pub fn apply(self, desk: &mut Desk) -> Result<Done, String> {
        let place = desk
            .place
            .clone()
            .ok_or("Nobody's home is known here: nothing can be kept. Start Segue with --library FOLDER.")?;
        match self {
            Self::AddFolder(_) | Self::RemoveFolder(_) | Self::Mark(_) | Self::Unmark(_) => self.mark(&place),
            Self::Love { music, loved } => love(&place, music.resolve(desk)?, loved),
            change => change.edit(&place, desk),
        }
    }

    fn edit(self, place: &Place, desk: &mut Desk) -> Result<Done, String> {
        let lists = Playlists::of(place);
        let said = |key, name: &str, inverse| Ok(Done { said: (key, name.to_owned()), inverse, refresh: false });
        let told = |why: KeepError| why.to_string();
        match self {
            Self::Create { name, music } => {
                let entries = music.map_or(Ok(Vec::new()), |music| entries(music, desk))?;
                lists.create_with(&name, &entries).map_err(told)?;
                said("done-created", &name, Some(Self::Delete { name: name.clone() }))
            }
            Self::CreateFree { name, music } => {
                Self::Create { name: free(&lists, name).map_err(told)?, music }.edit(place, desk)
            }
            Self::SetRules { name, rules } => {
                let before = lists.rules(&name).ok();
                lists.set_rules(&name, &rules).map_err(told)?;
                let back = |rules| Self::SetRules { name: name.clone(), rules: Box::new(rules) };
                said("done-saved", &name, Some(before.map_or_else(|| Self::Delete { name: name.clone() }, back)))
            }
            Self::Append { name, music } => {
                let (length, entries) = (lists.read(&name).map_err(told)?.len(), entries(music, desk)?);
                lists.append(&name, &entries).map_err(told)?;
                let places = (length..length + entries.len()).collect();
                said("done-appended", &name, Some(Self::Remove { name: name.clone(), places }))
            }
            Self::Insert { name, entries } => {
                for (place, entry) in &entries {
                    lists.insert(&name, *place, std::slice::from_ref(entry)).map_err(told)?;
                }
                let places = entries.iter().map(|(place, _)| *place).collect();
                said("done-restored", &name, Some(Self::Remove { name: name.clone(), places }))
            }
            Self::Remove { name, places } => {
                let removed = lists.remove(&name, &places).map_err(told)?;
                let mut sorted = places;
                sorted.sort_unstable();
                sorted.dedup();
                let entries = sorted.into_iter().zip(removed).collect();
                said("done-removed", &name, Some(Self::Insert { name: name.clone(), entries }))
            }
            Self::Reorder { name, places, to } => {
                let before = lists.read(&name).map_err(told)?.into_iter().map(|item| item.entry).collect();
                lists.reorder(&name, &places, to).map_err(told)?;
                said("done-saved", &name, Some(Self::Replace { name: name.clone(), entries: before }))
            }
            Self::Replace { name, entries } => {
                let before = lists.replace(&name, entries).map_err(told)?;
                said("done-saved", &name, Some(Self::Replace { name: name.clone(), entries: before }))
            }
            Self::Rename { name, new } => {
                lists.rename(&name, &new).map_err(told)?;
                said("done-renamed", &new, Some(Self::Rename { name: new.clone(), new: name }))
            }
            Self::Duplicate { name, new } => {
                lists.duplicate(&name, &new).map_err(told)?;
                said("done-created", &new, Some(Self::Delete { name: new.clone() }))
            }
            Self::Delete { name } => {
                lists.delete(&name, Timestamp::now()).map_err(told)?;
                said("done-deleted", &name, Some(Self::Restore { name: name.clone() }))
            }
            Self::Restore { name } => {
                lists.restore(&name).map_err(told)?;
                said("done-restored", &name, Some(Self::Delete { name: name.clone() }))
            }
            other => other.mark(place),
        }
    }

    /// What is written in the marks: the library's folders, and the reserve.
    fn mark(self, place: &Place) -> Result<Done, String> {
        let edit = |change: &mut dyn FnMut(&mut Marks)| {
            Marks::edit(place, |marks| change(marks)).map_err(|why| why.to_string())
        };
        let (key, name, inverse) = match self {
            Self::AddFolder(folder) => {
                edit(&mut |marks| marks.add_folder(folder.clone()))?;
                ("done-folder-added", folder.display().to_string(), Self::RemoveFolder(folder))
            }
            Self::RemoveFolder(folder) => {
                edit(&mut |marks| marks.folders.retain(|one| *one != folder))?;
                ("done-folder-removed", folder.display().to_string(), Self::AddFolder(folder))
            }
            Self::Mark(mark) => {
                edit(&mut |marks| marks.add(mark.clone()))?;
                ("done-marked", String::new(), Self::Unmark(mark))
            }
            Self::Unmark(mark) => {
                edit(&mut |marks| {
                    marks.take_away(&mark);
                })?;
                ("done-unmarked", String::new(), Self::Mark(mark))
            }
            other => return Err(format!("{other:?} is no mark")),
        };
        Ok(Done { said: (key, name), inverse: Some(inverse), refresh: true })
    }
}

impl Done {
    pub fn sentence(&self, words: &Words) -> String {
        words.with(self.said.0, &[("name", &self.said.1)])
    }
}

/// Those that change are those that the inverse is for.
fn love(place: &Place, tracks: Vec<Arc<Track>>, loved: bool) -> Result<Done, String> {
    let told = |why: KeepError| why.to_string();
    let mut hearts = Loved::of(place).map_err(told)?;
    let changes = |track: &Arc<Track>| matches!(&track.location, Location::File(path) if hearts.is(path) != loved);
    let tracks: Vec<Arc<Track>> = tracks.into_iter().filter(changes).collect();
    for track in &tracks {
        hearts.set(track, loved).map_err(told)?;
    }
    let name = tracks.first().map(|track| track.title.clone()).unwrap_or_default();
    let key = if loved { "done-loved" } else { "done-unloved" };
    Ok(Done {
        said: (key, name),
        inverse: Some(Change::Love { music: Music::Tracks(tracks), loved: !loved }),
        refresh: false,
    })
}

/// `name`, or `name 2` …
fn free(lists: &Playlists<'_>, name: String) -> Result<String, KeepError> {
    let taken: Vec<String> = lists.list()?.into_iter().map(|list| list.name.to_lowercase()).collect();
    let mut names = std::iter::once(name.clone()).chain((2..).map(|number: usize| format!("{name} {number}")));
    Ok(names.find(|name| !taken.contains(&name.to_lowercase())).unwrap_or(name))
}

fn entries(music: Music, desk: &mut Desk) -> Result<Vec<Entry>, String> {
    let tracks = music.resolve(desk)?;
    Ok(tracks.iter().filter_map(|track| Entry::of(track)).collect())
}
