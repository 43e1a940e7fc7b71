//! What the journal holds, and how it reads.

use std::fmt::{self, Display, Formatter};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// A reason, as [`crate::fault::Fault`] has it: a code for scripts, a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    pub code: String,
    pub sentence: String,
}

/// A time in which a feed was not to be had.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outage {
    /// The feed's name.
    pub feed: String,
    pub why: Why,
    /// What was seen, in words: a claim needs more than an opinion.
    pub evidence: String,
    #[serde(with = "rfc3339")]
    pub began: Timestamp,
    /// `None` while it lasts. Recording the outage again with an end replaces the row.
    #[serde(with = "rfc3339_option")]
    pub ended: Option<Timestamp>,
    /// Seconds that the listener heard the reserve in its place.
    pub seconds_from_reserve: f64,
    /// Seconds that were heard out of the feed's own buffer.
    pub seconds_from_buffer: f64,
    /// Seconds of silence that nobody asked for, measured at the mixer; `None` while it lasts, and in rows of old.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds_of_silence: Option<f64>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// Another source is heard.
    Switch {
        from: String,
        to: String,
        why: Option<Why>,
        fade_ms: u64,
    },
    Outage(Outage),
    /// A track was heard, to its end or not.
    Heard {
        title: String,
        artist: Option<String>,
        /// What kind of source: a feed, the queue, the reserve.
        source: String,
        /// The feed's name, if it was one.
        feed: Option<String>,
        #[serde(with = "rfc3339")]
        started: Timestamp,
        seconds: f64,
    },
    /// Start, stop, a drill's result, and whatever else is worth a sentence.
    Note {
        text: String,
    },
    /// So many entries could not be kept.
    Lost {
        entries: u64,
    },
    /// Written by another version of Segue.
    #[serde(other)]
    Unknown,
}

/// An entry and when it was made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    #[serde(with = "rfc3339")]
    pub at: Timestamp,
    #[serde(flatten)]
    pub entry: Entry,
}

impl Entry {
    /// What identifies rows of which the newest word counts; `None` for all others.
    pub(super) fn key(&self) -> Option<String> {
        match self {
            Self::Outage(outage) => Some(format!("outage {} {}", outage.began, outage.feed)),
            _ => None,
        }
    }
}

impl Row {
    /// One line for people, with the time as clocks show it in `zone`.
    pub fn line(&self, zone: TimeZone) -> String {
        format!("{}  {}", self.at.to_zoned_datetime(zone).strftime("%Y-%m-%d %H:%M:%S"), self.entry)
    }
}

impl Display for Entry {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Switch { from, to, .. } if from.is_empty() => write!(out, "began with {to}"),
            Self::Switch { from, to, why: Some(why), .. } => write!(out, "{from} → {to}: {}", why.sentence),
            Self::Switch { from, to, why: None, .. } => write!(out, "{from} → {to}"),
            Self::Outage(outage) => outage.fmt(out),
            Self::Heard { title, artist: Some(artist), seconds, .. } => {
                write!(out, "heard {artist} – {title} ({})", clock_face(*seconds))
            }
            Self::Heard { title, artist: None, seconds, .. } => write!(out, "heard {title} ({})", clock_face(*seconds)),
            Self::Note { text } => out.write_str(text),
            Self::Lost { entries: 1 } => out.write_str("1 entry could not be kept: the disk did not take it"),
            Self::Lost { entries } => write!(out, "{entries} entries could not be kept: the disk did not take them"),
            Self::Unknown => out.write_str("an entry that only a newer Segue can read"),
        }
    }
}

impl Display for Outage {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Some(ended) = self.ended else {
            return write!(out, "{} is out: {}", self.feed, self.why.sentence);
        };
        let lasted = clock_face(ended.duration_since(self.began).as_secs_f64());
        let (reserve, buffer) = (clock_face(self.seconds_from_reserve), clock_face(self.seconds_from_buffer));
        let sentence = self.why.sentence.trim_end_matches('.');
        write!(out, "{} was out for {lasted}: {sentence} (bridged: {reserve} reserve, {buffer} buffer", self.feed)?;
        match self.seconds_of_silence {
            Some(silence) => write!(out, "; {silence:.1} s of silence)"),
            None => out.write_str(")"),
        }
    }
}

/// `4:05`, `1:04:05`.
fn clock_face(seconds: f64) -> String {
    // Saturates, and nothing here is negative.
    let whole = seconds.max(0.0).round() as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole % 3600 / 60, whole % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// Times as text, such as `2026-11-24T10:00:00Z`.
mod rfc3339 {
    use super::*;
    use serde::{Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(time: &Timestamp, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(time)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Timestamp, D::Error> {
        String::deserialize(input)?.parse().map_err(D::Error::custom)
    }
}

/// The same where there may be none.
mod rfc3339_option {
    use super::*;
    use serde::{Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(time: &Option<Timestamp>, out: S) -> Result<S::Ok, S::Error> {
        time.as_ref().map(Timestamp::to_string).serialize(out)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Timestamp>, D::Error> {
        let text = Option::<String>::deserialize(input)?;
        text.map(|text| text.parse()).transpose().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(entry: Entry) -> Row {
        Row { at: "2026-11-24T10:00:00Z".parse().unwrap(), entry }
    }

    fn outage(ended: Option<&str>) -> Entry {
        Entry::Outage(Outage {
            feed: "Radio".into(),
            why: Why { code: "stalled".into(), sentence: "It stalled.".into() },
            evidence: "no bytes for 8 s".into(),
            began: "2026-11-24T09:00:00Z".parse().unwrap(),
            ended: ended.map(|time| time.parse().unwrap()),
            seconds_from_reserve: 3600.0,
            seconds_from_buffer: 14.6,
            seconds_of_silence: ended.map(|_| 0.0),
        })
    }

    #[test]
    fn rows_read_as_sentences() {
        let why = Some(Why { code: "dns".into(), sentence: "host is not found.".into() });
        let switch = Entry::Switch { from: "Radio".into(), to: "reserve".into(), why, fade_ms: 2000 };
        let zone = TimeZone::fixed(jiff::tz::offset(1));
        assert_eq!(row(switch).line(zone), "2026-11-24 11:00:00  Radio → reserve: host is not found.");
        assert_eq!(outage(None).to_string(), "Radio is out: It stalled.");
        let over = outage(Some("2026-11-24T10:00:15Z")).to_string();
        assert_eq!(
            over,
            "Radio was out for 1:00:15: It stalled (bridged: 1:00:00 reserve, 0:15 buffer; 0.0 s of silence)"
        );
    }

    #[test]
    fn json_is_flat_and_reads_back() {
        for entry in [outage(None), outage(Some("2026-11-24T10:00:00Z")), Entry::Lost { entries: 3 }] {
            let text = serde_json::to_string(&entry).unwrap();
            assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), entry);
        }
        let json = serde_json::to_value(row(Entry::Note { text: "start".into() })).unwrap();
        assert_eq!(json, serde_json::json!({ "at": "2026-11-24T10:00:00Z", "kind": "note", "text": "start" }));
    }

    #[test]
    fn what_a_newer_version_wrote_is_passed_over() {
        let entry: Entry = serde_json::from_str(r#"{"kind":"telepathy","to":"you"}"#).unwrap();
        assert_eq!(entry, Entry::Unknown);
    }
}
