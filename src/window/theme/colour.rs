//! Colours as numbers: how well one can be read on another, and what must be done to it.

use egui::Color32;

/// Text of body size: WCAG 2.1, success criterion 1.4.3, level AA.
pub const READABLE: f32 = 4.5;
/// Icons, borders of controls, large text: 1.4.11 and 1.4.3.
pub const VISIBLE: f32 = 3.0;

/// The contrast of two opaque colours, 1–21, as WCAG 2.1 defines it.
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance, 0–1, as WCAG 2.1 defines it (sRGB, D65).
pub fn luminance(colour: Color32) -> f32 {
    let [r, g, b, _] = colour.to_array().map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn linear(channel: u8) -> f32 {
    let value = f32::from(channel) / 255.0;
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// `colour`, made lighter or darker just so far that it has this contrast on `ground`. If neither white nor black has
/// it, the better of the two.
pub fn readable(colour: Color32, ground: Color32, wanted: f32) -> Color32 {
    if contrast(colour, ground) >= wanted {
        return colour;
    }
    let towards = on(ground);
    let steps = (1..=32u8).map(|step| mix(colour, towards, f32::from(step) / 32.0));
    steps.into_iter().find(|mixed| contrast(*mixed, ground) >= wanted).unwrap_or(towards)
}

/// Black or white, whichever is read better on `ground`.
pub fn on(ground: Color32) -> Color32 {
    if contrast(Color32::WHITE, ground) >= contrast(Color32::BLACK, ground) { Color32::WHITE } else { Color32::BLACK }
}

/// `share` of `b` in `a`, 0–1, as the eye sees it.
pub fn mix(a: Color32, b: Color32, share: f32) -> Color32 {
    a.lerp_to_gamma(b, share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn contrast_is_as_the_standard_has_it() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
        assert!((contrast(Color32::from_rgb(0x77, 0x77, 0x77), Color32::WHITE) - 4.48).abs() < 0.01);
        assert!((contrast(Color32::RED, Color32::RED) - 1.0).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn any_colour_becomes_readable_on_any_ground(a in any::<[u8; 3]>(), b in any::<[u8; 3]>()) {
            let (colour, ground) = (Color32::from_rgb(a[0], a[1], a[2]), Color32::from_rgb(b[0], b[1], b[2]));
            prop_assert!(contrast(readable(colour, ground, READABLE), ground) >= READABLE - 0.05);
        }
    }
}
