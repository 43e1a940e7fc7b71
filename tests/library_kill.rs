//! SIGKILL at random moments of edits: every file is whole, and nothing that was told to be done is lost.
//!
//! The one that is killed is this very program, run with [`PLACE`] set: it edits without end and tells each edit that
//! has returned.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use segue::library::{History, KeepError, Mark, Marks, Place, Play, Playlists, QueueFile};
use segue::model::Track;
use segue::playlist_file::{Entry, Target};
use segue::queue::Queue;
use segue::smart::{Limit, Rules};

const PLACE: &str = "SEGUE_TEST_KILL_PLACE";
const FROM: &str = "SEGUE_TEST_KILL_FROM";
const KILLS: usize = 200;
/// Tracks of the playlist whose order changes.
const DECK: usize = 20;

#[test]
fn whenever_it_is_killed_nothing_the_user_made_is_lost() {
    crate::home::yield_to_others();
    let folder = tempfile::tempdir().unwrap();
    let place = Place::at(folder.path()).unwrap();
    let playlists = Playlists::of(&place);
    let deck: Vec<_> = (0..DECK).map(entry).collect();
    playlists.create("growing").unwrap();
    playlists.create_with("deck", &deck).unwrap();
    ["a", "bin"].into_iter().for_each(|name| playlists.create(name).unwrap());
    playlists.set_rules("smart", &Rules::default()).unwrap();
    Marks::edit(&place, |marks| marks.add(Mark::Playlist("a".into()))).unwrap();
    let (mut told, mut dice) = (Told::default(), fastrand::Rng::new());
    for _ in 0..KILLS {
        let from = told.last + 2;
        let after = Duration::from_micros(dice.u64(0..10_000));
        let acknowledged = killed_after(folder.path(), from, dice.usize(1..24), after);
        acknowledged.lines().for_each(|line| told.take(line));
        told.check(&place);
    }
    assert!(told.appended.len() >= KILLS && told.saved > 0, "it hardly ran: {told:?}");
}

/// What the one that was killed has told to be done.
#[derive(Debug, Default)]
struct Told {
    last: usize,
    appended: BTreeSet<usize>,
    played: BTreeSet<usize>,
    saved: usize,
    ticked: usize,
    ruled: usize,
    marked: usize,
}

impl Told {
    fn take(&mut self, line: &str) {
        let Some((what, number)) = line.strip_prefix("done ").and_then(|rest| rest.split_once(' ')) else { return };
        let Ok(number) = number.parse() else { return };
        self.last = number;
        match what {
            "append" => drop(self.appended.insert(number)),
            "play" => drop(self.played.insert(number)),
            "save" => self.saved = number,
            "tick" => self.ticked = number,
            "rules" => self.ruled = number,
            "mark" => self.marked = number,
            _ => {}
        }
    }

    fn check(&self, place: &Place) {
        self.check_playlists(&Playlists::of(place));
        let mut played = BTreeSet::new();
        let history = History::of(place);
        let totals = history.each::<KeepError>(&mut |play| {
            played.insert(number(&play.path));
            Ok(())
        });
        assert!(totals.unwrap().skipped <= 1 && played.is_superset(&self.played));
        if self.saved > 0 {
            let (_, kept) = QueueFile::open(place).unwrap();
            let kept = kept.unwrap();
            assert!(kept.queue.shuffle >= Some(self.saved as u64) && kept.queue.tracks.len() == 30, "{kept:?}");
            assert!(kept.aside.is_none() && kept.elapsed >= Duration::from_millis(self.ticked as u64), "{kept:?}");
        }
        let marks = Marks::read(place).unwrap();
        assert!(marks.folders.iter().all(|folder| number(folder) >= self.marked), "{marks:?}");
        let marked = ["a", "b"].map(|name| {
            let mark = marks.reserve.contains(&Mark::Playlist(name.into()));
            (mark, Playlists::of(place).kind(name).is_ok())
        });
        assert!(marked.contains(&(true, true)), "the reserve is marked under the name that it has: {marked:?}");
    }

