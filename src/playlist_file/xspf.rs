//! XSPF, version 0 and 1. <https://xspf.org/spec>

use std::path::Path;
use std::time::Duration;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use super::{Entry, Target, target, title};

/// Elements within elements. The format itself goes four deep; extensions may go deeper.
const DEEPEST: usize = 64;
/// Bytes of one element's text: more is no title and no address.
const LONGEST: usize = 64 << 10;

/// The tracks in their order. Nothing is expanded but the five entities that XML itself has, and characters by number.
pub(super) fn parse(text: &str, base: &Path) -> Vec<Entry> {
    let mut walk = Walk { base, path: Vec::new(), text: String::new(), track: Track::default(), entries: Vec::new() };
    let mut reader = Reader::from_str(text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(_) if walk.path.len() == DEEPEST => break,
            Event::Start(tag) => walk.enter(tag.local_name().as_ref()),
            Event::End(_) => walk.leave(),
            Event::Text(text) => walk.add(&text.into_inner()),
            Event::CData(text) => walk.add(&text.into_inner()),
            Event::GeneralRef(entity) => walk.add(&character(&entity).map(String::from).unwrap_or_default()),
            Event::Eof => break,
            _ => {}
        }
    }
    walk.entries
}

/// What is known of the track that is being read.
#[derive(Default)]
struct Track {
    /// The same music in several places, most wanted first.
    locations: Vec<String>,
    title: Option<String>,
    artist: Option<String>,
    duration: Option<Duration>,
}

struct Walk<'b> {
    base: &'b Path,
    /// The names of the elements that are open.
    path: Vec<String>,
    /// Of the element that was opened last.
    text: String,
    track: Track,
    entries: Vec<Entry>,
}

impl Walk<'_> {
    fn enter(&mut self, name: &str) {
        self.path.push(name.to_owned());
        self.text.clear();
        if self.is_at(&["playlist", "trackList", "track"]) {
            self.track = Track::default();
        }
    }

    fn add(&mut self, text: &str) {
        if self.text.len() + text.len() <= LONGEST {
            self.text.push_str(text);
        }
    }

    fn leave(&mut self) {
        let text = std::mem::take(&mut self.text);
        if self.is_at(&["playlist", "trackList", "track"]) {
            self.take_track();
        } else if let [_, _, track, field] = self.path.as_slice()
            && track == "track"
        {
            match field.as_str() {
                "location" => self.track.locations.extend(title(&text)),
                "title" => self.track.title = title(&text),
                "creator" => self.track.artist = title(&text),
                "duration" => self.track.duration = milliseconds(&text),
                _ => {}
            }
        }
        self.path.pop();
    }

    /// A track without an address is one that the reader is meant to find elsewhere: it is passed over.
    fn take_track(&mut self) {
        let Track { locations, title, artist, duration } = std::mem::take(&mut self.track);
        let mut places = locations.iter().map(|location| target::resolve_uri(location, self.base));
        let Some((target, mut otherwise)) = places.next() else { return };
        for (other, readings) in places {
            if let Target::File(path) = other {
                otherwise.push(path);
                otherwise.extend(readings);
            }
        }
        self.entries.push(Entry { target, otherwise, title, artist, duration });
    }

    fn is_at(&self, place: &[&str]) -> bool {
        self.path == place
    }
}

/// The character that `&…;` stands for.
fn character(entity: &BytesRef) -> Option<char> {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        return Some(letter);
    }
    match &*entity.xml10_content() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

fn milliseconds(text: &str) -> Option<Duration> {
    text.trim().parse().ok().map(Duration::from_millis).filter(|length| !length.is_zero())
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, parse};
    use super::*;

    fn read(tracks: &str) -> Vec<Entry> {
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\">\
             <title>Mine</title><trackList>{tracks}</trackList></playlist>"
        );
        parse(text.as_bytes(), Kind::Xspf, Path::new("/b")).unwrap()
    }

    fn file(entry: &Entry) -> &Path {
        match &entry.target {
            Target::File(path) => path,
            Target::Url(url) => panic!("{url}"),
        }
    }

    #[test]
    fn a_playlist_is_read() {
        let found = read(
            "<track><location>file:///m/My%20Song%20%E9.mp3</location><title>Rock &amp; R&#xF6;ll</title>\
             <creator><![CDATA[AC<DC]]></creator><duration>61500</duration><extension application=\"x\"><title>no</title>\
             </extension></track>\n<track><location>sub/a%2520.mp3</location><location>b.mp3</location></track>\
             <track><title>nowhere</title></track><track><location>https://h/x?a=1&amp;b=2</location></track>",
        );
        assert_eq!(found.len(), 3);
        assert_eq!((found[0].title.as_deref(), found[0].artist.as_deref()), (Some("Rock & Röll"), Some("AC<DC")));
        assert_eq!(found[0].duration, Some(Duration::from_millis(61_500)));
        assert_eq!(file(&found[0]).to_string_lossy(), "/m/My Song \u{FFFD}.mp3");
        assert_eq!(file(&found[1]), Path::new("/b/sub/a%20.mp3"));
        assert_eq!(found[1].otherwise, [Path::new("/b/sub/a%2520.mp3"), Path::new("/b/b.mp3")]);
        assert!(matches!(&found[2].target, Target::Url(url) if url.as_str() == "https://h/x?a=1&b=2"));
    }

    #[test]
    fn what_breaks_off_gives_what_stood_before() {
        assert_eq!(read("<track><location>a</location></track><track><location>b</loc").len(), 1);
        assert_eq!(read("<track><location>a</location></track></nonsense>").len(), 1);
    }

    #[test]
    fn neither_entities_nor_depth_make_it_grow() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><playlist><trackList>\
                    <track><location>x&b;&b;.mp3</location></track></trackList></playlist>";
        let found = parse(bomb.as_bytes(), Kind::Xspf, Path::new("/b")).unwrap();
        assert_eq!(file(&found[0]), Path::new("/b/x.mp3"));
        assert!(read(&"<a>".repeat(100_000)).is_empty());
        let long = format!("<track><location>{}</location></track>", "a&amp;".repeat(100_000));
        assert!(file(&read(&long)[0]).as_os_str().len() <= LONGEST + 3);
    }
}
