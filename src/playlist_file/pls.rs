//! PLS.

use std::collections::BTreeMap;
use std::path::Path;

use super::text::Line;
use super::{Entry, duration, target, title};

/// Entries by their numbers; the keys may come in any order and case. A number without a `File` is passed over.
pub(super) fn parse(lines: &[Line], base: &Path) -> Vec<Entry> {
    let mut files = BTreeMap::new();
    let mut titles = BTreeMap::new();
    let mut lengths = BTreeMap::new();
    for line in lines {
        let Some((key, number, value)) = split(&line.text) else { continue };
        match key.as_str() {
            "file" if !value.is_empty() => {
                let raw = line.raw.as_deref().and_then(|raw| raw.splitn(2, |byte| *byte == b'=').nth(1));
                files.insert(number, target::resolve(value, raw.map(<[u8]>::trim_ascii), base));
            }
            "title" => drop(titles.insert(number, title(value))),
            "length" => drop(lengths.insert(number, duration(value))),
            _ => {}
        }
    }
    let entry = |(number, (target, otherwise))| Entry {
        target,
        otherwise,
        title: titles.remove(&number).flatten(),
        artist: None,
        duration: lengths.remove(&number).flatten(),
    };
    files.into_iter().map(entry).collect()
}

/// `File12=value` is `("file", 12, "value")`.
fn split(line: &str) -> Option<(String, u64, &str)> {
    let (name, value) = line.split_once('=')?;
    let name = name.trim();
    let key = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let number = name[key.len()..].parse().ok()?;
    Some((key.trim_end().to_ascii_lowercase(), number, value.trim()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::{Kind, Target, parse};
    use super::*;

    #[test]
    fn keys_come_in_any_order_and_case() {
        let text = "[playlist]\r\nNumberOfEntries=2\r\nLENGTH2=-1\r\nTitle10= Late \r\nfile10=b.mp3\r\nFile2 = http://host/live\r\n\
                    title2=Radio=One\r\nLength10=61\r\nTitle3=no file\r\nFile4=\r\nVersion=2\r\n";
        let found = parse(text.as_bytes(), Kind::Pls, Path::new("/b")).unwrap();
        assert_eq!(found.len(), 2);
        assert!(matches!(&found[0].target, Target::Url(url) if url.as_str() == "http://host/live"));
        assert_eq!((found[0].title.as_deref(), found[0].duration), (Some("Radio=One"), None));
        assert_eq!(found[1].target, Target::File("/b/b.mp3".into()));
        assert_eq!((found[1].title.as_deref(), found[1].duration), (Some("Late"), Some(Duration::from_secs(61))));
    }

    #[test]
    fn a_number_too_large_is_no_entry() {
        let text = "File99999999999999999999999=a.mp3\nFile1=b.mp3";
        assert_eq!(parse(text.as_bytes(), Kind::Pls, Path::new("/b")).unwrap().len(), 1);
    }
}
