//! A screen of the test's own, with the real window on it, and somebody at the keyboard.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::desktop::bus::Bus;
use crate::home::{Home, Running, text};

/// A loaded machine may take so long for what is done in a moment otherwise.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// So long a step is given before its keys are pressed again: the window may not have been there for the first ones.
const TRY: Duration = Duration::from_secs(12);
const TRIES: usize = 5;
/// Lines of the screen above the play bar, which moves by itself.
const STILL: usize = 680;
/// So long nothing changes on a screen that is done changing.
const CALM: Duration = Duration::from_millis(200);

/// A display with nothing on it but what a test starts.
pub struct Screen {
    server: Child,
    display: String,
    /// What is seen is in a file there.
    folder: tempfile::TempDir,
    pub home: Home,
    pub bus: Bus,
}

impl Screen {
    /// `None`, and a word on it, where there is no display server.
    pub fn open() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut server = Command::new("Xvfb");
        server
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-noreset", "-nolisten", "tcp", "-fbdir"])
            .arg(folder.path());
        let mut server = match server.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn() {
            Ok(server) => server,
            Err(why) if why.kind() == ErrorKind::NotFound => {
                eprintln!("skipped: Xvfb is not installed (packaging/setup-debian.sh --tests installs it)");
                return None;
            }
            Err(why) => panic!("Xvfb: {why}"),
        };
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let display = format!(":{}", number.trim());
        let home = Home::new();
        std::fs::write(home.path("settings.toml"), SETTINGS).unwrap();
        Some(Self { server, display, folder, home, bus: Bus::started() })
    }

    /// `segue` with these words, on this screen and its bus.
    pub fn segue(&self, line: &str) -> Command {
        let mut command = self.home.segue(&format!("--config settings.toml {line}"));
        command.env("DISPLAY", &self.display).env_remove("WAYLAND_DISPLAY").env("LIBGL_ALWAYS_SOFTWARE", "1");
        command.env("LANGUAGE", "en").env("LC_ALL", "C.UTF-8").env("XDG_CACHE_HOME", self.home.path("cache"));
        for (name, value) in self.bus.command("").get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }

    /// Opens the window, waits until it is seen and answers, and gives it the keyboard.
    pub fn window(&self, line: &str) -> Running {
        let complaints = File::create(self.home.path("complaints")).unwrap();
        let child = self.segue(line).stdout(Stdio::null()).stderr(complaints).spawn().unwrap();
        let mut window = Running(child);
        let begun = Instant::now();
        let found = loop {
            let said = self.xdotool(&["search", "--onlyvisible", "--name", "^Segue$"]);
            if let Some(found) = said.lines().next() {
                break found.to_owned();
            }
            assert!(window.0.try_wait().unwrap().is_none(), "it has ended: {}", self.complaints());
            assert!(begun.elapsed() < PATIENCE, "no window: {}", self.complaints());
            std::thread::sleep(Duration::from_millis(50));
        };
        self.wait("the keyboard", || {
            self.xdotool(&["windowfocus", &found]);
            self.xdotool(&["getwindowfocus"]).trim() == found
        });
        self.wait("an answer", || self.status()["state"].is_string());
        self.calm(&self.seen());
        window
    }

    pub fn complaints(&self) -> String {
        std::fs::read_to_string(self.home.path("complaints")).unwrap_or_default()
    }

    fn xdotool(&self, words: &[&str]) -> String {
        let mut tool = Command::new("xdotool");
        let said = tool.args(words).env("DISPLAY", &self.display).stdin(Stdio::null()).output();
        text(&said.expect("xdotool runs: install xdotool").stdout)
    }

    /// Presses these keys, one after the other, such as `ctrl+o`; what each does is seen before the next.
    pub fn press(&self, keys: &str) {
        for key in keys.split_whitespace() {
            let before = self.seen();
            self.key(key);
            self.calm(&before);
        }
    }

    /// Presses keys, whatever comes of it.
    pub fn key(&self, keys: &str) {
        self.xdotool(&["key", "--clearmodifiers", keys]);
    }

    pub fn write(&self, words: &str) {
        let before = self.seen();
        self.xdotool(&["type", "--clearmodifiers", "--delay", "20", words]);
        self.calm(&before);
    }

    /// The picture's still part, as the server has it.
    fn seen(&self) -> Vec<u8> {
        let picture = std::fs::read(self.folder.path().join("Xvfb_screen0")).unwrap();
        let word = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap()) as usize;
        // In the format of xwd: the header's length, bytes a line, colours of 12 bytes.
        let (header, line, colours) = (word(0), word(48), word(76));
        let begin = header + 12 * colours;
        picture[begin..begin + line * STILL].to_vec()
    }

    /// Waits until the picture changes no more.
    pub fn rest(&self) {
        self.calm(&[]);
    }

    /// Waits until the picture is another one than before, or has had the time to be, and changes no more.
    fn calm(&self, before: &[u8]) {
        let begun = Instant::now();
        let (mut last, mut since) = (self.seen(), Instant::now());
        while begun.elapsed() < TRY {
            std::thread::sleep(Duration::from_millis(40));
            let now = self.seen();
            if now != last {
                (last, since) = (now, Instant::now());
            }
            let patience = if last == before { 5 * CALM } else { CALM };
            if since.elapsed() > patience {
                return;
            }
        }
    }

    /// Presses keys until something is so.
    pub fn until(&self, what: &str, keys: impl Fn(), is_so: impl Fn() -> bool) {
        for _ in 0..TRIES {
            keys();
            let begun = Instant::now();
            while begun.elapsed() < TRY {
                if is_so() {
                    return;
                }
                std::thread::sleep(Duration::from_millis(50));
            }
            self.photograph("failed");
            assert!(!self.status().is_null(), "the window has ended: {}", self.complaints());
            self.key("Escape");
        }
        panic!("no {what} (target/screens/real-failed.png): {}", self.complaints());
    }

    pub fn wait(&self, what: &str, is_so: impl Fn() -> bool) {
        let begun = Instant::now();
        while !is_so() {
            if begun.elapsed() > PATIENCE {
                self.photograph("failed");
                panic!("no {what} (target/screens/real-failed.png): {}", self.complaints());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// What a command says as JSON; nothing if it fails.
    pub fn ask(&self, line: &str) -> Value {
        serde_json::from_slice(&self.segue(line).output().unwrap().stdout).unwrap_or_default()
    }

    pub fn status(&self) -> Value {
        self.ask("status --json")
    }

    /// A picture of the screen for people: `target/screens/real-NAME.png`.
    pub fn photograph(&self, name: &str) {
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
        let folder = target.join("screens");
        std::fs::create_dir_all(&folder).unwrap();
        let mut import = Command::new("import");
        import.args(["-window", "root"]).arg(folder.join(format!("real-{name}.png"))).env("DISPLAY", &self.display);
        let taken = import.stdin(Stdio::null()).status().expect("import runs: install imagemagick");
        assert!(taken.success());
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Nothing moves by itself, and the network is left alone.
const SETTINGS: &str = "[library]\nplace = \"place\"\n[window]\nmotion = \"off\"\n[probe]\nenabled = false\n";
