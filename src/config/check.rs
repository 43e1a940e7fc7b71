//! A walk through the file's tables that notes every problem with its place, instead of stopping at the first.
//!
//! A key is known because it is asked for, so keys are listed once: where they are read.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::error::{ConfigError, ConfigErrors, Position};
use super::nearest;

/// What was found on the walk.
pub(super) struct Report<'a> {
    path: &'a Path,
    text: &'a str,
    problems: Vec<ConfigError>,
    /// Every key that was asked for, with its header such as `[audio]`.
    pub(super) known: Vec<(&'static str, &'static str)>,
    unknown: Vec<(&'static str, &'a Spanned<DeString<'a>>)>,
}

/// One table while its keys are asked for. Without a table nothing is read, but the keys become known.
pub(super) struct Section<'r, 'a> {
    header: &'static str,
    /// With the byte at which it begins.
    table: Option<(&'a DeTable<'a>, usize)>,
    report: &'r mut Report<'a>,
}

impl<'a> Report<'a> {
    pub(super) fn new(path: &'a Path, text: &'a str) -> Self {
        Self { path, text, problems: Vec::new(), known: Vec::new(), unknown: Vec::new() }
    }

    /// Notes a problem at the byte `at`.
    pub(super) fn problem(&mut self, at: usize, sentence: impl Into<String>) {
        let at = Some(Position::of(self.text, at));
        self.problems.push(ConfigError { path: self.path.into(), at, sentence: sentence.into() });
    }

    /// Reads the table under `header` (`[audio]`), or each of the tables (`[[feed]]`): `read` asks for its keys.
    /// Where there is none, `read` still runs once, for its keys to become known; what it gives is dropped.
    pub(super) fn each<T>(
        &mut self,
        root: &'a DeTable<'a>,
        header: &'static str,
        mut read: impl FnMut(&mut Section<'_, 'a>) -> T,
    ) -> Vec<T> {
        let tables = self.tables(root, header);
        if tables.is_empty() {
            read(&mut Section { header, table: None, report: self });
        }
        let mut values = Vec::new();
        for (table, at) in tables {
            values.push(read(&mut Section { header, table: Some((table, at)), report: self }));
            self.sift(header, table);
        }
        values
    }

    fn tables(&mut self, root: &'a DeTable<'a>, header: &'static str) -> Vec<(&'a DeTable<'a>, usize)> {
        let key = header.trim_matches(['[', ']']);
        self.know("", key);
        let Some(value) = root.get(key) else { return Vec::new() };
        let (many, start) = (header.starts_with("[["), value.span().start);
        match value.get_ref() {
            DeValue::Table(table) if !many => return vec![(table, start)],
            DeValue::Array(list) if many && list.iter().all(|item| item.get_ref().is_table()) => {
                return list.iter().filter_map(|item| Some((item.get_ref().as_table()?, item.span().start))).collect();
            }
            _ => self.problem(start, format!("\"{key}\" is a section: write {header} on a line of its own.")),
        }
        Vec::new()
    }

    fn know(&mut self, header: &'static str, key: &'static str) {
        if !self.known.contains(&(header, key)) {
            self.known.push((header, key));
        }
    }

    /// Keeps the keys that nobody asked for.
    fn sift(&mut self, header: &'static str, table: &'a DeTable<'a>) {
        let unasked =
            table.keys().filter(|key| !self.known.iter().any(|known| *known == (header, key.get_ref().as_ref())));
        self.unknown.extend(unasked.map(|key| (header, key)));
    }

    /// The value, if there are no problems. Unknown keys are judged last: only now all known ones are known.
    pub(super) fn finish<T>(mut self, root: &'a DeTable<'a>, value: T) -> Result<T, ConfigErrors> {
        self.sift("", root);
        for (header, key) in std::mem::take(&mut self.unknown) {
            let advice = self.advice(header, key.get_ref());
            self.problem(key.span().start, format!("\"{}\" is not a setting here. {advice}", key.get_ref()));
        }
        self.problems.sort_by_key(|problem| problem.at);
        if self.problems.is_empty() { Ok(value) } else { Err(ConfigErrors(self.problems)) }
    }

    /// What to write instead of an unknown key.
    fn advice(&self, header: &str, key: &str) -> String {
        let here: Vec<&str> = self.known.iter().filter(|(home, _)| *home == header).map(|(_, key)| *key).collect();
        let elsewhere = || self.known.iter().filter(|(home, _)| !home.is_empty() && *home != header);
        let homes: Vec<&str> = elsewhere().filter(|(_, known)| *known == key).map(|(home, _)| *home).collect();
        if !homes.is_empty() {
            return format!("It belongs under {}.", homes.join(" or "));
        }
        if let Some(word) = nearest(key, here.iter().copied()) {
            return format!("Did you mean \"{word}\"?");
        }
        match nearest(key, elsewhere().map(|(_, known)| *known))
            .and_then(|word| elsewhere().find(|(_, known)| *known == word))
        {
            Some((home, word)) => format!("Did you mean \"{word}\" under {home}?"),
            None => format!("Known here: {}.", here.join(", ")),
        }
    }
}

