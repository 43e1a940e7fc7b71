//! One connection to the session's bus after the other, and what is done while it lasts.

use std::future::{Future, pending};
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use tokio::sync::watch;
use tokio::time::{interval, sleep};
use zbus::{MessageStream, connection};

use super::{Hands, awake, bubble, mpris, tray};
use crate::player::Snapshot;

/// Between two looks at the snapshot.
const LOOK: Duration = Duration::from_millis(250);
/// A command needs so long to show.
const SHOWS: Duration = Duration::from_millis(30);
/// After so long a bus is looked for again. It costs one attempt to open a socket.
const RETURN: Duration = Duration::from_secs(5);
/// A service that takes longer for an answer has hung. Some are only started by the question.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// The newest snapshots, as they are seen.
pub type Seen = watch::Receiver<Arc<Snapshot>>;

/// Stays until the future is dropped.
pub async fn for_good(hands: &Arc<Hands>) {
    let (show, seen) = watch::channel(hands.remote.snapshot());
    tokio::join!(look(hands, show), come_and_go(hands, &seen));
}

/// Here a bell of the player's would ring in place of the interval.
async fn look(hands: &Hands, show: watch::Sender<Arc<Snapshot>>) {
    let mut beat = interval(LOOK);
    loop {
        tokio::select! {
            _ = beat.tick() => {}
            () = hands.moved.notified() => sleep(SHOWS).await,
        }
        show.send_replace(hands.remote.snapshot());
    }
}

async fn come_and_go(hands: &Arc<Hands>, seen: &Seen) {
    let mut told = false;
    loop {
        match stay(hands, seen).await {
            Ok(()) => told = false,
            Err(why) if !std::mem::replace(&mut told, true) => tracing::debug!("no desktop's bus: {why}"),
            Err(_) => {}
        }
        sleep(RETURN).await;
    }
}

/// Until the bus is lost.
async fn stay(hands: &Arc<Hands>, seen: &Seen) -> zbus::Result<()> {
    let bus = connection::Builder::session()?.method_timeout(PATIENCE).build().await?;
    let mut heard = MessageStream::from(&bus);
    let lost = async { while let Some(Ok(_)) = heard.next().await {} };
    tokio::select! {
        () = lost => {}
        () = unless("remote control", mpris::live(&bus, hands, seen.clone())) => {}
        () = unless("notifications", bubble::live(&bus, hands, seen.clone())) => {}
        () = unless("tray icon", tray::live(hands, seen.clone())) => {}
        () = unless("watch over sleep", awake::live(&bus, hands, seen.clone())) => {}
    }
    Ok(())
}

/// What cannot be had is done without.
async fn unless(what: &str, done: impl Future<Output = Result<(), String>>) {
    if let Err(why) = done.await {
        tracing::debug!("no {what}: {why}");
    }
    pending().await
}
