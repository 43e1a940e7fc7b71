//! A card: the picture of an album, artist or genre, and what is written under it.

use std::path::Path;

use egui::{Align2, Color32, CornerRadius, FontFamily, FontId, Pos2, Rect, Response, Ui, Vec2};

use super::cover::cover;
use super::text::line;
use crate::store::music::{Group, Tracks};
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::music::Music;
use crate::window::place::Page;
use crate::window::samples::Sample;
use crate::window::theme::mix;
use crate::window::theme::tokens::{Type, radius, size, space};

/// How cards of a grid are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A square picture, two lines under it.
    Cover,
    /// A round picture, two lines in the middle under it.
    Round,
    /// Text on a colour, a small picture beside it.
    Tile,
}

impl Shape {
    /// A card's height, of its width.
    pub fn height(self, width: f32) -> f32 {
        match self {
            Self::Cover | Self::Round => width + space::S + LINES,
            Self::Tile => TILE,
        }
    }

    /// Where the picture is.
    pub fn picture(self, card: Rect) -> Rect {
        match self {
            Self::Cover | Self::Round => Rect::from_min_size(card.min, Vec2::splat(card.width())),
            Self::Tile => {
                let side = card.height() - 2.0 * space::M;
                Rect::from_min_size(Pos2::new(card.right() - space::M - side, card.top() + space::M), Vec2::splat(side))
            }
        }
    }
}

/// The two lines under a picture.
const LINES: f32 = 40.0;
const TILE: f32 = 88.0;

/// What a card stands for, and what it says.
#[derive(Clone, Debug)]
pub struct Card {
    /// Where it leads.
    pub page: Page,
    /// What it plays.
    pub music: Music,
    pub picture: Sample,
    pub title: String,
    pub line: String,
    /// All of it, for those who hear it.
    pub spoken: String,
    /// Whose it is, if one can go there.
    pub artist: Option<String>,
    /// It is what is heard.
    pub current: bool,
}

impl Card {
    /// An album.
    pub fn album(cx: &Cx<'_>, album: &Group) -> Self {
        let nobody = cx.t("grid-unknown-artist");
        let artist = album.artist.as_deref().unwrap_or(&nobody);
        let tracks = cx.tw("grid-tracks", &[("count", &(album.tracks as usize))]);
        let (spoken, line) = match album.year {
            Some(year) => {
                let year = year.to_string();
                let values: [(&str, &dyn crate::window::words::Value); 4] =
                    [("title", &album.name), ("artist", &artist), ("year", &year), ("tracks", &tracks)];
                (cx.tw("grid-album-of-year", &values), format!("{artist} · {year}"))
            }
            None => {
                let spoken = cx.tw("grid-album", &[("title", &album.name), ("artist", &artist), ("tracks", &tracks)]);
                (spoken, artist.to_owned())
            }
        };
        let current = cx.playing().is_some_and(|track| {
            track.album.as_deref() == Some(album.name.as_str())
                && (track.artist == album.artist || album.artist.is_none())
        });
        Self {
            page: Page::Album(album.id),
            music: Music::View(Tracks::Album(album.id)),
            picture: Sample::Album(album.id),
            title: if album.name.is_empty() { cx.t("grid-no-album") } else { album.name.clone() },
            line,
            spoken,
            artist: album.artist.clone(),
            current,
        }
    }

    /// An artist.
    pub fn artist(cx: &Cx<'_>, artist: &Group) -> Self {
        let line = match artist.albums {
            0 => cx.tw("grid-tracks", &[("count", &(artist.tracks as usize))]),
            albums => cx.tw("grid-albums", &[("count", &(albums as usize))]),
        };
        Self {
            page: Page::Artist(artist.id),
            music: Music::View(if artist.albums > 0 {
                Tracks::AlbumArtist(artist.id)
            } else {
                Tracks::Artist(artist.id)
            }),
            picture: Sample::Artist(artist.id),
            title: artist.name.clone(),
            spoken: format!("{}, {line}", artist.name),
            line,
            artist: None,
            current: cx.playing().is_some_and(|track| track.artist.as_deref() == Some(artist.name.as_str())),
        }
    }

