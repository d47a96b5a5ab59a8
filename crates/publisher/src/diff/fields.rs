//! Which fields differ between two things, as plain JSON. Pure.

use super::Change;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// How the parts of a field are told apart.
pub enum Parts {
    /// An object: by its keys.
    Keys,
    /// A list of objects: by one of their members.
    By(&'static str),
}

/// Fields of several parts, by name.
pub type Shape = [(&'static str, Parts)];

/// The fields that differ, in the order of the data; empty where the two are the same.
pub fn changes<T: Serialize>(old: &T, new: &T, shape: &Shape) -> Vec<Change> {
    let (old, new) = (flat(old, shape), flat(new, shape));
    differing(&old, &new)
}

/// The entries that differ between two lists of field and value.
pub fn differing(old: &[(String, Value)], new: &[(String, Value)]) -> Vec<Change> {
    let index =
        |list: &[(String, Value)]| -> BTreeMap<String, Value> { list.iter().cloned().collect() };
    let (was, is) = (index(old), index(new));
    let mut changes = Vec::new();
    let mut seen = BTreeMap::new();
    for (field, _) in old.iter().chain(new) {
        if seen.insert(field, ()).is_some() || was.get(field) == is.get(field) {
            continue;
        }
        changes.push(Change {
            field: field.clone(),
            old: was.get(field).cloned(),
            new: is.get(field).cloned(),
            unit: None,
        });
    }
    changes
}

/// All stated fields with their values. What is empty is not stated, but for tags known to be none.
pub fn flat<T: Serialize>(of: &T, shape: &Shape) -> Vec<(String, Value)> {
    let Ok(Value::Object(fields)) = serde_json::to_value(of) else {
        return Vec::new();
    };
    let mut list = Vec::new();
    for (name, value) in fields {
        let parts = shape.iter().find(|(n, _)| *n == name).map(|(_, p)| p);
        match (parts, value) {
            (Some(Parts::Keys), Value::Object(parts)) => {
                for (key, value) in parts.into_iter().filter(|(_, v)| !v.is_null()) {
                    list.push((format!("{name}.{key}"), plain(value)));
                }
            }
            (Some(Parts::By(member)), Value::Array(parts)) => {
                let mut count: BTreeMap<String, usize> = BTreeMap::new();
                for part in parts {
                    let (key, value) = keyed(part, member);
                    let seen = count.entry(key.clone()).or_default();
                    *seen += 1;
                    // Two of one name stay two.
                    let again = match *seen {
                        1 => String::new(),
                        n => format!(" ({n})"),
                    };
                    list.push((format!("{name}.{key}{again}"), value));
                }
            }
            (_, value) if is_stated(&value) => list.push((name, plain(value))),
            _ => {}
        }
    }
    list
}

/// Key and rest of one part.
fn keyed(part: Value, member: &str) -> (String, Value) {
    let Value::Object(mut fields) = part else {
        return (String::new(), part);
    };
    let key = match fields.remove(member) {
        Some(Value::String(text)) => text,
        Some(other) => other.to_string(),
        None => String::new(),
    };
    (key, plain(Value::Object(fields)))
}

/// A value without the members that are not stated.
pub fn plain(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept: Map<String, Value> = fields
                .into_iter()
                .filter(|(_, v)| is_stated(v))
                .map(|(k, v)| (k, plain(v)))
                .collect();
            Value::Object(kept)
        }
        Value::Array(list) => Value::Array(list.into_iter().map(plain).collect()),
        other => other,
    }
}

fn is_stated(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(list) => !list.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        Value::String(text) => !text.is_empty(),
        _ => true,
    }
}
