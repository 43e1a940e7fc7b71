//! What is dragged over the window, and the small card that goes along with the pointer.

use egui::{Context, DragAndDrop, Id, Order, Stroke, StrokeKind, Vec2};

use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::music::Music;
use crate::window::theme::tokens::{Type, radius, space};

/// The payload of every drag inside the window.
#[derive(Clone, Debug, PartialEq)]
pub struct Dragged {
    pub music: Music,
    /// Tracks; 0 if that is not known.
    pub count: usize,
    /// The list it comes from, which may put it elsewhere in itself.
    pub from: Option<Id>,
}

/// Draws the card; once a frame, over everything.
pub fn ghost(context: &Context, cx: &Cx<'_>) {
    let (Some(dragged), Some(at)) = (DragAndDrop::payload::<Dragged>(context), context.pointer_interact_pos()) else {
        return;
    };
    let theme = cx.theme;
    let painter = context.layer_painter(egui::LayerId::new(Order::Tooltip, Id::unique("dragged")));
    let text = format!("{}  {}", icons::MUSIC_NOTES, cx.tw("list-dragged", &[("count", &dragged.count)]));
    let galley = painter.layout_no_wrap(text, Type::Strong.font(), theme.on_accent);
    let size = galley.size() + Vec2::new(2.0 * space::M, space::M);
    let rect = egui::Rect::from_min_size(at + Vec2::new(space::L, space::S), size);
    painter.rect(rect, radius::CONTROL, theme.accent, Stroke::new(1.0, theme.base), StrokeKind::Outside);
    painter.galley(rect.min + Vec2::new(space::M, space::M / 2.0), galley, theme.on_accent);
    context.set_cursor_icon(egui::CursorIcon::Grabbing);
}
