//! `library.toml`: the folders of music, and what is marked as reserve.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::place::{self, KeepError, Place};
use super::playlists::{Kind, Playlists};
use crate::model::ReserveSource;
use crate::playlist_file::{from_text, to_text};

/// What is marked. A mark may point to what is not there (any more): it stays until it is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Folders of music, absolute.
    pub folders: Vec<PathBuf>,
    /// Most wanted first.
    pub reserve: Vec<Mark>,
}

/// What may be a reserve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A plain playlist, by its name.
    Playlist(String),
    /// A smart playlist, by its name.
    Smart(String),
    /// A folder.
    Folder(PathBuf),
}

impl Marks {
    /// Reads the file. Without one, nothing is marked.
    ///
    /// # Errors
    /// It cannot be read, or not be understood.
    pub fn read(place: &Place) -> Result<Self, KeepError> {
        read(place).map(|file| file.marks())
    }

    /// Changes the file, and gives what is marked then. Keys that Segue does not know, and comments at the file's
    /// start, stay.
    ///
    /// # Errors
    /// It cannot be read, understood (then it stays as it is), or written.
    pub fn edit(place: &Place, change: impl FnOnce(&mut Self)) -> Result<Self, KeepError> {
        let _lock = place.lock()?;
        edit(place, change)
    }

    /// Adds a folder, unless it is there.
    pub fn add_folder(&mut self, folder: PathBuf) {
        if !self.folders.contains(&folder) {
            self.folders.push(folder);
        }
    }

    /// Marks as reserve, unless it is marked.
    pub fn add(&mut self, mark: Mark) {
        if !self.reserve.contains(&mark) {
            self.reserve.push(mark);
        }
    }

    /// Takes a mark away; `false` if there was none.
    pub fn take_away(&mut self, mark: &Mark) -> bool {
        let before = self.reserve.len();
        self.reserve.retain(|other| other != mark);
        self.reserve.len() < before
    }
}

impl Marks {
    /// What is the reserve by these marks: what is marked, else the whole library. Whether it is there is for the reserve
    /// to find out, and to tell.
    pub fn sources(&self, place: &Place) -> Vec<ReserveSource> {
        let mut sources: Vec<_> = self.reserve.iter().map(|mark| mark.source(place)).collect();
        if sources.is_empty() && !self.folders.is_empty() {
            sources.push(ReserveSource::Library);
        }
        sources
    }
}

impl Mark {
    fn source(&self, place: &Place) -> ReserveSource {
        let file = |name: &str, kind: &str| {
            Playlists::of(place).file(name).unwrap_or_else(|_| place.playlists().join(format!("{name}.{kind}")))
        };
        match self {
            Self::Folder(folder) => ReserveSource::Path(folder.clone()),
            Self::Playlist(name) => ReserveSource::Path(file(name, "m3u8")),
            Self::Smart(name) => ReserveSource::Smart { name: name.clone(), rules: file(name, "toml") },
        }
    }

    fn of(kind: Kind, name: &str) -> Self {
        match kind {
            Kind::Plain => Self::Playlist(name.to_owned()),
            Kind::Smart => Self::Smart(name.to_owned()),
        }
    }
}

/// A playlist is renamed in steps, so that it is marked at any moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Both names are marked.
    Before,
    /// Only the new one is.
    After,
}

/// The lock must be held.
pub(super) fn rename(place: &Place, kind: Kind, name: &str, new: &str, step: Step) -> Result<(), KeepError> {
    let (old, new) = (Mark::of(kind, name), Mark::of(kind, new));
    let file = read(place)?;
    let Some(at) = file.marks().reserve.iter().position(|mark| *mark == old) else { return Ok(()) };
    edit(place, |marks| match step {
        Step::Before => marks.reserve.insert(at, new),
        Step::After => marks.reserve.retain(|mark| *mark != old),
    })
    .map(drop)
}

