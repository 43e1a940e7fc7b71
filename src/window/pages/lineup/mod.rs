//! Feeds and reserve, what became of them in the last 24 hours, and the rehearsal of a failure.

mod bar;
mod drill;
mod feed;
pub(super) mod health;
mod reserve;
mod story;
pub mod timeline;

use std::path::PathBuf;
use std::time::Duration;

use egui::{Frame, Margin, ScrollArea, Stroke, Ui};
use jiff::Timestamp;

use self::timeline::{Day, Window};
use crate::config::journal_file;
use crate::store::StoreError;
use crate::store::journal;
use crate::window::cx::{Cx, View};
use crate::window::icons;
use crate::window::librarian::Asked;
use crate::window::place::Page;
use crate::window::theme::Theme;
use crate::window::theme::tokens::{Type, radius, space};
use crate::window::widgets::{empty, label, section, title};

/// What is drawn.
const DAY: Duration = Duration::from_secs(24 * 3600);
/// Rows before the day tell how it began; more than these are not read.
const BEFORE: Duration = Duration::from_secs(24 * 3600);
const MOST_ROWS: usize = 20_000;

/// What the journal is asked for.
#[derive(Clone, PartialEq)]
struct Question {
    path: PathBuf,
    feeds: Vec<String>,
    /// The drawing is drawn anew each minute, and when something has happened.
    minute: i64,
    switches: u64,
    health: Vec<&'static str>,
}

/// A day of each feed, in their order.
pub(super) struct Days {
    window: Window,
    feeds: Vec<Day>,
    /// Why there is nothing.
    trouble: Option<String>,
}

#[derive(Default)]
pub struct Lineup {
    days: Asked<Question, Days>,
    drill: drill::Rehearsal,
}

impl View for Lineup {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        title(ui, cx.theme, &cx.t("page-lineup"));
        let question = question(cx);
        let days = question
            .and_then(|question| self.days.get_or_last(cx.librarian, &question, |_, question| question.answer()));
        ScrollArea::vertical().id_salt("lineup").auto_shrink(false).show(ui, |ui| {
            // The bar of the scroll area lies over what is at the edge.
            ui.set_max_width(ui.available_width() - space::M);
            if cx.now.feeds.is_empty() {
                no_feeds(ui, cx);
            }
            for (index, view) in cx.now.clone().feeds.iter().enumerate() {
                let day = days.and_then(|days| days.feeds.get(index).map(|day| (day, days.window)));
                feed::card(ui, cx, index, view, day);
                ui.add_space(space::XS);
            }
            reserve::card(ui, cx);
            self.drill.show(ui, cx);
            if let Some(days) = days {
                story::list(ui, cx, days);
            }
            ui.add_space(space::XL);
        });
    }
}

/// A person without stations still has a reserve, and can add one.
fn no_feeds(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (head, why, add) = (cx.t("lineup-empty"), cx.t("lineup-empty-why"), cx.t("lineup-empty-add"));
    ui.scope(|ui| {
        ui.set_max_height(320.0);
        if empty(ui, cx, icons::RADIO, &head, &why, Some(&add)) {
            cx.go(Page::Radio);
        }
    });
    ui.add_space(space::XL);
}

/// `None`: there is no journal.
fn question(cx: &Cx<'_>) -> Option<Question> {
    let journal = &cx.config.journal;
    let path = journal.path.clone().or_else(journal_file).filter(|_| journal.enabled)?;
    Some(Question {
        path,
        feeds: cx.now.feeds.iter().map(|feed| feed.name.clone()).collect(),
        minute: Timestamp::now().as_second() / 60,
        switches: cx.now.switches,
        health: cx.now.feeds.iter().map(|feed| feed.health.word()).collect(),
    })
}

impl Question {
    /// Blocks on the disk.
    fn answer(&self) -> Days {
        let now = Timestamp::now();
        let window = Window { from: now - DAY, to: now };
        match journal::read(&self.path, Some(now - DAY - BEFORE), MOST_ROWS) {
            Ok(rows) => Days {
                window,
                feeds: self.feeds.iter().map(|feed| Day::of(&rows, feed, window)).collect(),
                trouble: None,
            },
            Err(StoreError::Absent { .. }) => Days { window, feeds: Vec::new(), trouble: None },
            Err(why) => Days { window, feeds: Vec::new(), trouble: Some(why.to_string()) },
        }
    }
}

/// A raised surface for what belongs together.
pub(super) fn panel<R>(ui: &mut Ui, theme: &Theme, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new()
        .fill(theme.raised)
        .stroke(Stroke::new(if theme.high_contrast { 1.5 } else { 1.0 }, theme.line))
        .corner_radius(radius::CARD)
        .inner_margin(Margin::same(space::L as i8));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        contents(ui)
    });
    shown.inner
}

/// A section's head, and a sentence on it.
fn head(ui: &mut Ui, theme: &Theme, name: &str, sentence: &str) {
    section(ui, theme, name);
    label(ui, sentence, Type::Body, theme.text_soft);
    ui.add_space(space::XS);
}

#[cfg(test)]
mod tests;
