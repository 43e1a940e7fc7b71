//! Files and folders that are dropped on the window from elsewhere.

use std::path::PathBuf;

use egui::{Align2, Context, CornerRadius, Id, LayerId, Order, Stroke, StrokeKind};

use super::acts::Act;
use super::change::Change;
use super::cx::Cx;
use super::icons;
use super::music::{How, Music};
use super::place::Page;
use super::theme::tokens::{Type, radius, space};

/// What they mean on this page: a part of the playlist that is shown, else the end of the queue; where nothing is in it, they
/// play at once.
pub fn dropped(context: &Context, cx: &mut Cx<'_>, page: &Page) {
    let files: Vec<PathBuf> =
        context.input_mut(|input| input.raw.dropped_files.drain(..).map(|file| file.path().to_owned()).collect());
    let files: Vec<PathBuf> = files.into_iter().filter(|path| !path.as_os_str().is_empty()).collect();
    if files.is_empty() {
        return;
    }
    let music = Music::Files(files);
    cx.act(match page {
        Page::Playlist(name) => Act::Change(Change::Append { name: name.clone(), music }),
        _ if cx.now.queue.length == 0 => Act::Play(music, How::Now),
        _ => Act::Play(music, How::End),
    });
}

/// While they hover over the window, it says what would become of them.
pub fn hovering(context: &Context, cx: &Cx<'_>, page: &Page) {
    if context.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let said = match page {
        Page::Playlist(name) => cx.tw("drop-playlist", &[("name", name)]),
        Page::Radio => cx.t("drop-station"),
        _ => cx.t("drop-play"),
    };
    let painter = context.layer_painter(LayerId::new(Order::Tooltip, Id::unique("drop")));
    let rect = context.content_rect().shrink(space::M);
    let corner = CornerRadius::same(radius::CARD);
    painter.rect_filled(context.content_rect(), CornerRadius::ZERO, cx.theme.base.gamma_multiply(0.85));
    painter.rect_stroke(rect, corner, Stroke::new(2.0, cx.theme.accent), StrokeKind::Inside);
    let text = format!("{}  {said}", icons::DOWNLOAD_SIMPLE);
    painter.text(rect.center(), Align2::CENTER_CENTER, text, Type::Title.font(), cx.theme.text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Playlists;
    use crate::player::{Command, Place};
    use crate::window::testing::Stage;

    #[derive(Debug)]
    struct File(PathBuf);

    impl egui::DroppedFile for File {
        fn path(&self) -> &std::path::Path {
            &self.0
        }

        fn bytes(&self) -> Result<Vec<u8>, String> {
            std::fs::read(&self.0).map_err(|why| why.to_string())
        }
    }

    fn drop(stage: &mut Stage, names: &[&str]) {
        let folder = stage.place.folder().to_owned();
        for name in names {
            std::fs::write(folder.join(name), "").unwrap();
            stage.harness.input_mut().dropped_files.push(std::sync::Arc::new(File(folder.join(name))));
        }
        stage.settle();
    }

    #[test]
    fn what_is_dropped_plays_or_joins_what_is_shown() {
        let mut stage = Stage::new(Page::Home);
        drop(&mut stage, &["a.mp3", "b.ogg"]);
        assert!(matches!(&stage.sent()[..], [Command::Enqueue(tracks, Place::Now)] if tracks.len() == 2));
        let mut stage = stage.playing(3);
        drop(&mut stage, &["a.mp3"]);
        assert!(matches!(&stage.sent()[..], [Command::Enqueue(tracks, Place::End)] if tracks.len() == 1));
        Playlists::of(&stage.place).create("Evening").unwrap();
        stage.harness.state_mut().as_mut().unwrap().go(Page::Playlist("Evening".into()));
        stage.settle();
        drop(&mut stage, &["b.ogg"]);
        assert_eq!(Playlists::of(&stage.place).read("Evening").unwrap().len(), 1);
    }
}
