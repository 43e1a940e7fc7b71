//! The left of the bar: cover, title, artist, heart.

use egui::{CursorIcon, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::model::{Location, Source, Track};
use crate::window::acts::{Act, Visit};
use crate::window::cx::Cx;
use crate::window::place::Page;
use crate::window::theme::tokens::{Type, bar, radius, size, space, width};
use crate::window::widgets::{cover, elided, focus_ring, link, transport};

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, side: f32) {
    if picture(ui, cx, side) {
        cx.go(Page::Playing);
    }
    ui.add_space(space::S);
    // Where there is no room for both, a name is worth more than a heart.
    let loves = cx.playing().is_some() && ui.available_width() > bar::WITH_HEART;
    let heart = if loves { size::TARGET + space::M } else { 0.0 };
    let timer = if cx.now.sleep.is_some() && cx.width >= width::MIDDLE { bar::TIMER } else { 0.0 };
    let (room, gap) = ((ui.available_width() - heart - timer).max(0.0), ui.spacing().item_spacing.y);
    let lines = Type::Strong.size() + Type::Small.size() + 3.0 * space::XS;
    ui.allocate_ui(Vec2::new(room, lines), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.vertical(|ui| names(ui, cx));
    });
    ui.spacing_mut().item_spacing.y = gap;
    if loves {
        transport::heart(ui, cx);
    }
}

/// The cover; it leads to what plays, large. `true`: it was clicked.
pub fn picture(ui: &mut Ui, cx: &mut Cx<'_>, side: f32) -> bool {
    let theme = *cx.theme;
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click());
    let name = cx.t("playing-open");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let now = cx.now.clone();
    let key = now.on_air.album.as_deref().unwrap_or(&now.on_air.name);
    cover(ui, cx, rect, now.on_air.track.as_deref().and_then(file), key, radius::CONTROL);
    focus_ring(ui, &theme, &response, radius::CONTROL);
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(name).clicked()
}

pub fn file(track: &Track) -> Option<&std::path::Path> {
    if let Location::File(path) = &track.location { Some(path) } else { None }
}

fn names(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (theme, now) = (*cx.theme, cx.now.clone());
    let on_air = &now.on_air;
    let Some(track) = on_air.track.clone().filter(|track| file(track).is_some()) else {
        let title = if on_air.title.is_empty() { cx.t("playing-nothing") } else { on_air.title.clone() };
        elided(ui, &title, Type::Strong, theme.text);
        let station = matches!(on_air.source, Source::Feed(_)).then(|| on_air.name.clone());
        if let Some(under) = on_air.artist.clone().or(station).filter(|under| !under.is_empty()) {
            elided(ui, &under, Type::Small, theme.text_soft);
        }
        return;
    };
    let name = cx.tw("playing-to-album", &[("title", &on_air.title)]);
    if link(ui, &theme, &on_air.title, &name, Type::Strong, theme.text).clicked() {
        cx.act(Act::Visit(Visit::Album, track.clone()));
    }
    let Some(artist) = &on_air.artist else { return };
    let name = cx.tw("playing-to-artist", &[("artist", artist)]);
    if link(ui, &theme, artist, &name, Type::Small, theme.text_soft).clicked() {
        cx.act(Act::Visit(Visit::Artist, track));
    }
}
