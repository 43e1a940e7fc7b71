use std::time::Duration;

use proptest::prelude::*;

use super::super::rotation::Gaps;
use super::super::stock::{Entry, Item, Sources};
use super::super::tags::Facts;
use super::*;

fn stamped(name: &str, stamp: Stamp) -> Item {
    let artist = Some(format!("artist of {name}"));
    let track = Track { duration: Some(Duration::from_secs(60)), artist, ..Track::from_path(name.into()) };
    Entry::new(track, stamp)
}

fn item(name: &str) -> Item {
    stamped(name, Stamp::default())
}

fn changed() -> Stamp {
    Stamp { disk: 1, ..Stamp::default() }
}

const POOL: fn() -> Pool = || Pool { marked: Sources::one(0), stand_ins: false };

fn now() -> Timestamp {
    Timestamp::UNIX_EPOCH
}

fn adopt(pass: &mut Pass, items: &[Item]) {
    pass.adopt(Box::new(Stock::new(1, items.iter().map(|item| (0, item)), &[])));
}

fn stocked(rotated: bool, items: &[Item]) -> Pass {
    let mut pass = Pass::new(Rotation::new(7, Gaps::default()));
    adopt(&mut pass, items);
    pass.set_pool(POOL(), rotated);
    pass
}

fn pass(names: &[&str]) -> Pass {
    stocked(false, &names.iter().map(|name| item(name)).collect::<Vec<_>>())
}

fn names(pass: &mut Pass, count: usize) -> String {
    (0..count).map(|_| pass.next(now()).map_or("-".to_owned(), |track| track.title.clone())).collect()
}

fn damaged(pass: &mut Pass, path: &str) {
    pass.leave_out(Path::new(path), Fault::FileDamaged { path: path.into() }, 1);
}

#[test]
fn it_goes_through_in_order_and_again() {
    assert_eq!(names(&mut pass(&["a", "b", "c"]), 7), "abcabca");
    assert_eq!(names(&mut pass(&[]), 2), "--");
}

#[test]
fn what_is_bad_is_left_out_for_one_full_pass() {
    let mut pass = pass(&["a", "b", "c"]);
    assert_eq!(names(&mut pass, 2), "ab");
    damaged(&mut pass, "b");
    assert_eq!((pass.whole().tracks, pass.faults().count()), (2, 1));
    assert_eq!(names(&mut pass, 3), "cab", "its chance comes with its turn in the next pass");
    damaged(&mut pass, "b");
    assert_eq!(names(&mut pass, 6), "cacacb", "and the one after is twice as far");
}

#[test]
fn when_all_is_bad_nothing_plays_until_its_next_chance() {
    for rotated in [false, true] {
        let mut pass = stocked(rotated, &[item("a")]);
        assert_eq!(names(&mut pass, 1), "a");
        pass.leave_out(Path::new("a"), Fault::FileDamaged { path: "a".into() }, 3);
        assert_eq!(names(&mut pass, 5), "---aa");
    }
}

#[test]
fn what_has_its_chance_counts_as_bad_until_it_is_known_to_play() {
    let mut pass = pass(&["a"]);
    damaged(&mut pass, "a");
    assert_eq!(names(&mut pass, 2), "-a");
    assert!(!pass.is_sound());
    assert_eq!(names(&mut pass, 1), "a");
    assert!(pass.is_sound());
}

#[test]
fn disks_are_told_apart() {
    let mut pass = pass(&["a", "b"]);
    assert_eq!(pass.on_the_disk_of(Path::new("b")), [Path::new("a").into(), Path::new("b").into()]);
    adopt(&mut pass, &[item("a"), stamped("b", changed())]);
    assert_eq!(pass.on_the_disk_of(Path::new("b")), [Path::new("b").into()]);
    assert_eq!(pass.on_the_disk_of(Path::new("unknown")), []);
}

#[test]
fn a_changed_list_keeps_what_was_heard_and_forgives_what_has_changed() {
    let mut pass = pass(&["a", "b", "c"]);
    assert_eq!(names(&mut pass, 2), "ab");
    damaged(&mut pass, "c");
    adopt(&mut pass, &[item("n"), item("a"), item("c"), item("a")]);
    assert_eq!(pass.left().tracks, 1, "n is new, a was heard, c is still bad");
    adopt(&mut pass, &[item("n"), item("a"), stamped("c", changed())]);
    assert_eq!(names(&mut pass, 2), "nc");
}

#[test]
fn left_is_what_has_not_been_heard() {
    for rotated in [false, true] {
        let unknown = item("b");
        unknown.learn(Track::from_path("b".into()));
        let mut pass = stocked(rotated, &[item("a"), unknown.clone()]);
        assert_eq!(pass.left(), Amount { tracks: 2, playable: Duration::from_secs(60), unknown: 1 });
        unknown.learn(Facts::default().applied_to(&item("b").track()));
        pass.learnt(Path::new("b"));
        assert_eq!(pass.left(), Amount { tracks: 2, playable: Duration::from_secs(120), unknown: 0 });
        pass.next(now());
        assert_eq!(pass.left(), Amount { tracks: 1, playable: Duration::from_secs(60), unknown: 0 });
    }
}

