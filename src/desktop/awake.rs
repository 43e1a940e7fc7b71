//! Keeps the machine from falling asleep while music plays. The screen may go dark: music needs none.
//!
//! GNOME and KDE are asked by the portal, which holds off only the sleep that comes by itself: who tells the machine to
//! sleep is obeyed. Elsewhere a portal may agree and do nothing, so that logind is asked, which every desktop's power
//! manager minds; there, too, a weak lock that yields to the person is preferred (systemd 257 and later).

use std::collections::HashMap;

use zbus::zvariant::{OwnedFd, OwnedObjectPath, Value};
use zbus::{Connection, connection};

use super::stay::Seen;
use super::{Hands, Phrase};
use crate::player::State;

/// Of the portal's flags: no suspending.
const SUSPEND: u32 = 4;

#[zbus::proxy(
    interface = "org.freedesktop.portal.Inhibit",
    default_service = "org.freedesktop.portal.Desktop",
    default_path = "/org/freedesktop/portal/desktop",
    gen_blocking = false
)]
trait Portal {
    fn inhibit(&self, window: &str, flags: u32, options: HashMap<&str, Value<'_>>) -> zbus::Result<OwnedObjectPath>;
}

#[zbus::proxy(
    interface = "org.freedesktop.portal.Request",
    default_service = "org.freedesktop.portal.Desktop",
    gen_blocking = false
)]
trait Request {
    fn close(&self) -> zbus::Result<()>;
}

#[zbus::proxy(
    interface = "org.freedesktop.login1.Manager",
    default_service = "org.freedesktop.login1",
    default_path = "/org/freedesktop/login1",
    gen_blocking = false
)]
trait Logind {
    fn inhibit(&self, what: &str, who: &str, why: &str, mode: &str) -> zbus::Result<OwnedFd>;
}

/// What keeps the machine awake.
enum Lock {
    Portal(RequestProxy<'static>),
    /// Gone as soon as it is closed.
    Logind {
        _lock: OwnedFd,
    },
}

/// Holds a lock while music plays.
///
/// # Errors
/// None at present; who cannot be asked is told to the log, each time that music begins.
pub async fn live(bus: &Connection, hands: &Hands, mut seen: Seen) -> Result<(), String> {
    let (mut awake, mut lock) = (false, None);
    loop {
        let playing = seen.borrow_and_update().state == State::Playing;
        if playing != awake {
            awake = playing;
            release(lock.take()).await;
            if playing {
                lock = take(bus, &hands.say(&Phrase::Awake)).await;
            }
        }
        if seen.changed().await.is_err() {
            return Ok(());
        }
    }
}

async fn take(bus: &Connection, why: &str) -> Option<Lock> {
    if is_told_by_portal(&std::env::var("XDG_CURRENT_DESKTOP").unwrap_or_default()) {
        match of_portal(bus, why).await {
            Ok(lock) => return Some(lock),
            Err(why) => tracing::debug!("the portal does not keep this machine awake: {why}"),
        }
    }
    let lock = of_logind(why).await;
    lock.inspect_err(|why| tracing::debug!("nobody keeps this machine awake: {why}")).ok()
}

fn is_told_by_portal(desktops: &str) -> bool {
    desktops.split(':').any(|name| ["gnome", "kde"].contains(&name.to_ascii_lowercase().as_str()))
}

async fn of_portal(bus: &Connection, why: &str) -> zbus::Result<Lock> {
    let options = HashMap::from([("reason", Value::from(why))]);
    let request = PortalProxy::new(bus).await?.inhibit("", SUSPEND, options).await?;
    Ok(Lock::Portal(RequestProxy::builder(bus).path(request)?.build().await?))
}

async fn of_logind(why: &str) -> zbus::Result<Lock> {
    // The lock outlives this connection.
    let bus = connection::Builder::system()?.method_timeout(super::stay::PATIENCE).build().await?;
    let logind = LogindProxy::new(&bus).await?;
    let lock = match logind.inhibit("sleep", "Segue", why, "block-weak").await {
        Ok(lock) => lock,
        Err(_) => logind.inhibit("sleep", "Segue", why, "block").await?,
    };
    Ok(Lock::Logind { _lock: lock })
}

async fn release(lock: Option<Lock>) {
    if let Some(Lock::Portal(request)) = lock {
        // Whoever does not answer has ended, and the lock with it.
        let _ = request.close().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portals_that_keep_their_word_are_known() {
        assert!(["GNOME", "ubuntu:GNOME", "KDE"].iter().all(|desktops| is_told_by_portal(desktops)));
        assert!(!["", "XFCE", "GNOME-Flashback-like", "sway"].iter().any(|desktops| is_told_by_portal(desktops)));
    }
}
