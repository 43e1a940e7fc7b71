//! What rescues a feed goes with what the feed played, and is cued without a gap in readiness.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use segue::failover::{Return, Settings};
use segue::model::{Feed, Lineup, Reserve, ReserveSource, Source, Track};
use segue::player::{Setup, Tuning};
use segue::reserve::{About, Means, Order, Shelf};
use segue::store::music::Sound;

use crate::lab::{self, FEED_HZ, Fault, Lab, Media, RESERVE_HZ, analyse, wav};
use crate::studio::{FEED, RATE, SPEED, Studio};

/// The tone of the one track that fits, and that of all others.
const FITS: u32 = RESERVE_HZ[2];
const OTHER: u32 = RESERVE_HZ[0];

/// A library of twenty tracks; one is by the artist that the feed plays.
struct Library(PathBuf);

impl Library {
    fn made_in(folder: &Path) -> Self {
        for n in 0..20 {
            let hz = if n == 13 { FITS } else { OTHER };
            wav::sine_wav(&folder.join(format!("{n}.wav")), hz.into(), 60.0, RATE, 2).unwrap();
        }
        Self(folder.to_owned())
    }
}

impl Shelf for Library {
    fn each(&self, _: &ReserveSource, track: &mut dyn FnMut(Track)) -> Result<(), String> {
        for n in 0..20 {
            let artist = if n == 13 { "Nina Simone".to_owned() } else { format!("artist {n}") };
            let duration = Some(Duration::from_secs(60));
            let path = self.0.join(format!("{n}.wav"));
            track(Track { artist: Some(artist), duration, ..Track::from_path(path) });
        }
        Ok(())
    }

    fn sound(&self, _: &Path) -> Option<Sound> {
        None
    }

    fn about(&self, _: &str) -> Option<About> {
        None
    }

    fn version(&self) -> u64 {
        0
    }
}

/// On air with a feed whose title names the artist.
fn tuned() -> (Lab, Studio) {
    let lab = Lab::with(lab::Setup {
        titles: vec!["Nina Simone - Sinnerman".to_owned()],
        speed: SPEED,
        ..lab::Setup::new(Media::MP3)
    });
    let folder = tempfile::tempdir().unwrap();
    let library = Library::made_in(folder.path()).0;
    let feed = Feed { name: "radio".into(), urls: vec![lab.url().parse().unwrap()] };
    let setup = Setup {
        lineup: Lineup { feeds: vec![feed], reserve: Reserve { sources: vec![ReserveSource::Library] } },
        reserve: Means {
            order: Order::Rotated { seed: fastrand::u64(..) },
            shelves: Some(Arc::new(move || Ok(Box::new(Library(library.clone()))))),
            ..Means::default()
        },
        tuning: Tuning { failover: Settings { return_: Return::Now, ..Settings::default() }, ..Tuning::default() },
        clock: segue::clock::Clock::at_speed(SPEED),
        ..Setup::default()
    };
    let studio = Studio::start(setup, folder);
    studio.wait("the feed on air", 20.0, |studio| studio.on_air() == Some(FEED));
    (lab, studio)
}

/// What is heard when the feed fails.
fn rescue(lab: &Lab, studio: &Studio) -> u32 {
    lab.set(Fault::Reset);
    studio.wait("rescue", 50.0, |studio| studio.on_air() == Some(Source::Reserve));
    studio.pass(15.0);
    let heard = studio.assert_no_dead_air(20.0);
    let runs = analyse::programme(&heard, RATE, &[FEED_HZ, FITS, OTHER]);
    runs.iter().rev().filter(|(_, span)| span.length > 0.5).find_map(|(hz, _)| *hz).expect("a tone")
}

#[test]
fn the_artist_on_air_comes_in_when_the_feed_fails() {
    let (lab, studio) = tuned();
    studio.wait("what fits, cued", 20.0, |studio| studio.player.snapshot().next.as_deref() == Some("Nina Simone – 13"));
    assert_eq!(rescue(&lab, &studio), FITS, "{}", studio.story());
}

/// At the very moment at which one gives way to the other.
#[test]
fn a_fault_while_what_fits_is_being_cued_is_bridged() {
    for _ in 0..4 {
        let (lab, studio) = tuned();
        studio.pass(fastrand::f64() * 2.0);
        rescue(&lab, &studio);
    }
}
