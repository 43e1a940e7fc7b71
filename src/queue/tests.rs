use super::*;
use proptest::prelude::*;

fn track(number: usize) -> Arc<Track> {
    Arc::new(Track::from_path(format!("/{number}.flac").into()))
}

fn queue(count: usize) -> Queue {
    let mut queue = Queue::default();
    (0..count).for_each(|number| queue.push(track(number)));
    queue
}

fn play_order(queue: &Queue) -> Vec<Arc<Track>> {
    queue.tracks().cloned().collect()
}

fn title(track: Option<Arc<Track>>) -> Option<usize> {
    track.map(|track| track.title.parse().unwrap())
}

#[test]
fn it_plays_to_its_end_and_goes_on_with_what_is_pushed_then() {
    let mut queue = queue(2);
    assert_eq!((queue.current(), queue.position()), (None, None));
    assert_eq!([queue.next(), queue.next(), queue.next(), queue.next()].map(title), [Some(0), Some(1), None, None]);
    assert_eq!(queue.position(), None);
    queue.push(track(2));
    assert_eq!((title(queue.next()), queue.position()), (Some(2), Some(2)));
}

#[test]
fn back_from_the_end_is_the_last_and_from_the_first_the_first() {
    let mut queue = queue(2);
    assert_eq!(title(queue.previous()), None);
    (0..3).for_each(|_| drop(queue.next()));
    assert_eq!([queue.previous(), queue.previous(), queue.previous()].map(title), [Some(1), Some(0), Some(0)]);
    queue.set_repeat(Repeat::All);
    assert_eq!(title(queue.previous()), Some(1));
}

#[test]
fn repeat_one_holds_the_end_of_a_track_but_not_a_person() {
    let mut queue = queue(2);
    queue.set_repeat(Repeat::One);
    assert_eq!(
        [queue.next(), queue.next(), queue.skip(), queue.next()].map(title),
        [Some(0), Some(0), Some(1), Some(1)]
    );
    assert_eq!(title(queue.skip()), None);
}

#[test]
fn repeat_all_goes_round() {
    let mut queue = queue(2);
    queue.set_repeat(Repeat::All);
    assert_eq!([queue.next(), queue.next(), queue.next()].map(title), [Some(0), Some(1), Some(0)]);
}

#[test]
fn shuffle_leaves_the_current_track_and_unshuffle_goes_on_behind_it() {
    let mut queue = queue(50);
    (0..3).for_each(|_| drop(queue.next()));
    queue.shuffle(7);
    assert_eq!(title(queue.current().cloned()), Some(2));
    let then = title(queue.next()).unwrap();
    assert_ne!(then, 3, "50 tracks in the old order: not shuffled");
    queue.unshuffle();
    assert_eq!(title(queue.current().cloned()), Some(then));
    assert_eq!(title(queue.next()), Some(then + 1).filter(|next| *next < 50));
}

#[test]
fn play_next_comes_next_and_stays_there() {
    let mut queue = queue(3);
    queue.next();
    queue.push_next(vec![track(7), track(8)]);
    queue.shuffle(1);
    queue.push_next(vec![track(9)]);
    assert_eq!(title(queue.peek_next().cloned()), Some(9));
    queue.unshuffle();
    let order: Vec<_> = queue.tracks().map(|track| title(Some(Arc::clone(track))).unwrap()).collect();
    assert_eq!(order, [0, 7, 8, 1, 2, 9]);
}

#[test]
fn a_move_around_the_end_of_what_has_played_leaves_the_next_one() {
    let next = |queue: &Queue| title(queue.peek_next().cloned());
    let mut ended = queue(4);
    ended.skip();
    ended.remove(0);
    assert_eq!((title(ended.current().cloned()), next(&ended)), (None, Some(1)));
    let mut queue = queue(4);
    (0..2).for_each(|_| drop(queue.next()));
    queue.remove(1);
    assert!(queue.shift(0, 0) && next(&queue) == Some(2));
    assert!(queue.shift(2, 1) && next(&queue) == Some(3));
    assert!(!queue.shift(0, 3) && !queue.shift(3, 0));
}

#[test]
fn a_saved_queue_that_does_not_fit_together_is_mended() {
    let saved = Saved { order: vec![2, 9, 2], upcoming: 7, playing: true, shuffle: Some(1), ..queue(4).saved() };
    let queue = Queue::restore(saved);
    assert_eq!((&queue.order, queue.position()), (&vec![2, 0, 1, 3], Some(3)));
    assert!(Queue::restore(Saved { upcoming: 1, playing: true, ..Saved::default() }).current().is_none());
}

