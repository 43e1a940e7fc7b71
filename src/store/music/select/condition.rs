//! A rule as a condition in SQL, and the values in it.

use std::os::unix::ffi::OsStrExt;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use rusqlite::Connection;
use rusqlite::types::Value as Sql;

use super::super::batch::joined;
use crate::search::fold;
use crate::smart::{Field, Group, Join, Rule, Shape, Test, Value};

/// Gathers the values of a query while its conditions are written.
pub(super) struct Conditions<'d> {
    db: &'d Connection,
    now: Timestamp,
    /// Of the parameters `?1`, `?2`, ...
    pub values: Vec<Sql>,
}

/// How text is compared, both sides folded.
#[derive(Clone, Copy)]
enum Likeness {
    Is,
    Contains,
    Starts,
    Ends,
}

impl<'d> Conditions<'d> {
    pub(super) fn new(db: &'d Connection, now: Timestamp) -> Self {
        Self { db, now, values: Vec::new() }
    }

    pub(super) fn group(&mut self, group: &Group) -> rusqlite::Result<String> {
        let join = match group.join {
            Join::All => " AND ",
            Join::Any => " OR ",
        };
        let parts: Vec<_> = group.rules.iter().map(|rule| self.rule(rule)).collect::<Result<_, _>>()?;
        Ok(if parts.is_empty() { "true".to_owned() } else { format!("({})", parts.join(join)) })
    }

    fn rule(&mut self, rule: &Rule) -> rusqlite::Result<String> {
        match rule {
            Rule::Group(group) => self.group(group),
            Rule::Field(field, Test::Empty(empty)) => Ok(self.is_empty(*field, *empty)),
            Rule::Field(field, test) => match field.shape() {
                Shape::Text => self.text(*field, test),
                Shape::Number | Shape::Length => Ok(self.number(*field, test)),
                Shape::Moment => Ok(self.moment(*field, test)),
            },
        }
    }

    fn is_empty(&mut self, field: Field, empty: bool) -> String {
        let test = match field {
            Field::Artist => "t.artists = ''",
            Field::Genre => "t.genres = ''",
            Field::Codec => "t.codec = ''",
            Field::AlbumArtist => "aa.name = ''",
            Field::Title | Field::Path => "false",
            Field::Plays => "t.plays = 0",
            Field::Album => "t.album IS NULL",
            other => return format!("{} IS {}NULL", column(other), if empty { "" } else { "NOT " }),
        };
        format!("({test}) IS {}", if empty { "TRUE" } else { "FALSE" })
    }

    fn text(&mut self, field: Field, test: &Test) -> rusqlite::Result<String> {
        let (likeness, text, wanted) = match test {
            Test::Is(Value::Text(text)) => (Likeness::Is, text, true),
            Test::IsNot(Value::Text(text)) => (Likeness::Is, text, false),
            Test::Contains(text) => (Likeness::Contains, text, true),
            Test::ContainsNot(text) => (Likeness::Contains, text, false),
            Test::Starts(text) => (Likeness::Starts, text, true),
            Test::Ends(text) => (Likeness::Ends, text, true),
            _ => return Ok("false".to_owned()),
        };
        let found = match field {
            Field::Title => self.titles(likeness, &fold(text))?,
            Field::Path => self.paths(likeness, &fold_path(text))?,
            Field::Artist => self.named("artists", "track_artists", "artist_id", likeness, text),
            Field::Genre => self.named("genres", "track_genres", "genre_id", likeness, text),
            Field::Album => self.alike("al.fold", likeness, &fold(text)),
            Field::AlbumArtist => self.alike("aa.fold", likeness, &fold(text)),
            _ => self.alike("t.codec", likeness, &text.trim().to_lowercase()),
        };
        Ok(format!("({found}) IS {}", if wanted { "TRUE" } else { "FALSE" }))
    }

    /// A track may have several of them; one must be alike.
    fn named(&mut self, names: &str, links: &str, id: &str, likeness: Likeness, text: &str) -> String {
        let alike = self.alike("n.fold", likeness, &fold(text));
        format!("t.id IN (SELECT x.track_id FROM {names} n JOIN {links} x ON x.{id} = n.id WHERE {alike})")
    }

    fn alike(&mut self, column: &str, likeness: Likeness, folded: &str) -> String {
        let value = self.value(Sql::Text(folded.to_owned()));
        match likeness {
            Likeness::Is => format!("{column} = {value}"),
            Likeness::Contains => format!("instr({column}, {value}) > 0"),
            Likeness::Starts => format!("substr({column}, 1, length({value})) = {value}"),
            // From 0 characters before the end on, substr would give all of it.
            Likeness::Ends => format!("(length({value}) = 0 OR substr({column}, -length({value})) = {value})"),
        }
    }

