//! The dialog that adds a folder of music.

use egui::{Context, Frame, Id, Margin, Modal, Stroke};

use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::theme::tokens::{Type, radius, space};
use crate::window::widgets::{Folders, elided, icon_button};

/// Open or not.
#[derive(Default)]
pub struct FolderDialog {
    folders: Option<Folders>,
}

impl FolderDialog {
    pub fn open(&mut self) {
        self.folders.get_or_insert_with(Folders::to_write_in);
    }

    pub fn show(&mut self, context: &Context, cx: &mut Cx<'_>) {
        let Some(folders) = &mut self.folders else { return };
        let theme = *cx.theme;
        let frame = Frame::new()
            .fill(theme.raised)
            .stroke(Stroke::new(1.0, theme.line))
            .corner_radius(radius::CARD)
            .inner_margin(Margin::same(space::L as i8));
        let modal = Modal::new(Id::unique("folder dialog")).frame(frame).show(context, |ui| {
            ui.set_width((cx.width - 2.0 * space::XXL).min(WIDTH));
            let mut closed = false;
            ui.horizontal(|ui| {
                ui.scope(|ui| {
                    ui.set_width(ui.available_width() - space::XXL);
                    elided(ui, &cx.t("action-add-folder"), Type::Title, theme.text);
                });
                closed = icon_button(ui, &theme, icons::X, &cx.t("close"), 16.0).clicked();
            });
            folders.show(ui, cx, LIST) || closed
        });
        if modal.inner || modal.should_close() {
            self.folders = None;
        }
    }
}

const WIDTH: f32 = 520.0;
const LIST: f32 = 240.0;

#[cfg(test)]
mod tests {
    use egui::Event;
    use egui::accesskit::Role;
    use egui_kittest::kittest::{By, NodeT, Queryable};

    use crate::window::actions::Action;
    use crate::window::place::Page;
    use crate::window::testing::{Set, Stage};

    /// Over the welcome, which has a chooser of its own; and `/` is a letter here, no shortcut.
    #[test]
    fn it_is_written_in_at_once() {
        let mut stage = Stage::of(Set { songs: 0, ..Set::default() });
        stage.perform(Action::AddFolder);
        stage.harness.event(Event::Key {
            key: egui::Key::Slash,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: egui::Modifiers::NONE,
        });
        stage.harness.event(Event::Text("/".into()));
        stage.settle();
        assert!(stage.is_at(&Page::Home));
        let fields = stage.harness.get_all(By::new().role(Role::TextInput));
        let written: Vec<_> = fields.filter_map(|field| field.accesskit_node().value()).collect();
        assert!(written.contains(&"/".to_owned()), "{written:?}");
    }
}
