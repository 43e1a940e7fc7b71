//! How Segue looks: roles of colours, and where the numbers are ([`tokens`]).

mod colour;
mod fonts;
mod style;
pub mod tokens;

use egui::Color32;

#[cfg(test)]
pub use colour::contrast;
pub use colour::{READABLE, VISIBLE, mix, on, readable};
pub use fonts::install as install_fonts;

pub use crate::config::Look;

/// A colour for each role that something can have on the screen. What is written in `text*`, `accent_text`, `good`, `warn` and
/// `bad` can be read on `base` and `raised`: tests compute it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    pub dark: bool,
    pub high_contrast: bool,
    /// Whether things may move.
    pub motion: bool,
    /// The page.
    pub base: Color32,
    /// What stands beside the page: sidebar, play bar.
    pub side: Color32,
    /// What lies on the page: cards, menus, fields.
    pub raised: Color32,
    /// Under the pointer.
    pub hover: Color32,
    /// Chosen, pressed.
    pub selected: Color32,
    /// Between things.
    pub line: Color32,
    pub text: Color32,
    /// What goes with a text.
    pub text_soft: Color32,
    /// Hints, what cannot be used now.
    pub text_faint: Color32,
    /// Fills: the seek bar, the main button. From the cover of what plays.
    pub accent: Color32,
    /// Text and icons on `accent`.
    pub on_accent: Color32,
    /// The accent as text.
    pub accent_text: Color32,
    /// All is well; always with a word or an icon beside it.
    pub good: Color32,
    pub warn: Color32,
    pub bad: Color32,
    /// The ring around what has the keyboard.
    pub focus: Color32,
}

/// What Segue looks like while no cover lends its colour.
pub const OWN_ACCENT: Color32 = Color32::from_rgb(0x5b, 0x8d, 0xef);

impl Theme {
    /// `accent`: any colour, from a cover; it is changed as far as it must be to be read.
    pub fn new(look: Look, desktop_is_dark: bool, accent: Option<Color32>, motion: bool) -> Self {
        let ground = match look {
            Look::Contrast => Self::contrast(),
            Look::Dark => Self::dark(),
            Look::Light => Self::light(),
            Look::Desktop if desktop_is_dark => Self::dark(),
            Look::Desktop => Self::light(),
        };
        let accent = if look == Look::Contrast { ground.accent } else { accent.unwrap_or(OWN_ACCENT) };
        Self { motion, ..ground.with_accent(accent) }
    }

    fn with_accent(self, accent: Color32) -> Self {
        // A fill has to be told from all that it may lie on.
        let accent = readable(readable(accent, self.base, VISIBLE), self.side, VISIBLE);
        let accent_text = readable(readable(accent, self.selected, READABLE), self.raised, READABLE);
        Self { accent, on_accent: on(accent), accent_text, focus: accent_text, ..self }
    }

    fn dark() -> Self {
        let grey = Color32::from_gray;
        Self {
            dark: true,
            high_contrast: false,
            motion: true,
            base: Color32::from_rgb(0x14, 0x15, 0x18),
            side: Color32::from_rgb(0x1b, 0x1c, 0x20),
            raised: Color32::from_rgb(0x24, 0x26, 0x2b),
            hover: Color32::from_rgb(0x2a, 0x2c, 0x32),
            selected: Color32::from_rgb(0x33, 0x36, 0x3e),
            line: Color32::from_rgb(0x30, 0x32, 0x39),
            text: grey(0xf1),
            text_soft: Color32::from_rgb(0xb5, 0xb8, 0xc0),
            text_faint: Color32::from_rgb(0x98, 0x9b, 0xa5),
            accent: OWN_ACCENT,
            on_accent: Color32::BLACK,
            accent_text: OWN_ACCENT,
            good: Color32::from_rgb(0x5f, 0xcf, 0x8e),
            warn: Color32::from_rgb(0xf0, 0xb4, 0x4c),
            bad: Color32::from_rgb(0xff, 0x8a, 0x80),
            focus: OWN_ACCENT,
        }
    }

    fn light() -> Self {
        Self {
            dark: false,
            high_contrast: false,
            motion: true,
            base: Color32::from_rgb(0xfb, 0xfb, 0xfc),
            side: Color32::from_rgb(0xf1, 0xf2, 0xf4),
            raised: Color32::WHITE,
            hover: Color32::from_rgb(0xe9, 0xea, 0xee),
            selected: Color32::from_rgb(0xdf, 0xe2, 0xe8),
            line: Color32::from_rgb(0xdd, 0xdf, 0xe4),
            text: Color32::from_rgb(0x17, 0x18, 0x1c),
            text_soft: Color32::from_rgb(0x4b, 0x4e, 0x57),
            text_faint: Color32::from_rgb(0x5e, 0x62, 0x6c),
            accent: OWN_ACCENT,
            on_accent: Color32::WHITE,
            accent_text: OWN_ACCENT,
            good: Color32::from_rgb(0x0f, 0x6b, 0x3a),
            warn: Color32::from_rgb(0x80, 0x52, 0x00),
            bad: Color32::from_rgb(0xac, 0x1f, 0x1f),
            focus: OWN_ACCENT,
        }
    }

    fn contrast() -> Self {
        Self {
            dark: true,
            high_contrast: true,
            motion: true,
            base: Color32::BLACK,
            side: Color32::BLACK,
            raised: Color32::BLACK,
            hover: Color32::from_gray(0x30),
            selected: Color32::from_gray(0x45),
            line: Color32::WHITE,
            text: Color32::WHITE,
            text_soft: Color32::WHITE,
            text_faint: Color32::from_gray(0xdd),
            accent: Color32::from_rgb(0xff, 0xe0, 0x33),
            on_accent: Color32::BLACK,
            accent_text: Color32::from_rgb(0xff, 0xe0, 0x33),
            good: Color32::from_rgb(0x7d, 0xff, 0xae),
            warn: Color32::from_rgb(0xff, 0xe0, 0x33),
            bad: Color32::from_rgb(0xff, 0xb0, 0xa8),
            focus: Color32::from_rgb(0xff, 0xe0, 0x33),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// WCAG AA, whatever the cover.
        #[test]
        fn all_that_is_written_can_be_read(cover in any::<[u8; 3]>()) {
            let accent = Some(Color32::from_rgb(cover[0], cover[1], cover[2]));
            for look in [Look::Light, Look::Dark, Look::Contrast] {
                let theme = Theme::new(look, false, accent, true);
                let Theme { base, side, raised, hover, selected, .. } = theme;
                for text in [theme.text, theme.text_soft, theme.text_faint, theme.accent_text, theme.good, theme.warn, theme.bad] {
                    for ground in [base, side, raised] {
                        prop_assert!(contrast(text, ground) >= READABLE - 0.05, "{look:?} {text:?} on {ground:?}");
                    }
                }
                for ground in [hover, selected] {
                    prop_assert!(contrast(theme.text, ground) >= READABLE && contrast(theme.accent_text, ground) >= READABLE - 0.6);
                }
                prop_assert!(contrast(theme.on_accent, theme.accent) >= READABLE);
                prop_assert!(contrast(theme.accent, base) >= VISIBLE - 0.05);
            }
        }
    }
}
