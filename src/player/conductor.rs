//! The conductor's thread: one inbox, read until something is due. Take in, reconcile, publish.
//!
//! It never waits for a disk, a network or a device: decks, feeds, the reserve and the output have threads of their
//! own and report here. Should it die or hang, the mixer plays on with what is armed, and then with the floor.

use std::collections::HashSet;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use arc_swap::ArcSwap;
use crossbeam_channel::{Receiver, Sender};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::air::{Air, Sounding};
use super::bell::Bells;
use super::decks::{Decks, Local, Origin, fault_of};
use super::event::{Event, Happened};
use super::keep::Keep;
use super::links::Links;
use super::outage::Outages;
use super::setup::{Setup, StartError, Tuning};
use super::snapshot::{ReserveView, Snapshot, State};
use super::{Command, Input, Sabotage, mailroom};
use crate::audio::deck::News as DeckNews;
use crate::audio::gain;
use crate::audio::meter::Meter;
use crate::audio::mixer::{Desk, Order, Report};
use crate::audio::output::{News as OutputNews, Switch};
use crate::audio::segue::{Curve, When, Why};
use crate::clock::Clock;
use crate::failover::{Leave, Machine, Observation, Plan, Start};
use crate::fault::Fault;
use crate::feeds::probe::Probe;
use crate::library::{Kept, Told};
use crate::model::{Bands, DeckId, FeedId, Location, Mark, Meaning, Now, Reserve, ReserveSource, Source, Track};
use crate::net::Net;
use crate::queue::{Queue, Repeat};
use crate::reserve::{Ladder, Means, last_resort};

mod begin;
mod command;
mod library;
mod lineup;
mod publish;
mod queue;
mod reconcile;
mod report;
mod sleep;
mod story;
mod tune;

use begin::{first_queue, marked_besides, pass_on, pieces};

pub use lineup::Places;

/// Time between two looks at what moves without a message: positions, levels, quiet connections.
const BEAT: Duration = Duration::from_millis(200);
/// A beat later than this says that the whole program was stopped or starved.
const HELD_UP: Duration = Duration::from_millis(1500);
/// A feed that is there this soon after the start is the first thing heard; later, local music is.
const GRACE: Duration = Duration::from_millis(300);
/// The reserve's first look at the disk is waited for this long, so that its own music is the first to be cued.
const FIRST_LOOK: Duration = Duration::from_millis(100);

/// Everything the conductor owns.
pub(super) struct Conductor {
    clock: Clock,
    inbox: Receiver<Input>,
    to_inbox: Sender<Input>,
    air: Air,
    decks: Decks,
    links: Links,
    machine: Machine,
    plan: Plan,
    /// The plan's `leave`, as of the moment it was made.
    leave: When,
    ladder: Ladder,
    /// As it was at the last beat.
    reserve: ReserveView,
    /// For times of day in sentences.
    zone: TimeZone,
    /// Sentences about local files that have been told.
    told: HashSet<String>,
    queue: Queue,
    /// Its tracks in the order of play, for the snapshot.
    queued: Arc<[Arc<Track>]>,
    /// The queue plays at a person's word: feeds wait until it is over.
    own_choice: bool,
    /// How far the track had played that comes first after a restart.
    resume_at: Option<Duration>,
    keep: Keep,
    /// What is the reserve in any case.
    named_reserve: Vec<ReserveSource>,
    /// What is marked in the library besides.
    in_library: Vec<ReserveSource>,
    /// How often the lineup has been another one.
    lineups: u64,
    /// All that is the reserve now, and how it is played.
    marked: Reserve,
    means: Means,
    end_with_queue: bool,
    finishing: bool,
    outages: Outages,
    prober: Option<Arc<Probe>>,
    /// When each feed's fault was last looked into.
    probed: Vec<Option<Now>>,
    tell: Sender<Happened>,
    snapshot: Arc<ArcSwap<Snapshot>>,
    bells: Bells,
    meter: Arc<Meter>,
    tap: Option<rtrb::Consumer<f32>>,
    rate: u32,
    tuning: Arc<Tuning>,
    volume: f32,
    equaliser: Bands,
    state: State,
    /// A person stays on local music.
    offline: bool,
    /// The machine was told to do without feeds.
    local_wanted: bool,
    timer: sleep::Timer,
    device: Option<String>,
    switch: Switch,
    /// A person wants the next track as soon as it is cued.
    skip: bool,
    history: Vec<Arc<Track>>,
    story: story::Story,
    /// Frames of the deck on air that passed before it was heard.
    joined_at: u64,
    /// Titles were passed in that part; the last of them is still to be told.
    caught_up: bool,
    beat_at: Now,
    linked: bool,
    slept: Duration,
    floors: usize,
    ended: bool,
}

