//! On what terms a feed comes on air and leaves it: settings, commands, secrets, certificates, a server without a burst.

use segue::failover::{Return, Settings, Start};
use segue::fault::{Fault as Told, TlsFault};
use segue::model::Source;
use segue::player::{Command, Event};

use crate::lab::{Fault, Lab, Media, Setup as LabSetup, TlsKind};
use crate::studio::{FEED, SPEED, Studio, setup};

/// A player with these terms and a reserve of tracks of so many seconds.
fn on_terms(lab: &Lab, failover: Settings, seconds: u32) -> Studio {
    let (mut setup, folder) = setup(&[&lab.url()], seconds);
    setup.tuning.failover = failover;
    Studio::start(setup, folder)
}

fn returning(return_: Return) -> Settings {
    Settings { return_, ..Settings::default() }
}

#[test]
fn a_full_start_waits_for_a_full_buffer() {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let studio = on_terms(&lab, Settings { start: Start::Full, ..Settings::default() }, 60);
    studio.wait("local music", 3.0, |studio| studio.on_air() == Some(Source::Reserve));
    let waited = studio.wait("the feed", 40.0, |studio| studio.on_air() == Some(FEED));
    assert!(waited > 5.0, "15 s of sound after {waited} s, of which 4 come at once");
    let buffered = studio.player.snapshot().feeds[0].buffered;
    assert!(buffered.as_secs_f64() > 12.0, "{buffered:?}");
    studio.pass(6.0);
    studio.assert_unbroken(15.0);
}

