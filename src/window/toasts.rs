//! Sentences that stand over the page for a moment; one that can be undone has a button for that.

use std::time::Duration;

use egui::{Align2, Area, Context, Frame, Id, Margin, Order, Stroke, Vec2};

use super::actions::Action;
use super::cx::Cx;
use super::icons;
use super::theme::tokens::{Type, radius, size, space};
use super::widgets::{Kind, button, icon_button, label};

/// So long a sentence stands.
const STANDS: f64 = 6.0;
/// What went wrong is read twice.
const STANDS_LONG: f64 = 12.0;
const MOST: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Said,
    /// Can be undone.
    Undoable,
    Wrong,
}

struct Toast {
    text: String,
    tone: Tone,
    until: Option<f64>,
}

/// The newest last.
#[derive(Default)]
pub struct Toasts {
    list: Vec<Toast>,
}

impl Toasts {
    pub fn say(&mut self, text: String, tone: Tone) {
        self.list.retain(|toast| toast.text != text);
        self.list.push(Toast { text, tone, until: None });
        if self.list.len() > MOST {
            self.list.remove(0);
        }
    }

    pub fn show(&mut self, context: &Context, cx: &mut Cx<'_>) {
        let now = context.input(|input| input.time);
        for toast in &mut self.list {
            toast.until.get_or_insert(now + if toast.tone == Tone::Wrong { STANDS_LONG } else { STANDS });
        }
        self.list.retain(|toast| toast.until.is_none_or(|until| until > now));
        let Some(next) = self.list.iter().filter_map(|toast| toast.until).reduce(f64::min) else { return };
        context.request_repaint_after(Duration::from_secs_f64((next - now).max(0.05)));
        let bar = if cx.narrow() { size::PLAY_BAR_NARROW } else { size::PLAY_BAR };
        let area = Area::new(Id::unique("toasts"))
            .order(Order::Tooltip)
            .anchor(Align2::CENTER_BOTTOM, Vec2::new(0.0, -bar - space::M));
        let mut gone = None;
        area.show(context, |ui| {
            ui.set_max_width((cx.width - 2.0 * space::L).min(520.0));
            for (index, toast) in self.list.iter().enumerate() {
                if toast.show(ui, cx) {
                    gone = Some(index);
                }
            }
        });
        if let Some(index) = gone {
            self.list.remove(index);
        }
    }
}

impl Toast {
    /// `true`: it is to go.
    fn show(&self, ui: &mut egui::Ui, cx: &mut Cx<'_>) -> bool {
        let theme = *cx.theme;
        let mut gone = false;
        let frame = Frame::new()
            .fill(theme.raised)
            .stroke(Stroke::new(1.0, if self.tone == Tone::Wrong { theme.bad } else { theme.line }))
            .corner_radius(radius::CARD)
            .shadow(ui.visuals().popup_shadow)
            .inner_margin(Margin::symmetric(space::L as i8, space::S as i8));
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                if self.tone == Tone::Wrong {
                    label(ui, icons::WARNING_CIRCLE, Type::Heading, theme.bad);
                }
                ui.scope(|ui| {
                    ui.set_max_width(360.0_f32.min(ui.available_width() - 110.0));
                    label(ui, &self.text, Type::Body, theme.text);
                });
                if self.tone == Tone::Undoable
                    && button(ui, &theme, Kind::Quiet, icons::ARROW_COUNTER_CLOCKWISE, &cx.t("action-undo")).clicked()
                {
                    cx.perform(Action::Undo);
                    gone = true;
                }
                gone |= icon_button(ui, &theme, icons::X, &cx.t("close"), 14.0).clicked();
            });
        });
        gone
    }
}
