//! ICY: titles woven into a stream's sound, as SHOUTcast and Icecast do it.
//!
//! After every `metaint` bytes of sound comes one length byte, then 16 times that many bytes of text such as
//! `StreamTitle='Artist - Title';StreamUrl='';`, padded with NULs. Pure: bytes in, sound and titles out.

use std::sync::Arc;

use encoding_rs::WINDOWS_1252;

/// A title and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Bytes of sound (titles taken out) before the first that this title is about.
    pub at: u64,
    pub text: Arc<str>,
}

/// Takes the titles out of a stream. Chunks may be split anywhere.
#[derive(Debug)]
pub struct Icy {
    /// Bytes of sound between two blocks of text; 0 for a stream without any.
    interval: usize,
    state: State,
    /// Bytes of sound so far.
    passed: u64,
    /// The text block as far as it has come.
    block: Vec<u8>,
    last: Option<Arc<str>>,
}

#[derive(Clone, Copy, Debug)]
enum State {
    /// So many bytes of sound until the next length byte.
    Sound(usize),
    Length,
    /// So many bytes of text are missing.
    Text(usize),
}

impl Icy {
    /// `interval` is the header `icy-metaint`; 0 where the server did not send it.
    pub fn new(interval: usize) -> Self {
        Self { interval, state: State::Sound(interval), passed: 0, block: Vec::new(), last: None }
    }

    /// Appends the sound in `chunk` to `sound`; returns the titles that changed in it.
    pub fn split(&mut self, mut chunk: &[u8], sound: &mut Vec<u8>) -> Vec<Title> {
        let mut titles = Vec::new();
        if self.interval == 0 {
            self.pass(chunk, sound);
            return titles;
        }
        while let Some(&first) = chunk.first() {
            let used = match self.state {
                State::Sound(left) => self.sound(left, chunk, sound),
                State::Length => self.length(first),
                State::Text(missing) => self.text(missing, chunk, &mut titles),
            };
            chunk = &chunk[used..];
        }
        titles
    }

    fn pass(&mut self, bytes: &[u8], sound: &mut Vec<u8>) {
        sound.extend_from_slice(bytes);
        self.passed += bytes.len() as u64;
    }

    fn sound(&mut self, left: usize, chunk: &[u8], sound: &mut Vec<u8>) -> usize {
        let used = left.min(chunk.len());
        self.pass(&chunk[..used], sound);
        self.state = if used == left { State::Length } else { State::Sound(left - used) };
        used
    }

    fn length(&mut self, byte: u8) -> usize {
        self.state = if byte == 0 { State::Sound(self.interval) } else { State::Text(usize::from(byte) * 16) };
        1
    }

    fn text(&mut self, missing: usize, chunk: &[u8], titles: &mut Vec<Title>) -> usize {
        let used = missing.min(chunk.len());
        self.block.extend_from_slice(&chunk[..used]);
        self.state = State::Text(missing - used);
        if used == missing {
            self.state = State::Sound(self.interval);
            titles.extend(self.changed_title());
            self.block.clear();
        }
        used
    }

    /// Many servers repeat the title again and again: only a change is one.
    fn changed_title(&mut self) -> Option<Title> {
        let text: Arc<str> = stream_title(&self.block)?.into();
        if self.last.as_ref() == Some(&text) {
            return None;
        }
        self.last = Some(text.clone());
        Some(Title { at: self.passed, text })
    }
}

/// The title in a text block; `None` if there is none, or an empty one.
fn stream_title(block: &[u8]) -> Option<String> {
    let text = decode(block);
    let start = text.find("StreamTitle='")? + "StreamTitle='".len();
    let rest = text[start..].trim_end_matches(['\0', ' ']);
    let title = rest[..title_end(rest)].trim();
    (!title.is_empty()).then(|| title.replace(char::is_control, " "))
}

