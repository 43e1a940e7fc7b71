//! Local music that is broken, gone, silent, short or on a dead disk: it plays on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command as Program;

use segue::clock::Clock;
use segue::fault::Fault;
use segue::model::{Lineup, Reserve, Source};
use segue::player::{Event, Setup};
use segue::reserve::{Means, Order};

use crate::lab::{Media, RESERVE_HZ, Sound, analyse, wav};
use crate::studio::{RATE, SPEED, Studio};

/// A player without feeds whose reserve is these sources.
fn plays(folder: tempfile::TempDir, sources: &[PathBuf]) -> Studio {
    plays_at(SPEED, folder, sources)
}

fn plays_at(speed: f64, folder: tempfile::TempDir, sources: &[PathBuf]) -> Studio {
    let lineup = Lineup { feeds: Vec::new(), reserve: Reserve::of_paths(sources.to_vec()) };
    Studio::start(Setup { lineup, clock: Clock::at_speed(speed), ..Setup::default() }, folder)
}

/// Writes a playlist of these names.
fn playlist(folder: &Path, names: &[&str]) -> PathBuf {
    let path = folder.join("list.m3u8");
    fs::write(&path, names.join("\n")).unwrap();
    path
}

/// A good track of so many seconds.
fn tone(folder: &Path, name: &str, hz: u32, seconds: f64) {
    wav::sine_wav(&folder.join(name), hz.into(), seconds, RATE, 2).unwrap();
}

/// The tones in the order in which they were heard.
fn order(heard: &[f32], among: &[u32]) -> Vec<u32> {
    let runs = analyse::programme(heard, RATE, among);
    let mut tones: Vec<u32> = runs.iter().filter(|(_, span)| span.length > 0.3).filter_map(|(hz, _)| *hz).collect();
    tones.dedup();
    tones
}

/// Files of every kind of brokenness, by name; each lies in `folder` afterwards, but for those that are missing.
fn break_files(folder: &Path) -> Vec<&'static str> {
    let mp3 = fs::read(Media::MP3.sound(Sound::Tone(630)).file(12)).unwrap();
    let ogg = fs::read(Media::VORBIS.sound(Sound::Tone(630)).file(12)).unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    write("empty.mp3", b"");
    write("short-head.wav", &wav::header(44_100, 2, 0)[..20]);
    write("no-sound.wav", &wav::header(44_100, 2, 0));
    write("page.mp3", b"<html><body>404</body></html>".repeat(500).as_slice());
    write("noise.flac", &std::iter::repeat_with(|| fastrand::u8(..)).take(200_000).collect::<Vec<_>>());
    write("zeros.ogg", &[0; 100_000]);
    write("head-only.ogg", &ogg[..ogg.len().min(3000)]);
    write("one-frame.mp3", &mp3[..300]);
    wav::write(&folder.join("silent.wav"), &vec![0.0; 44_100 * 2 * 6], 44_100, 2).unwrap();
    std::os::unix::fs::symlink("/proc/self/mem", folder.join("unreadable.mp3")).unwrap();
    std::os::unix::fs::symlink(folder.join("ring.mp3"), folder.join("ring.mp3")).unwrap();
    fs::create_dir(folder.join("folder.mp3")).unwrap();
    vec![
        "empty.mp3",
        "short-head.wav",
        "no-sound.wav",
        "page.mp3",
        "noise.flac",
        "zeros.ogg",
        "head-only.ogg",
        "one-frame.mp3",
        "silent.wav",
        "unreadable.mp3",
        "ring.mp3",
        "folder.mp3",
        "missing.mp3",
        "no/such/folder.ogg",
    ]
}

#[test]
fn broken_files_among_good_ones_are_skipped_without_a_gap() {
    let folder = tempfile::tempdir().unwrap();
    let broken = break_files(folder.path());
    for hz in RESERVE_HZ {
        tone(folder.path(), &format!("{hz}.wav"), hz, 12.0);
    }
    let names = [&broken[..5], &["693.wav"], &broken[5..10], &["756.wav"], &broken[10..], &["819.wav"]].concat();
    let list = playlist(folder.path(), &names);
    let studio = plays(folder, &[list]);
    studio.pass(45.0);
    studio.assert_unbroken(40.0);
    assert_eq!(
        order(&studio.heard(), &[&RESERVE_HZ[..], &[630]].concat())[..4],
        [693, 756, 819, 693],
        "{}",
        studio.story()
    );
    assert_eq!(studio.player.snapshot().on_air.name, "reserve");
    let problems = studio.player.snapshot().reserve.problems.join("\n");
    for name in ["empty.mp3", "page.mp3", "missing.mp3", "unreadable.mp3"] {
        assert!(problems.contains(name), "{name} is not told of:\n{problems}\n{}", studio.story());
    }
}

