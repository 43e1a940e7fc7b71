//! The command line: what may be typed, and what it means for the settings. Executes nothing.

mod arguments;
mod exit;
mod overrides;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue};
use clap::{Args, Parser, Subcommand};

use crate::config::{Config, LogLevel};

pub use crate::terminal::collection::task::{
    Form, HistoryArgs, LibraryArgs, LibraryTask, Music, PlaylistArgs, PlaylistTask, QueueArgs, QueueTask, ReserveArgs,
    ReserveTask, SearchArgs,
};
#[cfg(feature = "window")]
pub use arguments::WindowArgs;
pub use arguments::{
    ConfigArgs, ConfigTask, DevicesArgs, DrillArgs, JournalArgs, PlayArgs, ProbeArgs, Since, StatusArgs,
};
pub use exit::Exit;
pub use overrides::{Mirrors, Overrides};

const EXAMPLES: &str = "\
Examples:
  segue                     play what the settings say
  segue library add ~/Music get to know your music
  segue play ~/Music/album  play a folder
  segue play --search genre:jazz
  segue drill               rehearse a failure before the network does
  segue config --example    print a file of settings to begin with
A station with a mirror, and local music for when both fail:
  segue play --feed https://a.example/live,https://b.example/live --reserve ~/Music";

/// The music player that never goes silent
///
/// Segue plays radio stations and your own music. When the network fails, it goes on with music from this machine,
/// as one song fades into the next, and returns when the station is back.
#[derive(Clone, Debug, Parser)]
#[command(name = "segue", version, propagate_version = true, after_help = EXAMPLES, after_long_help = long_help())]
pub struct Cli {
    /// Without a command: `window` on a desktop, else `play`.
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    pub global: Global,
}

/// What every command understands.
#[derive(Args, Clone, Debug, Default)]
pub struct Global {
    /// Read the settings from this file
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The folder in which library, playlists, history and queue are kept
    #[arg(long, global = true, value_name = "FOLDER", hide_short_help = true)]
    pub library: Option<PathBuf>,
    /// How much to tell about the work, on stderr
    #[arg(long, global = true, value_enum, value_name = "LEVEL")]
    pub log: Option<LogLevel>,
}

/// What Segue is to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    Play(PlayArgs),
    #[cfg(feature = "window")]
    Window(WindowArgs),
    Library(LibraryArgs),
    Search(SearchArgs),
    Playlist(PlaylistArgs),
    Queue(QueueArgs),
    History(HistoryArgs),
    Reserve(ReserveArgs),
    Status(StatusArgs),
    Devices(DevicesArgs),
    Probe(ProbeArgs),
    Drill(DrillArgs),
    Journal(JournalArgs),
    Config(ConfigArgs),
}

impl Cli {
    /// Reads the command line.
    ///
    /// # Errors
    /// What clap makes of it: print it with its `exit`, for help and version come this way, too.
    pub fn read(line: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let mut line: Vec<OsString> = line.into_iter().collect();
        let Err(error) = Self::try_parse_from(&line) else { return Self::try_parse_from(line) };
        // `segue FILE` means to play it.
        let unknown =
            if let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) { word } else { "" };
        if let Some(at) = line.iter().position(|word| *word == *unknown).filter(|_| is_file(unknown)) {
            line.insert(at, if cfg!(feature = "window") { "window" } else { "play" }.into());
        }
        Self::try_parse_from(line).map_err(|mut error| {
            let unlike_any = error.get(ContextKind::SuggestedSubcommand).is_none();
            if let (true, Some(ContextValue::String(word))) = (unlike_any, error.get(ContextKind::InvalidSubcommand)) {
                let tip = format!("to play it, type: segue play {word}");
                error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
            }
            error
        })
    }

    /// What to do if nothing is said: to open the window where there is a `desktop`, else to play.
    pub fn action(&self, desktop: bool) -> Command {
        let unsaid = || match desktop {
            #[cfg(feature = "window")]
            true => Command::Window(WindowArgs::default()),
            _ => Command::Play(PlayArgs::default()),
        };
        self.command.clone().unwrap_or_else(unsaid)
    }

    /// The settings in force: the file's, with what the flags say laid over them.
    pub fn settings(&self, mut config: Config) -> Config {
        match &self.command {
            Some(Command::Play(play)) => play.overrides.lay_over(&mut config),
            #[cfg(feature = "window")]
            Some(Command::Window(window)) => window.overrides.lay_over(&mut config),
            Some(Command::Drill(drill)) => drill.overrides.lay_over(&mut config),
            _ => (),
        }
        config.library.place = self.global.library.clone().or(config.library.place);
        config.log.level = self.global.log.unwrap_or(config.log.level);
        config
    }
}

fn is_file(word: &str) -> bool {
    word.starts_with("file://") || (!word.is_empty() && std::path::Path::new(word).exists())
}

fn long_help() -> String {
    format!("{EXAMPLES}\n\n{}", exit::help())
}

#[cfg(test)]
mod tests;
