//! Turns a cell into what its field wants: numbers with units, codes by code or label, dates, lists, yes and no. Pure.

mod answers;
mod lists;
mod quantity;

use super::cell::Cell;
use super::columns::Column;
use super::country::Names;
use super::dates;
use super::fields::Wanted;
use super::mapping_toml::whole;
use crate::fold::fold;
use crate::hint::hint;
use serde_json::Value;

/// What is wrong with a cell, and what to do.
pub type Wrong = (String, Option<String>);

/// The value of a cell; `None` where it is unknown.
pub fn convert(cell: Cell<'_>, column: &Column, names: &Names) -> Result<Option<Value>, Wrong> {
    if column.is_missing(cell) {
        return Ok(None);
    }
    match cell {
        Cell::Error(error) => {
            let hint = "correct the formula, or add it to “missing” under [table] of the mapping";
            return Err((
                format!("{error}: the formula failed"),
                Some(hint.to_owned()),
            ));
        }
        Cell::NoResult(formula) => {
            let hint =
                "open the file in a spreadsheet program and save it, so that it holds the result";
            let message = format!("the formula {formula} has no stored result");
            return Err((message, Some(hint.to_owned())));
        }
        _ => {}
    }
    let wanted = &column.target.wanted;
    if let Some(value) = column
        .coded(cell)
        .filter(|_| !matches!(wanted, Wanted::Statements(..)))
    {
        let is_list = column.is_tags || matches!(wanted, Wanted::List(_));
        return Ok(match value {
            Value::String(text) if text.is_empty() => None,
            Value::String(_) if is_list => Some(Value::Array(vec![value.clone()])),
            value => Some(value.clone()),
        });
    }
    one(cell, &column.target.wanted, column, names).map(Some)
}

fn one(cell: Cell<'_>, wanted: &Wanted, column: &Column, names: &Names) -> Result<Value, Wrong> {
    match wanted {
        Wanted::Text | Wanted::BaseId | Wanted::BaseRegion => Ok(Value::String(text(cell))),
        Wanted::Date => match cell {
            Cell::Date(date) => Ok(Value::String(date.chars().take(10).collect())),
            Cell::Text(text) => dates::iso(text, column.date.as_deref()).map(Value::String),
            cell => Err((format!("“{}” is not a date", cell.shown()), None)),
        },
        Wanted::Number => quantity::number(cell, column).map(whole),
        Wanted::Whole => match quantity::number(cell, column)? {
            x if x.fract() == 0.0 => Ok(whole(x)),
            x => Err((format!("{x} is not a whole number"), None)),
        },
        Wanted::YesNo => answers::yes_no(cell).map(Value::Bool),
        Wanted::Country => {
            let shown = cell.shown();
            let code = names.country(&shown).ok_or_else(|| {
                let hint = names.near(&shown);
                let hint = hint.or(Some("a code such as KR, or the name".to_owned()));
                (format!("“{shown}” is not a country"), hint)
            })?;
            Ok(Value::String(code))
        }
        Wanted::Language => {
            let shown = cell.shown();
            let code = names.language(&shown).ok_or_else(|| {
                let hint = Some("a code such as es, or the name of the language".to_owned());
                (format!("“{shown}” is not a language"), hint)
            })?;
            Ok(Value::String(code))
        }
        Wanted::Code(codes) => column.code(&cell.shown(), codes).map(Value::String),
        Wanted::List(inner) => lists::list(cell, inner, column, names),
        Wanted::Value(_) if column.is_number => quantity::number(cell, column).map(whole),
        Wanted::Value(_) if column.is_tags => lists::tags(cell, column),
        Wanted::Value(_) => column.code(&cell.shown(), &column.codes).map(Value::String),
        Wanted::Member(_) => answers::yes_no(cell).map(Value::Bool),
        Wanted::Statements(statement, abouts) => lists::statements(cell, statement, abouts, column),
        // A no is no statement.
        Wanted::Level(..) => {
            Ok(answers::level(cell, column)?.map_or(Value::Bool(false), Value::from))
        }
    }
}

/// What a cell says, lists of JSON with commas.
fn text(cell: Cell<'_>) -> String {
    match cell {
        Cell::Number(x, false) => whole(x).to_string(),
        Cell::Json(Value::Array(items)) => {
            let items = items
                .iter()
                .map(|i| i.as_str().map_or(i.to_string(), str::to_owned));
            items.collect::<Vec<_>>().join(", ")
        }
        cell => cell.shown(),
    }
}

/// The code of a text among codes with labels.
pub fn code_of(text: &str, codes: &[(String, String)]) -> Result<String, Wrong> {
    if let Some((code, _)) = codes.iter().find(|(code, _)| code == text) {
        return Ok(code.clone());
    }
    let folded = fold(text);
    let mut same = codes
        .iter()
        .filter(|(code, label)| fold(code) == folded || fold(label) == folded);
    if let (Some((code, _)), None) = (same.next(), same.next()) {
        return Ok(code.clone());
    }
    let all = codes
        .iter()
        .flat_map(|(code, label)| [code.as_str(), label.as_str()]);
    let near = crate::hint::nearest(text, all).map(|near| format!("did you mean “{near}”?"));
    let hint = near.or_else(|| hint(text, codes.iter().map(|(c, _)| c.as_str())));
    Err((format!("unknown code “{text}”"), hint))
}
