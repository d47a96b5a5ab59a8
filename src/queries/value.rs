//! Values of indicators in words. Reads only.

use crate::words::Words;
use city_peers_engine::model::{Code, Indicator, Kind, Scale};
use city_peers_engine::quantise::{Cell, STEPS, value_of};

/// A value, with its figure where the core keeps one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// As compared.
    pub cell: Cell,
    /// To three digits, for the main indicator.
    pub figure: Option<u64>,
}

/// Name of an indicator.
pub(crate) fn label<'a>(words: &'a Words, indicator: &'a Indicator) -> &'a str {
    // Translations of the standard catalogue come with the texts; other catalogues speak for themselves.
    words
        .find(&["indicator.", &indicator.id].concat())
        .unwrap_or(&indicator.label)
}

/// A value in words; `None` where unknown.
pub(crate) fn say(words: &Words, indicator: &Indicator, known: Known) -> Option<String> {
    match (&indicator.kind, known.cell) {
        (Kind::Number { scale, low, high }, Cell::Byte(step)) => {
            let unit = unit(words, indicator);
            if let Some(figure) = known.figure {
                // Three digits are kept: from 1,000 on they are a rounding.
                let key = if figure < 1000 {
                    "value.number"
                } else {
                    "value.about"
                };
                let number = words.number(figure as f64);
                return Some(measured(words, key, &number, unit));
            }
            let key = match step {
                0 => "value.at-most",
                STEPS => "value.at-least",
                _ => "value.about",
            };
            let number = words.rounded(value_of(*scale, *low, *high, step));
            Some(measured(words, key, &number, unit))
        }
        (Kind::Ordered { levels: codes } | Kind::Category { codes, .. }, Cell::Byte(ix)) => codes
            .get(usize::from(ix))
            .map(|c| code(words, c).to_owned()),
        (Kind::Tags { codes }, Cell::Tags(bits)) => {
            let set = |(bit, _): &(usize, &Code)| bits >> bit & 1 == 1;
            let names: Vec<String> = codes
                .iter()
                .enumerate()
                .filter(set)
                .map(|(_, c)| code(words, c).to_owned())
                .collect();
            Some(if names.is_empty() {
                words.text("value.none").to_owned()
            } else {
                words.list(&names)
            })
        }
        _ => None,
    }
}

/// A number with its unit; some indicators have none.
fn measured(words: &Words, key: &str, number: &str, unit: &str) -> String {
    let said = words.with(key, &[("n", number), ("unit", unit)]);
    // Without a unit the space that holds it to its number is one too many.
    said.replace("\u{a0} ", " ").trim_end().to_owned()
}

/// Name of the group of a category.
pub(crate) fn group<'a>(words: &'a Words, indicator: &'a Indicator, cell: Cell) -> Option<&'a str> {
    let (Kind::Category { codes, parents }, Cell::Byte(ix)) = (&indicator.kind, cell) else {
        return None;
    };
    let parent = codes.get(usize::from(ix))?.parent?;
    parents.get(usize::from(parent)).map(|c| code(words, c))
}

/// How many times as much the second value is; `None` where the ends of the scale hide it.
pub(crate) fn ratio(indicator: &Indicator, a: Known, b: Known) -> Option<f64> {
    if let (Some(a), Some(b)) = (a.figure, b.figure)
        && a > 0
    {
        return Some(b as f64 / a as f64);
    }
    match (&indicator.kind, a.cell, b.cell) {
        (
            Kind::Number {
                scale: Scale::Log,
                low,
                high,
            },
            Cell::Byte(a),
            Cell::Byte(b),
        ) if ![0, STEPS].contains(&a) && ![0, STEPS].contains(&b) => {
            let value = |step| value_of(Scale::Log, *low, *high, step);
            Some(value(b) / value(a))
        }
        _ => None,
    }
}

/// A ratio in words: "about half", "about three times".
pub(crate) fn say_ratio(words: &Words, ratio: f64) -> String {
    let key = match ratio {
        r if r > 1.75 => return words.count("ratio.times", ratio.round() as usize, &[]),
        r if r > 1.25 => "ratio.half-more",
        r if r >= 0.8 => "ratio.same",
        r if r >= 0.58 => "ratio.two-thirds",
        r if r >= 0.42 => "ratio.half",
        r if r >= 0.29 => "ratio.third",
        r if r >= 0.22 => "ratio.quarter",
        _ => return words.count("ratio.part", (1.0 / ratio).round() as usize, &[]),
    };
    words.text(key).to_owned()
}

/// Name of a code.
pub(crate) fn code<'a>(words: &'a Words, code: &'a Code) -> &'a str {
    words
        .find(&["code.", &code.code].concat())
        .unwrap_or(&code.label)
}

/// Name of a unit.
pub(crate) fn unit<'a>(words: &'a Words, indicator: &'a Indicator) -> &'a str {
    words
        .find(&["unit.", &indicator.unit].concat())
        .unwrap_or(&indicator.unit)
}
