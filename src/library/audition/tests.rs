use std::process::Command;
use std::sync::mpsc::{Receiver, channel};

use super::*;

const SECONDS: f64 = 6.0;

/// Music (a tone under a slow beat) in this format, made by ffmpeg.
fn music(folder: &Path, name: &str, level: &str) -> PathBuf {
    let path = folder.join(name);
    let tone = format!("{level}*sin(2*PI*997*t)*(0.8+0.2*sin(2*PI*2*t))");
    let sound = format!("aevalsrc={tone}|{tone}:s=44100:d={SECONDS}");
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", &sound]).arg(&path);
    assert!(ffmpeg.status().expect("ffmpeg is needed for these tests").success());
    path
}

fn verdict(path: &Path) -> Result<Heard, String> {
    audition(path, || true).unwrap().verdict
}

fn begun() -> (Audition, Receiver<(PathBuf, Sound)>) {
    let (tell, told) = channel();
    (Audition::start(move |path, sound| drop(tell.send((path, sound)))).unwrap(), told)
}

#[test]
fn a_good_file_has_its_length_and_level() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.wav", "a.flac", "a.mp3", "a.ogg", "a.opus", "a.m4a"] {
        let path = music(folder.path(), name, "0.1");
        let sound = audition(&path, || true).unwrap();
        let heard = sound.verdict.unwrap();
        let level = heard.level.unwrap();
        assert!((heard.length.as_secs_f64() - SECONDS).abs() < 0.03, "{name}: {heard:?}");
        assert!((level.lufs + 21.9).abs() < 0.6, "{name}: {level:?}");
        assert!((0.09..=0.11).contains(&level.peak.unwrap()), "{name}: {level:?}");
        assert_eq!(sound.stamp.size, std::fs::metadata(&path).unwrap().len());
        assert!(sound.stamp.modified > 0 && sound.stamp.inode > 0);
    }
}

#[test]
fn what_cannot_be_played_to_its_end_has_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let about = |name: &str| verdict(&folder.path().join(name)).unwrap_err();
    for name in ["a.flac", "a.mp3"] {
        let whole = std::fs::read(music(folder.path(), name, "0.3")).unwrap();
        std::fs::write(folder.path().join(name), &whole[..whole.len() * 2 / 3]).unwrap();
        assert!(about(name).contains("damaged, cut short"), "{name}: {}", about(name));
    }
    for name in ["b.flac", "b.mp3"] {
        let mut bytes = std::fs::read(music(folder.path(), name, "0.3")).unwrap();
        let (from, to) = (bytes.len() / 3, bytes.len() * 2 / 3);
        bytes[from..to].iter_mut().enumerate().for_each(|(n, byte)| *byte = (n * 7 % 251) as u8);
        std::fs::write(folder.path().join(name), bytes).unwrap();
        assert!(about(name).contains("damaged, cut short"), "{name}: {}", about(name));
    }
    music(folder.path(), "silent.wav", "0.0001");
    assert!(about("silent.wav").contains("nothing that can be heard"));
    std::fs::write(folder.path().join("page.mp3"), "<html></html>".repeat(99)).unwrap();
    assert!(about("page.mp3").contains("no music"));
    assert!(about("none.mp3").contains("is not there"));
    std::fs::create_dir(folder.path().join("folder.mp3")).unwrap();
    assert!(about("folder.mp3").contains("it is no file"));
}

#[test]
fn urgent_files_go_first_and_none_is_heard_twice() {
    let mut state = State::default();
    for (name, urgent) in [("a", false), ("b", false), ("a", false), ("c", true), ("b", true), ("c", false)] {
        state.want(name.into(), urgent);
    }
    assert_eq!(state.waiting.len(), 3);
    let order: Vec<PathBuf> = std::iter::from_fn(|| state.next()).collect();
    assert_eq!(order, ["c", "b", "a"].map(PathBuf::from));
    state.want("a".into(), false);
    assert_eq!(state.next(), Some("a".into()));
}

#[test]
fn verdicts_come_when_it_is_not_paused() {
    let folder = tempfile::tempdir().unwrap();
    let path = music(folder.path(), "a.wav", "0.1");
    let (audition, told) = begun();
    let (tell, humble) = channel();
    let other = Audition::start(move |_, _| tell.send(rustix::process::getpriority_process(None)).unwrap()).unwrap();
    other.want([folder.path().join("none")], true);
    assert_eq!(humble.recv().unwrap(), Ok(19));
    audition.pause(true);
    audition.want([path.clone(), folder.path().join("none")], false);
    assert!(told.recv_timeout(Duration::from_millis(60)).is_err());
    assert_eq!(audition.waiting(), 2);
    audition.pause(false);
    let (first, sound) = told.recv_timeout(Duration::from_secs(20)).unwrap();
    assert!(first == path && sound.verdict.is_ok());
    assert!(told.recv_timeout(Duration::from_secs(20)).unwrap().1.verdict.is_err());
    assert_eq!(audition.waiting(), 0);
}

#[test]
fn it_rests_as_long_as_it_works_and_stops_between_blocks() {
    let shared = Shared::default();
    let mut pace = Pace::new(&shared);
    pace.begin();
    assert!(pace.go_on());
    let (before, work) = (pace.clock.now(), SHIFT * 2);
    pace.worked = work;
    assert!(pace.go_on() && pace.clock.now() - before >= work && pace.worked.is_zero());
    shared.lock().over = true;
    pace.worked = Duration::from_secs(60);
    let before = pace.clock.now();
    assert!(!pace.go_on() && pace.clock.now() - before < Duration::from_secs(5));
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(audition(&music(folder.path(), "a.wav", "0.1"), || false), None);
}

#[test]
fn a_wedged_disk_keeps_nobody_from_leaving() {
    // A pipe that nobody writes is refused before it is opened; a thread that hangs is simulated by one that sleeps in
    // its report.
    let (tell, told) = channel();
    let audition = Audition::start(move |_, _| {
        let _ = tell.send(());
        std::thread::sleep(Duration::from_secs(3));
    })
    .unwrap();
    audition.want(["/nowhere".into()], true);
    told.recv().unwrap();
    let clock = Clock::real();
    drop(audition);
    assert!(clock.now() < Duration::from_secs(1));
}

/// What hearing costs, without its rests: `cargo test --release -- --ignored --nocapture audition_speed`.
#[test]
#[ignore = "a measurement, not a check"]
fn audition_speed() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.mp3", "a.flac", "a.ogg", "a.opus", "a.m4a"] {
        let path = folder.path().join(name);
        let mut ffmpeg = Command::new("ffmpeg");
        ffmpeg.args(["-nostdin", "-v", "error", "-y", "-stream_loop", "3", "-i"]);
        ffmpeg.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/last-resort/2-the-long-way-round.opus")).arg(&path);
        assert!(ffmpeg.status().unwrap().success());
        let mut length = 0.0;
        let whole = cost(|| length = verdict(&path).unwrap().length.as_secs_f64());
        let decoding = cost(|| {
            let mut decoder = Decoder::open(Input::File(path.clone()), Duration::ZERO).unwrap();
            while decoder.next().unwrap().is_some() {}
        });
        println!("{name}: {:.0} times real time, decoding alone {:.0}", length / whole, length / decoding);
    }
}

/// In seconds of this thread's own work: the machine may be busy.
fn cost(work: impl FnOnce()) -> f64 {
    let now = || {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
    };
    let before = now();
    work();
    now() - before
}
