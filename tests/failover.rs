//! Every fault of the lab, at random moments: no dead air, no click, and back by itself.

use std::time::Duration;

use segue::model::Source;
use segue::player::Event;

use crate::lab::{Fault, Lab, Media, NO_SUCH_HOST};
use crate::studio::{FEED, SPEED, Studio, setup, some_moment};

/// Time for the buffer to run out, the fault to be heard, and the rescue to come.
const RESCUED: f64 = 50.0;
/// A retry, the probation of a feed that has failed twice, and the buffer.
const BACK: f64 = 90.0;

/// The feed is on air and suffers the fault: once in mid-stream, once in the very fade that brings it back. Each time
/// it is rescued, healed, and comes back.
fn suffers(fault: Fault) {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let studio = Studio::tuned_to(&lab);
    studio.pass(some_moment(12.0));
    for _ in 0..2 {
        lab.set(fault.clone());
        studio.wait("rescue", RESCUED, |studio| studio.on_air() == Some(Source::Reserve));
        studio.pass(some_moment(8.0));
        lab.heal();
        studio.wait("return", BACK, |studio| studio.on_air() == Some(FEED));
        studio.pass(some_moment(4.0));
    }
    studio.pass(5.0);
    studio.assert_unbroken(30.0);
    let told = studio.said().iter().filter(|event| matches!(event, Event::Down { .. })).count();
    assert!(told >= 2, "the second time is told like the first:\n{}", studio.story());
}

/// The fault is there before the player is: local music sounds at once, and the feed comes when it can.
fn is_met_at_the_start(fault: Fault) {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    lab.set(fault);
    let (setup, folder) = setup(&[&lab.url()], 9);
    let studio = Studio::start(setup, folder);
    studio.wait("local music", 8.0, |studio| studio.on_air() == Some(Source::Reserve));
    studio.pass(20.0 + some_moment(9.0));
    lab.heal();
    studio.wait("the feed", BACK, |studio| studio.on_air() == Some(FEED));
    studio.pass(5.0);
    studio.assert_unbroken(25.0);
}

/// The fault is none: the feed stays on air.
fn is_borne(fault: Fault) {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let studio = Studio::tuned_to(&lab);
    studio.pass(some_moment(12.0));
    lab.set(fault);
    let before = studio.player.snapshot().switches;
    studio.pass(60.0);
    assert_eq!(studio.player.snapshot().switches, before, "{}", studio.story());
    // The seam between two rates is the station's own, and not smooth.
    studio.assert_no_dead_air(55.0);
}

macro_rules! faults {
    ($manner:ident: $($name:ident => $fault:expr;)*) => {
        mod $manner {
            use super::*;
            $(
                #[test]
                fn $name() {
                    super::$manner($fault);
                }
            )*
        }
    };
}

const fn s(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

faults! { suffers:
    refused => Fault::Refuse;
    a_black_hole => Fault::Blackhole;
    unanswered_syns => Fault::DropSyn;
    headers_that_never_end => Fault::HeadersEndless;
    headers_cut_off => Fault::HeadersCut;
    another_protocol => Fault::NotHttp;
    not_found => Fault::status(404);
    too_many_requests => Fault::Status { code: 429, retry_after: Some(1) };
    unavailable => Fault::status(503);
    a_login_page => Fault::LoginPage;
    a_redirect_to_a_login_page => Fault::LoginRedirect;
    a_circle_of_redirects => Fault::RedirectLoop;
    a_stall => Fault::Stall;
    a_reset => Fault::Reset;
    a_clean_end => Fault::End;
    a_frame_cut_short => Fault::Truncate;
    a_trickle => Fault::Trickle(0.4);
    bursts_and_stalls => Fault::BurstStall { burst: 2.0, pause: s(8) };
    garbage => Fault::Garbage;
    a_web_page_in_mid_stream => Fault::Html;
    another_codec => Fault::CodecChange;
    digital_silence => Fault::Silence;
    noise => Fault::Noise;
}

faults! { is_met_at_the_start:
    refused => Fault::Refuse;
    a_black_hole => Fault::Blackhole;
    unanswered_syns => Fault::DropSyn;
    headers_that_never_come => Fault::HeadersNever;
    unauthorized => Fault::status(401);
    forbidden => Fault::status(403);
    broken_inside => Fault::status(500);
    a_login_page => Fault::LoginPage;
    a_stall => Fault::Stall;
    garbage => Fault::Garbage;
    digital_silence => Fault::Silence;
}

faults! { is_borne:
    jitter => Fault::Jitter { mean: Duration::from_millis(300), dev: Duration::from_millis(200), loss: 0.05 };
    another_rate => Fault::RateChange;
    a_slow_answer_to_others => Fault::SlowHeaders(s(5));
}

#[test]
fn a_name_that_does_not_resolve_is_bridged() {
    let (setup, folder) = setup(&[NO_SUCH_HOST], 9);
    let studio = Studio::start(setup, folder);
    studio.pass(30.0);
    assert_eq!(studio.on_air(), Some(Source::Reserve));
    studio.assert_unbroken(25.0);
}

#[test]
fn of_two_mirrors_the_living_one_is_heard() {
    let (dead, alive) = (Lab::start_at_speed(Media::MP3, SPEED), Lab::start_at_speed(Media::MP3, SPEED));
    dead.set(Fault::Blackhole);
    let (setup, folder) = setup(&[&format!("{} {}", dead.url(), alive.url())], 30);
    let studio = Studio::start(setup, folder);
    studio.wait("the feed", 10.0, |studio| studio.on_air() == Some(FEED));
    studio.pass(10.0);
    studio.assert_unbroken(8.0);
}

#[test]
fn the_second_feed_stands_in_for_the_first() {
    let (first, second) = (Lab::start_at_speed(Media::MP3, SPEED), Lab::start_at_speed(Media::MP3, SPEED));
    let (setup, folder) = setup(&[&first.url(), &second.url()], 30);
    let studio = Studio::start(setup, folder);
    let feed = |n| Some(Source::Feed(segue::model::FeedId(n)));
    studio.wait("the first feed", 10.0, |studio| studio.on_air() == feed(0));
    studio.pass(some_moment(10.0));
    first.set(Fault::Refuse);
    studio.wait("the second feed", BACK, |studio| studio.on_air() == feed(1));
    first.heal();
    studio.wait("the first feed again", BACK, |studio| studio.on_air() == feed(0));
    studio.pass(5.0);
    studio.assert_unbroken(20.0);
}