#[test]
fn truncated_files_are_played_as_far_as_they_go() {
    let folder = tempfile::tempdir().unwrap();
    for (media, hz) in [(Media::MP3, 693), (Media::VORBIS, 756), (Media::WAV, 819), (Media::OPUS, 630)] {
        let whole = fs::read(media.sound(Sound::Tone(hz)).file(12)).unwrap();
        fs::write(folder.path().join(format!("{hz}.{}", media.extension())), &whole[..whole.len() * 2 / 3]).unwrap();
    }
    let studio = plays_folder(folder);
    studio.pass(50.0);
    studio.assert_unbroken(45.0);
    let mut heard = order(&studio.heard(), &[693, 756, 819, 630]);
    heard.sort_unstable();
    heard.dedup();
    assert_eq!(heard, [630, 693, 756, 819], "{}", studio.story());
}

fn plays_folder(folder: tempfile::TempDir) -> Studio {
    let path = folder.path().to_owned();
    plays(folder, &[path])
}

/// Something happens to the file on air, and to the one that is cued.
fn outlives(harm: impl Fn(&Path)) {
    for media in [Media::WAV, Media::MP3, Media::VORBIS, Media::FLAC] {
        let folder = tempfile::tempdir().unwrap();
        let files: Vec<PathBuf> = RESERVE_HZ
            .iter()
            .map(|hz| {
                let to = folder.path().join(format!("{hz}.{}", media.extension()));
                fs::copy(media.sound(Sound::Tone(*hz)).file(30), &to).unwrap();
                to
            })
            .collect();
        let studio = plays_folder(folder);
        studio.wait("sound", 5.0, |studio| studio.on_air() == Some(Source::Reserve));
        studio.pass(5.0);
        let file = match &files.iter().find(|file| studio.story().contains(file.to_str().unwrap())) {
            Some(file) => file.to_path_buf(),
            None => files[0].clone(),
        };
        harm(&file);
        studio.pass(30.0);
        let heard = studio.assert_no_dead_air(33.0);
        assert!(order(&heard, &RESERVE_HZ).len() > 1, "{}", studio.story());
    }
}

#[test]
fn the_file_on_air_is_deleted() {
    outlives(|file| fs::remove_file(file).unwrap());
}

#[test]
fn the_file_on_air_is_cut_short() {
    outlives(|file| fs::File::options().write(true).open(file).unwrap().set_len(1000).unwrap());
}

#[test]
fn the_file_on_air_is_overwritten_with_junk() {
    outlives(|file| {
        let junk: Vec<u8> = std::iter::repeat_with(|| fastrand::u8(..)).take(100_000).collect();
        fs::write(file, junk).unwrap();
    });
}

#[test]
fn the_file_on_air_is_overwritten_with_zeros() {
    outlives(|file| fs::write(file, vec![0; fs::metadata(file).unwrap().len() as usize]).unwrap());
}

#[test]
fn very_short_tracks_follow_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let lengths = [0.3, 3.0, 0.5, 1.0, 2.0, 0.3, 0.3, 1.5];
    let names: Vec<String> = (0..lengths.len()).map(|n| format!("{n}.wav")).collect();
    for (number, (name, seconds)) in names.iter().zip(lengths).enumerate() {
        tone(folder.path(), name, RESERVE_HZ[number % 3], seconds);
    }
    let list = playlist(folder.path(), &names.iter().map(String::as_str).collect::<Vec<_>>());
    // A track of 0.3 s leaves the machine that long to cue the next.
    let studio = plays_at(2.0, folder, &[list]);
    studio.pass(14.0);
    studio.assert_unbroken(13.0);
    let rescued = studio.said().iter().any(|event| matches!(event, Event::Switched { to, .. } if to == "last resort"));
    assert!(!rescued, "the music inside the binary broke in: {}", studio.story());
}

#[test]
fn silence_at_both_ends_of_tracks_is_never_heard() {
    let folder = tempfile::tempdir().unwrap();
    for hz in RESERVE_HZ {
        let silence = vec![0.0; RATE as usize * 2 * 5];
        let sound = [silence.clone(), wav::sine(hz.into(), 7.0, RATE, 2), silence].concat();
        wav::write(&folder.path().join(format!("{hz}.wav")), &sound, RATE, 2).unwrap();
    }
    let studio = plays_folder(folder);
    studio.pass(20.0);
    // A tone that begins out of nothing after its silence is the file's own.
    studio.assert_no_dead_air(18.0);
}

