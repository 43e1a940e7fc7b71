//! A bus of the test's own, the services that a desktop would have on it, and a player that lives there.

use std::collections::HashMap;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::runtime::Runtime;
use zbus::zvariant::{OwnedFd, OwnedValue};
use zbus::{Connection, connection, fdo, interface};

/// What the child is told by its environment.
pub const FEED: &str = "SEGUE_TEST_FEED";

const CONFIG: &str = r#"<busconfig><type>session</type><auth>EXTERNAL</auth><listen>ADDRESS</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"#;

/// A bus that is the session's and the system's in one.
pub struct Bus {
    folder: TempDir,
    daemon: Option<Child>,
    runtime: Runtime,
}

impl Bus {
    /// Not started yet.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), daemon: None, runtime: Runtime::new().unwrap() }
    }

    pub fn started() -> Self {
        let mut bus = Self::new();
        bus.start();
        bus
    }

    fn address(&self) -> String {
        format!("unix:path={}", self.folder.path().join("bus").display())
    }

    pub fn start(&mut self) {
        let config = self.folder.path().join("bus.conf");
        fs::write(&config, CONFIG.replace("ADDRESS", &self.address())).unwrap();
        let mut daemon = Command::new("dbus-daemon");
        daemon.arg("--nofork").arg("--nopidfile").arg(format!("--config-file={}", config.display()));
        self.daemon = Some(daemon.stderr(Stdio::null()).spawn().unwrap());
        wait("the bus", || UnixStream::connect(self.folder.path().join("bus")).is_ok());
    }

    pub fn stop(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            let _ = daemon.kill();
            let _ = daemon.wait();
        }
        let _ = fs::remove_file(self.folder.path().join("bus"));
    }

    /// A program that speaks on this bus.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env("DBUS_SESSION_BUS_ADDRESS", self.address()).env("DBUS_SYSTEM_BUS_ADDRESS", self.address());
        command.env_remove("XDG_CURRENT_DESKTOP").stdin(Stdio::null());
        command
    }

    /// What `playerctl` says to these words, split at spaces.
    pub fn playerctl(&self, line: &str) -> String {
        let output = self.command("playerctl").args(line.split(' ')).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Waits until `playerctl` says this.
    pub fn playerctl_says(&self, line: &str, wanted: &str) {
        let mut said = String::new();
        let so_far = Instant::now();
        while so_far.elapsed() < PATIENCE {
            said = self.playerctl(line);
            if said == wanted {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("playerctl {line}: {said:?} instead of {wanted:?}");
    }

    /// Serves something on the bus.
    pub fn serve(&self, name: &str, path: &str, service: impl zbus::object_server::Interface) -> Connection {
        self.wait_for(async {
            let builder = connection::Builder::address(self.address().as_str()).unwrap();
            builder.name(name).unwrap().serve_at(path, service).unwrap().build().await.unwrap()
        })
    }

    pub fn connect(&self) -> Connection {
        self.wait_for(async { connection::Builder::address(self.address().as_str()).unwrap().build().await.unwrap() })
    }

    /// What belongs to a connection must be dropped where its runtime is known.
    pub fn inside(&self) -> tokio::runtime::EnterGuard<'_> {
        self.runtime.enter()
    }

    pub fn wait_for<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        self.stop();
    }
}

const PATIENCE: Duration = Duration::from_secs(30);

pub fn wait(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "no {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A player in a process of its own, as the buses are its environment's; see `citizen`.
pub struct Citizen {
    child: Child,
    said: Arc<Mutex<Vec<String>>>,
}

impl Citizen {
    /// `feed`: an address, or nothing.
    pub fn start(bus: &Bus, feed: &str) -> Self {
        let mut command = bus.command(env::current_exe().unwrap());
        command.args(["desktop::citizen", "--exact", "--ignored", "--nocapture"]).env(FEED, feed);
        // It lives until its input ends.
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let said = Arc::new(Mutex::new(Vec::new()));
        let (hear, out) = (said.clone(), child.stdout.take().unwrap());
        std::thread::spawn(move || {
            BufReader::new(out).lines().map_while(Result::ok).for_each(|line| hear.lock().unwrap().push(line));
        });
        Self { child, said }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it has said this line.
    pub fn says(&self, line: &str) {
        wait(line, || self.said.lock().unwrap().iter().any(|said| said == line));
    }

    /// It ends by itself, as it should.
    pub fn end(&mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success(), "{:?}", self.said.lock().unwrap());
    }
}

impl Drop for Citizen {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A notification, as its server is asked for it.
#[derive(Clone, Debug)]
pub struct Note {
    pub number: u32,
    pub in_place_of: u32,
    pub head: String,
    pub body: String,
    pub actions: Vec<String>,
    pub hints: Vec<String>,
}

/// Shows nothing, remembers everything.
#[derive(Clone, Default)]
pub struct Notifications(pub Arc<Mutex<Vec<Note>>>);

#[interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    fn get_capabilities(&self) -> Vec<String> {
        ["actions", "body", "body-markup"].map(str::to_owned).to_vec()
    }

    #[expect(clippy::too_many_arguments, reason = "so it is specified")]
    fn notify(
        &self,
        _app: String,
        in_place_of: u32,
        _icon: String,
        head: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        _for: i32,
    ) -> u32 {
        let mut notes = self.0.lock().unwrap();
        let number = if in_place_of == 0 { notes.len() as u32 + 1 } else { in_place_of };
        let mut hints: Vec<String> = hints.iter().map(|(name, value)| format!("{name} {}", **value)).collect();
        hints.sort();
        notes.push(Note { number, in_place_of, head, body, actions, hints });
        number
    }

    fn close_notification(&self, _number: u32) {}
}

/// A tray.
#[derive(Clone, Default)]
pub struct Watcher(pub Arc<Mutex<Vec<String>>>);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, name: String) {
        self.0.lock().unwrap().push(name);
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }
}

/// A machine that may be kept awake; it knows no weak locks, as systemd before 257.
#[derive(Clone, Default)]
pub struct Logind(pub Arc<Mutex<Vec<(String, UnixStream)>>>);

#[interface(name = "org.freedesktop.login1.Manager")]
impl Logind {
    fn inhibit(&self, what: String, who: String, _why: String, mode: String) -> fdo::Result<OwnedFd> {
        if mode != "block" {
            return Err(fdo::Error::InvalidArgs("no such mode".into()));
        }
        let (ours, theirs) = UnixStream::pair().unwrap();
        ours.set_nonblocking(true).unwrap();
        self.0.lock().unwrap().push((format!("{who} {what}"), ours));
        Ok(OwnedFd::from(std::os::fd::OwnedFd::from(theirs)))
    }
}

/// The picture that belongs to all tracks of a folder.
pub fn cover(file: &std::path::Path) -> Option<PathBuf> {
    Some(file.with_file_name("cover.png"))
}
