//! Notifications, as the desktop's own server shows them.
//!
//! Source: the Desktop Notifications Specification, version 1.2 (freedesktop.org).

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use futures_util::StreamExt;
use mpris_server::TrackId;
use zbus::Connection;
use zbus::zvariant::Value;

use super::notices::{Act, News, Notices};
use super::song::Song;
use super::stay::Seen;
use super::{APP_ID, Hands, Phrase};
use crate::player::{Command, Snapshot};

/// The server decides how long it shows.
const AS_LONG_AS_USUAL: i32 = -1;
const TRY_NOW: &str = "try-now";
const STAY_OFFLINE: &str = "stay-offline";
/// A click on the notification itself, by the specification.
const DEFAULT: &str = "default";

#[zbus::proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications",
    gen_blocking = false
)]
trait Server {
    fn get_capabilities(&self) -> zbus::Result<Vec<String>>;

    #[expect(clippy::too_many_arguments, reason = "so it is specified")]
    fn notify(
        &self,
        app_name: &str,
        replaces_id: u32,
        app_icon: &str,
        summary: &str,
        body: &str,
        actions: &[&str],
        hints: &HashMap<&str, Value<'_>>,
        expire_timeout: i32,
    ) -> zbus::Result<u32>;

    fn close_notification(&self, id: u32) -> zbus::Result<()>;

    #[zbus(signal)]
    fn action_invoked(&self, id: u32, action_key: &str) -> zbus::Result<()>;

    #[zbus(signal)]
    fn notification_closed(&self, id: u32, reason: u32) -> zbus::Result<()>;
}

/// What is to be read.
struct Note {
    head: String,
    body: String,
    actions: Vec<(&'static str, Phrase)>,
    category: Option<&'static str>,
    /// 0: low, 1: normal.
    urgency: u8,
    picture: Option<PathBuf>,
}

/// Tells what there is to tell, and does what is clicked.
///
/// # Errors
/// A sentence: the bus does not pass on what is clicked.
pub async fn live(bus: &Connection, hands: &Arc<Hands>, mut seen: Seen) -> Result<(), String> {
    let server = ServerProxy::new(bus).await.map_err(|why| why.to_string())?;
    let mut clicked = server.receive_action_invoked().await.map_err(|why| why.to_string())?;
    let mut closed = server.receive_notification_closed().await.map_err(|why| why.to_string())?;
    let mut bubble = Bubble { server, hands: hands.clone(), notices: Notices::default(), songs: Songs::default() };
    loop {
        tokio::select! {
            changed = seen.changed() => {
                if changed.is_err() {
                    return Ok(());
                }
                let snapshot = seen.borrow_and_update().clone();
                bubble.see(&snapshot).await;
            }
            Some(signal) = clicked.next() => if let Ok(clicked) = signal.args() {
                bubble.clicked(clicked.id, clicked.action_key);
            },
            Some(signal) = closed.next() => if let Ok(closed) = signal.args() {
                bubble.notices.closed(closed.id);
            },
        }
    }
}

/// Who tells, and what has been told.
struct Bubble {
    server: ServerProxy<'static>,
    hands: Arc<Hands>,
    notices: Notices,
    songs: Songs,
}

impl Bubble {
    async fn see(&mut self, snapshot: &Snapshot) {
        match self.notices.see(snapshot) {
            Some(Act::Show(news, in_place_of)) => {
                if let Some(number) = self.show(&self.of_news(news, snapshot), in_place_of).await {
                    self.notices.shown(number);
                }
            }
            // It may have gone by itself meanwhile.
            Some(Act::Close(number)) => drop(self.server.close_notification(number).await),
            None => {}
        }
        let song = Song::of(snapshot);
        let is_new = self.songs.is_new(song.as_ref().map(|song| &song.id));
        if let Some(song) = song.filter(|_| is_new && self.hands.hooks.notify_songs.load(Relaxed)) {
            self.songs.number = self.show(&self.of_song(song), self.songs.number).await.unwrap_or(0);
        }
    }

    /// Gives its number. Where nobody shows notifications, nobody misses them.
    async fn show(&self, note: &Note, in_place_of: u32) -> Option<u32> {
        let shown = self.try_to_show(note, in_place_of).await;
        shown.inspect_err(|why| tracing::debug!("no notification: {why}")).ok()
    }

