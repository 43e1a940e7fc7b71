//! From an entry's text to the place that it means.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use url::Url;

use super::Target;

/// What `text` (and `raw`, its bytes, where they are not UTF-8) means, likeliest first.
pub(super) fn resolve(text: &str, raw: Option<&[u8]>, base: &Path) -> (Target, Vec<PathBuf>) {
    if is_file_url(text) {
        return file_url(text).unwrap_or_else(|| (Target::File(base.join(text)), Vec::new()));
    }
    match Url::parse(text) {
        Ok(url) if text.contains("://") => (Target::Url(url), Vec::new()),
        _ => path(text, raw, base),
    }
}

fn is_file_url(text: &str) -> bool {
    text.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"))
}

/// Many writers leave `#` and `?` in a file's name as they are, and no file has a query or a fragment.
fn file_url(text: &str) -> Option<(Target, Vec<PathBuf>)> {
    let url = Url::parse(&text.replace('#', "%23").replace('?', "%3F")).ok()?;
    match url.to_file_path() {
        Ok(path) => Some((Target::File(path), Vec::new())),
        // Another machine's file.
        Err(()) => Some((Target::Url(url), Vec::new())),
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
        let place = base.join(reading);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let likeliest = places.remove(0);
    (Target::File(likeliest), places)
}

/// `C:\Music\a.mp3`, or backslashes and no slash: a name with a backslash in it is possible here, but was hardly meant.
fn is_windows_path(text: &str) -> bool {
    let drive = matches!(text.as_bytes(), [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
    drive || (text.contains('\\') && !text.contains('/'))
}

/// The bytes that `%XX` stand for; `None` if there is not one.
fn percent_decoded(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        decoded.push(*first);
        if let (b'%', [high, low, after @ ..]) = (first, tail)
            && let (Some(high), Some(low)) = (digit(high), digit(low))
        {
            decoded.pop();
            decoded.push(high * 16 + low);
            rest = after;
        }
    }
    (decoded.len() < text.len()).then_some(decoded)
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
