//! The index of a large library: how fast it grows, and how long a person waits for it. 100,000 made-up tracks;
//! with `MILLION=1` in the environment a million. Printed as tables.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use segue::model::{Level, Levels};
use segue::search::Query;
use segue::store::music::{Change, Groups, Reader, Song, Sort, Stamp, Tracks, Writer};

const BATCH: usize = 1000;
const PAGE: usize = 50;
/// Words of every made-up language; the first are the most frequent.
const WORDS: usize = 60_000;

/// What people look for, letter by letter.
const QUERIES: [&str; 16] = [
    "love",
    "the night",
    "björk",
    "midnight train",
    "remastered 2009",
    "a",
    "live at the",
    "artist:the year:1990..1999",
    "genre:jazz night",
    "東京の夜",
    "ollo",
    "love -live",
    "\"of the night\"",
    "lonely heart blues",
    "zzzxq",
    "track 07",
];

pub fn tables() {
    table(100_000);
    if std::env::var_os("MILLION").is_some() {
        table(1_000_000);
    }
}

fn table(count: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("library.db");
    println!("\n| library of {count} tracks | median | p99 | longest | p99 of CPU time |\n|---|---|---|---|---|");
    fill(&path, count);
    let reader = Reader::open(&path).expect("an index");
    row("a keystroke of a search, 50 of each kind", keystrokes(&reader));
    for (name, view) in group_views(&reader) {
        row(&format!("first page: {name}"), times(|| drop(reader.groups(&view, None, PAGE).expect("a page"))));
    }
    for (name, view) in track_views(&reader) {
        row(&format!("first page: {name}"), times(|| drop(reader.tracks(&view, None, PAGE).expect("a page"))));
    }
    row("an album opened", albums(&reader));
    let began = Instant::now();
    let mut known = 0;
    reader.each_stamp(&PathBuf::from("/music"), &mut |_, _| known += 1).expect("stamps");
    println!("\n{known} stamps read in {:.2} s; peak memory of the process {}", began.elapsed().as_secs_f64(), peak());
}

fn fill(path: &std::path::Path, count: usize) {
    let mut made = Maker::new();
    let (mut writer, _) = Writer::open(path).expect("an index");
    writer.set_roots(&["/music".into()]).expect("a root");
    let (mut writing, began) = ((0.0, 0.0), Instant::now());
    let mut left = count;
    while left > 0 {
        let songs: Vec<Change> = (0..left.min(BATCH)).map(|_| Change::Put(Box::new(made.song()))).collect();
        left -= songs.len();
        let (wall, work) = timed(|| drop(writer.apply(&songs).expect("room on disk")));
        writing = (writing.0 + wall, writing.1 + work);
        if std::env::var_os("TRACE").is_some() && left.is_multiple_of(100_000) {
            println!("{left} left, {:.1} s, of CPU time {:.1} s", writing.0 / 1e3, writing.1 / 1e3);
        }
    }
    let rate = |millis: f64| count as f64 / millis * 1e3;
    println!(
        "rows a second, {BATCH} a transaction: {:.0}; a second of CPU time: {:.0}; in all {:.1} s",
        rate(writing.0),
        rate(writing.1),
        began.elapsed().as_secs_f64()
    );
    let begin = Instant::now();
    writer.tidy().expect("room on disk");
    println!("tidied in {:.2} s", begin.elapsed().as_secs_f64());
    for n in 0..count / 20 {
        let played = PathBuf::from(&made.paths[(n * n) % made.paths.len()]);
        writer.played(&played, jiff::Timestamp::UNIX_EPOCH).expect("room on disk");
    }
    writer.close().expect("room on disk");
    let size = std::fs::metadata(path).map_or(0, |file| file.len());
    println!("size {} MiB, {}", size >> 20, peak());
}

