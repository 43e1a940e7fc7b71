//! Hebrew and Arabic, in the order in which they are drawn: egui sets a line from left to right, word by word.
//!
//! A word of such letters is handed to egui as it is written: its shaper turns and joins it. What is turned here is the order
//! of the words, and what stands between them.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// What stands between two things in one line. They keep their places, whichever way each is read.
const JOINT: &str = " · ";

/// The line as it is drawn. Costs nothing for text that is read from left to right.
pub fn visual(text: &str) -> Cow<'_, str> {
    if turns(text) {
        Cow::Owned(by_line(text, |line, drawn| drawn.push_str(&line_of(line))))
    } else {
        Cow::Borrowed(text)
    }
}

/// There is something in it that the shaper turns.
pub fn turns(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|letter| of_the_right(letter) || arabic_figure(letter))
}

/// As much of the line's beginning as `fits`, drawn, with an ellipsis for the rest; `true`: there is a rest.
pub fn cut(text: &str, fits: impl Fn(&str) -> bool) -> (String, bool) {
    let whole = visual(text).into_owned();
    if fits(&whole) {
        return (whole, false);
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let shortened = |end: usize| visual(&format!("{}…", text[..end].trim_end())).into_owned();
    let fit = ends.partition_point(|end| fits(&shortened(*end)));
    (shortened(ends.get(fit.saturating_sub(1)).copied().unwrap_or_default()), true)
}

/// The text broken into lines that `fit`, each drawn.
pub fn wrapped(text: &str, fits: impl Fn(&str) -> bool) -> String {
    by_line(text, |line, drawn| {
        let way = way_of(line);
        let mut row = String::new();
        for word in line.split_inclusive(' ') {
            let longer = format!("{row}{word}");
            if !row.is_empty() && !fits(&turned(longer.trim_end(), way)) {
                *drawn += &turned(row.trim_end(), way);
                drawn.push('\n');
                word.clone_into(&mut row);
            } else {
                row = longer;
            }
        }
        *drawn += &turned(row.trim_end(), way);
    })
}

fn by_line(text: &str, draw: impl Fn(&str, &mut String)) -> String {
    let mut drawn = String::with_capacity(text.len() + 8);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            drawn.push('\n');
        }
        draw(line, &mut drawn);
    }
    drawn
}

/// An icon before the words stays before them.
fn line_of(line: &str) -> String {
    let words = line.trim_start_matches(|letter: char| matches!(letter, '\u{E000}'..='\u{F8FF}' | ' '));
    let parts: Vec<String> = words.split(JOINT).map(|part| turned(part, way_of(part))).collect();
    format!("{}{}", &line[..line.len() - words.len()], parts.join(JOINT))
}

/// The way of most of its letters: a sentence may begin with a name that is read the other way.
fn way_of(text: &str) -> Level {
    let (mut left, mut right) = (0, 0);
    for letter in text.chars() {
        match bidi_class(letter) {
            BidiClass::L => left += 1,
            BidiClass::R | BidiClass::AL => right += 1,
            _ => {}
        }
    }
    if right > left { Level::rtl() } else { Level::ltr() }
}

fn turned(text: &str, way: Level) -> String {
    let info = BidiInfo::new(text, Some(way));
    let mut drawn = Drawn::default();
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let words = &text[run.clone()];
            if levels[run.start].is_rtl() {
                pieces(words).iter().rev().for_each(|piece| drawn.add(mirrored(piece)));
            } else {
                words.split_inclusive(|_| true).for_each(|sign| drawn.add(sign));
            }
        }
    }
    drawn.whole()
}

/// Words whole, and what is between them sign by sign, each with the marks on it.
fn pieces(run: &str) -> Vec<&str> {
    let mut pieces: Vec<(usize, bool)> = Vec::new();
    let mut joins = false;
    for (at, letter) in run.char_indices() {
        let (ours, joiner) = (of_the_right(letter), letter == '\u{200D}');
        let clings =
            joins || joiner || bidi_class(letter) == BidiClass::NSM || matches!(letter, '\u{1F3FB}'..='\u{1F3FF}');
        joins = joiner;
        match pieces.last() {
            Some(&(_, word)) if clings || (ours && word) => {}
            _ => pieces.push((at, ours)),
        }
    }
    let ends = pieces.iter().skip(1).map(|(at, _)| *at).chain([run.len()]);
    pieces.iter().zip(ends).map(|((from, _), to)| &run[*from..to]).collect()
}

