//! What a file says of itself: a cheap look at its head (and tail), without decoding any sound.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use symphonia::core::common::Limit;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::{MetadataOptions, StandardTag};

use crate::audio::decoder::told_length;
use crate::fault::Fault;
use crate::model::Track;

/// A file's tags and length, each where the file gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    title: Option<String>,
    artist: Option<String>,
    album: Option<String>,
    genre: Option<String>,
    duration: Option<Duration>,
}

impl Facts {
    /// What the file says wins over what a playlist said of it; what neither says stays as it was.
    pub(super) fn applied_to(&self, track: &Track) -> Track {
        Track {
            title: self.title.clone().unwrap_or_else(|| track.title.clone()),
            artist: self.artist.clone().or_else(|| track.artist.clone()),
            album: self.album.clone().or_else(|| track.album.clone()),
            genre: self.genre.clone().or_else(|| track.genre.clone()),
            duration: self.duration.or(track.duration),
            ..track.clone()
        }
    }

    fn note(&mut self, tag: &StandardTag) {
        let (field, text) = match tag {
            StandardTag::TrackTitle(text) => (&mut self.title, text),
            StandardTag::Artist(text) => (&mut self.artist, text),
            StandardTag::Album(text) => (&mut self.album, text),
            StandardTag::Genre(text) => (&mut self.genre, text),
            _ => return,
        };
        let text = text.trim();
        if !text.is_empty() {
            *field = Some(text.to_owned());
        }
    }
}

/// Reads a file's facts. Blocks on the disk.
///
/// # Errors
/// The fault that will keep the file from being played.
pub(super) fn read(path: &Path) -> Result<Facts, Fault> {
    let file = File::open(path).map_err(|error| unopened(path, &error))?;
    // A damaged file may find a hole in a reader; it must cost that file, not the thread.
    match catch_unwind(AssertUnwindSafe(|| probe(file))) {
        Ok(facts) => facts.map_err(|error| unread(path, &error)),
        Err(_) => Err(Fault::FileDamaged { path: path.to_owned() }),
    }
}

fn probe(file: File) -> Result<Facts, Error> {
    let stream = MediaSourceStream::new(Box::new(file), MediaSourceStreamOptions::default());
    // Pictures are not wanted, and may be large.
    let options = MetadataOptions::default().limit_visual_bytes(Limit::Maximum(0));
    let mut format = symphonia::default::get_probe().probe(&Hint::new(), stream, FormatOptions::default(), options)?;
    let duration = duration(format.as_ref())?;
    let mut facts = Facts { duration, ..Facts::default() };
    // Oldest first (a short ID3v1 comes before the full ID3v2), so that the newer word stays.
    let mut metadata = format.metadata();
    while let Some(revision) = metadata.current() {
        let of_tracks = revision.per_track.iter().flat_map(|track| &track.metadata.tags);
        of_tracks.chain(&revision.media.tags).filter_map(|tag| tag.std.as_ref()).for_each(|tag| facts.note(tag));
        if metadata.pop().is_none() {
            break;
        }
    }
    Ok(facts)
}

/// The length of the sound; an error if there is none in the file.
fn duration(format: &dyn FormatReader) -> Result<Option<Duration>, Error> {
    let track = format.default_track(TrackType::Audio).ok_or(Error::Unsupported("no sound"))?;
    Ok(told_length(format, track))
}

/// The fault of a file that could not be opened.
pub(super) fn unopened(path: &Path, error: &std::io::Error) -> Fault {
    let path = path.to_owned();
    match error.kind() {
        std::io::ErrorKind::NotFound => Fault::FileMissing { path },
        _ => Fault::FileUnreadable { path, why: error.to_string() },
    }
}

fn unread(path: &Path, error: &Error) -> Fault {
    match error {
        // The reader ran off the file's end: cut short.
        Error::IoError(io) if io.kind() != std::io::ErrorKind::UnexpectedEof => unopened(path, io),
        _ => Fault::FileDamaged { path: path.to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{tagged_flac, wav};
    use super::*;

    #[test]
    fn length_and_tags_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wav");
        std::fs::write(&path, wav(1.5)).unwrap();
        assert_eq!(read(&path).unwrap().duration, Some(Duration::from_millis(1500)));
        let path = folder.path().join("b.flac");
        std::fs::write(&path, tagged_flac("Feeling Good", "Nina Simone")).unwrap();
        let track = read(&path).unwrap().applied_to(&Track::from_path(path));
        assert_eq!((track.label().as_str(), track.album), ("Nina Simone – Feeling Good", None));
    }

    #[test]
    fn what_is_no_music_has_a_fault() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.mp3");
        assert_eq!(read(&path), Err(Fault::FileMissing { path: path.clone() }));
        for bytes in [&b""[..], b"not music at all", &wav(1.0)[..20]] {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(read(&path), Err(Fault::FileDamaged { path: path.clone() }), "{} bytes", bytes.len());
        }
    }

    #[test]
    fn a_file_without_tags_keeps_what_the_playlist_said() {
        let said =
            Track { duration: Some(Duration::from_secs(9)), title: "Said".into(), ..Track::from_path("x.mp3".into()) };
        assert_eq!(Facts::default().applied_to(&said), said);
    }
}
