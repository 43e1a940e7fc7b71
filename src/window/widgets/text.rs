//! Text in the steps of the type scale, and numbers as people read them.

use std::sync::Arc;
use std::time::Duration;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, Galley, Label, Pos2, Response, RichText, Role, Ui, WidgetInfo};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::bidi;
pub use crate::model::clock;
use crate::window::theme::Theme;
use crate::window::theme::tokens::{Type, space};

/// A line that is cut where there is no more room; what was cut is in its tooltip.
pub fn elided(ui: &mut Ui, text: &str, step: Type, colour: Color32) -> Response {
    if !bidi::turns(text) {
        return ui.add(Label::new(RichText::new(text).font(step.font()).color(colour)).truncate());
    }
    let (galley, cut) = fitted(ui, ui.available_width(), text, step, colour);
    let response = ui.add(Label::new(galley));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), text));
    if cut { response.on_hover_text(bidi::visual(text)) } else { response }
}

/// Paints a line into so much width; `true`: it had to be cut.
pub fn line(ui: &Ui, at: Pos2, width: f32, text: &str, step: Type, colour: Color32) -> bool {
    let (galley, cut) = fitted(ui, width, text, step, colour);
    ui.painter().galley(at, galley, colour);
    cut
}

/// A line to be painted into so much width, whichever way it is read; `true`: it had to be cut.
pub fn fitted(ui: &Ui, width: f32, text: &str, step: Type, colour: Color32) -> (Arc<Galley>, bool) {
    let set = |text: String, wrap: TextWrapping| {
        let mut job = LayoutJob::simple_singleline(text, step.font(), colour);
        job.wrap = wrap;
        ui.painter().layout_job(job)
    };
    if bidi::turns(text) {
        let (drawn, cut) = bidi::cut(text, |line| set(line.to_owned(), TextWrapping::default()).size().x <= width);
        return (set(drawn, TextWrapping::default()), cut);
    }
    let galley = set(text.to_owned(), TextWrapping::truncate_at_width(width.max(0.0)));
    let cut = galley.elided;
    (galley, cut)
}

/// Text that is broken into lines.
pub fn label(ui: &mut Ui, text: &str, step: Type, colour: Color32) -> Response {
    let response = ui.add(wrapped(ui, text, step, colour));
    if bidi::turns(text) {
        response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), text));
    }
    response
}

/// Text to be added, broken into lines, whichever way it is read. It calls itself by what is drawn.
pub fn wrapped(ui: &Ui, text: &str, step: Type, colour: Color32) -> Label {
    let words = |text: &str| RichText::new(text).font(step.font()).color(colour);
    if !bidi::turns(text) {
        return Label::new(words(text)).wrap();
    }
    let room = ui.available_width();
    let fits = |line: &str| ui.painter().layout_no_wrap(line.to_owned(), step.font(), colour).size().x <= room;
    Label::new(words(&bidi::wrapped(text, fits))).extend()
}

/// A page's name.
pub fn title(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let response = elided(ui, text, Type::Display, theme.text);
    ui.add_space(space::S);
    response
}

/// A section's head.
pub fn section(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    ui.add_space(space::L);
    let response = elided(ui, text, Type::Title, theme.text);
    ui.add_space(space::XS);
    response
}

/// `14:02`, where this machine is.
pub fn local_clock(at: Timestamp) -> String {
    TimeZone::system().to_datetime(at).strftime("%H:%M").to_string()
}

/// `3 h 20 min`, `48 min`: how much music.
pub fn long_time(time: Duration) -> String {
    let minutes = time.as_secs().div_ceil(60);
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours @ 100.., _) | (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_people_read_them() {
        assert_eq!(clock(Duration::from_secs(247)), "4:07");
        assert_eq!(clock(Duration::from_secs(3723)), "1:02:03");
        assert_eq!(long_time(Duration::from_secs(12_000)), "3 h 20 min");
        assert_eq!(long_time(Duration::from_secs(500_000)), "138 h");
    }
}
