//! The queue: what was heard, what plays, what comes; and what plays when it is over.

use std::sync::Arc;
use std::time::Duration;

use egui::{Align, Layout, ScrollArea, Ui, Vec2};

use crate::model::Track;
use crate::player::{Edit, QueueView, Snapshot};
use crate::queue::Repeat;
use crate::window::actions::Action;
use crate::window::acts::Act;
use crate::window::change::Change;
use crate::window::cx::{Cx, View};
use crate::window::icons;
use crate::window::music::{How, Music};
use crate::window::place::Page;
use crate::window::theme::tokens::{Type, size, space};
use crate::window::widgets::{
    Column, Dragged, Event, Lead, Options, Source, TrackList, elided, empty, icon_button, label, long_time, toggle,
};

const COLUMNS: [Column; 5] = [Column::Title, Column::Artist, Column::Album, Column::Heart, Column::Length];

#[derive(Default)]
pub struct Queue {
    tracks: TrackList,
    left: Left,
    /// The frame that it was drawn in last: who comes to the page sees what plays.
    drawn: u64,
}

/// A queue's tracks, and the place in it.
type Standing = (Arc<[Arc<Track>]>, Option<usize>);

/// How long the rest of a queue is: counted when the queue or the place in it is another one.
#[derive(Default)]
struct Left {
    of: Option<Standing>,
    time: Duration,
}

impl Left {
    fn of(&mut self, queue: &QueueView) -> Duration {
        let same = |(tracks, position): &Standing| Arc::ptr_eq(tracks, &queue.tracks) && *position == queue.position;
        if !self.of.as_ref().is_some_and(same) {
            let first = queue.position.unwrap_or(0).min(queue.tracks.len());
            self.time = queue.tracks[first..].iter().filter_map(|track| track.duration).sum();
            self.of = Some((queue.tracks.clone(), queue.position));
        }
        self.time
    }
}

impl View for Queue {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let now = cx.now.clone();
        self.head(ui, cx, &now);
        if now.queue.tracks.is_empty() {
            return nothing(ui, cx);
        }
        let frame = ui.ctx().cumulative_frame_nr();
        if let Some(position) = now.queue.position.filter(|_| frame > self.drawn + 1) {
            self.tracks.reveal(position);
        }
        self.drawn = frame;
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().id_salt("queue").auto_shrink(false).show(ui, |ui| {
            self.list(ui, cx, &now.queue);
            ui.add_space(space::L);
            label(ui, &afterwards(cx, &now), Type::Small, cx.theme.text_soft);
            ui.add_space(space::XL);
        });
    }
}

impl Queue {
    fn head(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, now: &Snapshot) {
        let said = self.said(cx, now);
        ui.horizontal(|ui| {
            ui.set_height(size::PLAY);
            if !cx.narrow() {
                ui.label(egui::RichText::new(cx.t("page-queue")).font(Type::Display.font()).color(cx.theme.text));
                ui.add_space(space::XS);
            }
            let room = ui.available_width();
            ui.allocate_ui_with_layout(Vec2::new(room, size::PLAY), Layout::right_to_left(Align::Center), |ui| {
                buttons(ui, cx, now);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    elided(ui, &said, Type::Body, cx.theme.text_soft)
                });
            });
        });
        ui.add_space(space::S);
    }

    /// `3 of 20 · 1 h 10 min to go`
    fn said(&mut self, cx: &Cx<'_>, now: &Snapshot) -> String {
        let queue = &now.queue;
        if queue.tracks.is_empty() {
            return String::new();
        }
        let left = self.left.of(queue).saturating_sub(if queue.position.is_some() {
            now.on_air.elapsed
        } else {
            Duration::ZERO
        });
        let left = cx.tw("queue-left", &[("time", &long_time(left))]);
        match queue.position {
            Some(position) => {
                format!("{} · {left}", cx.tw("queue-place", &[("place", &(position + 1)), ("count", &queue.length)]))
            }
            None => format!("{} · {left}", cx.tw("list-count", &[("count", &queue.length)])),
        }
    }

    fn list(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, queue: &QueueView) {
        let options = Options {
            id: "queue",
            columns: &COLUMNS,
            lead: Lead::Cover,
            remove: Some("queue-remove"),
            reorder: true,
            past: queue.position.unwrap_or(0),
            // Without a place nothing of it plays, even if the same track is on air from elsewhere.
            playing: Some(queue.position.unwrap_or(usize::MAX)),
            plays_itself: true,
            ..Options::default()
        };
        let source = Source::Tracks(queue.tracks.clone());
        for event in self.tracks.show(ui, cx, &source, &options) {
            match event {
                Event::Play(place) => cx.act(Act::Queue(Edit::Go(place))),
                Event::Remove(places) => cx.act(Act::Queue(Edit::RemoveMany(places))),
                Event::Insert { music, at } => cx.act(Act::Play(music, How::At(at))),
                Event::Move { places, to } => {
                    let to = to - places.iter().filter(|place| **place < to).count();
                    let stays = places.iter().enumerate().all(|(index, place)| *place == to + index);
                    if !stays {
                        cx.act(Act::Queue(Edit::MoveMany { from: places, to }));
                    }
                }
            }
        }
    }
}

