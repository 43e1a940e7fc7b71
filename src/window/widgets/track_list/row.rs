//! How a row looks, and what it says of itself.

use egui::{Align, Color32, CornerRadius, FontFamily, FontId, Rangef, Rect, Ui, Vec2, pos2};

use super::columns::{Column, Layout, Lead};
use super::source::Item;
use crate::player::State;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::theme::tokens::{Type, filled, radius, size, space};
use crate::window::widgets::{clock, cover, fitted};

/// The state that a row is drawn in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    pub place: usize,
    pub selected: bool,
    pub hovered: bool,
    /// The keyboard is here.
    pub cursor: bool,
    pub playing: bool,
    pub loved: bool,
    /// Played, or its disk is away.
    pub faded: bool,
    pub away: bool,
}

/// The row's name for those who do not see it: `Song 1, Nina Vale, Harbour Lights, 3:07, playing`.
pub fn name(cx: &Cx<'_>, item: &Item, look: Look) -> String {
    let Some(track) = item.track() else { return state_word(cx, item) };
    let length = track.duration.map(clock);
    let said = [Some(&track.title), track.artist.as_ref(), track.album.as_ref(), length.as_ref()];
    let mut parts: Vec<String> = said.into_iter().flatten().cloned().collect();
    for (is, key) in [(look.playing, "list-playing"), (look.loved, "list-loved"), (look.away, "list-away")] {
        if is {
            parts.push(cx.t(key));
        }
    }
    parts.join(", ")
}

fn state_word(cx: &Cx<'_>, item: &Item) -> String {
    cx.t(if matches!(item, Item::Gone) { "list-gone" } else { "list-waiting" })
}

/// Paints the row. What was cut and is under the pointer is given back whole.
pub fn paint(
    ui: &Ui,
    cx: &mut Cx<'_>,
    rect: Rect,
    item: &Item,
    layout: &Layout,
    lead: Lead,
    look: Look,
) -> Option<String> {
    let theme = *cx.theme;
    let corner = CornerRadius::same(radius::CONTROL);
    if look.selected || look.hovered {
        ui.painter().rect_filled(rect, corner, if look.selected { theme.selected } else { theme.hover });
    }
    let Some(track) = item.track() else {
        let ink = if matches!(item, Item::Gone) { theme.text_faint } else { theme.line };
        line(
            ui,
            cell(rect, layout.cells.first().map_or(layout.lead, |cell| cell.1)),
            &state_word(cx, item),
            Type::Body,
            ink,
            Align::Min,
        );
        return None;
    };
    leading(ui, cx, rect, item, layout, lead, look);
    let inks = Inks::of(cx, look);
    let mut cut = None;
    for (column, range) in &layout.cells {
        let area = cell(rect, *range);
        let is_cut = match column {
            Column::Title => title(ui, cx, area, item, layout.stacked, look, &inks),
            Column::Heart => false,
            other => {
                let align = if other.to_the_right() { Align::Max } else { Align::Min };
                line(ui, area, &text(*other, item), Type::Body, inks.soft, align)
            }
        };
        if is_cut && ui.rect_contains_pointer(area) {
            cut = Some(match column {
                Column::Title => track.label(),
                other => text(*other, item),
            });
        }
    }
    cut
}

struct Inks {
    title: Color32,
    soft: Color32,
}

impl Inks {
    fn of(cx: &Cx<'_>, look: Look) -> Self {
        let theme = cx.theme;
        let lit = look.selected || look.hovered;
        match look {
            Look { playing: true, .. } => {
                Self { title: theme.accent_text, soft: if lit { theme.text } else { theme.text_soft } }
            }
            Look { faded: true, .. } | Look { away: true, .. } if !lit => {
                Self { title: theme.text_faint, soft: theme.text_faint }
            }
            _ if lit => Self { title: theme.text, soft: theme.text },
            _ => Self { title: theme.text, soft: theme.text_soft },
        }
    }
}

fn cell(row: Rect, range: Rangef) -> Rect {
    let (left, right) = (row.left() + range.min, row.left() + range.max);
    Rect::from_x_y_ranges(left..=(right - space::M).max(left), row.y_range())
}

/// What a column says of a track.
fn text(column: Column, item: &Item) -> String {
    let (Some(track), row) = (item.track(), item.row()) else { return String::new() };
    match column {
        Column::Title => track.title.clone(),
        Column::Artist => track.artist.clone().unwrap_or_default(),
        Column::Album => track.album.clone().unwrap_or_default(),
        Column::Genre => track.genre.clone().unwrap_or_default(),
        Column::Year => row.and_then(|row| row.year).map(|year| year.to_string()).unwrap_or_default(),
        Column::Plays => row.filter(|row| row.plays > 0).map(|row| row.plays.to_string()).unwrap_or_default(),
        Column::Added => row.map(|row| row.added_at.strftime("%Y-%m-%d").to_string()).unwrap_or_default(),
        Column::Length => track.duration.map(clock).unwrap_or_default(),
        Column::Heart => String::new(),
    }
}

