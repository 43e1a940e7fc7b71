//! Every codec and every manner of serving it, on air through the whole player.

use std::sync::{Arc, Mutex};

use segue::model::Source;
use segue::player::{Event, Snapshot};

use crate::lab::clip::Clip;
use crate::lab::media::TITLES;
use crate::lab::{Answer, FEED_HZ, Fault, Lab, Media, RESERVE_HZ, Setup, analyse};
use crate::studio::{FEED, RATE, SPEED, Studio, setup};

/// Half a minute on air, a reset, local music, and back: never silent, always at the right pitch.
fn on_air(media: Media) -> (Lab, Studio) {
    let lab = Lab::start_at_speed(media, SPEED);
    let studio = Studio::tuned_to(&lab);
    let (on_air, switches) = (studio.length(), studio.player.snapshot().switches);
    studio.pass(31.0);
    assert_eq!(studio.player.snapshot().switches, switches, "{}", studio.story());
    // Local music may have been first, and fades.
    assert_pitch(&studio.between(on_air + 5.0, on_air + 30.0));
    lab.set(Fault::Reset);
    studio.wait("rescue", 50.0, |studio| studio.on_air() == Some(Source::Reserve));
    lab.heal();
    studio.wait("return", 90.0, |studio| studio.on_air() == Some(FEED));
    studio.pass(8.0);
    assert_pitch(&studio.between(studio.length() - 3.0, studio.length() - 1.0));
    (lab, studio)
}

/// The lab's tone and no other, at most 1.2 % off (the buffer is steered by up to 1 %).
fn assert_pitch(sound: &[f32]) {
    let among: Vec<u32> = RESERVE_HZ.into_iter().chain([FEED_HZ, 220, 480, 882]).collect();
    for (heard, span) in analyse::programme(sound, RATE, &among) {
        assert!(heard == Some(FEED_HZ) || span.length < 0.11, "{heard:?} at {span:?}");
    }
    let second = RATE as usize * 2;
    for (at, part) in sound.chunks_exact(second).enumerate() {
        let rises = part.chunks_exact(2).zip(part.chunks_exact(2).skip(1)).filter(|(a, b)| a[0] < 0.0 && b[0] >= 0.0);
        let hz = rises.count() as f64;
        assert!((hz - f64::from(FEED_HZ)).abs() <= 0.012 * f64::from(FEED_HZ) + 1.0, "{hz} Hz in second {at}");
    }
}

#[test]
fn mp3() {
    on_air(Media::MP3).1.assert_unbroken(40.0);
}

#[test]
fn aac() {
    on_air(Media::AAC).1.assert_unbroken(40.0);
}

#[test]
fn wav() {
    on_air(Media::WAV).1.assert_unbroken(40.0);
}

/// New links every 8 s, each with a title of its own, and no seam between them.
fn chained(media: Media) -> Studio {
    let (_lab, studio) = on_air(media);
    let titles = feed_titles(&studio.said());
    for pair in titles.iter().take(4).collect::<Vec<_>>().windows(2) {
        let place = TITLES.iter().position(|title| title == pair[0]).expect("a title of the lab");
        assert_eq!(*pair[1], TITLES[(place + 1) % TITLES.len()], "{titles:?}");
    }
    assert!(titles.len() >= 5, "{titles:?}\n{}", studio.story());
    studio
}

/// All titles of the feed as they came, each once.
fn feed_titles(said: &[Event]) -> Vec<String> {
    let titles = said.iter().filter_map(|event| match event {
        Event::Track { source, title, artist, .. } if *source == FEED => {
            Some(artist.as_ref().map_or(title.clone(), |artist| format!("{artist} - {title}")))
        }
        _ => None,
    });
    titles.collect()
}

#[test]
fn ogg_vorbis() {
    chained(Media::VORBIS).assert_unbroken(40.0);
}

#[test]
fn ogg_opus() {
    chained(Media::OPUS).assert_unbroken(40.0);
}

#[test]
fn ogg_flac() {
    chained(Media::FLAC).assert_unbroken(40.0);
}

