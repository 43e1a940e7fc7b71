//! The real binary in real time, over loopback, into a real sound server's null sink, recorded from outside.
//!
//! Each class of fault takes a minute or two, so all but a few are run on request:
//! `cargo test --test main real_sound -- --ignored --test-threads 12`.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::lab::media::reserve;
use crate::lab::{Fault, Lab, Media, analyse};
use crate::studio::some_moment;

const RATE: u32 = 44_100;
/// A device that is back is heard by then. Of this the null sink may take two seconds: it renders that far ahead
/// while nobody plays.
const BACK: Duration = Duration::from_secs(3);

/// A sound server of the test's own, with one null sink and a recorder on it.
struct SoundServer {
    server: Child,
    recorder: Child,
    folder: tempfile::TempDir,
}

impl SoundServer {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = serve(folder.path());
        let recorder = record(folder.path());
        Self { server, recorder, folder }
    }

    /// Ends the server as a crash would, and starts it again after so long. What was heard before is forgotten.
    fn crash(&mut self, away: Duration) {
        self.silence();
        std::thread::sleep(away);
        self.server = serve(self.path());
        self.recorder = record(self.path());
    }

    fn silence(&mut self) {
        for child in [&mut self.recorder, &mut self.server] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    fn pactl(&self, arguments: &[&str]) {
        let mut pactl = Command::new("pactl");
        pactl.args(arguments).env("XDG_RUNTIME_DIR", self.path()).env("HOME", self.path());
        assert!(pactl.stdout(Stdio::null()).status().unwrap().success(), "{arguments:?}");
    }

    /// Waits until there is sound in what is recorded now; how long that took.
    fn wait_for_sound(&self, within: Duration) -> Duration {
        let began = Instant::now();
        while !self.heard().iter().any(|sample| sample.abs() > 0.01) {
            assert!(began.elapsed() < within, "no sound within {within:?}");
            std::thread::sleep(Duration::from_millis(10));
        }
        began.elapsed()
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// All that came out so far.
    fn heard(&self) -> Vec<f32> {
        let bytes = std::fs::read(self.path().join("heard.f32")).unwrap();
        bytes.as_chunks::<4>().0.iter().map(|sample| f32::from_le_bytes(*sample)).collect()
    }
}

impl Drop for SoundServer {
    fn drop(&mut self) {
        self.silence();
    }
}

fn record(folder: &Path) -> Child {
    let mut recorder = Command::new("parec");
    recorder.args([
        "--latency-msec=20",
        "--format=float32le",
        "--rate=44100",
        "--channels=2",
        "--raw",
        "-d",
        "shop.monitor",
    ]);
    recorder.env("XDG_RUNTIME_DIR", folder).env("HOME", folder);
    let file = File::create(folder.join("heard.f32")).unwrap();
    recorder.stdout(file).stderr(Stdio::null()).spawn().expect("parec runs: install pulseaudio-utils")
}

/// Starts a server in `folder` and waits until it answers.
fn serve(folder: &Path) -> Child {
    let mut server = Command::new("pulseaudio");
    server.args([
        "-n",
        "--daemonize=no",
        "--exit-idle-time=-1",
        "--use-pid-file=no",
        "--disable-shm=yes",
        "--log-target=null",
    ]);
    let sink = "module-null-sink sink_name=shop rate=44100 channels=2 format=float32le";
    server.args(["-L", sink, "-L", "module-native-protocol-unix"]);
    server.env("XDG_RUNTIME_DIR", folder).env("HOME", folder);
    let server =
        server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("pulseaudio runs: install pulseaudio");
    let answers = || {
        let mut ask = Command::new("pactl");
        ask.args(["info"]).env("XDG_RUNTIME_DIR", folder).env("HOME", folder);
        ask.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    let began = Instant::now();
    while !answers() {
        assert!(began.elapsed() < Duration::from_secs(10), "the sound server does not answer");
        std::thread::sleep(Duration::from_millis(50));
    }
    server
}

/// The real program.
struct Program {
    child: Child,
    lines: Arc<Mutex<Vec<(Instant, String)>>>,
}

impl Program {
    fn start(sound: &SoundServer, arguments: &[&str]) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_segue"));
        program.arg("play").args(arguments).args(["--json", "--no-journal"]);
        program.env("XDG_RUNTIME_DIR", sound.path()).env("HOME", sound.path()).env("XDG_CONFIG_HOME", sound.path());
        let mut child = program.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let lines: Arc<Mutex<Vec<(Instant, String)>>> = Arc::default();
        let (output, into) = (child.stdout.take().unwrap(), lines.clone());
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                into.lock().unwrap().push((Instant::now(), line));
            }
        });
        Self { child, lines }
    }

    fn said(&self) -> Vec<(Instant, String)> {
        self.lines.lock().unwrap().clone()
    }

    /// When the last switch was, if it was to this kind of source.
    fn is_on(&self, kind: &str) -> Option<Instant> {
        let said = self.said();
        let (at, line) = said.iter().rev().find(|(_, line)| line.contains("\"event\":\"switched\""))?;
        let source: serde_json::Value = serde_json::from_str(line).unwrap();
        let feed = source["source"].get("feed").is_some();
        (feed == (kind == "feed")).then_some(*at)
    }

    fn wait(&self, what: &str, kind: &str, within: u64) -> Instant {
        let began = Instant::now();
        loop {
            if let Some(at) = self.is_on(kind) {
                return at;
            }
            let story: Vec<String> = self.said().into_iter().map(|(_, line)| line).collect();
            assert!(
                began.elapsed() < Duration::from_secs(within),
                "no {what} within {within} s:\n{}",
                story.join("\n")
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn studio(seconds: u32) -> (SoundServer, PathBuf) {
    let sound = SoundServer::start();
    let playlist = reserve(sound.path(), seconds).playlist;
    (sound, playlist)
}

/// Nothing but sound, from the first sample of it to the last; says how much.
fn assert_no_dead_air(heard: &[f32], story: &[(Instant, String)]) -> f64 {
    let begin = heard.iter().position(|sample| sample.abs() > 0.01).expect("there is sound");
    let gaps = analyse::dead_air(&heard[begin..], RATE);
    let story: Vec<&str> = story.iter().map(|(_, line)| line.as_str()).collect();
    assert!(gaps.is_empty(), "dead air: {gaps:?}\n{}", story.join("\n"));
    (heard.len() - begin) as f64 / 2.0 / f64::from(RATE)
}

/// On air, then the fault at a random moment, the rescue, the cure, the return, and not a moment of silence.
fn suffers(name: &str, fault: Fault) {
    let (sound, playlist) = studio(120);
    let lab = Lab::start(Media::MP3);
    let reserve = playlist.to_string_lossy().into_owned();
    let program = Program::start(&sound, &["--feed", &lab.url(), "--reserve", &reserve, "--return", "now"]);
    program.wait("feed", "feed", 10);
    std::thread::sleep(Duration::from_secs_f64(2.0 + some_moment(10.0)));
    lab.set(fault);
    let broken = Instant::now();
    let rescued = program.wait("rescue", "reserve", 60);
    let told =
        program.said().into_iter().find(|(at, line)| *at > broken && line.contains("\"sentence\"")).map(|(at, _)| at);
    std::thread::sleep(Duration::from_secs_f64(some_moment(12.0)));
    lab.heal();
    let healed = Instant::now();
    let back = program.wait("return", "feed", 40);
    std::thread::sleep(Duration::from_secs(6));
    let seconds = assert_no_dead_air(&sound.heard(), &program.said());
    let after = |moment: Instant, since: Instant| moment.duration_since(since).as_secs_f64();
    println!(
        "| {name} | told after {:.2} s | rescued after {:.1} s | back {:.1} s after the cure | dead air 0 ms of {seconds:.0} s |",
        told.map_or(f64::NAN, |told| after(told, broken)),
        after(rescued, broken),
        after(back, healed),
    );
}

/// The fault befalls the very fade that brings the feed on air, after a cure.
fn suffers_in_a_fade(name: &str, fault: Fault) {
    let (sound, playlist) = studio(120);
    let lab = Lab::start(Media::MP3);
    let reserve = playlist.to_string_lossy().into_owned();
    let program = Program::start(&sound, &["--feed", &lab.url(), "--reserve", &reserve, "--return", "now"]);
    program.wait("feed", "feed", 10);
    std::thread::sleep(Duration::from_secs(3));
    lab.set(Fault::Reset);
    program.wait("rescue", "reserve", 60);
    lab.heal();
    program.wait("return", "feed", 60);
    std::thread::sleep(Duration::from_secs_f64(some_moment(4.0)));
    lab.set(fault);
    program.wait("second rescue", "reserve", 60);
    lab.heal();
    program.wait("second return", "feed", 60);
    std::thread::sleep(Duration::from_secs(6));
    let seconds = assert_no_dead_air(&sound.heard(), &program.said());
    println!("| {name}, in a fade | dead air 0 ms of {seconds:.0} s |");
}

/// The fault is there before the program is, and lifts at a random moment of short tracks: perhaps at a border.
fn suffers_while_connecting(name: &str, fault: Fault) {
    let (sound, playlist) = studio(9);
    let lab = Lab::start(Media::MP3);
    lab.set(fault);
    let reserve = playlist.to_string_lossy().into_owned();
    let program = Program::start(&sound, &["--feed", &lab.url(), "--reserve", &reserve, "--return", "now"]);
    program.wait("local music", "reserve", 5);
    std::thread::sleep(Duration::from_secs_f64(10.0 + some_moment(9.0)));
    lab.heal();
    program.wait("feed", "feed", 40);
    std::thread::sleep(Duration::from_secs(6));
    let seconds = assert_no_dead_air(&sound.heard(), &program.said());
    println!("| {name}, while connecting | dead air 0 ms of {seconds:.0} s |");
}

/// The sound server crashes while a track plays: the program looks for it, and is heard again soon after it is back.
#[test]
fn the_sound_server_crashes_and_comes_back() {
    let (mut sound, playlist) = studio(30);
    let program = Program::start(&sound, &["--reserve", &playlist.to_string_lossy()]);
    sound.wait_for_sound(Duration::from_secs(5));
    for away in [300, 1500] {
        sound.crash(Duration::from_millis(away));
        let back = sound.wait_for_sound(Duration::from_secs(5));
        assert!(back < BACK, "sound after {back:?}");
        std::thread::sleep(Duration::from_secs(1));
        assert_no_dead_air(&sound.heard(), &program.said());
    }
    assert!(program.said().iter().any(|(_, line)| line.contains("\"no-device\"")));
}

/// The device is unplugged, and plugged in again.
#[test]
fn the_device_goes_and_comes_back() {
    let (mut sound, playlist) = studio(30);
    let _program = Program::start(&sound, &["--reserve", &playlist.to_string_lossy()]);
    sound.wait_for_sound(Duration::from_secs(5));
    sound.pactl(&["unload-module", "module-null-sink"]);
    std::thread::sleep(Duration::from_millis(1500));
    sound.pactl(&["load-module", "module-null-sink", "sink_name=shop", "rate=48000"]);
    let _ = sound.recorder.kill();
    let _ = sound.recorder.wait();
    sound.recorder = record(sound.path());
    let back = sound.wait_for_sound(Duration::from_secs(5));
    assert!(back < BACK, "sound after {back:?}");
}

/// A frozen server gives no error: only the heartbeat tells. The program does not hang with it, and quits in time.
#[test]
fn the_sound_server_freezes() {
    let (sound, playlist) = studio(30);
    let mut program = Program::start(&sound, &["--reserve", &playlist.to_string_lossy()]);
    sound.wait_for_sound(Duration::from_secs(5));
    let signal = |name: &str, pid: u32| Command::new("kill").args([name, &pid.to_string()]).status().unwrap();
    signal("-STOP", sound.server.id());
    std::thread::sleep(Duration::from_secs(3));
    assert!(program.said().iter().any(|(_, line)| line.contains("\"no-device\"")), "{:?}", program.said());
    signal("-CONT", sound.server.id());
    std::thread::sleep(Duration::from_secs(2));
    let before = sound.heard().len();
    std::thread::sleep(Duration::from_secs(1));
    let heard = sound.heard();
    assert!(heard[before..].iter().any(|sample| sample.abs() > 0.01), "sound again");
    signal("-STOP", sound.server.id());
    signal("-TERM", program.child.id());
    let began = Instant::now();
    while program.child.try_wait().unwrap().is_none() {
        assert!(began.elapsed() < Duration::from_secs(6), "it hangs with the server");
        std::thread::sleep(Duration::from_millis(20));
    }
    signal("-CONT", sound.server.id());
}

macro_rules! faults {
    ($manner:ident: $($name:ident => $fault:expr;)*) => {
        mod $manner {
            use super::*;
            $(
                #[test]
                #[ignore = "takes a minute or two of real time; see the head of this file"]
                fn $name() {
                    super::$manner(stringify!($name), $fault);
                }
            )*
        }
    };
}

faults! { suffers:
    refused => Fault::Refuse;
    a_black_hole => Fault::Blackhole;
    unanswered_syns => Fault::DropSyn;
    headers_that_never_come => Fault::HeadersNever;
    headers_that_never_end => Fault::HeadersEndless;
    headers_cut_off => Fault::HeadersCut;
    another_protocol => Fault::NotHttp;
    unauthorized => Fault::status(401);
    forbidden => Fault::status(403);
    not_found => Fault::status(404);
    too_many_requests => Fault::Status { code: 429, retry_after: Some(2) };
    broken_inside => Fault::status(500);
    unavailable => Fault::status(503);
    a_login_page => Fault::LoginPage;
    a_redirect_to_a_login_page => Fault::LoginRedirect;
    a_circle_of_redirects => Fault::RedirectLoop;
    a_stall => Fault::Stall;
    a_reset => Fault::Reset;
    a_clean_end => Fault::End;
    a_frame_cut_short => Fault::Truncate;
    a_trickle => Fault::Trickle(0.4);
    bursts_and_stalls => Fault::BurstStall { burst: 2.0, pause: Duration::from_secs(8) };
    garbage => Fault::Garbage;
    a_web_page => Fault::Html;
    another_codec => Fault::CodecChange;
    digital_silence => Fault::Silence;
    noise => Fault::Noise;
}

faults! { suffers_in_a_fade:
    refused => Fault::Refuse;
    a_black_hole => Fault::Blackhole;
    a_stall => Fault::Stall;
    a_clean_end => Fault::End;
    digital_silence => Fault::Silence;
    garbage => Fault::Garbage;
}

faults! { suffers_while_connecting:
    refused => Fault::Refuse;
    a_black_hole => Fault::Blackhole;
    a_stall => Fault::Stall;
    unavailable => Fault::status(503);
}