fn keystrokes(reader: &Reader) -> Vec<(f64, f64)> {
    let mut all = Vec::new();
    for text in QUERIES {
        let mut slowest = (0.0, String::new());
        for end in text.char_indices().map(|(at, c)| at + c.len_utf8()) {
            let mut found = 0;
            let took =
                times(|| found = reader.search(&Query::parse(&text[..end]), PAGE).expect("an answer").tracks.len());
            let longest = took.iter().map(|(_, work)| *work).fold(f64::MAX, f64::min);
            if longest > slowest.0 {
                slowest = (longest, format!("{} ({found})", &text[..end]));
            }
            all.extend(took);
        }
        if std::env::var_os("TRACE").is_some() {
            println!("{:.2} ms: {}", slowest.0, slowest.1);
        }
    }
    all
}

fn group_views(reader: &Reader) -> Vec<(&'static str, Groups)> {
    let artist = reader.groups(&Groups::AlbumArtists, None, 1).expect("a page").items[0].id;
    vec![
        ("artists", Groups::Artists),
        ("album artists", Groups::AlbumArtists),
        ("albums", Groups::Albums),
        ("an artist's albums", Groups::AlbumsOf(artist)),
        ("genres", Groups::Genres),
        ("years", Groups::Years),
        ("the library's folders", Groups::Folders(None)),
        ("a folder's folders", Groups::Folders(Some("/music".into()))),
    ]
}

fn track_views(reader: &Reader) -> Vec<(&'static str, Tracks)> {
    let most = |of| {
        let all = reader.groups(&of, None, 1000).expect("a page").items;
        all.into_iter().max_by_key(|group| group.tracks).expect("some")
    };
    let (artist, genre) = (most(Groups::Artists).id, most(Groups::Genres).id);
    vec![
        ("all by title", Tracks::All(Sort::Title)),
        ("all by artist", Tracks::All(Sort::Artist)),
        ("all by album", Tracks::All(Sort::Album)),
        ("all by year", Tracks::All(Sort::Year)),
        ("an artist's", Tracks::Artist(artist)),
        ("an album artist's", Tracks::AlbumArtist(artist)),
        ("a genre's", Tracks::Genre(genre)),
        ("a year's", Tracks::Year(1995)),
        ("all below a folder", Tracks::Under("/music".into())),
        ("recently added", Tracks::Added),
        ("most played", Tracks::MostPlayed),
        ("never played", Tracks::NeverPlayed),
    ]
}

fn albums(reader: &Reader) -> Vec<(f64, f64)> {
    let albums = reader.groups(&Groups::Albums, None, 2000).expect("a page").items;
    let open = |id| drop(reader.tracks(&Tracks::Album(id), None, 200).expect("a page"));
    albums.iter().map(|album| timed(|| open(album.id))).collect()
}

/// In milliseconds: by the wall's clock, and of this thread alone, which says more on a busy machine.
fn timed(act: impl FnOnce()) -> (f64, f64) {
    let of_thread = || {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
    };
    let (begin, work) = (Instant::now(), of_thread());
    act();
    (begin.elapsed().as_secs_f64() * 1000.0, of_thread() - work)
}

fn times(mut act: impl FnMut()) -> Vec<(f64, f64)> {
    (0..20).map(|_| timed(&mut act)).collect()
}

fn row(name: &str, times: Vec<(f64, f64)>) {
    let (mut wall, mut work): (Vec<f64>, Vec<f64>) = times.into_iter().unzip();
    wall.sort_by(f64::total_cmp);
    work.sort_by(f64::total_cmp);
    let at = |share: f64, times: &[f64]| times[((times.len() - 1) as f64 * share) as usize];
    let [half, most, all] = [0.5, 0.99, 1.0].map(|share| at(share, &wall));
    println!("| {name} | {half:.2} ms | {most:.2} ms | {all:.2} ms | {:.2} ms |", at(0.99, &work));
}

/// The most memory that the process ever had.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or(" unknown");
    line.trim().to_owned()
}

/// Makes up songs, an album at a time, the same ones every time.
struct Maker {
    random: fastrand::Rng,
    words: Vec<String>,
    artists: Vec<String>,
    /// The album being made, and what is left of it.
    album: Song,
    left: u16,
    made: u64,
    paths: Vec<String>,
}

const GENRES: [&str; 12] =
    ["Rock", "Pop", "Jazz", "Electronic", "Folk", "Classical", "Hip-Hop", "Ambient", "Metal", "Soul", "Latin", "Dub"];
