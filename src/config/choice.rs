//! Settings that are a choice among a few words. File and flags spell them alike, in kebab-case.

use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;
use tracing::level_filters::LevelFilter;

/// When a feed goes on the air for the first time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Start {
    /// With the first second of sound; the buffer grows while it plays
    #[default]
    Fast,
    /// The reserve plays until the feed's buffer is full
    Full,
}

/// When to go back to a feed that has recovered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Return {
    /// When the local track that plays has ended
    #[default]
    TrackEnd,
    /// As soon as the feed has proved itself
    Now,
    /// When a person says so
    Manual,
}

/// How the loudness of two sources is traded during a crossfade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum FadeCurve {
    /// Gains cos and sin: constant power, for two different pieces of music
    #[default]
    EqualPower,
    /// Gains 1 - x and x: constant amplitude, for two copies of the same music
    Linear,
}

/// What is brought to one loudness.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Loudness {
    /// Every track is as loud as any other
    #[default]
    Track,
    /// The tracks of an album keep their differences, where its loudness is known
    Album,
    /// Nothing: all plays as loud as it is
    Off,
}

/// How much Segue tells about itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum LogLevel {
    Off,
    Error,
    #[default]
    Warn,
    Info,
    Debug,
    Trace,
}

impl LogLevel {
    /// As the log itself calls it.
    pub fn filter(self) -> LevelFilter {
        match self {
            Self::Off => LevelFilter::OFF,
            Self::Error => LevelFilter::ERROR,
            Self::Warn => LevelFilter::WARN,
            Self::Info => LevelFilter::INFO,
            Self::Debug => LevelFilter::DEBUG,
            Self::Trace => LevelFilter::TRACE,
        }
    }
}

/// How the window looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Look {
    /// Light or dark, as the desktop is
    #[default]
    Desktop,
    Light,
    Dark,
    /// White on black, with borders around all that can be used
    Contrast,
}

/// Whether things in the window move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Motion {
    /// As the desktop has it
    #[default]
    Desktop,
    Off,
}

/// Where the sound goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutputChoice {
    /// The system's default device, followed when it changes.
    #[default]
    Default,
    /// Nowhere, in real time.
    Null,
    /// Into a WAV file.
    Wav(PathBuf),
    /// The device of this name, as `segue devices` shows it.
    Device(String),
}
