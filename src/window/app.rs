//! The window: what it holds, and in which order it is drawn.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crossbeam_channel::Receiver;
use egui::{CentralPanel, Color32, Context, Frame, Margin, Panel, Ui};

use super::actions::Action;
use super::acts::Act;
use super::browser::Browser;
use super::cx::{Cx, View};
use super::deeds::Deeds;
use super::dropping;
use super::frame::{Banner, Dialog, Equaliser, FolderDialog, Mini, Palette, PlayBar, Shortcuts, Sidebar};
use super::hearts::Hearts;
use super::librarian::Librarian;
use super::news::News;
use super::pages::Pages;
use super::pictures::{Pictures, Size};
use super::place::{Page, Trail};
use super::preferences::Preferences;
use super::scan_watch::ScanWatch;
use super::theme::tokens::{size, space, width};
use super::theme::{Theme, install_fonts};
use super::toasts::{Toasts, Tone};
use super::waves::{Trace, Waves};
use super::words::Words;
use crate::config::{Config, Motion};
use crate::model::Location;
use crate::player::{Happened, Remote, Snapshot, Tuning};

/// What a window works with.
pub struct Means {
    pub remote: Remote,
    /// What the player tells.
    pub events: Receiver<Happened>,
    pub config: Arc<Config>,
    /// Where changed settings are written; `None`: nowhere.
    pub config_file: Option<PathBuf>,
    pub browser: Browser,
    pub librarian: Librarian,
    pub pictures: Pictures,
    /// What of the settings a running player can take over.
    pub tuning: fn(&Config) -> Tuning,
    /// Whether the desktop tells of each song.
    pub notify_songs: Arc<AtomicBool>,
    pub trace: Trace,
    pub words: Words,
}

/// The window's contents, wherever they are drawn.
pub struct Window {
    pub(super) remote: Remote,
    pub(super) librarian: Librarian,
    pub(super) trail: Trail,
    pub(super) toasts: Toasts,
    pub(super) palette: Palette,
    pub(super) dialog: Dialog,
    pub(super) shortcuts: Shortcuts,
    pub(super) folder_dialog: FolderDialog,
    pub(super) deeds: Deeds,
    pub(super) pages: Pages,
    pub(super) now: Arc<Snapshot>,
    pub(super) hearts: Hearts,
    pub(super) preferences: Preferences,
    pub(super) equaliser: Equaliser,
    pub(super) mini: Mini,
    waves: Waves,
    pub(super) browser: Browser,
    events: Receiver<Happened>,
    news: News,
    pictures: Pictures,
    words: Words,
    theme: Theme,
    /// Of the cover of what plays.
    accent: Option<Color32>,
    sidebar: Sidebar,
    play_bar: PlayBar,
    banner: Banner,
    scan: ScanWatch,
    /// Of the library, as the covers are known.
    edition: u64,
}

impl Window {
    pub fn new(means: Means, context: &Context) -> Self {
        install_fonts(context);
        let window = &means.config.window;
        let theme = Theme::new(window.look, true, None, window.motion != Motion::Off);
        if window.text_size != 100 {
            context.set_zoom_factor(f32::from(window.text_size) / 100.0);
        }
        theme.apply(context);
        let now = means.remote.snapshot();
        Self {
            remote: means.remote,
            events: means.events,
            preferences: Preferences::new(means.config, means.config_file, means.tuning, means.notify_songs),
            browser: means.browser,
            news: News::default(),
            librarian: means.librarian,
            pictures: means.pictures,
            words: means.words,
            trail: Trail::new(Page::Home),
            toasts: Toasts::default(),
            palette: Palette::default(),
            dialog: Dialog::default(),
            shortcuts: Shortcuts::default(),
            folder_dialog: FolderDialog::default(),
            scan: ScanWatch::default(),
            edition: 0,
            deeds: Deeds::default(),
            pages: Pages::default(),
            sidebar: Sidebar,
            play_bar: PlayBar::default(),
            banner: Banner::default(),
            hearts: Hearts::default(),
            equaliser: Equaliser::default(),
            mini: Mini::default(),
            waves: Waves::new(means.trace, context.clone()),
            accent: None,
            theme,
            now,
        }
    }

    /// Goes to a page: for the command line and tests.
    pub fn go(&mut self, page: Page) {
        self.trail.go(page);
    }

    /// Work that is not drawing: also done while the window is hidden.
    pub fn logic(&mut self, context: &Context) {
        self.now = self.remote.snapshot();
        self.pictures.turn();
        self.hearts.turn(&self.librarian);
        self.pages.playing.note(&self.now);
        self.hear();
        self.finish_errands(context);
        if let Some(act) = self.scan.turn(context, &self.now, &self.librarian) {
            self.perform(context, vec![act]);
        }
        if self.edition != self.librarian.edition() {
            self.edition = self.librarian.edition();
            self.pictures.look_again();
        }
    }

    /// Takes in what the player tells.
    fn hear(&mut self) {
        while let Ok(happened) = self.events.try_recv() {
            if let Some((text, tone)) = self.news.hear(happened, &self.now) {
                self.toasts.say(text, tone);
            }
        }
        self.news.look(&self.now);
        if let Some(text) = self.banner.watch(&self.now, &self.words) {
            self.toasts.say(text, Tone::Said);
        }
    }