    fn check_playlists(&self, playlists: &Playlists<'_>) {
        let list = playlists.list().unwrap();
        assert!(list.iter().all(|listed| listed.problem.is_none()), "{list:?}");
        let numbers = |name| playlists.read(name).unwrap().into_iter().map(|item| target(&item.entry));
        let grown: Vec<_> = numbers("growing").collect();
        assert!(grown.is_sorted() && BTreeSet::from_iter(grown).is_superset(&self.appended));
        assert_eq!(numbers("deck").collect::<BTreeSet<_>>(), (0..DECK).collect());
        let both = ["a", "b"].map(|name| playlists.kind(name).is_ok());
        assert!(both[0] != both[1], "{both:?}");
        let bins = playlists.trashed().unwrap().len() + usize::from(playlists.kind("bin").is_ok());
        assert_eq!(bins, 1, "a playlist is there or in the trash");
        let limit = playlists.rules("smart").unwrap().limit;
        assert!(limit.is_none_or(|limit| matches!(limit, Limit::Tracks(number) if number >= self.ruled as u64)));
    }
}

fn entry(number: usize) -> Entry {
    Entry::new(Target::File(format!("/m/{number}").into()))
}

fn target(entry: &Entry) -> usize {
    match &entry.target {
        Target::File(path) => number(path),
        Target::Url(url) => panic!("{url}"),
    }
}

fn number(path: &Path) -> usize {
    path.file_name().unwrap().to_str().unwrap().parse().unwrap()
}

/// What the child told until it was killed, `after` so many edits.
fn killed_after(place: &Path, from: usize, edits: usize, after: Duration) -> String {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "library_kill::the_one_that_is_killed", "--nocapture"])
        .env(PLACE, place)
        .env(FROM, from.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = Killed(child.unwrap());
    let mut out = BufReader::new(child.0.stdout.take().unwrap());
    let mut told = String::new();
    while told.matches("done").count() < edits {
        assert!(out.read_line(&mut told).unwrap() > 0, "it ended by itself: {told}");
    }
    std::thread::sleep(after);
    child.0.kill().unwrap();
    out.read_to_string(&mut told).unwrap();
    // A line that was not told whole does not count.
    told.truncate(told.rfind('\n').map_or(0, |end| end + 1));
    told
}

/// A failed test leaves none behind.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_one_that_is_killed() {
    let Some(folder) = std::env::var_os(PLACE) else { return };
    let from = std::env::var(FROM).unwrap().parse().unwrap();
    let place = Place::at(&PathBuf::from(folder)).unwrap();
    let (mut file, _) = QueueFile::open(&place).unwrap();
    // What was cut short may have left the other name, and the playlist in the trash.
    let playlists = Playlists::of(&place);
    if !playlists.trashed().unwrap().is_empty() {
        playlists.restore("bin").unwrap();
    }
    for number in from.. {
        edit(&place, number);
        keep_queue(&mut file, number);
    }
}

fn edit(place: &Place, number: usize) {
    let playlists = Playlists::of(place);
    playlists.append("growing", &[entry(number)]).unwrap();
    println!("done append {number}");
    playlists.reorder("deck", &[number % DECK, (number * 7) % DECK], (number * 3) % DECK).unwrap();
    let play = Play {
        at: Timestamp::now(),
        path: format!("/m/{number}").into(),
        title: Some("A title".into()),
        artist: None,
        heard: Duration::from_secs(1),
        fingerprint: Some(number as u64),
    };
    History::of(place).append(&play).unwrap();
    println!("done play {number}");
    let (name, other) = if playlists.kind("a").is_ok() { ("a", "b") } else { ("b", "a") };
    playlists.rename(name, other).unwrap();
    playlists.delete("bin", Timestamp::now()).unwrap();
    playlists.restore("bin").unwrap();
    let limit = Some(Limit::Tracks(number as u64));
    playlists.set_rules("smart", &Rules { limit, ..Rules::default() }).unwrap();
    println!("done rules {number}");
    Marks::edit(place, |marks| marks.folders = vec![format!("/f/{number}").into()]).unwrap();
    println!("done mark {number}");
}

fn keep_queue(file: &mut QueueFile, number: usize) {
    let mut queue = Queue::default();
    (0..30).for_each(|track| queue.push(Arc::new(Track::from_path(format!("/m/{track}").into()))));
    queue.next();
    let mut saved = queue.saved();
    saved.shuffle = Some(number as u64);
    file.save(&saved, Duration::from_millis(number as u64)).unwrap();
    println!("done save {number}");
    file.tick(1, true, Duration::from_millis(number as u64)).unwrap();
    println!("done tick {number}");
}
