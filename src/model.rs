//! The words that every floor shares: tracks, feeds, the lineup.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize, Serializer};
use url::Url;

mod equaliser;

pub use equaliser::Bands;

/// Time since the player started, on the monotonic clock. Pure rooms are handed it; only [`crate::clock`] reads one.
pub type Now = Duration;

/// A feed's place in the lineup; 0 is the most wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct FeedId(pub usize);

/// Where music comes from while there is a network: a radio stream with its mirrors.
#[derive(Clone, PartialEq, Eq)]
pub struct Feed {
    /// What people call it.
    pub name: String,
    /// The same programme at several addresses, most wanted first; never empty. Tried in parallel.
    pub urls: Vec<Url>,
}

/// The addresses may hold names and passwords: they are shown without.
impl fmt::Debug for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let urls: Vec<String> = self.urls.iter().map(shown).collect();
        f.debug_struct("Feed").field("name", &self.name).field("urls", &urls).finish()
    }
}

impl Feed {
    /// The host of the first address, for sentences.
    pub fn host(&self) -> String {
        self.urls.first().and_then(|url| url.host_str()).unwrap_or("the stream").to_owned()
    }
}

/// Music on this machine that cannot fail, most wanted first. It always ends in the music inside the binary,
/// which needs no entry here: a reserve without a last rung cannot be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reserve {
    pub sources: Vec<ReserveSource>,
}

/// Music that was marked as reserve.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ReserveSource {
    /// A playlist, folder or file.
    Path(PathBuf),
    /// What a smart playlist's rules pick from the library.
    Smart { name: String, rules: PathBuf },
    /// All of the library.
    Library,
}

impl Reserve {
    /// What is named in any case, and then what is marked. Who names something wants the rest of the library only if they
    /// have named nothing.
    pub fn joined(named: &[ReserveSource], marked: Vec<ReserveSource>) -> Self {
        let wanted = |source: &ReserveSource| named.is_empty() || *source != ReserveSource::Library;
        Self { sources: named.iter().cloned().chain(marked.into_iter().filter(wanted)).collect() }
    }

    /// These playlists, folders and files.
    pub fn of_paths(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        Self { sources: paths.into_iter().map(ReserveSource::Path).collect() }
    }
}

impl ReserveSource {
    /// What people call it: a file's name without its extension, a folder's name.
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => {
                let is_file = is_playable(path) || has_extension(path, &PLAYLISTS);
                let named = if is_file { path.file_stem() } else { path.file_name() };
                named.map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
            }
            Self::Smart { name, .. } => name.clone(),
            Self::Library => "library".to_owned(),
        }
    }
}

/// What Segue may play, most wanted first. The reserve is its own type: a lineup without one cannot be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lineup {
    pub feeds: Vec<Feed>,
    pub reserve: Reserve,
}

/// Where a track's sound is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Location {
    /// A file on this machine.
    #[serde(serialize_with = "lossy")]
    File(PathBuf),
    /// A piece of the music inside the binary, by its number.
    Builtin(usize),
    /// A feed's stream.
    Feed(FeedId),
}

/// One piece of music, as much as is known of it. Cheap to share: everything that plays holds an `Arc<Track>`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Track {
    pub location: Location,
    /// Never empty: the file's name where there is no tag.
    pub title: String,
    pub artist: Option<String>,
    pub album: Option<String>,
    /// Several are joined by ", ".
    pub genre: Option<String>,
    /// `None` for a live stream, or where the file does not say.
    #[serde(serialize_with = "maybe_seconds")]
    pub duration: Option<Duration>,
    pub levels: Levels,
}

/// How loud a track is, as far as that is known: from its tags, or measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Levels {
    pub track: Option<Level>,
    /// Of the whole album, so that its quiet pieces stay quiet.
    pub album: Option<Level>,
}

/// A loudness.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// Integrated loudness by EBU R 128, in LUFS. From a ReplayGain tag it is −18 LUFS less the gain, from an R128 tag
    /// −23 LUFS less the gain.
    pub lufs: f32,
    /// The true peak, as an amplitude: 1.0 is full scale.
    pub peak: Option<f32>,
}