    /// Draws everything, and then does what was wished for.
    pub fn ui(&mut self, ui: &mut Ui) {
        self.dress(ui.ctx());
        let mut acts = self.keys(ui);
        let width = ui.available_width();
        let mut cx = Cx {
            now: &self.now,
            news: &self.news,
            config: &self.preferences.config,
            refused: self.preferences.refused.as_ref(),
            config_file: self.preferences.file.as_deref(),
            theme: &self.theme,
            words: &self.words,
            librarian: &self.librarian,
            pictures: &mut self.pictures,
            hearts: &self.hearts,
            waves: &mut self.waves,
            acts: &mut acts,
            width,
        };
        if self.mini.is_all(ui.ctx()) {
            self.mini.show(ui, &mut cx);
            return self.perform(ui.ctx(), acts);
        }
        let bar = if cx.narrow() { size::PLAY_BAR_NARROW } else { size::PLAY_BAR };
        let edge = |fill: Color32, margin: i8| Frame::new().fill(fill).inner_margin(Margin::symmetric(margin, 0));
        Panel::bottom("play bar").exact_size(bar).frame(edge(self.theme.side, space::M as i8)).show(ui, |ui| {
            self.play_bar.show(ui, &mut cx);
        });
        if cx.narrow() {
            Panel::top("navigation").exact_size(48.0).frame(edge(self.theme.side, space::S as i8)).show(ui, |ui| {
                self.sidebar.narrow(ui, &mut cx, &self.trail);
            });
        } else {
            let side = if width < width::MIDDLE { size::RAIL } else { size::SIDEBAR };
            Panel::left("navigation")
                .exact_size(side)
                .resizable(false)
                .frame(edge(self.theme.side, space::S as i8))
                .show(ui, |ui| {
                    self.sidebar.show(ui, &mut cx, &self.trail, side == size::RAIL);
                });
        }
        self.banner.show(ui, &mut cx);
        let margin = if cx.narrow() { space::M } else { space::XL } as i8;
        let page = Frame::new().fill(self.theme.base).inner_margin(Margin {
            left: margin,
            right: margin,
            top: margin,
            bottom: 0,
        });
        CentralPanel::default().frame(page).show(ui, |ui| self.pages.show(ui, &mut cx, self.trail.here()));
        self.palette.show(ui.ctx(), &mut cx);
        self.equaliser.show(ui.ctx(), &mut cx);
        self.dialog.show(ui.ctx(), &mut cx);
        self.shortcuts.show(ui.ctx(), &cx);
        self.folder_dialog.show(ui.ctx(), &mut cx);
        self.toasts.show(ui.ctx(), &mut cx);
        super::widgets::ghost(ui.ctx(), &cx);
        dropping::dropped(ui.ctx(), &mut cx, self.trail.here());
        dropping::hovering(ui.ctx(), &cx, self.trail.here());
        self.perform(ui.ctx(), acts);
    }

    /// The theme, as desktop, cover and person want it.
    fn dress(&mut self, context: &Context) {
        if let Some(Location::File(path)) = self.now.on_air.track.as_ref().map(|track| &track.location)
            && let Some(shown) = self.pictures.get(path, Size::Medium)
        {
            self.accent = Some(shown.accent);
        }
        let dark = context.input(|input| input.raw.system_theme) != Some(egui::Theme::Light);
        let window = &self.preferences.config.window;
        let theme = Theme::new(window.look, dark, self.accent, window.motion != Motion::Off);
        if theme != self.theme {
            self.theme = theme;
            theme.apply(context);
        }
    }

    /// Shortcuts; bare keys not while a person writes, nor under a dialog.
    fn keys(&mut self, ui: &mut Ui) -> Vec<Act> {
        let writing = ui.ctx().text_edit_focused() || ui.memory(|memory| memory.top_modal_layer().is_some());
        let free = |keys: &egui::KeyboardShortcut| {
            !writing || keys.modifiers.command || keys.logical_key.name().starts_with('F')
        };
        let of = |action: Action| action.shortcuts().iter().map(move |keys| (action.clone(), *keys));
        let mut all: Vec<_> = Action::all().into_iter().flat_map(of).filter(|(_, keys)| free(keys)).collect();
        // Ctrl+M is taken to be held with Ctrl+Shift+M, too: the one with more keys comes first.
        all.sort_by_key(|(_, keys)| !(keys.modifiers.shift || keys.modifiers.alt));
        // A button that has the keyboard is pressed by the space bar.
        let button = ui.ctx().memory(egui::Memory::focused).and_then(|id| ui.ctx().read_response(id));
        let pressed = button.is_some_and(|it| it.sense.senses_click() && !it.sense.senses_drag());
        all.retain(|(action, _)| !(pressed && *action == Action::PlayPause));
        let held = |(action, keys): (Action, egui::KeyboardShortcut)| {
            ui.input_mut(|input| input.consume_shortcut(&keys)).then_some(action)
        };
        all.into_iter().filter_map(held).map(Act::Do).collect()
    }
}

impl Window {
    pub(super) fn words(&self) -> &Words {
        &self.words
    }

    /// In another language from now on.
    pub(super) fn speak(&mut self, words: Words) {
        self.words = words;
    }
}
