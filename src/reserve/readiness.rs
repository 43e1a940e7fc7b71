//! How long the reserve can play with no network, how much of that is proved, and the sentence that says so.

use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::stock::{Amount, Tally};
use crate::fault::Fault;
use crate::model::{lossy, seconds};

/// Damaged files that a sentence names; the rest are counted.
const NAMED: usize = 3;

/// How much reserve there is, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Readiness {
    /// The music that can be played, each file once, the last resort not counted.
    #[serde(flatten)]
    pub music: Amount,
    /// What of it has been decoded to its end.
    pub verified: Verified,
    /// As the owner has them.
    pub sources: Vec<SourceReadiness>,
    /// The first hundred.
    pub problems: Vec<Fault>,
    pub problem_count: usize,
    pub damage: Damage,
    /// Only the music inside the binary is left (or nothing else is known yet).
    pub last_resort: bool,
    /// A source has not been looked through yet: there may be more.
    pub pending: bool,
}

/// The same of one source.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SourceReadiness {
    pub name: String,
    #[serde(flatten)]
    pub music: Amount,
    pub verified: Verified,
    pub damage: Damage,
    /// It has not been looked through yet: there may be more.
    pub pending: bool,
    /// It is what the reserve plays from now, perhaps with others.
    pub in_use: bool,
}

/// Music that has been decoded as a whole since its files changed last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Verified {
    pub tracks: usize,
    #[serde(serialize_with = "seconds")]
    pub playable: Duration,
    /// When the first and the last of it was decoded.
    pub oldest: Option<Timestamp>,
    pub newest: Option<Timestamp>,
}

/// Files that are marked and cannot be played.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Damage {
    pub count: usize,
    /// The first hundred.
    pub files: Vec<DamagedFile>,
}

/// A file that cannot be played.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DamagedFile {
    #[serde(serialize_with = "lossy")]
    pub path: PathBuf,
    /// A sentence.
    pub why: String,
}

impl From<Tally> for Verified {
    fn from(tally: Tally) -> Self {
        let Tally { verified, oldest, newest, .. } = tally;
        Self { tracks: verified.tracks, playable: verified.playable, oldest, newest }
    }
}

impl Readiness {
    /// "31 h 20 min ready, verified 02:10; 3 files damaged (names)".
    pub fn sentence(&self, now: Timestamp, zone: &TimeZone) -> String {
        sentence(&self.music, &self.verified, &self.damage, self.pending, &Moment { now, zone })
    }
}

impl SourceReadiness {
    /// "31 h 20 min ready, verified 02:10; 3 files damaged (names)".
    pub fn sentence(&self, now: Timestamp, zone: &TimeZone) -> String {
        sentence(&self.music, &self.verified, &self.damage, self.pending, &Moment { now, zone })
    }
}

fn sentence(music: &Amount, verified: &Verified, damage: &Damage, pending: bool, today: &Moment) -> String {
    let least = if music.unknown > 0 { "at least " } else { "" };
    let ready = match music.tracks {
        0 if pending => return "not yet looked through".to_owned(),
        0 => "nothing to play".to_owned(),
        _ => format!("{least}{} ready, {}", spoken(music.playable), proved(music, verified, today)),
    };
    let pending = if pending { "; there may be more, it is being looked through" } else { "" };
    format!("{ready}{}{pending}", damaged(damage))
}

fn proved(music: &Amount, verified: &Verified, today: &Moment) -> String {
    let Some((oldest, newest)) = verified.oldest.zip(verified.newest).filter(|_| verified.tracks > 0) else {
        return "not yet verified".to_owned();
    };
    let part =
        if verified.tracks < music.tracks { format!("{} of it ", spoken(verified.playable)) } else { String::new() };
    let day = |at: Timestamp| today.zone.to_datetime(at).date();
    match day(oldest) == day(newest) {
        true => format!("{part}verified {}", today.shown(newest)),
        false => format!("{part}verified from {} to {}", today.shown(oldest), today.shown(newest)),
    }
}

