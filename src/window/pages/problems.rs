//! Files that cannot be played, and why; what is wrong with the reserve.

use std::path::{Path, PathBuf};

use crossbeam_channel::Receiver;
use egui::{
    Align, CornerRadius, Layout, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo,
};

use crate::library::State;
use crate::player::Command;
use crate::store::StoreError;
use crate::store::music::{Key, Problem, Reader};
use crate::window::acts::Act;
use crate::window::browser;
use crate::window::cx::{Cx, View};
use crate::window::icons;
use crate::window::librarian::Asked;
use crate::window::theme::tokens::{Type, radius, size, space};
use crate::window::widgets::{Kind, button, elided, empty, icon_button, label, line, section, title};

/// Problems read at a time; more when one comes to their end.
const PAGE: usize = 200;
const ROW: f32 = 76.0;
/// Of a row, for its buttons.
const BUTTONS: f32 = 2.0 * size::TARGET + space::L;

/// The page.
#[derive(Default)]
pub struct Problems {
    /// How many pages are wanted.
    pages: usize,
    list: Asked<usize, Result<Listing, String>>,
    /// Whether a folder could be shown.
    showing: Option<(Receiver<bool>, PathBuf)>,
}

#[derive(Default)]
struct Listing {
    problems: Vec<Problem>,
    all: usize,
}

impl View for Problems {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.pages = self.pages.max(1);
        self.shown(ui, cx);
        let listing =
            self.list.get_or_last(cx.librarian, &self.pages, |desk, pages| desk.look_up(|reader| read(reader, *pages)));
        let (problems, all) = match listing {
            None => return,
            Some(Err(sentence)) => {
                empty(ui, cx, icons::WARNING, &cx.t("grid-unreadable"), sentence, None);
                return;
            }
            Some(Ok(Listing { problems, all })) => (problems, *all),
        };
        head(ui, cx, all);
        let reserve = &cx.now.clone().reserve;
        if all == 0 && reserve.problems.is_empty() && reserve.damaged == 0 {
            empty(ui, cx, icons::SEAL_CHECK, &cx.t("problems-none"), &cx.t("problems-none-why"), None);
            return;
        }
        let (mut wanted, mut more) = (None, false);
        ScrollArea::vertical().auto_shrink(false).show_viewport(ui, |ui, view| {
            if !reserve.problems.is_empty() || reserve.damaged > 0 {
                reserve_problems(ui, cx, reserve);
                section(ui, cx.theme, &cx.t("problems-files"));
            }
            let top = ui.cursor().top() - ui.max_rect().top();
            let whole = Rect::from_min_size(
                ui.cursor().min,
                Vec2::new(ui.available_width(), problems.len() as f32 * ROW + space::XL),
            );
            ui.allocate_rect(whole, Sense::hover());
            let row = |height: f32| ((height - top) / ROW).max(0.0) as usize;
            let (first, last) = (row(view.top()).min(problems.len()), (row(view.bottom()) + 1).min(problems.len()));
            for (index, problem) in problems.iter().enumerate().take(last).skip(first) {
                let rect = Rect::from_min_size(
                    whole.min + Vec2::new(0.0, index as f32 * ROW),
                    Vec2::new(whole.width(), ROW - space::S),
                );
                wanted = problem_row(ui, cx, rect, problem).or(wanted.take());
            }
            more = last == problems.len() && problems.len() < all;
        });
        self.pages += usize::from(more);
        if let Some(path) = wanted {
            let folder = path.parent().map_or_else(|| path.clone(), Path::to_owned);
            let shown = folder.clone();
            self.showing = Some((cx.librarian.ask(move |_| browser::shows(shown)), folder));
        }
    }
}

