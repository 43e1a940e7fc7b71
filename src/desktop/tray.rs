//! The icon in the tray, where there is one: what plays and how the feed is, the most wanted buttons, and the way back to
//! the window.
//!
//! Source: the StatusNotifierItem specification of KDE and freedesktop.org.

use std::sync::{Arc, LazyLock};

use ksni::menu::{CheckmarkItem, StandardItem};
use ksni::{Handle, Icon, MenuItem, Orientation, ToolTip, TrayMethods};

use super::bubble::escaped;
use super::properties::{can_pause, can_skip};
use super::stay::Seen;
use super::{APP_ID, Hands, Phrase};
use crate::player::{Command, Snapshot, State};

/// Points of volume a click of the wheel.
const WHEEL: f32 = 5.0;

/// For trays that do not know the icon by its name: where Segue is not installed.
static PICTURES: LazyLock<Vec<Icon>> = LazyLock::new(|| {
    let files: [&[u8]; 3] = [
        include_bytes!("../../assets/icon/segue-16.png"),
        include_bytes!("../../assets/icon/segue-32.png"),
        include_bytes!("../../assets/icon/segue-64.png"),
    ];
    files.into_iter().filter_map(picture).collect()
});

/// What there is to see.
#[derive(Clone, Debug, PartialEq)]
struct View {
    title: String,
    /// Where it comes from, or what is wrong.
    detail: String,
    playing: bool,
    can_pause: bool,
    can_skip: bool,
    /// The most wanted feed is out.
    out: bool,
    has_feeds: bool,
    offline: bool,
}

impl View {
    fn of(snapshot: &Snapshot) -> Self {
        let air = &snapshot.on_air;
        let fault = snapshot.outage.as_ref().map(|outage| format!("{}: {}", outage.feed, outage.sentence));
        Self {
            title: if air.title.is_empty() { "Segue".into() } else { air.label() },
            detail: fault.unwrap_or_else(|| air.name.clone()),
            playing: snapshot.state == State::Playing,
            can_pause: can_pause(snapshot),
            can_skip: can_skip(snapshot),
            out: snapshot.outage.is_some(),
            has_feeds: !snapshot.feeds.is_empty(),
            offline: snapshot.offline,
        }
    }
}

struct Tray {
    view: View,
    hands: Arc<Hands>,
}

/// Without an order to end, the tray's own task would fall over the bus's end.
struct Shown(Handle<Tray>);

impl Drop for Shown {
    fn drop(&mut self) {
        drop(self.0.shutdown());
    }
}

/// Shows the icon, now or as soon as there is a tray.
///
/// # Errors
/// A sentence: the bus would not have it.
pub async fn live(hands: &Arc<Hands>, mut seen: Seen) -> Result<(), String> {
    if hands.hooks.raise.is_none() || !hands.hooks.tray {
        return Ok(());
    }
    let mut view = View::of(&seen.borrow_and_update());
    let tray = Tray { view: view.clone(), hands: hands.clone() };
    let tray = Shown(tray.assume_sni_available(true).spawn().await.map_err(|why| why.to_string())?);
    while seen.changed().await.is_ok() {
        let now = View::of(&seen.borrow_and_update());
        if now != view {
            view = now.clone();
            tray.0.update(|tray| tray.view = now).await;
        }
    }
    Ok(())
}

impl ksni::Tray for Tray {
    fn id(&self) -> String {
        APP_ID.into()
    }

    fn title(&self) -> String {
        "Segue".into()
    }

    fn icon_name(&self) -> String {
        APP_ID.into()
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        PICTURES.clone()
    }

    fn tool_tip(&self) -> ToolTip {
        let description = escaped(&self.view.detail);
        ToolTip { icon_name: APP_ID.into(), icon_pixmap: Vec::new(), title: self.view.title.clone(), description }
    }

    fn activate(&mut self, _: i32, _: i32) {
        self.hands.raise();
    }

    fn secondary_activate(&mut self, _: i32, _: i32) {
        self.hands.send(Command::TogglePause);
    }

    fn scroll(&mut self, delta: i32, orientation: Orientation) {
        if orientation == Orientation::Vertical && delta != 0 {
            self.hands.send(Command::VolumeBy(if delta > 0 { WHEEL } else { -WHEEL }));
        }
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        let view = &self.view;
        let pause = if view.playing { Phrase::Pause } else { Phrase::Play };
        let mut menu = vec![
            StandardItem { label: label(&view.title), enabled: false, ..StandardItem::default() }.into(),
            MenuItem::Separator,
            self.item(&pause, view.can_pause, |hands| hands.send(Command::TogglePause)),
            self.item(&Phrase::Next, view.can_skip, |hands| hands.send(Command::Next)),
            self.item(&Phrase::ShowWindow, true, Hands::raise),
            MenuItem::Separator,
        ];
        if view.has_feeds {
            if view.out {
                menu.push(self.item(&Phrase::TryNow, true, |hands| hands.send(Command::TryNow)));
            }
            menu.extend([self.offline(), MenuItem::Separator]);
        }
        menu.push(self.item(&Phrase::Quit, true, |hands| (hands.hooks.quit)()));
        menu
    }
}

impl Tray {
    fn item(&self, said: &Phrase, enabled: bool, act: fn(&Hands)) -> MenuItem<Self> {
        let activate = Box::new(move |tray: &mut Self| act(&tray.hands));
        StandardItem { label: label(&self.hands.say(said)), enabled, activate, ..StandardItem::default() }.into()
    }

    fn offline(&self) -> MenuItem<Self> {
        CheckmarkItem {
            label: label(&self.hands.say(&Phrase::StayOffline)),
            checked: self.view.offline,
            activate: Box::new(|tray: &mut Self| {
                let offline = !tray.view.offline;
                tray.hands.send(Command::StayOffline(offline));
            }),
            ..CheckmarkItem::default()
        }
        .into()
    }
}

/// In a menu an underscore would mark a key.
fn label(text: &str) -> String {
    text.replace('_', "__")
}

/// From PNG to what the specification wants: alpha first.
fn picture(png: &[u8]) -> Option<Icon> {
    let picture = image::load_from_memory(png).ok()?.into_rgba8();
    let (width, height) = (i32::try_from(picture.width()).ok()?, i32::try_from(picture.height()).ok()?);
    let mut data = picture.into_vec();
    data.chunks_exact_mut(4).for_each(|pixel| pixel.rotate_right(1));
    Some(Icon { width, height, data })
}

#[cfg(test)]
mod tests {
    use super::super::song::tests::{on_air, playing};
    use super::*;

    #[test]
    fn the_icon_is_there_without_being_installed() {
        let sizes: Vec<_> = PICTURES.iter().map(|icon| (icon.width, icon.height, icon.data.len())).collect();
        assert_eq!(sizes, [(16, 16, 1024), (32, 32, 4096), (64, 64, 16384)]);
        assert!(PICTURES[2].data.chunks(4).any(|pixel| pixel[0] == 255), "alpha comes first");
    }

    #[test]
    fn time_that_passes_changes_nothing() {
        let mut snapshot = playing("/m/a.mp3");
        let before = View::of(&snapshot);
        snapshot.on_air.elapsed += std::time::Duration::from_secs(1);
        assert_eq!(View::of(&snapshot), before);
        assert_eq!((before.title.as_str(), before.detail.as_str()), ("a", "reserve"));
        assert_eq!(View::of(&on_air(None)).detail, "Radio 1");
    }
}
