//! The band: turns a lead sheet into notes, each a little early, late, loud or soft, as hands are.

use crate::grooves::{Hit, Step};
use crate::random::Random;
use crate::sheet::{Sheet, Span};
use crate::theory::Chord;
use crate::voices::Voice;

/// One note of one instrument.
pub struct Note {
    /// Seconds from the piece's start, never negative.
    pub at: f64,
    /// Seconds until the key is let go.
    pub held: f64,
    /// MIDI number; without meaning for drums.
    pub key: f32,
    /// How hard, 0–1.
    pub velocity: f32,
    /// -1 is left, 1 is right.
    pub pan: f32,
    pub voice: Voice,
}

/// A piece as it is played.
pub struct Score {
    pub notes: Vec<Note>,
    /// Seconds; the last chord still sounds when they are over.
    pub length: f64,
}

struct Band<'a> {
    sheet: &'a Sheet,
    layers: Vec<char>,
    chords: Vec<Span<Chord>>,
    voicings: Vec<[i32; 4]>,
    hands: Random,
    notes: Vec<Note>,
}

/// How much softer a hand is on chords than on a melody: four notes are louder than one, and softer is darker.
const BEHIND: f32 = 0.62;

/// Has the band play the sheet.
pub fn arrange(sheet: &Sheet) -> Result<Score, String> {
    let chords = sheet.chords()?;
    let mut voicings: Vec<[i32; 4]> = Vec::new();
    for chord in &chords {
        voicings.push(chord.what.voicing(voicings.last().copied()));
    }
    let (layers, hands) = (sheet.layers(), Random::new(sheet.seed));
    let mut band = Band { sheet, layers, chords, voicings, hands, notes: Vec::new() };
    for bar in 0..band.layers.len() {
        match band.layers[bar].to_digit(10) {
            Some(layer) => band.bar(bar, layer),
            None => band.last_chord(bar),
        }
    }
    band.pad();
    band.melody(&sheet.melody()?);
    Ok(Score { notes: band.notes, length: sheet.seconds(sheet.beats()) })
}

