//! The one file with numbers of looks: type scale, spacing grid, radii, sizes, times. Views have none.
//!
//! All lengths are in points; a point is a pixel at scale 1.

use egui::{FontFamily, FontId};

/// The steps of the type scale, about a major third apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A page's name, a hero's title.
    Display,
    /// A section's head.
    Title,
    /// What is played, a dialog's head.
    Heading,
    /// Everything else.
    Body,
    /// Body, but more weight: names in lists.
    Strong,
    /// What goes with a body: artists under titles, times.
    Small,
    /// Labels over columns, pills.
    Label,
}

impl Type {
    pub fn size(self) -> f32 {
        match self {
            Self::Display => 30.0,
            Self::Title => 21.0,
            Self::Heading => 16.5,
            Self::Body | Self::Strong => 14.0,
            Self::Small => 12.5,
            Self::Label => 11.5,
        }
    }

    pub fn font(self) -> FontId {
        let family = match self {
            Self::Display | Self::Title | Self::Heading => semibold(),
            Self::Strong | Self::Label => medium(),
            Self::Body | Self::Small => FontFamily::Proportional,
        };
        FontId::new(self.size(), family)
    }
}

/// Names in lists.
pub fn medium() -> FontFamily {
    FontFamily::Name("medium".into())
}

/// Heads.
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Icons that say that something is on.
pub fn filled() -> FontFamily {
    FontFamily::Name("filled".into())
}

/// The spacing grid: steps of four.
pub mod space {
    pub const XS: f32 = 4.0;
    pub const S: f32 = 8.0;
    pub const M: f32 = 12.0;
    pub const L: f32 = 16.0;
    pub const XL: f32 = 24.0;
    pub const XXL: f32 = 40.0;
}

/// Radii of corners.
pub mod radius {
    pub const SMALL: u8 = 4;
    pub const CONTROL: u8 = 8;
    pub const CARD: u8 = 12;
    pub const PILL: u8 = 255;
}

/// Sizes of what stands in more than one place.
pub mod size {
    /// A row of a list of tracks.
    pub const ROW: f32 = 44.0;
    /// A row of a dense table.
    pub const TABLE_ROW: f32 = 34.0;
    /// Anything to click on is at least so high.
    pub const TARGET: f32 = 32.0;
    pub const ICON: f32 = 19.0;
    pub const SIDEBAR: f32 = 216.0;
    /// The sidebar with icons only.
    pub const RAIL: f32 = 64.0;
    pub const PLAY_BAR: f32 = 88.0;
    /// The play bar of a narrow window, two rows.
    pub const PLAY_BAR_NARROW: f32 = 108.0;
    /// A cover in a grid is at least so wide.
    pub const COVER: f32 = 156.0;
    pub const COVER_ROW: f32 = 36.0;
    /// A tile with text is at least so wide.
    pub const TILE: f32 = 220.0;
    /// The round button on a cover.
    pub const PLAY: f32 = 44.0;
    /// A field to write in, between texts and on a page of its own.
    pub const FIELD: f32 = 36.0;
    pub const FIELD_LARGE: f32 = 48.0;
    /// The cover of what is on air, on a page about more than that.
    pub const HERO: f32 = 176.0;
    /// The same in a narrow window.
    pub const HERO_NARROW: f32 = 104.0;
    /// A filter beside buttons is not wider than this.
    pub const FILTER: f32 = 280.0;
    /// Text is not wider than this.
    pub const READING: f32 = 720.0;
}

/// What shows the place in a track, and how it is moved.
pub mod seek {
    /// Seconds an arrow key goes, and Page Up and Page Down.
    pub const STEP: f64 = 5.0;
    pub const LEAP: f64 = 30.0;
    /// A line's thickness, and under the pointer.
    pub const THIN: f32 = 4.0;
    pub const THICK: f32 = 6.0;
    /// A knob's radius.
    pub const KNOB: f32 = 6.5;
    /// A column of a waveform, and what is free beside it.
    pub const COLUMN: f32 = 2.0;
    pub const GAP: f32 = 1.5;
    pub const HAIR: f32 = 1.5;
}

/// The play bar's.
pub mod bar {
    pub const COVER: f32 = 64.0;
    pub const COVER_COMPACT: f32 = 56.0;
    pub const COVER_NARROW: f32 = 44.0;
    /// The round button in the middle.
    pub const PLAY: f32 = 40.0;
    pub const PLAY_ICON: f32 = 20.0;
    pub const STEP_ICON: f32 = 21.0;
    /// What can be clicked of a seek bar.
    pub const SEEK: f32 = 20.0;
    /// Room for a time beside the seek bar.
    pub const TIME: f32 = 48.0;
    pub const VOLUME: f32 = 88.0;
    /// The middle's part of the bar, and its bounds.
    pub const MIDDLE_SHARE: f32 = 0.34;
    pub const MIDDLE_LEAST: f32 = 200.0;
    pub const MIDDLE: f32 = 640.0;
    /// Names and a heart need so much room.
    pub const WITH_HEART: f32 = 140.0;
    /// The right of the bar, with a button for the queue.
    pub const WITH_QUEUE: f32 = 200.0;
    /// What is left of the sleep timer.
    pub const TIMER: f32 = 84.0;
    /// Room for a value in words beside its slider.
    pub const SAID: f32 = 112.0;
    /// The panel of the sound.
    pub const MENU: f32 = 296.0;
}

/// The mini player's.
pub mod mini {
    pub const SIZE: [f32; 2] = [360.0, 120.0];
    /// Below this height a window is one.
    pub const BELOW: f32 = 260.0;
    pub const COVER: f32 = 88.0;
}

/// The page of what plays.
pub mod playing {
    /// From this width on it has two columns.
    pub const WIDE: f32 = 780.0;
    pub const COVER: f32 = 420.0;
    pub const COVER_NARROW: f32 = 280.0;
    pub const WAVE: f32 = 64.0;
    /// How much of the accent is in the ground behind, 0–1, and how far down it reaches.
    pub const TINT_DARK: f32 = 0.26;
    pub const TINT_LIGHT: f32 = 0.16;
    pub const REACH: f32 = 0.7;
}

/// The equaliser's.
pub mod equaliser {
    pub const WIDE: f32 = 620.0;
    pub const HIGH: f32 = 190.0;
    pub const KNOB: f32 = 8.0;
}

/// From which width on what fits.
pub mod width {
    /// Below: one column, navigation at the foot.
    pub const NARROW: f32 = 640.0;
    /// Below: the sidebar shows icons only.
    pub const MIDDLE: f32 = 980.0;
}

/// Motion is short; off where the desktop says so.
pub mod motion {
    /// In seconds.
    pub const QUICK: f32 = 0.12;
}
