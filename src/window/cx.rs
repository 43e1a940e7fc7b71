//! What every view is given: what to show, and where to put wishes.

use std::path::Path;
use std::sync::Arc;

use egui::Ui;

use super::actions::Action;
use super::acts::Act;
use super::hearts::Hearts;
use super::librarian::Librarian;
use super::news::News;
use super::pictures::Pictures;
use super::place::Page;
use super::preferences::{Edit, Refused};
use super::theme::Theme;
use super::theme::tokens::width;
use super::waves::Waves;
use super::words::{Value, Words};
use crate::config::Config;
use crate::model::Track;
use crate::player::{Command, Snapshot};

/// See the module's text. Lives for one frame.
pub struct Cx<'a> {
    /// What the player does.
    pub now: &'a Arc<Snapshot>,
    /// What the player has told.
    pub news: &'a News,
    /// The settings that count.
    pub config: &'a Arc<Config>,
    /// The change of them that was not taken last.
    pub refused: Option<&'a Refused>,
    pub config_file: Option<&'a Path>,
    pub theme: &'a Theme,
    pub words: &'a Words,
    pub librarian: &'a Librarian,
    pub pictures: &'a mut Pictures,
    /// What is loved.
    pub hearts: &'a Hearts,
    /// What the track that plays looks like.
    pub waves: &'a mut Waves,
    /// Wishes, in the order they were made.
    pub acts: &'a mut Vec<Act>,
    /// The window's width, in points.
    pub width: f32,
}

impl Cx<'_> {
    /// The words for `key`.
    pub fn t(&self, key: &str) -> String {
        self.words.get(key)
    }

    /// The words for `key`, with what is put into them.
    pub fn tw(&self, key: &str, values: &[(&str, &dyn Value)]) -> String {
        self.words.with(key, values)
    }

    pub fn act(&mut self, act: Act) {
        self.acts.push(act);
    }

    pub fn send(&mut self, command: Command) {
        self.acts.push(Act::Send(command));
    }

    /// Changes the settings file.
    pub fn set(&mut self, edit: Edit) {
        self.acts.push(Act::Set(vec![edit], None));
    }

    pub fn go(&mut self, page: Page) {
        self.acts.push(Act::Go(page));
    }

    pub fn perform(&mut self, action: Action) {
        self.acts.push(Act::Do(action));
    }

    /// One column, navigation at the foot.
    pub fn narrow(&self) -> bool {
        self.width < width::NARROW
    }

    /// The track that a person hears, if it is one of this machine's.
    pub fn playing(&self) -> Option<&Arc<Track>> {
        self.now.on_air.track.as_ref()
    }

    /// Whether this is what is heard.
    pub fn is_playing(&self, track: &Track) -> bool {
        self.playing().is_some_and(|playing| playing.location == track.location)
    }
}

/// A view's state, and how it is drawn.
pub trait View {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>);
}
