//! The letters and the icons. What they lack is looked for on the system when it is first shown.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily};

use super::tokens::{filled, medium, semibold};

/// Both under free licences, which lie beside them. Inter is without its private letters (U+E000–F8FF): they would stand where the
/// icons are.
const FONTS: [(&str, &[u8]); 5] = [
    ("regular", include_bytes!("../../../assets/fonts/Inter-Regular.otf")),
    ("medium", include_bytes!("../../../assets/fonts/Inter-Medium.otf")),
    ("semibold", include_bytes!("../../../assets/fonts/Inter-SemiBold.otf")),
    ("icons", include_bytes!("../../../assets/fonts/Phosphor.ttf")),
    ("icons filled", include_bytes!("../../../assets/fonts/Phosphor-Fill.ttf")),
];

/// Has all text set in Segue's own letters.
pub fn install(context: &Context) {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in FONTS {
        let mut data = FontData::from_static(bytes);
        if name.starts_with("icons") {
            // Icons stand on the line's middle, not on its foot.
            data.tweak.y_offset_factor = 0.08;
        }
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    }
    let chain = |names: [&str; 2]| names.map(str::to_owned).to_vec();
    fonts.families.insert(FontFamily::Proportional, chain(["regular", "icons"]));
    fonts.families.insert(FontFamily::Monospace, chain(["regular", "icons"]));
    fonts.families.insert(medium(), chain(["medium", "icons"]));
    fonts.families.insert(semibold(), chain(["semibold", "icons"]));
    fonts.families.insert(filled(), chain(["icons filled", "regular"]));
    context.set_fonts(fonts);
}
