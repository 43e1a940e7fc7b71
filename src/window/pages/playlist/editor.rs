//! The editor of a smart playlist's rules.

use egui::{ComboBox, Role, TextEdit, Ui, WidgetInfo};

use super::draft::{Draft, Line};
use crate::smart::{Shape, word};
use crate::window::acts::Act;
use crate::window::change::Change;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::theme::tokens::{Type, size, space};
use crate::window::widgets::{Kind, button, icon_button, label};

/// What somebody makes of the rules, until it is saved.
pub struct Editor {
    saved: Draft,
    draft: Draft,
}

impl Editor {
    pub fn new(saved: Draft) -> Self {
        Self { draft: saved.clone(), saved }
    }

    /// What is on the disk is something else now: taken over, unless somebody is at work here.
    pub fn refresh(&mut self, saved: &Draft) {
        if self.saved != *saved && self.draft == self.saved {
            *self = Self::new(saved.clone());
        }
    }

    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, name: &str) {
        ui.horizontal_wrapped(|ui| {
            let all = [(false, cx.t("rules-all")), (true, cx.t("rules-any"))];
            let shown = cx.t(if self.draft.any { "rules-any" } else { "rules-all" });
            choose(ui, "rules match", &cx.t("rules-match"), &shown, 240.0, &all, &mut self.draft.any);
        });
        let mut gone = None;
        for (index, line) in self.draft.lines.iter_mut().enumerate() {
            if rule(ui, cx, index, line) {
                gone = Some(index);
            }
        }
        if let Some(index) = gone {
            self.draft.lines.remove(index);
        }
        if !self.draft.nested.is_empty() {
            label(ui, &cx.tw("rules-nested", &[("count", &self.draft.nested.len())]), Type::Small, cx.theme.text_soft);
        }
        if button(ui, cx.theme, Kind::Quiet, icons::PLUS, &cx.t("rules-add")).clicked() {
            self.draft.lines.push(Line::default());
        }
        self.order(ui, cx);
        self.foot(ui, cx, name);
    }

    fn order(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.horizontal_wrapped(|ui| {
            let mut orders = vec![(String::new(), cx.t("rules-order-shelf"))];
            orders.extend(
                word::ORDERS.iter().map(|(order, _)| ((*order).to_owned(), cx.t(&format!("rules-order-{order}")))),
            );
            let shown = orders
                .iter()
                .find(|(order, _)| *order == self.draft.order)
                .map(|(_, shown)| shown.clone())
                .unwrap_or_default();
            choose(ui, "rules order", &cx.t("rules-order"), &shown, 200.0, &orders, &mut self.draft.order);
            if !["", "random"].contains(&self.draft.order.as_str()) {
                ui.checkbox(&mut self.draft.descending, cx.t("rules-descending"));
            }
            field(ui, &cx.t("rules-limit"), &mut self.draft.limit, 150.0);
        });
    }

    fn foot(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, name: &str) {
        ui.add_space(space::XS);
        match self.draft.rules() {
            Err(sentence) => drop(label(ui, &format!("{} {sentence}", icons::WARNING), Type::Small, cx.theme.warn)),
            Ok(rules) if self.draft != self.saved => {
                ui.horizontal(|ui| {
                    if button(ui, cx.theme, Kind::Main, icons::CHECK, &cx.t("dialog-save")).clicked() {
                        cx.act(Act::Change(Change::SetRules { name: name.to_owned(), rules: Box::new(rules) }));
                        self.saved = self.draft.clone();
                    }
                    if button(ui, cx.theme, Kind::Quiet, "", &cx.t("dialog-cancel")).clicked() {
                        self.draft = self.saved.clone();
                    }
                });
            }
            Ok(_) => {}
        }
    }
}

/// `true`: the rule is to go.
fn rule(ui: &mut Ui, cx: &Cx<'_>, index: usize, line: &mut Line) -> bool {
    ui.push_id(("rule", index), |ui| {
        ui.horizontal_wrapped(|ui| {
            let fields: Vec<_> =
                word::FIELDS.iter().map(|(field, _)| (*field, cx.t(&format!("rules-field-{field}")))).collect();
            let mut chosen = line.field;
            choose(
                ui,
                "field",
                &cx.t("rules-field"),
                &cx.t(&format!("rules-field-{chosen}")),
                150.0,
                &fields,
                &mut chosen,
            );
            if chosen != line.field {
                line.set_field(chosen);
            }
            let name = |test: &str, shape: Shape| cx.t(&format!("rules-test-{}", spoken(test, shape)));
            let tests: Vec<_> =
                word::tests(line.shape()).iter().map(|test| (*test, name(test, line.shape()))).collect();
            let shown = name(line.test, line.shape());
            choose(ui, "test", &cx.t("rules-test"), &shown, 170.0, &tests, &mut line.test);
            if line.test == "empty" {
                let mut empty = line.value != "false";
                ui.checkbox(&mut empty, cx.t("rules-yes"));
                line.value = empty.to_string();
            } else {
                let hint = match (line.test, line.shape()) {
                    ("between", _) => "rules-hint-between",
                    ("within" | "not_within", _) => "rules-hint-time",
                    (_, Shape::Moment) => "rules-hint-day",
                    (_, Shape::Length) => "rules-hint-length",
                    _ => "rules-value",
                };
                field(ui, &cx.t(hint), &mut line.value, 200.0);
            }
            icon_button(ui, cx.theme, icons::MINUS, &cx.t("rules-remove"), 16.0).clicked()
        })
        .inner
    })
    .inner
}

/// Days are later and earlier, where numbers are more and less.
fn spoken(test: &str, shape: Shape) -> &str {
    match (test, shape) {
        ("above", Shape::Moment) => "since",
        ("below", Shape::Moment) => "before",
        _ => test,
    }
}

fn field(ui: &mut Ui, name: &str, text: &mut String, width: f32) {
    let response =
        ui.add(TextEdit::singleline(text).hint_text(name).desired_width(width).min_size(egui::vec2(0.0, size::TARGET)));
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
}

fn choose<T: PartialEq + Clone>(
    ui: &mut Ui,
    id: &str,
    name: &str,
    shown: &str,
    width: f32,
    among: &[(T, String)],
    chosen: &mut T,
) {
    let combo = ComboBox::from_id_salt(id).selected_text(shown).width(width);
    let response = combo.show_ui(ui, |ui| {
        for (value, shown) in among {
            ui.selectable_value(chosen, value.clone(), shown);
        }
    });
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{name}: {shown}")));
}
