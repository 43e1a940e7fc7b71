//! `segue search`.

use super::super::{Ending, Failure, plain};
use super::{needed, place, table, unreadable};
use crate::config::LibrarySettings;
use crate::search::Query;
use crate::store::music::Found;

/// Shows what these words find.
///
/// # Errors
/// There is no library, or it cannot be read.
pub fn search(settings: &LibrarySettings, words: &[String], limit: usize, json: bool) -> Result<Ending, Failure> {
    let reader = needed(&place(settings)?)?;
    let found = reader.search(&Query::parse(&words.join(" ")), limit).map_err(|why| unreadable(&why))?;
    if json {
        plain::print([plain::json(&found)]);
    } else {
        plain::print(page(&found));
    }
    Ok(Ending::Done)
}

fn page(found: &Found) -> Vec<String> {
    let artists = part("Artists", found.artists.iter().map(table::group).collect());
    let albums = part("Albums", found.albums.iter().map(table::group).collect());
    let tracks = part("Tracks", found.tracks.iter().map(table::track).collect());
    let lines: Vec<String> = [artists, albums, tracks].into_iter().flatten().collect();
    if lines.is_empty() { vec!["Nothing was found.".to_owned()] } else { lines }
}

fn part(head: &str, rows: Vec<Vec<String>>) -> Vec<String> {
    let lines = table::columns(&rows).into_iter().map(|line| format!("  {line}"));
    let head = (!rows.is_empty()).then(|| head.to_owned());
    head.into_iter().chain(lines).collect()
}
