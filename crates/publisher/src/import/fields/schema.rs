//! Fields read off a JSON Schema: where a path leads, and what fits there. Pure.

use super::{Wanted, Wrong};
use crate::hint::hint;
use serde_json::Value;

/// The JSON Schema of a kind of file.
pub(super) struct Schema(pub(super) Value);

impl Schema {
    /// Names of the fields in the order in which files have them.
    pub(super) fn order(&self) -> Vec<&str> {
        let members = self.0.get("properties").and_then(Value::as_object);
        members
            .into_iter()
            .flatten()
            .map(|(k, _)| k.as_str())
            .collect()
    }

    /// Whether a field holds a list.
    pub(super) fn is_list(&self, field: &str) -> bool {
        let found = self.step(&self.0, field);
        found.is_some_and(|s| has_type(s, "array"))
    }

    /// The schema of a field; where there is none, what is wrong and what was probably meant.
    pub(super) fn walk(&self, parts: &[&str]) -> Result<&Value, Wrong> {
        let mut schema = self.resolve(&self.0);
        for (ix, part) in parts.iter().enumerate() {
            schema = self.step(schema, part).ok_or_else(|| {
                let before = parts.get(..ix).unwrap_or_default().join(".");
                let names = schema.get("properties").and_then(Value::as_object);
                let names: Vec<&str> = names
                    .into_iter()
                    .flatten()
                    .map(|(k, _)| k.as_str())
                    .collect();
                let inside = match before.is_empty() {
                    true => String::new(),
                    false => format!(" in “{before}”"),
                };
                let hint = match has_type(schema, "array") {
                    true => Some(format!(
                        "“{before}” is a list: write {before}.0, {before}.1, …"
                    )),
                    false => hint(part, names),
                };
                (format!("there is no field “{part}”{inside}"), hint)
            })?;
        }
        Ok(schema)
    }

    fn step<'s>(&'s self, schema: &'s Value, part: &str) -> Option<&'s Value> {
        if let Some(member) = schema.get("properties").and_then(|p| p.get(part)) {
            return Some(self.resolve(member));
        }
        if part.parse::<usize>().is_ok_and(|n| n < 1000)
            && let Some(items) = schema.get("items")
        {
            return Some(self.resolve(items));
        }
        let more = schema.get("additionalProperties")?;
        more.is_object().then(|| self.resolve(more))
    }

    /// Follows references, and leaves out `null`.
    fn resolve<'s>(&'s self, schema: &'s Value) -> &'s Value {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            let pointer = name.trim_start_matches('#');
            return self.0.pointer(pointer).map_or(schema, |s| self.resolve(s));
        }
        let options = schema.get("anyOf").and_then(Value::as_array);
        let some = options.into_iter().flatten().find(|s| !has_type(s, "null"));
        some.map_or(schema, |s| self.resolve(s))
    }

    /// What a cell must become to fit a schema.
    pub(super) fn wanted(&self, schema: &Value, dotted: &str) -> Result<Wanted, Wrong> {
        let codes = |values: Vec<&str>| {
            let code = |c: &str| (c.to_owned(), c.replace('-', " "));
            Wanted::Code(values.into_iter().map(code).collect())
        };
        if let Some(options) = schema.get("oneOf").and_then(Value::as_array) {
            let consts = options.iter().filter_map(|o| o.get("const")?.as_str());
            return Ok(codes(consts.collect()));
        }
        if let Some(options) = schema.get("enum").and_then(Value::as_array) {
            return Ok(codes(options.iter().filter_map(Value::as_str).collect()));
        }
        if has_type(schema, "string") {
            return Ok(Wanted::Text);
        }
        if has_type(schema, "integer") {
            return Ok(Wanted::Whole);
        }
        if has_type(schema, "number") {
            return Ok(Wanted::Number);
        }
        if has_type(schema, "boolean") {
            return Ok(Wanted::YesNo);
        }
        if let Some(items) = schema.get("items") {
            let items = self.resolve(items);
            if !has_type(items, "object") {
                return Ok(Wanted::List(Box::new(self.wanted(items, dotted)?)));
            }
            let hint = Some(format!("such as {dotted}.0.{}", first_member(items)));
            return Err((format!("“{dotted}” is a list of several fields"), hint));
        }
        let hint = match schema.get("properties") {
            Some(_) => Some(format!("such as {dotted}.{}", first_member(schema))),
            None => Some(format!("such as {dotted}.en")),
        };
        Err((format!("“{dotted}” holds several fields"), hint))
    }
}

fn first_member(schema: &Value) -> &str {
    let members = schema.get("properties").and_then(Value::as_object);
    members
        .and_then(|m| m.keys().next())
        .map_or("…", String::as_str)
}

/// Whether a schema is of a type, or may be.
pub(super) fn has_type(schema: &Value, name: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(one)) => one == name,
        Some(Value::Array(several)) => several.iter().any(|t| t == name),
        _ => false,
    }
}
