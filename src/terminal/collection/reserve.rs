//! `segue reserve`, and what the marks mean for a player.

use std::io::{Write, stderr};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::super::{Ending, Failure, complain, plain};
use super::library::kept;
use super::place;
use super::table::{columns, counted};
use super::task::{Form, ReserveArgs, ReserveTask};
use crate::clock::Clock;
use crate::config::Config;
use crate::library::named::absolute;
use crate::library::{Collection, Kind, Mark, Marks, Place, Playlists, Tasks, Told};
use crate::model::Reserve;
use crate::reserve::{Ladder, Means, Readiness, shelf, survey};

/// A file that takes longer than this to be verified is on a disk that does not answer.
const LONGEST: Duration = Duration::from_secs(600);
const LOOK: Duration = Duration::from_millis(200);

/// Shows how ready the reserve is, or marks what belongs to it.
///
/// # Errors
/// A sentence on what kept it from being done.
pub fn reserve(config: &Config, args: &ReserveArgs) -> Result<Ending, Failure> {
    let place = place(&config.library)?;
    match &args.task {
        Some(ReserveTask::Mark { what }) => mark(&place, what),
        Some(ReserveTask::Unmark { what }) => unmark(&place, what),
        None => {
            let reserve = sources(config, &place);
            let readiness = match args.verify {
                true => verify(&place, &reserve)?,
                false => survey(&reserve, Some(shelf::at(place.index()))),
            };
            show(&readiness, args.form);
            Ok(Ending::Done)
        }
    }
}

/// What is the reserve: what the settings name, then what is marked, and with nothing of both the whole library.
pub fn sources(config: &Config, place: &Place) -> Reserve {
    let marks = Marks::read(place).unwrap_or_else(|why| {
        complain(&format!("What is marked as reserve is not known: {why}."));
        Marks::default()
    });
    Reserve::joined(&config.lineup().reserve.sources, marks.sources(place))
}

fn mark(place: &Place, what: &[PathBuf]) -> Result<Ending, Failure> {
    let marks: Vec<Mark> = what.iter().map(|what| named(place, what)).collect::<Result<_, _>>()?;
    Marks::edit(place, |known| marks.iter().for_each(|mark| known.add(mark.clone()))).map_err(kept)?;
    Ok(Ending::Done)
}

fn unmark(place: &Place, what: &[PathBuf]) -> Result<Ending, Failure> {
    let mut unknown = Vec::new();
    Marks::edit(place, |known| {
        for what in what {
            let is_it = |mark: &Mark| match mark {
                Mark::Folder(folder) => *folder == absolute(what),
                Mark::Playlist(name) | Mark::Smart(name) => Path::new(name) == what,
            };
            let meant: Vec<Mark> = known.reserve.iter().filter(|mark| is_it(mark)).cloned().collect();
            if meant.is_empty() {
                unknown.push(what.display().to_string());
            }
            for mark in &meant {
                known.take_away(mark);
            }
        }
    })
    .map_err(kept)?;
    if unknown.is_empty() {
        Ok(Ending::Done)
    } else {
        Err(Failure(format!("{} is not marked as reserve.", unknown.join(", "))))
    }
}

/// A playlist's name, else a folder.
fn named(place: &Place, what: &Path) -> Result<Mark, Failure> {
    let name = what.to_string_lossy().into_owned();
    match Playlists::of(place).kind(&name) {
        Ok(Kind::Plain) => Ok(Mark::Playlist(name)),
        Ok(Kind::Smart) => Ok(Mark::Smart(name)),
        Err(_) if what.is_dir() => Ok(Mark::Folder(absolute(what))),
        Err(_) => Err(Failure(format!(
            "{name} is neither a playlist nor a folder. `segue playlist list` shows the playlists."
        ))),
    }
}

fn show(readiness: &Readiness, form: Form) {
    if form.json {
        return plain::print([plain::json(readiness)]);
    }
    let (now, zone) = (Timestamp::now(), TimeZone::system());
    let said = |source: &crate::reserve::SourceReadiness| vec![source.name.clone(), source.sentence(now, &zone)];
    let mut lines = columns(&readiness.sources.iter().map(said).collect::<Vec<_>>());
    match readiness.sources.len() {
        0 => {
            lines.push("No reserve is marked, and the library is empty: only the music inside Segue would play.".into())
        }
        1 => {}
        _ => lines.push(format!("In all: {}", readiness.sentence(now, &zone))),
    }
    let damaged = readiness.sources.iter().flat_map(|source| &source.damage.files);
    lines.extend(damaged.map(|file| format!("  {}: {}", file.path.display(), file.why)));
    plain::print(lines);
}

/// Decodes all that has not been decoded yet, as fast as the background may.
fn verify(place: &Place, reserve: &Reserve) -> Result<Readiness, Failure> {
    let tasks = Tasks { verify: true, ..Tasks::SCAN };
    let (collection, told) = Collection::open(place.clone(), tasks).map_err(super::super::play::no_thread)?;
    let shelves = Some(shelf::at(place.index()));
    let means = Means { shelves, unverified: Some(collection.unverified()), ..Means::default() };
    let mut ladder = Ladder::new(reserve, means, Vec::new(), Clock::real());
    let mut heard = Instant::now();
    let readiness = loop {
        let readiness = ladder.readiness();
        if !readiness.pending && readiness.verified.tracks >= readiness.music.tracks || heard.elapsed() > LONGEST {
            break readiness;
        }
        if let Ok(Told::Heard(path, sound)) = told.recv_timeout(LOOK) {
            heard = Instant::now();
            ladder.verdict(&path, sound);
            let _ = write!(
                stderr(),
                "\r\x1b[K{} of {}",
                readiness.verified.tracks + 1,
                counted(readiness.music.tracks as u64, "file")
            );
        }
    };
    let _ = write!(stderr(), "\r\x1b[K");
    collection.close(LONGEST).map_err(|why| Failure(format!("The library cannot be closed: {why}.")))?;
    Ok(readiness)
}
