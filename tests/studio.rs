//! A whole player against the lab, heard through a virtual output, at several times real time.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use segue::audio::output::{Listener, Target};
use segue::clock::Clock;
use segue::failover::{Return, Settings};
use segue::model::{Feed, Lineup, Reserve, Source};
use segue::player::{Command, Event, Happened, Player, Setup, Tuning};

use crate::lab::media::reserve;
use crate::lab::{FEED_HZ, Lab, RESERVE_HZ, analyse};

/// How much faster than the wall's clock these tests live.
pub const SPEED: f64 = 8.0;
/// The rate of a virtual output, in Hz.
pub const RATE: u32 = 44_100;

/// A running player, everything it has played so far, and everything it has said.
pub struct Studio {
    pub player: Player,
    pub clock: Clock,
    events: Receiver<Happened>,
    said: Mutex<Vec<Event>>,
    heard: Arc<Mutex<Vec<f32>>>,
    _folder: tempfile::TempDir,
}

/// The feeds at these addresses (mirrors separated by spaces), with a reserve of three tracks of so many seconds.
pub fn setup(urls: &[&str], seconds: u32) -> (Setup, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let files = reserve(folder.path(), seconds);
    let feed = |(n, urls): (usize, &&str)| Feed {
        name: format!("radio {n}"),
        urls: urls.split(' ').map(|url| url.parse().unwrap()).collect(),
    };
    let lineup =
        Lineup { feeds: urls.iter().enumerate().map(feed).collect(), reserve: Reserve::of_paths([files.playlist]) };
    let failover = Settings { return_: Return::Now, ..Settings::default() };
    let tuning = Tuning { failover, ..Tuning::default() };
    let setup = Setup { lineup, tuning, clock: Clock::at_speed(SPEED), ..Setup::default() };
    (setup, folder)
}

impl Studio {
    /// On air with the lab's feed and a reserve of two-minute tracks.
    pub fn tuned_to(lab: &Lab) -> Studio {
        let (setup, folder) = setup(&[&lab.url()], 120);
        let studio = Studio::start(setup, folder);
        studio.wait("the feed on air", 20.0, |studio| studio.on_air() == Some(FEED));
        studio
    }

    pub fn start(setup: Setup, folder: tempfile::TempDir) -> Studio {
        let clock = setup.clock;
        let heard = Arc::new(Mutex::new(Vec::new()));
        let ear = heard.clone();
        let listen = move |sound: &[f32]| ear.lock().unwrap().extend_from_slice(sound);
        let (player, events) = Player::start(setup, Target::Virtual(Listener::new(listen))).unwrap();
        Studio { player, clock, events, said: Mutex::default(), heard, _folder: folder }
    }

    /// Lets so many seconds of the player's time pass.
    pub fn pass(&self, seconds: f64) {
        std::thread::sleep(self.clock.wait(Duration::from_secs_f64(seconds)));
    }

    /// Waits until it is so, for so many seconds of the player's time at most, and says how long it took.
    pub fn wait(&self, what: &str, within: f64, is_so: impl Fn(&Studio) -> bool) -> f64 {
        let began = Instant::now();
        let so_far = || began.elapsed().as_secs_f64() * self.clock.speed();
        while !is_so(self) {
            assert!(so_far() < within, "no {what} within {within} s; the story so far:\n{}", self.story());
            std::thread::sleep(Duration::from_millis(2));
        }
        so_far()
    }

    /// How much has been heard, in seconds.
    pub fn length(&self) -> f64 {
        self.heard.lock().unwrap().len() as f64 / 2.0 / f64::from(RATE)
    }

    /// What was heard between two moments, in seconds.
    pub fn between(&self, from: f64, to: f64) -> Vec<f32> {
        let at = |seconds: f64| (seconds * f64::from(RATE)) as usize * 2;
        self.heard.lock().unwrap()[at(from)..at(to)].to_vec()
    }

    /// What sounds by the player's own word.
    pub fn on_air(&self) -> Option<Source> {
        self.said().iter().rev().find_map(|event| match event {
            Event::Switched { source, .. } => Some(*source),
            _ => None,
        })
    }

    /// All events so far.
    pub fn said(&self) -> Vec<Event> {
        let mut said = self.said.lock().unwrap();
        said.extend(self.events.try_iter().map(|happened| happened.event));
        said.clone()
    }

    /// The same as a text, for a failed test's message.
    pub fn story(&self) -> String {
        let snapshot = serde_json::to_string(&*self.player.snapshot()).unwrap();
        let lines: Vec<String> = self.said().iter().map(|event| format!("  {event:?}")).collect();
        format!("{}\n{snapshot}", lines.join("\n"))
    }

    /// All sound so far, interleaved stereo at [`RATE`].
    pub fn heard(&self) -> Vec<f32> {
        self.heard.lock().unwrap().clone()
    }

    /// There was no dead air since sound began, and about so much sound. Gives that sound.
    pub fn assert_no_dead_air(&self, at_least: f64) -> Vec<f32> {
        let mut heard = self.heard();
        let begin = heard.iter().position(|sample| sample.abs() > 0.01).unwrap_or(heard.len());
        heard.drain(..begin);
        // What a test listens to last may be the end of the music.
        let end = heard.iter().rposition(|sample| sample.abs() > 0.01).map_or(0, |at| at / 2 * 2 + 2);
        let gaps = analyse::dead_air(&heard[..if self.has_stopped() { end } else { heard.len() }], RATE);
        assert!(gaps.is_empty(), "dead air: {gaps:?}\n{}", self.story());
        let seconds = heard.len() as f64 / 2.0 / f64::from(RATE);
        // How long a story takes is partly chance, and a busy machine skips time: this only guards against hearing nothing.
        assert!(seconds >= at_least * 0.6, "only {seconds} s of sound\n{}", self.story());
        heard
    }

    /// Nor was there a click, where nothing but the lab's tones was to be heard.
    pub fn assert_unbroken(&self, at_least: f64) {
        let heard = self.assert_no_dead_air(at_least);
        // Two tones with their harmonics, in the middle of a fade.
        let (top, peak) = (f64::from(RESERVE_HZ.iter().copied().max().unwrap().max(FEED_HZ)), 0.8);
        let clicks = analyse::clicks(&heard, RATE, top, peak);
        assert!(clicks.is_empty(), "clicks at {clicks:?}\n{}", self.story());
    }

    /// The player has said its last word.
    pub fn has_stopped(&self) -> bool {
        matches!(self.said().last(), Some(Event::Stopped))
    }

    /// Stops with a fade and waits for the end.
    pub fn quit(&self) {
        self.player.send(Command::Quit);
        self.wait("end", 30.0, Studio::has_stopped);
    }
}

/// The only feed.
pub const FEED: Source = Source::Feed(segue::model::FeedId(0));

/// A random moment, in seconds, below `below`.
pub fn some_moment(below: f64) -> f64 {
    fastrand::f64() * below
}