fn damaged(damage: &Damage) -> String {
    let mut names: Vec<String> = damage.files.iter().take(NAMED).map(DamagedFile::name).collect();
    if damage.count > names.len() {
        names.push("…".to_owned());
    }
    match damage.count {
        0 => String::new(),
        1 => format!("; 1 file damaged ({})", names.join(", ")),
        count => format!("; {count} files damaged ({})", names.join(", ")),
    }
}

impl DamagedFile {
    fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        name.to_string_lossy().into_owned()
    }
}

/// When and where a sentence is read.
struct Moment<'z> {
    now: Timestamp,
    zone: &'z TimeZone,
}

impl Moment<'_> {
    /// The time of day if it is today's, else the date.
    fn shown(&self, at: Timestamp) -> String {
        let (at, now) = (self.zone.to_datetime(at), self.zone.to_datetime(self.now));
        let form = if at.date() == now.date() { "%H:%M" } else { "%Y-%m-%d" };
        at.strftime(form).to_string()
    }
}

/// "31 h 20 min", "20 min", "45 s".
fn spoken(length: Duration) -> String {
    match length.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds @ 60..3600 => format!("{} min", seconds / 60),
        seconds => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: u64 = 3600;

    fn said(source: &SourceReadiness) -> String {
        source.sentence("2026-11-25T08:00Z".parse().unwrap(), &TimeZone::UTC)
    }

    fn source(tracks: usize, minutes: u64, verified: (usize, u64, &str, &str), damaged: &[&str]) -> SourceReadiness {
        let at = |text: &str| text.parse().ok();
        SourceReadiness {
            music: Amount { tracks, playable: Duration::from_secs(minutes * 60), unknown: 0 },
            verified: Verified {
                tracks: verified.0,
                playable: Duration::from_secs(verified.1 * HOUR),
                oldest: at(verified.2),
                newest: at(verified.3),
            },
            damage: Damage {
                count: damaged.len(),
                files: damaged.iter().map(|name| DamagedFile { path: name.into(), why: "It is cut.".into() }).collect(),
            },
            ..SourceReadiness::default()
        }
    }

    #[test]
    fn a_sentence_says_what_is_ready_and_what_is_not() {
        let today = ("2026-11-25T01:00Z", "2026-11-25T02:10Z");
        let cases = [
            (
                source(400, 1880, (400, 31, today.0, today.1), &["/m/a.mp3", "/m/b.mp3", "/m/c.mp3"]),
                "31 h 20 min ready, verified 02:10; 3 files damaged (a.mp3, b.mp3, c.mp3)",
            ),
            (
                source(400, 1880, (150, 12, today.0, today.1), &["/m/a.mp3"]),
                "31 h 20 min ready, 12 h 0 min of it verified 02:10; 1 file damaged (a.mp3)",
            ),
            (
                source(400, 1880, (400, 31, "2026-11-20T02:10Z", "2026-11-20T03:00Z"), &["a", "b", "c", "d"]),
                "31 h 20 min ready, verified 2026-11-20; 4 files damaged (a, b, c, …)",
            ),
            (
                source(400, 1880, (400, 31, "2026-11-20T02:10Z", today.1), &[]),
                "31 h 20 min ready, verified from 2026-11-20 to 02:10",
            ),
            (source(4, 20, (0, 0, "", ""), &[]), "20 min ready, not yet verified"),
            (source(0, 0, (0, 0, "", ""), &["/m/a.mp3"]), "nothing to play; 1 file damaged (a.mp3)"),
        ];
        for (source, expected) in cases {
            assert_eq!(said(&source), expected);
        }
    }

    #[test]
    fn what_has_not_been_looked_through_says_so() {
        let mut one = source(0, 0, (0, 0, "", ""), &[]);
        one.pending = true;
        assert_eq!(said(&one), "not yet looked through");
        one.music = Amount { tracks: 1, playable: Duration::from_secs(45), unknown: 1 };
        assert_eq!(said(&one), "at least 45 s ready, not yet verified; there may be more, it is being looked through");
    }
}
