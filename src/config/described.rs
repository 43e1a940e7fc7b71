//! Every key with its kind, its default and what it does, for a page of settings. What it does and its default are read
//! from the example, so that they are written once.

use std::sync::LazyLock;
use std::time::Duration;

use clap::ValueEnum;

use super::choice::{FadeCurve, LogLevel, Look, Loudness, Motion, Return, Start};
use super::example;

/// What a key's value is, and which ones are allowed.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Switch,
    /// A whole number, both bounds allowed.
    Whole {
        from: u32,
        to: u32,
        unit: &'static str,
    },
    /// A number, both bounds allowed.
    Number {
        from: f32,
        to: f32,
        unit: &'static str,
    },
    /// A length of time, written as text (`4s`), both bounds allowed.
    Length {
        from: Duration,
        to: Duration,
    },
    /// One of these words.
    Choice(Vec<String>),
    Text,
    /// A file or folder.
    Path,
    /// A list of texts.
    Texts,
    /// A device: `default`, `null`, `wav:FILE` or a name.
    Output,
    /// A preset's name, or ten numbers.
    Equaliser,
    /// A language's code, or `desktop`.
    Language,
}

/// A key.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// `audio` for what stands under `[audio]`, `feed` for `[[feed]]`.
    pub section: &'static str,
    pub key: &'static str,
    pub kind: Kind,
    /// As it is written in the file; `None` where nothing set is not the same as any value.
    pub default: Option<&'static str>,
    /// What it does, in a sentence or a few.
    pub doc: String,
}

/// All keys, in the example's order.
pub fn described() -> &'static [Described] {
    static ALL: LazyLock<Vec<Described>> = LazyLock::new(|| kinds().into_iter().map(describe).collect());
    &ALL
}

fn kinds() -> Vec<(&'static str, &'static str, Kind)> {
    let seconds = Duration::from_secs;
    vec![
        ("feed", "name", Kind::Text),
        ("feed", "urls", Kind::Texts),
        ("feed", "user", Kind::Text),
        ("feed", "password_file", Kind::Path),
        ("library", "place", Kind::Path),
        ("library", "watch", Kind::Switch),
        ("library", "verify", Kind::Switch),
        ("library", "resume", Kind::Switch),
        ("reserve", "sources", Kind::Texts),
        ("reserve", "shuffle", Kind::Switch),
        ("reserve", "artist_gap", Kind::Whole { from: 0, to: 100, unit: "tracks" }),
        ("reserve", "track_gap", Kind::Length { from: seconds(0), to: seconds(30 * 86_400) }),
        ("failover", "start", choice::<Start>()),
        ("failover", "return", choice::<Return>()),
        ("failover", "probation", Kind::Length { from: seconds(0), to: seconds(900) }),
        ("failover", "buffer", Kind::Length { from: seconds(2), to: seconds(120) }),
        ("failover", "dead_air", Kind::Length { from: Duration::from_millis(500), to: seconds(600) }),
        ("failover", "dead_air_level", Kind::Number { from: -100.0, to: -20.0, unit: "dBFS" }),
        ("failover", "noise", Kind::Switch),
        ("audio", "output", Kind::Output),
        ("audio", "volume", Kind::Whole { from: 0, to: 100, unit: "percent" }),
        ("audio", "crossfade", Kind::Length { from: seconds(0), to: seconds(12) }),
        ("audio", "fade", choice::<FadeCurve>()),
        ("audio", "gapless", Kind::Switch),
        ("audio", "ceiling", Kind::Number { from: -20.0, to: 0.0, unit: "dBTP" }),
        ("audio", "loudness", choice::<Loudness>()),
        ("audio", "loudness_target", Kind::Number { from: -30.0, to: -8.0, unit: "LUFS" }),
        ("audio", "preamp", Kind::Number { from: -12.0, to: 12.0, unit: "dB" }),
        ("audio", "equaliser", Kind::Equaliser),
        ("probe", "enabled", Kind::Switch),
        ("probe", "targets", Kind::Texts),
        ("journal", "enabled", Kind::Switch),
        ("journal", "keep_days", Kind::Whole { from: 1, to: 36_500, unit: "days" }),
        ("journal", "path", Kind::Path),
        ("log", "level", choice::<LogLevel>()),
        ("window", "look", choice::<Look>()),
        ("window", "language", Kind::Language),
        ("window", "text_size", Kind::Whole { from: 70, to: 200, unit: "percent" }),
        ("window", "motion", choice::<Motion>()),
        ("window", "notify_songs", Kind::Switch),
        ("window", "tray", Kind::Switch),
    ]
}

