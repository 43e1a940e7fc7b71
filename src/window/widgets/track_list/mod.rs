//! The one list of tracks that all pages share. It draws the rows that are seen, and no others.

mod columns;
mod details;
mod geometry;
mod header;
mod keys;
mod menu;
mod row;
mod selection;
mod source;

use std::ops::Range;

use egui::{Align, Id, Rect, Response, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, vec2};

pub use columns::{Column, Lead};
pub use source::{Item, Source};

use super::{Dragged, focus_ring};
use crate::model::Track;
use crate::store::music::Ordering;
use crate::window::acts::Act;
use crate::window::change::Change;
use crate::window::cx::Cx;
use crate::window::music::{How, Music};
use crate::window::theme::tokens::{Type, size, space};
use columns::Layout;
use geometry::Geometry;
use keys::Press;
use menu::{Choice, Chosen, Menu};
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
    Move { places: Vec<usize>, to: usize },
    /// Something was dropped before the row at `at`.
    Insert { music: Music, at: usize },
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

    /// Chooses these rows.
    pub fn select(&mut self, span: Range<usize>) {
        let cursor = span.start;
        self.selection.set(span, cursor);
    }

    /// The chosen places, in order.
    pub fn selected(&self) -> impl Iterator<Item = usize> + '_ {
        self.selection.places()
    }

    /// What is known of a row that was seen lately.
    pub fn item(&self, source: &Source, place: usize) -> Item {
        self.rows.item(source, place)
    }

    /// The heads of the columns, over the list; gives the order that was asked for. `sort`: the order now; without it the
    /// heads only name.
    pub fn headers(&mut self, ui: &mut Ui, cx: &Cx<'_>, options: &Options<'_>, sort: Option<Ordering>) -> Option<Ordering> {
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
        let response = ui.interact(Rect::from_center_size(center, Vec2::splat(size::TARGET)), scene.id.with(("heart", look.place)), Sense::CLICK);
        let name = cx.t("list-love");
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, look.loved, &name));
        row::heart(ui, cx, center, look.loved, response.hovered());
        if response.clicked() {
            let music = Music::Tracks(vec![track.clone().into()]);
            cx.act(Act::Change(Change::Love { music, loved: !look.loved }));
        }
    }

    fn pointer(&mut self, ui: &Ui, cx: &mut Cx<'_>, scene: &Scene<'_>, place: usize, response: &Response, events: &mut Vec<Event>) {
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
        let arrows = egui::EventFilter { vertical_arrows: true, escape: self.selection.len() > 1, ..Default::default() };
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

    /// Alt and an arrow: the chosen rows go up or down by one.
    fn shift(&mut self, scene: &Scene<'_>, by: isize, events: &mut Vec<Event>) {
        let places: Vec<usize> = self.selection.places().collect();
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return };
        let to = if by < 0 { first.checked_sub(1) } else { Some(last + 2).filter(|to| *to <= scene.geometry.count) };
        if let Some(to) = to.filter(|_| scene.options.reorder) {
            self.reveal = Some((if by < 0 { to } else { last + 1 }, None));
            events.push(Event::Move { places, to });
        }
    }

    /// Takes in what is dropped, and shows where it would go.
    fn drop_here(&mut self, ui: &Ui, cx: &Cx<'_>, scene: &Scene<'_>, seen: Rect, events: &mut Vec<Event>) {
        let at = ui.ctx().pointer_interact_pos().filter(|at| scene.options.reorder && seen.expand(space::XL).contains(*at));
        let (Some(at), Some(dragged)) = (at, egui::DragAndDrop::payload::<Dragged>(ui.ctx())) else { return };
        let gap = scene.geometry.gap(at.y - scene.rect.top());
        if ui.input(|input| input.pointer.any_released()) {
            egui::DragAndDrop::clear_payload(ui.ctx());
            events.push(if dragged.from == Some(scene.id) {
                Event::Move { places: self.selection.places().collect(), to: gap }
            } else {
                Event::Insert { music: dragged.music.clone(), at: gap }
            });
            return;
        }
        let y = if gap < scene.geometry.count { scene.row(gap).top() } else { scene.rect.bottom() };
        let ink = egui::Stroke::new(2.0, cx.theme.accent);
        ui.painter().hline(scene.rect.x_range(), y, ink);
        ui.painter().circle_filled(egui::pos2(scene.rect.left() + space::XS, y), space::XS, cx.theme.accent);
        // Near an end, the list comes along.
        let (over, under) = (at.y - (ui.clip_rect().top() + space::XXL), at.y - (ui.clip_rect().bottom() - space::XXL));
        let by = over.min(0.0) + under.max(0.0);
        if by != 0.0 {
            ui.scroll_with_delta(vec2(0.0, -by.clamp(-space::L, space::L)));
            ui.ctx().request_repaint();
        }
    }

    fn show_menu(&mut self, ui: &Ui, cx: &mut Cx<'_>, scene: &Scene<'_>, events: &mut Vec<Event>) {
        if !self.menu.is_open() {
            return;
        }
        let first = self.selection.places().next().map(|place| self.rows.item(scene.source, place));
        let first = first.unwrap_or(Item::Gone);
        let chosen = Chosen {
            loved: first.track().is_some_and(|track| cx.hearts.has(track)),
            one: self.selection.len() == 1 && first.path().is_some(),
            remove: scene.options.remove,
        };
        if let Some(choice) = self.menu.show(ui, cx, scene.id, &chosen) {
            self.choose(cx, scene, choice, first, events);
        }
    }

    fn choose(&mut self, cx: &mut Cx<'_>, scene: &Scene<'_>, choice: Choice, first: Item, events: &mut Vec<Event>) {
        let music = || scene.source.part(self.selection.places());
        match choice {
            Choice::Play(How::Now) if self.selection.len() == 1 => {
                self.selection.places().for_each(|place| play(cx, scene, place, events));
            }
            Choice::Play(how) => cx.act(Act::Play(music(), how)),
            Choice::Append(name) => cx.act(Act::Change(Change::Append { name, music: music() })),
            Choice::NewPlaylist => cx.act(Act::NewPlaylist(Some(music()))),
            Choice::Love(loved) => cx.act(Act::Change(Change::Love { music: music(), loved })),
            Choice::Visit(visit) => first.track().into_iter().for_each(|track| cx.act(Act::Visit(visit, shared(track)))),
            Choice::Reveal => first.path().into_iter().for_each(|path| cx.act(Act::Reveal(path.to_owned()))),
            Choice::Details => self.details = Some(first),
            Choice::Remove => self.remove(scene, events),
        }
    }
}

fn shared(track: &Track) -> std::sync::Arc<Track> {
    std::sync::Arc::new(track.clone())
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