/// A feed that was away comes back at a local track's end and not before.
#[test]
fn a_return_at_the_tracks_end_cuts_no_track() {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let studio = on_terms(&lab, returning(Return::TrackEnd), 30);
    studio.wait("the feed", 10.0, |studio| studio.on_air() == Some(FEED));
    studio.pass(3.0);
    lab.set(Fault::Reset);
    studio.wait("rescue", 50.0, |studio| studio.on_air() == Some(Source::Reserve));
    lab.heal();
    let mut last = 0.0;
    let began = studio.clock.now();
    while studio.on_air() != Some(FEED) {
        let on_air = studio.player.snapshot().on_air.clone();
        if on_air.source == Source::Reserve {
            last = on_air.elapsed.as_secs_f64();
        }
        assert!((studio.clock.now() - began).as_secs() < 90, "no return: {}", studio.story());
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    assert!(last > 30.0 - 5.0, "left at {last} s of a track of 30 s: {}", studio.story());
    studio.pass(6.0);
    studio.assert_unbroken(35.0);
}

#[test]
fn a_manual_return_waits_for_a_person() {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let studio = on_terms(&lab, returning(Return::Manual), 9);
    studio.wait("the feed", 10.0, |studio| studio.on_air() == Some(FEED));
    lab.set(Fault::Reset);
    studio.wait("rescue", 50.0, |studio| studio.on_air() == Some(Source::Reserve));
    lab.heal();
    studio.wait("health", 60.0, |studio| {
        studio.said().iter().any(|event| matches!(event, Event::Up { outage_s: Some(_), .. }))
    });
    studio.pass(25.0);
    assert_eq!(studio.on_air(), Some(Source::Reserve), "{}", studio.story());
    studio.player.send(Command::TryNow);
    studio.wait("return", 12.0, |studio| studio.on_air() == Some(FEED));
    studio.pass(6.0);
    studio.assert_unbroken(40.0);
}

#[test]
fn staying_offline_leaves_the_network_alone() {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let studio = on_terms(&lab, returning(Return::TrackEnd), 60);
    studio.wait("the feed", 10.0, |studio| studio.on_air() == Some(FEED));
    studio.pass(5.0);
    studio.player.send(Command::StayOffline(true));
    studio.wait("local music", 5.0, |studio| studio.on_air() == Some(Source::Reserve));
    studio.pass(8.0);
    let (asked, open) = (lab.connections(), lab.open_connections());
    assert_eq!(open, 0);
    studio.pass(20.0);
    assert_eq!(lab.connections(), asked);
    assert!(studio.player.snapshot().offline);
    studio.player.send(Command::StayOffline(false));
    studio.wait("return", 30.0, |studio| studio.on_air() == Some(FEED));
    studio.pass(6.0);
    studio.assert_unbroken(40.0);
}

/// They are sent, and then never seen again: not in good times, nor when the server refuses them.
#[test]
fn a_password_is_sent_and_never_shown() {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let url = lab.url().replace("http://", "http://karla:geheim@") + "?token=verborgen";
    let (setup, folder) = setup(&[&url], 20);
    let studio = Studio::start(setup, folder);
    studio.wait("the feed", 10.0, |studio| studio.on_air() == Some(FEED));
    // "karla:geheim" in base 64
    let asked = lab.requests();
    assert_eq!(asked[0].header("authorization"), Some("Basic a2FybGE6Z2VoZWlt"));
    assert!(asked[0].path.ends_with("?token=verborgen"));
    let mut shown = vec![picture(&studio)];
    for fault in [Fault::status(401), Fault::status(503), Fault::Reset, Fault::LoginPage, Fault::RedirectLoop] {
        lab.set(fault);
        studio.pass(6.0);
        shown.push(picture(&studio));
    }
    studio.wait("rescue", 50.0, |studio| studio.on_air() == Some(Source::Reserve));
    shown.push(picture(&studio));
    for picture in shown {
        let secret =
            ["geheim", "verborgen", "karla", "a2FybGE6Z2VoZWlt"].into_iter().find(|word| picture.contains(word));
        assert_eq!(secret, None, "{picture}");
    }
}

/// All that is to be seen of a player, in every manner of writing.
fn picture(studio: &Studio) -> String {
    let snapshot = studio.player.snapshot();
    let events = studio.said();
    let lines: Vec<_> = events.iter().filter_map(Event::line).collect();
    let json = (serde_json::to_string(&*snapshot).unwrap(), serde_json::to_string(&events).unwrap());
    format!("{json:?} {snapshot:?} {events:?} {lines:?}")
}

/// A certificate that is not to be trusted is a fault with a name, and local music plays.
fn is_refused(kind: TlsKind, why: TlsFault) {
    let lab = Lab::with(LabSetup { tls: Some(kind), speed: SPEED, ..LabSetup::new(Media::MP3) });
    let (mut setup, folder) = setup(&[&lab.url()], 20);
    setup.authorities = Some(Lab::ca_pem());
    let studio = Studio::start(setup, folder);
    studio.wait("the fault", 20.0, |studio| {
        studio.said().iter().any(|event| match event {
            Event::Down { fault: Told::Tls { why: told, .. }, sentence, remedy, .. } => {
                *told == why && !sentence.is_empty() && !remedy.is_empty()
            }
            _ => false,
        })
    });
    studio.wait("local music", 5.0, |studio| studio.on_air() == Some(Source::Reserve));
    studio.pass(10.0);
    assert_eq!(studio.on_air(), Some(Source::Reserve));
    assert!(lab.requests().is_empty());
    studio.assert_unbroken(8.0);
}

#[test]
fn an_expired_certificate_is_refused() {
    is_refused(TlsKind::Expired, TlsFault::Expired);
}

#[test]
fn a_certificate_of_the_future_is_refused() {
    is_refused(TlsKind::NotYetValid, TlsFault::NotYetValid);
}

#[test]
fn anothers_certificate_is_refused() {
    is_refused(TlsKind::WrongHost, TlsFault::WrongHost);
}

#[test]
fn a_strangers_certificate_is_refused() {
    is_refused(TlsKind::Untrusted, TlsFault::Untrusted);
}

#[test]
fn a_good_certificate_of_an_own_authority_is_trusted() {
    let lab = Lab::with(LabSetup { tls: Some(TlsKind::Good), speed: SPEED, ..LabSetup::new(Media::MP3) });
    let (mut setup, folder) = setup(&[&lab.url()], 20);
    setup.authorities = Some(Lab::ca_pem());
    let studio = Studio::start(setup, folder);
    studio.wait("the feed", 20.0, |studio| studio.on_air() == Some(FEED));
    studio.pass(5.0);
    lab.set(Fault::Reset);
    studio.wait("rescue", 50.0, |studio| studio.on_air() == Some(Source::Reserve));
    studio.assert_unbroken(5.0);
}

/// A paused stream goes on unheard, and what befalls it is bridged by the time the pause ends.
#[test]
fn a_pause_hides_a_stream_and_its_faults() {
    let lab = Lab::start_at_speed(Media::MP3, SPEED);
    let studio = on_terms(&lab, returning(Return::Now), 60);
    studio.wait("the feed", 10.0, |studio| studio.on_air() == Some(FEED));
    studio.pass(4.0);
    let pause = |paused| {
        studio.player.send(Command::Pause(paused));
        studio.pass(1.0);
    };
    let switches = studio.player.snapshot().switches;
    pause(true);
    studio.pass(20.0);
    pause(false);
    assert_eq!((studio.on_air(), studio.player.snapshot().switches), (Some(FEED), switches), "{}", studio.story());
    pause(true);
    lab.set(Fault::Stall);
    studio.pass(40.0);
    pause(false);
    let heard = studio.between(studio.length() - 0.6, studio.length());
    assert!(crate::lab::analyse::rms(&heard) > 0.05, "{}", studio.story());
    assert_eq!(studio.on_air(), Some(Source::Reserve), "{}", studio.story());
    lab.heal();
    studio.wait("return", 90.0, |studio| studio.on_air() == Some(FEED));
    studio.pass(5.0);
    let pauses = crate::lab::analyse::dead_air(&studio.heard(), crate::studio::RATE);
    let pauses = pauses.iter().filter(|span| span.start > 3.0).count();
    assert_eq!((pauses, studio.player.snapshot().dead_air), (2, std::time::Duration::ZERO));
}

/// Without a burst at the start there are only one or two seconds in hand: the hardest case for everything that has
/// to be seen before it is heard. Each codec once, at another moment each.
fn befalls_the_young(fault: Fault) {
    let codecs = [Media::MP3, Media::AAC, Media::VORBIS, Media::OPUS];
    for (media, moment) in codecs.into_iter().zip([2.0, 2.7, 3.4, 4.0]) {
        let lab = Lab::with(LabSetup { burst: 0, speed: YOUNG, ..LabSetup::new(media) });
        let (mut setup, folder) = setup(&[&lab.url()], 60);
        setup.clock = segue::clock::Clock::at_speed(YOUNG);
        let studio = Studio::start(setup, folder);
        studio.wait("the feed", 20.0, |studio| studio.on_air() == Some(FEED));
        studio.pass(moment + crate::studio::some_moment(0.6));
        lab.set(fault.clone());
        studio.wait("rescue", 20.0, |studio| studio.on_air() == Some(Source::Reserve));
        studio.pass(5.0);
        // Junk that looks like a frame is decoded like one: with so little in hand a crackle of it may be heard.
        match fault {
            Fault::Garbage | Fault::Html => drop(studio.assert_no_dead_air(7.0)),
            _ => studio.assert_unbroken(7.0),
        }
    }
}

/// Slower than the other tests: at a busy moment the machine, not the player, would be late.
const YOUNG: f64 = 4.0;

#[test]
fn a_young_stream_falls_silent() {
    befalls_the_young(Fault::Silence);
}

#[test]
fn a_young_stream_stalls() {
    befalls_the_young(Fault::Stall);
}

#[test]
fn a_young_stream_is_reset() {
    befalls_the_young(Fault::Reset);
}

#[test]
fn a_young_stream_turns_to_garbage() {
    befalls_the_young(Fault::Garbage);
}

#[test]
fn a_young_stream_ends() {
    befalls_the_young(Fault::End);
}

#[test]
fn a_young_stream_is_cut_in_a_frame() {
    befalls_the_young(Fault::Truncate);
}

#[test]
fn a_young_stream_becomes_a_web_page() {
    befalls_the_young(Fault::Html);
}

#[test]
fn a_young_stream_trickles() {
    befalls_the_young(Fault::Trickle(0.3));
}
