//! The player: owns queue, decks, failover machine and threads.
//!
//! This file is what faces may call; [`conductor`] is the thread behind it. Faces send [`Command`]s, read
//! [`Snapshot`]s and receive [`Event`]s. Nothing here knows that they exist.

mod air;
mod bell;
mod conductor;
mod decks;
mod drill;
mod event;
mod keep;
mod links;
mod mailroom;
mod outage;
mod setup;
mod snapshot;

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use arc_swap::ArcSwap;
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use serde::{Deserialize, Serialize};

pub use drill::Seam;
pub use event::{Event, Happened};
pub use setup::{Setup, StartError, Tuning};
pub use snapshot::{FeedView, OnAirView, OutageView, OutputView, QueueView, ReserveView, SleepView, Snapshot, State};

use crate::audio::deck;
use crate::audio::mixer::{Mixer, Report};
use crate::audio::output::{self, Output, Target};
use crate::audio::ring::Voice;
use crate::fault::Fault;
use crate::feeds::radio;
use crate::library::Told;
use crate::model::{Bands, DeckId, Feed, FeedId, ReserveSource, Track};
use crate::queue::Repeat;

/// What a face may ask for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    TogglePause,
    Pause(bool),
    /// The next local track.
    Next,
    /// The start of this local track, or the one before it.
    Previous,
    /// Moves within a local track, by so many seconds.
    SeekBy(f64),
    /// Moves to this place in a local track.
    Seek(Duration),
    /// In percent, 0–100.
    Volume(f32),
    /// By so many points of a hundred.
    VolumeBy(f32),
    /// Sends the sound elsewhere; it goes on meanwhile.
    Output(Target),
    /// Sets the equaliser.
    Equalise(Bands),
    /// Stays on local music, or no longer.
    StayOffline(bool),
    /// The same, the other way round from now.
    ToggleOffline,
    /// Tries all feeds at once, and lets them come back.
    TryNow,
    /// Breaks what is on air on purpose and measures how that sounds.
    Drill,
    /// Adds tracks to the queue. With [`Place::Now`] the feeds wait until the queue is over.
    Enqueue(Vec<Arc<Track>>, Place),
    /// Changes the queue.
    Queue(Edit),
    /// Plays these tracks in place of all that is in the queue, from the one at `at` on: a song of an album was chosen.
    /// The feeds wait until the queue is over.
    PlayFrom {
        tracks: Vec<Arc<Track>>,
        at: usize,
    },
    /// Other settings from now on. What sounds goes on, and comes to another loudness by itself.
    Tune(Box<Tuning>),
    /// The feeds from now on, most wanted first, and what is the reserve besides what is marked in the library. A feed
    /// with the same addresses stays the same one, and on air if it is; one that has gone fades into what comes next.
    Lineup {
        feeds: Vec<Feed>,
        named_reserve: Vec<ReserveSource>,
    },
    /// Sets the sleep timer; `None` takes it back, with the sound if that is fading already.
    Sleep(Option<Sleep>),
    /// The library's folders, or what is marked as reserve, were changed by another program.
    Refresh,
    /// Fades out and ends.
    Quit,
}

/// When the music is to end for the night: it fades to silence within 20 s and is paused. Only a person's play goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sleep {
    /// The fade begins after so long.
    After(Duration),
    /// The fade is over when the track is; of a stream it begins with the next title.
    AtTrackEnd,
}

/// Where tracks go in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In place of all that is in it, and at once.
    Now,
    /// Right after what plays now.
    Next,
    End,
}

/// A change of the queue. Places are in the order of play, from 0.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    Remove(usize),
    /// The tracks at all these places.
    RemoveMany(Vec<usize>),
    Move {
        from: usize,
        to: usize,
    },
    /// The tracks at these places, in their order and together, so that the first of them is at `to` then.
    MoveMany {
        from: Vec<usize>,
        to: usize,
    },
    /// Puts tracks in so that the first of them is at this place; beyond the end means at the end.
    Insert {
        at: usize,
        tracks: Vec<Arc<Track>>,
    },
    /// Brings back a queue as it was: its tracks in the order of play, and the current one's place. What sounds goes on;
    /// if it is of the queue it is the current track, wherever it is now. If it is not, what follows `position` comes
    /// next.
    Replace {
        tracks: Vec<Arc<Track>>,
        position: Option<usize>,
    },
    /// Plays the track at this place at once. The feeds wait until the queue is over.
    Go(usize),
    Shuffle(bool),
    Repeat(Repeat),
    /// Forgets all tracks; what plays now plays on.
    Clear,
}

/// Sabotage for tests: what no command can do.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq)]
pub enum Sabotage {
    /// The conductor does nothing for so long.
    FreezeConductor(Duration),
    /// The decoder thread on air panics.
    KillDeckOnAir,
    /// Every thread of the network is kept busy for so long.
    WedgeNetwork(Duration),
}