/// The lock must be held.
pub(super) fn edit(place: &Place, change: impl FnOnce(&mut Marks)) -> Result<Marks, KeepError> {
    let mut file = read(place)?;
    let mut marks = file.marks();
    change(&mut marks);
    if marks != file.marks() {
        place::replace(&place.marks(), file.with(&marks).as_bytes(), 0o600)?;
    }
    Ok(marks)
}

/// The file, with what Segue does not know of it.
struct Marked {
    /// Comments before anything else.
    head: String,
    table: Table,
    folders: Vec<PathBuf>,
    /// Each with the table that it was read from.
    reserve: Vec<(Mark, Table)>,
}

fn read(place: &Place) -> Result<Marked, KeepError> {
    let path = place.marks();
    let bytes = place::read(&path)?.unwrap_or_default();
    let damaged = |why: String| KeepError::Damaged { path: path.clone(), why };
    let text = String::from_utf8(bytes).map_err(|_| damaged("it is not text in UTF-8".into()))?;
    let mut table: Table = text.parse().map_err(|why: toml::de::Error| damaged(why.to_string().trim_end().into()))?;
    let head = text.split_inclusive('\n').take_while(|line| line.starts_with('#') || line.trim().is_empty()).collect();
    let folders = list(&mut table, "folders").map_err(damaged)?;
    let folders = folders.iter().map(|folder| folder.as_str().map(from_text).ok_or(folder));
    let folders = folders.collect::<Result<_, _>>();
    let folders = folders.map_err(|folder| damaged(format!("folders are text in quotes, not {folder}")))?;
    let reserve = list(&mut table, "reserve").map_err(damaged)?;
    let reserve = reserve.into_iter().map(mark).collect::<Result<_, _>>().map_err(damaged)?;
    Ok(Marked { head, table, folders, reserve })
}

fn list(table: &mut Table, key: &str) -> Result<Vec<Value>, String> {
    match table.remove(key) {
        None => Ok(Vec::new()),
        Some(Value::Array(list)) => Ok(list),
        Some(_) => Err(format!("\"{key}\" is a list")),
    }
}

fn mark(value: Value) -> Result<(Mark, Table), String> {
    let Value::Table(table) = value else { return Err("a reserve is a section: write [[reserve]]".into()) };
    let text = |key: &str| {
        let text = table.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        text.ok_or_else(|| format!("a [[reserve]] lacks its {key}, text in quotes"))
    };
    let mark = match text("kind")? {
        "playlist" => Mark::Playlist(text("name")?.into()),
        "smart" => Mark::Smart(text("name")?.into()),
        "folder" => Mark::Folder(from_text(text("path")?)),
        other => return Err(format!("the kind of a [[reserve]] is playlist, smart or folder, not \"{other}\"")),
    };
    Ok((mark, table))
}

impl Marked {
    fn marks(&self) -> Marks {
        let reserve = self.reserve.iter().map(|(mark, _)| mark.clone()).collect();
        Marks { folders: self.folders.clone(), reserve }
    }

    /// The file's text with other marks.
    fn with(&mut self, marks: &Marks) -> String {
        let folders = marks.folders.iter().map(|folder| Value::from(to_text(folder))).collect();
        let reserve: Vec<_> = marks.reserve.iter().map(|mark| Value::Table(self.table_of(mark))).collect();
        self.table.insert("folders".into(), Value::Array(folders));
        if reserve.is_empty() {
            self.table.remove("reserve");
        } else {
            self.table.insert("reserve".into(), Value::Array(reserve));
        }
        format!("{}{}", self.head, self.table)
    }

    fn table_of(&self, mark: &Mark) -> Table {
        let known = self.reserve.iter().find(|(other, _)| other == mark);
        known.map_or_else(|| fresh_table(mark), |(_, table)| table.clone())
    }
}

