//! The window: the face for listeners at a desktop.
//!
//! Data flows one way: the newest [`crate::player::Snapshot`] and the librarian's answers are drawn; what a person wishes becomes an
//! [`acts::Act`], done after the frame in one place ([`deeds`]). The window never waits for disk, network or sound.
//!
//! | file | question |
//! |---|---|
//! | `app` | What is drawn, in which order? |
//! | `cx` | What is a view given? |
//! | `acts`, `actions`, `deeds`, `errands` | What can be wished for, and what is done then? |
//! | `queueing` | What is done to the queue? |
//! | `change`, `undo` | What is kept, and how does one get back? |
//! | `hearts` | What is loved? |
//! | `librarian`, `pictures`, `waves` | Who reads the disk? |
//! | `news`, `browser` | What has the player told? Who shows a web page? |
//! | `preferences` | What becomes of a changed setting? |
//! | `place` | Which pages are there? |
//! | `theme` | How does it look? |
//! | `words` | In which language? |
//! | `frame`, `pages`, `widgets` | What stands around the page, on it, and in it? |

mod actions;
mod acts;
mod app;
mod browser;
mod change;
mod cx;
mod deeds;
mod dropping;
mod errands;
mod frame;
mod hearts;
mod icons;
mod librarian;
mod music;
mod news;
mod pages;
mod pictures;
mod place;
mod preferences;
mod queueing;
mod samples;
mod scan_watch;
#[cfg(test)]
mod testing;
mod theme;
mod toasts;
mod undo;
mod waves;
mod widgets;
mod words;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

use crossbeam_channel::Receiver;
use eframe::{NativeOptions, Renderer};
use egui::{ViewportBuilder, ViewportCommand};

pub use app::{Means, Window};
pub use librarian::Librarian;
pub use pictures::{Decode, Pictures};
pub use place::Page;
pub use waves::Trace;
pub use words::Words;

use crate::config::Config;
use crate::player::{Happened, Remote, Tuning};

/// The smallest window that everything can be used in, in points.
const SMALLEST: [f32; 2] = [360.0, 120.0];
const USUAL: [f32; 2] = [1180.0, 780.0];

/// Calls the window, from any thread, whether it is open yet or not.
#[derive(Clone, Default)]
pub struct Doorbell(Arc<OnceLock<egui::Context>>);

impl Doorbell {
    /// It comes to the front.
    pub fn raise(&self) {
        self.send([ViewportCommand::Visible(true), ViewportCommand::Minimized(false), ViewportCommand::Focus]);
    }

    /// It closes.
    pub fn close(&self) {
        self.send([ViewportCommand::Close]);
    }

    fn send(&self, commands: impl IntoIterator<Item = ViewportCommand>) {
        if let Some(context) = self.0.get() {
            commands.into_iter().for_each(|command| context.send_viewport_cmd(command));
            context.request_repaint();
        }
    }
}

/// What the window is opened with.
pub struct Opening {
    pub remote: Remote,
    /// What the player tells.
    pub events: Receiver<Happened>,
    pub config: Config,
    /// Where changed settings are written; `None`: nowhere.
    pub config_file: Option<PathBuf>,
    pub doorbell: Doorbell,
    /// Where the person's collection is.
    pub place: Option<crate::library::Place>,
    pub decode: Decode,
    /// What of the settings a running player can take over.
    pub tuning: fn(&Config) -> Tuning,
    /// Whether the desktop tells of each song.
    pub notify_songs: Arc<AtomicBool>,
    pub trace: Trace,
    pub words: Words,
}

/// Opens the window, and returns when it was closed. Must be called on the main thread.
///
/// # Errors
/// A sentence: there is no display, or it cannot draw.
pub fn open(opening: Opening) -> Result<(), String> {
    let viewport = ViewportBuilder::default()
        .with_app_id("segue")
        .with_icon(icon())
        .with_title("Segue")
        .with_inner_size(USUAL)
        .with_min_inner_size(SMALLEST);
    let options = NativeOptions { viewport, renderer: Renderer::Glow, ..NativeOptions::default() };
    let create = move |cc: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, Box<dyn std::error::Error + Send + Sync>> {
        let context = &cc.egui_ctx;
        let _ = opening.doorbell.0.set(context.clone());
        wake(opening.remote.bell(), context.clone())?;
        let means = Means {
            remote: opening.remote,
            events: opening.events,
            config: Arc::new(opening.config),
            config_file: opening.config_file,
            browser: browser::of_the_desktop(),
            librarian: Librarian::start(opening.place, context.clone())?,
            pictures: Pictures::start(&opening.decode, context.clone())?,
            tuning: opening.tuning,
            notify_songs: opening.notify_songs,
            trace: opening.trace,
            words: opening.words,
        };
        Ok(Box::new(Shell(Window::new(means, context))))
    };
    eframe::run_native("Segue", options, Box::new(create))
        .map_err(|why| format!("The window cannot be opened: {why}. Without a window: segue play"))
}

/// The window's picture in panels that know no desktop files.
fn icon() -> egui::IconData {
    let picture = image::load_from_memory(include_bytes!("../../assets/icon/segue-64.png"));
    let picture = picture.map(image::DynamicImage::into_rgba8).unwrap_or_default();
    egui::IconData { width: picture.width(), height: picture.height(), rgba: picture.into_raw() }
}

/// Has the window drawn once: the toolkit draws twice for a wish without delay, and one frame by software costs more than a
/// second of music.
fn once(context: &egui::Context) {
    context.request_repaint_after(std::time::Duration::from_millis(1));
}

/// Has the window drawn when the player has something new.
fn wake(bell: crossbeam_channel::Receiver<()>, context: egui::Context) -> std::io::Result<()> {
    let work = move || bell.iter().for_each(|()| once(&context));
    std::thread::Builder::new().name("window bell".into()).spawn(work).map(drop)
}

/// The window in its frame.
struct Shell(Window);

impl eframe::App for Shell {
    fn logic(&mut self, context: &egui::Context, _: &mut eframe::Frame) {
        self.0.logic(context);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        self.0.ui(ui);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
