//! Picks a face. Every error ends here: told once, as a sentence, with the exit code that scripts see.

use std::process::ExitCode;
use std::time::Duration;

use crossbeam_channel::Receiver;
use segue::cli::{Cli, Command, ConfigTask, DrillArgs, Exit, JournalArgs, PlayArgs, StatusArgs};
use segue::config::{self, Config, ConfigErrors, OutputChoice};
use segue::player::{Happened, Player, Setup, StartError};
use segue::queue::Repeat;
use segue::remote::ask::{AskError, ask};
use segue::remote::control::Control;
use segue::terminal::{self, Ending, Failure};

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
    match cli.action() {
        Command::Play(args) => play(&settings?, &args),
        Command::Status(args) => status(&args),
        Command::Devices(args) => Ok(exit(terminal::devices(args.json))),
        Command::Probe(args) => Ok(exit(terminal::probe(&settings?.probe, &args.urls, args.json)?)),
        Command::Drill(args) => drill(&settings?, &args, cli),
        Command::Journal(args) => journal(&settings?, &args),
        Command::Library(_)
        | Command::Search(_)
        | Command::Playlist(_)
        | Command::Queue(_)
        | Command::History(_)
        | Command::Reserve(_) => Err(Failure("TEMPORARY".into()).into()),
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
    let mut found = terminal::tracks(&args.files);
    found.problems.iter().for_each(|problem| terminal::complain(problem));
    if found.tracks.is_empty() && !args.files.is_empty() {
        return Err(
            Failure("None of that can be played. Name other files, or none to play the settings'.".into()).into()
        );
    }
    if args.shuffle {
        found.shuffle();
    }
    let (player, events) = start(config, terminal::setup(config, found.tracks, args.repeat))?;
    let (_control, events) = Control::open(player.remote(), events);
    let device_wanted = matches!(config.audio.output, OutputChoice::Device(_));
    let session = terminal::Session { json: args.json, stop_after: args.stop_after, device_wanted };
    Ok(exit(terminal::play(player, events, &session)?))
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
    let (player, events) = start(config, terminal::setup(config, Vec::new(), Repeat::Off))?;
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
