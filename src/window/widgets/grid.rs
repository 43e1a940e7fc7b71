//! Cards side by side, as many as there is room for: a grid that scrolls and draws only what is in sight, or a strip of a few rows.

use std::ops::Range;

use egui::scroll_area::ScrollArea;
use egui::style::ScrollAnimation;
use egui::{
    Align, CornerRadius, EventFilter, FocusDirection, FontFamily, Id, Key, Modifiers, Popup, Pos2, Rect, Response,
    Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
};

use super::bidi::visual;
use super::button::focus_ring;
use super::card::{Card, Shape, paint, round};
use super::menu::{ListNames, menu_item, music_menu};
use crate::window::acts::Act;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::music::How;
use crate::window::samples::Samples;
use crate::window::theme::tokens::{Type, filled, radius, size, space};

/// A grid's state.
#[derive(Default)]
pub struct Grid {
    /// The card that the keyboard is at, or comes to.
    at: usize,
    rewound: bool,
    samples: Samples,
    lists: ListNames,
}

/// Where the cards are.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Plan {
    columns: usize,
    cell: Vec2,
    gap: Vec2,
}

impl Plan {
    fn new(width: f32, shape: Shape) -> Self {
        let (least, gap) = match shape {
            Shape::Cover | Shape::Round => (size::COVER, Vec2::new(space::L, space::L)),
            Shape::Tile => (size::TILE, Vec2::new(space::M, space::M)),
        };
        let columns = (((width + gap.x) / (least + gap.x)) as usize).max(if shape == Shape::Tile { 1 } else { 2 });
        let side = ((width - gap.x * (columns - 1) as f32) / columns as f32).floor();
        Self { columns, cell: Vec2::new(side, shape.height(side)), gap }
    }

    fn rect(&self, origin: Pos2, index: usize) -> Rect {
        let (row, column) = (index / self.columns, index % self.columns);
        let offset = Vec2::new(column as f32, row as f32) * (self.cell + self.gap);
        Rect::from_min_size(origin + offset, self.cell)
    }

    fn height(&self, count: usize) -> f32 {
        count.div_ceil(self.columns) as f32 * (self.cell.y + self.gap.y)
    }

    /// The cards that any part of is between two heights.
    fn seen(&self, top: f32, bottom: f32, count: usize) -> Range<usize> {
        let step = self.cell.y + self.gap.y;
        let (first, last) = ((top / step).max(0.0) as usize, (bottom / step).max(0.0).ceil() as usize);
        (first * self.columns).min(count)..(last * self.columns).min(count)
    }
}

impl Grid {
    /// Shows the first row again: what is shown is another list now.
    pub fn rewind(&mut self) {
        (self.at, self.rewound) = (0, true);
    }

    /// All of it, in what room there is; scrolls. The arrow keys move in it, Enter opens, P or Ctrl+Enter plays.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        count: usize,
        shape: Shape,
        card: &dyn Fn(&Cx<'_>, usize) -> Card,
    ) {
        self.at = self.at.min(count.saturating_sub(1));
        self.samples.turn(cx.librarian);
        let base = ui.scope_id().with("cards");
        let plan = Plan::new(ui.available_width(), shape);
        let page = ((ui.available_height() / (plan.cell.y + plan.gap.y)) as usize).max(1);
        let moved = self.keys(ui, base, count, plan.columns, page);
        let mut area = ScrollArea::vertical().auto_shrink(false);
        if std::mem::take(&mut self.rewound) {
            area = area.vertical_scroll_offset(0.0);
        }
        area.show_viewport(ui, |ui, view| {
            ui.set_height(plan.height(count) + space::L);
            let origin = ui.max_rect().min + Vec2::new(0.0, space::XS);
            let seen = plan.seen(view.top(), view.bottom(), count);
            // What has the keyboard keeps it while it is out of sight.
            let away = (!seen.contains(&self.at) && self.at < count).then_some(self.at);
            for index in seen.chain(away) {
                let sense = if index == self.at { Sense::click() } else { Sense::CLICK };
                self.cell(
                    ui,
                    cx,
                    (plan.rect(origin, index), base.with(index)),
                    (shape, sense),
                    &card(cx, index),
                    index,
                );
            }
            if moved {
                let rect = plan.rect(origin, self.at).expand(space::M);
                ui.scroll_to_rect_animation(rect, None::<Align>, ScrollAnimation::none());
            }
        });
        self.samples.ask(cx.librarian);
    }

