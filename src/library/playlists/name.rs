//! What a playlist may be called, and where the one of a name is.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Bytes: room for a date before and an extension after it in a file's name, which has 255.
const LONGEST: usize = 200;

/// Why a name, or a place in a playlist, is no use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    #[error("a playlist cannot be called {name:?}: {why}")]
    Unfit { name: String, why: &'static str },
    #[error("there is a playlist called {name:?} already; choose another name, or rename or delete that one")]
    Taken { name: String },
    #[error("there is no playlist called {name:?}{advice}")]
    Absent { name: String, advice: String },
    #[error("{name:?} is a smart playlist: its tracks follow from its rules; change those")]
    Smart { name: String },
    #[error("{name:?} is not a smart playlist: it has no rules")]
    Plain { name: String },
    #[error("{name:?} is shorter: it has no place {}", place + 1)]
    Place { name: String, place: usize },
    #[error("{name:?} is not in the trash")]
    NotInTrash { name: String },
    #[error("{} says no kind of playlist: end the name in .m3u8, .m3u, .pls or .xspf", path.display())]
    NoKind { path: PathBuf },
    #[error("{} is there already; choose another name, or delete it first", path.display())]
    Exists { path: PathBuf },
}

/// The two kinds of playlists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Tracks, one after the other, in an `.m3u8` file.
    Plain,
    /// Rules, in a `.toml` file.
    Smart,
}

impl Kind {
    fn extension(self) -> &'static str {
        match self {
            Self::Plain => "m3u8",
            Self::Smart => "toml",
        }
    }

    /// The kind and the name of a file in the folder; `None` for any other file.
    pub(in crate::library) fn of(path: &Path) -> Option<(Self, &str)> {
        let extension = path.extension()?;
        let kind = [Self::Plain, Self::Smart].into_iter().find(|kind| OsStr::new(kind.extension()) == extension)?;
        let name = path.file_stem()?.to_str().filter(|name| !name.starts_with('.'))?;
        Some((kind, name))
    }

    pub(super) fn file(self, name: &str) -> String {
        format!("{name}.{}", self.extension())
    }
}

/// Refuses what cannot be a file's name, or would surprise.
pub(super) fn check(name: &str) -> Result<(), NameError> {
    let why = match name {
        "" => "it is empty",
        _ if name.trim() != name => "it begins or ends with a blank",
        _ if name.starts_with('.') => "a dot in front hides a file",
        _ if name.contains('/') => "it has a slash in it",
        _ if name.chars().any(char::is_control) => "it has a control character in it",
        _ if name.len() > LONGEST => "it is too long",
        _ => return Ok(()),
    };
    Err(NameError::Unfit { name: name.to_owned(), why })
}

/// Names that a person would take for the same.
pub(super) fn is_alike(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}

/// The error for a name that is not there, with the one that was meant.
pub(super) fn absent<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> NameError {
    let like = |word: &str| strsim::jaro_winkler(&name.to_lowercase(), &word.to_lowercase());
    let nearest = known.filter(|word| like(word) > 0.8).max_by(|a, b| like(a).total_cmp(&like(b)));
    let advice = nearest.map(|word| format!("; did you mean {word:?}?")).unwrap_or_default();
    NameError::Absent { name: name.to_owned(), advice }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_any_that_a_file_can_have() {
        for good in ["Jazz", "Für Elise", "深夜", "a.b", "AC-DC (live)", "…"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in ["", ".hidden", "..", "a/b", " a", "a\u{a0}", "a\nb", "é".repeat(101).as_str()] {
            assert!(check(bad).is_err(), "{bad:?}");
        }
        assert!(is_alike("ÉTÉ", "été") && !is_alike("a", "b"));
    }

    #[test]
    fn a_file_tells_kind_and_name() {
        assert_eq!(Kind::of(Path::new("/p/a.b.m3u8")), Some((Kind::Plain, "a.b")));
        assert_eq!(Kind::of(Path::new("/p/x.toml")), Some((Kind::Smart, "x")));
        assert_eq!((Kind::of(Path::new("/p/.x.toml")), Kind::of(Path::new("/p/x.m3u"))), (None, None));
    }

    #[test]
    fn the_name_that_was_meant_is_told() {
        let told = absent("jaz", ["Rock", "Jazz"].into_iter()).to_string();
        assert_eq!(told, "there is no playlist called \"jaz\"; did you mean \"Jazz\"?");
    }
}
