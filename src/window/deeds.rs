//! Does what was wished for, after the frame. What takes time is an errand ([`super::errands`]).

use egui::{Context, ViewportCommand};

use super::actions::Action;
use super::acts::{Act, Visit};
use super::app::Window;
use super::change::Change;
use super::errands::Errands;
use super::frame::Ask;
use super::music::Music;
use super::place::Page;
use super::toasts::Tone;
use super::undo::{Back, Undo};
use crate::player::{Command, Edit};
use crate::queue::Repeat;

/// Percent a step of the volume.
const STEP: f32 = 5.0;
/// Seconds a step of the place in a track.
const SEEK: f64 = 10.0;

/// What was done, and what it takes to go back.
#[derive(Default)]
pub struct Deeds {
    pub(super) errands: Errands,
/// A page that was looked for; `None`: there is none.
type Way = Result<Option<Page>, String>;

/// Tracks, and which of them is to be heard first.
type Resolved = (Vec<Arc<Track>>, usize);

/// What is under way.
#[derive(Default)]
pub struct Deeds {
    music: Vec<(Receiver<Result<Resolved, String>>, How)>,
    visits: Vec<Receiver<Option<Page>>>,
    /// Folders that could not be shown.
    unshown: Vec<Receiver<PathBuf>>,
    changes: Vec<(Receiver<Result<Done, String>>, bool)>,
    /// Pages that are looked up.
    ways: Vec<Receiver<Way>>,
    pub(super) undo: Undo,
    /// A person has put the queue together, not only chosen something to play.
    pub(super) own_queue: bool,
    /// The volume before it was muted.
    loud: Option<f32>,
}

impl Window {
    pub(super) fn perform(&mut self, context: &Context, acts: Vec<Act>) {
        for act in acts {
            match act {
                Act::Send(command) => self.remote.send(command),
                Act::Queue(edit) => self.queue(edit),
                Act::Play(music, how) => self.play(music, how),
                Act::Change(change) => self.change(change, true),
                Act::Ask(ask) => self.dialog.open(ask),
                Act::NewPlaylist(music) => {
                    let name = self.words().get("list-new-playlist");
                    self.change(Change::CreateFree { name, music }, true);
                }
                Act::Visit(visit, track) => self.visit(visit, &track),
                Act::Reveal(path) => self.reveal(context, path),
                Act::Do(action) => self.act(context, action),
                Act::Go(page) => self.trail.go(page),
                Act::GoToArtist(name) => self.go_to_artist(name),
                Act::Open(address) => self.open(context, address),
                Act::Set(edits, said) => self.set(edits, said),
                Act::Search(words) => self.search(words),
                Act::Say(text) => self.toasts.say(text, Tone::Said),
                Act::Complain(text) => self.toasts.say(text, Tone::Wrong),
            }
            context.request_repaint();
        }
    }

    fn undo(&mut self) {
        match self.deeds.undo.pop() {
            Some((_, Back::Change(change))) => self.change(change, false),
            Some((_, Back::Queue(edits))) => edits.into_iter().for_each(|edit| self.remote.send(Command::Queue(edit))),
            Some((_, Back::Settings { before, after })) => self.restore_settings(before, after),
            None => self.toasts.say(self.words().get("nothing-to-undo"), Tone::Said),
        }
    }

    /// A heart for what plays, or none any more.
    fn love(&mut self) {
        if let Some(track) = self.now.on_air.track.clone() {
            let loved = !self.hearts.has(&track);
            self.change(Change::Love { music: Music::Tracks(vec![track]), loved }, true);
        }
    }

    fn visit(&mut self, visit: Visit, track: &Track) {
        let Location::File(path) = track.location.clone() else { return };
        let answer = self.librarian.ask(move |desk| {
            let whose = desk.reader().ok().flatten()?.whose(&path).ok().flatten()?;
            match visit {
                Visit::Album => whose.album.map(Page::Album),
                Visit::Artist => whose.artist.map(Page::Artist),
            }
        });
        self.deeds.visits.push(answer);
    }

