//! A home of its own for the real binary: settings, library, journal, sockets. And players that never outlive their test.

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

/// A home of its own for each test: settings, journal, sockets.
pub struct Home(pub TempDir);

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// `segue` with these words, split at spaces.
    pub fn segue(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_segue"));
        command.args(line.split_whitespace()).current_dir(self.0.path()).stdin(Stdio::null());
        command.env("HOME", self.0.path()).env("TZ", "UTC");
        for name in ["XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"] {
            command.env(name, self.path(name));
        }
        fs::create_dir_all(self.path("XDG_RUNTIME_DIR")).unwrap();
        command
    }

    pub fn run(&self, line: &str) -> Output {
        self.segue(line).output().unwrap()
    }

    pub fn start(&self, line: &str) -> Running {
        Running(self.segue(line).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap())
    }

    /// Plays into a file for a moment; gives what was said.
    pub fn record(&self, file: &str) -> String {
        let mut player = self.start(&format!("play --output wav:{file}"));
        self.playing();
        player.signal(Signal::TERM);
        player.said()
    }

    /// The answer of `segue status --json`, as soon as something plays.
    pub fn playing(&self) -> Value {
        self.status_when(|status| status["state"] == "playing" && status["on_air"]["elapsed"].as_f64() > Some(0.2))
    }

    pub fn status_when(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            let status: Value = serde_json::from_slice(&self.run("status --json").stdout).unwrap_or_default();
            if wanted(&status) {
                return status;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the player does not get there");
    }
}

/// A player that never outlives its test.
pub struct Running(pub Child);

impl Running {
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.0), signal).unwrap();
    }

    /// All that it says on stdout until its end.
    pub fn said(&mut self) -> String {
        let mut said = String::new();
        self.0.stdout.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!(self.code(), Some(0));
        said
    }

    pub fn code(&mut self) -> Option<i32> {
        self.0.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What was printed.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// For tests that only work hard: this one's thread, and what it starts, yield to those that live in time.
pub fn yield_to_others() {
    let _ = rustix::process::setpriority_process(None, 19);
}
