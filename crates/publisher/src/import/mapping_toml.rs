//! Reads a mapping file. Pure; notes problems.

mod how;

use super::mapping::{Base, Column, How, Kind, Mapping};
use crate::hint::hint;
use crate::problem::{InFile, Place};
use crate::source::toml_keys::{Keys, parse};
use how::{how, source};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use toml::{Table, Value};

const TOP: [&str; 10] = [
    "version", "kind", "table", "id", "constant", "source", "columns", "ignore", "decide", "base",
];
const TABLE: [&str; 10] = [
    "sheet",
    "header",
    "skip",
    "delimiter",
    "encoding",
    "records",
    "decimal",
    "missing",
    "list",
    "date",
];
const COLUMN: [&str; 12] = [
    "to", "factor", "offset", "unit", "decimal", "codes", "list", "missing", "level", "date",
    "source", "year",
];
const BASE: [&str; 4] = ["fill", "min_population", "within_km", "source"];
/// Fields that base data can fill.
pub const FILL: [&str; 7] = [
    "country",
    "lat",
    "lon",
    "time_zone",
    "languages",
    "name",
    "population",
];

/// Reads the text of a mapping; `None` only where it is not TOML.
pub fn read(text: &str, name: &str, file: &mut InFile<'_>) -> Option<Mapping> {
    let top = parse(text, file)?;
    let mut mapping = Mapping {
        file: name.to_owned(),
        ..Mapping::default()
    };
    let mut keys = Keys::new(&top, "", file);
    keys.only(&TOP);
    if let Some(version) = keys.number("version")
        && version != 1.0
    {
        let hint = Some("this command reads version 1".to_owned());
        keys.error("version", format!("version {version} of mappings"), hint);
    }
    match keys.text("kind").as_deref() {
        None | Some("profile") => {}
        Some("practice") => mapping.kind = Kind::Practice,
        Some(other) => {
            let hint = hint(other, ["profile", "practice"]);
            keys.error("kind", format!("unknown kind “{other}”"), hint);
        }
    }
    mapping.ignore = keys.texts("ignore");
    if let Some(table) = sub(&top, "table", file) {
        reading(table, &mut mapping, file);
    }
    if let Some(table) = sub(&top, "id", file) {
        let mut keys = Keys::new(table, "id", file);
        keys.only(&["pattern"]);
        mapping.pattern = keys.text("pattern");
    }
    if let Some(table) = sub(&top, "constant", file) {
        flatten("", table, &mut mapping.constants);
    }
    if top.contains_key("source") {
        mapping.source = top.get("source").and_then(|v| source(v, "source", file));
    }
    if let Some(table) = sub(&top, "columns", file) {
        for (name, value) in table {
            columns(name, value, &mut mapping.columns, file);
        }
    }
    if let Some(table) = sub(&top, "decide", file) {
        for (row, value) in table {
            let id = match value {
                Value::String(id) => Some(id.trim().to_owned()),
                Value::Integer(id) => Some(id.to_string()),
                Value::Boolean(false) => None,
                _ => {
                    let place = Place::Key(format!("decide, “{row}”"));
                    let hint = "the id of a place in quotes, or false for none of them";
                    file.error(place, "is not an id", Some(hint.to_owned()));
                    continue;
                }
            };
            mapping.decide.insert(row.clone(), id);
        }
    }
    if let Some(table) = sub(&top, "base", file) {
        mapping.base = base(table, file);
    }
    Some(mapping)
}

fn sub<'t>(top: &'t Table, key: &str, file: &mut InFile<'_>) -> Option<&'t Table> {
    let value = top.get(key)?;
    let table = value.as_table();
    if table.is_none() {
        let hint = Some(format!("write [{key}]"));
        file.error(Place::Key(key.to_owned()), "must be a table", hint);
    }
    table
}

fn reading(table: &Table, mapping: &mut Mapping, file: &mut InFile<'_>) {
    mapping.how = how(table, "table", file);
    let mut keys = Keys::new(table, "table", file);
    keys.only(&TABLE);
    let reading = &mut mapping.reading;
    reading.sheet = keys.text("sheet");
    reading.encoding = keys.text("encoding");
    reading.records = keys.text("records");
    // A tab is white space that `text` would trim away.
    match table.get("delimiter").and_then(Value::as_str) {
        Some("\\t" | "tab" | "\t") => reading.delimiter = Some(b'\t'),
        Some(one) if one.len() == 1 => reading.delimiter = one.bytes().next(),
        Some(_) => keys.error("delimiter", "must be one sign, such as \";\"", None),
        None => {}
    }
    for number in numbers(table, "header", &mut keys) {
        reading.header.push(number);
    }
    reading.skip = numbers(table, "skip", &mut keys);
}

