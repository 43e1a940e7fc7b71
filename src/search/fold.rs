//! From text to what is compared: words without case, accents and punctuation.

/// What the letters from U+00C0 to U+024F are without their accents; `.` where that is more than a change of accent.
const LATIN: &[u8] = b"\
    aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggggggg\
    hhhhiiiiiiiiii..jjkk.llllll..llnnnnnn.nnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzsb.....o.\
    .......ee.f....i........oo.............uu....zz......................aaiioouuuuuuuuuu.aaaa....ggkkoo\
    oo..j...gg..nnaa....aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............................\
";

/// The same from U+1E00 to U+1EFF.
const LATIN_ADDITIONAL: &[u8] = b"\
    aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssss\
    ssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeee\
    iiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......\
";

/// What a character is to a word.
enum Part {
    Letter(char),
    Letters(&'static str),
    /// It is not there: an accent of its own, an apostrophe.
    Nothing,
    Gap,
}

/// Words in lower case without accents, with one space between them. Text of nothing but signs (`!!!`) keeps them, as
/// one word. Where a script without spaces begins or ends, there is a space, too.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return fold_ascii(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut last_unspaced = false;
    for part in text.chars().map(part) {
        let (letter, letters) = match part {
            Part::Letter(letter) => (Some(letter), ""),
            Part::Letters(letters) => (None, letters),
            Part::Nothing => continue,
            Part::Gap => {
                gap = true;
                continue;
            }
        };
        let unspaced = letter.is_some_and(is_unspaced);
        if !out.is_empty() && (gap || unspaced != last_unspaced) {
            out.push(' ');
        }
        (gap, last_unspaced) = (false, unspaced);
        out.extend(letter);
        out.push_str(letters);
    }
    if out.is_empty() { signs(text) } else { out }
}

/// Most text is ASCII, and a scan folds a great deal of it.
fn fold_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for byte in text.bytes() {
        match byte {
            b'\'' | b'`' => {}
            _ if byte.is_ascii_alphanumeric() => {
                if gap && !out.is_empty() {
                    out.push(' ');
                }
                gap = false;
                out.push(char::from(byte.to_ascii_lowercase()));
            }
            _ => gap = true,
        }
    }
    if out.is_empty() { signs(text) } else { out }
}

fn signs(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '\'' | '"' | '`')).collect()
}

fn part(c: char) -> Part {
    let cp = u32::from(c);
    let from = |table: &[u8], first: u32| match table.get((cp - first) as usize) {
        Some(b'.') | None => spelled(c),
        Some(base) => Part::Letter(char::from(*base)),
    };
    match cp {
        0x27 | 0x60 | 0xAD | 0xB4 | 0x2BC | 0x2018 | 0x2019 => Part::Nothing,
        0..0xC0 => letter_or_gap(c),
        0xD7 | 0xF7 => Part::Gap,
        0xC0..=0x24F => from(LATIN, 0xC0),
        0x1E00..=0x1EFF => from(LATIN_ADDITIONAL, 0x1E00),
        // Accents, vowel points, joiners, selectors: they change how a letter looks, not which it is.
        0x300..=0x36F | 0x591..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x200B..=0x200F | 0xFE00..=0xFE0F => {
            Part::Nothing
        }
        // The vowels and joins of Indic scripts are marks, and belong to the word.
        0x900..=0xFFF => letter_of(c, c.is_alphanumeric() || !c.is_ascii_punctuation() && !matches!(cp, 0x964 | 0x965)),
        0x3099 | 0x309A => Part::Nothing,
        0x30A1..=0x30F6 => Part::Letter(char::from_u32(cp - 0x60).unwrap_or(c)),
        0xFF01..=0xFF5E => part(char::from_u32(cp - 0xFEE0).unwrap_or(' ')),
        _ => spelled(c),
    }
}

/// Letters that are written with several, and Greek and Cyrillic ones that have accents.
fn spelled(c: char) -> Part {
    match c {
        'ß' | 'ẞ' => Part::Letters("ss"),
        'æ' | 'Æ' | 'ǽ' | 'Ǽ' => Part::Letters("ae"),
        'œ' | 'Œ' => Part::Letters("oe"),
        'þ' | 'Þ' => Part::Letters("th"),
        'ĳ' | 'Ĳ' => Part::Letters("ij"),
        'ŉ' => Part::Letter('n'),
        'ά' | 'Ά' => Part::Letter('α'),
        'έ' | 'Έ' => Part::Letter('ε'),
        'ή' | 'Ή' => Part::Letter('η'),
        'ί' | 'Ί' | 'ϊ' | 'ΐ' | 'Ϊ' => Part::Letter('ι'),
        'ό' | 'Ό' => Part::Letter('ο'),
        'ύ' | 'Ύ' | 'ϋ' | 'ΰ' | 'Ϋ' => Part::Letter('υ'),
        'ώ' | 'Ώ' => Part::Letter('ω'),
        'ς' => Part::Letter('σ'),
        'ё' | 'Ё' => Part::Letter('е'),
        _ => letter_or_gap(c),
    }
}

fn letter_or_gap(c: char) -> Part {
    letter_of(c, c.is_alphanumeric())
}

/// The few letters whose small form is several characters lose all but the first.
fn letter_of(c: char, is_letter: bool) -> Part {
    if is_letter { Part::Letter(c.to_lowercase().next().unwrap_or(c)) } else { Part::Gap }
}

/// Scripts that are written without spaces: a word of theirs may begin anywhere.
pub fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3005..=0x3007 | 0x3041..=0x30FF | 0x31F0..=0x31FF
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// What a folded word is found by: itself; in a script without spaces each two neighbours and the last character, so
/// that every part of it is found.
pub fn for_each_term(word: &str, take: &mut dyn FnMut(&str)) {
    if !word.chars().next().is_some_and(is_unspaced) {
        return take(word);
    }
    let ends = |from: usize, count: usize| word[from..].char_indices().nth(count).map(|(at, _)| from + at);
    for (at, _) in word.char_indices() {
        take(&word[at..ends(at, 2).unwrap_or(word.len())]);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_and_punctuation_do_not_count() {
        for (text, folded) in [
            ("Björk", "bjork"),
            ("Bjo\u{308}rk", "bjork"),
            ("Sigur Rós – Ágætis byrjun", "sigur ros agaetis byrjun"),
            ("Don’t Stop (Live)", "dont stop live"),
            ("don't stop", "dont stop"),
            ("AC/DC", "ac dc"),
            ("Đorđe Łukasz Straße", "dorde lukasz strasse"),
            ("Trịnh Công Sơn", "trinh cong son"),
            ("Ёлка ΆΣΜΑ", "елка ασμα"),
            ("ＡＢＣ １", "abc 1"),
            ("!!!", "!!!"),
            ("…", "…"),
            ("  ", ""),
            ("हिन्दी गीत", "हिन्दी गीत"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn scripts_without_spaces_stand_apart_and_katakana_is_hiragana() {
        assert_eq!(fold("東京Tokyo事変"), "東京 tokyo 事変");
        assert_eq!(fold("カラオケ・ナイト"), "からおけ ないと");
        let mut terms = Vec::new();
        for_each_term("東京都", &mut |term| terms.push(term.to_owned()));
        assert_eq!(terms, ["東京", "京都", "都"]);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in ".*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            prop_assert!(!once.contains("  ") && !once.contains('\'') && !once.contains('"'));
        }
    }
}
