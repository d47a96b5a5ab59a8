//! Forms of ids, dates, languages, links and SDG targets. Pure.

use crate::problem::rules;
use jiff::civil::Date;

/// Lower-case letters, digits and single hyphens.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// An id of a city: as a rule a slug; ids of other registers may hold capitals, dots and underscores.
pub fn is_city_id(text: &str) -> bool {
    // A dot in front hides a file; `.` and `..` are folders.
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.len() <= 120
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':'))
}

/// A date such as `2026-11-22`.
pub fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<Date>().is_ok()
}

/// A BCP 47 code such as `en`, `pt-BR` or `zh-Hant`.
pub fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// A currency of ISO 4217, such as `EUR`, by its form.
pub fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
}

/// A link to a page.
pub fn is_link(text: &str) -> bool {
    super::links::link(text).is_none_or(|(rule, ..)| rule != rules::NOT_A_LINK)
}

/// Last number and last letter of the targets of each goal.
const TARGETS: [(u8, u8); 17] = [
    (5, b'b'),
    (5, b'c'),
    (9, b'd'),
    (7, b'c'),
    (6, b'c'),
    (6, b'b'),
    (3, b'b'),
    (10, b'b'),
    (5, b'c'),
    (7, b'c'),
    (7, b'c'),
    (8, b'c'),
    (3, b'b'),
    (7, b'c'),
    (9, b'c'),
    (10, b'b'),
    (19, 0),
];

/// The goal of one of the 169 SDG targets, such as 11 for `11.7` or `11.b`.
pub fn target_goal(target: &str) -> Option<u8> {
    let (goal, part) = target.split_once('.')?;
    let number = |text: &str| -> Option<u8> {
        let plain = !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse().ok()).flatten()
    };
    let goal = number(goal)?;
    let (last, letter) = *TARGETS.get(usize::from(goal).checked_sub(1)?)?;
    let fits = match part.as_bytes() {
        [b @ b'a'..=b'd'] => *b <= letter,
        _ => number(part).is_some_and(|n| (1..=last).contains(&n)),
    };
    fits.then_some(goal)
}

/// A number with a decimal point and no thousands separator.
pub fn number(text: &str) -> Option<f64> {
    let fits = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    text.parse::<f64>().ok().filter(|x| fits && x.is_finite())
}