impl Problems {
    /// A folder that no program shows is copied, to be looked for by hand.
    fn shown(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        let Some((answer, folder)) = &self.showing else { return };
        if let Ok(opened) = answer.try_recv() {
            if !opened {
                ui.copy_text(folder.display().to_string());
                cx.act(Act::Say(cx.t("problems-folder-copied")));
            }
            self.showing = None;
        }
    }
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, all: usize) {
    if !cx.narrow() {
        title(ui, cx.theme, &cx.t("page-problems"));
    }
    let scanning = cx.now.library.is_some_and(|progress| progress.state != State::Idle);
    ui.horizontal(|ui| {
        let room = Vec2::new(ui.available_width(), size::FIELD);
        ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| {
            let key = if scanning { "problems-looking" } else { "problems-look-again" };
            let pressed = ui
                .add_enabled_ui(!scanning, |ui| button(ui, cx.theme, Kind::Plain, icons::ARROWS_CLOCKWISE, &cx.t(key)))
                .inner;
            if pressed.clicked() {
                cx.send(Command::Refresh);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                elided(ui, &cx.tw("problems-count", &[("count", &all)]), Type::Body, cx.theme.text_soft);
            });
        });
    });
    ui.add_space(space::XS);
}

fn reserve_problems(ui: &mut Ui, cx: &Cx<'_>, reserve: &crate::player::ReserveView) {
    section(ui, cx.theme, &cx.t("problems-reserve"));
    for sentence in &reserve.problems {
        label(ui, &format!("{}  {sentence}", icons::WARNING), Type::Body, cx.theme.warn);
    }
    if reserve.damaged > 0 {
        label(
            ui,
            &format!("{}  {}", icons::WARNING_CIRCLE, cx.tw("problems-damaged", &[("count", &reserve.damaged)])),
            Type::Body,
            cx.theme.bad,
        );
        label(ui, &reserve.sentence, Type::Small, cx.theme.text_soft);
    }
}

/// Name, sentence, folder and day; gives the path whose folder is to be shown.
fn problem_row(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, problem: &Problem) -> Option<PathBuf> {
    let theme = *cx.theme;
    let name = problem.path.file_name().unwrap_or(problem.path.as_os_str()).to_string_lossy().into_owned();
    let day = problem.at.strftime("%F").to_string();
    let folder = problem.path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    let response = ui.interact(rect, ui.scope_id().with(&problem.path), Sense::hover());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::ListItem, true, format!("{name}: {} {folder}, {day}", problem.sentence))
    });
    let border = if theme.high_contrast { Stroke::new(1.5, theme.line) } else { Stroke::new(1.0, theme.line) };
    ui.painter().rect(rect, CornerRadius::same(radius::CONTROL), theme.raised, border, StrokeKind::Inside);
    let (left, width) = (rect.left() + space::M, rect.width() - BUTTONS - 2.0 * space::M);
    let row = |y: f32, text: &str, step: Type, ink| line(ui, egui::pos2(left, rect.top() + y), width, text, step, ink);
    let cut = row(space::S, &format!("{}  {name}", icons::FILE_AUDIO), Type::Strong, theme.text);
    let cut = row(27.0, &problem.sentence, Type::Small, theme.text_soft) || cut;
    let cut = row(46.0, &format!("{day} · {folder}"), Type::Small, theme.text_faint) || cut;
    let side = Rect::from_min_max(rect.right_top() - Vec2::new(BUTTONS, 0.0), rect.max - Vec2::new(space::S, 0.0));
    let builder = UiBuilder::new().id_salt(&problem.path).max_rect(side).layout(Layout::right_to_left(Align::Center));
    let pressed = ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let show =
            icon_button(ui, &theme, icons::FOLDER_OPEN, &cx.tw("problems-show-folder", &[("name", &name)]), 17.0)
                .clicked();
        if icon_button(ui, &theme, icons::COPY, &cx.tw("problems-copy", &[("name", &name)]), 17.0).clicked() {
            ui.copy_text(problem.path.display().to_string());
            cx.act(Act::Say(cx.t("problems-copied")));
        }
        show
    });
    if cut {
        let all = format!("{}\n{}\n{day}", problem.path.display(), problem.sentence);
        response.on_hover_text(egui::RichText::new(all).font(Type::Small.font()));
    }
    pressed.inner.then(|| problem.path.clone())
}

