//! What an import changes: objects joined field by field, and what is then different. Pure.

use super::fields::STATEMENTS;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// One field that is different: its dotted path, what it was and what it will be.
pub type Field = (String, Option<String>, Option<String>);

/// An object with what an import says of it: what the import does not speak of stays. `whole` are the lists it states whole.
pub fn joined(
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    whole: &BTreeSet<String>,
) -> Map<String, Value> {
    let mut joined = old.clone();
    for (field, value) in new {
        let together = match (joined.get(field), value) {
            (Some(Value::Object(old)), Value::Object(new)) => Value::Object(members(old, new)),
            (Some(Value::Array(old)), Value::Array(new)) => {
                Value::Array(items(field, old, new, whole.contains(field)))
            }
            (Some(old), new) if same(old, new) => old.clone(),
            (_, new) => new.clone(),
        };
        joined.insert(field.clone(), together);
    }
    joined
}

fn members(old: &Map<String, Value>, new: &Map<String, Value>) -> Map<String, Value> {
    let mut joined = old.clone();
    for (key, value) in new {
        let together = match (joined.get(key), value) {
            (Some(Value::Object(old)), Value::Object(new)) => Value::Object(members(old, new)),
            (Some(old), new) if same(old, new) => old.clone(),
            (_, new) => new.clone(),
        };
        joined.insert(key.clone(), together);
    }
    joined
}

/// Statements meet by what they are about, other objects by their place in the list; plain lists are replaced.
fn items(field: &str, old: &[Value], new: &[Value], whole: bool) -> Vec<Value> {
    if new.iter().any(|item| !item.is_object()) || new.is_empty() {
        return match old.len() == new.len() && old.iter().zip(new).all(|(a, b)| same(a, b)) {
            true => old.to_vec(),
            false => new.to_vec(),
        };
    }
    let about = STATEMENTS.iter().find(|s| s.list == field).map(|s| s.about);
    let partner = |ix: usize, item: &Value| -> Option<usize> {
        match about {
            Some(about) => old.iter().position(|o| o.get(about) == item.get(about)),
            None => (ix < old.len()).then_some(ix),
        }
    };
    let mut joined: Vec<Value> = if whole { Vec::new() } else { old.to_vec() };
    for (ix, item) in new.iter().enumerate() {
        let partner = partner(ix, item);
        let together = match (partner.and_then(|at| old.get(at)), item) {
            (Some(Value::Object(old)), Value::Object(new)) => Value::Object(members(old, new)),
            (_, item) => item.clone(),
        };
        match partner.filter(|_| !whole).and_then(|at| joined.get_mut(at)) {
            Some(place) => *place = together,
            None => joined.push(together),
        }
    }
    joined
}

/// Whether two values say the same: 1 and 1.0 do.
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}

/// The fields in which two objects are different.
pub fn fields(old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<Field> {
    let mut found = Vec::new();
    between(String::new(), old, new, &mut found);
    found
}

fn between(at: String, old: &Map<String, Value>, new: &Map<String, Value>, found: &mut Vec<Field>) {
    let keys = new
        .keys()
        .chain(old.keys().filter(|key| !new.contains_key(*key)));
    for key in keys {
        let path = match at.is_empty() {
            true => key.clone(),
            false => format!("{at}.{key}"),
        };
        match (old.get(key), new.get(key)) {
            (Some(a), Some(b)) if same(a, b) => {}
            (Some(Value::Object(old)), Some(Value::Object(new))) => between(path, old, new, found),
            (Some(Value::Array(old)), Some(Value::Array(new)))
                if old.iter().chain(new).all(Value::is_object) =>
            {
                between(
                    path.clone(),
                    &by_name(&path, old),
                    &by_name(&path, new),
                    found,
                );
            }
            (old, new) => found.push((path, old.map(shown), new.map(shown))),
        }
    }
}

/// The items of a list by what they are about, or their number.
fn by_name(field: &str, items: &[Value]) -> Map<String, Value> {
    let about = STATEMENTS.iter().find(|s| s.list == field).map(|s| s.about);
    let named = items.iter().enumerate().map(|(ix, item)| {
        let name = about.and_then(|about| item.get(about)).map(shown);
        (name.unwrap_or_else(|| ix.to_string()), item.clone())
    });
    named.collect()
}

/// A value for people.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => "none".to_owned(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Object(members) => {
            let parts: Vec<String> = members
                .iter()
                .map(|(k, v)| format!("{k} {}", shown(v)))
                .collect();
            parts.join(", ")
        }
        other => other.to_string(),
    }
}
