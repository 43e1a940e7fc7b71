//! What holds whatever happens, and whenever.

use std::time::Duration;

use proptest::prelude::*;

use super::{Evidence, Health, Leave, Machine, Observation, Plan, Return, Settings, Start, Via};
use crate::fault::Fault;
use crate::model::{FeedId, Now, Source};

const FEEDS: usize = 2;

fn hosts() -> Vec<String> {
    (0..FEEDS).map(|n| format!("radio{n}")).collect()
}

fn length() -> impl Strategy<Value = Duration> {
    let some = (0u64..20_000).prop_map(Duration::from_millis);
    prop_oneof![8 => some, 1 => Just(Duration::MAX), 1 => Just(Duration::ZERO)]
}

fn fault() -> impl Strategy<Value = Fault> {
    let host = || "radio".to_owned();
    prop_oneof![
        Just(Fault::Reset { host: host() }),
        Just(Fault::Refused { host: host() }),
        Just(Fault::NotFound { host: host() }),
        Just(Fault::NoInternet),
    ]
}

fn evidence() -> impl Strategy<Value = Evidence> {
    prop_oneof![
        1 => (fault(), proptest::option::of(length()))
            .prop_map(|(fault, retry_after)| Evidence::ConnectFailed { fault, retry_after }),
        3 => Just(Evidence::Connected { mirror: 0 }),
        6 => (0u64..9000, length(), length())
            .prop_map(|(bytes, buffered, decoded)| Evidence::Flow { bytes, buffered, decoded }),
        1 => fault().prop_map(|fault| Evidence::Lost { fault }),
        4 => length().prop_map(|length| Evidence::Decoded { length }),
        1 => (0u64..100_000).prop_map(|bytes| Evidence::Undecodable { bytes }),
        1 => (length(), length()).prop_map(|(silent, heard_in)| Evidence::DeadAir { silent, heard_in }),
        1 => (length(), length()).prop_map(|(noisy, heard_in)| Evidence::Noise { noisy, heard_in }),
        1 => Just(Evidence::Music),
        1 => length().prop_map(|heard_in| Evidence::Title { heard_in }),
        1 => proptest::option::of(fault()).prop_map(|finding| Evidence::Probe { finding: finding.map_or(Ok(()), Err) }),
    ]
}

fn observation() -> impl Strategy<Value = Observation> {
    let source = prop_oneof![Just(Source::Reserve), (0..FEEDS).prop_map(|feed| Source::Feed(FeedId(feed)))];
    prop_oneof![
        4 => Just(Observation::Tick),
        20 => (0..FEEDS + 1, any::<bool>(), evidence()).prop_map(|(feed, on_air, evidence)| {
            let via = if on_air { Via::OnAir } else { Via::Attempt };
            Observation::Feed { feed: FeedId(feed), via, evidence }
        }),
        3 => source.prop_map(|to| Observation::Switched { to }),
        1 => Just(Observation::LinkUp),
        1 => Just(Observation::TryNow),
        1 => any::<bool>().prop_map(Observation::StayOffline),
        1 => Just(Observation::Resumed),
        1 => Just(Observation::HeldUp),
        1 => any::<bool>().prop_map(Observation::Drill),
    ]
}

fn settings() -> impl Strategy<Value = Settings> {
    let return_ = prop_oneof![Just(Return::TrackEnd), Just(Return::Now), Just(Return::Manual)];
    (return_, any::<bool>(), length(), length(), length(), any::<bool>()).prop_map(
        |(return_, fast, probation, buffer, dead_air, noise)| {
            let start = if fast { Start::Fast } else { Start::Full };
            Settings { start, return_, probation, buffer, dead_air, noise }
        },
    )
}

/// Pauses between observations, in milliseconds, mostly short.
fn pause() -> impl Strategy<Value = u64> {
    prop_oneof![10 => 0u64..1500, 2 => 0u64..20_000, 1 => 0u64..8_000_000]
}

type Tale = Vec<(u64, Observation)>;

fn tale() -> impl Strategy<Value = Tale> {
    proptest::collection::vec((pause(), observation()), 1..200)
}

fn check(machine: &Machine, plan: &Plan, now: Now) -> Result<(), TestCaseError> {
    prop_assert!(plan.wake_at.is_none_or(|wake| wake > now), "wakes in the past: {plan:?}");
    if let Source::Feed(feed) = plan.on_air {
        let health = machine.health(feed);
        let dialled = plan.connect.iter().any(|(dialled, _)| *dialled == feed);
        // An attempt is put on air only in good health; what sounds may stay while in doubt.
        let may_sound = health == Health::Healthy || (matches!(health, Health::Suspect { .. }) && !dialled);
        prop_assert!(may_sound, "{health:?} on air: {plan:?}");
    }
    let mut feeds: Vec<FeedId> = plan.connect.iter().map(|(feed, _)| *feed).collect();
    feeds.dedup();
    prop_assert_eq!(feeds.len(), plan.connect.len(), "one attempt for each feed");
    if machine.is_offline() || machine.is_drill() {
        let leave = if machine.is_offline() { Leave::Now } else { Leave::AtEnd };
        prop_assert!(plan.connect.is_empty() && plan.on_air == Source::Reserve && plan.leave == leave);
    }
    Ok(())
}

