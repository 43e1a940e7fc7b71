use super::*;
use crate::audio::CHANNELS;
use crate::audio::loudness::Measure;

const RATE: u32 = 44_100;
const TARGET: f32 = -18.0;

/// Stereo noise with a beat to it, of about so many LUFS.
struct Music {
    dice: fastrand::Rng,
    frame: u32,
}

impl Music {
    fn new() -> Self {
        Self { dice: fastrand::Rng::with_seed(3), frame: 0 }
    }

    fn second(&mut self, lufs: f32) -> Vec<f32> {
        let amplitude = 10f32.powf((lufs + 3.3) / 20.0);
        let frame = |_| {
            self.frame += 1;
            let beat = 0.7 + 0.3 * (self.frame as f32 * std::f32::consts::TAU * 2.0 / RATE as f32).sin();
            let value = amplitude * beat * (self.dice.f32() * 2.0 - 1.0);
            [value; CHANNELS]
        };
        (0..RATE).flat_map(frame).collect()
    }

    /// What `second` really has.
    fn loudness(lufs: f32) -> f32 {
        let (mut music, mut measure) = (Self::new(), Measure::new(RATE).unwrap());
        (0..10).for_each(|_| measure.hear(&music.second(lufs), RATE));
        measure.level().unwrap().lufs
    }
}

/// The last turn after these seconds of (LUFS, seconds); −200 is silence.
fn after(rider: &mut Rider, parts: &[(f32, usize)]) -> Option<Turn> {
    let (mut music, mut last) = (Music::new(), None);
    for (lufs, seconds) in parts {
        for _ in 0..*seconds {
            // Packets of an odd size, as decoders give them.
            music.second(*lufs).chunks(2304).for_each(|block| last = rider.hear(block).or(last));
        }
    }
    last
}

fn rider() -> Rider {
    Rider::new(RATE, TARGET, None)
}

#[test]
fn a_loud_and_a_soft_station_come_to_the_target() {
    for lufs in [-9.0, -18.0, -27.0] {
        let turn = after(&mut rider(), &[(lufs, 15)]).unwrap();
        let wanted = TARGET - Music::loudness(lufs);
        assert!((turn.gain - wanted).abs() < 0.3, "{turn:?}, wanted {wanted}");
        assert_eq!(turn.speed, SPEED);
    }
}

#[test]
fn little_is_known_at_first_so_lifting_is_bounded_and_the_hand_is_quick() {
    assert_eq!(after(&mut rider(), &[(-200.0, 1)]), None);
    let loud = after(&mut rider(), &[(-9.0, 1)]).unwrap();
    assert!(loud.gain < -7.0 && loud.speed == HASTE, "{loud:?}");
    let soft = after(&mut rider(), &[(-40.0, 1)]).unwrap();
    assert!((0.1..=1.5).contains(&soft.gain), "{soft:?}");
}

#[test]
fn a_pause_and_a_soft_passage_lift_nothing() {
    let mut rider = rider();
    let before = after(&mut rider, &[(-16.0, 20)]).unwrap().gain;
    for part in [(-200.0, 300), (-32.0, 55), (-50.0, 55)] {
        let then = after(&mut rider, &[part, (-16.0, 1)]).unwrap().gain;
        assert!((then - before).abs() < 0.3, "{part:?}: {then}, before {before}");
    }
}

#[test]
fn a_station_that_turns_softer_for_good_is_followed_in_the_end() {
    let turn = after(&mut rider(), &[(-10.0, 30), (-30.0, 130)]).unwrap();
    assert!((turn.gain - (TARGET - Music::loudness(-30.0))).abs() < 0.5, "{turn:?}");
}

#[test]
fn gains_are_bounded() {
    assert_eq!(after(&mut rider(), &[(-60.0, 15)]).unwrap().gain, MOST);
    assert_eq!(after(&mut Rider::new(RATE, -30.0, None), &[(-2.0, 15)]).unwrap().gain, -MOST);
}

#[test]
fn the_last_connection_is_remembered_until_more_is_known() {
    let mut rider = Rider::new(RATE, TARGET, Some(7.0));
    let first = rider.first().unwrap();
    assert!((first.gain - 7.0).abs() < 0.01, "{first:?}");
    let soon = after(&mut rider, &[(-21.0, 1)]).unwrap();
    assert!((4.0..7.0).contains(&soon.gain), "{soon:?}");
    let later = after(&mut rider, &[(-21.0, 15)]).unwrap();
    assert!((later.gain - (TARGET - Music::loudness(-21.0))).abs() < 0.3, "{later:?}");
    assert_eq!(Rider::new(RATE, TARGET, None).first(), None);
}

#[test]
fn what_is_no_number_does_not_stay() {
    let mut rider = rider();
    let before = after(&mut rider, &[(-16.0, 20)]).unwrap().gain;
    rider.hear(&[f32::NAN; 8820]);
    let then = after(&mut rider, &[(-16.0, 20)]);
    assert!(then.is_some_and(|turn| (turn.gain - before).abs() < 0.3), "{then:?}, before {before}");
}

/// What it costs: `cargo test --release -- --ignored --nocapture what_riding_costs`.
#[test]
#[ignore = "a measurement, not a check"]
fn what_riding_costs() {
    let now = || {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
    };
    let sound = Music::new().second(-16.0);
    let (mut rider, before) = (rider(), now());
    (0..300).for_each(|_| _ = sound.chunks(2304).map(|block| rider.hear(block)).last());
    println!("riding: {:.0} times real time", 300.0 / (now() - before));
    let (mut measure, before) = (Measure::new(RATE).unwrap(), now());
    (0..300).for_each(|_| measure.hear(&sound, RATE));
    println!("measuring with true peaks: {:.0} times real time", 300.0 / (now() - before));
}
