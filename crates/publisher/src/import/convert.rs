//! Turns a cell into what its field wants: numbers with units, codes by code or label, dates, lists, yes and no. Pure.

use super::cell::Cell;
use super::columns::Column;
use super::country::Names;
use super::dates;
use super::fields::{Statement, Wanted};
use super::mapping_toml::whole;
use super::numbers::{self, NotANumber};
use crate::fold::fold;
use crate::hint::hint;
use serde_json::{Map, Value};

/// What is wrong with a cell, and what to do.
pub type Wrong = (String, Option<String>);

/// What stands for yes, folded.
const YES: &str = "yes y true t 1 x si s sim oui o ja j da 是 예 네 はい 有 ✓ ✔ checked نعم है";
/// What stands for no, folded.
const NO: &str = "no n false f 0 nao non nein nee 否 아니오 いいえ 無 unchecked لا нет niet";
/// How much, in words, from 1 to 3.
const LEVELS: [(&str, u8); 9] = [
    ("low", 1),
    ("medium", 2),
    ("high", 3),
    ("some", 1),
    ("much", 3),
    ("useful", 1),
    ("important", 2),
    ("urgent", 3),
    ("very high", 3),
];

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
        Wanted::Number => number(cell, column).map(whole),
        Wanted::Whole => match number(cell, column)? {
            x if x.fract() == 0.0 => Ok(whole(x)),
            x => Err((format!("{x} is not a whole number"), None)),
        },
        Wanted::YesNo => yes_no(cell).map(Value::Bool),
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
        Wanted::List(inner) => list(cell, inner, column, names),
        Wanted::Value(_) if column.is_number => number(cell, column).map(whole),
        Wanted::Value(_) if column.is_tags => tags(cell, column),
        Wanted::Value(_) => column.code(&cell.shown(), &column.codes).map(Value::String),
        Wanted::Member(_) => yes_no(cell).map(Value::Bool),
        Wanted::Statements(statement, abouts) => statements(cell, statement, abouts, column),
        Wanted::Level(statement, _) => match level(cell, column)? {
            Some(level) => Ok(Value::from(level)),
            None => Ok(Value::Bool(false)),
        }
        .map_err(|(message, hint): Wrong| (format!("{}: {message}", statement.level), hint)),
    }
}

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

/// A number in the unit of the field.
fn number(cell: Cell<'_>, column: &Column) -> Result<f64, Wrong> {
    let (value, percent) = match cell {
        Cell::Number(x, percent) if percent => (tidy(x * 100.0), true),
        Cell::Number(x, _) if x.is_finite() => (x, false),
        Cell::Date(date) => {
            let hint = "the spreadsheet has turned it into a date: type it anew with the format “Text” or “Number”";
            let message = format!("is the date {date}, but a number is wanted");
            return Err((message, Some(hint.to_owned())));
        }
        Cell::Text(text) => match numbers::number(text, column.decimal) {
            Ok(number) => (number.value, number.percent),
            Err(NotANumber::Ambiguous) if column.counts_people => {
                // There are no parts of a person: the sign separates thousands.
                let sign = if text.contains(',') { '.' } else { ',' };
                let number = numbers::number(text, Some(sign));
                (number.map_err(|_| not_a_number(text))?.value, false)
            }
            Err(NotANumber::Ambiguous) => {
                let hint =
                    "decimal = \".\" or decimal = \",\" under [table] of the mapping says which";
                let message = format!("“{text}” can be two numbers");
                return Err((message, Some(hint.to_owned())));
            }
            Err(NotANumber::Text) => return Err(not_a_number(text)),
        },
        cell => return Err(not_a_number(&cell.shown())),
    };
    if let Some(conversion) = column.conversion {
        // A cell that shows 45 % holds 0.45.
        let raw = if percent && !column.from_percent {
            value / 100.0
        } else {
            value
        };
        return Ok(tidy(raw * conversion.factor + conversion.offset));
    }
    if percent && !column.wants_percent {
        if column.unit.is_empty() {
            return Ok(tidy(value / 100.0));
        }
        let message = format!("{value} % is a share, but the unit is {}", column.unit);
        return Err((message, None));
    }
    Ok(value)
}

fn not_a_number(text: &str) -> Wrong {
    let hint = "leave it empty where unknown, or add it to “missing” or “codes” in the mapping";
    (format!("“{text}” is not a number"), Some(hint.to_owned()))
}

/// Without the last digits that multiplying gets wrong.
fn tidy(x: f64) -> f64 {
    format!("{x:.12e}").parse().unwrap_or(x)
}

fn yes_no(cell: Cell<'_>) -> Result<bool, Wrong> {
    let shown = match cell {
        Cell::Bool(yes) => return Ok(yes),
        cell => cell.shown(),
    };
    let folded = fold(&shown);
    let word = if folded.is_empty() {
        shown.trim()
    } else {
        &folded
    };
    let is = |list: &str| list.split(' ').any(|w| w == word);
    match (is(YES), is(NO)) {
        (true, _) => Ok(true),
        (_, true) => Ok(false),
        _ => {
            let hint =
                Some("codes = { \"…\" = true } in the mapping says what it means".to_owned());
            Err((format!("“{shown}” is neither yes nor no"), hint))
        }
    }
}

