//! Whatever the mixer is told, in whatever order, and however it is pulled.

use proptest::prelude::*;

use segue::audio::CHANNELS;
use segue::audio::mixer::{Order, Report};
use segue::audio::segue::{Curve, Segue, When};
use segue::model::DeckId;

use super::booth::{Booth, CEILING, RATE, RING, Writer, coded, decoded};

/// One thing that befalls the mixer. Decks are meant by their place among those still fed.
#[derive(Clone, Debug)]
enum Act {
    Arm { live: bool, frames: usize, fed: bool, fade: u64, when: When, curve: Curve },
    Retime { fade: u64, when: When, curve: Curve },
    Disarm,
    Feed { deck: prop::sample::Index, frames: usize },
    Die { deck: prop::sample::Index },
    Pause(bool),
    Volume { percent: u8, frames: u32 },
    Pull(usize),
}

fn when() -> impl Strategy<Value = When> {
    prop_oneof![3 => Just(When::AtEnd), 1 => Just(When::Now), 2 => (0..100_000u64).prop_map(When::By)]
}

fn fade() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 1..50u64, 1..40_000u64, Just(u64::MAX)]
}

fn curve() -> impl Strategy<Value = Curve> {
    prop_oneof![Just(Curve::EqualPower), Just(Curve::Linear)]
}

fn arm() -> impl Strategy<Value = Act> {
    let frames = prop_oneof![1 => 0..3usize, 1 => 0..3_000usize, 2 => 0..RING];
    (any::<bool>(), frames, any::<bool>(), fade(), when(), curve())
        .prop_map(|(live, frames, fed, fade, when, curve)| Act::Arm { live, frames, fed, fade, when, curve })
}

/// What befalls the music, as opposed to what a person wants of it.
fn event() -> impl Strategy<Value = Act> {
    let deck = any::<prop::sample::Index>;
    prop_oneof![
        4 => arm(),
        2 => (fade(), when(), curve()).prop_map(|(fade, when, curve)| Act::Retime { fade, when, curve }),
        1 => Just(Act::Disarm),
        3 => (deck(), 0..9_000usize).prop_map(|(deck, frames)| Act::Feed { deck, frames }),
        1 => deck().prop_map(|deck| Act::Die { deck }),
        8 => prop_oneof![1..600usize, 1..6_000usize].prop_map(Act::Pull),
    ]
}

fn wish() -> impl Strategy<Value = Act> {
    let volume = (0..=100u8, 0..4_000u32).prop_map(|(percent, frames)| Act::Volume { percent, frames });
    prop_oneof![any::<bool>().prop_map(Act::Pause), volume]
}

/// A booth with a conductor who only sees to it that there is always a floor with sound.
struct Stage {
    booth: Booth,
    sound: fn(u64, u64) -> [f32; CHANNELS],
    decks: u64,
    armed: DeckId,
    fed: Vec<Writer>,
    floors: Vec<Writer>,
}

impl Stage {
    fn new(sound: fn(u64, u64) -> [f32; CHANNELS]) -> Self {
        let mut stage =
            Self { booth: Booth::new(), sound, decks: 0, armed: DeckId(0), fed: Vec::new(), floors: Vec::new() };
        stage.lay_floor();
        stage.pull(1);
        stage
    }

    fn deck(&mut self, live: bool) -> (Writer, segue::audio::ring::Voice) {
        self.decks += 1;
        Writer::new(self.decks, live, self.sound)
    }

    fn lay_floor(&mut self) {
        let (mut writer, voice) = self.deck(false);
        writer.write(RING);
        self.floors.push(writer);
        self.booth.order(Order::Floor(voice));
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Arm { live, frames, fed, fade, when, curve } => {
                let (mut writer, to) = self.deck(live);
                writer.write(frames);
                self.armed = to.deck();
                self.booth.order(Order::Arm(Segue { to, curve, fade, when }));
                if fed {
                    self.fed.push(writer);
                }
            }
            Act::Retime { fade, when, curve } => {
                self.booth.order(Order::Retime { deck: self.armed, when, fade, curve });
            }
            Act::Disarm => self.booth.order(Order::Disarm),
            Act::Feed { deck, frames } if !self.fed.is_empty() => deck.get_mut(&mut self.fed).write(frames),
            Act::Die { deck } if !self.fed.is_empty() => drop(self.fed.swap_remove(deck.index(self.fed.len()))),
            Act::Feed { .. } | Act::Die { .. } => {}
            Act::Pause(paused) => self.booth.order(Order::Pause(paused)),
            Act::Volume { percent, frames } => {
                self.booth.order(Order::Volume { gain: f32::from(percent) / 100.0, frames });
            }
            Act::Pull(frames) => self.pull(frames),
        }
    }

    fn pull(&mut self, frames: usize) {
        self.booth.pull(frames);
        while self.booth.desk.returned.pop().is_ok() {}
        self.floors.iter_mut().for_each(|floor| floor.write(RING));
        let floor = self.floors.last().map(|floor| floor.feeder.gauge());
        let reports = self.booth.reports();
        let switched = reports.iter().any(|report| matches!(report, Report::Switched { .. }));
        if switched && floor.is_some_and(|floor| floor.read() > 0) {
            self.lay_floor();
        }
    }
}

