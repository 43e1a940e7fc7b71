//! From text to a setting's value. File and flags go through the same rules, so both allow and refuse the same.
//!
//! An error is the half of a sentence that says what is allowed; the caller puts before it what was given.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::ValueEnum;
use url::Url;

use super::choice::OutputChoice;
use super::preset::Preset;
use super::{ProbeTarget, nearest};
use crate::model::Bands;

/// How long a returning feed has to prove itself.
pub fn probation(text: &str) -> Result<Duration, String> {
    length(text, Duration::ZERO..=Duration::from_secs(900))
}

/// How much sound lies between the network and the ear.
pub fn buffer(text: &str) -> Result<Duration, String> {
    length(text, Duration::from_secs(2)..=Duration::from_secs(120))
}

/// How long a stream may be silent.
pub fn dead_air(text: &str) -> Result<Duration, String> {
    length(text, Duration::from_millis(500)..=Duration::from_secs(600))
}

/// In how much time the music ends for the night.
pub fn sleep(text: &str) -> Result<Duration, String> {
    length(text, Duration::from_secs(1)..=Duration::from_secs(24 * 3600))
}

/// Below which level a stream counts as silent, in dBFS.
pub fn dead_air_level(text: &str) -> Result<f32, String> {
    number(text, -100.0..=-20.0, "dBFS")
}

/// Loudness of the output in percent of full scale.
pub fn volume(text: &str) -> Result<u8, String> {
    number(text, 0..=100, "percent")
}

/// Length of the fade between two pieces of music.
pub fn crossfade(text: &str) -> Result<Duration, String> {
    length(text, Duration::ZERO..=Duration::from_secs(12))
}

/// The limiter's true-peak ceiling in dBTP.
pub fn ceiling(text: &str) -> Result<f32, String> {
    number(text, -20.0..=0.0, "dBTP")
}

/// A path; an address here is nearly always meant as a feed.
pub fn local(text: &str) -> Result<PathBuf, String> {
    match address(text) {
        Ok(_) => Err("this is an address, not a file: put --feed before it.".to_owned()),
        Err(_) => word(text).map(PathBuf::from),
    }
}

/// The loudness that all is brought to, in LUFS.
pub fn loudness_target(text: &str) -> Result<f32, String> {
    number(text, -30.0..=-8.0, "LUFS")
}

/// What is added to the gain of tracks of known loudness, in dB.
pub fn preamp(text: &str) -> Result<f32, String> {
    number(text, -12.0..=12.0, "dB")
}

/// A preset's name, or the gains of the ten bands in dB, with commas between them.
pub fn equaliser(text: &str) -> Result<Bands, String> {
    if !text.contains(|c: char| c == ',' || c.is_ascii_digit()) {
        return choice::<Preset>(text).map(Preset::bands);
    }
    let most = Bands::MOST;
    let gains: Result<Vec<f32>, String> = text.split(',').map(|gain| number(gain.trim(), -most..=most, "dB")).collect();
    let gains = <[f32; Bands::COUNT]>::try_from(gains?);
    gains.map(Bands::new).map_err(|_| "allowed: a preset's name, or ten numbers, one for each octave.".to_owned())
}

/// Tracks between two of one artist.
pub fn artist_gap(text: &str) -> Result<usize, String> {
    number(text, 0..=100, "tracks")
}

/// Time between two plays of one track.
pub fn track_gap(text: &str) -> Result<Duration, String> {
    length(text, Duration::ZERO..=Duration::from_secs(30 * 86_400))
}

/// How many days of journal are kept.
pub fn keep_days(text: &str) -> Result<u32, String> {
    number(text, 1..=36_500, "days")
}

/// A language's code, or `desktop`.
pub fn language(text: &str) -> Result<Option<String>, String> {
    let is_code = (2..=8).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    match text {
        "desktop" => Ok(None),
        code if is_code => Ok(Some(code.to_owned())),
        _ => Err("allowed: \"desktop\", or a language such as \"en\" or \"de\".".to_owned()),
    }
}

/// How large the window's text is, in percent.
pub fn text_size(text: &str) -> Result<u16, String> {
    number(text, 70..=200, "percent")
}

/// A word among a few.
pub fn choice<T: ValueEnum>(text: &str) -> Result<T, String> {
    T::from_str(text, false).map_err(|_| {
        let words: Vec<_> = T::value_variants().iter().filter_map(ValueEnum::to_possible_value).collect();
        let names: Vec<&str> = words.iter().map(|word| word.get_name()).collect();
        let guess = nearest(text, names.iter().copied()).map(|word| format!(" Did you mean \"{word}\"?"));
        format!("allowed: \"{}\".{}", names.join("\", \""), guess.unwrap_or_default())
    })
}