#[test]
fn of_a_folder_that_is_gone_nothing_more_is_tried_while_there_is_another() {
    let mut pass = stocked(true, &["/x/a", "/x/b", "/x/c", "/y/d", "/y/e"].map(item));
    pass.leave_out(Path::new("/x/b"), Fault::FileMissing { path: "/x/b".into() }, 1);
    let mut heard: Vec<String> = (0..2).filter_map(|_| pass.next(now())).map(|track| track.title.clone()).collect();
    heard.sort();
    assert_eq!(heard, ["d", "e"]);
    damaged(&mut pass, "/y/d");
    damaged(&mut pass, "/y/e");
    assert!(pass.next(now()).is_some(), "better a try than nothing");
}

/// Large enough for drawing.
fn crowd() -> Vec<Item> {
    let track = |n: usize| Track {
        artist: Some(format!("artist {}", n % 300)),
        genre: Some(if n.is_multiple_of(97) { "Jazz" } else { "Pop" }.to_owned()),
        duration: Some(Duration::from_secs(200)),
        ..Track::from_path(format!("/m/{n}").into())
    };
    (0..3000).map(|n| Entry::new(track(n), Stamp::default())).collect()
}

#[test]
fn of_a_large_stock_what_fits_is_found_though_it_is_rare() {
    let mut pass = stocked(true, &crowd());
    pass.taste.hear("Artist 77 - Something");
    assert_eq!(pass.next(now()).unwrap().artist.as_deref(), Some("artist 77"));
    pass.taste.learn("artist 77", &super::super::taste::About { genres: vec!["jazz".into()], lufs: None });
    for _ in 0..8 {
        let next = pass.next(now()).unwrap();
        assert_eq!(next.genre.as_deref(), Some("Jazz"), "{next:?}");
    }
}

#[test]
fn what_is_cued_gives_way_to_what_fits_and_comes_back() {
    let mut pass = stocked(true, &crowd());
    let cued = pass.next(now()).unwrap();
    let path = PathBuf::from("/m").join(&cued.title);
    assert!(pass.better_than(&cued, &path, now()).is_none(), "nothing is known to fit");
    pass.taste.hear("Artist 150 - Something");
    let better = pass.better_than(&cued, &path, now()).unwrap();
    assert_eq!(better.artist.as_deref(), Some("artist 150"));
    pass.give_back(&path);
    assert_eq!(pass.left().tracks, 2999);
}

#[test]
fn a_damaged_file_is_never_played() {
    let all = ["a", "b"].map(item);
    let mut pass = stocked(false, &all);
    let sound =
        crate::store::music::Sound { stamp: Stamp::default().file, at: now(), verdict: Err("It is cut short.".into()) };
    assert!(all[1].judge(sound));
    pass.learnt(Path::new("b"));
    assert_eq!((names(&mut pass, 3).as_str(), pass.whole().tracks), ("aaa", 1));
}

proptest! {
    #[test]
    fn whatever_is_reported_a_sound_track_always_comes(bad in prop::collection::vec(0usize..6, 0..40), rotated: bool) {
        let all: Vec<_> = (0..6).map(|n| item(&n.to_string())).collect();
        let mut pass = stocked(rotated, &all);
        for place in bad {
            // Number 0 is never bad.
            if place > 0 {
                damaged(&mut pass, &place.to_string());
                prop_assert_eq!(pass.whole().tracks, 6 - pass.bad.len());
            }
            prop_assert!(pass.next(now()).is_some());
        }
    }

    #[test]
    fn the_sums_are_those_of_a_count(steps in prop::collection::vec((0usize..6, 0u8..4), 0..60), rotated: bool) {
        let all: Vec<_> = (0..6).map(|n| item(&n.to_string())).collect();
        let mut pass = stocked(rotated, &all);
        for (n, what) in steps {
            let path = PathBuf::from(n.to_string());
            match what {
                0 => damaged(&mut pass, &n.to_string()),
                1 => drop(pass.next(now())),
                2 => pass.give_back(&path),
                _ => {
                    all[n].learn(Track { duration: Some(Duration::from_secs(n as u64)), ..(*all[n].track()).clone() });
                    pass.learnt(&path);
                }
            }
            let sound: Vec<_> = all.iter().filter(|item| !pass.bad.contains_key(&key(&item.path))).collect();
            let tracks: Vec<_> = sound.iter().map(|item| item.track()).collect();
            prop_assert_eq!(pass.whole(), Amount::of(tracks.iter()));
        }
    }
}
