//! The ground behind what plays: a breath of its cover's colour.

use egui::{Color32, Mesh, Shape, Ui};

use crate::window::theme::tokens::{playing as sizes, space};
use crate::window::theme::{Theme, mix};

/// The colour at its strongest: at the upper edge.
pub fn tint(theme: &Theme) -> Color32 {
    match (theme.high_contrast, theme.dark) {
        (true, _) => theme.base,
        (_, true) => mix(theme.base, theme.accent, sizes::TINT_DARK),
        _ => mix(theme.base, theme.accent, sizes::TINT_LIGHT),
    }
}

/// From the tint down to the page's own ground.
pub fn paint(ui: &Ui, theme: &Theme, narrow: bool) {
    if theme.high_contrast {
        return;
    }
    // The page's margins belong to it.
    let margin = if narrow { space::M } else { space::XL };
    let mut page = ui.max_rect().expand(margin);
    page.max.y -= margin;
    let mut painter = ui.painter().clone();
    painter.set_clip_rect(page);
    let foot = page.top() + page.height() * sizes::REACH;
    let mut mesh = Mesh::default();
    for (y, colour) in [(page.top(), tint(theme)), (foot, theme.base)] {
        mesh.colored_vertex(egui::pos2(page.left(), y), colour);
        mesh.colored_vertex(egui::pos2(page.right(), y), colour);
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(1, 2, 3);
    painter.add(Shape::mesh(mesh));
}