fn choice<T: ValueEnum>() -> Kind {
    let words = T::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    Kind::Choice(words.map(|word| word.get_name().to_owned()).collect())
}

fn describe((section, key, kind): (&'static str, &'static str, Kind)) -> Described {
    let (before, part) = part_of(section);
    let mut place = 0;
    let line = part.split_inclusive('\n').find(|line| {
        let found = shown(line, key).is_some();
        place += if found { 0 } else { line.len() };
        found
    });
    let line = line.unwrap_or_default();
    // Real defaults stand right behind the #; what is indented is there by way of example.
    let is_default = line.starts_with('#') && !line.starts_with("# ");
    let default = shown(line, key).filter(|_| is_default).map(|_| default_at(&part[place..]));
    let beside = line.split_once("  # ").map(|(_, words)| words.trim().to_owned());
    let above = || Some(words_above(&part[..place])).filter(|words| !words.is_empty());
    let doc = beside.or_else(above).unwrap_or_else(|| words_above(before));
    Described { section, key, kind, default, doc }
}

/// The example before a section's header, and from behind it up to the next.
fn part_of(section: &str) -> (&'static str, &'static str) {
    let header = if section == "feed" { "#   [[feed]]\n".to_owned() } else { format!("\n[{section}]\n") };
    let (before, behind) = example().split_once(&header).unwrap_or_default();
    (before, behind.split_once("\n[").map_or(behind, |(part, _)| part))
}

/// What stands behind `key =` in a line that is commented out.
fn shown<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let rest = line.strip_prefix('#')?.trim_start().strip_prefix(key)?;
    rest.trim_start().strip_prefix('=').map(str::trim)
}

