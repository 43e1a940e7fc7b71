//! What the library's index gives, what is verified, and which source is used.

use std::collections::HashMap;
use std::sync::Mutex;

use super::*;
use crate::store::music::{Heard, Sound};

/// An index in memory. Copies are the same index.
#[derive(Clone, Default)]
struct Fake(Arc<Mutex<Index>>);

#[derive(Default)]
struct Index {
    tracks: Vec<Track>,
    sounds: HashMap<PathBuf, Sound>,
    abouts: HashMap<String, About>,
    version: u64,
}

impl Fake {
    fn shelves(&self) -> Shelves {
        let index = self.clone();
        Arc::new(move || Ok(Box::new(index.clone())))
    }

    fn change(&self, change: impl FnOnce(&mut Index)) {
        let mut index = self.0.lock().unwrap();
        change(&mut index);
        index.version += 1;
    }
}

impl Shelf for Fake {
    fn each(&self, source: &ReserveSource, track: &mut dyn FnMut(Track)) -> Result<(), String> {
        let index = self.0.lock().unwrap();
        let picked = |one: &&Track| match source {
            ReserveSource::Smart { name, .. } => one.genre.as_deref() == Some(name.as_str()),
            _ => true,
        };
        index.tracks.iter().filter(picked).for_each(|one| track(one.clone()));
        Ok(())
    }

    fn sound(&self, path: &Path) -> Option<Sound> {
        self.0.lock().unwrap().sounds.get(path).cloned()
    }

    fn about(&self, artist: &str) -> Option<About> {
        self.0.lock().unwrap().abouts.get(artist).cloned()
    }

    fn version(&self) -> u64 {
        self.0.lock().unwrap().version
    }
}

/// So many files, each said to last an hour, by as many artists; the odd ones are jazz.
fn library(count: usize) -> (tempfile::TempDir, Fake) {
    let (root, fake) = (tempfile::tempdir().unwrap(), Fake::default());
    for n in 0..count {
        let path = root.path().join(format!("{n}.wav"));
        write(&path, wav(0.01)).unwrap();
        let genre = if n % 2 == 1 { "jazz" } else { "pop" };
        let track = Track {
            artist: Some(format!("artist {n}")),
            genre: Some(genre.to_owned()),
            duration: Some(Duration::from_secs(3600)),
            ..Track::from_path(path)
        };
        fake.change(|index| index.tracks.push(track));
    }
    (root, fake)
}

fn smart(name: &str) -> ReserveSource {
    ReserveSource::Smart { name: name.to_owned(), rules: "/nowhere/rules.toml".into() }
}

fn start(sources: Vec<ReserveSource>, means: Means) -> Ladder {
    let mut ladder = Ladder::new(&Reserve { sources }, means, pieces(), Clock::real());
    settle(&mut ladder);
    ladder
}

/// A verdict on the file as it is now.
fn sound(path: &Path, verdict: Result<(), &str>) -> Sound {
    let stamp = scan::Stamp::of(&std::fs::metadata(path).unwrap()).file;
    let heard = Heard { length: Duration::from_secs(3600), level: None };
    let at = "2026-11-25T02:10Z".parse().unwrap();
    Sound { stamp, at, verdict: verdict.map(|()| heard).map_err(str::to_owned) }
}

fn file(root: &tempfile::TempDir, n: usize) -> PathBuf {
    root.path().join(format!("{n}.wav"))
}

fn said(readiness: &Readiness) -> String {
    readiness.sentence("2026-11-25T08:00Z".parse().unwrap(), &jiff::tz::TimeZone::UTC)
}

#[test]
fn the_library_is_played_by_rotation_and_what_it_lacks_is_not() {
    let (root, fake) = library(20);
    remove_file(file(&root, 3)).unwrap();
    let mut ladder = start(vec![ReserveSource::Library], Means { shelves: Some(fake.shelves()), ..Means::default() });
    assert_eq!(ladder.readiness().music.tracks, 19);
    let mut heard = titles(&mut ladder, 19);
    assert!(!heard.is_sorted());
    heard.sort();
    heard.dedup();
    assert_eq!((heard.len(), heard.contains(&"3".to_owned())), (19, false));
    assert_eq!(ladder.left().tracks, 0);
}

#[test]
fn a_library_that_is_not_there_is_told_of() {
    let shelves: Shelves = Arc::new(|| Err("there is none".to_owned()));
    let mut ladder = start(vec![ReserveSource::Library], Means { shelves: Some(shelves), ..Means::default() });
    assert!(ladder.readiness().problems[0].sentence().contains("there is none"));
    assert_eq!(ladder.next(Timestamp::now()).location, Location::Builtin(0));
}

