//! Picks a face. Every error ends here: told once, as a sentence, with the exit code that scripts see.

use std::process::ExitCode;

use segue::cli::{Cli, Command, Exit, PlayArgs};
use segue::config::{self, Config, OutputChoice};
use segue::player::Player;
use segue::terminal::{self, Ending, Failure};

fn main() -> ExitCode {
    // Fails if a provider is already there: then there is one, which is all that is wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let cli = Cli::read(std::env::args_os()).unwrap_or_else(|error| error.exit());
    let settings = config::load(cli.global.config.as_deref()).map(|config| cli.settings(config));
    let level = settings.as_ref().map_or(cli.global.log.unwrap_or_default(), |settings| settings.log.level);
    terminal::log::start(level);
    let settings = match settings {
        Ok(settings) => settings,
        Err(errors) => {
            terminal::complain(&errors.to_string());
            return Exit::Usage.into();
        }
    };
    let done = match cli.action() {
        Command::Play(args) => play(&settings, &args),
        _ => Ok(Ending::Done),
    };
    match done {
        Ok(ending) => exit(ending).into(),
        Err(failure) => {
            terminal::complain(&failure.to_string());
            Exit::Failed.into()
        }
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

fn play(config: &Config, args: &PlayArgs) -> Result<Ending, Failure> {
    let mut found = terminal::tracks(&args.files);
    if args.shuffle {
        found.shuffle();
    }
    found.problems.iter().for_each(|problem| terminal::complain(problem));
    if found.tracks.is_empty() && !args.files.is_empty() {
        return Err(Failure("None of the files can be played.".into()));
    }
    let setup = terminal::setup(config, found.tracks, args.repeat);
    let target = terminal::target(&config.audio.output)?;
    let (player, events) = Player::start(setup, target).map_err(|why| Failure(why.to_string()))?;
    let device_wanted = matches!(config.audio.output, OutputChoice::Device(_));
    let session = terminal::Session { json: args.json, stop_after: args.stop_after, device_wanted };
    terminal::play(player, events, &session)
}
