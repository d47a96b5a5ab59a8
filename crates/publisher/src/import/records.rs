//! JSON files: an object, a list of objects, or one object a line; nested members become columns with dotted names. Pure.

use super::cell::{Cells, Kind, Row, Stored, Table};
use crate::problem::{InFile, Place};
use crate::source::json;
use serde_json::Value;
use std::collections::BTreeMap;

/// The objects of a text with their numbers from 1; `list` names the member that holds them where the file has more.
pub fn objects(
    text: &str,
    lines: bool,
    list: Option<&str>,
    file: &mut InFile<'_>,
) -> Option<Vec<(usize, Value)>> {
    if lines || looks_like_lines(text) {
        return one_a_line(text, file);
    }
    let mut value = json::parse(text, file)?;
    if let Some(list) = list {
        let pointer = format!("/{}", list.trim_start_matches('/').replace('.', "/"));
        let Some(inner) = value.pointer_mut(&pointer).map(Value::take) else {
            let hint = Some("“records” under [table] of the mapping names the list".to_owned());
            file.error(Place::Pointer(pointer), "is missing", hint);
            return None;
        };
        value = inner;
    }
    let rows = match value {
        Value::Array(rows) => rows,
        one => vec![one],
    };
    let mut objects = Vec::with_capacity(rows.len());
    for (ix, row) in rows.into_iter().enumerate() {
        if row.is_object() {
            objects.push((ix + 1, row));
        } else {
            let place = Place::Pointer(format!("/{ix}"));
            file.error(place, "must be an object", None);
        }
    }
    Some(objects)
}

/// Several lines that each hold an object.
fn looks_like_lines(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    let whole = |line: &str| line.starts_with('{') && line.ends_with('}');
    lines.next().is_some_and(whole) && lines.next().is_some_and(whole)
}

fn one_a_line(text: &str, file: &mut InFile<'_>) -> Option<Vec<(usize, Value)>> {
    let mut objects = Vec::new();
    for (ix, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let place = || Place::Key(format!("line {}", ix + 1));
        match serde_json::from_str::<Value>(line) {
            Ok(value) if value.is_object() => objects.push((ix + 1, value)),
            Ok(_) => file.error(place(), "must be an object", None),
            Err(error) => {
                let hint = Some("JSON Lines hold one whole object a line".to_owned());
                file.error(place(), format!("is not JSON: {error}"), hint);
            }
        }
    }
    Some(objects)
}

/// The objects as a table: `stats.people` is the member `people` of the member `stats`, `phones.0` the first of a list.
pub fn table(name: &str, objects: Vec<(usize, Value)>) -> Table {
    let mut columns: Vec<String> = Vec::new();
    let mut positions: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows = Vec::with_capacity(objects.len());
    for (number, object) in objects {
        let mut flat = Vec::new();
        flatten(String::new(), object, &mut flat);
        let mut cells = Vec::new();
        for (path, stored) in flat {
            let at = *positions.entry(path.clone()).or_insert_with(|| {
                columns.push(path);
                columns.len() - 1
            });
            if cells.len() <= at {
                cells.resize(at + 1, Stored::Empty);
            }
            if let Some(cell) = cells.get_mut(at) {
                *cell = stored;
            }
        }
        rows.push(Row {
            number,
            cells: Cells::Typed(cells),
        });
    }
    rows.retain(|row| !row.is_empty());
    Table {
        name: name.to_owned(),
        kind: Kind::Records,
        header: Vec::new(),
        columns,
        rows,
    }
}

fn flatten(path: String, value: Value, into: &mut Vec<(String, Stored)>) {
    let below = |key: &str| match path.is_empty() {
        true => key.to_owned(),
        false => format!("{path}.{key}"),
    };
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                flatten(below(&key), member, into);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            for (ix, item) in items.into_iter().enumerate() {
                flatten(below(&ix.to_string()), item, into);
            }
        }
        Value::Array(_) => into.push((path, Stored::Json(value))),
        Value::Null => into.push((path, Stored::Empty)),
        Value::Bool(yes) => into.push((path, Stored::Bool(yes))),
        Value::Number(x) => {
            let x = x.as_f64().unwrap_or(f64::NAN);
            into.push((path, Stored::Number(x, false)));
        }
        Value::String(text) => into.push((path, Stored::Text(text))),
    }
}
