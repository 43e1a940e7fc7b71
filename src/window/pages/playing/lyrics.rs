//! The words to the music: they scroll along where their times are known.

use std::path::PathBuf;
use std::time::Duration;

use egui::{Align, CursorIcon, Role, ScrollArea, Sense, Ui, WidgetInfo};

use crate::library::lyrics::{Line, Lyrics, lyrics};
use crate::player::{Command, State};
use crate::window::cx::Cx;
use crate::window::frame::file;
use crate::window::librarian::Asked;
use crate::window::theme::tokens::{Type, radius, space};
use crate::window::widgets::{focus_ring, label, wrapped};

#[derive(Default)]
pub struct Words {
    asked: Asked<Option<PathBuf>, Option<Lyrics>>,
    /// The line that was sung when this was last drawn.
    sung: Option<usize>,
}

impl Words {
    /// `alone`: the words scroll by themselves, not with the page.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, elapsed: Duration, alone: bool) {
        let path = cx.playing().and_then(|track| file(track)).map(PathBuf::from);
        let quiet = super::quiet(cx);
        let read = |_: &mut _, path: &Option<PathBuf>| lyrics(path.as_deref()?);
        let before = self.sung;
        let Some(found) = self.asked.get(cx.librarian, &path, read) else { return };
        let Some(found) = found else {
            let beside = path.as_deref().and_then(|path| {
                path.with_extension("lrc").file_name().map(|name| name.to_string_lossy().into_owned())
            });
            let text = beside
                .map_or_else(|| cx.t("playing-no-lyrics-here"), |name| cx.tw("playing-no-lyrics", &[("file", &name)]));
            label(ui, &text, Type::Body, quiet);
            return;
        };
        let mut sung = None;
        let mut draw = |ui: &mut Ui| match found {
            Lyrics::Plain(lines) => plain(ui, cx, lines),
            Lyrics::Synced(lines) => {
                sung = lines.partition_point(|line| line.at <= elapsed).checked_sub(1);
                let wanted = synced(ui, cx, lines, sung, (alone && sung != before).then_some(()));
                if let Some(at) = wanted {
                    cx.send(Command::Seek(at));
                }
                // The next line comes when it is sung, not with the clock's next second.
                if let Some(next) =
                    lines.get(sung.map_or(0, |sung| sung + 1)).filter(|_| cx.now.state == State::Playing)
                {
                    ui.ctx().request_repaint_after(next.at.saturating_sub(elapsed).max(Duration::from_millis(20)));
                }
            }
        };
        if alone {
            ScrollArea::vertical().id_salt("lyrics").auto_shrink([false, false]).show(ui, &mut draw);
        } else {
            draw(ui);
        }
        self.sung = sung;
    }
}

fn plain(ui: &mut Ui, cx: &Cx<'_>, lines: &[String]) {
    ui.spacing_mut().item_spacing.y = space::XS;
    for line in lines {
        if line.is_empty() {
            ui.add_space(space::L);
        } else {
            label(ui, line, Type::Heading, cx.theme.text);
        }
    }
    ui.add_space(space::XL);
}

/// The time of the line that was clicked. `follow`: the sung line comes to the middle.
fn synced(ui: &mut Ui, cx: &Cx<'_>, lines: &[Line], sung: Option<usize>, follow: Option<()>) -> Option<Duration> {
    let (theme, quiet, mut wanted) = (cx.theme, super::quiet(cx), None);
    // Who has the pointer on the words reads on their own.
    let reads = ui.rect_contains_pointer(ui.clip_rect());
    ui.spacing_mut().item_spacing.y = space::S;
    for (index, line) in lines.iter().enumerate() {
        if line.text.is_empty() {
            ui.add_space(space::L);
            continue;
        }
        let now = sung == Some(index);
        let (step, ink) = if now { (Type::Title, theme.text) } else { (Type::Heading, quiet) };
        let response = ui.add(wrapped(ui, &line.text, step, ink).sense(Sense::click()));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, now, &line.text));
        focus_ring(ui, theme, &response, radius::SMALL);
        if now && follow.is_some() && !reads {
            response.scroll_to_me(Some(Align::Center));
        }
        if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
            wanted = Some(line.at);
        }
    }
    // The last line can stand in the middle, too.
    ui.add_space(if ui.clip_rect().height().is_finite() { ui.clip_rect().height() * 0.4 } else { space::XL });
    wanted
}
