//! Numbers as people type them, in any of the world's digits and separators. Reads only.

/// How a language writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    /// Before the fraction.
    pub decimal: char,
    /// Between groups of digits.
    pub group: char,
}

/// What was typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Typed {
    /// Nothing.
    Nothing,
    /// A number.
    Number(f64),
    /// Two numbers, depending on what the separator stands for: as the language has it, and the other way.
    Either(f64, f64),
    /// No number.
    Wrong,
}

/// Reads a number; `likely` says whether one can be meant where two are possible.
pub(super) fn read(text: &str, style: Style, likely: impl Fn(f64) -> bool) -> Typed {
    let text = plain(text, style);
    if text.is_empty() {
        return Typed::Nothing;
    }
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(&text)),
    };
    let number = |x: Option<f64>| x.map_or(Typed::Wrong, |x| Typed::Number(sign * x));
    let (commas, points) = (digits.matches(',').count(), digits.matches('.').count());
    match (commas, points) {
        (0, 0) => number(join(digits, "")),
        // Both: the last one is before the fraction.
        (1.., 1..) => {
            let decimal = if digits.rfind(',') > digits.rfind('.') {
                ','
            } else {
                '.'
            };
            number(both(digits, decimal))
        }
        // Several of one: groups.
        (0, 2..) | (2.., 0) => number(grouped(digits).and_then(|whole| join(&whole, ""))),
        _ => {
            let (whole, fraction) = digits.split_once([',', '.']).unwrap_or((digits, ""));
            let decimal = join(whole, fraction);
            let together = grouped(digits).and_then(|whole| join(&whole, ""));
            let (Some(decimal), Some(together)) = (decimal, together) else {
                return number(decimal);
            };
            let (decimal, together) = (sign * decimal, sign * together);
            let is_decimal = digits.contains(style.decimal);
            let (own, other) = if is_decimal {
                (decimal, together)
            } else {
                (together, decimal)
            };
            match (likely(own), likely(other)) {
                (true, false) => Typed::Number(own),
                // Three digits after a comma are a group wherever commas make groups.
                (true, true) if !is_decimal => Typed::Number(own),
                _ => Typed::Either(own, other),
            }
        }
    }
}

/// Digits of all scripts as 0–9, the language's own separators as comma and point, no spaces.
fn plain(text: &str, style: Style) -> String {
    const ZEROS: [u32; 9] = [
        0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0x1040, 0x17E0, 0x0BE6, 0xFF10,
    ];
    let mut out = String::new();
    for c in text.chars() {
        let digit = ZEROS
            .iter()
            .find_map(|zero| u32::from(c).checked_sub(*zero).filter(|d| *d < 10))
            .and_then(|digit| char::from_digit(digit, 10));
        match digit.unwrap_or(c) {
            '٫' => out.push(if style.decimal == ',' { ',' } else { '.' }),
            '٬' | '،' => out.push(if style.decimal == ',' { '.' } else { ',' }),
            '−' | '‐' | '–' => out.push('-'),
            '’' | '\'' | '_' | '\u{200e}' | '\u{200f}' | '\u{061c}' => {}
            c if c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    out
}

/// A number from the digits before and after its point.
fn join(whole: &str, fraction: &str) -> Option<f64> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !digits(whole) || !digits(fraction) {
        return None;
    }
    [whole, ".", fraction, "0"].concat().parse().ok()
}

/// The digits of a number written in groups of three, or as in India: 12,34,567.
fn grouped(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split([',', '.']).collect();
    let (first, rest) = groups.split_first()?;
    let (last, middle) = rest.split_last()?;
    let length = middle.first().map_or(3, |group| group.len());
    let fits = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && last.len() == 3
        && (2..=3).contains(&length)
        && middle.iter().all(|group| group.len() == length);
    fits.then(|| groups.concat())
}

/// A number with both separators.
fn both(text: &str, decimal: char) -> Option<f64> {
    let (whole, fraction) = text.rsplit_once(decimal)?;
    if whole.contains(decimal) {
        return None;
    }
    join(&grouped(whole)?, fraction)
}

/// On a scale of ratios, so many times beyond an end is far off: the largest cities lie 40 times above theirs.
const OFF: f64 = 50.0;

/// What a value far off the scale was probably meant to be: the same digits in another unit.
pub(super) fn meant(x: f64, low: f64, high: f64, log: bool) -> Option<f64> {
    let range = high - low;
    let off = if log {
        x > high * OFF || x < low / OFF
    } else {
        x > high + 2.0 * range || x < low - 2.0 * range || (low >= 0.0 && x < 0.0)
    };
    let factors = [0.01, 0.001, 1000.0, 100.0, -1.0, 1e-6];
    let inside = |y: &f64| (low..=high).contains(y);
    let found = || factors.iter().map(|factor| x * factor).find(inside);
    off.then(found).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Style, Typed, meant, read};

    const EN: Style = Style {
        decimal: '.',
        group: ',',
    };
    const DE: Style = Style {
        decimal: ',',
        group: '.',
    };

    fn en(text: &str) -> Typed {
        read(text, EN, |_| true)
    }

    #[test]
    fn reads_what_people_write() {
        for (text, x) in [
            ("40000", 40000.0),
            ("40,000", 40000.0),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("1.234.567", 1234567.0),
            ("12,34,567", 1234567.0),
            ("1 234,5", 1234.5),
            ("1\u{202f}234", 1234.0),
            ("1’234.50", 1234.5),
            ("٤٠٬٠٠٠", 40000.0),
            ("٣٫٥", 3.5),
            ("۴۲", 42.0),
            ("−3.25", -3.25),
            ("0.125", 0.125),
            (".5", 0.5),
            ("2,5", 2.5),
        ] {
            assert_eq!(en(text), Typed::Number(x), "{text}");
        }
        assert_eq!(read("1.234", DE, |_| true), Typed::Number(1234.0));
        assert_eq!(read("40.000", DE, |_| true), Typed::Number(40000.0));
        assert_eq!(read("1,5", DE, |_| true), Typed::Number(1.5));
    }

    #[test]
    fn asks_where_two_numbers_are_possible() {
        assert_eq!(en("1.234"), Typed::Either(1.234, 1234.0));
        let many = |x: f64| x > 100.0;
        assert_eq!(read("46.721", EN, many), Typed::Either(46.721, 46721.0));
        assert_eq!(read("46,721", EN, many), Typed::Number(46721.0));
        assert_eq!(read("46,721", DE, many), Typed::Either(46.721, 46721.0));
        assert_eq!(read("1.234", EN, |x| x < 10.0), Typed::Number(1.234));
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in ["many", "1,2,3", "1.2.3", "12a", "-", "1,23.4.5", "1e5"] {
            assert_eq!(en(text), Typed::Wrong, "{text}");
        }
        assert_eq!(en("  "), Typed::Nothing);
    }

    #[test]
    fn names_what_was_probably_meant() {
        assert_eq!(meant(4100.0, 1.0, 20.0, true), Some(4.1));
        assert_eq!(meant(9.6e6, 53000.0, 940000.0, true), None);
        assert_eq!(meant(30.0, 1.0, 20.0, true), None);
        assert_eq!(meant(4.0, 53000.0, 940000.0, true), None);
        assert_eq!(meant(90.0, 53000.0, 940000.0, true), Some(90000.0));
        assert_eq!(meant(-5.0, 0.0, 20.0, false), Some(5.0));
    }
}
