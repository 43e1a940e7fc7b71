//! What takes time: done on other threads, and what has come of it, through one channel.

use std::path::PathBuf;
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, unbounded};
use egui::Context;

use super::acts::Visit;
use super::app::Window;
use super::browser;
use super::change::{Change, Done};
use super::librarian::Desk;
use super::music::{self, How, Music};
use super::place::Page;
use super::preferences::{Refused, Written};
use super::toasts::Tone;
use super::undo::Back;
use crate::model::{Location, Track};
use crate::player::Command;

/// What has come of an errand.
pub enum Outcome {
    /// The tracks, and which of them is to be heard first.
    Music(Result<(Vec<Arc<Track>>, usize), String>, How),
    /// Whether it can be undone is said, too.
    Changed(Result<Done, String>, bool),
    /// A page was found, or what is said if there is none (in the catalogues).
    Way(Result<Option<Page>, String>, &'static str),
    /// The folder of this file cannot be shown here.
    Unshown(PathBuf),
    Failed(String),
    /// The settings' file was written, or not; and what is said then.
    Written(Result<Box<Written>, Refused>, Option<String>),
}

pub struct Errands {
    tell: Sender<Outcome>,
    told: Receiver<Outcome>,
}

impl Default for Errands {
    fn default() -> Self {
        let (tell, told) = unbounded();
        Self { tell, told }
    }
}

impl Window {
    /// Takes in what has come of errands.
    pub(super) fn finish_errands(&mut self, context: &Context) {
        while let Ok(outcome) = self.deeds.errands.told.try_recv() {
            match outcome {
                Outcome::Music(Ok((tracks, at)), how) => self.enqueue(tracks, at, how),
                Outcome::Changed(done, undoable) => self.changed(done, undoable),
                Outcome::Way(Ok(Some(page)), _) => self.trail.go(page),
                Outcome::Way(Ok(None), said) => self.toasts.say(self.words().get(said), Tone::Wrong),
                Outcome::Unshown(path) => {
                    context.copy_text(path.display().to_string());
                    self.toasts.say(self.words().get("list-path-copied"), Tone::Said);
                }
                Outcome::Written(written, said) => self.written(context, written, said),
                Outcome::Music(Err(sentence), _) | Outcome::Way(Err(sentence), _) | Outcome::Failed(sentence) => {
                    self.toasts.say(sentence, Tone::Wrong);
                }
            }
        }
    }

    /// One for the librarian.
    pub(super) fn send_librarian(&self, work: impl FnOnce(&mut Desk) -> Outcome + Send + 'static) {
        let tell = self.deeds.errands.tell.clone();
        // The window may be closed by then.
        self.librarian.ask(move |desk| drop(tell.send(work(desk))));
    }

    /// One that starts another program, on a thread of its own. It says something only if it fails.
    fn send_out(&self, context: &Context, work: impl FnOnce() -> Option<Outcome> + Send + 'static) {
        let (tell, context) = (self.deeds.errands.tell.clone(), context.clone());
        let work = move || {
            if let Some(outcome) = work() {
                let _ = tell.send(outcome);
                context.request_repaint();
            }
        };
        // Without a thread nothing happens, and the person tries again.
        let _ = std::thread::Builder::new().name("errand".into()).spawn(work);
    }

    pub(super) fn play(&self, music: Music, how: How) {
        let from = if let How::From(at) = how { at } else { 0 };
        self.send_librarian(move |desk| Outcome::Music(music.resolve_from(desk, from), how));
    }

    pub(super) fn change(&self, change: Change, undoable: bool) {
        self.send_librarian(move |desk| Outcome::Changed(change.apply(desk), undoable));
    }

    fn changed(&mut self, done: Result<Done, String>, undoable: bool) {
        self.librarian.turn_page();
        let done = match done {
            Ok(done) => done,
            Err(sentence) => return self.toasts.say(sentence, Tone::Wrong),
        };
        let said = done.sentence(self.words());
        if done.refresh {
            self.remote.send(Command::Refresh);
        }
        match done.inverse.filter(|_| undoable) {
            Some(inverse) => {
                self.deeds.undo.push(said.clone(), Back::Change(inverse));
                self.toasts.say(said, Tone::Undoable);
            }
            None => self.toasts.say(said, Tone::Said),
        }
    }

    pub(super) fn go_to_artist(&self, name: String) {
        self.send_librarian(move |desk| Outcome::Way(music::artist(desk, &name), "grid-artist-gone"));
    }

    /// To the page that a track belongs to.
    pub(super) fn visit(&self, visit: Visit, track: &Track) {
        let Location::File(path) = track.location.clone() else { return };
        self.send_librarian(move |desk| {
            let whose = desk.reader().ok().flatten().and_then(|reader| reader.whose(&path).ok().flatten());
            let page = whose.and_then(|whose| match visit {
                Visit::Album => whose.album.map(Page::Album),
                Visit::Artist => whose.artist.map(Page::Artist),
            });
            Outcome::Way(Ok(page), "list-not-in-library")
        });
    }

    /// Opens a page in the person's browser.
    pub(super) fn open(&self, context: &Context, address: String) {
        let browser = self.browser.clone();
        self.send_out(context, move || browser(&address).err().map(Outcome::Failed));
    }

    /// Shows a file's folder in the desktop's file manager.
    pub(super) fn reveal(&self, context: &Context, path: PathBuf) {
        self.send_out(context, move || {
            let folder = path.parent().unwrap_or(&path);
            (!browser::shows(folder)).then_some(Outcome::Unshown(path))
        });
    }
}
