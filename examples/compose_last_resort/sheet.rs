//! The lead sheet: what a piece is before anybody plays it, and how its text is read.

use crate::grooves::Groove;
use crate::theory::{Chord, pitch};
use crate::voices::Voice;

/// A lead sheet. Bars are parted by `|`; all three texts must have the same number of them.
pub struct Sheet {
    pub title: &'static str,
    /// File name without its ending.
    pub file: &'static str,
    pub seed: u64,
    /// Quarter notes a minute.
    pub bpm: f64,
    /// Quarter notes a bar.
    pub meter: f64,
    /// Where the off-beat falls within its beat: 0.5 is straight, 0.67 full swing.
    pub swing: f64,
    pub groove: &'static Groove,
    /// Who plays the melody, and who the chords.
    pub lead: Voice,
    pub comp: Voice,
    /// One digit a bar, how many play: 1 chords, 2 and bass, 3 and brushes, 4 all. `h` holds the last chord.
    pub layers: &'static str,
    /// Chord symbols; those of one bar share it evenly.
    pub chords: &'static str,
    /// `C5:1.5` is a note and its beats, `-` a rest, `~` prolongs the note before.
    pub melody: &'static str,
}

/// Something that begins at a beat of the piece and lasts some beats.
#[derive(Clone, Copy)]
pub struct Span<T> {
    pub at: f64,
    pub beats: f64,
    pub what: T,
}

impl Sheet {
    pub fn layers(&self) -> Vec<char> {
        self.layers.chars().filter(|layer| !layer.is_whitespace()).collect()
    }

    pub fn chords(&self) -> Result<Vec<Span<Chord>>, String> {
        let mut chords = Vec::new();
        for (bar, text) in self.bars(self.chords)?.into_iter().enumerate() {
            let symbols: Vec<&str> = text.split_whitespace().collect();
            let beats = self.meter / symbols.len() as f64;
            for (place, symbol) in symbols.iter().enumerate() {
                let at = bar as f64 * self.meter + place as f64 * beats;
                chords.push(Span { at, beats, what: Chord::parse(symbol)? });
            }
        }
        Ok(chords)
    }

    /// The melody's notes, MIDI numbers.
    pub fn melody(&self) -> Result<Vec<Span<i32>>, String> {
        let mut notes: Vec<Span<i32>> = Vec::new();
        for (bar, text) in self.bars(self.melody)?.into_iter().enumerate() {
            let mut at = bar as f64 * self.meter;
            for token in text.split_whitespace() {
                let (name, beats) = token.split_once(':').ok_or_else(|| format!("{token} has no length."))?;
                let beats: f64 = beats.parse().map_err(|_| format!("{token} has no length."))?;
                match (name, notes.last_mut()) {
                    ("-", _) => {}
                    ("~", Some(held)) => held.beats += beats,
                    _ => {
                        notes.push(Span { at, beats, what: pitch(name).ok_or_else(|| format!("{token} is no note."))? })
                    }
                }
                at += beats;
            }
            if (at - (bar + 1) as f64 * self.meter).abs() > 1e-6 {
                return Err(format!("bar {} of the melody has the wrong length.", bar + 1));
            }
        }
        Ok(notes)
    }

    /// Beats in the whole piece.
    pub fn beats(&self) -> f64 {
        self.layers().len() as f64 * self.meter
    }

    /// When a beat is played, in seconds: swung, and slower and slower in the last three bars.
    pub fn seconds(&self, beat: f64) -> f64 {
        let late = (beat.fract() - 0.5).max(0.0) * 2.0;
        let early = beat.fract().min(0.5) * 2.0;
        let swung = beat.floor() + early * self.swing + late * (1.0 - self.swing);
        let slowing = (swung - (self.beats() - 3.0 * self.meter)).max(0.0);
        (swung + slowing * slowing * 0.045 / self.meter) * 60.0 / self.bpm
    }

    fn bars(&self, text: &'static str) -> Result<Vec<&'static str>, String> {
        let bars: Vec<&str> = text.split('|').collect();
        match self.layers().len() {
            count if count == bars.len() => Ok(bars),
            count => Err(format!("{} bars where the layers have {count}, in: {text}", bars.len())),
        }
    }
}