/// From the right.
fn buttons(ui: &mut Ui, cx: &mut Cx<'_>, now: &Snapshot) {
    let (theme, queue) = (*cx.theme, &now.queue);
    if !queue.tracks.is_empty() {
        if icon_button(ui, &theme, icons::TRASH, &cx.t("action-clear-queue"), size::ICON).clicked() {
            cx.perform(Action::ClearQueue);
        }
        if icon_button(ui, &theme, icons::FLOPPY_DISK, &cx.t("queue-save"), size::ICON).clicked() {
            let music = Some(Music::Tracks(queue.tracks.to_vec()));
            cx.act(Act::Change(Change::CreateFree { name: cx.t("queue-saved-name"), music }));
        }
    }
    let (icon, name) = match queue.repeat {
        Repeat::Off => (icons::REPEAT, "queue-repeat-off"),
        Repeat::All => (icons::REPEAT, "queue-repeat-all"),
        Repeat::One => (icons::REPEAT_ONCE, "queue-repeat-one"),
    };
    if toggle(ui, &theme, queue.repeat != Repeat::Off, icon, &cx.t(name), size::ICON).clicked() {
        cx.perform(Action::Repeat);
    }
    if toggle(ui, &theme, queue.shuffled, icons::SHUFFLE, &cx.t("action-shuffle"), size::ICON).clicked() {
        cx.perform(Action::Shuffle);
    }
}

/// What plays when the queue is over, in words.
fn afterwards(cx: &Cx<'_>, now: &Snapshot) -> String {
    let feed = now.feeds.first().filter(|_| !now.offline);
    match (now.queue.repeat, feed) {
        (Repeat::All | Repeat::One, _) if !now.queue.tracks.is_empty() => cx.t("queue-again"),
        (_, Some(feed)) => cx.tw("queue-then-feed", &[("name", &feed.name)]),
        _ if now.reserve.last_resort || now.reserve.total.is_zero() => cx.t("queue-then-builtin"),
        _ => cx.tw("queue-then-reserve", &[("time", &long_time(now.reserve.left))]),
    }
}

/// The queue is empty; what is dropped here begins one.
fn nothing(ui: &mut Ui, cx: &mut Cx<'_>) {
    let area = ui.available_rect_before_wrap();
    if empty(ui, cx, icons::QUEUE, &cx.t("queue-empty"), &cx.t("queue-empty-why"), Some(&cx.t("queue-to-albums"))) {
        cx.go(Page::Albums);
    }
    let over = ui.ctx().pointer_interact_pos().is_some_and(|at| area.contains(at));
    if over
        && ui.input(|input| input.pointer.any_released())
        && let Some(dragged) = egui::DragAndDrop::take_payload::<Dragged>(ui.ctx())
    {
        cx.act(Act::Play(dragged.music.clone(), How::End));
    }
}
