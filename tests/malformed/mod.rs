//! Files that are broken in every way: no panic gets out, no file takes 2 s or 64 MiB, for tags, fingerprint, picture
//! and decoding.

mod mutate;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use segue::audio::decoder::{Decoder, Input};
use segue::library::tags;
use segue::playlist_file::{self, Kind};

use crate::callback::guard;

/// What a file may cost: processor time (a busy machine must not fail the test), and bytes at once.
const LONGEST: Duration = Duration::from_secs(2);
const MOST: usize = 64 << 20;
/// A file that takes this long by the clock on the wall hangs.
const HANGS: Duration = Duration::from_secs(60);

/// Extension and encoder of each seed.
const SEEDS: [(&str, &[&str]); 13] = [
    ("mp3", &["-c:a", "libmp3lame", "-b:a", "96k"]),
    ("flac", &["-c:a", "flac"]),
    ("ogg", &["-c:a", "libvorbis", "-page_duration", "50000"]),
    ("opus", &["-c:a", "libopus", "-page_duration", "50000"]),
    ("oga", &["-c:a", "flac", "-page_duration", "50000"]),
    ("m4a", &["-c:a", "aac"]),
    ("m4b", &["-c:a", "alac", "-movflags", "faststart"]),
    ("wav", &["-c:a", "pcm_s16le"]),
    ("aiff", &["-c:a", "pcm_s16be", "-write_id3v2", "1"]),
    ("aac", &["-c:a", "aac"]),
    ("caf", &["-c:a", "pcm_s16be"]),
    ("mka", &["-c:a", "libvorbis"]),
    ("webm", &["-c:a", "libopus"]),
];

/// One file of each format, tagged, a second long.
fn seeds(folder: &Path) -> Vec<(&'static str, Vec<u8>)> {
    let seed = |(extension, encoder): &(&'static str, &[&str])| {
        let path = folder.join(format!("seed.{extension}"));
        let mut ffmpeg = Command::new("ffmpeg");
        ffmpeg.args(["-nostdin", "-v", "error", "-f", "lavfi", "-i", "anoisesrc=r=44100:d=1:a=0.3:seed=3", "-ac", "2"]);
        ffmpeg.args(["-metadata", "title=Broken", "-metadata", "artist=Nobody", "-metadata", "track=3/9"]);
        let status = ffmpeg.args(*encoder).arg(&path).stdin(Stdio::null()).status().expect("ffmpeg is installed");
        assert!(status.success(), "{extension}");
        (*extension, std::fs::read(path).unwrap())
    };
    SEEDS.iter().map(seed).collect()
}

/// All that Segue does with a file, each with what it costs. `true` if it is a track.
fn handle(path: &Path) -> (bool, Vec<(&'static str, Duration, usize)>) {
    let mut costs = Vec::new();
    let mut is_track = false;
    let mut cost = |what, work: &mut dyn FnMut()| {
        let since = processor_time();
        let bytes = guard::peak(work);
        costs.push((what, processor_time() - since, bytes));
    };
    cost("tags", &mut || is_track = tags::read(path).is_ok());
    cost("picture", &mut || drop(tags::art(path)));
    cost("sound", &mut || decode(path));
    (is_track, costs)
}

fn decode(path: &Path) {
    let Ok(mut decoder) = Decoder::open(Input::File(path.to_owned()), Duration::ZERO) else { return };
    loop {
        match decoder.next() {
            Ok(Some(_)) => {}
            Ok(None) => return,
            Err(error) if error.is_skippable() => {}
            Err(_) => return,
        }
    }
}

fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
}

/// A reader's panic is caught where it is called, but told with a backtrace, which costs more than any file.
fn hush() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| match std::thread::current().name() {
        Some(THREAD) => println!("caught: {}", panic.location().map(ToString::to_string).unwrap_or_default()),
        _ => told(panic),
    }));
}

const THREAD: &str = "broken files";

#[test]
fn a_corpus_of_broken_files_is_borne() {
    crate::home::yield_to_others();
    let folder = tempfile::tempdir().unwrap();
    let seeds = seeds(folder.path());
    let mut files: Vec<PathBuf> = Vec::new();
    for (extension, seed) in &seeds {
        for (name, bytes) in mutate::all(seed, &seeds) {
            let path = folder.path().join(format!("{name}.{extension}"));
            std::fs::write(&path, bytes).unwrap();
            files.push(path);
        }
    }
    assert!(files.len() >= 500, "{}", files.len());
    let (sender, handled) = mpsc::channel();
    let (todo, count) = (files.clone(), files.len());
    hush();
    let work = move || drop(todo.iter().try_for_each(|path| sender.send(handle(path))));
    std::thread::Builder::new().name(THREAD.into()).spawn(work).unwrap();
    let (mut tracks, mut breaches, mut worst) = (0, Vec::new(), [(Duration::ZERO, 0usize); 3]);
    for path in files {
        let (is_track, costs) = handled.recv_timeout(HANGS).unwrap_or_else(|_| panic!("{} hangs", path.display()));
        tracks += usize::from(is_track);
        for ((what, time, bytes), worst) in costs.into_iter().zip(&mut worst) {
            *worst = (worst.0.max(time), worst.1.max(bytes));
            if time > LONGEST || bytes > MOST {
                breaches.push(format!("{}: {what}: {time:?}, {} KiB", path.display(), bytes / 1024));
            }
        }
    }
    println!("{count} files, {tracks} are tracks; at most (tags, picture, sound): {worst:?}");
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
    // Most damage is to the sound, or to a tag: those are not lost.
    assert!((count / 3..count).contains(&tracks), "{tracks} of {count}");
}

#[test]
fn broken_playlists_are_borne() {
    crate::home::yield_to_others();
    let texts: [&[u8]; 3] = [
        b"#EXTM3U\n#EXTINF:123,Artist - Title\n/music/a.mp3\nfile:///b%20c.ogg\n",
        b"[playlist]\nFile1=a.mp3\nTitle1=A\nLength1=7\nNumberOfEntries=1\nVersion=2\n",
        b"\xFF\xFE#\0E\0X\0T\0M\x003\0U\0\n\0a\0",
    ];
    for text in texts {
        for (_, bytes) in mutate::all(text, &[("m3u", texts[0].to_vec()), ("pls", texts[1].to_vec())]) {
            for kind in [Kind::M3u, Kind::M3u8, Kind::Pls] {
                let bytes = guard::peak(|| drop(playlist_file::parse(&bytes, kind, Path::new("/base"))));
                assert!(bytes < MOST);
            }
        }
    }
}
