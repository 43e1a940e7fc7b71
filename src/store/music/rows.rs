//! Rows of the table as the rest of the program has them.

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Row as SqlRow;

use super::Row;
use super::batch::joined;
use super::schema::SEPARATOR;
use crate::model::{Level, Levels, Location, Track};

/// What [`row_of`] reads, in its order; `t`, `f`, `al`, `aa` are the tables of [`FROM`].
pub(super) const COLUMNS: &str = "t.id, f.path, t.name, t.title, t.artists, t.album, t.genres, t.millis, t.year, t.disc, \
     t.number, t.plays, t.played_at, t.added_at, f.away, t.lufs, t.peak, t.album_lufs, t.album_peak, t.heard_lufs, \
     t.heard_peak, aa.name, t.codec, t.bitrate, t.rate, t.channels, t.size, \
     CASE WHEN t.heard = 2 AND t.heard_lufs IS NULL \
     THEN (SELECT s.trouble FROM sounds s WHERE s.path = CAST(f.path || '/' || t.name AS BLOB)) END";
pub(super) const COUNT: usize = 28;

/// A track, its folder, album and that one's artist. Views show rows `WHERE t.state = 0`.
pub(super) const FROM: &str = "tracks t JOIN folders f ON f.id = t.folder JOIN albums al ON al.id = t.album_id JOIN artists aa ON aa.id = al.artist_id";

/// The first [`COUNT`] columns of a query for [`COLUMNS`].
pub(super) fn row_of(row: &SqlRow<'_>) -> rusqlite::Result<Row> {
    let title = row.get(3)?;
    let path = joined(row.get(1)?, row.get_ref(2)?.as_blob()?);
    let track = Track {
        artist: list(row.get_ref(4)?.as_str()?),
        album: row.get(5)?,
        genre: list(row.get_ref(6)?.as_str()?),
        duration: row.get::<_, Option<i64>>(7)?.map(|millis| Duration::from_millis(millis.unsigned_abs())),
        levels: Levels { track: level(row, 15)?.or(level(row, 19)?), album: level(row, 17)? },
        ..Track::new(Location::File(path), title)
    };
    Ok(Row {
        id: row.get(0)?,
        track,
        year: row.get(8)?,
        disc: row.get(9)?,
        number: row.get(10)?,
        plays: row.get(11)?,
        played_at: row.get::<_, Option<i64>>(12)?.map(time),
        added_at: time(row.get(13)?),
        away: row.get(14)?,
        album_artist: Some(row.get::<_, String>(21)?).filter(|name| !name.is_empty()),
        codec: row.get(22)?,
        bitrate: row.get(23)?,
        rate: row.get(24)?,
        channels: row.get(25)?,
        size: row.get::<_, i64>(26)?.cast_unsigned(),
        trouble: row.get(27)?,
    })
}

pub(super) fn list(joined: &str) -> Option<String> {
    (!joined.is_empty()).then(|| joined.replace(SEPARATOR, ", "))
}

/// From a column and the one after it.
fn level(row: &SqlRow<'_>, column: usize) -> rusqlite::Result<Option<Level>> {
    let peak = row.get(column + 1)?;
    Ok(row.get::<_, Option<f32>>(column)?.map(|lufs| Level { lufs, peak }))
}

pub(super) fn time(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}
