//! Names of notes and chords, and how a pianist's left hand goes from one chord to the next.

/// Where comping lives: D3 to Bb4, below the melody and above the bass.
const HAND: std::ops::RangeInclusive<i32> = 50..=70;

/// A chord: its bass note and the four notes that give it its colour. Pitch classes, C = 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chord {
    pub bass: i32,
    colour: [i32; 4],
}

impl Chord {
    /// Reads `Bb13`, `F#m7b5` or `Gm9/C`.
    pub fn parse(symbol: &str) -> Result<Self, String> {
        let (upper, slash) = symbol.split_once('/').map_or((symbol, None), |(upper, bass)| (upper, Some(bass)));
        let (root, quality) = pitch_class(upper).ok_or_else(|| format!("{symbol} has no root."))?;
        let bass = match slash {
            Some(name) => pitch_class(name).ok_or_else(|| format!("{symbol} has no bass."))?.0,
            None => root,
        };
        let colour = intervals(quality).ok_or_else(|| format!("{symbol} is no chord that this band knows."))?;
        Ok(Self { bass, colour: colour.map(|interval| (root + interval).rem_euclid(12)) })
    }

    /// The chord's notes (MIDI numbers, ascending), laid so that the hand moves as little as it can from `before`.
    pub fn voicing(&self, before: Option<[i32; 4]>) -> [i32; 4] {
        let before = before.unwrap_or([53, 57, 60, 64]);
        let candidates = (0..81).filter_map(|code| self.placed(code));
        candidates.min_by_key(|notes| cost(notes, &before)).unwrap_or(before)
    }

    /// The `code`-th way to put each note into one of three octaves, if all four then lie under the hand.
    fn placed(&self, code: i32) -> Option<[i32; 4]> {
        let mut octaves = code;
        let mut notes = self.colour.map(|class| {
            let octave = octaves % 3;
            octaves /= 3;
            48 + class + 12 * octave
        });
        notes.sort_unstable();
        notes.iter().all(|note| HAND.contains(note)).then_some(notes)
    }
}

/// How little one likes to play `notes` after `before`: motion, then stretch, then grating seconds, then drift.
fn cost(notes: &[i32; 4], before: &[i32; 4]) -> i32 {
    let motion: i32 = notes.iter().zip(before).map(|(a, b)| (a - b).abs()).sum();
    let stretch = (notes[3] - notes[0] - 14).max(0) + (9 - (notes[3] - notes[0])).max(0);
    let seconds = notes.windows(2).filter(|pair| pair[1] - pair[0] < 2).count() as i32;
    let top_second = i32::from(notes[3] - notes[2] < 3);
    let drift = (notes.iter().sum::<i32>() / 4 - 60).abs();
    4 * motion + 6 * stretch + 5 * seconds + 8 * top_second + 3 * drift
}

/// Semitones above the root, rootless where the bass has the root: third, seventh and the colours between.
fn intervals(quality: &str) -> Option<[i32; 4]> {
    Some(match quality {
        "maj9" => [4, 7, 11, 2],
        "maj7#11" => [4, 6, 11, 2],
        "69" => [4, 7, 9, 2],
        "m7" => [0, 3, 7, 10],
        "m9" => [3, 7, 10, 2],
        "m6" => [3, 7, 9, 2],
        "m7b5" => [0, 3, 6, 10],
        "13" => [4, 9, 10, 2],
        "13sus" => [5, 9, 10, 2],
        "9#11" => [4, 6, 10, 2],
        "7b9" => [4, 7, 10, 1],
        "7alt" => [4, 8, 10, 3],
        _ => return None,
    })
}

/// The pitch class at the start of `text` (`F#5` gives 6), and what follows it.
fn pitch_class(text: &str) -> Option<(i32, &str)> {
    let letter = match text.chars().next()? {
        'C' => 0,
        'D' => 2,
        'E' => 4,
        'F' => 5,
        'G' => 7,
        'A' => 9,
        'B' => 11,
        _ => return None,
    };
    let rest = &text[1..];
    Some(match (rest.strip_prefix('#'), rest.strip_prefix('b')) {
        (Some(sharp), _) => (letter + 1, sharp),
        (_, Some(flat)) => (letter - 1, flat),
        _ => (letter, rest),
    })
}

/// The MIDI number of `Bb4`; C4 is 60.
pub fn pitch(name: &str) -> Option<i32> {
    let (class, octave) = pitch_class(name)?;
    Some(class + 12 * (octave.parse::<i32>().ok()? + 1))
}

/// Hertz of a MIDI number, equal temperament, A4 = 440 Hz.
pub fn hertz(key: f32) -> f32 {
    440.0 * ((key - 69.0) / 12.0).exp2()
}