/// Row numbers: one, several, or ranges such as `"5-9"`.
fn numbers(table: &Table, key: &str, keys: &mut Keys<'_, '_, '_>) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let one = |value: &Value| -> Option<(usize, usize)> {
        match value {
            Value::Integer(row) => usize::try_from(*row).ok().map(|row| (row, row)),
            Value::String(range) => {
                let (from, to) = range.split_once('-').unwrap_or((range, range));
                Some((from.trim().parse().ok()?, to.trim().parse().ok()?))
            }
            _ => None,
        }
    };
    let values = match table.get(key) {
        None => return found,
        Some(Value::Array(items)) => items.iter().map(one).collect::<Vec<_>>(),
        Some(value) => vec![one(value)],
    };
    for value in values {
        match value {
            Some((from, to)) if from >= 1 && from <= to && to - from < 1_000_000 => {
                found.extend(from..=to);
            }
            _ => {
                let message = "must be numbers of rows from 1, such as 3, [1, 2] or [\"5-9\"]";
                keys.error(key, message, None);
            }
        }
    }
    found
}

fn columns(name: &str, value: &Value, into: &mut Vec<Column>, file: &mut InFile<'_>) {
    let at = format!("columns, “{name}”");
    match value {
        Value::String(to) => into.push(Column {
            name: name.to_owned(),
            to: to.trim().to_owned(),
            how: How::default(),
        }),
        Value::Array(several) => {
            for value in several {
                columns(name, value, into, file);
            }
        }
        Value::Table(table) => {
            let mut keys = Keys::new(table, at.clone(), file);
            keys.only(&COLUMN);
            let to = keys.needed("to");
            let how = how(table, &at, file);
            if !to.is_empty() {
                into.push(Column {
                    name: name.to_owned(),
                    to,
                    how,
                });
            }
        }
        _ => {
            let hint =
                "\"field\", { to = \"field\", … } or a list of these; quote names that hold a dot";
            file.error(
                Place::Key(at),
                "must say where it goes",
                Some(hint.to_owned()),
            );
        }
    }
}

fn base(table: &Table, file: &mut InFile<'_>) -> Base {
    let mut keys = Keys::new(table, "base", file);
    keys.only(&BASE);
    let mut base = Base::default();
    if table.contains_key("fill") {
        base.fill = keys.texts("fill");
        for field in &base.fill {
            if !FILL.contains(&field.as_str()) {
                keys.error(
                    "fill",
                    format!("“{field}” cannot be filled"),
                    hint(field, FILL),
                );
            }
        }
    }
    base.min_population = keys.number("min_population");
    if let Some(km) = keys.number("within_km") {
        base.within_km = km;
    }
    base.source = table.get("source").and_then(|v| source(v, "base", file));
    base
}

/// Tables in tables become dotted paths.
fn flatten(at: &str, table: &Table, into: &mut Vec<(String, Json)>) {
    for (key, value) in table {
        let path = match at.is_empty() {
            true => key.clone(),
            false => format!("{at}.{key}"),
        };
        match value {
            Value::Table(inner) => flatten(&path, inner, into),
            other => into.push((path, json(other))),
        }
    }
}

fn json(value: &Value) -> Json {
    match value {
        Value::String(text) => Json::String(text.clone()),
        Value::Integer(x) => Json::from(*x),
        Value::Float(x) => Json::from(*x),
        Value::Boolean(yes) => Json::Bool(*yes),
        Value::Datetime(date) => Json::String(date.to_string()),
        Value::Array(items) => items.iter().map(json).collect(),
        Value::Table(table) => table.iter().map(|(k, v)| (k.clone(), json(v))).collect(),
    }
}

/// A number as JSON, without a fraction where it has none.
pub fn whole(x: f64) -> Json {
    if x.fract() == 0.0 && x.abs() < 9e15 {
        Json::from(x as i64)
    } else {
        Json::from(x)
    }
}