/// Not quite digital silence: the hiss of a tape, below what anybody hears.
#[test]
fn a_whisper_at_both_ends_is_silence_too() {
    let folder = tempfile::tempdir().unwrap();
    for hz in RESERVE_HZ {
        let whisper: Vec<f32> = wav::sine(315.0, 5.0, RATE, 2).iter().map(|sample| sample * 0.0054).collect();
        let sound = [whisper.clone(), wav::sine(hz.into(), 7.0, RATE, 2), whisper].concat();
        wav::write(&folder.path().join(format!("{hz}.wav")), &sound, RATE, 2).unwrap();
    }
    let studio = plays_folder(folder);
    studio.pass(20.0);
    studio.assert_no_dead_air(18.0);
}

#[test]
fn a_missing_playlist_is_told_and_the_last_resort_plays() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("none/list.m3u8");
    let studio = plays(folder, &[list]);
    studio.pass(20.0);
    studio.assert_no_dead_air(18.0);
    let snapshot = studio.player.snapshot();
    assert_eq!(snapshot.on_air.name, "last resort");
    assert!(snapshot.reserve.last_resort && snapshot.reserve.problems[0].contains("list.m3u8"), "{}", studio.story());
}

#[test]
fn if_everything_is_broken_the_last_resort_plays() {
    let folder = tempfile::tempdir().unwrap();
    let broken = break_files(folder.path());
    let list = playlist(folder.path(), &broken);
    let studio = plays(folder, &[list]);
    studio.pass(40.0);
    studio.assert_no_dead_air(38.0);
    assert_eq!(studio.player.snapshot().on_air.name, "last resort", "{}", studio.story());
    assert!(studio.player.snapshot().reserve.last_resort);
}

/// A pipe that nobody writes to is as good as a wedged disk: whoever opens it waits for ever.
fn pipe(path: &Path) {
    // Put in place at once: between two steps somebody might look.
    let fresh = path.with_extension("pipe");
    assert!(Program::new("mkfifo").arg(&fresh).status().unwrap().success());
    fs::rename(fresh, path).unwrap();
}

#[test]
fn a_pipe_in_the_reserve_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    pipe(&folder.path().join("pipe.mp3"));
    tone(folder.path(), "a.wav", 693, 9.0);
    tone(folder.path(), "b.wav", 756, 9.0);
    let list = playlist(folder.path(), &["a.wav", "pipe.mp3", "b.wav"]);
    let studio = plays(folder, &[list]);
    studio.pass(20.0);
    studio.assert_unbroken(18.0);
    assert!(
        studio.player.snapshot().reserve.problems.iter().any(|told| told.contains("pipe.mp3")),
        "{}",
        studio.story()
    );
}

/// The disk wedges between the scan and the playing.
#[test]
fn a_wedged_disk_is_told_of_and_the_music_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    for (name, hz) in [("a.wav", 693), ("b.wav", 756), ("c.wav", 819)] {
        tone(folder.path(), name, hz, 12.0);
    }
    let list = playlist(folder.path(), &["a.wav", "b.wav", "c.wav"]);
    let third = folder.path().join("c.wav");
    let studio = plays(folder, &[list]);
    studio.wait("sound", 5.0, |studio| studio.on_air() == Some(Source::Reserve));
    pipe(&third);
    let told = |studio: &Studio| {
        studio
            .said()
            .iter()
            .any(|event| matches!(event, Event::Skipped { fault: Fault::DiskWedged { path }, .. } if *path == third))
    };
    studio.wait("word of the wedged disk", 30.0, told);
    studio.pass(20.0);
    studio.assert_no_dead_air(25.0);
}

#[test]
fn a_wedged_file_in_the_queue_is_skipped() {
    let folder = tempfile::tempdir().unwrap();
    for (name, hz) in [("a.wav", 693), ("c.wav", 819)] {
        tone(folder.path(), name, hz, 12.0);
    }
    pipe(&folder.path().join("b.wav"));
    let track = |name: &str| std::sync::Arc::new(segue::model::Track::from_path(folder.path().join(name)));
    let queue = ["a.wav", "b.wav", "c.wav"].map(track).to_vec();
    let pipe_path = folder.path().join("b.wav");
    let setup = Setup { queue, clock: Clock::at_speed(SPEED), ..Setup::default() };
    let studio = Studio::start(setup, folder);
    studio.pass(18.0);
    studio.assert_unbroken(16.0);
    assert_eq!(order(&studio.heard(), &RESERVE_HZ), [693, 819], "{}", studio.story());
    assert!(studio.said().iter().any(|event| {
        matches!(event, Event::Skipped { fault: Fault::DiskWedged { path }, .. } if *path == pipe_path)
    }));
}

