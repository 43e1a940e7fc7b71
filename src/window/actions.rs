//! Every action, once: name, icon and shortcut for menus, keys and the palette.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::icons;
use super::place::Page;

/// What a person can do without pointing at anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    PlayPause,
    Next,
    Previous,
    SeekForward,
    SeekBack,
    Louder,
    Softer,
    Mute,
    Shuffle,
    Repeat,
    Love,
    Go(Page),
    Back,
    Forward,
    Palette,
    Search,
    /// Opens a folder, and plays or adds what is in it.
    AddFolder,
    Equaliser,
    Mini,
    FullScreen,
    Undo,
    NewPlaylist,
    ClearQueue,
    TryNow,
    StayOffline,
    Drill,
    /// Goes to the album of what plays.
    ShowPlaying,
    Larger,
    Smaller,
    NormalSize,
    Shortcuts,
    Quit,
}

const CTRL: Modifiers = Modifiers::COMMAND;
const NONE: Modifiers = Modifiers::NONE;

/// A row of the list: in the catalogues it is `action-…`.
struct Row {
    key: &'static str,
    icon: &'static str,
    shortcuts: &'static [KeyboardShortcut],
}

const fn keys(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

impl Action {
    /// All, in the palette's order.
    pub fn all() -> Vec<Action> {
        use Action::*;
        let mut all = vec![
            PlayPause,
            Next,
            Previous,
            SeekForward,
            SeekBack,
            Louder,
            Softer,
            Mute,
            Shuffle,
            Repeat,
            Love,
            ShowPlaying,
            Search,
            Palette,
            AddFolder,
            NewPlaylist,
            ClearQueue,
            Undo,
            TryNow,
            StayOffline,
            Drill,
            Equaliser,
            Mini,
            FullScreen,
            Larger,
            Smaller,
            NormalSize,
            Back,
            Forward,
            Shortcuts,
            Quit,
        ];
        let pages = [&Page::LISTENING[..], &Page::LIBRARY, &Page::ON_AIR, &Page::REST].concat();
        all.extend(pages.into_iter().map(Go));
        all
    }

    fn row(&self) -> Row {
        use Action::*;
        let (key, icon, shortcuts): (_, _, &[KeyboardShortcut]) = match self {
            PlayPause => ("action-play-pause", icons::PLAY, &[const { keys(NONE, Key::Space) }]),
            Next => ("action-next", icons::SKIP_FORWARD, &[const { keys(CTRL, Key::ArrowRight) }]),
            Previous => ("action-previous", icons::SKIP_BACK, &[const { keys(CTRL, Key::ArrowLeft) }]),
            SeekForward => {
                ("action-seek-forward", icons::FAST_FORWARD, &[const { keys(Modifiers::SHIFT, Key::ArrowRight) }])
            }
            SeekBack => ("action-seek-back", icons::REWIND, &[const { keys(Modifiers::SHIFT, Key::ArrowLeft) }]),
            Louder => ("action-louder", icons::SPEAKER_HIGH, &[const { keys(CTRL, Key::ArrowUp) }]),
            Softer => ("action-softer", icons::SPEAKER_LOW, &[const { keys(CTRL, Key::ArrowDown) }]),
            Mute => ("action-mute", icons::SPEAKER_SLASH, &[const { keys(CTRL, Key::M) }]),
            Shuffle => ("action-shuffle", icons::SHUFFLE, &[const { keys(CTRL, Key::S) }]),
            Repeat => ("action-repeat", icons::REPEAT, &[const { keys(CTRL, Key::R) }]),
            Love => ("action-love", icons::HEART, &[const { keys(CTRL, Key::D) }]),
            Go(page) => return Row { key: page.key(), icon: page.icon(), shortcuts: page_keys(page) },
            Back => ("action-back", icons::ARROW_LEFT, &[const { keys(Modifiers::ALT, Key::ArrowLeft) }]),
            Forward => ("action-forward", icons::ARROW_RIGHT, &[const { keys(Modifiers::ALT, Key::ArrowRight) }]),
            Palette => ("action-palette", icons::COMMAND, &[const { keys(CTRL, Key::K) }]),
            Search => (
                "action-search",
                icons::MAGNIFYING_GLASS,
                &[const { keys(CTRL, Key::F) }, const { keys(CTRL, Key::L) }, const { keys(NONE, Key::Slash) }],
            ),
            AddFolder => ("action-add-folder", icons::FOLDER_PLUS, &[const { keys(CTRL, Key::O) }]),
            Equaliser => ("action-equaliser", icons::EQUALIZER, &[const { keys(CTRL, Key::E) }]),
            Mini => ("action-mini", icons::PICTURE_IN_PICTURE, &[const { keys(CTRL.plus(Modifiers::SHIFT), Key::M) }]),
            FullScreen => ("action-full-screen", icons::ARROWS_OUT, &[const { keys(NONE, Key::F11) }]),
            Undo => ("action-undo", icons::ARROW_COUNTER_CLOCKWISE, &[const { keys(CTRL, Key::Z) }]),
            NewPlaylist => ("action-new-playlist", icons::PLUS, &[const { keys(CTRL, Key::N) }]),
            ClearQueue => ("action-clear-queue", icons::TRASH, &[]),
            TryNow => ("action-try-now", icons::ARROW_CLOCKWISE, &[const { keys(CTRL, Key::T) }]),
            StayOffline => ("action-stay-offline", icons::CLOUD_SLASH, &[]),
            Drill => ("action-drill", icons::FIRE_EXTINGUISHER, &[]),
            ShowPlaying => ("action-show-playing", icons::DISC, &[const { keys(CTRL, Key::J) }]),
            Larger => {
                ("action-larger", icons::PLUS, &[const { keys(CTRL, Key::Plus) }, const { keys(CTRL, Key::Equals) }])
            }
            Smaller => ("action-smaller", icons::MINUS, &[const { keys(CTRL, Key::Minus) }]),
            NormalSize => ("action-normal-size", icons::MAGNIFYING_GLASS, &[const { keys(CTRL, Key::Num0) }]),
            Shortcuts => ("action-shortcuts", icons::KEYBOARD, &[const { keys(NONE, Key::F1) }]),
            Quit => ("action-quit", icons::DOOR_OPEN, &[const { keys(CTRL, Key::Q) }]),
        };
        Row { key, icon, shortcuts }
    }

    /// In the catalogues.
    pub fn key(&self) -> &'static str {
        self.row().key
    }

    pub fn icon(&self) -> &'static str {
        self.row().icon
    }

    /// The first is the one that menus show.
    pub fn shortcuts(&self) -> &'static [KeyboardShortcut] {
        self.row().shortcuts
    }
}

fn page_keys(page: &Page) -> &'static [KeyboardShortcut] {
    match page {
        Page::Home => &[const { keys(CTRL, Key::Num1) }],
        Page::Albums => &[const { keys(CTRL, Key::Num2) }],
        Page::Artists => &[const { keys(CTRL, Key::Num3) }],
        Page::Songs => &[const { keys(CTRL, Key::Num4) }],
        Page::Playlists => &[const { keys(CTRL, Key::Num5) }],
        Page::Queue => &[const { keys(CTRL, Key::Num6) }],
        Page::Radio => &[const { keys(CTRL, Key::Num7) }],
        Page::Lineup => &[const { keys(CTRL, Key::Num8) }],
        Page::Playing => &[const { keys(CTRL, Key::Num9) }],
        Page::Settings => &[const { keys(CTRL, Key::Comma) }],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_shortcut_means_two_things() {
        let all: Vec<_> = Action::all().iter().flat_map(|action| action.shortcuts().to_vec()).collect();
        for (index, shortcut) in all.iter().enumerate() {
            assert!(!all[..index].contains(shortcut), "{shortcut:?}");
        }
    }
}
