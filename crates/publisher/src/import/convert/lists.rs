//! Cells that hold several entries: lists, the codes of an indicator, topics with how much of each. Pure.

use super::answers::no_level;
use super::{Wrong, one, text};
use crate::fold::fold;
use crate::import::cell::Cell;
use crate::import::columns::Column;
use crate::import::country::Names;
use crate::import::fields::{Statement, Wanted};
use serde_json::{Map, Value};

/// The entries of a cell that lists several.
fn entries(cell: Cell<'_>, column: &Column, is_one: impl Fn(&str) -> bool) -> Vec<String> {
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

/// The entries of a cell, each once.
pub(super) fn list(
    cell: Cell<'_>,
    inner: &Wanted,
    column: &Column,
    names: &Names,
) -> Result<Value, Wrong> {
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

/// The codes of an indicator that holds several; “none” is known to have none.
pub(super) fn tags(cell: Cell<'_>, column: &Column) -> Result<Value, Wrong> {
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

/// `Flood management (3); Waste: 2` → objects by what they are about.
pub(super) fn statements(
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
