//! Text that its tag calls Latin-1 and that is something else: Shift-JIS, Windows-1251, EUC-KR, GBK or UTF-8.
//!
//! Old taggers wrote in whatever their system used. Latin text has its high bytes one by one, between plain letters;
//! the other scripts have them in runs. Where there are runs, each encoding reads them, and the one in which they make
//! the most ordinary text of its script wins, if it is ordinary enough.

use encoding_rs::{EUC_KR, Encoding, GBK, SHIFT_JIS, UTF_8, WINDOWS_1251, WINDOWS_1252};

/// So ordinary (0 to 1) must the text be in an encoding.
const ORDINARY: f32 = 0.6;
/// Fewer high bytes than these prove nothing.
const FEWEST: usize = 3;

/// The two encodings share their bytes: so what is most often written tells them apart.
const HANGUL: &str = "가간감개거건게겨경계고공과관광구국군그글기길김나날남내너녀년노누눈는니다단달당대더데도동두드들라람랑래러로루름\
    리린마만말망매머며면명모무문물미민밤방버별보봄부분비빛사산살상새생서선성세소속손수순술숨스시신실심아안않알애야어언엄없에여연열영\
    예오와왜요우운울원월위유은을음의이인일임있자작잔장저전정제조좋주중지진집차처천첫청추친파편평하한할해행향혼화황후희";
const HANZI: &str = "的一是不了在人有我他这中大来上个国和地到你说时要就出会可也对生能而子那得于自年过后作里用道行所然家种多成\
    事方如前面定爱情天心花月夜风雨雪春夏秋冬日星光海山水雨梦想歌曲音乐爱飞红白青蓝黑金龙虎城北京上海香港东西南小老少女男王李张刘陈\
    林周郭邓孙杨黄吴徐高朱最好无真见等再离别孤单寂寞快乐世界永远美丽温柔思念回忆朋友幸福今明昨路走过去看听";

/// What the texts of one file really are; `None`: leave them. Texts that are no Latin-1 are not regarded.
pub(super) fn really_is<'t>(texts: impl Iterator<Item = &'t str>) -> Option<&'static Encoding> {
    let high = texts.filter(|text| !text.is_ascii()).filter_map(bytes_of);
    let all = high.reduce(|mut all, text| {
        all.push(b' ');
        all.extend(text);
        all
    })?;
    if std::str::from_utf8(&all).is_ok() {
        return Some(UTF_8);
    }
    let other =
        (all.iter().filter(|byte| **byte >= 0x80).count() >= FEWEST && !is_latin(&all)).then(|| ordinary_in(&all));
    // Bytes that are control characters in Latin-1 are quotes and dashes in Windows' version of it.
    other.flatten().or_else(|| all.iter().any(|byte| (0x80..0xA0).contains(byte)).then_some(WINDOWS_1252))
}

/// The encoding in which the text is the most ordinary, if it is ordinary enough.
fn ordinary_in(text: &[u8]) -> Option<&'static Encoding> {
    let scores = [SHIFT_JIS, WINDOWS_1251, EUC_KR, GBK].map(|encoding| (score(text, encoding), encoding));
    let (best, encoding) = scores.into_iter().max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    (best >= ORDINARY).then_some(encoding)
}

/// The text read again; `None` if it is not what was taken for Latin-1.
pub(super) fn again(text: &str, encoding: &'static Encoding) -> Option<String> {
    let bytes = (!text.is_ascii()).then(|| bytes_of(text))??;
    let mended = encoding.decode_without_bom_handling(&bytes).0;
    Some(mended.into_owned())
}

/// The bytes that were read as Latin-1.
fn bytes_of(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect()
}

/// Latin text has mostly plain letters, and seldom two high ones side by side.
fn is_latin(text: &[u8]) -> bool {
    let high = text.iter().filter(|byte| **byte >= 0x80).count();
    let plain = text.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let pairs = text.windows(2).filter(|pair| pair[0] >= 0x80 && pair[1] >= 0x80).count();
    // A trail byte of Shift-JIS may look like a letter, but its lead bytes are no letters of Latin-1.
    let odd = text.iter().filter(|byte| (0x80..0xA0).contains(*byte)).count();
    pairs * 3 < high && high < plain * 2 && odd * 4 < high
}

/// How ordinary the text is in an encoding: 1 is text of everyday, below 0 is nonsense. Weighed by bytes.
fn score(text: &[u8], encoding: &'static Encoding) -> f32 {
    let Some(decoded) = encoding.decode_without_bom_handling_and_without_replacement(text) else { return -1.0 };
    let (mut sum, mut weight) = (0.0, 0.0);
    let mut before = ' ';
    for c in decoded.chars() {
        if !c.is_ascii() {
            let bytes = if encoding == WINDOWS_1251 || is_half_width(c) { 1.0 } else { 2.0 };
            sum += bytes * ordinary(c, before, encoding);
            weight += bytes;
        } else if c.is_ascii_alphabetic() && is_cyrillic(before) {
            sum -= 1.0;
        }
        before = c;
    }
    if weight > 0.0 { sum / weight } else { -1.0 }
}

