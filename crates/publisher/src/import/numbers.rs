//! Numbers as people write them: decimal commas, thousands separators, percent signs, digits of other scripts. Pure.

/// A number that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its value; of `45 %` it is 45.
    pub value: f64,
    /// Whether a percent sign stood by.
    pub percent: bool,
}

/// Why a text is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotANumber {
    /// It is something else.
    Text,
    /// `1,234`: a thousand and more, or a little over one.
    Ambiguous,
}

/// Reads a number; `decimal` is the decimal sign where it is known.
///
/// # Errors
/// Where the text is no number, or could be two.
pub fn number(text: &str, decimal: Option<char>) -> Result<Number, NotANumber> {
    let plain = plain(text);
    let mut rest = plain.as_str();
    let percent = rest.contains('%');
    rest = rest.trim_end_matches('%').trim_start_matches('%').trim();
    let (negative, digits) = match rest.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, rest.strip_prefix('+').unwrap_or(rest)),
    };
    let value = if let Some(whole) = exponent(digits) {
        whole
    } else {
        unsigned(digits, decimal)?
    };
    Ok(Number {
        value: if negative { -value } else { value },
        percent,
    })
}

/// ASCII digits, signs and separators in the place of all their kin.
fn plain(text: &str) -> String {
    let digit = |c: char, zero: u32| char::from_digit(u32::from(c).wrapping_sub(zero), 10);
    text.trim()
        .chars()
        .filter_map(|c| match c {
            '\u{660}'..='\u{669}' => digit(c, 0x660),
            '\u{6f0}'..='\u{6f9}' => digit(c, 0x6f0),
            '\u{966}'..='\u{96f}' => digit(c, 0x966),
            '\u{ff10}'..='\u{ff19}' => digit(c, 0xff10),
            '\u{66b}' => Some(','),
            '\u{66c}' | '’' | '‘' | '\u{a0}' | '\u{202f}' | '\u{2009}' => Some('\''),
            '，' => Some(','),
            '．' => Some('.'),
            '−' | '–' | '－' => Some('-'),
            '٪' | '％' => Some('%'),
            c => Some(c),
        })
        .collect::<String>()
        .replace("'%", "%")
        .replace(' ', "'")
        .trim_matches('\'')
        .replace("'%", "%")
}

/// `1.2e6`, with a decimal point.
fn exponent(digits: &str) -> Option<f64> {
    let fits = digits.contains(['e', 'E'])
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'-' | b'+'));
    digits.parse().ok().filter(|x: &f64| fits && x.is_finite())
}

fn unsigned(digits: &str, decimal: Option<char>) -> Result<f64, NotANumber> {
    let fits = digits.contains(|c: char| c.is_ascii_digit())
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '\''));
    if !fits {
        return Err(NotANumber::Text);
    }
    let sign = match decimal {
        Some(sign) => Some(sign),
        None => match decimal_of(digits) {
            Evidence::Decimal(sign) => Some(sign),
            Evidence::Thousands(sign) => Some(if sign == ',' { '.' } else { ',' }),
            Evidence::Either(_) => return Err(NotANumber::Ambiguous),
            Evidence::None => None,
        },
    };
    let (whole, fraction) = match sign.and_then(|sign| digits.split_once(sign)) {
        Some((whole, fraction)) => (whole, fraction),
        None => (digits, ""),
    };
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NotANumber::Text);
    }
    let mut groups = whole.split([',', '.', '\'']);
    let first = groups.next().unwrap_or_default();
    let mut joined = first.to_owned();
    let mut any = false;
    for group in groups {
        // Groups of three; two before the last three as in 12,34,567.
        if group.len() != 3 && group.len() != 2 {
            return Err(NotANumber::Text);
        }
        any = true;
        joined.push_str(group);
    }
    let last = whole.rsplit([',', '.', '\'']).next().unwrap_or_default();
    if any && (last.len() != 3 || first.is_empty() || first.len() > 3) {
        return Err(NotANumber::Text);
    }
    let joined = if joined.is_empty() { "0" } else { &joined };
    let text = match fraction.is_empty() {
        true => joined.to_owned(),
        false => format!("{joined}.{fraction}"),
    };
    text.parse().map_err(|_| NotANumber::Text)
}

/// What the separators of a number say about the decimal sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// This sign is decimal.
    Decimal(char),
    /// This sign separates thousands.
    Thousands(char),
    /// This sign may be either: `1,234`.
    Either(char),
    /// No sign that says anything.
    None,
}

/// What the separators of a text say.
pub fn evidence(text: &str) -> Evidence {
    let plain = plain(text);
    decimal_of(plain.trim_matches(['%', '-', '+', '\'']))
}

fn decimal_of(digits: &str) -> Evidence {
    let (point, comma) = (digits.rfind('.'), digits.rfind(','));
    match (point, comma) {
        (None, None) => Evidence::None,
        (Some(point), Some(comma)) => Evidence::Decimal(if point > comma { '.' } else { ',' }),
        (Some(at), None) | (None, Some(at)) => {
            let sign = if point.is_some() { '.' } else { ',' };
            let (before, after) = digits.split_at(at);
            if before.contains(sign) {
                return Evidence::Thousands(sign);
            }
            let fits = after.len() == 4 && (1..=3).contains(&before.len());
            if fits && !before.starts_with('0') {
                Evidence::Either(sign)
            } else {
                Evidence::Decimal(sign)
            }
        }
    }
}

/// The decimal sign of a column, from all its texts: certain signs decide; `None` where there is none.
pub fn decimal_sign<'t>(texts: impl Iterator<Item = &'t str>) -> Option<char> {
    let other = |sign: char| if sign == ',' { '.' } else { ',' };
    let (mut point, mut comma) = (0_usize, 0_usize);
    for text in texts {
        let sign = match evidence(text) {
            Evidence::Decimal(sign) => sign,
            Evidence::Thousands(sign) => other(sign),
            Evidence::Either(_) | Evidence::None => continue,
        };
        match sign {
            '.' => point += 1,
            _ => comma += 1,
        }
    }
    match (point, comma) {
        (0, 0) => None,
        (_, 0) => Some('.'),
        (0, _) => Some(','),
        // Both kinds in one column: each number for itself.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{NotANumber, decimal_sign, number};

    #[test]
    fn written_numbers() {
        let read = |text, decimal| number(text, decimal).map(|n| n.value);
        for (text, value) in [
            ("1234", 1234.0),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("1 234 567", 1_234_567.0),
            ("1\u{202f}234,5", 1234.5),
            ("12,34,567.5", 1_234_567.5),
            ("1'234", 1234.0),
            ("−0,25", -0.25),
            ("45 %", 45.0),
            ("1.5e6", 1.5e6),
            ("٣٫٥", 3.5),
            (".5", 0.5),
            ("0,125", 0.125),
        ] {
            assert_eq!(read(text, None), Ok(value), "{text}");
        }
        assert_eq!(read("1,234", None), Err(NotANumber::Ambiguous));
        assert_eq!(read("1,234", Some('.')), Ok(1234.0));
        assert_eq!(read("1,234", Some(',')), Ok(1.234));
        for text in [
            "", "abc", "1,23,4", "1-2", "~500", "<5", "1.2.3", "12 34", "%", "5 km",
        ] {
            assert_eq!(read(text, None), Err(NotANumber::Text), "{text}");
        }
        assert_eq!(decimal_sign(["1,234", "2,5"].into_iter()), Some(','));
        assert_eq!(decimal_sign(["1,234"].into_iter()), None);
    }
}
