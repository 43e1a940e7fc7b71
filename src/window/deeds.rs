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
                Act::Say(text) => self.toasts.say(text, Tone::Said),
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
