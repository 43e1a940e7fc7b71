//! From TOML to rules, noting every mistake with its line.

use std::time::Duration;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::word::{FIELDS, ORDERS, SIZES, advice, find, tests};
use super::{By, Field, Group, Join, Limit, Mistake, Mistakes, Order, Rule, Rules, Shape, Test, Value};

/// Groups within groups.
const DEEPEST: usize = 16;
/// Rules in a group.
const MOST: usize = 500;

type Item<'a> = Spanned<DeValue<'a>>;
/// A mistake's place (in bytes) and sentence.
type Bad = (usize, String);

/// Reads the rules of a smart playlist.
///
/// # Errors
/// All mistakes, each with its line.
pub fn parse(text: &str) -> Result<Rules, Mistakes> {
    let mut reader = Reader { bad: Vec::new() };
    let rules = match DeTable::parse(text) {
        Ok(root) => reader.rules(root.get_ref()),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            reader.bad.push((at, format!("this is not TOML: {}", error.message())));
            Rules::default()
        }
    };
    if reader.bad.is_empty() {
        return Ok(rules);
    }
    reader.bad.sort_by_key(|(at, _)| *at);
    let line = |at| text.get(..at).unwrap_or(text).matches('\n').count() + 1;
    Err(Mistakes(reader.bad.into_iter().map(|(at, sentence)| Mistake { line: line(at), sentence }).collect()))
}

struct Reader {
    bad: Vec<Bad>,
}

impl Reader {
    fn rules(&mut self, root: &DeTable) -> Rules {
        let mut rules = Rules::default();
        for (key, item) in root {
            match key.get_ref().as_ref() {
                "match" => rules.of.join = self.good(join(item)).unwrap_or_default(),
                "limit" => rules.limit = self.good(limit(item)),
                "order" => rules.order = self.good(order(item)),
                "rule" => rules.of.rules = self.list(item, 0),
                other => self.unknown(key.span().start, other, ["match", "limit", "order", "rule"].iter()),
            }
        }
        rules
    }

    fn list(&mut self, item: &Item, depth: usize) -> Vec<Rule> {
        let Some(list) = item.get_ref().as_array().filter(|_| depth < DEEPEST) else {
            self.bad.push((item.span().start, "rules are a list: write [[rule]] on a line of its own".into()));
            return Vec::new();
        };
        if list.len() > MOST {
            self.bad.push((item.span().start, format!("these are {} rules; at most {MOST} fit", list.len())));
        }
        list.iter().filter_map(|item| self.rule(item, depth)).collect()
    }

    fn rule(&mut self, item: &Item, depth: usize) -> Option<Rule> {
        let at = item.span().start;
        let Some(table) = item.get_ref().as_table() else {
            self.bad.push((at, "a rule is a table such as { field = \"genre\", is = \"jazz\" }".into()));
            return None;
        };
        for (word, join) in [("all", Join::All), ("any", Join::Any)] {
            if let Some(list) = table.get(word) {
                table.iter().filter(|(key, _)| key.get_ref() != word).for_each(|(key, _)| {
                    self.bad.push((key.span().start, format!("beside \"{word}\" nothing else can stand in a rule")));
                });
                return Some(Rule::Group(Group { join, rules: self.list(list, depth + 1) }));
            }
        }
        let Some(field) = table.get("field") else {
            self.bad.push((at, "the rule has no field: write, for example, field = \"genre\"".into()));
            return None;
        };
        let field = self.good(choice(field, "field", &FIELDS))?;
        self.test(at, table, field)
    }

    fn test(&mut self, at: usize, table: &DeTable, field: Field) -> Option<Rule> {
        let known = tests(field.shape());
        let mut found = None;
        for (key, item) in table.iter().filter(|(key, _)| key.get_ref() != "field") {
            let (word, at) = (key.get_ref().as_ref(), key.span().start);
            if !known.contains(&word) {
                self.unknown(at, word, known.iter());
            } else if found.is_some() {
                self.bad.push((at, "one rule holds one test: write a second [[rule]] for the other".into()));
            } else {
                found = Some(self.good(test(word, item, field.shape())));
            }
        }
        if found.is_none() && table.len() < 2 {
            self.bad.push((at, format!("the rule tests nothing; known here: {}", known.join(", "))));
        }
        found.flatten().map(|test| Rule::Field(field, test))
    }

    fn unknown<'a>(&mut self, at: usize, word: &str, known: impl Iterator<Item = &'a &'a str> + Clone) {
        self.bad.push((at, format!("\"{word}\" is not known here; {}", advice(word, known.copied()))));
    }

    fn good<T>(&mut self, read: Result<T, Bad>) -> Option<T> {
        read.map_err(|bad| self.bad.push(bad)).ok()
    }
}

