//! All songs, as a table that can be ordered and filtered.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use egui::{Id, ScrollArea, Ui};

use super::hero::{amount, music_buttons, no_music, trouble};
use crate::search::Query;
use crate::store::StoreError;
use crate::store::music::{Column as Key, Ordering, Reader};
use crate::window::cx::{Cx, View};
use crate::window::icons;
use crate::window::librarian::Asked;
use crate::window::theme::tokens::{Type, size, space};
use crate::window::widgets::{Column, Lead, ListNames, Options, Source, TrackList, elided, empty, field};

const COLUMNS: [Column; 7] =
    [Column::Title, Column::Artist, Column::Album, Column::Year, Column::Plays, Column::Heart, Column::Length];

pub struct Songs {
    order: Ordering,
    filter: String,
    table: Asked<(Ordering, String), Result<Table, String>>,
    tracks: TrackList,
    lists: ListNames,
    to_top: bool,
}

/// What is shown.
#[derive(Default)]
struct Table {
    ids: Arc<[i64]>,
    /// In the library.
    all: usize,
    /// Of all.
    length: Duration,
}

impl Default for Songs {
    fn default() -> Self {
        Self {
            order: Ordering { by: Key::Artist, descending: false },
            filter: String::new(),
            table: Asked::default(),
            tracks: TrackList::default(),
            lists: ListNames::default(),
            to_top: false,
        }
    }
}

impl View for Songs {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let wish = (self.order, self.filter.trim().to_owned());
        let answer = self.table.get_or_last(cx.librarian, &wish, |desk, (order, filter)| {
            desk.look_up(|reader| read(reader, order, filter))
        });
        let (ids, all, length) = match answer {
            None => return,
            Some(Err(sentence)) => return trouble(ui, cx, &sentence.clone()),
            Some(Ok(table)) => (table.ids.clone(), table.all, table.length),
        };
        let source = Source::Ids(ids);
        self.head(ui, cx, &source, all, length);
        if all == 0 {
            return no_music(ui, cx);
        }
        if source.len() == 0 {
            let head = cx.tw("list-filtered", &[("words", &self.filter.trim())]);
            if empty(ui, cx, icons::FUNNEL, &head, &cx.t("list-filtered-why"), Some(&cx.t("list-show-all"))) {
                self.filter.clear();
            }
            return;
        }
        self.list(ui, cx, &source);
    }
}

impl Songs {
    /// Name, how many there are, the filter, the buttons; in two rows where it has to be.
    fn head(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, source: &Source, all: usize, length: Duration) {
        let shown = source.len();
        let said = if shown == all {
            amount(cx, all, length)
        } else {
            cx.tw("songs-shown", &[("shown", &shown), ("count", &all)])
        };
        if cx.narrow() {
            elided(ui, &said, Type::Small, cx.theme.text_soft);
        } else {
            ui.horizontal(|ui| {
                ui.set_height(size::PLAY);
                ui.label(egui::RichText::new(cx.t("page-songs")).font(Type::Display.font()).color(cx.theme.text));
                ui.add_space(space::XS);
                elided(ui, &said, Type::Body, cx.theme.text_soft);
            });
        }
        ui.add_space(space::XS);
        ui.horizontal(|ui| {
            if shown > 0 {
                music_buttons(ui, cx, &source.music(), &mut self.lists, &cx.t("page-songs"));
            }
            if !cx.narrow() {
                let spare = (ui.available_width() - size::FILTER).max(0.0);
                ui.add_space(spare);
                self.filter(ui, cx);
            }
        });
        if cx.narrow() {
            self.filter(ui, cx);
        }
        ui.add_space(space::S);
    }

    fn filter(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let name = cx.t("list-filter");
        if field(ui, cx, Id::unique("songs filter"), &mut self.filter, icons::FUNNEL, &name, size::FIELD).changed() {
            self.to_top = true;
        }
    }

    fn list(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, source: &Source) {
        let options = Options { id: "songs", columns: &COLUMNS, lead: Lead::Place, ..Options::default() };
        if !cx.narrow()
            && let Some(order) = self.tracks.headers(ui, cx, &options, Some(self.order))
        {
            self.order = order;
            self.to_top = true;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().id_salt("songs").auto_shrink(false);
        if std::mem::take(&mut self.to_top) {
            area = area.vertical_scroll_offset(0.0);
        }
        area.show(ui, |ui| {
            self.tracks.show(ui, cx, source, &options);
            ui.add_space(space::L);
        });
    }
}

fn read(reader: &Reader, order: &Ordering, filter: &str) -> Result<Table, StoreError> {
    let mut ids = reader.order(order)?;
    let (all, length) = (ids.len(), reader.stats()?.duration);
    let query = Query::parse(filter);
    if !query.is_empty() {
        let found: HashSet<i64> = reader.ids_of_search(&query)?.into_iter().collect();
        ids.retain(|id| found.contains(id));
    }
    Ok(Table { ids: ids.into(), all, length })
}
