//! From an entry's text to the place that it means.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use url::Url;

use super::Target;
use super::address::{file_url, is_file_url, percent_decoded};

/// What `text` (and `raw`, its bytes, where they are not UTF-8) means, likeliest first.
pub(super) fn resolve(text: &str, raw: Option<&[u8]>, base: &Path) -> (Target, Vec<PathBuf>) {
    if let Some(path) = file_url(text) {
        return (Target::File(path), Vec::new());
    }
    match Some(text).filter(|text| text.contains("://")).and_then(|text| Url::parse(text).ok()) {
        Some(url) => (Target::Url(url), Vec::new()),
        None => path(text, raw, base),
    }
}

/// The same for a URI reference, as XSPF has it: here `%20` is a space first of all.
pub(super) fn resolve_uri(text: &str, base: &Path) -> (Target, Vec<PathBuf>) {
    let (target, mut otherwise) = resolve(text, None, base);
    match (target, percent_decoded(text)) {
        (Target::File(literal), Some(bytes)) if !is_file_url(text) => {
            let likeliest = place(base, Path::new(&OsString::from_vec(bytes)));
            otherwise.retain(|path| *path != likeliest);
            otherwise.insert(0, literal);
            (Target::File(likeliest), otherwise)
        }
        (target, _) => (target, otherwise),
    }
}

fn path(text: &str, raw: Option<&[u8]>, base: &Path) -> (Target, Vec<PathBuf>) {
    let slashed = text.replace('\\', "/");
    let mut readings: Vec<PathBuf> = vec![slashed.into(), text.into()];
    if !is_windows_path(text) {
        readings.swap(0, 1);
    }
    readings.extend(raw.map(|bytes| OsString::from_vec(bytes.to_vec()).into()));
    readings.extend(percent_decoded(text).map(|bytes| OsString::from_vec(bytes).into()));
    let mut places: Vec<PathBuf> = Vec::new();
    for reading in readings {
        let place = place(base, &reading);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let likeliest = places.remove(0);
    (Target::File(likeliest), places)
}

/// Below `base`, and without the `./` that some writers begin with: an index knows paths by their bytes.
fn place(base: &Path, reading: &Path) -> PathBuf {
    base.join(reading.strip_prefix(".").unwrap_or(reading))
}

/// `C:\Music\a.mp3`, or backslashes and no slash: a name with a backslash in it is possible here, but was hardly meant.
fn is_windows_path(text: &str) -> bool {
    let drive = matches!(text.as_bytes(), [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
    drive || (text.contains('\\') && !text.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeliest(text: &str) -> String {
        match resolve(text, None, Path::new("/base")).0 {
            Target::File(path) => path.display().to_string(),
            Target::Url(url) => format!("url {url}"),
        }
    }

    #[test]
    fn each_way_of_writing_finds_its_place() {
        let table = [
            ("a/b.mp3", "/base/a/b.mp3"),
            ("../b.mp3", "/base/../b.mp3"),
            ("/x/b.mp3", "/x/b.mp3"),
            ("file:///x/My%20Song.mp3", "/x/My Song.mp3"),
            ("FILE://localhost/x/Caf%C3%A9.mp3", "/x/Café.mp3"),
            ("file:///x/Song #1?.mp3", "/x/Song #1?.mp3"),
            ("file://nas/x.mp3", "url file://nas/x.mp3"),
            ("http://host/x.mp3?a=b", "url http://host/x.mp3?a=b"),
            (r"Artist\Song.mp3", "/base/Artist/Song.mp3"),
            (r"a/back\slash.mp3", r"/base/a/back\slash.mp3"),
            ("Mozart: Requiem.mp3", "/base/Mozart: Requiem.mp3"),
            ("100%.mp3", "/base/100%.mp3"),
        ];
        for (text, expected) in table {
            assert_eq!(likeliest(text), expected, "{text}");
        }
    }

    #[test]
    fn a_windows_path_keeps_its_drive_and_so_is_reported_as_written() {
        assert_eq!(likeliest(r"C:\Music\a.mp3"), "/base/C:/Music/a.mp3");
    }

    #[test]
    fn other_readings_follow() {
        let (_, other) = resolve("My%20Song%2.mp3", None, Path::new("/b"));
        assert_eq!(other, [PathBuf::from("/b/My Song%2.mp3")]);
        let (_, other) = resolve(r"a\b", None, Path::new("/b"));
        assert_eq!(other, [PathBuf::from(r"/b/a\b")]);
        let (_, other) = resolve("é", Some(b"\xE9"), Path::new("/b"));
        assert_eq!(other, [Path::new("/b").join(OsString::from_vec(vec![0xE9]))]);
    }
}