    async fn try_to_show(&self, note: &Note, in_place_of: u32) -> zbus::Result<u32> {
        let abilities = self.server.get_capabilities().await?;
        let can = |what: &str| abilities.iter().any(|ability| ability == what);
        let body = if can("body-markup") { escaped(&note.body) } else { note.body.clone() };
        let labels: Vec<(&str, String)> = note.actions.iter().map(|(key, said)| (*key, self.hands.say(said))).collect();
        let mut actions: Vec<&str> = labels.iter().flat_map(|(key, label)| [*key, label.as_str()]).collect();
        if !can("actions") {
            actions.clear();
        }
        self.server
            .notify("Segue", in_place_of, APP_ID, &note.head, &body, &actions, &note.hints(), AS_LONG_AS_USUAL)
            .await
    }

    fn of_news(&self, news: News, snapshot: &Snapshot) -> Note {
        let playing = self.hands.say(&Phrase::NowPlaying { what: snapshot.on_air.label() });
        let mut actions = vec![(DEFAULT, Phrase::ShowWindow)];
        let (head, first, category) = match news {
            News::Out { feed, fault, .. } => {
                actions.extend([(TRY_NOW, Phrase::TryNow), (STAY_OFFLINE, Phrase::StayOffline)]);
                (Phrase::Out { feed }, fault.sentence(), "network.disconnected")
            }
            News::Back { feed, lasted } => {
                (Phrase::Back { feed }, self.hands.say(&Phrase::After { lasted }), "network.connected")
            }
        };
        let (head, body) = (self.hands.say(&head), format!("{first} {playing}"));
        Note { head, body, actions: self.possible(actions), category: Some(category), urgency: 1, picture: None }
    }

    fn of_song(&self, song: Song) -> Note {
        let by = [song.artist, song.album].into_iter().flatten().collect::<Vec<_>>().join(" – ");
        let picture = song.file.and_then(|file| self.hands.art(&file));
        let actions = self.possible(vec![(DEFAULT, Phrase::ShowWindow)]);
        Note { head: song.title, body: by, actions, category: None, urgency: 0, picture }
    }

    fn possible(&self, mut actions: Vec<(&'static str, Phrase)>) -> Vec<(&'static str, Phrase)> {
        actions.retain(|(key, _)| *key != DEFAULT || self.hands.hooks.raise.is_some());
        actions
    }

    fn clicked(&mut self, number: u32, key: &str) {
        match key {
            // The bus tells of everybody's notifications.
            _ if !self.notices.is_shown(number) && self.songs.number != number => {}
            TRY_NOW => self.hands.send(Command::TryNow),
            STAY_OFFLINE => self.hands.send(Command::StayOffline(true)),
            DEFAULT => self.hands.raise(),
            _ => {}
        }
    }
}

impl Note {
    fn hints(&self) -> HashMap<&'static str, Value<'_>> {
        let mut hints = HashMap::from([
            ("desktop-entry", Value::from(APP_ID)),
            ("transient", Value::from(true)),
            ("urgency", Value::from(self.urgency)),
        ]);
        hints.extend(self.category.map(|category| ("category", Value::from(category))));
        let picture = self.picture.as_ref().map(|path| path.to_string_lossy().into_owned());
        hints.extend(picture.map(|path| ("image-path", Value::from(path))));
        hints
    }
}

/// Which song has been told of.
#[derive(Default)]
struct Songs {
    seen: Option<TrackId>,
    told: Option<TrackId>,
    /// The notification of the last one; 0: there is none.
    number: u32,
}

impl Songs {
    /// A song is told at the second look, when its picture has been found.
    fn is_new(&mut self, id: Option<&TrackId>) -> bool {
        let before = std::mem::replace(&mut self.seen, id.cloned());
        let is_new = id.is_some() && before.as_ref() == id && self.told.as_ref() != id;
        if is_new {
            self.told = id.cloned();
        }
        is_new
    }
}

/// For servers that read a body as markup.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_song_is_told_once_at_the_second_look() {
        let (a, b) = (TrackId::try_from("/a").unwrap(), TrackId::try_from("/b").unwrap());
        let mut songs = Songs::default();
        let looks = [None, Some(&a), Some(&a), Some(&a), Some(&b), Some(&a), Some(&b), Some(&b)];
        let told = looks.map(|id| songs.is_new(id));
        assert_eq!(told, [false, false, true, false, false, false, false, true]);
    }

    #[test]
    fn titles_are_no_markup() {
        assert_eq!(escaped("<b>You & Me</b>"), "&lt;b&gt;You &amp; Me&lt;/b&gt;");
    }
}