fn play(acts: Vec<Act>, sound: fn(u64, u64) -> [f32; CHANNELS]) -> Stage {
    let mut stage = Stage::new(sound);
    acts.into_iter().for_each(|act| stage.act(act));
    // The longest fade takes a whole ring; behind it, some of the floor itself.
    (0..10).for_each(|_| stage.pull(RATE as usize));
    stage
}

/// Runs of three or more frames that say they are of one deck, unfaded: (deck, frame, its place in `heard`).
fn unfaded(heard: &[[f32; CHANNELS]]) -> Vec<(u64, u64, usize)> {
    let codes: Vec<_> = heard.iter().map(|frame| decoded(*frame)).collect();
    let of = |at: usize| codes.get(at).copied().flatten().map(|(deck, _)| deck);
    let sure = |at: usize| (0..3).any(|before| at >= before && (0..3).all(|step| of(at - before + step) == of(at)));
    let found = codes.iter().enumerate().filter(|(at, _)| sure(*at));
    found.filter_map(|(at, code)| code.map(|(deck, frame)| (deck, frame, at))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Not a frame of silence, and of no voice is a frame lost or repeated: from the first to the last one heard, each
    /// has its place.
    #[test]
    fn music_is_heard_in_order_and_without_a_hole(acts in prop::collection::vec(event(), 1..50)) {
        let stage = play(acts, coded);
        let (heard, _) = stage.booth.heard.as_chunks::<CHANNELS>();
        let begin = heard.iter().position(|frame| frame[0] != 0.0).unwrap();
        prop_assert!(begin < RATE as usize / 100, "sound begins after {} frames", begin);
        let hole = heard[begin..].iter().position(|frame| frame[0] < 0.06);
        prop_assert_eq!(hole, None);
        let mut places = std::collections::HashMap::new();
        for (deck, frame, at) in unfaded(heard) {
            let place = (at as u64 + 8192 - frame) % 8192;
            let first = *places.entry(deck).or_insert(place);
            prop_assert_eq!(place, first, "deck {} at {}: frame {}", deck, at, frame);
        }
        prop_assert!(!places.is_empty());
        prop_assert_eq!((stage.booth.desk.meter.dead_air(), stage.booth.breaches), (0, 0));
    }

    /// Silence is only what was asked for.
    #[test]
    fn pauses_and_volume_make_no_dead_air(acts in prop::collection::vec(prop_oneof![3 => event(), 1 => wish()], 1..60)) {
        let mut acts = acts;
        // A volume of next to nothing is silence to the meter, and asked for.
        acts.retain(|act| !matches!(act, Act::Volume { percent: 0..=9, .. }));
        let stage = play(acts, coded);
        prop_assert_eq!((stage.booth.desk.meter.dead_air(), stage.booth.breaches), (0, 0));
    }

    /// However loud the music is, what comes out is a number, and under the ceiling by a third of a decibel's grace.
    #[test]
    fn the_ceiling_holds(acts in prop::collection::vec(prop_oneof![3 => event(), 1 => wish()], 1..40)) {
        let stage = play(acts, |deck, frame| {
            let noise = (frame.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ deck << 40) >> 40;
            let noise = noise as f32 / 8_388_608.0 - 1.0;
            [noise * 2.0, (frame as f32 * 0.3).sin() * 1.5]
        });
        let most = 10f32.powf((CEILING + 0.3) / 20.0);
        let over = stage.booth.heard.iter().find(|sample| !sample.is_finite() || sample.abs() > most);
        prop_assert_eq!(over, None);
    }
}
