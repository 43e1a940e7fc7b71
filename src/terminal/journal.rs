//! `segue journal`.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Ending, Failure, plain};
use crate::config::{JournalSettings, journal_file};
use crate::store::journal;

/// Shows what was kept since then, at most so many entries, the oldest first.
///
/// # Errors
/// There is no journal, or it cannot be read.
pub fn journal(
    settings: &JournalSettings,
    since: Option<Timestamp>,
    limit: Option<usize>,
    json: bool,
) -> Result<Ending, Failure> {
    let path = settings.path.clone().or_else(journal_file);
    let path =
        path.ok_or_else(|| Failure("Nobody's home is known here. Set the journal's path in the settings.".into()))?;
    let rows = journal::read(&path, since, limit.unwrap_or(usize::MAX));
    let rows = rows.map_err(|why| Failure(format!("The journal cannot be shown: {why}.")))?;
    if json {
        plain::print(rows.iter().map(plain::json));
    } else if rows.is_empty() {
        plain::print(["Nothing has happened."]);
    } else {
        plain::print(rows.iter().map(|row| row.line(TimeZone::system())));
    }
    Ok(Ending::Done)
}