    /// The first so many rows, without a scroll of its own; a narrow window shows one row more.
    pub fn strip(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, rows: usize, shape: Shape, cards: &[Card]) {
        self.samples.turn(cx.librarian);
        let plan = Plan::new(ui.available_width(), shape);
        let rows = if cx.narrow() { rows + 1 } else { rows };
        let count = cards.len().min(rows * plan.columns);
        let (rect, _) =
            ui.allocate_exact_size(Vec2::new(ui.available_width(), plan.height(count) - plan.gap.y), Sense::hover());
        let base = ui.scope_id().with(("strip", rect.top() as i32, shape.height(1.0) as i32));
        for (index, card) in cards.iter().take(count).enumerate() {
            let place = (plan.rect(rect.min, index), base.with(&card.spoken));
            self.cell(ui, cx, place, (shape, Sense::click()), card, index);
        }
        self.samples.ask(cx.librarian);
    }

    /// `true`: the keyboard is at another card now.
    fn keys(&mut self, ui: &Ui, base: Id, count: usize, columns: usize, page: usize) -> bool {
        let here = base.with(self.at);
        if count == 0 || !ui.memory(|memory| memory.has_focus(here)) {
            return false;
        }
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(here, arrows));
        let held = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let (last, before) = (count - 1, self.at);
        let steps: [(Key, usize); 8] = [
            (Key::ArrowRight, (before + 1).min(last)),
            (Key::ArrowLeft, before.saturating_sub(1)),
            (
                Key::ArrowDown,
                if before + columns <= last || before / columns == last / columns { before + columns } else { last },
            ),
            (Key::ArrowUp, before.checked_sub(columns).unwrap_or(before)),
            (Key::PageDown, (before + columns * page).min(last)),
            (Key::PageUp, before.checked_sub(columns * page).unwrap_or(before % columns)),
            (Key::Home, 0),
            (Key::End, last),
        ];
        let Some((_, to)) = steps.into_iter().find(|(key, _)| held(*key)) else { return false };
        self.at = if to > last { before } else { to };
        ui.memory_mut(|memory| {
            memory.move_focus(FocusDirection::None);
            memory.request_focus(base.with(self.at));
        });
        true
    }

    fn cell(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        (rect, id): (Rect, Id),
        (shape, sense): (Shape, Sense),
        card: &Card,
        index: usize,
    ) {
        let held = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        let here = ui.memory(|memory| memory.has_focus(id));
        if here && (held(Modifiers::COMMAND, Key::Enter) || held(Modifiers::NONE, Key::P)) {
            cx.act(Act::Play(card.music.clone(), How::Now));
        }
        let response = ui.interact(rect, id, sense);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &card.spoken));
        if response.clicked() {
            self.at = index;
            cx.go(card.page.clone());
        }
        response.context_menu(|ui| self.menu(ui, cx, card));
        let path = self.samples.get(&card.picture);
        if !ui.is_rect_visible(rect) {
            return;
        }
        let on_it = ["play", "more"].map(|part| response.id.with(part));
        let has = |id: &Id| ui.memory(|memory| memory.has_focus(*id));
        let lively = response.contains_pointer()
            || response.has_focus()
            || on_it.iter().any(has)
            || self.menu_open(ui, on_it[1]);
        let cut = paint(ui, cx, rect, shape, card, path.as_deref(), lively);
        if lively {
            self.buttons(ui, cx, shape.picture(rect), on_it, shape, card);
        }
        if response.has_focus() {
            let (around, corner) = match shape {
                Shape::Cover => (shape.picture(rect), radius::CONTROL),
                Shape::Round => (shape.picture(rect), radius::PILL),
                Shape::Tile => (rect, radius::CARD),
            };
            let ring = Stroke::new(2.0, cx.theme.focus);
            ui.painter().rect_stroke(around.expand(1.0), CornerRadius::same(corner), ring, StrokeKind::Outside);
        }
        if cut {
            let text = egui::RichText::new(visual(&format!("{}\n{}", card.title, card.line))).font(Type::Small.font());
            response.on_hover_text(text);
        }
    }

    fn menu_open(&self, ui: &Ui, more: Id) -> bool {
        Popup::is_id_open(ui.ctx(), more.with("popup"))
    }

    /// What is on the picture while it is pointed at: play, and the menu.
    fn buttons(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        picture: Rect,
        [play, more]: [Id; 2],
        shape: Shape,
        card: &Card,
    ) {
        let theme = *cx.theme;
        let side = size::PLAY.min(picture.height() * 0.62);
        let middle = match shape {
            Shape::Cover => picture.max - Vec2::splat(side / 2.0 + space::S),
            Shape::Round | Shape::Tile => picture.center(),
        };
        let rect = Rect::from_center_size(middle, Vec2::splat(side));
        let response = named(ui, rect, play, &cx.tw("grid-play", &[("title", &card.title)]));
        round(ui, rect, &response, (icons::PLAY, filled()), theme.accent, theme.on_accent);
        focus_ring(ui, &theme, &response, radius::PILL);
        if response.clicked() {
            cx.act(Act::Play(card.music.clone(), How::Now));
        }
        if shape == Shape::Cover {
            let middle =
                picture.left_bottom() + Vec2::new(size::TARGET / 2.0 + space::S, -size::TARGET / 2.0 - space::S);
            let rect = Rect::from_center_size(middle, Vec2::splat(size::TARGET));
            let response = named(ui, rect, more, &cx.tw("grid-more", &[("title", &card.title)]));
            round(ui, rect, &response, (icons::DOTS_THREE, FontFamily::Proportional), theme.raised, theme.text);
            focus_ring(ui, &theme, &response, radius::PILL);
            Popup::menu(&response).id(more.with("popup")).show(|ui| self.menu(ui, cx, card));
        }
    }

    fn menu(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, card: &Card) {
        music_menu(ui, cx, &mut self.lists, &card.music, &card.title);
        if let Some(artist) = &card.artist {
            ui.separator();
            if menu_item(ui, cx.theme, icons::USER, &cx.t("grid-go-to-artist")).clicked() {
                cx.act(Act::GoToArtist(artist.clone()));
                ui.close();
            }
        }
    }
}

fn named(ui: &Ui, rect: Rect, id: Id, name: &str) -> Response {
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_columns_as_there_is_room_for() {
        let columns = |width, shape| Plan::new(width, shape).columns;
        assert_eq!(
            (columns(336.0, Shape::Cover), columns(900.0, Shape::Cover), columns(200.0, Shape::Tile)),
            (2, 5, 1)
        );
        for width in [336.0, 500.0, 916.0, 3_700.0] {
            let plan = Plan::new(width, Shape::Cover);
            let right = plan.rect(Pos2::ZERO, plan.columns - 1).right();
            assert!(right <= width && right > width - plan.columns as f32, "{plan:?}");
        }
    }

    #[test]
    fn only_rows_in_sight_are_drawn() {
        let plan = Plan::new(900.0, Shape::Cover);
        let step = plan.cell.y + plan.gap.y;
        assert_eq!(plan.seen(0.0, 10.0, 10_000), 0..5);
        assert_eq!(plan.seen(step * 100.5, step * 102.5, 10_000), 500..515);
        assert_eq!(plan.seen(step * 1999.5, step * 2010.0, 9_998), 9_995..9_998);
        assert_eq!(plan.seen(-5.0, 10.0, 0), 0..0);
    }
}
