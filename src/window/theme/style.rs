//! The theme, as the toolkit wants to be told.

use egui::style::{ScrollAnimation, ScrollStyle, Selection, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{Color32, Context, CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, Vec2, Visuals};

use super::tokens::{Type, motion, radius, size, space};
use super::{Theme, mix};

impl Theme {
    /// Has everything drawn in this theme from now on. Cheap if it is the one already.
    pub fn apply(&self, context: &Context) {
        let style = std::sync::Arc::new(self.style());
        context.set_style_of(egui::Theme::Dark, style.clone());
        context.set_style_of(egui::Theme::Light, style);
    }

    fn style(&self) -> Style {
        let mut style = Style { visuals: self.visuals(), ..Style::default() };
        let types = [
            (TextStyle::Small, Type::Small),
            (TextStyle::Body, Type::Body),
            (TextStyle::Button, Type::Body),
            (TextStyle::Heading, Type::Title),
            (TextStyle::Monospace, Type::Small),
        ];
        style.text_styles = types.into_iter().map(|(name, step)| (name, step.font())).collect();
        style.animation_time = if self.motion { motion::QUICK } else { 0.0 };
        if !self.motion {
            style.scroll_animation = ScrollAnimation::none();
        }
        let spacing = &mut style.spacing;
        spacing.item_spacing = Vec2::new(space::S, space::S);
        spacing.button_padding = Vec2::new(space::M, 6.0);
        spacing.interact_size = Vec2::new(size::TARGET, size::TARGET);
        spacing.menu_margin = Margin::same(6);
        spacing.window_margin = Margin::same(space::L as i8);
        spacing.icon_width = 18.0;
        spacing.scroll = ScrollStyle { bar_width: 9.0, floating_width: 4.0, ..ScrollStyle::floating() };
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.35;
        style
    }

    fn visuals(&self) -> Visuals {
        let mut visuals = if self.dark { Visuals::dark() } else { Visuals::light() };
        visuals.widgets = self.widgets();
        visuals.selection = Selection {
            bg_fill: if self.high_contrast { self.selected } else { mix(self.base, self.accent, 0.45) },
            stroke: Stroke::new(1.0, self.text),
        };
        visuals.override_text_color = None;
        visuals.weak_text_color = Some(self.text_soft);
        visuals.hyperlink_color = self.accent_text;
        visuals.faint_bg_color = self.side;
        visuals.extreme_bg_color = if self.dark { self.raised } else { Color32::WHITE };
        visuals.text_edit_bg_color = Some(self.raised);
        visuals.code_bg_color = self.side;
        visuals.warn_fg_color = self.warn;
        visuals.error_fg_color = self.bad;
        visuals.window_fill = self.raised;
        visuals.window_stroke = Stroke::new(1.0, self.line);
        visuals.window_corner_radius = CornerRadius::same(radius::CARD);
        visuals.menu_corner_radius = CornerRadius::same(radius::CONTROL);
        visuals.panel_fill = self.base;
        let shade = Color32::from_black_alpha(if self.dark { 120 } else { 40 });
        let shadow = Shadow { offset: [0, 6], blur: 24, spread: 0, color: shade };
        visuals.window_shadow = shadow;
        visuals.popup_shadow = shadow;
        // A caret that blinks would have the window drawn anew for nothing.
        visuals.text_cursor = TextCursorStyle { blink: false, ..visuals.text_cursor };
        visuals
    }

    fn widgets(&self) -> Widgets {
        let line = if self.high_contrast { Stroke::new(1.5, self.line) } else { Stroke::new(1.0, self.line) };
        let look = |fill: Color32, border: Stroke, text: Color32| WidgetVisuals {
            bg_fill: fill,
            weak_bg_fill: fill,
            bg_stroke: border,
            corner_radius: CornerRadius::same(radius::CONTROL),
            fg_stroke: Stroke::new(1.5, text),
            expansion: 0.0,
        };
        Widgets {
            noninteractive: look(self.raised, line, self.text),
            inactive: look(if self.high_contrast { self.raised } else { self.hover }, line, self.text),
            hovered: look(self.hover, Stroke::new(1.0, self.text_faint), self.text),
            // Also what has the keyboard: the ring must be seen.
            active: look(self.selected, Stroke::new(2.0, self.focus), self.text),
            open: look(self.selected, line, self.text),
        }
    }
}
