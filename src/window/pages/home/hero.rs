//! What is on air, large: the page's first sight.

use egui::{Align, CornerRadius, Layout, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2};

use crate::model::{Location, Source};
use crate::player::State;
use crate::store::music::{Sort, Tracks};
use crate::window::actions::Action;
use crate::window::acts::Act;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::music::{How, Music};
use crate::window::place::Page;
use crate::window::theme::tokens::{Type, radius, size, space};
use crate::window::theme::{READABLE, mix, readable};
use crate::window::widgets::{Kind, button, cover, elided, icon_button};

/// How much of the accent is in the ground.
const ACCENT: f32 = 0.16;

/// `music`: there is some to be played.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, music: bool) {
    let (theme, now) = (*cx.theme, cx.now.clone());
    let side = if cx.narrow() { size::HERO / 2.0 } else { size::HERO };
    let margin = if cx.narrow() { space::M } else { space::L };
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), side + 2.0 * margin), Sense::hover());
    let ground = if theme.high_contrast { theme.raised } else { mix(theme.raised, theme.accent, ACCENT) };
    let border = if theme.high_contrast { Stroke::new(1.5, theme.line) } else { Stroke::NONE };
    ui.painter().rect(rect, CornerRadius::same(radius::CARD), ground, border, StrokeKind::Inside);
    let silent = now.on_air.title.is_empty();
    let picture = Rect::from_min_size(rect.min + Vec2::splat(margin), Vec2::splat(side));
    let path = now
        .on_air
        .track
        .as_ref()
        .and_then(|track| if let Location::File(path) = &track.location { Some(path.as_path()) } else { None });
    let name = now.on_air.album.as_deref().unwrap_or(&now.on_air.title);
    cover(ui, cx, picture, path, name, radius::CONTROL);
    let soft = readable(theme.text_soft, ground, READABLE);
    let words =
        Rect::from_min_max(picture.right_top() + Vec2::new(margin + space::XS, 0.0), rect.max - Vec2::splat(margin));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(words).layout(Layout::top_down(Align::Min)));
    ui.spacing_mut().item_spacing.y = space::XS;
    let ui = &mut ui;
    if !cx.narrow() {
        ui.add_space(space::M);
    }
    elided(ui, &from(cx), Type::Label, readable(theme.accent_text, ground, READABLE));
    let (title, under) =
        if silent { (cx.t("home-silent"), cx.t("home-silent-why")) } else { (now.on_air.title.clone(), under(cx)) };
    elided(ui, &title, if cx.narrow() { Type::Heading } else { Type::Display }, theme.text);
    elided(ui, &under, if cx.narrow() { Type::Small } else { Type::Body }, soft);
    ui.add_space(if cx.narrow() { 0.0 } else { space::M });
    ui.horizontal(|ui| buttons(ui, cx, silent, music));
}

fn buttons(ui: &mut Ui, cx: &mut Cx<'_>, silent: bool, music: bool) {
    let theme = *cx.theme;
    if silent {
        if music && button(ui, &theme, Kind::Main, icons::SHUFFLE, &cx.t("home-shuffle-all")).clicked() {
            cx.act(Act::Play(Music::View(Tracks::All(Sort::Artist)), How::Shuffled));
        }
        return;
    }
    let (icon, key) =
        if cx.now.state == State::Playing { (icons::PAUSE, "home-pause") } else { (icons::PLAY, "home-resume") };
    if button(ui, &theme, Kind::Main, icon, &cx.t(key)).clicked() {
        cx.perform(Action::PlayPause);
    }
    let name = cx.t("page-playing");
    let shown = if cx.narrow() {
        icon_button(ui, &theme, icons::WAVEFORM, &name, size::ICON)
    } else {
        button(ui, &theme, Kind::Quiet, icons::WAVEFORM, &name)
    };
    if shown.clicked() {
        cx.go(Page::Playing);
    }
}

/// Where it comes from, in a word or two.
fn from(cx: &Cx<'_>) -> String {
    let now = cx.now;
    if now.on_air.title.is_empty() {
        return cx.t("home-on-air");
    }
    match now.on_air.source {
        Source::Feed(_) => cx.tw("home-from-feed", &[("name", &now.on_air.name)]),
        Source::Reserve if now.on_air.name == "queue" => cx.t("home-from-queue"),
        Source::Reserve if now.reserve.last_resort || now.on_air.name == "last resort" => cx.t("home-from-last-resort"),
        Source::Reserve => match &now.reserve.playing_from {
            Some(name) => cx.tw("home-from-reserve-of", &[("name", name)]),
            None => cx.t("home-from-reserve"),
        },
    }
}

fn under(cx: &Cx<'_>) -> String {
    let on_air = &cx.now.on_air;
    let parts = [on_air.artist.as_deref(), on_air.album.as_deref()];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
