//! A genre: its tracks.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{ScrollArea, Ui};

use super::hero::{Hero, known};
use crate::store::StoreError;
use crate::store::music::{Group, Reader, Tracks};
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::librarian::Asked;
use crate::window::music::Music;
use crate::window::theme::tokens::space;
use crate::window::widgets::{Column, Lead, ListNames, Options, Source, TrackList};

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
        let asked = self.asked.get(cx.librarian, &id, |desk, id| desk.look_up(|reader| read(reader, *id)));
        let Some(facts) = known(ui, cx, asked, icons::TAG, "genre-gone") else { return };
        let (tracks, lists) = (&mut self.tracks, &mut self.lists);
        let area = ScrollArea::vertical().id_salt(("genre", id)).auto_shrink(false);
        area.show(ui, |ui| page(ui, cx, facts, tracks, lists));
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

fn read(reader: &Reader, id: i64) -> Result<Option<Facts>, StoreError> {
    let Some(genre) = reader.genre(id)? else { return Ok(None) };
    let view = Tracks::Genre(id);
    let ids = reader.ids(&view)?;
    let picture = reader.sample(&view)?;
    Ok((!ids.is_empty()).then(|| Facts { genre, ids: ids.into(), picture }))
}
