//! All that is known of a track.

use egui::{Id, Modal, ScrollArea, Ui};

use super::source::Item;
use crate::store::music::Row;
use crate::window::cx::Cx;
use crate::window::theme::tokens::{Type, space};
use crate::window::widgets::{Kind, button, clock, elided, label};

/// Shows it over everything. `false`: it was closed.
pub fn show(ui: &Ui, cx: &Cx<'_>, id: Id, item: &Item) -> bool {
    let Some(track) = item.track() else { return false };
    let mut close = false;
    let modal = Modal::new(id.with("details")).show(ui.ctx(), |ui| {
        ui.set_width((cx.width - 2.0 * space::XXL).clamp(240.0, 460.0));
        elided(ui, &track.title, Type::Title, cx.theme.text);
        ui.add_space(space::S);
        let height = (ui.ctx().content_rect().height() - 240.0).max(120.0);
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            for (key, value) in facts(cx, item) {
                ui.horizontal_top(|ui| {
                    let (rect, _) = ui.allocate_exact_size(egui::vec2(116.0, 18.0), egui::Sense::hover());
                    super::row::line(ui, rect, &cx.t(key), Type::Small, cx.theme.text_soft, egui::Align::Min);
                    label(ui, &value, Type::Body, cx.theme.text);
                });
            }
        });
        ui.add_space(space::M);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            close |= button(ui, cx.theme, Kind::Plain, "", &cx.t("close")).clicked();
        });
    });
    !(close || modal.should_close())
}

fn facts(cx: &Cx<'_>, item: &Item) -> Vec<(&'static str, String)> {
    let Some(track) = item.track() else { return Vec::new() };
    let mut facts = vec![
        ("list-artist", track.artist.clone()),
        ("list-album", track.album.clone()),
        ("list-genre", track.genre.clone()),
        ("list-length", track.duration.map(clock)),
    ];
    if let Some(row) = item.row() {
        facts.extend([
            ("list-album-artist", row.album_artist.clone()),
            ("list-year", row.year.map(|year| year.to_string())),
            ("list-number", number(row)),
            ("list-plays", Some(row.plays.to_string())),
            ("list-played", row.played_at.map(|at| at.strftime("%Y-%m-%d").to_string())),
            ("list-added", Some(row.added_at.strftime("%Y-%m-%d").to_string())),
            ("list-format", Some(format(row))),
            ("list-size", Some(format!("{:.1} MB", row.size as f64 / 1e6))),
            ("list-trouble", row.trouble.clone()),
        ]);
    }
    if let Some(lufs) = track.levels.track.map(|level| level.lufs) {
        facts.push(("list-loudness", Some(format!("{lufs:.1} LUFS"))));
    }
    facts.push(("list-file", item.path().map(|path| path.display().to_string())));
    facts.push(("list-disk", item.row().filter(|row| row.away).map(|_| cx.t("list-away"))));
    facts.into_iter().filter_map(|(key, value)| Some((key, value.filter(|value| !value.is_empty())?))).collect()
}

/// `2 / 7`: disc and number.
fn number(row: &Row) -> Option<String> {
    let number = row.number?;
    Some(row.disc.map_or_else(|| number.to_string(), |disc| format!("{disc} / {number}")))
}

/// `FLAC, 44.1 kHz, 2 ch, 900 kbit/s`.
fn format(row: &Row) -> String {
    let parts = [
        Some(row.codec.to_uppercase()),
        row.rate.map(|rate| format!("{} kHz", f64::from(rate) / 1000.0)),
        row.channels.map(|channels| format!("{channels} ch")),
        row.bitrate.map(|rate| format!("{rate} kbit/s")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
