//! The output's callback never allocates, frees or locks, whatever happens around it.

mod booth;
pub mod guard;
mod properties;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use segue::audio::CHANNELS;
use segue::audio::equaliser::Design;
use segue::audio::mixer::{Order, Report};
use segue::audio::ring::Voice;
use segue::audio::segue::{Curve, When, Why};
use segue::model::{Bands, DeckId, Meaning, Track};

use booth::{Booth, RATE, RING, Writer, coded};

/// A tone loud enough for the limiter to work all the time.
fn loud(deck: u64, frame: u64) -> [f32; CHANNELS] {
    [(frame as f32 * (0.1 + deck as f32 * 0.013)).sin() * 1.7; CHANNELS]
}

/// A voice of so many frames that has ended, with a mark on its first frame and a title further on.
fn finished(deck: u64, frames: usize) -> Voice {
    let (mut writer, voice) = Writer::new(deck, false, loud);
    let track = Arc::new(Track::from_path(format!("/music/{deck}.flac").into()));
    writer.feeder.mark(0, Meaning::Started { track, at: Duration::ZERO });
    writer.feeder.mark(frames as u64 / 2, Meaning::Title(format!("title {deck}").into()));
    writer.write(frames);
    voice
}

/// Why the mixer switched, each time, and how many marks were heard.
fn summary(reports: &[Report]) -> (Vec<Why>, usize) {
    let whys = reports.iter().filter_map(|report| match report {
        Report::Switched { why, .. } => Some(*why),
        _ => None,
    });
    (whys.collect(), reports.iter().filter(|report| matches!(report, Report::Heard { .. })).count())
}

#[test]
fn playing_fading_starving_and_falling_to_the_floor_cost_no_memory() {
    let mut booth = Booth::new();
    booth.order(Order::Floor(finished(9, RING)));
    booth.arm(finished(1, 9_000), 0, When::Now);
    // A single frame: with nothing armed, so short a track would be left for the floor at once.
    booth.pull(1);
    let (mut stalled, voice) = Writer::new(2, true, loud);
    stalled.write(20_000);
    booth.arm(voice, 4_000, When::AtEnd);
    booth.pull_blocks(140);
    let (whys, marks) = summary(&booth.reports());
    assert_eq!(whys, [Why::Ordered, Why::Ended, Why::Starved]);
    assert_eq!((marks, booth.breaches), (3, 0));
    assert_eq!(std::iter::from_fn(|| booth.desk.returned.pop().ok()).count(), 2);
}

#[test]
fn every_order_costs_no_memory() {
    let mut booth = Booth::new();
    booth.arm(finished(1, RING), 0, When::Now);
    let bands = [Bands::FLAT, Bands::new([9.0; 10]), Bands::FLAT.with(1, -12.0)];
    let designs = bands.map(|bands| Design::new(&bands, RATE));
    for round in 0..300 {
        let deck = DeckId(round + 2);
        booth.order(Order::Floor(finished(1000 + round, 500)));
        booth.arm(finished(round + 2, 700), 100, When::AtEnd);
        booth.arm(finished(round + 2, 700), 100, When::AtEnd);
        booth.order(Order::Retime { deck, when: When::By(40_000), fade: 300, curve: Curve::Linear });
        booth.order(Order::Volume { gain: (round % 7) as f32 / 6.0, frames: 90 });
        booth.order(Order::Pause(round % 5 == 0));
        booth.order(Order::Equalise(designs[round as usize % 3]));
        booth.pull(100);
        booth.order(if round % 3 == 0 { Order::Disarm } else { Order::Pause(false) });
        booth.pull(300);
        booth.reports();
        while booth.desk.returned.pop().is_ok() {}
    }
    booth.order(Order::Finish(true));
    booth.order(Order::Stop { frames: 500 });
    booth.pull_blocks(10);
    assert!(matches!(booth.reports().last(), Some(Report::Stopped)));
    assert_eq!(booth.breaches, 0);
}

/// Nobody reads what the mixer says, nor takes back what it no longer needs, nor reads the tap.
#[test]
fn a_dead_conductor_costs_no_memory() {
    let mut booth = Booth::new();
    booth.order(Order::Floor(finished(9, RING)));
    booth.arm(finished(1, 300), 0, When::Now);
    for round in 0..600 {
        booth.arm(finished(round + 10, 300), 50, When::AtEnd);
        booth.pull(211);
    }
    booth.pull(256);
    let desk = &booth.desk;
    assert_eq!((desk.reports.slots(), desk.returned.slots()), (256, 256));
    assert_eq!(desk.tap.slots(), desk.tap.buffer().capacity());
    assert_eq!(booth.breaches, 0);
}

/// As in life: a thread feeds each deck, is woken by the mixer, and dies while its music still sounds.
#[test]
fn feeding_and_dying_decks_cost_no_memory() {
    let mut booth = Booth::new();
    booth.desk.meter.listen_from_here();
    booth.order(Order::Floor(finished(9, RING)));
    let enough = Arc::new(AtomicBool::new(false));
    let cue = |deck: u64| {
        let (mut writer, voice) = Writer::new(deck, deck.is_multiple_of(2), loud);
        writer.write(RING / 2);
        let enough = enough.clone();
        let thread = std::thread::spawn(move || {
            writer.feeder.write_from_here();
            while !enough.load(Ordering::Relaxed) && !writer.feeder.abandoned() && writer.feeder.position() < 90_000 {
                writer.feeder.mark(writer.feeder.position(), Meaning::Title("title".into()));
                writer.write(700);
                std::thread::park_timeout(Duration::from_millis(1));
            }
        });
        (voice, thread)
    };
    let mut threads = Vec::new();
    for deck in 10..20 {
        let (voice, thread) = cue(deck);
        threads.push(thread);
        booth.arm(voice, 2_000, if deck % 3 == 0 { When::Now } else { When::AtEnd });
        booth.pull_blocks(120);
        booth.reports();
        while booth.desk.returned.pop().is_ok() {}
    }
    enough.store(true, Ordering::Relaxed);
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(booth.breaches, 0);
}

/// Sound as no decoder should give it.
#[test]
fn no_numbers_cost_no_memory_and_are_not_heard() {
    let mut booth = Booth::new();
    let (mut writer, voice) = Writer::new(1, false, |_, frame| match frame % 100 {
        0 => [f32::NAN, f32::INFINITY],
        1 => [f32::MAX, f32::MIN],
        _ => coded(1, frame),
    });
    writer.write(RATE as usize * 2);
    booth.order(Order::Equalise(Design::new(&Bands::FLAT.with(3, 6.0), RATE)));
    booth.arm(voice, 0, When::Now);
    booth.pull_blocks(50);
    assert!(booth.heard.iter().all(|sample| sample.is_finite() && sample.abs() <= 1.0));
    assert_eq!(booth.breaches, 0);
}

/// What runs in the callback knows no word for waiting or telling; its one mutex is only ever tried.
#[test]
fn the_callback_has_no_lock_and_no_log() {
    let forbidden = ["Mutex", "RwLock", "Condvar", "println!", "tracing", "channel", "park_timeout", "sleep", ".join("];
    for file in ["mixer", "ring", "segue", "gain", "meter", "limiter", "equaliser"] {
        let path = format!("{}/src/audio/{file}.rs", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let found: Vec<&str> = lines.filter(|line| forbidden.iter().any(|word| line.contains(word))).collect();
        assert!(found.is_empty(), "{file}.rs: {found:?}");
    }
    let slot = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/audio/output/slot.rs")).unwrap();
    assert!(slot.contains(".try_lock()") && !slot.contains(".lock()"));
}
