//! Segue as a citizen of the desktop, over D-Bus: remote control (MPRIS), notifications, a tray icon, and a machine that
//! does not fall asleep while it plays.
//!
//! Media keys need nothing more: GNOME, KDE and others pass them to whoever is on the bus as an MPRIS player.
//!
//! All of it lives on one thread, which looks at the newest Snapshot four times a second and at once after each command
//! that came this way. The music does not depend on it: without a bus nothing happens, and a bus that comes (back) is
//! found.
//!
//! | file | question |
//! |---|---|
//! | `stay` | How long does one connection to the bus last, and what is done meanwhile? |
//! | `mpris`, `properties`, `song` | What do media keys, panels and `playerctl` see and reach? |
//! | `notices`, `bubble` | Of what is a person told, and how often; and how does it get on the screen? |
//! | `awake` | When may the machine sleep? |
//! | `tray` | What is in the tray? |
//! | `words` | In which words? |

mod awake;
mod bubble;
mod mpris;
mod notices;
mod properties;
mod song;
mod stay;
mod tray;
mod words;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::runtime::Builder;
use tokio::sync::{Notify, oneshot};

pub use mpris::{MIME_TYPES, SCHEMES};
pub use words::Phrase;

use crate::player::{Command, Remote};

/// The desktop's name for Segue: of `segue.desktop`, of the icon, of the window's class.
pub const APP_ID: &str = "segue";

/// The icon as PNG, 256 × 256.
pub const ICON: &[u8] = include_bytes!("../../assets/icon/segue-256.png");

/// See [`Hooks::art`].
pub type FindArt = Box<dyn Fn(&Path) -> Option<PathBuf> + Send + Sync>;
/// See [`Hooks::words`].
pub type Translate = Box<dyn Fn(&Phrase) -> Option<String> + Send + Sync>;

/// What the desktop may ask for that is not the player's to do. Called on the desktop's thread: all but `art` must
/// return at once.
pub struct Hooks {
    /// Brings the window to the front. `None`: there is no window; then there is no tray icon either.
    pub raise: Option<Box<dyn Fn() + Send + Sync>>,
    /// Ends Segue, as its window's own "Quit" does.
    pub quit: Box<dyn Fn() + Send + Sync>,
    /// Plays what is at these addresses now; they come as they were said, and may be nonsense.
    pub open: Box<dyn Fn(Vec<String>) + Send + Sync>,
    /// The picture file that belongs to a track's file. May block; called on a thread for such things.
    pub art: FindArt,
    /// A phrase in the person's language; `None`: in English.
    pub words: Translate,
    /// Whether each song is told of, too. May change at any time.
    pub notify_songs: Arc<AtomicBool>,
    /// Whether there may be an icon in the tray.
    pub tray: bool,
}

impl Hooks {
    /// For a player without a window, which `quit` ends.
    pub fn without_window(quit: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            raise: None,
            quit: Box::new(quit),
            open: Box::new(|_| ()),
            art: Box::new(|_| None),
            words: Box::new(|_| None),
            notify_songs: Arc::default(),
            tray: true,
        }
    }
}

/// Segue's stay on the desktop. Dropping it ends the stay soon, without waiting.
pub struct Desktop {
    _stay: oneshot::Sender<()>,
}

/// Begins the stay on the desktop, on a thread of its own. The buses are those of the environment
/// (`DBUS_SESSION_BUS_ADDRESS`, else the usual place).
///
/// # Errors
/// Only if this machine cannot start a thread. Whatever the buses lack goes to the log.
pub fn start(remote: Remote, hooks: Hooks) -> io::Result<Desktop> {
    let (stay, end) = oneshot::channel();
    // Two threads for what may block, so that one picture on a disk that hangs does not keep back all others.
    let runtime = Builder::new_current_thread().enable_all().max_blocking_threads(2).build()?;
    let hands = Arc::new(Hands { remote, hooks, art: Mutex::default(), moved: Notify::new() });
    thread::Builder::new().name("desktop".into()).spawn(move || {
        runtime.block_on(async {
            tokio::select! {
                _ = end => {}
                () = stay::for_good(&hands) => {}
            }
        });
        runtime.shutdown_background();
    })?;
    Ok(Desktop { _stay: stay })
}

/// What all that is on the bus reaches out with.
struct Hands {
    remote: Remote,
    hooks: Hooks,
    /// The picture of the last track that was asked about.
    art: Mutex<Option<(PathBuf, Option<PathBuf>)>>,
    /// Something has been done that will show at once.
    moved: Notify,
}

impl Hands {
    fn send(&self, command: Command) {
        self.remote.send(command);
        self.moved.notify_one();
    }

    fn raise(&self) {
        if let Some(raise) = &self.hooks.raise {
            raise();
        }
    }

    fn say(&self, phrase: &Phrase) -> String {
        (self.hooks.words)(phrase).unwrap_or_else(|| phrase.english())
    }

    /// The picture of the track at `path`, if it has been found already.
    fn art(&self, path: &Path) -> Option<PathBuf> {
        let art = self.art.lock().unwrap_or_else(PoisonError::into_inner);
        art.as_ref().filter(|(of, _)| of == path).and_then(|(_, found)| found.clone())
    }

    /// Looks for a track's picture, which shows when it is found.
    fn find_art(self: &Arc<Self>, path: PathBuf) {
        let hands = self.clone();
        tokio::task::spawn_blocking(move || {
            let found = (hands.hooks.art)(&path);
            *hands.art.lock().unwrap_or_else(PoisonError::into_inner) = Some((path, found));
            hands.moved.notify_one();
        });
    }
}
