//! The settings while the window is open: changed in their file first, and then everywhere else.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use egui::Context;

use super::app::Window;
use super::errands::Outcome;
use super::toasts::Tone;
use super::undo::Back;
use super::words::Words;
use crate::config::{self, Config, ConfigErrors, edit};
use crate::player::{Command, Tuning};
use crate::store::whole;

/// A change of the file.
pub type Edit = edit::Change<'static>;

/// See the module's text.
pub struct Preferences {
    pub config: Arc<Config>,
    /// `None`: nothing can be kept.
    pub file: Option<PathBuf>,
    /// What was not taken, until something is.
    pub refused: Option<Refused>,
    /// What of the settings a running player can take over.
    tuning: fn(&Config) -> Tuning,
    notify_songs: Arc<AtomicBool>,
}

/// A change that could not be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// `audio.crossfade`; of a station, `feed`.
    pub key: String,
    /// The checker's, or the disk's.
    pub sentence: String,
}

/// What is in the file now, and its text before and after.
pub struct Written {
    config: Config,
    before: String,
    after: String,
}

impl Preferences {
    pub fn new(
        config: Arc<Config>,
        file: Option<PathBuf>,
        tuning: fn(&Config) -> Tuning,
        notify_songs: Arc<AtomicBool>,
    ) -> Self {
        notify_songs.store(config.window.notify_songs, Relaxed);
        Self { config, file, refused: None, tuning, notify_songs }
    }

    /// What the player has to be told, that it has become `new`.
    fn commands(&self, new: &Config) -> Vec<Command> {
        let old = &*self.config;
        let mut commands = Vec::new();
        if old.lineup() != new.lineup() {
            let lineup = new.lineup();
            commands.push(Command::Lineup { feeds: lineup.feeds, named_reserve: lineup.reserve.sources });
        }
        let tuning = (self.tuning)(new);
        if tuning != (self.tuning)(old) {
            commands.push(Command::Tune(Box::new(tuning)));
        }
        if old.audio.equaliser != new.audio.equaliser {
            commands.push(Command::Equalise(new.audio.equaliser));
        }
        if old.audio.output != new.audio.output {
            commands.push(Command::Output((&new.audio.output).into()));
        }
        if old.audio.volume != new.audio.volume {
            commands.push(Command::Volume(f32::from(new.audio.volume)));
        }
        commands
    }
}

impl Window {
    /// Writes changes to the file; they count when that is done. `said`: what is said then, with a button to undo it.
    pub(super) fn set(&mut self, edits: Vec<Edit>, said: Option<String>) {
        let Some(file) = self.preferences.file.clone() else {
            return self.toasts.say(self.words().get("settings-homeless"), Tone::Wrong);
        };
        self.send_librarian(move |_| Outcome::Written(write(&file, &edits).map(Box::new), said));
    }

    /// Larger or smaller text, from now on.
    pub(super) fn scale_text(&mut self, change: impl Fn(u16) -> u16) {
        let percent = change(self.preferences.config.window.text_size).clamp(70, 200);
        self.set(vec![Edit::Set("window.text_size", edit::Value::Number(f64::from(percent)))], None);
    }

    /// Puts the file's text back, if nobody has changed it meanwhile.
    pub(super) fn restore_settings(&mut self, before: String, after: String) {
        let Some(file) = self.preferences.file.clone() else { return };
        let changed = self.words().get("settings-changed-meanwhile");
        self.send_librarian(move |_| Outcome::Written(restore(&file, before, after, changed).map(Box::new), None));
    }

    /// Takes in what was written, or why it was not. `said`: what is said then; it can be undone.
    pub(super) fn written(&mut self, context: &Context, written: Result<Box<Written>, Refused>, said: Option<String>) {
        match written {
            Ok(written) => self.adopt(context, *written, said),
            Err(refused) => {
                self.toasts.say(refused.sentence.clone(), Tone::Wrong);
                self.preferences.refused = Some(refused);
            }
        }
    }

    fn adopt(&mut self, context: &Context, written: Written, said: Option<String>) {
        let Written { config, before, after } = written;
        for command in self.preferences.commands(&config) {
            self.remote.send(command);
        }
        let (old, new) = (&self.preferences.config.window, &config.window);
        if old.text_size != new.text_size {
            context.set_zoom_factor(f32::from(new.text_size) / 100.0);
        }
        if old.language != new.language {
            self.speak(
                new.language.as_deref().map_or_else(Words::of_the_desktop, |code| Words::new(&[code.to_owned()])),
            );
        }
        self.preferences.notify_songs.store(config.window.notify_songs, Relaxed);
        self.preferences.config = Arc::new(config);
        self.preferences.refused = None;
        // The page of settings reads the file.
        self.librarian.turn_page();
        if let Some(said) = said {
            self.deeds.undo.push(said.clone(), Back::Settings { before, after });
            self.toasts.say(said, Tone::Undoable);
        }
        context.request_repaint();
    }
}

/// Blocks on the disk.
fn write(file: &Path, edits: &[Edit]) -> Result<Written, Refused> {
    let key = edits.first().map(key_of).unwrap_or_default();
    let refused = |why: ConfigErrors| Refused { key: key.clone(), sentence: sentence(&why) };
    let before = text_of(file);
    config::change(Some(file), edits, whole::replace).map_err(refused)?;
    load(file, before).map_err(refused)
}

fn restore(file: &Path, before: String, after: String, changed: String) -> Result<Written, Refused> {
    let refused = |sentence| Refused { key: String::new(), sentence };
    if text_of(file) != after {
        return Err(refused(changed));
    }
    // There may be secrets in it: who may read it does not change.
    let mode = std::fs::metadata(file).map_or(0o600, |data| data.permissions().mode() & 0o777);
    whole::replace(file, before.as_bytes(), mode).map_err(|why| refused(why.to_string()))?;
    load(file, after).map_err(|why| refused(sentence(&why)))
}

/// A file that is not there says nothing.
fn text_of(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_default()
}

fn load(file: &Path, before: String) -> Result<Written, ConfigErrors> {
    // A change that says only what is the default writes no file.
    let config = if file.exists() { config::load(Some(file))? } else { Config::default() };
    Ok(Written { config, before, after: text_of(file) })
}

/// The place in the file helps whoever writes it, not whoever has pressed a button.
fn sentence(why: &ConfigErrors) -> String {
    why.0.first().map_or_else(String::new, |error| error.sentence.clone())
}

fn key_of(edit: &Edit) -> String {
    match edit {
        Edit::Set(key, _) | Edit::Reset(key) => (*key).to_owned(),
        _ => "feed".to_owned(),
    }
}
