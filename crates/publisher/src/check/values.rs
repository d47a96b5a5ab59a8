//! Judges values against their indicators and turns cells of tables into values. Pure.

use super::codes::number;
use crate::hint::hint;
use crate::problem::{Rule, rules};
use city_peers_engine::model::{Indicator, Kind, Value};
use city_peers_engine::quantise::{self, ValueProblem};

/// What is wrong, and what was probably meant.
pub type Wrong = (String, Option<String>);

/// The value a cell of a table states; `Ok(None)` where it is empty.
pub fn of_cell(indicator: &Indicator, cell: &str) -> Result<Option<Value>, Wrong> {
    if cell.is_empty() {
        return Ok(None);
    }
    let value = match &indicator.kind {
        Kind::Number { .. } => match number(cell) {
            Some(x) => Value::Number(x),
            None => {
                let hint = number_hint(cell);
                let hint = hint.unwrap_or_else(|| "leave the cell empty where unknown".to_owned());
                return Err((format!("“{cell}” is not a number"), Some(hint)));
            }
        },
        Kind::Tags { codes } => {
            let none = cell == "none" && codes.iter().all(|c| c.code != "none");
            Value::Codes(if none { Vec::new() } else { parts(cell) })
        }
        Kind::Ordered { .. } | Kind::Category { .. } => Value::Code(cell.to_owned()),
    };
    check(indicator, &value).map(|()| Some(value))
}

/// The kind of problem of a value that does not suit its indicator.
pub fn rule(indicator: &Indicator) -> &'static Rule {
    match indicator.kind {
        Kind::Number { .. } => rules::NOT_A_NUMBER,
        _ => rules::UNKNOWN_CODE,
    }
}

/// How to write a number that is written as people do: with a decimal comma, thousands separators, a unit.
pub fn number_hint(text: &str) -> Option<String> {
    let is_space = |c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '_');
    let bare = text.trim_end_matches(['%', '°']).trim();
    let plain: String = bare.chars().filter(|c| !is_space(*c)).collect();
    let (commas, points) = (plain.matches(',').count(), plain.matches('.').count());
    let decimals = |mark: char| plain.rsplit(mark).next().map_or(0, str::len);
    let written = match (commas, points) {
        (1, 0) if decimals(',') == 3 && !plain.starts_with("0,") => {
            let (whole, part) = (plain.replace(',', ""), plain.replace(',', "."));
            number(&whole)?;
            return Some(format!(
                "write {whole} where the comma separates thousands, {part} where it begins the decimals"
            ));
        }
        (1, 0) => plain.replace(',', "."),
        (0, 0..=1) => plain.clone(),
        (_, 0) => plain.replace(',', ""),
        (0, _) => plain.replace('.', ""),
        // Whichever comes last begins the decimals.
        _ if plain.rfind(',') > plain.rfind('.') => plain.replace('.', "").replace(',', "."),
        _ => plain.replace(',', ""),
    };
    number(&written)
        .filter(|_| written != text)
        .map(|_| format!("write {written}: a decimal point, no thousands separators, no unit"))
}

fn parts(cell: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in cell.split('|').map(str::trim).filter(|p| !p.is_empty()) {
        if !parts.iter().any(|p| p == part) {
            parts.push(part.to_owned());
        }
    }
    parts
}

/// Whether a value suits its indicator.
pub fn check(indicator: &Indicator, value: &Value) -> Result<(), Wrong> {
    let codes = || indicator.codes().iter().map(|c| c.code.as_str());
    match quantise::cell(indicator, value) {
        Ok(_) => Ok(()),
        Err(ValueProblem::NotANumber) => {
            let hint = match value {
                Value::Code(text) => number_hint(text)
                    .or_else(|| number(text).map(|x| format!("write {x} without quotes"))),
                _ => None,
            };
            Err(("a number is expected".to_owned(), hint))
        }
        Err(ValueProblem::NotFinite) => Err(("the number is not finite".to_owned(), None)),
        Err(ValueProblem::NotACode) => {
            Err(("one code (text) is expected".to_owned(), hint("", codes())))
        }
        Err(ValueProblem::NotCodes) => Err((
            "a list of codes is expected".to_owned(),
            Some("such as [\"…\"]; [] where the city is known to have none".to_owned()),
        )),
        Err(ValueProblem::UnknownCode(code)) => {
            Err((format!("unknown code “{code}”"), hint(&code, codes())))
        }
    }
}
