//! A track as a row on a page about more than tracks: cover, title, artist, length.

use std::sync::Arc;

use egui::{Color32, CornerRadius, Id, Key, Modifiers, Pos2, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use super::bidi::visual;
use super::button::focus_ring;
use super::card::round;
use super::cover::cover;
use super::menu::{ListNames, menu_item, music_menu};
use super::text::{clock, line};
use crate::model::{Location, Track};
use crate::window::acts::Act;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::music::Music;
use crate::window::theme::tokens::{Type, filled, radius, size, space};

/// What a row is left alone with.
const HEIGHT: f32 = 48.0;

/// A row; a double click, Enter and the button on the cover play it: then `true`.
pub fn song_row(ui: &mut Ui, cx: &mut Cx<'_>, lists: &mut ListNames, track: &Arc<Track>, id: Id) -> bool {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), HEIGHT), Sense::hover());
    let here = ui.memory(|memory| memory.has_focus(id));
    let held = |modifiers, key| here && ui.input_mut(|input| input.consume_key(modifiers, key));
    let by_key =
        held(Modifiers::COMMAND, Key::Enter) || held(Modifiers::NONE, Key::Enter) || held(Modifiers::NONE, Key::P);
    let response = ui.interact(rect, id, Sense::click());
    let artist = track.artist.clone().unwrap_or_else(|| cx.t("grid-unknown-artist"));
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, cx.tw("grid-song", &[("title", &track.title), ("artist", &artist)]))
    });
    response.context_menu(|ui| {
        music_menu(ui, cx, lists, &Music::Tracks(vec![track.clone()]), &track.title);
        if let Some(artist) = &track.artist {
            ui.separator();
            if menu_item(ui, cx.theme, icons::USER, &cx.t("grid-go-to-artist")).clicked() {
                cx.act(Act::GoToArtist(artist.clone()));
                ui.close();
            }
        }
    });
    // A screen reader clicks once, and has no second click.
    let clicked =
        response.double_clicked() || (response.clicked() && !response.clicked_by(egui::PointerButton::Primary));
    by_key | paint(ui, cx, rect, &response, track, &artist) | clicked
}

/// `true`: the button on the cover was pressed.
fn paint(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, response: &Response, track: &Track, artist: &str) -> bool {
    if !ui.is_rect_visible(rect) {
        return false;
    }
    let (theme, current, lively) =
        (*cx.theme, cx.is_playing(track), response.contains_pointer() || response.has_focus());
    if lively {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), theme.hover);
    }
    let side = Vec2::splat(size::COVER_ROW);
    let picture = Rect::from_center_size(Pos2::new(rect.left() + space::S + side.x / 2.0, rect.center().y), side);
    let path = if let Location::File(path) = &track.location { Some(path.as_path()) } else { None };
    cover(ui, cx, picture, path, track.album.as_deref().unwrap_or(&track.title), radius::SMALL);
    let mut pressed = false;
    if lively {
        // Reached by pointer only: for keys the row itself is the button.
        let play = ui.interact(picture, response.id.with("play"), Sense::CLICK);
        play.widget_info(|| WidgetInfo::labeled(Role::Button, true, cx.tw("grid-play", &[("title", &track.title)])));
        ui.painter().rect_filled(picture, CornerRadius::same(radius::SMALL), Color32::from_black_alpha(120));
        round(ui, picture, &play, (icons::PLAY, filled()), Color32::TRANSPARENT, Color32::WHITE);
        pressed = play.clicked();
    }
    let time = track.duration.map(clock).unwrap_or_default();
    let time = ui.painter().layout_no_wrap(time, Type::Small.font(), theme.text_faint);
    let left = picture.right() + space::M;
    let width = rect.right() - left - time.size().x - 2.0 * space::M;
    let ink = if current { theme.accent_text } else { theme.text };
    let title = if current { format!("{}  {}", icons::WAVEFORM, track.title) } else { track.title.clone() };
    let under = track.album.as_ref().map_or_else(|| artist.to_owned(), |album| format!("{artist} · {album}"));
    let cut = line(ui, Pos2::new(left, rect.top() + 7.0), width, &title, Type::Strong, ink);
    let cut = line(ui, Pos2::new(left, rect.top() + 25.0), width, &under, Type::Small, theme.text_soft) || cut;
    let at = Pos2::new(rect.right() - space::M - time.size().x, rect.center().y - time.size().y / 2.0);
    ui.painter().galley(at, time, theme.text_faint);
    focus_ring(ui, &theme, response, radius::CONTROL);
    if cut {
        response
            .clone()
            .on_hover_text(egui::RichText::new(visual(&format!("{}\n{under}", track.title))).font(Type::Small.font()));
    }
    pressed
}
