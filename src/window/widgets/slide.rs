//! How anything that slides is moved: by pointer, keys and screen readers. What it looks like is its owner's.

use std::ops::RangeInclusive;

use egui::accesskit::{Action, ActionData};
use egui::{Event, EventFilter, Id, Key, Modifiers, Pos2, Rect, Response, Sense, Ui, WidgetInfo};

/// What slides.
pub struct Slide<'a> {
    pub name: &'a str,
    pub value: f64,
    /// Its value in words.
    pub said: &'a str,
    pub range: RangeInclusive<f64>,
    /// An arrow key's way.
    pub step: f64,
    /// The way of Page Up and Page Down.
    pub leap: f64,
    /// The lowest is at the foot, else it is on the left.
    pub upright: bool,
}

/// What is done to it now.
pub struct Slid {
    pub response: Response,
    /// The value under the pointer.
    pub pointed: Option<f64>,
    /// The value that it is held at: it has not been let go yet.
    pub held: Option<f64>,
    /// The value that was decided on: by letting go, a key, or a screen reader.
    pub chosen: Option<f64>,
}

impl Slide<'_> {
    /// `rect`: where it can be taken hold of. `rail`: where its ends are.
    pub fn show(&self, ui: &Ui, id: Id, rect: Rect, rail: Rect) -> Slid {
        let response = ui.interact(rect, id, Sense::click_and_drag());
        self.tell(ui, &response);
        let pointer = response.interact_pointer_pos();
        let held = pointer.filter(|_| response.is_pointer_button_down_on()).map(|at| self.at(rail, at));
        let let_go = response.clicked() || response.drag_stopped();
        let dropped = pointer.filter(|_| let_go && held.is_none()).map(|at| self.at(rail, at));
        let pointed = held.or_else(|| response.hover_pos().map(|at| self.at(rail, at)));
        let chosen = dropped.or_else(|| self.asked(ui, &response)).or_else(|| self.keyed(ui, &response));
        Slid { response, pointed, held, chosen }
    }

    /// Where `value` is on the rail, 0–1 from its low end.
    pub fn share(&self, value: f64) -> f32 {
        let (low, high) = (*self.range.start(), *self.range.end());
        if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) as f32 } else { 0.0 }
    }

    fn at(&self, rail: Rect, pointer: Pos2) -> f64 {
        let (way, whole) =
            if self.upright { (rail.bottom() - pointer.y, rail.height()) } else { (pointer.x - rail.left(), rail.width()) };
        let share = f64::from((way / whole.max(1.0)).clamp(0.0, 1.0));
        self.range.start() + share * (self.range.end() - self.range.start())
    }

    fn within(&self, value: f64) -> f64 {
        value.clamp(*self.range.start(), self.range.end().max(*self.range.start()))
    }

    fn keyed(&self, ui: &Ui, response: &Response) -> Option<f64> {
        if !response.has_focus() {
            return None;
        }
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        ui.input_mut(|input| {
            let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key) as f64;
            let steps = pressed(Key::ArrowRight) + pressed(Key::ArrowUp) - pressed(Key::ArrowLeft) - pressed(Key::ArrowDown);
            let leaps = pressed(Key::PageUp) - pressed(Key::PageDown);
            let (home, end) = (pressed(Key::Home) > 0.0, pressed(Key::End) > 0.0);
            let moved = self.value + steps * self.step + leaps * self.leap;
            match (home, end) {
                (true, _) => Some(*self.range.start()),
                (_, true) => Some(*self.range.end()),
                _ => (steps != 0.0 || leaps != 0.0).then(|| self.within(moved)),
            }
        })
    }

    fn asked(&self, ui: &Ui, response: &Response) -> Option<f64> {
        let target = response.id.accesskit_id();
        ui.input(|input| {
            let requests = input.events.iter().filter_map(|event| match event {
                Event::AccessKitActionRequest(request) if request.target_node == target => Some(request),
                _ => None,
            });
            let wanted = requests.filter_map(|request| match (request.action, &request.data) {
                (Action::SetValue, Some(ActionData::NumericValue(value))) => Some(*value),
                (Action::Increment, _) => Some(self.value + self.step),
                (Action::Decrement, _) => Some(self.value - self.step),
                _ => None,
            });
            // The last of them counts.
            wanted.fold(None, |_, value| Some(self.within(value)))
        })
    }

    fn tell(&self, ui: &Ui, response: &Response) {
        response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), self.value, self.name));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_value(self.said);
            node.set_min_numeric_value(*self.range.start());
            node.set_max_numeric_value(*self.range.end());
            node.set_numeric_value_step(self.step);
            for action in [Action::SetValue, Action::Increment, Action::Decrement] {
                node.add_action(action);
            }
        });
    }
}
