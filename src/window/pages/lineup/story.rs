//! Outages in words.

use egui::{Align, Layout, Ui, Vec2};

use super::timeline::{Gap, length};
use super::{Days, head};
use crate::fault::spoken;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::theme::tokens::{Type, size, space};
use crate::window::widgets::{elided, label, local_clock, section};

/// So many are told.
const MOST: usize = 20;

/// "Down from 14:02 to 14:35: The server stopped sending; bridged by the reserve, 0.0 s of silence."
pub fn sentence(cx: &Cx<'_>, gap: &Gap) -> String {
    let why = gap.why.trim_end_matches('.');
    let (from, to) = (local_clock(gap.from), local_clock(gap.to));
    let what = if gap.lasts {
        cx.tw("lineup-gap-lasts", &[("from", &from), ("why", &why)])
    } else {
        cx.tw("lineup-gap", &[("from", &from), ("to", &to), ("why", &why)])
    };
    let bridged = bridged(cx, gap);
    if bridged.is_empty() { format!("{what}.") } else { format!("{what}; {bridged}.") }
}

/// By what, and how well. Empty while that is not known.
fn bridged(cx: &Cx<'_>, gap: &Gap) -> String {
    let by = match (gap.reserve.as_secs_f64() >= 0.5, gap.buffer.as_secs_f64() >= 0.5) {
        _ if gap.lasts => return String::new(),
        (true, _) => cx.t("lineup-by-reserve"),
        (false, true) => cx.t("lineup-by-buffer"),
        (false, false) => cx.t("lineup-by-other"),
    };
    let silence = gap.silence.map(|silence| {
        let seconds = format!("{:.1}", silence.as_secs_f64());
        cx.tw("lineup-gap-silence", &[("seconds", &seconds)])
    });
    [Some(by), silence].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The last outages of all feeds, newest first.
pub fn list(ui: &mut Ui, cx: &Cx<'_>, days: &Days) {
    let theme = cx.theme;
    if let Some(trouble) = &days.trouble {
        section(ui, theme, &cx.t("lineup-outages"));
        label(ui, trouble, Type::Body, theme.bad);
        return;
    }
    let of_feed = |(view, day): (&crate::player::FeedView, &super::Day)| {
        day.gaps.iter().map(|gap| (view.name.clone(), gap.clone())).collect::<Vec<_>>()
    };
    let mut gaps: Vec<(String, Gap)> = cx.now.feeds.iter().zip(&days.feeds).flat_map(of_feed).collect();
    if gaps.is_empty() {
        return;
    }
    gaps.sort_by_key(|(_, gap)| std::cmp::Reverse(gap.from));
    head(ui, theme, &cx.t("lineup-outages"), &cx.t("lineup-outages-why"));
    for (feed, gap) in gaps.iter().take(MOST) {
        row(ui, cx, feed, gap);
    }
}

fn row(ui: &mut Ui, cx: &Cx<'_>, feed: &str, gap: &Gap) {
    let theme = cx.theme;
    ui.horizontal_top(|ui| {
        let (icon, colour) = if gap.lasts { (icons::X_CIRCLE, theme.warn) } else { (icons::CHECK_CIRCLE, theme.good) };
        ui.allocate_ui_with_layout(Vec2::new(size::ICON, 20.0), Layout::left_to_right(Align::Center), |ui| {
            elided(ui, icon, Type::Heading, colour);
        });
        ui.add_space(space::XS);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let long = spoken(length(gap.from, gap.to));
            elided(ui, &cx.tw("lineup-outage-of", &[("feed", &feed), ("long", &long)]), Type::Strong, theme.text);
            label(ui, &sentence(cx, gap), Type::Small, theme.text_soft);
        });
    });
    ui.add_space(space::XS);
}
