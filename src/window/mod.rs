//! The window: the face for listeners at a desktop.
//!
//! Data flows one way: the newest [`crate::player::Snapshot`] and the librarian's answers are drawn; what a person wishes becomes an
//! [`acts::Act`], done after the frame in one place ([`deeds`]). The window never waits for disk, network or sound.
//!
//! | file | question |
//! |---|---|
//! | `app` | What is drawn, in which order? |
//! | `cx` | What is a view given? |
//! | `acts`, `actions`, `deeds` | What can be wished for, and what is done then? |
//! | `queueing` | What is done to the queue? |
//! | `change`, `undo` | What is kept, and how does one get back? |
//! | `hearts` | What is loved? |
//! | `librarian`, `pictures` | Who reads the disk? |
//! | `place` | Which pages are there? |
//! | `theme` | How does it look? |
//! | `words` | In which language? |
//! | `frame`, `pages`, `widgets` | What stands around the page, on it, and in it? |

mod actions;
mod acts;
mod app;
mod change;
mod cx;
mod deeds;
mod frame;
mod hearts;
mod icons;
mod librarian;
mod music;
mod pages;
mod pictures;
mod place;
mod queueing;
mod samples;
mod scan_watch;
mod theme;
#[cfg(test)]
mod testing;
mod toasts;
mod undo;
mod widgets;
mod words;

use eframe::{NativeOptions, Renderer};
use egui::ViewportBuilder;

pub use app::{Means, Window};
pub use librarian::Librarian;
pub use pictures::{Decode, Picture, Pictures, Size};
pub use place::Page;
pub use theme::Look;
pub use words::Words;

use crate::player::Remote;

/// The smallest window that everything can be used in, in points.
const SMALLEST: [f32; 2] = [360.0, 120.0];
const USUAL: [f32; 2] = [1180.0, 780.0];

/// What the window is opened with.
pub struct Opening {
    pub remote: Remote,
    /// Where the person's collection is.
    pub place: Option<crate::library::Place>,
    pub decode: Decode,
    pub look: Look,
    pub words: Words,
}

/// Opens the window, and returns when it was closed. Must be called on the main thread.
///
/// # Errors
/// A sentence: there is no display, or it cannot draw.
pub fn open(opening: Opening) -> Result<(), String> {
    let viewport = ViewportBuilder::default()
        .with_app_id("segue")
        .with_title("Segue")
        .with_inner_size(USUAL)
        .with_min_inner_size(SMALLEST);
    let options = NativeOptions { viewport, renderer: Renderer::Glow, ..NativeOptions::default() };
    let create = move |cc: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, Box<dyn std::error::Error + Send + Sync>> {
        let context = &cc.egui_ctx;
        let means = Means {
            remote: opening.remote,
            librarian: Librarian::start(opening.place, context.clone())?,
            pictures: Pictures::start(&opening.decode, context.clone())?,
            look: opening.look,
            words: opening.words,
        };
        Ok(Box::new(Shell(Window::new(means, context))))
    };
    eframe::run_native("Segue", options, Box::new(create))
        .map_err(|why| format!("The window cannot be opened: {why}. Start Segue with --terminal to do without."))
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
