//! Segue as an MPRIS player: what media keys, panels, headsets and `playerctl` see and reach.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use mpris_server::{
    LoopStatus, Metadata, PlaybackRate, PlaybackStatus, PlayerInterface, Property, RootInterface, Server, Signal, Time,
    TrackId, Volume,
};
use zbus::fdo::{self, DBusProxy};
use zbus::names::BusName;
use zbus::{Connection, Result as ZResult};

use super::properties::{self, Spot};
use super::song::{Song, micros};
use super::stay::Seen;
use super::{APP_ID, Hands};
use crate::player::{Command, Edit, Snapshot};
use crate::queue::Repeat;

/// What can be opened, as `segue.desktop` says, too.
pub const MIME_TYPES: [&str; 30] = [
    "audio/aac",
    "audio/aiff",
    "audio/flac",
    "audio/mp2",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "audio/opus",
    "audio/vnd.wave",
    "audio/vorbis",
    "audio/wav",
    "audio/webm",
    "audio/x-aac",
    "audio/x-aiff",
    "audio/x-aifc",
    "audio/x-caf",
    "audio/x-flac",
    "audio/x-flac+ogg",
    "audio/x-m4a",
    "audio/x-m4b",
    "audio/x-m4r",
    "audio/x-matroska",
    "audio/x-mp3",
    "audio/x-opus+ogg",
    "audio/x-vorbis+ogg",
    "audio/x-wav",
    "audio/x-mpegurl",
    "audio/x-scpls",
    "application/vnd.apple.mpegurl",
    "application/xspf+xml",
];

/// Where it may be.
pub const SCHEMES: [&str; 1] = ["file"];

/// So many looks, 5 ms apart, are taken for a wish to come true.
const SHOWS: usize = 40;

/// Serves, and tells what changes.
///
/// # Errors
/// A sentence: the bus would not have it.
pub async fn live(bus: &Connection, hands: &Arc<Hands>, mut seen: Seen) -> Result<(), String> {
    let server = serve(bus, hands).await.map_err(|why| why.to_string())?;
    let mut teller = Teller::new(server, hands.clone());
    while seen.changed().await.is_ok() {
        let snapshot = seen.borrow_and_update().clone();
        teller.tell(&snapshot).await.map_err(|why| why.to_string())?;
    }
    Ok(())
}

/// By its own name, or if another Segue has that, with its number: to ask for the name would be to take it away.
async fn serve(bus: &Connection, hands: &Arc<Hands>) -> ZResult<Server<Face>> {
    let name = BusName::try_from(format!("org.mpris.MediaPlayer2.{APP_ID}"))?;
    let name = match DBusProxy::new(bus).await?.name_has_owner(name).await? {
        true => format!("{APP_ID}.instance{}", std::process::id()),
        false => APP_ID.to_owned(),
    };
    Server::new(&name, Face(hands.clone())).await
}

/// What has been told of last.
struct Teller {
    server: Server<Face>,
    hands: Arc<Hands>,
    told: Vec<Property>,
    spot: Spot,
    /// The file whose picture was asked for.
    file: Option<PathBuf>,
}

impl Teller {
    fn new(server: Server<Face>, hands: Arc<Hands>) -> Self {
        let snapshot = hands.remote.snapshot();
        let (told, spot) = (properties::properties(&snapshot, None), Spot::of(&snapshot));
        Self { server, hands, told, spot, file: None }
    }

    async fn tell(&mut self, snapshot: &Snapshot) -> ZResult<()> {
        let file = Song::of(snapshot).and_then(|song| song.file);
        if self.file != file {
            self.file.clone_from(&file);
            file.clone().into_iter().for_each(|file| self.hands.find_art(file));
        }
        let art = file.and_then(|file| self.hands.art(&file));
        let now = properties::properties(snapshot, art.as_deref());
        let changed = properties::changed(&self.told, &now);
        self.told = now;
        if !changed.is_empty() {
            self.server.properties_changed(changed).await?;
        }
        let spot = Spot::of(snapshot);
        if spot.is_jumped_to(&std::mem::replace(&mut self.spot, spot.clone())) {
            self.server.emit(Signal::Seeked { position: micros(snapshot.on_air.elapsed) }).await?;
        }
        Ok(())
    }
}

