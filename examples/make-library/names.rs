//! Names that look like names: pronounceable, with the accents and scripts that a library has.

/// Tracks of an album; the last album of a library may have fewer.
pub const TRACKS: usize = 10;
/// Albums of an artist.
const ALBUMS: usize = 4;

const SYLLABLES: [&str; 40] = [
    "ba", "ro", "mi", "ka", "lu", "sen", "tor", "vel", "na", "shi", "o", "é", "ü", "gra", "del", "mo", "ni", "ta",
    "rø", "ne", "pol", "ver", "an", "is", "el", "lo", "ma", "quen", "stra", "wy", "zu", "fen", "cor", "ly", "der",
    "ha", "ço", "jo", "per", "tin",
];
const OTHER: [&str; 12] = [
    "夜に駆ける",
    "東京事変",
    "月亮代表我的心",
    "周杰伦",
    "Кино",
    "Группа крови",
    "소녀시대",
    "좋은 날",
    "أم كلثوم",
    "שיר",
    "Σωκράτης",
    "さくら",
];
const GENRES: [&str; 16] = [
    "Jazz",
    "Rock",
    "Pop",
    "Classical",
    "Electronic",
    "Folk",
    "Soul",
    "Hip-Hop",
    "Metal",
    "Ambient",
    "Blues",
    "Reggae",
    "Country",
    "Latin",
    "Punk",
    "Soundtrack",
];

pub struct Album {
    pub artist: String,
    pub title: String,
    pub genre: &'static str,
    pub year: u16,
    pub compilation: bool,
    pub discs: usize,
}

impl Album {
    pub fn new(n: usize) -> Self {
        let mut of_artist = fastrand::Rng::with_seed((n / ALBUMS) as u64 ^ 0xA57);
        let mut of_album = fastrand::Rng::with_seed(n as u64 ^ 0xA1B);
        let compilation = n.is_multiple_of(33);
        let artist = if compilation { "Various Artists".into() } else { words(&mut of_artist, 2) };
        Self {
            artist,
            title: format!("{} {n}", words(&mut of_album, 2)),
            genre: GENRES[of_artist.usize(..GENRES.len())],
            year: of_album.u16(1955..2027),
            compilation,
            discs: if n.is_multiple_of(20) { 2 } else { 1 },
        }
    }
}

pub fn title(random: &mut fastrand::Rng) -> String {
    words(random, 3)
}

/// One to `most` words.
pub fn words(random: &mut fastrand::Rng, most: usize) -> String {
    if random.usize(..25) == 0 {
        return OTHER[random.usize(..OTHER.len())].into();
    }
    let words: Vec<String> = (0..random.usize(1..=most)).map(|_| word(random)).collect();
    words.join(" ")
}

fn word(random: &mut fastrand::Rng) -> String {
    let text: String = (0..random.usize(2..=4)).map(|_| SYLLABLES[random.usize(..SYLLABLES.len())]).collect();
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
