//! Changes of the device, with devices that are opened as a test says.

use std::cell::RefCell;
use std::sync::mpsc::{Sender, channel};

use super::super::ear::Listener;
use super::super::slot::Pulse;
use super::*;
use crate::audio::meter::Meter;

/// For which device, by whom, and where the answer goes.
type Asked = (Option<String>, u64, Sender<Result<Stream, String>>);

thread_local! {
    /// The attempts that wait for their answer: the device's name, its owner, and where to answer.
    static ASKED: RefCell<Vec<Asked>> = const { RefCell::new(Vec::new()) };
}

fn ask(of: Option<String>, _: Arc<Slot>, owner: u64, _: u32) -> Receiver<Result<Stream, String>> {
    let (tell, told) = channel();
    ASKED.with_borrow_mut(|asked| asked.push((of, owner, tell)));
    told
}

/// Answers the last attempt: the stream's heart, and the owner's number.
fn answer(expected: Option<&str>, opened: Result<(), &str>) -> (Arc<Pulse>, u64) {
    let (of, owner, tell) = ASKED.with_borrow_mut(|asked| asked.pop()).unwrap();
    assert_eq!(of.as_deref(), expected);
    let pulse = Arc::new(Pulse::default());
    let stream = Stream { name: of.unwrap_or_else(|| "preferred".into()), pulse: pulse.clone(), _close: channel().0 };
    let _ = tell.send(opened.map(|()| stream).map_err(str::to_owned));
    (pulse, owner)
}

struct Bench {
    supervisor: Supervisor,
    meter: Arc<Meter>,
    news: RefCell<Vec<News>>,
}

impl Bench {
    fn new(target: Target) -> Self {
        let (mixer, desk) = Mixer::new(48_000, -1.0);
        let supervisor = Supervisor::new(mixer, target, Clock::at_speed(50.0), ask, &|_| ());
        Bench { supervisor, meter: desk.meter, news: RefCell::default() }
    }

    /// One that plays on this device.
    fn playing(target: Target, name: Option<&str>) -> (Self, u64) {
        let mut bench = Bench::new(target);
        bench.tick();
        let (_, owner) = answer(name, Ok(()));
        bench.tick();
        assert!(bench.renders(owner));
        bench.told();
        (bench, owner)
    }

    fn tick(&mut self) {
        self.supervisor.tick(&|news| self.news.borrow_mut().push(news));
    }

    fn turn_to(&mut self, target: Target) {
        self.supervisor.turn_to(target, &|news| self.news.borrow_mut().push(news));
    }

    fn told(&self) -> Vec<News> {
        self.news.take()
    }

    /// Whether this owner is the one who is heard.
    fn renders(&self, owner: u64) -> bool {
        self.supervisor.slot.render(owner, &mut [0.0; 128])
    }
}

fn playing(device: &str) -> News {
    News::Playing { device: device.into() }
}

fn named(device: &str) -> Target {
    Target::Named(device.into())
}

#[test]
fn the_old_device_plays_until_the_new_one_is_open() {
    let (mut bench, old) = Bench::playing(Target::Default, None);
    bench.turn_to(named("usb"));
    bench.tick();
    assert!(bench.renders(old));
    let (_, new) = answer(Some("usb"), Ok(()));
    assert!(bench.renders(old));
    bench.tick();
    assert!(bench.renders(new) && !bench.renders(old));
    assert_eq!(bench.told(), [playing("usb")]);
}

#[test]
fn a_device_that_cannot_be_opened_is_told_and_the_preferred_one_is_followed() {
    let (mut bench, old) = Bench::playing(named("usb"), Some("usb"));
    bench.turn_to(named("gone"));
    answer(Some("gone"), Err("there is none"));
    bench.tick();
    assert!(bench.renders(old));
    assert_eq!(bench.told(), [News::Refused { device: "gone".into(), why: "there is none".into() }]);
    let (_, preferred) = answer(None, Ok(()));
    bench.tick();
    assert!(bench.renders(preferred));
    assert_eq!(bench.told(), [playing("preferred")]);
}

#[test]
fn what_plays_on_the_preferred_device_is_left_there_when_another_is_refused() {
    let (mut bench, old) = Bench::playing(Target::Default, None);
    bench.turn_to(named("gone"));
    answer(Some("gone"), Err("there is none"));
    bench.tick();
    assert_eq!(bench.told().len(), 1);
    assert!(bench.renders(old) && ASKED.with_borrow(Vec::is_empty));
    // And it is the preferred one that is looked for if this one goes.
    bench.turn_to(named("gone"));
    bench.turn_to(Target::Default);
    bench.tick();
    assert!(bench.renders(old) && bench.told().is_empty());
}

#[test]
fn a_device_that_is_lost_while_another_is_opened_is_not_waited_for() {
    let mut bench = Bench::new(Target::Default);
    bench.tick();
    let (heart, _) = answer(None, Ok(()));
    bench.tick();
    bench.turn_to(named("usb"));
    heart.fail();
    bench.tick();
    assert!(bench.renders(SUPERVISOR));
    let (_, new) = answer(Some("usb"), Ok(()));
    bench.tick();
    assert!(bench.renders(new));
    assert_eq!(bench.told(), [playing("preferred"), News::Lost { device: "preferred".into() }, playing("usb")]);
}

#[test]
fn without_a_device_time_goes_on_and_a_listener_hears_it() {
    let (mut bench, old) = Bench::playing(Target::Default, None);
    let heard = Arc::new(std::sync::atomic::AtomicU64::new(0));
    let ear = heard.clone();
    let count = move |sound: &[f32]| {
        ear.fetch_add(sound.len() as u64 / 2, Ordering::Relaxed);
    };
    bench.turn_to(Target::Virtual(Listener::new(count)));
    assert_eq!(bench.told(), [News::Released]);
    assert!(!bench.renders(old));
    let before = bench.meter.frames();
    std::thread::sleep(Duration::from_millis(4));
    bench.tick();
    assert!(heard.load(Ordering::Relaxed) > 4_000);
    assert_eq!(bench.meter.frames() - before, heard.load(Ordering::Relaxed));
    // And back to a device.
    bench.turn_to(named("usb"));
    let (_, new) = answer(Some("usb"), Ok(()));
    bench.tick();
    assert!(bench.renders(new));
}
