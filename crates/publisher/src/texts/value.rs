//! Values of indicators in words, as the widget says them. Pure.

use super::Texts;
use city_peers_engine::model::{Code, Indicator, Kind, Scale};
use city_peers_engine::quantise::{Cell, STEPS, value_of};

/// A value, with its figure where the core keeps one.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// As compared.
    pub cell: Cell,
    /// To three digits, for the main indicator.
    pub figure: Option<u64>,
}

/// Name of an indicator.
pub fn label<'a>(texts: &'a Texts, indicator: &'a Indicator) -> &'a str {
    texts
        .find(&format!("indicator.{}", indicator.id))
        .unwrap_or(&indicator.label)
}

/// A value in words; `None` where unknown.
pub fn say(texts: &Texts, indicator: &Indicator, known: Known) -> Option<String> {
    match (&indicator.kind, known.cell) {
        (Kind::Number { scale, low, high }, Cell::Byte(step)) => {
            let unit = unit(texts, indicator);
            let (key, number) = match (known.figure, step) {
                // Three digits are kept: from 1,000 on they are a rounding.
                (Some(figure), _) if figure < 1000 => ("value.number", texts.number(figure as f64)),
                (Some(figure), _) => ("value.about", texts.number(figure as f64)),
                (None, step) => {
                    let key = match step {
                        0 => "value.at-most",
                        STEPS => "value.at-least",
                        _ => "value.about",
                    };
                    (key, texts.rounded(value_of(*scale, *low, *high, step)))
                }
            };
            let said = texts.with(key, &[("n", &number), ("unit", unit)]);
            // Without a unit the space that holds it to its number is one too many.
            Some(said.replace("\u{a0} ", " ").trim().to_owned())
        }
        (Kind::Ordered { levels: codes } | Kind::Category { codes, .. }, Cell::Byte(ix)) => codes
            .get(usize::from(ix))
            .map(|c| code(texts, c).to_owned()),
        (Kind::Tags { codes }, Cell::Tags(bits)) => {
            let set = |(bit, _): &(usize, &Code)| bits >> bit & 1 == 1;
            let names: Vec<String> = codes
                .iter()
                .enumerate()
                .filter(set)
                .map(|(_, c)| code(texts, c).to_owned())
                .collect();
            Some(if names.is_empty() {
                texts.text("value.none").to_owned()
            } else {
                texts.list(&names)
            })
        }
        _ => None,
    }
}

/// Name of the group of a category.
pub fn group<'a>(texts: &'a Texts, indicator: &'a Indicator, cell: Cell) -> Option<&'a str> {
    let (Kind::Category { codes, parents }, Cell::Byte(ix)) = (&indicator.kind, cell) else {
        return None;
    };
    let parent = codes.get(usize::from(ix))?.parent?;
    parents.get(usize::from(parent)).map(|c| code(texts, c))
}

/// How many times as much the second value is; `None` where the ends of the scale hide it.
pub fn ratio(indicator: &Indicator, a: Known, b: Known) -> Option<f64> {
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
pub fn say_ratio(texts: &Texts, ratio: f64) -> String {
    let key = match ratio {
        r if r > 1.75 => return texts.count("ratio.times", ratio.round() as usize, &[]),
        r if r > 1.25 => "ratio.half-more",
        r if r >= 0.8 => "ratio.same",
        r if r >= 0.58 => "ratio.two-thirds",
        r if r >= 0.42 => "ratio.half",
        r if r >= 0.29 => "ratio.third",
        r if r >= 0.22 => "ratio.quarter",
        _ => return texts.count("ratio.part", (1.0 / ratio).round() as usize, &[]),
    };
    texts.text(key).to_owned()
}

/// Name of a code of an indicator.
pub fn code<'a>(texts: &'a Texts, code: &'a Code) -> &'a str {
    texts
        .find(&format!("code.{}", code.code))
        .unwrap_or(&code.label)
}

fn unit<'a>(texts: &'a Texts, indicator: &'a Indicator) -> &'a str {
    texts
        .find(&format!("unit.{}", indicator.unit))
        .unwrap_or(&indicator.unit)
}