/// The value at the start of this text; a list may take some lines.
fn default_at(text: &'static str) -> &'static str {
    let value = text.split_once('=').map_or("", |(_, value)| value);
    let end =
        if value.trim_start().starts_with("[\n") { value.find("\n#]").map(|at| at + 3) } else { value.find('\n') };
    value[..end.unwrap_or(value.len())].trim()
}

/// The words of the comment right above.
fn words_above(text: &str) -> String {
    let lines = text.lines().rev().take_while(|line| line.starts_with("# ") && !line.starts_with("#  "));
    let mut lines: Vec<&str> = lines.map(|line| line[1..].trim()).collect();
    lines.reverse();
    lines.join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use toml::de::DeTable;

    use super::super::check::Report;
    use super::super::{Config, Preset, Surroundings, keys, parse};
    use super::*;

    fn around() -> Surroundings<'static> {
        Surroundings { file: Path::new("/etc/x.toml"), home: Some(Path::new("/h")), secret: &|_| Ok("word".into()) }
    }

    fn accepts(described: &Described, value: &str) -> bool {
        let Described { section, key, .. } = described;
        let text = match *section {
            "feed" if *key == "urls" => format!("[[feed]]\nurls = {value}\n"),
            "feed" => format!("[[feed]]\nurls = ['http://a/']\n{key} = {value}\n"),
            _ => format!("[{section}]\n{key} = {value}\n"),
        };
        parse(&text, &around()).is_ok()
    }

    #[test]
    fn these_are_the_keys_that_the_parser_knows_and_no_others() {
        let nothing = DeTable::new();
        let mut report = Report::new(Path::new("x"), "");
        keys::read(&nothing, &mut report, &around());
        let known: BTreeSet<(&str, &str)> =
            report.known.iter().map(|(header, key)| (header.trim_matches(['[', ']']), *key)).collect();
        let known: BTreeSet<_> = known.into_iter().filter(|(section, _)| !section.is_empty()).collect();
        let described: BTreeSet<(&str, &str)> = described().iter().map(|key| (key.section, key.key)).collect();
        assert_eq!(described, known);
    }

    #[test]
    fn each_is_explained_and_its_default_is_one() {
        for key in described() {
            let Described { section, key: name, default, doc, .. } = key;
            assert!(doc.len() > 10 && !doc.contains('#') && !doc.contains('\n'), "{section}.{name}: {doc:?}");
            let without = ["place", "path", "name", "urls", "user", "password_file"].contains(name);
            assert_eq!(default.is_none(), without, "{section}.{name}");
            let Some(default) = default else { continue };
            let text = format!("[{section}]\n{name} = {}\n", default.replace("\n#", "\n"));
            assert_eq!(parse(&text, &around()).unwrap(), Config::default(), "{text}");
        }
        let doc = |name: &str| described().iter().find(|key| key.key == name).map(|key| key.doc.as_str()).unwrap();
        assert_eq!(doc("crossfade"), "The fade between two pieces of music (0s to 12s); 0s for none.");
        assert_eq!(doc("name"), "what you call it; default: the host of the first address");
        assert!(doc("sources").starts_with("Music on this machine, for when the network fails"));
    }

    #[test]
    fn each_kind_is_what_the_parser_allows() {
        let allowed = |key: &Described, good: &[String], bad: &[String]| {
            good.iter().for_each(|value| assert!(accepts(key, value), "{key:?} refuses {value}"));
            bad.iter().for_each(|value| assert!(!accepts(key, value), "{key:?} accepts {value}"));
        };
        let text = |text: &str| format!("\"{text}\"");
        for key in described() {
            match &key.kind {
                Kind::Switch => allowed(key, &["true".into(), "false".into()], &["1".into(), text("on")]),
                Kind::Whole { from, to, .. } => {
                    allowed(key, &[from.to_string(), to.to_string()], &[(to + 1).to_string(), text("1")]);
                    assert!(!accepts(key, &(i64::from(*from) - 1).to_string()));
                }
                Kind::Number { from, to, .. } => allowed(
                    key,
                    &[format!("{from:.1}"), format!("{to:.1}")],
                    &[format!("{:.2}", from - 0.01), format!("{:.2}", to + 0.01)],
                ),
                Kind::Length { from, to } => {
                    let written = |length: Duration| text(&humantime::format_duration(length).to_string());
                    let beyond = *to + Duration::from_millis(1);
                    allowed(key, &[written(*from), written(*to)], &[written(beyond), "4".into()]);
                    let below = from.checked_sub(Duration::from_millis(1));
                    assert!(below.is_none_or(|below| !accepts(key, &written(below))));
                }
                Kind::Choice(words) => {
                    assert!(words.len() > 1);
                    allowed(key, &words.iter().map(|word| text(word)).collect::<Vec<_>>(), &[text("something")]);
                }
                Kind::Text | Kind::Path => allowed(key, &[text("a")], &[text(""), "3".into()]),
                Kind::Texts => {
                    let item = if ["sources"].contains(&key.key) { "/a" } else { "http://a/" };
                    allowed(key, &[format!("[\"{item}\"]")], &[text(item), "[3]".into()]);
                }
                Kind::Output => allowed(key, &[text("default"), text("wav:/x"), text("USB")], &[text(""), "1".into()]),
                Kind::Language => {
                    allowed(key, &[text("desktop"), text("de"), text("pt-br")], &[text(""), text("d"), "1".into()])
                }
                Kind::Equaliser => {
                    let ten = "[0, 1.5, -12, 12, 0, 0, 0, 0, 0, 0]".to_owned();
                    let presets = Preset::all().iter().map(|preset| text(&preset.name()));
                    let good: Vec<String> = presets.chain([ten]).collect();
                    allowed(key, &good, &["[0]".into(), text("loud"), "3".into()]);
                }
            }
        }
    }
}
