//! Live streams: chained Ogg and its titles, headers that lie, junk without end, cancelling.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use super::*;

/// Bytes, and then what `then` says.
struct Wire {
    bytes: io::Cursor<Vec<u8>>,
    then: Then,
}

enum Then {
    End,
    /// Random bytes for ever.
    Junk(fastrand::Rng),
    /// Block until cancelled.
    Wait(Mutex<Receiver<()>>),
    Fail(io::ErrorKind),
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.bytes.read(buffer)?;
        if got > 0 {
            return Ok(got);
        }
        match &mut self.then {
            Then::End => Ok(0),
            Then::Junk(random) => {
                buffer.iter_mut().for_each(|byte| *byte = random.u8(..));
                Ok(buffer.len())
            }
            Then::Wait(signal) => {
                let _ = signal.get_mut().unwrap().recv();
                Err(io::ErrorKind::Interrupted.into())
            }
            Then::Fail(kind) => Err((*kind).into()),
        }
    }
}

impl Seek for Wire {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

impl MediaSource for Wire {
    fn is_seekable(&self) -> bool {
        false
    }

    fn byte_len(&self) -> Option<u64> {
        None
    }
}

struct Switch(Mutex<Option<Sender<()>>>);

impl Live for Switch {
    fn waiting(&self) -> u64 {
        0
    }

    fn read(&self) -> u64 {
        0
    }

    fn title_due(&self) -> Option<Arc<str>> {
        None
    }

    fn cancel(&self) {
        self.0.lock().unwrap().take();
    }
}

fn stream(bytes: Vec<u8>, then: Then) -> Input {
    let source = Box::new(Wire { bytes: io::Cursor::new(bytes), then });
    Input::Stream { source, mime: None, live: Arc::new(Switch(Mutex::new(None))) }
}

#[test]
fn chained_ogg_goes_on_with_each_links_title_and_rate() {
    let studio = Studio::new();
    for (codec, second) in [("libvorbis", "48000"), ("libopus", "48000"), ("flac", "48000")] {
        studio.encode("1.oga", &["-c:a", codec, "-metadata", "title=One", "-metadata", "artist=A"]);
        studio.encode("2.oga", &["-c:a", codec, "-ar", second, "-metadata", "title=Two"]);
        let chain = [studio.bytes("1.oga"), studio.bytes("2.oga")].concat();
        let one = decode_file(&studio.path("1.oga"), Duration::ZERO);
        let two = decode_file(&studio.path("2.oga"), Duration::ZERO);
        for input in [stream(chain.clone(), Then::End), Input::File(studio.write("chain.oga", &chain))] {
            let live = matches!(input, Input::Stream { .. });
            let sound = decode(input, Duration::ZERO).unwrap();
            println!("{codec}: {} + {} frames, got {}", one.frames(), two.frames(), sound.frames());
            assert_eq!((&sound.error, sound.bad_packets, sound.rate), (&None, 0, 48_000), "{codec}");
            assert_eq!(sound.frames(), one.frames() + two.frames(), "{codec}: links must join without a gap");
            let titles: &[&str] = if live { &["A – One", "Two"] } else { &["Two"] };
            assert_eq!(sound.titles, titles, "{codec}");
        }
    }
}

#[test]
fn an_mp3_stream_outlives_the_length_that_its_header_announces() {
    let studio = Studio::new();
    studio.encode("a.mp3", &["-c:a", "libmp3lame", "-b:a", "128k"]);
    let song = studio.bytes("a.mp3");
    let sound = decode(stream(song.repeat(4), Then::End), Duration::ZERO).unwrap();
    assert!(sound.frames() > 4 * FRAMES - 4_000, "{} frames", sound.frames());
    let last = &sound.samples[3 * FRAMES * 2..];
    assert!(difference(last, &vec![0.0; last.len()]) > 0.1, "the last round is silent");
}

#[test]
fn mp3_and_aac_are_joined_in_the_middle() {
    let studio = Studio::new();
    for (name, arguments) in [("j.mp3", ["-c:a", "libmp3lame"]), ("j.aac", ["-c:a", "aac"])] {
        studio.encode(name, &arguments);
        let bytes = studio.bytes(name)[5_003..].to_vec();
        let sound = decode(stream(bytes, Then::End), Duration::ZERO).unwrap();
        assert!(sound.error.is_none() && sound.frames() > FRAMES / 2, "{name}: {} frames", sound.frames());
    }
}

#[test]
fn junk_without_end_is_given_up() {
    let outcome = Decoder::open(stream(vec![], Then::Junk(fastrand::Rng::with_seed(1))), Duration::ZERO).map(|_| ());
    println!("{outcome:?}");
    let studio = Studio::new();
    for (name, arguments) in
        [("k.mp3", ["-c:a", "libmp3lame"]), ("k.aac", ["-c:a", "aac"]), ("k.ogg", ["-c:a", "libvorbis"])]
    {
        studio.encode(name, &arguments);
        let input = stream(studio.bytes(name), Then::Junk(fastrand::Rng::with_seed(2)));
        let mut decoder = Decoder::open(input, Duration::ZERO).unwrap();
        let (mut calls, mut last) = (0, None);
        // Random bytes hold a valid frame now and then, so a stream of them may go on; each call must return.
        while calls < 3_000 && last.is_none() {
            calls += 1;
            match decoder.next() {
                Ok(None) => last = Some(None),
                Err(error) if !error.is_skippable() => last = Some(Some(error)),
                _ => {}
            }
        }
        println!("{name}: {calls} calls, {last:?}");
    }
    // Zeros are no frame of anything.
    let zeros = Box::new(symphonia::core::io::ReadOnlySource::new(io::repeat(0)));
    let input = Input::Stream { source: zeros, mime: None, live: Arc::new(Switch(Mutex::new(None))) };
    assert_eq!(Decoder::open(input, Duration::ZERO).err(), Some(DecodeError::NotSound));
}

#[test]
fn cancelling_wakes_a_blocked_decoder() {
    let studio = Studio::new();
    studio.encode("c.mp3", &["-c:a", "libmp3lame"]);
    for bytes in [vec![], studio.bytes("c.mp3")] {
        let (sender, receiver) = channel();
        let live = Arc::new(Switch(Mutex::new(Some(sender))));
        let source = Box::new(Wire { bytes: io::Cursor::new(bytes), then: Then::Wait(Mutex::new(receiver)) });
        let input = Input::Stream { source, mime: Some("audio/mpeg".into()), live: live.clone() };
        let thread = std::thread::spawn(move || match decode(input, Duration::ZERO) {
            Ok(sound) => sound.error,
            Err(error) => Some(error),
        });
        live.cancel();
        assert_eq!(thread.join().unwrap(), Some(DecodeError::Cancelled));
    }
}

#[test]
fn a_failing_network_is_told_from_an_end() {
    let studio = Studio::new();
    studio.encode("f.mp3", &["-c:a", "libmp3lame"]);
    let reset = stream(studio.bytes("f.mp3"), Then::Fail(io::ErrorKind::ConnectionReset));
    let sound = decode(reset, Duration::ZERO).unwrap();
    assert_eq!(sound.error, Some(DecodeError::Io(io::ErrorKind::ConnectionReset)));
    assert!(sound.frames() > FRAMES - 2_000, "what came before is played: {}", sound.frames());
    assert_eq!(decode(stream(studio.bytes("f.mp3"), Then::End), Duration::ZERO).unwrap().error, None);
}
