//! The one list of tracks that all pages share. It draws the rows that are seen, and no others.

mod choosing;
mod columns;
mod details;
mod geometry;
mod header;
mod keys;
mod menu;
mod moving;
mod row;
mod selection;
mod source;

use egui::{Align, Id, Rect, Response, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, vec2};

pub use columns::{Column, Lead};
use source::Item;
pub use source::Source;

use super::{Dragged, focus_ring};
use crate::store::music::Ordering;
use crate::window::acts::Act;
use crate::window::change::Change;
use crate::window::cx::Cx;
use crate::window::music::{How, Music};
use crate::window::theme::tokens::{Type, size, space};
use columns::Layout;
use geometry::Geometry;
use keys::Press;
use menu::Menu;
use row::Look;
use selection::Selection;
use source::Rows;

/// What a page wants of its list.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// Tells lists of one page apart.
    pub id: &'static str,
    /// What is shown where there is room.
    pub columns: &'a [Column],
    pub lead: Lead,
    /// Heads over rows, by the row's place.
    pub heads: &'a [(usize, String)],
    /// In the catalogues: what taking out is called here. Without it nothing can be taken out.
    pub remove: Option<&'a str>,
    /// Rows can be put elsewhere, and what is dropped is taken in.
    pub reorder: bool,
    /// Rows before this place are over.
    pub past: usize,
    /// The place that plays; without it, every row of the track that plays is marked.
    pub playing: Option<usize>,
    /// Whether the file of a place cannot be played now, where the library does not know.
    pub away: Option<&'a dyn Fn(usize) -> bool>,
    /// Playing is the page's own ([`Event::Play`]); else the list takes the queue's place, from the row on.
    pub plays_itself: bool,
}

/// What the page has to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Play(usize),
    /// These places, in order.
    Remove(Vec<usize>),
    /// These places before the row that is at `to` now.
    Move {
        places: Vec<usize>,
        to: usize,
    },
    /// Something was dropped before the row at `at`.
    Insert {
        music: Music,
        at: usize,
    },
}

/// A list's state. To be drawn in a scroll area.
#[derive(Default)]
pub struct TrackList {
    shown: Option<Source>,
    rows: Rows,
    selection: Selection,
    menu: Menu,
    details: Option<Item>,
    reveal: Option<(usize, Option<Align>)>,
}

/// What is the same for all rows of a frame.
struct Scene<'a> {
    source: &'a Source,
    options: &'a Options<'a>,
    layout: Layout,
    geometry: Geometry,
    /// All rows.
    rect: Rect,
    id: Id,
    has_focus: bool,
}

impl Scene<'_> {
    fn row(&self, place: usize) -> Rect {
        let top = self.rect.top() + self.geometry.top(place);
        Rect::from_x_y_ranges(self.rect.x_range(), top..=top + self.geometry.row)
    }
}

impl TrackList {
    /// Scrolls to this row when the list is drawn next.
    pub fn reveal(&mut self, place: usize) {
        self.reveal = Some((place, Some(Align::Center)));
    }

