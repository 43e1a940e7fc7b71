//! A window without a screen, over a player that is none and a library that is there: for the tests of views.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crossbeam_channel::{Sender, unbounded};
use egui::Context;
use egui_kittest::Harness;
use tempfile::TempDir;

use super::app::{Means, Window};
use super::librarian::Librarian;
use super::pictures::{Decode, Pictures, Size, Thumb};
use super::place::Page;
use super::theme::{Look, install_fonts};
use super::words::Words;
use crate::failover::Health;
use crate::fault::Fault;
use crate::library::Place;
use crate::model::{FeedId, Location, Source, Track};
use crate::player::{Command, Event, FeedView, Happened, OutageView, Puppet, QueueView, Snapshot, State, Tuning};
use crate::store::music::{Change, Song, Stamp, Writer};

/// The stage: [`Harness`] to click and look, puppet to say what plays, library to show.
pub struct Stage {
    pub harness: Harness<'static, Option<Window>>,
    pub puppet: Puppet,
    pub now: Snapshot,
    pub place: Place,
    /// The settings file.
    pub config_file: PathBuf,
    events: Sender<Happened>,
    opened: Arc<Mutex<Vec<String>>>,
    _folder: TempDir,
}

/// What a stage is built of.
pub struct Set {
    pub page: Page,
    pub songs: usize,
    pub size: [f32; 2],
    pub look: Look,
    pub language: &'static str,
    /// Japanese, Arabic … without the system's fonts: boxes are allowed.
    pub boxes: bool,
    /// What is in the settings file; empty: there is none.
    pub config: &'static str,
}

impl Default for Set {
    fn default() -> Self {
        Self {
            page: Page::Home,
            songs: 60,
            size: [1180.0, 780.0],
            look: Look::Dark,
            language: "en",
            boxes: false,
            config: "",
        }
    }
}

impl Stage {
    /// With 60 songs of 5 albums by 5 artists, and nothing playing.
    pub fn new(page: Page) -> Self {
        Self::of(Set { page, ..Set::default() })
    }

