//! Text in the steps of the type scale, and numbers as people read them.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use egui::{Color32, Label, Pos2, Response, RichText, Ui};
use egui::text::{LayoutJob, TextWrapping};

use crate::window::theme::Theme;
use crate::window::theme::tokens::{Type, space};

/// A line that is cut where there is no more room; what was cut is in its tooltip.
pub fn elided(ui: &mut Ui, text: &str, step: Type, colour: Color32) -> Response {
    ui.add(Label::new(RichText::new(text).font(step.font()).color(colour)).truncate())
}

/// Paints a line into so much width; `true`: it had to be cut.
pub fn line(ui: &Ui, at: Pos2, width: f32, text: &str, step: Type, colour: Color32) -> bool {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), step.font(), colour);
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    let galley = ui.painter().layout_job(job);
    let cut = galley.elided;
    ui.painter().galley(at, galley, colour);
    cut
}

/// Text that is broken into lines.
pub fn label(ui: &mut Ui, text: &str, step: Type, colour: Color32) -> Response {
    ui.add(Label::new(RichText::new(text).font(step.font()).color(colour)).wrap())
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

/// `4:07`, `1:02:03`.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
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
