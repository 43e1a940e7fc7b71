//! Rows are put elsewhere, and music is dropped between them.

use egui::{DragAndDrop, Rect, Stroke, Ui, pos2, vec2};

use super::{Event, Scene, TrackList};
use crate::window::cx::Cx;
use crate::window::theme::tokens::space;
use crate::window::widgets::Dragged;

impl TrackList {
    /// Alt and an arrow: the chosen rows go up or down by one.
    pub(super) fn shift(&mut self, scene: &Scene<'_>, by: isize, events: &mut Vec<Event>) {
        let places: Vec<usize> = self.selection.places().collect();
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return };
        let to = if by < 0 { first.checked_sub(1) } else { Some(last + 2).filter(|to| *to <= scene.geometry.count) };
        if let Some(to) = to.filter(|_| scene.options.reorder) {
            self.reveal = Some((if by < 0 { to } else { last + 1 }, None));
            events.push(Event::Move { places, to });
        }
    }

    /// Takes in what is dropped, and shows where it would go.
    pub(super) fn drop_here(&mut self, ui: &Ui, cx: &Cx<'_>, scene: &Scene<'_>, seen: Rect, events: &mut Vec<Event>) {
        let at =
            ui.ctx().pointer_interact_pos().filter(|at| scene.options.reorder && seen.expand(space::XL).contains(*at));
        let (Some(at), Some(dragged)) = (at, DragAndDrop::payload::<Dragged>(ui.ctx())) else { return };
        let gap = scene.geometry.gap(at.y - scene.rect.top());
        if ui.input(|input| input.pointer.any_released()) {
            DragAndDrop::clear_payload(ui.ctx());
            events.push(if dragged.from == Some(scene.id) {
                Event::Move { places: self.selection.places().collect(), to: gap }
            } else {
                Event::Insert { music: dragged.music.clone(), at: gap }
            });
            return;
        }
        let y = if gap < scene.geometry.count { scene.row(gap).top() } else { scene.rect.bottom() };
        let ink = Stroke::new(2.0, cx.theme.accent);
        ui.painter().hline(scene.rect.x_range(), y, ink);
        ui.painter().circle_filled(pos2(scene.rect.left() + space::XS, y), space::XS, cx.theme.accent);
        // Near an end, the list comes along.
        let (over, under) = (at.y - (ui.clip_rect().top() + space::XXL), at.y - (ui.clip_rect().bottom() - space::XXL));
        let by = over.min(0.0) + under.max(0.0);
        if by != 0.0 {
            ui.scroll_with_delta(vec2(0.0, -by.clamp(-space::L, space::L)));
            ui.ctx().request_repaint();
        }
    }
}