fn test(word: &str, item: &Item, shape: Shape) -> Result<Test, Bad> {
    let value = |item| value(item, shape);
    Ok(match word {
        "is" => Test::Is(value(item)?),
        "is_not" => Test::IsNot(value(item)?),
        "contains" => Test::Contains(text(item)?.to_owned()),
        "contains_not" => Test::ContainsNot(text(item)?.to_owned()),
        "starts" => Test::Starts(text(item)?.to_owned()),
        "ends" => Test::Ends(text(item)?.to_owned()),
        "above" => Test::Above(value(item)?),
        "below" => Test::Below(value(item)?),
        "within" => Test::Within(duration(item, text(item)?)?),
        "not_within" => Test::NotWithin(duration(item, text(item)?)?),
        "between" => match item.get_ref().as_array().map(|list| list.iter().collect::<Vec<_>>()).as_deref() {
            Some([low, high]) => Test::Between(value(low)?, value(high)?),
            _ => return bad(item, "\"between\" takes two values: between = [1990, 1999]"),
        },
        _ => match item.get_ref() {
            DeValue::Boolean(empty) => Test::Empty(*empty),
            _ => return bad(item, "\"empty\" is true or false, without quotes"),
        },
    })
}

fn value(item: &Item, shape: Shape) -> Result<Value, Bad> {
    match (shape, item.get_ref()) {
        (Shape::Text, _) => Ok(Value::Text(text(item)?.to_owned())),
        (Shape::Length, DeValue::String(text)) => Ok(Value::Number(duration(item, text)?.as_secs_f64())),
        (Shape::Number | Shape::Length, _) => number(item),
        (Shape::Moment, value) => {
            let written = match value {
                DeValue::String(text) => text.to_string(),
                DeValue::Datetime(date) => date.to_string(),
                _ => String::new(),
            };
            let day = written.parse().map(Value::Day);
            day.or_else(|_| bad(item, "this must be a day such as \"2024-12-31\""))
        }
    }
}

fn number(item: &Item) -> Result<Value, Bad> {
    let written = match item.get_ref() {
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        _ => String::new(),
    };
    let number = written.parse().ok().filter(|number: &f64| number.is_finite());
    number.map(Value::Number).ok_or_else(|| (item.span().start, "this must be a number, without quotes".into()))
}

fn text<'a>(item: &'a Item) -> Result<&'a str, Bad> {
    item.get_ref().as_str().ok_or_else(|| (item.span().start, "this must be text in quotes".into()))
}

fn duration(item: &Item, text: &str) -> Result<Duration, Bad> {
    humantime::parse_duration(text)
        .or_else(|_| bad(item, "this must be a length of time such as \"30 days\" or \"5 h\""))
}

fn join(item: &Item) -> Result<Join, Bad> {
    choice(item, "match", &[("all", Join::All), ("any", Join::Any)])
}

fn choice<T: Copy>(item: &Item, key: &str, table: &[(&str, T)]) -> Result<T, Bad> {
    let word = text(item)?;
    let names = table.iter().map(|(name, _)| *name);
    find(table, word)
        .ok_or_else(|| (item.span().start, format!("\"{word}\" is not known as {key}; {}", advice(word, names))))
}

/// `"100 tracks"`, `"5 h"`, `"2 GB"`, or a number of tracks.
fn limit(item: &Item) -> Result<Limit, Bad> {
    const SHAPE: &str = "the limit is a number of tracks, a length or a size: \"100 tracks\", \"5 h\" or \"2 GB\"";
    let text = match item.get_ref() {
        DeValue::Integer(number) => format!("{number} tracks"),
        _ => text(item).or_else(|_| bad(item, SHAPE))?.to_owned(),
    };
    let digits = text.trim_start().find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(0);
    let (number, unit) = text.trim().split_at_checked(digits).unwrap_or_default();
    let found = match unit.trim() {
        "track" | "tracks" => number.parse().ok().map(Limit::Tracks),
        unit => match SIZES.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit)) {
            Some((_, bytes)) => size(number, *bytes),
            None => humantime::parse_duration(&text).ok().map(Limit::Length),
        },
    };
    found.filter(|limit| !limit.is_nothing()).ok_or_else(|| (item.span().start, SHAPE.into()))
}

impl Limit {
    fn is_nothing(self) -> bool {
        matches!(self, Self::Tracks(0) | Self::Size(0) | Self::Length(Duration::ZERO))
    }
}

fn size(number: &str, unit: u64) -> Option<Limit> {
    if let Ok(whole) = number.parse::<u64>() {
        return whole.checked_mul(unit).map(Limit::Size);
    }
    let bytes = number.parse::<f64>().ok()? * unit as f64;
    (bytes < u64::MAX as f64).then_some(Limit::Size(bytes as u64))
}

fn order(item: &Item) -> Result<Order, Bad> {
    let word = text(item)?;
    let (descending, name) = word.strip_prefix('-').map_or((false, word), |name| (true, name));
    match find(&ORDERS, name) {
        Some(By::Random) if descending => bad(item, "random has no other way round: write \"random\""),
        Some(by) => Ok(Order { by, descending }),
        None => {
            let names = ORDERS.iter().map(|(name, _)| *name);
            Err((item.span().start, format!("nothing can be ordered by \"{name}\"; {}", advice(name, names))))
        }
    }
}

fn bad<T>(item: &Item, sentence: &str) -> Result<T, Bad> {
    Err((item.span().start, sentence.into()))
}
