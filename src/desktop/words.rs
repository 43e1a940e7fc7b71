//! What is said on the desktop.

use std::time::Duration;

use crate::fault::spoken;

/// All that is said on the desktop, apart from titles and the sentences of faults.
#[derive(Clone, Debug, PartialEq)]
pub enum Phrase {
    Play,
    Pause,
    Next,
    ShowWindow,
    TryNow,
    StayOffline,
    Quit,
    /// A notification's head: this feed is not to be heard.
    Out {
        feed: String,
    },
    /// A notification's head: it is heard again.
    Back {
        feed: String,
    },
    /// How long it was away.
    After {
        lasted: Duration,
    },
    /// This is heard now.
    NowPlaying {
        what: String,
    },
    /// Why the machine should not fall asleep.
    Awake,
}

impl Phrase {
    /// In English.
    pub fn english(&self) -> String {
        match self {
            Self::Play => "Play".into(),
            Self::Pause => "Pause".into(),
            Self::Next => "Next".into(),
            Self::ShowWindow => "Show Segue".into(),
            Self::TryNow => "Try now".into(),
            Self::StayOffline => "Stay offline".into(),
            Self::Quit => "Quit".into(),
            Self::Out { feed } => format!("{feed} is out"),
            Self::Back { feed } => format!("{feed} is back"),
            Self::After { lasted } => format!("After {}.", spoken(*lasted)),
            Self::NowPlaying { what } => format!("Now playing: {what}."),
            Self::Awake => "Music is playing".into(),
        }
    }
}
