//! A cover, or what stands where there is none.

use std::path::Path;

use egui::{Color32, CornerRadius, FontFamily, FontId, Image, Rect, Ui};

use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::pictures::Size;
use crate::window::theme::{Theme, mix};

/// Paints the cover of a music file into `rect`; while it is decoded, or without one, a placeholder that is always the same for
/// the same `name`.
pub fn cover(ui: &Ui, cx: &mut Cx<'_>, rect: Rect, path: Option<&Path>, name: &str, corner: u8) {
    if !ui.is_rect_visible(rect) {
        return;
    }
    let pixels = rect.width() * ui.pixels_per_point();
    let size = if pixels <= 100.0 {
        Size::Small
    } else if pixels <= 300.0 {
        Size::Medium
    } else {
        Size::Large
    };
    match path.and_then(|path| cx.pictures.get(path, size)) {
        Some(shown) => Image::new(&shown.texture).corner_radius(CornerRadius::same(corner)).paint_at(ui, rect),
        None => placeholder(ui, cx.theme, rect, name, corner),
    }
}

/// A ground of its own for each name, and a record on it.
fn placeholder(ui: &Ui, theme: &Theme, rect: Rect, name: &str, corner: u8) {
    let hue = name.bytes().fold(7u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % 360;
    let tint = Color32::from(egui::ecolor::Hsva::new(hue as f32 / 360.0, 0.55, 0.75, 1.0));
    let ground = mix(theme.raised, tint, if theme.dark { 0.22 } else { 0.28 });
    ui.painter().rect_filled(rect, CornerRadius::same(corner), ground);
    let ink = mix(ground, theme.text, 0.45);
    let font = FontId::new(rect.width() * 0.42, FontFamily::Proportional);
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, icons::VINYL_RECORD, font, ink);
}
