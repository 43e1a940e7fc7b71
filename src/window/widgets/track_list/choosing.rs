//! What was chosen from the menu is done.

use std::sync::Arc;

use egui::Ui;

use super::menu::{Choice, Chosen};
use super::source::Item;
use super::{Event, Scene, TrackList, play};
use crate::model::Track;
use crate::window::acts::Act;
use crate::window::change::Change;
use crate::window::cx::Cx;
use crate::window::music::How;

impl TrackList {
    pub(super) fn show_menu(&mut self, ui: &Ui, cx: &mut Cx<'_>, scene: &Scene<'_>, events: &mut Vec<Event>) {
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
            Choice::Visit(visit) => {
                first.track().into_iter().for_each(|track| cx.act(Act::Visit(visit, shared(track))))
            }
            Choice::Reveal => first.path().into_iter().for_each(|path| cx.act(Act::Reveal(path.to_owned()))),
            Choice::Details => self.details = Some(first),
            Choice::Remove => self.remove(scene, events),
        }
    }
}

fn shared(track: &Track) -> Arc<Track> {
    Arc::new(track.clone())
}
