//! The four lead sheets.

use crate::grooves::{BALLAD, BOSSA, EASY, WALTZ};
use crate::sheet::Sheet;
use crate::voices::Voice;

pub static PIECES: [Sheet; 4] = [WHILE_YOU_WAIT, THE_LONG_WAY_ROUND, RAIN_ON_THE_AWNING, BACK_IN_A_MOMENT];

/// A bossa nova in F: guitar over electric piano.
const WHILE_YOU_WAIT: Sheet = Sheet {
    title: "While You Wait",
    file: "1-while-you-wait",
    seed: 11,
    bpm: 102.0,
    meter: 4.0,
    swing: 0.5,
    groove: &BOSSA,
    lead: Voice::Nylon,
    comp: Voice::Keys,
    layers: "1222 33333333 44444444 44444443 333h h",
    chords: "Fmaj9 | Gm9/F | Fmaj9 | C13sus
        | Fmaj9 | Dm9 | Gm9 | C13 | Am7 | D7b9 | Gm9 | C13sus
        | Fmaj9 | Dm9 | Gm9 | C13 | Cm9 | F13 | Bbmaj9 | Bbm6
        | Bbmaj9 | Eb9#11 | Am7 | D7alt | Gm9 | Bbm6 | Am7 D7b9 | Gm9 C13
        | Fmaj9 | Dm9 | Gm9 Gbmaj9 | F69 | F69",
    melody: "-:4 | -:4 | -:4 | -:4
        | -:1 C5:1 A4:.5 C5:1.5 | E5:3 -:1 | -:1 D5:1 Bb4:.5 D5:1.5 | A4:3 -:1
        | -:.5 C5:1 D5:.5 E5:2 | Eb5:1.5 D5:.5 C5:2 | Bb4:3 A4:1 | G4:3 -:1
        | -:1 C5:1 A4:.5 C5:1.5 | F5:2 E5:2 | -:1 D5:1 Bb4:.5 D5:1.5 | G5:1.5 F5:.5 E5:2
        | -:1 Eb5:1 D5:.5 Eb5:1.5 | D5:3 C5:1 | -:.5 C5:.5 D5:1 F5:2 | Db5:1 C5:2 -:1
        | -:1 D5:.5 F5:.5 A5:2 | ~:.5 G5:1 F5:1.5 -:1 | -:1 C5:.5 E5:.5 G5:2 | F5:1.5 Eb5:.5 D5:1 -:1
        | -:1 Bb4:.5 D5:.5 F5:2 | G5:1 F5:.5 Db5:1.5 -:1 | C5:2 Eb5:1 D5:1 | D5:1 Bb4:1 A4:2
        | -:1 C5:1 A4:.5 C5:1.5 | E5:3 -:1 | -:1 D5:1 Bb4:.5 Db5:1.5 | C5:1 A4:1 G4:2 | ~:4",
};

/// A ballad in E flat, softly swung: vibraphone and brushes.
const THE_LONG_WAY_ROUND: Sheet = Sheet {
    title: "The Long Way Round",
    file: "2-the-long-way-round",
    seed: 23,
    bpm: 82.0,
    meter: 4.0,
    swing: 0.62,
    groove: &BALLAD,
    lead: Voice::Vibes,
    comp: Voice::Keys,
    layers: "12 33333333 44444444 44444433 hh",
    chords: "Ebmaj9 | Bb13sus
        | Ebmaj9 | Cm9 | Fm9 | Bb13 | Gm7 C7b9 | Fm9 Abm6 | Ebmaj9 C7alt | Fm9 Bb13
        | Bbm9 | Eb13 | Abmaj9 | Abm6 Db13 | Gm7 | C7alt | Fm9 | Bb13sus Bb7b9
        | Ebmaj9 | Cm9 | Fm9 | Abm6 Bb13 | Gm7 C7b9 | Fm9 Bb13 | Eb69 | Emaj7#11
        | Eb69 | Eb69",
    melody: "-:4 | -:4
        | -:1 G4:1 Bb4:1 D5:1 | Eb5:2 D5:1 -:1 | -:1 Ab4:1 C5:1 Eb5:1 | G5:2 F5:1 -:1
        | -:.5 F5:1 D5:.5 Db5:1 C5:1 | C5:1 Ab4:1 B4:2 | Bb4:2 Ab4:2 | G4:3 -:1
        | -:1 C5:1 Db5:.5 C5:.5 F5:1 | ~:1 Eb5:1 C5:2 | -:1 Bb4:1 C5:.5 Bb4:.5 Eb5:1 | ~:1 Db5:1 B4:2
        | -:1 Bb4:1 D5:1 F5:1 | Eb5:1.5 Db5:.5 Bb4:2 | -:.5 Ab4:.5 C5:1 G5:2 | F5:2 -:1 Ab4:1
        | G4:1 Bb4:1 D5:2 | Eb5:1 D5:1 Bb4:1 -:1 | -:1 Ab4:1 C5:1 Eb5:1 | F5:2 G5:1 -:1
        | -:.5 F5:1 D5:.5 Db5:1 C5:1 | Ab4:1 C5:1 D5:1 -:1 | -:1 G4:1 Bb4:2 | ~:3 -:1
        | -:1 F4:1 Bb4:2 | ~:4",
};

