//! Picks a face. Every error ends here: told once, as a sentence, with the exit code that scripts see.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use crossbeam_channel::Receiver;
use segue::cli::{Cli, Command, ConfigTask, DrillArgs, Exit, JournalArgs, LibraryArgs, LibraryTask, PlayArgs};
use segue::cli::{QueueArgs, QueueTask, ReserveArgs, SearchArgs, StatusArgs};
use segue::config::{self, Config, ConfigErrors, OutputChoice};
use segue::library::Place;
use segue::library::named::{Shelf, Tracks, tracks};
use segue::player::{self, Happened, Player, Setup, StartError};
use segue::queue::Repeat;
use segue::remote::ask::{AskError, ask};
use segue::remote::control::Control;
use segue::remote::parcel::Parcel;
use segue::terminal::collection::{self, from_one};
use segue::terminal::{self, Ending, Failure};

#[cfg(feature = "window")]
mod windowed;
#[cfg(not(feature = "window"))]
mod windowed {
    /// Nothing here can open a window.
    pub fn desktop() -> bool {
        false
    }
}

/// A running player answers at once, or hangs.
const ANSWER: Duration = Duration::from_secs(5);
/// But for a drill.
const DRILL: Duration = Duration::from_secs(70);

fn main() -> ExitCode {
    // Fails if a provider is already there: then there is one, which is all that is wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let cli = Cli::read(std::env::args_os()).unwrap_or_else(|error| error.exit());
    let exit = run(&cli).unwrap_or_else(|trouble| {
        terminal::complain(&trouble.to_string());
        trouble.exit()
    });
    exit.into()
}

