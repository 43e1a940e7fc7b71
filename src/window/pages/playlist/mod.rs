//! A playlist: its tracks, and the rules of a smart one.

mod draft;
mod editor;

use std::sync::Arc;

use egui::{Align, CollapsingHeader, Layout, Popup, ScrollArea, Ui};
use jiff::Timestamp;

use self::draft::Draft;
use self::editor::Editor;
use super::hero::amount;
use super::playlists::{mark, menu};
use crate::library::{Item, KeepError, Kind, Marks, Playlists};
use crate::model::{Location, Track, shown};
use crate::playlist_file::Target;
use crate::store::music::Reader;
use crate::window::acts::Act;
use crate::window::change::Change;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::librarian::{Asked, Desk};
use crate::window::music::{How, Music};
use crate::window::theme::tokens::{Type, size, space};
use crate::window::widgets::{
    self, Column, Event, Lead, Options, Source, TrackList, button, empty, icon_button, title,
};

const COLUMNS: [Column; 5] = [Column::Title, Column::Artist, Column::Album, Column::Heart, Column::Length];

/// What is known of it.
struct Known {
    kind: Kind,
    reserved: bool,
    /// Of a smart one.
    rules: Option<Draft>,
    tracks: Arc<[Arc<Track>]>,
    /// Whether the file at a place is missing.
    missing: Vec<bool>,
}

#[derive(Default)]
pub struct List {
    /// `Err`: why it cannot be shown.
    known: Asked<String, Result<Known, String>>,
    editor: Option<(String, Editor)>,
    tracks: TrackList,
}

impl List {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, name: &str) {
        let asked = self.known.get(cx.librarian, &name.to_owned(), |desk, name| look(desk, name));
        let known = match asked {
            None => return,
            Some(Err(why)) => {
                empty(ui, cx, icons::PLAYLIST, &cx.t("playlist-gone"), why, None);
                return;
            }
            Some(Ok(known)) => known,
        };
        head(ui, cx, name, known);
        if let Some(saved) = &known.rules {
            rules(ui, cx, name, saved, &mut self.editor);
        }
        if known.tracks.is_empty() {
            let (head, why) = match known.kind {
                Kind::Plain => ("playlist-empty", cx.t("playlist-empty-why")),
                Kind::Smart => ("playlist-nothing-fits", String::new()),
            };
            empty(ui, cx, icons::PLAYLIST, &cx.t(head), &why, None);
            return;
        }
        ScrollArea::vertical().id_salt("playlist").auto_shrink(false).show(ui, |ui| {
            for event in list(ui, cx, &mut self.tracks, known) {
                done(cx, name, event);
            }
            ui.add_space(space::XL);
        });
    }
}

fn list(ui: &mut Ui, cx: &mut Cx<'_>, tracks: &mut TrackList, known: &Known) -> Vec<Event> {
    let plain = known.kind == Kind::Plain;
    let away = |place: usize| known.missing.get(place).copied().unwrap_or(false);
    let options = Options {
        id: "playlist",
        columns: &COLUMNS,
        lead: Lead::Cover,
        remove: plain.then_some("list-remove-from-playlist"),
        reorder: plain,
        away: Some(&away),
        ..Options::default()
    };
    tracks.show(ui, cx, &Source::Tracks(known.tracks.clone()), &options)
}

fn done(cx: &mut Cx<'_>, name: &str, event: Event) {
    let name = name.to_owned();
    cx.act(Act::Change(match event {
        Event::Remove(places) => Change::Remove { name, places },
        Event::Move { places, to } => {
            // The playlist counts without those that are moved.
            let to = to - places.iter().filter(|place| **place < to).count();
            Change::Reorder { name, places, to }
        }
        Event::Insert { music, .. } => Change::Append { name, music },
        Event::Play(_) => return,
    }));
}

fn rules(ui: &mut Ui, cx: &mut Cx<'_>, name: &str, saved: &Draft, editor: &mut Option<(String, Editor)>) {
    if editor.as_ref().is_none_or(|(of, _)| of != name) {
        *editor = Some((name.to_owned(), Editor::new(saved.clone())));
    }
    let Some((_, editor)) = editor else { return };
    editor.refresh(saved);
    let fresh = saved.lines.is_empty() && saved.nested.is_empty();
    let header = CollapsingHeader::new(cx.t("playlist-rules")).id_salt(name).default_open(fresh);
    header.show(ui, |ui| editor.show(ui, cx, name));
    ui.add_space(space::M);
}

fn look(desk: &mut Desk, name: &str) -> Result<Known, String> {
    let place = desk.place.clone().ok_or_else(String::new)?;
    let lists = Playlists::of(&place);
    let said = |why: KeepError| why.to_string();
    let kind = lists.kind(name).map_err(said)?;
    let reserved = Marks::read(&place).unwrap_or_default().reserve.contains(&mark(name, kind));
    let reader = desk.reader().map_err(|why| why.to_string())?;
    if kind == Kind::Smart {
        let rules = lists.rules(name).map_err(said)?;
        // Of chance, but the same for the same rules: the list must not mix itself while somebody looks.
        let rows = reader
            .map(|reader| reader.select(&rules, Timestamp::now(), 0))
            .transpose()
            .map_err(|why| why.to_string())?;
        let (missing, tracks) =
            rows.unwrap_or_default().into_iter().map(|row| (row.away, Arc::new(row.track))).unzip::<_, _, _, Vec<_>>();
        return Ok(Known { kind, reserved, rules: Some(Draft::of(&rules)), tracks: tracks.into(), missing });
    }
    let items = lists.read(name).map_err(said)?;
    let tracks = items.iter().map(|item| Arc::new(track(item, reader))).collect();
    Ok(Known { kind, reserved, rules: None, tracks, missing: items.iter().map(|item| item.missing).collect() })
}

