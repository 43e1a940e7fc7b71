//! What is found, as one types: the best hit, songs, albums, artists, playlists, all at once.

mod find;
mod results;
#[cfg(test)]
mod tests;

use egui::{Id, Key, Modifiers, ScrollArea, Ui};

use crate::window::cx::{Cx, View};
use crate::window::icons;
use crate::window::librarian::Asked;
use crate::window::theme::tokens::{Type, size, space};
use crate::window::widgets::{Kind, button, empty, field, label, section, take_focus};
use find::{Hits, find};
use results::Results;

/// So many searches are remembered.
const RECENT: usize = 8;
/// What the syntax can do, to be tried.
const EXAMPLES: [&str; 4] = ["genre:jazz year:1955..1965", "artist:nina -live", "\"blue in green\"", "title:rain"];

/// The search.
#[derive(Default)]
pub struct Search {
    words: String,
    focus: bool,
    /// The newest first.
    recent: Vec<String>,
    hits: Asked<String, Result<Hits, String>>,
    results: Results,
}

impl Search {
    /// Searches for this, as if it had been typed.
    pub fn look_for(&mut self, words: String) {
        self.words = words;
        self.focus = true;
    }

    /// The field has the keyboard from the next frame on.
    pub fn take_focus(&mut self) {
        self.focus = true;
    }

    fn remember(&mut self) {
        let words = self.words.trim().to_owned();
        self.recent.retain(|one| *one != words);
        self.recent.insert(0, words);
        self.recent.truncate(RECENT);
    }
}

impl View for Search {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let id = Id::unique("search for");
        if std::mem::take(&mut self.focus) {
            take_focus(ui, id, self.words.chars().count());
        }
        let writing = ui.memory(|memory| memory.has_focus(id));
        let held = |key| writing && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let (down, enter) = (held(Key::ArrowDown), held(Key::Enter));
        field(ui, cx, id, &mut self.words, icons::MAGNIFYING_GLASS, &cx.t("search-field"), size::FIELD_LARGE);
        if down {
            self.results.take_focus(ui);
        }
        ui.add_space(space::S);
        if self.words.trim().is_empty() {
            return self.before(ui, cx);
        }
        let chosen = match self.hits.get_or_last(cx.librarian, &self.words, |desk, words| find(desk, words)) {
            None => false,
            Some(Err(sentence)) => {
                empty(ui, cx, icons::WARNING, &cx.t("grid-unreadable"), sentence, None);
                false
            }
            Some(Ok(hits)) if hits.is_empty() => {
                nothing(ui, cx, hits);
                false
            }
            Some(Ok(hits)) => {
                let area = ScrollArea::vertical().auto_shrink(false);
                area.show(ui, |ui| self.results.show(ui, cx, hits, enter)).inner
            }
        };
        if chosen {
            self.remember();
        }
    }
}

impl Search {
    /// Before anything is typed: what was searched for, and what can be.
    fn before(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if !self.recent.is_empty() {
            section(ui, cx.theme, &cx.t("search-recent"));
            ui.horizontal_wrapped(|ui| {
                for words in self.recent.clone() {
                    if button(ui, cx.theme, Kind::Plain, icons::CLOCK_COUNTER_CLOCKWISE, &words).clicked() {
                        self.look_for(words);
                    }
                }
            });
        }
        section(ui, cx.theme, &cx.t("search-how"));
        ui.set_max_width(size::READING.min(ui.available_width()));
        label(ui, &cx.t("search-how-long"), Type::Body, cx.theme.text_soft);
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| {
            for example in EXAMPLES {
                if button(ui, cx.theme, Kind::Plain, "", example).clicked() {
                    self.look_for(example.to_owned());
                }
            }
        });
    }
}

/// Nothing fits: why that may be.
fn nothing(ui: &mut Ui, cx: &mut Cx<'_>, hits: &Hits) {
    let scanning = cx.now.library.is_some_and(|progress| progress.state != crate::library::State::Idle);
    let why = match (hits.library, scanning, hits.narrow) {
        (_, true, _) => cx.t("search-nothing-scanning"),
        (0, ..) => cx.t("search-nothing-empty"),
        (_, _, true) => cx.t("search-nothing-narrow"),
        (songs, ..) => cx.tw("search-nothing-words", &[("count", &(songs as usize))]),
    };
    let head = cx.tw("search-nothing", &[("words", &hits.words.trim())]);
    let add = cx.t("action-add-folder");
    if empty(ui, cx, icons::BINOCULARS, &head, &why, (hits.library == 0).then_some(add.as_str())) {
        cx.perform(crate::window::actions::Action::AddFolder);
    }
}