#[test]
fn moved_files_are_found_where_they_are() {
    let mut queue = queue(2);
    queue.relocate(&|path| (path == Path::new("/1.flac")).then(|| "/x/1.flac".into()));
    let places: Vec<_> = queue.tracks().map(|track| track.location.clone()).collect();
    assert_eq!(places, ["/0.flac", "/x/1.flac"].map(|path| Location::File(path.into())));
}

#[test]
fn a_hundred_thousand_are_queued_in_no_time_among_what_is_shuffled() {
    let many: Vec<_> = (0..100_000).map(track).collect();
    let mut queue = queue(1000);
    queue.next();
    queue.shuffle(1);
    let began = std::time::Instant::now();
    queue.extend(many.clone());
    // One by one that took seconds.
    assert!(began.elapsed().as_millis() < 500, "{:?}", began.elapsed());
    assert_eq!((queue.len(), queue.position()), (101_000, Some(0)));
    let old_in_front = queue.order[..1000].iter().filter(|index| **index < 1000).count();
    assert!(old_in_front < 100, "the new come anywhere: {old_in_front}");
    queue.unshuffle();
    assert!(queue.tracks().skip(1000).eq(&many));
}

#[test]
fn played_from_a_place_the_others_follow_in_order_or_by_chance() {
    let tracks: Vec<_> = (0..50).map(track).collect();
    let mut queue = queue(3);
    assert_eq!(title(queue.play_from(tracks.clone(), 20)), Some(20));
    assert_eq!((queue.position(), title(queue.peek_next().cloned())), (Some(20), Some(21)));
    queue.shuffle(3);
    assert_eq!(title(queue.play_from(tracks.clone(), 20)), Some(20));
    assert_eq!(queue.position(), Some(0));
    let mut heard: Vec<_> = std::iter::from_fn(|| title(queue.next())).collect();
    assert!(!heard.is_sorted() && heard.len() == 49);
    heard.sort_unstable();
    assert!(heard.into_iter().eq((0..50).filter(|number| *number != 20)));
    assert_eq!(title(queue.play_from(tracks, 50)), None);
    assert_eq!((queue.len(), queue.current()), (50, None));
}

#[test]
fn a_queue_that_is_brought_back_goes_on_where_it_was() {
    let tracks: Vec<_> = (0..4).map(track).collect();
    let mut queue = Queue::default();
    queue.replace(tracks.clone(), Some(1), true);
    assert_eq!((queue.position(), title(queue.peek_next().cloned())), (Some(1), Some(2)));
    queue.replace(tracks.clone(), Some(1), false);
    assert_eq!((queue.position(), title(queue.next())), (None, Some(2)));
    queue.replace(tracks, Some(4), true);
    assert_eq!((queue.position(), title(queue.next())), (None, Some(0)));
}

#[derive(Clone, Debug)]
enum Act {
    Push,
    Next,
    Skip,
    Previous,
    Shuffle(u64),
    Unshuffle,
    Repeat(Repeat),
    Clear,
    PushNext(usize),
    Insert(usize),
    Remove(usize),
    Shift(usize, usize),
    Extend(usize),
    RemoveMany(Vec<usize>),
    ShiftMany(Vec<usize>, usize),
    Restart,
}

fn act() -> impl Strategy<Value = Act> {
    let repeat = prop_oneof![Just(Repeat::Off), Just(Repeat::One), Just(Repeat::All)];
    prop_oneof![
        4 => Just(Act::Push), 4 => Just(Act::Next), 2 => Just(Act::Skip), 2 => Just(Act::Previous),
        1 => any::<u64>().prop_map(Act::Shuffle), 1 => Just(Act::Unshuffle), 1 => repeat.prop_map(Act::Repeat),
        1 => Just(Act::Clear), 1 => (0usize..3).prop_map(Act::PushNext), 1 => (0usize..9).prop_map(Act::Insert),
        2 => (0usize..9).prop_map(Act::Remove), 3 => (0usize..9, 0usize..9).prop_map(|(from, to)| Act::Shift(from, to)),
        1 => Just(Act::Restart), 1 => (0usize..4).prop_map(Act::Extend),
        1 => prop::collection::vec(0usize..9, 0..4).prop_map(Act::RemoveMany),
        2 => (prop::collection::vec(0usize..9, 0..4), 0usize..9).prop_map(|(from, to)| Act::ShiftMany(from, to)),
    ]
}