    pub fn of(set: Set) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::at(folder.path()).unwrap();
        if set.songs > 0 {
            fill(&place, set.songs);
        }
        let now = Snapshot::starting(48_000);
        let (puppet, remote) = Puppet::new(now.clone());
        let (events, heard) = unbounded();
        let config_file = folder.path().join("config.toml");
        let mut config = read_config(&config_file, set.config);
        config.window.look = set.look;
        let config = Arc::new(config);
        let opened = Arc::<Mutex<Vec<String>>>::default();
        let (in_file, shown) = (config_file.clone(), opened.clone());
        let (in_place, language, page) = (place.clone(), set.language, set.page);
        let means = move |context: &Context| Means {
            remote,
            events: heard,
            config,
            config_file: Some(in_file),
            browser: Arc::new(move |address: &str| {
                shown.lock().unwrap().push(address.to_owned());
                Ok(())
            }),
            librarian: Librarian::at_once(Some(in_place), context.clone()),
            pictures: Pictures::start(&painter(), context.clone()).unwrap(),
            tuning: |config| Tuning {
                crossfade: config.audio.crossfade,
                failover: failover(config),
                ..Tuning::default()
            },
            notify_songs: Arc::default(),
            trace: Arc::new(|_, _| Some((0..600).map(|column: u32| hill(column)).collect())),
            words: Words::new(&[language.to_owned()]),
        };
        let mut means = Some(means);
        let mut builder = Harness::builder().with_size(set.size).with_max_steps(32).with_context_setup(install_fonts);
        if set.boxes {
            builder = builder.allow_missing_glyphs();
        }
        let draw = move |ui: &mut egui::Ui, window: &mut Option<Window>| {
            let window = window.get_or_insert_with(|| {
                let mut window = Window::new((means.take().unwrap())(ui.ctx()), ui.ctx());
                window.go(page.clone());
                window
            });
            window.logic(ui.ctx());
            window.ui(ui);
        };
        let harness = builder.build_ui_state(draw, None);
        let mut stage = Self { harness, puppet, now, place, config_file, events, opened, _folder: folder };
        stage.settle();
        stage
    }

    /// Draws until nothing changes any more, covers included.
    pub fn settle(&mut self) {
        for _ in 0..3 {
            self.harness.run_steps(4);
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Changes what the player shows.
    pub fn show(&mut self, change: impl FnOnce(&mut Snapshot)) {
        change(&mut self.now);
        self.puppet.show(self.now.clone());
        self.settle();
    }

    /// A queue of `count` songs plays, the first of them.
    pub fn playing(mut self, count: usize) -> Self {
        let tracks: Arc<[Arc<Track>]> = (0..count).map(|index| Arc::new(song(index).1)).collect();
        self.show(|now| {
            now.state = State::Playing;
            now.on_air.source = Source::Reserve;
            now.on_air.name = "queue".into();
            if let Some(track) = tracks.first() {
                (now.on_air.title, now.on_air.artist, now.on_air.album) =
                    (track.title.clone(), track.artist.clone(), track.album.clone());
                (now.on_air.track, now.on_air.duration) = (Some(track.clone()), track.duration);
            }
            now.on_air.elapsed = Duration::from_secs(83);
            now.next = tracks.get(1).map(|track| track.label());
            now.queue = QueueView { length: tracks.len(), tracks, position: Some(0), ..QueueView::default() };
            now.output.device = Some("Built-in Audio".into());
            now.reserve.sentence = "31 h 20 min ready, verified 02:10".into();
            now.reserve.total = Duration::from_secs(31 * 3600 + 1200);
            now.reserve.left = now.reserve.total;
        });
        self
    }

    /// The station has failed half an hour ago; the reserve plays.
    pub fn in_outage(mut self) -> Self {
        let fault = Fault::Stalled { host: "radio.example".into() };
        let ago = Duration::from_secs(1800);
        self.show(|now| {
            now.outage = Some(OutageView {
                feed: "Radio Example".into(),
                sentence: fault.sentence(),
                remedy: fault.remedy().to_owned(),
                fault: fault.clone(),
                since: jiff::Timestamp::now() - ago,
                lasting: ago,
                retry_in: Some(Duration::from_secs(12)),
            });
            now.feeds = vec![FeedView {
                id: FeedId(0),
                name: "Radio Example".into(),
                url: "https://radio.example/live".into(),
                health: Health::Down {
                    since: Duration::ZERO,
                    fault,
                    retry_at: Some(Duration::from_secs(12)),
                    attempts: 9,
                },
                on_air: false,
                station: None,
                title: None,
                bitrate: Some(128),
                codec: Some("mp3".into()),
                buffered: Duration::ZERO,
            }];
        });
        self
    }

    /// What was sent to the player since this was last asked.
    pub fn sent(&self) -> Vec<Command> {
        self.puppet.sent()
    }

    /// The player tells something.
    pub fn tell(&mut self, event: Event) {
        self.events.send(Happened { at: jiff::Timestamp::now(), event }).unwrap();
        self.settle();
    }

    /// The addresses that were shown in the browser.
    pub fn opened(&self) -> Vec<String> {
        self.opened.lock().unwrap().clone()
    }

    /// Something was changed behind the window's back.
    pub fn turn_page(&mut self) {
        self.harness.state().as_ref().unwrap().librarian.turn_page();
        self.settle();
    }

    /// Does what is in the list of all actions.
    pub fn perform(&mut self, action: super::actions::Action) {
        let context = self.harness.ctx.clone();
        self.harness.state_mut().as_mut().unwrap().perform(&context, vec![super::acts::Act::Do(action)]);
        self.settle();
    }

    /// Whether this page is shown.
    pub fn is_at(&self, page: &Page) -> bool {
        self.harness.state().as_ref().unwrap().trail.here() == page
    }

    /// Draws until something is so, but no longer than five seconds.
    pub fn wait_until(&mut self, so: impl Fn(&Self) -> bool) {
        for _ in 0..500 {
            if so(self) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
            self.harness.step();
        }
        panic!("it never came to be");
    }

    /// A picture of the window, written to `target/screens/NAME.png`, to be looked at; only if `SCREENS` is set, for it
    /// takes a drawing card, or a processor that has nothing else to do.
    pub fn photograph(&mut self, name: &str) {
        self.settle();
        if std::env::var_os("SCREENS").is_none() {
            return;
        }
        let folder =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from).join("screens");
        std::fs::create_dir_all(&folder).unwrap();
        self.harness.render().unwrap().save(folder.join(format!("{name}.png"))).unwrap();
    }
}

