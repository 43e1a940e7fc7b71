//! `segue history`.

use super::super::{Ending, Failure, plain};
use super::library::kept;
use super::place;
use super::table::{columns, moment};
use crate::config::LibrarySettings;
use crate::library::{History, Play};
use crate::model::label;

/// Shows what was played, the newest first.
///
/// # Errors
/// The history cannot be read.
pub fn history(settings: &LibrarySettings, limit: usize, json: bool) -> Result<Ending, Failure> {
    let plays = History::of(&place(settings)?).page(None, limit).map_err(kept)?.plays;
    if json {
        plain::print(plays.iter().map(plain::json));
    } else if plays.is_empty() {
        plain::print(["Nothing of yours was played yet."]);
    } else {
        plain::print(columns(&plays.iter().map(row).collect::<Vec<_>>()));
    }
    Ok(Ending::Done)
}

fn row(play: &Play) -> Vec<String> {
    let name = play.title.as_ref().map(|title| label(play.artist.as_deref(), title)).unwrap_or_default();
    vec![moment(play.at), name, play.path.display().to_string()]
}
