//! What is on air, as the desktop's panels show it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Duration;

use mpris_server::{Metadata, Time, TrackId};
use url::Url;

use crate::model::{Location, Source};
use crate::player::Snapshot;

/// A song, local or in a broadcast.
#[derive(Clone, Debug, PartialEq)]
pub struct Song {
    /// The same as long as it plays, and another for another one.
    pub id: TrackId,
    pub title: String,
    pub artist: Option<String>,
    /// The station, for a broadcast.
    pub album: Option<String>,
    pub url: Option<String>,
    pub length: Option<Duration>,
    /// Where it is on this machine.
    pub file: Option<PathBuf>,
}

impl Song {
    /// What is on air; `None` before anything sounds.
    pub fn of(snapshot: &Snapshot) -> Option<Self> {
        match snapshot.on_air.source {
            Source::Feed(_) => Self::broadcast(snapshot),
            Source::Reserve => Self::local(snapshot),
        }
    }

    fn local(snapshot: &Snapshot) -> Option<Self> {
        let air = &snapshot.on_air;
        let track = air.track.as_ref()?;
        let file = match &track.location {
            Location::File(path) => Some(path.clone()),
            Location::Builtin(_) | Location::Feed(_) => None,
        };
        Some(Self {
            id: match &track.location {
                Location::File(path) => id(path),
                Location::Builtin(number) => id(number),
                Location::Feed(feed) => id(feed),
            },
            title: air.title.clone(),
            artist: air.artist.clone(),
            album: air.album.clone(),
            url: file.as_deref().and_then(address),
            length: air.duration,
            file,
        })
    }

    fn broadcast(snapshot: &Snapshot) -> Option<Self> {
        let feed = snapshot.feeds.iter().find(|feed| snapshot.on_air.source == Source::Feed(feed.id))?;
        let station = feed.station.as_ref().unwrap_or(&feed.name);
        // A station's own name may have a dash in it, too.
        let (artist, title) = match feed.title.as_deref().and_then(|title| title.split_once(" - ")) {
            Some((artist, title)) if ![artist, title].iter().any(|part| part.trim().is_empty()) => {
                (Some(artist.trim().to_owned()), title.trim().to_owned())
            }
            _ => (None, snapshot.on_air.title.clone()),
        };
        Some(Self {
            id: id(&(feed.id, &artist, &title)),
            title,
            artist,
            album: Some(station.clone()),
            url: Some(feed.url.clone()),
            length: None,
            file: None,
        })
    }

    /// As MPRIS has it, with this picture.
    pub fn metadata(self, art: Option<&Path>) -> Metadata {
        let mut data = Metadata::builder().trackid(self.id).title(self.title).build();
        data.set_artist(self.artist.map(|artist| [artist]));
        data.set_album(self.album);
        data.set_url(self.url);
        data.set_length(self.length.map(micros));
        data.set_art_url(art.and_then(address));
        data
    }
}

/// MPRIS counts in microseconds.
pub fn micros(length: Duration) -> Time {
    Time::from_micros(i64::try_from(length.as_micros()).unwrap_or(i64::MAX))
}

fn id(of: &impl Hash) -> TrackId {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    TrackId::try_from(format!("/segue/track/{:016x}", hasher.finish())).unwrap_or(TrackId::NO_TRACK)
}

fn address(path: &Path) -> Option<String> {
    Url::from_file_path(path).ok().map(Into::into)
}

#[cfg(test)]
pub mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::failover::Health;
    use crate::model::{FeedId, Track};
    use crate::player::{FeedView, State};

    /// This file plays.
    pub fn playing(path: &str) -> Snapshot {
        let mut snapshot = Snapshot::starting(48_000);
        let track = Arc::new(Track { duration: Some(Duration::from_secs(60)), ..Track::from_path(path.into()) });
        snapshot.state = State::Playing;
        snapshot.on_air.name = "reserve".into();
        snapshot.on_air.title = track.title.clone();
        snapshot.on_air.duration = track.duration;
        snapshot.on_air.track = Some(track);
        snapshot
    }

    /// The only feed plays, and says this.
    pub fn on_air(title: Option<&str>) -> Snapshot {
        let mut snapshot = Snapshot::starting(48_000);
        let feed = FeedView {
            id: FeedId(0),
            name: "Radio 1".into(),
            url: "http://a.example/live".into(),
            health: Health::Healthy,
            on_air: true,
            station: Some("A - Station".into()),
            title: title.map(str::to_owned),
            bitrate: None,
            codec: None,
            buffered: Duration::from_secs(15),
        };
        snapshot.state = State::Playing;
        snapshot.on_air.source = Source::Feed(FeedId(0));
        snapshot.on_air.name = feed.name.clone();
        snapshot.on_air.title = feed.title.clone().or(feed.station.clone()).unwrap();
        snapshot.feeds = vec![feed];
        snapshot
    }

    #[test]
    fn a_stations_title_is_taken_apart() {
        let song = |title| Song::of(&on_air(title)).map(|song| (song.artist, song.title, song.album)).unwrap();
        let station = Some("A - Station".to_owned());
        assert_eq!(song(Some("Her - So - What")), (Some("Her".into()), "So - What".into(), station.clone()));
        assert_eq!(song(Some("News")), (None, "News".into(), station.clone()));
        assert_eq!(song(Some(" - News")), (None, " - News".into(), station.clone()));
        assert_eq!(song(None), (None, "A - Station".into(), station));
    }

    #[test]
    fn another_song_has_another_number() {
        let id = |snapshot: &Snapshot| Song::of(snapshot).unwrap().id;
        assert_eq!(id(&playing("/m/a.mp3")), id(&playing("/m/a.mp3")));
        assert_ne!(id(&playing("/m/a.mp3")), id(&playing("/m/b.mp3")));
        assert_ne!(id(&on_air(Some("A - B"))), id(&on_air(Some("A - C"))));
        assert_eq!(Song::of(&Snapshot::starting(48_000)), None);
    }

    #[test]
    fn a_file_is_told_with_its_address_length_and_picture() {
        let data = Song::of(&playing("/m/é #1.mp3")).unwrap().metadata(Some(Path::new("/c/x y.png")));
        assert_eq!(data.url().as_deref(), Some("file:///m/%C3%A9%20%231.mp3"));
        assert_eq!(data.length(), Some(Time::from_secs(60)));
        assert_eq!(data.art_url().as_deref(), Some("file:///c/x%20y.png"));
        assert_eq!(data.artist(), None);
    }
}