    /// The heads of the columns, over the list; gives the order that was asked for. `sort`: the order now; without it the
    /// heads only name.
    pub fn headers(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        options: &Options<'_>,
        sort: Option<Ordering>,
    ) -> Option<Ordering> {
        let layout = Layout::new(options.columns, options.lead, ui.available_width());
        header::headers(ui, cx, &layout, sort)
    }

    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, source: &Source, options: &Options<'_>) -> Vec<Event> {
        self.turn_to(source);
        let layout = Layout::new(options.columns, options.lead, ui.available_width());
        let heads = options.heads.iter().map(|(place, _)| *place).collect();
        let geometry = Geometry { row: layout.row, head: size::ROW, count: source.len(), heads };
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), geometry.height()), Sense::hover());
        let id = ui.scope_id().with(options.id);
        let seen = rect.intersect(ui.clip_rect());
        let list = ui.interact(seen, id, Sense::focusable_noninteractive());
        let name = cx.t("list-name");
        list.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, &name));
        let scene = Scene { source, options, layout, geometry, rect, id, has_focus: list.has_focus() };
        let mut events = Vec::new();
        self.take_keys(ui, cx, &scene, &list, &mut events);
        let span = scene.geometry.between(seen.top() - rect.top()..seen.bottom() - rect.top());
        self.rows.fetch(cx.librarian, source, span.clone());
        let mut rows = ui.new_child(UiBuilder::new().max_rect(rect).accessibility_parent(id));
        for place in span {
            self.row(&mut rows, cx, &scene, place, &mut events);
        }
        self.drop_here(ui, cx, &scene, seen, &mut events);
        self.show_menu(ui, cx, &scene, &mut events);
        if let Some(item) = self.details.take_if(|item| !details::show(ui, cx, id, item)) {
            drop(item);
            list.request_focus();
        }
        if let Some((place, align)) = self.reveal.take() {
            ui.scroll_to_rect(scene.row(place).expand2(vec2(0.0, scene.geometry.row)), align);
        }
        events
    }

    /// The list may be another one than the last time: what is chosen goes along.
    fn turn_to(&mut self, source: &Source) {
        match &self.shown {
            Some(shown) if shown.is(source) => return,
            Some(shown) if self.selection.len() <= 2_000 => {
                let moved = shown.moved(source, self.selection.places().chain(self.selection.cursor()));
                self.selection.relocate(source.len(), |place| moved.get(&place).copied());
            }
            _ => self.selection = Selection::default(),
        }
        self.shown = Some(source.clone());
    }

    fn row(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, scene: &Scene<'_>, place: usize, events: &mut Vec<Event>) {
        let rect = scene.row(place);
        if let Some((_, head)) = scene.options.heads.iter().find(|(at, _)| *at == place) {
            let above = Rect::from_x_y_ranges(rect.x_range(), rect.top() - scene.geometry.head..=rect.top());
            row::line(ui, above.shrink2(vec2(space::S, 0.0)), head, Type::Heading, cx.theme.text, Align::Min);
        }
        let item = self.rows.item(scene.source, place);
        let response = ui.interact(rect, scene.id.with(place), Sense::CLICK | Sense::DRAG);
        let look = self.look(cx, scene, &item, place, response.contains_pointer());
        response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, row::name(cx, &item, look)));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_selected(look.selected);
            node.set_position_in_set(place);
            node.set_size_of_set(scene.geometry.count);
        });
        let cut = row::paint(ui, cx, rect, &item, &scene.layout, scene.options.lead, look);
        if look.cursor && scene.has_focus {
            focus_ring_at(ui, cx, rect);
            ui.ctx().accesskit_node_builder(scene.id, |node| node.set_active_descendant(response.id.accesskit_id()));
        }
        self.heart(ui, cx, scene, &item, rect, look);
        self.pointer(ui, cx, scene, place, &response, events);
        if let Some(cut) = cut {
            response.on_hover_text(cut);
        }
    }

    fn look(&self, cx: &Cx<'_>, scene: &Scene<'_>, item: &Item, place: usize, hovered: bool) -> Look {
        let known_away = item.row().is_some_and(|row| row.away);
        Look {
            place,
            hovered,
            selected: self.selection.contains(place),
            cursor: self.selection.cursor() == Some(place),
            playing: match scene.options.playing {
                Some(playing) => playing == place,
                None => item.track().is_some_and(|track| cx.is_playing(track)),
            },
            loved: item.track().is_some_and(|track| cx.hearts.has(track)),
            faded: place < scene.options.past,
            away: known_away || scene.options.away.is_some_and(|away| away(place)),
        }
    }

    /// A heart to press: given ones always, others on the row that is pointed at or chosen.
    fn heart(&self, ui: &Ui, cx: &mut Cx<'_>, scene: &Scene<'_>, item: &Item, rect: Rect, look: Look) {
        let Some((_, range)) = scene.layout.cells.iter().find(|(column, _)| *column == Column::Heart) else { return };
        let Some(track) = item.track().filter(|_| look.loved || look.hovered || look.cursor) else { return };
        let center = egui::pos2(rect.left() + range.min + size::TARGET / 2.0 - space::XS, rect.center().y);
        let response = ui.interact(
            Rect::from_center_size(center, Vec2::splat(size::TARGET)),
            scene.id.with(("heart", look.place)),
            Sense::CLICK,
        );
        let name = cx.t("list-love");
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, look.loved, &name));
        row::heart(ui, cx, center, look.loved, response.hovered());
        if response.clicked() {
            let music = Music::Tracks(vec![track.clone().into()]);
            cx.act(Act::Change(Change::Love { music, loved: !look.loved }));
        }
    }

    fn pointer(
        &mut self,
        ui: &Ui,
        cx: &mut Cx<'_>,
        scene: &Scene<'_>,
        place: usize,
        response: &Response,
        events: &mut Vec<Event>,
    ) {
        if response.clicked() {
            ui.memory_mut(|memory| memory.request_focus(scene.id));
            let held = ui.input(|input| input.modifiers);
            match (held.shift, held.command) {
                (true, keep) => self.selection.extend(place, keep),
                (_, true) => self.selection.toggle(place),
                _ => self.selection.only(place),
            }
            let lead = scene.rect.left() + scene.layout.lead.max - space::S;
            let on_icon = response.interact_pointer_pos().is_some_and(|at| at.x < lead) && !held.any();
            if on_icon || response.double_clicked() {
                play(cx, scene, place, events);
            }
        }
        if response.secondary_clicked() || response.drag_started() {
            if !self.selection.contains(place) {
                self.selection.only(place);
            }
            ui.memory_mut(|memory| memory.request_focus(scene.id));
        }
        if response.drag_started() {
            let music = scene.source.part(self.selection.places());
            response.dnd_set_drag_payload(Dragged { music, count: self.selection.len(), from: Some(scene.id) });
        }
        if let Some(at) = response.interact_pointer_pos().filter(|_| response.secondary_clicked()) {
            self.menu.open(at, false);
        }
    }

    fn take_keys(&mut self, ui: &Ui, cx: &mut Cx<'_>, scene: &Scene<'_>, list: &Response, events: &mut Vec<Event>) {
        if !list.has_focus() || self.menu.is_open() {
            return;
        }
        let arrows =
            egui::EventFilter { vertical_arrows: true, escape: self.selection.len() > 1, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(scene.id, arrows));
        if self.selection.cursor().is_none() {
            focus_ring(ui, cx.theme, list, 0);
        }
        let page = (ui.clip_rect().height() / scene.geometry.row) as usize;
        for press in keys::take(ui, &mut self.selection, scene.geometry.count, page.saturating_sub(1)) {
            let cursor = self.selection.cursor();
            match press {
                Press::Moved => self.reveal = cursor.map(|cursor| (cursor, None)),
                Press::Play => cursor.into_iter().for_each(|cursor| play(cx, scene, cursor, events)),
                Press::Remove => self.remove(scene, events),
                Press::Menu => self.open_menu(scene),
                Press::Shift(by) => self.shift(scene, by, events),
                Press::Done => {}
            }
        }
    }

    fn open_menu(&mut self, scene: &Scene<'_>) {
        let Some(cursor) = self.selection.cursor() else { return };
        if self.selection.is_empty() {
            self.selection.only(cursor);
        }
        self.menu.open(scene.row(cursor).left_bottom() + vec2(scene.layout.lead.max, 0.0), true);
    }

    fn remove(&mut self, scene: &Scene<'_>, events: &mut Vec<Event>) {
        if scene.options.remove.is_some() && !self.selection.is_empty() {
            events.push(Event::Remove(self.selection.places().collect()));
        }
    }
}

fn play(cx: &mut Cx<'_>, scene: &Scene<'_>, place: usize, events: &mut Vec<Event>) {
    if scene.options.plays_itself {
        events.push(Event::Play(place));
    } else {
        cx.act(Act::Play(scene.source.music(), How::From(place)));
    }
}

/// A focus ring inside a row: rows touch each other.
fn focus_ring_at(ui: &Ui, cx: &Cx<'_>, rect: Rect) {
    let ring = egui::Stroke::new(2.0, cx.theme.focus);
    ui.painter().rect_stroke(rect, super::super::theme::tokens::radius::CONTROL, ring, egui::StrokeKind::Inside);
}