/// Where the title ends. Titles may hold quotes and even `';`: only one that ends the block, or that the
/// next field follows, closes the title. A block without a proper end is title up to its last quote.
fn title_end(rest: &str) -> usize {
    rest.match_indices("';")
        .map(|(at, _)| at)
        .find(|at| begins_field(&rest[at + 2..]))
        .unwrap_or_else(|| rest.trim_end_matches(';').trim_end_matches('\'').len())
}

/// `true` for nothing, and for `Name='…`.
fn begins_field(text: &str) -> bool {
    let Some((name, _)) = text.split_once("='") else { return text.trim().is_empty() };
    !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// Text of unknown encoding: UTF-8 if it can be, else Western European, which never fails.
pub fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A text block with its length byte.
    pub fn block(text: &[u8]) -> Vec<u8> {
        let sixteens = text.len().div_ceil(16);
        let mut block = vec![sixteens as u8];
        block.extend_from_slice(text);
        block.resize(1 + sixteens * 16, 0);
        block
    }

    #[test]
    fn titles_are_told_at_their_byte() {
        let mut icy = Icy::new(4);
        let mut stream = b"abcd".to_vec();
        stream.extend(block(b"StreamTitle='One';"));
        stream.extend(b"efgh\0ijkl");
        stream.extend(block(b"StreamTitle='One';StreamUrl='';"));
        stream.extend(b"mnop");
        stream.extend(block(b"StreamTitle='Two';StreamUrl='http://x/';"));
        let mut sound = Vec::new();
        let titles = icy.split(&stream, &mut sound);
        assert_eq!(sound, b"abcdefghijklmnop");
        assert_eq!(titles, [Title { at: 4, text: "One".into() }, Title { at: 16, text: "Two".into() }]);
    }

    #[test]
    fn quotes_encodings_and_broken_blocks() {
        let cases: [(&[u8], Option<&str>); 9] = [
            (b"StreamTitle='Don't Stop';", Some("Don't Stop")),
            (b"StreamTitle='It's; 'so'; fine';StreamUrl='';", Some("It's; 'so'; fine")),
            (b"StreamUrl='';StreamTitle='Last';", Some("Last")),
            (b"StreamTitle='cut off", Some("cut off")),
            (b"StreamTitle='no semicolon'", Some("no semicolon")),
            (b"StreamTitle='';", None),
            (b"noise", None),
            ("StreamTitle='Beyoncé';".as_bytes(), Some("Beyoncé")),
            (b"StreamTitle='Beyonc\xe9';", Some("Beyoncé")),
        ];
        for (text, title) in cases {
            assert_eq!(stream_title(text).as_deref(), title, "{}", decode(text));
        }
    }

    #[test]
    fn a_stream_without_interval_is_all_sound() {
        let mut sound = Vec::new();
        assert!(Icy::new(0).split(b"\x01StreamTitle='x';", &mut sound).is_empty());
        assert_eq!(sound.len(), 17);
    }

    proptest! {
        #[test]
        fn splits_do_not_matter(
            stream in proptest::collection::vec(any::<u8>(), 0..2000),
            interval in 0_usize..50,
            step in 1_usize..40,
        ) {
            let (mut whole, mut pieces) = (Vec::new(), Vec::new());
            let titles = Icy::new(interval).split(&stream, &mut whole);
            let mut icy = Icy::new(interval);
            let split: Vec<Title> = stream.chunks(step).flat_map(|chunk| icy.split(chunk, &mut pieces)).collect();
            prop_assert_eq!(whole, pieces);
            prop_assert_eq!(titles, split);
        }

        #[test]
        fn sound_comes_out_as_it_went_in(
            pieces in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 8), 1..30),
            texts in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..400), 30),
        ) {
            let mut stream = Vec::new();
            for (piece, text) in pieces.iter().zip(&texts) {
                stream.extend(piece);
                stream.extend(block(text));
            }
            let mut sound = Vec::new();
            Icy::new(8).split(&stream, &mut sound);
            prop_assert_eq!(sound, pieces.concat());
        }
    }
}
