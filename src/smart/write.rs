//! From rules to TOML.

use std::time::Duration;

use super::word::{FIELDS, ORDERS, SIZES, name};
use super::{Field, Group, Join, Limit, Order, Rule, Rules, Shape, Test, Value};

impl Rules {
    /// The rules as [`super::parse`] reads them.
    pub fn to_toml(&self) -> String {
        let mut out = format!("match = \"{}\"\n", join(self.of.join));
        if let Some(limit) = self.limit {
            out += &format!("limit = \"{}\"\n", amount(limit));
        }
        if let Some(Order { by, descending }) = self.order {
            out += &format!("order = \"{}{}\"\n", if descending { "-" } else { "" }, name(&ORDERS, by));
        }
        for rule in &self.of.rules {
            out += "\n[[rule]]\n";
            match rule {
                Rule::Field(field, test) => out += &pair(*field, test).join("\n"),
                Rule::Group(group) => out += &list(group),
            }
            out.push('\n');
        }
        out
    }
}

fn list(group: &Group) -> String {
    let rules: Vec<_> = group.rules.iter().map(|rule| format!("{{ {} }}", inline(rule))).collect();
    format!("{} = [{}]", join(group.join), rules.join(", "))
}

fn inline(rule: &Rule) -> String {
    match rule {
        Rule::Field(field, test) => pair(*field, test).join(", "),
        Rule::Group(group) => list(group),
    }
}

fn pair(field: Field, test: &Test) -> [String; 2] {
    let value = |value| value_of(value, field.shape());
    let (word, value) = match test {
        Test::Is(wanted) => ("is", value(wanted)),
        Test::IsNot(wanted) => ("is_not", value(wanted)),
        Test::Contains(text) => ("contains", quoted(text)),
        Test::ContainsNot(text) => ("contains_not", quoted(text)),
        Test::Starts(text) => ("starts", quoted(text)),
        Test::Ends(text) => ("ends", quoted(text)),
        Test::Above(least) => ("above", value(least)),
        Test::Below(most) => ("below", value(most)),
        Test::Between(low, high) => ("between", format!("[{}, {}]", value(low), value(high))),
        Test::Within(time) => ("within", quoted(&length(*time))),
        Test::NotWithin(time) => ("not_within", quoted(&length(*time))),
        Test::Empty(empty) => ("empty", empty.to_string()),
    };
    [format!("field = \"{}\"", name(&FIELDS, field)), format!("{word} = {value}")]
}

fn value_of(value: &Value, shape: Shape) -> String {
    match value {
        Value::Text(text) => quoted(text),
        Value::Day(day) => format!("\"{day}\""),
        Value::Number(number) => match Duration::try_from_secs_f64(*number) {
            // Only a length that comes back as it was: others stay a number of seconds.
            Ok(time) if shape == Shape::Length && time.as_secs_f64() == *number && time.subsec_nanos() == 0 => {
                quoted(&length(time))
            }
            _ => toml::Value::Float(*number).to_string(),
        },
    }
    .trim_end_matches(".0")
    .to_owned()
}

fn amount(limit: Limit) -> String {
    match limit {
        Limit::Tracks(1) => "1 track".into(),
        Limit::Tracks(count) => format!("{count} tracks"),
        Limit::Length(time) => length(time),
        Limit::Size(bytes) => {
            let fitting = SIZES.iter().find(|(_, unit)| bytes.is_multiple_of(*unit));
            fitting.map_or_else(|| format!("{bytes} B"), |(name, unit)| format!("{} {name}", bytes / unit))
        }
    }
}

fn join(join: Join) -> &'static str {
    match join {
        Join::All => "all",
        Join::Any => "any",
    }
}

/// A single unit where one will do: "30 days" is not to become "1 month".
fn length(time: Duration) -> String {
    const UNITS: [(&str, u64); 4] = [("days", 86_400), ("h", 3600), ("min", 60), ("s", 1)];
    match UNITS.iter().find(|(_, unit)| time.subsec_nanos() == 0 && time.as_secs().is_multiple_of(*unit)) {
        Some((name, unit)) => format!("{} {name}", time.as_secs() / unit),
        None => humantime::format_duration(time).to_string(),
    }
}

/// Text as TOML has it, on one line whatever is in it.
pub fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|letter| match letter {
        '"' | '\\' => format!("\\{letter}"),
        letter if letter.is_control() => format!("\\u{:04X}", u32::from(letter)),
        letter => letter.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}
