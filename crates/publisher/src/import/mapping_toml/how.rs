//! Reads what a mapping says of how cells are read and where values come from. Pure; notes problems.

use super::{json, whole};
use crate::import::mapping::How;
use crate::problem::{InFile, Place};
use crate::source::toml_keys::Keys;
use serde_json::Value as Json;
use toml::{Table, Value};

/// What a table says of how cells are read.
pub(super) fn how(table: &Table, at: &str, file: &mut InFile<'_>) -> How {
    let mut keys = Keys::new(table, at, file);
    let decimal = keys.text("decimal");
    let decimal = match decimal.as_deref() {
        None => None,
        Some(".") => Some('.'),
        Some(",") => Some(','),
        Some(_) => {
            keys.error("decimal", "must be \".\" or \",\"", None);
            None
        }
    };
    let level = keys.number("level");
    let level = level.and_then(|level| match level {
        x if [1.0, 2.0, 3.0].contains(&x) => Some(x as u8),
        x => {
            keys.error("level", format!("{x} is not 1, 2 or 3"), None);
            None
        }
    });
    let list = table.get("list").and_then(Value::as_str).map(str::to_owned);
    if list.as_ref().is_some_and(String::is_empty) {
        keys.error("list", "is empty", None);
    }
    let mut how = How {
        factor: keys.number("factor"),
        offset: keys.number("offset"),
        unit: keys.text("unit"),
        decimal,
        list: list.filter(|l| !l.is_empty()),
        missing: keys.texts("missing"),
        level,
        date: keys.text("date"),
        ..How::default()
    };
    if how.unit.is_some() && (how.factor.is_some() || how.offset.is_some()) {
        keys.error("unit", "either “unit”, or “factor” and “offset”", None);
    }
    match table.get("codes") {
        None => {}
        Some(Value::Table(codes)) => {
            how.codes = codes.iter().map(|(k, v)| (k.clone(), json(v))).collect();
        }
        Some(_) => {
            let hint = Some("codes = { \"Ja\" = \"yes\" }".to_owned());
            keys.error("codes", "must be a table", hint);
        }
    }
    let year = keys.number("year");
    how.source = table.get("source").and_then(|v| source(v, at, file));
    if let Some(year) = year {
        let mut object = match how.source.take() {
            Some(Json::Object(object)) => object,
            _ => serde_json::Map::new(),
        };
        object.insert("year".to_owned(), whole(year));
        how.source = Some(Json::Object(object));
    }
    how
}

/// A source: a table, or its title alone.
pub(super) fn source(value: &Value, at: &str, file: &mut InFile<'_>) -> Option<Json> {
    match value {
        Value::Table(table) => {
            let names = ["url", "title", "year", "note", "publisher"];
            Keys::new(table, at, file).only(&names);
            Some(json(value))
        }
        Value::String(title) => Some(serde_json::json!({ "title": title })),
        _ => {
            let hint = Some("{ title = \"…\", url = \"https://…\", year = 2024 }".to_owned());
            file.error(Place::Key(at.to_owned()), "is not a source", hint);
            None
        }
    }
}