    /// A genre.
    pub fn genre(cx: &Cx<'_>, genre: &Group) -> Self {
        let line = cx.tw("grid-tracks", &[("count", &(genre.tracks as usize))]);
        Self {
            page: Page::Genre(genre.id),
            music: Music::View(Tracks::Genre(genre.id)),
            picture: Sample::Genre(genre.id),
            title: genre.name.clone(),
            spoken: format!("{}, {line}", genre.name),
            line,
            artist: None,
            current: false,
        }
    }
}

/// Paints a card; `lively`: it is pointed at, or has the keyboard. `true`: its text had to be cut.
pub fn paint(
    ui: &Ui,
    cx: &mut Cx<'_>,
    rect: Rect,
    shape: Shape,
    card: &Card,
    path: Option<&Path>,
    lively: bool,
) -> bool {
    let picture = shape.picture(rect);
    match shape {
        Shape::Tile => {
            let ground = tint(cx, &card.title, lively);
            ui.painter().rect_filled(rect, CornerRadius::same(radius::CARD), ground);
            cover(ui, cx, picture, path, &card.title, radius::CONTROL);
        }
        Shape::Cover => cover(ui, cx, picture, path, &card.title, radius::CONTROL),
        Shape::Round => cover(ui, cx, picture, path, &card.title, radius::PILL),
    }
    if lively && shape != Shape::Tile {
        let corner = if shape == Shape::Round { radius::PILL } else { radius::CONTROL };
        ui.painter().rect_filled(picture, CornerRadius::same(corner), Color32::from_black_alpha(SHADE));
    }
    write(ui, cx, rect, shape, card)
}

/// How much darker a picture is under what is drawn on it.
const SHADE: u8 = 70;

fn write(ui: &Ui, cx: &Cx<'_>, rect: Rect, shape: Shape, card: &Card) -> bool {
    let theme = cx.theme;
    let (top, width) = match shape {
        Shape::Tile => (rect.top() + space::L, rect.width() - rect.height() - space::M),
        Shape::Cover | Shape::Round => (rect.top() + rect.width() + space::S, rect.width()),
    };
    let left = if shape == Shape::Tile { rect.left() + space::L } else { rect.left() };
    let ink = if card.current { theme.accent_text } else { theme.text };
    let title = if card.current { format!("{}  {}", icons::WAVEFORM, card.title) } else { card.title.clone() };
    let step = if shape == Shape::Tile { Type::Heading } else { Type::Strong };
    let row = |text: &str, step: Type, colour: Color32, y: f32| {
        let slack = if shape == Shape::Round {
            width - ui.painter().layout_no_wrap(text.to_owned(), step.font(), colour).size().x
        } else {
            0.0
        };
        line(ui, Pos2::new(left + slack.max(0.0) / 2.0, y), width, text, step, colour)
    };
    let second = top + if shape == Shape::Tile { space::XL + space::S } else { 20.0 };
    let cut = row(&title, step, ink, top);
    row(&card.line, Type::Small, theme.text_soft, second) || cut
}

/// A ground of its own for each name, such that text can be read on it.
fn tint(cx: &Cx<'_>, name: &str, lively: bool) -> Color32 {
    if cx.theme.high_contrast {
        return if lively { cx.theme.hover } else { cx.theme.raised };
    }
    let sum = name.bytes().fold(11u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    // Names that differ in a letter lie far apart on the wheel.
    let hue = sum.wrapping_mul(0x9E37_79B1) >> 16 & 0xFF;
    let colour = Color32::from(egui::ecolor::Hsva::new(hue as f32 / 256.0, 0.6, 0.7, 1.0));
    let share = if cx.theme.dark { 0.22 } else { 0.12 };
    mix(cx.theme.raised, colour, if lively { share + 0.06 } else { share })
}

/// A round button on a picture.
pub fn round(
    ui: &Ui,
    rect: Rect,
    response: &Response,
    (icon, family): (&str, FontFamily),
    ground: Color32,
    ink: Color32,
) {
    let grown = if response.hovered() { rect.expand(2.0) } else { rect };
    ui.painter().circle_filled(grown.center(), grown.width() / 2.0, ground);
    let font = FontId::new((rect.width() * 0.46).max(size::ICON), family);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, font, ink);
}