/// How ordinary a character is after another.
fn ordinary(c: char, before: char, encoding: &'static Encoding) -> f32 {
    match c {
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FC}' if encoding == SHIFT_JIS => 1.0,
        '\u{3000}'..='\u{3002}' | '\u{300C}'..='\u{300F}' | '\u{FF01}'..='\u{FF5E}' => 0.5,
        _ if is_half_width(c) => 0.1,
        '\u{AC00}'..='\u{D7A3}' if encoding == EUC_KR => {
            if HANGUL.contains(c) {
                1.0
            } else {
                0.6
            }
        }
        '\u{4E00}'..='\u{9FFF}' if encoding == EUC_KR => 0.2,
        '\u{4E00}'..='\u{9FFF}' if encoding == SHIFT_JIS => {
            if is_common(c, encoding, 0x88..=0x97) {
                0.85
            } else {
                0.3
            }
        }
        '\u{4E00}'..='\u{9FFF}' if encoding == GBK && HANZI.contains(c) => 1.0,
        '\u{4E00}'..='\u{9FFF}' if encoding == GBK && is_common(c, encoding, 0xB0..=0xD7) => 0.75,
        '\u{4E00}'..='\u{9FFF}' if encoding == GBK && is_common(c, encoding, 0xD8..=0xF7) => 0.3,
        _ if encoding == WINDOWS_1251 => cyrillic(c, before),
        _ => -0.3,
    }
}

/// A Russian word is lower case, or begins with a capital, or is all capitals; it has no Latin letter in it.
fn cyrillic(c: char, before: char) -> f32 {
    match c {
        'а'..='я' | 'ё' | 'і' | 'ї' | 'є' | 'ґ' if !before.is_ascii_alphabetic() => 0.95,
        'А'..='Я' | 'Ё' | 'І' | 'Ї' | 'Є' | 'Ґ' if before.is_uppercase() || !before.is_alphabetic() => 0.95,
        '«' | '»' | '—' | '–' | '…' | '№' | '“' | '”' | '„' => 0.5,
        _ => -0.5,
    }
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{4FF}').contains(&c)
}

fn is_half_width(c: char) -> bool {
    ('\u{FF61}'..='\u{FF9F}').contains(&c)
}

/// Whether the character is in the encoding's rows (by lead byte) of those most used, as its two-byte standard sorts
/// them.
fn is_common(c: char, encoding: &'static Encoding, leads: std::ops::RangeInclusive<u8>) -> bool {
    let mut buffer = [0; 4];
    let (bytes, _, unknown) = encoding.encode(c.encode_utf8(&mut buffer));
    let trail = bytes.get(1).is_some_and(|trail| *trail >= 0xA1 || encoding == SHIFT_JIS);
    !unknown && trail && leads.contains(&bytes[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a tag reader makes of a text that was written in another encoding.
    fn mislabelled(text: &str, encoding: &'static Encoding) -> String {
        let (bytes, _, unknown) = encoding.encode(text);
        assert!(!unknown, "{text}");
        bytes.iter().map(|byte| char::from(*byte)).collect()
    }

    #[test]
    fn other_scripts_are_found() {
        let texts: [(&'static Encoding, &[&str]); 5] = [
            (SHIFT_JIS, &["ルパン三世のテーマ", "さくら", "椎名林檎 歌舞伎町の女王", "東京事変", "Perfume ポリリズム"]),
            (
                WINDOWS_1251,
                &["Кино", "КИНО", "Группа крови", "Владимир Высоцкий – Кони привередливые", "Ария 1987", "ДДТ"],
            ),
            (EUC_KR, &["소녀시대", "다시 만난 세계", "아이유 좋은 날", "방탄소년단"]),
            (GBK, &["月亮代表我的心", "邓丽君", "周杰伦 青花瓷", "最炫民族风", "北京欢迎你"]),
            (UTF_8, &["Björk", "Сплин", "久石譲"]),
        ];
        for (encoding, texts) in texts {
            for text in texts {
                let wrong = mislabelled(text, encoding);
                let found = really_is([wrong.as_str(), "Album"].into_iter());
                assert_eq!(found, Some(encoding), "{text}: {:?}", found.and_then(|found| again(&wrong, found)));
                assert_eq!(again(&wrong, encoding).as_deref(), Some(*text));
            }
        }
    }

    #[test]
    fn latin_text_stays() {
        let texts = [
            "Björk",
            "Sigur Rós",
            "Ágætis byrjun",
            "Motörhead",
            "Été",
            "Café Tacvba",
            "Bésame mucho",
            "Für Elise",
            "Ænima",
            "Canções",
            "Señorita",
            "Håkan Hellström",
            "Mötley Crüe",
            "¿Dónde estás?",
            "Só",
            "Blå",
            "Žižek",
            "Où es-tu ?",
            "Übers Ende der Welt",
            "Naïve",
            "João Gilberto",
            "Einstürzende Neubauten",
            "Ça ira",
            "夜",
            "Queensrÿche",
            "Þorlákur",
            "«Voilà»",
            "Röyksopp",
            "Æ",
            "Øl",
            "plain",
        ];
        for text in texts {
            assert_eq!(really_is([text].into_iter()), None, "{text}");
        }
        assert_eq!(really_is(texts.into_iter()), None);
        assert_eq!(again("夜", SHIFT_JIS), None);
    }

    #[test]
    fn quotes_of_windows_are_quotes() {
        let wrong = mislabelled("Don’t – “Stop”", WINDOWS_1252);
        let found = really_is([wrong.as_str()].into_iter());
        assert_eq!(found.and_then(|found| again(&wrong, found)).unwrap(), "Don’t – “Stop”");
    }
}