    /// In the desktop's file manager, whose start is not waited for.
    fn reveal(&mut self, context: &Context, path: PathBuf) {
        let (failed, unshown) = crossbeam_channel::bounded(1);
        let context = context.clone();
        let work = move || {
            let folder = path.parent().unwrap_or(&path);
            let shown = std::process::Command::new("xdg-open").arg(folder).status();
            if !shown.is_ok_and(|status| status.success()) {
                let _ = failed.send(path);
                context.request_repaint();
            }
        };
        if std::thread::Builder::new().name("file manager".into()).spawn(work).is_ok() {
            self.deeds.unshown.push(unshown);
        }
    }

    /// Where a track belongs is known now; a folder could not be shown.
    fn finish_ways(&mut self, context: &Context) {
        for answer in std::mem::take(&mut self.deeds.visits) {
            match answer.try_recv() {
                Ok(Some(page)) => self.trail.go(page),
                Ok(None) => self.toasts.say(self.words().get("list-not-in-library"), Tone::Wrong),
                Err(TryRecvError::Empty) => self.deeds.visits.push(answer),
                Err(TryRecvError::Disconnected) => {}
            }
        }
        for answer in std::mem::take(&mut self.deeds.unshown) {
            match answer.try_recv() {
                Ok(path) => {
                    context.copy_text(path.display().to_string());
                    self.toasts.say(self.words().get("list-path-copied"), Tone::Said);
                }
                Err(TryRecvError::Empty) => self.deeds.unshown.push(answer),
                Err(TryRecvError::Disconnected) => {}
            }
        }
    }

    fn search(&mut self, words: String) {
        self.pages.search.look_for(words);
        self.trail.go(Page::Search);
    }

    fn act(&mut self, context: &Context, action: Action) {
        match action {
            Action::PlayPause => self.remote.send(Command::TogglePause),
            Action::Next => self.remote.send(Command::Next),
            Action::Previous => self.remote.send(Command::Previous),
            Action::SeekForward => self.remote.send(Command::SeekBy(SEEK)),
            Action::SeekBack => self.remote.send(Command::SeekBy(-SEEK)),
            Action::Louder => self.remote.send(Command::VolumeBy(STEP)),
            Action::Softer => self.remote.send(Command::VolumeBy(-STEP)),
            Action::Mute => self.mute(),
            Action::Shuffle => self.queue(Edit::Shuffle(!self.now.queue.shuffled)),
            Action::Repeat => self.queue(Edit::Repeat(next_repeat(self.now.queue.repeat))),
            Action::Love => self.love(),
            Action::ShowPlaying => match self.now.on_air.track.clone() {
                Some(track) => self.visit(Visit::Album, &track),
                None => self.trail.go(Page::Playing),
            },
            Action::Go(page) => self.trail.go(page),
            Action::Back => self.trail.back(),
            Action::Forward => self.trail.forward(),
            Action::Palette => self.palette.toggle(),
            Action::Search => {
                self.trail.go(Page::Search);
                self.pages.search.take_focus();
            }
            Action::NewPlaylist => self.dialog.open(Ask::NewPlaylist(None)),
            Action::Shortcuts => self.shortcuts.toggle(),
            Action::AddFolder => self.folder_dialog.open(),
            Action::Equaliser => self.equaliser.toggle(),
            Action::Mini => self.mini.toggle(context),
            Action::FullScreen => {
                let full = context.input(|input| input.viewport().fullscreen.unwrap_or(false));
                context.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
            }
            Action::Undo => self.undo(),
            Action::ClearQueue => self.queue(Edit::Clear),
            Action::TryNow => self.remote.send(Command::TryNow),
            Action::StayOffline => self.remote.send(Command::ToggleOffline),
            Action::Drill => self.remote.send(Command::Drill),
            Action::Larger => self.scale_text(|percent| percent + 10),
            Action::Smaller => self.scale_text(|percent| percent - 10),
            Action::NormalSize => self.scale_text(|_| 100),
            Action::Quit => context.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    fn mute(&mut self) {
        let volume = match self.deeds.loud.take() {
            Some(loud) if self.now.volume == 0.0 => loud,
            _ => {
                self.deeds.loud = Some(self.now.volume);
                0.0
            }
        };
        self.remote.send(Command::Volume(volume));
    }
}

fn next_repeat(repeat: Repeat) -> Repeat {
    match repeat {
        Repeat::Off => Repeat::All,
        Repeat::All => Repeat::One,
        Repeat::One => Repeat::Off,
    }
}
