use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::{Level, Levels, Location, Track};
use crate::queue::Repeat;

fn place() -> (tempfile::TempDir, Place) {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::at(folder.path()).unwrap();
    (folder, place)
}

fn queue(count: usize) -> Queue {
    let mut queue = Queue::default();
    for number in 0..count {
        let path = format!("/music/An Artist of Some Length/An Album Too/{number:06} A Title of the Usual Length.flac");
        let mut track = Track::from_path(path.into());
        (track.artist, track.album) = (Some("An Artist of Some Length".into()), Some("An Album Too".into()));
        track.duration = Some(Duration::from_millis(123_456));
        track.levels.track = Some(Level { lufs: -14.25, peak: Some(0.98) });
        queue.push(Arc::new(track));
    }
    queue
}

#[test]
fn the_queue_is_there_after_a_crash_to_the_second() {
    let (_folder, place) = place();
    let mut queue = queue(30);
    queue.set_repeat(Repeat::All);
    queue.shuffle(3);
    (0..4).for_each(|_| drop(queue.next()));
    let (mut file, kept) = QueueFile::open(&place).unwrap();
    assert_eq!(kept, None);
    file.save(&queue.saved(), Duration::from_secs(5)).unwrap();
    let reopened = || QueueFile::peek(&place).unwrap();
    assert_eq!(reopened(), Kept { queue: queue.saved(), elapsed: Duration::from_secs(5), aside: None });
    queue.next();
    file.tick(queue.saved().upcoming, true, Duration::from_millis(61_250)).unwrap();
    assert_eq!(reopened(), Kept { queue: queue.saved(), elapsed: Duration::from_millis(61_250), aside: None });
    // A queue that was changed is not mixed up with the old one's position.
    queue.remove(0);
    file.save(&queue.saved(), Duration::from_millis(61_900)).unwrap();
    assert_eq!(reopened(), Kept { queue: queue.saved(), elapsed: Duration::from_millis(61_900), aside: None });
    assert!(matches!(QueueFile::open(&place), Err(KeepError::Busy { .. })), "another player would take it");
    drop(file);
    let (mut next, _) = QueueFile::open(&place).unwrap();
    next.tick(2, false, Duration::ZERO).unwrap();
    assert_eq!((reopened().queue.upcoming, reopened().elapsed), (2, Duration::ZERO));
}

#[test]
fn what_cannot_be_understood_is_kept_aside() {
    let (_folder, place) = place();
    for (text, tracks) in
        [("garbage\n", Some(0)), ("segue queue 1\t1\t0\t0\t0\toff\toff\nx\n0\t\t\t\t/a\tA\t\t\t\n", Some(1))]
    {
        std::fs::write(place.queue(), text).unwrap();
        let (_, kept) = QueueFile::open(&place).unwrap();
        assert_eq!(kept.map(|kept| kept.queue.tracks.len()), tracks);
        assert_eq!(std::fs::read_to_string(place.folder().join("queue.tsv.damaged")).unwrap(), text);
    }
}

#[test]
fn a_hundred_thousand_tracks_are_kept() {
    let (_folder, place) = place();
    let queue = queue(100_000);
    let (mut file, _) = QueueFile::open(&place).unwrap();
    file.save(&queue.saved(), Duration::ZERO).unwrap();
    assert_eq!(QueueFile::peek(&place).unwrap().queue, queue.saved());
    assert!(std::fs::metadata(place.queue()).unwrap().len() < 20_000_000);
}

fn any_track() -> impl Strategy<Value = Track> {
    let path = prop::collection::vec((1u8..=255).prop_filter("", |byte| *byte != b'/'), 1..9);
    let text = || prop::option::of("[\\\\\t\n\ra-zé]{1,6}");
    (path, "[\\\\\t\na-zé]{1,6}", text(), text(), prop::option::of(0u64..1 << 40), any::<bool>()).prop_map(
        |(path, title, artist, genre, millis, loud)| {
            let path = [b"/x".as_slice(), &path].concat();
            let path = <std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(path);
            let level = loud.then_some(Level { lufs: -0.1, peak: None });
            Track {
                artist,
                genre,
                duration: millis.map(Duration::from_millis),
                levels: Levels { track: level, album: level },
                ..Track::new(Location::File(path.into()), title)
            }
        },
    )
}

proptest! {
    #[test]
    fn every_queue_comes_back(
        tracks in prop::collection::vec(any_track(), 0..9),
        seed in prop::option::of(any::<u64>()),
        steps in 0usize..4,
        id: u32,
    ) {
        let mut queue = Queue::default();
        tracks.into_iter().for_each(|track| queue.push(Arc::new(track)));
        seed.into_iter().for_each(|seed| queue.shuffle(seed));
        (0..steps).for_each(|_| drop(queue.next()));
        let read = line::read(&line::written(&queue.saved(), id, Duration::from_millis(7))).unwrap();
        prop_assert_eq!((&read.queue, read.id, read.bad_lines), (&queue.saved(), id, 0));
        prop_assert_eq!(Queue::restore(read.queue).saved(), queue.saved());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(prop::sample::select(b"0\t\\\n:/a\xFF".to_vec()), 0..60)) {
        let _ = line::read(&[b"segue queue 1\t1\t0\t0\t0\toff\toff\n".as_slice(), &bytes].concat());
    }
}