/// Plays a tale with a mixer and conductor that do what is planned (sooner or later), and no person who meddles;
/// gives the moments of moves between feeds and reserve.
fn moves(settings: Settings, tale: &Tale) -> Vec<Now> {
    let mut machine = Machine::new(hosts(), settings, 5, Now::ZERO);
    let (mut now, mut heard, mut moves) = (Now::ZERO, Source::Reserve, Vec::new());
    for (pause, observation) in tale {
        now += Duration::from_millis(*pause);
        let plan = match observation {
            Observation::Feed { .. } | Observation::LinkUp => machine.step(now, observation.clone()),
            _ => machine.step(now, Observation::Tick),
        };
        let moved = matches!(observation, Observation::Switched { .. }) || plan.leave == Leave::Now;
        if moved && plan.on_air != heard {
            if heard == Source::Reserve || plan.on_air == Source::Reserve {
                moves.push(now);
            }
            heard = plan.on_air;
            machine.step(now, Observation::Switched { to: heard });
        }
    }
    moves
}

/// A stream that behaves for some seconds and is then lost, again and again: what moves a machine most.
fn flapping_tale() -> impl Strategy<Value = Tale> {
    let cycle = (1u64..120, 0u64..3000).prop_map(|(seconds, pause)| {
        let attempt = |evidence| Observation::Feed { feed: FeedId(0), via: Via::Attempt, evidence };
        let on_air = |evidence| Observation::Feed { feed: FeedId(0), via: Via::OnAir, evidence };
        let (buffered, decoded) = (Duration::from_secs(15), Duration::from_secs(8));
        let mut cycle = vec![(400, Observation::Tick), (pause, attempt(Evidence::Connected { mirror: 0 }))];
        for _ in 0..seconds {
            for via in [attempt, on_air] {
                cycle.push((500, via(Evidence::Flow { bytes: 9000, buffered, decoded })));
                cycle.push((0, via(Evidence::Decoded { length: Duration::from_secs(1) })));
            }
        }
        let lost = Evidence::Lost { fault: Fault::Reset { host: "radio".into() } };
        cycle.extend([
            (10, attempt(lost.clone())),
            (0, on_air(lost)),
            (10, Observation::Switched { to: Source::Reserve }),
        ]);
        cycle
    });
    proptest::collection::vec(cycle, 1..120).prop_map(|cycles| cycles.concat())
}

/// After the n-th loss in an hour the probation is 10 s × 2ⁿ⁻¹, at most 900 s. The sums are 10, 30, 70, 150, 310, 630,
/// 1270, 2170, 3070 and 3970 s, so a feed can come back at most ten times in an hour, and leave eleven times.
const MOST_MOVES: usize = 21 * FEEDS;

fn most_in_an_hour(moves: &[Now]) -> usize {
    let in_hour_from =
        |start: &Now| moves.iter().filter(|at| *at >= start && **at - *start < Duration::from_secs(3600)).count();
    moves.iter().map(in_hour_from).max().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn whatever_happens(settings in settings(), tale in tale()) {
        let mut machine = Machine::new(hosts(), settings, 5, Now::ZERO);
        let mut twin = machine.clone();
        let mut now = Now::ZERO;
        for (pause, observation) in tale {
            now += Duration::from_millis(pause);
            let plan = machine.step(now, observation.clone());
            check(&machine, &plan, now)?;
            prop_assert_eq!(&plan, &twin.step(now, observation), "the same evidence, another plan");
            prop_assert_eq!(machine.healths(), twin.healths());
        }
    }

    #[test]
    fn moves_are_bounded_for_arbitrary_evidence(tale in tale(), return_now in any::<bool>()) {
        let return_ = if return_now { Return::Now } else { Return::TrackEnd };
        let moves = moves(Settings { return_, ..Settings::default() }, &tale);
        prop_assert!(most_in_an_hour(&moves) <= MOST_MOVES, "{}", most_in_an_hour(&moves));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn moves_are_bounded_for_a_feed_that_flaps(tale in flapping_tale()) {
        let moves = moves(Settings { return_: Return::Now, ..Settings::default() }, &tale);
        prop_assert!(moves.len() > 1, "the tale moves something");
        prop_assert!(most_in_an_hour(&moves) <= MOST_MOVES / FEEDS, "{}", most_in_an_hour(&moves));
    }
}
