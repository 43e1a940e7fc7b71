//! The rehearsal of a failure: what it does, how far it is, and what came of it in plain words.

use std::time::Duration;

use egui::{Role, Ui};

use super::{head, panel};
use crate::player::{Command, Seam};
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::news::Drill;
use crate::window::theme::tokens::{Type, space};
use crate::window::widgets::{Kind, button, elided, label};

#[derive(Default)]
pub struct Rehearsal;

impl Rehearsal {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let theme = *cx.theme;
        head(ui, &theme, &cx.t("lineup-drill"), &cx.t("lineup-drill-why"));
        panel(ui, &theme, |ui| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(Role::Status);
                node.set_live(egui::accesskit::Live::Polite);
            });
            let going = match &cx.news.drill {
                Drill::Going { what, since } => Some((what.clone(), cx.now.running.saturating_sub(*since))),
                _ if cx.now.drill => Some((cx.t("lineup-drill-going"), Duration::ZERO)),
                _ => None,
            };
            match going {
                Some((what, elapsed)) => progress(ui, cx, &what, elapsed),
                None => {
                    if let Drill::Over(seam) = cx.news.drill.clone() {
                        verdict(ui, cx, &seam);
                        ui.add_space(space::S);
                    }
                    if button(ui, &theme, Kind::Plain, icons::FIRE_EXTINGUISHER, &cx.t("lineup-drill-start")).clicked()
                    {
                        cx.send(Command::Drill);
                    }
                }
            }
        });
    }
}

fn progress(ui: &mut Ui, cx: &Cx<'_>, what: &str, elapsed: Duration) {
    let theme = cx.theme;
    line(ui, icons::HOURGLASS_MEDIUM, theme.text_soft, what, theme.text);
    let seconds = format!("{:.0}", elapsed.as_secs_f64());
    label(ui, &cx.tw("lineup-drill-progress", &[("seconds", &seconds)]), Type::Body, theme.text_soft);
    ui.ctx().request_repaint_after(Duration::from_secs(1));
}

fn verdict(ui: &mut Ui, cx: &Cx<'_>, seam: &Seam) {
    let theme = cx.theme;
    let (icon, colour, key) = match seam.passed {
        true => (icons::CHECK_CIRCLE, theme.good, "lineup-drill-passed"),
        false => (icons::WARNING_CIRCLE, theme.bad, "lineup-drill-failed"),
    };
    line(ui, icon, colour, &cx.t(key), theme.text);
    label(ui, &in_words(cx, seam), Type::Body, theme.text_soft);
}

/// What was heard, without a figure that needs a handbook.
fn in_words(cx: &Cx<'_>, seam: &Seam) -> String {
    let seconds = |milliseconds: u64| format!("{:.1}", milliseconds as f64 / 1000.0);
    let course = cx.tw(
        "lineup-drill-course",
        &[
            ("from", &seam.from),
            ("to", &seam.to),
            ("after", &seconds(seam.reacted_ms)),
            ("fade", &seconds(seam.fade_ms)),
        ],
    );
    let silence = match seam.dead_air_ms {
        0 => cx.t("lineup-drill-no-silence"),
        dead => cx.tw("lineup-drill-silence", &[("seconds", &seconds(dead))]),
    };
    let clicks = cx.tw("lineup-drill-clicks", &[("count", &seam.clicks)]);
    [course, silence, clicks].join(" ")
}

fn line(ui: &mut Ui, icon: &str, colour: egui::Color32, text: &str, ink: egui::Color32) {
    ui.horizontal_top(|ui| {
        elided(ui, icon, Type::Heading, colour);
        label(ui, text, Type::Strong, ink);
    });
}
