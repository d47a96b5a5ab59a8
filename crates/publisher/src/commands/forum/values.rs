//! Values of indicators in words, as profiles state them. Pure.

use crate::texts::intl::Intl;
use crate::words::{grouped, two_digits};
use city_peers_engine::model::{Indicator, Kind, Profile, Value};

/// Numbers from here on are shown to two digits.
const LARGE: f64 = 1000.0;

/// What a profile states of an indicator; `None` where it states nothing.
pub fn words(names: &Intl, indicator: &Indicator, profile: &Profile) -> Option<String> {
    Some(match profile.values.get(&indicator.id)? {
        Value::Number(x) => number(*x, &indicator.unit),
        Value::Code(code) => label(indicator, code).to_owned(),
        Value::Codes(codes) if codes.is_empty() => super::texts::NONE_OF_THESE.to_owned(),
        Value::Codes(codes) => {
            let labels: Vec<&str> = codes.iter().map(|c| label(indicator, c)).collect();
            names.list(&labels)
        }
    })
}

/// The bare number of an indicator of numbers.
pub fn figure(indicator: &Indicator, profile: &Profile) -> Option<f64> {
    match (&indicator.kind, profile.values.get(&indicator.id)?) {
        (Kind::Number { .. }, Value::Number(x)) if x.is_finite() => Some(*x),
        _ => None,
    }
}

fn label<'i>(indicator: &'i Indicator, code: &'i str) -> &'i str {
    let found = indicator.codes().iter().find(|c| c.code == code);
    found.map_or(code, |c| if c.label.is_empty() { code } else { &c.label })
}

fn number(x: f64, unit: &str) -> String {
    let figure = if x < 0.0 {
        format!("−{}", two_digits(-x))
    } else if x >= 1e6 {
        super::texts::millions(x / 1e6)
    } else if x >= LARGE {
        grouped(x.round() as u64)
    } else if x == x.trunc() {
        format!("{x:.0}")
    } else {
        two_digits(x)
    };
    match unit {
        "" => figure,
        "%" => format!("{figure} %"),
        unit => format!("{figure} {unit}"),
    }
}
