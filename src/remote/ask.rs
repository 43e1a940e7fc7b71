//! Asks a running player.

use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use serde_json::Value;

use super::place;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    #[error("No player of yours is running. Start one: segue play")]
    Nobody,
    #[error("No player of yours runs as process {pid}. Running: {}.", list(.running))]
    NotThatOne { pid: u32, running: Vec<u32> },
    #[error("The player (process {pid}) has ended before it could answer.")]
    Ended { pid: u32 },
    #[error("The player (process {pid}) does not answer ({why}). If it stays so, end it: kill {pid}")]
    NoAnswer { pid: u32, why: io::Error },
}

/// Asks the player `pid`, or the one that was started last, and returns its answer, one line of JSON. It is waited for
/// for `patience` at most.
///
/// # Errors
/// See [`AskError`].
pub fn ask(pid: Option<u32>, request: &str, patience: Duration) -> Result<String, AskError> {
    let running = place::running(&place::folder());
    let pids = running.iter().map(|(pid, _)| *pid).collect();
    let chosen = running.into_iter().find(|(found, _)| pid.is_none_or(|pid| pid == *found));
    let Some((pid, stream)) = chosen else {
        return Err(match pid {
            Some(pid) => AskError::NotThatOne { pid, running: pids },
            None => AskError::Nobody,
        });
    };
    exchange(&stream, request, patience).map_err(|why| match why.kind() {
        io::ErrorKind::UnexpectedEof => AskError::Ended { pid },
        _ => AskError::NoAnswer { pid, why },
    })
}

/// Asks one player after the other, the newest first, until one does not refuse; gives its process id.
/// Each is waited for for `patience` at most.
pub fn ask_each(request: &str, patience: Duration) -> Option<u32> {
    let complies = |stream: &UnixStream| exchange(stream, request, patience).is_ok_and(|answer| !refuses(&answer));
    place::running(&place::folder()).into_iter().find(|(_, stream)| complies(stream)).map(|(pid, _)| pid)
}

fn refuses(answer: &str) -> bool {
    serde_json::from_str::<Value>(answer).is_ok_and(|answer| answer.get("error").is_some())
}

fn exchange(mut stream: &UnixStream, request: &str, patience: Duration) -> io::Result<String> {
    stream.set_read_timeout(Some(patience))?;
    writeln!(stream, "{request}")?;
    let mut answer = String::new();
    match BufReader::new(stream).read_line(&mut answer)? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(answer.trim_end().to_owned()),
    }
}

fn list(pids: &[u32]) -> String {
    let words: Vec<String> = pids.iter().map(u32::to_string).collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}