/// A waltz in G: electric piano over guitar.
const RAIN_ON_THE_AWNING: Sheet = Sheet {
    title: "Rain on the Awning",
    file: "3-rain-on-the-awning",
    seed: 37,
    bpm: 116.0,
    meter: 3.0,
    swing: 0.56,
    groove: &WALTZ,
    lead: Voice::Keys,
    comp: Voice::Nylon,
    layers: "1122 3333333333333333 4444444444444444 444444444444 333hhh",
    chords: "Gmaj9 | Cmaj9 | Gmaj9 | D13sus
        | Gmaj9 | Em9 | Am9 | D13 | Bm7 | Bb13 | Am9 | D13sus
        | Dm9 | G13 | Cmaj9 | F9#11 | Bm7 | E7b9 | Am9 | D13
        | Em9 | A13 | Dmaj9 | Dmaj9 | Dm9 | G13 | Cmaj9 | Cm6
        | Bm7 | E7alt | Am9 | F9#11 | Gmaj9 | Em9 | Am9 | D7b9
        | Gmaj9 | Em9 | Am9 | D13 | Dm9 | G13 | Cmaj9 | F9#11 | Bm7 | E7b9 | Am9 | D13sus
        | G69 | Ebmaj9 | Abmaj7#11 | G69 | G69 | G69",
    melody: "-:3 | -:3 | -:3 | -:3
        | -:1 B4:1 D5:1 | F#5:3 | -:1 C5:1 E5:1 | B4:3 | -:1 A4:1 D5:1 | D5:2 C5:1 | B4:3 | A4:2 -:1
        | -:1 F5:1 E5:1 | E5:2 D5:1 | -:1 E5:1 D5:1 | B4:3 | -:1 D5:1 F#5:1 | F5:2 D5:1 | C5:1 B4:2 | -:1 F#4:1 A4:1
        | B4:1 D5:1 G5:1 | F#5:3 | -:1 E5:1 C#5:1 | A4:3 | -:1 A4:1 E5:1 | D5:2 B4:1 | -:1 G4:1 D5:1 | Eb5:2 D5:1
        | -:1 D5:1 A5:1 | G5:2 C5:1 | E5:3 | -:1 G4:1 A4:1 | B4:3 | -:3 | -:1 C5:1 E5:1 | Eb5:2 C5:1
        | -:1 B4:1 D5:1 | F#5:2 G5:1 | -:1 C5:1 E5:1 | B4:3 | -:1 F5:1 E5:1 | E5:2 D5:1
        | -:1 E5:1 D5:1 | B4:3 | -:1 D5:1 F#5:1 | F5:2 D5:1 | C5:1 B4:2 | -:1 G4:1 A4:1
        | B4:3 | D5:3 | ~:2 C5:1 | B4:1 D5:1 A5:1 | ~:3 | ~:3",
};

/// Slow straight eighths in D flat, late in the evening.
const BACK_IN_A_MOMENT: Sheet = Sheet {
    title: "Back in a Moment",
    file: "4-back-in-a-moment",
    seed: 53,
    bpm: 78.0,
    meter: 4.0,
    swing: 0.54,
    groove: &EASY,
    lead: Voice::Keys,
    comp: Voice::Keys,
    layers: "12 33333333 44444444 4444 33hh",
    chords: "Gbmaj9 | Ab13sus
        | Gbmaj9 | F7alt | Bbm9 | Abm9 Db13 | Gbmaj9 | Gbm6 | Fm7 Bb7b9 | Ebm9 Ab13sus
        | Ebm9 | Ab13 | Dbmaj9 | Bbm9 | Ebm9 | Ab7b9 | Fm7 | Bb7alt
        | Gbmaj9 | F7alt | Bbm9 | Abm9 Db13
        | Gbmaj9 | Gbm6 | Db69 | Db69",
    melody: "-:4 | -:4
        | -:.5 Bb4:.5 Db5:1 F5:2 | Eb5:1.5 Db5:.5 A4:1 -:1 | -:.5 Ab4:.5 C5:1 Db5:2 | B4:1.5 Bb4:.5 -:2
        | -:.5 Bb4:.5 Db5:1 F5:1 Ab5:1 | ~:1 Eb5:1 A4:2 | Ab4:1.5 C5:.5 B4:1 Ab4:1 | Bb4:1 F4:2 -:1
        | -:1 Gb4:.5 Bb4:.5 F5:2 | ~:1 Eb5:.5 C5:.5 Bb4:2 | -:1 F4:.5 Ab4:.5 Eb5:2 | ~:1 Db5:.5 C5:.5 Ab4:2
        | -:1 Gb4:.5 Bb4:.5 Db5:2 | C5:1.5 A4:.5 Gb4:2 | -:.5 Ab4:.5 C5:1 Eb5:2 | Db5:1.5 B4:.5 Ab4:2
        | -:.5 Bb4:.5 Db5:1 F5:2 | Eb5:1.5 Db5:.5 A4:1 -:1 | -:.5 Ab4:.5 C5:1 Db5:2 | B4:1.5 Bb4:.5 -:2
        | -:.5 Bb4:.5 Db5:1 F5:2 | Eb5:2 A4:2 | Ab4:2 Eb5:2 | ~:4",
};