impl Track {
    /// A track of which nothing else is known.
    pub fn new(location: Location, title: String) -> Self {
        Self { location, title, artist: None, album: None, genre: None, duration: None, levels: Levels::default() }
    }

    /// A file of which nothing is known but its name.
    pub fn from_path(path: PathBuf) -> Self {
        let title =
            path.file_stem().map_or_else(|| path.display().to_string(), |stem| stem.to_string_lossy().into_owned());
        Self::new(Location::File(path), title)
    }

    /// `Artist – Title`, or the title alone.
    pub fn label(&self) -> String {
        label(self.artist.as_deref(), &self.title)
    }
}

/// `Artist – Title`, or the title alone.
pub fn label(artist: Option<&str>, title: &str) -> String {
    artist.map_or_else(|| title.to_owned(), |artist| format!("{artist} – {title}"))
}

/// A length as players show it: `4:07`, `1:02:03`.
pub fn clock(length: Duration) -> String {
    let seconds = length.as_secs();
    match seconds / 3600 {
        0 => format!("{}:{:02}", seconds / 60, seconds % 60),
        hours => format!("{hours}:{:02}:{:02}", seconds / 60 % 60, seconds % 60),
    }
}

/// Extensions of what can be decoded.
const PLAYABLE: [&str; 21] = [
    "aac", "aif", "aifc", "aiff", "caf", "flac", "m4a", "m4b", "m4r", "mka", "mp1", "mp2", "mp3", "mp4", "mpga", "oga",
    "ogg", "opus", "wav", "wave", "webm",
];

/// Extensions of playlists.
const PLAYLISTS: [&str; 4] = ["m3u", "m3u8", "pls", "xspf"];

/// Whether a file in a folder is music, by its name; other files are passed over.
pub fn is_playable(path: &Path) -> bool {
    has_extension(path, &PLAYABLE)
}

fn has_extension(path: &Path, among: &[&str]) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| among.contains(&extension.as_str()))
}

/// What sounds, or should.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    Feed(FeedId),
    /// Local music: the queue a person made, else the reserve.
    Reserve,
}

/// A decoder's number. Never used twice, so that a late answer is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct DeckId(pub u64);

/// What a frame means. Marks travel in a ring beside the samples, so a title changes when it is heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The deck's frame (at the mixer's rate, from 0) at which this becomes true.
    pub frame: u64,
    pub what: Meaning,
}

/// See [`Mark`].
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// A track begins to be heard, `at` into it.
    Started { track: Arc<Track>, at: Duration },
    /// A live stream's title.
    Title(Arc<str>),
}

/// A URL as it may be shown or logged: without name, password, query and fragment, any of which may be a secret.
pub fn shown(url: &Url) -> String {
    let mut bare = url.clone();
    // Both only fail for URLs that cannot hold credentials in the first place.
    let _ = bare.set_username("");
    let _ = bare.set_password(None);
    bare.set_query(None);
    bare.set_fragment(None);
    bare.to_string()
}

/// A file's name need not be text, but what is shown is: better a name with a hole than none.
pub fn lossy<S: Serializer>(path: &Path, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(&path.to_string_lossy())
}

/// A length of time as JSON has it: seconds, to the millisecond.
pub fn seconds<S: Serializer>(length: &Duration, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_f64((length.as_secs_f64() * 1000.0).round() / 1000.0)
}

/// The same, or null.
pub fn maybe_seconds<S: Serializer>(length: &Option<Duration>, out: S) -> Result<S::Ok, S::Error> {
    match length {
        Some(length) => seconds(length, out),
        None => out.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_have_the_names_that_people_know() {
        let name = |path: &str| ReserveSource::Path(path.into()).name();
        assert_eq!(
            [name("/m/jazz.m3u8"), name("/m/Vol. 3"), name("/m/so what.FLAC"), name("/")],
            ["jazz", "Vol. 3", "so what", "/"]
        );
    }
}
