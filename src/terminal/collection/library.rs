//! `segue library`.

use std::io::{IsTerminal, Write, stderr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;

use super::super::play::no_thread;
use super::super::{Ending, Failure, complain, plain};
use super::table::{columns, counted, hours};
use super::task::{Form, LibraryTask};
use super::{needed, place, reader, unreadable};
use crate::config::LibrarySettings;
use crate::library::named::absolute;
use crate::library::{Collection, Marks, Place, Progress, State, Tasks, Told};

/// A disk that takes longer to write the last of it does not answer.
const PATIENCE: Duration = Duration::from_secs(60);
/// The progress is looked at this often.
const LOOK: Duration = Duration::from_millis(100);
/// Problems are asked for in pages of this size.
const PAGE: usize = 500;

/// Does what is asked of the library. A player that runs has to be told, too: whoever calls does that.
///
/// # Errors
/// A sentence on what kept it from being done.
pub fn library(settings: &LibrarySettings, task: &LibraryTask) -> Result<Ending, Failure> {
    let place = place(settings)?;
    match task {
        LibraryTask::Add { folders, form } => add(&place, folders, *form),
        LibraryTask::Remove { folders, form } => remove(&place, folders, *form),
        LibraryTask::Scan { form } => scan(place, *form),
        LibraryTask::Problems { form } => problems(&place, *form),
        LibraryTask::Stats { form } => stats(&place, *form),
    }
}

fn add(place: &Place, folders: &[PathBuf], form: Form) -> Result<Ending, Failure> {
    if let Some(none) = folders.iter().find(|folder| !folder.is_dir()) {
        return Err(Failure(format!("{} is no folder. Name a folder with music in it.", none.display())));
    }
    Marks::edit(place, |marks| folders.iter().for_each(|folder| marks.add_folder(absolute(folder)))).map_err(kept)?;
    scan(place.clone(), form)
}

fn remove(place: &Place, folders: &[PathBuf], form: Form) -> Result<Ending, Failure> {
    let known = Marks::read(place).map_err(kept)?.folders;
    let folders: Vec<PathBuf> = folders.iter().map(|folder| absolute(folder)).collect();
    if let Some(unknown) = folders.iter().find(|folder| !known.contains(folder)) {
        let known: Vec<_> = known.iter().map(|folder| folder.display().to_string()).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        return Err(Failure(format!("{} is no folder of the library. Its folders: {known}.", unknown.display())));
    }
    Marks::edit(place, |marks| marks.folders.retain(|folder| !folders.contains(folder))).map_err(kept)?;
    scan(place.clone(), form)
}

/// Looks through all folders, and shows how far it is.
fn scan(place: Place, form: Form) -> Result<Ending, Failure> {
    let folders = Marks::read(&place).map_err(kept)?.folders;
    if folders.is_empty() && !place.index().exists() {
        return Err(Failure("The library has no folders yet. Add one: segue library add ~/Music".into()));
    }
    let (collection, news) = Collection::open(place.clone(), Tasks::SCAN).map_err(no_thread)?;
    let mut line = Line::new(form);
    let end = loop {
        match news.recv_timeout(LOOK) {
            Ok(Told::Scanned(progress)) => break progress,
            Ok(Told::Notice(sentence)) => line.say(&sentence),
            Ok(Told::Failed(sentence)) => return Err(Failure(sentence)),
            Ok(_) => {}
            Err(crossbeam_channel::RecvTimeoutError::Timeout) => line.draw(&collection.progress()),
            Err(crossbeam_channel::RecvTimeoutError::Disconnected) => {
                return Err(Failure("The scan has failed. Please report this, with what --log debug tells.".into()));
            }
        }
    };
    line.clear();
    collection.close(PATIENCE).map_err(|why| unreadable(&why))?;
    told(&place, &end, form)
}

fn told(place: &Place, end: &Progress, form: Form) -> Result<Ending, Failure> {
    let stats = needed(place)?.stats().map_err(|why| unreadable(&why))?;
    if form.json {
        plain::print([plain::json(&json!({ "scan": end, "library": stats }))]);
        return Ok(Ending::Done);
    }
    let seen = format!("{} looked at, {} read", counted(end.seen, "file"), end.read);
    let mut lines =
        vec![format!("{seen}. The library has {}, {}.", counted(stats.tracks, "track"), hours(stats.duration))];
    if stats.problems > 0 {
        lines.push(format!("{} cannot be read: segue library problems", counted(stats.problems, "file")));
    }
    plain::print(lines);
    Ok(Ending::Done)
}

fn problems(place: &Place, form: Form) -> Result<Ending, Failure> {
    let reader = needed(place)?;
    let mut after = None;
    let mut count = 0;
    loop {
        let page = reader.problems(after.as_ref(), PAGE).map_err(|why| unreadable(&why))?;
        count += page.items.len();
        match form.json {
            true => plain::print(page.items.iter().map(plain::json)),
            false => plain::print(page.items.iter().map(|problem| problem.sentence.clone())),
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    if count == 0 && !form.json {
        plain::print(["Nothing is wrong: every file can be read."]);
    }
    Ok(Ending::Done)
}

fn stats(place: &Place, form: Form) -> Result<Ending, Failure> {
    let folders = Marks::read(place).map_err(kept)?.folders;
    let stats = match reader(place)? {
        Some(reader) => reader.stats().map_err(|why| unreadable(&why))?,
        None => crate::store::music::Stats::default(),
    };
    if form.json {
        let folders: Vec<_> = folders.iter().map(|folder| folder.to_string_lossy()).collect();
        plain::print([plain::json(
            &json!({ "folders": folders, "place": place.folder().to_string_lossy(), "library": stats }),
        )]);
        return Ok(Ending::Done);
    }
    let row = |what: &str, said: String| vec![what.to_owned(), said];
    let mut rows: Vec<Vec<String>> = folders.iter().map(|folder| row("Folder", said(folder))).collect();
    rows.push(row("Tracks", format!("{}, {}", stats.tracks, hours(stats.duration))));
    rows.push(row("Albums", stats.albums.to_string()));
    rows.push(row("Artists", stats.artists.to_string()));
    rows.push(row("Genres", stats.genres.to_string()));
    rows.extend(
        (stats.away > 0)
            .then(|| row("Away", format!("{} on a disk that is not there now", counted(stats.away, "track")))),
    );
    rows.push(row("Verified", format!("{} decoded to the end", counted(stats.heard, "track"))));
    rows.push(row("Problems", stats.problems.to_string()));
    rows.push(row("Kept in", place.folder().display().to_string()));
    plain::print(columns(&rows));
    Ok(Ending::Done)
}

fn said(folder: &Path) -> String {
    let gone = if folder.is_dir() { "" } else { " (not there now)" };
    format!("{}{gone}", folder.display())
}

pub(super) fn kept(why: crate::library::KeepError) -> Failure {
    let why = why.to_string();
    let mut letters = why.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    Failure(format!("{first}{}.", letters.as_str().trim_end_matches('.')))
}

/// The progress, redrawn in place where a person looks.
struct Line {
    shown: bool,
    drawn: bool,
}

impl Line {
    fn new(form: Form) -> Self {
        Self { shown: !form.json && stderr().is_terminal(), drawn: false }
    }

    fn draw(&mut self, progress: &Progress) {
        if self.shown && progress.state != State::Idle {
            let left = progress.time_left.map(|left| format!(", {} s left", left.as_secs() + 1)).unwrap_or_default();
            let Progress { seen, read, per_second, .. } = progress;
            let _ = write!(stderr(), "\r\x1b[K{seen} files seen, {read} read, {per_second:.0} a second{left}");
            self.drawn = true;
        }
    }

    fn say(&mut self, sentence: &str) {
        self.clear();
        complain(sentence);
    }

    fn clear(&mut self) {
        if std::mem::take(&mut self.drawn) {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}
