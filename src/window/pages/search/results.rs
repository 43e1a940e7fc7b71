//! What was found, on the page.

use egui::{Align, Id, Key, Layout, Modifiers, Rect, Sense, Ui, UiBuilder, Vec2};

use super::find::{Hits, Top};
use crate::model::Location;
use crate::window::acts::Act;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::music::{How, Music};
use crate::window::place::Page;
use crate::window::samples::{Sample, Samples};
use crate::window::theme::tokens::{Type, radius, size, space};
use crate::window::widgets::{
    Card, Grid, Kind, ListNames, Shape, button, cover, focus_ring, icon_button, line, section, song_row, visual,
};

/// The best hit has a column of its own from this width on.
const WIDE: f32 = 720.0;
const TOP: f32 = 300.0;
const TOP_HEIGHT: f32 = 204.0;
/// Songs beside the best hit.
const SONGS: usize = 4;

/// Strips and menus.
#[derive(Default)]
pub struct Results {
    samples: Samples,
    albums: Grid,
    artists: Grid,
    lists: ListNames,
}

impl Results {
    /// The keyboard comes to the best hit.
    pub fn take_focus(&self, ui: &Ui) {
        ui.memory_mut(|memory| memory.request_focus(Id::unique("best hit")));
    }

    /// `enter`: the best hit is wanted. `true`: something was chosen.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, hits: &Hits, enter: bool) -> bool {
        let before = cx.acts.len();
        self.samples.turn(cx.librarian);
        if ui.available_width() >= WIDE && !hits.tracks.is_empty() {
            let whole = Rect::from_min_size(ui.cursor().min, Vec2::new(ui.available_width(), TOP_HEIGHT + space::XXL));
            let (left, right) = whole.split_left_right_at_x(whole.left() + TOP);
            let column = |rect: Rect| UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min));
            let top = ui.scope_builder(column(left), |ui| self.top(ui, cx, hits, enter, true)).response.rect;
            let right = right.with_min_x(right.left() + space::XL);
            let songs = ui.scope_builder(column(right), |ui| self.songs(ui, cx, hits, SONGS)).response.rect;
            // What follows is below the longer one.
            ui.advance_cursor_after_rect(top.union(songs));
        } else {
            self.top(ui, cx, hits, enter, false);
            self.songs(ui, cx, hits, 2 * SONGS);
        }
        self.samples.ask(cx.librarian);
        if !hits.albums.is_empty() {
            section(ui, cx.theme, &cx.t("page-albums"));
            let cards: Vec<Card> = hits.albums.iter().map(|album| Card::album(cx, album)).collect();
            ui.push_id("albums", |ui| self.albums.strip(ui, cx, 1, Shape::Cover, &cards));
        }
        if !hits.artists.is_empty() {
            section(ui, cx.theme, &cx.t("page-artists"));
            let cards: Vec<Card> = hits.artists.iter().map(|artist| Card::artist(cx, artist)).collect();
            ui.push_id("artists", |ui| self.artists.strip(ui, cx, 1, Shape::Round, &cards));
        }
        if !hits.playlists.is_empty() {
            section(ui, cx.theme, &cx.t("page-playlists"));
            for name in &hits.playlists {
                ui.horizontal(|ui| {
                    if button(ui, cx.theme, Kind::Plain, icons::PLAYLIST, name).clicked() {
                        cx.go(Page::Playlist(name.clone()));
                    }
                    if icon_button(ui, cx.theme, icons::PLAY, &cx.tw("grid-play", &[("title", name)]), size::ICON)
                        .clicked()
                    {
                        cx.act(Act::Play(Music::Playlist(name.clone()), How::Now));
                    }
                });
            }
        }
        ui.add_space(space::XL);
        cx.acts.len() > before
    }

    fn songs(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, hits: &Hits, most: usize) {
        if hits.tracks.is_empty() {
            return;
        }
        ui.horizontal(|ui| {
            section_line(ui, cx, "page-songs");
            let room = Vec2::new(ui.available_width(), size::TARGET);
            ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| {
                if button(ui, cx.theme, Kind::Quiet, icons::PLAY, &cx.t("search-play-all")).clicked() {
                    cx.act(Act::Play(Music::Found(hits.words.clone()), How::Now));
                }
            });
        });
        ui.spacing_mut().item_spacing.y = space::XS;
        for (index, track) in hits.tracks.iter().take(most).enumerate() {
            if song_row(ui, cx, &mut self.lists, track, Id::unique("song found").with(index)) {
                cx.act(Act::Play(Music::Tracks(hits.tracks.clone()), How::From(index)));
            }
        }
    }

    fn top(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, hits: &Hits, enter: bool, tall: bool) {
        let Some(top) = hits.top() else { return };
        ui.horizontal(|ui| {
            ui.set_min_height(size::TARGET);
            section_line(ui, cx, "search-top");
        });
        let (card, kind) = card(cx, hits, top);
        let theme = *cx.theme;
        let side = if tall { PICTURE } else { LOW_PICTURE };
        let (rect, _) = ui.allocate_exact_size(
            Vec2::new(ui.available_width(), if tall { TOP_HEIGHT } else { side + 2.0 * space::L }),
            Sense::hover(),
        );
        let id = Id::unique("best hit");
        let here = ui.memory(|memory| memory.has_focus(id));
        let held = |modifiers, key| here && ui.input_mut(|input| input.consume_key(modifiers, key));
        let play = held(Modifiers::COMMAND, Key::Enter) || held(Modifiers::NONE, Key::P);
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| {
            egui::WidgetInfo::labeled(
                egui::Role::Button,
                true,
                cx.tw("search-top-spoken", &[("name", &card.spoken), ("kind", &kind)]),
            )
        });
        let fill = if response.contains_pointer() { theme.hover } else { theme.raised };
        let border = egui::Stroke::new(1.0, theme.line);
        ui.painter().rect(rect, egui::CornerRadius::same(radius::CARD), fill, border, egui::StrokeKind::Inside);
        let picture = Rect::from_min_size(rect.min + Vec2::splat(space::L), Vec2::splat(side));
        let path = self.samples.get(&card.picture);
        let corner = if matches!(top, Top::Artist(_)) { radius::PILL } else { radius::CONTROL };
        cover(ui, cx, picture, path.as_deref(), &card.title, corner);
        let at = if tall {
            picture.left_bottom() + Vec2::new(0.0, space::M)
        } else {
            picture.right_top() + Vec2::new(space::L, side * 0.2)
        };
        let width = rect.right() - at.x - space::L - if tall { 0.0 } else { size::PLAY + space::M };
        let step = if tall { Type::Title } else { Type::Heading };
        let mut cut = line(ui, at, width, &card.title, step, theme.text);
        let under = if card.line.is_empty() { kind.clone() } else { format!("{kind} · {}", card.line) };
        cut |= line(ui, at + Vec2::new(0.0, space::XL + space::XS), width, &under, Type::Small, theme.text_soft);
        if cut {
            response.clone().on_hover_text(
                egui::RichText::new(visual(&format!("{}\n{under}", card.title))).font(Type::Small.font()),
            );
        }
        focus_ring(ui, &theme, &response, radius::CARD);
        let middle = if tall {
            rect.right_top() + Vec2::new(-space::XXL, space::XXL)
        } else {
            rect.right_center() - Vec2::new(space::XXL, 0.0)
        };
        let button = Rect::from_center_size(middle, Vec2::splat(size::PLAY));
        let pressed = ui.interact(button, id.with("play"), Sense::click());
        pressed.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Button, true, cx.tw("grid-play", &[("title", &card.title)]))
        });
        let icon = (icons::PLAY, crate::window::theme::tokens::filled());
        crate::window::widgets::card::round(ui, button, &pressed, icon, theme.accent, theme.on_accent);
        focus_ring(ui, &theme, &pressed, radius::PILL);
        // A song has no page: it is played.
        let opened = response.clicked() || enter;
        match (pressed.clicked() || play, opened, top) {
            (true, ..) | (_, true, Top::Track(_)) => cx.act(Act::Play(card.music, How::Now)),
            (_, true, _) => cx.go(card.page),
            _ => {}
        }
    }
}