/// Enough of what a running player takes over to see that it does.
fn failover(config: &crate::config::Config) -> crate::failover::Settings {
    crate::failover::Settings { buffer: config.failover.buffer, ..Default::default() }
}

/// Writes the settings, and reads them as a player would.
fn read_config(file: &Path, text: &str) -> crate::config::Config {
    if text.is_empty() {
        return crate::config::Config::default();
    }
    std::fs::write(file, text).unwrap();
    crate::config::load(Some(file)).unwrap()
}

const ARTISTS: [&str; 5] = ["Nina Vale", "The Low Tides", "Kōji Mori", "Ana Lúcia", "Orkestar Zmaj"];
const ALBUMS: [&str; 5] = ["Harbour Lights", "Slow Water", "Paper Lanterns", "Manhã", "Northbound"];
const GENRES: [&str; 4] = ["Jazz", "Indie", "Ambient", "Folk"];

/// The song of this number, of 12 an album, and its row's facts.
pub fn song(index: usize) -> (Song, Track) {
    let album = index / 12;
    let artist = ARTISTS[album % 5];
    let name = match album {
        0..5 => ALBUMS[album].to_owned(),
        _ => format!("{} {}", ALBUMS[album % 5], album / 5 + 1),
    };
    let path = PathBuf::from(format!("/music/{artist}/{name}/{:02} Song {index}.flac", index % 12 + 1));
    let duration = Some(Duration::from_secs(150 + (index as u64 * 37) % 210));
    let title = format!("Song {index}");
    let song = Song {
        path: path.clone(),
        stamp: Stamp { size: 1, modified: 2, inode: index as u64 },
        title: Some(title.clone()),
        artists: vec![artist.into()],
        album: Some(name.clone()),
        album_artists: vec![artist.into()],
        genres: vec![GENRES[album % 4].into()],
        year: Some(1998 + (album % 25) as u16),
        number: Some((index % 12 + 1) as u16),
        duration,
        codec: "flac".into(),
        ..Song::default()
    };
    let track = Track {
        artist: Some(artist.into()),
        album: Some(name),
        genre: Some(GENRES[album % 4].into()),
        duration,
        ..Track::new(Location::File(path), title)
    };
    (song, track)
}

fn fill(place: &Place, songs: usize) {
    let (mut writer, _) = Writer::open(&place.index()).unwrap();
    writer.set_roots(&["/music".into()]).unwrap();
    let all: Vec<Change> = (0..songs).map(|index| Change::Put(Box::new(song(index).0))).collect();
    for batch in all.chunks(2_000) {
        writer.apply(batch).unwrap();
    }
    writer.close().unwrap();
}

/// A waveform with verses and breaks.
fn hill(column: u32) -> u8 {
    let beat = column.wrapping_mul(2_654_435_761) >> 25;
    (70 + (column / 90 % 3) * 45 + beat / 2).min(255) as u8
}

/// A colour a folder.
fn painter() -> Decode {
    Arc::new(|path: &Path, size: Size| {
        let side = size.side();
        let folder = path.parent()?.to_string_lossy();
        let sum = folder.bytes().fold(17u32, |sum, byte| sum.wrapping_mul(33).wrapping_add(byte.into()));
        let [r, g, b, _] = sum.to_le_bytes();
        let rgba = (0..side * side).flat_map(|at| {
            let shade = ((at / side) * 90 / side) as u8;
            [r.saturating_sub(shade), g.saturating_sub(shade), b.saturating_sub(shade), 255]
        });
        Some(Thumb { rgba: rgba.collect(), width: side, height: side, accent: [r, g, b] })
    })
}

#[test]
fn a_window_shows_what_plays() {
    use egui_kittest::kittest::Queryable;
    let mut stage = Stage::new(Page::Home).playing(20);
    stage.photograph("home");
    stage.harness.get_by_label("Next track").click();
    stage.settle();
    assert_eq!(stage.sent(), [Command::Next]);
}