/// The entries of a cell that lists several.
pub fn entries(cell: Cell<'_>, column: &Column, is_one: impl Fn(&str) -> bool) -> Vec<String> {
    let text = match cell {
        Cell::Json(Value::Array(items)) => {
            let items = items
                .iter()
                .map(|i| i.as_str().map_or(i.to_string(), str::to_owned));
            return items.collect();
        }
        cell => text(cell),
    };
    let separator = match &column.list {
        Some(separator) => separator.clone(),
        None if is_one(&text) => return vec![text],
        None => ["|", ";", "\n"]
            .into_iter()
            .find(|s| text.contains(s))
            .unwrap_or(",")
            .to_owned(),
    };
    let parts = text
        .split(separator.as_str())
        .map(|p| p.trim().trim_matches('"'));
    parts.filter(|p| !p.is_empty()).map(str::to_owned).collect()
}

fn list(cell: Cell<'_>, inner: &Wanted, column: &Column, names: &Names) -> Result<Value, Wrong> {
    let is_one = |text: &str| match inner {
        Wanted::Code(codes) => column.code(text, codes).is_ok(),
        _ => false,
    };
    let mut found: Vec<Value> = Vec::new();
    for entry in entries(cell, column, is_one) {
        let value = match column.coded(Cell::Text(&entry)) {
            Some(value) => value.clone(),
            None => one(Cell::Text(&entry), inner, column, names)?,
        };
        if !found.contains(&value) {
            found.push(value);
        }
    }
    Ok(Value::Array(found))
}

fn tags(cell: Cell<'_>, column: &Column) -> Result<Value, Wrong> {
    let is_one = |text: &str| column.code(text, &column.codes).is_ok();
    if let Cell::Text(text) = cell
        && fold(text) == "none"
        && !is_one(text)
    {
        return Ok(Value::Array(Vec::new()));
    }
    let mut found: Vec<Value> = Vec::new();
    for entry in entries(cell, column, is_one) {
        let value = match column.coded(Cell::Text(&entry)) {
            Some(value) => value.clone(),
            None => Value::String(column.code(&entry, &column.codes)?),
        };
        if !found.contains(&value) {
            found.push(value);
        }
    }
    Ok(Value::Array(found))
}

/// How much, 1 to 3; `None` for a no.
fn level(cell: Cell<'_>, column: &Column) -> Result<Option<u8>, Wrong> {
    let shown = text(cell);
    if let Ok(number) = shown.parse::<f64>() {
        return match number {
            x if [1.0, 2.0, 3.0].contains(&x) => Ok(Some(x as u8)),
            0.0 => Ok(None),
            x => {
                let hint = Some(
                    "codes = { \"5\" = 3, \"4\" = 2 } in the mapping says what it means".to_owned(),
                );
                Err((format!("{x} is not 1, 2 or 3"), hint))
            }
        };
    }
    let folded = fold(&shown);
    if let Some((_, level)) = LEVELS.iter().find(|(word, _)| *word == folded) {
        return Ok(Some(*level));
    }
    if !yes_no(cell)? {
        return Ok(None);
    }
    column.level.map(Some).ok_or_else(|| no_level(&shown))
}

fn no_level(shown: &str) -> Wrong {
    let hint = Some("level = 2 in the mapping says it for all (1, 2 or 3)".to_owned());
    (format!("“{shown}” does not say how much"), hint)
}

/// `Flood management (3); Waste: 2` → objects by what they are about.
fn statements(
    cell: Cell<'_>,
    statement: &Statement,
    abouts: &[(String, String)],
    column: &Column,
) -> Result<Value, Wrong> {
    let is_one = |text: &str| column.code(text, abouts).is_ok();
    let mut found = Map::new();
    for entry in entries(cell, column, is_one) {
        let (name, level) = split_level(&entry);
        let coded = column.coded(Cell::Text(name)).map(|v| match v {
            Value::String(code) => code.clone(),
            other => other.to_string(),
        });
        let mut item = Map::new();
        let code = match coded {
            Some(code) => code,
            None if statement.about == "sdg" => {
                let folded = name.trim_start_matches(|c: char| !c.is_ascii_digit());
                if let Some((goal, _)) = folded.split_once('.') {
                    item.insert("target".to_owned(), Value::String(folded.to_owned()));
                    goal.to_owned()
                } else {
                    folded.to_owned()
                }
            }
            None => name.to_owned(),
        };
        let code = column.code(&code, abouts)?;
        let level = match level.or(column.level) {
            Some(level) => level,
            None => return Err(no_level(&entry)),
        };
        let about = match code.parse::<u64>() {
            Ok(goal) if statement.about == "sdg" => Value::from(goal),
            _ => Value::String(code.clone()),
        };
        item.insert(statement.about.to_owned(), about);
        item.insert(statement.level.to_owned(), Value::from(level));
        found.insert(code, Value::Object(item));
    }
    Ok(Value::Object(found))
}

/// `Waste (3)`, `Waste: 3` or `Waste=3`.
fn split_level(entry: &str) -> (&str, Option<u8>) {
    let entry = entry.trim();
    let end = entry.trim_end_matches(')');
    let Some(last) = end.chars().last().filter(|c| ('1'..='3').contains(c)) else {
        return (entry, None);
    };
    let before = end.get(..end.len() - 1).unwrap_or_default().trim_end();
    match before.strip_suffix(['(', ':', '=']) {
        Some(name) => (
            name.trim(),
            last.to_digit(10).and_then(|d| u8::try_from(d).ok()),
        ),
        None => (entry, None),
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