const PICTURE: f32 = 108.0;
const LOW_PICTURE: f32 = 80.0;

fn section_line(ui: &mut Ui, cx: &Cx<'_>, key: &str) {
    ui.label(egui::RichText::new(cx.t(key)).font(Type::Title.font()).color(cx.theme.text));
}

/// The best hit as a card, and what kind it is.
fn card(cx: &Cx<'_>, hits: &Hits, top: Top) -> (Card, String) {
    match top {
        Top::Artist(index) => (Card::artist(cx, &hits.artists[index]), cx.t("search-kind-artist")),
        Top::Album(index) => (Card::album(cx, &hits.albums[index]), cx.t("search-kind-album")),
        Top::Track(index) => {
            let track = &hits.tracks[index];
            let artist = track.artist.clone().unwrap_or_else(|| cx.t("grid-unknown-artist"));
            let picture =
                if let Location::File(path) = &track.location { path.clone() } else { std::path::PathBuf::new() };
            let card = Card {
                page: Page::Search,
                music: Music::Tracks(vec![track.clone()]),
                picture: Sample::File(picture),
                title: track.title.clone(),
                spoken: cx.tw("grid-song", &[("title", &track.title), ("artist", &artist)]),
                line: artist,
                artist: track.artist.clone(),
                current: cx.is_playing(track),
            };
            (card, cx.t("search-kind-song"))
        }
        Top::Playlist(index) => {
            let name = hits.playlists[index].clone();
            let card = Card {
                page: Page::Playlist(name.clone()),
                music: Music::Playlist(name.clone()),
                picture: Sample::File(std::path::PathBuf::new()),
                spoken: name.clone(),
                title: name,
                line: String::new(),
                artist: None,
                current: false,
            };
            (card, cx.t("search-kind-playlist"))
        }
    }
}