fn fresh_table(mark: &Mark) -> Table {
    let (kind, key, value) = match mark {
        Mark::Playlist(name) => ("playlist", "name", name.clone()),
        Mark::Smart(name) => ("smart", "name", name.clone()),
        Mark::Folder(path) => ("folder", "path", to_text(path)),
    };
    Table::from_iter([("kind".to_owned(), Value::from(kind)), (key.to_owned(), Value::from(value))])
}

/// Where a folder is now, if files of it were found again elsewhere and it is gone: all moved in one go.
pub(super) fn moved_folder(folder: &Path, moved: &[crate::store::music::Moved]) -> Option<PathBuf> {
    if folder.exists() {
        return None;
    }
    moved.iter().find_map(|step| {
        let rest = step.from.strip_prefix(folder).ok()?;
        let whole = step.to.ends_with(rest).then(|| step.to.ancestors().nth(rest.components().count()))??;
        whole.is_dir().then(|| whole.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    fn place() -> (tempfile::TempDir, Place) {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::at(folder.path()).unwrap();
        (folder, place)
    }

    #[test]
    fn marks_come_back_and_others_keys_stay() {
        let (_folder, place) = place();
        let text = "# Mine.\n\nnote = \"hello\"\nfolders = [\"/music\"]\n[[reserve]]\nkind = \"playlist\"\nname = \"Late\"\n\
                    hours = 3\n";
        std::fs::write(place.marks(), text).unwrap();
        let odd = PathBuf::from(OsStr::from_bytes(b"/caf\xE9"));
        let marks = Marks::edit(&place, |marks| {
            marks.add_folder(odd.clone());
            marks.add_folder("/music".into());
            marks.add(Mark::Folder("/spare".into()));
            marks.add(Mark::Smart("Night".into()));
        });
        let marks = marks.unwrap();
        assert_eq!(marks.folders, [PathBuf::from("/music"), odd]);
        assert_eq!(Marks::read(&place).unwrap(), marks);
        let written = std::fs::read_to_string(place.marks()).unwrap();
        assert!(written.starts_with("# Mine.\n\n"), "{written}");
        assert!(written.contains("note = \"hello\"") && written.contains("hours = 3"), "{written}");
        let back = Marks::edit(&place, |marks| assert!(marks.take_away(&Mark::Smart("Night".into())))).unwrap();
        assert_eq!(back.reserve, [Mark::Playlist("Late".into()), Mark::Folder("/spare".into())]);
    }

    #[test]
    fn a_file_that_cannot_be_understood_is_told_of_and_left_alone() {
        let (_folder, place) = place();
        for (text, why) in [
            ("folders = [", "line 1"),
            ("folders = 1", "\"folders\" is a list"),
            ("folders = [1]", "text in quotes, not 1"),
            ("[[reserve]]\nkind = \"disc\"", "not \"disc\""),
            ("[[reserve]]\nkind = \"smart\"", "lacks its name"),
        ] {
            std::fs::write(place.marks(), text).unwrap();
            let told = Marks::edit(&place, |marks| marks.add_folder("/x".into())).unwrap_err().to_string();
            assert!(told.contains(why) && told.contains("mend it"), "{told}");
            assert_eq!(std::fs::read_to_string(place.marks()).unwrap(), text);
        }
    }

    #[test]
    fn a_renamed_playlist_is_marked_at_every_step() {
        let (_folder, place) = place();
        let mark = |name: &str| Mark::Playlist(name.into());
        Marks::edit(&place, |marks| marks.reserve = vec![mark("a"), mark("b")]).unwrap();
        rename(&place, Kind::Plain, "a", "c", Step::Before).unwrap();
        assert_eq!(Marks::read(&place).unwrap().reserve, [mark("c"), mark("a"), mark("b")]);
        rename(&place, Kind::Plain, "a", "c", Step::After).unwrap();
        rename(&place, Kind::Smart, "b", "d", Step::Before).unwrap();
        assert_eq!(Marks::read(&place).unwrap().reserve, [mark("c"), mark("b")]);
    }
}
