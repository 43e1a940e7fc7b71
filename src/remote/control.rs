//! The control socket of a running player. One line is asked, one line of JSON is the answer; then the next.
//!
//! It is for this user only (folder 0700, socket 0600), so that it needs no password.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};
use serde_json::{Value, json};

use super::place;
use super::request::Request;
use crate::player::{Command, Event, Happened, Remote, State};

/// A caller that says nothing, or does not take the answer, is hung up on.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest request, in bytes: a hundred thousand tracks for the queue.
const LONGEST: u64 = 64 << 20;
/// So many of the queue's tracks are told at once.
const TRACKS_AT_ONCE: usize = 200;
/// The player gives up on a drill earlier.
const DRILL: Duration = Duration::from_secs(60);

/// An open control socket. Dropping it removes the socket.
pub struct Control {
    socket: Option<PathBuf>,
}

/// Brings the window to the front.
pub type Raise = Arc<dyn Fn() + Send + Sync>;

/// Those who wait for events.
type Listeners = Arc<Mutex<Vec<Sender<Happened>>>>;

impl Control {
    /// Opens the socket for the player behind `remote`, whose `events` it passes on. Without a socket (its folder may
    /// not be written to) everything else goes on: the log tells. `raise` brings the window to the front, if there is one.
    pub fn open(remote: Remote, events: Receiver<Happened>, raise: Option<Raise>) -> (Control, Receiver<Happened>) {
        let listeners = Listeners::default();
        match serve(remote, listeners.clone(), raise)
            .and_then(|socket| Ok((socket, overhear(events.clone(), listeners)?)))
        {
            Ok((socket, events)) => (Control { socket: Some(socket) }, events),
            Err(why) => {
                let folder = place::folder();
                tracing::warn!("`segue status` cannot reach this player: no socket in {} ({why})", folder.display());
                (Control { socket: None }, events)
            }
        }
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        if let Some(socket) = &self.socket {
            // What is left behind is removed by whoever finds nobody there.
            let _ = fs::remove_file(socket);
        }
    }
}

fn serve(remote: Remote, listeners: Listeners, raise: Option<Raise>) -> io::Result<PathBuf> {
    let folder = place::folder();
    place::make(&folder)?;
    // An earlier process of this number cannot be alive.
    let socket = place::socket(&folder, std::process::id());
    let _ = fs::remove_file(&socket);
    let listener = UnixListener::bind(&socket)?;
    fs::set_permissions(&socket, fs::Permissions::from_mode(0o600))?;
    thread::Builder::new().name("control".into()).spawn(move || {
        for stream in listener.incoming().flatten() {
            let caller = Caller { remote: remote.clone(), listeners: listeners.clone(), raise: raise.clone() };
            // Without a thread the caller finds the line dead, and calls again.
            let _ = thread::Builder::new().name("control caller".into()).spawn(move || caller.serve(&stream));
        }
    })?;
    Ok(socket)
}

/// Copies the events to whoever waits for some.
fn overhear(events: Receiver<Happened>, listeners: Listeners) -> io::Result<Receiver<Happened>> {
    let (pass_on, passed_on) = unbounded();
    thread::Builder::new().name("control events".into()).spawn(move || {
        for happened in events {
            let mut listeners = listeners.lock().unwrap_or_else(PoisonError::into_inner);
            listeners.retain(|listener| listener.send(happened.clone()).is_ok());
            // The face may have gone; the callers have not.
            let _ = pass_on.send(happened);
        }
    })?;
    Ok(passed_on)
}

/// One connection.
struct Caller {
    remote: Remote,
    listeners: Listeners,
    raise: Option<Raise>,
}

impl Caller {
    /// Answers until the caller hangs up; it is told nothing of trouble with the line itself.
    fn serve(&self, stream: &UnixStream) {
        let _ = stream.set_read_timeout(Some(PATIENCE)).and_then(|()| stream.set_write_timeout(Some(PATIENCE)));
        let mut asked = BufReader::new(stream);
        loop {
            let mut line = String::new();
            match asked.by_ref().take(LONGEST).read_line(&mut line) {
                Ok(length) if length > 0 => {}
                _ => return,
            }
            let answer = match line.parse() {
                Ok(request) => self.answer(request),
                Err(sentence) => json!({ "error": sentence }),
            };
            if writeln!(&*stream, "{answer}").is_err() {
                return;
            }
        }
    }

    fn answer(&self, request: Request) -> Value {
        match request {
            Request::Status => json!(*self.remote.snapshot()),
            Request::Raise => match &self.raise {
                Some(raise) => {
                    raise();
                    json!({ "ok": true })
                }
                None => json!({ "error": "This player has no window." }),
            },
            Request::Drill => self.drill().unwrap_or_else(|why| json!({ "error": why })),
            Request::Queue(from) => self.queue(from),
            Request::Do(command) => {
                self.remote.send(command);
                json!({ "ok": true })
            }
        }
    }

    fn queue(&self, from: usize) -> Value {
        let queue = self.remote.snapshot().queue.clone();
        let tracks: Vec<_> = queue.tracks.iter().skip(from).take(TRACKS_AT_ONCE).collect();
        json!({ "queue": queue, "from": from, "tracks": tracks })
    }

    fn drill(&self) -> Result<Value, &'static str> {
        let snapshot = self.remote.snapshot();
        if snapshot.drill {
            return Err("A drill is under way. Wait for its end, then ask again.");
        }
        if snapshot.state != State::Playing {
            return Err("Nothing plays that could be cut off. Let the player play, then ask again.");
        }
        let (tell, told) = unbounded();
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner).push(tell);
        self.remote.send(Command::Drill);
        while let Ok(happened) = told.recv_timeout(DRILL) {
            match happened.event {
                Event::DrillDone { seam } => return Ok(json!(seam)),
                Event::Stopped => break,
                _ => {}
            }
        }
        Err("The player has ended the drill without a result. Ask again.")
    }
}