/// The title, with the artist under it if there is no column for them; `true` if something was cut.
fn title(ui: &Ui, cx: &Cx<'_>, area: Rect, item: &Item, stacked: bool, look: Look, inks: &Inks) -> bool {
    let Some(track) = item.track() else { return false };
    let step = if stacked || look.playing { Type::Strong } else { Type::Body };
    let (mut upper, mut lower) = (area, None);
    if stacked {
        let middle = area.center().y;
        upper = Rect::from_x_y_ranges(area.x_range(), middle - 19.0..=middle + 1.0);
        lower = Some(Rect::from_x_y_ranges(area.x_range(), middle + 1.0..=middle + 18.0));
    }
    if look.away {
        // A word, not only a grey: in front, where it is not cut.
        let word = format!("{} {}", icons::HARD_DRIVE, cx.t("list-away"));
        let galley = ui.painter().layout_no_wrap(word, Type::Small.font(), inks.soft);
        let at = pos2(upper.right() - galley.size().x, upper.center().y - galley.size().y / 2.0);
        upper.max.x = (at.x - space::S).max(upper.left());
        ui.painter().galley(at, galley, inks.soft);
    }
    let mut cut = line(ui, upper, &track.title, step, inks.title, Align::Min);
    if let Some(lower) = lower {
        cut |= line(ui, lower, track.artist.as_deref().unwrap_or_default(), Type::Small, inks.soft, Align::Min);
    }
    cut
}

/// What stands before the row: number, place or cover; what plays, and what the pointer is over, have an icon.
fn leading(ui: &Ui, cx: &mut Cx<'_>, rect: Rect, item: &Item, layout: &Layout, lead: Lead, look: Look) {
    let theme = *cx.theme;
    let area = Rect::from_x_y_ranges(rect.left() + layout.lead.min..=rect.left() + layout.lead.max, rect.y_range());
    let icon = match (look.playing, look.hovered) {
        (_, true) => Some(icons::PLAY),
        (true, _) if cx.now.state == State::Paused => Some(icons::PAUSE),
        (true, _) => Some(icons::SPEAKER_HIGH),
        _ => None,
    };
    let mut ink = if look.playing { theme.accent_text } else { theme.text };
    let mut center = pos2(area.left() + 22.0, area.center().y);
    if lead == Lead::Cover {
        let picture =
            Rect::from_min_size(pos2(area.left() + space::XS, area.top() + space::XS), Vec2::splat(size::COVER_ROW));
        let album = item.track().and_then(|track| track.album.clone().or(track.artist.clone())).unwrap_or_default();
        cover(ui, cx, picture, item.path(), &album, radius::SMALL);
        if icon.is_some() || look.away {
            let veil = if icon.is_some() { Color32::from_black_alpha(150) } else { theme.base.gamma_multiply(0.6) };
            ui.painter().rect_filled(picture, CornerRadius::same(radius::SMALL), veil);
        }
        (center, ink) = (picture.center(), Color32::WHITE);
    }
    if let Some(icon) = icon {
        ui.painter().text(center, egui::Align2::CENTER_CENTER, icon, FontId::new(size::ICON - 3.0, filled()), ink);
    } else if lead != Lead::Cover {
        let number = match lead {
            Lead::Number => item.row().and_then(|row| row.number).map(usize::from),
            _ => Some(look.place + 1),
        };
        let area = area.with_max_x(area.left() + 34.0);
        let lit = look.selected || look.hovered;
        let ink = if lit { theme.text } else { theme.text_faint };
        line(ui, area, &number.map(|number| number.to_string()).unwrap_or_default(), Type::Small, ink, Align::Max);
    }
}

/// A line of text in the middle of its area's height, cut if it is too long; `true` if it was.
pub fn line(ui: &Ui, area: Rect, text: &str, step: Type, ink: Color32, align: Align) -> bool {
    if text.is_empty() || area.width() < 1.0 {
        return false;
    }
    let (galley, cut) = fitted(ui, area.width(), text, step, ink);
    let x = if align == Align::Max { area.right() - galley.size().x } else { area.left() };
    let at = pos2(x, area.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    cut
}

/// A heart, filled if it is given.
pub fn heart(ui: &Ui, cx: &Cx<'_>, center: egui::Pos2, loved: bool, lit: bool) {
    let family = if loved { filled() } else { FontFamily::Proportional };
    let ink = if loved {
        cx.theme.accent_text
    } else if lit {
        cx.theme.text
    } else {
        cx.theme.text_soft
    };
    ui.painter().text(center, egui::Align2::CENTER_CENTER, icons::HEART, FontId::new(size::ICON - 3.0, family), ink);
}
