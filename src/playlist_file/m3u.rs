//! M3U and M3U8.

use std::path::Path;
use std::time::Duration;

use super::text::Line;
use super::{Entry, PlaylistError, duration, target, title};

/// Lines that only a stream's index has.
const HLS: [&str; 4] = ["#EXT-X-TARGETDURATION", "#EXT-X-STREAM-INF", "#EXT-X-MEDIA-SEQUENCE", "#EXT-X-VERSION"];

pub(super) fn parse(lines: &[Line], base: &Path) -> Result<Vec<Entry>, PlaylistError> {
    let mut entries = Vec::new();
    let (mut info, mut artist) = ((None, None), None);
    for line in lines {
        if HLS.iter().any(|tag| line.text.starts_with(tag)) {
            return Err(PlaylistError::Hls);
        }
        if let Some(given) = extinf(&line.text) {
            info = given;
        } else if let Some(given) = after(&line.text, "#EXTART:") {
            artist = super::title(given);
        } else if !line.text.starts_with('#') {
            let (duration, title) = std::mem::take(&mut info);
            let (target, otherwise) = target::resolve(&line.text, line.raw.as_deref(), base);
            let artist = artist.take();
            let title = title.map(|title| without(artist.as_deref(), title));
            entries.push(Entry { target, otherwise, title, artist, duration });
        }
    }
    Ok(entries)
}

/// What follows `key`, in whatever case, at the start of a line.
fn after<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    line.get(..key.len()).filter(|start| start.eq_ignore_ascii_case(key)).and(line.get(key.len()..))
}

/// `Artist - Title` is the title alone where the artist is told on a line of its own.
fn without(artist: Option<&str>, title: String) -> String {
    let rest = artist.and_then(|artist| title.strip_prefix(artist)?.strip_prefix(" - "));
    rest.and_then(super::title).unwrap_or(title)
}

/// `#EXTINF:123 key="value",Artist - Title`: the length in seconds and the title, which counts from the first comma
/// that is not within quotes.
fn extinf(line: &str) -> Option<(Option<Duration>, Option<String>)> {
    let value = after(line, "#EXTINF:")?;
    let mut quoted = false;
    let comma = value.find(|letter| {
        quoted ^= letter == '"';
        letter == ',' && !quoted
    });
    let (before, after) = match comma {
        Some(at) => (&value[..at], &value[at + 1..]),
        None => (value, ""),
    };
    let seconds = before.split_whitespace().next().unwrap_or_default();
    Some((duration(seconds), title(after)))
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Target, parse};
    use super::*;

    fn read(text: &str) -> Vec<Entry> {
        parse(text.as_bytes(), Kind::M3u, Path::new("/b")).unwrap()
    }

    #[test]
    fn an_extended_playlist_is_read() {
        let text = "#EXTM3U\r\n#PLAYLIST:Mine\r\n\
                    #EXTINF:123,Nina Simone - Feeling Good, live\r\n#a comment\r\na.mp3\r\nb.mp3\r\n";
        let found = read(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].title.as_deref(), Some("Nina Simone - Feeling Good, live"));
        assert_eq!(found[0].duration, Some(Duration::from_secs(123)));
        assert_eq!(found[0].target, Target::File("/b/a.mp3".into()));
        assert_eq!((found[1].title.as_deref(), found[1].duration), (None, None));
    }

    #[test]
    fn extinf_is_read_as_people_write_it() {
        let seconds = |n| Some(Duration::from_secs(n));
        assert_eq!(extinf("#EXTINF:-1,Radio"), Some((None, Some("Radio".into()))));
        assert_eq!(extinf("#extinf:0,"), Some((None, None)));
        assert_eq!(extinf("#EXTINF:7"), Some((seconds(7), None)));
        assert_eq!(extinf("#EXTINF:7 name=\"a, b\" x=1, T "), Some((seconds(7), Some("T".into()))));
        assert_eq!(extinf("#EXTINF:x,Ü"), Some((None, Some("Ü".into()))));
        assert_eq!(extinf("#EXTIMG:7"), None);
    }

    #[test]
    fn an_artist_may_have_a_line_of_its_own() {
        let found =
            read("#EXTART:Björk\n#EXTINF:61,Björk - Jóga\na.mp3\n#EXTINF:1,X - Y\nb.mp3\n#extart:\n#EXTINF:1,-\nc");
        let words = |entry: &Entry| (entry.artist.clone(), entry.title.clone().unwrap_or_default());
        assert_eq!(
            found.iter().map(words).collect::<Vec<_>>(),
            [(Some("Björk".into()), "Jóga".into()), (None, "X - Y".into()), (None, "-".into())]
        );
    }

    #[test]
    fn hls_is_recognised_and_refused() {
        for line in ["#EXT-X-TARGETDURATION:6", "#EXT-X-STREAM-INF:BANDWIDTH=128000"] {
            let text = format!("#EXTM3U\n{line}\n#EXTINF:6.0,\nseg1.ts\n");
            assert_eq!(parse(text.as_bytes(), Kind::M3u8, Path::new("/b")), Err(PlaylistError::Hls));
        }
    }
}
