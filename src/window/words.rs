//! What the window says, in the person's language.
//!
//! The sentences are in `assets/languages/LANGUAGE/AREA.ftl`, in Fluent's form. What a language lacks is said in English.

use std::fmt::Display;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The languages that Segue speaks, English first, and their files.
macro_rules! catalogues {
    ($($code:literal: [$($area:literal),* $(,)?];)*) => {
        &[$(($code, &[$(include_str!(concat!("../../assets/languages/", $code, "/", $area, ".ftl"))),*])),*]
    };
}

const CATALOGUES: &[(&str, &[&str])] = catalogues! {
    "en": ["frame", "library", "playing", "lineup", "settings", "playlists"];
    "de": ["frame", "library", "playing", "lineup", "settings", "playlists"];
    "es": ["frame", "library", "playing", "lineup", "settings", "playlists"];
    "ja": ["frame", "library", "playing", "lineup", "settings", "playlists"];
    "fr": ["frame", "library", "playing", "lineup", "settings", "playlists"];
};

/// A language's words, with English behind them.
pub struct Words {
    bundles: Vec<FluentBundle<FluentResource>>,
    /// `de`.
    pub code: &'static str,
    /// Read from right to left.
    pub right_to_left: bool,
}

impl Words {
    /// For `wanted`, most wanted first: `de_DE.UTF-8`, `de-CH`, `de`.
    pub fn new(wanted: &[String]) -> Self {
        let speaks = |tag: &String| {
            let short = tag.split(['-', '_', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
            CATALOGUES.iter().find(|(code, _)| *code == short)
        };
        let best = wanted.iter().find_map(speaks).or(CATALOGUES.first());
        let english = CATALOGUES.first().filter(|english| best.is_none_or(|best| best.0 != english.0));
        let bundles = best.into_iter().chain(english).map(|(code, files)| bundle(code, files)).collect();
        let right_to_left =
            wanted.first().is_some_and(|tag| ["ar", "he", "fa", "ur"].iter().any(|rtl| tag.starts_with(rtl)));
        Self { bundles, code: best.map_or("en", |best| best.0), right_to_left }
    }

    /// In the language of the desktop: `LANGUAGE`, `LC_ALL`, `LC_MESSAGES`, `LANG`.
    pub fn of_the_desktop() -> Self {
        let set = ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
        let wanted: Vec<String> = set.flat_map(|list| list.split(':').map(str::to_owned).collect::<Vec<_>>()).collect();
        Self::new(&wanted)
    }

    /// All languages, each in its own word for itself.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        CATALOGUES.iter().map(|(code, _)| *code)
    }

    /// What a language calls itself.
    pub fn own_name(code: &str) -> &str {
        match code {
            "en" => "English",
            "de" => "Deutsch",
            "fr" => "Français",
            "es" => "Español",
            "ja" => "日本語",
            other => other,
        }
    }

    /// The words for `key`; the key itself where there are none, which a test rules out.
    pub fn get(&self, key: &str) -> String {
        self.say(key, None)
    }

    /// The words for `key`, with what is put into them: `{ $name }`.
    pub fn with(&self, key: &str, values: &[(&str, &dyn Value)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, value.value());
        }
        self.say(key, Some(&args))
    }

    fn say(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let said = self.bundles.iter().find_map(|bundle| {
            let pattern = bundle.get_message(key)?.value()?;
            Some(bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned())
        });
        said.unwrap_or_else(|| key.to_owned())
    }
}

/// What can be put into a sentence.
pub trait Value {
    fn value(&self) -> FluentValue<'static>;
}

/// Counted things choose between singular and plural.
impl Value for usize {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::from(*self as f64)
    }
}

impl Value for u64 {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::from(*self as f64)
    }
}

impl<T: Display + ?Sized> Value for &T {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::from(self.to_string())
    }
}

impl Value for String {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::from(self.clone())
    }
}

fn bundle(code: &str, files: &[&str]) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = code.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The marks around what is put in are boxes in some fonts, and the window sets its lines by itself.
    bundle.set_use_isolating(false);
    for file in files {
        // French has thin spaces before its colons; egui breaks lines at them, as it does not at the wider ones.
        let text = file.replace('\u{202f}', "\u{a0}");
        // What can be read of a file is used; that all can be, a test proves.
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// Each message's key, and what is put into it.
    fn messages(files: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
        let mut messages = BTreeMap::<String, BTreeSet<String>>::new();
        for file in files {
            let resource = FluentResource::try_new((*file).to_owned()).map_err(|(_, why)| why).unwrap();
            let mut key = String::new();
            for line in resource.source().lines().filter(|line| !line.starts_with('#')) {
                if let Some((new, _)) = line.split_once(" =").filter(|(new, _)| !new.starts_with([' ', '-'])) {
                    assert!(!messages.contains_key(new), "{new} is there twice");
                    new.clone_into(&mut key);
                }
                let is_name = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
                let values = line.split('$').skip(1).filter_map(|rest| rest.split(|letter| !is_name(letter)).next());
                messages.entry(key.clone()).or_default().extend(values.map(str::to_owned));
            }
        }
        messages
    }

    #[test]
    fn every_language_is_complete_and_puts_in_what_english_does() {
        let english = messages(CATALOGUES[0].1);
        for (code, files) in CATALOGUES {
            let theirs = messages(files);
            for (key, values) in &english {
                assert_eq!(theirs.get(key), Some(values), "{code}: {key}");
            }
            assert_eq!(theirs.len(), english.len(), "{code} says what English does not");
        }
    }

    #[test]
    fn french_keeps_its_colons_on_the_line_and_nought_singular() {
        let words = Words::new(&["fr".into()]);
        assert_eq!(words.get("palette-hint"), "Que veux-tu faire\u{a0}?");
        assert_eq!(words.with("grid-tracks", &[("count", &0_usize)]), "0 titre");
        assert_eq!(words.with("grid-tracks", &[("count", &2_usize)]), "2 titres");
    }

    #[test]
    fn what_a_desktop_says_is_understood() {
        assert_eq!(Words::new(&["tlh".into(), "en_GB.UTF-8".into()]).code, "en");
        assert_eq!(Words::new(&[]).code, "en");
        assert_eq!(Words::new(&["tlh".into(), "de_CH.UTF-8".into(), "en".into()]).code, "de");
    }
}