#[test]
fn readiness_is_what_was_decoded() {
    let (root, fake) = library(4);
    fake.change(|index| {
        index.sounds.insert(file(&root, 0), sound(&file(&root, 0), Ok(())));
        index.sounds.insert(file(&root, 1), sound(&file(&root, 1), Err("It is cut short.")));
        // On another state of the file: void.
        let stale = Sound { stamp: Default::default(), ..sound(&file(&root, 2), Ok(())) };
        index.sounds.insert(file(&root, 2), stale);
    });
    let (send, unverified) = unbounded();
    let sources = vec![smart("pop"), ReserveSource::Library];
    let means = Means { shelves: Some(fake.shelves()), unverified: Some(send), ..Means::default() };
    let mut ladder = start(sources, means);
    let readiness = ladder.readiness();
    assert_eq!(said(&readiness), "3 h 0 min ready, 1 h 0 min of it verified 02:10; 1 file damaged (1.wav)");
    let of_sources: Vec<_> = readiness.sources.iter().map(|one| (one.music.tracks, one.verified.tracks)).collect();
    assert_eq!(of_sources, [(2, 1), (3, 1)]);
    assert!(readiness.problems[0].sentence().contains("It is cut short"));
    assert!(!titles(&mut ladder, 9).contains(&"1".to_owned()), "a damaged file is not played");
    let mut wanted: Vec<PathBuf> = unverified.try_iter().flatten().collect();
    wanted.sort();
    wanted.dedup();
    assert_eq!(wanted, [file(&root, 2), file(&root, 3)]);
    ladder.verdict(&file(&root, 2), sound(&file(&root, 2), Ok(())));
    ladder.verdict(&file(&root, 3), sound(&file(&root, 3), Ok(())));
    assert_eq!(said(&ladder.readiness()), "3 h 0 min ready, verified 02:10; 1 file damaged (1.wav)");
    ladder.verdict(&file(&root, 3), sound(&file(&root, 3), Err("It is no music.")));
    assert_eq!(said(&ladder.readiness()), "2 h 0 min ready, verified 02:10; 2 files damaged (1.wav, 3.wav)");
}

#[test]
fn a_damaged_file_that_was_replaced_plays_again() {
    let (root, fake) = library(2);
    let mut ladder = start(vec![ReserveSource::Library], Means { shelves: Some(fake.shelves()), ..Means::default() });
    ladder.verdict(&file(&root, 1), sound(&file(&root, 1), Err("It is cut short.")));
    assert_eq!(ladder.readiness().damage.count, 1);
    write(file(&root, 1), wav(0.5)).unwrap();
    ladder.refresh();
    settle(&mut ladder);
    assert_eq!((ladder.readiness().damage.count, ladder.readiness().music.tracks), (0, 2));
}

#[test]
fn sources_are_used_until_nothing_has_to_repeat() {
    let (root, fake) = library(40);
    let single = root.path().join("single.wav");
    write(&single, wav(1.0)).unwrap();
    let sources = vec![ReserveSource::Path(single), smart("pop"), smart("jazz")];
    let mut ladder = start(sources, Means { shelves: Some(fake.shelves()), ..Means::default() });
    let in_use = |ladder: &mut Ladder| ladder.readiness().sources.iter().map(|one| one.in_use).collect::<Vec<_>>();
    assert_eq!(in_use(&mut ladder), [true, true, false], "20 h of pop are enough for 12 h");
    assert_eq!((ladder.left().tracks, ladder.readiness().music.tracks), (21, 41));
    let next = ladder.next(Timestamp::now());
    assert_eq!(ladder.source_of(&next).as_deref(), Some(if next.title == "single" { "single" } else { "pop" }));
    for n in 0..20 {
        let path = file(&root, 2 * n);
        ladder.report(&Location::File(path.clone()), Fault::FileDamaged { path });
    }
    settle(&mut ladder);
    ladder.climb();
    assert_eq!(in_use(&mut ladder), [true, false, true], "pop is broken");
}