fn read(reader: &Reader, pages: usize) -> Result<Listing, StoreError> {
    let all = reader.stats()?.problems as usize;
    let (mut problems, mut after): (_, Option<Key>) = (Vec::new(), None);
    for _ in 0..pages {
        let page = reader.problems(after.as_ref(), PAGE)?;
        problems.extend(page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(Listing { all: all.max(problems.len()), problems })
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable;

    use crate::player::Command;
    use crate::store::music::{Change, Stamp, Writer};
    use crate::window::place::Page;
    use crate::window::testing::{Set, Stage};
    use crate::window::theme::Look;

    fn stage(count: usize, look: Look, size: [f32; 2]) -> Stage {
        let mut stage = Stage::of(Set { page: Page::Home, songs: 12, look, size, ..Set::default() });
        let (mut writer, _) = Writer::open(&stage.place.index()).unwrap();
        let sentence = "This is no music, although it is named like it: it begins with the letters of a web page. Delete it, or fetch it anew.";
        let problem = |index| Change::Problem {
            path: format!("/music/broken/{index:04} Sea.mp3").into(),
            stamp: Stamp::default(),
            sentence: sentence.into(),
        };
        writer.apply(&(0..count).map(problem).collect::<Vec<_>>()).unwrap();
        writer.close().unwrap();
        let window = stage.harness.state_mut().as_mut().unwrap();
        window.go(Page::Problems);
        stage.settle();
        stage
    }

    fn rows(stage: &Stage) -> usize {
        stage.harness.query_all_by_label_contains("This is no music").count()
    }

    #[test]
    fn files_with_problems_are_told_with_what_to_do() {
        let mut stage = stage(3, Look::Dark, [1180.0, 780.0]);
        stage.show(|now| {
            now.reserve.problems = vec!["The playlist Late names 3 files that are not there.".into()];
            now.reserve.damaged = 2;
            now.reserve.sentence = "31 h ready; 2 files damaged (a.mp3, b.mp3)".into();
        });
        stage.photograph("problems");
        assert_eq!(rows(&stage), 3);
        assert!(stage.harness.query_by_label_contains("The playlist Late").is_some());
        stage.harness.get_by_label("Look again").click();
        stage.settle();
        assert_eq!(stage.sent(), [Command::Refresh]);
        stage.harness.get_by_label("Copy the path of 0001 Sea.mp3").click();
        stage.settle();
        assert!(stage.harness.query_by_label("The path was copied.").is_some());
    }

    #[test]
    fn thousands_are_read_as_one_comes_to_them() {
        let mut stage = stage(1_000, Look::Light, [820.0, 600.0]);
        stage.photograph("problems-light");
        assert!((3..20).contains(&rows(&stage)), "{}", rows(&stage));
        assert!(stage.harness.query_by_label("1000 files").is_some());
        for _ in 0..12 {
            stage.harness.event(egui::Event::PointerMoved(egui::pos2(500.0, 400.0)));
            let delta = egui::vec2(0.0, -9_000.0);
            let (unit, modifiers, phase) = (egui::MouseWheelUnit::Point, egui::Modifiers::NONE, egui::TouchPhase::Move);
            let source = egui::MouseWheelSource::Wheel;
            stage.harness.event(egui::Event::MouseWheel { unit, delta, modifiers, phase, source });
            stage.settle();
        }
        assert!(stage.harness.query_by_label_contains("0999 Sea.mp3: ").is_some());
    }

    #[test]
    fn without_problems_all_is_well() {
        let mut stage = stage(0, Look::Dark, [360.0, 560.0]);
        stage.photograph("problems-none");
        assert!(stage.harness.query_by_label("All is well").is_some());
    }
}
