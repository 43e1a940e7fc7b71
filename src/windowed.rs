//! The window, with all that is around it: the player behind it, the desktop's bus, the control socket.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use segue::cli::{Exit, PlayArgs, WindowArgs};
use segue::config::Config;
use segue::desktop::{self, Desktop, Hooks, Phrase};
use segue::library::covers::Covers;
use segue::library::waveform::Waveforms;
use segue::library::{Place, cache_folder};
use segue::model::Track;
use segue::player::{Command, Place as Where, Remote};
use segue::queue::Repeat;
use segue::remote::ask::{ask, ask_each};
use segue::remote::control::Control;
use segue::remote::parcel::Parcel;
use segue::terminal::{self, Failure, collection};
use segue::window::{Doorbell, Opening, Trace, Words};

use super::{ANSWER, Trouble, named, play, start};

/// Whether there is a screen to open a window on.
pub fn desktop() -> bool {
    ["WAYLAND_DISPLAY", "DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// In the window that is open, or in one of its own; at the terminal where there is no screen.
pub fn window(config: &Config, file: Option<PathBuf>, args: &WindowArgs) -> Result<Exit, Trouble> {
    if !desktop() {
        return play(config, &PlayArgs { files: args.files.clone(), ..PlayArgs::default() });
    }
    let place = collection::place(&config.library).map_err(|why| terminal::complain(&why.0)).ok();
    let tracks = named(&args.files, None, place.as_ref()).tracks;
    if raised(&tracks) {
        return Ok(Exit::Done);
    }
    let mut setup = terminal::setup(config, tracks, Repeat::Off);
    if let Some(place) = &place {
        setup = terminal::with_collection(setup, config, place);
    }
    let (player, events) = start(config, setup)?;
    let (doorbell, covers) = (Doorbell::default(), covers());
    let raise = doorbell.clone();
    let (_control, events) = Control::open(player.remote(), events, Some(Arc::new(move || raise.raise())));
    let notify_songs = Arc::<AtomicBool>::default();
    let hooks = hooks(config, &player.remote(), &doorbell, covers.clone(), place.clone(), notify_songs.clone());
    let _desktop = on_the_desktop(player.remote(), hooks);
    let opening = Opening {
        remote: player.remote(),
        events: events.clone(),
        config: config.clone(),
        config_file: file,
        doorbell,
        place,
        decode: Arc::new(move |path, size| covers.thumb(path, size)),
        trace: waveforms(),
        tuning: terminal::tuning,
        notify_songs,
        words: words(config),
    };
    let closed = segue::window::open(opening).map_err(|why| Trouble::Failed(Failure(why)));
    terminal::farewell(player, &events);
    closed.map(|()| Exit::Done)
}

/// Media keys, notifications, tray. Without them the music plays all the same.
fn on_the_desktop(remote: Remote, hooks: Hooks) -> Option<Desktop> {
    desktop::start(remote, hooks).map_err(|why| tracing::warn!("no media keys: {why}")).ok()
}

/// What the desktop may ask for.
fn hooks(
    config: &Config,
    remote: &Remote,
    doorbell: &Doorbell,
    covers: Arc<Covers>,
    place: Option<Place>,
    notify_songs: Arc<AtomicBool>,
) -> Hooks {
    let (raise, close, player, words) = (doorbell.clone(), doorbell.clone(), remote.clone(), words(config));
    Hooks {
        raise: Some(Box::new(move || raise.raise())),
        quit: Box::new(move || close.close()),
        open: Box::new(move |addresses| open(&player, place.as_ref(), &addresses)),
        art: Box::new(move |path: &Path| covers.file(path)),
        words: Box::new(move |phrase| Some(said(&words, phrase))),
        notify_songs,
        tray: config.window.tray,
    }
}

/// In the language that was chosen, else in the desktop's.
fn words(config: &Config) -> Words {
    config.window.language.clone().map_or_else(Words::of_the_desktop, |code| Words::new(&[code]))
}

/// Plays what another program named, on a thread of its own: it may lie on a slow disk.
fn open(player: &Remote, place: Option<&Place>, addresses: &[String]) {
    let (player, place) = (player.clone(), place.cloned());
    let path = |address: &String| url::Url::parse(address).ok().and_then(|url| url.to_file_path().ok());
    let files: Vec<PathBuf> = addresses.iter().filter_map(path).collect();
    let work = move || {
        let tracks = named(&files, None, place.as_ref()).tracks;
        if !tracks.is_empty() {
            player.send(Command::Enqueue(tracks, Where::Now));
        }
    };
    // Without a thread nothing is opened, and whoever asked asks again.
    let _ = std::thread::Builder::new().name("open".into()).spawn(work);
}

fn said(words: &Words, phrase: &Phrase) -> String {
    match phrase {
        Phrase::Play => words.get("desktop-play"),
        Phrase::Pause => words.get("desktop-pause"),
        Phrase::Next => words.get("action-next"),
        Phrase::ShowWindow => words.get("desktop-show"),
        Phrase::TryNow => words.get("action-try-now"),
        Phrase::StayOffline => words.get("action-stay-offline"),
        Phrase::Quit => words.get("action-quit"),
        Phrase::Out { feed } => words.with("desktop-out", &[("feed", feed)]),
        Phrase::Back { feed } => words.with("desktop-back", &[("feed", feed)]),
        Phrase::After { lasted } => words.with("desktop-after", &[("time", &segue::fault::spoken(*lasted))]),
        Phrase::NowPlaying { what } => words.with("desktop-now", &[("what", what)]),
        Phrase::Awake => words.get("desktop-awake"),
    }
}

/// What decodes covers, and keeps them for the next time where there is a home.
fn covers() -> Arc<Covers> {
    Arc::new(Covers::new(kept()))
}

/// The same for waveforms.
fn waveforms() -> Trace {
    let waveforms = Waveforms::new(kept());
    Arc::new(move |path, stop| waveforms.waveform(path, stop))
}

fn kept() -> PathBuf {
    cache_folder().unwrap_or_else(|| PathBuf::from("/dev/null"))
}

/// Whether a window is open already; then it has come to the front, and plays these.
fn raised(tracks: &[Arc<Track>]) -> bool {
    // Players at terminals, which have no window, may have been started since.
    let Some(pid) = ask_each("raise", ANSWER) else { return false };
    if !tracks.is_empty() {
        let played = ask(Some(pid), &Parcel::new(tracks, Where::Now).request(), ANSWER);
        played.map_or_else(|why| terminal::complain(&why.to_string()), drop);
    }
    true
}