#[cfg(feature = "fdk-aac")]
#[test]
fn he_aac() {
    let frames: [&[u8]; 2] = [
        include_bytes!("../src/audio/decoder/tests/he-aac-v1.aac"),
        include_bytes!("../src/audio/decoder/tests/he-aac-v2.aac"),
    ];
    for file in frames {
        let clip = Some(Arc::new(Clip::frames(file, 24, 24.0 * 2048.0 / 44_100.0)));
        let lab = Lab::with(Setup { clip, speed: SPEED, ..Setup::new(Media::AAC) });
        let studio = Studio::tuned_to(&lab);
        let (on_air, switches) = (studio.length(), studio.player.snapshot().switches);
        studio.pass(31.0);
        let heard = studio.between(on_air + 2.0, on_air + 30.0);
        let loud = |hz: f64| analyse::amplitude(&heard[..RATE as usize], RATE, hz);
        // Steering may move the tone by up to 10 Hz, which half a second can tell.
        let loudest = (-12..=2).map(|off| loud(1000.0 + f64::from(off))).fold(0.0, f64::max);
        assert!(loudest > 0.05 && loudest > 4.0 * loud(500.0), "{loudest}");
        assert_eq!(studio.player.snapshot().switches, switches, "{}", studio.story());
        // The loop itself has a seam.
        studio.assert_no_dead_air(30.0);
    }
}

/// The feed's part of the picture.
fn feed(snapshot: &Snapshot) -> (Option<String>, Option<u32>, Option<String>) {
    let feed = &snapshot.feeds[0];
    (feed.station.clone(), feed.bitrate, feed.codec.clone())
}

/// However the stream is wrapped and answered, it is found, named, and sounds.
fn served(answer: Answer, route: Option<&str>) {
    let lab = Lab::with(Setup { answer, speed: SPEED, ..Setup::new(Media::MP3) });
    let url = route.map_or(lab.url(), |route| lab.address(route));
    let (setup, folder) = setup(&[&url], 60);
    let studio = Studio::start(setup, folder);
    studio.wait("the feed on air", 20.0, |studio| studio.on_air() == Some(FEED));
    studio.pass(10.0);
    let (station, bitrate, codec) = feed(&studio.player.snapshot());
    assert_eq!((station.as_deref(), bitrate), (Some("The Lab"), Some(128)));
    assert!(codec.is_some_and(|codec| codec.to_lowercase().contains("mp3")), "{}", studio.story());
    assert!(feed_titles(&studio.said()).iter().all(|title| TITLES.contains(&title.as_str())), "{}", studio.story());
    assert!(!feed_titles(&studio.said()).is_empty(), "{}", studio.story());
    lab.set(Fault::Reset);
    studio.wait("rescue", 50.0, |studio| studio.on_air() == Some(Source::Reserve));
    studio.assert_unbroken(9.0);
}

#[test]
fn an_m3u_leads_to_the_stream() {
    served(Answer::Icecast, Some("/radio.m3u"));
}

#[test]
fn a_pls_leads_to_the_stream() {
    served(Answer::Icecast, Some("/radio.pls"));
}

#[test]
fn a_redirect_is_followed() {
    served(Answer::Icecast, Some("/moved"));
}

#[test]
fn shoutcast_is_understood() {
    served(Answer::Shoutcast, None);
}

#[test]
fn chunks_are_joined() {
    served(Answer::Chunked, None);
}

/// A title is told when its music is heard, seconds after it was received.
#[test]
fn titles_are_told_when_they_are_heard() {
    let lab = Lab::with(Setup { metaint: Some(2000), speed: SPEED, ..Setup::new(Media::MP3) });
    let studio = Studio::tuned_to(&lab);
    let changes = Mutex::new(Vec::<(String, f64)>::new());
    studio.wait("four titles", 45.0, |studio| {
        let on_air = studio.player.snapshot().on_air.clone();
        let mut changes = changes.lock().unwrap();
        let new = changes.last().is_none_or(|(title, _)| *title != on_air.title) && on_air.title != "The Lab";
        if new && TITLES.contains(&on_air.title.as_str()) {
            changes.push((on_air.title, on_air.elapsed.as_secs_f64()));
        }
        changes.len() == 4
    });
    let changes = changes.into_inner().unwrap();
    let names: Vec<&str> = changes.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(names, [TITLES[0], TITLES[1], TITLES[2], TITLES[0]]);
    // The lab's programme began some seconds at most before the player came, so the second title comes some seconds into
    // what it heard, and the next ones a title's length after that. Told when received, all would come 8 s too early.
    assert!((2.0..9.0).contains(&changes[1].1), "{changes:?}");
    for pair in changes[1..].windows(2) {
        assert!((7.0..9.0).contains(&(pair[1].1 - pair[0].1)), "{changes:?}");
    }
    let told = feed_titles(&studio.said());
    assert_eq!(told[..4], TITLES.iter().cycle().take(4).map(|title| title.to_string()).collect::<Vec<_>>());
}
