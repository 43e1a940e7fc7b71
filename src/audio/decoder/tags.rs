//! What a file or a stream says about itself.

use std::time::Duration;

use symphonia::core::formats::{FormatReader, Track};
use symphonia::core::meta::{MetadataRevision, RawValue, StandardTag, Tag};

use super::sound_of;
use crate::audio::loudness::Tags;
use crate::model::Levels;

/// What is known of the sound that a decoder reads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Info {
    pub title: Option<String>,
    pub artist: Option<String>,
    pub album: Option<String>,
    /// By its ReplayGain or R128 tags.
    pub levels: Levels,
    /// As announced, without delay and padding; an estimate for MP3 without a header and for ADTS.
    pub duration: Option<Duration>,
    /// Short, lower case: `mp3`, `aac`, `pcm_s16le`.
    pub codec: &'static str,
    /// As announced, in Hz; HE-AAC announces half of it. A block's own rate is the true one.
    pub rate: Option<u32>,
    /// The encoder's delay at the start, which is taken off.
    pub delay: Option<Duration>,
}

impl Info {
    /// Reads the newest tags of a reader, each where the newest revision that has it says it.
    pub fn read(reader: &mut dyn FormatReader, track: &Track, codec: &'static str) -> Self {
        let rate = sound_of(track).and_then(|sound| sound.sample_rate);
        let mut info = Self { codec, rate, ..Self::default() };
        info.duration = duration(reader, track, rate);
        info.delay = track.delay.zip(rate).map(|(delay, rate)| frames(u64::from(delay), rate));
        let mut log = reader.metadata();
        loop {
            if let Some(revision) = log.current() {
                info.take(revision, track.id);
            }
            if log.is_latest() || log.pop().is_none() {
                break info;
            }
        }
    }

    fn take(&mut self, revision: &MetadataRevision, track: u32) {
        let own = revision.per_track.iter().filter(|tags| tags.track_id == u64::from(track));
        let tags = own.flat_map(|tags| &tags.metadata.tags).chain(&revision.media.tags);
        let (mut found, mut loudness) = (Self::default(), Tags::default());
        for tag in tags {
            note_loudness(&mut loudness, tag);
            let (slot, value) = match &tag.std {
                Some(StandardTag::TrackTitle(value)) => (&mut found.title, value),
                Some(StandardTag::Artist(value)) => (&mut found.artist, value),
                Some(StandardTag::Album(value)) => (&mut found.album, value),
                _ => continue,
            };
            let value = value.trim_matches(|letter: char| letter.is_whitespace() || letter.is_control());
            if slot.is_none() && !value.is_empty() {
                *slot = Some(value.to_owned());
            }
        }
        self.title = found.title.or(self.title.take());
        self.artist = found.artist.or(self.artist.take());
        self.album = found.album.or(self.album.take());
        let levels = loudness.levels();
        self.levels.track = levels.track.or(self.levels.track);
        self.levels.album = levels.album.or(self.levels.album);
    }

    /// `Artist – Title`, as much of it as is known.
    pub fn label(&self) -> Option<String> {
        match (&self.artist, &self.title) {
            (Some(artist), Some(title)) => Some(format!("{artist} – {title}")),
            (one, other) => one.clone().or(other.clone()),
        }
    }
}

/// Readers know ReplayGain's tags in every format, but not those of R128.
fn note_loudness(loudness: &mut Tags, tag: &Tag) {
    match (&tag.std, &tag.raw.value) {
        (Some(StandardTag::ReplayGainTrackGain(value)), _) => loudness.note("replaygain_track_gain", value),
        (Some(StandardTag::ReplayGainTrackPeak(value)), _) => loudness.note("replaygain_track_peak", value),
        (Some(StandardTag::ReplayGainAlbumGain(value)), _) => loudness.note("replaygain_album_gain", value),
        (Some(StandardTag::ReplayGainAlbumPeak(value)), _) => loudness.note("replaygain_album_peak", value),
        (Some(StandardTag::ReplayGainReferenceLoudness(value)), _) => {
            loudness.note("replaygain_reference_loudness", value);
        }
        (None, RawValue::String(value)) => loudness.note(&tag.raw.key, value),
        _ => {}
    }
}

fn duration(reader: &dyn FormatReader, track: &Track, rate: Option<u32>) -> Option<Duration> {
    if let (Some(count), Some(rate)) = (track.num_frames, rate) {
        return Some(frames(count, rate));
    }
    let whole = reader.media_info();
    let (base, length) = match track.duration {
        Some(length) => (track.time_base?, length),
        None => (whole.time_base?, whole.duration?),
    };
    let time = base.calc_duration(length)?;
    Duration::try_from_secs_f64(time.as_secs_f64()).ok().filter(|duration| !duration.is_zero())
}

/// The length that a file's head announces of a track, without decoding: of the track itself, else of the whole file.
pub fn told_length(reader: &dyn FormatReader, track: &Track) -> Option<Duration> {
    let whole = reader.media_info();
    let of_track = track.time_base.zip(track.duration);
    let time =
        of_track.or(whole.time_base.zip(whole.duration)).and_then(|(base, length)| base.calc_duration(length))?;
    Duration::try_from_secs_f64(time.as_secs_f64()).ok().filter(|length| !length.is_zero())
}

/// The length of so many frames at `rate` (Hz).
pub fn frames(count: u64, rate: u32) -> Duration {
    Duration::try_from_secs_f64(count as f64 / f64::from(rate.max(1))).unwrap_or(Duration::MAX)
}