#[test]
fn what_fits_what_is_on_air_is_used_and_comes_next() {
    let (_root, fake) = library(40);
    fake.change(|index| {
        let about = About { genres: vec!["Jazz".to_owned()], lufs: None };
        index.abouts.insert("Nina Simone".to_owned(), about);
    });
    let means = Means { shelves: Some(fake.shelves()), ..Means::default() };
    let mut ladder = start(vec![smart("pop"), smart("jazz")], means);
    let cued = ladder.next(Timestamp::now());
    assert_eq!(cued.genre.as_deref(), Some("pop"));
    ladder.on_air("Nina Simone - Sinnerman");
    ladder.wait_until(LONG, |ladder| ladder.is_fresh);
    let better = ladder.better_than(&cued, Timestamp::now()).unwrap();
    assert_eq!(better.genre.as_deref(), Some("jazz"));
    ladder.give_back(&cued);
    assert_eq!(ladder.better_than(&better, Timestamp::now()), None, "once is enough");
    ladder.on_air("Nina Simone - Feeling Good");
    assert_eq!(ladder.better_than(&better, Timestamp::now()), None, "nothing new");
    for _ in 0..5 {
        assert_eq!(ladder.next(Timestamp::now()).genre.as_deref(), Some("jazz"));
    }
}

#[test]
fn a_survey_needs_no_player() {
    let (root, fake) = library(3);
    fake.change(|index| {
        index.sounds.insert(file(&root, 0), sound(&file(&root, 0), Ok(())));
    });
    let (_other, list) = room("a.wav\nmissing.wav\n");
    let reserve = Reserve { sources: vec![ReserveSource::Path(list), ReserveSource::Library] };
    let readiness = survey(&reserve, Some(fake.shelves()));
    let sentences: Vec<String> = readiness
        .sources
        .iter()
        .map(|one| {
            format!("{}: {}", one.name, one.sentence("2026-11-25T08:00Z".parse().unwrap(), &jiff::tz::TimeZone::UTC))
        })
        .collect();
    assert_eq!(
        sentences,
        [
            "list: 1 s ready, not yet verified; 1 file damaged (missing.wav)",
            "library: 3 h 0 min ready, 1 h 0 min of it verified 02:10"
        ]
    );
    assert!(!readiness.pending);
}

#[test]
fn what_was_played_before_a_restart_does_not_come_first_after_it() {
    let (root, fake) = library(8);
    let means = || Means {
        shelves: Some(fake.shelves()),
        memory: Some(root.path().join("state/reserve.json")),
        order: Order::Rotated { seed: 1 },
        ..Means::default()
    };
    let mut heard = Vec::new();
    for _ in 0..8 {
        let mut ladder =
            Ladder::new(&Reserve { sources: vec![ReserveSource::Library] }, means(), pieces(), Clock::real());
        ladder.wait(LONG);
        settle(&mut ladder);
        heard.push(ladder.next(Timestamp::now()).title.clone());
        // It is written by a thread of its own.
        let file = root.path().join("state/reserve.json");
        let plays = || std::fs::read_to_string(&file).unwrap_or_default().matches("],[").count() + 1;
        let began = std::time::Instant::now();
        while !file.exists() || plays() < heard.len() {
            assert!(began.elapsed() < LONG);
            std::thread::sleep(Duration::from_millis(2));
        }
    }
    heard.sort();
    heard.dedup();
    assert_eq!(heard.len(), 8);
}

#[test]
fn a_hundred_thousand_tracks_cost_a_beat_nothing() {
    let track = |n: usize| Track {
        artist: Some(format!("artist {}", n % 5000)),
        duration: Some(Duration::from_secs(200)),
        ..Track::from_path(format!("/m/{n}.mp3").into())
    };
    let items: Vec<_> = (0..100_000).map(|n| stock::Entry::new(track(n), scan::Stamp::default())).collect();
    let mut ladder = ladder(&[]);
    ladder.rungs.push(Rung::new(&ReserveSource::Library, unbounded().0, Pulse::default()));
    let stock = Box::new(stock::Stock::new(1, items.iter().map(|item| (0, item)), &[]));
    ladder.take(Word::Stocked { stock, source: 0, look: keeper::Look { complete: true, ..Default::default() } });
    let began = std::time::Instant::now();
    for _ in 0..1000 {
        assert_eq!(ladder.readiness().music.tracks, 100_000);
        ladder.left();
    }
    let beats = began.elapsed();
    let began = std::time::Instant::now();
    (0..100).for_each(|_| drop(ladder.next(Timestamp::now())));
    println!("1000 beats: {beats:?}; 100 choices: {:?}", began.elapsed());
    assert!(beats < Duration::from_millis(500) && began.elapsed() < Duration::from_secs(2));
}