/// The conductor's one inbox.
enum Input {
    Command(Command),
    /// Somebody wants to be rung.
    Bell(Sender<()>),
    Mixer(Report),
    /// A voice that the mixer no longer needs.
    Home(Voice),
    Deck(DeckId, deck::News),
    /// The attempt's number, which is never used twice, says which connection speaks; a late one is recognised.
    Radio(u64, radio::News),
    Output(output::News),
    /// What the library tells.
    Library(Told),
    /// What a probe found out about a feed's fault, in the lineup of this number.
    Explained(u64, FeedId, Fault),
    Sabotage(Sabotage),
    /// Nobody wants the player any more.
    Abandoned,
}

/// A running player. Dropping it stops the sound at once; [`Command::Quit`] fades out first.
pub struct Player {
    inbox: Sender<Input>,
    snapshot: Arc<ArcSwap<Snapshot>>,
    conductor: Option<JoinHandle<()>>,
    _output: Output,
}

impl Player {
    /// Starts all threads and returns at once. Sound follows as soon as there is any. Events arrive on the channel
    /// until the player has stopped.
    ///
    /// # Errors
    /// Only if this machine cannot start a thread, or an authorities file cannot be read: everything else is an
    /// [`Event`].
    pub fn start(setup: Setup, target: Target) -> Result<(Player, Receiver<Happened>), StartError> {
        let (inbox, input) = unbounded();
        let (tell, events) = unbounded();
        let rate = output::preferred_rate(&target);
        let (mixer, desk) = Mixer::new(rate, setup.tuning.ceiling);
        let clock = setup.clock;
        let snapshot = Arc::new(ArcSwap::from_pointee(Snapshot::starting(rate)));
        let (switch, wanted) = output::switch();
        let conductor = conductor::start(setup, desk, rate, switch, (inbox.clone(), input), tell, snapshot.clone())?;
        let to_inbox = inbox.clone();
        let report = move |news| drop(to_inbox.send(Input::Output(news)));
        let output = Output::start(mixer, target, wanted, clock, report).map_err(StartError::Thread)?;
        Ok((Player { inbox, snapshot, conductor: Some(conductor), _output: output }, events))
    }

    /// Asks for something. What comes of it is seen in the snapshot.
    pub fn send(&self, command: Command) {
        // A conductor that has ended can obey nothing more.
        let _ = self.inbox.send(Input::Command(command));
    }

    /// A hand for others to send commands with.
    pub fn remote(&self) -> Remote {
        Remote { inbox: self.inbox.clone(), snapshot: self.snapshot.clone() }
    }

    /// The newest picture of everything that may be shown.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// As [`Remote::bell`].
    pub fn bell(&self) -> Receiver<()> {
        self.remote().bell()
    }

    #[doc(hidden)]
    pub fn sabotage(&self, sabotage: Sabotage) {
        let _ = self.inbox.send(Input::Sabotage(sabotage));
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        let _ = self.inbox.send(Input::Abandoned);
        if let Some(conductor) = self.conductor.take() {
            // The conductor never waits for anything but its inbox; a panic in it has been told already.
            let _ = conductor.join();
        }
    }
}

/// Commands and snapshots for a face that does not own the player.
#[derive(Clone)]
pub struct Remote {
    inbox: Sender<Input>,
    snapshot: Arc<ArcSwap<Snapshot>>,
}

/// A player that is none, for the tests of faces: shows what it is told to show, and notes what it is sent.
#[doc(hidden)]
pub struct Puppet {
    sent: Receiver<Input>,
    snapshot: Arc<ArcSwap<Snapshot>>,
}

impl Puppet {
    pub fn new(snapshot: Snapshot) -> (Self, Remote) {
        let (inbox, sent) = unbounded();
        let snapshot = Arc::new(ArcSwap::from_pointee(snapshot));
        (Self { sent, snapshot: snapshot.clone() }, Remote { inbox, snapshot })
    }

    /// From now on this is what is.
    pub fn show(&self, snapshot: Snapshot) {
        self.snapshot.store(Arc::new(snapshot));
    }

    /// What was sent since this was last asked.
    pub fn sent(&self) -> Vec<Command> {
        let command = |input| if let Input::Command(command) = input { Some(command) } else { None };
        self.sent.try_iter().filter_map(command).collect()
    }
}

impl Remote {
    /// As [`Player::send`].
    pub fn send(&self, command: Command) {
        let _ = self.inbox.send(Input::Command(command));
    }

    /// As [`Player::snapshot`].
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// Rings when a face has something new to show: at once where something has changed, and about once a second while
    /// a clock runs (a track plays, an outage lasts, the library is looked through). Holds one ring at most, so that
    /// who is slow is rung once for all that has happened. It is over when the player is; dropping it ends it, too.
    pub fn bell(&self) -> Receiver<()> {
        let (bell, rung) = bounded(1);
        let _ = self.inbox.send(Input::Bell(bell));
        rung
    }
}