/// What is on the bus. Answers come from the newest snapshot.
struct Face(Arc<Hands>);

impl Face {
    fn now(&self) -> Arc<Snapshot> {
        self.0.remote.snapshot()
    }

    fn send(&self, command: Command) {
        self.0.send(command);
    }

    /// Does it, and waits until it shows: as soon as a property is set, the bus itself tells everybody of its value, and
    /// that must not be the one before.
    async fn set(&self, command: Command, shows: impl Fn(&Snapshot) -> bool + Send + Sync) {
        self.send(command);
        for _ in 0..SHOWS {
            if shows(&self.now()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl RootInterface for Face {
    async fn raise(&self) -> fdo::Result<()> {
        self.0.raise();
        Ok(())
    }

    async fn quit(&self) -> fdo::Result<()> {
        (self.0.hooks.quit)();
        Ok(())
    }

    async fn can_quit(&self) -> fdo::Result<bool> {
        Ok(true)
    }

    async fn fullscreen(&self) -> fdo::Result<bool> {
        Ok(false)
    }

    async fn set_fullscreen(&self, _: bool) -> ZResult<()> {
        Err(fdo::Error::NotSupported("Segue has no full screen.".into()).into())
    }

    async fn can_set_fullscreen(&self) -> fdo::Result<bool> {
        Ok(false)
    }

    async fn can_raise(&self) -> fdo::Result<bool> {
        Ok(self.0.hooks.raise.is_some())
    }

    async fn has_track_list(&self) -> fdo::Result<bool> {
        Ok(false)
    }

    async fn identity(&self) -> fdo::Result<String> {
        Ok("Segue".into())
    }

    async fn desktop_entry(&self) -> fdo::Result<String> {
        Ok(APP_ID.into())
    }

    async fn supported_uri_schemes(&self) -> fdo::Result<Vec<String>> {
        Ok(SCHEMES.map(str::to_owned).to_vec())
    }

    async fn supported_mime_types(&self) -> fdo::Result<Vec<String>> {
        Ok(MIME_TYPES.map(str::to_owned).to_vec())
    }
}

impl PlayerInterface for Face {
    async fn next(&self) -> fdo::Result<()> {
        if properties::can_skip(&self.now()) {
            self.send(Command::Next);
        }
        Ok(())
    }

    async fn previous(&self) -> fdo::Result<()> {
        if properties::can_skip(&self.now()) {
            self.send(Command::Previous);
        }
        Ok(())
    }

    async fn pause(&self) -> fdo::Result<()> {
        self.send(Command::Pause(true));
        Ok(())
    }

    async fn play_pause(&self) -> fdo::Result<()> {
        self.send(Command::TogglePause);
        Ok(())
    }

    /// Segue knows no stop but its end, and a key may be pressed by mistake.
    async fn stop(&self) -> fdo::Result<()> {
        self.pause().await
    }

    async fn play(&self) -> fdo::Result<()> {
        self.send(Command::Pause(false));
        Ok(())
    }

    /// Beyond the end is the next song.
    async fn seek(&self, offset: Time) -> fdo::Result<()> {
        let snapshot = self.now();
        if !properties::can_seek(&snapshot) {
            return Ok(());
        }
        let seconds = offset.as_micros() as f64 / 1e6;
        let beyond = |length: Duration| snapshot.on_air.elapsed.as_secs_f64() + seconds > length.as_secs_f64();
        let over = snapshot.on_air.duration.is_some_and(beyond);
        self.send(if over { Command::Next } else { Command::SeekBy(seconds) });
        Ok(())
    }

    /// A place in another song, or in none, is not gone to: the song may have ended since it was asked for.
    async fn set_position(&self, track: TrackId, position: Time) -> fdo::Result<()> {
        let snapshot = self.now();
        let is_this_song = Song::of(&snapshot).is_some_and(|song| song.id == track);
        let place = u64::try_from(position.as_micros()).ok().map(Duration::from_micros);
        let place = place.filter(|place| snapshot.on_air.duration.is_some_and(|length| *place <= length));
        if let Some(place) = place.filter(|_| is_this_song && properties::can_seek(&snapshot)) {
            self.send(Command::Seek(place));
        }
        Ok(())
    }

    async fn open_uri(&self, uri: String) -> fdo::Result<()> {
        (self.0.hooks.open)(vec![uri]);
        Ok(())
    }

    async fn playback_status(&self) -> fdo::Result<PlaybackStatus> {
        Ok(properties::status(&self.now()))
    }

    async fn loop_status(&self) -> fdo::Result<LoopStatus> {
        Ok(properties::loop_status(&self.now()))
    }

    async fn set_loop_status(&self, status: LoopStatus) -> ZResult<()> {
        let repeat = match status {
            LoopStatus::None => Repeat::Off,
            LoopStatus::Track => Repeat::One,
            LoopStatus::Playlist => Repeat::All,
        };
        self.set(Command::Queue(Edit::Repeat(repeat)), |now| now.queue.repeat == repeat).await;
        Ok(())
    }

    async fn rate(&self) -> fdo::Result<PlaybackRate> {
        Ok(1.0)
    }

    /// The one rate there is; the specification wants a rate of 0 to pause.
    async fn set_rate(&self, rate: PlaybackRate) -> ZResult<()> {
        if rate == 0.0 {
            self.send(Command::Pause(true));
        }
        Ok(())
    }

    async fn shuffle(&self) -> fdo::Result<bool> {
        Ok(self.now().queue.shuffled)
    }

    async fn set_shuffle(&self, shuffle: bool) -> ZResult<()> {
        self.set(Command::Queue(Edit::Shuffle(shuffle)), |now| now.queue.shuffled == shuffle).await;
        Ok(())
    }

    async fn metadata(&self) -> fdo::Result<Metadata> {
        let snapshot = self.now();
        let art = Song::of(&snapshot).and_then(|song| self.0.art(song.file.as_deref()?));
        Ok(properties::metadata(&snapshot, art.as_deref()))
    }

    async fn volume(&self) -> fdo::Result<Volume> {
        Ok(properties::volume(&self.now()))
    }

    async fn set_volume(&self, volume: Volume) -> ZResult<()> {
        // Not a number is no wish.
        if !volume.is_nan() {
            let percent = (volume.clamp(0.0, 1.0) * 100.0) as f32;
            self.set(Command::Volume(percent), |now| now.volume == percent).await;
        }
        Ok(())
    }

    async fn position(&self) -> fdo::Result<Time> {
        Ok(micros(self.now().on_air.elapsed))
    }

    async fn minimum_rate(&self) -> fdo::Result<PlaybackRate> {
        Ok(1.0)
    }

    async fn maximum_rate(&self) -> fdo::Result<PlaybackRate> {
        Ok(1.0)
    }

    async fn can_go_next(&self) -> fdo::Result<bool> {
        Ok(properties::can_skip(&self.now()))
    }

    async fn can_go_previous(&self) -> fdo::Result<bool> {
        Ok(properties::can_skip(&self.now()))
    }

    async fn can_play(&self) -> fdo::Result<bool> {
        Ok(properties::can_pause(&self.now()))
    }

    async fn can_pause(&self) -> fdo::Result<bool> {
        Ok(properties::can_pause(&self.now()))
    }

    async fn can_seek(&self) -> fdo::Result<bool> {
        Ok(properties::can_seek(&self.now()))
    }

    async fn can_control(&self) -> fdo::Result<bool> {
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_desktop_file_says_the_same() {
        let file = include_str!("../../packaging/linux/segue.desktop");
        let said = file.lines().find_map(|line| line.strip_prefix("MimeType=")).unwrap();
        let said: BTreeSet<&str> = said.split_terminator(';').collect();
        assert_eq!(said, BTreeSet::from(MIME_TYPES));
    }
}
