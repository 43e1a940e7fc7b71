//! An album: its cover, its tracks disc by disc, and what else there is of its artist.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use egui::{ScrollArea, Ui};

use super::hero::{Hero, amount, known};
use crate::store::StoreError;
use crate::store::music::{Group, Groups, Reader, Row, Tracks};
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::librarian::Asked;
use crate::window::music::Music;
use crate::window::place::Page;
use crate::window::theme::tokens::space;
use crate::window::widgets::{Card, Column, Grid, Lead, ListNames, Options, Shape, Source, TrackList, section};

const COLUMNS: [Column; 4] = [Column::Title, Column::Plays, Column::Heart, Column::Length];
const OF_MANY: [Column; 5] = [Column::Title, Column::Artist, Column::Plays, Column::Heart, Column::Length];
/// Tracks of an album that are shown at most.
const MOST: usize = 5_000;

#[derive(Default)]
pub struct Album {
    asked: Asked<i64, Result<Option<Arc<Facts>>, String>>,
    tracks: TrackList,
    lists: ListNames,
    others: Grid,
}

struct Facts {
    album: Group,
    ids: Arc<[i64]>,
    length: Duration,
    /// Where each disc begins, if there are several.
    discs: Vec<(usize, u16)>,
    /// Its tracks are by several artists.
    of_many: bool,
    picture: Option<PathBuf>,
    artist: Option<i64>,
    others: Vec<Group>,
}

impl Album {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, id: i64) {
        let asked = self.asked.get(cx.librarian, &id, |desk, id| desk.look_up(|reader| facts(reader, *id)));
        let Some(facts) = known(ui, cx, asked, icons::VINYL_RECORD, "album-gone").cloned() else { return };
        ScrollArea::vertical().id_salt(("album", id)).auto_shrink(false).show(ui, |ui| self.page(ui, cx, &facts));
    }

    fn page(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, facts: &Facts) {
        let Facts { album, ids, .. } = facts;
        let title = if album.name.is_empty() { cx.t("grid-no-album") } else { album.name.clone() };
        let amount = amount(cx, ids.len(), facts.length);
        let line = album.year.map_or_else(|| amount.clone(), |year| format!("{year} · {amount}"));
        let hero = Hero {
            kind: &cx.t("album-kind"),
            title: &title,
            by: album.artist.as_deref(),
            facts: &line,
            picture: facts.picture.as_deref(),
            round: false,
            music: Music::View(Tracks::Album(album.id)),
        };
        if let (true, Some(artist)) = (hero.show(ui, cx, &mut self.lists), facts.artist) {
            cx.go(Page::Artist(artist));
        }
        let heads: Vec<(usize, String)> = facts
            .discs
            .iter()
            .map(|(place, disc)| (*place, cx.tw("album-disc", &[("number", &usize::from(*disc))])))
            .collect();
        let columns: &[Column] = if facts.of_many { &OF_MANY } else { &COLUMNS };
        let options = Options { id: "album", columns, lead: Lead::Number, heads: &heads, ..Options::default() };
        self.tracks.show(ui, cx, &Source::Ids(ids.clone()), &options);
        if let (false, Some(artist)) = (facts.others.is_empty(), &album.artist) {
            ui.add_space(space::L);
            section(ui, cx.theme, &cx.tw("album-others", &[("artist", artist)]));
            let cards: Vec<Card> = facts.others.iter().map(|other| Card::album(cx, other)).collect();
            self.others.strip(ui, cx, 1, Shape::Cover, &cards);
        }
        ui.add_space(space::XL);
    }
}

fn facts(reader: &Reader, id: i64) -> Result<Option<Arc<Facts>>, StoreError> {
    let Some(album) = reader.album(id)? else { return Ok(None) };
    let rows = reader.tracks(&Tracks::Album(id), None, MOST)?.items;
    if rows.is_empty() {
        return Ok(None);
    }
    let picture = reader.samples(&[id])?.pop().map(|(_, path)| path);
    let whose = picture.as_ref().map_or(Ok(None), |path| reader.whose(path))?;
    let artist = whose.and_then(|whose| whose.album_artist);
    let others = artist.map_or(Ok(Vec::new()), |artist| {
        let all = reader.groups(&Groups::AlbumsOf(artist), None, 60)?.items;
        Ok::<_, StoreError>(all.into_iter().filter(|other| other.id != id).collect())
    })?;
    let ids = rows.iter().map(|row| row.id).collect();
    let length = rows.iter().filter_map(|row| row.track.duration).sum();
    let of_many = rows.iter().any(|row| row.track.artist != album.artist);
    Ok(Some(Arc::new(Facts { ids, length, discs: discs(&rows), of_many, picture, artist, others, album })))
}

/// Where discs begin; nothing if all is one.
fn discs(rows: &[Row]) -> Vec<(usize, u16)> {
    let mut discs: Vec<(usize, u16)> = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let disc = row.disc.unwrap_or(1);
        if discs.last().is_none_or(|(_, last)| *last != disc) {
            discs.push((place, disc));
        }
    }
    if discs.len() > 1 { discs } else { Vec::new() }
}