const FREQUENT: [&str; 24] = [
    "the",
    "of",
    "love",
    "you",
    "a",
    "in",
    "me",
    "to",
    "night",
    "live",
    "remastered",
    "heart",
    "and",
    "my",
    "blues",
    "on",
    "day",
    "one",
    "lonely",
    "midnight",
    "train",
    "apollo",
    "version",
    "björk",
];
const CJK: [&str; 10] = ["東京", "夜", "の", "愛", "夢", "空", "ハート", "サクラ", "月光", "雨"];

impl Maker {
    fn new() -> Self {
        let mut random = fastrand::Rng::with_seed(4);
        let mut words: Vec<String> = FREQUENT.map(String::from).to_vec();
        words.extend((words.len()..WORDS).map(|_| {
            let syllables = random.usize(1..5);
            let syllable = |random: &mut fastrand::Rng| {
                let vowel = ["a", "e", "i", "o", "u", "a", "e", "i", "o", "é"][random.usize(..10)];
                format!("{}{vowel}", char::from(b"bcdfghjklmnprstvwz"[random.usize(..18)]))
            };
            (0..syllables).map(|_| syllable(&mut random)).collect::<String>()
        }));
        let album = Song::default();
        let mut maker = Self { random, words, artists: Vec::new(), album, left: 0, made: 0, paths: Vec::new() };
        maker.artists = (0..40_000).map(|n| maker.name(1 + n % 3)).collect();
        maker
    }

    /// By Zipf's law: the n-th word is about 1/n as frequent as the first.
    fn zipf(&mut self, count: usize) -> usize {
        ((count as f64).powf(self.random.f64()) - 1.0) as usize
    }

    fn word(&mut self) -> String {
        let at = self.zipf(self.words.len());
        self.words[at].clone()
    }

    fn name(&mut self, words: usize) -> String {
        if self.random.u8(..) < 8 {
            return (0..words + 1).map(|_| CJK[self.random.usize(..CJK.len())]).collect();
        }
        let words: Vec<String> = (0..words).map(|_| self.word()).collect();
        words.join(" ")
    }

    fn song(&mut self) -> Song {
        if self.left == 0 {
            self.next_album();
        }
        self.left -= 1;
        self.made += 1;
        let words = 1 + self.random.usize(..5);
        let title = self.name(words);
        let number = self.album.number.map_or(1, |number| number + 1);
        self.album.number = Some(number);
        let mut song = self.album.clone();
        song.path = self.album.path.join(format!("{number:02} {title}.mp3"));
        if self.made.is_multiple_of(97) {
            let at = self.zipf(self.artists.len());
            song.artists.push(self.artists[at].clone());
        }
        if self.made.is_multiple_of(20) {
            self.paths.push(song.path.to_string_lossy().into_owned());
        }
        song.title = Some(title);
        song.stamp = Stamp { size: 3_000_000 + self.made, modified: self.made as i64, inode: self.made };
        song.fingerprint = Some(self.random.u64(..));
        song.duration = Some(Duration::from_millis(self.random.u64(90_000..420_000)));
        song
    }

    fn next_album(&mut self) {
        let at = self.zipf(self.artists.len());
        let artist = self.artists[at].clone();
        let words = 1 + self.random.usize(..4);
        let album = self.name(words);
        let letter = artist.chars().next().unwrap_or('x');
        self.album = Song {
            path: PathBuf::from(format!("/music/{letter}/{artist}/{album} {}", self.made)),
            artists: vec![artist.clone()],
            album: Some(album),
            album_artists: if self.random.bool() { vec![artist] } else { Vec::new() },
            genres: vec![GENRES[self.zipf(GENRES.len())].to_owned()],
            year: (self.random.u8(..) < 230).then(|| self.random.u16(1960..2026)),
            codec: "mp3".into(),
            bitrate: Some(192),
            rate: Some(44_100),
            channels: Some(2),
            levels: Levels { track: Some(Level { lufs: -9.5, peak: Some(0.98) }), album: None },
            ..Song::default()
        };
        self.left = self.random.u16(6..15);
    }
}