/// A reserve of two folders; the one that plays is unplugged.
fn unplugged(order: Order) {
    let folder = tempfile::tempdir().unwrap();
    let [first, second] = ["first", "second"].map(|name| folder.path().join(name));
    for (at, tones) in [(&first, &[693, 756][..]), (&second, &[819][..])] {
        fs::create_dir(at).unwrap();
        tones.iter().for_each(|hz| tone(at, &format!("{hz}.wav"), *hz, 12.0));
    }
    let lineup = Lineup { feeds: Vec::new(), reserve: Reserve::of_paths([first.clone(), second.clone()]) };
    let reserve = Means { order, ..Means::default() };
    let studio = Studio::start(Setup { lineup, reserve, clock: Clock::at_speed(SPEED), ..Setup::default() }, folder);
    studio.wait("sound", 5.0, |studio| studio.on_air() == Some(Source::Reserve));
    studio.pass(5.0);
    let playing = studio.player.snapshot().reserve.playing_from.clone();
    let from = if playing.as_deref() == Some("second") { &second } else { &first };
    fs::remove_dir_all(from).unwrap();
    studio.pass(40.0);
    let heard = studio.assert_no_dead_air(40.0);
    let last = order_of_last(&heard);
    let left = if from == &first { vec![819] } else { vec![693, 756] };
    assert!(left.contains(&last), "{last} Hz at the end\n{}", studio.story());
    let snapshot = studio.player.snapshot();
    assert!(!snapshot.reserve.last_resort, "{}", studio.story());
    let rescued = studio.said().iter().any(|event| matches!(event, Event::Switched { to, .. } if to == "last resort"));
    assert!(!rescued, "the music inside the binary broke in: {}", studio.story());
}

/// The tone that is heard last.
fn order_of_last(heard: &[f32]) -> u32 {
    *order(heard, &RESERVE_HZ).last().expect("a tone")
}

#[test]
fn the_folder_that_plays_is_unplugged() {
    unplugged(Order::AsListed);
}

#[test]
fn the_folder_that_plays_is_unplugged_in_a_rotation() {
    unplugged(Order::Rotated { seed: fastrand::u64(..) });
}

#[test]
fn the_only_folder_is_unplugged_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let music = folder.path().join("music");
    fs::create_dir(&music).unwrap();
    RESERVE_HZ.iter().for_each(|hz| tone(&music, &format!("{hz}.wav"), *hz, 12.0));
    let away = folder.path().join("away");
    let lineup = Lineup { feeds: Vec::new(), reserve: Reserve::of_paths([music.clone()]) };
    let studio = Studio::start(Setup { lineup, clock: Clock::at_speed(SPEED), ..Setup::default() }, folder);
    studio.wait("sound", 5.0, |studio| studio.on_air() == Some(Source::Reserve));
    fs::rename(&music, &away).unwrap();
    let plays = |studio: &Studio, name: &str| studio.player.snapshot().on_air.name == name;
    studio.wait("the last resort", 60.0, |studio| plays(studio, "last resort"));
    fs::rename(&away, &music).unwrap();
    studio.wait("the reserve again", 400.0, |studio| plays(studio, "reserve"));
    studio.assert_no_dead_air(40.0);
}

#[test]
fn a_restart_does_not_begin_with_the_same_song() {
    let folder = tempfile::tempdir().unwrap();
    let memory = folder.path().join("state/reserve.json");
    let music = folder.path().join("music");
    fs::create_dir(&music).unwrap();
    (0..6).for_each(|n| tone(&music, &format!("{n}.wav"), 693, 12.0));
    let mut heard = Vec::new();
    for _ in 0..3 {
        let lineup = Lineup { feeds: Vec::new(), reserve: Reserve::of_paths([music.clone()]) };
        let reserve = Means { order: Order::Rotated { seed: 5 }, memory: Some(memory.clone()), ..Means::default() };
        let setup = Setup { lineup, reserve, clock: Clock::at_speed(SPEED), ..Setup::default() };
        let studio = Studio::start(setup, tempfile::tempdir().unwrap());
        studio.wait("sound", 5.0, |studio| studio.on_air() == Some(Source::Reserve));
        studio.wait("a title", 5.0, |studio| !studio.player.snapshot().on_air.title.is_empty());
        heard.push(studio.player.snapshot().on_air.title.clone());
        studio.quit();
    }
    let [a, b, c] = heard.as_slice() else { panic!("{heard:?}") };
    assert!(a != b && b != c && a != c, "{heard:?}");
}
