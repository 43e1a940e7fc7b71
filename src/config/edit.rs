//! Changes to the file's text, as a settings page makes them: only the value is replaced, or a line added. All else,
//! comments and order, stays byte for byte.

use std::cmp::Ordering;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::error::{ConfigError, ConfigErrors};
use super::{Config, Surroundings, parse};

/// A value, as it is to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Switch(bool),
    /// Whole numbers are written without a point, others with up to three places behind it.
    Number(f64),
    Text(String),
    Texts(Vec<String>),
    Numbers(Vec<f64>),
}

/// One change. A key is written with its section: `audio.crossfade`. Feeds count from 0, the most wanted.
#[derive(Clone, Debug, PartialEq)]
pub enum Change<'a> {
    Set(&'a str, Value),
    /// Takes the key out, so that its default counts.
    Reset(&'a str),
    /// A new `[[feed]]` before the one at this place, or as the last.
    AddFeed {
        at: usize,
        name: Option<String>,
        urls: Vec<String>,
    },
    RemoveFeed(usize),
    MoveFeed {
        from: usize,
        to: usize,
    },
    /// A key of a feed: `name`, `urls`, `user` or `password_file`.
    SetFeed(usize, &'a str, Value),
    ResetFeed(usize, &'a str),
}

/// Makes the changes, one after the other, in the text of a configuration.
///
/// A key that is new stands where the example explains it, if that is in the file, else in its section, else behind all;
/// but no key is added only to say what is the default.
///
/// # Errors
/// The text was no valid configuration, or is none with the changes: in the sentences of [`parse`].
pub fn edit(text: &str, changes: &[Change<'_>], around: &Surroundings<'_>) -> Result<String, ConfigErrors> {
    let mut text = text.to_owned();
    let mut before = parse(&text, around)?;
    for change in changes {
        (text, before) = Editor { text: &text, around, before: &before }.make(change)?;
    }
    Ok(text)
}

struct Editor<'a> {
    text: &'a str,
    around: &'a Surroundings<'a>,
    before: &'a Config,
}

/// A table of the file: `[audio]`, or one of `[[feed]]`.
#[derive(Clone, Copy)]
struct Home<'a> {
    section: &'a str,
    feed: Option<usize>,
}

impl Editor<'_> {
    fn make(&self, change: &Change<'_>) -> Result<(String, Config), ConfigErrors> {
        let text = match change {
            Change::Set(path, value) => self.set(home_of(path), key_of(path), value)?,
            Change::Reset(path) => self.reset(home_of(path), key_of(path)),
            Change::SetFeed(at, key, value) => self.set(self.feed(*at)?, key, value)?,
            Change::ResetFeed(at, key) => self.reset(self.feed(*at)?, key),
            Change::AddFeed { at, name, urls } => self.add_feed(*at, name.as_deref(), urls),
            Change::RemoveFeed(at) => self.without(self.feed_block(*at)?),
            Change::MoveFeed { from, to } => self.move_feed(*from, *to)?,
        };
        parse(&text, self.around).map(|config| (text, config))
    }

    fn set(&self, home: Home<'_>, key: &str, value: &Value) -> Result<String, ConfigErrors> {
        let written = written(value);
        if let Some((_, old)) = self.entry(home, key) {
            return Ok(self.with(old, &written));
        }
        let line = format!("{} = {written}\n", name(key));
        let text = match self.slot(home, key) {
            Some(at) => self.with(at..at, &format!("{}{line}", self.line_break_before(at))),
            None => format!("{}{}\n[{}]\n{line}", self.text, self.line_break_before(self.text.len()), home.section),
        };
        let says_nothing_new = parse(&text, self.around)? == *self.before;
        Ok(if says_nothing_new { self.text.to_owned() } else { text })
    }

    fn reset(&self, home: Home<'_>, key: &str) -> String {
        let Some((key, value)) = self.entry(home, key) else { return self.text.to_owned() };
        let start = self.line_start(key.start);
        self.without(start..self.line_end(value.end))
    }

    /// Where a key and its value stand.
    fn entry(&self, home: Home<'_>, key: &str) -> Option<(Range<usize>, Range<usize>)> {
        let (document, _) = DeTable::parse_recoverable(self.text);
        let item = document.get_ref().get(home.section)?.get_ref();
        let table = match (item, home.feed) {
            (DeValue::Array(feeds), Some(at)) => feeds.get(at)?.get_ref().as_table()?,
            (item, _) => item.as_table()?,
        };
        let (found, value) = table.get_key_value(key)?;
        Some((found.span(), value.span()))
    }

    /// Where a new key's line belongs: before the line that shows it behind a `#`; else behind the section's header.
    fn slot(&self, home: Home<'_>, key: &str) -> Option<usize> {
        let (start, header) = self.headers().into_iter().find(|(_, header)| header.is(home))?;
        let end = self.headers().into_iter().map(|(at, _)| at).find(|at| *at > start).unwrap_or(self.text.len());
        let first = self.line_end(start);
        let mut at = first;
        for line in self.text[first..end.max(first)].split_inclusive('\n') {
            let shown = line.strip_prefix('#').and_then(|rest| rest.trim_start().strip_prefix(key));
            if header.feed.is_none() && shown.is_some_and(|rest| rest.trim_start().starts_with('=')) {
                return Some(at);
            }
            at += line.len();
        }
        Some(first)
    }

    /// All headers in the file's order, each with the byte at which it begins.
    fn headers(&self) -> Vec<(usize, Header)> {
        let (document, _) = DeTable::parse_recoverable(self.text);
        let mut headers = Vec::new();
        for (key, value) in document.get_ref() {
            let section = key.get_ref().to_string();
            let mut note = |at: usize, feed| {
                let start = self.line_start(at);
                if self.text[at..].starts_with('[') && self.text[start..at].trim().is_empty() {
                    headers.push((start, Header { section: section.clone(), feed }));
                }
            };
            match value.get_ref() {
                DeValue::Table(_) => note(value.span().start, None),
                DeValue::Array(items) => {
                    items.iter().enumerate().for_each(|(feed, item)| note(item.span().start, Some(feed)));
                }
                _ => {}
            }
        }
        headers.sort_by_key(|(at, _)| *at);
        headers
    }

    fn feed(&self, at: usize) -> Result<Home<'static>, ConfigErrors> {
        if at < self.before.feeds.len() { Ok(Home { section: "feed", feed: Some(at) }) } else { Err(self.no_feed(at)) }
    }

    fn no_feed(&self, at: usize) -> ConfigErrors {
        let sentence = format!("There is no feed number {} in this file.", at + 1);
        ConfigErrors(vec![ConfigError { path: self.around.file.into(), at: None, sentence }])
    }

    /// A feed's header with the comment right above it, and its lines, up to what belongs to the next header.
    fn feed_block(&self, feed: usize) -> Result<Range<usize>, ConfigErrors> {
        let headers = self.headers();
        let is_it = |(_, header): &(usize, Header)| header.is(Home { section: "feed", feed: Some(feed) });
        let place = headers.iter().position(is_it).ok_or_else(|| self.no_feed(feed))?;
        let begin = |place: usize| headers.get(place).map_or(self.text.len(), |(at, _)| self.with_comment(*at));
        Ok(begin(place)..begin(place + 1))
    }

    /// The start of the comment right above this line. One from the file's first line on is the file's own.
    fn with_comment(&self, header: usize) -> usize {
        let mut start = header;
        while start > 0 {
            let above = self.line_start(start - 1);
            if !self.text[above..].starts_with('#') {
                return start;
            }
            start = above;
        }
        header
    }

    fn add_feed(&self, at: usize, name: Option<&str>, urls: &[String]) -> String {
        let name = name.map(|name| format!("name = {}\n", quoted(name))).unwrap_or_default();
        let urls = written(&Value::Texts(urls.to_vec()));
        let block = format!("[[feed]]\n{name}urls = {urls}\n\n");
        let last = self.before.feeds.len().checked_sub(1).and_then(|last| self.feed_block(last).ok());
        let place = match (self.feed_block(at), last) {
            (Ok(block), _) => block.start,
            (Err(_), Some(last)) => last.end,
            // Before all sections, but behind what the file says of itself.
            (Err(_), None) => self.headers().first().map_or(self.text.len(), |(at, _)| self.with_comment(*at)),
        };
        let gap = if self.text[..place].is_empty() || self.text[..place].ends_with("\n\n") { "" } else { "\n" };
        self.with(place..place, &format!("{}{gap}{block}", self.line_break_before(place)))
    }

    fn move_feed(&self, from: usize, to: usize) -> Result<String, ConfigErrors> {
        let (source, target) = (self.feed_block(from)?, self.feed_block(to)?);
        let mut block = self.text[source.clone()].trim_end().to_owned();
        block += "\n\n";
        let place = if from < to { target.end } else { target.start };
        let gap = if self.text[..place].ends_with("\n\n") || place == 0 { "" } else { "\n" };
        let block = format!("{}{gap}{block}", self.line_break_before(place));
        let Range { start, end } = source;
        let parts = match from.cmp(&to) {
            Ordering::Equal => return Ok(self.text.to_owned()),
            Ordering::Less => [&self.text[..start], &self.text[end..place], &block, &self.text[place..]],
            Ordering::Greater => [&self.text[..place], &block, &self.text[place..start], &self.text[end..]],
        };
        Ok(parts.concat())
    }

    fn with(&self, place: Range<usize>, new: &str) -> String {
        [&self.text[..place.start], new, &self.text[place.end..]].concat()
    }

    fn without(&self, place: Range<usize>) -> String {
        self.with(place, "")
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |line_break| line_break + 1)
    }

    /// Behind the line break of the line in which this byte is.
    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |line_break| at + line_break + 1)
    }

    fn line_break_before(&self, at: usize) -> &'static str {
        if self.line_start(at) == at { "" } else { "\n" }
    }
}

struct Header {
    section: String,
    feed: Option<usize>,
}

impl Header {
    fn is(&self, home: Home<'_>) -> bool {
        self.section == home.section && self.feed == home.feed
    }
}

fn home_of(path: &str) -> Home<'_> {
    Home { section: path.split_once('.').map_or("", |(section, _)| section), feed: None }
}

fn key_of(path: &str) -> &str {
    path.split_once('.').map_or(path, |(_, key)| key)
}

/// A key as it is written: bare, if it may be.
fn name(key: &str) -> String {
    let bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if bare { key.to_owned() } else { quoted(key) }
}

fn written(value: &Value) -> String {
    let list = |items: Vec<String>| format!("[{}]", items.join(", "));
    match value {
        Value::Switch(on) => on.to_string(),
        // TOML writes what is no number in small letters.
        Value::Number(number) => ((number * 1000.0).round() / 1000.0).to_string().to_lowercase(),
        Value::Text(text) => quoted(text),
        Value::Texts(texts) => list(texts.iter().map(|text| quoted(text)).collect()),
        Value::Numbers(numbers) => list(numbers.iter().map(|number| written(&Value::Number(*number))).collect()),
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests;