proptest! {
    #[test]
    fn whatever_is_done_the_queue_holds_together(acts in prop::collection::vec(act(), 0..80)) {
        let mut queue = Queue::default();
        for (number, act) in acts.into_iter().enumerate() {
            let (before, peeked) = (queue.current().cloned(), queue.peek_next().cloned());
            let (listed, was) = (play_order(&queue), queue.clone());
            let given = match act.clone() {
                Act::Push => { queue.push(track(number)); None }
                Act::Next => { let given = queue.next(); prop_assert_eq!(&given, &peeked); given }
                Act::Skip => queue.skip(),
                Act::Previous => queue.previous(),
                Act::Shuffle(seed) => { queue.shuffle(seed); None }
                Act::Unshuffle => { queue.unshuffle(); None }
                Act::Repeat(repeat) => { queue.set_repeat(repeat); None }
                Act::Clear => { queue.clear(); prop_assert!(queue.is_empty()); continue }
                Act::PushNext(count) => {
                    let new: Vec<_> = (0..count).map(|_| track(number)).collect();
                    let place = queue.upcoming;
                    queue.push_next(new.clone());
                    prop_assert_eq!(&play_order(&queue)[place..place + count], new.as_slice());
                    None
                }
                Act::Insert(place) => {
                    queue.insert(place, vec![track(number)]);
                    prop_assert_eq!(&play_order(&queue)[place.min(listed.len())], &track(number));
                    None
                }
                Act::Remove(place) => {
                    let (mut left, removed) = (listed.clone(), queue.remove(place));
                    prop_assert_eq!(&removed, &(place < left.len()).then(|| left.remove(place)));
                    prop_assert_eq!(play_order(&queue), left);
                    if was.position() == Some(place) {
                        prop_assert_eq!(queue.current(), None);
                        prop_assert!(was.after().is_none_or(|next| next == 0 || queue.upcoming == place));
                        continue;
                    }
                    None
                }
                Act::Shift(from, to) => {
                    let mut moved = listed.clone();
                    if queue.shift(from, to) {
                        let track = moved.remove(from);
                        moved.insert(to, track);
                    }
                    prop_assert_eq!(play_order(&queue), moved);
                    None
                }
                Act::Extend(count) => {
                    queue.extend((0..count).map(|_| track(number)).collect());
                    let old: Vec<_> = play_order(&queue).into_iter().filter(|one| *one != track(number)).collect();
                    prop_assert_eq!(old, listed);
                    None
                }
                Act::RemoveMany(places) => {
                    queue.remove_many(&places);
                    let (one_by_one, mut last_first) = (&mut was.clone(), places.clone());
                    last_first.sort_unstable();
                    last_first.dedup();
                    last_first.iter().rev().for_each(|place| drop(one_by_one.remove(*place)));
                    prop_assert_eq!(queue.saved(), one_by_one.saved());
                    if was.position().is_some_and(|place| places.contains(&place)) {
                        continue;
                    }
                    None
                }
                Act::ShiftMany(from, to) => {
                    queue.shift_many(&from, to);
                    let goes = |place: &usize| from.contains(place);
                    let mut moved: Vec<_> = (0..listed.len()).filter(|place| !goes(place)).collect();
                    let to = to.min(moved.len());
                    moved.splice(to..to, (0..listed.len()).filter(goes));
                    prop_assert_eq!(play_order(&queue), moved.iter().map(|place| listed[*place].clone()).collect::<Vec<_>>());
                    if was.current().is_none() && !goes(&was.upcoming) && was.upcoming < listed.len() {
                        prop_assert_eq!(moved[queue.upcoming], was.upcoming, "the next stays the next");
                    }
                    None
                }
                Act::Restart => {
                    queue = Queue::restore(queue.saved());
                    prop_assert_eq!(queue.saved(), was.saved());
                    None
                }
            };
            match act {
                Act::Next | Act::Skip => prop_assert_eq!(queue.current(), given.as_ref()),
                Act::Previous => prop_assert!(given.is_none() || queue.current() == given.as_ref()),
                _ => prop_assert_eq!(queue.current(), before.as_ref(), "only a move changes what plays"),
            }
            let mut order = queue.order.clone();
            prop_assert!(queue.is_shuffled() || order.is_sorted(), "unshuffled, the order is that of the tracks");
            order.sort_unstable();
            prop_assert!(order.into_iter().eq(0..queue.len()), "each track is in the order exactly once");
            prop_assert!(queue.position().is_none_or(|place| place < queue.len()));
            prop_assert_eq!(queue.position().is_some(), queue.current().is_some());
            prop_assert!(queue.repeat() != Repeat::All || queue.is_empty() || queue.peek_next().is_some());
        }
    }

    #[test]
    fn shuffled_every_track_comes_exactly_once(count in 0usize..40, late in 0usize..5, seed: u64) {
        let mut queue = queue(count);
        queue.shuffle(seed);
        let first = title(queue.next());
        (count..count + late).for_each(|number| queue.push(track(number)));
        let mut heard: Vec<usize> = first.into_iter().collect();
        heard.extend(std::iter::from_fn(|| title(queue.next())));
        heard.sort_unstable();
        prop_assert!(heard.into_iter().eq(0..count + late));
    }
}
