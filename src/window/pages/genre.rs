//! A genre: its tracks.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{ScrollArea, Ui};

use super::hero::{Hero, trouble};
use crate::store::StoreError;
use crate::store::music::{Group, Tracks};
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::librarian::{Asked, Desk};
use crate::window::music::Music;
use crate::window::theme::tokens::space;
use crate::window::widgets::{Column, Lead, ListNames, Options, Source, TrackList, empty};

const COLUMNS: [Column; 7] =
    [Column::Title, Column::Artist, Column::Album, Column::Year, Column::Plays, Column::Heart, Column::Length];

#[derive(Default)]
pub struct Genre {
    asked: Asked<i64, Result<Option<Facts>, String>>,
    tracks: TrackList,
    lists: ListNames,
}

struct Facts {
    genre: Group,
    ids: Arc<[i64]>,
    picture: Option<PathBuf>,
}

impl Genre {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, id: i64) {
        match self.asked.get(cx.librarian, &id, |desk, id| read(desk, *id)) {
            None => {}
            Some(Err(sentence)) => trouble(ui, cx, sentence),
            Some(Ok(None)) => {
                empty(ui, cx, icons::TAG, &cx.t("genre-gone"), &cx.t("album-gone-why"), None);
            }
            Some(Ok(Some(facts))) => {
                let (tracks, lists) = (&mut self.tracks, &mut self.lists);
                ScrollArea::vertical()
                    .id_salt(("genre", id))
                    .auto_shrink(false)
                    .show(ui, |ui| page(ui, cx, facts, tracks, lists));
            }
        }
    }
}

fn page(ui: &mut Ui, cx: &mut Cx<'_>, facts: &Facts, tracks: &mut TrackList, lists: &mut ListNames) {
    let hero = Hero {
        kind: &cx.t("genre-kind"),
        title: &facts.genre.name,
        by: None,
        facts: &cx.tw("list-count", &[("count", &facts.ids.len())]),
        picture: facts.picture.as_deref(),
        round: false,
        music: Music::View(Tracks::Genre(facts.genre.id)),
    };
    hero.show(ui, cx, lists);
    let options = Options { id: "genre", columns: &COLUMNS, lead: Lead::Cover, ..Options::default() };
    tracks.show(ui, cx, &Source::Ids(facts.ids.clone()), &options);
    ui.add_space(space::XL);
}

fn read(desk: &mut Desk, id: i64) -> Result<Option<Facts>, String> {
    let told = |why: StoreError| why.to_string();
    let Some(reader) = desk.reader().map_err(told)? else { return Ok(None) };
    let Some(genre) = reader.genre(id).map_err(told)? else { return Ok(None) };
    let view = Tracks::Genre(id);
    let ids = reader.ids(&view).map_err(told)?;
    let picture = reader.sample(&view).map_err(told)?;
    Ok((!ids.is_empty()).then(|| Facts { genre, ids: ids.into(), picture }))
}
