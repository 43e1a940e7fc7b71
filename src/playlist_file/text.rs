//! From bytes to lines, in whatever encoding.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// A line without its end and without blanks around it; never empty.
pub(super) struct Line {
    pub text: String,
    /// The line's bytes, where they are not UTF-8: file names have bytes, not letters.
    pub raw: Option<Vec<u8>>,
}

/// The lines of a text. A byte-order mark decides its encoding, else its own `#EXTENC`, else each line is UTF-8 if it can
/// be, else Windows-1252, which gives a letter for every byte and is what `.m3u` files of old are written in (Latin-1 is
/// a part of it). Line by line, because file names are bytes: one that is not UTF-8 says nothing of the others.
pub(super) fn lines(bytes: &[u8]) -> Vec<Line> {
    let (bytes, encoding) = to_ascii_superset(bytes);
    bytes.split(|byte| matches!(byte, b'\n' | b'\r')).filter_map(|line| read(line.trim_ascii(), encoding)).collect()
}

/// The text of an XML document: a byte-order mark decides its encoding, else its declaration, else it is UTF-8.
pub(super) fn xml(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| declared_in_xml(bytes));
    encoding.unwrap_or(UTF_8).decode(bytes).0
}

/// `<?xml version="1.0" encoding="ISO-8859-1"?>`
fn declared_in_xml(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.split(|byte| *byte == b'>').next().filter(|head| head.starts_with(b"<?xml"))?;
    let head = std::str::from_utf8(head).ok()?;
    let (_, value) = head.split_once("encoding")?;
    Encoding::for_label(value.split(['"', '\'']).nth(1)?.as_bytes())
}

/// The text without its mark, in an encoding in which line ends are the bytes 10 and 13. `None`: nobody says which.
fn to_ascii_superset(bytes: &[u8]) -> (Cow<'_, [u8]>, Option<&'static Encoding>) {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding == UTF_8 => (Cow::Borrowed(&bytes[mark..]), encoding_of(&bytes[mark..])),
        Some((utf_16, mark)) => {
            let (text, _) = utf_16.decode_without_bom_handling(&bytes[mark..]);
            (Cow::Owned(text.into_owned().into_bytes()), Some(UTF_8))
        }
        None => (Cow::Borrowed(bytes), encoding_of(bytes)),
    }
}

fn encoding_of(bytes: &[u8]) -> Option<&'static Encoding> {
    let declared = declared(bytes).filter(|encoding| encoding.is_ascii_compatible());
    declared.filter(|encoding| !encoding.decode_without_bom_handling(bytes).1)
}

/// What the text says of itself: `#EXTENC: ISO-8859-1`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    const KEY: &[u8] = b"#EXTENC:";
    bytes
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .map(<[u8]>::trim_ascii)
        .find(|line| line.get(..KEY.len()).is_some_and(|key| key.eq_ignore_ascii_case(KEY)))
        .and_then(|line| Encoding::for_label(line[KEY.len()..].trim_ascii()))
}

fn read(line: &[u8], encoding: Option<&'static Encoding>) -> Option<Line> {
    let is_utf_8 = std::str::from_utf8(line).is_ok();
    let encoding = encoding.unwrap_or(if is_utf_8 { UTF_8 } else { WINDOWS_1252 });
    let (text, _) = encoding.decode_without_bom_handling(line);
    let text = text.trim().to_owned();
    let raw = (!is_utf_8).then(|| line.to_vec());
    (!text.is_empty()).then_some(Line { text, raw })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<String> {
        lines(bytes).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn every_line_end_counts_and_empty_lines_do_not() {
        assert_eq!(texts(b"\xEF\xBB\xBFa\r\n\r\n b \rc\nd"), ["a", "b", "c", "d"]);
    }

    #[test]
    fn latin_1_and_windows_1252_are_read_and_their_bytes_kept() {
        let found = lines(b"plain\nCaf\xE9 \x96 B\xF6rse.mp3");
        assert_eq!(found[1].text, "Café – Börse.mp3");
        assert_eq!(found[1].raw.as_deref(), Some(&b"Caf\xE9 \x96 B\xF6rse.mp3"[..]));
        assert!(found[0].raw.is_none());
    }

    #[test]
    fn a_line_that_is_not_utf_8_leaves_the_others_alone() {
        assert_eq!(texts(b"Caf\xC3\xA9\nB\xF6rse"), ["Café", "Börse"]);
    }

    #[test]
    fn xml_is_read_in_the_encoding_that_it_declares() {
        assert_eq!(xml(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>").split('>').nth(2), Some("é</a"));
        assert_eq!(xml(b"\xEF\xBB\xBF<a>\xC3\xA9</a>"), "<a>é</a>");
        assert_eq!(xml(b"<a encoding='latin1'>\xC3\xA9</a>").chars().nth(21), Some('é'));
    }

    #[test]
    fn utf_16_with_a_mark_is_read() {
        let bytes: Vec<u8> = "\u{FEFF}é\r\nb".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts(&bytes), ["é", "b"]);
    }

    #[test]
    fn a_declared_encoding_is_honoured_unless_it_is_a_lie() {
        assert_eq!(texts(b"#extenc: shift_jis\n\x83e\x83X\x83g")[1], "テスト");
        assert_eq!(texts("#EXTENC:UTF-8\nCafé".as_bytes())[1], "Café");
        assert_eq!(texts(b"#EXTENC:UTF-8\nCaf\xE9")[1], "Café");
        assert_eq!(texts(b"#EXTENC:no-such\nCaf\xE9")[1], "Café");
    }
}