/// What the shaper turns by itself is put in so that it is right when it has been turned: figures as well, and all that touches.
#[derive(Default)]
struct Drawn<'a> {
    text: String,
    to_turn: Vec<&'a str>,
}

impl<'a> Drawn<'a> {
    fn add(&mut self, piece: &'a str) {
        if piece.starts_with(|letter| of_the_right(letter) || arabic_figure(letter)) {
            self.to_turn.push(piece);
        } else {
            self.turn();
            self.text.push_str(piece);
        }
    }

    fn turn(&mut self) {
        self.text.extend(self.to_turn.drain(..).rev());
    }

    fn whole(mut self) -> String {
        self.turn();
        self.text
    }
}

/// A letter or sign of a script that is read from right to left.
fn of_the_right(letter: char) -> bool {
    let block = matches!(letter,
        '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    block && !arabic_figure(letter)
}

fn arabic_figure(letter: char) -> bool {
    matches!(letter, '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}')
}

/// A bracket that looks to the other side.
fn mirrored(piece: &str) -> &str {
    const PAIRS: [[&str; 2]; 7] = [["(", ")"], ["[", "]"], ["{", "}"], ["<", ">"], ["«", "»"], ["‹", "›"], ["≤", "≥"]];
    let other = PAIRS.iter().find_map(|[left, right]| match piece {
        _ if piece == *left => Some(*right),
        _ if piece == *right => Some(*left),
        _ => None,
    });
    other.unwrap_or(piece)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_from_the_left_costs_nothing() {
        for text in ["", "Harbour Lights (Live)", "Kōji Mori · 音楽", "Ана Лусија – 100 %"] {
            assert!(matches!(visual(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn words_stand_from_right_to_left_and_are_left_whole_for_the_shaper() {
        assert_eq!(visual("שלום עולם"), "עולם שלום");
        assert_eq!(visual("مرحبا بالعالم"), "بالعالم مرحبا");
        assert_eq!(visual("שָׁלוֹם, עולם!"), "!עולם ,שָׁלוֹם");
    }

    #[test]
    fn latin_words_and_figures_keep_their_way() {
        assert_eq!(visual("مرحبا بالعالم (Live)"), "(Live) بالعالم مرحبا");
        assert_eq!(visual("שלום (2020) עולם"), "עולם (2020) שלום");
        assert_eq!(visual("Songs of שלום עולם (Live)"), "Songs of עולם שלום (Live)");
        // The shaper turns Arabic figures as it does letters.
        assert_eq!(visual("سنة ٢٠٢٤"), "٤٢٠٢ سنة");
        assert_eq!(visual("سنة٢٠٢٤"), "سنة٤٢٠٢");
        assert_eq!(visual("٢٠٢٤"), "٤٢٠٢");
    }

    #[test]
    fn brackets_look_at_what_they_hold() {
        assert_eq!(visual("שלום (חי)"), "(חי) שלום");
        assert_eq!(visual("«שלום עולם» was deleted."), "«עולם שלום» was deleted.");
    }

    #[test]
    fn what_is_joined_keeps_its_place() {
        assert_eq!(visual("שלום עולם · 1999"), "עולם שלום · 1999");
        assert_eq!(visual("\u{E123}  שלום עולם"), "\u{E123}  עולם שלום");
        assert_eq!(visual("שלום עולם\nNina Vale"), "עולם שלום\nNina Vale");
    }

    #[test]
    fn a_sentence_that_begins_with_a_name_keeps_its_way() {
        assert_eq!(visual("שלום is back after two minutes."), "שלום is back after two minutes.");
    }

    #[test]
    fn signs_keep_their_marks() {
        assert_eq!(visual("שיר ❤\u{FE0F} חי"), "חי ❤\u{FE0F} שיר");
    }

    #[test]
    fn the_end_is_cut_and_not_the_beginning() {
        let fits = |most: usize| move |line: &str| line.chars().count() <= most;
        assert_eq!(cut("שלום עולם", fits(9)), ("עולם שלום".to_owned(), false));
        assert_eq!(cut("שלום עולם", fits(8)), ("…עו שלום".to_owned(), true));
        assert_eq!(cut("שלום", fits(0)), ("…".to_owned(), true));
    }

    #[test]
    fn lines_are_broken_in_the_order_of_reading() {
        let fits = |line: &str| line.chars().count() <= 9;
        assert_eq!(wrapped("שלום עולם ועוד מילים", fits), "עולם שלום\nועוד\nמילים");
        assert_eq!(wrapped("שלום\nעולם", fits), "שלום\nעולם");
    }
}