impl<'a> Section<'_, 'a> {
    /// `key = "text"`, through a rule.
    pub(super) fn text<T>(&mut self, key: &'static str, into: &mut T, rule: impl Fn(&str) -> Result<T, String>) {
        let Some(value) = self.ask(key) else { return };
        match value.get_ref() {
            DeValue::String(text) => self.apply(key, value, text, into, rule),
            _ => self.misshapen(key, value, "text in quotes"),
        }
    }

    /// `key = 12` or `key = -1.5`, through a rule.
    pub(super) fn number<T>(&mut self, key: &'static str, into: &mut T, rule: impl Fn(&str) -> Result<T, String>) {
        let Some(value) = self.ask(key) else { return };
        match value.get_ref() {
            DeValue::Integer(number) => self.apply(key, value, &number.to_string(), into, rule),
            DeValue::Float(number) => self.apply(key, value, number.as_str(), into, rule),
            _ => self.misshapen(key, value, "a number without quotes"),
        }
    }

    /// `key = "word"`, or `key = [1, -2.5, …]`, which goes through the rule with commas between the numbers.
    pub(super) fn text_or_numbers<T>(
        &mut self,
        key: &'static str,
        into: &mut T,
        rule: impl Fn(&str) -> Result<T, String>,
    ) {
        let Some(value) = self.ask(key) else { return };
        let joined = match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Array(items) => {
                items.iter().map(|item| number_of(item.get_ref())).collect::<Option<Vec<_>>>().map(|all| all.join(", "))
            }
            _ => None,
        };
        match joined {
            Some(given) => self.apply(key, value, &given, into, rule),
            None => self.misshapen(key, value, "text in quotes, or a list of numbers"),
        }
    }

    /// `key = true`.
    pub(super) fn switch(&mut self, key: &'static str, into: &mut bool) {
        let Some(value) = self.ask(key) else { return };
        match value.get_ref() {
            DeValue::Boolean(on) => *into = *on,
            _ => self.misshapen(key, value, "true or false, without quotes"),
        }
    }

    /// `key = ["text", …]`, each through a rule.
    pub(super) fn texts<T>(&mut self, key: &'static str, into: &mut Vec<T>, rule: impl Fn(&str) -> Result<T, String>) {
        let Some(value) = self.ask(key) else { return };
        let DeValue::Array(items) = value.get_ref() else {
            return self.misshapen(key, value, "a list such as [\"…\", \"…\"]");
        };
        into.clear();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::String(text) => match rule(text) {
                    Ok(good) => into.push(good),
                    Err(why) => self.refuse(key, item, text, &why),
                },
                _ => self.misshapen(key, item, "text in quotes"),
            }
        }
    }

    /// Notes a missing or empty list that must be there.
    pub(super) fn must_have(&mut self, key: &'static str, sentence: &str) {
        let Some((table, at)) = self.table else { return };
        match table.get(key).map(|value| (value.get_ref().as_array(), value.span().start)) {
            None => self.report.problem(at, sentence),
            Some((Some(list), at)) if list.is_empty() => self.report.problem(at, sentence),
            Some(_) => (),
        }
    }

    fn ask(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.report.know(self.header, key);
        self.table.and_then(|(table, _)| table.get(key))
    }

    fn apply<T>(
        &mut self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        given: &str,
        into: &mut T,
        rule: impl Fn(&str) -> Result<T, String>,
    ) {
        match rule(given) {
            Ok(good) => *into = good,
            Err(why) => self.refuse(key, value, given, &why),
        }
    }

    fn refuse(&mut self, key: &str, value: &Spanned<DeValue<'_>>, given: &str, why: &str) {
        // What stands before an @ or behind a ? may be a password.
        let given = if given.contains(['@', '?']) { "(hidden)" } else { given };
        self.report.problem(value.span().start, format!("\"{given}\" cannot be used for {key}: {why}"));
    }

    fn misshapen(&mut self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        let article = match value.get_ref().type_str() {
            "string" => "text in quotes",
            "integer" | "float" => "a number without quotes",
            "boolean" => "true or false",
            "array" => "a list",
            "table" => "a section",
            _ => "a date",
        };
        self.report.problem(value.span().start, format!("{key} is {article} here; it has to be {wanted}."));
    }
}

/// A number as it is written.
fn number_of(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        _ => None,
    }
}
