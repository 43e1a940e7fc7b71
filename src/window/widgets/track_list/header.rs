//! The heads of the columns: one click orders by one, the next the other way round.

use egui::{Align, FontId, Rangef, Rect, Role, Sense, Ui, Vec2, WidgetInfo};

use super::columns::{Column, Layout};
use super::row::line;
use crate::store::music::Ordering;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::theme::tokens::{Type, filled, radius, size, space};
use crate::window::widgets::focus_ring;

/// Draws the heads over a list of this layout. Gives the order that was asked for.
pub fn headers(ui: &mut Ui, cx: &Cx<'_>, layout: &Layout, sort: Option<Ordering>) -> Option<Ordering> {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), size::TARGET), Sense::hover());
    let mut asked = None;
    for (column, range) in &layout.cells {
        if *column != Column::Heart
            && let Some(ordering) = head(ui, cx, rect, *column, *range, sort)
        {
            asked = Some(ordering);
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, cx.theme.line));
    asked
}

fn head(ui: &Ui, cx: &Cx<'_>, row: Rect, column: Column, range: Rangef, sort: Option<Ordering>) -> Option<Ordering> {
    let theme = cx.theme;
    let now = sort.filter(|sort| Some(sort.by) == column.sorts());
    let area = Rect::from_x_y_ranges(row.left() + range.min..=row.left() + range.max - space::M, row.y_range());
    let reach = area.expand2(Vec2::new(space::XS, 0.0));
    let sense = if column.sorts().is_some() && sort.is_some() { Sense::click() } else { Sense::hover() };
    let response = ui.interact(reach, ui.scope_id().with(("head", column.key())), sense);
    let name = cx.t(column.key());
    let state = now.map(|now| cx.t(if now.descending { "list-descending" } else { "list-ascending" }));
    let said = state.map_or_else(|| name.clone(), |state| format!("{name}, {state}"));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    if response.hovered() && sense.senses_click() {
        ui.painter().rect_filled(reach, radius::SMALL, theme.hover);
    }
    focus_ring(ui, theme, &response, radius::SMALL);
    let ink = if now.is_some() || response.hovered() { theme.text } else { theme.text_soft };
    let right = column.to_the_right();
    line(ui, area, &name, Type::Label, ink, if right { Align::Max } else { Align::Min });
    if let Some(now) = now {
        let width = ui.painter().layout_no_wrap(name, Type::Label.font(), ink).size().x.min(area.width());
        let x = if right { area.right() - width - space::S } else { area.left() + width + space::S };
        let arrow = if now.descending { icons::CARET_DOWN } else { icons::CARET_UP };
        let at = egui::pos2(x, area.center().y);
        ui.painter().text(at, egui::Align2::CENTER_CENTER, arrow, FontId::new(Type::Label.size(), filled()), ink);
    }
    let by = column.sorts().filter(|_| response.clicked())?;
    // What is counted is wanted with the most first.
    let first = matches!(column, Column::Plays | Column::Added);
    Some(Ordering { by, descending: now.map_or(first, |now| !now.descending) })
}
