//! Tracks on their way to a running player: as JSON, with file names that need not be text.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::model::{Levels, Location, Track, shown};
use crate::player::{Command, Place};

/// What `enqueue` takes.
#[derive(Debug, Serialize, Deserialize)]
pub struct Parcel {
    place: Place,
    tracks: Vec<Named>,
}

/// A file, and what is known of it.
#[derive(Debug, Serialize, Deserialize)]
struct Named {
    /// `file:///…`, in which any name can be written.
    url: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    artist: Option<String>,
    #[serde(default)]
    album: Option<String>,
    #[serde(default)]
    genre: Option<String>,
    #[serde(default)]
    seconds: Option<f64>,
    #[serde(default)]
    levels: Levels,
}

impl Parcel {
    /// Wraps tracks up. What is no file on this machine stays behind.
    pub fn new(tracks: &[Arc<Track>], place: Place) -> Self {
        Self { place, tracks: tracks.iter().filter_map(|track| Named::of(track)).collect() }
    }

    /// The request, one line.
    pub fn request(&self) -> String {
        serde_json::json!({ "command": "enqueue", "value": self }).to_string()
    }

    /// What the player is to do.
    ///
    /// # Errors
    /// A sentence on an address that is no file of this machine.
    pub fn command(self) -> Result<Command, String> {
        let tracks: Result<_, _> = self.tracks.into_iter().map(|named| named.track().map(Arc::new)).collect();
        Ok(Command::Enqueue(tracks?, self.place))
    }
}

impl Named {
    fn of(track: &Track) -> Option<Self> {
        let Location::File(path) = &track.location else { return None };
        Some(Self {
            url: Url::from_file_path(path).ok()?.into(),
            title: Some(track.title.clone()),
            artist: track.artist.clone(),
            album: track.album.clone(),
            genre: track.genre.clone(),
            seconds: track.duration.map(|length| length.as_secs_f64()),
            levels: track.levels,
        })
    }

    fn track(self) -> Result<Track, String> {
        let url = Url::parse(&self.url).map_err(|_| "An address is needed for each file: file:///…".to_owned())?;
        let path = url.to_file_path().map_err(|()| format!("{} is no file of this machine.", shown(&url)))?;
        let bare = Track::from_path(path);
        Ok(Track {
            title: self.title.unwrap_or(bare.title),
            artist: self.artist,
            album: self.album,
            genre: self.genre,
            duration: self.seconds.and_then(|length| Duration::try_from_secs_f64(length).ok()),
            levels: self.levels,
            ..Track::new(bare.location, String::new())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;

    use super::*;
    use crate::remote::request::Request;

    #[test]
    fn tracks_arrive_as_they_were_sent() {
        let odd = OsString::from_vec(b"/m/\xE9 #1?.mp3".to_vec());
        let mut track = Track::from_path(odd.into());
        track.artist = Some("Somebody".into());
        track.duration = Some(Duration::from_millis(61_500));
        track.levels.track = Some(crate::model::Level { lufs: -9.5, peak: Some(0.5) });
        let tracks = vec![Arc::new(track)];
        let line = Parcel::new(&tracks, Place::Next).request();
        assert_eq!(line.parse(), Ok(Request::Do(Command::Enqueue(tracks, Place::Next))));
    }

    #[test]
    fn what_is_on_another_machine_is_refused() {
        let line = r#"{"command":"enqueue","value":{"place":"end","tracks":[{"url":"http://a.example/x?token=y"}]}}"#;
        assert_eq!(line.parse::<Request>(), Err("http://a.example/x is no file of this machine.".to_owned()));
    }
}
