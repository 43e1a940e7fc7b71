//! Paths as percent-encoded addresses, byte for byte, and back.

use std::ffi::OsString;
use std::fmt::Write;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// A path as text from which [`from_text`] makes the very same: itself, or a `file:` address where its bytes are no
/// text. For absolute paths.
pub fn to_text(path: &Path) -> String {
    match path.to_str() {
        Some(text) if !is_file_url(text) => text.to_owned(),
        _ => format!("file://{}", percent_encoded(path.as_os_str().as_bytes())),
    }
}

/// See [`to_text`].
pub fn from_text(text: &str) -> PathBuf {
    file_url(text).unwrap_or_else(|| text.into())
}

pub(super) fn is_file_url(text: &str) -> bool {
    text.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"))
}

/// The path that a `file:` address means; `None` for any other address, and for another machine's file.
///
/// Many writers leave `#` and `?` in a file's name as they are, and no file has a query or a fragment: the bytes are
/// taken as they come.
pub(super) fn file_url(text: &str) -> Option<PathBuf> {
    let rest = text.get(5..).filter(|_| is_file_url(text))?;
    let path = match rest.strip_prefix("//") {
        Some(rest) => {
            let (host, _) = rest.split_once('/')?;
            (host.is_empty() || host.eq_ignore_ascii_case("localhost")).then(|| &rest[host.len()..])?
        }
        None => rest,
    };
    Some(OsString::from_vec(percent_decoded(path).unwrap_or_else(|| path.into())).into())
}

/// Every byte but letters, digits, `-._~` and the slash as `%XX` (RFC 3986, 2.3).
pub(super) fn percent_encoded(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len()), |mut text, byte| {
        match byte {
            b'-' | b'.' | b'_' | b'~' | b'/' => text.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => text.push(char::from(*byte)),
            // Writing to a String cannot fail.
            byte => drop(write!(text, "%{byte:02X}")),
        }
        text
    })
}

/// The bytes that `%XX` stand for; `None` if there is not one.
pub(super) fn percent_decoded(text: &str) -> Option<Vec<u8>> {
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
    use std::ffi::OsStr;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_stays_as_it_is_and_bytes_become_an_address() {
        assert_eq!(to_text(Path::new("/m/100% é.mp3")), "/m/100% é.mp3");
        assert_eq!(to_text(Path::new(OsStr::from_bytes(b"/m/caf\xE9 1.mp3"))), "file:///m/caf%E9%201.mp3");
        assert_eq!(file_url("file:/a%20b"), Some("/a b".into()));
        assert_eq!((file_url("file://nas/a"), file_url("file://nas")), (None, None));
    }

    proptest! {
        #[test]
        fn every_absolute_path_comes_back_byte_for_byte(bytes in prop::collection::vec(1u8..=255, 0..30)) {
            let path = PathBuf::from(OsString::from_vec([b"/", bytes.as_slice()].concat()));
            let back = from_text(&to_text(&path));
            prop_assert_eq!(back.as_os_str(), path.as_os_str());
        }
    }
}