/// Starts the thread.
pub(super) fn start(
    setup: Setup,
    desk: Desk,
    rate: u32,
    switch: Switch,
    (to_inbox, inbox): (Sender<Input>, Receiver<Input>),
    tell: Sender<Happened>,
    snapshot: Arc<ArcSwap<Snapshot>>,
) -> Result<JoinHandle<()>, StartError> {
    let net = Net::new(setup.authorities.as_deref())?;
    let Desk { orders, reports, returned, tap, meter } = desk;
    mailroom::open(reports, returned, meter.clone(), to_inbox.clone()).map_err(StartError::Thread)?;
    let thread = thread::Builder::new().name("conductor".into());
    thread
        .spawn(move || {
            let air = Air::new(orders, rate);
            Conductor::new(setup, net, air, meter, tap, rate, switch, to_inbox, inbox, tell, snapshot).run();
        })
        .map_err(StartError::Thread)
}

impl Conductor {
    #[expect(clippy::too_many_arguments, reason = "the one place where everything comes together")]
    fn new(
        setup: Setup,
        net: Net,
        air: Air,
        meter: Arc<Meter>,
        tap: rtrb::Consumer<f32>,
        rate: u32,
        switch: Switch,
        to_inbox: Sender<Input>,
        inbox: Receiver<Input>,
        tell: Sender<Happened>,
        snapshot: Arc<ArcSwap<Snapshot>>,
    ) -> Self {
        let clock = setup.clock;
        let feeds = &setup.lineup.feeds;
        let tuning = setup.tuning;
        let means = Means { gaps: tuning.gaps, ..setup.reserve };
        let now = clock.now();
        let hosts = feeds.iter().map(|feed| feed.host()).collect();
        let mut machine = Machine::new(hosts, tuning.failover, fastrand::u64(..), now);
        let plan = machine.step(now, Observation::Tick);
        let own_choice = !setup.queue.is_empty();
        let (queue, resume_at) = first_queue(setup.queue, setup.repeat, setup.resume);
        let (collection, told) = setup.collection.unzip();
        if let Some(told) = told {
            pass_on(told, to_inbox.clone());
        }
        Self {
            clock,
            inbox,
            air,
            decks: Decks::new(rate, tuning.longest_fade(), tuning.terms(), to_inbox.clone()),
            links: Links::new(feeds, net, clock, to_inbox.clone()),
            to_inbox,
            machine,
            plan,
            leave: When::AtEnd,
            ladder: Ladder::new(&setup.lineup.reserve, means.clone(), pieces(), clock),
            reserve: ReserveView::default(),
            zone: TimeZone::system(),
            told: HashSet::new(),
            own_choice,
            resume_at,
            keep: Keep::new(collection),
            in_library: marked_besides(&setup.lineup.reserve, &setup.named_reserve),
            named_reserve: setup.named_reserve,
            lineups: 0,
            marked: setup.lineup.reserve.clone(),
            means,
            queued: queue.tracks().cloned().collect(),
            queue,
            end_with_queue: setup.end_with_queue,
            finishing: false,
            outages: Outages::new(feeds.iter().map(|feed| feed.name.clone())),
            prober: tuning.prober(),
            probed: vec![None; feeds.len()],
            story: story::Story::new(setup.journal),
            tell,
            snapshot,
            bells: Bells::default(),
            meter,
            tap: Some(tap),
            rate,
            tuning: Arc::new(tuning),
            volume: setup.volume,
            equaliser: setup.equaliser,
            state: State::Starting,
            offline: false,
            local_wanted: false,
            timer: sleep::Timer::Off,
            device: None,
            switch,
            skip: false,
            history: Vec::new(),
            joined_at: 0,
            caught_up: false,
            beat_at: now,
            linked: true,
            slept: crate::clock::suspended(),
            floors: 0,
            ended: false,
        }
    }

