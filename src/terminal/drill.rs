//! `segue drill`: a failure on purpose, with a verdict.

use std::time::Duration;

use crossbeam_channel::{Receiver, after, never, select, tick};
use serde_json::Value;

use super::play::no_thread;
use super::{Ending, Failure, plain, signals};
use crate::player::{Command, Event, Happened, Player, Seam, Snapshot, State};

/// How long the first feed may take to come on the air.
const WARM_UP: Duration = Duration::from_secs(30);
/// The player gives up on a drill earlier than that.
const LONGEST: Duration = Duration::from_secs(60);

/// Waits until the player plays what it should, cuts that off, and gives the verdict.
///
/// # Errors
/// The player ended before there was one.
pub fn drill(player: &Player, events: &Receiver<Happened>, json: bool) -> Result<Ending, Failure> {
    let signals = signals::listen().map_err(no_thread)?;
    let (mut look, mut late) = (tick(Duration::from_millis(100)), after(WARM_UP));
    loop {
        select! {
            recv(events) -> happened => match happened.map(|happened| (show(&happened, json), happened.event)) {
                Ok((_, Event::DrillDone { seam })) => return Ok(verdict(player, events, &seam, json)),
                Ok((_, Event::Stopped)) | Err(_) => return Err(no_result("the player has stopped")),
                _ => {}
            },
            recv(signals) -> signal => return Ok(signals::ending(signal.ok())),
            recv(look) -> _ => if is_ready(&player.snapshot()) {
                player.send(Command::Drill);
                (look, late) = (never(), after(LONGEST));
            },
            recv(late) -> _ => return Err(no_result(&why_late(&player.snapshot()))),
        }
    }
}

/// Something plays, and if there are feeds, it is a feed.
fn is_ready(snapshot: &Snapshot) -> bool {
    let on_air = snapshot.feeds.is_empty() || snapshot.feeds.iter().any(|feed| feed.on_air);
    snapshot.state == State::Playing && on_air
}

fn why_late(snapshot: &Snapshot) -> String {
    match &snapshot.outage {
        _ if snapshot.drill => "the player does not come to an end with it".to_owned(),
        Some(outage) => format!("{} is not on the air. {} {}", outage.feed, outage.sentence, outage.remedy),
        None => "nothing has come on the air that could be cut off".to_owned(),
    }
}

fn no_result(why: &str) -> Failure {
    Failure(format!("The drill has no result: {why}"))
}

fn show(happened: &Happened, json: bool) {
    if !json && !matches!(happened.event, Event::DrillDone { .. }) {
        plain::print(plain::line(happened));
    }
}

fn verdict(player: &Player, events: &Receiver<Happened>, seam: &Seam, json: bool) -> Ending {
    plain::print([if json { plain::json(seam) } else { seam.to_string() }]);
    player.send(Command::Quit);
    // So that the music ends with a fade here, too.
    while events.recv_timeout(Duration::from_secs(2)).is_ok_and(|happened| !matches!(happened.event, Event::Stopped)) {}
    if seam.passed { Ending::Done } else { Ending::DeadAir }
}

/// The verdict of a drill in a running player, from its answer over the control socket.
///
/// # Errors
/// The player had a reason not to, or its answer makes no sense.
pub fn drilled(answer: &str, json: bool) -> Result<Ending, Failure> {
    let said: Value = serde_json::from_str(answer).unwrap_or_default();
    if let Some(sentence) = said["error"].as_str() {
        return Err(Failure(sentence.to_owned()));
    }
    let seam: Seam = serde_json::from_value(said).map_err(|why| {
        Failure(format!("The running player's answer makes no sense ({why}). Is it another version?"))
    })?;
    plain::print([if json { answer.to_owned() } else { seam.to_string() }]);
    Ok(if seam.passed { Ending::Done } else { Ending::DeadAir })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSED: &str = r#"{"passed":true,"from":"a","to":"b","reacted_ms":1,"fade_ms":2,"dead_air_ms":0,
        "longest_silence_ms":0,"quietest_dbfs":-20.0,"clicks":0,"samples":9}"#;

    #[test]
    fn a_players_answer_is_a_verdict_or_a_sentence() {
        assert_eq!(drilled(PASSED, false), Ok(Ending::Done));
        assert_eq!(drilled(&PASSED.replace("true", "false"), true), Ok(Ending::DeadAir));
        assert_eq!(drilled(r#"{"error":"Not now."}"#, false), Err(Failure("Not now.".into())));
        assert!(drilled("nonsense", false).is_err_and(|failure| failure.0.contains("another version")));
    }

    #[test]
    fn a_drill_waits_for_music() {
        let mut snapshot = Snapshot::starting(44_100);
        assert!(!is_ready(&snapshot));
        snapshot.state = State::Playing;
        assert!(is_ready(&snapshot));
    }
}
