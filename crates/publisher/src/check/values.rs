//! Judges values against their indicators and turns cells of tables into values. Pure.

use super::codes::number;
use crate::hint::hint;
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
                let grouped: String = cell
                    .chars()
                    .filter(|c| !matches!(c, ',' | ' ' | '\''))
                    .collect();
                let hint = number(&grouped)
                    .filter(|_| grouped != cell)
                    .map(|_| {
                        "write it without thousands separators, with a decimal point".to_owned()
                    })
                    .or_else(|| Some("leave the cell empty where unknown".to_owned()));
                return Err((format!("“{cell}” is not a number"), hint));
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
        Err(ValueProblem::NotANumber) => Err(("a number is expected".to_owned(), None)),
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