    fn run(mut self) {
        self.order(Order::Volume { gain: gain::of_percent(self.volume), frames: 1 });
        self.equalise(self.equaliser);
        // The feeds are under way while the reserve is looked for.
        self.links.reconcile(&self.plan.connect, self.clock.now());
        self.ladder.wait(self.clock.wait(FIRST_LOOK));
        if self.own_choice {
            self.keep.queue(&self.queue, Duration::ZERO);
        }
        while !self.ended {
            self.reconcile();
            self.publish();
            let due = self.beat_at.min(self.plan.wake_at.unwrap_or(Now::MAX));
            let received = self.inbox.recv_deadline(self.clock.instant(due));
            self.notice_hold_up();
            match received {
                Ok(input) => self.take_all(input),
                Err(crossbeam_channel::RecvTimeoutError::Timeout) => {}
                Err(crossbeam_channel::RecvTimeoutError::Disconnected) => return,
            }
            self.beat();
        }
        self.publish();
        self.note_what_left(false);
        self.keep.close();
    }

    /// This thread is never late by itself: if it is, everything was held up, and what was not seen meanwhile proves
    /// nothing.
    fn notice_hold_up(&mut self) {
        let now = self.clock.now();
        if now.saturating_sub(self.beat_at) > HELD_UP {
            self.links.held_up(now);
            self.decks.held_up(now);
            self.step(Observation::HeldUp);
        }
    }

    /// Takes in what is there, up to a bound: a flood of reports must not keep the plan from being carried out.
    fn take_all(&mut self, first: Input) {
        self.take(first);
        for _ in 0..256 {
            let Ok(input) = self.inbox.try_recv() else { return };
            self.take(input);
        }
    }

    fn take(&mut self, input: Input) {
        match input {
            Input::Command(command) => self.command(command),
            Input::Bell(bell) => self.bells.add(bell),
            Input::Mixer(report) => self.mixer(report),
            Input::Home(voice) => self.home(voice),
            Input::Deck(deck, news) => self.deck(deck, news),
            Input::Radio(number, news) => self.radio(number, news),
            Input::Output(news) => self.output(news),
            Input::Library(told) => self.library(told),
            Input::Explained(lineup, feed, fault) if lineup == self.lineups => self.explained(feed, fault),
            Input::Explained(..) => {}
            Input::Sabotage(sabotage) => self.sabotage(sabotage),
            Input::Abandoned => self.ended = true,
        }
    }

    /// Tells the machine, and takes its plan.
    fn step(&mut self, observation: Observation) {
        self.plan = self.machine.step(self.clock.now(), observation);
        self.leave = match self.plan.leave {
            _ if self.is_orphaned() => When::Now,
            Leave::Now => When::Now,
            Leave::AtEnd => When::AtEnd,
            Leave::Within(rest) => When::By(self.frame_in(rest)),
        };
    }

    /// The frame of the deck on air that is heard after so much time; exactly, where something changes about then.
    fn frame_in(&self, rest: Duration) -> u64 {
        let link = match self.air.sounding {
            Sounding::Feed(feed) => self.links.line(feed).and_then(|line| line.air.as_ref()),
            _ => None,
        };
        let Some((link, cue)) = link.and_then(|link| Some((link, link.cue.as_ref()?))) else { return 0 };
        let frame = cue.deck.gauge().read() + self.air.frames(rest);
        link.nearest_edge(frame, self.rate).unwrap_or(frame)
    }

    /// What moves without a message.
    fn beat(&mut self) {
        let now = self.clock.now();
        if now < self.beat_at {
            if self.plan.wake_at.is_some_and(|at| at <= now) {
                self.step(Observation::Tick);
            }
            return;
        }
        let elapsed = BEAT + now.saturating_sub(self.beat_at);
        self.beat_at = now + BEAT;
        self.links.keep_fresh(self.air.frames(elapsed), self.decks.terms.target);
        for (feed, via, evidence) in self.links.tick(now) {
            self.step(Observation::Feed { feed, via, evidence });
        }
        self.look_around();
        self.keep_place(now);
        self.tell_title();
        self.watch_drill(now);
        self.watch_sleep(now);
        self.step(Observation::Tick);
    }

    fn order(&mut self, order: Order) {
        self.air.order(order);
    }

    fn say(&mut self, event: Event) {
        let now = self.now();
        self.story.tell(&event, now);
        // A face that has gone misses it; the journal does not.
        let _ = self.tell.send(Happened { at: Timestamp::now(), event });
    }

    fn now(&self) -> Now {
        self.clock.now()
    }
}
