//! Years as a person types them.

use super::Span;

/// `1995`, `199` (a year half typed: the nineties), `1990..1999`, `1990-1999`, `1990..`, `..1999`, `>=1995`, `<1980`.
pub(super) fn parse(text: &str) -> Option<Span> {
    let open = Span { from: 0, to: 9999 };
    let one = |text: &str| half_typed(text.trim());
    let bound = |text: &str| if text.trim().is_empty() { Some(open) } else { one(text) };
    if let Some(rest) = text.strip_prefix(">=") {
        return Some(Span { from: one(rest)?.from, ..open });
    }
    if let Some(rest) = text.strip_prefix("<=") {
        return Some(Span { to: one(rest)?.to, ..open });
    }
    if let Some(rest) = text.strip_prefix('>') {
        return Some(Span { from: one(rest)?.to.saturating_add(1), ..open });
    }
    if let Some(rest) = text.strip_prefix('<') {
        return Some(Span { to: one(rest)?.from.saturating_sub(1), ..open });
    }
    if let Some((from, to)) = text.split_once("..").or_else(|| text.split_once('-')) {
        let (one, other) = (bound(from)?, bound(to.trim_start_matches('.'))?);
        let is_reversed = other.to < one.from;
        let (from, to) = if is_reversed { (other, one) } else { (one, other) };
        return Some(Span { from: from.from, to: to.to });
    }
    one(text)
}

/// Digits that are missing may be any.
fn half_typed(text: &str) -> Option<Span> {
    if text.is_empty() || text.len() > 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let wide = 10_u16.pow(4 - text.len() as u32);
    let from = text.parse::<u16>().ok()? * wide;
    Some(Span { from, to: from + (wide - 1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_spans_of_years() {
        for (text, from, to) in [
            ("1995", 1995, 1995),
            ("199", 1990, 1999),
            ("1", 1000, 1999),
            ("1990..1999", 1990, 1999),
            ("1990...1999", 1990, 1999),
            ("1990-1999", 1990, 1999),
            ("1999..1990", 1990, 1999),
            ("1990..", 1990, 9999),
            ("..1990", 0, 1990),
            ("1990..19", 1990, 1999),
            (">=1995", 1995, 9999),
            (">1995", 1996, 9999),
            ("<=1995", 0, 1995),
            ("<1995", 0, 1994),
        ] {
            assert_eq!(parse(text), Some(Span { from, to }), "{text}");
        }
        for text in ["", "abc", "19950", "1995x", ">=", "１９９５", "a..b", "-x"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