/// What keeps a command from being carried out.
#[derive(thiserror::Error, Debug)]
enum Trouble {
    #[error(transparent)]
    Settings(#[from] ConfigErrors),
    #[error("{0}")]
    Arguments(String),
    #[error(transparent)]
    Failed(#[from] Failure),
    #[error(transparent)]
    NoPlayer(#[from] AskError),
    #[error(transparent)]
    Start(#[from] StartError),
}

impl Trouble {
    fn exit(&self) -> Exit {
        match self {
            Self::Settings(_) | Self::Arguments(_) => Exit::Usage,
            Self::Failed(_) | Self::NoPlayer(_) | Self::Start(_) => Exit::Failed,
        }
    }
}

fn run(cli: &Cli) -> Result<Exit, Trouble> {
    let settings = config::load(cli.global.config.as_deref()).map(|config| cli.settings(config));
    let level = settings.as_ref().map_or(cli.global.log.unwrap_or_default(), |settings| settings.log.level);
    terminal::log::start(level);
    match cli.action(windowed::desktop()) {
        Command::Play(args) => play(&settings?, &args),
        #[cfg(feature = "window")]
        Command::Window(args) => {
            let file = cli.global.config.clone().or_else(config::config_file);
            windowed::window(&settings?, file, &args)
        }
        Command::Status(args) => status(&args),
        Command::Devices(args) => Ok(exit(terminal::devices(args.json))),
        Command::Probe(args) => Ok(exit(terminal::probe(&settings?.probe, &args.urls, args.json)?)),
        Command::Drill(args) => drill(&settings?, &args, cli),
        Command::Journal(args) => journal(&settings?, &args),
        Command::Library(args) => library(&settings?, &args),
        Command::Search(args) => search(&settings?, &args),
        Command::Playlist(args) => Ok(exit(collection::playlist(&settings?.library, &args.task)?)),
        Command::Queue(args) => queue(&settings?, &args),
        Command::History(args) => Ok(exit(collection::history(&settings?.library, args.limit, args.form.json)?)),
        Command::Reserve(args) => reserve(&settings?, &args),
        Command::Config(args) => configuration(args.task(), settings, cli),
    }
}

fn exit(ending: Ending) -> Exit {
    match ending {
        Ending::Done => Exit::Done,
        Ending::Interrupted => Exit::Interrupted,
        Ending::Unheard => Exit::NoDevice,
        Ending::DeadAir => Exit::DrillFailed,
        Ending::Unwell => Exit::Failed,
    }
}

fn play(config: &Config, args: &PlayArgs) -> Result<Exit, Trouble> {
    // Without a place nothing is kept, but that is no reason for silence.
    let place = collection::place(&config.library).map_err(|why| terminal::complain(&why.0)).ok();
    let mut found = named(&args.files, args.search.as_deref(), place.as_ref());
    if found.tracks.is_empty() && (!args.files.is_empty() || args.search.is_some()) {
        return Err(
            Failure("None of that can be played. Name other files, or none to play the settings'.".into()).into()
        );
    }
    if args.shuffle {
        found.shuffle();
    }
    let mut setup = terminal::setup(config, found.tracks, args.repeat);
    if let Some(place) = &place {
        setup = terminal::with_collection(setup, config, place);
    }
    let (player, events) = start(config, setup)?;
    let (_control, events) = Control::open(player.remote(), events, None);
    let device_wanted = matches!(config.audio.output, OutputChoice::Device(_));
    let session = terminal::Session { json: args.json, stop_after: args.stop_after, device_wanted };
    Ok(exit(terminal::play(player, events, &session)?))
}

/// The tracks that are meant; what cannot be played is told.
fn named(files: &[PathBuf], search: Option<&str>, place: Option<&Place>) -> Tracks {
    let shelf = place.cloned().map(Shelf::open).transpose();
    let shelf = shelf.unwrap_or_else(|why| {
        terminal::complain(&collection::unreadable(&why).0);
        None
    });
    let found = tracks(files, search, shelf.as_ref());
    found.problems.iter().for_each(|problem| terminal::complain(problem));
    found
}

fn library(config: &Config, args: &LibraryArgs) -> Result<Exit, Trouble> {
    let ending = collection::library(&config.library, &args.task)?;
    if matches!(args.task, LibraryTask::Add { .. } | LibraryTask::Remove { .. }) {
        tell_player();
    }
    Ok(exit(ending))
}

fn search(config: &Config, args: &SearchArgs) -> Result<Exit, Trouble> {
    Ok(exit(collection::search(&config.library, &args.words, args.limit, args.form.json)?))
}

fn reserve(config: &Config, args: &ReserveArgs) -> Result<Exit, Trouble> {
    let ending = collection::reserve(config, args)?;
    if args.task.is_some() {
        tell_player();
    }
    Ok(exit(ending))
}

/// A player that runs takes over what was changed; if none does, the next one will.
fn tell_player() {
    match ask(None, "refresh", ANSWER) {
        Ok(_) | Err(AskError::Nobody) => {}
        Err(why) => terminal::complain(&why.to_string()),
    }
}

/// The queue is the running player's.
fn queue(config: &Config, args: &QueueArgs) -> Result<Exit, Trouble> {
    let request = match &args.task {
        None => "queue".to_owned(),
        Some(QueueTask::Add { music, next, now }) => {
            let place = collection::place(&config.library)?;
            let tracks = named(&music.files, music.search.as_deref(), Some(&place)).tracks;
            if tracks.is_empty() {
                return Err(Failure("None of that can be played. The queue is as it was.".into()).into());
            }
            let place = if *now {
                player::Place::Now
            } else if *next {
                player::Place::Next
            } else {
                player::Place::End
            };
            Parcel::new(&tracks, place).request()
        }
        Some(QueueTask::Remove { place }) => format!("remove {}", from_one(*place)?),
        Some(QueueTask::Move { from, to }) => format!("move {} {}", from_one(*from)?, from_one(*to)?),
        Some(QueueTask::Go { place }) => format!("go {}", from_one(*place)?),
        Some(QueueTask::Clear) => "clear".to_owned(),
    };
    let answer = ask(None, &request, ANSWER)?;
    Ok(exit(collection::queue(&answer, args.form.json)?))
}

fn start(config: &Config, setup: Setup) -> Result<(Player, Receiver<Happened>), Trouble> {
    Ok(Player::start(setup, terminal::target(&config.audio.output)?)?)
}

fn status(args: &StatusArgs) -> Result<Exit, Trouble> {
    Ok(exit(terminal::status(&ask(args.pid, "status", ANSWER)?, args.json)))
}

/// In the player that runs, if there is one and no flag asks for another; else in one of its own.
fn drill(config: &Config, args: &DrillArgs, cli: &Cli) -> Result<Exit, Trouble> {
    let file = config::load(cli.global.config.as_deref())?;
    if *config == (Config { log: config.log.clone(), ..file }) {
        match ask(None, "drill", DRILL) {
            Err(AskError::Nobody) => {}
            answer => return Ok(exit(terminal::drilled(&answer?, args.json)?)),
        }
    }
    let mut setup = terminal::setup(config, Vec::new(), Repeat::Off);
    if let Ok(place) = collection::place(&config.library) {
        setup = terminal::with_library(setup, config, &place);
    }
    let (player, events) = start(config, setup)?;
    Ok(exit(terminal::drill(&player, &events, args.json)?))
}

fn journal(config: &Config, args: &JournalArgs) -> Result<Exit, Trouble> {
    let since =
        args.since.map(|since| since.moment(&jiff::ZonedDateTime::now())).transpose().map_err(Trouble::Arguments)?;
    Ok(exit(terminal::journal(&config.journal, since, args.limit, args.json)?))
}

fn configuration(task: ConfigTask, settings: Result<Config, ConfigErrors>, cli: &Cli) -> Result<Exit, Trouble> {
    let path = cli.global.config.clone().or_else(config::config_file);
    let path = path.ok_or_else(|| Failure("Nobody's home is known here. Name the file: --config FILE".into()))?;
    let said = match task {
        ConfigTask::Example => config::example().trim_end().to_owned(),
        ConfigTask::Path => path.display().to_string(),
        ConfigTask::Check if !path.exists() => {
            format!(
                "{} is not there yet: the defaults hold. `segue config --example` shows what it may say.",
                path.display()
            )
        }
        ConfigTask::Check if settings?.feeds.is_empty() => {
            format!("{}: nothing is wrong. No feed is set: local music plays.", path.display())
        }
        ConfigTask::Check => format!("{}: nothing is wrong.", path.display()),
    };
    terminal::print(said.lines());
    Ok(Exit::Done)
}
