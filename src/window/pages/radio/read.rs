//! From a playlist file to a station: such files are what stations hand out.

use std::path::{Path, PathBuf};

use crate::playlist_file::{Kind, Target, parse};

/// What the file says.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub name: Option<String>,
    pub addresses: Vec<String>,
}

/// Whether what was written is such a file on this machine, and no address.
pub fn is_list(written: &str) -> bool {
    !written.contains("://") && Kind::of_path(Path::new(written.trim())).is_some()
}

/// Reads it. Blocks on the disk.
///
/// # Errors
/// A sentence: it cannot be read, or no address is in it.
pub fn read(written: &str) -> Result<Found, String> {
    let path = at_home(written.trim());
    let kind = Kind::of_path(&path).ok_or_else(|| format!("{} is no playlist file.", path.display()))?;
    let bytes = std::fs::read(&path).map_err(|why| format!("{} cannot be read: {why}.", path.display()))?;
    let base = path.parent().unwrap_or(Path::new("/"));
    let entries = parse(&bytes, kind, base).map_err(|why| format!("{} cannot be used: {why}.", path.display()))?;
    let address = |entry: &crate::playlist_file::Entry| match &entry.target {
        Target::Url(url) => Some((url.to_string(), entry.title.clone())),
        Target::File(_) => None,
    };
    let found: Vec<_> = entries.iter().filter_map(address).collect();
    if found.is_empty() {
        return Err(format!("{} names no station: there is no address in it.", path.display()));
    }
    let name = found.iter().find_map(|(_, title)| title.clone());
    Ok(Found { name, addresses: found.into_iter().map(|(address, _)| address).collect() })
}

fn at_home(written: &str) -> PathBuf {
    let home = directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    match (written.strip_prefix("~/"), home) {
        (Some(below), Some(home)) => home.join(below),
        _ => PathBuf::from(written),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stations_are_read_from_what_stations_hand_out() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("listen.pls");
        std::fs::write(&file, "[playlist]\nFile1=http://a.example/live\nTitle1=Radio A\nFile2=http://b.example/live\n")
            .unwrap();
        assert!(is_list(&file.to_string_lossy()) && !is_list("http://a.example/listen.pls"));
        let found = read(&file.to_string_lossy()).unwrap();
        assert_eq!((found.name.as_deref(), found.addresses.len()), (Some("Radio A"), 2));
        let mine = folder.path().join("mine.m3u");
        std::fs::write(&mine, "/music/song.mp3\n").unwrap();
        assert!(read(&mine.to_string_lossy()).unwrap_err().contains("no address"));
    }
}
