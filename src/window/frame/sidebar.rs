//! The way to the pages.

use egui::{CornerRadius, FontFamily, FontId, Response, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo};

use crate::window::actions::Action;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::place::{Page, Trail};
use crate::window::theme::tokens::{Type, filled, radius, size, space};
use crate::window::widgets::{elided, icon_button};

#[derive(Default)]
pub struct Sidebar;

impl Sidebar {
    /// A column; `rail`: with icons only.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, trail: &Trail, rail: bool) {
        ui.add_space(space::M);
        ui.spacing_mut().item_spacing.y = 2.0;
        let groups: [(&str, &[Page]); 4] = [
            ("", &Page::LISTENING),
            ("group-library", &Page::LIBRARY),
            ("group-on-air", &Page::ON_AIR),
            ("", &Page::REST),
        ];
        ScrollArea::vertical().id_salt("sidebar").show(ui, |ui| {
            for (head, pages) in groups {
                if rail || head.is_empty() {
                    ui.add_space(space::S);
                } else {
                    ui.add_space(space::L);
                    ui.horizontal(|ui| {
                        ui.add_space(space::M);
                        elided(ui, &cx.t(head), Type::Label, cx.theme.text_faint);
                    });
                    ui.add_space(space::XS);
                }
                for page in pages {
                    if entry(ui, cx, page, page.holds(trail.here()), rail).clicked() {
                        cx.go(page.clone());
                    }
                }
            }
        });
    }

    /// A row, for narrow windows: a menu of the pages, the way back, the search.
    pub fn narrow(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, trail: &Trail) {
        let theme = *cx.theme;
        ui.horizontal_centered(|ui| {
            let menu = icon_button(ui, &theme, icons::LIST, &cx.t("menu"), size::ICON);
            egui::Popup::menu(&menu).show(|ui| {
                ui.set_min_width(200.0);
                let pages = [&Page::LISTENING[..], &Page::LIBRARY, &Page::ON_AIR, &Page::REST].concat();
                for page in pages {
                    if entry(ui, cx, &page, page.holds(trail.here()), false).clicked() {
                        cx.go(page);
                        ui.close();
                    }
                }
            });
            if trail.can_go_back()
                && icon_button(ui, &theme, icons::ARROW_LEFT, &cx.t("action-back"), size::ICON).clicked()
            {
                cx.perform(Action::Back);
            }
            elided(ui, &cx.t(trail.here().key()), Type::Heading, theme.text);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if icon_button(ui, &theme, icons::MAGNIFYING_GLASS, &cx.t("action-search"), size::ICON).clicked() {
                    cx.perform(Action::Search);
                }
            });
        });
    }
}

fn entry(ui: &mut Ui, cx: &Cx<'_>, page: &Page, here: bool, rail: bool) -> Response {
    let theme = cx.theme;
    let name = cx.t(page.key());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 36.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, here, &name));
    if ui.is_rect_visible(rect) {
        let corner = CornerRadius::same(radius::CONTROL);
        if here || response.hovered() {
            ui.painter().rect_filled(rect, corner, if here { theme.selected } else { theme.hover });
        }
        let ink = if here { theme.text } else { theme.text_soft };
        let family = if here { filled() } else { FontFamily::Proportional };
        let icon_colour = if here { theme.accent_text } else { theme.text_soft };
        let icon_at = if rail { rect.center() } else { rect.left_center() + Vec2::new(22.0, 0.0) };
        ui.painter().text(
            icon_at,
            egui::Align2::CENTER_CENTER,
            page.icon(),
            FontId::new(size::ICON, family),
            icon_colour,
        );
        if !rail {
            let font = if here { Type::Strong.font() } else { Type::Body.font() };
            ui.painter().text(rect.left_center() + Vec2::new(44.0, 0.0), egui::Align2::LEFT_CENTER, &name, font, ink);
        }
        crate::window::widgets::focus_ring(ui, theme, &response, radius::CONTROL);
    }
    if rail { response.on_hover_text(name) } else { response }
}
