//! How Segue ends, for scripts.

use std::process::ExitCode;

/// Why the program ended; its number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    Done = 0,
    Failed = 1,
    /// clap uses this number for bad arguments, too.
    Usage = 2,
    NoDevice = 3,
    DrillFailed = 4,
    /// As shells count it: 128 and SIGINT's number.
    Interrupted = 130,
}

impl Exit {
    pub const ALL: [Self; 6] =
        [Self::Done, Self::Failed, Self::Usage, Self::NoDevice, Self::DrillFailed, Self::Interrupted];

    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// What it means, for the help.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done; also when stopped in good order (q, SIGTERM, the end of --for)",
            Self::Failed => "failed, or a probed station does not play: the reason is told",
            Self::Usage => "the arguments or the settings are wrong: nothing was begun",
            Self::NoDevice => "done, but unheard: the sound device that was asked for by name has never been there",
            Self::DrillFailed => "the drill failed: dead air, a click, or no rescue",
            Self::Interrupted => "interrupted by Ctrl-C",
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// The help's section on exit codes.
pub(super) fn help() -> String {
    Exit::ALL
        .iter()
        .fold("Exit codes:".to_owned(), |text, exit| format!("{text}\n  {:>3}  {}", exit.code(), exit.meaning()))
}
