//! `segue playlist`.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::{Ending, Failure, complain, plain};
use super::library::kept;
use super::table::{columns, counted, hours};
use super::task::{Form, Music, PlaylistTask};
use super::{needed, place, unreadable};
use crate::config::LibrarySettings;
use crate::library::named::{Shelf, absolute, tracks};
use crate::library::{Item, Kind, Place, Playlists, export};
use crate::model::{clock, label, shown};
use crate::playlist_file::{Entry, Target};
use crate::smart;

/// Does what is asked of the playlists.
///
/// # Errors
/// A sentence on what kept it from being done.
pub fn playlist(settings: &LibrarySettings, task: &PlaylistTask) -> Result<Ending, Failure> {
    if let PlaylistTask::Smart { example: true, .. } = task {
        plain::print(smart::EXAMPLE.trim_end().lines());
        return Ok(Ending::Done);
    }
    let place = place(settings)?;
    let lists = Playlists::of(&place);
    let done = match task {
        PlaylistTask::List { form } => return list(&lists, *form),
        PlaylistTask::Show { name, form } => return show(&place, name, *form),
        PlaylistTask::Create { name, music } => lists.create_with(name, &entries(&place, music, false)?),
        PlaylistTask::Smart { name, rules, .. } => return smart_one(&lists, name.as_deref(), rules.as_ref()),
        PlaylistTask::Add { name, music, at: None } => lists.append(name, &entries(&place, music, true)?),
        PlaylistTask::Add { name, music, at: Some(at) } => {
            lists.insert(name, from_one(*at)?, &entries(&place, music, true)?)
        }
        PlaylistTask::Remove { name, places } => {
            let places: Vec<usize> = places.iter().map(|place| from_one(*place)).collect::<Result<_, _>>()?;
            lists.remove(name, &places).map(drop)
        }
        PlaylistTask::Move { name, from, to } => lists.reorder(name, &[from_one(*from)?], from_one(*to)?),
        PlaylistTask::Rename { name, new } => lists.rename(name, new),
        PlaylistTask::Duplicate { name, new } => lists.duplicate(name, new),
        PlaylistTask::Delete { name } => lists.delete(name, Timestamp::now()),
        PlaylistTask::Restore { name } => lists.restore(name),
        PlaylistTask::Import { file, name } => return import(&lists, file, name.as_deref()),
        PlaylistTask::Export { name, file } => return export_to(&place, name, file),
    };
    done.map_err(kept).map(|()| Ending::Done)
}

/// Places are counted from 1 by people, and from 0 by programs.
/// # Errors
/// For 0.
pub fn from_one(place: usize) -> Result<usize, Failure> {
    place.checked_sub(1).ok_or_else(|| Failure("Places are counted from 1.".into()))
}

fn list(lists: &Playlists<'_>, form: Form) -> Result<Ending, Failure> {
    let all = lists.list().map_err(kept)?;
    if form.json {
        plain::print(all.iter().map(plain::json));
    } else if all.is_empty() {
        plain::print(["There is no playlist yet. Make one: segue playlist create NAME FILES"]);
    } else {
        let row = |list: &crate::library::Listed| {
            let said = match (&list.problem, list.tracks) {
                (Some(problem), _) => problem.clone(),
                (None, Some(tracks)) => format!("{}, {}", counted(tracks as u64, "track"), hours(list.length)),
                (None, None) => "smart".to_owned(),
            };
            vec![list.name.clone(), said]
        };
        plain::print(columns(&all.iter().map(row).collect::<Vec<_>>()));
    }
    Ok(Ending::Done)
}

fn show(place: &Place, name: &str, form: Form) -> Result<Ending, Failure> {
    let items = items(place, name)?;
    if form.json {
        plain::print(items.iter().map(|item| plain::json(&value(item))));
        return Ok(Ending::Done);
    }
    let row = |(number, item): (usize, &Item)| {
        let length = item.entry.duration.map(clock).unwrap_or_default();
        let missing = if item.missing { "(not there now) " } else { "" };
        let Entry { title, artist, target, .. } = &item.entry;
        let name = title.as_ref().map(|title| label(artist.as_deref(), title)).unwrap_or_default();
        vec![number.to_string(), name, length, format!("{missing}{}", shown_target(target))]
    };
    let rows: Vec<_> = (1..).zip(&items).map(row).collect();
    plain::print(if rows.is_empty() { vec![format!("{name} is empty.")] } else { columns(&rows) });
    Ok(Ending::Done)
}

fn value(item: &Item) -> Value {
    let Entry { target, title, artist, duration, .. } = &item.entry;
    let seconds = duration.map(|length| length.as_secs_f64());
    json!({ "target": shown_target(target), "title": title, "artist": artist, "duration": seconds, "missing": item.missing })
}

fn shown_target(target: &Target) -> String {
    match target {
        Target::File(path) => path.display().to_string(),
        Target::Url(url) => shown(url),
    }
}

/// What is in a playlist of either kind.
fn items(place: &Place, name: &str) -> Result<Vec<Item>, Failure> {
    let lists = Playlists::of(place);
    if lists.kind(name).map_err(kept)? == Kind::Plain {
        return lists.read(name).map_err(kept);
    }
    let rules = lists.rules(name).map_err(kept)?;
    let rows = needed(place)?.select(&rules, Timestamp::now(), fastrand::u64(..)).map_err(|why| unreadable(&why))?;
    Ok(rows.iter().filter_map(|row| Some(Item { entry: Entry::of(&row.track)?, missing: row.away })).collect())
}

/// The music that a person named.
fn entries(place: &Place, music: &Music, some: bool) -> Result<Vec<Entry>, Failure> {
    let found = tracks(
        &music.files,
        music.search.as_deref(),
        Some(&Shelf::open(place.clone()).map_err(|why| unreadable(&why))?),
    );
    found.problems.iter().for_each(|problem| complain(problem));
    if found.tracks.is_empty() && (some || music.search.is_some() || !music.files.is_empty()) {
        return Err(Failure("That is no music: name files, folders, playlists or a --search that finds some.".into()));
    }
    Ok(found.tracks.iter().filter_map(|track| Entry::of(track)).collect())
}

fn smart_one(lists: &Playlists<'_>, name: Option<&str>, rules: Option<&PathBuf>) -> Result<Ending, Failure> {
    let (Some(name), Some(file)) = (name, rules) else {
        return Err(Failure("A name and a file of rules are needed; --example prints rules to begin with.".into()));
    };
    let text =
        std::fs::read_to_string(file).map_err(|why| Failure(format!("{} cannot be read: {why}.", file.display())))?;
    let rules = smart::parse(&text).map_err(|why| Failure(format!("{} has mistakes:\n{why}", file.display())))?;
    lists.set_rules(name, &rules).map_err(kept)?;
    Ok(Ending::Done)
}

fn import(lists: &Playlists<'_>, file: &Path, name: Option<&str>) -> Result<Ending, Failure> {
    let imported = lists.import(file, name).map_err(kept)?;
    let missing = match imported.missing {
        0 => String::new(),
        missing => format!("; {missing} of them are not there, and are kept"),
    };
    plain::print([format!("{}: {}{missing}.", imported.name, counted(imported.tracks as u64, "track"))]);
    Ok(Ending::Done)
}

fn export_to(place: &Place, name: &str, file: &Path) -> Result<Ending, Failure> {
    let entries: Vec<Entry> = items(place, name)?.into_iter().map(|item| item.entry).collect();
    export(&entries, &absolute(file), true).map_err(kept)?;
    plain::print([format!("{}: {}.", file.display(), counted(entries.len() as u64, "track"))]);
    Ok(Ending::Done)
}