/// The entry's track: what the library knows of it, else what the playlist says.
fn track(item: &Item, reader: Option<&Reader>) -> Track {
    let entry = &item.entry;
    let mut track = match &entry.target {
        Target::File(path) => {
            if let Some(Ok(Some(row))) = reader.map(|reader| reader.track(path)) {
                return row.track;
            }
            Track::from_path(path.clone())
        }
        Target::Url(url) => Track::new(Location::File(url.path().into()), shown(url)),
    };
    track.title = entry.title.clone().unwrap_or(track.title);
    track.artist.clone_from(&entry.artist);
    track.duration = entry.duration;
    track
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, name: &str, known: &Known) {
    let theme = *cx.theme;
    title(ui, &theme, name);
    ui.horizontal(|ui| {
        let music = || Music::Playlist(name.to_owned());
        if button(ui, &theme, widgets::Kind::Main, icons::PLAY, &cx.t("playlist-play")).clicked() {
            cx.act(Act::Play(music(), How::Now));
        }
        if button(ui, &theme, widgets::Kind::Plain, icons::SHUFFLE, &cx.t("playlist-shuffle")).clicked() {
            cx.act(Act::Play(music(), How::Shuffled));
        }
        let more = icon_button(ui, &theme, icons::DOTS_THREE, &cx.tw("playlist-more", &[("name", &name)]), size::ICON);
        Popup::menu(&more).show(|ui| menu(ui, cx, name, known.kind, known.reserved));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let length = known.tracks.iter().filter_map(|track| track.duration).sum();
            widgets::elided(ui, &amount(cx, known.tracks.len(), length), Type::Small, theme.text_soft);
            if known.reserved {
                let shield = widgets::label(ui, icons::SHIELD_CHECK, Type::Heading, theme.good);
                shield.on_hover_text(cx.t("playlist-reserved"));
            }
        });
    });
    ui.add_space(space::M);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smart;
    use crate::window::place::Page;
    use crate::window::testing::Stage;
    use egui_kittest::kittest::Queryable;

    #[test]
    fn rules_are_written_and_saved() {
        let mut stage = Stage::new(Page::Home);
        Playlists::of(&stage.place).set_rules("Quiet", &smart::Rules::default()).unwrap();
        stage.harness.state_mut().as_mut().unwrap().go(Page::Playlist("Quiet".into()));
        stage.settle();
        stage.harness.get_by_label_contains("Add a rule").click();
        stage.settle();
        stage.harness.get_by_label("Value").click();
        stage.settle();
        stage.harness.event(egui::Event::Text("Jazz".into()));
        stage.settle();
        stage.photograph("playlist-rules");
        stage.harness.get_by_label("Save").click();
        stage.settle();
        let rules = Playlists::of(&stage.place).rules("Quiet").unwrap();
        assert!(rules.to_toml().contains("is = \"Jazz\""), "{}", rules.to_toml());
        assert!(stage.harness.query_by_label_contains("Song 0, Nina Vale").is_some(), "what fits is shown");
        stage.photograph("playlist-smart");
    }

    #[test]
    fn by_keys_alone_songs_are_reordered_removed_and_brought_back() {
        let mut stage = Stage::new(Page::Home);
        let songs: Vec<_> = (0..4)
            .map(|index| crate::playlist_file::Entry::of(&crate::window::testing::song(index).1).unwrap())
            .collect();
        Playlists::of(&stage.place).create_with("Evening", &songs).unwrap();
        stage.harness.state_mut().as_mut().unwrap().go(Page::Playlist("Evening".into()));
        stage.settle();
        let titles = |stage: &Stage| {
            let items = Playlists::of(&stage.place).read("Evening").unwrap();
            items.into_iter().map(|item| item.entry.title.unwrap()).collect::<Vec<_>>()
        };
        stage.harness.get_by_label_contains("Song 1, Nina Vale").click();
        stage.settle();
        stage.harness.key_press_modifiers(egui::Modifiers::ALT, egui::Key::ArrowDown);
        stage.settle();
        assert_eq!(titles(&stage), ["Song 0", "Song 2", "Song 1", "Song 3"]);
        stage.photograph("playlist");
        stage.harness.key_press(egui::Key::Delete);
        stage.settle();
        assert_eq!(titles(&stage), ["Song 0", "Song 2", "Song 3"]);
        stage.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
        stage.settle();
        stage.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
        stage.settle();
        assert_eq!(titles(&stage), ["Song 0", "Song 1", "Song 2", "Song 3"]);
    }
}