    fn titles(&mut self, likeness: Likeness, folded: &str) -> rusqlite::Result<String> {
        let mut statement = self.db.prepare("SELECT id, title FROM tracks WHERE state = 0")?;
        let mut rows = statement.query([])?;
        let mut ids = Vec::new();
        while let Some(row) = rows.next()? {
            if likeness.holds(&fold(row.get_ref(1)?.as_str()?), folded) {
                ids.push(row.get::<_, i64>(0)?.to_string());
            }
        }
        Ok(self.one_of(&ids))
    }

    fn paths(&mut self, likeness: Likeness, folded: &str) -> rusqlite::Result<String> {
        let sql = "SELECT t.id, f.path, t.name FROM tracks t JOIN folders f ON f.id = t.folder WHERE t.state = 0";
        let mut statement = self.db.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut ids = Vec::new();
        while let Some(row) = rows.next()? {
            let path = joined(row.get(1)?, row.get_ref(2)?.as_blob()?);
            if likeness.holds(&fold_path(&String::from_utf8_lossy(path.as_os_str().as_bytes())), folded) {
                ids.push(row.get::<_, i64>(0)?.to_string());
            }
        }
        Ok(self.one_of(&ids))
    }

    fn one_of(&mut self, ids: &[String]) -> String {
        let list = self.value(Sql::Text(format!("[{}]", ids.join(","))));
        format!("t.id IN (SELECT value FROM json_each({list}))")
    }

    fn number(&mut self, field: Field, test: &Test) -> String {
        let column = column(field);
        // Lengths and levels are finer than what people write: they are as good as equal within half of that.
        let (unit, near) = match field {
            Field::Length => (1000.0, 500.0),
            Field::Loudness => (1.0, 0.05),
            _ => (1.0, 0.0),
        };
        let mut value = |value: &Value, more: f64| match value {
            Value::Number(number) => self.value(Sql::Real(number * unit + more)),
            _ => "NULL".to_owned(),
        };
        match test {
            Test::Is(wanted) => format!("{column} BETWEEN {} AND {}", value(wanted, -near), value(wanted, near)),
            Test::IsNot(wanted) => {
                format!("({column} BETWEEN {} AND {}) IS NOT TRUE", value(wanted, -near), value(wanted, near))
            }
            Test::Above(least) => format!("{column} > {}", value(least, 0.0)),
            Test::Below(most) => format!("{column} < {}", value(most, 0.0)),
            Test::Between(low, high) => format!("{column} BETWEEN {} AND {}", value(low, 0.0), value(high, 0.0)),
            _ => "false".to_owned(),
        }
    }

    fn moment(&mut self, field: Field, test: &Test) -> String {
        let column = column(field);
        let now = self.now.as_second();
        let ago = |time: &std::time::Duration| now.saturating_sub(i64::try_from(time.as_secs()).unwrap_or(i64::MAX));
        let mut at = |seconds: Option<i64>| self.value(seconds.map_or(Sql::Null, Sql::Integer));
        match test {
            Test::Within(time) => format!("{column} >= {}", at(Some(ago(time)))),
            Test::NotWithin(time) => format!("({column} >= {}) IS NOT TRUE", at(Some(ago(time)))),
            Test::Above(Value::Day(day)) => format!("{column} >= {}", at(begin(Some(*day)))),
            Test::Below(Value::Day(day)) => format!("{column} < {}", at(begin(Some(*day)))),
            Test::Between(Value::Day(first), Value::Day(last)) => {
                let (from, to) = (at(begin(Some(*first))), at(begin(last.tomorrow().ok())));
                format!("({column} >= {from} AND {column} < {to})")
            }
            _ => "false".to_owned(),
        }
    }

    /// The name of a new parameter.
    fn value(&mut self, value: Sql) -> String {
        self.values.push(value);
        format!("?{}", self.values.len())
    }
}

impl Likeness {
    fn holds(self, folded: &str, wanted: &str) -> bool {
        match self {
            Self::Is => folded == wanted,
            Self::Contains => folded.contains(wanted),
            Self::Starts => folded.starts_with(wanted),
            Self::Ends => folded.ends_with(wanted),
        }
    }
}

/// Where a field that is no text stands.
fn column(field: Field) -> &'static str {
    match field {
        Field::Year => "t.year",
        Field::Added => "t.added_at",
        Field::Played => "t.played_at",
        Field::Plays => "t.plays",
        Field::Length => "t.millis",
        Field::Bitrate => "t.bitrate",
        Field::Loudness => "coalesce(t.lufs, t.heard_lufs)",
        Field::Number => "t.number",
        Field::Disc => "t.disc",
        _ => "NULL",
    }
}

/// Each name folded, but the slashes stay: `Jazz/Live` is not `Jazz Live`.
fn fold_path(path: &str) -> String {
    path.split('/').map(fold).collect::<Vec<_>>().join("/")
}

/// The first second of a day, in UTC.
fn begin(day: Option<Date>) -> Option<i64> {
    TimeZone::UTC.to_timestamp(day?.to_datetime(Time::midnight())).ok().map(Timestamp::as_second)
}
