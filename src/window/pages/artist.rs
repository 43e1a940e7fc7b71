//! An artist: what was played most, the albums, all tracks.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{ScrollArea, Ui};

use super::hero::{Hero, known};
use crate::store::StoreError;
use crate::store::music::{Group, Groups, Reader, Row, Tracks};
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::librarian::Asked;
use crate::window::music::Music;
use crate::window::theme::tokens::space;
use crate::window::widgets::{Card, Column, Grid, Lead, ListNames, Options, Shape, Source, TrackList, section};

const COLUMNS: [Column; 6] = [Column::Title, Column::Album, Column::Year, Column::Plays, Column::Heart, Column::Length];
/// So many are the most played.
const TOP: usize = 5;
/// Tracks looked through for them.
const LOOKED_AT: usize = 2_000;

#[derive(Default)]
pub struct Artist {
    asked: Asked<i64, Result<Option<Arc<Facts>>, String>>,
    top: TrackList,
    tracks: TrackList,
    lists: ListNames,
    albums: Grid,
}

struct Facts {
    artist: Group,
    albums: Vec<Group>,
    ids: Arc<[i64]>,
    top: Arc<[i64]>,
    picture: Option<PathBuf>,
}

impl Artist {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, id: i64) {
        let asked = self.asked.get(cx.librarian, &id, |desk, id| desk.look_up(|reader| facts(reader, *id)));
        let Some(facts) = known(ui, cx, asked, icons::USERS, "artist-gone").cloned() else { return };
        ScrollArea::vertical().id_salt(("artist", id)).auto_shrink(false).show(ui, |ui| self.page(ui, cx, &facts));
    }

    fn page(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, facts: &Facts) {
        let Facts { artist, albums, ids, top, .. } = facts;
        let songs = cx.tw("list-count", &[("count", &ids.len())]);
        let line = match albums.len() {
            0 => songs,
            count => format!("{} · {songs}", cx.tw("grid-albums", &[("count", &count)])),
        };
        let hero = Hero {
            kind: &cx.t("artist-kind"),
            title: &artist.name,
            by: None,
            facts: &line,
            picture: facts.picture.as_deref(),
            round: true,
            music: Music::View(Tracks::Artist(artist.id)),
        };
        hero.show(ui, cx, &mut self.lists);
        if !top.is_empty() {
            section(ui, cx.theme, &cx.t("artist-top"));
            let options = Options { id: "top", columns: &COLUMNS, lead: Lead::Cover, ..Options::default() };
            self.top.show(ui, cx, &Source::Ids(top.clone()), &options);
        }
        if !albums.is_empty() {
            section(ui, cx.theme, &cx.t("artist-albums"));
            let cards: Vec<Card> = albums.iter().map(|album| Card::album(cx, album)).collect();
            self.albums.strip(ui, cx, cards.len(), Shape::Cover, &cards);
        }
        section(ui, cx.theme, &cx.t("artist-tracks"));
        let options = Options { id: "all", columns: &COLUMNS, lead: Lead::Place, ..Options::default() };
        self.tracks.show(ui, cx, &Source::Ids(ids.clone()), &options);
        ui.add_space(space::XL);
    }
}

/// An album artist's records, with all who play on them; else what they play on.
fn facts(reader: &Reader, id: i64) -> Result<Option<Arc<Facts>>, StoreError> {
    let Some(artist) = reader.artist(id)? else { return Ok(None) };
    let albums = reader.groups(&Groups::AlbumsOf(id), None, 500)?.items;
    let mut view = Tracks::Artist(id);
    let mut ids = reader.ids(&view)?;
    if ids.is_empty() {
        view = Tracks::AlbumArtist(id);
        ids = reader.ids(&view)?;
    }
    if ids.is_empty() {
        return Ok(None);
    }
    let rows = reader.tracks(&view, None, LOOKED_AT)?.items;
    let picture = reader.sample(&view)?;
    Ok(Some(Arc::new(Facts { albums, ids: ids.into(), top: top(rows), picture, artist })))
}

/// Only if it tells something: with few songs, the list itself does.
fn top(mut rows: Vec<Row>) -> Arc<[i64]> {
    let few = rows.len() <= TOP;
    rows.retain(|row| row.plays > 0 && !few);
    rows.sort_by_key(|row| std::cmp::Reverse((row.plays, row.played_at)));
    rows.iter().take(TOP).map(|row| row.id).collect()
}
