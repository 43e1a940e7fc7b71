//! The mini player: what plays and its buttons, in a window that is hardly there.

use egui::{Align, Context, Key, Layout, Modifiers, Pos2, Rect, Ui, UiBuilder, Vec2, ViewportCommand, WindowLevel};

use super::play_bar::picture;
use crate::model::Source;
use crate::window::actions::Action;
use crate::window::cx::{Cx, View};
use crate::window::icons;
use crate::window::place::Page;
use crate::window::theme::tokens::{Type, bar, mini, size, space};
use crate::window::widgets::{Form, SeekBar, clock, elided, icon_button, pill, toggle, transport};

#[derive(Default)]
pub struct Mini {
    /// The window's size before, to come back to.
    before: Option<Vec2>,
    on: bool,
    /// It stays above all other windows.
    above: bool,
    seek: SeekBar,
}

impl Mini {
    /// Small, or as large as before.
    pub fn toggle(&mut self, context: &Context) {
        let here = context.content_rect().size();
        let low = here.y < mini::BELOW;
        // A window that a person has made so low is made larger.
        self.on = !self.on && !low;
        if self.on {
            self.before = Some(here);
            context.send_viewport_cmd(ViewportCommand::Maximized(false));
            context.send_viewport_cmd(ViewportCommand::InnerSize(mini::SIZE.into()));
        } else {
            let usual = Vec2::from(crate::window::USUAL);
            context.send_viewport_cmd(ViewportCommand::InnerSize(self.before.take().unwrap_or(usual)));
            self.set_above(context, false);
        }
    }

    /// Whether this is all there is to be drawn.
    pub fn is_all(&self, context: &Context) -> bool {
        self.on || context.content_rect().height() < mini::BELOW
    }

    fn set_above(&mut self, context: &Context, above: bool) {
        self.above = above;
        let level = if above { WindowLevel::AlwaysOnTop } else { WindowLevel::Normal };
        context.send_viewport_cmd(ViewportCommand::WindowLevel(level));
    }

    fn words(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let (theme, now) = (*cx.theme, cx.now.clone());
        let name = cx.t("mini-back");
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                if icon_button(ui, &theme, icons::ARROWS_OUT_SIMPLE, &name, Type::Heading.size()).clicked() {
                    cx.perform(Action::Mini);
                }
                if toggle(ui, &theme, self.above, icons::PUSH_PIN, &cx.t("mini-above"), Type::Heading.size()).clicked() {
                    self.set_above(ui.ctx(), !self.above);
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let title = if now.on_air.title.is_empty() { cx.t("playing-nothing") } else { now.on_air.title.clone() };
                    elided(ui, &title, Type::Strong, theme.text);
                    elided(ui, now.on_air.artist.as_deref().unwrap_or(&now.on_air.name), Type::Small, theme.text_soft);
                });
            });
        });
    }

    fn buttons(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let soft = cx.theme.text_soft;
        ui.spacing_mut().item_spacing.x = space::XS;
        transport::step(ui, cx, Action::Previous);
        transport::play(ui, cx, size::TARGET);
        transport::step(ui, cx, Action::Next);
        ui.add_space(space::XS);
        let room = ui.available_width() - bar::TIME - space::XXL;
        pill(ui, cx, room);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let live = matches!(cx.now.on_air.source, Source::Feed(_));
            let time = clock(self.seek.elapsed(ui, cx));
            let text = if live { format!("{} {time}", cx.t("playing-live")) } else { time };
            elided(ui, &text, Type::Small, soft);
        });
    }
}

impl View for Mini {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if self.on && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            cx.perform(Action::Mini);
        }
        let rect = ui.max_rect();
        ui.painter().rect_filled(rect, 0.0, cx.theme.side);
        let foot = Rect::from_min_max(Pos2::new(rect.left(), rect.bottom() - bar::SEEK), rect.max).shrink2(Vec2::new(space::M, 0.0));
        let body = Rect::from_min_max(rect.min, Pos2::new(rect.right(), foot.top())).shrink(space::S);
        let side = mini::COVER.min(body.height());
        let top = body.center().y - side / 2.0;
        let place = Rect::from_min_size(Pos2::new(body.left(), top), Vec2::splat(side));
        if ui.scope_builder(UiBuilder::new().max_rect(place), |ui| picture(ui, cx, side)).inner {
            cx.go(Page::Playing);
            cx.perform(Action::Mini);
        }
        let text = Rect::from_min_max(Pos2::new(place.right() + space::M, top), Pos2::new(body.right(), top + side));
        let (words, buttons) = text.split_top_bottom_at_y(text.bottom() - size::TARGET);
        ui.scope_builder(UiBuilder::new().max_rect(words), |ui| self.words(ui, cx));
        let layout = Layout::left_to_right(Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(buttons).layout(layout), |ui| self.buttons(ui, cx));
        let name = cx.t("playing-seek");
        self.seek.show(ui, cx, &name, foot, Form::Line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::testing::{Set, Stage};
    use crate::window::theme::Look;
    use egui_kittest::kittest::Queryable;

    fn wished(mini: &mut Mini, context: &Context, size: Vec2) -> Vec<ViewportCommand> {
        let input = egui::RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)), ..egui::RawInput::default() };
        let mut output = context.run_ui(input, |ui| mini.toggle(ui.ctx()));
        output.textures_delta.clear();
        output.viewport_output.into_values().flat_map(|output| output.commands).collect()
    }

    #[test]
    fn it_shrinks_the_window_and_brings_it_back() {
        let (mut mini, context, before) = (Mini::default(), Context::default(), Vec2::new(900.0, 700.0));
        assert!(wished(&mut mini, &context, before).contains(&ViewportCommand::InnerSize(mini::SIZE.into())));
        assert!(mini.is_all(&context));
        let after = wished(&mut mini, &context, mini::SIZE.into());
        assert!(after.contains(&ViewportCommand::InnerSize(before)) && after.contains(&ViewportCommand::WindowLevel(WindowLevel::Normal)));
        // A person has made the window so low: there is nothing to come back to but the usual.
        let usual = ViewportCommand::InnerSize(crate::window::USUAL.into());
        assert!(wished(&mut Mini::default(), &context, Vec2::new(600.0, 200.0)).contains(&usual));
    }

    #[test]
    fn it_comes_by_its_keys_and_goes_by_escape() {
        let mut stage = Stage::new(Page::Songs).playing(4);
        stage.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
        stage.settle();
        assert!(stage.harness.query_by_label("Albums").is_none() && stage.harness.query_by_label("Next track").is_some());
        stage.harness.key_press(Key::Escape);
        stage.settle();
        assert!(stage.harness.query_by_label("Albums").is_some());
    }

    #[test]
    fn a_window_without_height_is_one() {
        for (name, look, size) in [("dark", Look::Dark, mini::SIZE), ("light", Look::Light, [520.0, 160.0]), ("contrast", Look::Contrast, mini::SIZE)] {
            let mut stage = Stage::of(Set { look, size, ..Set::default() }).playing(4);
            stage.photograph(&format!("mini-{name}"));
            for label in ["Song 0", "Pause playback", "Place in the track", "Health: Library", "Back to the large window"] {
                let rect = stage.harness.get_by_label(label).rect();
                assert!(rect.left() >= 0.0 && rect.right() <= size[0] && rect.bottom() <= size[1], "{label} {rect:?}");
            }
        }
    }
}