/// An `http` or `https` address.
pub fn address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|why| format!("{why}; an address begins with http:// or https://."))?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        other => Err(format!("{other}: is not spoken here; an address begins with http:// or https://.")),
    }
}

/// An address, and behind a space, if wanted, the words that the answer must contain; or `tcp://ADDRESS:PORT`, which
/// only has to take a connection.
pub fn probe_target(text: &str) -> Result<ProbeTarget, String> {
    let (url, body) = text.split_once(' ').map_or((text, None), |(url, body)| (url, Some(body.trim().to_owned())));
    let bare = Url::parse(url).ok().filter(|url| url.scheme() == "tcp" && url.port().is_some() && body.is_none());
    let url = bare.map_or_else(|| address(url), Ok)?;
    Ok(ProbeTarget { url, body })
}

/// `default`, `null`, `wav:FILE`, or a device's name.
pub fn output(text: &str) -> Result<OutputChoice, String> {
    Ok(match text {
        "default" => OutputChoice::Default,
        "null" => OutputChoice::Null,
        "" | "wav:" => {
            return Err("allowed: \"default\", \"null\", \"wav:FILE\", or a name from `segue devices`.".to_owned());
        }
        other => match other.strip_prefix("wav:") {
            Some(file) => OutputChoice::Wav(PathBuf::from(file)),
            None => OutputChoice::Device(other.to_owned()),
        },
    })
}

/// Any text but none.
pub fn word(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Err("it may not be empty.".to_owned()) } else { Ok(text.to_owned()) }
}

/// A length of time without bounds, such as `90s`, `1h 30min`.
pub fn any_length(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text).map_err(|_| "allowed: a length of time such as \"90s\" or \"1h 30min\".".to_owned())
}

fn length(text: &str, range: RangeInclusive<Duration>) -> Result<Duration, String> {
    humantime::parse_duration(text).ok().filter(|length| range.contains(length)).ok_or_else(|| {
        let [least, most] = [*range.start(), *range.end()].map(humantime::format_duration);
        format!("allowed: a length of time from {least} to {most}, such as \"2s\" or \"2s 500ms\".")
    })
}

fn number<T: FromStr + PartialOrd + Display>(text: &str, range: RangeInclusive<T>, unit: &str) -> Result<T, String> {
    text.parse()
        .ok()
        .filter(|number| range.contains(number))
        .ok_or_else(|| format!("allowed: a number from {} to {} ({unit}).", range.start(), range.end()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{FadeCurve, Return};

    #[test]
    fn bounds_are_allowed_and_what_lies_beyond_is_not() {
        assert_eq!(volume("0"), Ok(0));
        assert_eq!(volume("100"), Ok(100));
        assert_eq!(volume("101").unwrap_err(), "allowed: a number from 0 to 100 (percent).");
        assert_eq!(crossfade("12s"), Ok(Duration::from_secs(12)));
        assert!(crossfade("12s 1ms").unwrap_err().contains("from 0s to 12s"));
        assert_eq!((loudness_target("-30"), preamp("12")), (Ok(-30.0), Ok(12.0)));
        assert_eq!(loudness_target("-31").unwrap_err(), "allowed: a number from -30 to -8 (LUFS).");
        assert!(preamp("12.5").is_err() && loudness_target("nan").is_err());
        assert!(dead_air_level("nan").is_err() && dead_air_level("-inf").is_err());
    }

    #[test]
    fn a_choice_knows_the_nearest_word() {
        assert_eq!(choice::<Return>("track-end"), Ok(Return::TrackEnd));
        assert_eq!(
            choice::<FadeCurve>("equalpower").unwrap_err(),
            "allowed: \"equal-power\", \"linear\". Did you mean \"equal-power\"?"
        );
    }

    #[test]
    fn only_the_web_is_an_address() {
        assert!(address("https://radio.example/live").is_ok());
        assert!(address("ftp://radio.example/").unwrap_err().starts_with("ftp: is not spoken"));
        assert!(address("radio.example/live").unwrap_err().contains("http://"));
    }

    #[test]
    fn a_probe_target_may_say_what_the_answer_contains() {
        let target = probe_target("http://a.example/x all is well").unwrap();
        assert_eq!((target.url.path(), target.body.as_deref()), ("/x", Some("all is well")));
    }

    #[test]
    fn outputs() {
        assert_eq!(output("wav:/tmp/a.wav"), Ok(OutputChoice::Wav("/tmp/a.wav".into())));
        assert_eq!(output("null"), Ok(OutputChoice::Null));
        assert_eq!(output("USB Audio"), Ok(OutputChoice::Device("USB Audio".to_owned())));
        assert!(output("wav:").is_err());
    }
}