impl Band<'_> {
    fn bar(&mut self, bar: usize, layer: u32) {
        let groove = self.sheet.groove;
        let comp = if layer >= 3 { groove.comp } else { groove.quiet };
        for hit in comp[bar % comp.len()] {
            self.chord(bar, *hit);
        }
        if layer >= 2 {
            for (beat, beats, step) in groove.bass[bar % groove.bass.len()] {
                self.bass(bar as f64 * self.sheet.meter + beat, *beats, *step);
            }
        }
        for (beat, voice, velocity, from) in groove.drums[bar % groove.drums.len()] {
            if layer >= *from {
                self.drum(bar as f64 * self.sheet.meter + beat, *voice, *velocity);
            }
        }
    }

    fn chord(&mut self, bar: usize, (beat, beats, velocity): Hit) {
        let meter = self.sheet.meter;
        let at = bar as f64 * meter + beat;
        let heard = if beat >= meter - 0.5 { at + 0.5 } else { at };
        let index = self.chord_at(heard);
        let chord = &self.chords[index];
        let beats = beats.min(chord.at + chord.beats - heard + 0.1);
        self.strike(index, at, beats, velocity);
    }

    /// All notes of a chord, from the lowest up, a few milliseconds apart.
    fn strike(&mut self, index: usize, at: f64, beats: f64, velocity: f32) {
        let roll = if self.sheet.comp == Voice::Nylon { 0.014 } else { 0.006 };
        for (finger, key) in self.voicings[index].into_iter().enumerate() {
            let weight = [0.92, 0.86, 0.90, 1.0][finger];
            let note = self.note(self.sheet.comp, key, at, beats, BEHIND * velocity * weight);
            let (at, pan) = (note.at + roll * finger as f64, (finger as f32 - 1.5) * 0.16);
            self.notes.push(Note { at, pan, ..note });
        }
    }

    fn bass(&mut self, at: f64, beats: f64, step: Step) {
        let index = self.chord_at(at);
        let chord = self.chords[index];
        let root = low(chord.what.bass);
        let next = self.chords.get(index + 1).map_or(root, |next| low(next.what.bass));
        let fresh = at - chord.at < 0.25;
        let key = match step {
            Step::Approach if !fresh && next != root => next + if next > root { -1 } else { 1 },
            Step::Fifth if !fresh && root > 36 => root - 5,
            Step::Fifth if !fresh => root + 7,
            _ => root,
        };
        let velocity = if fresh { 0.70 } else { 0.56 };
        let note = self.note(Voice::Bass, key, at, beats, velocity);
        self.notes.push(note);
    }

    fn drum(&mut self, at: f64, voice: Voice, velocity: f32) {
        let pan = match voice {
            Voice::Shaker => 0.45,
            Voice::Rim => -0.35,
            Voice::Swish => -0.25,
            Voice::Tap => 0.12,
            _ => 0.0,
        };
        let note = self.note(voice, 60, at, 1.0, velocity);
        self.notes.push(Note { pan, ..note });
    }

    /// Held chords behind everything, each note twice, left and right: the voices' own detuning makes it wide.
    fn pad(&mut self) {
        let end = self.sheet.beats();
        for index in 0..self.chords.len() {
            let Span { at, beats, .. } = self.chords[index];
            let layer = self.layer_at(at);
            if layer == 'h' && self.layer_at(at - self.sheet.meter) == 'h' {
                continue;
            }
            let (beats, velocity) = if layer == 'h' { (end - at + 8.0, 0.75) } else { (beats, 0.6) };
            for key in self.voicings[index] {
                self.wide(key, at, beats, velocity);
            }
            // Where all play, one inner voice is doubled an octave up: the tune's second half opens.
            if layer == '4' {
                self.wide(self.voicings[index][1] + 12, at, beats, 0.4);
            }
        }
    }

    fn wide(&mut self, key: i32, at: f64, beats: f64, velocity: f32) {
        for pan in [-0.6, 0.6] {
            let note = self.note(Voice::Pad, key, at, beats, velocity);
            self.notes.push(Note { pan, ..note });
        }
    }

    fn melody(&mut self, melody: &[Span<i32>]) {
        for Span { at, beats, what: key } in melody {
            let velocity = 0.70 + (*key as f32 - 72.0) * 0.012 + 0.03 * beats.min(2.0) as f32;
            let note = self.note(self.sheet.lead, *key, *at, beats * 0.97, velocity);
            // A singer leans back.
            self.notes.push(Note { at: note.at + 0.008, pan: 0.1, ..note });
        }
    }

    /// Everybody on the last chord, until the piece is over and beyond: the next one fades in over it.
    fn last_chord(&mut self, bar: usize) {
        let at = bar as f64 * self.sheet.meter;
        let index = self.chord_at(at);
        if self.layer_at(at - self.sheet.meter) == 'h' {
            return;
        }
        let beats = self.sheet.beats() - at + 8.0;
        self.strike(index, at, beats, 0.62);
        self.bass(at, beats, Step::Root);
        self.drum(at, Voice::Swish, 0.35);
        self.drum(at, Voice::Kick, 0.3);
        // The hand climbs through the chord once more, an octave up.
        for (place, key) in self.voicings[index].into_iter().enumerate() {
            let at = at + self.sheet.meter - 0.5 + 0.5 * place as f64;
            let note = self.note(self.sheet.comp, key + 12, at, beats, 0.42 - 0.03 * place as f32);
            self.notes.push(Note { pan: 0.2, ..note });
        }
    }

    /// A note in the middle of the room, as a hand would play it.
    fn note(&mut self, voice: Voice, key: i32, at: f64, beats: f64, velocity: f32) -> Note {
        let begin = self.sheet.seconds(at);
        let held = self.sheet.seconds(at + beats) - begin;
        let (sway, touch) = (self.hands.human() as f64 * voice.looseness(), 1.0 + 0.07 * self.hands.human());
        // The very first note is on time: a piece may have to begin in the middle of somebody's silence.
        let at = if begin == 0.0 { 0.0 } else { (begin + sway).max(0.0) };
        let velocity = (velocity * touch).clamp(0.05, 1.0);
        Note { at, held, key: key as f32, velocity, pan: 0.0, voice }
    }

    fn layer_at(&self, beat: f64) -> char {
        self.layers.get((beat / self.sheet.meter) as usize).copied().unwrap_or('h')
    }

    fn chord_at(&self, beat: f64) -> usize {
        self.chords.iter().rposition(|chord| chord.at <= beat + 1e-6).unwrap_or(0)
    }
}

/// The pitch class in the bass's best octave, G1 to F#2.
fn low(class: i32) -> i32 {
    31 + (class - 31).rem_euclid(12)
}
